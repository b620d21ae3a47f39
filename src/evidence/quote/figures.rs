//! The figures of a text: counts and measures with what the words around them make of them.

use super::dates::Dates;
use super::hedges::{self, Hedge};
use super::no_count::is_no_count;
use super::nouns;
use super::numerals::{Numeral, numeral};
use super::text::{Kind, Text};

/// A figure in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) low: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) high: Option<f64>,
    /// Every value that the words can be said to hold: those above, and what a hedge excludes or includes.
    pub(super) values: Vec<f64>,
    /// Its unit under its common name.
    pub(super) unit: Option<&'static str>,
    /// The token of the unit.
    pub(super) unit_at: Option<usize>,
    /// Where its noun begins, if that is not the end: "three boats, perhaps four".
    pub(super) noun: Option<usize>,
    /// The first token, hedge included.
    pub(super) start: usize,
    /// The token after the last, hedge and unit included.
    pub(super) end: usize,
}

/// The figures of a text whose dates are known, in order.
pub(super) fn figures(text: &Text, dates: &Dates) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let figure = figure(text, dates, at);
        at = figure
            .as_ref()
            .map_or(at + 1, |figure| figure.end.max(at + 1));
        found.extend(figure);
    }
    found
}

fn figure(text: &Text, dates: &Dates, at: usize) -> Option<Figure> {
    if let Some(none) = nobody(text, at) {
        return Some(none);
    }
    let first = one(text, at)?;
    let end = at + first.len;
    if (at..end).any(|at| dates.has(at)) || is_no_count(text, at, end) {
        return None;
    }
    if let Some(risen) = risen(text, dates, at, first) {
        return Some(risen);
    }
    let (figure, end) = match second(text, dates, at, first) {
        Some((first, last, end)) => (ranged(first, last), end),
        None => perhaps(text, at, first).unwrap_or_else(|| alone(text, at, first)),
    };
    let start = if figure.start == usize::MAX {
        range_start(text, at)
    } else {
        figure.start
    };
    Some(with_unit(text, at, end, Figure { start, ..figure }))
}

/// The figure of one number, and where it ends with the hedge after it.
fn alone(text: &Text, at: usize, number: Numeral) -> (Figure, usize) {
    let end = at + number.len;
    let (hedge, start) = hedges::before(text, at).unzip();
    let certain = hedge.is_none_or(|hedge| hedge == Hedge::About);
    let after = certain.then(|| hedges::after(text, end)).flatten();
    let hedged = hedged(number.value, after.map(|(hedge, _)| hedge).or(hedge));
    let figure = Figure {
        start: start.unwrap_or(at),
        ..hedged
    };
    (figure, after.map_or(end, |(_, end)| end))
}

/// "Three, perhaps four": the first is the best guess, and the second as far as it can go.
fn perhaps(text: &Text, at: usize, number: Numeral) -> Option<(Figure, usize)> {
    let noun = at + number.len;
    let is_word = |at: usize| text.get(at).is_some_and(super::text::Token::is_word);
    let comma = (noun..noun + 3).find(|&at| !is_word(at))?;
    let doubt = text
        .get(comma + 1)?
        .is_any(&["perhaps", "possibly", "maybe"]);
    let more = numeral(text, comma + 2).filter(|more| more.value > number.value)?;
    let figure = Figure {
        best: Some(number.value),
        noun: Some(noun),
        start: at,
        ..ranged(number.value, more.value)
    };
    (doubt && text.starts(comma, &[","])).then_some((figure, comma + 2 + more.len))
}

/// The number at `at`; "a" and "an" are one before a unit.
fn one(text: &Text, at: usize) -> Option<Numeral> {
    if let Some(found) = numeral(text, at) {
        return Some(found);
    }
    let unit = text.get(at + 1).and_then(|next| nouns::unit(&next.text));
    let article = text.get(at).is_some_and(|token| token.is_any(&["a", "an"]));
    (article && unit.is_some() && text.get(at + 1)?.text.len() > 2).then_some(Numeral {
        value: 1.0,
        len: 1,
        times: 1.0,
        in_digits: false,
    })
}

/// `no militant`, `none`, `nobody`: nought.
fn nobody(text: &Text, at: usize) -> Option<Figure> {
    const NOT_A_COUNT: [&str; 15] = [
        "longer", "doubt", "more", "less", "fewer", "way", "matter", "sooner", "later", "other",
        "reason", "action", "comment", "further", "word",
    ];
    let token = text.get(at)?;
    let len = match token.text.as_str() {
        "none" | "nobody" | "nil" => 1,
        "no" if text.starts(at + 1, &["one"]) => 2,
        "no" => {
            let next = text.get(at + 1)?;
            (next.is_word() && !next.is_any(&NOT_A_COUNT)).then_some(1)?
        }
        _ => return None,
    };
    Some(Figure {
        low: None,
        best: Some(0.0),
        high: None,
        values: vec![0.0],
        unit: None,
        unit_at: None,
        noun: None,
        start: at,
        end: at + len,
    })
}

