//! A journal done again gives the project that was open, whatever was edited, undone, saved in
//! between, and wherever the process ended.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::properties::Roll;
use super::*;
use crate::edit::{History, replay};
use crate::store::journal::{self, Base, Header, Held, How, Keeper, OpenFrom, Step};
use crate::store::{self, Document, FileHash, FileLimits, Folders, Journaled, SaveRequest};

/// A project that is open from a file, with its journal, as the workspace drives them.
struct Open {
    root: tempfile::TempDir,
    project: Project,
    history: History,
    ids: IdSource,
    keeper: Keeper,
    document: Arc<Document>,
    n_steps: u64,
    saved_position: u64,
}

fn header(path: PathBuf, hash: FileHash, layout: journal::Layout) -> Header {
    Header {
        title: "A case".to_owned(),
        project: Some(path),
        suggested_name: String::new(),
        base: Base::File(hash),
        unchanged_is_saved: true,
        layout,
    }
}

impl Open {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("case.ron");
        let case = CASE.replace("unread U1 events", "");
        let text = store::render(None, &project(&case).snapshot()).unwrap();
        // An unreadable record among the others, which mending puts at the end.
        let text = text.replacen("events: [", "events: [\n    (id: 7),", 1);
        std::fs::write(&path, text).unwrap();
        let (opened, hash) =
            store::open(&path, FileLimits::default(), &AtomicBool::new(false)).unwrap();
        let folders = Folders::below(root.path());
        let keeper = Keeper::new("one", &folders, header(path, hash, Default::default()));
        let history = History::new();
        Self {
            project: opened.project,
            saved_position: history.position(),
            history,
            ids: IdSource::counting(1),
            keeper,
            document: Arc::new(opened.document),
            n_steps: 0,
            root,
        }
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("case.ron")
    }

    fn note(&mut self, how: How, joined: bool, applied: Transaction) {
        self.n_steps += 1;
        self.keeper.note(Step {
            how,
            joined,
            saved: self.history.position() == self.saved_position,
            at: now(),
            about: String::new(),
            applied,
        });
    }

    fn edit(&mut self, roll: &Roll, at_millis: u64) {
        let edit = properties::edit(&self.project, roll);
        let mut ctx = Context {
            ids: &mut self.ids,
            now: now(),
        };
        let planned = plan(&self.project, &edit, &mut ctx).unwrap_or_default();
        if planned.is_empty() {
            return;
        }
        let applied = self.project.apply(&planned).unwrap();
        let joined = self.history.push(applied.clone(), at_millis);
        self.note(How::Done, joined, applied);
    }

    fn undo(&mut self) {
        if let Some(back) = self.history.next_undo() {
            let applied = self.project.apply(&back).unwrap();
            self.history.undone();
            self.note(How::Undone, false, applied);
        }
    }

    fn redo(&mut self) {
        if let Some(again) = self.history.next_redo() {
            let applied = self.project.apply(&again).unwrap();
            self.history.redone();
            self.note(How::Redone, false, applied);
        }
    }

    fn save(&mut self) -> store::Saved {
        self.history.seal();
        let request = SaveRequest {
            document: Some(Arc::clone(&self.document)),
            snapshot: self.project.snapshot(),
            path: self.path(),
            expected: None,
            versions: None,
            journal: Some(Journaled {
                keeper: self.keeper.clone(),
                steps: self.n_steps,
                may_dangle: self.project.may_dangle(),
            }),
            folders: Folders::below(self.root.path()),
            position: self.history.position(),
        };
        store::save(request, &|_| ControlFlow::Continue(())).unwrap()
    }

    fn saved(&mut self, saved: store::Saved) {
        let header = header(saved.path, saved.hash, saved.layout);
        self.keeper.note_saved(header, saved.steps);
        self.n_steps -= saved.steps;
        self.saved_position = saved.position;
        self.document = Arc::new(saved.document);
    }

    /// The process ends here, and the next one restores what it left behind.
    fn crash(self) {
        let Self {
            root,
            project,
            history,
            keeper,
            ..
        } = self;
        keeper.flush().unwrap();
        drop(keeper);
        let folders = Folders::below(root.path());
        let found = journal::find(&folders).found;
        let Some(found) = found.first() else {
            let (again, _) = store::open(
                &root.path().join("case.ron"),
                FileLimits::default(),
                &AtomicBool::new(false),
            )
            .unwrap();
            assert_same(&again.project, &project);
            return;
        };
        let mut held = Held::hold(&found.journal).unwrap();
        let restorable = held.open(OpenFrom::Now, &folders).unwrap();
        assert!(restorable.fits && restorable.cut.is_none());
        let mut again = restorable.opened.project;
        let mut their_history = History::new();
        let replayed = replay(&mut again, &mut their_history, &restorable.steps, true);
        assert_eq!(replayed.misfit, None);
        assert!(again.same_content(&project.snapshot()));
        check_undo(again, their_history, project, history);
        // What is written in its place says the same.
        let header = header(
            found.project.clone().unwrap(),
            FileHash::of(b""),
            restorable.layout,
        );
        let keeper = Keeper::in_place_of(&held, header, &replayed.steps).unwrap();
        assert!(journal::find(&folders).found.is_empty(), "it is in use");
        drop((held, keeper));
        let again = journal::read(&std::fs::read(&found.journal).unwrap()).unwrap();
        assert_eq!(again.steps.len(), replayed.steps.len());
    }
}

