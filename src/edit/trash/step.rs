//! The step that brings back what was chosen, and what it says.

use std::collections::HashSet;
use std::sync::Arc;

use super::restore::{Restoring, for_each_ground};
use super::spots::{Entry, Part, Spot};
use super::words_of;
use crate::edit::words::{counted_by_kind, step};
use crate::model::{Change, Deletion, DeletionId, Kind, Record, RecordId, Records, Transaction};

/// The most records that are shown and selected afterwards.
const MAX_FOCUS: usize = 1000;

impl Restoring<'_> {
    /// The whole step.
    pub(super) fn into_step(self, asked: &HashSet<DeletionId>) -> Transaction {
        let object = self.object(asked);
        let mut changes = Vec::new();
        let mut back: Vec<(Kind, Spot)> = self.back.iter().map(|(id, s)| (id.kind(), *s)).collect();
        back.sort_unstable();
        let records = self
            .pace
            .over(&back)
            .filter_map(|(_, spot)| self.entries.record(*spot));
        changes.extend(
            records
                .cloned()
                .map(|record| Change::Insert { record, slot: None }),
        );
        for (id, after) in self.pace.over(&self.changed) {
            let before = self.project.get(*id);
            let after = after.clone();
            changes.extend(before.map(|before| Change::Set { before, after }));
        }
        for (&tag, records) in &self.tagged {
            let records = records.iter().copied().collect();
            let on = true;
            changes.push(Change::Tag { tag, on, records });
        }
        self.change_trash(&mut changes);
        let focus = self.focus();
        let done = self.told.notes(self.project);
        let mut step = step(("Restore", "Restored"), &object, changes);
        step.done.push_str(&done);
        Transaction { focus, ..step }
    }

    /// "event Koh-e-Sabz strike with 24 claims", and what had to come with it.
    fn object(&self, asked: &HashSet<DeletionId>) -> String {
        let came = self.entries.iter().filter(|entry| entry.comes);
        let (asked, needed): (Vec<_>, Vec<_>) =
            came.partition(|entry| asked.contains(&entry.deletion.id));
        let words = |of: &[&Entry]| match of {
            [one] => words_of(&one.deletion),
            many => {
                let ids: Vec<RecordId> =
                    many.iter().flat_map(|e| e.deletion.records.ids()).collect();
                counted_by_kind(&ids)
            }
        };
        match needed.as_slice() {
            [] => words(&asked),
            needed => format!("{}, and {}, which it needs", words(&asked), words(needed)),
        }
    }

    /// The deletions that came go; those of which something stays, and those that others took note of,
    /// read otherwise.
    fn change_trash(&self, changes: &mut Vec<Change>) {
        for (number, entry) in self.entries.iter().enumerate() {
            let before = Record::Deletion(Arc::clone(&entry.deletion));
            if !entry.comes {
                if entry.touched {
                    let after = Deletion {
                        records: entry.gone.iter().cloned().collect(),
                        tagged: entry.tagged.clone(),
                        named_by: entry.named_by.iter().cloned().collect(),
                        ..entry.deletion.as_ref().clone()
                    };
                    let after = after.into();
                    changes.push(Change::Set { before, after });
                }
                continue;
            }
            match self.rest_of(number, entry) {
                Some(rest) => {
                    let after = rest.into();
                    changes.push(Change::Set { before, after });
                }
                None => changes.push(Change::Remove {
                    record: before,
                    slot: None,
                }),
            }
        }
    }

    /// What stays of a deletion that came.
    fn rest_of(&self, number: usize, entry: &Entry) -> Option<Deletion> {
        let part = Part::Gone;
        let stays = |at: usize| {
            self.staying.contains(&Spot {
                entry: number,
                part,
                at,
            })
        };
        let gone = entry.gone.iter().enumerate();
        let records: Records = gone
            .filter(|(at, _)| stays(*at))
            .map(|(_, r)| r.clone())
            .collect();
        if records.is_empty() {
            return None;
        }
        let ids: HashSet<RecordId> = records.ids().collect();
        let is_gone = |id: RecordId| ids.contains(&id);
        let tagged = entry.tagged.iter().filter(|one| is_gone(one.tag.into()));
        let named_by = entry.named_by.iter();
        let named_by = named_by.filter(|record| self.without(&is_gone).of(record).is_some());
        let dangling = entry.deletion.dangling.iter();
        let whats: Vec<RecordId> = records.ids().collect();
        Some(Deletion {
            id: entry.deletion.id,
            when: entry.deletion.when,
            what: counted_by_kind(&whats),
            tagged: tagged.cloned().collect(),
            named_by: named_by.cloned().collect(),
            dangling: dangling.filter(|one| is_gone(one.from)).copied().collect(),
            texts: entry.deletion.texts.clone(),
            records,
        })
    }

    /// What came and stands on nothing that came with it.
    fn focus(&self) -> Vec<RecordId> {
        let is_root = |spot: &Spot| {
            let mut is_root = true;
            if let Some(record) = self.entries.record(*spot) {
                for_each_ground(record, &mut |to| is_root &= !self.back.contains_key(&to));
            }
            is_root
        };
        let roots = self.back.iter().filter(|(_, spot)| is_root(spot));
        roots.map(|(id, _)| *id).take(MAX_FOCUS).collect()
    }
}
