//! Steps through the project: what the analyst does, takes back and does again.

use super::workspace::Workspace;
use crate::edit::{self, Context, Edit, EditError};
use crate::model::{ApplyError, RecordId, Stamp, Transaction};
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
}

impl std::fmt::Display for CommitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Edit(error) => write!(f, "{error}"),
            Self::Apply(error) => write!(f, "Not done: {error}. Nothing was changed."),
            Self::ReadOnly(reason) => write!(f, "{reason}"),
        }
    }
}

impl Workspace {
    /// Does what the analyst wants: plans it and commits it. Gives the transaction that was
    /// applied; `None` if there was nothing to do.
    ///
    /// # Errors
    /// If it cannot be done. Nothing is changed then.
    pub fn edit(&mut self, edit: &Edit, millis: u64) -> Result<Option<Transaction>, CommitError> {
        if let Some(reason) = &self.read_only {
            return Err(CommitError::ReadOnly(reason.clone()));
        }
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
    ) -> Result<Option<Transaction>, CommitError> {
        if let Some(reason) = &self.read_only {
            return Err(CommitError::ReadOnly(reason.clone()));
        }
        if step.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.apply(step, Way::Done(millis))?))
    }

    /// Applies a step: every change of the project goes through here, with the history, the
    /// problems and the journal.
    pub(super) fn apply(
        &mut self,
        transaction: &Transaction,
        way: Way,
    ) -> Result<Transaction, CommitError> {
        let applied = self
            .project
            .apply(transaction)
            .map_err(CommitError::Apply)?;
        let (how, joined) = match way {
            Way::Done(millis) => (How::Done, self.history.push(applied.clone(), millis)),
            Way::Undone => {
                self.history.undone();
                (How::Undone, false)
            }
            Way::Redone => {
                self.history.redone();
                (How::Redone, false)
            }
        };
        self.follow(&applied.changes);
        self.note_in_index(&applied.changes);
        self.note_in_counts(&applied.changes);
        self.selection.retain(|&id| self.project.contains(id));
        self.note(how, joined, &applied);
        Ok(applied)
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
            self.selection = there;
        }
    }
}
