//! Whatever is edited in whatever order: undone is as before, redone is as it was, and nothing
//! ever names what is not there.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::edit::{History, reach};
use crate::query::TagCounts;

/// What a random step is made of; the project it meets says what it means.
#[derive(Debug, Clone)]
pub(crate) struct Roll {
    what: u8,
    picks: [Index; 3],
    text: String,
    flag: bool,
    /// Milliseconds since the step before.
    pub(super) pause_millis: u64,
}

/// Any step.
pub(crate) fn roll() -> impl Strategy<Value = Roll> {
    (
        any::<u8>(),
        any::<[Index; 3]>(),
        "[ab/ ]{0,4}",
        any::<bool>(),
        prop_oneof![Just(1_u64), Just(5000)],
    )
        .prop_map(|(what, picks, text, flag, pause_millis)| Roll {
            what,
            picks,
            text,
            flag,
            pause_millis,
        })
}

/// A record of the kind, or now and then an id that nothing has.
fn pick(project: &Project, kind: Kind, index: &Index) -> RecordId {
    let mut ids: Vec<_> = project.ids(kind).collect();
    if ids.is_empty() || index.index(12) == 0 {
        ids.push(RecordId::from_bits(kind, 0xDEAD));
        return ids[ids.len() - 1];
    }
    *index.get(&ids)
}

fn pick_any(project: &Project, index: &Index) -> RecordId {
    let kind = *index.get(Kind::ALL);
    pick(project, kind, index)
}

fn typed_id<T>(id: RecordId) -> Id<T> {
    Id::from_bits(id.bits())
}

/// What a roll means in a project.
pub(crate) fn edit(project: &Project, roll: &Roll) -> Edit {
    let text = roll.text.clone();
    let of = |kind, n: usize| pick(project, kind, &roll.picks[n]);
    let any = |n: usize| pick_any(project, &roll.picks[n]);
    match roll.what % 29 {
        0 => Edit::NewEvent { title: text },
        1 => Edit::NewSource { title: text },
        2 => Edit::NewNote {
            title: text.clone(),
            text: mention(any(0), &text),
        },
        3 => Edit::NewTag {
            path: text,
            colour: None,
        },
        4 => Edit::NewLink {
            from: any(0),
            to: any(1),
            relation: Relation::Causes,
        },
        5 if roll.flag => Edit::NewClaim(Box::new(claim(project, roll))),
        5 => Edit::FileClaim(Box::new(crate::edit::Filing {
            claim: claim(project, roll),
            changes: (roll.picks[0].index(2) == 0).then(|| typed_id(of(Kind::Claim, 1))),
            new_event: Some(text.clone()),
            said_by_tag: Some(text),
        })),
        6 => Edit::NewAssessment(Box::new(Assessment {
            id: Id::from_bits(0),
            event: typed_id(of(Kind::Event, 0)),
            field: text.into(),
            value: place(project, roll),
            reason: String::new(),
            claim: roll.flag.then(|| typed_id(of(Kind::Claim, 1))),
            decided: None,
            earlier: Vec::new(),
        })),
        20 => Edit::Assess {
            event: typed_id(of(Kind::Event, 0)),
            field: text.clone(),
            value: place(project, roll),
            reason: text,
            claim: roll.flag.then(|| typed_id(of(Kind::Claim, 1))),
        },
        7 => Edit::AddCapture {
            source: typed_id(of(Kind::Source, 0)),
            text: text_with(project, roll),
            taken: When::default(),
            nature: CaptureNature::default(),
            origin: text,
            note: String::new(),
            carry: roll.flag,
        },
        8 | 9 => Edit::AddTag {
            records: [any(0), any(1), any(2)].into(),
            path: text,
        },
        10 => Edit::RemoveTag {
            records: [any(0), any(1)].into(),
            tag: typed_id(of(Kind::Tag, 2)),
        },
        11 => Edit::Annotate {
            target: match passage(project, &roll.picks[0]) {
                Some(passage) if roll.flag => Target::Passage(passage),
                _ => Target::Record(any(0)),
            },
            motivation: Motivation::Commenting,
            title: String::new(),
            body: text.clone(),
            tags: vec![text],
        },
        12 => Edit::SetResolution {
            annotations: vec![typed_id(of(Kind::Annotation, 0))],
            resolution: if roll.flag {
                Resolution::Resolved
            } else {
                Resolution::Open
            },
        },
        13 => Edit::Delete {
            records: if roll.flag {
                [any(0)].into()
            } else {
                [any(0), any(1)].into()
            },
        },
        14 => Edit::RenameTag {
            tag: typed_id(of(Kind::Tag, 0)),
            path: text,
        },
        15 => Edit::MergeTags {
            from: vec![typed_id(of(Kind::Tag, 0)), typed_id(of(Kind::Tag, 1))],
            into: typed_id(of(Kind::Tag, 2)),
        },
        16 => Edit::DeleteTag {
            tag: typed_id(of(Kind::Tag, 0)),
        },
        17 => Edit::Mend {
            unread: typed_id(of(Kind::Unread, 0)),
            record: Event::new(typed_id(of(Kind::Event, 1))).into(),
        },
        18..=20 => Edit::EditCaptureText {
            capture: typed_id(of(Kind::Capture, 0)),
            text: text_with(project, roll),
            typing: roll.flag,
        },
        21 => Edit::AcceptPassage {
            record: of(Kind::Annotation, 0),
        },
        24 => Edit::AcceptMoved {
            capture: typed_id(of(Kind::Capture, 0)),
        },
        22 => Edit::ChoosePassage {
            record: of(Kind::Annotation, 0),
            range: 0..u32::from(roll.flag) + 1,
        },
        23 => Edit::PutPassageBack {
            record: of(Kind::Annotation, 0),
        },
        26 | 27 => Edit::RestoreDeleted {
            deletions: vec![
                typed_id(of(Kind::Deletion, 0)),
                typed_id(of(Kind::Deletion, 1)),
            ],
        },
        28 => Edit::EmptyTrash {
            deletions: roll.flag.then(|| vec![typed_id(of(Kind::Deletion, 0))]),
        },
        _ => Edit::Set {
            after: changed(project, roll),
            what: "text",
            typing: roll.flag,
        },
    }
}

