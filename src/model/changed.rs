//! What differs between two states of a project.

use std::collections::HashSet;

use super::hash::IdHash;
use super::kinds::RecordId;

/// The records that are not the same in two states of a project; see
/// [`Tables::changed_since`](super::Tables::changed_since).
#[derive(Debug, Clone, Default)]
pub struct Changed {
    ids: Vec<RecordId>,
    set: HashSet<RecordId, IdHash>,
}

impl Changed {
    pub(super) fn of(mut ids: Vec<RecordId>) -> Self {
        let mut set = HashSet::default();
        ids.retain(|&id| set.insert(id));
        Self { ids, set }
    }

    /// Whether the record is one of them.
    #[must_use]
    pub fn contains(&self, id: RecordId) -> bool {
        self.set.contains(&id)
    }

    /// The records, by kind in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.ids.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::model::{Event, Id, Kind, Meta, Project, Record, RecordId, Tables};

    fn event(number: u64, title: &str) -> Record {
        Record::from(Event {
            title: title.to_owned(),
            ..Event::new(Id::from_bits(number))
        })
    }

    /// Looks at every record.
    fn differing(before: &Tables, now: &Tables) -> Vec<RecordId> {
        let ids = (0..3_000).map(|bits| RecordId::from_bits(Kind::Event, bits));
        let differs = |id: &RecordId| before.get(*id) != now.get(*id);
        ids.filter(differs).collect()
    }

    proptest! {
        #![proptest_config(crate::model::chance::cases(40))]

        #[test]
        fn what_changed_is_what_a_look_at_every_record_finds(
            edits in proptest::collection::vec((0..2_200_u64, 0..3), 0..12),
        ) {
            let events = (0..2_000).map(|number| event(number, "as it was"));
            let (project, _) = Project::load(Meta::default(), events);
            let before = project.snapshot().tables;
            let mut now = before.clone();
            for (number, what) in edits {
                let id = RecordId::from_bits(Kind::Event, number);
                match what {
                    0 => drop(now.remove(id)),
                    1 => drop(now.replace(&event(number, "changed"))),
                    // Equal, though not the same in memory.
                    _ => drop(now.insert(&event(number, "as it was"), None)),
                }
            }
            let changed = now.changed_since(&before);
            let mut found: Vec<_> = changed.iter().collect();
            found.sort_unstable();
            let naive = differing(&before, &now);
            // One that was taken out and put in again elsewhere may be told, too.
            found.retain(|id| naive.contains(id) || before.slot(*id) == now.slot(*id));
            prop_assert_eq!(found, naive);
            prop_assert!(changed.iter().all(|id| changed.contains(id)));
            prop_assert_eq!(before.changed_since(&before.clone()).iter().count(), 0);
        }
    }
}
