//! Search on one small case: what queries find, where the hits stand, in which order rows come.

mod columns;
mod counting;
mod hits;
mod listing;
mod matching;

use crate::model::*;

/// Records are called by a letter and a number in these tests: `e1` is the first event.
const LETTERS: &[(&str, Kind)] = &[
    ("t", Kind::Tag),
    ("s", Kind::Source),
    ("k", Kind::Capture),
    ("e", Kind::Event),
    ("c", Kind::Claim),
    ("h", Kind::Assessment),
    ("n", Kind::Note),
    ("a", Kind::Annotation),
    ("l", Kind::Link),
    ("v", Kind::View),
    ("u", Kind::Unread),
];

fn bits(kind: Kind, number: u64) -> u64 {
    (kind as u64 + 1) * 100 + number
}

fn name(id: RecordId) -> String {
    let letter = LETTERS.iter().find(|(_, kind)| *kind == id.kind());
    format!("{}{}", letter.unwrap().0, id.bits() % 100)
}

fn id<T: RecordType>(number: u64) -> Id<T> {
    Id::from_bits(bits(T::KIND, number))
}

fn named(text: &str) -> RecordId {
    let (letter, number) = text.split_at(1);
    let kind = LETTERS
        .iter()
        .find(|(known, _)| *known == letter)
        .unwrap()
        .1;
    RecordId::from_bits(kind, bits(kind, number.parse().unwrap()))
}

fn tag(number: u64, path: &str) -> Record {
    Record::from(Tag {
        id: id(number),
        path: path.into(),
        colour: TagColour::default(),
        description: String::new(),
    })
}

fn tags(numbers: &[u64]) -> TagSet {
    numbers.iter().map(|&number| id(number)).collect()
}

fn when(words: &str, edtf: &str) -> When {
    When {
        words: words.into(),
        edtf: date::Edtf::new(edtf),
        ..When::default()
    }
}

fn event(number: u64, title: &str, date: When, kind: &str, tagged: &[u64]) -> Event {
    Event {
        title: title.into(),
        when: date,
        kind: kind.into(),
        tags: tags(tagged),
        ..Event::new(id(number))
    }
}

fn claim(number: u64, source: u64, event: u64, field: &str, value: Value) -> Claim {
    Claim::new(id(number), id(source), id(event), field, value)
}

fn figure(best: i32, scope: &str) -> Value {
    Value::Number(Quantity {
        best: Some(best.into()),
        scope: scope.into(),
        ..Quantity::default()
    })
}

fn annotation(number: u64, target: Target, body: &str) -> Annotation {
    Annotation {
        body: body.into(),
        ..Annotation::new(id(number), target)
    }
}

fn stamp(text: &str) -> Option<Stamp> {
    Some(Stamp::from_timestamp(text.parse().unwrap()))
}

fn sources() -> Vec<Record> {
    let dawn = Source {
        short_title: "Dawn 17 Jan".into(),
        title: "Two children killed in strike".into(),
        container: "Dawn".into(),
        issued: when("17 January 2024", "2024-01-17"),
        reliability: Reliability::B,
        tags: tags(&[4]),
        ..Source::new(id(1))
    };
    let paper = Source {
        title: "Brothers and strikes".into(),
        kind: SourceKind::ArticleJournal,
        authors: vec![
            PersonName::parse("Jamshed, A."),
            PersonName::parse("Rafi, B."),
        ],
        issued: when("", "2024-04"),
        reliability: Reliability::A,
        ..Source::new(id(2))
    };
    let persian = Source {
        title: "حملهٔ موشکی به کوه سبز".into(),
        container: "روزنامهٔ ایران".into(),
        summary: "۹ نفر، می‌گوید".into(),
        ..Source::new(id(3))
    };
    [dawn, paper, persian].map(Record::from).to_vec()
}

