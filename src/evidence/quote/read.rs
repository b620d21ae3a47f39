//! A value from selected words, for the form that files a claim.

use super::dates::Dates;
use super::figures::figures;
use super::names::{Named, Sort, named};
use super::nouns::listed;
use super::read_date::date;
use super::read_figure::{number, quantity};
use super::read_name::{actor, place};
use super::text::Text;
use crate::model::{Actor, Place, Source, Tables, Value, When};

/// The value that `words` give for `field`: a figure with its range and what it counts, a date, or a place
/// or actor that a tag names. `None` where the words hold nothing of the kind that the field asks for:
/// they can still be filed as text.
#[must_use]
pub fn read_value(field: &str, words: &str, known: &Tables) -> Option<Value> {
    read(field, words, known, None)
}

/// The value that `words` give for `field`, and where they hold nothing of its kind the words themselves, as
/// a value like those that the field has already.
#[must_use]
pub fn read_value_like(like: Option<&Value>, field: &str, words: &str, known: &Tables) -> Value {
    if let Some(value) = read_value(field, words, known) {
        return value;
    }
    let name = words.into();
    match like {
        Some(Value::When(_)) => Value::When(When::read(words)),
        Some(Value::Place(_)) => Value::Place(Place {
            name,
            ..Place::default()
        }),
        Some(Value::Actor(_)) => Value::Actor(Actor {
            name,
            ..Actor::default()
        }),
        _ => Value::Text(words.to_owned()),
    }
}

/// As [`read_value`], near the day on which `source` was published: see [`read_value_near`].
#[must_use]
pub fn read_value_from(source: &Source, field: &str, words: &str, known: &Tables) -> Option<Value> {
    read_value_near(&source.issued, field, words, known)
}

/// As [`read_value`], and where the words leave out the year it is that of `report`, the day of the report
/// or of the event, or the year before for a day that would lie well ahead of it. The words stay as they
/// are, so that anybody can see that the year is a guess.
#[must_use]
pub fn read_value_near(report: &When, field: &str, words: &str, known: &Tables) -> Option<Value> {
    read(field, words, known, Some(report))
}

fn read(field: &str, words: &str, known: &Tables, issued: Option<&When>) -> Option<Value> {
    let text = Text::new(words);
    match Asked::of(field) {
        Asked::Date => date(&text, issued),
        Asked::Number => number(field, &text),
        Asked::Place => place(&text, known),
        Asked::Actor => actor(&text, known),
        Asked::Words => None,
        Asked::Anything => anything(&text, known, issued),
    }
}

/// What a field asks for, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Date,
    Number,
    Place,
    Actor,
    Words,
    Anything,
}

impl Asked {
    fn of(field: &str) -> Self {
        const DATES: &str = "date day when dates";
        const NUMBERS: &str = "killed dead deaths wounded injured hurt missing arrested detained captured displaced \
            toll casualties fatalities victims number count distance duration length share losses lost how";
        const PLACES: &str = "place places location site";
        const ACTORS: &str = "actor actors target targets perpetrator perpetrators participants participant visitor \
            host chair addressee speaker";
        const WORDS: &str = "means reason reasons warning words cause";
        let text = Text::new(field);
        let has = |names: &str| text.tokens().iter().any(|token| listed(names, &token.text));
        let first_is = |names: &str| text.get(0).is_some_and(|token| listed(names, &token.text));
        let spell = first_is("time")
            && text
                .get(1)
                .is_some_and(|token| listed("before after since between until", &token.text));
        if has(NUMBERS) || spell {
            Self::Number
        } else if has(DATES) {
            Self::Date
        } else if has(PLACES) && text.len() < 3 {
            Self::Place
        } else if has(ACTORS) || first_is("who") {
            Self::Actor
        } else if has(WORDS) {
            Self::Words
        } else {
            Self::Anything
        }
    }
}

/// For a field of any name: what the words are as a whole, never a part of them.
fn anything(text: &Text, known: &Tables, issued: Option<&When>) -> Option<Value> {
    let whole = text.words(0..text.len());
    let read = When::read(whole);
    if read.bounds().is_some() {
        return Some(Value::When(read));
    }
    let dates = Dates::of(text);
    if (0..text.len()).all(|at| dates.has(at)) {
        return date(text, issued);
    }
    let figures = figures(text, &dates);
    if let [figure] = figures.as_slice()
        && figure.start == 0
        && text.len() <= figure.end + 4
    {
        return quantity(text, figure).map(Value::Number);
    }
    let whole_of = |found: Vec<Named>| {
        let names = found.into_iter().find(|named| is_whole(text, named))?;
        Some(names.tag.id)
    };
    if let Some(tag) = whole_of(named(text, known, Sort::Place)) {
        return Some(Value::Place(Place {
            name: whole.into(),
            tag: Some(tag),
            ..Place::default()
        }));
    }
    let tag = whole_of(named(text, known, Sort::Actor))?;
    Some(Value::Actor(Actor {
        name: whole.into(),
        tag: Some(tag),
        ..Actor::default()
    }))
}

/// Whether nothing but an article stands beside the name.
fn is_whole(text: &Text, named: &Named) -> bool {
    let article = text.get(0).is_some_and(|token| token.is("the"));
    named.at.end == text.len() && (named.at.start == 0 || (named.at.start == 1 && article))
}
