//! A short notation for projects: one record a line, only what the tests of editing look at.
//!
//! ```text
//! tag T1 border colour teal about "when to use it"
//! source S1 "Dawn" rated B "why" earlier C "was" draws S2 tags T1
//! capture C1 of S1 taken "16 Jan 2024" "the whole text"
//! event E1 "Strike" at "Koh-e-Sabz" T2 actor "Jaish" T3 tags T1
//! claim K1 S1 E1 killed "2" quotes C1 "two children" by "police" S2 T1 tags T1
//! assessment A1 E1 killed "2" because "both say so" from K1 earlier "3" "first reports"
//! note N1 "Title" "text" changed tags T1
//! annotation R1 on E1 "body" resolved tags T1
//! annotation R2 quotes C1 "words" "body"
//! link L1 E1 RespondsTo E2
//! view V1 "Title" "query"
//! unread U1 events mended E9
//! ```
//!
//! A value is a text in quotes, `place "name" T1` or `who "name" T1`. Names of records are a letter
//! for the kind and a number; records that an edit made are listed as `+1`, `+2`.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::model::*;

const LETTERS: &[(char, Kind)] = &[
    ('T', Kind::Tag),
    ('S', Kind::Source),
    ('C', Kind::Capture),
    ('E', Kind::Event),
    ('K', Kind::Claim),
    ('A', Kind::Assessment),
    ('N', Kind::Note),
    ('R', Kind::Annotation),
    ('L', Kind::Link),
    ('V', Kind::View),
    ('U', Kind::Unread),
];

/// The id with this name.
#[track_caller]
pub(super) fn id(name: &str) -> RecordId {
    let letter = name.chars().next().unwrap_or('?');
    let number: u64 = name[1..].parse().unwrap();
    let place = LETTERS.iter().find(|(l, _)| *l == letter);
    let (_, kind) = place.unwrap_or_else(|| panic!("{name} is no name of a record"));
    RecordId::from_bits(*kind, (letter as u64) << 40 | number)
}

/// The ids with these names.
#[track_caller]
pub(super) fn ids(names: &str) -> Vec<RecordId> {
    names.split_whitespace().map(id).collect()
}

macro_rules! typed {
    ($($function:ident $Type:ident;)*) => {$(
        #[track_caller]
        pub(super) fn $function(name: &str) -> Id<$Type> {
            Id::from_bits(id(name).bits())
        }
    )*};
}

typed! {
    tag_id Tag; source_id Source; capture_id Capture; event_id Event;
    claim_id Claim; annotation_id Annotation; unread_id Unread;
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
}

struct Line {
    tokens: Peekable<IntoIter<Token>>,
    text: String,
}

impl Line {
    fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        for (n, part) in text.split('"').enumerate() {
            if n % 2 == 1 {
                tokens.push(Token::Quoted(part.to_owned()));
            } else {
                let words = part.split_whitespace().map(str::to_owned);
                tokens.extend(words.map(Token::Word));
            }
        }
        Self {
            tokens: tokens.into_iter().peekable(),
            text: text.to_owned(),
        }
    }

    #[track_caller]
    fn word(&mut self) -> String {
        match self.tokens.next() {
            Some(Token::Word(word)) => word,
            other => panic!("{}: a word was expected, not {other:?}", self.text),
        }
    }

    #[track_caller]
    fn quoted(&mut self) -> String {
        match self.tokens.next() {
            Some(Token::Quoted(text)) => text,
            other => panic!("{}: quotes were expected, not {other:?}", self.text),
        }
    }

    fn maybe_quoted(&mut self) -> String {
        match self.tokens.peek() {
            Some(Token::Quoted(_)) => self.quoted(),
            _ => String::new(),
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.tokens.peek() == Some(&Token::Word(word.to_owned()));
        if found {
            self.tokens.next();
        }
        found
    }

    /// The id of the next word if its name has this letter.
    fn maybe_id<T>(&mut self, letter: char) -> Option<Id<T>> {
        match self.tokens.peek() {
            Some(Token::Word(word))
                if word.starts_with(letter) && word[1..].parse::<u64>().is_ok() =>
            {
                Some(self.id())
            }
            _ => None,
        }
    }

    fn id<T>(&mut self) -> Id<T> {
        Id::from_bits(id(&self.word()).bits())
    }

    fn tags(&mut self) -> TagSet {
        if !self.take("tags") {
            return TagSet::default();
        }
        let list = self.word();
        list.split(',').map(tag_id).collect()
    }

    fn value(&mut self) -> Value {
        if self.take("place") {
            Value::Place(self.place())
        } else if self.take("who") {
            Value::Actor(self.actor())
        } else {
            Value::Text(self.quoted())
        }
    }

    fn place(&mut self) -> Place {
        Place {
            name: self.quoted().into(),
            tag: self.maybe_id('T'),
            ..Place::default()
        }
    }

    fn actor(&mut self) -> Actor {
        Actor {
            name: self.quoted().into(),
            tag: self.maybe_id('T'),
            role: Name::default(),
        }
    }

    fn passage(&mut self, captures: &[Capture]) -> Passage {
        let capture = self.id();
        let words = self.quoted();
        let capture = captures.iter().find(|c| c.id == capture).unwrap();
        let start = capture.text.find(&words).unwrap();
        Passage::of(capture, start..start + words.len()).unwrap()
    }
}