fn events() -> Vec<Record> {
    let mut strike = event(
        1,
        "Iranian strike on Koh-e-Sabz",
        when("16 January", "2024-01-16"),
        "Strike",
        &[2],
    );
    strike.place.name = "کوہ سبز، پنجگور".into();
    strike.actors.push(Actor {
        name: "IRGC".into(),
        tag: None,
        role: "struck".into(),
    });
    let mut operation = event(
        2,
        "Operation Marg Bar Sarmachar",
        when("", "2024-01-18"),
        "Strike",
        &[3, 4],
    );
    // Named twice by one record: as what it bears and as who took part.
    operation.actors.push(Actor {
        tag: Some(id(4)),
        ..Actor::default()
    });
    let mut meeting = event(
        3,
        "Café meeting in ZÜRICH",
        When::default(),
        "Meeting",
        &[5],
    );
    meeting.place.tag = Some(id(4));
    meeting.summary = "Nobody said when.\n  Re\u{301}sume\u{301} at https://example.org/a:b".into();
    let call = event(
        4,
        "A call at dawn",
        when("some day that week", "2024-01-16/2024-01-19"),
        "",
        &[],
    );
    [strike, operation, meeting, call]
        .map(Record::from)
        .to_vec()
}

fn claims_and_remarks(capture: &Capture) -> Vec<Record> {
    let start = capture.text.find("two").unwrap();
    let passage = Passage::of(capture, start..start + 12).unwrap();
    let mut killed = claim(1, 1, 1, "killed", figure(2, "children"));
    killed.passage = Some(passage.clone());
    killed.credibility = Credibility::ProbablyTrue;
    killed.attributed_to.name = "Commissioner of Makran".into();
    let mut date = claim(2, 2, 1, "date", Value::When(when("the 17th", "2024-01-17")));
    date.attributed_to.source = Some(id(1));
    date.reported = when("late on the 17th", "2024-01-17").into();
    let nine = claim(3, 2, 2, "killed", figure(9, ""));
    let note = |number, title: &str, text: &str, tagged: &[u64], modified: &str| {
        Record::from(Note {
            id: id(number),
            title: title.into(),
            text: text.into(),
            tags: tags(tagged),
            created: None,
            modified: stamp(modified),
        })
    };
    let mut resolved = annotation(2, Target::Record(id::<Claim>(1).into()), "Sure of this?");
    resolved.resolution = Resolution::Resolved;
    resolved.created = stamp("2024-05-01T10:00:00Z");
    vec![
        killed.into(),
        date.into(),
        nine.into(),
        note(
            1,
            "Open questions",
            "Who warned whom?",
            &[4],
            "2024-05-02T10:00:00Z",
        ),
        note(
            2,
            "",
            "Iran’s “reply” – nine dead",
            &[],
            "2024-05-01T10:00:00Z",
        ),
        annotation(1, Target::Passage(passage), "").into(),
        resolved.into(),
        annotation(3, Target::Record(id::<Annotation>(2).into()), "Yes 😀").into(),
        Record::from(Link {
            id: id(1),
            from: id::<Event>(2).into(),
            to: id::<Event>(1).into(),
            relation: Relation::RespondsTo,
            note: "said so itself".into(),
        }),
        Record::from(Assessment {
            id: id(1),
            event: id(1),
            field: "killed".into(),
            value: figure(2, ""),
            reason: "Both agree.".into(),
            claim: Some(id(1)),
            decided: None,
            earlier: Vec::new(),
        }),
    ]
}

fn project() -> Project {
    let text = "The strike killed two\nchildren at Koh-e-Sabz; Straße, Ærø.";
    let capture = Capture {
        id: id(1),
        source: id(1),
        taken: when("", "2024-02-01"),
        nature: CaptureNature::default(),
        origin: "pasted".into(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    };
    let mut records = vec![
        tag(1, "actor"),
        tag(2, "actor/jaish-al-adl"),
        tag(3, "actor/BLA"),
        tag(4, "border"),
        tag(5, "place/border post"),
    ];
    records.extend(sources());
    records.extend(claims_and_remarks(&capture));
    records.push(capture.into());
    records.extend(events());
    let (project, refused) = Project::load(Meta::default(), records);
    assert!(refused.is_empty());
    project
}
