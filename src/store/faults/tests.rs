//! Saves, kept versions and journals on a disk of which any one call fails, or all from one on.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::{Change, Event, Id, Project, Record, Stamp, Transaction};
use crate::store::journal::{self, Base, Header, How, Keeper, Layout, Step};
use crate::store::{
    self, Document, FileHash, FileLimits, Folders, SaveError, SaveRequest, Saved, backup,
};

const CASE: &str = "// a case\n(annals: 1, project: (title: \"Case\"))";

/// Everything that is let happen to a call, once and to all from there on.
const FAULTS: [(Fault, usize); 7] = [
    (Fault::Error(BROKEN), 1),
    (Fault::Error(BROKEN), usize::MAX),
    (Fault::Error(FULL), 1),
    (Fault::Error(FORBIDDEN), usize::MAX),
    (Fault::Short, 1),
    (Fault::ShortThenFull, 1),
    (Fault::ShortThenFull, usize::MAX),
];

/// Calls `run` with faults at the first call, the second one and so on until one comes too late to be met.
fn at_each_call(mut run: impl FnMut(usize, usize, Fault) -> bool) {
    for (fault, count) in FAULTS {
        let first_missed = (0_usize..).find(|first| !run(*first, count, fault));
        assert!(first_missed > Some(5), "hardly a call was let fail");
    }
}

/// A folder in memory, where there is one: thousands of times a disk is waited for here.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn step_of(number: u64) -> Transaction {
    let record = Record::from(Event::new(Id::from_bits(number)));
    Transaction {
        changes: vec![Change::Insert { record, slot: None }],
        label: format!("step {number}"),
        ..Transaction::default()
    }
}

/// A project open from a file, with an event that the file has not.
struct Case {
    root: tempfile::TempDir,
    path: PathBuf,
    document: Arc<Document>,
    hash: FileHash,
    project: Project,
}

impl Case {
    fn new() -> Self {
        let root = folder();
        let folder = root.path().join("cases");
        fs::create_dir(&folder).unwrap();
        let path = folder.join("case.ron");
        fs::write(&path, CASE).unwrap();
        let limits = FileLimits::default();
        let (opened, hash) = store::open(&path, limits, &AtomicBool::new(false)).unwrap();
        let mut project = opened.project;
        project.apply(&step_of(77)).unwrap();
        Self {
            root,
            path,
            document: Arc::new(opened.document),
            hash,
            project,
        }
    }

    fn folders(&self) -> Folders {
        Folders::below(&self.root.path().join("home"))
    }

    fn save(&self) -> Result<Saved, SaveError> {
        self.save_over(Some(self.hash))
    }

