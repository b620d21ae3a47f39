//! What clicks and keys do to the selection. Pure: lists in, lists out.
//!
//! A selection is a list of records; the one that was touched last comes first, because the inspector
//! shows it.

use super::listing::{Listed, Relisted};
use super::members::{Members, Tally};
use crate::app::Selection;
use crate::app::jobs::{Polled, Progress, Task, Wake};
use crate::model::{Kind, RecordId};
use crate::query::Rows;

/// Rows looked through for one that is still there; farther away, any row is as good.
const FAR: usize = 10_000;
/// Selections of more records are counted in a job.
pub(super) const AT_ONCE: usize = 10_000;

/// The selection as this table sees it, and where the keyboard is in it.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The whole selection as it was last seen, to notice changes.
    seen: Selection,
    /// What this table asked for last, and which records those are: a change that it did not ask for moves the
    /// cursor.
    sent: (Selection, Option<Members>),
    /// The selected records of the table's kind.
    members: Members,
    /// How many of them have a row.
    shown: usize,
    /// Counts a large selection; what was known before stays meanwhile.
    tally: Option<Task<Tally>>,
    /// Makes the list of a large selection that was clicked together.
    picking: Option<Task<Picked>>,
    /// The row that the keyboard is on; kept when its record goes, so that the next one takes its place.
    row: Option<u64>,
    cursor: Option<RecordId>,
    /// Where a range begins.
    anchor: Option<RecordId>,
}

impl Chosen {
    /// Follows the selection and the rows. `relisted` says so if there are new ones.
    pub(super) fn sync(
        &mut self,
        selection: &Selection,
        listed: &Listed,
        (kind, wake): (Kind, &Wake),
        relisted: Option<&Relisted>,
    ) {
        self.take_tally();
        if !same(&self.seen, selection) {
            self.seen = selection.clone();
            self.tally = None;
            // Something else was selected meanwhile.
            self.picking = None;
            let known = self.known(selection, listed, kind);
            let is_known = known.is_some();
            if let Some(members) = known {
                self.members = members;
            }
            self.count(listed, !is_known, (kind, wake));
            let first = selection.first().copied();
            let first = first.filter(|&id| listed.row_of(id).is_some());
            if !same(&self.sent.0, selection) && first.is_some() {
                self.put(first, listed);
                self.anchor = first;
            }
        } else if relisted.is_some_and(|new| !new.same_records) {
            let is_open = self.tally.take().is_some();
            self.count(listed, is_open, (kind, wake));
        }
        if let Some(relisted) = relisted {
            self.follow(listed, &relisted.before);
        }
    }

    /// Which records of a selection are of the kind; `None` where that is not known without looking at many.
    fn known(&self, selection: &Selection, listed: &Listed, kind: Kind) -> Option<Members> {
        let (sent, members) = &self.sent;
        if sent.is(selection) && members.is_some() {
            return members.clone();
        }
        if listed.selection().is_some_and(|all| selection.is(&all)) {
            return Some(Members::all(listed));
        }
        (selection.len() <= AT_ONCE).then(|| Members::of(selection, kind))
    }

    /// Counts how many have a row; in a job where they are many, which finds out, too, which they are if that
    /// is not known (`find`).
    fn count(&mut self, listed: &Listed, find: bool, (kind, wake): (Kind, &Wake)) {
        let at_once = self.members.len() <= AT_ONCE || self.members.are_of(listed);
        if !find && at_once {
            self.shown = self.members.shown(&self.seen, &listed.rows);
            return;
        }
        let known = (!find).then(|| self.members.clone());
        let (selection, rows) = (self.seen.clone(), listed.rows.clone());
        self.tally = Some(Task::spawn("Counting the selection", wake, move |_| {
            Tally::of(&selection, kind, known, &rows)
        }));
    }

    fn take_tally(&mut self) {
        match self.tally.as_ref().map(Task::poll) {
            Some(Polled::Done(tally)) => {
                self.members = tally.members;
                self.shown = tally.shown;
                self.tally = None;
            }
            Some(Polled::Died) => self.tally = None,
            Some(Polled::Running) | None => {}
        }
    }

    /// Whether a large selection is being counted.
    pub(super) fn is_busy(&self) -> bool {
        self.tally.is_some() || self.picking.is_some()
    }