/// Both hold the same records; those that were mended may lie in another order.
fn assert_same(a: &Project, b: &Project) {
    for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Unread) {
        let sorted = |project: &Project| {
            let mut ids: Vec<_> = project.ids(kind).collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(sorted(a), sorted(b));
        for id in a.ids(kind) {
            assert_eq!(a.get(id), b.get(id));
        }
    }
    assert_eq!(a.meta(), b.meta());
}

/// Undoing and redoing does the same in both, as far back as the journal reaches.
fn check_undo(mut a: Project, mut a_history: History, mut b: Project, mut b_history: History) {
    let mut n_undone = 0;
    while let Some(back) = a_history.next_undo() {
        let Some(their) = b_history.next_undo() else {
            break;
        };
        if back.label != their.label {
            // It took back a step from before a save, which is a step of its own now.
            assert!(
                back.label.starts_with("Undo"),
                "{} {}",
                back.label,
                their.label
            );
            return;
        }
        a.apply(&back).unwrap();
        a_history.undone();
        b.apply(&their).unwrap();
        b_history.undone();
        n_undone += 1;
        assert!(a.same_content(&b.snapshot()));
    }
    for _ in 0..n_undone {
        a.apply(&a_history.next_redo().unwrap()).unwrap();
        a_history.redone();
        b.apply(&b_history.next_redo().unwrap()).unwrap();
        b_history.redone();
    }
    assert!(a.same_content(&b.snapshot()));
}

/// How the last save ended before the process did.
#[derive(Debug, Clone, Copy)]
enum LastSave {
    None,
    /// The file was replaced, and the journal not yet told.
    Replaced,
    /// As that, and steps were done meanwhile.
    ReplacedAndEdited,
    /// The journal was told what the file was about to hold, and it was not replaced.
    Announced,
}

fn last_save() -> impl Strategy<Value = LastSave> {
    prop_oneof![
        Just(LastSave::None),
        Just(LastSave::Replaced),
        Just(LastSave::ReplacedAndEdited),
        Just(LastSave::Announced),
    ]
}

proptest! {
    #![proptest_config(crate::model::chance::cases(40))]

    #[test]
    fn a_journal_done_again_gives_the_project_that_was_open(
        rolls in prop::collection::vec((roll(), 0_u8..12), 1..30),
        last in last_save(),
        more in prop::collection::vec(roll(), 1..4),
    ) {
        let mut open = Open::new();
        let mut clock_millis = 0;
        for (roll, way) in &rolls {
            clock_millis += roll.pause_millis;
            match way {
                0..=2 => open.undo(),
                3 => open.redo(),
                4 => {
                    let saved = open.save();
                    open.saved(saved);
                }
                5 => open.keeper.flush().unwrap(),
                _ => open.edit(roll, clock_millis),
            }
        }
        match last {
            LastSave::None => {}
            LastSave::Announced => {
                let before = std::fs::read(open.path()).unwrap();
                open.save();
                std::fs::write(open.path(), before).unwrap();
            }
            LastSave::Replaced => {
                open.save();
            }
            LastSave::ReplacedAndEdited => {
                open.save();
                for roll in &more {
                    open.edit(roll, clock_millis);
                }
            }
        }
        open.crash();
    }
}

