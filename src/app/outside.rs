//! What other programs do to the open file: noticed, read in a job, and merged with what is open.
//!
//! The merge is one step of the history, so that nothing that could be undone before cannot be
//! undone after. Where nothing is unsaved it takes the file as it is now; where something is, what
//! both changed differently is asked about. Saving then writes over the version that was read, and
//! over no other. The program's own saves are told by the hash of what they wrote.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::command::{Action, Command};
use super::dialog::{Dialog, Leaving};
use super::jobs::{Progress, Task, take_done};
use super::steps::{CommitError, Way};
use super::watch::{Watch, Watching};
use super::workspace::Workspace;
use super::{App, JobStatus};
use crate::edit::diff::{Diff, What, diff};
use crate::edit::merge::{Conflict, Merge, Side};
use crate::model::{Problem, Snapshot, Transaction};
use crate::store::backup::{self, Limits};
use crate::store::journal::{Base, Header, Layout};
use crate::store::{
    self, Document, FileError, FileErrorKind, FileHash, FileLimits, Folders, OpenError,
    OpenErrorKind, written_at,
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

/// What a reading was of, to know whether it still fits.
struct Request {
    path: PathBuf,
    expected: FileHash,
    /// What the file held when it was read or written last.
    before: Arc<Document>,
    ours: Snapshot,
    /// Where that is kept as a version if there is unsaved work, which its journal tells from there.
    keep: Option<(Folders, Limits)>,
    limits: FileLimits,
}

/// What came of reading the file.
struct Found {
    path: PathBuf,
    expected: FileHash,
    what: Result<Option<Box<Changed>>, OpenError>,
}

/// The file as another program left it, and how it goes together with what is open.
struct Changed {
    version: FileVersion,
    /// What changed in the file.
    diff: Diff,
    merge: Merge,
    choices: Vec<Side>,
    /// Why the version before could not be kept, if it was to be.
    not_kept: Option<FileError>,
}

/// A merge that waits for choices, as the dialog shows it.
#[derive(Debug, Clone, Copy)]
pub struct Pending<'a> {
    /// What changed in the file.
    pub diff: &'a Diff,
    /// What both changed differently.
    pub conflicts: &'a [Conflict],
    /// Which side each conflict takes.
    pub choices: &'a [Side],
}

impl Request {
    fn read(self, progress: &Progress) -> Found {
        let what = self.changed(progress);
        Found {
            path: self.path,
            expected: self.expected,
            what,
        }
    }

    fn changed(&self, progress: &Progress) -> Result<Option<Box<Changed>>, OpenError> {
        let at = |error| OpenError::of_file(&self.path, error);
        let hash = store::hash_within(&self.path, self.limits.project_bytes()).map_err(at)?;
        if hash == self.expected {
            return Ok(None);
        }
        progress.set(FOUND);
        let (opened, hash) = store::open(&self.path, self.limits, progress.cancel_flag())?;
        progress.set(READ);
        let theirs = opened.project.snapshot();
        let not_kept = self.keep_before().err();
        let base = self.before.project();
        let diff = diff(base, &theirs);
        let merge = Merge::new(base.clone(), self.ours.clone(), theirs);
        let choices = vec![Side::Ours; merge.conflicts().len()];
        Ok(Some(Box::new(Changed {
            version: FileVersion {
                document: opened.document,
                problems: opened.problems,
                hash,
            },
            diff,
            merge,
            choices,
            not_kept,
        })))
    }
}

