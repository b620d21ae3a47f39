//! Small projects, and what is said of one event in them, as text.

use super::*;
use crate::model::date::Edtf;
use crate::model::*;

const EVENT: u64 = 1;

fn when(edtf: &str) -> When {
    When {
        edtf: Edtf::new(edtf),
        ..When::default()
    }
}

fn count(best: i32) -> Value {
    Value::Number(Quantity {
        best: Some(best.into()),
        ..Quantity::default()
    })
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn day(edtf: &str) -> Value {
    Value::When(when(edtf))
}

/// The sources of all projects here: a name and the day of publication.
const SOURCES: &[(&str, &str)] = &[
    ("Dawn", "2024-01-17"),
    ("Anadolu", "2024-01-18"),
    ("Paper", "2024-04"),
    ("Leaflet", ""),
];

fn source(name: &str) -> SourceId {
    let place = SOURCES
        .iter()
        .position(|(known, _)| *known == name)
        .unwrap();
    Id::from_bits(10 + place as u64)
}

/// Tags of actors.
const TAGS: &[&str] = &["BLA", "BLF", "civilians"];

/// A claim of `source` on `field`; ids count up from 100 in the order of the project.
fn claim(source_name: &str, field: &str, value: Value) -> Claim {
    Claim::new(
        Id::from_bits(0),
        source(source_name),
        Id::from_bits(EVENT),
        field,
        value,
    )
}

fn reported(mut claim: Claim, edtf: &str) -> Claim {
    claim.reported = when(edtf).into();
    claim
}

fn marked(mut claim: Claim, status: ClaimStatus) -> Claim {
    claim.status = status;
    claim
}

fn said_by(mut claim: Claim, name: &str) -> Claim {
    claim.attributed_to.name = name.into();
    claim
}

/// The value of claim number `from` (counted from 0) or another one, as the analyst's.
fn assessed(field: &str, value: Value, from: Option<u64>) -> Assessment {
    Assessment {
        id: Id::from_bits(50),
        event: Id::from_bits(EVENT),
        field: field.into(),
        value,
        reason: String::new(),
        claim: from.map(|from| Id::from_bits(100 + from)),
        decided: None,
        earlier: Vec::new(),
    }
}

fn project(claims: Vec<Claim>, assessments: Vec<Assessment>) -> Project {
    let mut records: Vec<Record> = vec![Event::new(Id::from_bits(EVENT)).into()];
    for (path, bits) in TAGS.iter().zip(30u64..) {
        records.push(
            Tag {
                id: Id::from_bits(bits),
                path: format!("actor/{path}"),
                colour: TagColour::default(),
                description: String::new(),
            }
            .into(),
        );
    }
    for (name, issued) in SOURCES {
        records.push(
            Source {
                title: (*name).to_owned(),
                issued: when(issued),
                ..Source::new(source(name))
            }
            .into(),
        );
    }
    for (mut claim, number) in claims.into_iter().zip(100u64..) {
        claim.id = Id::from_bits(number);
        records.push(claim.into());
    }
    records.extend(assessments.into_iter().map(Record::from));
    let (project, refused) = Project::load(Meta::default(), records);
    assert!(refused.is_empty());
    project
}

fn value_of(project: &Project, entry: &Entry) -> String {
    let claim = project.claims().get(entry.claim).unwrap();
    let name = project.sources().get(entry.source).unwrap().short_name();
    let counts = if entry.counts { "" } else { ", does not count" };
    format!("{} ({name}{counts})", claim.value.short())
}

/// The accounts as text: a line a field, then a line a claim with its sign, value, source and why.
fn told(project: &Project, until: &str) -> Vec<String> {
    let until = Edtf::new(until).bounds().and_then(|bounds| bounds.single());
    let found = accounts(project, Id::from_bits(EVENT), until);
    let mut lines = Vec::new();
    for field in &found.fields {
        let open = if field.unresolved { ", unresolved" } else { "" };
        let held = if field.assessment.is_some() {
            ", assessed"
        } else {
            ""
        };
        lines.push(format!("{}: {:?}{held}{open}", field.field, field.standing));
        for entry in &field.entries {
            lines.push(format!(
                "  {:?} {} {}",
                entry.sign,
                value_of(project, entry),
                entry.because
            ));
        }
    }
    if found.not_yet + found.undated > 0 {
        lines.push(format!(
            "{} not yet, {} undated",
            found.not_yet, found.undated
        ));
    }
    lines
}

#[track_caller]
fn check(project: &Project, until: &str, expected: &[&str]) {
    assert_eq!(told(project, until), expected);
}

#[test]
fn a_toll_that_rises_is_a_story_and_two_tolls_of_one_day_are_a_conflict() {
    let rising = project(
        vec![
            claim("Dawn", "killed", count(7)),
            claim("Anadolu", "killed", count(9)),
        ],
        vec![],
    );
    let why = "7 was reported on 17 January 2024 by Dawn and 9 on 18 January 2024 by Anadolu: a toll that rises as reports come in.";
    check(
        &rising,
        "",
        &[
            "killed: Compatible",
            &format!("  Compatible 7 (Dawn) {why}"),
            &format!("  Compatible 9 (Anadolu) {why}"),
        ],
    );
    check(
        &rising,
        "2024-01-17",
        &[
            "killed: Alone",
            "  Alone 7 (Dawn) Nobody else had spoken of it by 17 January 2024.",
            "1 not yet, 0 undated",
        ],
    );
    let conflict = project(
        vec![
            claim("Dawn", "killed", count(9)),
            claim("Anadolu", "killed", count(7)),
        ],
        vec![],
    );
    check(
        &conflict,
        "",
        &[
            "killed: Conflict, unresolved",
            "  Conflict 9 (Dawn) Against Anadolu: 9 and 7 cannot both be right: neither leaves room for the other.",
            "  Conflict 7 (Anadolu) Against Dawn: 7 and 9 cannot both be right: neither leaves room for the other.",
        ],
    );
}

#[test]
fn fields_come_well_known_first_and_names_are_folded() {
    let project = project(
        vec![
            claim("Dawn", "Weather", text("fog")),
            claim("Dawn", "means", text("missile")),
            claim("Anadolu", "aim", text("a warning")),
            claim("Anadolu", " MEANS", text("Missile.")),
            claim("Dawn", "date", day("2024-01-16")),
            claim("Anadolu", "means", text("mortar")),
        ],
        vec![],
    );
    check(
        &project,
        "",
        &[
            "date: Alone",
            "  Alone 16 Jan 2024 (Dawn) Nobody else speaks of it.",
            "means: NotComparable",
            "  Same missile (Dawn) Against Anadolu: Both say “missile”.",
            "  Same Missile. (Anadolu) Against Dawn: Both say “Missile.”.",
            "  NotComparable mortar (Anadolu) Against Dawn: Whether “mortar” and “missile” agree takes a reader; words are not compared by the program.",
            "aim: Alone",
            "  Alone a warning (Anadolu) Nobody else speaks of it.",
            "Weather: Alone",
            "  Alone fog (Dawn) Nobody else speaks of it.",
        ],
    );
}

#[test]
fn slips_and_deprecated_claims_are_shown_and_do_not_make_a_conflict() {
    let slips = project(
        vec![
            claim("Dawn", "date", day("2024-01-16")),
            claim("Anadolu", "date", day("2024-01")),
            marked(
                claim("Paper", "date", day("2014-01")),
                ClaimStatus::SlipInSource,
            ),
            marked(
                claim("Leaflet", "date", day("2024-01-17")),
                ClaimStatus::Deprecated,
            ),
        ],
        vec![],
    );
    check(
        &slips,
        "",
        &[
            "date: Compatible",
            "  Compatible 16 Jan 2024 (Dawn) Against Anadolu: 16 January 2024 lies within January 2024, which is less exact.",
            "  Compatible Jan 2024 (Anadolu) Against Dawn: 16 January 2024 lies within January 2024, which is less exact.",
            "  Conflict Jan 2014 (Paper, does not count) Against Dawn: No day fits both January 2014 and 16 January 2024: they are some 10 years apart.",
            "  Conflict 17 Jan 2024 (Leaflet, does not count) Against Dawn: No day fits both 17 January 2024 and 16 January 2024: they are 1 day apart.",
            "0 not yet, 1 undated",
        ],
    );
    let only = project(
        vec![marked(
            claim("Paper", "date", day("2014-01")),
            ClaimStatus::SlipInSource,
        )],
        vec![],
    );
    check(
        &only,
        "",
        &[
            "date: Silent",
            "  Alone Jan 2014 (Paper, does not count) Nobody else speaks of it.",
        ],
    );
}

#[test]
fn what_the_same_voice_says_later_takes_the_place_of_what_it_said() {
    let commissioner = |value, on| {
        reported(
            said_by(claim("Dawn", "wounded", value), "The commissioner"),
            on,
        )
    };
    let project = project(
        vec![
            commissioner(count(3), "2024-01-20"),
            commissioner(count(4), "2024-01-18"),
            claim("Anadolu", "wounded", count(3)),
            reported(claim("Dawn", "wounded", count(4)), "2024-01-18"),
        ],
        vec![],
    );
    check(
        &project,
        "",
        &[
            "wounded: Conflict, unresolved",
            "  Compatible 4 (Dawn, does not count) Dawn (The commissioner) gave 4 on 18 January 2024 and 3 on 20 January 2024: the later report takes the place of the earlier one.",
            "  Conflict 3 (Anadolu) Against Dawn: 3 and 4 cannot both be right: neither leaves room for the other.",
            "  Conflict 4 (Dawn) Against Anadolu: 4 and 3 cannot both be right: neither leaves room for the other.",
            "  Conflict 3 (Dawn) Against Dawn: 3 and 4 cannot both be right: neither leaves room for the other.",
        ],
    );
    check(
        &project,
        "2024-01-19",
        &[
            "wounded: Conflict, unresolved",
            "  Conflict 4 (Dawn) Against Anadolu: 4 and 3 cannot both be right: neither leaves room for the other.",
            "  Conflict 3 (Anadolu) Against Dawn (The commissioner): 3 and 4 cannot both be right: neither leaves room for the other.",
            "  Conflict 4 (Dawn) Against Anadolu: 4 and 3 cannot both be right: neither leaves room for the other.",
            "1 not yet, 0 undated",
        ],
    );
}

#[test]
fn an_assessed_field_is_held_against_what_was_assessed() {
    let claims = vec![
        claim("Dawn", "killed", count(7)),
        claim("Anadolu", "killed", count(9)),
        reported(claim("Paper", "killed", count(12)), "2024-01-18"),
    ];
    let taken = project(claims.clone(), vec![assessed("Killed", count(9), Some(1))]);
    check(
        &taken,
        "",
        &[
            "killed: Conflict, assessed",
            "  Compatible 7 (Dawn) Against the assessed value: 7 was reported on 17 January 2024 by Dawn and 9 on 18 January 2024 by Anadolu: a toll that rises as reports come in.",
            "  Same 9 (Anadolu) The assessed value was taken from this claim.",
            "  Conflict 12 (Paper) Against the assessed value: 12 and 9 cannot both be right: neither leaves room for the other.",
        ],
    );
    let typed = project(claims, vec![assessed("killed", count(9), None)]);
    check(
        &typed,
        "2024-01-17",
        &[
            "killed: Alone, assessed",
            "  Conflict 7 (Dawn) Against the assessed value: 7 and 9 cannot both be right: neither leaves room for the other.",
            "2 not yet, 0 undated",
        ],
    );
    let silent = project(vec![], vec![assessed("killed", count(9), None)]);
    check(&silent, "", &["killed: Silent, assessed"]);
}

#[test]
fn a_lone_claim_that_cannot_be_held_against_the_assessed_value_stays_alone() {
    let claims = vec![claim("Dawn", "weather", text("snow"))];
    let held = vec![assessed("weather", text("fog"), None)];
    check(
        &project(claims.clone(), held.clone()),
        "",
        &[
            "weather: Alone, assessed",
            "  Alone snow (Dawn) Nobody else speaks of it. Against the assessed value: Whether “snow” and “fog” agree takes a reader; words are not compared by the program.",
        ],
    );
    let two = vec![claims[0].clone(), claim("Anadolu", "weather", text("hail"))];
    let fields = accounts(&project(two, held), Id::from_bits(EVENT), None).fields;
    let signs: Vec<Sign> = fields[0].entries.iter().map(|entry| entry.sign).collect();
    assert_eq!(signs, [Sign::NotComparable; 2], "two beside each other");
}

fn actor(name: &str) -> Value {
    Value::Actor(Actor {
        name: name.into(),
        tag: TAGS
            .iter()
            .position(|tag| *tag == name)
            .map(|place| Id::from_bits(30 + place as u64)),
        role: Name::default(),
    })
}

#[test]
fn who_names_two_actors_is_not_in_conflict_with_who_names_one_of_them() {
    let listed = project(
        vec![
            claim("Dawn", "target", actor("BLA")),
            claim("Dawn", "target", actor("BLF")),
            claim("Anadolu", "target", actor("BLA")),
        ],
        vec![],
    );
    check(
        &listed,
        "",
        &[
            "target: Compatible",
            "  Same BLA (Dawn) Against Anadolu: Both name “BLA”.",
            "  Compatible BLF (Dawn) Dawn names both “BLF” and “BLA”.",
            "  Same BLA (Anadolu) Against Dawn: Both name “BLA”.",
        ],
    );
    let apart = project(
        vec![
            claim("Dawn", "target", actor("BLF")),
            claim("Dawn", "target", actor("BLA")),
            claim("Anadolu", "target", actor("civilians")),
            claim("Paper", "target", actor("BLF")),
        ],
        vec![],
    );
    check(
        &apart,
        "",
        &[
            "target: Conflict, unresolved",
            "  Conflict BLF (Dawn) Against Anadolu: “BLF” and “civilians” are different actors (tags BLF and civilians).",
            "  Conflict BLA (Dawn) Against Anadolu: “BLA” and “civilians” are different actors (tags BLA and civilians).",
            "  Conflict civilians (Anadolu) Against Dawn: “civilians” and “BLF” are different actors (tags civilians and BLF).",
            "  Conflict BLF (Paper) Against Anadolu: “BLF” and “civilians” are different actors (tags BLF and civilians).",
        ],
    );
}

/// How the event looks from each source: "source: sign, the first of its claims".
#[track_caller]
fn check_sources(project: &Project, until: &str, expected: &[&str]) {
    let until = Edtf::new(until).bounds().and_then(|bounds| bounds.single());
    let found = event_by_source(project, Id::from_bits(EVENT), until);
    let told: Vec<String> = found
        .iter()
        .map(|(source, sign, claims)| {
            let name = project.sources().get(*source).unwrap().short_name();
            let values: Vec<String> = claims
                .iter()
                .map(|claim| project.claims().get(*claim).unwrap().value.short())
                .collect();
            format!("{name}: {sign:?}, {}", values.join(", "))
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_source_has_the_sign_that_most_asks_for_a_look() {
    let project = project(
        vec![
            claim("Anadolu", "killed", count(9)),
            claim("Dawn", "date", day("2024-01-16")),
            claim("Dawn", "means", text("missile")),
            claim("Dawn", "killed", count(11)),
            claim("Anadolu", "date", day("2024-01-16")),
            marked(
                claim("Paper", "date", day("2014-01")),
                ClaimStatus::SlipInSource,
            ),
            claim("Paper", "means", text("mortar")),
            marked(
                claim("Leaflet", "date", day("2024-01-17")),
                ClaimStatus::SlipInSource,
            ),
        ],
        vec![],
    );
    check_sources(
        &project,
        "",
        &[
            "Dawn: Conflict, 11, 16 Jan 2024, missile",
            "Anadolu: Conflict, 9, 16 Jan 2024",
            "Paper: NotComparable, mortar, Jan 2014",
            "Leaflet: Conflict, 17 Jan 2024",
        ],
    );
    check_sources(
        &project,
        "2024-01-17",
        &["Dawn: Alone, 16 Jan 2024, missile, 11"],
    );
    check_sources(&project, "2024-01-16", &[]);
}

#[test]
fn many_equal_claims_are_compared_once_and_other_events_not_at_all() {
    let sources = ["Dawn", "Anadolu", "Paper"];
    let mut claims: Vec<Claim> = (0..1500)
        .map(|number| claim(sources[number % 3], "killed", count(9)))
        .collect();
    claims.push(claim("Dawn", "killed", count(12)));
    let elsewhere = (0..1500).map(|number| Claim {
        event: Id::from_bits(2),
        ..claim("Dawn", "killed", count(number))
    });
    claims.extend(elsewhere);
    let project = project(claims, vec![]);
    let found = accounts(&project, Id::from_bits(EVENT), None);
    let [field] = found.fields.as_slice() else {
        panic!("one field: {}", found.fields.len());
    };
    assert_eq!(
        (field.entries.len(), field.standing),
        (1501, Standing::Conflict)
    );
    let conflicts = field
        .entries
        .iter()
        .filter(|entry| entry.sign == Sign::Conflict);
    assert_eq!(conflicts.count(), 1501);
}

/// The claims of `project` numbered `from` and `to` (counted from 0), linked.
fn linked(project: Project, from: u64, to: u64, relation: Relation, note: &str) -> Project {
    let claim = |number| RecordId::Claim(Id::from_bits(100 + number));
    let link = Link {
        id: Id::from_bits(70 + from),
        from: claim(from),
        to: claim(to),
        relation,
        note: note.to_owned(),
    };
    let mut project = project;
    let insert = Change::Insert {
        record: link.into(),
        slot: None,
    };
    let step = Transaction {
        changes: vec![insert],
        ..Transaction::default()
    };
    project.apply(&step).unwrap();
    project
}

#[test]
fn what_the_analyst_says_of_two_claims_by_a_link_stands_before_their_values() {
    let told_apart = |relation, note| {
        let claims = vec![
            claim("Dawn", "target", text("a hideout")),
            claim("Anadolu", "target", text("a house")),
        ];
        linked(project(claims, vec![]), 0, 1, relation, note)
    };
    check(
        &told_apart(Relation::Contradicts, "Nobody lived in a hideout."),
        "",
        &[
            "target: Conflict, unresolved",
            "  Conflict a hideout (Dawn) Against Anadolu: By a link of the analyst, “a hideout” contradicts “a house”. Nobody lived in a hideout.",
            "  Conflict a house (Anadolu) Against Dawn: By a link of the analyst, “a hideout” contradicts “a house”. Nobody lived in a hideout.",
        ],
    );
    let standing = |relation| told(&told_apart(relation, ""), "")[0].clone();
    assert_eq!(standing(Relation::SameAs), "target: Same");
    assert_eq!(standing(Relation::Supports), "target: Compatible");
    assert_eq!(standing(Relation::RelatedTo), "target: NotComparable");
}

#[test]
fn a_link_speaks_of_its_two_claims_and_of_no_equal_ones() {
    let claims = vec![
        claim("Dawn", "killed", count(2)),
        claim("Anadolu", "killed", count(2)),
        claim("Leaflet", "killed", count(2)),
    ];
    let found = linked(project(claims, vec![]), 0, 1, Relation::Contradicts, "");
    let signs: Vec<Sign> = accounts(&found, Id::from_bits(EVENT), None).fields[0]
        .entries
        .iter()
        .map(|entry| entry.sign)
        .collect();
    assert_eq!(signs, [Sign::Conflict, Sign::Conflict, Sign::Same]);
}

#[test]
fn support_makes_equal_values_no_less_than_the_same() {
    let claims = vec![
        claim("Dawn", "killed", count(2)),
        claim("Anadolu", "killed", count(2)),
    ];
    let found = linked(project(claims, vec![]), 0, 1, Relation::Supports, "");
    assert_eq!(told(&found, "")[0], "killed: Same");
}
