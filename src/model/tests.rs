//! Properties of projects and transactions: undone is as before, refused leaves no trace.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

/// A step of a random script; ids are small numbers so that steps meet.
#[derive(Debug, Clone)]
enum Step {
    AddTag(u64),
    AddEvent(u64, Vec<u64>),
    AddNote(u64, u64),
    AddLink(u64, u64, u64),
    Retitle(u64, String),
    Tag(u64, bool, Vec<u64>),
    Remove(u64),
}

const TAGS: u64 = 1;
const EVENTS: u64 = 100;
const NOTES: u64 = 200;
const LINKS: u64 = 300;

fn step() -> impl Strategy<Value = Step> {
    let n = 0u64..6;
    prop_oneof![
        n.clone().prop_map(Step::AddTag),
        (n.clone(), prop::collection::vec(n.clone(), 0..3)).prop_map(|(e, t)| Step::AddEvent(e, t)),
        (n.clone(), n.clone()).prop_map(|(note, event)| Step::AddNote(note, event)),
        (n.clone(), n.clone(), n.clone()).prop_map(|(l, a, b)| Step::AddLink(l, a, b)),
        (n.clone(), "[a-c]{0,2}").prop_map(|(e, title)| Step::Retitle(e, title)),
        (
            n.clone(),
            any::<bool>(),
            prop::collection::vec(n.clone(), 0..4)
        )
            .prop_map(|(t, on, e)| Step::Tag(t, on, e)),
        (0u64..400).prop_map(Step::Remove),
    ]
}

fn event_id(n: u64) -> EventId {
    Id::from_bits(EVENTS + n)
}

fn tag_id(n: u64) -> TagId {
    Id::from_bits(TAGS + n)
}

/// The change that the step means in this project, right or wrong: `apply` has to sort that out.
fn change(project: &Project, step: &Step) -> Option<Change> {
    let insert = |record| Some(Change::Insert { record, slot: None });
    match step {
        Step::AddTag(n) => insert(Record::from(Tag {
            id: tag_id(*n),
            path: format!("t{n}"),
            colour: TagColour::default(),
            description: String::new(),
        })),
        Step::AddEvent(n, tags) => {
            let mut event = Event::new(event_id(*n));
            event.tags = tags.iter().map(|&t| tag_id(t)).collect();
            insert(Record::from(event))
        }
        Step::AddNote(n, event) => insert(Record::from(Note {
            id: Id::from_bits(NOTES + n),
            title: String::new(),
            text: mention(event_id(*event), "it"),
            tags: TagSet::default(),
            created: None,
            modified: None,
        })),
        Step::AddLink(n, a, b) => insert(Record::from(Link {
            id: Id::from_bits(LINKS + n),
            from: event_id(*a).into(),
            to: event_id(*b).into(),
            relation: Relation::Causes,
            note: String::new(),
        })),
        Step::Retitle(n, title) => {
            let before = project.events().shared(event_id(*n))?;
            let mut after = Event::clone(before);
            after.title.clone_from(title);
            Some(Change::Set {
                before: Record::Event(Arc::clone(before)),
                after: Record::from(after),
            })
        }
        Step::Tag(tag, on, events) => Some(Change::Tag {
            tag: tag_id(*tag),
            on: *on,
            records: events.iter().map(|&n| event_id(n).into()).collect(),
        }),
        Step::Remove(bits) => {
            let record = project.get(project.find(*bits)?)?;
            Some(Change::Remove { record, slot: None })
        }
    }
}

fn transaction(project: &Project, steps: &[Step]) -> Transaction {
    Transaction {
        changes: steps
            .iter()
            .filter_map(|step| change(project, step))
            .collect(),
        ..Transaction::default()
    }
}

/// No reference that must hold leads nowhere.
fn refs_hold(project: &Project) -> bool {
    Kind::ALL
        .iter()
        .flat_map(|&kind| project.ids(kind))
        .all(|id| {
            let record = project.get(id);
            record.is_some_and(|record| project.dangling_of(&record).is_empty())
        })
}

