//! What clicks and keys do to the selection. Pure: lists in, lists out.
//!
//! A selection is a list of records; the one that was touched last comes first, because the inspector
//! shows it.

use std::collections::HashSet;

use super::listing::Listed;
use crate::model::{Kind, RecordId};

/// Rows looked through for one that is still there; farther away, any row is as good.
const FAR: usize = 10_000;

/// The selection as this table sees it, and where the keyboard is in it.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The whole selection as it was last seen, to notice changes. Comparing costs as much as is selected.
    seen: Vec<RecordId>,
    /// What this table asked for last: a change that it did not ask for moves the cursor.
    sent: Vec<RecordId>,
    /// The selected records of the table's kind.
    set: HashSet<RecordId>,
    /// How many of them have a row.
    shown: usize,
    /// The row that the keyboard is on; kept when its record goes, so that the next one takes its place.
    row: Option<u64>,
    cursor: Option<RecordId>,
    /// Where a range begins.
    anchor: Option<RecordId>,
}

impl Chosen {
    /// Follows the selection and the rows. `before` holds the rows from before, if there are new ones.
    pub(super) fn sync(
        &mut self,
        selection: &[RecordId],
        listed: &Listed,
        kind: Kind,
        before: Option<&[RecordId]>,
    ) {
        let is_changed = self.seen != selection;
        if is_changed {
            self.seen = selection.to_vec();
            let here = selection.iter().copied().filter(|id| id.kind() == kind);
            self.set = here.collect();
            let first = selection.first().copied();
            let first = first.filter(|&id| listed.row_of(id).is_some());
            if self.sent != selection && first.is_some() {
                self.put(first, listed);
                self.anchor = first;
            }
        }
        if is_changed || before.is_some() {
            let rows = self.set.iter().filter(|&&id| listed.row_of(id).is_some());
            self.shown = rows.count();
        }
        if let Some(before) = before {
            self.follow(listed, before);
        }
    }

    /// The cursor stays on its record; if that has no row any more, it goes to the next one that has.
    fn follow(&mut self, listed: &Listed, before: &[RecordId]) {
        let has_row = |id: &RecordId| listed.row_of(*id).is_some();
        if self.cursor.is_none_or(|id| !has_row(&id)) {
            let at = self.row.map_or(0, |row| row as usize).min(before.len());
            let (above, below) = before.split_at(at);
            let below = below.iter().take(FAR).find(|id| has_row(id));
            let near = below.or_else(|| above.iter().rev().take(FAR).find(|id| has_row(id)));
            self.cursor = near.copied().filter(|_| self.cursor.is_some());
        }
        self.put(self.cursor, listed);
        if !self.anchor.as_ref().is_some_and(has_row) {
            self.anchor = self.cursor;
        }
    }

    /// Puts the cursor on a record.
    pub(super) fn put(&mut self, id: Option<RecordId>, listed: &Listed) {
        self.cursor = id;
        self.row = id.and_then(|id| listed.row_of(id));
    }

    /// The row that the keyboard is on.
    pub(super) fn row(&self) -> Option<u64> {
        self.row
    }

    /// The record that the keyboard is on.
    pub(super) fn cursor(&self) -> Option<RecordId> {
        self.cursor
    }

    /// Whether the record is selected.
    pub(super) fn has(&self, id: RecordId) -> bool {
        self.set.contains(&id)
    }

    /// How many records of the kind are selected, and how many of those have no row.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.set.len(), self.set.len() - self.shown)
    }

    /// The selected records that have a row, in the order of the selection.
    pub(super) fn shown(&self, listed: &Listed) -> Vec<RecordId> {
        let here = self.seen.iter().copied();
        here.filter(|&id| self.set.contains(&id) && listed.row_of(id).is_some())
            .collect()
    }

    /// What is selected after a click on a record. `adds`: Ctrl was held; `spans`: Shift was.
    pub(super) fn clicked(
        &mut self,
        id: RecordId,
        listed: &Listed,
        adds: bool,
        spans: bool,
    ) -> Vec<RecordId> {
        let to = listed.row_of(id);
        let anchor = self.anchor.and_then(|id| listed.row_of(id));
        let selection = match (spans, adds, anchor.or(to), to) {
            (true, _, Some(anchor), Some(to)) => {
                let span = range(&listed.rows, anchor, to);
                if adds { with(&self.own(), span) } else { span }
            }
            (_, true, ..) => toggled(&self.own(), id),
            _ => vec![id],
        };
        if !spans {
            self.anchor = Some(id);
        }
        self.put(Some(id), listed);
        self.send(selection)
    }

    /// What is selected when the cursor has moved to a row. `None`: it only moves.
    pub(super) fn stepped(
        &mut self,
        row: u64,
        listed: &Listed,
        spans: bool,
    ) -> Option<Vec<RecordId>> {
        let id = listed.record(row)?;
        Some(self.clicked(id, listed, false, spans))
    }

    /// The selected records of the kind, in the order of the selection.
    fn own(&self) -> Vec<RecordId> {
        let here = self.seen.iter().copied();
        here.filter(|id| self.set.contains(id)).collect()
    }

    /// Takes note of what is asked for.
    pub(super) fn send(&mut self, selection: Vec<RecordId>) -> Vec<RecordId> {
        self.sent.clone_from(&selection);
        selection
    }
}