    /// The cursor stays on its record; if that has no row any more, it goes to the next one that has.
    fn follow(&mut self, listed: &Listed, before: &Rows) {
        let has_row = |id: &RecordId| listed.row_of(*id).is_some();
        if self.cursor.is_some_and(|id| !has_row(&id)) {
            let at = self.row.map_or(0, |row| row as usize).min(before.len());
            let below = at..(at + FAR).min(before.len());
            let mut below = below.filter_map(|row| before.record(row));
            let above = at.saturating_sub(FAR)..at;
            let mut above = above.rev().filter_map(|row| before.record(row));
            let near = below.find(has_row);
            self.cursor = near.or_else(|| above.find(has_row));
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
        self.members.has(id)
    }

    /// How many records of the kind are selected, and how many of those have no row.
    pub(super) fn counts(&self) -> (usize, usize) {
        let len = self.members.len();
        (len, len.saturating_sub(self.shown))
    }

    /// The selected records that have a row, in the order of the selection; `None` where so many have to be looked at
    /// for it that this is work for a job.
    pub(super) fn shown(&self, listed: &Listed) -> Option<Selection> {
        let len = self.members.len();
        let all_shown = self.members.are_of(listed) || self.tally.is_none() && self.shown == len;
        if all_shown && len == self.seen.len() {
            return Some(self.seen.clone());
        }
        let here = self.seen.iter().copied();
        let here = here.filter(|&id| self.members.has(id) && listed.row_of(id).is_some());
        (self.seen.len() <= AT_ONCE).then(|| here.collect())
    }

    /// All that is selected, whether it has a row or not.
    pub(super) fn selection(&self) -> Selection {
        self.seen.clone()
    }

    /// What is selected after a click on a record. `adds`: Ctrl was held; `spans`: Shift was. `None`: these are so many
    /// that a job makes the list of them, see [`Chosen::take_picked`].
    pub(super) fn clicked(
        &mut self,
        id: RecordId,
        listed: &Listed,
        [adds, spans]: [bool; 2],
        wake: &Wake,
    ) -> Option<Selection> {
        let to = listed.rows.row_of(id);
        let anchor = self.anchor.and_then(|id| listed.rows.row_of(id)).or(to);
        let span = anchor.zip(to).filter(|_| spans);
        let pick = Pick {
            id,
            span,
            adds,
            rows: listed.rows.clone(),
            selected: self.seen.clone(),
            members: self.members.clone(),
        };
        if !spans {
            self.anchor = Some(id);
        }
        self.put(Some(id), listed);
        self.picking = None;
        if pick.size() <= AT_ONCE {
            let picked = pick.carry_out();
            self.sent = picked.clone();
            return Some(picked.0);
        }
        let work = move |_: &Progress| pick.carry_out();
        self.picking = Some(Task::spawn("Selecting", wake, work));
        None
    }

    /// What a job has picked after a click.
    pub(super) fn take_picked(&mut self) -> Option<Selection> {
        match self.picking.as_ref()?.poll() {
            Polled::Running => None,
            Polled::Done(picked) => {
                self.picking = None;
                self.sent = picked.clone();
                Some(picked.0)
            }
            Polled::Died => {
                self.picking = None;
                None
            }
        }
    }

    /// Takes note of what is asked for.
    pub(super) fn send(&mut self, selection: Selection) -> Selection {
        self.picking = None;
        self.sent = (selection.clone(), None);
        selection
    }
}

/// A selection, and which records of the kind are in it where that is known.
type Picked = (Selection, Option<Members>);

/// A click, and all that decides what is selected after it.
struct Pick {
    id: RecordId,
    /// The rows that a range begins and ends with.
    span: Option<(usize, usize)>,
    /// Whether what is selected stays so.
    adds: bool,
    rows: Rows,
    selected: Selection,
    members: Members,
}

impl Pick {
    /// How many records are looked at, at most.
    fn size(&self) -> usize {
        let before = if self.adds { self.selected.len() } else { 0 };
        let span = self.span.map_or(1, |(anchor, to)| anchor.abs_diff(to) + 1);
        before + span
    }

    fn carry_out(self) -> Picked {
        match (self.span, self.adds) {
            (Some((anchor, to)), false) => {
                let span = range(&self.rows, anchor, to);
                let members = Members::span(&self.rows, anchor, to);
                (span.into(), Some(members))
            }
            (Some((anchor, to)), true) => {
                let span = range(&self.rows, anchor, to);
                (with(&self.own(), span).into(), None)
            }
            (None, true) => (toggled(&self.own(), self.id).into(), None),
            (None, false) => (vec![self.id].into(), None),
        }
    }

    /// The selected records of the kind, in the order of the selection.
    fn own(&self) -> Vec<RecordId> {
        let here = self.selected.iter().copied();
        here.filter(|&id| self.members.has(id)).collect()
    }
}

/// Whether two selections are known to hold the same. Large ones are only held to be the same list.
fn same(a: &Selection, b: &Selection) -> bool {
    a.is(b) || a.len() == b.len() && a.len() <= AT_ONCE && a == b
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
pub(super) fn range(rows: &Rows, anchor: usize, to: usize) -> Vec<RecordId> {
    let (Some(_), Some(lead)) = (rows.record(anchor), rows.record(to)) else {
        return Vec::new();
    };
    // The one that leads stands at one end.
    let rest = if to <= anchor {
        to + 1..anchor + 1
    } else {
        anchor..to
    };
    let mut all = Vec::with_capacity(rest.len() + 1);
    all.push(lead);
    rows.pieces(rest).for_each(|piece| all.extend(piece));
    all
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
        let all = Rows::from(rows(&[1, 2, 3, 4, 5]));
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

    #[test]
    fn a_large_selection_is_made_in_a_job() {
        let wake: Wake = std::sync::Arc::new(|| {});
        let all: Vec<u64> = (1..=2 * AT_ONCE as u64).collect();
        let all = rows(&all);
        let listed = Listed::of(all.clone().into());
        let mut chosen = Chosen::default();
        assert!(
            chosen
                .clicked(all[3], &listed, [false, false], &wake)
                .is_some()
        );
        let last = *all.last().unwrap();
        assert!(
            chosen
                .clicked(last, &listed, [false, true], &wake)
                .is_none()
        );
        assert!(chosen.is_busy());
        let picked = loop {
            match chosen.take_picked() {
                Some(picked) => break picked,
                None => std::thread::yield_now(),
            }
        };
        assert_eq!(picked.len(), all.len() - 3);
        assert_eq!((picked[0], picked[1]), (last, all[3]));
        let (known, wake) = (Kind::Event, &wake);
        chosen.sync(&picked, &listed, (known, wake), None);
        assert_eq!(chosen.counts(), (all.len() - 3, 0));
        // What was selected elsewhere meanwhile stays.
        assert!(
            chosen
                .clicked(all[0], &listed, [true, false], wake)
                .is_none()
        );
        chosen.sync(&vec![all[7]].into(), &listed, (known, wake), None);
        assert!(!chosen.is_busy() && chosen.take_picked().is_none());
    }
}
