//! Saving to a real file system: links, marks, full disks, odd names, and files that others change meanwhile.

use std::ffi::OsStr;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use annals::model::{Change, Event, Id, Record, Transaction};
use annals::store::{
    self, FileErrorKind, FileLimits, Folders, Opened, SaveError, SaveRequest, Saved, backup,
};

const CASE: &str = "// a case\n(annals: 1, project: (title: \"Case\"))";

/// A folder of our own with a project in it.
pub(super) struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        Self { root }
    }

    fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.root.path().join(name.as_ref())
    }

    fn folders(&self) -> Folders {
        Folders::below(&self.path("home"))
    }

    /// The names of the files beside each other, those of the program left out.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name != "home").collect();
        names.sort();
        names
    }

    /// What saving the project from `path` with one event more to `path` comes to.
    fn save_changed(&self, path: &Path) -> Result<Saved, SaveError> {
        let (opened, hash) =
            store::open(path, FileLimits::default(), &AtomicBool::new(false)).unwrap();
        save(self.request(changed(opened), path, Some(hash)))
    }

    fn request(
        &self,
        opened: Opened,
        path: &Path,
        expected: Option<store::FileHash>,
    ) -> SaveRequest {
        SaveRequest {
            snapshot: opened.project.snapshot(),
            document: Some(Arc::new(opened.document)),
            path: path.to_owned(),
            expected,
            versions: Some(backup::Limits::default()),
            journal: None,
            folders: self.folders(),
            position: 0,
        }
    }
}

/// The project with an event more.
fn changed(mut opened: Opened) -> Opened {
    let record = Record::from(Event::new(Id::from_bits(77)));
    let transaction = Transaction {
        changes: vec![Change::Insert { record, slot: None }],
        ..Transaction::default()
    };
    opened.project.apply(&transaction).unwrap();
    opened
}

fn save(request: SaveRequest) -> Result<Saved, SaveError> {
    store::save(request, &|_| ControlFlow::Continue(()))
}

fn fresh() -> Opened {
    changed(store::read_text(CASE.to_owned()).unwrap())
}

/// Whether the file holds the case with its event and its comment.
fn is_saved(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    text.starts_with("// a case\n") && text.contains("00000000002D")
}

