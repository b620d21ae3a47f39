//! Which records the changes of the open project had an effect on, so that what a view keeps of others can stay.

use std::collections::VecDeque;

use crate::model::RecordId;

/// How many records are remembered; views that were brought up to date longer ago begin anew.
const MOST: usize = 20_000;

/// What was touched by the last changes.
#[derive(Debug, Default)]
pub struct Touched {
    /// The project's revision after each change, with the records that it reached.
    steps: VecDeque<(u64, Vec<RecordId>)>,
    /// How many records those are.
    records: usize,
    /// The revision from which on everything is remembered.
    from: u64,
}

impl Touched {
    /// Takes note of a change after which the project has this revision. `None`: it reached more than can be
    /// said.
    pub(super) fn add(&mut self, revision: u64, records: Option<Vec<RecordId>>) {
        let Some(records) = records else {
            *self = Self {
                from: revision,
                ..Self::default()
            };
            return;
        };
        self.records += records.len();
        self.steps.push_back((revision, records));
        while self.records > MOST
            && let Some((revision, records)) = self.steps.pop_front()
        {
            self.records -= records.len();
            self.from = revision;
        }
    }

    /// The records that changes reached after the project had this revision, some perhaps several times;
    /// `None` if nobody remembers.
    pub fn since(&self, revision: u64) -> Option<impl Iterator<Item = RecordId> + '_> {
        let first = self.steps.partition_point(|(after, _)| *after <= revision);
        let steps = self.steps.range(first..);
        let records = steps.flat_map(|(_, records)| records.iter().copied());
        (revision >= self.from).then_some(records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn event(bits: u64) -> RecordId {
        RecordId::from_bits(Kind::Event, bits)
    }

    fn since(touched: &Touched, revision: u64) -> Option<Vec<u64>> {
        let records = touched.since(revision)?;
        Some(records.map(RecordId::bits).collect())
    }

    #[test]
    fn what_changes_reached_since_a_revision_is_known_until_it_is_too_much() {
        let mut touched = Touched::default();
        assert_eq!(since(&touched, 0), Some(vec![]));
        touched.add(1, Some(vec![event(1)]));
        touched.add(2, Some(vec![event(2), event(3)]));
        touched.add(3, Some(vec![]));
        assert_eq!(since(&touched, 0), Some(vec![1, 2, 3]));
        assert_eq!(since(&touched, 1), Some(vec![2, 3]));
        assert_eq!(since(&touched, 2), Some(vec![]));
        touched.add(4, None);
        assert_eq!(since(&touched, 3), None, "it reached more than can be said");
        assert_eq!(since(&touched, 4), Some(vec![]));
        touched.add(5, Some(vec![event(5)]));
        assert_eq!(since(&touched, 4), Some(vec![5]));
        touched.add(6, Some((0..MOST as u64).map(event).collect()));
        assert_eq!(since(&touched, 4), None, "the oldest are forgotten");
        assert_eq!(since(&touched, 5).map(|records| records.len()), Some(MOST));
    }
}
