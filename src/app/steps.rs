//! Steps through the project: what the analyst does, takes back and does again.

use std::collections::HashSet;
use std::sync::Arc;

use super::workspace::Workspace;
use crate::edit::{self, Context, Edit, EditError, Weighed};
use crate::model::{ApplyError, Change, RecordId, Stamp, Transaction};
use crate::store::journal::How;

/// How a step goes into the history.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// As a new one, at this time.
    Done(u64),
    /// As the newest, which is taken back.
    Undone,
    /// As the last that was taken back.
    Redone,
}

/// Why an edit was not done.
#[derive(Debug, Clone, PartialEq)]
pub enum CommitError {
    /// It cannot be done.
    Edit(EditError),
    /// It does not fit the project any more.
    Apply(ApplyError),
    /// The project is open read-only, for this reason.
    ReadOnly(String),
    /// A large step is under way, and this says so.
    Busy(String),
}

impl std::fmt::Display for CommitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Edit(error) => write!(f, "{error}"),
            Self::Apply(error) => write!(f, "Not done: {error}. Nothing was changed."),
            Self::ReadOnly(reason) | Self::Busy(reason) => write!(f, "{reason}"),
        }
    }
}

impl Workspace {
    /// Does what the analyst wants: plans it and commits it. Gives the transaction that was
    /// applied; `None` if there was nothing to do.
    ///
    /// # Errors
    /// If it cannot be done. Nothing is changed then.
    pub fn edit(
        &mut self,
        edit: &Edit,
        millis: u64,
    ) -> Result<Option<Arc<Transaction>>, CommitError> {
        self.may_change()?;
        let mut context = Context {
            ids: &mut self.ids,
            now: Stamp::now(),
        };
        let planned = edit::plan(&self.project, edit, &mut context).map_err(CommitError::Edit)?;
        self.commit(&planned, millis)
    }

    /// Commits a step that was planned elsewhere. Gives it as it was applied; `None` if there was
    /// nothing to do.
    ///
    /// # Errors
    /// If it does not fit the project. Nothing is changed then.
    pub fn commit(
        &mut self,
        step: &Transaction,
        millis: u64,
    ) -> Result<Option<Arc<Transaction>>, CommitError> {
        self.may_change()?;
        if step.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.apply(step, Way::Done(millis))?))
    }

    fn may_change(&self) -> Result<(), CommitError> {
        match (&self.read_only, self.busy()) {
            (Some(reason), _) => Err(CommitError::ReadOnly(reason.clone())),
            (None, Some(reason)) => Err(CommitError::Busy(reason.to_owned())),
            (None, None) => Ok(()),
        }
    }

    /// Applies a step: every change of the project goes through here, with the history, the
    /// problems and the journal; only large ones are applied in a job, see `bulk.rs`.
    pub(super) fn apply(
        &mut self,
        transaction: &Transaction,
        way: Way,
    ) -> Result<Arc<Transaction>, CommitError> {
        if let Some(reason) = self.busy() {
            return Err(CommitError::Busy(reason.to_owned()));
        }
        let applied = self
            .project
            .apply(transaction)
            .map_err(CommitError::Apply)?;
        let step = Weighed::of(applied);
        self.recent.add(self.project.revision(), &step);
        let applied = Arc::clone(step.transaction());
        let (how, millis) = match way {
            Way::Done(millis) => (How::Done, millis),
            Way::Undone => (How::Undone, 0),
            Way::Redone => (How::Redone, 0),
        };
        let joined = self.remember(how, step, millis);
        self.follow(&applied.changes);
        self.note_in_index(&applied.changes);
        self.note_in_counts(&applied.changes);
        self.deselect_gone(&applied.changes);
        let there = |id: &&RecordId| self.project.contains(**id);
        let about = applied.focus.iter().find(there);
        let about = about.map_or_else(String::new, |&id| self.project.label(id));
        self.note(how, joined, Transaction::clone(&applied), about);
        Ok(applied)
    }

    /// Takes a step that was applied into the history. Gives whether it became a part of the one before.
    pub(super) fn remember(&mut self, how: How, step: Weighed, millis: u64) -> bool {
        match how {
            How::Done => {
                let pushed = self.history.push_weighed(step, millis);
                if !pushed.given_up.is_empty() {
                    self.discard(pushed.given_up);
                }
                return pushed.joined;
            }
            How::Undone => self.history.undone(),
            How::Redone => self.history.redone(),
        }
        false
    }

    fn deselect_gone(&mut self, changes: &[Change]) {
        let removed = changes.iter().filter_map(|change| match change {
            Change::Remove { record, .. } => Some(record.id()),
            _ => None,
        });
        let gone: HashSet<RecordId> = removed.filter(|&id| !self.project.contains(id)).collect();
        if !gone.is_empty() {
            let rest = self.selection.iter().copied();
            self.selection = rest.filter(|id| !gone.contains(id)).collect();
        }
    }

    /// Takes the last step back and gives it; `None` if there is none.
    ///
    /// # Errors
    /// If the project does not fit the step. Nothing is changed then.
    pub fn undo(&mut self) -> Result<Option<Transaction>, CommitError> {
        let Some(step) = self.history.next_undo() else {
            return Ok(None);
        };
        self.apply(&step, Way::Undone)?;
        self.select_focus(&step);
        Ok(Some(step))
    }

    /// Does the step again that was taken back last and gives it; `None` if there is none.
    ///
    /// # Errors
    /// If the project does not fit the step. Nothing is changed then.
    pub fn redo(&mut self) -> Result<Option<Transaction>, CommitError> {
        let Some(step) = self.history.next_redo() else {
            return Ok(None);
        };
        self.apply(&step, Way::Redone)?;
        self.select_focus(&step);
        Ok(Some(step))
    }

    fn select_focus(&mut self, step: &Transaction) {
        let there = step
            .focus
            .iter()
            .copied()
            .filter(|&id| self.project.contains(id));
        let there: Vec<RecordId> = there.collect();
        if !there.is_empty() {
            self.selection = there.into();
        }
    }
}
