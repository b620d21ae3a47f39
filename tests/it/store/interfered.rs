//! Saves that something gets in the way of: other programs, a clock that was set, a disk that is full.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use annals::app::{Action, App, Command, Environment};
use annals::edit::Edit;
use annals::model::{Change, Event, Id, Record, Transaction};
use annals::store::{
    self, Document, FileErrorKind, FileHash, Folders, SaveError, SaveRequest, SaveStep, Saved,
    backup,
};

use crate::support::desk::{Dialogs, FakePicker};
#[cfg(target_os = "linux")]
use crate::support::mounted;

const CASE: &str = "// a case\n(annals: 1, project: (title: \"Case\"))";

/// A project open from a file, with an event that the file has not.
struct Case {
    root: tempfile::TempDir,
    path: PathBuf,
    document: Arc<Document>,
    hash: FileHash,
    project: annals::model::Project,
}

impl Case {
    /// As another program left the file, and this long after.
    fn opened(prepare: impl FnOnce(&Path), later: Duration) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("cases");
        fs::create_dir(&folder).unwrap();
        let path = folder.join("case.ron");
        fs::write(&path, CASE).unwrap();
        prepare(&path);
        std::thread::sleep(later);
        let (opened, hash) =
            store::open(&path, store::FileLimits::default(), &AtomicBool::new(false)).unwrap();
        let mut project = opened.project;
        let record = Record::from(Event::new(Id::from_bits(77)));
        let changes = vec![Change::Insert { record, slot: None }];
        let transaction = Transaction {
            changes,
            ..Transaction::default()
        };
        project.apply(&transaction).unwrap();
        Self {
            root,
            path,
            document: Arc::new(opened.document),
            hash,
            project,
        }
    }

    fn new() -> Self {
        Self::opened(|_| {}, Duration::ZERO)
    }

    /// Saves; `meddle` is called at each step.
    fn save(&mut self, meddle: &(dyn Fn(SaveStep) + Sync)) -> Result<(), SaveError> {
        let request = SaveRequest {
            document: Some(Arc::clone(&self.document)),
            snapshot: self.project.snapshot(),
            path: self.path.clone(),
            expected: Some(self.hash),
            versions: Some(backup::Limits::default()),
            journal: None,
            folders: Folders::below(&self.root.path().join("home")),
            position: 0,
        };
        let saved = store::save(request, &|step| {
            meddle(step);
            ControlFlow::Continue(())
        });
        let Saved { document, hash, .. } = saved?;
        (self.document, self.hash) = (Arc::new(document), hash);
        Ok(())
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// The file has the event, and there is nothing else beside it.
    #[track_caller]
    fn check_saved(&self) {
        assert_eq!(self.text(), self.document.text().unwrap());
        assert!(self.text().contains("00000000002D"), "{}", self.text());
        self.check_nothing_beside();
    }

    #[track_caller]
    fn check_nothing_beside(&self) {
        let beside = fs::read_dir(self.path.parent().unwrap()).unwrap();
        let names: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["case.ron"]);
    }
}

/// The steps of a save at which something happens; those of writing come several times.
fn steps() -> [fn(SaveStep) -> bool; 3] {
    [
        |step| matches!(step, SaveStep::Writing(..)),
        |step| step == SaveStep::Syncing,
        |step| step == SaveStep::Replacing,
    ]
}

#[test]
fn what_another_program_writes_during_a_save_is_not_written_over() {
    for is_then in steps() {
        let mut case = Case::new();
        let (path, theirs) = (case.path.clone(), CASE.replace("Case", "More"));
        let error = case.save(&|step| {
            if is_then(step) {
                fs::write(&path, &theirs).unwrap();
            }
        });
        assert_eq!(error, Err(SaveError::ChangedOnDisk(path)));
        assert_eq!(case.text(), theirs);
        case.check_nothing_beside();
    }
}

#[test]
fn a_folder_that_goes_during_a_save_is_told_and_the_next_save_works_when_it_is_back() {
    for is_then in steps() {
        let mut case = Case::new();
        let folder = case.path.parent().unwrap().to_owned();
        let error = case
            .save(&|step| {
                if is_then(step) && folder.exists() {
                    fs::remove_dir_all(&folder).unwrap();
                }
            })
            .unwrap_err();
        let SaveError::File(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.kind, FileErrorKind::FolderGone);
        assert!(!folder.exists());
        fs::create_dir(&folder).unwrap();
        case.save(&|_| {}).unwrap();
        case.check_saved();
    }
}