impl Request {
    fn keep_before(&self) -> Result<(), FileError> {
        let Some((folders, limits)) = &self.keep else {
            return Ok(());
        };
        let content = &mut |out: &mut dyn io::Write| self.before.write(out);
        backup::keep_before(&self.path, content, self.expected, folders, *limits).map(|_| ())
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
        let Some(request) = self
            .work()
            .and_then(|work| request(work, keep, self.settings.limits))
        else {
            return;
        };
        let name = format!("Looking at {}", store::file_name(&request.path));
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
        if changed.merge.ours().revision != work.project.revision() {
            // Something was edited while the file was read.
            self.outside.read_due = Some(self.now_millis());
            return;
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
            self.take_in(*changed);
        } else if work.is_dirty() {
            self.keep_journal();
            self.outside.waiting = Some(changed);
            self.dialog = Some(Dialog::Outside);
        } else {
            // It has names that lead nowhere, which no step may bring in: it is opened anew.
            let name = work.file_name();
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
            diff: &waiting.diff,
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
        if let Some(waiting) = self.outside.waiting.take()
            && take_in
        {
            self.take_in(*waiting);
        }
    }

    fn take_in(&mut self, changed: Changed) {
        let Changed {
            version,
            diff,
            merge,
            choices,
            not_kept: _,
        } = changed;
        let step = merge.transaction(&choices);
        let now = self.now_millis();
        let Some(work) = self.work_mut() else {
            return;
        };
        let (name, was_dirty) = (work.file_name(), work.is_dirty());
        let shown = self.view_shown();
        let Some(work) = self.work_mut() else {
            return;
        };
        if let Err(error) = work.take_in(&step, version, now) {
            return self.notices.failed(error.to_string(), None);
        }
        self.follow_view(shown);
        self.plan_keeping();
        let text = told(&name, &diff, was_dirty);
        if step.is_empty() {
            self.tell_done(text);
        } else {
            self.tell_undoable(text);
        }
    }
}

/// What is needed to read the file of a project; `None` if it has none.
fn request(work: &Workspace, keep: (Folders, Limits), limits: FileLimits) -> Option<Request> {
    Some(Request {
        limits,
        path: work.path.clone()?,
        expected: work.file_hash()?,
        before: work.file.document.clone()?,
        ours: work.project.snapshot(),
        keep: work.is_dirty().then_some(keep),
    })
}

/// A version of the file.
struct FileVersion {
    document: Document,
    problems: Vec<Problem>,
    hash: FileHash,
}

impl Workspace {
    /// What the file held when it was read or written last.
    #[must_use]
    pub fn file_hash(&self) -> Option<FileHash> {
        self.file.hash
    }

    /// Takes note that the file is not there any more: no file has what is open.
    fn lost_file(&mut self) {
        self.file.saved_position = None;
    }

    /// Takes in another version of the file by this step; saving writes over that version.
    fn take_in(
        &mut self,
        step: &Transaction,
        version: FileVersion,
        millis: u64,
    ) -> Result<(), CommitError> {
        let was_dirty = self.is_dirty();
        self.history.seal();
        if !step.is_empty() {
            self.apply(step, Way::Done(millis))?;
        }
        let mut document = version.document;
        if let Some(before) = &self.file.document {
            document.remember(before);
        }
        self.file.document = Some(Arc::new(document));
        self.file.problems = version.problems;
        self.count_problems();
        self.file.hash = Some(version.hash);
        self.file.saved_position = (!was_dirty).then(|| self.history.position());
        self.saved_at = self.path.as_deref().and_then(written_at);
        if !was_dirty {
            self.begin_journal_here();
        }
        Ok(())
    }

    /// The file has everything: the journal begins at what it holds now. With unsaved work it goes on from the
    /// version that its steps began with, which is kept.
    fn begin_journal_here(&mut self) {
        let (Some(document), Some(hash)) = (&self.file.document, self.file.hash) else {
            return;
        };
        let may_dangle = self.project.may_dangle();
        let header = Header {
            title: self.title(),
            project: self.path.clone(),
            suggested_name: self.suggested_name.clone(),
            base: Base::File(hash),
            unchanged_is_saved: true,
            layout: Layout::of(document, &self.project.snapshot(), may_dangle),
        };
        let journal = &mut self.journal;
        journal.keeper.note_saved(header, journal.n_steps);
        journal.n_steps = 0;
        journal.has_gap = false;
    }
}

/// What was taken in: the one thing that changed, or how much did.
fn told(name: &str, diff: &Diff, was_dirty: bool) -> String {
    let what = match (diff.records.as_slice(), diff.project.is_empty()) {
        ([only], true) => match &only.what {
            What::Changed(changes) => format!("{}: {}", only.name, changes.join("; ")),
            What::Added => format!("{} added", only.name),
            What::Removed => format!("{} removed", only.name),
        },
        _ if diff.is_empty() => "nothing but how it is written".to_owned(),
        _ => diff.summary(),
    };
    if was_dirty {
        format!("Took in from {name}, changed outside: {what}. Your unsaved changes are kept")
    } else {
        format!("Reloaded {name}, changed outside: {what}")
    }
}