proptest! {
    #[test]
    fn whatever_is_applied_can_be_taken_back_and_done_again(
        script in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..25)
    ) {
        let mut project = Project::default();
        let start = project.snapshot();
        let mut history = Vec::new();
        for steps in &script {
            let before = project.snapshot();
            match project.apply(&transaction(&project, steps)) {
                Ok(applied) => history.push(applied),
                Err(_) => prop_assert!(project.same_content(&before), "a refusal left a trace"),
            }
            prop_assert!(project.backlinks_are_right());
            prop_assert!(refs_hold(&project));
        }
        let end = project.snapshot();
        for applied in history.iter().rev() {
            prop_assert!(project.apply(&applied.inverse()).is_ok());
        }
        prop_assert!(project.same_content(&start));
        for applied in &history {
            prop_assert!(project.apply(applied).is_ok());
        }
        prop_assert!(project.same_content(&end));
        prop_assert!(project.backlinks_are_right());
    }
}

#[test]
fn a_snapshot_does_not_change_with_the_project() {
    let mut project = Project::default();
    for n in 0..5 {
        let steps = [Step::AddTag(n), Step::AddEvent(n, vec![n])];
        let add = transaction(&project, &steps);
        project.apply(&add).unwrap();
    }
    let snapshot = project.snapshot();
    let retitle = transaction(
        &project,
        &[Step::Retitle(3, "new".into()), Step::Tag(0, true, vec![3])],
    );
    project.apply(&retitle).unwrap();
    assert_eq!(snapshot.events().get(event_id(3)).unwrap().title, "");
    assert_eq!(project.events().get(event_id(3)).unwrap().title, "new");
    assert_eq!(project.n_backlinks(tag_id(0).into()), 2);
}

#[test]
fn a_record_that_is_named_cannot_go_alone() {
    let mut project = Project::default();
    let add = transaction(&project, &[Step::AddTag(0), Step::AddEvent(0, vec![0])]);
    project.apply(&add).unwrap();
    let remove_tag = transaction(&project, &[Step::Remove(TAGS)]);
    let error = project.apply(&remove_tag).unwrap_err();
    let record = RecordId::from(tag_id(0));
    assert_eq!(
        error,
        ApplyError::StillNamed {
            record,
            by: event_id(0).into()
        }
    );
    let both = transaction(&project, &[Step::Remove(TAGS), Step::Remove(EVENTS)]);
    project.apply(&both).unwrap();
    assert!(project.events().is_empty() && project.tags().is_empty());
}

#[test]
fn a_file_may_come_with_dangling_references_and_undo_may_bring_them_back() {
    let mut event = Event::new(event_id(0));
    event.tags.insert(tag_id(9));
    let (mut project, refused) = Project::load(Meta::default(), [Record::from(event)]);
    assert!(refused.is_empty());
    let start = project.snapshot();
    let remove = transaction(&project, &[Step::Remove(EVENTS)]);
    let applied = project.apply(&remove).unwrap();
    project.apply(&applied.inverse()).unwrap();
    assert!(project.same_content(&start));
    let add = transaction(&project, &[Step::AddEvent(1, vec![9])]);
    assert!(project.apply(&add).is_err());
}

#[test]
fn a_tag_that_does_not_exist_is_taken_off_and_comes_back_by_undo() {
    let mut strike = Event::new(event_id(1));
    strike.tags.insert(tag_id(1));
    let tag = |on| Change::Tag {
        tag: tag_id(1),
        on,
        records: Arc::from([strike.id.into()]),
    };
    let step = |changes| Transaction {
        changes,
        ..Transaction::default()
    };
    let (mut project, _) = Project::load(Meta::default(), [strike.clone().into()]);
    let off = project.apply(&step(vec![tag(false)])).unwrap();
    project.apply(&off.inverse()).unwrap();

    // A record that comes with it must lose it before the step is over.
    let (mut empty, _) = Project::load(Meta::default(), []);
    let insert = Change::Insert {
        record: strike.clone().into(),
        slot: None,
    };
    let without = empty.apply(&step(vec![insert, tag(false)])).unwrap();
    let put_on = empty.apply(&step(vec![tag(true)]));
    assert!(matches!(put_on, Err(ApplyError::Dangling { .. })));
    empty.apply(&without.inverse()).unwrap();
    assert!(empty.events().is_empty());
}

