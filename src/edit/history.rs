//! Undo and redo: the transactions that were applied, newest last.
//!
//! What must hold:
//! - A step is moved from one stack to the other only after the project took its transaction: ask
//!   with [`History::next_undo`], apply, then say [`History::undone`]. If applying fails, nothing
//!   is said and the history is as before.
//! - Every state of the project has a number of its own, [`History::position`], and undoing back
//!   to a state gives its number again. "Saved" is a comparison of such numbers.
//! - Steps with the same group key that follow each other within [`GROUP_MILLIS`] become one,
//!   whose inverse is as exact as theirs. A step that comes to nothing disappears.
//!
//! Limits: undo is a line, not a tree: a new step after an undo drops what could be redone. The
//! oldest steps are dropped when the budget is used up; their states cannot be reached again. The
//! clock is the caller's, and a clock that goes back closes a group.

use std::collections::VecDeque;
use std::sync::Arc;

use super::size::Weighed;
use crate::model::{Change, Transaction};

/// Milliseconds within which steps with the same group key become one.
pub const GROUP_MILLIS: u64 = 800;

/// Bytes that the history may take, if nothing else was asked for.
const DEFAULT_BUDGET_BYTES: usize = 256 << 20;

#[derive(Debug)]
struct Step {
    /// As it was applied, slots filled in.
    applied: Weighed,
    /// The number of the state that it led to.
    leads_to: u64,
}

/// What came of taking a step in.
#[derive(Debug, Default)]
pub struct Pushed {
    /// Whether it became a part of the step before.
    pub joined: bool,
    /// Steps that are given up: what could be redone, or what the budget has no room for. To free the memory
    /// of large ones takes a while.
    pub given_up: Vec<Arc<Transaction>>,
}

/// The steps that can be taken back and done again.
#[derive(Debug)]
pub struct History {
    done: VecDeque<Step>,
    /// Newest last: the last one is redone first.
    undone: Vec<Step>,
    /// The state before the oldest step that is kept.
    base: u64,
    /// The number for the next new state.
    next_state: u64,
    /// When the newest step was made or added to; `None`: nothing is added to it any more.
    open_since_millis: Option<u64>,
    budget_bytes: usize,
    used_bytes: usize,
    n_dropped: usize,
}

impl Default for History {
    fn default() -> Self {
        Self::new()
    }
}

impl History {
    /// No steps yet, and the usual budget of 256 MiB.
    #[must_use]
    pub fn new() -> Self {
        Self::with_budget(DEFAULT_BUDGET_BYTES)
    }

    /// No steps yet, and about this many bytes for them. The newest step is kept whatever its size.
    #[must_use]
    pub fn with_budget(budget_bytes: usize) -> Self {
        Self {
            done: VecDeque::new(),
            undone: Vec::new(),
            base: 0,
            next_state: 1,
            open_since_millis: None,
            budget_bytes,
            used_bytes: 0,
            n_dropped: 0,
        }
    }

    /// Takes in a transaction that the project just applied, as [`Project::apply`] gave it back, at
    /// a time on any steady clock. What could be redone is dropped. Gives whether it became a part
    /// of the step before.
    ///
    /// [`Project::apply`]: crate::model::Project::apply
    pub fn push(&mut self, applied: Transaction, at_millis: u64) -> bool {
        self.push_weighed(Weighed::of(applied), at_millis).joined
    }

    /// As [`History::push`] of a step that was weighed, which for a large one takes a while.
    pub fn push_weighed(&mut self, applied: Weighed, at_millis: u64) -> Pushed {
        let mut pushed = Pushed::default();
        if applied.transaction().is_empty() {
            return pushed;
        }
        for step in self.undone.drain(..) {
            self.used_bytes -= step.applied.bytes();
            pushed.given_up.push(step.applied.into_transaction());
        }
        let leads_to = self.next_state;
        self.next_state += 1;
        let open_since = self.open_since_millis;
        let last = self.done.pop_back_if(|last| {
            let (last, next) = (last.applied.transaction(), applied.transaction());
            is_one_group(last, next, open_since, at_millis)
        });
        pushed.joined = last.is_some();
        let applied = match last {
            Some(last) => {
                self.used_bytes -= last.applied.bytes();
                let [first, second] = [last.applied, applied]
                    .map(|step| Arc::unwrap_or_clone(step.into_transaction()));
                Weighed::of(joined(first, second))
            }
            None => applied,
        };
        if applied.transaction().is_empty() {
            self.open_since_millis = None;
            return pushed;
        }
        let is_open = applied.transaction().group.is_some();
        self.open_since_millis = is_open.then_some(at_millis);
        self.used_bytes += applied.bytes();
        self.done.push_back(Step { applied, leads_to });
        self.keep_budget(&mut pushed.given_up);
        pushed
    }