#[track_caller]
fn check_failed(result: Result<Saved, SaveError>, kind: FileErrorKind, sentence: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), sentence);
    match error {
        SaveError::File(error) => assert_eq!(error.kind, kind),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_save_leaves_the_project_and_a_backup_and_nothing_else() {
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    let saved = place.save_changed(&path).unwrap();
    assert!(is_saved(&path));
    assert_eq!(saved.warnings, Vec::<String>::new());
    assert_eq!(saved.hash, store::FileHash::of(&fs::read(&path).unwrap()));
    assert_eq!(place.names(), ["case.ron"]);
    let backups = backup::list(&path, &place.folders());
    assert_eq!(backups.len(), 1);
    assert_eq!(fs::read_to_string(&backups[0].path).unwrap(), CASE);
}

#[test]
fn that_no_backup_can_be_kept_is_told_and_the_project_is_saved() {
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    fs::write(place.path("home"), "in the way").unwrap();
    let saved = place.save_changed(&path).unwrap();
    assert!(is_saved(&path));
    assert!(
        saved.warnings[0].starts_with("Saved, but no backup"),
        "{:?}",
        saved.warnings
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_target_is_written() {
    let place = Place::new();
    fs::create_dir(place.path("far")).unwrap();
    fs::write(place.path("far/real.ron"), CASE).unwrap();
    let link = place.path("link.ron");
    std::os::unix::fs::symlink("far/real.ron", &link).unwrap();
    place.save_changed(&link).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(is_saved(&place.path("far/real.ron")));
    // A link whose target is not there yet.
    let link = place.path("later.ron");
    std::os::unix::fs::symlink("far/later.ron", &link).unwrap();
    save(place.request(fresh(), &link, None)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(is_saved(&place.path("far/later.ron")));
}

#[cfg(unix)]
#[test]
fn mode_and_owner_of_the_file_are_kept() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let before = fs::metadata(&path).unwrap();
    place.save_changed(&path).unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!(
        (after.mode(), after.uid(), after.gid()),
        (before.mode(), before.uid(), before.gid())
    );
}

#[test]
fn a_file_marked_read_only_is_not_written() {
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    check_failed(
        place.save_changed(&path),
        FileErrorKind::ReadOnly,
        "Not saved. case.ron may not be written. Save it elsewhere with Save as, or ask for leave to write there.",
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), CASE);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let folder = place.path("shut");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        // The superuser may write everywhere.
        return;
    }
    check_failed(
        save(place.request(fresh(), &folder.join("case.ron"), None)),
        FileErrorKind::ReadOnly,
        "Not saved. case.ron may not be written. Save it elsewhere with Save as, or ask for leave to write there.",
    );
}

#[test]
fn a_folder_that_vanished_or_is_none_says_so() {
    let place = Place::new();
    fs::write(place.path("file"), "").unwrap();
    for folder in ["gone", "file"] {
        check_failed(
            save(place.request(fresh(), &place.path(folder).join("case.ron"), None)),
            FileErrorKind::FolderGone,
            "Not saved. The folder of case.ron is gone. Plug the drive in or make the folder again and save again, or save elsewhere.",
        );
    }
    assert_eq!(place.names(), ["file"]);
}

#[test]
fn a_folder_is_not_written_over() {
    let place = Place::new();
    fs::create_dir(place.path("case.ron")).unwrap();
    check_failed(
        save(place.request(fresh(), &place.path("case.ron"), None)),
        FileErrorKind::Folder,
        "Not saved. case.ron is a folder, not a project. A project is one file. Choose the file inside the folder.",
    );
}

#[test]
fn a_file_that_changed_on_disk_is_not_written_over_unasked() {
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    let (opened, hash) =
        store::open(&path, FileLimits::default(), &AtomicBool::new(false)).unwrap();
    let opened = changed(opened);
    let theirs = CASE.replace("Case", "Theirs");
    fs::write(&path, &theirs).unwrap();
    let again = place.request(fresh(), &path, None);
    let error = save(place.request(opened, &path, Some(hash))).unwrap_err();
    assert_eq!(error, SaveError::ChangedOnDisk(path.clone()));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(backup::list(&path, &place.folders()), []);
    // Asked to, it is; and what was there is kept.
    save(again).unwrap();
    assert!(is_saved(&path));
    let backups = backup::list(&path, &place.folders());
    assert_eq!(fs::read_to_string(&backups[0].path).unwrap(), theirs);
}

#[test]
fn a_file_that_was_deleted_is_made_anew() {
    let place = Place::new();
    let path = place.path("case.ron");
    fs::write(&path, CASE).unwrap();
    let (opened, hash) =
        store::open(&path, FileLimits::default(), &AtomicBool::new(false)).unwrap();
    fs::remove_file(&path).unwrap();
    save(place.request(changed(opened), &path, Some(hash))).unwrap();
    assert!(is_saved(&path));
}

#[test]
fn the_longest_name_and_an_odd_one_can_be_saved() {
    let place = Place::new();
    let longest = format!("{}.ron", "a".repeat(251));
    for name in [
        longest.as_str(),
        "ein „Fall“ – نمونه 😀 \n.ron",
        "-.ron",
        ".ron",
    ] {
        let path = place.path(name);
        fs::write(&path, CASE).unwrap();
        place.save_changed(&path).unwrap();
        assert!(is_saved(&path), "{name:?}");
    }
    assert_eq!(place.names().len(), 4, "{:?}", place.names());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_can_be_saved() {
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let path = place.path(OsStr::from_bytes(b"caf\xe9.ron"));
    fs::write(&path, CASE).unwrap();
    place.save_changed(&path).unwrap();
    assert!(is_saved(&path));
    assert_eq!(backup::list(&path, &place.folders()).len(), 1);
}

/// A limit on the size of files stands for a full disk. It holds for a whole process, so the real program is used.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let place = Place::new();
    let path = place.path("case.ron");
    let text = format!(" {}", annals::app::samples::Sample::HarbourFire.text());
    fs::write(&path, &text).unwrap();
    let output = std::process::Command::new("sh")
        // Without the signal, writing past the limit is an error like that of a full disk. The unit is half a kilobyte.
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" fmt case.ron"])
        .arg(env!("CARGO_BIN_EXE_annals"))
        .current_dir(place.root.path())
        .env("HOME", place.path("home"))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("case.ron: Not saved. There is no room on the disk for case.ron. Make room on the disk and save again, or save on another one."),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(place.names(), ["case.ron"]);
}
