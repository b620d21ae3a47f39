//! Editing, text in and text out: a project, an edit, and what it says and does.

mod anchoring;
mod assessing;
mod creating;
mod deleting;
mod diffing;
mod filing;
mod following;
mod histories;
mod listing;
mod merge_laws;
mod merging;
mod notation;
mod properties;
mod replaying;
mod setting;
mod stopping;
mod tag_queries;
mod tagging;
mod trash;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use listing::listing;
use notation::*;

pub(crate) use properties::{edit as random_edit, roll};

use super::{Context, Edit, EditError, IdSource, plan};
use crate::model::*;

/// The time of every edit.
fn now() -> Stamp {
    Stamp::from_timestamp(jiff::Timestamp::from_str("2024-04-30T12:00:00Z").unwrap())
}

fn plan_in(project: &Project, edit: &Edit) -> Result<Transaction, EditError> {
    let mut ids = IdSource::counting(1);
    let mut ctx = Context {
        ids: &mut ids,
        now: now(),
    };
    plan(project, edit, &mut ctx)
}

/// What an edit says and does in a project: its label, its report and the lines of the listing
/// that go (-) and come (+); or "nothing to do"; or the sentence that refuses it.
#[track_caller]
fn check(text: &str, edit: &Edit, expected: &str) {
    let mut project = project(text);
    let planned = match plan_in(&project, edit) {
        Ok(planned) => planned,
        Err(error) => return assert_lines(&format!("refused: {error}"), expected),
    };
    if planned.is_empty() {
        return assert_lines("nothing to do", expected);
    }
    let start = project.snapshot();
    let before = listing(&project);
    let applied = project.apply(&planned).unwrap();
    let (after, end) = (listing(&project), project.snapshot());
    let mut actual = format!("{}\n{}\n", planned.label, planned.done);
    actual.push_str(&difference(&before, &after));
    assert_lines(&actual, expected);

    check_whole(&project);
    project.apply(&applied.inverse()).unwrap();
    assert!(project.same_content(&start), "undo does not give the start");
    check_whole(&project);
    project.apply(&applied).unwrap();
    assert!(project.same_content(&end), "redo does not give the end");
}

#[track_caller]
fn assert_lines(actual: &str, expected: &str) {
    let trim = |text: &str| {
        let lines = text.trim().lines().map(str::trim);
        lines.collect::<Vec<_>>().join("\n")
    };
    let (actual, expected) = (trim(actual), trim(expected));
    assert!(
        actual == expected,
        "got:\n{actual}\n\nexpected:\n{expected}"
    );
}

fn difference(before: &[(RecordId, String)], after: &[(RecordId, String)]) -> String {
    let old: BTreeMap<_, _> = before.iter().cloned().collect();
    let new: BTreeMap<_, _> = after.iter().cloned().collect();
    let mut order: Vec<_> = before.iter().chain(after).map(|(id, _)| *id).collect();
    let mut seen = BTreeSet::new();
    order.retain(|id| seen.insert(*id));
    order.sort_by_key(|id| id.kind());
    let mut lines = String::new();
    for id in order {
        if old.get(&id) == new.get(&id) {
            continue;
        }
        let signs = [("-", old.get(&id)), ("+", new.get(&id))];
        for (sign, line) in signs {
            lines.extend(line.map(|line| format!("{sign} {line}\n")));
        }
    }
    lines
}

/// No reference leads nowhere, the backlinks are those of the records, and passages that have a
/// place stand there.
#[track_caller]
fn check_whole(project: &Project) {
    assert!(project.backlinks_are_right());
    for id in Kind::ALL.iter().flat_map(|&kind| project.ids(kind)) {
        let record = project.get(id).unwrap();
        let dangling = project.dangling_of(&record);
        assert!(dangling.is_empty(), "{record:?} names {dangling:?}");
        if let Some(passage) = record.passage() {
            check_place(project, passage);
        }
    }
}

#[track_caller]
fn check_place(project: &Project, passage: &Passage) {
    let capture = project.captures().get(passage.capture).unwrap();
    if passage.state.has_place() {
        assert!(passage.holds_in(&capture.text), "{passage:?}");
        assert!(passage.sha256.is_none(), "{passage:?}");
    }
}

/// A project with a record of every kind and a reference of every role.
const CASE: &str = r#"
    tag T1 border
    tag T2 actor/jaish colour teal
    tag T3 actor colour violet
    tag T4 place/koh colour rose
    source S1 "Dawn report" tags T1
    source S2 "Ministry" draws S1
    capture C1 of S1 "In Koh-e-Sabz two children died"
    capture C2 of S1 taken "18 Jan 2024" "Two died"
    event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
    event E2 "Reply"
    claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
    claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
    claim K3 S1 E2 actor who "" T2 by "" T2
    assessment A1 E1 killed "2" because "one source" from K1
    note N1 "Open questions" "see it" tags T1
    annotation R1 on E1 "check this"
    annotation R2 quotes C1 "two children" "whose?" tags T2
    annotation R3 on R1 "done"
    annotation R4 on T1 "too wide"
    link L1 E2 RespondsTo E1
    link L2 T1 RelatedTo T2
    view V1 "Border events" "tag:border"
    unread U1 events
"#;

/// The project of [`CASE`].
pub(crate) fn case() -> Project {
    project(CASE)
}

#[test]
fn the_notation_reads_what_it_lists() {
    let read = project(CASE);
    check_whole(&read);
    let lines: Vec<String> = listing(&read).into_iter().map(|(_, line)| line).collect();
    assert_lines(&lines.join("\n"), CASE);
}