/// The other end of a range that begins at `at`: both ends, and where it ends.
fn second(text: &Text, dates: &Dates, at: usize, first: Numeral) -> Option<(f64, f64, usize)> {
    let mut end = at + first.len;
    let between = text.before(at, 1).is_some_and(|token| token.is("between"));
    if between && !text.starts(end, &["and"]) && nouns::unit(&text.get(end)?.text).is_some() {
        end += 1;
    }
    let mut join = text.get(end)?;
    let hyphen = join.is("-");
    if hyphen && text.get(end + 1).is_some_and(|token| token.is("to")) {
        end += 1;
        join = text.get(end)?;
    }
    let joins = join.is_any(&["to", "-", "or"]) || (between && join.is("and"));
    let tied = usize::from(hyphen && text.starts(end, &["to", "-"]));
    let last = numeral(text, end + 1 + tied).filter(|_| joins)?;
    let to = end + 1 + tied;
    if dates.has(to) || is_no_count(text, to, to + last.len) && !join.is("-") {
        return None;
    }
    let mut low = first.value;
    if first.times == 1.0 && last.times > 1.0 && low < last.value / last.times {
        low *= last.times;
    }
    (low < last.value).then_some((low, last.value, to + last.len))
}

/// A figure that changed, "rose from seven to nine": the later one, with the earlier among its values.
fn risen(text: &Text, dates: &Dates, at: usize, first: Numeral) -> Option<Figure> {
    const VERBS: [&str; 10] = [
        "rose",
        "risen",
        "raised",
        "grew",
        "grown",
        "increased",
        "revised",
        "updated",
        "climbed",
        "went",
    ];
    let rose = (2..=6).any(|back| {
        text.before(at, back)
            .is_some_and(|token| token.is_any(&VERBS))
    });
    let end = at + first.len;
    if !rose || !text.starts(at.checked_sub(1)?, &["from"]) || !text.starts(end, &["to"]) {
        return None;
    }
    let next = (end + 1..end + 5).find(|&at| numeral(text, at).is_some())?;
    let mut later = figure(text, dates, next)?;
    later.values.push(first.value);
    Some(later)
}

fn range_start(text: &Text, at: usize) -> usize {
    let opens = text
        .before(at, 1)
        .is_some_and(|token| token.is_any(&["between", "from"]));
    let start = if opens { at - 1 } else { at };
    hedges::before(text, start).map_or(start, |(_, start)| start)
}

fn ranged(low: f64, high: f64) -> Figure {
    Figure {
        low: Some(low),
        best: None,
        high: Some(high),
        values: vec![low, high],
        unit: None,
        unit_at: None,
        noun: None,
        start: usize::MAX,
        end: 0,
    }
}

/// The figure that the hedge makes of `value`.
fn hedged(value: f64, hedge: Option<Hedge>) -> Figure {
    let (low, best, high, also) = match hedge {
        None | Some(Hedge::About) => (None, Some(value), None, None),
        Some(Hedge::AtLeast) => (Some(value), None, None, None),
        Some(Hedge::MoreThan) => (Some(value), None, None, Some(value + 1.0)),
        Some(Hedge::AtMost) => (None, None, Some(value), None),
        Some(Hedge::FewerThan) => (None, None, Some(value), Some(value - 1.0)),
        Some(Hedge::Almost) => (Some(value - step(value)), None, Some(value), None),
    };
    Figure {
        low,
        best,
        high,
        values: [Some(value), low, also].into_iter().flatten().collect(),
        unit: None,
        unit_at: None,
        noun: None,
        start: usize::MAX,
        end: 0,
    }
}

/// How far below a figure "almost" reaches: one where it counts singly, else its last digit that is not
/// nought, so that "almost 30" is 20 to 30 and "nearly 100" is 90 to 100.
fn step(value: f64) -> f64 {
    if value <= 20.0 || value.fract() != 0.0 {
        return 1.0_f64.min(value);
    }
    let mut step = 1.0;
    while value % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    if step == value { step / 10.0 } else { step }
}

/// The figure with the unit behind it, or the currency before it.
fn with_unit(text: &Text, at: usize, end: usize, figure: Figure) -> Figure {
    let hyphen =
        usize::from(text.starts(end, &["-"]) && !text.get(end).is_some_and(|token| token.spaced));
    let behind = end + hyphen;
    let per_cent = text.starts(behind, &["per", "cent"]);
    let unit = match text.get(behind) {
        _ if per_cent => Some("percent"),
        // A letter alone is a unit only when it is tied to the figure or stands for metres.
        Some(token) if token.is("g") && token.spaced => None,
        Some(token) => nouns::unit(&token.text),
        None => None,
    };
    if unit.is_some() {
        return Figure {
            unit,
            unit_at: Some(behind),
            end: behind + 1 + usize::from(per_cent),
            ..figure
        };
    }
    let before = text.before(at, 1).filter(|token| token.kind == Kind::Mark);
    let money = before
        .and_then(|token| nouns::unit(&token.text))
        .filter(|unit| *unit != "percent");
    Figure {
        unit: money,
        unit_at: money.map(|_| at - 1),
        end,
        ..figure
    }
}
