//! A project's file as it was read or saved: its text, and where each record stands in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::changes::Changes;
use super::error::file_place;
use super::file_hash::Known;
use super::patch::Patch;
use super::place::{LineIndex, Span};
use super::scan::Outline;
use crate::model::{
    FilePlace, IdHash, Kind, Problem, ProblemKind, Record, RecordId, Snapshot, UnreadId,
};

/// A project file: the text that was read, what saves changed in it since, and the project as it is in the file.
///
/// Saving copies from the text whatever was not touched since it was read. The text itself stays as it was: a save
/// keeps the edits beside it, so that what it costs in memory and time grows with the edits, not with the text.
#[derive(Debug)]
pub struct Document {
    pub(super) read: Arc<ReadText>,
    patch: Patch,
    /// Where the records stand in the file whose texts are in the patch.
    patched: HashMap<RecordId, usize, IdHash>,
    /// The tables of the file after the patch, each with its elements if these are others than in the text; nothing if
    /// there is none.
    order: Vec<(Kind, Option<Vec<Key>>)>,
    /// The project as the file has it.
    base: Snapshot,
    pub(super) unknown: Unknown,
    /// Records that the text had until a save before this one took them out: should they come back by undo, so do
    /// their comments and unknown fields.
    pub(super) gone: HashMap<RecordId, Gone>,
    /// What the file is known by.
    pub(super) known: Option<Known>,
}

/// A text with the places of its records, and the project as it reads.
#[derive(Debug, Clone)]
pub(super) struct ReadText {
    pub(super) text: String,
    lines: LineIndex,
    pub(super) outline: Outline,
    /// The tables that the text has, in its order.
    pub(super) tables: Vec<(Kind, Vec<Entry>)>,
    /// The project as the text reads. Shares its records with the project that is open, so that
    /// what was not touched is told by a comparison of addresses.
    pub(super) base: Snapshot,
    pub(super) unknown: Unknown,
    /// Where the records stand that are far from where their place in the project lets expect them; made when one is asked
    /// for.
    moved: OnceLock<HashMap<RecordId, Span, IdHash>>,
}

