//! The last changes of the open project, so that what a view keeps of it can follow them.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::edit::Weighed;
use crate::model::{Change, Transaction};

/// The bytes that steps to be remembered may keep alive; views that were brought up to date longer ago begin anew.
const MOST_BYTES: usize = 4 << 20;

/// The last steps that were applied, undone ones included.
#[derive(Debug, Default)]
pub struct Recent {
    /// The project's revision after each step, the step, and the bytes that it keeps alive.
    steps: VecDeque<(u64, Arc<Transaction>, usize)>,
    bytes: usize,
    /// The revision from which on everything is remembered.
    from: u64,
}

impl Recent {
    /// Takes note of a step after which the project has this revision.
    pub(super) fn add(&mut self, revision: u64, step: &Weighed) {
        self.bytes += step.bytes();
        let applied = Arc::clone(step.transaction());
        self.steps.push_back((revision, applied, step.bytes()));
        while self.bytes > MOST_BYTES
            && let Some((revision, _, bytes)) = self.steps.pop_front()
        {
            self.bytes -= bytes;
            self.from = revision;
        }
    }

    /// Remembers nothing of what led to this revision.
    pub(super) fn forget(&mut self, revision: u64) {
        *self = Self {
            from: revision,
            ..Self::default()
        };
    }

    /// The changes that were applied after the project had this revision, in order; `None` if nobody remembers.
    pub fn since(&self, revision: u64) -> Option<impl Iterator<Item = &Change>> {
        let first = self.steps.partition_point(|(after, ..)| *after <= revision);
        let steps = self.steps.range(first..);
        (revision >= self.from).then(|| steps.flat_map(|(_, step, _)| &step.changes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Id, Record, RecordId};

    fn step(number: u64, letters: usize) -> Weighed {
        let event = Event {
            title: "x".repeat(letters),
            ..Event::new(Id::from_bits(number))
        };
        let record = Record::from(event);
        Weighed::of(Transaction {
            changes: vec![Change::Insert { record, slot: None }],
            ..Transaction::default()
        })
    }

    fn since(recent: &Recent, revision: u64) -> Option<Vec<u64>> {
        let touched = recent.since(revision)?.flat_map(Change::touched);
        Some(touched.map(RecordId::bits).collect())
    }

    #[test]
    fn changes_since_a_revision_are_known_until_they_are_too_large() {
        let mut recent = Recent::default();
        assert_eq!(since(&recent, 0), Some(vec![]));
        recent.add(1, &step(11, 0));
        recent.add(2, &step(12, 0));
        assert_eq!(since(&recent, 0), Some(vec![11, 12]));
        assert_eq!(since(&recent, 1), Some(vec![12]));
        assert_eq!(since(&recent, 2), Some(vec![]));
        recent.add(3, &step(13, MOST_BYTES));
        assert_eq!(since(&recent, 2), None, "too large to be remembered");
        recent.add(4, &step(14, 0));
        assert_eq!(since(&recent, 3), Some(vec![14]));
        recent.forget(5);
        assert_eq!(since(&recent, 4), None);
        assert_eq!(since(&recent, 5), Some(vec![]));
    }
}
