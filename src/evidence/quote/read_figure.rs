//! A figure from selected words.

use super::dates::Dates;
use super::figures::{Figure, figures};
use super::nouns;
use super::scope::scope;
use super::text::{Kind, Text};
use crate::model::{Number, Quantity, Rare, Value};

/// The figure that the words give for the field.
pub(super) fn number(field: &str, text: &Text) -> Option<Value> {
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
pub(super) fn quantity(text: &Text, figure: &Figure) -> Option<Quantity> {
    let number = |value: Option<f64>| value.map(|value| Number::new(value).ok_or(())).transpose();
    let unit = figure.unit_at.map(|at| unit_words(text, at, figure.end));
    Some(Quantity {
        low: number(figure.low).ok()?,
        best: number(figure.best).ok()?,
        high: number(figure.high).ok()?,
        scope: if unit.is_some() {
            Rare::default()
        } else {
            scope(text, figure).into()
        },
        unit: unit.unwrap_or_default().into(),
    })
}

/// The unit as written; signs by their name.
fn unit_words(text: &Text, at: usize, end: usize) -> String {
    let mark = text.get(at).filter(|token| token.kind == Kind::Mark);
    match mark.and_then(|token| nouns::unit(&token.text)) {
        Some(name) => name.to_owned(),
        None if text.starts(at, &["per", "cent"]) => "percent".to_owned(),
        None => text.words(at..end.min(at + 1)).to_lowercase(),
    }
}
