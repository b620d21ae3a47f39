//! Pairs of values as text, and what holds for any values.
//!
//! A date is its EDTF text, with `@` and its zone; `words:` and words that were not read. A figure
//! is `>=7 =8 <=9`, then what it counts, then `unit:` and its unit. A place is `place:` with
//! `name #tag (latitude, longitude, radius)`, an actor `actor:` with `name #tag ;role`, words are
//! `text:`. Parts may be left out.

mod any;
mod claims;

use super::*;
use crate::model::date::Edtf;
use crate::model::*;

const TAGS: &[&str] = &[
    "place",
    "place/iran",
    "place/iran/saravan",
    "place/pakistan",
    "place/pakistan/balochistan",
    "place/pakistan/balochistan/panjgur",
    "place/pakistan/bal",
    "sea",
    "sea/gulf of oman",
    "actor",
    "actor/iran",
    "actor/iran/irgc",
    "actor/pakistan",
    "actor/jaish-al-adl",
    "group",
    "group/bla",
];

/// A project of the tags above and nothing else.
fn tags() -> Project {
    let tags = TAGS.iter().zip(1u64..).map(|(path, bits)| {
        Record::from(Tag {
            id: Id::from_bits(bits),
            path: (*path).to_owned(),
            colour: TagColour::default(),
            description: String::new(),
        })
    });
    Project::load(Meta::default(), tags).0
}

fn tag(path: &str) -> Option<TagId> {
    let place = TAGS.iter().position(|known| *known == path);
    // A tag that is not in the list is named all the same: it is one that leads nowhere.
    let bits = place.map_or(99, |place| place as u64 + 1);
    Some(Id::from_bits(bits))
}

fn number(text: &str) -> Option<Number> {
    Some(Number::new(text.parse().unwrap()).unwrap())
}

fn value(text: &str) -> Value {
    let text = text.trim();
    if let Some(words) = text.strip_prefix("text:") {
        Value::Text(words.trim().to_owned())
    } else if let Some(words) = text.strip_prefix("words:") {
        Value::When(When {
            words: words.trim().to_owned(),
            ..When::default()
        })
    } else if let Some(place) = text.strip_prefix("place:") {
        Value::Place(a_place(place))
    } else if let Some(actor) = text.strip_prefix("actor:") {
        Value::Actor(an_actor(actor))
    } else if text.starts_with(['=', '<', '>']) || text.starts_with("no figure") {
        Value::Number(a_figure(text))
    } else {
        let (edtf, zone) = text.split_once('@').unwrap_or((text, ""));
        Value::When(When {
            edtf: Edtf::new(edtf.trim()),
            zone: zone.trim().into(),
            ..When::default()
        })
    }
}

fn a_figure(text: &str) -> Quantity {
    let mut quantity = Quantity::default();
    let text = text.trim_start_matches("no figure");
    let (text, unit) = text.split_once("unit:").unwrap_or((text, ""));
    quantity.unit = unit.trim().into();
    let mut scope = Vec::new();
    for word in text.split_whitespace() {
        if let Some(low) = word.strip_prefix(">=") {
            quantity.low = number(low);
        } else if let Some(high) = word.strip_prefix("<=") {
            quantity.high = number(high);
        } else if let Some(best) = word.strip_prefix('=') {
            quantity.best = number(best);
        } else {
            scope.push(word);
        }
    }
    quantity.scope = scope.join(" ").into();
    quantity
}

fn a_place(text: &str) -> Place {
    let mut place = Place::default();
    let (text, point) = text.split_once('(').unwrap_or((text, ""));
    let point = point.trim_end_matches(')');
    let mut figures = point
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    place.latitude = figures.next().and_then(number);
    place.longitude = figures.next().and_then(number);
    place.radius_m = figures.next().and_then(number);
    let (name, path) = text.split_once('#').unwrap_or((text, ""));
    place.name = name.trim().into();
    place.tag = if path.is_empty() {
        None
    } else {
        tag(path.trim())
    };
    place
}

fn an_actor(text: &str) -> Actor {
    let (text, role) = text.split_once(';').unwrap_or((text, ""));
    let (name, path) = text.split_once('#').unwrap_or((text, ""));
    Actor {
        name: name.trim().into(),
        tag: if path.is_empty() {
            None
        } else {
            tag(path.trim())
        },
        role: role.trim().into(),
    }
}

/// Compares the pairs of a table, both ways round: `left | right | verdict | part of the sentence`.
#[track_caller]
fn check_pairs(table: &str) {
    let project = tags();
    let mut wrong = Vec::new();
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    for line in lines {
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [left, right, verdict, sentence] = parts.as_slice() else {
            panic!("not four parts: {line}");
        };
        let (one, other) = (value(left), value(right));
        let found = compare(&project, "field", &one, &other);
        let back = compare(&project, "field", &other, &one);
        let fits = found.verdict.words() == *verdict
            && back.verdict == found.verdict
            && found.because.contains(sentence)
            && [&found.because, &back.because]
                .iter()
                .all(|said| is_prose(said));
        if !fits {
            wrong.push(format!(
                "{left} | {right} | {} | {}\n    back: {} | {}",
                found.verdict.words(),
                found.because,
                back.verdict.words(),
                back.because
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} lines:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Whether a text is made of whole sentences: a capital or a figure first, a full stop last, no
/// trace of an empty part.
fn is_prose(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|first| !first.is_lowercase())
        && text.ends_with('.')
        && !text.contains("  ")
        && !text.ends_with("..")
        && !text.contains("“”")
        && !text.contains(" .")
}

#[test]
fn dates_are_compared_by_the_days_that_they_can_mean() {
    check_pairs(include_str!("tests/dates.txt"));
}

#[test]
fn dates_with_zones_are_compared_by_their_moments() {
    check_pairs(include_str!("tests/zones.txt"));
}

#[test]
fn figures_are_compared_as_ranges_of_what_they_count() {
    check_pairs(include_str!("tests/numbers.txt"));
}

#[test]
fn places_actors_and_words_are_compared_by_tags_points_and_names() {
    check_pairs(include_str!("tests/names.txt"));
}
