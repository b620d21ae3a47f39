//! How records stand among each other: what nothing speaks of, what nobody read, what nothing uses, what comes
//! too early.

use super::*;

/// The problems of one kind in a project of these records.
#[track_caller]
fn check_kind(kind: ProblemKind, records: Vec<Record>, expected: &[&str]) {
    let expected: Vec<String> = expected
        .iter()
        .map(|message| format!("{}: {message}", kind.name()))
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check_of(records, |other| other == kind, &expected);
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

#[test]
fn an_event_that_no_claim_speaks_of_is_told() {
    check_kind(
        ProblemKind::UncitedEvent,
        vec![
            source(1, "Dawn").into(),
            event(3, "The strike", "").into(),
            event(4, "A call", "").into(),
            claim(5, 1, 4, "means", text("telephone")).into(),
        ],
        &[
            "Event “The strike” rests on no claim. Nobody can see where it is known from until a source that \
           tells of it is quoted.",
        ],
    );
}

#[test]
fn a_text_without_a_passage_or_a_remark_is_told() {
    let read = capture(12, 1, "two children died");
    let passage = Passage::of(&read, 4..12).unwrap();
    let looked_at: RecordId = CaptureId::from_bits(14).into();
    check_kind(
        ProblemKind::UnreadCapture,
        vec![
            source(1, "Dawn").into(),
            source(2, "Tribune").into(),
            source(3, "Geo").into(),
            capture(11, 1, "older").into(),
            read.into(),
            capture(13, 2, "nobody died").into(),
            capture(14, 3, "the weather").into(),
            capture(15, 2, "nobody died, they say").into(),
            capture(16, 1, "newer").into(),
            remark(20, Target::Passage(passage), "").into(),
            remark(21, Target::Record(looked_at), "Nothing in it.").into(),
        ],
        &[
            "“Tribune, undated capture” has no passage marked in it, and no remark on it. Whether somebody read \
           it and found nothing in it, nobody can say.",
        ],
    );
}

#[test]
fn a_tag_is_used_by_what_bears_it_by_names_and_by_tags_below() {
    let mut strike = event(3, "The strike", "");
    strike.tags.insert(Id::from_bits(12));
    strike.place.tag = Some(Id::from_bits(13));
    check_kind(
        ProblemKind::UnusedTag,
        vec![
            tag(11, "kind").into(),
            tag(12, "kind/strike").into(),
            tag(13, "place").into(),
            tag(14, "place/koh").into(),
            tag(15, "kin").into(),
            strike.into(),
            remark(20, Target::Record(TagId::from_bits(15).into()), "Why?").into(),
        ],
        &[
            "Tag “place/koh” is on no record and stands for no place and no actor, nor does a tag below it. Tags \
           that nobody uses hide the ones to choose from.",
            "Tag “kin” is on no record and stands for no place and no actor, nor does a tag below it. Tags that \
           nobody uses hide the ones to choose from.",
        ],
    );
}

/// Whether a link between two events of these dates is told, and why.
#[track_caller]
fn check_order(from: &str, relation: Relation, to: &str, expected: Option<&str>) {
    let records = vec![
        event(3, "A", from).into(),
        event(4, "B", to).into(),
        link(9, EventId::from_bits(3), relation, EventId::from_bits(4)).into(),
    ];
    let project = load(records);
    let problems = all_problems(&project, &never()).unwrap();
    let told = problems
        .iter()
        .find(|p| p.kind == ProblemKind::EffectBeforeCause);
    let told = told.map(|problem| problem.message.split(" The link or").next().unwrap());
    assert_eq!(told, expected, "{from} {relation:?} {to}");
}

#[test]
fn an_effect_that_is_certainly_before_its_cause_is_told() {
    let (earlier, later) = ("2024-01-16", "2024-01-18");
    check_order(earlier, Relation::Causes, later, None);
    check_order(
        later,
        Relation::Causes,
        earlier,
        Some(
            "Link “A causes B”: “A” is dated 18 Jan 2024 and “B” 16 Jan 2024, so the effect comes before its \
             cause.",
        ),
    );
    check_order(later, Relation::RespondsTo, earlier, None);
    check_order(
        earlier,
        Relation::RespondsTo,
        later,
        Some(
            "Link “A responds to B”: “B” is dated 18 Jan 2024 and “A” 16 Jan 2024, so the answer comes before \
             what it answers.",
        ),
    );
    check_order(later, Relation::Follows, earlier, None);
    check_order(
        earlier,
        Relation::Follows,
        later,
        Some(
            "Link “A follows B”: “B” is dated 18 Jan 2024 and “A” 16 Jan 2024, so what follows comes before what \
             it follows.",
        ),
    );
    for relation in [Relation::RelatedTo, Relation::PartOf, Relation::SameAs] {
        check_order(later, relation, earlier, None);
        check_order(earlier, relation, later, None);
    }
}

#[test]
fn dates_that_leave_room_are_no_contradiction() {
    check_order("2024-01", Relation::Causes, "2024-01-16", None);
    check_order("2024-01-16", Relation::Causes, "2024-01-16", None);
    check_order("2024-01-18~", Relation::Causes, "", None);
    check_order("", Relation::Causes, "2024-01-18", None);
    check_order(
        "2024-01-16/2024-01-20",
        Relation::RespondsTo,
        "2024-01-18",
        None,
    );
    check_order("2024-02", Relation::Causes, "..2024-01-18", None);
}

fn draws(number: u64, title: &str, on: &[(u64, LineageKind)]) -> Record {
    let lineage = on.iter().map(|&(to, kind)| Lineage {
        source: Id::from_bits(to),
        kind,
        note: String::new(),
    });
    let source = Source {
        lineage: lineage.collect(),
        ..source(number, title)
    };
    source.into()
}

#[test]
fn a_ring_of_lineage_is_told_once() {
    use LineageKind::{Cites, Quotes, Republishes, SameWire};
    check_kind(
        ProblemKind::LineageRing,
        vec![
            draws(1, "Dawn", &[(2, Quotes)]),
            draws(2, "Geo", &[(3, Republishes), (5, Quotes)]),
            draws(3, "ARY", &[(1, Cites)]),
            draws(4, "Tribune", &[(1, Quotes)]),
            draws(5, "AFP", &[(6, SameWire)]),
            draws(6, "AP", &[(5, SameWire)]),
            draws(7, "Wiki", &[(4, Cites), (7, Cites)]),
        ],
        &[
            "Source “Dawn” draws on itself by way of Geo and ARY. Which of them had it first cannot be told; one \
           of them is said to draw on the wrong source.",
            "Source “Wiki” is said to draw on itself, which says nothing. Another source may be meant.",
        ],
    );
}

#[test]
fn an_event_that_goes_back_to_one_origin_is_told() {
    use LineageKind::{Cites, Quotes};
    let mut given = claim(24, 2, 14, "means", text("drones"));
    given.attributed_to.source = Some(Id::from_bits(1));
    let mut slip = claim(26, 3, 15, "means", text("drones"));
    slip.status = ClaimStatus::SlipInSource;
    let mut gone = claim(27, 3, 16, "means", text("drones"));
    gone.status = ClaimStatus::Deprecated;
    let records = vec![
        source(1, "Dawn").into(),
        draws(2, "Geo", &[(1, Cites)]),
        draws(3, "ARY", &[(1, Quotes)]),
        event(11, "Alone", "").into(),
        event(12, "Two", "").into(),
        event(13, "Repeated", "").into(),
        event(14, "Given as", "").into(),
        event(15, "With a slip", "").into(),
        event(16, "Nothing held", "").into(),
        claim(20, 1, 11, "means", text("drones")).into(),
        claim(21, 1, 11, "reason", text("revenge")).into(),
        claim(22, 1, 12, "means", text("drones")).into(),
        claim(23, 2, 12, "means", text("drones")).into(),
        claim(28, 1, 13, "means", text("drones")).into(),
        claim(29, 3, 13, "means", text("drones")).into(),
        given.into(),
        claim(25, 1, 14, "means", text("drones")).into(),
        claim(30, 1, 15, "means", text("drones")).into(),
        slip.into(),
        gone.into(),
    ];
    check_kind(
        ProblemKind::SingleOrigin,
        records.clone(),
        &[
            "Event “Repeated” is told by 2 sources, 1 origin. They all have it from the same place, so they do \
           not confirm each other.",
            "Event “Given as” is told by 2 sources, 1 origin. They all have it from the same place, so they do \
           not confirm each other.",
        ],
    );
    check_kind(
        ProblemKind::SingleSource,
        records.clone(),
        &[
            "Event “Alone” is told by one source alone. There is no second account to check it against.",
            "Event “With a slip” is told by one source alone. There is no second account to check it against.",
        ],
    );
    check_kind(
        ProblemKind::UncitedEvent,
        records,
        &[
            "Event “Nothing held” rests on no claim that counts: all of them are deprecated or slips of their \
           sources. Nothing that is still held to be so says that it happened.",
        ],
    );
}

fn killed(low: i32, high: i32) -> Value {
    Value::Number(Quantity {
        low: Some(low.into()),
        high: Some(high.into()),
        ..Quantity::default()
    })
}

#[test]
fn a_conflict_is_told_by_event_and_field_until_it_is_assessed() {
    let mut records: Vec<Record> = vec![
        source(1, "Dawn").into(),
        source(2, "Geo").into(),
        source(3, "ARY").into(),
        event(11, "The strike", "").into(),
        claim(21, 1, 11, "killed", killed(2, 3)).into(),
        claim(22, 2, 11, "Killed", killed(5, 9)).into(),
        claim(23, 3, 11, "killed", killed(2, 3)).into(),
        claim(24, 1, 11, "wounded", killed(2, 3)).into(),
        claim(25, 2, 11, "wounded", killed(3, 4)).into(),
    ];
    check_kind(
        ProblemKind::OpenConflict,
        records.clone(),
        &[
            "The sources are in conflict on killed (2 to 3 and 5 to 9), which is not assessed for the event “The \
             strike”. Whoever reads the event has to choose between them without your reasons.",
        ],
    );
    let problems = all_problems(&load(records.clone()), &never()).unwrap();
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["killed"]);
    records.push(
        Assessment {
            id: Id::from_bits(30),
            event: Id::from_bits(11),
            field: "KILLED".into(),
            value: killed(2, 3),
            reason: String::new(),
            claim: None,
            decided: None,
            earlier: Vec::new(),
        }
        .into(),
    );
    check_kind(ProblemKind::OpenConflict, records, &[]);
}

