//! The records of a generated project, one after the other in the order of the file, each made from the seed and its number
//! alone, so that nothing has to be kept.

use std::io;
use std::ops::Range;

use super::chance::Chance;
use super::facts::{Fact, Truth, day_in_words, text_with, when_about};
use super::names::{EVENT_KINDS, OBJECTS, ROLES, TAG_ROOTS, TAG_WORDS};
use super::text::{body, capital, english, language, markdown, name, sentence, sentences};
use super::words::Language;
use crate::model::*;
use crate::store::CanonicalWriter;

/// What has its own numbers under a seed.
#[derive(Debug, Clone, Copy)]
enum Part {
    Tag = 1,
    Source,
    Language,
    Capture,
    Truth,
    Event,
    Fact,
    Claim,
    Assessment,
    Note,
    Annotation,
    Link,
}

/// A project that is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How many events it has; everything else follows from that.
    pub events: usize,
    /// What chance begins with.
    pub seed: u64,
}

/// The capture in which a source's claims have their passages, and what the source says there.
struct Telling {
    capture: Option<Capture>,
    facts: Vec<Fact>,
    /// The bytes of each fact's words in the capture's text.
    places: Vec<Range<usize>>,
}

impl Plan {
    fn sources(self) -> usize {
        self.events.div_ceil(10)
    }

    fn claims(self) -> usize {
        self.events + self.events / 2
    }

    fn tags(self) -> usize {
        (self.events / 50).clamp(12, 400)
    }

