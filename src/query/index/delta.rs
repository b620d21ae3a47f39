//! What has changed since the texts were read: the units that changed as they are now, folded when
//! they are first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::unit::{Group, fold_unit};
use crate::model::{Change, Kind, Record, RecordId, Tables};

/// A unit that changed.
#[derive(Debug)]
pub(super) struct Entry {
    /// The record as it is now; `None`: it is gone.
    pub(super) record: Option<Record>,
    folded: OnceLock<Box<str>>,
}

impl Entry {
    /// Its texts, folded; nothing if it is gone.
    pub(super) fn folded(&self, group: Group) -> &str {
        self.folded.get_or_init(|| {
            let mut folded = String::new();
            if let Some(record) = &self.record {
                fold_unit(group, record, &mut folded);
            }
            folded.into()
        })
    }
}

/// The units that changed since the texts of a project were read. Cheap to copy while it is small.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    entries: BTreeMap<(Group, u32), Arc<Entry>>,
}

impl Delta {
    /// Takes note of changes that were applied. `tables` are as they are now.
    pub fn note(&mut self, tables: &Tables, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Insert { record, slot } | Change::Remove { record, slot } => {
                    self.touch(tables, record.id(), *slot);
                }
                Change::Set { after, .. } => self.touch(tables, after.id(), None),
                // No text says which tags a record bears.
                Change::Tag { .. } | Change::Meta { .. } => {}
            }
        }
    }

    fn touch(&mut self, tables: &Tables, id: RecordId, slot: Option<u32>) {
        // One that was changed and removed by the same transaction has its slot in the removal.
        let Some(slot) = slot.or_else(|| tables.slot(id)) else {
            return;
        };
        let kind = id.kind();
        // What is in the trash is in no search.
        if kind == Kind::Deletion {
            return;
        }
        let record = tables.at(kind, slot);
        if kind == Kind::Capture {
            self.put(Group::CaptureTexts, slot, record.clone());
        }
        self.put(Group::Records(kind), slot, record);
    }

    fn put(&mut self, group: Group, slot: u32, record: Option<Record>) {
        let entry = Entry {
            record,
            folded: OnceLock::new(),
        };
        self.entries.insert((group, slot), Arc::new(entry));
    }

    /// How many units changed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The units that changed, in the order of their groups and slots.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Group, u32, &Entry)> {
        let entries = self.entries.iter();
        entries.map(|(&(group, slot), entry)| (group, slot, entry.as_ref()))
    }
}
