//! The state of the program and what it does with commands; no widgets.
//!
//! A frame goes: [`App::tick`] takes in what jobs have done, the window draws from `&App`, and
//! then [`App::handle`] does the commands that the widgets sent, in order. Nothing else changes
//! the state.

mod arranging;
mod bulk;
mod checking;
pub mod command;
mod counting;
pub mod dialog;
mod exporting;
mod files;
mod indexing;
pub mod jobs;
mod keeping;
pub mod notice;
pub mod opening;
mod outside;
pub mod picker;
mod recent;
pub mod restoring;
pub mod samples;
pub mod saving;
mod selection;
pub mod steps;
mod taking_in;
mod touched;
mod update;
pub mod versions;
pub mod watch;
pub mod workspace;

use std::sync::Arc;
use std::time::Instant;

pub use bulk::LargeSteps;
pub use command::{Action, Answer, Command, Menu, Pane};
pub use dialog::{Dialog, Leaving, LoadedText};
pub use outside::Pending;
pub use recent::Recent;
pub use selection::Selection;
pub use touched::Touched;
pub use workspace::Workspace;

use crate::evidence::ProblemList;
use crate::model::RecordId;
use crate::query::{Query, TagCounts};
use crate::store::backup::Backup;
use crate::store::settings::Settings;
use crate::store::{Folders, OpenError};
use jobs::{Task, Wake};
use notice::Notices;
use picker::{FilePicker, Picked, Purpose};

/// Milliseconds after which the progress of a long job is shown anew.
const PROGRESS_MILLIS: u64 = 100;

/// The whole state behind the window.
pub struct App {
    /// What fills the window.
    pub page: Page,
    /// The last project that could not be opened, until the analyst has seen why: shown in front
    /// of the page, which stays as it was.
    pub not_opened: Option<Box<NotOpened>>,
    /// What is remembered from one start to the next.
    pub settings: Settings,
    /// What was just done and what failed.
    pub notices: Notices,
    /// The question that is open.
    pub dialog: Option<Dialog>,
    /// What is looked for.
    pub search: Search,
    /// What is half written in the window, each in words, as the window said last: "a claim on “two children”".
    pub half_written: Vec<String>,
    in_use: Option<arranging::ViewInUse>,
    /// What the matrix of all events shows while no view is in use.
    compared: crate::evidence::matrix::Wanted,
    requests: Vec<Request>,
    work: Work,
    outside: outside::Outside,
    env: Environment,
    leave: bool,
}

/// What fills the window.
pub enum Page {
    /// No project is open.
    Welcome,
    /// A project is open.
    Project(Box<Workspace>),
}

/// What the page of a project that was not opened shows.
#[derive(Debug, Clone, PartialEq)]
pub struct NotOpened {
    /// What is wrong.
    pub error: OpenError,
    /// Backups of that file, newest first.
    pub backups: Vec<Backup>,
}

/// What is looked for, as typed and as understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// As typed.
    pub text: String,
    /// As understood.
    pub query: Query,
}

/// Something that only the window itself can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Show this in a tab, a new one if there is none.
    Show(Pane),
    /// Scroll to this record in whatever shows it.
    ScrollTo(RecordId),
    /// Begin to change this record where it was shown.
    Edit(RecordId),
    /// Put the cursor into the search box.
    FocusSearch,
    /// Put the cursor into the inspector's tag field.
    FocusTags,
    /// Put the cursor into the inspector's annotation field.
    FocusComment,
    /// Put the cursor into the inspector's first field.
    FocusTitle,
    /// Put the focus on the next part of the window.
    NextPart,
    /// Select all rows of the list.
    SelectAll,
    /// Close the current tab.
    CloseTab,
    /// Move the current tab beside the others.
    SplitRight,
    /// Open the palette.
    Palette,
    /// Another project is shown: tabs of the one before must go.
    Reset,
}

/// Work that is under way.
#[derive(Default)]
struct Work {
    opening: Option<opening::Opening>,
    saving: saving::Saving,
    picking: Option<Picking>,
    /// Writes an export, and gives the name of its file.
    exporting: Option<Task<Result<String, String>>>,
    /// Looks for problems.
    checking: Option<Task<Option<ProblemList>>>,
    /// Counts the records of tags.
    counting: Option<Task<Option<TagCounts>>>,
    /// Makes the search index.
    indexing: Option<Task<indexing::Made>>,
    /// Keeps unsaved work safe.
    keeping: keeping::Keeping,
    /// Unsaved work that a crash left behind.
    restoring: restoring::Restoring,
    /// Kept versions that are compared or restored.
    versions: versions::Versions,
    /// When the settings are to be written.
    settings_due: Option<u64>,
}

struct Picking {
    task: Option<Task<Picked>>,
    purpose: Purpose,
    then: Option<Leaving>,
}

/// What the program runs in: everything that a test replaces.
pub struct Environment {
    /// Where its own files are.
    pub folders: Folders,
    /// Who shows file dialogs.
    pub picker: Box<dyn FilePicker>,
    /// Wakes the window.
    pub wake: Wake,
    /// Its clock: milliseconds since some moment.
    pub clock: Clock,
    /// How it is noticed that another program changes the open file.
    pub watching: watch::Watching,
    /// Saves projects.
    pub save: saving::SaveWith,
    /// Opens projects.
    pub open: opening::OpenWith,
    /// Which steps are work for a job.
    pub large_steps: LargeSteps,
}

