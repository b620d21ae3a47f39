//! The dates that stand in a text, as far as each is given: `16 January`, `the 18th`, `Tuesday`, `2024`.

use super::calendar::{month_at, spelled_ordinal, weekday};
use super::nouns::follows_a_count;
use super::text::{Kind, Text, Token};

/// A date as far as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Part {
    pub(super) year: Option<i64>,
    /// 1 to 12.
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// In full, in English.
    pub(super) weekday: Option<&'static str>,
    /// Days from the day of the report: "yesterday" is -1.
    pub(super) offset: Option<i64>,
}

/// The dates of a text.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// Each date that is named; a date with two readings, or with two days, gives several.
    pub(super) parts: Vec<Part>,
    /// Whether each token belongs to a date.
    taken: Vec<bool>,
}

impl Dates {
    pub(super) fn of(text: &Text) -> Self {
        let mut dates = Self {
            parts: Vec::new(),
            taken: vec![false; text.len()],
        };
        let mut at = 0;
        while at < text.len() {
            let len = dates.read(text, at).max(1);
            at += len;
        }
        dates
    }

    /// Whether the token at `at` belongs to a date.
    pub(super) fn has(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or_default()
    }

    /// Reads the date at `at`, if there is one, and gives its length.
    fn read(&mut self, text: &Text, at: usize) -> usize {
        let readings = [
            numeric,
            days_of_month,
            month_first,
            year_alone,
            day_alone,
            named,
        ];
        let Some((parts, len)) = readings.iter().find_map(|read| read(text, at)) else {
            return 0;
        };
        self.parts.extend(parts);
        self.taken
            .iter_mut()
            .skip(at)
            .take(len)
            .for_each(|taken| *taken = true);
        len
    }
}

/// What a reading gives: the dates and how many tokens they take.
type Found = Option<(Vec<Part>, usize)>;

fn day_number(token: &Token) -> Option<u8> {
    let day = u8::try_from(token.digits(2)?).ok()?;
    (1..=31).contains(&day).then_some(day)
}

fn year_number(token: &Token) -> Option<i64> {
    let year = token.digits(4).filter(|_| token.text.len() == 4)?;
    (1000..=2999).contains(&year).then_some(year)
}

/// `16/01/2024`, `16.1.2024`, `2024-01-16`, `16/01/24`, `2024-01`, `16/01`.
fn numeric(text: &Text, at: usize) -> Found {
    let first = text.get(at).filter(|token| token.kind == Kind::Digits)?;
    let mark = text
        .get(at + 1)
        .filter(|t| !t.spaced && t.is_any(&["/", ".", "-"]))?;
    let second = text
        .get(at + 2)
        .filter(|t| !t.spaced && t.kind == Kind::Digits)?;
    let third = text.get(at + 3).filter(|t| !t.spaced && t.is(&mark.text));
    let third = third.and_then(|_| text.get(at + 4));
    let third = third.filter(|t| !t.spaced && t.kind == Kind::Digits);
    if let Some(third) = third {
        return three_numbers(first, second, third).map(|parts| (parts, 5));
    }
    if let Some(year) = year_number(first)
        && mark.is("-")
    {
        // 2023-24 is two years, 2024-01 a month; neither is a figure.
        let month = second
            .digits(2)
            .and_then(|month| u8::try_from(month).ok())?;
        let month = Some(month).filter(|month| (1..=12).contains(month));
        return Some((vec![part(Some(year), month, None)], 3));
    }
    if mark.is("/") && first.text.len() == 2 && second.text.len() == 2 {
        let parts = either_way(day_number(first)?, day_number(second)?, None);
        return (!parts.is_empty()).then_some((parts, 3));
    }
    None
}

fn part(year: Option<i64>, month: Option<u8>, day: Option<u8>) -> Part {
    Part {
        year,
        month,
        day,
        ..Part::default()
    }
}

fn three_numbers(first: &Token, second: &Token, third: &Token) -> Option<Vec<Part>> {
    if let Some(year) = year_number(first) {
        let (month, day) = (day_number(second)?, day_number(third)?);
        return (month <= 12).then(|| vec![part(Some(year), Some(month), Some(day))]);
    }
    let (first, second) = (day_number(first)?, day_number(second)?);
    if let Some(year) = year_number(third) {
        return Some(either_way(first, second, Some(year)));
    }
    let short = third.digits(2).filter(|_| third.text.len() == 2)?;
    let centuries = [1900 + short, 2000 + short];
    let parts = centuries
        .iter()
        .flat_map(|&year| either_way(first, second, Some(year)));
    Some(parts.collect())
}

