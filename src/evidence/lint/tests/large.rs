//! How much of a large project a change has looked at, and how the check of all of it goes on.

use super::incremental::{TEXTS, check_kept, number, passage};
use super::*;
use std::sync::Arc;

/// A project of so many events, each with two claims of two of the sources, all captures read, all tags of one
/// parent.
pub(super) fn large(events: u64) -> Project {
    let mut records: Vec<Record> = Vec::new();
    let sources = events / 10 + 2;
    for n in 0..sources {
        records.push(source(1_000_000 + n, "Dawn").into());
        records.push(capture(2_000_000 + n, 1_000_000 + n, TEXTS[0]).into());
    }
    for n in 0..events {
        records.push(tag(3_000_000 + n, &format!("place/{n}")).into());
        let mut strike = event(4_000_000 + n, "The strike", "2024-01-16");
        strike.tags.insert(Id::from_bits(3_000_000 + n));
        records.push(strike.into());
        for which in 0..2 {
            let of = 1_000_000 + (n + which) % sources;
            let mut told = claim(
                5_000_000 + 2 * n + which,
                of,
                4_000_000 + n,
                "killed",
                number(2, 3),
            );
            told.passage = Some(passage(2_000_000 + (n + which) % sources));
            records.push(told.into());
        }
    }
    load(records)
}

/// Edits that touch one thing, by name.
pub(super) fn small_edits(project: &Project) -> Vec<(&'static str, Change)> {
    let changed = |id: RecordId, after: Record| Change::Set {
        before: project.get(id).unwrap(),
        after,
    };
    let tag_id = TagId::from_bits(3_000_001);
    let tag = Tag {
        path: "place/0".into(),
        ..project.tags().get(tag_id).unwrap().clone()
    };
    let claim_id = ClaimId::from_bits(5_000_002);
    let mut told = project.claims().get(claim_id).unwrap().clone();
    told.event = Id::from_bits(4_000_002);
    let event_id = EventId::from_bits(4_000_001);
    let mut strike = project.events().get(event_id).unwrap().clone();
    strike.title.push('s');
    let source_id = SourceId::from_bits(1_000_001);
    let mut dawn = project.sources().get(source_id).unwrap().clone();
    dawn.title.push('s');
    let off = Change::Tag {
        tag: tag_id,
        on: false,
        records: Arc::from([event_id.into()]),
    };
    vec![
        ("rename a tag", changed(tag_id.into(), tag.into())),
        (
            "another event for a claim",
            changed(claim_id.into(), told.into()),
        ),
        ("type in a title", changed(event_id.into(), strike.into())),
        (
            "type in the title of a source",
            changed(source_id.into(), dawn.into()),
        ),
        ("take a tag off", off),
    ]
}

#[test]
fn a_small_edit_has_as_much_looked_at_in_a_large_project_as_in_a_small_one() {
    let looked_at = |events: u64| -> Vec<(&'static str, usize)> {
        let start = large(events);
        let edits = small_edits(&start);
        let look = edits.into_iter().map(|(name, change)| {
            let mut project = large(events);
            let list = ProblemList::build(&project);
            let step = Transaction {
                changes: vec![change],
                ..Transaction::default()
            };
            let applied = project.apply(&step).unwrap();
            (name, list.clone().affected_by(&project, &applied.changes))
        });
        look.collect()
    };
    let few = looked_at(30);
    assert_eq!(few, looked_at(300));
    assert!(few.iter().all(|(_, count)| *count <= 6), "{few:?}");
}

#[test]
fn a_change_that_reaches_more_than_is_allowed_is_left_alone() {
    let mut after = large(30);
    let project = &after;
    let mut list = ProblemList::build(project);
    // The first event bears the first tag already.
    let ids: Vec<RecordId> = project.ids(Kind::Event).skip(1).collect();
    let tag = project.tags().iter().next().unwrap().id;
    let tagged = Change::Tag {
        tag,
        on: true,
        records: ids.into(),
    };
    let transaction = Transaction {
        changes: vec![tagged],
        ..Transaction::default()
    };
    let applied = after.apply(&transaction).unwrap();
    assert_eq!(
        list.clone().update_within(&after, &applied.changes, 28),
        None
    );
    assert_eq!(super::super::reach(&after, &applied.changes, 28), None);
    let looked_at = list.update_within(&after, &applied.changes, 29).unwrap();
    assert_eq!(looked_at.len(), 29);
    check_kept(&list, &after);
}

#[test]
fn progress_is_told_and_a_list_that_is_replaced_is_another_one() {
    let project = large(300);
    let mut shares = Vec::new();
    let mut list = ProblemList::build_telling(&project, &never(), &mut |share| shares.push(share));
    assert!(shares.len() > 2 && shares.is_sorted(), "{shares:?}");
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
    let list = list.as_mut().unwrap();
    let mut versions = vec![list.version()];
    for _ in 0..2 {
        list.replace(ProblemList::default());
        versions.push(list.version());
        list.replace(ProblemList::build(&project));
        versions.push(list.version());
    }
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    assert_eq!(*list, ProblemList::build(&project));
}
