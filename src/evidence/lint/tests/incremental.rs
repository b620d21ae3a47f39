//! The list that is kept while the project is edited, against the list that is made anew.

use super::*;
use crate::edit::tests::{case, random_edit, roll};
use crate::edit::{Context, IdSource, plan};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A step of a random script over few records, so that steps meet.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// The record with this number, as this variant of it: comes, or becomes that.
    Put(prop::sample::Index, prop::sample::Index),
    Remove(prop::sample::Index),
    Tag(u64, bool),
}

pub(super) const TEXTS: [&str; 3] = ["two children died", "ten children died", "nobody died"];

/// Every record that a script may put in, each as everything that it may be.
pub(super) fn records() -> Vec<Vec<Record>> {
    let mut all = vec![tags(1), tags(2), tags(3)];
    all.extend([10, 11, 12].map(sources));
    all.push(captures());
    all.push(vec![
        capture(21, 10, TEXTS[1]).into(),
        capture(21, 11, TEXTS[0]).into(),
    ]);
    all.extend([30, 31].map(events));
    all.extend([40, 41, 42].map(claims));
    all.extend([assessments(), notes(), remarks(), links()]);
    let unread = Unread {
        id: Id::from_bits(90),
        table: Kind::Event,
        text: String::new(),
        error: "no comma".into(),
        place: FilePlace { line: 1, column: 1 },
        mended: None,
    };
    all.push(vec![unread.into()]);
    all
}

fn tags(number: u64) -> Vec<Record> {
    let paths = ["border", "actor", "actor/jaish", "x"];
    paths.map(|path| tag(number, path).into()).into()
}

fn sources(number: u64) -> Vec<Record> {
    let mut variants: Vec<Record> = ["Dawn", "Tribune"]
        .map(|title| source(number, title).into())
        .into();
    for issued in ["2024-01-16", "2024-01-18"] {
        let mut dated = source(number, "Dawn");
        dated.issued.edtf = date::Edtf::new(issued);
        variants.push(dated.into());
    }
    for to in [10, 11, 12] {
        for kind in LineageKind::ALL {
            variants.push(draws(number, &[(to, *kind)]).into());
        }
    }
    variants
}

fn draws(number: u64, on: &[(u64, LineageKind)]) -> Source {
    let lineage = on.iter().map(|&(to, kind)| Lineage {
        source: Id::from_bits(to),
        kind,
        note: String::new(),
    });
    Source {
        lineage: lineage.collect(),
        ..source(number, "Geo")
    }
}

fn captures() -> Vec<Record> {
    let mut variants = Vec::new();
    for text in TEXTS {
        variants.push(capture(20, 10, text).into());
        let mut spoilt = capture(20, 11, TEXTS[0]);
        spoilt.text = text.into();
        variants.push(spoilt.into());
    }
    variants
}

fn events(number: u64) -> Vec<Record> {
    let mut variants: Vec<Record> = Vec::new();
    for edtf in ["2024", "2024-01-16", "2023", "20x4", ""] {
        variants.push(event(number, "The strike", edtf).into());
        let mut tagged = event(number, "A call", edtf);
        tagged.tags.insert(Id::from_bits(1));
        tagged.place.tag = Some(Id::from_bits(3));
        variants.push(tagged.into());
    }
    variants
}

pub(super) fn passage(of: u64) -> Passage {
    Passage::of(&capture(of, 10, TEXTS[0]), 4..12).unwrap()
}

pub(super) fn number(least: i32, most: i32) -> Value {
    Value::Number(Quantity {
        low: Some(least.into()),
        high: Some(most.into()),
        ..Quantity::default()
    })
}

fn at(tag: u64) -> Value {
    Value::Place(Place {
        name: "Koh".into(),
        tag: Some(Id::from_bits(tag)),
        ..Place::default()
    })
}

