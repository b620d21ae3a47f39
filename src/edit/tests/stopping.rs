//! Planning for many records, stopped.

use std::cell::Cell;
use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::edit::merge::{Merge, Side};
use crate::edit::plan_while;

/// Events of which each names a tag and has a claim, and annotations of them and of a text; tags below a tag.
const MANY: usize = 600;
/// Records after which it may be asked again at the latest.
const PATIENCE: usize = 256;

fn many() -> Project {
    let mut text = String::from("tag T1 border\ntag T2 other\nsource S1 \"Dawn\"\n");
    text.push_str("capture C1 of S1 taken \"1 Jan 2024\" \"the word itself\"\n");
    for n in 1..=MANY {
        let tag = n + 2;
        writeln!(text, "tag T{tag} border/{n}").unwrap();
        writeln!(text, "event E{n} \"Event\" actor \"\" T1 tags T1").unwrap();
        writeln!(text, "claim K{n} S1 E{n} killed \"2\"").unwrap();
        writeln!(text, "annotation R{n} on E{n} \"check\"").unwrap();
        let passage = n + MANY;
        writeln!(text, "annotation R{passage} quotes C1 \"word\" \"see\"").unwrap();
    }
    project(&text)
}

fn all(project: &Project, kind: Kind) -> Vec<RecordId> {
    project.ids(kind).collect()
}

/// Plans with a question that is answered with no at the `no`th time, and gives how often it was asked.
fn asked<T>(no: usize, plan: impl FnOnce(&dyn Fn() -> bool) -> T) -> (T, usize) {
    let asked = Cell::new(0);
    let planned = plan(&|| {
        asked.set(asked.get() + 1);
        asked.get() < no
    });
    (planned, asked.get())
}

/// Planning asks while it looks at so many records, and stops wherever it is told to.
#[track_caller]
fn check_stops(
    n_looks: usize,
    whole: &Transaction,
    plan: &dyn Fn(&dyn Fn() -> bool) -> Option<Transaction>,
) {
    let (planned, n_asked) = asked(usize::MAX, plan);
    assert!(planned.as_ref() == Some(whole), "it is another step");
    assert!(!whole.is_empty());
    assert!(
        n_asked >= n_looks / PATIENCE,
        "asked {n_asked} times over {n_looks} looks"
    );
    for no in 1..=n_asked {
        let (planned, times) = asked(no, plan);
        assert_eq!((planned, times), (None, no), "it went on");
    }
}

#[track_caller]
fn check_edit(project: &Project, edit: &Edit, n_looks: usize) {
    let whole = plan_in(project, edit).unwrap();
    check_stops(n_looks, &whole, &|goes_on| {
        let mut ids = IdSource::counting(1);
        let mut ctx = Context {
            ids: &mut ids,
            now: now(),
        };
        plan_while(project, edit, &mut ctx, goes_on).unwrap_or_default()
    });
}

#[test]
fn tagging_many_records_is_stopped() {
    let project = many();
    let events = all(&project, Kind::Event);
    let (records, path) = (events.as_slice().into(), "new".to_owned());
    check_edit(&project, &Edit::AddTag { records, path }, MANY);
    let (records, tag) = (events.as_slice().into(), tag_id("T1"));
    check_edit(&project, &Edit::RemoveTag { records, tag }, MANY);
}

#[test]
fn deleting_many_records_is_stopped() {
    let project = many();
    let records: Arc<[RecordId]> = all(&project, Kind::Event).into();
    // Those asked for twice; what names them; all that go, three for each event: followed, looked at for tags, removed,
    // put into the trash in three lists, with the texts that they stand in.
    let n_looks = (2 + 2 + 3 * (3 + 3 + 1)) * MANY;
    check_edit(&project, &Edit::Delete { records }, n_looks);
    let records = ids("S1").into();
    check_edit(
        &project,
        &Edit::Delete { records },
        (2 + 2 * (3 + 3 + 1)) * MANY,
    );
}

#[test]
fn changing_a_tag_of_many_records_is_stopped() {
    let project = many();
    let (from, into) = (vec![tag_id("T1")], tag_id("T2"));
    check_edit(&project, &Edit::MergeTags { from, into }, 5 * MANY);
    let tag = tag_id("T1");
    // As above: the tags below it; who names it, is changed, bears it; each change and each tag in the trash.
    check_edit(
        &project,
        &Edit::DeleteTag { tag },
        (4 + 2 + 1 + 2 + 2 * 3 + 1) * MANY,
    );
    let path = "edge".to_owned();
    check_edit(&project, &Edit::RenameTag { tag, path }, MANY);
}

#[test]
fn bringing_many_records_back_is_stopped() {
    for deleted in [all(&many(), Kind::Event), ids("T1")] {
        let mut project = many();
        let is_tag = deleted.len() == 1;
        let records = deleted.into();
        let delete = plan_in(&project, &Edit::Delete { records }).unwrap();
        project.apply(&delete).unwrap();
        let deletions = project.trash().iter().map(|one| one.id).collect();
        // Where they lie, what comes, what that needs, what holds it back, how it reads; and the step. A tag is put on
        // events again, of which it was an actor.
        let n_looks = if is_tag { 6 + 4 } else { 3 * 6 } * MANY;
        check_edit(&project, &Edit::RestoreDeleted { deletions }, n_looks);
    }
}

#[test]
fn changing_many_annotations_is_stopped() {
    let mut project = many();
    let annotations = project.annotations().iter().map(|one| one.id).collect();
    let resolution = Resolution::Resolved;
    let resolve = Edit::SetResolution {
        annotations,
        resolution,
    };
    check_edit(&project, &resolve, 2 * 2 * MANY);
    let later = Edit::AddCapture {
        source: source_id("S1"),
        text: "Here is the word itself".to_owned(),
        taken: When::read("2024-01-02"),
        nature: project.captures().iter().next().unwrap().nature,
        origin: String::new(),
        note: String::new(),
        carry: true,
    };
    let later = plan_in(&project, &later).unwrap();
    project.apply(&later).unwrap();
    let capture = project.captures().iter().last().unwrap().id;
    check_edit(&project, &Edit::AcceptMoved { capture }, MANY);
}

#[test]
fn merging_many_records_is_stopped() {
    let base = many();
    let mut theirs = base.copy();
    let records = all(&base, Kind::Event).into();
    let path = "new".to_owned();
    let tag = plan_in(&theirs, &Edit::AddTag { records, path }).unwrap();
    theirs.apply(&tag).unwrap();
    let merge = Merge::new(base.snapshot(), base.snapshot(), theirs.snapshot());
    let choices = [Side::Theirs];
    let whole = merge.transaction(&choices);
    check_stops(2 * MANY, &whole, &|goes_on| {
        merge.transaction_while(&choices, goes_on)
    });
}
