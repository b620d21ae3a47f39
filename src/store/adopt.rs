//! A merged project as a text: ours, with what the other version of the file says beyond its records.
//!
//! Records are merged as data. What a person or a newer version wrote around that data (comments,
//! fields that this version does not know, formatting) is taken from ours, and from theirs for the
//! records that ours left as they were or does not have. What theirs says beyond that and the
//! result does not is told, so that nothing goes without a word.

use std::collections::{BTreeMap, HashMap};

use super::canon;
use super::document::{Document, Entry, FIELDS, Gone, UnknownField, WholeText, table_names};
use super::elements::Key;
use super::error::{SaveError, file_place};
use super::place::LineIndex;
use super::read::read_text;
use super::record::steps;
use super::save::render;
use super::scan::{comments, find_path, plain_name};
use super::splice::{Edits, LineEnd, ListChanges, apply_edits, list_edits};
use crate::model::{FilePlace, RecordId, Snapshot};

/// A merged project as a text.
#[derive(Debug)]
pub struct Adopted {
    /// The text.
    pub text: String,
    /// What the other version says and the text does not, in the order of that version.
    pub left: Vec<LeftOut>,
}

/// Something that a version of a file says and that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands in that version.
    pub place: FilePlace,
    /// What it is, as a sentence.
    pub what: String,
}

/// The text of `merged`, which came of `ours` and `theirs`, which both came of `base`.
///
/// # Errors
/// If the text cannot be made, or would not read back as the project.
pub fn adopt(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    merged: &Snapshot,
) -> Result<Adopted, SaveError> {
    let base = &Version::of(base)?;
    let theirs = &Version::of(theirs)?;
    let text = with_their_texts(base, &Version::of(ours)?, theirs, merged)?;
    let opened = read_text(text).map_err(|error| SaveError::Write(error.to_string()))?;
    let mut document = opened.document;
    document.gone = their_own(&Version::of(&document)?, theirs)?;
    let text = render(Some(&document), merged)?;
    let result = read_text(text).map_err(|error| SaveError::Write(error.to_string()))?;
    let result = Version::of(&result.document)?;
    let left = left_out(base, theirs, &result);
    Ok(Adopted {
        left,
        text: result.read.text.into_owned(),
    })
}

/// A version of the file, with all of its text.
struct Version<'a> {
    document: &'a Document,
    read: WholeText<'a>,
}

impl<'a> Version<'a> {
    fn of(document: &'a Document) -> Result<Self, SaveError> {
        let read = document.read.whole()?;
        Ok(Self { document, read })
    }

    /// The texts of the records by id.
    fn texts(&self) -> HashMap<RecordId, &str> {
        let entries = self.read.tables.iter().flat_map(|(_, entries)| entries);
        let texts = entries.filter_map(|entry| match entry.key {
            Key::Record(id) => Some((id, entry.span.of(&self.read.text))),
            Key::Unread(_) => None,
        });
        texts.collect()
    }
}

/// Our text, with theirs for the records that we left as they were to the byte.
fn with_their_texts(
    base: &Version<'_>,
    ours: &Version<'_>,
    theirs: &Version<'_>,
    merged: &Snapshot,
) -> Result<String, SaveError> {
    let attributes = |version: &Version<'_>| {
        let spans = version.read.outline.attributes.iter();
        let texts = spans.map(|span| span.of(&version.read.text).to_owned());
        texts.collect::<Vec<_>>()
    };
    if attributes(ours) != attributes(theirs) {
        // What is short for what differs, so that their text may read otherwise here.
        return Ok(ours.read.text.clone().into_owned());
    }
    let (before, new) = (base.texts(), theirs.texts());
    let text_of = |entry: &Entry| {
        let Key::Record(id) = entry.key else {
            return None;
        };
        let own = entry.span.of(&ours.read.text);
        let new = *new.get(&id)?;
        let is_theirs = merged.get(id)?.same(&theirs.document.project().get(id)?);
        (before.get(&id) == Some(&own) && new != own && is_theirs).then(|| new.to_owned())
    };
    let mut edits = Vec::new();
    for (kind, entries) in &ours.read.tables {
        let numbered = entries.iter().enumerate();
        let changes = ListChanges {
            replaced: numbered
                .filter_map(|(index, entry)| Some((index, text_of(entry)?)))
                .collect(),
            ..ListChanges::default()
        };
        let name = kind.table_name().unwrap_or_default();
        if let Some(field) = ours.read.outline.field(&ours.read.text, name)
            && !changes.replaced.is_empty()
        {
            let end = LineEnd::of(&ours.read.text);
            edits.extend(list_edits(&ours.read.text, field, &changes, end).unwrap_or_default());
        }
    }
    let edits =
        Edits::new(&ours.read.text, edits).map_err(|error| SaveError::Write(error.to_string()))?;
    Ok(apply_edits(&ours.read.text, &edits))
}

