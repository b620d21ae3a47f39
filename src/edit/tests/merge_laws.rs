//! Whatever both sides did to a project: merging keeps it or tells of a conflict.

use proptest::prelude::*;

use super::properties::Roll;
use super::*;
use crate::edit::fields;
use crate::edit::merge::{Conflict, Merge, Side, Subject};

/// What is done to a copy of a project: ids from `first_id` on are given to new records.
fn edited(start: &Project, rolls: &[Roll], first_id: u64) -> Project {
    let mut project = start.snapshot().to_project();
    let mut ids = IdSource::counting(first_id);
    for roll in rolls {
        let edit = random_edit(&project, roll);
        let mut ctx = Context {
            ids: &mut ids,
            now: now(),
        };
        let planned = plan(&project, &edit, &mut ctx).unwrap_or_default();
        project.apply(&planned).unwrap();
    }
    project
}

fn merged(base: &Project, ours: &Project, theirs: &Project, side: Side) -> (Project, Merge) {
    let mut project = ours.snapshot().to_project();
    let merge = Merge::new(base.snapshot(), project.snapshot(), theirs.snapshot());
    let choices = vec![side; merge.conflicts().len()];
    let start = project.snapshot();
    let applied = project.apply(&merge.transaction(&choices)).unwrap();
    let end = project.snapshot();
    check_whole(&project);
    project.apply(&applied.inverse()).unwrap();
    assert!(project.same_content(&start), "undo does not give ours");
    (end.to_project(), merge)
}

/// Whether a conflict tells of the record, or of this field of it.
fn is_told(conflicts: &[Conflict], id: RecordId, field: &str) -> bool {
    let mut parts = conflicts.iter().flat_map(|conflict| &conflict.parts);
    parts.any(|part| {
        part.subject == Subject::Record(id) && (part.field.is_empty() || part.field == field)
    })
}

/// Everything that the side made of the base is in the merged project or in a conflict.
#[track_caller]
fn check_kept(
    base: &Project,
    side: &Project,
    other: &Project,
    merged: &Project,
    told: &[Conflict],
) {
    let ids = |project: &Project| -> Vec<RecordId> {
        let ids = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
        ids.filter(|id| id.kind() != Kind::Unread).collect()
    };
    for id in ids(base) {
        if !side.contains(id) {
            assert!(
                !merged.contains(id) || is_told(told, id, ""),
                "{id} came back"
            );
        }
    }
    for id in ids(side) {
        let (before, made) = (base.get(id), side.get(id).unwrap());
        if before.as_ref().is_some_and(|before| before.same(&made)) {
            continue;
        }
        let Some(now) = merged.get(id) else {
            assert!(is_told(told, id, ""), "{made:?} is gone");
            continue;
        };
        for (number, name) in fields::names(id.kind()).into_iter().enumerate() {
            let same = |a: &Record, b: &Record| fields::same_field(a, b, number);
            let is_edit = !before.as_ref().is_some_and(|before| same(before, &made));
            // A passage follows its text; a list or a text can hold what both did.
            let is_joined = before.as_ref().is_some_and(|before| {
                let theirs = other.get(id);
                theirs.is_some_and(|theirs| {
                    fields::join_field(before, &made, &theirs, number).is_some()
                })
            });
            let follows = fields::passage_field(id.kind()) == Some(number);
            assert!(
                !is_edit || same(&now, &made) || is_joined || follows || is_told(told, id, name),
                "{name} of {made:?} is {now:?}"
            );
        }
        let none = TagSet::default();
        let old = before.as_ref().and_then(Record::tags).unwrap_or(&none);
        let (new, now) = (made.tags().unwrap_or(&none), now.tags().unwrap_or(&none));
        let all = base.tags().iter().chain(side.tags().iter());
        for tag in all {
            let name = format!("tag {}", tag.path);
            let id_of = tag.id;
            let is_edit = old.contains(id_of) != new.contains(id_of);
            let is_kept = new.contains(id_of) == now.contains(id_of);
            let any_tag = told
                .iter()
                .flat_map(|c| &c.parts)
                .any(|part| part.subject == Subject::Record(id) && part.field.starts_with("tag "));
            assert!(
                !is_edit || is_kept || any_tag || is_told(told, id, &name),
                "{name} of {id}"
            );
        }
    }
}

/// The records, whatever order they and their lists are in.
fn sorted(project: &Project) -> Vec<Record> {
    let ids = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
    // What an unreadable record was mended to is not in a file.
    let ids = ids.filter(|id| id.kind() != Kind::Unread);
    let mut records: Vec<Record> = ids.filter_map(|id| project.get(id)).collect();
    for record in &mut records {
        if let Record::Event(event) = record {
            let mut event = event.as_ref().clone();
            event.actors.sort_by_key(|actor| format!("{actor:?}"));
            *record = event.into();
        } else if let Record::Source(source) = record {
            let mut source = source.as_ref().clone();
            source.lineage.sort_by_key(|lineage| lineage.source);
            *record = source.into();
        }
    }
    records.sort_by_key(Record::id);
    records
}

fn rolls() -> impl Strategy<Value = Vec<Roll>> {
    prop::collection::vec(roll(), 0..12)
}

proptest! {
    #![proptest_config(crate::model::chance::cases(40))]

    #[test]
    fn every_edit_of_both_sides_is_kept_or_told(a in rolls(), b in rolls()) {
        let base = project(CASE);
        let (ours, theirs) = (edited(&base, &a, 1_000), edited(&base, &b, 2_000));
        let (with_ours, merge) = merged(&base, &ours, &theirs, Side::Ours);
        check_kept(&base, &ours, &theirs, &with_ours, &[]);
        check_kept(&base, &theirs, &ours, &with_ours, merge.conflicts());
        prop_assert!(merge.conflicts().iter().all(|conflict| conflict.can_take_theirs));
        let (with_theirs, merge) = merged(&base, &ours, &theirs, Side::Theirs);
        check_kept(&base, &ours, &theirs, &with_theirs, merge.conflicts());
        check_kept(&base, &theirs, &ours, &with_theirs, &[]);
    }

    #[test]
    fn merging_is_the_same_from_both_sides(a in rolls(), b in rolls()) {
        let base = project(CASE);
        let (ours, theirs) = (edited(&base, &a, 1_000), edited(&base, &b, 2_000));
        for (side, other) in [(Side::Ours, Side::Theirs), (Side::Theirs, Side::Ours)] {
            let (here, _) = merged(&base, &ours, &theirs, side);
            let (there, _) = merged(&base, &theirs, &ours, other);
            prop_assert_eq!(sorted(&here), sorted(&there));
        }
    }

    #[test]
    fn what_one_side_left_alone_is_as_the_other_made_it(a in rolls()) {
        let base = project(CASE);
        let other = edited(&base, &a, 1_000);
        let (here, merge) = merged(&base, &other, &base, Side::Theirs);
        prop_assert!(merge.transaction(&[]).is_empty());
        prop_assert!(here.same_content(&other.snapshot()));
        let (there, merge) = merged(&base, &base, &other, Side::Ours);
        prop_assert!(there.same_content(&other.snapshot()));
        prop_assert!(merge.conflicts().is_empty());
        let (both, merge) = merged(&base, &other, &other, Side::Theirs);
        prop_assert!(merge.conflicts().is_empty() && both.same_content(&other.snapshot()));
    }
}
