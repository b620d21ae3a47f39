//! Opening a project from a file: in a job, with its first rows to look at meanwhile. The project that is open stays as it is
//! until the other is there, and is not changed meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checking;
use super::command::Command;
use super::jobs::{Progress, Task, take_done};
use super::workspace::{Origin, Workspace};
use super::{App, JobStatus, NotOpened, Page};
use crate::evidence::ProblemList;
use crate::model::{Kind, Project, Stamp};
use crate::store::{
    self, CutOff, FileHash, FileLimits, OpenError, OpenErrorKind, OpenWatch, Opened, backup,
};

/// Opens a project: [`store::open_watched`], or what a test puts in its place.
pub type OpenWith = Arc<
    dyn Fn(&Path, FileLimits, OpenWatch<'_>) -> Result<(Opened, FileHash), OpenError> + Send + Sync,
>;

/// After so many milliseconds, and if it takes as many more, what is being opened is shown. Less is over before it was looked at.
const MOMENT: u64 = 250;

/// How many records of a kind are shown while the others are read.
const FIRST_ROWS: usize = 1_000;

/// What the first rows show.
const FIRST_KINDS: [Kind; 2] = [Kind::Tag, Kind::Event];

/// A project that is being opened.
pub(super) struct Opening {
    /// The name of the file.
    file: String,
    task: Option<Task<Result<Found, OpenError>>>,
    origin: OpenAs,
    /// Reads the first rows.
    first_task: Option<Task<Option<Project>>>,
    first: Option<Arc<Project>>,
    began: u64,
    is_shown: bool,
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.cancel();
        }
        if let Some(task) = &self.first_task {
            task.cancel();
        }
    }
}

/// A project that was read, with the hash of its file and what needs a look in it, if it is small.
struct Found {
    opened: Opened,
    hash: FileHash,
    cut_off: Option<CutOff>,
    problems: Option<ProblemList>,
}

/// As what a text that is read will be opened.
pub(super) enum OpenAs {
    /// A project file.
    File(PathBuf),
    /// What is whole of a project file that was cut off.
    Whole(PathBuf),
    /// A backup: unsaved until it is given a name.
    Backup,
    /// A kept version, to look at, with its name and the sentence why it cannot be changed.
    Version(String, String),
}

/// A project that is being opened, as the window shows it once it takes longer than a moment.
#[derive(Debug, Clone, Copy)]
pub struct OpeningNow<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// The name of the job, for cancelling it.
    pub job: &'a str,
    /// How much is done, from 0 to 1.
    pub share: f32,
    /// The first records of the file, as soon as they are read.
    pub first: Option<&'a Arc<Project>>,
}

