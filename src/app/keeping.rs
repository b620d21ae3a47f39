//! Keeping unsaved work safe: steps go to the journal within a second, and the file is saved by
//! itself where the analyst wants that. All of it in jobs; only what must be safe before something
//! dangerous happens is waited for.

use super::command::Command;
use super::jobs::{Task, take_done};
use super::workspace::Workspace;
use super::{Action, App};
use crate::model::{Stamp, Transaction};
use crate::store::FileError;
use crate::store::backup::Limits;
use crate::store::journal::{How, Keeper, Step};
use crate::store::settings::Autosave;

/// Milliseconds after a step in which the journal is written. With the writing, steps are on the
/// disk within a second.
const JOURNAL_MILLIS: u64 = 250;
/// Milliseconds after which it is tried again.
const AGAIN_MILLIS: u64 = 5_000;
const MILLIS_PER_MINUTE: u64 = 60_000;

/// What is under way for it, and when the next is due, in milliseconds of the program's clock.
#[derive(Default)]
pub(super) struct Keeping {
    writing: Option<Task<Result<(), FileError>>>,
    write_due: Option<u64>,
    /// Whether the last writing failed and was told.
    failed: bool,
    save_due: Option<u64>,
}

/// The journal of the project, and what it is to have.
#[derive(Debug)]
pub(super) struct Journal {
    pub(super) keeper: Keeper,
    /// Steps that were noted since the project's file had something else.
    pub(super) n_steps: u64,
    /// Whether steps are noted.
    pub(super) is_on: bool,
    /// Whether steps were done that were not noted: none is then until the file has them all.
    pub(super) has_gap: bool,
}

impl Keeping {
    pub(super) fn is_busy(&self) -> bool {
        self.writing.is_some()
    }

    pub(super) fn next_due(&self) -> Option<u64> {
        self.write_due.into_iter().chain(self.save_due).min()
    }
}

impl App {
    /// Looks whether there is something to keep. After every command.
    pub(super) fn plan_keeping(&mut self) {
        let now = self.now_millis();
        let behind = self.work().is_some_and(|work| work.journal().is_behind());
        if behind && !self.work.keeping.is_busy() {
            self.work
                .keeping
                .write_due
                .get_or_insert(now + JOURNAL_MILLIS);
        }
        let minutes = u64::from(self.settings.autosave_minutes);
        let wants =
            |work: &Workspace| work.is_dirty() && work.path.is_some() && work.read_only.is_none();
        if self.settings.autosave != Autosave::File || !self.work().is_some_and(wants) {
            self.work.keeping.save_due = None;
        } else {
            let due = now + minutes * MILLIS_PER_MINUTE;
            self.work.keeping.save_due.get_or_insert(due);
        }
    }

    /// Does what is due, and takes in what was done.
    pub(super) fn tick_keeping(&mut self) {
        if let Some(done) = take_done(&mut self.work.keeping.writing) {
            match done {
                Ok(written) => self.journal_written(written),
                Err(died) => self.notices.failed(died, None),
            }
            self.plan_keeping();
        }
        let now = self.now_millis();
        if self.work.keeping.write_due.is_some_and(|due| due <= now) {
            self.write_journal();
        }
        if self.work.keeping.save_due.is_some_and(|due| due <= now) {
            // A question that is open is answered first.
            let waits = self.dialog.is_some()
                || self.work.saving.is_busy()
                || self.is_blocked()
                || self.is_opening();
            self.work.keeping.save_due = waits.then_some(now + AGAIN_MILLIS);
            if !waits {
                self.save(None);
            }
        }
    }

    fn write_journal(&mut self) {
        if self.work.keeping.is_busy() {
            return;
        }
        self.work.keeping.write_due = None;
        let Some(keeper) = self.work().map(|work| work.journal().clone()) else {
            return;
        };
        let task = Task::spawn("Writing the journal", &self.env.wake, move |_| {
            keeper.flush()
        });
        self.work.keeping.writing = Some(task);
    }

