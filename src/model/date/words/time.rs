//! Times of day within a date: `20:30`, `8.15 pm`, `at 20:30:15 +03:30`, `in the evening of`.

use super::Why;
use super::token::{Kind, Token};

/// A time of day as far as the words give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Time {
    /// Hour, minute, second, and the shift from UTC as EDTF writes it (empty when not given).
    Clock(u8, u8, u8, String),
    /// A part of the day, or an hour without minutes: more than EDTF can hold.
    Loose,
    /// The night of a day, which may run into the next.
    Night,
}

/// A time found in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) time: Time,
    /// The zone as the words name it: `UTC`, `+03:30`, `Asia/Karachi`; empty when none is named.
    pub(super) zone: String,
    /// An abbreviation that names more than one zone, as typed.
    pub(super) vague_zone: String,
}

impl Found {
    fn loose(time: Time) -> Self {
        Self {
            time,
            zone: String::new(),
            vague_zone: String::new(),
        }
    }
}

/// Takes the time of day out of the tokens, if there is one, and returns what is left.
pub(super) fn take(tokens: &[Token]) -> Result<(Vec<Token>, Option<Found>), Why> {
    if let Some(found) = clock(tokens)? {
        return Ok(found);
    }
    if let Some(found) = hour(tokens) {
        return Ok(found);
    }
    Ok(part_of_day(tokens).unwrap_or_else(|| (tokens.to_vec(), None)))
}

type Taken = (Vec<Token>, Option<Found>);

/// `20:30`, `20:30:15`, `8:30 pm`, each with a zone.
fn clock(tokens: &[Token]) -> Result<Option<Taken>, Why> {
    let colon = tokens.iter().position(|token| token.is(":"));
    let Some(colon) = colon.or_else(|| dot(tokens)) else {
        return Ok(None);
    };
    let part = |index: usize| tokens.get(index).and_then(Token::small);
    let (Some(start), Some(mut hour), Some(minute)) = (
        colon.checked_sub(1),
        colon.checked_sub(1).and_then(part),
        part(colon + 1),
    ) else {
        return Err(Why::Unread);
    };
    let two_digits = |index: usize| tokens.get(index).is_some_and(|token| token.text.len() == 2);
    if !two_digits(colon + 1) {
        return Err(Why::Unread);
    }
    let mut end = colon + 2;
    let mut second = 0;
    if tokens.get(end).is_some_and(|token| token.is(":")) {
        second = part(end + 1)
            .filter(|_| two_digits(end + 1))
            .ok_or(Why::Unread)?;
        end += 2;
    }
    if let Some((afternoon, length)) = half_of_day(tokens.get(end..).unwrap_or_default()) {
        hour = to_24(hour, afternoon).ok_or(Why::NoSuchTime)?;
        end += length;
    } else if tokens
        .get(end)
        .is_some_and(|token| token.is_any(&["hours", "hrs", "h"]))
    {
        end += 1;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(Why::NoSuchTime);
    }
    let zone = zone(tokens.get(end..).unwrap_or_default());
    let found = Found {
        time: Time::Clock(hour, minute, second, zone.shift),
        zone: zone.name,
        vague_zone: zone.vague,
    };
    Ok(Some((
        without(tokens, start, end + zone.length),
        Some(found),
    )))
}

/// The dot of `8.30 pm`; a dot alone is no sign of a time.
fn dot(tokens: &[Token]) -> Option<usize> {
    (1..tokens.len()).find(|&index| {
        tokens[index].is(".")
            && !tokens[index].spaced
            && tokens[index - 1].small().is_some()
            && tokens
                .get(index + 1)
                .is_some_and(|minute| minute.small().is_some() && !minute.spaced)
            && half_of_day(tokens.get(index + 2..).unwrap_or_default()).is_some()
    })
}

/// `8 pm`: an hour and no minutes.
fn hour(tokens: &[Token]) -> Option<Taken> {
    let index = (0..tokens.len()).find(|&index| {
        tokens
            .get(index)
            .and_then(Token::small)
            .is_some_and(|hour| (1..=12).contains(&hour))
            && half_of_day(tokens.get(index + 1..).unwrap_or_default()).is_some()
    })?;
    let (_, length) = half_of_day(tokens.get(index + 1..)?)?;
    Some((
        without(tokens, index, index + 1 + length),
        Some(Found::loose(Time::Loose)),
    ))
}

/// `am`, `p.m.`: whether it is the afternoon, and how many tokens that took.
fn half_of_day(tokens: &[Token]) -> Option<(bool, usize)> {
    let text = |index: usize| tokens.get(index).map(|token| token.text.as_str());
    match text(0)? {
        "am" => Some((false, 1)),
        "pm" => Some((true, 1)),
        half @ ("a" | "p") if text(1) == Some(".") && text(2) == Some("m") => {
            Some((half == "p", if text(3) == Some(".") { 4 } else { 3 }))
        }
        _ => None,
    }
}

fn to_24(hour: u8, afternoon: bool) -> Option<u8> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (12, true) => Some(12),
        (1..=11, false) => Some(hour),
        (1..=11, true) => Some(hour + 12),
        _ => None,
    }
}

#[derive(Default)]
struct Zone {
    shift: String,
    name: String,
    vague: String,
    length: usize,
}

