//! Where in the trash a record stands.

use std::sync::Arc;

use crate::edit::pace::Pace;
use crate::edit::without::Lookup;
use crate::model::{Deletion, Record, RecordId, Tagged};

/// In which of the lists of a deletion a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Among those that went.
    Gone,
    /// Among those that stayed and named one that went.
    NamedBy,
}

/// A place in the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) entry: usize,
    pub(super) part: Part,
    pub(super) at: usize,
}

/// A deletion that is worked on.
pub(super) struct Entry {
    pub(super) deletion: Arc<Deletion>,
    pub(super) gone: Vec<Record>,
    pub(super) named_by: Vec<Record>,
    pub(super) tagged: Vec<Tagged>,
    /// Whether it is to come back.
    pub(super) comes: bool,
    /// Whether it reads otherwise than before.
    pub(super) touched: bool,
}

/// All of the trash.
pub(super) struct Entries {
    all: Vec<Entry>,
    spots: Vec<(RecordId, Spot)>,
}

impl Entries {
    pub(super) fn of<'a>(trash: impl Iterator<Item = &'a Arc<Deletion>>, pace: &Pace<'_>) -> Self {
        let entry = |deletion: &Arc<Deletion>| Entry {
            gone: pace.over(deletion.records.iter()).collect(),
            named_by: pace.over(deletion.named_by.iter()).collect(),
            tagged: deletion.tagged.clone(),
            deletion: Arc::clone(deletion),
            comes: false,
            touched: false,
        };
        let all: Vec<Entry> = trash.map(entry).collect();
        let mut spots = Vec::new();
        for (number, entry) in all.iter().enumerate() {
            for (part, records) in [(Part::Gone, &entry.gone), (Part::NamedBy, &entry.named_by)] {
                let of_part = records.iter().enumerate().map(|(at, record)| {
                    let entry = number;
                    (record.id(), Spot { entry, part, at })
                });
                spots.extend(of_part);
            }
        }
        spots.sort_unstable();
        Self { all, spots }
    }

    /// How many deletions there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, number: usize) -> Option<&Entry> {
        self.all.get(number)
    }

    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut Entry> {
        self.all.get_mut(number)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.all.iter()
    }

    /// Everywhere where the record stands, deletions in the order of the trash.
    pub(super) fn spots(&self, id: RecordId) -> &[(RecordId, Spot)] {
        let start = self.spots.partition_point(|(other, _)| *other < id);
        let rest = self.spots.get(start..).unwrap_or_default();
        let count = rest.partition_point(|(other, _)| *other == id);
        rest.get(..count).unwrap_or_default()
    }

    /// Where the record that went lies; the newest, if it went more than once.
    pub(super) fn gone(&self, id: RecordId) -> Option<Spot> {
        let mut spots = self.spots(id).iter().map(|(_, spot)| *spot);
        spots.rfind(|spot| spot.part == Part::Gone)
    }

    pub(super) fn record(&self, spot: Spot) -> Option<&Record> {
        let entry = self.all.get(spot.entry)?;
        match spot.part {
            Part::Gone => entry.gone.get(spot.at),
            Part::NamedBy => entry.named_by.get(spot.at),
        }
    }

    pub(super) fn put(&mut self, spot: Spot, record: Record) {
        let Some(entry) = self.all.get_mut(spot.entry) else {
            return;
        };
        let place = match spot.part {
            Part::Gone => entry.gone.get_mut(spot.at),
            Part::NamedBy => entry.named_by.get_mut(spot.at),
        };
        if let Some(place) = place {
            *place = record;
            entry.touched = true;
        }
    }
}

impl Lookup for Entries {
    fn look_up(&self, id: RecordId) -> Option<Record> {
        self.record(self.gone(id)?).cloned()
    }
}
