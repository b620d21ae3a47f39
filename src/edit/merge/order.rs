//! Where the records of a merged project stand.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::sides::Sides;
use crate::model::{Kind, Record, RecordId, Snapshot};

/// Records of a table that are moved at most, to make room for what comes between them.
pub const MOST_MOVED: usize = 4_096;

/// The slots of what comes and of what moves.
pub(super) struct Placed {
    slots: BTreeMap<RecordId, u32>,
}

impl Placed {
    /// `records` are those that may differ from ours, as they are to be.
    pub(super) fn new(sides: &Sides, records: &[(RecordId, Option<Record>)]) -> Self {
        let there: HashMap<RecordId, bool> = records
            .iter()
            .map(|(id, record)| (*id, record.is_some()))
            .collect();
        let mut slots = BTreeMap::new();
        for &kind in Kind::ALL {
            let new = records.iter().filter(|(id, record)| {
                id.kind() == kind && record.is_some() && !sides.ours.contains(*id)
            });
            let reordered = is_reordered(sides, kind);
            if new.count() > 0 || reordered {
                let order = order(sides, kind, &there, reordered);
                slots.extend(slots_of(&sides.ours, kind, &order));
            }
        }
        Self { slots }
    }

    /// The slot of a record that we have and that gets another one; asked once.
    pub(super) fn moved(&mut self, id: RecordId) -> Option<u32> {
        self.slots.remove(&id)
    }

    /// The slot of a record that we do not have.
    pub(super) fn of_new(&mut self, id: RecordId) -> u32 {
        self.slots.remove(&id).unwrap_or_default()
    }

    /// What only moves, with its new slot.
    pub(super) fn rest(self, ours: &Snapshot) -> Vec<(u32, Record)> {
        let moved = self.slots.into_iter();
        moved
            .filter_map(|(id, slot)| Some((slot, ours.get(id)?)))
            .collect()
    }
}

/// Whether they put records into another order and we did not.
fn is_reordered(sides: &Sides, kind: Kind) -> bool {
    let is_as_in_base = |side: &Snapshot| {
        let before = sides.base.ids(kind).filter(|id| side.contains(*id));
        before.eq(side.ids(kind).filter(|id| sides.base.contains(*id)))
    };
    !is_as_in_base(&sides.theirs) && is_as_in_base(&sides.ours)
}

/// The ids of the merged table in order. What one side added stands after what it follows there; in
/// one place ours come first.
fn order(
    sides: &Sides,
    kind: Kind,
    there: &HashMap<RecordId, bool>,
    reordered: bool,
) -> Vec<RecordId> {
    let is_there = |id: &RecordId| {
        let known = there.get(id).copied();
        known.unwrap_or_else(|| sides.ours.contains(*id))
    };
    let (main, other) = if reordered {
        (&sides.theirs, &sides.ours)
    } else {
        (&sides.ours, &sides.theirs)
    };
    let mut after: HashMap<Option<RecordId>, Vec<RecordId>> = HashMap::new();
    let mut last = None;
    for id in other.ids(kind).filter(is_there) {
        if main.contains(id) {
            last = Some(id);
        } else {
            after.entry(last).or_default().push(id);
        }
    }
    let mut order = Vec::new();
    let mut waiting = after.remove(&None).unwrap_or_default();
    for id in main.ids(kind).filter(is_there) {
        if reordered || other.contains(id) {
            order.append(&mut waiting);
        }
        order.push(id);
        waiting.extend(after.remove(&Some(id)).unwrap_or_default());
    }
    order.append(&mut waiting);
    order
}

/// Rising slots for this order: for what is new, and for what has to move.
fn slots_of(ours: &Snapshot, kind: Kind, order: &[RecordId]) -> Vec<(RecordId, u32)> {
    let mut slots = Vec::new();
    let mut next = 0;
    let mut n_moved = 0;
    for &id in order {
        let slot = match ours.slot(id) {
            Some(slot) if slot >= next => slot,
            old => {
                slots.push((id, next));
                n_moved += usize::from(old.is_some());
                next
            }
        };
        next = slot + 1;
    }
    if n_moved <= MOST_MOVED {
        return slots;
    }
    let end = ours.ids(kind).filter_map(|id| ours.slot(id)).max();
    let end = end.map_or(0, |last| last + 1);
    let known: HashSet<RecordId> = ours.ids(kind).collect();
    let new = order.iter().filter(|id| !known.contains(id));
    new.zip(end..).map(|(id, slot)| (*id, slot)).collect()
}
