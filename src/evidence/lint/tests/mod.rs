//! Problems of small projects, one a kind, and the list that is kept against the list that is made anew.

mod form;
mod incremental;
mod large;
mod reach;
mod standing;

use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::*;

fn source(number: u64, title: &str) -> Source {
    Source {
        title: title.into(),
        ..Source::new(Id::from_bits(number))
    }
}

fn capture(number: u64, of: u64, text: &str) -> Capture {
    Capture {
        id: Id::from_bits(number),
        source: Id::from_bits(of),
        taken: When::default(),
        nature: CaptureNature::default(),
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    }
}

fn event(number: u64, title: &str, edtf: &str) -> Event {
    Event {
        title: title.into(),
        when: When {
            edtf: date::Edtf::new(edtf),
            ..When::default()
        },
        ..Event::new(Id::from_bits(number))
    }
}

fn note(number: u64, text: &str) -> Note {
    Note {
        id: Id::from_bits(number),
        title: "Questions".into(),
        text: text.into(),
        tags: TagSet::default(),
        created: None,
        modified: None,
    }
}

fn tag(number: u64, path: &str) -> Tag {
    Tag {
        id: Id::from_bits(number),
        path: path.into(),
        colour: TagColour::default(),
        description: String::new(),
    }
}

fn remark(number: u64, target: Target, body: &str) -> Annotation {
    Annotation {
        body: body.into(),
        ..Annotation::new(Id::from_bits(number), target)
    }
}

fn load(records: Vec<Record>) -> Project {
    let (project, refused) = Project::load(Meta::default(), records);
    assert!(refused.is_empty());
    project
}

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

fn claim(number: u64, source: u64, event: u64, field: &str, value: Value) -> Claim {
    Claim::new(
        Id::from_bits(number),
        Id::from_bits(source),
        Id::from_bits(event),
        field,
        value,
    )
}

fn link(
    number: u64,
    from: impl Into<RecordId>,
    relation: Relation,
    to: impl Into<RecordId>,
) -> Link {
    Link {
        id: Id::from_bits(number),
        from: from.into(),
        to: to.into(),
        relation,
        note: String::new(),
    }
}

/// The problems of a project of these records, one a line, as "kind: message"; work that is not done yet is
/// left out.
#[track_caller]
fn check(records: Vec<Record>, expected: &[&str]) {
    check_of(
        records,
        |kind| kind.class() != ProblemClass::Unfinished,
        expected,
    );
}

/// As [`check`], of the kinds that `wanted` says.
#[track_caller]
fn check_of(records: Vec<Record>, wanted: impl Fn(ProblemKind) -> bool, expected: &[&str]) {
    let project = load(records);
    let problems = all_problems(&project, &never()).unwrap();
    let told: Vec<String> = problems
        .iter()
        .filter(|problem| wanted(problem.kind))
        .map(|problem| format!("{}: {}", problem.kind.name(), problem.message))
        .collect();
    assert_eq!(told, expected);
    let list = ProblemList::build(&project);
    assert_eq!(list.in_file_order(&project, &|_| None), problems);
    assert_eq!(
        (list.len(), list.is_empty()),
        (problems.len(), problems.is_empty())
    );
    for record in Kind::ALL.iter().flat_map(|&kind| project.ids(kind)) {
        let alone = problems_of(&project, &project.get(record).unwrap());
        assert_eq!(list.of(record), alone);
    }
}
