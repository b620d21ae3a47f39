//! Two who deleted.

use super::*;
use crate::edit::merge::{Merge, Side};

fn deleted(names: &str, first_id: u64) -> Project {
    let mut project = project(&case_read());
    let mut ids = IdSource::counting(first_id);
    let mut ctx = Context {
        ids: &mut ids,
        now: now(),
    };
    let records = super::ids(names).into();
    let planned = plan(&project, &Edit::Delete { records }, &mut ctx).unwrap();
    project.apply(&planned).unwrap();
    project
}

/// What is missing after both were merged and the deletions were restored one by one.
#[track_caller]
fn check(ours: &str, theirs: &str, deletions: usize, expected: &str) {
    let start = project(&case_read());
    let (mut ours, theirs) = (deleted(ours, 1), deleted(theirs, 100));
    let merge = Merge::new(start.snapshot(), ours.snapshot(), theirs.snapshot());
    ours.apply(&merge.transaction(&[Side::Ours; 9])).unwrap();
    check_whole(&ours);
    assert_eq!(ours.trash().len(), deletions);
    while !ours.trash().is_empty() {
        let deletions = vec![deletion(&ours, 0)];
        let planned = plan_in(&ours, &Edit::RestoreDeleted { deletions }).unwrap();
        ours.apply(&planned).unwrap();
        check_whole(&ours);
    }
    assert_lines(&difference(&listing(&start), &listing(&ours)), expected);
}

#[test]
fn what_both_deleted_lies_in_the_trash_of_each_and_comes_back_once() {
    check("E1", "E1", 2, "");
    check("V1", "V1", 2, "");
}

#[test]
fn what_each_deleted_comes_back_from_the_merged_project() {
    check("N1", "V1", 2, "");
    check("E2", "E1", 2, "");
    check("T1", "N1", 2, "");
}
