//! Random projects: every kind of record with every field, and texts that try to break a file.

use annals::model::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// So many inputs, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(few),
    }
}

/// Pieces that mean something in RON, in Unicode or to an editor.
const PIECES: [&str; 42] = [
    "\"",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\"#",
    "\"##",
    "r#\"",
    "#",
    "\u{1}",
    "\0",
    "\u{7f}",
    "\u{1b}[2J",
    "é",
    "e\u{301}",
    "😀",
    "\u{202e}abc",
    "\u{200f}السلام",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "//",
    "/*",
    "*/",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "'",
    "\\n",
    "\\u{41}",
    "Some(",
    "x",
    "two words",
    " ",
    "  \n  ",
];

/// A text that tries to break a file.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        2 => "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        3 => proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..8)
            .prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// What a record is made of.
#[derive(Debug, Clone)]
pub(crate) struct Roll {
    kind: Index,
    texts: [String; 5],
    picks: [Index; 4],
    figures: [f64; 3],
    flags: u8,
}

fn roll() -> impl Strategy<Value = Roll> {
    let figure = prop_oneof![
        any::<f64>(),
        any::<i32>().prop_map(f64::from),
        Just(-0.0),
        Just(9_007_199_254_740_993.0),
        Just(0.1),
    ];
    (
        any::<Index>(),
        proptest::array::uniform5(hostile()),
        any::<[Index; 4]>(),
        proptest::array::uniform3(figure),
        any::<u8>(),
    )
        .prop_map(|(kind, texts, picks, figures, flags)| Roll {
            kind,
            texts,
            picks,
            figures,
            flags,
        })
}

/// A project of some random records; they name each other, and now and then what is not there.
pub(crate) fn project() -> impl Strategy<Value = Project> {
    let meta = (
        hostile(),
        hostile(),
        proptest::collection::vec(hostile(), 0..3),
    );
    (meta, proptest::collection::vec(roll(), 0..10)).prop_map(|((title, summary, muted), rolls)| {
        let meta = Meta {
            title,
            summary,
            created: (!muted.is_empty()).then(|| stamp(7)),
            muted_problems: muted,
        };
        let records = rolls.iter().enumerate();
        let records = records.map(|(number, roll)| roll.record(number as u64 + 1));
        let (project, refused) = Project::load(meta, records.collect::<Vec<_>>());
        assert!(refused.is_empty());
        project
    })
}

fn stamp(seconds: i64) -> Stamp {
    Stamp::from_timestamp(jiff::Timestamp::from_second(1_700_000_000 + seconds).unwrap())
}

impl Roll {
    fn text(&self, number: usize) -> String {
        self.texts[number % self.texts.len()].clone()
    }

    fn flag(&self, number: u8) -> bool {
        self.flags >> number & 1 == 1
    }

    fn pick<T: Copy>(&self, number: usize, of: &[T]) -> T {
        *self.picks[number % self.picks.len()].get(of)
    }

    fn choice<T: Choice>(&self, number: usize) -> T {
        self.pick(number, T::ALL)
    }

    /// An id that one of the records may have.
    fn id<T>(&self, number: usize) -> Id<T> {
        Id::from_bits(self.picks[number % self.picks.len()].index(12) as u64)
    }

    fn any_id(&self, number: usize) -> RecordId {
        let kinds = &Kind::ALL[..10];
        RecordId::from_bits(self.pick(number, kinds), self.id::<()>(number + 1).bits())
    }

    fn tags(&self) -> TagSet {
        let tags = [self.id(0), self.id(1), self.id(2)];
        tags.into_iter().take(usize::from(self.flags % 4)).collect()
    }

    fn figure(&self, number: usize) -> Option<Number> {
        let figure = Number::new(self.figures[number % 3]);
        figure.filter(|_| self.flag(number as u8))
    }

    fn when(&self, number: usize) -> When {
        let calendars = [
            date::Calendar::Gregorian,
            date::Calendar::Julian,
            date::Calendar::SolarHijri,
        ];
        When {
            words: self.text(number),
            edtf: date::Edtf::new(match self.flags % 3 {
                0 => "2024-01-16/..".to_owned(),
                1 => String::new(),
                _ => self.text(number + 1),
            }),
            zone: self.text(number + 2).into(),
            calendar: self.pick(number, &calendars),
        }
    }

    fn place(&self) -> Place {
        Place {
            name: self.text(0).into(),
            latitude: self.figure(0),
            longitude: self.figure(1),
            radius_m: self.figure(2),
            tag: self.flag(3).then(|| self.id(1)),
        }
    }

    fn actor(&self, number: usize) -> Actor {
        Actor {
            name: self.text(number).into(),
            tag: self.flag(2).then(|| self.id(number)),
            role: self.text(number + 1).into(),
        }
    }

    fn passage(&self) -> Passage {
        let states = [AnchorState::Exact, AnchorState::Moved, AnchorState::Lost];
        Passage {
            capture: self.id(2),
            words: Words::new(&self.text(4), &self.text(3), &self.text(0)),
            start: u32::from(self.flags),
            end: u32::MAX - u32::from(self.flags),
            sha256: self.flag(5).then(|| Sha256::of(b"a")).into(),
            state: self.pick(0, &states),
            was: self.text(1).into(),
        }
    }

    fn value(&self, number: usize) -> Value {
        match (self.flags as usize + number) % 5 {
            0 => Value::When(self.when(2)),
            1 => Value::Place(self.place()),
            2 => Value::Number(Quantity {
                low: self.figure(0),
                best: self.figure(1),
                high: self.figure(2),
                scope: self.text(0).into(),
                unit: self.text(1).into(),
            }),
            3 => Value::Actor(self.actor(4)),
            _ => Value::Text(self.text(2)),
        }
    }