#[test]
fn a_file_that_goes_during_a_save_is_made_anew() {
    for is_then in steps() {
        let mut case = Case::new();
        let path = case.path.clone();
        case.save(&|step| {
            if is_then(step) && path.exists() {
                fs::remove_file(&path).unwrap();
            }
        })
        .unwrap();
        case.check_saved();
    }
}

/// Sets when the file was written, as a clock that was wrong would.
fn set_written(path: &Path, at: SystemTime) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(at).unwrap();
}

#[test]
fn a_clock_that_was_set_keeps_no_save_from_seeing_what_another_program_wrote() {
    let now = SystemTime::now();
    let hour = Duration::from_secs(3_600);
    for written in [SystemTime::UNIX_EPOCH, now - hour, now, now + hour] {
        let old = Duration::from_millis(60);
        let mut case = Case::opened(|path| set_written(path, written), old);
        case.save(&|_| {}).unwrap();
        case.check_saved();
        // As long as the file was, and with the same time of writing.
        let mut case = Case::opened(|path| set_written(path, written), old);
        let theirs = CASE.replace("Case", "Cast");
        fs::write(&case.path, &theirs).unwrap();
        set_written(&case.path, written);
        let error = case.save(&|_| {});
        assert_eq!(error, Err(SaveError::ChangedOnDisk(case.path.clone())));
        assert_eq!(case.text(), theirs);
    }
}

#[test]
fn saves_after_saves_see_what_another_program_wrote_in_between() {
    let mut case = Case::opened(|_| {}, Duration::from_millis(60));
    for _ in 0..3 {
        case.save(&|_| {}).unwrap();
        case.check_saved();
    }
    // A save that took its time, so that its file is known by its marks.
    let slow = |step| {
        if step == SaveStep::Syncing {
            std::thread::sleep(Duration::from_millis(60));
        }
    };
    case.save(&slow).unwrap();
    case.save(&slow).unwrap();
    case.check_saved();
    let theirs = case.text().replace("Case", "Cast");
    fs::write(&case.path, &theirs).unwrap();
    let error = case.save(&|_| {});
    assert_eq!(error, Err(SaveError::ChangedOnDisk(case.path.clone())));
    assert_eq!(case.text(), theirs);
}

// A disk that is full.

/// The folder of the small disk, for the process that has one.
const DISK: &str = "ANNALS_TEST_SMALL_DISK";

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

#[test]
#[ignore = "a process of its own with a small disk, which the test below starts"]
fn on_a_small_disk() {
    let Some(disk) = std::env::var_os(DISK).map(PathBuf::from) else {
        return;
    };
    let (path, filler) = (disk.join("case.ron"), disk.join("filler"));
    fs::write(&path, CASE).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let picker = FakePicker(Arc::<std::sync::Mutex<Dialogs>>::default());
    let folders = Folders::below(elsewhere.path());
    let mut app = App::new(Environment::new(folders, Box::new(picker)));
    app.handle(Command::OpenPath(path.clone()));
    app.settle();
    let summary = "word ".repeat(50_000);
    let title = "One".to_owned();
    app.handle(Command::Edit(Box::new(Edit::NewEvent { title })));
    let mut event = Event::clone(app.work().unwrap().project.events().iter().next().unwrap());
    event.summary = summary;
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: event.into(),
        what: "summary",
        typing: false,
    })));
    // Full to the last byte, or so that half of the file finds room.
    for size in [1_usize << 20, 900_000] {
        let written = fs::write(&filler, vec![b'x'; size]);
        assert_eq!(written.is_err(), size == 1 << 20);
        act(&mut app, Action::Save);
        let told = app.notices.shown().last().unwrap().text.clone();
        assert_eq!(
            told,
            "Not saved. There is no room on the disk for case.ron. Make room on the disk and save again, or save on another one."
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), CASE);
        assert!(app.work().unwrap().is_dirty());
        let mut names: Vec<_> = fs::read_dir(&disk)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, [".case.ron.lock", "case.ron", "filler"]);
        fs::remove_file(&filler).unwrap();
    }
    act(&mut app, Action::Save);
    assert!(!app.work().unwrap().is_dirty());
    assert!(fs::read_to_string(&path).unwrap().contains("word word"));
    println!("the small disk was filled");
}

/// Where the system lets nobody but the superuser mount a disk, there is none to fill.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_the_file_and_the_work_as_they_were() {
    let disk = tempfile::tempdir().unwrap();
    let told = mounted::run(
        "store::interfered::on_a_small_disk",
        disk.path(),
        "mount -t tmpfs -o size=1m none \"$0\"",
        &[(DISK, disk.path().as_os_str())],
    );
    let Some(told) = told else {
        return;
    };
    assert!(told.contains("the small disk was filled"), "{told}");
}
