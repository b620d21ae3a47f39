//! The words in the matrix: heads of columns, lists of values, a passage with what stands around it.

use crate::model::{
    Choice as _, Claim, ClaimStatus, LineageKind, PersonName, Source, Tables, When,
};

/// Characters of the text that are shown before and after the words of a claim.
const AROUND: usize = 160;

/// Sources that are named of those drawn on, where there are many.
const NAMES: usize = 3;

/// The parts that say anything, each once: "a; b".
pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut said: Vec<&str> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    said.join("; ")
}

/// "3 of 8 fields".
pub(super) fn of_fields(assessed: usize, fields: usize) -> String {
    let noun = if fields == 1 { "field" } else { "fields" };
    format!("{assessed} of {fields} {noun}")
}

/// The date as it is read out: "25 April 2024"; its words where there is no better way to say it.
pub(super) fn date(when: &When) -> String {
    let single = when.bounds().and_then(|bounds| bounds.single());
    match single {
        Some(day) => day.to_string(),
        None if when.words.trim().is_empty() => when.short(),
        None => when.words.trim().to_owned(),
    }
}

/// What a source draws on: "quotes Anadolu; cites Dawn, BBC News, Mir and 29 others".
pub(super) fn draws(tables: &Tables, source: &Source) -> String {
    let kinds = [
        LineageKind::Republishes,
        LineageKind::Quotes,
        LineageKind::SameWire,
        LineageKind::Cites,
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|kind| {
            let of_kind = source.lineage.iter().filter(|drawn| drawn.kind == kind);
            let names: Vec<String> = of_kind
                .filter_map(|drawn| tables.sources().get(drawn.source))
                .map(Source::short_name)
                .collect();
            (!names.is_empty()).then(|| format!("{} {}", kind.name(), listed(&names)))
        })
        .collect();
    if parts.is_empty() {
        "no lineage on file".to_owned()
    } else {
        parts.join("; ")
    }
}

/// "Dawn, BBC News", or the first of many and how many more: "Dawn, BBC News, Mir and 29 others".
fn listed(names: &[String]) -> String {
    match names.get(..NAMES) {
        Some(first) if names.len() > NAMES + 1 => {
            format!("{} and {} others", first.join(", "), names.len() - NAMES)
        }
        _ => names.join(", "),
    }
}

/// The source in full, for a list of references.
pub(super) fn reference(source: &Source) -> String {
    let authors: Vec<String> = source.authors.iter().map(PersonName::display).collect();
    let place: Vec<&str> = [&source.container, &source.publisher]
        .into_iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    let title = if source.title.trim().is_empty() {
        "Untitled".to_owned()
    } else {
        format!("“{}”", source.title.trim())
    };
    let numbers = [
        ("vol. ", source.volume.trim()),
        ("no. ", source.issue.trim()),
        ("pp. ", source.pages.trim()),
    ];
    let numbers = numbers.iter().filter(|(_, text)| !text.is_empty());
    let numbers: Vec<String> = numbers.map(|(of, text)| format!("{of}{text}")).collect();
    let doi = source.doi.trim();
    let doi = if doi.is_empty() {
        String::new()
    } else {
        format!("doi:{doi}")
    };
    let parts = [
        authors.join(", "),
        title,
        place.join(", "),
        numbers.join(", "),
        date(&source.issued),
        doi,
        source.url.trim().to_owned(),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!(
        "{}.",
        said.join(". ").replace(".. ", ". ").trim_end_matches('.')
    )
}

/// Why a claim is shown but does not count.
pub(super) fn aside(claim: &Claim, counts: bool) -> &'static str {
    match claim.status {
        _ if counts => "",
        ClaimStatus::SlipInSource => "slip",
        ClaimStatus::Deprecated => "deprecated",
        ClaimStatus::Normal | ClaimStatus::Preferred => "earlier report",
    }
}

/// The words of a claim in the text that they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What stands before them, from the start of a sentence if that is near.
    pub before: String,
    /// The words.
    pub exact: String,
    /// What stands after them, to the end of a sentence if that is near.
    pub after: String,
    /// The text and the place in it: "Capture of 2 February 2024, ¶ 2".
    pub place: String,
}

/// The words that a claim stands on, with what is said around them; `None` if it has no passage.
#[must_use]
pub fn quoted(tables: &Tables, claim: &Claim) -> Option<Quoted> {
    let passage = claim.passage.as_ref()?;
    let capture = tables.captures().get(passage.capture);
    let of = capture.map_or_else(String::new, |capture| {
        let taken = date(&capture.taken);
        if taken.is_empty() {
            "Undated capture".to_owned()
        } else {
            format!("Capture of {taken}")
        }
    });
    let text = capture.map_or("", |capture| &*capture.text);
    let range = passage
        .byte_range(text)
        .filter(|range| text.get(range.clone()) == Some(passage.exact()));
    let Some(range) = range else {
        // Not where it is said to stand: only what was kept with it can be shown.
        return Some(Quoted {
            before: passage.words.before().to_owned(),
            exact: passage.exact().to_owned(),
            after: passage.words.after().to_owned(),
            place: of,
        });
    };
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    let paragraphs = before.split('\n').filter(|line| !line.trim().is_empty());
    let starts_one = before.is_empty() || before.ends_with('\n');
    let number = paragraphs.count() + usize::from(starts_one);
    Some(Quoted {
        before: from_sentence(before),
        exact: passage.exact().to_owned(),
        after: to_sentence(after),
        place: format!("{of}, ¶ {number}"),
    })
}

/// The end of the text, from where a sentence or paragraph begins, else from a word.
fn from_sentence(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let start = line
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let near = line.get(start..).unwrap_or(line);
    if let Some(end) = near
        .rfind(". ")
        .or_else(|| near.rfind("; ").filter(|_| start > 0))
    {
        return near.get(end + 2..).unwrap_or_default().to_owned();
    }
    if start == 0 {
        return near.to_owned();
    }
    let word = near.find(' ').map_or(0, |at| at + 1);
    format!("…{}", near.get(word..).unwrap_or_default())
}

/// The start of the text, to where a sentence or paragraph ends, else to a word.
fn to_sentence(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or_default();
    let end = line
        .char_indices()
        .nth(AROUND)
        .map_or(line.len(), |(at, _)| at);
    let near = line.get(..end).unwrap_or(line);
    if let Some(stop) = near.find(". ") {
        return near.get(..=stop).unwrap_or_default().to_owned();
    }
    if end == line.len() {
        return near.to_owned();
    }
    let word = near.rfind(' ').unwrap_or(near.len());
    format!("{} …", near.get(..word).unwrap_or_default())
}
