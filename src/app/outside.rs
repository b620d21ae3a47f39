//! What other programs do to the open file: noticed, read in a job, and merged with what is open.
//!
//! The merge is one step of the history, so that nothing that could be undone before cannot be
//! undone after (`taking_in.rs`). Where nothing is unsaved it takes the file as it is now; where
//! something is, what both changed differently is asked about. The program's own saves are told by
//! the hash of what they wrote.

use std::io;
use std::path::PathBuf;

use super::command::{Action, Command};
use super::dialog::{Dialog, Leaving};
use super::jobs::{Progress, Task, take_done};
use super::taking_in::{Changed, Standing};
use super::watch::{Watch, Watching};
use super::{App, JobStatus};
use crate::edit::merge::{Conflict, Side};
use crate::model::Project;
use crate::store::backup::{self, Limits};
use crate::store::{
    self, FileError, FileErrorKind, FileHash, FileLimits, Folders, OpenError, OpenErrorKind,
};

/// Milliseconds without a change after which the file is read: programs write in several steps.
const QUIET_MILLIS: u64 = 200;
/// Milliseconds between two looks at a file that cannot be watched.
const LOOK_MILLIS: u64 = 1_000;
/// How often a file that is gone or cannot be read is looked at before it is told: another program
/// may be writing it.
const TRIES: u32 = 3;
/// The shares of the work after which it is known that the file was changed, and what it holds.
const FOUND: f32 = 0.1;
const READ: f32 = 0.6;

/// What is known of the open file from outside.
#[derive(Default)]
pub(super) struct Outside {
    watch: Option<Watch>,
    /// When the file is to be looked at next if it cannot be watched.
    look_due: u64,
    /// When it is to be read.
    read_due: Option<u64>,
    task: Option<Task<Found>>,
    /// How often it was gone or could not be read.
    failures: u32,
    /// What waits for choices.
    waiting: Option<Box<Changed>>,
}

/// What a reading is of.
struct Request {
    standing: Standing,
    ours: Project,
    /// Where the version before is kept if there is unsaved work, which its journal tells from there.
    keep: (Folders, Limits),
    limits: FileLimits,
    /// The most records that a step touches within a frame.
    most_at_once: usize,
}

/// What came of reading the file.
struct Found {
    path: PathBuf,
    expected: FileHash,
    what: Result<Option<Box<Changed>>, OpenError>,
}

/// A merge that waits for choices, as the dialog shows it.
#[derive(Debug, Clone, Copy)]
pub struct Pending<'a> {
    /// How much changed in the file: "2 events and 1 claim".
    pub summary: &'a str,
    /// What both changed differently.
    pub conflicts: &'a [Conflict],
    /// Which side each conflict takes.
    pub choices: &'a [Side],
}

impl Request {
    fn read(self, progress: &Progress) -> Found {
        let (path, expected) = (self.standing.path.clone(), self.standing.hash);
        Found {
            path,
            expected,
            what: self.changed(progress),
        }
    }

    fn changed(self, progress: &Progress) -> Result<Option<Box<Changed>>, OpenError> {
        let Standing { path, hash, .. } = &self.standing;
        let at = |error| OpenError::of_file(path, error);
        let is = store::hash_within(path, self.limits.project_bytes()).map_err(at)?;
        if is == *hash {
            return Ok(None);
        }
        progress.set(FOUND);
        let (opened, is) = store::open(path, self.limits, progress.cancel_flag())?;
        progress.set(READ);
        let not_kept = self.keep_before().err();
        let mut changed = Changed::new(self.standing, &self.ours, opened, is, self.most_at_once);
        changed.not_kept = not_kept;
        Ok(Some(Box::new(changed)))
    }

    fn keep_before(&self) -> Result<(), FileError> {
        let Standing {
            path,
            document,
            hash,
            is_dirty,
        } = &self.standing;
        if !is_dirty {
            return Ok(());
        }
        let (folders, limits) = &self.keep;
        let content = &mut |out: &mut dyn io::Write| document.write(out);
        backup::keep_before(path, content, *hash, folders, *limits).map(|_| ())
    }
}

