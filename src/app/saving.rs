//! Saving: in a job, one at a time. Edits go on meanwhile; what is asked for meanwhile comes after it.
//!
//! | what comes during a save | what becomes of it |
//! |---|---|
//! | an edit, an undo | done at once; the file gets the state that it was asked for |
//! | a save to the same file | waits, one for each file; it takes the state there is when its turn comes |
//! | a save to another file | waits for its turn |
//! | leaving, closing, opening another | waits behind a dialog, then goes on |
//! | cancel | the file is as it was, until the moment it is replaced; whatever waited is given up |

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command::Command;
use super::dialog::{Dialog, Leaving};
use super::jobs::{Progress, Task, take_done};
use super::picker::Purpose;
use super::workspace::Workspace;
use super::{App, JobStatus};
use crate::model::Stamp;
use crate::store::{self, SaveError, SaveRequest, SaveStep, Saved, Watch};

/// Saves a project: [`store::save`], or what a test puts in its place.
pub type SaveWith = Arc<dyn Fn(SaveRequest, Watch<'_>) -> Result<Saved, SaveError> + Send + Sync>;

/// The save under way, and those that wait for it.
#[derive(Default)]
pub(super) struct Saving {
    running: Option<Running>,
    waiting: VecDeque<Wanted>,
}

struct Running {
    task: Option<Task<Result<Saved, SaveError>>>,
    wanted: Wanted,
}

/// A save that is wanted.
struct Wanted {
    path: PathBuf,
    /// Whether the project moves to that file.
    moves: bool,
    /// Whether the file is written over whatever it holds.
    overwrite: bool,
    /// What happens after it.
    then: Option<Leaving>,
}

impl Saving {
    pub(super) fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    pub(super) fn status(&self) -> Option<JobStatus> {
        let task = self.running.as_ref()?.task.as_ref()?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: task.can_cancel(),
        })
    }

    /// Stops the save of this name, if its file is not replaced yet.
    pub(super) fn cancel(&self, name: &str) {
        let task = self.running.as_ref().and_then(|job| job.task.as_ref());
        if let Some(task) = task.filter(|task| task.name() == name) {
            task.cancel();
        }
    }

    /// Puts a save behind the one under way. One that waits for the same file already gives way: the newest state counts.
    fn wait(&mut self, wanted: Wanted) {
        let same = |other: &&mut Wanted| other.path == wanted.path && other.moves == wanted.moves;
        match self.waiting.iter_mut().find(same) {
            Some(other) => {
                other.overwrite |= wanted.overwrite;
                other.then = wanted.then.or(other.then.take());
            }
            None => self.waiting.push_back(wanted),
        }
    }
}

impl App {
    /// Saves to the project's file, or asks for one.
    pub(super) fn save(&mut self, then: Option<Leaving>) {
        match self.work().and_then(|work| work.path.clone()) {
            Some(path) => self.start_saving(&path, true, false, then),
            None => self.start_picking(Purpose::SaveAs, then),
        }
    }

    pub(super) fn start_saving(
        &mut self,
        path: &Path,
        moves: bool,
        overwrite: bool,
        then: Option<Leaving>,
    ) {
        let wanted = Wanted {
            path: path.to_owned(),
            moves,
            overwrite,
            then,
        };
        if self.work.saving.is_busy() {
            self.work.saving.wait(wanted);
        } else {
            self.run_saving(wanted);
        }
    }

    fn run_saving(&mut self, wanted: Wanted) {
        let folders = self.env.folders.clone();
        let versions = self.version_limits();
        let save = Arc::clone(&self.env.save);
        let Some(work) = self.work_mut() else {
            return;
        };
        let path = wanted.path.as_path();
        if wanted.moves && work.read_only.is_some() && work.path.as_deref() == Some(path) {
            let reason = work.read_only.clone().unwrap_or_default();
            self.notices.failed(reason, None);
            return;
        }
        let request = work.save_request(path, &folders, wanted.moves, wanted.overwrite, versions);
        let name = format!("Saving {}", store::file_name(path));
        let task = Task::spawn(name, &self.env.wake, move |progress| {
            save(request, &|step| told(progress, step))
        });
        self.work.saving.running = Some(Running {
            task: Some(task),
            wanted,
        });
    }

