//! A value from selected words, for the form that files a claim.

use super::dates::Dates;
use super::figures::{Figure, figures};
use super::names::{Named, Sort, named};
use super::scope::scope;
use super::text::{Kind, Text, Token};
use crate::model::date::Bound;
use crate::model::{Actor, Number, Place, Quantity, Source, Tables, Value, When};

/// Longer selections than this are prose, and only their beginning is looked at for a date. In tokens.
const LONGEST: usize = 80;
/// The most tokens that a date has.
const DATE_TOKENS: usize = 14;

/// The value that `words` give for `field`: a figure with its range and what it counts, a date, or a place
/// or actor that a tag names. `None` where the words hold nothing of the kind that the field asks for:
/// they can still be filed as text.
#[must_use]
pub fn read_value(field: &str, words: &str, known: &Tables) -> Option<Value> {
    read(field, words, known, None)
}

/// As [`read_value`], and where the words leave out the year it is that of the day on which `source` was
/// published, or the year before for a day that was still to come. The words stay as they are, so that
/// anybody can see that the year is a guess.
#[must_use]
pub fn read_value_from(source: &Source, field: &str, words: &str, known: &Tables) -> Option<Value> {
    read(field, words, known, Some(&source.issued))
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
        const DATES: &[&str] = &["date", "day", "when", "dates"];
        const NUMBERS: &[&str] = &[
            "killed",
            "dead",
            "deaths",
            "wounded",
            "injured",
            "hurt",
            "missing",
            "arrested",
            "detained",
            "captured",
            "displaced",
            "toll",
            "casualties",
            "fatalities",
            "victims",
            "number",
            "count",
            "distance",
            "duration",
            "length",
            "share",
            "losses",
            "lost",
        ];
        const PLACES: &[&str] = &["place", "places", "location", "site"];
        const ACTORS: &[&str] = &[
            "actor",
            "actors",
            "target",
            "targets",
            "perpetrator",
            "perpetrators",
            "participants",
            "participant",
            "visitor",
            "host",
            "chair",
            "addressee",
            "speaker",
        ];
        const WORDS: &[&str] = &["means", "reason", "reasons", "warning", "words", "cause"];
        let text = Text::new(field);
        let has = |names: &[&str]| text.tokens().iter().any(|token| token.is_any(names));
        let first_is = |names: &[&str]| text.get(0).is_some_and(|token| token.is_any(names));
        if has(NUMBERS) {
            Self::Number
        } else if has(DATES) {
            Self::Date
        } else if has(PLACES) && text.len() < 3 {
            Self::Place
        } else if has(ACTORS) || first_is(&["who"]) {
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
            name: whole.to_owned(),
            tag: Some(tag),
            ..Place::default()
        }));
    }
    let tag = whole_of(named(text, known, Sort::Actor))?;
    Some(Value::Actor(Actor {
        name: whole.to_owned(),
        tag: Some(tag),
        ..Actor::default()
    }))
}

/// Whether nothing but an article stands beside the name.
fn is_whole(text: &Text, named: &Named) -> bool {
    let article = text.get(0).is_some_and(|token| token.is("the"));
    named.at.end == text.len() && (named.at.start == 0 || (named.at.start == 1 && article))
}

// Dates

/// The first date in the words, as long as it can be read.
fn date(text: &Text, issued: Option<&When>) -> Option<Value> {
    let dates = Dates::of(text);
    let end = text.len().min(LONGEST);
    let whole = whole_date(text.words(0..text.len()), issued);
    if let Some(when) = whole.filter(|when| when.bounds().is_some()) {
        return Some(Value::When(when));
    }
    let mut unread = None;
    for start in 0..end {
        let last = end.min(start + DATE_TOKENS);
        for stop in (start + 1..=last).rev() {
            if !may_begin(text, start)
                || !(start..stop).any(|at| dates.has(at))
                || !may_end(text, stop)
            {
                continue;
            }
            let words = text.words(start..stop);
            match whole_date(words, issued) {
                Some(when) if when.bounds().is_some() => return Some(Value::When(when)),
                Some(when) => unread = unread.or(Some(when)),
                None => {}
            }
        }
        if dates.has(start) && unread.is_some() {
            break;
        }
    }
    unread.map(Value::When)
}

/// A date does not begin or end with a mark or a small word, so that its words are its own.
fn may_begin(text: &Text, at: usize) -> bool {
    const SMALL: [&str; 7] = ["on", "in", "the", "of", "at", "and", "during"];
    text.get(at)
        .is_some_and(|token| token.kind != Kind::Mark && !token.is_any(&SMALL))
}

fn may_end(text: &Text, end: usize) -> bool {
    text.before(end, 1)
        .is_some_and(|token| token.kind != Kind::Mark && !token.is_any(&["the", "on", "at", "in"]))
}

/// The words as one date; without a year it is read with that of the report, or kept in words alone.
fn whole_date(words: &str, issued: Option<&When>) -> Option<When> {
    let read = When::read(words);
    if read.bounds().is_some() {
        return Some(read);
    }
    // A leap year, so that 29 February is a day.
    let with = |year: i64| When::read(&format!("{words} {year}"));
    with(2024).bounds()?;
    let edtf = issued.and_then(|issued| year_near(issued, &with));
    Some(edtf.map_or(read.clone(), |found| When {
        edtf: found.edtf,
        ..read
    }))
}

