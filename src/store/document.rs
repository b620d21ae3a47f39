//! The text that a project was read from, and where each record stands in it.

use std::collections::HashMap;

use super::error::file_place;
use super::place::{LineIndex, Span};
use super::scan::Outline;
use crate::model::{FilePlace, Kind, RecordId, Snapshot, UnreadId};

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
    offsets: HashMap<RecordId, usize>,
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

impl Document {
    pub(super) fn new(
        text: String,
        lines: LineIndex,
        outline: Outline,
        tables: Vec<(Kind, Vec<Entry>)>,
        base: &Snapshot,
    ) -> Self {
        let entries = tables.iter().flat_map(|(_, entries)| entries);
        let offsets = entries
            .map(|entry| match entry.key {
                Key::Record(id) => (id, entry.span.start),
                Key::Unread(id) => (id.into(), entry.span.start),
            })
            .collect();
        Self {
            text,
            lines,
            outline,
            tables,
            base: base.clone(),
            offsets,
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the record stands in the file; `None` if it is not in it yet.
    #[must_use]
    pub fn place_of(&self, id: RecordId) -> Option<FilePlace> {
        let offset = *self.offsets.get(&id)?;
        Some(self.place_at(offset))
    }

    /// The place of a byte of the text.
    pub(super) fn place_at(&self, offset: usize) -> FilePlace {
        file_place(self.lines.place(&self.text, offset))
    }
}
