//! What changed between two versions, text in and text out.

use super::*;
use crate::edit::diff::diff;

#[track_caller]
fn check_diff(before: &str, after: &str, expected: &str) {
    let (before, after) = (project(before), project(after));
    let found = diff(&before.snapshot(), &after.snapshot());
    assert_lines(&found.to_string(), expected);
    assert_eq!(found.is_empty(), expected.is_empty());
}

#[test]
fn records_that_came_went_and_changed_are_told_by_name() {
    check_diff(
        "tag T1 border\nevent E1 \"Strike on K\" at \"x\"\nevent E2 \"Reply\"\nnote N1 \"\" \"text\"",
        "tag T1 border\nevent E1 \"Strike on K\" at \"y\" tags T1\nsource S1 \"Dawn\"\nnote N1 \"\" \"more\"",
        "Source “Dawn”: added
         Event “Strike on K”: place changed from “x” to “y”; tag border added
         Event “Reply”: removed
         Untitled note: text changed from “text” to “more”",
    );
}

#[test]
fn long_values_are_only_said_to_have_changed() {
    let long = "word ".repeat(20);
    check_diff(
        r#"note N1 "n" "text""#,
        &format!(r#"note N1 "n" "{long}""#),
        "Note “n”: text changed",
    );
    check_diff(
        r#"note N1 "n""#,
        &format!(r#"note N1 "n" "{long}""#),
        "Note “n”: text added",
    );
}

#[test]
fn nothing_is_told_of_equal_projects_and_of_times_that_are_kept() {
    check_diff(CASE, CASE, "");
    let (before, mut after) = (project(CASE), project(CASE));
    let mut note = after.notes().iter().next().unwrap().as_ref().clone();
    let old = note.clone().into();
    note.modified = Some(now());
    let set = Change::Set {
        before: old,
        after: note.into(),
    };
    let step = Transaction {
        changes: vec![set],
        ..Transaction::default()
    };
    after.apply(&step).unwrap();
    assert!(diff(&before.snapshot(), &after.snapshot()).is_empty());
}

#[test]
fn another_order_is_told_by_kind() {
    check_diff(
        "event E1 \"a\"\nevent E2 \"b\"",
        "event E2 \"b\"\nevent E1 \"a\"",
        "Events: in another order",
    );
}

#[test]
fn what_is_named_is_told_by_its_own_name() {
    check_diff(
        "source S1 \"a\"\nsource S2 \"b\"\nevent E1 \"e\"\nclaim K1 S1 E1 killed \"2\"",
        "source S1 \"a\"\nsource S2 \"b\" draws S1\nevent E1 \"e\"\nclaim K1 S2 E1 killed \"3\"",
        "Source “b”: lineage “cites a” added
         Claim killed: 2: source changed from “a” to “b”; value changed from “2” to “3”",
    );
}

#[test]
fn a_summary_counts_by_kind() {
    let (before, after) = (
        project("event E1 \"a\""),
        project("event E2 \"a\"\nnote N1 \"n\""),
    );
    let found = diff(&before.snapshot(), &after.snapshot());
    assert_eq!(found.summary(), "2 events and 1 note");
}