fn claims(number_: u64) -> Vec<Record> {
    let mut variants: Vec<Record> = Vec::new();
    let day = |edtf| When {
        edtf: date::Edtf::new(edtf),
        ..When::default()
    };
    let values = [
        ("killed", number(2, 3)),
        ("Killed", number(7, 9)),
        ("killed", number(8, 8)),
        ("place", at(1)),
        ("place", at(2)),
        ("place", at(3)),
        ("date", Value::When(day("2024-01-16"))),
        ("date", Value::When(day("2024-01-17"))),
    ];
    for (n, (field, value)) in values.into_iter().enumerate() {
        let (of, about) = [(10, 30), (11, 30), (12, 31)][n % 3];
        let plain = claim(number_, of, about, field, value);
        let mut quoting = plain.clone();
        quoting.passage = Some(passage(20));
        quoting.attributed_to.source = Some(Id::from_bits(11));
        if n % 2 == 0 {
            quoting.passage = Some(Passage {
                words: Words::new("", "on the 16th", ""),
                ..passage(20)
            });
        }
        let mut reported = plain.clone();
        reported.reported = day("2024-01-20").into();
        reported.event = Id::from_bits(30);
        let mut slip = plain.clone();
        slip.status = ClaimStatus::SlipInSource;
        variants.extend([plain, quoting, reported, slip].map(Record::from));
    }
    variants
}

fn assessments() -> Vec<Record> {
    let when = |edtf| {
        Value::When(When {
            edtf: date::Edtf::new(edtf),
            ..When::default()
        })
    };
    let values = [
        ("killed", number(2, 2)),
        ("date", when("2023")),
        ("Date", when("2025")),
        ("date", when("x")),
    ];
    let held = |event: u64| {
        values.clone().map(|(field, value)| Assessment {
            id: Id::from_bits(45),
            event: Id::from_bits(event),
            field: field.into(),
            value,
            reason: String::new(),
            claim: None,
            decided: None,
            earlier: Vec::new(),
        })
    };
    held(30)
        .into_iter()
        .chain(held(31))
        .map(Record::from)
        .collect()
}

fn notes() -> Vec<Record> {
    let ids = (1u64..92).step_by(7).chain([10, 20, 30, 40]);
    let text = |id| format!("[[{}]]", Id::<()>::from_bits(id));
    ids.map(|id| note(60, &text(id)).into()).collect()
}

fn remarks() -> Vec<Record> {
    let mut variants: Vec<Record> = Vec::new();
    for state in [AnchorState::Exact, AnchorState::Moved, AnchorState::Lost] {
        for of in [20, 21] {
            let passage = Passage {
                state,
                ..passage(of)
            };
            variants.push(remark(70, Target::Passage(passage), "Sure?").into());
        }
    }
    let on = |id: RecordId| Record::from(remark(70, Target::Record(id), "Look."));
    variants.push(on(CaptureId::from_bits(20).into()));
    variants.push(on(TagId::from_bits(1).into()));
    variants
}

fn links() -> Vec<Record> {
    let (strike, call) = (EventId::from_bits(30), EventId::from_bits(31));
    let (one, other) = (ClaimId::from_bits(40), ClaimId::from_bits(41));
    vec![
        link(80, one, Relation::Contradicts, other).into(),
        link(80, other, Relation::SameAs, one).into(),
        link(80, strike, Relation::Causes, call).into(),
        link(80, call, Relation::Causes, strike).into(),
        link(80, strike, Relation::Follows, call).into(),
        link(
            80,
            CaptureId::from_bits(20),
            Relation::Causes,
            SourceId::from_bits(99),
        )
        .into(),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        6 => (index(), index()).prop_map(|(which, variant)| Step::Put(which, variant)),
        2 => index().prop_map(Step::Remove),
        1 => (1u64..4, any::<bool>()).prop_map(|(tag, on)| Step::Tag(tag, on)),
    ]
}

pub(super) fn change(project: &Project, all: &[Vec<Record>], step: &Step) -> Option<Change> {
    match step {
        Step::Put(which, variant) => {
            let record = variant.get(which.get(all).as_slice()).clone();
            Some(match project.get(record.id()) {
                Some(before) => Change::Set {
                    before,
                    after: record,
                },
                None => Change::Insert { record, slot: None },
            })
        }
        Step::Remove(which) => {
            let record = project.get(which.get(all)[0].id())?;
            Some(Change::Remove { record, slot: None })
        }
        Step::Tag(tag, on) => Some(Change::Tag {
            tag: Id::from_bits(*tag),
            on: *on,
            records: Arc::from([EventId::from_bits(31).into()]),
        }),
    }
}