/// The text of a capture with something put in, or in the place of something.
fn text_with(project: &Project, roll: &Roll) -> String {
    let id: CaptureId = typed_id(pick(project, Kind::Capture, &roll.picks[0]));
    let Some(capture) = project.captures().get(id) else {
        return "two children died".to_owned();
    };
    let chars: Vec<char> = capture.text.chars().collect();
    let at = roll.picks[1].index(chars.len() + 1);
    let n_gone = if roll.flag { roll.picks[2].index(8) } else { 0 };
    let head = chars[..at].iter();
    let tail = chars[(at + n_gone).min(chars.len())..].iter();
    head.copied()
        .chain(roll.text.chars())
        .chain(tail.copied())
        .collect()
}

fn passage(project: &Project, index: &Index) -> Option<Passage> {
    let id: CaptureId = typed_id(pick(project, Kind::Capture, index));
    let capture = project.captures().get(id)?;
    let start = capture.text.find("died")?;
    Passage::of(capture, start..start + 4)
}

fn place(project: &Project, roll: &Roll) -> Value {
    Value::Place(Place {
        tag: roll
            .flag
            .then(|| typed_id(pick(project, Kind::Tag, &roll.picks[2]))),
        ..Place::default()
    })
}

fn claim(project: &Project, roll: &Roll) -> Claim {
    let Record::Claim(claim) = record(r#"claim K9 S1 E1 place "x""#, &[]) else {
        panic!()
    };
    Claim {
        source: typed_id(pick(project, Kind::Source, &roll.picks[0])),
        event: typed_id(pick(project, Kind::Event, &roll.picks[1])),
        passage: passage(project, &roll.picks[2]).filter(|_| roll.flag),
        attributed_to: Attribution {
            name: roll.text.clone().into(),
            source: roll
                .flag
                .then(|| typed_id(pick(project, Kind::Source, &roll.picks[1]))),
            tag: roll
                .flag
                .then(|| typed_id(pick(project, Kind::Tag, &roll.picks[0]))),
        }
        .into(),
        value: place(project, roll),
        ..claim.as_ref().clone()
    }
}

