//! Merging: what two sides made of one project, record by record and field by field.
//!
//! [`Merge::new`] compares both with what they began with. What only one side did is taken in; what
//! both did alike is one; what they did otherwise is a [`Conflict`], which takes one side whole:
//! ours until chosen otherwise. Nothing is dropped without a conflict that tells of it.
//! [`Merge::transaction`] gives the whole as one step onto ours, so that it can be undone.
//!
//! - A field that both changed is a conflict, but tags are a set, lists whose order says nothing
//!   are joined where that is certain, and so are texts changed in lines that lie apart.
//! - A record deleted by one side and changed by the other is a conflict. So is a record that one
//!   side deleted and the other names anew: what names it goes or stays with it.
//! - Two assessments of one field, and two tags of one path, are a conflict.
//! - A passage follows the text of its capture, whichever side changed which.
//! - An unreadable record is merged by its text, whole.
//!
//! Limits: order is ours; what they added stands where it stood there in tables of which at most
//! [`MOST_MOVED`] records have to make room, else at the end.
//!
//! | file | does |
//! |---|---|
//! | `sides.rs` | the three versions, and which of them a record or a field comes from |
//! | `groups.rs` | which disagreements there are, and which belong together |
//! | `conflict.rs` | how they are told |
//! | `passages.rs` | passages into the text that their capture gets |
//! | `order.rs` | where the records stand |

mod conflict;
mod groups;
mod order;
mod passages;
mod sides;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use conflict::{Conflict, Part, Subject};
pub use order::MOST_MOVED;
pub use sides::Side;

use super::pace::Pace;
use super::words::step;
use crate::model::{Change, Kind, Record, RecordId, Snapshot, Transaction};
use groups::Groups;
use sides::Sides;

/// Records that are shown when the step was undone or redone.
const MOST_FOCUS: usize = 50;

/// A merge of two versions of a project that began as one.
#[derive(Debug)]
pub struct Merge {
    sides: Sides,
    groups: Groups,
    conflicts: Vec<Conflict>,
}

impl Merge {
    /// Compares both sides with what they began with. Reads all records; takes time with the size
    /// of the project.
    #[must_use]
    pub fn new(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> Self {
        let sides = Sides::new(base, ours, theirs);
        let groups = Groups::of(&sides);
        let conflicts = conflict::told(&sides, &groups);
        Self {
            sides,
            groups,
            conflicts,
        }
    }

    /// Where the sides disagree. Each takes one of them whole.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Our side, as it was compared.
    #[must_use]
    pub fn ours(&self) -> &Snapshot {
        &self.sides.ours
    }

    /// Their side, as it was compared.
    #[must_use]
    pub fn theirs(&self) -> &Snapshot {
        &self.sides.theirs
    }

    /// The step from ours to the merged project. `choices` has a side for each conflict in order;
    /// ours where it is too short, and where theirs cannot be taken. Empty if ours has everything.
    #[must_use]
    pub fn transaction(&self, choices: &[Side]) -> Transaction {
        self.planned(choices, &Pace::steady())
    }

    /// As [`Merge::transaction`]: `goes_on` is asked every few hundred records. `None`: it said no.
    #[must_use]
    pub fn transaction_while(
        &self,
        choices: &[Side],
        goes_on: &dyn Fn() -> bool,
    ) -> Option<Transaction> {
        let pace = Pace::asking(goes_on);
        let planned = self.planned(choices, &pace);
        (!pace.has_stopped()).then_some(planned)
    }

    fn planned(&self, choices: &[Side], pace: &Pace<'_>) -> Transaction {
        let choices: Vec<Side> = (0..self.conflicts.len())
            .map(|n| match choices.get(n) {
                Some(Side::Theirs) if self.conflicts[n].can_take_theirs => Side::Theirs,
                _ => Side::Ours,
            })
            .collect();
        let merged = Merged::new(&self.sides, &self.groups, &choices, pace);
        let changes = merged.changes();
        if changes.is_empty() {
            return Transaction::default();
        }
        let focus = merged.there().take(MOST_FOCUS).collect();
        Transaction {
            focus,
            ..step(("Take in", "Took in"), "changes from outside", changes)
        }
    }
}

/// The merged project, as far as it differs from ours.
struct Merged<'a> {
    sides: &'a Sides,
    pace: &'a Pace<'a>,
    /// The records that may differ, each as it is to be; `None`: it goes, or does not come.
    records: Vec<(RecordId, Option<Record>)>,
    meta: Option<Change>,
}