/// Day first and month first, whichever can be.
fn either_way(first: u8, second: u8, year: Option<i64>) -> Vec<Part> {
    let mut parts = Vec::new();
    if second <= 12 {
        parts.push(part(year, Some(second), Some(first)));
    }
    if first <= 12 && first != second {
        parts.push(part(year, Some(first), Some(second)));
    }
    parts
}

/// `16 January 2024`, `the 16th of January`, `16, 17 and 18 January`, `16–18 January`.
fn days_of_month(text: &Text, at: usize) -> Found {
    let (days, len) = day_list(text, at, |_| true)?;
    let of = usize::from(text.starts(at + len, &["of"]) || text.starts(at + len, &["-"]));
    let month = month_at(text, at + len + of, true)?;
    let end = at + len + of + 1;
    let (year, more) = year_after(text, end);
    let parts = days
        .iter()
        .map(|&day| part(year, month.number(), Some(day)));
    Some((parts.collect(), end + more - at))
}

/// `January 16th, 2024`, `January 16 and 17`, `January 2024`, `mid-January`, `January`.
fn month_first(text: &Text, at: usize) -> Found {
    let numbered = |token: &Token| token.kind == Kind::Digits;
    let dot = |at: usize| usize::from(text.starts(at, &["."]) && !starts_spaced(text, at));
    let month = month_at(
        text,
        at,
        text.get(at + 1 + dot(at + 1)).is_some_and(numbered),
    )?;
    let mut end = at + 1;
    let after = end + dot(end);
    // "In January 12 people": a month and a figure. "On January 16 people": a day, and what they did.
    let on = text.before(at, 1).is_some_and(|token| token.is("on"));
    let is_day = |next: usize| on || !counts_after(text, next);
    let days = day_list(text, after, is_day).map(|(days, len)| {
        end = after + len;
        days
    });
    let (year, more) = year_after(text, end);
    if year.is_some() && days.is_none() && counts_after(text, end + more) && !on {
        return Some((vec![part(None, month.number(), None)], 1));
    }
    let days = days.unwrap_or_default().into_iter().map(Some);
    let days: Vec<Option<u8>> = if days.len() == 0 {
        vec![None]
    } else {
        days.collect()
    };
    let parts = days.into_iter().map(|day| part(year, month.number(), day));
    Some((parts.collect(), end + more - at))
}

fn starts_spaced(text: &Text, at: usize) -> bool {
    text.get(at).is_some_and(|token| token.spaced)
}

/// Whether the word at `at`, or the one after it, makes a count of the number before it.
fn counts_after(text: &Text, at: usize) -> bool {
    let Some(word) = text.get(at).filter(|token| token.is_word()) else {
        return false;
    };
    let next = || text.get(at + 1).filter(|token| token.is_word());
    follows_a_count(&word.text)
        || (!word.capital
            && !word.is_any(&[
                "and", "or", "to", "of", "in", "at", "on", "when", "after", "before",
            ])
            && next().is_some_and(|next| follows_a_count(&next.text)))
}

/// Days of the month, with their endings and what joins them. A comma joins only on the way to a word
/// that does. `is_day` is asked with the place behind each number.
fn day_list(text: &Text, at: usize, is_day: impl Fn(usize) -> bool) -> Option<(Vec<u8>, usize)> {
    let (first, mut end) = one_day(text, at)?;
    if !is_day(end) {
        return None;
    }
    let mut days = vec![first];
    let mut open: Vec<u8> = Vec::new();
    let mut next = end;
    while let Some(join) = text.get(next) {
        let joins = join.is_any(&["and", "or", "to", "through", "until", "-", "&"]);
        if !joins && !join.is(",") {
            break;
        }
        let more = usize::from(joins && join.is("and") && text.starts(next + 1, &["the"]));
        let Some((day, after)) = one_day(text, next + 1 + more).filter(|(_, end)| is_day(*end))
        else {
            break;
        };
        open.push(day);
        next = after;
        if joins {
            days.append(&mut open);
            end = after;
        }
    }
    Some((days, end - at))
}