/// The fields that this version does not know.
#[derive(Debug, Clone, Default)]
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
            read: Arc::new(ReadText {
                text,
                lines,
                outline,
                tables,
                base: base.clone(),
                unknown: unknown.clone(),
                moved: OnceLock::new(),
            }),
            patch: Patch::default(),
            patched: HashMap::default(),
            order: Vec::new(),
            base: base.clone(),
            unknown,
            gone: HashMap::new(),
            known: None,
        }
    }

    /// The file after a save that made these edits of the text that was read. `patched`: where records stand in the file
    /// whose texts are in them.
    pub(super) fn patched(
        &self,
        changes: Changes,
        patched: HashMap<RecordId, usize, IdHash>,
        base: &Snapshot,
        unknown: Unknown,
    ) -> Self {
        let tables = changes.tables.into_iter();
        Self {
            read: Arc::clone(&self.read),
            patch: Patch::new(&self.read.text, changes.edits),
            patched,
            order: tables.map(|table| (table.kind, table.order)).collect(),
            base: base.clone(),
            unknown,
            gone: self.gone.clone(),
            known: None,
        }
    }

    /// The tables of the file with the keys of their elements in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Kind, Box<dyn Iterator<Item = Key> + '_>)> {
        let as_read: Vec<(Kind, Option<&[Key]>)> = match self.order.as_slice() {
            [] => self
                .read
                .tables
                .iter()
                .map(|(kind, _)| (*kind, None))
                .collect(),
            order => order
                .iter()
                .map(|(kind, order)| (*kind, order.as_deref()))
                .collect(),
        };
        as_read.into_iter().map(|(kind, order)| {
            let keys: Box<dyn Iterator<Item = Key>> = match order {
                Some(order) => Box::new(order.iter().copied()),
                None => Box::new(self.read.keys(kind)),
            };
            (kind, keys)
        })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        if self.patch.is_empty() {
            Cow::Borrowed(&self.read.text)
        } else {
            Cow::Owned(self.pieces().collect())
        }
    }

    /// The text of the file, piece by piece.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.patch.pieces(&self.read.text)
    }

    /// The project as the file has it.
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
        for (id, span) in before.read.records() {
            if !self.base.contains(id)
                && let Some(record) = before.read.base.get(id)
            {
                let text = span.of(&before.read.text).to_owned();
                self.gone.insert(id, Gone { text, record });
            }
        }
    }

    /// Where the record stands in the file; `None` if it is not in it yet.
    #[must_use]
    pub fn place_of(&self, id: RecordId) -> Option<FilePlace> {
        let offset = self.offset_of(id)?;
        Some(self.place_at(offset))
    }

    /// Gives unreadable records other numbers, and takes `base` for the project as the text reads. For a text that was
    /// just read.
    pub(super) fn renumber(&mut self, numbers: &HashMap<UnreadId, UnreadId>, base: &Snapshot) {
        let read = Arc::make_mut(&mut self.read);
        let entries = read.tables.iter_mut().flat_map(|(_, entries)| entries);
        for entry in entries {
            if let Key::Unread(id) = &mut entry.key {
                *id = numbers.get(id).copied().unwrap_or(*id);
            }
        }
        read.moved = OnceLock::new();
        read.base = base.clone();
        self.base = base.clone();
    }

    fn offset_of(&self, id: RecordId) -> Option<usize> {
        if let Some(&offset) = self.patched.get(&id) {
            return Some(offset);
        }
        let is_there = match id {
            RecordId::Unread(id) => self.base.unread().get(id)?.mended.is_none(),
            id => self.base.contains(id),
        };
        let span = self.read.span_of(id).filter(|_| is_there)?;
        Some(self.patch.in_file(span.start))
    }

    /// The place of a byte of the file.
    pub(super) fn place_at(&self, offset: usize) -> FilePlace {
        let ReadText { text, lines, .. } = &*self.read;
        file_place(self.patch.place(text, lines, offset))
    }

    /// What the text has that the project cannot show, in the order of the text: fields that this version does not know.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found: Vec<(usize, Option<RecordId>, String)> = Vec::new();
        let known: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
        let ReadText { text, outline, .. } = &*self.read;
        for field in &outline.fields {
            let name = field.name.of(text);
            if !known.contains(&name) {
                let message = format!(
                    "The file has a field “{name}” that this version does not know. It is kept as it is."
                );
                found.push((self.patch.in_file(field.name.start), None, message));
            }
        }
        if let Some(field) = outline.field(text, "project") {
            let start = self.patch.in_file(field.value.start);
            for unknown in &self.unknown.of_meta {
                let message = unknown.message("project");
                found.push((start + unknown.offset, None, message));
            }
        }
        for (&id, fields) in &self.unknown.of_records {
            // What lies in the trash is listed when it comes back.
            let is_shown = |field: &&UnknownField| {
                id.kind() != Kind::Deletion || !field.name.starts_with("records.")
            };
            let fields = fields.iter().filter(is_shown);
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

impl ReadText {
    /// The elements of a table, in order.
    pub(super) fn keys(&self, kind: Kind) -> impl Iterator<Item = Key> + '_ {
        let table = self.tables.iter().find(move |(table, _)| *table == kind);
        let entries = table.map(|(_, entries)| entries.as_slice());
        entries.unwrap_or_default().iter().map(|entry| entry.key)
    }

    /// The records that could be read, with their texts.
    pub(super) fn records(&self) -> impl Iterator<Item = (RecordId, Span)> + '_ {
        let entries = self.tables.iter().flat_map(|(_, entries)| entries);
        entries.filter_map(|entry| match entry.key {
            Key::Record(id) => Some((id, entry.span)),
            Key::Unread(_) => None,
        })
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
