//! How many records refer to each tag.

use std::sync::atomic::AtomicBool;

use super::*;
use crate::query::TagCounts;

#[test]
fn a_record_counts_once_however_often_it_names_a_tag_or_one_below_it() {
    let mut project = project();
    // The second event bears `border` and names it as who took part.
    check_counts(&project, "actor 0 2, actor/BLA 1 1, border 4 4, place 0 1");
    let both = Change::Tag {
        tag: id(3),
        on: true,
        records: [named("e1")].into_iter().collect(),
    };
    let step = Transaction {
        changes: vec![both],
        ..Transaction::default()
    };
    project.apply(&step).unwrap();
    // The first event bears two tags below `actor` now.
    check_counts(&project, "actor 0 2, actor/BLA 2 2, border 4 4, place 0 1");
}

/// For each path: how many records refer to the tag itself, and how many to it or one below it.
#[track_caller]
fn check_counts(project: &Project, expected: &str) {
    let counts = TagCounts::of(project, &AtomicBool::new(false)).unwrap();
    let line = |path: &str| {
        let tag = project.tags().iter().find(|tag| tag.path == path);
        let own = tag.map_or(0, |tag| counts.of_tag(tag.id));
        format!("{path} {own} {}", counts.below(path))
    };
    let paths = ["actor", "actor/BLA", "border", "place"];
    assert_eq!(paths.map(line).join(", "), expected);
}