#[test]
fn a_step_that_does_not_fit_is_refused_and_those_before_it_stay() {
    let mut open = Open::new();
    let event = |open: &Open| {
        open.project
            .events()
            .iter()
            .next()
            .unwrap()
            .as_ref()
            .clone()
    };
    for title in ["One", "Two", "Three"] {
        let mut after = event(&open);
        if title == "Two" {
            let note = open.project.notes().iter().next().unwrap();
            let mut note = note.as_ref().clone();
            note.title = title.to_owned();
            set(&mut open, note.into());
        }
        after.title = title.to_owned();
        set(&mut open, after.into());
    }
    open.keeper.flush().unwrap();
    // Somebody changes the note in the file meanwhile.
    let text = std::fs::read_to_string(open.path()).unwrap();
    let text = text.replacen("Open questions", "Closed", 1);
    std::fs::write(open.path(), text).unwrap();
    let Open { root, keeper, .. } = open;
    drop(keeper);
    let folders = Folders::below(root.path());
    let found = journal::find(&folders).found;
    assert_eq!(found[0].standing, journal::Standing::OtherVersion);
    assert_eq!(found[0].n_steps, 4);
    let mut held = Held::hold(&found[0].journal).unwrap();
    let restorable = held.open(OpenFrom::Now, &folders).unwrap();
    assert!(!restorable.fits);
    let mut project = restorable.opened.project;
    let replayed = replay(&mut project, &mut History::new(), &restorable.steps, false);
    let note = project.notes().iter().next().unwrap().id;
    assert_eq!(replayed.misfit, Some(journal::Misfit::Changed(note.into())));
    assert_eq!(replayed.steps.len(), 1);
    assert!(
        held.open(OpenFrom::Then, &folders).is_err(),
        "no version is kept"
    );
}

fn set(open: &mut Open, after: Record) {
    let (what, typing) = ("title", false);
    let edit = Edit::Set {
        after,
        what,
        typing,
    };
    let planned = plan_in(&open.project, &edit).unwrap();
    let applied = open.project.apply(&planned).unwrap();
    open.history.push(applied.clone(), 0);
    open.note(How::Done, false, applied);
}

/// A journal with a step of every sort, as its entries.
fn entries() -> Vec<String> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut open = Open::new();
    for number in 0..60 {
        let roll = roll().new_tree(&mut runner).unwrap().current();
        open.edit(&roll, number * 10_000);
        if number % 7 == 3 {
            open.undo();
        }
        if number % 14 == 3 {
            open.redo();
        }
    }
    open.keeper.flush().unwrap();
    let folders = Folders::below(open.root.path());
    let path = folders.state.join("journal").join("one.journal");
    let (entries, cut) = journal::tests::whole(&std::fs::read(path).unwrap());
    assert!(cut.is_none() && entries.len() > 40);
    entries
}

static ENTRIES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(entries);

/// What is written into an entry.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "",
        "\"",
        "(",
        ")",
        "[",
        "]",
        ",",
        "0",
        "7",
        "4294967295",
        "18446744073709551615",
        "-1",
        "Some(",
        "None",
        "Insert",
        "Remove",
        "Set",
        "Tag",
        "Meta",
        "Event",
        "Unread",
        "Deletion",
        "00000000000A",
        "é",
        "\\",
        "Done",
        "Undone",
        "Redone",
        "true",
        "slot: Some(9)",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(crate::model::chance::cases(100))]

    #[test]
    fn a_journal_that_somebody_made_up_is_refused_or_done_and_undone(
        picked in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
        faults in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_usize..14, piece()), 0..4),
        all_or_none in any::<bool>(),
    ) {
        // Entries in any order, with faults in them, under checksums that are right.
        let mut texts = vec![ENTRIES[0].clone()];
        let mut order: Vec<usize> = picked.iter().map(|index| index.index(ENTRIES.len() - 1) + 1).collect();
        if all_or_none {
            // In their order from the first on, so that most of them fit.
            order = (1..=order.len()).collect();
        }
        texts.extend(order.iter().map(|number| ENTRIES[*number].clone()));
        for (entry, at, goes, comes) in &faults {
            let entry = entry.index(texts.len());
            let mut chars: Vec<char> = texts[entry].chars().collect();
            let at = at.index(chars.len() + 1);
            let end = (at + goes).min(chars.len());
            chars.splice(at..end, comes.chars());
            texts[entry] = chars.into_iter().collect();
        }
        let Some(read) = journal::read(&journal::tests::frames(&texts)) else { return Ok(()) };
        let mut project = START.to_project();
        let mut history = History::new();
        let replayed = replay(&mut project, &mut history, &read.steps, false);
        prop_assert!(replayed.steps.len() <= read.steps.len());
        prop_assert_eq!(replayed.misfit.is_none(), replayed.steps.len() == read.steps.len());
        check_whole(&project);
        while let Some(back) = history.next_undo() {
            project.apply(&back).unwrap();
            history.undone();
        }
        check_whole(&project);
    }
}

/// The project that those entries were done to.
static START: std::sync::LazyLock<Snapshot> =
    std::sync::LazyLock::new(|| Open::new().project.snapshot());