    /// Writes the journal now: when this returns, all steps are safe on the disk, or it was told
    /// that they are not.
    pub fn keep_journal(&mut self) {
        let Some(keeper) = self.work().map(|work| work.journal().clone()) else {
            return;
        };
        if keeper.is_behind() {
            self.journal_written(keeper.flush());
        }
    }

    fn journal_written(&mut self, written: Result<(), FileError>) {
        match written {
            Ok(()) => {
                self.work.keeping.write_due = None;
                if std::mem::take(&mut self.work.keeping.failed) {
                    self.tell_done("Unsaved work is kept safe again".to_owned());
                }
            }
            Err(error) => {
                let now = self.now_millis();
                self.work.keeping.write_due = Some(now + AGAIN_MILLIS);
                // It is tried again and again; once is enough to say so.
                if !std::mem::replace(&mut self.work.keeping.failed, true) {
                    let text = format!(
                        "Unsaved work is not kept safe against a crash: the journal cannot be written. {error} It is tried again every few seconds; saving keeps your work."
                    );
                    let save = ("Save now".to_owned(), Command::Do(Action::Save));
                    self.notices.failed(text, Some(save));
                }
            }
        }
    }

    /// Gives up the journal of the open project: its work is saved, or not wanted.
    pub(super) fn drop_journal(&mut self) {
        let Some(work) = self.work_mut() else {
            return;
        };
        work.drop_journal();
        if let Err(error) = work.journal().flush() {
            log::warn!("a journal could not be deleted: {error}");
        }
        self.work.keeping = Keeping::default();
    }

    /// How much room kept versions may take.
    pub(super) fn version_limits(&self) -> Limits {
        Limits {
            bytes: u64::from(self.settings.versions_mb) << 20,
        }
    }

    pub(super) fn set_autosave(&mut self, autosave: Autosave) {
        self.settings.autosave = autosave;
        self.save_settings();
        let on = autosave != Autosave::Off;
        if let Some(work) = self.work_mut() {
            work.keep_journal(on);
        }
        if on && self.work().is_some_and(Workspace::has_journal_gap) {
            self.tell_done("The journal begins when the project is saved".to_owned());
        }
    }
}

impl Workspace {
    /// Notes a step that was just applied for the journal; `about`: what its first record is called.
    pub(super) fn note(&mut self, how: How, joined: bool, applied: Transaction, about: String) {
        let saved = !self.is_dirty();
        let journal = &mut self.journal;
        if !journal.is_on || journal.has_gap {
            journal.has_gap = !saved;
            return self.discard(applied);
        }
        journal.n_steps += 1;
        journal.keeper.note(Step {
            how,
            joined,
            saved,
            at: Stamp::now(),
            about,
            applied,
        });
    }

    /// The journal of unsaved work.
    #[must_use]
    pub fn journal(&self) -> &Keeper {
        &self.journal.keeper
    }

    /// Whether unsaved steps are missing in the journal, because it was switched off meanwhile.
    #[must_use]
    pub fn has_journal_gap(&self) -> bool {
        self.journal.has_gap
    }

    /// Switches the journal on or off. What it has goes when it is switched off; switched on, it
    /// begins as soon as the file has all that was done.
    pub fn keep_journal(&mut self, on: bool) {
        if self.journal.is_on && !on {
            self.drop_journal();
            self.journal.has_gap = self.is_dirty();
        }
        self.journal.is_on = on;
    }

    /// The unsaved steps are given up, or no file is to have them.
    pub fn drop_journal(&mut self) {
        self.journal.keeper.note_dropped();
        self.journal.n_steps = 0;
    }
}

impl Journal {
    pub(super) fn of(keeper: Keeper, n_steps: u64) -> Self {
        Self {
            keeper,
            n_steps,
            is_on: true,
            has_gap: false,
        }
    }
}

/// A name for a journal: no other process has this number now, and no other project of ours began
/// in this nanosecond.
pub(super) fn name_in_use_by_nobody() -> String {
    let began = jiff::Timestamp::now().as_nanosecond();
    format!("{}-{began}", std::process::id())
}