    /// Saves if the file holds that, or whatever it holds.
    fn save_over(&self, expected: Option<FileHash>) -> Result<Saved, SaveError> {
        let request = SaveRequest {
            document: Some(Arc::clone(&self.document)),
            snapshot: self.project.snapshot(),
            path: self.path.clone(),
            expected,
            versions: Some(backup::Limits::default()),
            journal: None,
            folders: self.folders(),
            position: 0,
        };
        store::save(request, &|_| ControlFlow::Continue(()))
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    /// The kept versions, newest first.
    fn kept(&self) -> Vec<String> {
        let kept = backup::list(&self.path, &self.folders());
        let texts = kept.iter().map(|kept| fs::read_to_string(&kept.path));
        texts.map(Result::unwrap).collect()
    }

    fn names(&self) -> Vec<String> {
        names(self.path.parent().unwrap())
    }
}

#[test]
fn a_save_of_which_any_call_fails_leaves_the_old_file_or_the_new_one_and_says_so() {
    let whole = Case::new();
    let new = whole.save().unwrap().document.text().unwrap().into_owned();
    at_each_call(|first, count, fault| {
        let mut case = Case::new();
        let faults = Faults::below(case.root.path()).unwrap();
        faults.plan(first, count, fault);
        let saved = case.save();
        let hit = faults.end();
        let what = format!("{fault:?} from call {first} on, {count} times: {hit:?}\n{saved:?}");
        let (text, kept) = (case.text(), case.kept());
        match &saved {
            Ok(saved) => {
                assert_eq!(text, new, "{what}");
                assert_eq!(saved.document.text().unwrap(), new, "{what}");
                let is_synced = !hit
                    .iter()
                    .any(|(call, path)| *call == Call::SyncFolder && path.ends_with("case.ron"));
                assert_eq!(saved.lasts.is_ok(), is_synced, "{what}");
                assert!(kept == [CASE] || !saved.warnings.is_empty(), "{what}");
            }
            Err(_) => {
                assert_eq!(text, CASE, "{what}");
                assert!(kept.is_empty() || kept == [CASE], "{what}");
                assert!(!hit.is_empty(), "{what}");
            }
        }
        let is_left = |(call, _): &(Call, PathBuf)| *call == Call::Remove;
        if !hit.iter().any(is_left) {
            assert_eq!(case.names(), ["case.ron"], "{what}");
        }
        // The work is still there, and goes into the file once the disk takes it.
        if let Ok(saved) = saved {
            (case.document, case.hash) = (Arc::new(saved.document), saved.hash);
            case.project.apply(&step_of(78)).unwrap();
        }
        let again = case.save().unwrap();
        assert_eq!(again.lasts, Ok(()), "{what}");
        assert_eq!(again.warnings, Vec::<String>::new(), "{what}");
        assert_eq!(case.text(), again.document.text().unwrap(), "{what}");
        assert_eq!(case.names(), ["case.ron"], "{what}");
        let versions = case.root.path().join("home/data/versions");
        let folder = versions.join(&names(&versions)[0]);
        assert!(
            names(&folder).iter().all(|name| name.ends_with(".ron")),
            "{what}"
        );
        assert!(case.kept().contains(&text), "{what}");
        !hit.is_empty()
    });
}

#[test]
fn a_file_that_is_written_over_unread_is_kept_or_it_is_told() {
    at_each_call(|first, count, fault| {
        let case = Case::new();
        let faults = Faults::below(case.root.path()).unwrap();
        faults.plan(first, count, fault);
        let saved = case.save_over(None);
        let hit = faults.end();
        let what = format!("{fault:?} from call {first} on, {count} times: {hit:?}\n{saved:?}");
        if let Ok(saved) = saved {
            assert!(
                case.kept() == [CASE] || !saved.warnings.is_empty(),
                "{what}"
            );
        }
        !hit.is_empty()
    });
}

#[test]
fn a_version_of_which_any_call_fails_is_whole_or_not_there() {
    at_each_call(|first, count, fault| {
        let case = Case::new();
        let limits = backup::Limits::default();
        let keep = |bytes: &str| {
            let hash = FileHash::of(bytes.as_bytes());
            backup::keep_before(
                &case.path,
                &mut |out| out.write_all(bytes.as_bytes()),
                hash,
                &case.folders(),
                limits,
            )
        };
        keep("before").unwrap();
        let faults = Faults::below(case.root.path()).unwrap();
        faults.plan(first, count, fault);
        let kept = keep("now");
        let hit = faults.end();
        let what = format!("{fault:?} from call {first} on, {count} times: {hit:?}\n{kept:?}");
        // A version that may not last is taken back, unless that fails, too.
        let is_there = kept.is_ok() || case.kept().len() == 2;
        let expected: &[&str] = if is_there {
            &["now", "before"]
        } else {
            &["before"]
        };
        assert_eq!(case.kept(), expected, "{what}");
        keep("now").unwrap();
        assert_eq!(case.kept(), ["now", "before"], "{what}");
        !hit.is_empty()
    });
}

// Journals.

/// A journal, and what it must give back.
struct Journaled {
    root: tempfile::TempDir,
    keeper: Keeper,
    n_noted: u64,
    /// How many of those were said to be safe.
    n_safe: u64,
    /// How many the project's file has.
    n_folded: u64,
}

fn header(base: &str) -> Header {
    Header {
        title: "Case".to_owned(),
        project: Some(PathBuf::from("case.ron")),
        suggested_name: String::new(),
        base: Base::File(FileHash::of(base.as_bytes())),
        unchanged_is_saved: true,
        layout: Layout::default(),
    }
}

impl Journaled {
    fn new() -> Self {
        let root = folder();
        let keeper = Keeper::new("a", &Folders::below(root.path()), header("0"));
        Self {
            root,
            keeper,
            n_noted: 0,
            n_safe: 0,
            n_folded: 0,
        }
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("state/journal")
    }

    fn note(&mut self, n_steps: u64) {
        for _ in 0..n_steps {
            self.n_noted += 1;
            self.keeper.note(Step {
                how: How::Done,
                joined: false,
                saved: false,
                at: Stamp::now(),
                about: String::new(),
                applied: step_of(self.n_noted),
            });
        }
    }

    /// The project's file has so many of the steps.
    fn saved(&mut self, n_folded: u64) {
        let more = n_folded - self.n_folded;
        self.keeper.note_saved(header(&n_folded.to_string()), more);
        self.n_folded = n_folded;
    }

    fn flush(&mut self, what: &str) {
        if self.keeper.flush().is_ok() {
            assert!(!self.keeper.is_behind(), "{what}");
            self.n_safe = self.n_noted;
        }
        self.check(what);
    }

