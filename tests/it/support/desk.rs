//! A program to test with: its own folders, a file picker that answers what the test says.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use annals::app::jobs::{Task, Wake};
use annals::app::opening::OpenWith;
use annals::app::picker::{FilePicker, PickRequest, Picked};
use annals::app::{App, Command, Environment, LargeSteps};
use annals::store::Folders;

use super::disk::SlowDisk;
use super::reading::SlowReading;

/// Answers and requests of the picker, shared with the test.
#[derive(Debug, Default)]
pub(crate) struct Dialogs {
    /// What the next dialogs answer; when none is left, Cancel.
    pub(crate) answers: VecDeque<Picked>,
    /// What was asked.
    pub(crate) asked: Vec<PickRequest>,
}

/// A picker that answers at once.
pub(crate) struct FakePicker(pub(crate) Arc<Mutex<Dialogs>>);

impl FilePicker for FakePicker {
    fn pick(&mut self, request: &PickRequest, _wake: &Wake) -> Task<Picked> {
        let mut dialogs = self.0.lock().unwrap();
        dialogs.asked.push(request.clone());
        Task::done(
            "dialog",
            dialogs.answers.pop_front().unwrap_or(Picked::Cancelled),
        )
    }
}

/// A program with its own folders.
pub(crate) struct Desk {
    /// Everything below here is deleted with it.
    pub(crate) root: tempfile::TempDir,
    /// What dialogs answer and were asked.
    pub(crate) dialogs: Arc<Mutex<Dialogs>>,
    /// The clock of its programs, in milliseconds. It stands still until a test moves it, so that no test depends on how
    /// fast the machine is.
    clock: Arc<AtomicU64>,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn new() -> Self {
        Self {
            root: tempfile::tempdir().unwrap(),
            dialogs: Arc::default(),
            clock: Arc::default(),
        }
    }

    /// An empty desk in memory, where there is one: for tests that wait for the disk many times.
    pub(crate) fn in_memory() -> Self {
        let root = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self {
            root: root.unwrap(),
            dialogs: Arc::default(),
            clock: Arc::default(),
        }
    }

    /// A program that starts on this desk.
    pub(crate) fn app(&self) -> App {
        self.app_in(|env| env)
    }

    /// A program that saves to this disk.
    pub(crate) fn app_on_disk(&self, disk: &SlowDisk) -> App {
        let save = disk.save();
        self.app_in(|env| Environment { save, ..env })
    }

    /// A program that reads its files like this.
    pub(crate) fn app_reading(&self, reading: &SlowReading) -> App {
        self.app_opening(reading.open())
    }

    /// A program that opens projects with this.
    pub(crate) fn app_opening(&self, open: OpenWith) -> App {
        self.app_in(|env| Environment { open, ..env })
    }

    /// A program for which these are large steps.
    pub(crate) fn app_with_large_steps(&self, large_steps: LargeSteps) -> App {
        self.app_in(|env| Environment { large_steps, ..env })
    }

    fn app_in(&self, change: impl FnOnce(Environment) -> Environment) -> App {
        let folders = Folders::below(&self.root.path().join("home"));
        let picker = FakePicker(Arc::clone(&self.dialogs));
        let clock = Arc::clone(&self.clock);
        let env = Environment::new(folders, Box::new(picker));
        App::new(change(Environment {
            clock: Box::new(move || clock.load(Ordering::Relaxed)),
            ..env
        }))
    }

    /// Lets time pass.
    pub(crate) fn wait_millis(&self, millis: u64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    /// A program with this project open from a file `case.ron`.
    pub(crate) fn app_with(&self, text: &str) -> App {
        self.open(self.app(), text)
    }

    /// The program with this project open from a file `case.ron`.
    pub(crate) fn open(&self, mut app: App, text: &str) -> App {
        let path = self.file("case.ron");
        std::fs::write(&path, text).unwrap();
        app.handle(Command::OpenPath(path));
        app.settle();
        assert!(app.work().is_some(), "the project was not opened");
        app
    }

    /// A program that has just read this project from a file `case.ron`: nothing was let end but the reading.
    pub(crate) fn app_just_read(&self, text: &str) -> App {
        let path = self.file("case.ron");
        std::fs::write(&path, text).unwrap();
        let mut app = self.app();
        app.handle(Command::OpenPath(path));
        while app.work().is_none() {
            app.tick();
            std::thread::yield_now();
        }
        app
    }

    /// The path of a file on this desk.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Lets the next dialog answer with this path.
    pub(crate) fn will_pick(&self, path: PathBuf) {
        self.dialogs
            .lock()
            .unwrap()
            .answers
            .push_back(Picked::Path(path));
    }
}