impl App {
    /// The project that is being opened, once that takes longer than a moment.
    #[must_use]
    pub fn opening(&self) -> Option<OpeningNow<'_>> {
        let job = self.work.opening.as_ref().filter(|job| job.is_shown)?;
        let task = job.task.as_ref()?;
        Some(OpeningNow {
            file: &job.file,
            job: task.name(),
            share: task.share(),
            first: job.first.as_ref(),
        })
    }

    /// Why nothing can be changed while another project is being opened.
    pub(super) fn waits_for_opening(&self) -> Option<String> {
        let job = self.work.opening.as_ref()?;
        let file = &job.file;
        Some(format!(
            "Wait until {file} is open, or cancel opening it with Escape."
        ))
    }

    pub(super) fn is_opening(&self) -> bool {
        self.work.opening.is_some()
    }

    pub(super) fn opening_status(&self) -> Option<JobStatus> {
        let task = self.work.opening.as_ref()?.task.as_ref()?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: true,
        })
    }

    pub(super) fn start_opening(&mut self, path: PathBuf, origin: OpenAs) {
        let file = store::file_name(&path);
        let name = format!("Opening {file}");
        let first_path = path.clone();
        let limits = self.settings.limits;
        let only_whole = matches!(origin, OpenAs::Whole(_));
        let open = Arc::clone(&self.env.open);
        let task = Task::spawn(name, &self.env.wake, move |progress| {
            let watch = |share| {
                progress.set(share);
                progress.go_on()
            };
            let (opened, hash, cut_off) = if only_whole {
                store::open_whole(&path, limits, &watch)?
            } else {
                let (opened, hash) = open(&path, limits, &watch)?;
                (opened, hash, None)
            };
            Ok(Found {
                problems: checking::at_once(&opened.project),
                opened,
                hash,
                cut_off,
            })
        });
        let name = format!("First rows of {file}");
        let first_task = Task::spawn(name, &self.env.wake, move |progress| {
            first_rows(&first_path, progress)
        });
        // Nothing of what was done can be taken back until it is decided what is open.
        self.notices.clear_done();
        self.work.opening = Some(Opening {
            file,
            task: Some(task),
            origin,
            first_task: Some(first_task),
            first: None,
            began: self.now_millis(),
            is_shown: false,
        });
    }

    /// Gives up what is being opened; the open project stays as it is.
    pub(super) fn cancel_opening(&mut self) {
        if self.work.opening.take().is_some() {
            self.tell_done("Opening was cancelled".to_owned());
        }
    }

    pub(super) fn poll_opening(&mut self) {
        let now = self.now_millis();
        let Some(job) = &mut self.work.opening else {
            return;
        };
        if let Some(first) = take_done(&mut job.first_task) {
            job.first = first.ok().flatten().map(Arc::new);
        }
        let share = job.task.as_ref().map_or(1.0, Task::share);
        job.is_shown |= takes_long(now.saturating_sub(job.began), share);
        if self.work.saving.is_busy() {
            // It takes the place of what is open, once that is saved.
            return;
        }
        let Some(done) = take_done(&mut job.task) else {
            return;
        };
        let Some(mut job) = self.work.opening.take() else {
            return;
        };
        match done {
            Ok(Ok(found)) => {
                let origin = std::mem::replace(&mut job.origin, OpenAs::Backup);
                self.put_in_place(found, origin);
            }
            Ok(Err(OpenError {
                kind: OpenErrorKind::Cancelled,
                ..
            })) => {
                self.tell_done("Opening was cancelled".to_owned());
            }
            Ok(Err(error)) => self.show_not_opened(error),
            Err(died) => self.notices.failed(died, None),
        }
    }

    fn put_in_place(&mut self, found: Found, origin: OpenAs) {
        let origin = match origin {
            OpenAs::File(path) | OpenAs::Whole(path) => {
                self.settings.remember(&path, Stamp::now());
                self.save_settings();
                match found.cut_off {
                    Some(cut_off) => Origin::Cut(path, cut_off),
                    None => Origin::File(path, found.hash),
                }
            }
            OpenAs::Version(name, reason) => Origin::Version(name, reason),
            OpenAs::Backup => Origin::Backup(String::from("untitled.ron")),
        };
        self.show_opened(found.opened, found.problems, origin);
        self.offer_for_open_file();
    }

    pub(super) fn show_opened(
        &mut self,
        opened: Opened,
        problems: Option<ProblemList>,
        origin: Origin,
    ) {
        self.not_opened = None;
        // The lock of the file that is read again must go before it is asked for.
        self.drop_journal();
        self.page = Page::Welcome;
        let work = Workspace::new(opened, problems, origin, &self.env.folders);
        self.show_work(work);
    }

    pub(super) fn show_not_opened(&mut self, error: OpenError) {
        let backups = error
            .path
            .as_deref()
            .map(|path| backup::list(path, &self.env.folders));
        self.not_opened = Some(Box::new(NotOpened {
            error,
            backups: backups.unwrap_or_default(),
        }));
    }
}

impl OpeningNow<'_> {
    /// Gives it up.
    #[must_use]
    pub fn cancel(&self) -> Command {
        Command::CancelJob(self.job.to_owned())
    }
}

/// Whether opening will go on long enough, by its pace so far, to show something meanwhile.
fn takes_long(millis: u64, share: f32) -> bool {
    // Near enough: both are times that an eye takes.
    let all = millis as f32 / share.max(0.001);
    millis >= MOMENT && all - millis as f32 >= MOMENT as f32
}

/// The first rows of a plain file. Anything else may be read once only.
fn first_rows(path: &Path, progress: &Progress) -> Option<Project> {
    let about = std::fs::metadata(path).ok()?;
    if !about.is_file() {
        return None;
    }
    let found = store::preview(path, &FIRST_KINDS, FIRST_ROWS, progress.cancel_flag())?;
    (!found.events().is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_soon_over_is_not_shown() {
        assert!(!takes_long(249, 0.01), "not before a moment has passed");
        assert!(takes_long(250, 0.0), "nobody knows how long");
        assert!(takes_long(250, 0.5), "as long again");
        assert!(!takes_long(250, 0.6), "nearly there");
        assert!(takes_long(5_000, 0.9));
    }
}
