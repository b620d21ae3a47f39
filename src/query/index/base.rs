//! What was read of a project at one moment: its texts folded, and the list of words once it is made.

use std::ops::Range;
use std::sync::Arc;

use super::arena::{Arena, BLOCK};
use super::build::Watch;
use super::rows::Rows;
use super::unit::{Group, Layout, fold_unit};
use super::words::{Likely, WordIndex};
use crate::model::{Record, SourceId, Tables};

/// Slots of records that are read between two looks at whether the work is still wanted.
const PATIENCE: u32 = 4_096;

/// The capture has no source in the project.
const NOBODY: u32 = u32::MAX;

/// The texts of a project as they were at one moment.
#[derive(Debug)]
pub struct Base {
    pub(super) layout: Layout,
    arena: Arc<Arena>,
    words: Option<WordIndex>,
    /// By slot of a capture: the row of its source.
    owners: Vec<u32>,
    /// Captures whose source is missing, by slot.
    orphans: Vec<(u32, SourceId)>,
    /// The rows of records; holes and texts of captures are none.
    pub(super) records: Rows,
}

impl Base {
    /// Reads and folds all texts: work for a job. `None` if `watch` says to stop, or if there is more
    /// text than can be kept in one place (4 GB in 65,536 records).
    #[must_use]
    pub fn read(tables: &Tables, watch: Watch<'_>) -> Option<Self> {
        let layout = Layout::of(tables);
        let mut base = Self {
            records: Rows::none(layout.len()),
            layout,
            arena: Arc::default(),
            words: None,
            owners: Vec::new(),
            orphans: Vec::new(),
        };
        let mut arena = Arena::default();
        for group in Group::all() {
            // Slots are counted in 32 bits.
            for slot in 0..tables.slots(group.kind()) as u32 {
                let row = arena.rows();
                if slot % PATIENCE == 0 && !watch(row as f32 / base.layout.len().max(1) as f32) {
                    return None;
                }
                let record = tables.at(group.kind(), slot);
                arena.push(|folded| {
                    if let Some(record) = &record {
                        fold_unit(group, record, folded);
                    }
                })?;
                match group {
                    Group::CaptureTexts => base.add_owner(tables, slot, record.as_ref()),
                    Group::Records(_) if record.is_some() => base.records.insert(row),
                    Group::Records(_) => {}
                }
            }
        }
        arena.close_block();
        base.arena = Arc::new(arena);
        Some(base)
    }

    fn add_owner(&mut self, tables: &Tables, slot: u32, capture: Option<&Record>) {
        let mut owner = NOBODY;
        if let Some(Record::Capture(capture)) = capture {
            let source = Group::Records(crate::model::Kind::Source);
            let row = tables.sources().slot(capture.source);
            match row.and_then(|slot| self.layout.row(source, slot)) {
                // More rows than 32 bits count do not fit into memory.
                Some(row) => owner = u32::try_from(row).unwrap_or(NOBODY),
                None => self.orphans.push((slot, capture.source)),
            }
        }
        self.owners.push(owner);
    }

    /// The same texts with the list of their words: work for a job, about ten times as long as reading.
    /// `None` if `watch` says to stop, or if there are too many words to be numbered.
    #[must_use]
    pub fn with_words(&self, watch: Watch<'_>) -> Option<Self> {
        Some(Self {
            layout: self.layout.clone(),
            words: Some(WordIndex::build(&self.arena, watch)?),
            arena: Arc::clone(&self.arena),
            owners: self.owners.clone(),
            orphans: self.orphans.clone(),
            records: self.records.clone(),
        })
    }

    /// The folded texts.
    #[must_use]
    pub fn arena(&self) -> &Arena {
        &self.arena
    }

    /// The words, once they are listed.
    #[must_use]
    pub fn words(&self) -> Option<&WordIndex> {
        self.words.as_ref()
    }

    /// Bytes that it takes in memory, arena and words included.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let words = self.words.as_ref().map_or(0, WordIndex::bytes);
        let owners = self.owners.capacity() * size_of::<u32>();
        self.arena.bytes() + words + owners + size_of_val(self.records.words())
    }

    /// The rows that have the needle. If `within` is given, only of those rows; others may be left out.
    pub(super) fn find(&self, needle: &str, within: Option<&Rows>) -> Rows {
        match (&self.words, within) {
            (Some(words), within) => words.find(needle, &self.arena, within),
            (None, None) => self.arena.find(needle),
            (None, Some(rows)) => {
                let mut rows = rows.clone();
                self.arena.retain(needle, &mut rows);
                rows
            }
        }
    }

    /// The rows of a range that may have the needle; others may be among them.
    pub(super) fn likely(&self, needle: &str, range: &Range<usize>) -> Option<Likely> {
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        let words = self.words.as_ref()?;
        Some(words.likely(needle, &self.arena, blocks))
    }

    /// The row of the source of a capture; `None` if it was missing.
    pub(super) fn owner(&self, capture: usize) -> Option<usize> {
        let owner = self.owners.get(capture).copied().unwrap_or(NOBODY);
        (owner != NOBODY).then_some(owner as usize)
    }

    /// The captures whose source was missing, with its id.
    pub(super) fn orphans(&self) -> &[(u32, SourceId)] {
        &self.orphans
    }
}