    pub(super) fn poll_saving(&mut self) {
        let Some(job) = &mut self.work.saving.running else {
            return;
        };
        let Some(done) = take_done(&mut job.task) else {
            return;
        };
        let Some(Running { wanted, .. }) = self.work.saving.running.take() else {
            return;
        };
        match done {
            Ok(Ok(saved)) if saved.lasts.is_err() => self.saved_for_now(saved, wanted),
            Ok(Ok(saved)) => {
                self.saved(saved, wanted.moves);
                self.run_next_saving();
                self.go_on_leaving(wanted.then);
            }
            Ok(Err(error)) => self.not_saved(wanted, error),
            Err(died) => {
                self.stay_after(&wanted);
                self.notices.failed(died, None);
            }
        }
    }

    fn saved(&mut self, saved: Saved, moves: bool) {
        let name = store::file_name(&saved.path);
        for warning in &saved.warnings {
            self.notices.failed(warning.clone(), None);
        }
        if !moves {
            self.tell_done(format!("Saved a copy as {name}"));
            return;
        }
        self.settings.remember(&saved.path, Stamp::now());
        self.save_settings();
        let folders = self.env.folders.clone();
        if let Some(work) = self.work_mut() {
            work.saved(saved, &folders);
        }
        self.plan_keeping();
    }

    /// The file is in place, but the disk did not say that it keeps it: that is a save that failed.
    fn saved_for_now(&mut self, saved: Saved, wanted: Wanted) {
        let Err(error) = saved.lasts.clone() else {
            return;
        };
        if let Some(work) = self.work_mut().filter(|_| wanted.moves) {
            work.saved_for_now(saved);
        }
        self.not_saved(wanted, error.into());
    }

    /// Begins the next save that waits, unless its file has everything by now.
    fn run_next_saving(&mut self) {
        while let Some(next) = self.work.saving.waiting.pop_front() {
            let has_all = self.work().is_some_and(|work| {
                next.moves && work.path.as_ref() == Some(&next.path) && !work.is_dirty()
            });
            if !has_all {
                self.run_saving(next);
            } else if next.then.is_some() {
                return self.go_on_leaving(next.then);
            }
            if self.work.saving.is_busy() {
                return;
            }
        }
    }

    /// Goes on with the leaving that waited for the save, if nothing is in the way.
    fn go_on_leaving(&mut self, then: Option<Leaving>) {
        let waited = match &self.dialog {
            Some(Dialog::Saving(leaving)) if !self.work.saving.is_busy() => Some(leaving.clone()),
            _ => None,
        };
        if waited.is_some() {
            self.dialog = None;
        }
        match (waited, then) {
            (Some(leaving), _) => self.leave(leaving),
            (None, Some(leaving)) if self.work().is_some_and(Workspace::is_dirty) => {
                self.leave(leaving);
            }
            // What is half written was told of with the question.
            (None, Some(leaving)) => self.leave_now(leaving),
            (None, None) => {}
        }
    }

    /// Tells that a save failed. The project stays open, with all that is unsaved.
    fn not_saved(&mut self, wanted: Wanted, error: SaveError) {
        let waited = self.stay_after(&wanted);
        match error {
            SaveError::Cancelled => {
                let name = store::file_name(&wanted.path);
                self.tell_done(format!("Saving was cancelled. {name} is as it was"));
            }
            // A question that is open must not go, with what was typed into it.
            SaveError::ChangedOnDisk(_) if self.dialog.is_none() => {
                self.keep_journal();
                self.dialog = Some(Dialog::ChangedOnDisk(wanted.then.or(waited)));
            }
            error => {
                self.keep_journal();
                let elsewhere = (
                    "Save elsewhere".to_owned(),
                    Command::Do(super::Action::SaveAs),
                );
                self.notices.failed(error.to_string(), Some(elsewhere));
            }
        }
    }

    /// Gives up what waited for a save that failed: what takes the project away, which is given back, and saves to the
    /// same file. Other saves go on.
    fn stay_after(&mut self, failed: &Wanted) -> Option<Leaving> {
        let waiting = &mut self.work.saving.waiting;
        waiting.retain(|wanted| wanted.path != failed.path);
        for wanted in waiting {
            wanted.then = None;
        }
        self.run_next_saving();
        match self.dialog.take() {
            Some(Dialog::Saving(leaving)) => Some(leaving),
            other => {
                self.dialog = other;
                None
            }
        }
    }
}

/// Shows how far a save is, and stops it if that is wanted and the file is not replaced yet.
fn told(progress: &Progress, step: SaveStep) -> ControlFlow<()> {
    if let SaveStep::Writing(done, of) = step {
        progress.set((done as f64 / of.max(1) as f64) as f32);
    }
    let goes_on = match step {
        SaveStep::Replacing => progress.commit(),
        SaveStep::Writing(..) | SaveStep::Syncing => !progress.is_cancelled(),
    };
    if goes_on {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}