/// The date in the year of the report, or in the year before where it lay well ahead of the report.
fn year_near(issued: &When, with: &dyn Fn(i64) -> When) -> Option<When> {
    /// Days after the report up to which a date is of the same year.
    const AHEAD: i64 = 92;
    let Bound::Day(report) = issued.bounds()?.latest else {
        return None;
    };
    let year = report.ymd().0;
    let found = Some(with(year)).filter(|found| found.bounds().is_some());
    let day = found
        .as_ref()
        .and_then(|found| found.bounds()?.earliest.day());
    match day {
        Some(day) if day.days() - report.days() <= AHEAD => found,
        _ => Some(with(year - 1)).filter(|found| found.bounds().is_some()),
    }
}

// Figures

/// The figure that the words give for the field.
fn number(field: &str, text: &Text) -> Option<Value> {
    let dates = Dates::of(text);
    let figures = figures(text, &dates);
    let figure = of_field(field, text, &figures)?;
    quantity(text, figure).map(Value::Number)
}

/// The figure that belongs to the field's own verb, else the first that is a count.
fn of_field<'f>(field: &str, text: &Text, figures: &'f [Figure]) -> Option<&'f Figure> {
    const KILLED: &[&str] = &[
        "killed",
        "kills",
        "killing",
        "dead",
        "died",
        "dies",
        "death",
        "deaths",
        "fatalities",
        "slain",
        "lives",
        "martyred",
        "toll",
    ];
    const WOUNDED: &[&str] = &[
        "wounded", "wounding", "wounds", "injured", "injuring", "injuries", "hurt", "injury",
    ];
    let field = Text::new(field);
    let of = |verbs: &[&str]| field.tokens().iter().any(|token| token.is_any(verbs));
    let (own, other) = match (of(KILLED), of(WOUNDED)) {
        (true, false) => (KILLED, WOUNDED),
        (false, true) => (WOUNDED, KILLED),
        _ => return figures.first(),
    };
    // A measure is no toll.
    let counts: Vec<&Figure> = figures
        .iter()
        .filter(|figure| figure.unit.is_none())
        .collect();
    let is = |at: usize, verbs: &[&str]| text.get(at).is_some_and(|token| token.is_any(verbs));
    let behind = |figure: &Figure, verbs: &[&str]| {
        figure.start.checked_sub(1).is_some_and(|at| is(at, verbs))
    };
    let after = |index: usize| {
        let end = counts.get(index + 1).map_or(text.len(), |next| next.start);
        counts
            .get(index)
            .is_some_and(|figure| (figure.end..end).any(|at| is(at, own)))
    };
    let straight = counts.iter().find(|figure| behind(figure, own)).copied();
    let mut later = (0..counts.len())
        .filter(|&index| after(index))
        .filter_map(|index| counts.get(index));
    straight
        .or_else(|| later.find(|figure| !behind(figure, other)).copied())
        .or_else(|| counts.iter().find(|figure| !behind(figure, other)).copied())
}

/// The figure as a value; `None` where it is too large to be one.
fn quantity(text: &Text, figure: &Figure) -> Option<Quantity> {
    let number = |value: Option<f64>| value.map(|value| Number::new(value).ok_or(())).transpose();
    let unit = figure.unit_at.map(|at| unit_words(text, at, figure.end));
    Some(Quantity {
        low: number(figure.low).ok()?,
        best: number(figure.best).ok()?,
        high: number(figure.high).ok()?,
        scope: if unit.is_some() {
            String::new()
        } else {
            scope(text, figure).to_owned()
        },
        unit: unit.unwrap_or_default(),
    })
}

/// The unit as written; signs by their name.
fn unit_words(text: &Text, at: usize, end: usize) -> String {
    let mark = text.get(at).filter(|token| token.kind == Kind::Mark);
    match mark.and_then(|token| super::nouns::unit(&token.text)) {
        Some(name) => name.to_owned(),
        None if text.starts(at, &["per", "cent"]) => "percent".to_owned(),
        None => text.words(at..end.min(at + 1)).to_lowercase(),
    }
}

// Names

/// The actor that a tag names in the words, called as the words call it.
fn actor(text: &Text, known: &Tables) -> Option<Value> {
    let found = named(text, known, Sort::Actor).into_iter().next()?;
    Some(Value::Actor(Actor {
        name: text.words(0..text.len()).to_owned(),
        tag: Some(found.tag.id),
        ..Actor::default()
    }))
}

/// The place that a tag names in the words. It is called by that name alone where the rest is only where
/// it lies: "Pakistan's province of Balochistan".
fn place(text: &Text, known: &Tables) -> Option<Value> {
    let all = named(text, known, Sort::Place);
    // What lies within another is what the words are about: the town and not its country.
    let deepest = |named: &&Named| {
        let path = format!("{}/", named.tag.path);
        !all.iter().any(|other| other.tag.path.starts_with(&path))
    };
    let found = all.iter().find(deepest).or(all.first())?;
    let other_name = |at: usize, token: &Token| {
        let elsewhere = all.iter().any(|named| named.at.contains(&at));
        token.capital && at > 0 && !elsewhere
    };
    let first = text.get(0).is_some_and(|token| {
        token.capital
            && !token.is_any(&["the", "in", "at", "near", "on", "from"])
            && !all.iter().any(|n| n.at.start == 0)
    });
    let more = first
        || text
            .tokens()
            .iter()
            .enumerate()
            .any(|(at, token)| other_name(at, token));
    let name = if more {
        text.words(0..text.len())
    } else {
        text.words(found.at.clone())
    };
    Some(Value::Place(Place {
        name: name.to_owned(),
        tag: Some(found.tag.id),
        ..Place::default()
    }))
}