/// A day of the month with its ending, or an ordinal in words; gives where it ends.
fn one_day(text: &Text, at: usize) -> Option<(u8, usize)> {
    let token = text.get(at)?;
    if let Some((day, len)) = spelled_ordinal(text, at) {
        return Some((day, at + len));
    }
    let day = day_number(token)?;
    let ending = text.get(at + 1).is_some_and(|t| !t.spaced && is_ending(t));
    Some((day, at + 1 + usize::from(ending)))
}

fn is_ending(token: &Token) -> bool {
    token.is_any(&["st", "nd", "rd", "th"])
}

/// The year behind a day or month, with what stands between.
fn year_after(text: &Text, at: usize) -> (Option<i64>, usize) {
    let dot = usize::from(text.starts(at, &["."]) && !starts_spaced(text, at));
    let small = text
        .get(at + dot)
        .is_some_and(|t| t.is_any(&[",", "of", "-", "/"]));
    let skip = dot + usize::from(small);
    match text.get(at + skip).and_then(year_number) {
        Some(year) if !(text.starts(at + skip + 1, &[","]) && groups_on(text, at + skip + 2)) => {
            (Some(year), skip + 1)
        }
        _ => (None, 0),
    }
}

/// Whether three digits stand tied at `at`: the rest of a figure in groups.
fn groups_on(text: &Text, at: usize) -> bool {
    let group = text.get(at);
    group.is_some_and(|t| !t.spaced && t.kind == Kind::Digits && t.text.len() == 3)
}

/// A year by itself, where nothing says that it counts something; `1980s`, `2023/24`.
fn year_alone(text: &Text, at: usize) -> Found {
    let year = text
        .get(at)
        .and_then(year_number)
        .filter(|year| (1500..=2199).contains(year))?;
    let tied = |token: &Token| !token.spaced;
    if text
        .before(at, 1)
        .is_some_and(|t| t.is_any(&["$", "€", "£"]))
        || groups_after(text, at)
    {
        return None;
    }
    if text
        .get(at + 1)
        .filter(|t| tied(t))
        .is_some_and(|t| t.is("s"))
    {
        return Some((Vec::new(), 2));
    }
    let preceded = text.before(at, 1).is_some_and(|token| {
        token.is_any(&[
            "in", "since", "by", "during", "early", "late", "mid", "the", "year", "until", "of",
        ])
    });
    if !preceded && (counts_after(text, at + 1) || super::hedges::before(text, at).is_some()) {
        return None;
    }
    if text.starts(at + 1, &["/"])
        && text
            .get(at + 2)
            .is_some_and(|t| tied(t) && t.text.len() == 2)
    {
        return Some((vec![part(Some(year), None, None)], 3));
    }
    Some((vec![part(Some(year), None, None)], 1))
}

fn groups_after(text: &Text, at: usize) -> bool {
    text.starts(at + 1, &[","]) && groups_on(text, at + 2)
}

/// `the 18th`, `on the sixteenth`: a day alone. Ordinals of other things are no figures either.
fn day_alone(text: &Text, at: usize) -> Found {
    let ending = text.get(at + 1).is_some_and(|t| !t.spaced && is_ending(t));
    let in_digits = text.get(at).is_some_and(|t| t.kind == Kind::Digits) && ending;
    let the = text.before(at, 1).is_some_and(|token| token.is("the"));
    if !in_digits && !the {
        return None;
    }
    if !in_digits {
        let (day, len) = spelled_ordinal(text, at)?;
        return Some((vec![part(None, None, Some(day))], len));
    }
    let day = text.get(at).and_then(day_number).filter(|_| the);
    let day = day.filter(|_| !text.starts(at + 2, &["century"]));
    let parts = day.map(|day| part(None, None, Some(day)));
    Some((parts.into_iter().collect(), 2))
}

/// `Tuesday`, `yesterday`.
fn named(text: &Text, at: usize) -> Found {
    let token = text.get(at)?;
    if let Some(weekday) = weekday(&token.text) {
        let weekday = Part {
            weekday: Some(weekday),
            ..Part::default()
        };
        return Some((vec![weekday], 1));
    }
    let offset = match token.text.as_str() {
        "yesterday" => -1,
        "today" | "tonight" => 0,
        "tomorrow" => 1,
        "last" if text.starts(at + 1, &["night"]) => -1,
        "this"
            if text
                .get(at + 1)?
                .is_any(&["morning", "afternoon", "evening"]) =>
        {
            0
        }
        _ => return None,
    };
    let relative = Part {
        offset: Some(offset),
        ..Part::default()
    };
    Some((vec![relative], 1))
}