    fn keep_budget(&mut self, given_up: &mut Vec<Arc<Transaction>>) {
        while self.used_bytes > self.budget_bytes && self.done.len() > 1 {
            let Some(oldest) = self.done.pop_front() else {
                return;
            };
            self.used_bytes -= oldest.applied.bytes();
            self.base = oldest.leads_to;
            self.n_dropped += 1;
            given_up.push(oldest.applied.into_transaction());
        }
    }

    /// Closes the newest step: what follows is a step of its own, whatever its group. To be called
    /// when the focus moves and before saving.
    pub fn seal(&mut self) {
        self.open_since_millis = None;
    }

    /// The transaction that takes the newest step back; `None` if there is nothing to take back.
    /// Once the project took it, call [`History::undone`].
    #[must_use]
    pub fn next_undo(&self) -> Option<Transaction> {
        self.last_done().map(|step| step.inverse())
    }

    /// The newest step, as it was applied.
    #[must_use]
    pub fn last_done(&self) -> Option<&Arc<Transaction>> {
        self.done.back().map(|step| step.applied.transaction())
    }

    /// The project took [`History::next_undo`].
    pub fn undone(&mut self) {
        self.seal();
        self.undone.extend(self.done.pop_back());
    }

    /// The transaction that does the last step taken back again; `None` if there is none. Once the
    /// project took it, call [`History::redone`].
    #[must_use]
    pub fn next_redo(&self) -> Option<Transaction> {
        self.last_undone().map(|step| Transaction::clone(step))
    }

    /// The step that was taken back last, as it was applied.
    #[must_use]
    pub fn last_undone(&self) -> Option<&Arc<Transaction>> {
        self.undone.last().map(|step| step.applied.transaction())
    }

    /// The project took [`History::next_redo`].
    pub fn redone(&mut self) {
        self.seal();
        self.done.extend(self.undone.pop());
    }

    /// What undoing would take back, as an order: "Add tag border to 3 sources".
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.last_done().map(|step| step.label.as_str())
    }

    /// What redoing would do, as an order.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.last_undone().map(|step| step.label.as_str())
    }

    /// The number of the state that the project is in. Equal numbers: the same state.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.done.back().map_or(self.base, |step| step.leads_to)
    }

    /// How many steps can be taken back.
    #[must_use]
    pub fn n_undo(&self) -> usize {
        self.done.len()
    }

    /// How many steps can be done again.
    #[must_use]
    pub fn n_redo(&self) -> usize {
        self.undone.len()
    }

    /// How many steps were dropped to keep the budget.
    #[must_use]
    pub fn n_dropped(&self) -> usize {
        self.n_dropped
    }

    /// Bytes that the steps take, about.
    #[must_use]
    pub fn used_bytes(&self) -> usize {
        self.used_bytes
    }
}

fn is_one_group(
    last: &Transaction,
    next: &Transaction,
    open_since_millis: Option<u64>,
    at_millis: u64,
) -> bool {
    let age_millis = open_since_millis.and_then(|since| at_millis.checked_sub(since));
    last.group.is_some()
        && last.group == next.group
        && age_millis.is_some_and(|age| age <= GROUP_MILLIS)
}

/// Both as one step: the changes of the first, then those of the second, changes of one record
/// as one. Empty if they take each other back.
fn joined(first: Transaction, second: Transaction) -> Transaction {
    let mut changes = first.changes;
    for next in second.changes {
        // Changes of different records can change places, so those in between do not matter.
        let last = changes.iter().rposition(|change| meet(change, &next));
        match last.and_then(|at| Some((at, folded(&changes[at], &next)?))) {
            Some((at, Folded::Nothing)) => {
                changes.remove(at);
            }
            Some((at, Folded::One(change))) => changes[at] = change,
            None => changes.push(next),
        }
    }
    Transaction { changes, ..second }
}

/// Whether both change the same record, or the description.
fn meet(a: &Change, b: &Change) -> bool {
    match (a, b) {
        (Change::Meta { .. }, Change::Meta { .. }) => true,
        (Change::Set { after: a, .. }, Change::Set { after: b, .. }) => a.id() == b.id(),
        _ => a.touched().any(|a| b.touched().any(|b| a == b)),
    }
}

/// What two changes of one thing, one after the other, come to.
enum Folded {
    Nothing,
    One(Change),
}

/// Both as one; `None` if they have to stay two.
fn folded(first: &Change, second: &Change) -> Option<Folded> {
    match (first, second) {
        (Change::Set { before, .. }, Change::Set { after, .. }) => {
            let (before, after) = (before.clone(), after.clone());
            Some(if before.same(&after) {
                Folded::Nothing
            } else {
                Folded::One(Change::Set { before, after })
            })
        }
        (Change::Meta { before, .. }, Change::Meta { after, .. }) => {
            let (before, after) = (before.clone(), after.clone());
            Some(if before == after {
                Folded::Nothing
            } else {
                Folded::One(Change::Meta { before, after })
            })
        }
        _ => None,
    }
}
