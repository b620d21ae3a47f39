//! The text that a project was read from, and where each record stands in it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::error::file_place;
use super::place::{LineIndex, Span};
use super::scan::Outline;
use crate::model::{
    FilePlace, IdHash, Kind, Problem, ProblemKind, Record, RecordId, Snapshot, UnreadId,
};

/// The text of a project file with the places of its records, and the project as it reads.
///
/// Saving copies from it whatever was not touched since.
#[derive(Debug)]
pub struct Document {
    pub(super) text: String,
    lines: LineIndex,
    pub(super) outline: Outline,
    /// The tables that the text has, in its order.
    pub(super) tables: Vec<(Kind, Vec<Entry>)>,
    /// The project as the text reads. Shares its records with the project that is open, so that
    /// what was not touched is told by a comparison of addresses.
    pub(super) base: Snapshot,
    pub(super) unknown: Unknown,
    /// Records that the text had until a save before this one took them out: should they come back by undo, so do
    /// their comments and unknown fields.
    pub(super) gone: HashMap<RecordId, Gone>,
    /// Where the records stand that are far from where their place in the project lets expect them; made when one is asked
    /// for.
    moved: OnceLock<HashMap<RecordId, Span, IdHash>>,
}

/// The fields that this version does not know.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    pub(super) of_meta: Vec<UnknownField>,
    pub(super) of_records: HashMap<RecordId, Vec<UnknownField>>,
}

/// A field that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownField {
    /// Its name, with those of the fields around it: `place.altitude`.
    pub(super) name: String,
    /// Where it is in the text of the record, or of the description of the project.
    pub(super) offset: usize,
}

/// A record that the file does not have any more.
#[derive(Debug, Clone)]
pub(super) struct Gone {
    /// Its text as it was.
    pub(super) text: String,
    /// What that was read as.
    pub(super) record: Record,
}

/// An element of a table's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) span: Span,
}

/// What an element of a table's list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A record that could be read.
    Record(RecordId),
    /// One that could not.
    Unread(UnreadId),
}

impl Key {
    pub(super) fn id(self) -> RecordId {
        match self {
            Self::Record(id) => id,
            Self::Unread(id) => id.into(),
        }
    }
}

/// How far from its place in the project a record is looked for in the file before an index is made.
const NEAR: usize = 32;

impl Document {
    pub(super) fn new(
        text: String,
        lines: LineIndex,
        outline: Outline,
        tables: Vec<(Kind, Vec<Entry>)>,
        base: &Snapshot,
        unknown: Unknown,
    ) -> Self {
        Self {
            text,
            lines,
            outline,
            tables,
            base: base.clone(),
            unknown,
            gone: HashMap::new(),
            moved: OnceLock::new(),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The project as the text reads.
    #[must_use]
    pub fn project(&self) -> &Snapshot {
        &self.base
    }

    /// Remembers what `before`, an older version of the text, had of records that are gone: should they come back by
    /// undo, so do their comments and unknown fields.
    pub fn remember(&mut self, before: &Self) {
        for (&id, gone) in &before.gone {
            if !self.base.contains(id) {
                self.gone.insert(id, gone.clone());
            }
        }
        for (id, span) in before.records() {
            if !self.base.contains(id)
                && let Some(record) = before.base.get(id)
            {
                let text = span.of(&before.text).to_owned();
                self.gone.insert(id, Gone { text, record });
            }
        }
    }

    /// The records that could be read, with their texts.
    pub(super) fn records(&self) -> impl Iterator<Item = (RecordId, Span)> + '_ {
        let entries = self.tables.iter().flat_map(|(_, entries)| entries);
        entries.filter_map(|entry| match entry.key {
            Key::Record(id) => Some((id, entry.span)),
            Key::Unread(_) => None,
        })
    }

    /// Where the record stands in the file; `None` if it is not in it yet.
    #[must_use]
    pub fn place_of(&self, id: RecordId) -> Option<FilePlace> {
        let offset = self.offset_of(id)?;
        Some(self.place_at(offset))
    }

    /// Gives unreadable records other numbers, and takes `base` for the project as the text reads.
    pub(super) fn renumber(&mut self, numbers: &HashMap<UnreadId, UnreadId>, base: &Snapshot) {
        let entries = self.tables.iter_mut().flat_map(|(_, entries)| entries);
        for entry in entries {
            if let Key::Unread(id) = &mut entry.key {
                *id = numbers.get(id).copied().unwrap_or(*id);
            }
        }
        self.moved = OnceLock::new();
        self.base = base.clone();
    }

    fn offset_of(&self, id: RecordId) -> Option<usize> {
        Some(self.span_of(id)?.start)
    }

    /// The text of a record.
    pub(super) fn span_of(&self, id: RecordId) -> Option<Span> {
        if let Some(found) = self.near_slot(id) {
            return Some(found.span);
        }
        let moved = self.moved.get_or_init(|| {
            let entries = self.tables.iter().flat_map(|(_, entries)| entries);
            let spans = entries.map(|entry| (entry.key.id(), entry.span));
            spans.collect()
        });
        moved.get(&id).copied()
    }

    /// The element for a record, if it stands in its list about where the record lies in its table.
    fn near_slot(&self, id: RecordId) -> Option<&Entry> {
        let slot = self.base.slot(id)? as usize;
        let table = self.tables.iter().find(|(kind, _)| *kind == id.kind());
        let entries = table?.1.get(slot.saturating_sub(NEAR)..)?;
        let mut near = entries.iter().take(2 * NEAR);
        near.find(|entry| entry.key == Key::Record(id))
    }

    /// The place of a byte of the text.
    pub(super) fn place_at(&self, offset: usize) -> FilePlace {
        file_place(self.lines.place(&self.text, offset))
    }
    /// What the text has that the project cannot show, in the order of the text: fields that this version does not know.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found: Vec<(usize, Option<RecordId>, String)> = Vec::new();
        let known: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
        for field in &self.outline.fields {
            let name = field.name.of(&self.text);
            if !known.contains(&name) {
                let message = format!(
                    "The file has a field “{name}” that this version does not know. It is kept as it is."
                );
                found.push((field.name.start, None, message));
            }
        }
        if let Some(field) = self.outline.field(&self.text, "project") {
            for unknown in &self.unknown.of_meta {
                let message = unknown.message("project");
                found.push((field.value.start + unknown.offset, None, message));
            }
        }
        for (&id, fields) in &self.unknown.of_records {
            let start = self.offset_of(id).unwrap_or_default();
            for unknown in fields {
                let message = unknown.message(id.kind().singular());
                found.push((start + unknown.offset, Some(id), message));
            }
        }
        found.sort_unstable();
        let problem = |(offset, record, message)| Problem {
            kind: ProblemKind::UnknownField,
            record,
            place: Some(self.place_at(offset)),
            field: String::new(),
            message,
        };
        found.into_iter().map(problem).collect()
    }
}

impl UnknownField {
    fn message(&self, owner: &str) -> String {
        let name = &self.name;
        format!(
            "A field “{name}” of this {owner} is not known to this version. It is kept as it is."
        )
    }
}

/// The fields of the file that hold no records, in their order.
pub(super) const FIELDS: [&str; 2] = ["annals", "project"];

/// The fields of the file that hold records, in their order.
pub(super) fn table_names() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().filter_map(|kind| kind.table_name())
}