    fn record(&self, bits: u64) -> Record {
        match self.kind.get(&Kind::ALL[..10]) {
            Kind::Tag => self.tag(bits).into(),
            Kind::Source => self.source(bits).into(),
            Kind::Capture => self.capture(bits).into(),
            Kind::Event => self.event(bits).into(),
            Kind::Claim => self.claim(bits).into(),
            Kind::Assessment => self.assessment(bits).into(),
            Kind::Note => self.note(bits).into(),
            Kind::Annotation => self.annotation(bits).into(),
            Kind::Link => self.link(bits).into(),
            _ => self.view(bits).into(),
        }
    }

    fn tag(&self, bits: u64) -> Tag {
        Tag {
            id: Id::from_bits(bits),
            path: self.text(0),
            colour: self.choice(1),
            description: self.text(1),
        }
    }

    fn source(&self, bits: u64) -> Source {
        let person = |n| PersonName {
            family: self.text(n),
            given: self.text(n + 1),
            literal: self.text(n + 2),
        };
        Source {
            kind: self.choice(0),
            title: self.text(0),
            short_title: self.text(1),
            authors: (0..usize::from(self.flags % 3)).map(person).collect(),
            container: self.text(2),
            publisher: self.text(3),
            issued: self.when(0),
            accessed: self.when(1),
            url: self.text(4),
            doi: self.text(0),
            volume: self.text(1),
            issue: self.text(2),
            pages: self.text(3),
            language: self.text(4),
            summary: self.text(0),
            reliability: self.choice(1),
            reliability_reason: self.text(1),
            earlier_reliability: vec![EarlierReliability {
                reliability: self.choice(2),
                reason: self.text(2),
                until: self.flag(1).then(|| stamp(1)),
            }],
            lineage: vec![Lineage {
                source: self.id(3),
                kind: self.choice(3),
                note: self.text(3),
            }],
            tags: self.tags(),
            ..Source::new(Id::from_bits(bits))
        }
    }

    fn capture(&self, bits: u64) -> Capture {
        let text = self.texts.concat();
        Capture {
            id: Id::from_bits(bits),
            source: self.id(0),
            taken: self.when(0),
            nature: self.choice(0),
            origin: self.text(1),
            note: self.text(2),
            sha256: Sha256::of(text.as_bytes()),
            text: text.into(),
        }
    }

    fn event(&self, bits: u64) -> Event {
        Event {
            title: self.text(0),
            when: self.when(1),
            place: self.place(),
            actors: (0..usize::from(self.flags % 3))
                .map(|n| self.actor(n))
                .collect(),
            kind: self.text(2).into(),
            summary: self.text(3),
            tags: self.tags(),
            ..Event::new(Id::from_bits(bits))
        }
    }

    fn claim(&self, bits: u64) -> Claim {
        Claim {
            id: Id::from_bits(bits),
            source: self.id(0),
            passage: self.flag(4).then(|| self.passage()),
            attributed_to: Attribution {
                name: self.text(0).into(),
                source: self.flag(1).then(|| self.id(1)),
                tag: self.flag(2).then(|| self.id(2)),
            }
            .into(),
            event: self.id(3),
            field: self.text(1).into(),
            value: self.value(0),
            credibility: self.choice(0),
            reported: self.when(1).into(),
            status: self.choice(1),
            status_reason: self.text(2).into(),
            accepted_because: self.text(3).into(),
            note: self.text(4).into(),
            tags: self.tags(),
            created: self.flag(5).then(|| stamp(2)),
        }
    }

    fn assessment(&self, bits: u64) -> Assessment {
        Assessment {
            id: Id::from_bits(bits),
            event: self.id(0),
            field: self.text(0).into(),
            value: self.value(1),
            reason: self.text(1),
            claim: self.flag(0).then(|| self.id(1)),
            decided: self.flag(1).then(|| stamp(3)),
            earlier: vec![EarlierAssessment {
                value: self.value(2),
                reason: self.text(2),
                decided: self.flag(2).then(|| stamp(4)),
            }],
        }
    }

    fn note(&self, bits: u64) -> Note {
        Note {
            id: Id::from_bits(bits),
            title: self.text(0),
            text: format!("{}{}", mention(self.any_id(0), "it"), self.texts.concat()),
            tags: self.tags(),
            created: self.flag(0).then(|| stamp(5)),
            modified: self.flag(1).then(|| stamp(6)),
        }
    }

    fn annotation(&self, bits: u64) -> Annotation {
        Annotation {
            id: Id::from_bits(bits),
            motivation: self.choice(0),
            target: if self.flag(0) {
                Target::Record(self.any_id(1))
            } else {
                Target::Passage(self.passage())
            },
            title: self.text(0),
            body: self.text(1),
            resolution: if self.flag(1) {
                Resolution::Open
            } else {
                Resolution::Resolved
            },
            tags: self.tags(),
            creator: self.text(2).into(),
            created: self.flag(2).then(|| stamp(8)),
            modified: self.flag(3).then(|| stamp(9)),
        }
    }

    fn link(&self, bits: u64) -> Link {
        Link {
            id: Id::from_bits(bits),
            from: self.any_id(0),
            to: self.any_id(1),
            relation: self.choice(2),
            note: self.text(0),
        }
    }

    fn view(&self, bits: u64) -> View {
        View {
            id: Id::from_bits(bits),
            title: self.text(0),
            shows: self.pick(1, Kind::ALL),
            layout: self.choice(2),
            query: self.text(1),
            sort: self.text(2),
            descending: self.flag(0),
            columns: self.texts[..usize::from(self.flags % 4)].to_vec(),
        }
    }
}
