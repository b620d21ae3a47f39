//! A date from selected words.

use super::calendar::{in_plain_english, is_rest_of_ordinal};
use super::dates::Dates;
use super::text::{Kind, Text, Token};
use crate::model::date::Bound;
use crate::model::{Value, When};

/// Longer selections than this are prose, and only their beginning is looked at for a date. In tokens.
const LONGEST: usize = 80;
/// The most tokens that a date has.
pub(super) const DATE_TOKENS: usize = 14;

/// The first date in the words, as long as it can be read.
pub(super) fn date(text: &Text, issued: Option<&When>) -> Option<Value> {
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
            if !may_begin(text, start) || cuts(&dates, start, stop) || !may_end(text, stop) {
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

/// Whether the tokens hold no date, or a part of one that goes on outside them.
fn cuts(dates: &Dates, start: usize, stop: usize) -> bool {
    let within = |at: usize| at > 0 && dates.has(at - 1) && dates.has(at);
    !(start..stop).any(|at| dates.has(at)) || within(start) || within(stop)
}

/// A date does not begin or end with a mark or a small word, so that its words are its own; nor within an ordinal.
fn may_begin(text: &Text, at: usize) -> bool {
    const SMALL: [&str; 7] = ["on", "in", "the", "of", "at", "and", "during"];
    let stands = |token: &Token| token.kind != Kind::Mark && !token.is_any(&SMALL);
    text.get(at).is_some_and(stands) && !is_rest_of_ordinal(text, at)
}

fn may_end(text: &Text, end: usize) -> bool {
    text.before(end, 1)
        .is_some_and(|token| token.kind != Kind::Mark && !token.is_any(&["the", "on", "at", "in"]))
}

/// The date of words that may have ordinals in words and months in another script; the words stay.
pub(super) fn read_plainly(words: &str) -> When {
    let read = When::read(words);
    if read.bounds().is_some() {
        return read;
    }
    When {
        words: words.to_owned(),
        ..When::read(&in_plain_english(words))
    }
}

/// The words as one date; without a year it is read with that of the report, or kept in words alone.
fn whole_date(words: &str, issued: Option<&When>) -> Option<When> {
    let read = read_plainly(words);
    if read.bounds().is_some() {
        return Some(read);
    }
    // A leap year, so that 29 February is a day.
    let with = |year: i64| read_plainly(&format!("{words} {year}"));
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
    let bounds = found.as_ref().and_then(When::bounds);
    let day = bounds.and_then(|bounds| bounds.earliest.day().or(bounds.latest.day()));
    match day {
        Some(day) if day.days() - report.days() <= AHEAD => found,
        _ => Some(with(year - 1)).filter(|found| found.bounds().is_some()),
    }
}