impl App {
    /// Notices what happened to the open file, and takes in what was read of it.
    pub(super) fn tick_outside(&mut self) {
        self.poll_outside();
        self.watch();
        let now = self.now_millis();
        let due = self.outside.read_due.is_some_and(|due| due <= now);
        if due && !self.is_busy_with_file() {
            self.outside.read_due = None;
            self.start_reading();
        }
    }

    /// Whether a question is open or the file is being written or replaced: what is outside waits.
    fn is_busy_with_file(&self) -> bool {
        self.dialog.is_some()
            || self.is_busy_with_bulk()
            || self.work.saving.is_busy()
            || self.work.opening.is_some()
            || self.work.picking.is_some()
            || self.outside.task.is_some()
    }

    fn watch(&mut self) {
        if self.env.watching == Watching::Off {
            return;
        }
        let path = self.work().and_then(|work| work.path.as_deref());
        let watched = self
            .outside
            .watch
            .as_ref()
            .map(|watch| watch.path.as_path());
        let now = self.now_millis();
        if path != watched {
            let watch = path.map(|path| Watch::new(path, self.env.watching, &self.env.wake));
            self.outside = Outside {
                watch,
                ..Outside::default()
            };
            return;
        }
        let Some(watch) = &mut self.outside.watch else {
            return;
        };
        if watch.looks() {
            if self.outside.look_due > now {
                return;
            }
            self.outside.look_due = now + LOOK_MILLIS;
        }
        if watch.take_touched() {
            self.outside.failures = 0;
            self.outside.read_due = Some(now + QUIET_MILLIS);
        }
    }

    /// Looks whether the open file was changed by another program, as soon as nothing is in the way.
    pub fn look_outside(&mut self) {
        self.outside.failures = 0;
        self.outside.read_due = Some(self.now_millis());
        self.tick_outside();
    }

    /// Whether the file is being read, or about to be.
    pub(super) fn is_looking_outside(&self) -> bool {
        let now = self.now_millis();
        let due = self.outside.read_due.is_some_and(|due| due <= now);
        self.outside.task.is_some() || due && self.work().is_some() && !self.is_busy_with_file()
    }

    /// Milliseconds until it has to be looked at.
    pub(super) fn next_look_outside(&self, now: u64) -> Option<u64> {
        let watch = self.outside.watch.as_ref();
        let look = watch.filter(|watch| watch.looks());
        let look = look.map(|_| self.outside.look_due.saturating_sub(now));
        let read = self.outside.read_due.map(|due| due.saturating_sub(now));
        let read = read.filter(|_| !self.is_busy_with_file());
        look.into_iter().chain(read).min()
    }