/// What follows a time: `UTC`, `Z`, `GMT+5`, `+03:30`, `-0500`, `Asia/Karachi`, `PKT`, `local time`.
fn zone(tokens: &[Token]) -> Zone {
    let Some(first) = tokens.first() else {
        return Zone::default();
    };
    if first.is("(") {
        let zone = zone(tokens.get(1..).unwrap_or_default());
        let closed = zone.length > 0
            && tokens
                .get(zone.length + 1)
                .is_some_and(|token| token.is(")"));
        return if closed {
            Zone {
                length: zone.length + 2,
                ..zone
            }
        } else {
            Zone::default()
        };
    }
    if first.is_any(&["utc", "gmt", "z"]) {
        if let Some(shift) = shift(tokens.get(1..).unwrap_or_default()) {
            return Zone {
                length: shift.length + 1,
                ..shift
            };
        }
        return Zone {
            shift: "Z".into(),
            name: "UTC".into(),
            length: 1,
            ..Zone::default()
        };
    }
    if let Some(shift) = shift(tokens) {
        return shift;
    }
    if first.is("local") && tokens.get(1).is_some_and(|token| token.is("time")) {
        return Zone {
            length: 2,
            ..Zone::default()
        };
    }
    if let [area, slash, place, ..] = tokens
        && area.kind == Kind::Word
        && slash.is("/")
        && place.kind == Kind::Word
        && !place.spaced
    {
        return Zone {
            name: format!("{}/{}", area.raw, place.raw),
            length: 3,
            ..Zone::default()
        };
    }
    const ABBREVIATIONS: [&str; 20] = [
        "pkt", "irst", "irdt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "cet",
        "cest", "bst", "ist", "msk", "eet", "eest", "jst", "trt",
    ];
    if first.is_any(&ABBREVIATIONS) {
        return Zone {
            vague: first.raw.clone(),
            length: 1,
            ..Zone::default()
        };
    }
    Zone::default()
}

/// `+03:30`, `+0330`, `+3`, `-05`.
fn shift(tokens: &[Token]) -> Option<Zone> {
    let [sign, number, rest @ ..] = tokens else {
        return None;
    };
    // A hyphen with a space after it begins the rest of a range and not a shift.
    if !sign.is_any(&["+", "-"]) || sign.is_long_dash() || number.spaced {
        return None;
    }
    let minutes = match rest {
        [colon, minutes, ..] if colon.is(":") => Some(minutes),
        _ => None,
    };
    let (hours, minutes, length) = match (number.text.len(), minutes) {
        (1 | 2, Some(minutes)) => (number.small(), minutes.small(), 4),
        (1 | 2, None) => (number.small(), Some(0), 2),
        (4, None) => (
            number.text.get(..2).and_then(|hours| hours.parse().ok()),
            number
                .text
                .get(2..)
                .and_then(|minutes| minutes.parse().ok()),
            2,
        ),
        _ => return None,
    };
    let (Some(hours), Some(minutes)) = (hours, minutes) else {
        return None;
    };
    // Not a shift then, but perhaps the end of a stretch of hours: left to be refused as a whole.
    if hours > 14 || minutes > 59 || (hours == 14 && minutes > 0) {
        return None;
    }
    let text = if hours == 0 && minutes == 0 {
        "+00:00".to_owned()
    } else {
        format!("{}{hours:02}:{minutes:02}", sign.text)
    };
    Some(Zone {
        shift: text.clone(),
        name: text,
        length,
        ..Zone::default()
    })
}

/// `in the evening of`, `Tuesday night`, `early morning`.
fn part_of_day(tokens: &[Token]) -> Option<Taken> {
    const PARTS: [&str; 12] = [
        "morning",
        "afternoon",
        "evening",
        "dawn",
        "dusk",
        "noon",
        "midday",
        "nightfall",
        "sunrise",
        "sunset",
        "night",
        "overnight",
    ];
    let index = tokens
        .iter()
        .position(|token| token.is_any(&PARTS) || token.is("hours"))?;
    let word = tokens.get(index)?;
    let before = |back: usize| index.checked_sub(back).and_then(|at| tokens.get(at));
    if word.is("hours") && !before(1).is_some_and(|token| token.is("early")) {
        return None;
    }
    let mut start = index;
    for words in [
        &["early", "late", "mid", "-"][..],
        &["early", "late", "mid"],
        &["the"],
        &["in", "on", "at", "during"],
    ] {
        if start
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is_any(words))
        {
            start -= 1;
        }
    }
    let night = word.is_any(&["night", "overnight"]);
    let time = if night { Time::Night } else { Time::Loose };
    Some((without(tokens, start, index + 1), Some(Found::loose(time))))
}

/// The tokens without those from `start` to `end` and without the small words that tied them to the date.
fn without(tokens: &[Token], start: usize, end: usize) -> Vec<Token> {
    let tie = |token: &Token| token.is_any(&["at", ",", "on", "of"]);
    let mut before = tokens.get(..start).unwrap_or_default();
    while before
        .last()
        .is_some_and(|token| token.is_any(&["at", ",", "t"]))
    {
        before = before.get(..before.len() - 1).unwrap_or_default();
    }
    let mut after = tokens.get(end..).unwrap_or_default();
    while after.first().is_some_and(tie) {
        after = after.get(1..).unwrap_or_default();
    }
    [before, after].concat()
}