/// The records that only their text has, as if ours had had them once: they come with their
/// comments and unknown fields.
fn their_own(
    version: &Version<'_>,
    theirs: &Version<'_>,
) -> Result<HashMap<RecordId, Gone>, SaveError> {
    let there = version.texts();
    let mut own = HashMap::new();
    for (id, text) in theirs.texts() {
        let Some(record) = theirs
            .document
            .project()
            .get(id)
            .filter(|_| !there.contains_key(&id))
        else {
            continue;
        };
        if text != canon::record(&record)? {
            let text = text.to_owned();
            own.insert(id, Gone { text, record });
        }
    }
    Ok(own)
}

/// What they say beyond the base, outside of what is known, and the result does not.
fn left_out(base: &Version<'_>, theirs: &Version<'_>, result: &Version<'_>) -> Vec<LeftOut> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let (before, now) = (unknown(base), unknown(result));
    for (key, (offset, value)) in unknown(theirs) {
        let same = |other: &BTreeMap<_, (usize, String)>| {
            other.get(&key).is_some_and(|(_, text)| *text == value)
        };
        if !same(&before) && !same(&now) {
            let name = key.1;
            let what = format!(
                "The field “{name}”, which this version does not know, is not taken over: ours is kept."
            );
            found.push((offset, what));
        }
    }
    let mut known = BTreeMap::new();
    for text in [&base.read.text, &result.read.text] {
        let mut here = BTreeMap::new();
        for comment in comments(text) {
            *here.entry(comment.of(text)).or_insert(0_usize) += 1;
        }
        for (comment, count) in here {
            let most = known.entry(comment).or_insert(0);
            *most = count.max(*most);
        }
    }
    for comment in comments(&theirs.read.text) {
        let words = comment.of(&theirs.read.text);
        match known.get_mut(words) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                let line = words.lines().next().unwrap_or_default();
                let what = format!("The comment “{}” is not taken over.", line.trim_end());
                found.push((comment.start, what));
            }
        }
    }
    found.sort_unstable();
    let left = found.into_iter();
    let lines = LineIndex::new();
    left.map(|(offset, what)| LeftOut {
        place: file_place(lines.place(&theirs.read.text, offset)),
        what,
    })
    .collect()
}

/// The fields that this version does not know, by record and name: where they stand, and their
/// values.
fn unknown(version: &Version<'_>) -> BTreeMap<(Option<RecordId>, String), (usize, String)> {
    let Version { document, read } = version;
    let text: &str = &read.text;
    let mut found = BTreeMap::new();
    let known: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
    for field in &read.outline.fields {
        let name = plain_name(field.name.of(text));
        if !known.contains(&name) {
            let value = field.value.of(text).to_owned();
            found.insert((None, name.to_owned()), (field.name.start, value));
        }
    }
    let mut add = |owner, start: usize, text: &str, fields: &[UnknownField]| {
        for field in fields {
            let value = find_path(text, &steps(&field.name));
            let value = value.map(|found| found.value.of(text).to_owned());
            let key = (owner, field.name.clone());
            found.insert(key, (start + field.offset, value.unwrap_or_default()));
        }
    };
    if let Some(field) = read.outline.field(text, "project") {
        let meta = field.value;
        add(None, meta.start, meta.of(text), &document.unknown.of_meta);
    }
    for entry in read.tables.iter().flat_map(|(_, entries)| entries) {
        if let Key::Record(id) = entry.key
            && let Some(fields) = document.unknown.of_records.get(&id)
        {
            add(Some(id), entry.span.start, entry.span.of(text), fields);
        }
    }
    found
}