    pub(super) fn outside_status(&self) -> Option<JobStatus> {
        // Nobody has to know of a file that is as it was.
        let task = self.outside.task.as_ref();
        let task = task.filter(|task| task.share() > 0.0)?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: false,
        })
    }

    fn start_reading(&mut self) {
        let keep = (self.env.folders.clone(), self.version_limits());
        let work = self.work();
        let Some((standing, ours)) =
            work.and_then(|work| Some((work.standing()?, work.project.copy())))
        else {
            return;
        };
        let name = format!("Looking at {}", store::file_name(&standing.path));
        let request = Request {
            standing,
            ours,
            keep,
            limits: self.settings.limits,
            most_at_once: self.env.large_steps.most_at_once,
        };
        let task = Task::spawn(name, &self.env.wake, move |progress| request.read(progress));
        self.outside.task = Some(task);
    }

    fn poll_outside(&mut self) {
        let Some(done) = take_done(&mut self.outside.task) else {
            return;
        };
        let found = match done {
            Ok(found) => found,
            Err(died) => return self.notices.failed(died, None),
        };
        let fits = self.work().is_some_and(|work| {
            work.path.as_ref() == Some(&found.path) && work.file_hash() == Some(found.expected)
        });
        if !fits || self.is_busy_with_file() {
            // It was saved or left meanwhile, or a question came up.
            self.discard(found.what);
            self.outside.read_due = Some(self.now_millis() + QUIET_MILLIS);
            return;
        }
        match found.what {
            Ok(None) => self.outside.failures = 0,
            Ok(Some(changed)) => {
                self.outside.failures = 0;
                self.found_changed(changed);
            }
            Err(error) => self.found_unreadable(&error),
        }
    }

    fn found_changed(&mut self, changed: Box<Changed>) {
        let Some(work) = self.work() else {
            return;
        };
        if !changed.fits(work) {
            // Something was edited while the file was read.
            self.discard(changed);
            return self.read_again();
        }
        if let Some(error) = &changed.not_kept {
            let text = format!(
                "{} was changed outside, and its version before that could not be kept. {error}",
                work.file_name()
            );
            self.notices.failed(text, None);
        }
        let Some(work) = self.work() else {
            return;
        };
        if changed.merge.conflicts().is_empty() {
            self.take_in(changed);
        } else if work.is_dirty() {
            self.keep_journal();
            self.outside.waiting = Some(changed);
            self.dialog = Some(Dialog::Outside);
        } else {
            // It has names that lead nowhere, which no step may bring in: it is opened anew.
            let name = work.file_name();
            self.discard(changed);
            self.leave_now(Leaving::Reload);
            let text = format!(
                "{name} was changed outside so that it names what it does not have. It is opened again as it is, and what was done before cannot be undone any more."
            );
            self.notices.failed(text, None);
        }
    }

    fn found_unreadable(&mut self, error: &OpenError) {
        self.outside.failures += 1;
        if self.outside.failures < TRIES {
            self.outside.read_due = Some(self.now_millis() + LOOK_MILLIS);
            return;
        }
        let name = error.file_name();
        let is_gone = matches!(
            &error.kind,
            OpenErrorKind::File(error) if error.kind == FileErrorKind::Missing
        );
        let text = if is_gone {
            if let Some(work) = self.work_mut() {
                work.lost_file();
            }
            format!(
                "{name} was deleted or moved by another program. The project is still open, and Save writes it again."
            )
        } else {
            format!(
                "{name} was changed by another program and cannot be read now. The project stays open as it was. {}",
                error.explanation()
            )
        };
        let action = is_gone.then(|| ("Save".to_owned(), Command::Do(Action::Save)));
        self.notices.failed(text, action);
    }

    /// The merge that waits for choices.
    #[must_use]
    pub fn pending_merge(&self) -> Option<Pending<'_>> {
        let waiting = self.outside.waiting.as_deref()?;
        Some(Pending {
            summary: &waiting.summary,
            conflicts: waiting.merge.conflicts(),
            choices: &waiting.choices,
        })
    }

    /// Lets a conflict take a side; `None`: all of them.
    pub(super) fn choose_side(&mut self, conflict: Option<usize>, side: Side) {
        let Some(waiting) = &mut self.outside.waiting else {
            return;
        };
        let conflicts = waiting.merge.conflicts().iter().zip(&mut waiting.choices);
        for (number, (told, choice)) in conflicts.enumerate() {
            let is_meant = conflict.is_none_or(|only| only == number);
            if is_meant && (told.can_take_theirs || side == Side::Ours) {
                *choice = side;
            }
        }
    }

    /// The choices are made; or they are not, and everything stays as it is.
    pub(super) fn answer_merge(&mut self, take_in: bool) {
        let Some(waiting) = self.outside.waiting.take() else {
            return;
        };
        if take_in {
            self.take_in(waiting);
        } else {
            self.discard(waiting);
        }
    }

    /// Looks at the file again, since what was read of it does not fit any more.
    pub(super) fn read_again(&mut self) {
        self.outside.read_due = Some(self.now_millis());
    }

    /// Lets something large that belongs to the open project be freed elsewhere.
    pub(super) fn discard(&mut self, what: impl std::any::Any + Send) {
        if let Some(work) = self.work_mut() {
            work.discard(what);
        }
    }
}
