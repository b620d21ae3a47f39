//! What the page lists, as text.

use std::collections::BTreeSet;

use super::data::{Lines, stayed, title};
use crate::edit::{Context, Edit, IdSource, plan};
use crate::model::{Kind, Project, RecordId, Stamp};
use crate::store::read_text;

const CASE: &str = r#"(
    annals: 1,
    tags: [(id: "000000000001", path: "border")],
    sources: [(id: "000000000002", title: "Dawn report", tags: ["000000000001"])],
    events: [
        (id: "000000000003", title: "Strike", tags: ["000000000001"]),
        (id: "000000000004", title: "Reply"),
    ],
    claims: [(id: "000000000005", source: "000000000002", event: "000000000003", field: "killed", value: Text("2"))],
    links: [(id: "000000000006", from: Event("000000000004"), to: Event("000000000003"), relation: RespondsTo)],
)"#;

fn delete(project: &mut Project, second: i64, records: Vec<RecordId>) {
    let moment = jiff::Timestamp::from_second(second).unwrap();
    let mut ids = IdSource::counting(1000 + u64::try_from(second).unwrap());
    let mut context = Context {
        ids: &mut ids,
        now: Stamp::from_timestamp(moment),
    };
    let planned = plan(
        project,
        &Edit::Delete {
            records: records.into(),
        },
        &mut context,
    )
    .unwrap();
    project.apply(&planned).unwrap();
}

fn first(project: &Project, kind: Kind) -> Vec<RecordId> {
    project.ids(kind).take(1).collect()
}

/// The lines of the page, those of records indented.
#[track_caller]
fn check(project: &Project, open: usize, expected: &str) {
    let open: BTreeSet<_> = project
        .trash()
        .iter()
        .take(open)
        .map(|one| one.id)
        .collect();
    let mut lines = Lines::of(project, &open);
    let mut actual = Vec::new();
    for at in 0..lines.len {
        let line = lines.line(at).unwrap();
        match line.record {
            None => actual.push(title(&lines.entries[line.entry].deletion)),
            Some(record) => {
                let held = lines.held(project, line.entry, record).unwrap();
                actual.push(format!("  {} {}", held.kind.singular(), held.label));
            }
        }
    }
    assert_eq!(lines.line(lines.len), None);
    assert_eq!(actual.join("\n"), expected);
}

#[test]
fn the_newest_deletion_stands_first_and_opens_to_what_it_holds() {
    let mut project = read_text(CASE.to_owned()).unwrap().project;
    let events = first(&project, Kind::Event);
    delete(&mut project, 10, events);
    let tags = first(&project, Kind::Tag);
    delete(&mut project, 20, tags);
    check(
        &project,
        0,
        "Tag border\nEvent Strike with 1 claim and 1 link",
    );
    check(
        &project,
        1,
        "Tag border
Event Strike with 1 claim and 1 link
  event Strike
  claim killed: 2, Strike
  link Reply responds to Strike",
    );
    let trash: Vec<_> = project.trash().iter().map(|one| stayed(one)).collect();
    assert_eq!(trash, ["", "Restoring puts back the tag on 1 record, too"]);
}

#[test]
fn a_hundred_thousand_records_open_without_a_look_at_each() {
    let text = "(annals: 1)".to_owned();
    let mut project = read_text(text).unwrap().project;
    let events = (1..100_001_u64).map(|bits| {
        let record = crate::model::Event::new(crate::model::Id::from_bits(bits)).into();
        crate::model::Change::Insert { record, slot: None }
    });
    let all = crate::model::Transaction {
        changes: events.collect(),
        ..crate::model::Transaction::default()
    };
    project.apply(&all).unwrap();
    let records = project.ids(Kind::Event).collect();
    delete(&mut project, 1_000_000, records);
    let open: BTreeSet<_> = project.trash().iter().map(|one| one.id).collect();
    let mut lines = Lines::of(&project, &open);
    assert_eq!(lines.len, 100_001);
    let line = lines.line(100_000).unwrap();
    assert_eq!((line.entry, line.record), (0, Some(99_999)));
    assert!(lines.held(&project, 0, 99_999).is_some());
}