#[track_caller]
pub(super) fn check_kept(list: &ProblemList, project: &Project) {
    let anew = ProblemList::build(project);
    let told = |list: &ProblemList| -> BTreeSet<String> {
        let lines = list
            .iter()
            .map(|p| format!("{:?} {:?} {}", p.record, p.kind, p.message));
        lines.collect()
    };
    let (kept, made) = (told(list), told(&anew));
    let (stale, missed): (Vec<_>, Vec<_>) = (
        kept.difference(&made).collect(),
        made.difference(&kept).collect(),
    );
    assert!(
        stale.is_empty() && missed.is_empty(),
        "stale {stale:#?}, missed {missed:#?}"
    );
    assert!(*list == anew, "what is kept beside the problems");
}

/// Whether the list follows when a record comes, or becomes another one, and whether that changes the problems
/// of this kind.
#[track_caller]
fn check_follows(records: Vec<Record>, then: &Record, kind: ProblemKind) {
    let mut project = load(records);
    let mut list = ProblemList::build(&project);
    let told = |list: &ProblemList| -> Vec<Problem> { list.of_kind(kind).cloned().collect() };
    let before = told(&list);
    let change = match project.get(then.id()) {
        Some(before) => Change::Set {
            before,
            after: then.clone(),
        },
        None => Change::Insert {
            record: then.clone(),
            slot: None,
        },
    };
    let step = Transaction {
        changes: vec![change],
        ..Transaction::default()
    };
    let applied = project.apply(&step).unwrap();
    list.update(&project, &applied.changes);
    assert_ne!(told(&list), before, "nothing that could be missed");
    check_kept(&list, &project);
    let undone = project.apply(&applied.inverse()).unwrap();
    list.update(&project, &undone.changes);
    assert_eq!(told(&list), before);
    check_kept(&list, &project);
}

fn dated(number: u64, issued: &str) -> Record {
    let mut source = source(number, "Dawn");
    source.issued.edtf = date::Edtf::new(issued);
    source.into()
}

fn told(number_: u64, of: u64, value: Value) -> Record {
    claim(number_, of, 30, "killed", value).into()
}

#[test]
fn what_a_source_draws_on_is_followed_to_the_events_of_those_that_draw_on_it() {
    use LineageKind::{Quotes, SameWire};
    let rest = |middle: Record| {
        vec![
            source(10, "AP").into(),
            middle,
            draws(12, &[(11, Quotes)]).into(),
            event(30, "The strike", "").into(),
            told(40, 10, number(2, 2)),
            told(41, 12, number(2, 2)),
        ]
    };
    for kind in [Quotes, SameWire] {
        let then = draws(11, &[(10, kind)]).into();
        check_follows(
            rest(source(11, "Geo").into()),
            &then,
            ProblemKind::SingleOrigin,
        );
    }
    // The story is shared, and the other one begins to quote it from elsewhere.
    let mut wired = rest(draws(11, &[]).into());
    wired.push(draws(13, &[(12, SameWire)]).into());
    wired.push(told(42, 13, number(2, 2)));
    check_follows(
        wired,
        &draws(11, &[(10, Quotes)]).into(),
        ProblemKind::SingleOrigin,
    );
}

#[test]
fn the_day_of_a_source_is_followed_to_the_tolls_that_it_reports() {
    let records = vec![
        dated(10, "2024-01-18"),
        dated(11, "2024-01-20"),
        event(30, "The strike", "").into(),
        told(40, 10, number(7, 7)),
        told(41, 11, number(9, 9)),
    ];
    check_follows(records, &dated(11, "2024-01-10"), ProblemKind::OpenConflict);
}

#[test]
fn a_link_between_claims_is_followed_to_their_event() {
    let (one, other) = (ClaimId::from_bits(40), ClaimId::from_bits(41));
    let records = vec![
        source(10, "Dawn").into(),
        source(11, "Geo").into(),
        event(30, "The strike", "").into(),
        claim(40, 10, 30, "means", Value::Text("drones".into())).into(),
        claim(41, 11, 30, "means", Value::Text("missiles".into())).into(),
    ];
    let contradicts = link(80, one, Relation::Contradicts, other).into();
    check_follows(records, &contradicts, ProblemKind::OpenConflict);
}