#[test]
fn an_id_named_as_another_kind_does_not_hold_a_record() {
    let mut tagged = Event::new(event_id(1));
    // The file names the bits of an event as a tag.
    tagged.tags.insert(Id::from_bits(event_id(0).bits()));
    let records = [Record::from(Event::new(event_id(0))), Record::from(tagged)];
    let (mut project, _) = Project::load(Meta::default(), records);
    let remove = transaction(&project, &[Step::Remove(EVENTS)]);
    project.apply(&remove).unwrap();
    assert_eq!(project.events().len(), 1);
}

#[test]
fn who_names_a_record_is_told_by_kind() {
    let mut project = Project::default();
    let events = [Step::AddEvent(0, vec![]), Step::AddEvent(1, vec![])];
    let others = [
        Step::AddNote(0, 0),
        Step::AddNote(1, 0),
        Step::AddLink(0, 0, 1),
    ];
    let add = transaction(&project, &[&events[..], &others].concat());
    project.apply(&add).unwrap();
    let named_by = |kind| -> Vec<Kind> {
        let records = project.named_by(event_id(0).into(), kind);
        records.map(|(by, _)| by.kind()).collect()
    };
    assert_eq!(named_by(Kind::Note), [Kind::Note; 2]);
    assert_eq!(named_by(Kind::Link), [Kind::Link]);
    assert_eq!(named_by(Kind::Tag), []);
}

#[test]
fn what_lies_in_the_trash_is_nothing_to_name() {
    let deletion = Deletion {
        id: Id::from_bits(7),
        when: Stamp::now(),
        what: String::new(),
        records: Records::default(),
        tagged: Vec::new(),
        named_by: Records::default(),
        dangling: Vec::new(),
        texts: Vec::new(),
    };
    let remark = Annotation::new(Id::from_bits(8), Target::Record(deletion.id.into()));
    let pair = (remark.id.into(), deletion.id.into());
    let records = [Record::from(deletion), Record::from(remark)];
    let (project, _) = Project::load(Meta::default(), records);
    assert_eq!(project.may_dangle(), [pair]);
}

#[test]
fn a_record_is_not_put_farther_off_than_any_project_is_large() {
    let mut project = Project::default();
    let insert = |slot| Transaction {
        changes: vec![Change::Insert {
            record: Event::new(event_id(0)).into(),
            slot: Some(slot),
        }],
        ..Transaction::default()
    };
    assert!(project.apply(&insert(u32::MAX)).is_err());
    assert!(project.events().is_empty());
    project.apply(&insert(1_000)).unwrap();
    assert_eq!(project.events().slot(event_id(0)), Some(1_000));
}

#[test]
fn records_with_an_id_that_is_taken_are_given_back() {
    let event = Record::from(Event::new(event_id(0)));
    let (project, refused) = Project::load(Meta::default(), [event.clone(), event.clone()]);
    assert_eq!(project.events().len(), 1);
    assert_eq!(refused, [event]);
}

#[test]
fn a_table_keeps_its_order_over_many_chunks() {
    let ids: Vec<u64> = (0..2000).map(|n| n * 7 % 2003 + 1).collect();
    let events = ids
        .iter()
        .map(|&bits| Record::from(Event::new(Id::from_bits(bits))));
    let (mut project, _) = Project::load(Meta::default(), events);
    let read: Vec<u64> = project.events().iter().map(|e| e.id.bits()).collect();
    assert_eq!(read, ids);
    let gone = ids
        .iter()
        .step_by(3)
        .map(|&bits| Step::Remove(bits))
        .collect::<Vec<_>>();
    let remove = transaction(&project, &gone);
    let applied = project.apply(&remove).unwrap();
    assert_eq!(project.events().len(), 2000 - gone.len());
    project.apply(&applied.inverse()).unwrap();
    let read: Vec<u64> = project.events().iter().map(|e| e.id.bits()).collect();
    assert_eq!(read, ids);
}

#[test]
fn the_first_letter_becomes_a_capital_or_a_small_one() {
    assert_eq!(capital("événement"), "Événement");
    assert_eq!(uncapital("Événement"), "événement");
    assert_eq!((capital(""), uncapital("")), (String::new(), String::new()));
    assert_eq!(capital("16 January"), "16 January");
}