    /// Writes the project in canonical form. The records are made one by one and not kept.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write(self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut writer = CanonicalWriter::new(out, &self.meta())?;
        self.records(&mut |record| writer.record(&record))?;
        writer.finish()
    }

    /// What the project says of itself.
    fn meta(self) -> Meta {
        Meta {
            title: format!("{} generated events", self.events),
            summary: format!(
                "Made by chance with the seed {}. Nothing in it happened.",
                self.seed
            ),
            ..Meta::default()
        }
    }

    /// All records in the order of the file.
    fn records(self, to: &mut dyn FnMut(Record) -> io::Result<()>) -> io::Result<()> {
        for number in 0..self.tags() {
            to(self.tag(number).into())?;
        }
        for number in 0..self.sources() {
            to(self.source(number).into())?;
        }
        for number in 0..self.sources() {
            let telling = self.telling(number);
            if let Some(capture) = telling.capture {
                if self.chance(Part::Capture, number).in_hundred(10) {
                    to(self.extract(number, &capture).into())?;
                }
                to(capture.into())?;
            }
        }
        for number in 0..self.events {
            to(self.event(number).into())?;
        }
        for source in 0..self.sources() {
            let telling = self.telling(source);
            for (at, number) in self.claims_of(source).enumerate() {
                if let Some(claim) = self.claim(source, number, &telling, at) {
                    to(claim.into())?;
                }
            }
        }
        for number in 0..self.events / 50 {
            to(self.assessment(number).into())?;
        }
        for number in 0..self.events / 5 {
            to(self.note(number).into())?;
        }
        self.annotations(to)?;
        for number in 0..self.events / 20 {
            to(self.link(number).into())?;
        }
        self.views()
            .into_iter()
            .try_for_each(|view| to(view.into()))
    }

    fn chance(self, part: Part, number: usize) -> Chance {
        Chance::of(self.seed, part as u64, number)
    }

    /// An id for each number and kind: a shuffle of 60 bits that no two share.
    fn id<T: RecordType>(self, number: usize) -> Id<T> {
        const BITS: u64 = (1 << 60) - 1;
        let kind = Kind::ALL.iter().position(|&kind| kind == T::KIND);
        let mut bits = (kind.unwrap_or_default() as u64) << 54 | number as u64;
        // Adding, multiplying by an odd number and folding the upper half into the lower can each be taken back.
        for odd in [0x0B5A_D4EC_EDA1_CE2B, 0x0D1B_54A3_2D19_2ED1] {
            bits = bits.wrapping_add(self.seed).wrapping_mul(odd) & BITS;
            bits ^= bits >> 31;
        }
        Id::from_bits(bits)
    }

    fn some_tags(self, chance: &mut Chance, most: usize) -> TagSet {
        let count = chance.between(0, most);
        let tag = |_| self.id(chance.low(self.tags()));
        (0..count).map(tag).collect()
    }

    fn stamp(self, chance: &mut Chance) -> Option<Stamp> {
        // From 2020 on, within five years.
        let second = 1_577_836_800 + i64::try_from(chance.below(150_000_000)).ok()?;
        let moment = jiff::Timestamp::from_second(second).ok()?;
        Some(Stamp::from_timestamp(moment))
    }

    fn tag(self, number: usize) -> Tag {
        let mut chance = self.chance(Part::Tag, number);
        let root = TAG_ROOTS[number % TAG_ROOTS.len()];
        let below = number / TAG_ROOTS.len();
        let path = match below.checked_sub(1) {
            None => root.to_owned(),
            Some(at) => {
                let word = TAG_WORDS[at % TAG_WORDS.len()];
                match at / TAG_WORDS.len() {
                    0 => format!("{root}/{word}"),
                    more => format!(
                        "{root}/{word}/{}",
                        name(more * 31, english()).to_lowercase()
                    ),
                }
            }
        };
        let described = chance.in_hundred(40);
        Tag {
            id: self.id(number),
            path,
            colour: TagColour::ALL[chance.below(TagColour::ALL.len())],
            description: if described {
                sentences(&mut chance, english(), 1)
            } else {
                String::new()
            },
        }
    }

    fn language(self, source: usize) -> &'static Language {
        language(&mut self.chance(Part::Language, source))
    }

    /// The language of a text of the analyst's own: English, but for some.
    fn own_language(self, chance: &mut Chance) -> &'static Language {
        let foreign = chance.in_hundred(20);
        if foreign { language(chance) } else { english() }
    }

    fn source(self, number: usize) -> Source {
        let mut chance = self.chance(Part::Source, number);
        let language = self.language(number);
        let place = name(chance.below(4_000), english()).to_lowercase();
        let n_authors = chance.below(4);
        let author = |chance: &mut Chance| PersonName {
            family: name(chance.below(4_000), language),
            given: name(chance.below(400), language),
            literal: String::new(),
        };
        let n_words = chance.between(4, 11);
        let truth = Truth::of(&mut chance);
        let drawn_on = if chance.in_hundred(20) { number } else { 0 };
        let lineage = (0..drawn_on.min(1)).map(|_| Lineage {
            source: self.id(chance.below(number)),
            kind: LineageKind::ALL[chance.below(LineageKind::ALL.len())],
            note: String::new(),
        });
        let lineage = lineage.collect();
        Source {
            kind: SourceKind::ALL[chance.below(SourceKind::ALL.len())],
            title: sentence(&mut chance, language, n_words),
            authors: (0..n_authors).map(|_| author(&mut chance)).collect(),
            container: body(chance.below(4_000)),
            issued: day_in_words(truth.day),
            url: format!("https://{place}.example/{number}"),
            language: language.code.to_owned(),
            summary: {
                let count = chance.between(0, 3);
                sentences(&mut chance, english(), count)
            },
            reliability: Reliability::ALL[chance.below(Reliability::ALL.len())],
            lineage,
            tags: self.some_tags(&mut chance, 2),
            ..Source::new(self.id(number))
        }
    }

    /// The numbers of the claims that a source makes.
    fn claims_of(self, source: usize) -> Range<usize> {
        let bound = |source: usize| source * self.claims() / self.sources();
        bound(source)..bound(source + 1)
    }

    fn truth(self, event: usize) -> Truth {
        Truth::of(&mut self.chance(Part::Truth, event))
    }

    /// The event that a claim is about.
    fn event_of(self, claim: usize) -> usize {
        self.chance(Part::Claim, claim).below(self.events)
    }

    fn telling(self, source: usize) -> Telling {
        let language = self.language(source);
        let facts: Vec<Fact> = self
            .claims_of(source)
            .map(|claim| {
                let truth = self.truth(self.event_of(claim));
                Fact::of(&mut self.chance(Part::Fact, claim), &truth, language)
            })
            .collect();
        let mut chance = self.chance(Part::Capture, source);
        if chance.in_hundred(8) {
            return Telling {
                capture: None,
                facts,
                places: Vec::new(),
            };
        }
        let (text, places) = text_with(&mut chance, language, &facts);
        let capture = Capture {
            id: self.id(2 * source),
            source: self.id(source),
            taken: day_in_words(Truth::of(&mut chance).day),
            nature: CaptureNature::FullText,
            origin: "made by chance".to_owned(),
            note: String::new(),
            sha256: Sha256::of(text.as_bytes()),
            text: text.into(),
        };
        Telling {
            capture: Some(capture),
            facts,
            places,
        }
    }

    /// A second, shorter capture of the same source.
    fn extract(self, source: usize, whole: &Capture) -> Capture {
        let text = whole.text.split("\n\n").next().unwrap_or_default();
        Capture {
            id: self.id(2 * source + 1),
            nature: CaptureNature::Extract,
            sha256: Sha256::of(text.as_bytes()),
            text: text.into(),
            ..whole.clone()
        }
    }

    fn event(self, number: usize) -> Event {
        let truth = self.truth(number);
        let mut chance = self.chance(Part::Event, number);
        let kind = chance.pick(&EVENT_KINDS);
        let place = name(truth.place, english());
        let mut coordinate = |from: usize, to: usize| {
            let whole = chance.between(from * 10_000, to * 10_000);
            Number::new(whole as f64 / 10_000.0)
        };
        let (latitude, longitude) = (coordinate(20, 60), coordinate(30, 80));
        let known = chance.in_hundred(40);
        let language = self.own_language(&mut chance);
        let n_actors = chance.below(4);
        let actor = |chance: &mut Chance| Actor {
            name: body(chance.below(4_000)).into(),
            tag: chance
                .in_hundred(20)
                .then(|| self.id(chance.low(self.tags()))),
            role: chance.pick(&ROLES).into(),
        };
        let actors = (0..n_actors).map(|_| actor(&mut chance)).collect();
        let n_sentences = chance.between(1, 5);
        Event {
            title: format!("{kind} at {} in {place}", chance.pick(&OBJECTS)),
            when: when_about(&mut chance, &truth),
            place: Place {
                name: place.into(),
                latitude: latitude.filter(|_| known),
                longitude: longitude.filter(|_| known),
                radius_m: None,
                tag: chance
                    .in_hundred(10)
                    .then(|| self.id(chance.low(self.tags()))),
            },
            actors,
            kind: kind.into(),
            summary: sentences(&mut chance, language, n_sentences),
            tags: self.some_tags(&mut chance, 4),
            ..Event::new(self.id(number))
        }
    }

    /// The claim of this number, which is the fact at `at` among those that its source tells.
    fn claim(self, source: usize, number: usize, telling: &Telling, at: usize) -> Option<Claim> {
        let fact = telling.facts.get(at)?;
        let passage = match (&telling.capture, telling.places.get(at)) {
            (Some(capture), Some(place)) => Passage::of(capture, place.clone()),
            _ => None,
        };
        let event = self.event_of(number);
        let mut chance = self.chance(Part::Claim, number);
        let attributed = chance.in_hundred(25);
        let remarked = chance.in_hundred(8);
        let graded = chance.in_hundred(40);
        Some(Claim {
            id: self.id(number),
            source: self.id(source),
            passage,
            attributed_to: Attribution {
                name: if attributed {
                    body(chance.below(4_000)).into()
                } else {
                    Name::default()
                },
                ..Attribution::default()
            }
            .into(),
            event: self.id(event),
            field: fact.field.into(),
            value: fact.value.clone(),
            credibility: if graded {
                Credibility::ALL[chance.below(Credibility::ALL.len())]
            } else {
                Credibility::default()
            },
            reported: Rare::default(),
            status: ClaimStatus::Normal,
            status_reason: Rare::default(),
            accepted_because: Rare::default(),
            note: if remarked {
                sentences(&mut chance, english(), 1).into()
            } else {
                Rare::default()
            },
            tags: self.some_tags(&mut chance, 1),
            created: self.stamp(&mut chance),
        })
    }

    fn assessment(self, number: usize) -> Assessment {
        let mut chance = self.chance(Part::Assessment, number);
        // One in fifty events has one, for one of its fields.
        let event = number * 50;
        let fact = Fact::of(&mut chance, &self.truth(event), english());
        Assessment {
            id: self.id(number),
            event: self.id(event),
            field: fact.field.into(),
            value: fact.value,
            reason: sentences(&mut chance, english(), 2),
            claim: None,
            decided: self.stamp(&mut chance),
            earlier: Vec::new(),
        }
    }

    fn note(self, number: usize) -> Note {
        let mut chance = self.chance(Part::Note, number);
        let language = self.own_language(&mut chance);
        let n_words = chance.between(2, 6);
        let n_paragraphs = match chance.below(100) {
            0 => chance.between(20, 60),
            _ => chance.between(1, 5),
        };
        let mut text = markdown(&mut chance, language, n_paragraphs);
        for _ in 0..chance.below(3) {
            let event = chance.below(self.events);
            let words = name(self.truth(event).place, english());
            let link = mention(self.id::<Event>(event), &words);
            text.push_str(&format!("\n\nSee {link}."));
        }
        let created = self.stamp(&mut chance);
        Note {
            id: self.id(number),
            title: sentence(&mut chance, language, n_words),
            text,
            tags: self.some_tags(&mut chance, 3),
            created,
            modified: created,
        }
    }

    /// Remarks, for each source on its words and on events.
    fn annotations(self, to: &mut dyn FnMut(Record) -> io::Result<()>) -> io::Result<()> {
        let bound = |source: usize| source * (self.events / 2) / self.sources();
        for source in 0..self.sources() {
            let telling = self.telling(source);
            for number in bound(source)..bound(source + 1) {
                to(self.annotation(number, &telling).into())?;
            }
        }
        Ok(())
    }

    fn annotation(self, number: usize, telling: &Telling) -> Annotation {
        let mut chance = self.chance(Part::Annotation, number);
        let at = chance.below(telling.places.len());
        let passage = match (&telling.capture, telling.places.get(at)) {
            (Some(capture), Some(place)) if chance.in_hundred(60) => {
                Passage::of(capture, place.clone())
            }
            _ => None,
        };
        let event = chance.below(self.events);
        let n_sentences = chance.between(1, 3);
        let language = self.own_language(&mut chance);
        let titled = chance.in_hundred(20);
        let created = self.stamp(&mut chance);
        Annotation {
            id: self.id(number),
            motivation: chance.frequent(Motivation::ALL, Motivation::Commenting),
            target: match passage {
                Some(passage) => Target::Passage(passage),
                None => Target::Record(self.id::<Event>(event).into()),
            },
            title: if titled {
                capital(&sentence(&mut chance, language, 3))
            } else {
                String::new()
            },
            body: sentences(&mut chance, language, n_sentences),
            resolution: if chance.in_hundred(30) {
                Resolution::Resolved
            } else {
                Resolution::Open
            },
            tags: self.some_tags(&mut chance, 1),
            creator: Rare::default(),
            created,
            modified: created,
        }
    }

    fn link(self, number: usize) -> Link {
        let mut chance = self.chance(Part::Link, number);
        let from = chance.below(self.events);
        let to = (from + chance.between(1, 20)) % self.events;
        Link {
            id: self.id(number),
            from: self.id::<Event>(from).into(),
            to: self.id::<Event>(to).into(),
            relation: Relation::ALL[chance.below(Relation::ALL.len())],
            note: sentence(&mut chance, english(), 6),
        }
    }

    fn views(self) -> [View; 2] {
        let view = |number, title: &str, query: &str| View {
            id: self.id(number),
            title: title.to_owned(),
            shows: Kind::Event,
            layout: ViewLayout::Table,
            query: query.to_owned(),
            sort: String::new(),
            descending: false,
            columns: Vec::new(),
        };
        [
            view(0, "Fires", "fire"),
            view(1, "Strikes on bridges", "strike bridge"),
        ]
    }
}
