//! Projects in odd places, through the whole program: names as long as names may be, names that are no text, links, and
//! folders that may not be written.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use annals::app::restoring::Extent;
use annals::app::{Action, Answer, App, Command, Dialog};
use annals::store::{Folders, backup};

use crate::support::desk::Desk;
#[cfg(target_os = "linux")]
use crate::support::mounted;
use crate::support::steps::{self, notices};

const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";

fn open(desk: &Desk, path: &Path) -> App {
    let mut app = desk.app();
    app.settle();
    app.handle(Command::OpenPath(path.to_owned()));
    app.settle();
    app
}

fn add_event(app: &mut App, title: &str) {
    steps::add_event(app, title);
    app.keep_journal();
}

fn save(app: &mut App) {
    app.handle(Command::Do(Action::Save));
    app.settle();
}

fn is_read_only(app: &App) -> bool {
    app.work().unwrap().read_only.is_some()
}

/// A desk with a folder of projects.
fn desk() -> (Desk, PathBuf) {
    let desk = Desk::in_memory();
    let folder = desk.file("cases");
    fs::create_dir(&folder).unwrap();
    (desk, folder)
}

fn n_beside(path: &Path) -> usize {
    fs::read_dir(path.parent().unwrap()).unwrap().count()
}

/// A project at `path`, which is the file at `real`, is locked, kept in the journal, restored, saved and kept as a
/// version, like any other.
#[track_caller]
fn check(desk: &Desk, path: &Path, real: &Path) {
    fs::write(real, CASE).unwrap();
    let n_before = (n_beside(path), n_beside(real));
    let mut first = open(desk, path);
    assert!(!is_read_only(&first), "{path:?}");
    for other in [path, real] {
        assert!(
            is_read_only(&open(desk, other)),
            "{other:?} is open already"
        );
    }
    add_event(&mut first, "One");
    drop(first);
    let mut app = desk.app();
    app.settle();
    for opened in [None, Some(real), Some(path)] {
        if let Some(opened) = opened {
            app.handle(Command::Answer(Answer::Cancel));
            app.handle(Command::OpenPath(opened.to_owned()));
            app.settle();
        }
        let Some(Dialog::Recover(found)) = &app.dialog else {
            panic!("{opened:?}: {:?}", app.dialog);
        };
        assert_eq!(found[0].project.as_deref(), Some(path));
    }
    let Some(Dialog::Recover(found)) = app.dialog.clone() else {
        panic!("{:?}", app.dialog);
    };
    app.handle(Command::Recover(Box::new(found[0].clone()), Extent::All));
    app.settle();
    assert!(!is_read_only(&app), "{path:?}");
    save(&mut app);
    assert!(!app.work().unwrap().is_dirty(), "{}", notices(&app));
    add_event(&mut app, "Two");
    save(&mut app);
    drop(app);
    let text = fs::read_to_string(real).unwrap();
    assert!(text.contains("One") && text.contains("Two"), "{text}");
    let folders = Folders::below(&desk.root.path().join("home"));
    assert_eq!(backup::list(path, &folders).len(), 2, "{path:?}");
    assert_eq!(backup::list(real, &folders).len(), 2, "{real:?}");
    assert_eq!(
        (n_beside(path), n_beside(real)),
        n_before,
        "something was left behind"
    );
    let app = open(desk, path);
    assert!(!is_read_only(&app), "its lock was left behind");
    assert_eq!(app.work().unwrap().project.events().len(), 2);
}

#[test]
fn a_name_as_long_as_names_may_be_is_like_any_other() {
    let (desk, folder) = desk();
    for name in [
        format!("{}.ron", "a".repeat(251)),
        format!("{}é.ron", "東".repeat(83)),
    ] {
        assert_eq!(name.len(), 255);
        let path = folder.join(&name);
        check(&desk, &path, &path);
        fs::remove_file(path).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_like_any_other() {
    use std::os::unix::ffi::OsStrExt as _;
    let (desk, folder) = desk();
    let path = folder.join(OsStr::from_bytes(b"caf\xe9 \xFF.ron"));
    check(&desk, &path, &path);
}

#[cfg(unix)]
#[test]
fn a_link_is_the_project_that_it_leads_to() {
    let (desk, folder) = desk();
    fs::create_dir(desk.file("far")).unwrap();
    let real = desk.file("far").join(format!("{}.ron", "b".repeat(251)));
    fs::write(&real, CASE).unwrap();
    let (near, link) = (folder.join("near.ron"), folder.join("link.ron"));
    std::os::unix::fs::symlink(&real, &near).unwrap();
    std::os::unix::fs::symlink("near.ron", &link).unwrap();
    check(&desk, &link, &real);
    for link in [link, near] {
        assert!(
            fs::symlink_metadata(&link).unwrap().is_symlink(),
            "{link:?}"
        );
    }
}

#[test]
fn a_lock_that_a_crash_left_behind_does_not_stand_in_the_way() {
    let (desk, folder) = desk();
    let path = folder.join("case.ron");
    let lock = folder.join(".case.ron.lock");
    fs::write(&path, CASE).unwrap();
    fs::write(&lock, "an analyst on another computer\n").unwrap();
    let app = open(&desk, &path);
    assert!(!is_read_only(&app));
    drop(app);
    assert!(!lock.exists());
    check(&desk, &path, &path);
}

/// The folder that may not be written, for the process that has one.
const FOLDER: &str = "ANNALS_TEST_SHUT_FOLDER";

#[test]
#[ignore = "a process of its own with a disk that may only be read, which the test below starts"]
fn on_a_disk_that_may_only_be_read() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let path = folder.join("case.ron");
    assert!(fs::write(folder.join("probe"), "").is_err());
    let desk = Desk::new();
    let mut app = open(&desk, &path);
    assert!(is_read_only(&open(&desk, &path)), "the lock is elsewhere");
    add_event(&mut app, "One");
    save(&mut app);
    let told = notices(&app);
    assert!(
        told.contains("Not saved. case.ron may not be written."),
        "{told}"
    );
    assert!(app.work().unwrap().is_dirty());
    drop(app);
    let mut app = desk.app();
    app.settle();
    let Some(Dialog::Recover(found)) = app.dialog.clone() else {
        panic!("{:?}", app.dialog);
    };
    app.handle(Command::Recover(Box::new(found[0].clone()), Extent::All));
    app.settle();
    desk.will_pick(desk.file("mine.ron"));
    app.handle(Command::Do(Action::SaveAs));
    app.settle();
    assert!(!app.work().unwrap().is_dirty(), "{}", notices(&app));
    assert!(
        fs::read_to_string(desk.file("mine.ron"))
            .unwrap()
            .contains("One")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), CASE);
    assert_eq!(n_beside(&path), 1);
    println!("the folder was shut");
}

/// Where the system lets nobody but the superuser mount a disk, there is none.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_keeps_nobody_from_editing_and_saving_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs none \"$0\" && printf '%s' \"$CASE\" > \"$0/case.ron\" \
                 && mount -o remount,ro \"$0\"";
    let told = mounted::run(
        "odd_places::on_a_disk_that_may_only_be_read",
        folder.path(),
        mount,
        &[("CASE", CASE.as_ref()), (FOLDER, folder.path().as_os_str())],
    );
    let Some(told) = told else {
        return;
    };
    assert!(told.contains("the folder was shut"), "{told}");
}