/// A record with something changed, as a widget would send it.
fn changed(project: &Project, roll: &Roll) -> Record {
    let id = pick_any(project, &roll.picks[0]);
    let text = roll.text.clone();
    let Some(record) = project.get(id) else {
        return Event::new(Id::from_bits(id.bits())).into();
    };
    macro_rules! with {
        ($record:expr, |$r:ident| $change:expr) => {{
            let mut $r = $record.as_ref().clone();
            $change;
            $r.into()
        }};
    }
    match record {
        Record::Tag(tag) => with!(tag, |r| r.path = text),
        Record::Source(source) => with!(source, |r| {
            r.lineage = vec![Lineage {
                source: typed_id(pick(project, Kind::Source, &roll.picks[1])),
                kind: LineageKind::Quotes,
                note: text.clone(),
            }];
            r.reliability_reason = text;
            r.reliability = *roll.picks[2].get(Reliability::ALL);
        }),
        Record::Event(event) => with!(event, |r| {
            r.title = text;
            r.actors = vec![Actor {
                tag: Some(typed_id(pick(project, Kind::Tag, &roll.picks[1]))),
                ..Actor::default()
            }];
        }),
        Record::Assessment(held) => with!(held, |r| r.value = Value::Text(text)),
        Record::Note(note) => with!(note, |r| r.text = text),
        Record::Annotation(annotation) => with!(annotation, |r| {
            r.target = Target::Record(pick_any(project, &roll.picks[1]));
        }),
        Record::Link(link) => with!(link, |r| r.to = pick_any(project, &roll.picks[1])),
        Record::View(view) => with!(view, |r| r.query = text),
        Record::Claim(claim) => with!(claim, |r| r.note = text.into()),
        Record::Capture(capture) => with!(capture, |r| r.note = text),
        Record::Deletion(deletion) => with!(deletion, |r| r.what = text),
        Record::Unread(unread) => Record::Unread(unread),
    }
}

/// Two tags never get one path by an edit.
fn paths_differ(project: &Project) -> bool {
    let paths: BTreeSet<&str> = project.tags().iter().map(|tag| tag.path.as_str()).collect();
    paths.len() == project.tags().len()
}

fn count_tags(project: &Project) -> TagCounts {
    TagCounts::of(project, &AtomicBool::new(false)).unwrap()
}

fn follow_tags(counts: &mut TagCounts, project: &Project, applied: &Transaction) {
    if !counts.note(project, &applied.changes) {
        *counts = count_tags(project);
    }
}

proptest! {
    #![proptest_config(crate::model::chance::cases(200))]

    #[test]
    fn any_edits_undone_give_the_start_and_redone_the_end(
        rolls in prop::collection::vec((roll(), 0_u8..8), 1..40)
    ) {
        let mut project = project(CASE);
        let mut history = History::new();
        let mut ids = IdSource::counting(1);
        let mut clock_millis = 0;
        let start = project.snapshot();
        let mut counts = count_tags(&project);
        // Every state by its number.
        let mut states = HashMap::from([(history.position(), project.snapshot())]);
        for (roll, way) in &rolls {
            clock_millis += roll.pause_millis;
            match way {
                0 => if let Some(back) = history.next_undo() {
                    let applied = project.apply(&back).unwrap();
                    follow_tags(&mut counts, &project, &applied);
                    history.undone();
                },
                1 => if let Some(again) = history.next_redo() {
                    let applied = project.apply(&again).unwrap();
                    follow_tags(&mut counts, &project, &applied);
                    history.redone();
                },
                _ => {
                    let edit = edit(&project, roll);
                    let before = project.snapshot();
                    let reached = reach(&project, &edit);
                    let mut ctx = Context { ids: &mut ids, now: now() };
                    let planned = plan(&project, &edit, &mut ctx).unwrap_or_default();
                    if !planned.is_empty() {
                        prop_assert!(!planned.label.is_empty() && !planned.done.is_empty());
                        prop_assert!(reached.tags + reached.records > 0, "{:?}", edit);
                        let applied = project.apply(&planned);
                        prop_assert!(applied.is_ok(), "{:?}: {:?}", edit, applied);
                        let applied = applied.unwrap();
                        follow_tags(&mut counts, &project, &applied);
                        history.push(applied, clock_millis);
                    }
                    if project.same_content(&before) {
                        continue;
                    }
                }
            }
            check_whole(&project);
            prop_assert_eq!(&counts, &count_tags(&project));
            prop_assert!(paths_differ(&project));
            let known = states.entry(history.position()).or_insert_with(|| project.snapshot());
            prop_assert!(project.same_content(known), "one number for two states");
        }
        let end = project.snapshot();
        let n_steps = history.n_undo();
        while let Some(back) = history.next_undo() {
            prop_assert!(project.apply(&back).is_ok());
            history.undone();
        }
        prop_assert!(project.same_content(&start));
        for _ in 0..n_steps {
            let again = history.next_redo().unwrap();
            prop_assert!(project.apply(&again).is_ok());
            history.redone();
        }
        prop_assert!(project.same_content(&end));
    }
}