#[test]
fn the_assessed_date_goes_before_the_one_in_the_event() {
    let assessed = |field: &str, edtf: &str| {
        let held = When {
            edtf: date::Edtf::new(edtf),
            ..When::default()
        };
        Assessment {
            id: Id::from_bits(30),
            event: Id::from_bits(3),
            field: field.into(),
            value: Value::When(held),
            reason: String::new(),
            claim: None,
            decided: None,
            earlier: Vec::new(),
        }
    };
    let told = |field: &str, edtf: &str| {
        let records = vec![
            event(3, "A", "2024-01-18").into(),
            event(4, "B", "2024-01-16").into(),
            link(
                9,
                EventId::from_bits(3),
                Relation::Causes,
                EventId::from_bits(4),
            )
            .into(),
            assessed(field, edtf).into(),
        ];
        ProblemList::build(&load(records)).count(ProblemKind::EffectBeforeCause)
    };
    assert_eq!(told("date", "2024-01-15"), 0);
    assert_eq!(told("Date ", "2024-01-15"), 0);
    assert_eq!(told("date", "2024-01-17"), 1);
    assert_eq!(told("date", "nonsense"), 1);
    assert_eq!(told("report", "2024-01-15"), 1);
}

/// Whether "A causes B" is told where A and B have these dates and zones.
#[track_caller]
fn check_zones(a: (&str, &str), b: (&str, &str), expected: bool) {
    let dated = |number, (edtf, zone): (&str, &str)| {
        let mut event = event(number, "An event", edtf);
        event.when.zone = zone.into();
        Record::from(event)
    };
    let records = vec![
        dated(3, a),
        dated(4, b),
        link(
            9,
            EventId::from_bits(3),
            Relation::Causes,
            EventId::from_bits(4),
        )
        .into(),
    ];
    let list = ProblemList::build(&load(records));
    assert_eq!(
        list.count(ProblemKind::EffectBeforeCause) > 0,
        expected,
        "{a:?} causes {b:?}"
    );
}