/// The project that the text describes; captures stand before the passages in them.
#[track_caller]
pub(super) fn project(text: &str) -> Project {
    let mut captures = Vec::new();
    let mut records: Vec<Record> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let record = record(line, &captures);
        if let Record::Capture(capture) = &record {
            captures.push(capture.as_ref().clone());
        }
        records.push(record);
    }
    let (project, refused) = Project::load(Meta::default(), records);
    assert!(refused.is_empty(), "an id is there twice");
    project
}

/// The record that a line describes.
#[track_caller]
pub(super) fn record(text: &str, captures: &[Capture]) -> Record {
    let mut line = Line::new(text);
    let l = &mut line;
    let record: Record = match l.word().as_str() {
        "tag" => Tag {
            id: l.id(),
            path: l.word(),
            colour: if l.take("colour") {
                colour(&l.word())
            } else {
                TagColour::default()
            },
            description: if l.take("about") {
                l.quoted()
            } else {
                String::new()
            },
        }
        .into(),
        "source" => source(l).into(),
        "capture" => capture(l).into(),
        "event" => event(l).into(),
        "claim" => claim(l, captures).into(),
        "assessment" => assessment(l).into(),
        "note" => Note {
            id: l.id(),
            title: l.quoted(),
            text: l.maybe_quoted(),
            modified: None,
            tags: l.tags(),
            created: None,
        }
        .into(),
        "annotation" => annotation(l, captures).into(),
        "link" => Link {
            id: l.id(),
            from: id(&l.word()),
            relation: relation(&l.word()),
            to: id(&l.word()),
            note: String::new(),
        }
        .into(),
        "view" => View {
            id: l.id(),
            title: l.quoted(),
            shows: Kind::Event,
            layout: ViewLayout::default(),
            query: l.maybe_quoted(),
            sort: String::new(),
            descending: false,
            columns: Vec::new(),
        }
        .into(),
        "unread" => unread(l).into(),
        other => panic!("{other} is no kind of record"),
    };
    assert_eq!(line.tokens.next(), None, "{text}: words are left over");
    record
}

fn source(l: &mut Line) -> Source {
    let mut source = Source::new(l.id());
    source.title = l.quoted();
    if l.take("rated") {
        source.reliability = reliability(&l.word());
        source.reliability_reason = l.maybe_quoted();
    }
    while l.take("draws") {
        source.lineage.push(Lineage {
            source: l.id(),
            kind: LineageKind::default(),
            note: String::new(),
        });
    }
    source.tags = l.tags();
    source
}

fn capture(l: &mut Line) -> Capture {
    let id = l.id();
    assert!(l.take("of"));
    let source = l.id();
    let taken = if l.take("taken") {
        When::read(&l.quoted())
    } else {
        When::default()
    };
    let text = l.quoted();
    Capture {
        id,
        source,
        taken,
        nature: CaptureNature::default(),
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    }
}

fn event(l: &mut Line) -> Event {
    let mut event = Event::new(l.id());
    event.title = l.quoted();
    if l.take("at") {
        event.place = l.place();
    }
    while l.take("actor") {
        event.actors.push(l.actor());
    }
    event.tags = l.tags();
    event
}

fn claim(l: &mut Line, captures: &[Capture]) -> Claim {
    let mut claim = Claim::new(l.id(), l.id(), l.id(), l.word(), l.value());
    if l.take("quotes") {
        claim.passage = Some(l.passage(captures));
    }
    if l.take("by") {
        claim.attributed_to = Attribution {
            name: l.quoted().into(),
            source: l.maybe_id('S'),
            tag: l.maybe_id('T'),
        }
        .into();
    }
    claim.tags = l.tags();
    claim
}

fn assessment(l: &mut Line) -> Assessment {
    Assessment {
        id: l.id(),
        event: l.id(),
        field: l.word().into(),
        value: l.value(),
        reason: if l.take("because") {
            l.quoted()
        } else {
            String::new()
        },
        claim: l.take("from").then(|| l.id()),
        decided: None,
        earlier: Vec::new(),
    }
}

fn annotation(l: &mut Line, captures: &[Capture]) -> Annotation {
    let id_ = l.id();
    let target = if l.take("on") {
        Target::Record(id(&l.word()))
    } else {
        assert!(l.take("quotes"));
        Target::Passage(l.passage(captures))
    };
    let body = l.maybe_quoted();
    let resolution = if l.take("resolved") {
        Resolution::Resolved
    } else {
        Resolution::Open
    };
    Annotation {
        id: id_,
        motivation: Motivation::default(),
        target,
        title: String::new(),
        body,
        resolution,
        tags: l.tags(),
        creator: Rare::default(),
        created: None,
        modified: None,
    }
}

fn unread(l: &mut Line) -> Unread {
    let id = l.id();
    let table = l.word();
    let table = Kind::ALL.iter().find(|kind| kind.plural() == table);
    Unread {
        id,
        table: *table.unwrap(),
        text: "(".to_owned(),
        error: "it is not closed".to_owned(),
        place: FilePlace { line: 3, column: 5 },
        mended: None,
    }
}

fn colour(name: &str) -> TagColour {
    let mut all = TagColour::ALL.iter().copied();
    all.find(|colour| colour.name() == name).unwrap()
}

fn relation(name: &str) -> Relation {
    let mut all = Relation::ALL.iter().copied();
    all.find(|relation| format!("{relation:?}") == name)
        .unwrap()
}

fn reliability(name: &str) -> Reliability {
    let mut all = Reliability::ALL.iter().copied();
    all.find(|letter| letter.name() == name).unwrap()
}