impl<'a> Merged<'a> {
    fn new(sides: &'a Sides, groups: &Groups, choices: &[Side], pace: &'a Pace<'a>) -> Self {
        let taken = groups.taken(choices);
        let mut ids: BTreeSet<RecordId> = sides.changed_by_them.iter().copied().collect();
        ids.extend(groups.records());
        let version = |id| (id, sides.merged(id, &taken));
        let mut records: Vec<_> = pace.over(ids).map(version).collect();
        passages::follow(sides, &mut records);
        let unmended = unmended(sides, &records);
        records.retain(|(id, _)| !unmended.iter().any(|(other, _)| other == id));
        records.extend(unmended);
        let meta = sides.merged_meta(&taken);
        let meta = (meta != *sides.ours.meta).then(|| Change::Meta {
            before: Arc::clone(&sides.ours.meta),
            after: Arc::new(meta),
        });
        Self {
            sides,
            pace,
            records,
            meta,
        }
    }

    /// Removals first, so that what comes finds its id and its place free.
    fn changes(&self) -> Vec<Change> {
        let ours = &self.sides.ours;
        let mut changes: Vec<Change> = self.meta.iter().cloned().collect();
        let mut placed = order::Placed::new(self.sides, &self.records);
        let (mut set, mut come) = (Vec::new(), Vec::new());
        for (id, after) in self.pace.over(&self.records) {
            match (ours.get(*id), after) {
                (Some(before), None) => changes.push(Change::Remove {
                    record: before,
                    slot: None,
                }),
                (Some(before), Some(after)) if !before.same(after) => {
                    if let Some(slot) = placed.moved(*id) {
                        changes.push(Change::Remove {
                            record: before,
                            slot: None,
                        });
                        come.push((slot, after.clone()));
                    } else {
                        let after = after.clone();
                        set.push(Change::Set { before, after });
                    }
                }
                (None, Some(after)) => come.push((placed.of_new(*id), after.clone())),
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        for (slot, record) in placed.rest(ours) {
            changes.push(Change::Remove {
                record: record.clone(),
                slot: None,
            });
            come.push((slot, record));
        }
        changes.extend(set);
        // From the first place to the last: a place at the end of a table is there once the one
        // before it is taken.
        come.sort_by_key(|(slot, record)| (record.id().kind(), *slot));
        changes.extend(come.into_iter().map(|(slot, record)| Change::Insert {
            record,
            slot: Some(slot),
        }));
        changes
    }

    /// The records that are there in the end and that the analyst can look at.
    fn there(&self) -> impl Iterator<Item = RecordId> + '_ {
        let ours = &self.sides.ours;
        let changed = self.records.iter().filter_map(move |(id, after)| {
            let after = after.as_ref()?;
            let before = ours.get(*id);
            (!before.is_some_and(|before| before.same(after))).then_some(*id)
        });
        changed.filter(|id| !matches!(id.kind(), Kind::Unread | Kind::View))
    }
}

/// The unreadable records that are not mended any more, since what took their place does not come.
fn unmended(
    sides: &Sides,
    records: &[(RecordId, Option<Record>)],
) -> Vec<(RecordId, Option<Record>)> {
    let is_there = |id: RecordId| match records.iter().find(|(other, _)| *other == id) {
        Some((_, record)) => record.is_some(),
        None => sides.ours.contains(id),
    };
    let ours = sides.ours.ids(Kind::Unread);
    let theirs = records.iter().map(|(id, _)| *id);
    let theirs = theirs.filter(|id| id.kind() == Kind::Unread && !sides.ours.contains(*id));
    let record = |id: RecordId| match records.iter().find(|(other, _)| *other == id) {
        Some((_, record)) => record.clone(),
        None => sides.ours.get(id),
    };
    let all = ours.chain(theirs).filter_map(|id| match record(id)? {
        Record::Unread(unread) => Some(unread),
        _ => None,
    });
    let lost = all.filter(|unread| unread.mended.is_some_and(|by| !is_there(by)));
    lost.map(|unread| {
        let mut unread = unread.as_ref().clone();
        unread.mended = None;
        (RecordId::Unread(unread.id), Some(unread.into()))
    })
    .collect()
}