/// A step of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Step {
    /// The row it leads to from `row` in a list of `len`; `None` if the list is empty. Without a row to
    /// start from, the list is entered at its near end.
    pub(super) fn from(self, row: Option<u64>, len: u64, page: u64) -> Option<u64> {
        let last = len.checked_sub(1)?;
        let row = row.map(|row| row.min(last));
        Some(match (self, row) {
            (Self::First, _) | (Self::Down | Self::PageDown, None) => 0,
            (Self::Last, _) | (Self::Up | Self::PageUp, None) => last,
            (Self::Up, Some(row)) => row.saturating_sub(1),
            (Self::Down, Some(row)) => (row + 1).min(last),
            (Self::PageUp, Some(row)) => row.saturating_sub(page),
            (Self::PageDown, Some(row)) => row.saturating_add(page).min(last),
        })
    }
}

/// The rows from `anchor` to `to`, that one first.
pub(super) fn range(rows: &[RecordId], anchor: u64, to: u64) -> Vec<RecordId> {
    let (from, until) = (anchor.min(to) as usize, anchor.max(to) as usize);
    let between = rows.get(from..=until).unwrap_or_default();
    let lead = rows.get(to as usize).copied();
    let rest = between.iter().copied().filter(|&id| Some(id) != lead);
    lead.into_iter().chain(rest).collect()
}

/// `added` before those of `selection` that are not in it.
pub(super) fn with(selection: &[RecordId], added: Vec<RecordId>) -> Vec<RecordId> {
    let known: std::collections::HashSet<RecordId> = added.iter().copied().collect();
    let rest = selection.iter().copied().filter(|id| !known.contains(id));
    let mut all = added;
    all.extend(rest);
    all
}

/// The selection with `id` taken out, or put in first.
pub(super) fn toggled(selection: &[RecordId], id: RecordId) -> Vec<RecordId> {
    if selection.contains(&id) {
        selection.iter().copied().filter(|&it| it != id).collect()
    } else {
        with(selection, vec![id])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bits: &[u64]) -> Vec<RecordId> {
        let ids = bits
            .iter()
            .map(|&bits| RecordId::from_bits(Kind::Event, bits));
        ids.collect()
    }

    #[test]
    fn steps_stay_inside_the_list() {
        let from = |step: Step, row| step.from(row, 100, 20);
        assert_eq!(from(Step::Down, None), Some(0));
        assert_eq!(from(Step::Up, None), Some(99));
        assert_eq!(from(Step::Down, Some(99)), Some(99));
        assert_eq!(from(Step::Up, Some(0)), Some(0));
        assert_eq!(from(Step::PageDown, Some(10)), Some(30));
        assert_eq!(from(Step::PageDown, Some(95)), Some(99));
        assert_eq!(from(Step::PageUp, Some(10)), Some(0));
        assert_eq!(from(Step::First, Some(50)), Some(0));
        assert_eq!(from(Step::Last, Some(50)), Some(99));
        assert_eq!(from(Step::Up, Some(5000)), Some(98));
        assert_eq!(Step::Down.from(None, 0, 20), None);
    }

    #[test]
    fn a_range_has_the_row_touched_last_in_front() {
        let all = rows(&[1, 2, 3, 4, 5]);
        assert_eq!(range(&all, 1, 3), rows(&[4, 2, 3]));
        assert_eq!(range(&all, 3, 1), rows(&[2, 3, 4]));
        assert_eq!(range(&all, 2, 2), rows(&[3]));
        assert_eq!(range(&all, 2, 9), rows(&[]));
    }

    #[test]
    fn toggling_twice_changes_nothing_but_the_order() {
        let one = rows(&[1, 2]);
        let id = RecordId::from_bits(Kind::Event, 3);
        let two = toggled(&one, id);
        assert_eq!(two, rows(&[3, 1, 2]));
        assert_eq!(toggled(&two, id), one);
        assert_eq!(with(&one, rows(&[2, 5])), rows(&[2, 5, 1]));
    }
}
