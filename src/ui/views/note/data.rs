//! What the note view shows, as plain data: when it was edited, who links to it, and the links that are
//! being written.

use std::ops::Range;

use jiff::Zoned;
use jiff::tz::TimeZone;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::model::{
    Kind, NoteId, Project, Record, RecordId, Role, Source, Stamp, capital, mention, mentions,
};

/// Backlinks that are listed.
const BACKLINKS: usize = 100;
/// Characters of a link that is being written, at most.
const LINK_CHARS: usize = 80;
/// Records looked through for a link: enough for a large case, and well inside a frame.
const RECORDS_SEEN: usize = 20_000;
/// Suggestions for a link.
const OFFERED: usize = 8;

/// "Note, edited at 14:32" for today, else with the day.
pub(super) fn edited(modified: Option<Stamp>, now: Stamp, zone: &TimeZone) -> String {
    let Some(modified) = modified else {
        return "Note".to_owned();
    };
    let at = |stamp: Stamp| -> Zoned { stamp.timestamp().to_zoned(zone.clone()) };
    let (then, now) = (at(modified), at(now));
    if then.date() == now.date() {
        format!("Note, edited at {}", then.strftime("%H:%M"))
    } else {
        format!("Note, edited on {}", then.strftime("%-d %B %Y"))
    }
}

/// "120 words", as people count them: a link counts by the words it shows.
pub(super) fn words(text: &str) -> String {
    let mut count = 0;
    let mut from = 0;
    for mention in mentions(text) {
        count += n_words(text.get(from..mention.range.start).unwrap_or_default());
        count += mention.words.map_or(1, n_words);
        from = mention.range.end;
    }
    count += n_words(text.get(from..).unwrap_or_default());
    match count {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    }
}

fn n_words(text: &str) -> usize {
    let is_word = |part: &&str| part.contains(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count()
}

/// A record that names the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Backlink {
    /// The record to show.
    pub(super) record: RecordId,
    /// "Annotation: One target or two?".
    pub(super) words: String,
}

/// Who names the note, and how many more there are than are listed.
pub(super) fn linked_from(project: &Project, note: NoteId) -> (Vec<Backlink>, usize) {
    let mut links: Vec<Backlink> = Vec::new();
    let mut more = 0;
    for (by, role) in project.backlinks(note.into()) {
        // A link between two records leads on to its other end.
        let (record, relation) = match (project.get(by), role) {
            (Some(Record::Link(link)), Role::LinkFrom) => (link.to, Some(link.relation)),
            (Some(Record::Link(link)), Role::LinkTo) => (link.from, Some(link.relation)),
            _ => (by, None),
        };
        if record == note.into() || links.iter().any(|known| known.record == record) {
            continue;
        }
        if links.len() == BACKLINKS {
            more += 1;
            continue;
        }
        let kind = capital(record.kind().singular());
        let label = project.label(record);
        let words = match relation {
            Some(relation) => format!("{kind}: {label} ({})", crate::model::Choice::name(relation)),
            None => format!("{kind}: {label}"),
        };
        links.push(Backlink { record, words });
    }
    (links, more)
}

/// The link that is being written at `caret`: the bytes from its brackets to the caret. None where the
/// brackets are closed, hold an id already, or stand in another line.
pub(super) fn open_link(text: &str, caret: usize) -> Option<Range<usize>> {
    let before = text.get(..caret)?;
    let line = before.rfind('\n').map_or(0, |feed| feed + 1);
    let start = line + before.get(line..)?.rfind("[[")?;
    let typed = before.get(start + 2..)?;
    let is_open = !typed.contains("]]") && !typed.contains('|');
    (is_open && typed.chars().count() <= LINK_CHARS).then_some(start..caret)
}

/// Puts a link to a record in place of what was typed; gives where the caret goes.
pub(super) fn put_link(
    text: &mut String,
    typed: Range<usize>,
    record: RecordId,
    label: &str,
) -> usize {
    let link = mention(record, label);
    let mut end = typed.end;
    // Brackets that were closed beforehand belong to the link.
    if text.get(end..).is_some_and(|rest| rest.starts_with("]]")) {
        end += 2;
    }
    let caret = typed.start + link.len();
    text.replace_range(typed.start..end, &link);
    caret
}

/// A record that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) record: RecordId,
    /// What it is called.
    pub(super) label: String,
    /// What tells it apart: the kind, and for a source its short name.
    pub(super) detail: String,
}

/// The records that a link can lead to.
pub(super) fn candidates(project: &Project, own: NoteId) -> Vec<Candidate> {
    let kinds = [
        Kind::Event,
        Kind::Source,
        Kind::Note,
        Kind::Claim,
        Kind::Annotation,
        Kind::Tag,
    ];
    let ids = kinds.into_iter().flat_map(|kind| project.ids(kind));
    let ids = ids.filter(|&id| id != own.into()).take(RECORDS_SEEN);
    ids.map(|record| Candidate {
        record,
        label: project.label(record),
        detail: detail(project, record),
    })
    .collect()
}

fn detail(project: &Project, record: RecordId) -> String {
    let kind = record.kind().singular();
    match project.get(record) {
        Some(Record::Source(source)) => short(&source).unwrap_or_else(|| kind.to_owned()),
        Some(Record::Event(event)) if !event.when.is_empty() => {
            format!("{kind}, {}", event.when.short())
        }
        Some(Record::Claim(claim)) => {
            let source = project.sources().get(claim.source).and_then(short);
            source.map_or_else(|| kind.to_owned(), |source| format!("{kind}, {source}"))
        }
        _ => kind.to_owned(),
    }
}

fn short(source: &Source) -> Option<String> {
    let short = source.short_name();
    (short != source.title).then_some(short)
}

/// The places of the candidates that `typed` means best, best first.
pub(super) fn best(candidates: &[Candidate], typed: &str) -> Vec<usize> {
    let typed = typed.trim();
    if typed.is_empty() {
        return (0..candidates.len().min(OFFERED)).collect();
    }
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let words = format!("{} {}", candidate.label, candidate.detail);
        let words = Utf32Str::new(&words, &mut letters);
        if let Some(score) = pattern.score(words, &mut matcher) {
            found.push((score, at));
        }
    }
    found.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    found.truncate(OFFERED);
    found.into_iter().map(|(_, at)| at).collect()
}

/// The characters of `new` after which a caret stands well when `old` became it by undo: the end of the
/// part that differs.
pub(super) fn caret_after(old: &str, new: &str) -> usize {
    let mut head = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
        head -= 1;
    }
    let (old, rest) = (&old[head..], &new[head..]);
    let tail = old
        .chars()
        .rev()
        .zip(rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .count();
    new.chars().count() - tail
}