#[test]
fn dates_of_events_are_followed_to_the_links_between_them() {
    let records = |first: &str| -> Vec<Record> {
        vec![
            event(30, "The strike", first).into(),
            event(31, "A call", "2024-01-18").into(),
            link(
                80,
                EventId::from_bits(30),
                Relation::Causes,
                EventId::from_bits(31),
            )
            .into(),
        ]
    };
    let later = event(30, "The strike", "2024-01-20").into();
    check_follows(
        records("2024-01-16"),
        &later,
        ProblemKind::EffectBeforeCause,
    );
    // As the analyst holds it to be, too; and under the name that the event has.
    let Record::Assessment(held) = assessments().swap_remove(6) else {
        panic!()
    };
    check_follows(
        records("2024-01-20"),
        &Record::Assessment(held),
        ProblemKind::EffectBeforeCause,
    );
    let renamed = event(31, "Another call", "2024-01-18").into();
    check_follows(
        records("2024-01-20"),
        &renamed,
        ProblemKind::EffectBeforeCause,
    );
}

#[test]
fn names_of_sources_are_followed_to_the_rings_that_they_are_in() {
    use LineageKind::Quotes;
    let records = vec![
        draws(10, &[(11, Quotes)]).into(),
        draws(11, &[(12, Quotes)]).into(),
        draws(12, &[(10, Quotes)]).into(),
    ];
    let mut renamed = draws(12, &[(10, Quotes)]);
    renamed.title = "ARY".into();
    check_follows(records.clone(), &renamed.into(), ProblemKind::LineageRing);
    check_follows(records, &source(12, "Geo").into(), ProblemKind::LineageRing);
}

proptest! {
    #![proptest_config(crate::model::chance::cases(40))]

    #[test]
    fn the_list_that_is_kept_is_the_list_that_is_made_anew(
        script in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..30),
        start in prop::collection::vec(prop::option::weighted(0.7, any::<prop::sample::Index>()), 21),
    ) {
        let all = records();
        let chosen = all.iter().zip(&start);
        let chosen = chosen.filter_map(|(variants, variant)| Some(variant.as_ref()?.get(variants).clone()));
        let mut project = load(chosen.collect());
        let mut list = ProblemList::build(&project);
        let mut history = Vec::new();
        for steps in &script {
            let changes = steps.iter().filter_map(|step| change(&project, &all, step)).collect();
            let transaction = Transaction { changes, ..Transaction::default() };
            if let Ok(applied) = project.apply(&transaction) {
                list.update(&project, &applied.changes);
                check_kept(&list, &project);
                history.push(applied);
            }
        }
        for applied in history.iter().rev() {
            let undone = project.apply(&applied.inverse()).unwrap();
            list.update(&project, &undone.changes);
            check_kept(&list, &project);
        }
    }

    #[test]
    fn a_list_that_was_made_of_an_earlier_state_catches_up_with_all_changes_since(
        script in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..30),
        start in prop::collection::vec(prop::option::weighted(0.7, any::<prop::sample::Index>()), 21),
    ) {
        let all = records();
        let chosen = all.iter().zip(&start);
        let chosen = chosen.filter_map(|(variants, variant)| Some(variant.as_ref()?.get(variants).clone()));
        let mut project = load(chosen.collect());
        let mut list = ProblemList::build(&project.snapshot().to_project());
        let mut since = Vec::new();
        for steps in &script {
            let changes = steps.iter().filter_map(|step| change(&project, &all, step)).collect();
            let transaction = Transaction { changes, ..Transaction::default() };
            since.extend(project.apply(&transaction).into_iter().flat_map(|applied| applied.changes));
        }
        list.update(&project, &since);
        check_kept(&list, &project);
    }

    #[test]
    fn whatever_is_edited_the_list_is_right(rolls in prop::collection::vec(roll(), 1..25)) {
        let mut project = case();
        let mut ids = IdSource::counting(1);
        let mut list = ProblemList::build(&project);
        let mut history = Vec::new();
        for roll in &rolls {
            let edit = random_edit(&project, roll);
            let now = "2024-04-30T12:00:00Z".parse().unwrap();
            let mut context = Context { ids: &mut ids, now: Stamp::from_timestamp(now) };
            let planned = plan(&project, &edit, &mut context).unwrap_or_default();
            let applied = project.apply(&planned).unwrap();
            list.update(&project, &applied.changes);
            check_kept(&list, &project);
            history.push(applied);
        }
        for applied in history.iter().rev() {
            let undone = project.apply(&applied.inverse()).unwrap();
            list.update(&project, &undone.changes);
            check_kept(&list, &project);
        }
    }
}