/// Gives the milliseconds since some moment, never fewer than before.
pub type Clock = Box<dyn Fn() -> u64>;

/// The time that passes, from now on.
fn real_clock() -> Clock {
    let started = Instant::now();
    Box::new(move || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX))
}

impl Environment {
    /// An environment with this picker.
    #[must_use]
    pub fn new(folders: Folders, picker: Box<dyn FilePicker>) -> Self {
        Self {
            folders,
            picker,
            wake: Arc::new(|| {}),
            clock: real_clock(),
            watching: watch::Watching::default(),
            save: Arc::new(crate::store::save),
            open: Arc::new(crate::store::open_watched),
            large_steps: LargeSteps::default(),
        }
    }
}

/// A job as the status bar shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobStatus {
    /// What it does: "Opening case.ron".
    pub name: String,
    /// How much is done, from 0 to 1.
    pub share: f32,
    /// Whether it can be cancelled.
    pub can_cancel: bool,
}

impl App {
    /// The program as it starts. Unsaved work of earlier starts is looked for in a job.
    #[must_use]
    pub fn new(env: Environment) -> Self {
        let (settings, complaint) = Settings::load(&env.folders);
        let mut app = Self {
            page: Page::Welcome,
            not_opened: None,
            settings,
            notices: Notices::default(),
            dialog: None,
            search: Search::default(),
            half_written: Vec::new(),
            in_use: None,
            compared: crate::evidence::matrix::Wanted::default(),
            requests: Vec::new(),
            work: Work::default(),
            outside: outside::Outside::default(),
            env,
            leave: false,
        };
        if let Some(complaint) = complaint {
            app.notices.failed(complaint, None);
        }
        app
    }

    /// Replaces the function that wakes the window.
    pub fn set_wake(&mut self, wake: Wake) {
        self.env.wake = wake;
    }

    /// The open project.
    #[must_use]
    pub fn work(&self) -> Option<&Workspace> {
        match &self.page {
            Page::Project(work) => Some(work),
            Page::Welcome => None,
        }
    }

    fn work_mut(&mut self) -> Option<&mut Workspace> {
        match &mut self.page {
            Page::Project(work) => Some(work),
            Page::Welcome => None,
        }
    }

    /// Milliseconds since the program began.
    #[must_use]
    pub fn now_millis(&self) -> u64 {
        (self.env.clock)()
    }

    /// Where the program's own files are.
    #[must_use]
    pub fn folders(&self) -> &Folders {
        &self.env.folders
    }

    /// Wakes the window, for jobs of views.
    #[must_use]
    pub fn wake(&self) -> &Wake {
        &self.env.wake
    }

    /// Whether the window is to close: everything that had to be asked was asked.
    #[must_use]
    pub fn is_leaving(&self) -> bool {
        self.leave
    }

    /// Whether nothing may be changed just now: a file dialog is open.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.work.picking.is_some()
    }

    /// What only the window can do, handed out once.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// The save under way.
    #[must_use]
    pub fn saving(&self) -> Option<JobStatus> {
        self.work.saving.status()
    }

    /// The jobs under way.
    #[must_use]
    pub fn jobs(&self) -> Vec<JobStatus> {
        let saving = self.work.saving.status();
        let exporting = self.work.exporting.iter().map(|task| JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: true,
        });
        let waiting = self.work.picking.as_ref().map(|_| JobStatus {
            name: "Waiting for the file dialog".to_owned(),
            share: 0.0,
            can_cancel: false,
        });
        let restoring = self.work.restoring.task_name();
        let restoring = restoring.or(self.work.versions.task_name());
        let restoring = restoring.map(|name| JobStatus {
            name: name.to_owned(),
            share: 0.0,
            can_cancel: false,
        });
        let opening = self.opening_status().into_iter();
        let under_way = opening.chain(self.bulk_status()).chain(restoring);
        let under_way = under_way.chain(saving).chain(exporting);
        let under_way = under_way.chain(self.outside_status());
        let under_way = under_way.chain(self.checking_status());
        let under_way = under_way.chain(self.indexing_status());
        under_way.chain(waiting).collect()
    }

    /// Milliseconds until something changes by itself; `None` if nothing will.
    #[must_use]
    pub fn next_change(&self) -> Option<u64> {
        let now = self.now_millis();
        let due = [self.work.keeping.next_due(), self.work.settings_due];
        let due = due.into_iter().flatten().map(|due| due.saturating_sub(now));
        let in_progress = self.is_checking() || self.is_indexing() || self.is_opening();
        let in_progress = in_progress || self.work.saving.is_busy() || self.is_busy_with_bulk();
        let due = due.chain(in_progress.then_some(PROGRESS_MILLIS));
        let due = due.chain(self.next_look_outside(now));
        due.chain(self.notices.next_change(now)).min()
    }

    /// Runs jobs to their end, for tests and for the command line.
    pub fn settle(&mut self) {
        while self.is_working() {
            self.tick();
            std::thread::yield_now();
        }
    }

    /// Whether a job is under way, or about to be.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.work.opening.is_some()
            || self.work.saving.is_busy()
            || self.work.picking.is_some()
            || self.work.keeping.is_busy()
            || self.work.restoring.is_busy()
            || self.work.versions.is_busy()
            || self.work.exporting.is_some()
            || self.is_busy_with_bulk()
            || self.is_checking()
            || self.is_looking_outside()
            || self.is_indexing()
            || self.is_counting()
    }
}