    /// If the process ended now, all that is safe would be there, once and in order.
    fn check(&self, what: &str) {
        let bytes = fs::read(self.folder().join("a.journal"));
        let read = bytes.ok().and_then(|bytes| journal::read(&bytes));
        let Some(read) = read else {
            assert!(self.n_safe <= self.n_folded, "it is gone. {what}");
            return;
        };
        let start = format!("{:?}", read.start);
        let is_base = |folded: &u64| {
            let hash = FileHash::of(folded.to_string().as_bytes()).to_string();
            start.contains(&hash)
        };
        let from = [0, self.n_folded].into_iter().find(is_base).unwrap();
        let found: Vec<&str> = read.steps.iter().map(journal::ReadStep::label).collect();
        let expected: Vec<String> = (from + 1..=from + found.len() as u64)
            .map(|number| format!("step {number}"))
            .collect();
        assert_eq!(found, expected, "{what}");
        let end = from + found.len() as u64;
        assert!(end >= self.n_safe.max(from), "{what}");
    }
}

#[test]
fn a_journal_of_which_any_call_fails_has_every_step_that_was_safe_once() {
    at_each_call(|first, count, fault| {
        let mut journal = Journaled::new();
        let faults = Faults::below(journal.root.path()).unwrap();
        faults.plan(first, count, fault);
        let what = format!("{fault:?} from call {first} on, {count} times");
        journal.note(2);
        journal.flush(&what);
        journal.note(1);
        journal.flush(&what);
        journal.saved(2);
        journal.flush(&what);
        journal.note(2);
        journal.flush(&what);
        // Somebody deletes it.
        if fs::remove_file(journal.folder().join("a.journal")).is_ok() {
            journal.n_safe = 0;
        }
        journal.note(1);
        journal.flush(&what);
        let hit = faults.end();
        journal.flush(&what);
        assert_eq!(journal.n_safe, 6, "{what}");
        journal.note(1);
        journal.flush(&what);
        assert_eq!(journal.n_safe, 7, "{what}");
        assert_eq!(names(&journal.folder()), ["a.journal"], "{what}: {hit:?}");
        journal.saved(7);
        journal.flush(&what);
        assert_eq!(names(&journal.folder()), Vec::<String>::new(), "{what}");
        !hit.is_empty()
    });
}

#[test]
fn a_journal_that_could_not_be_synced_is_written_to_another_file() {
    let mut journal = Journaled::new();
    let faults = Faults::below(journal.root.path()).unwrap();
    journal.note(1);
    journal.flush("begun");
    // One call writes what is noted, the next one syncs it.
    faults.plan(1, 1, Fault::Error(BROKEN));
    journal.note(1);
    journal.flush("not synced");
    assert_eq!(faults.end()[0].0, Call::Sync);
    faults.plan(0, 0, Fault::Short);
    journal.flush("again");
    let calls: Vec<Call> = faults.calls().iter().map(|(call, _)| *call).collect();
    let is_new = calls.iter().position(|call| *call == Call::Rename);
    assert!(is_new.is_some(), "{calls:?}");
    assert_eq!(journal.n_safe, 2);
}

/// Tidies up beside journals that somebody left: names with what is in them.
#[track_caller]
fn check_tidied(left: &[(&str, &[u8])], expected: &[&str]) {
    let root = folder();
    let folders = Folders::below(root.path());
    let folder = folders.state.join("journal");
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in left {
        fs::write(folder.join(name), bytes).unwrap();
    }
    journal::tidy(&folders);
    assert_eq!(names(&folder), expected);
}

#[test]
fn what_processes_left_beside_journals_goes_unless_it_is_the_only_copy() {
    let mut journal = Journaled::new();
    journal.note(1);
    journal.flush("begun");
    let whole = fs::read(journal.folder().join("a.journal")).unwrap();
    let cut = &whole[..whole.len() - 1];
    check_tidied(&[("a.new", &whole), ("a.journal", &whole)], &["a.journal"]);
    check_tidied(&[("a.new", &whole), ("a.journal", b"")], &["a.journal"]);
    check_tidied(&[("a.new", &whole)], &["a.journal"]);
    // No step in it is whole, so none was ever said to be safe.
    check_tidied(&[("a.new", cut)], &[]);
    check_tidied(&[("a.new", b"")], &[]);
    check_tidied(&[("a.discarded", &whole), ("b.new", b"")], &[]);
    check_tidied(
        &[("a.journal", cut), ("a.txt", b"")],
        &["a.journal", "a.txt"],
    );
    // Found again under its name.
    fs::rename(
        journal.folder().join("a.journal"),
        journal.folder().join("b.new"),
    )
    .unwrap();
    let folders = Folders::below(journal.root.path());
    journal::tidy(&folders);
    assert_eq!(names(&journal.folder()), ["b.new"], "it is in use");
    drop(journal.keeper);
    journal::tidy(&folders);
    let found = journal::find(&folders).found;
    assert_eq!((found.len(), found[0].n_steps), (1, 1));
}