#[test]
fn clocks_and_zones_are_taken_into_account() {
    // The 17th has begun in Pakistan while it is the 16th in Iran.
    check_zones(
        ("2024-01-17", "Asia/Karachi"),
        ("2024-01-16", "Asia/Tehran"),
        false,
    );
    check_zones(
        ("2024-01-17", "Asia/Karachi"),
        ("2024-01-16", "Asia/Karachi"),
        true,
    );
    check_zones(("2024-01-18", "+05:00"), ("2024-01-16", "+03:30"), true);
    check_zones(("2024-01-17", ""), ("2024-01-16", "+03:30"), true);
    check_zones(
        ("2024-01-16T20:00:00", "+05:00"),
        ("2024-01-16T04:00:00", "+05:00"),
        true,
    );
    check_zones(
        ("2024-01-16T20:00:00", ""),
        ("2024-01-16T04:00:00", ""),
        false,
    );
    check_zones(
        ("2024-01-16T04:00:00", ""),
        ("2024-01-16T20:00:00", ""),
        false,
    );
    check_zones(("2024-01-16T04:00:00", ""), ("2024-01-16", ""), false);
}

#[test]
fn a_value_that_is_not_in_its_passage_is_told_until_it_is_accepted_or_a_slip() {
    let read = capture(12, 1, "two children died");
    let passage = Passage::of(&read, 0..12).unwrap();
    let told = |value: Value, change: fn(&mut Claim)| {
        let mut claim = claim(21, 1, 11, "killed", value);
        claim.passage = Some(passage.clone());
        change(&mut claim);
        let records = vec![
            source(1, "Dawn").into(),
            capture(12, 1, "two children died").into(),
            event(11, "The strike", "").into(),
            claim.into(),
        ];
        let problems = all_problems(&load(records), &never()).unwrap();
        let mut told = problems
            .into_iter()
            .filter(|p| p.kind == ProblemKind::QuoteWithoutValue);
        told.next().map(|problem| problem.message)
    };
    let sentence = "The figure 3 is not in the passage “two children”. Whoever follows the claim “killed: 3 to 3” \
                    to its words does not find it there.";
    assert_eq!(told(killed(2, 2), |_| {}), None);
    assert_eq!(told(killed(3, 3), |_| {}).as_deref(), Some(sentence));
    assert_eq!(
        told(killed(3, 3), |c| c.accepted_because =
            "The caption has it.".into()),
        None
    );
    assert_eq!(
        told(killed(3, 3), |c| c.accepted_because = "  ".into()).as_deref(),
        Some(sentence)
    );
    assert_eq!(
        told(killed(3, 3), |c| c.status = ClaimStatus::SlipInSource),
        None
    );
    assert_eq!(
        told(killed(3, 3), |c| c.status = ClaimStatus::Deprecated),
        None
    );
    assert_eq!(told(killed(3, 3), |c| c.passage = None), None);
}
