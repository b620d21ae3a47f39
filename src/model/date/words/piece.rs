//! One date within a phrase: `16 January 2024`, `mid-January 2024`, `12/04/1985`, `1980s`, or only `26` of `26 or 27`.

use super::names::{month, ordinal, season, weekday};
use super::time::{self, Found};
use super::token::{Kind, Token};
use super::{Note, Why};

/// Day, month and year, as far as the words give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    /// Astronomical year.
    pub(super) year: Option<i64>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

/// The third of a month or of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

/// What a piece names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A day, month or year.
    Date(Parts),
    /// Numbers that can be read day first and month first.
    Either(Parts, Parts),
    /// A season, quarter or half: its code in ISO 8601-2 and the year.
    Code(Option<i64>, u8),
    /// The early, middle or late part of a month, or of the year when there is no month.
    Third(Parts, Third),
    /// A decade or century as an EDTF year with unspecified digits.
    Mask(String),
    /// A century before Christ: first and last year.
    Years(i64, i64),
}

/// A date within a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) time: Option<Found>,
    /// The weekday that the words give.
    pub(super) weekday: Option<&'static str>,
    pub(super) notes: Vec<Note>,
}

impl From<What> for Piece {
    fn from(what: What) -> Self {
        Self {
            what,
            time: None,
            weekday: None,
            notes: Vec::new(),
        }
    }
}

/// Reads one date. All tokens must belong to it.
pub(super) fn read(tokens: &[Token]) -> Result<Piece, Why> {
    let (tokens, time) = time::take(tokens)?;
    let (tokens, weekday) = without_weekday(&tokens);
    let tokens = trimmed(&tokens);
    if tokens.is_empty() {
        return Err(if time.is_some() {
            Why::TimeOnly
        } else {
            Why::Unread
        });
    }
    if let Some(what) = numeric(tokens)? {
        let notes = perhaps_years(tokens, &what).into_iter().collect();
        return Ok(Piece {
            what,
            time,
            weekday,
            notes,
        });
    }
    let tokens = without_filling(tokens);
    let piece = decade(&tokens)
        .or_else(|| century(&tokens))
        .or_else(|| part_of_year(&tokens))
        .map_or_else(|| third(&tokens), |piece| Ok(Some(piece)))?;
    let piece = match piece {
        Some(piece) => piece,
        None => Piece::from(What::Date(spelled(&tokens)?)),
    };
    Ok(Piece {
        time,
        weekday,
        ..piece
    })
}

/// The tokens without the weekday and the comma or dot after it.
fn without_weekday(tokens: &[Token]) -> (Vec<Token>, Option<&'static str>) {
    let found = tokens
        .iter()
        .enumerate()
        .find_map(|(index, token)| Some((index, weekday(&token.text)?)));
    let Some((index, name)) = found else {
        return (tokens.to_vec(), None);
    };
    let before = tokens.get(..index).unwrap_or_default();
    (
        [
            trimmed_end(before),
            trimmed(tokens.get(index + 1..).unwrap_or_default()),
        ]
        .concat(),
        Some(name),
    )
}

/// Commas, brackets and small words that may stand before or after a date.
fn trimmed(tokens: &[Token]) -> &[Token] {
    let mut rest = trimmed_end(tokens);
    while rest.first().is_some_and(|token| {
        token.is_any(&[
            "on", "in", "the", "of", "during", ",", ".", "'", "(", "dated",
        ])
    }) {
        rest = rest.get(1..).unwrap_or_default();
    }
    rest
}

fn trimmed_end(tokens: &[Token]) -> &[Token] {
    let mut rest = tokens;
    while rest
        .last()
        .is_some_and(|token| token.is_any(&[",", ".", ")", "on", "the"]))
    {
        rest = rest.get(..rest.len() - 1).unwrap_or_default();
    }
    rest
}

/// Without what can be left out between the parts of a date: `the 16th of January, 2024`, `Jan. 16`.
fn without_filling(tokens: &[Token]) -> Vec<Token> {
    let hyphens_tie = hyphens_tie(tokens);
    tokens
        .iter()
        .filter(|token| {
            !(token.is_any(&[",", ".", "the", "of", "year"]) || (hyphens_tie && token.is("-")))
        })
        .cloned()
        .collect()
}

/// `16-Jan-2024`, `Jan-2024`, `2024-January-16`: a month's name with numbers, and hyphens between all of them.
fn hyphens_tie(tokens: &[Token]) -> bool {
    let (parts, marks): (Vec<_>, Vec<_>) = tokens
        .iter()
        .enumerate()
        .partition(|(index, _)| index % 2 == 0);
    let names = parts
        .iter()
        .filter(|(_, token)| month(&token.text).is_some())
        .count();
    let numbers = parts
        .iter()
        .filter(|(_, token)| token.kind == Kind::Number)
        .count();
    names == 1
        && names + numbers == parts.len()
        && marks.len() + 1 == parts.len()
        && marks.iter().all(|(_, token)| token.is("-"))
        && tokens.iter().skip(1).all(|token| !token.spaced)
}

/// `16.01.2024`, `2024-1-6`, `7/2008`: numbers with the same mark between them.
fn numeric(tokens: &[Token]) -> Result<Option<What>, Why> {
    let mark = |token: &Token| token.is_any(&[".", "/", "-"]) && !token.spaced;
    match tokens {
        [first, one, second, two, third]
            if mark(one) && two.is(&one.text) && mark(two) && !second.spaced && !third.spaced =>
        {
            let (Some(first_number), Some(second_number), Some(third_number)) =
                (first.number(), second.number(), third.number())
            else {
                return Ok(None);
            };
            match (first.text.len(), second.text.len(), third.text.len()) {
                (4, 1 | 2, 1 | 2) => day_of(first_number, second_number, third_number).map(Some),
                (1 | 2, 1 | 2, 4) => {
                    either_way(first_number, second_number, third_number).map(Some)
                }
                (1 | 2, 1 | 2, 2) => Err(Why::TwoDigitYear),
                _ => Err(Why::Unread),
            }
        }
        [first, one, second] if mark(one) && !second.spaced => {
            let (year, month) = match (first.text.len(), second.text.len()) {
                (4, 1 | 2) if !one.is(".") => (first.number(), second.small()),
                (1 | 2, 4) if !one.is("-") => (second.number(), first.small()),
                _ => return Ok(None),
            };
            Ok(match (year, month) {
                (Some(year), Some(month @ 1..=12)) => Some(What::Date(Parts {
                    year: Some(year),
                    month: Some(month),
                    day: None,
                })),
                _ => None,
            })
        }
        _ => Ok(None),
    }
}

/// A note when `2003–04`, with a dash and not a hyphen, may stand for two years.
fn perhaps_years(tokens: &[Token], what: &What) -> Option<Note> {
    let (
        What::Date(Parts {
            year: Some(year),
            month: Some(month),
            day: None,
        }),
        [_, dash, _],
    ) = (what, tokens)
    else {
        return None;
    };
    let last = year - year % 100 + i64::from(*month);
    (dash.is_long_dash() && last > *year).then_some(Note::PerhapsYears(*year, last))
}

fn day_of(year: i64, month: i64, day: i64) -> Result<What, Why> {
    parts(year, month, day)
        .map(What::Date)
        .ok_or(Why::NoSuchDate)
}

fn parts(year: i64, month: i64, day: i64) -> Option<Parts> {
    let month = u8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let day = u8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    Some(Parts {
        year: Some(year),
        month: Some(month),
        day: Some(day),
    })
}

/// Day first or month first, whichever can be; both when both can.
fn either_way(first: i64, second: i64, year: i64) -> Result<What, Why> {
    match (parts(year, second, first), parts(year, first, second)) {
        (Some(one), Some(other)) if one != other => Ok(What::Either(one, other)),
        (Some(only), _) | (None, Some(only)) => Ok(What::Date(only)),
        (None, None) => Err(Why::NoSuchDate),
    }
}

/// `1980s`, `1980's`, `early 1980s`.
fn decade(tokens: &[Token]) -> Option<Piece> {
    let (tokens, cut) = without_third(tokens);
    let number = match tokens {
        [number, s] if s.is("s") && !s.spaced => number,
        [number, apostrophe, s] if apostrophe.is("'") && s.is("s") && !s.spaced => number,
        _ => return None,
    };
    let century = number.text.get(..2)?;
    let mut notes = cut;
    let mask = match (number.text.len(), number.text.get(2..)?) {
        (4, "00") => {
            notes.push(Note::DecadeOrCentury);
            format!("{century}XX")
        }
        (4, years) if years.ends_with('0') => format!("{century}{}X", years.get(..1)?),
        _ => return None,
    };
    Some(Piece {
        notes,
        ..Piece::from(What::Mask(mask))
    })
}

/// `19th century`, `fifth century BC`.
fn century(tokens: &[Token]) -> Option<Piece> {
    let (tokens, notes) = without_third(tokens);
    let (tokens, before_christ) = without_era(tokens);
    let number = match tokens {
        [number, suffix, word]
            if is_ordinal(number, suffix) && word.is_any(&["century", "cent", "c"]) =>
        {
            number.small()?
        }
        [name, word] if word.is("century") => ordinal(&name.text)?,
        [twenty, dash, first, word]
            if twenty.is("twenty") && dash.is("-") && first.is("first") && word.is("century") =>
        {
            21
        }
        _ => return None,
    };
    let what = match (number, before_christ) {
        (0, _) => return None,
        (_, Some(true)) => {
            let last = -100 * (i64::from(number) - 1);
            What::Years(last - 99, last)
        }
        _ => What::Mask(format!("{:02}XX", number - 1)),
    };
    Some(Piece {
        notes,
        ..Piece::from(what)
    })
}

/// `spring 2024`, `winter 2023/24`, `Q1 2024`, `first quarter of 2024`, `second half 2024`.
fn part_of_year(tokens: &[Token]) -> Option<Piece> {
    let (name, rest) = tokens.split_first()?;
    if let Some(code) = season(&name.text) {
        return season_of(code, rest);
    }
    let code_of = |number: u8, word: &Token| match number {
        1..=4 if word.is("quarter") => Some(32 + number),
        1..=2 if word.is("half") => Some(39 + number),
        _ => None,
    };
    let (code, year) = match tokens {
        [q, number, rest @ ..] if q.is("q") && !number.spaced => (
            number.small().filter(|quarter| (1..=4).contains(quarter))? + 32,
            rest,
        ),
        [year, q, number] if q.is("q") && !number.spaced => (
            number.small().filter(|quarter| (1..=4).contains(quarter))? + 32,
            std::slice::from_ref(year),
        ),
        [number, suffix, word, rest @ ..] if is_ordinal(number, suffix) => {
            (code_of(number.small()?, word)?, rest)
        }
        [name, word, rest @ ..] if name.is("last") && word.is("quarter") => (36, rest),
        [name, word, rest @ ..] => (code_of(ordinal(&name.text)?, word)?, rest),
        _ => return None,
    };
    let year = match year {
        [slash, year @ ..] if slash.is("/") => year,
        year => year,
    };
    if year.is_empty() {
        return Some(Piece::from(What::Code(None, code)));
    }
    Some(Piece::from(What::Code(Some(year_of(year).ok()??), code)))
}

/// A season with its year. A winter runs into the next year, so that one year alone needs a note.
fn season_of(code: u8, rest: &[Token]) -> Option<Piece> {
    if rest.is_empty() {
        return Some(Piece::from(What::Code(None, code)));
    }
    if let [first, mark, second] = rest
        && mark.is_any(&["-", "/"])
        && code == 24
    {
        let year = four_digits(first)?;
        let next = second.number()?;
        let follows = match second.text.len() {
            4 => next == year + 1,
            2 => next == (year + 1) % 100,
            _ => false,
        };
        return follows.then(|| Piece::from(What::Code(Some(year), code)));
    }
    let year = year_of(rest).ok()??;
    let notes = if code == 24 {
        vec![Note::Winter(year)]
    } else {
        Vec::new()
    };
    Some(Piece {
        notes,
        ..Piece::from(What::Code(Some(year), code))
    })
}

/// `mid-January 2024`, `early 2024`, `end of January 2024`.
fn third(tokens: &[Token]) -> Result<Option<Piece>, Why> {
    let Some((third, rest)) = leading_third(tokens) else {
        return Ok(None);
    };
    let parts = spelled(rest)?;
    // "Late on the 16th" is about the hour.
    if parts.day.is_some() || (parts.month.is_none() && parts.year.is_none()) {
        return Err(Why::Unread);
    }
    Ok(Some(Piece::from(What::Third(parts, third))))
}

fn leading_third(tokens: &[Token]) -> Option<(Third, &[Token])> {
    let (first, rest) = tokens.split_first()?;
    let third = match first.text.as_str() {
        "early" | "beginning" | "start" => Third::Early,
        "mid" | "middle" => Third::Mid,
        "late" | "end" => Third::Late,
        _ => return None,
    };
    Some(match rest {
        [dash, rest @ ..] if dash.is("-") => (third, rest),
        rest => (third, rest),
    })
}

/// Takes `early`, `mid` or `late` off a decade or century, where EDTF has nothing for it.
fn without_third(tokens: &[Token]) -> (&[Token], Vec<Note>) {
    leading_third(tokens).map_or((tokens, Vec::new()), |(_, rest)| {
        (rest, vec![Note::PartInWords])
    })
}

/// Day, month and year with the month spelled: `16 January 2024`, `January 16th 2024`, `2024 January`, `26`.
fn spelled(tokens: &[Token]) -> Result<Parts, Why> {
    // Ordinal endings are tied to their number: 16th, 1st.
    let mut plain: Vec<&Token> = Vec::new();
    let mut ordinals: Vec<usize> = Vec::new();
    for token in tokens {
        match plain.last() {
            Some(number) if is_ordinal(number, token) => ordinals.push(plain.len() - 1),
            _ => plain.push(token),
        }
    }
    let plain: Vec<Token> = plain.into_iter().cloned().collect();
    let month_at = plain
        .iter()
        .position(|token| token.kind == Kind::Word && month(&token.text).is_some());
    let Some(at) = month_at else {
        return without_month(&plain, &ordinals);
    };
    let found = plain.get(at).and_then(|token| month(&token.text));
    let (before, after) = (
        plain.get(..at).unwrap_or_default(),
        plain.get(at + 1..).unwrap_or_default(),
    );
    let (day, year) = match (before, after) {
        ([], []) => (None, &[][..]),
        ([day], year) if day.small().is_some() => (Some(day), year),
        ([year], [day]) if four_digits(year).is_some() && day.small().is_some() => {
            (Some(day), before)
        }
        ([_], []) => (None, before),
        ([], [day, year @ ..]) if day.small().is_some() && !begins_with_era(year) => {
            (Some(day), year)
        }
        ([], year) => (None, year),
        _ => return Err(Why::Unread),
    };
    let day = day.and_then(Token::small);
    if day == Some(0) {
        return Err(Why::NoSuchDate);
    }
    let year = if year.is_empty() {
        None
    } else {
        year_of(year)?
    };
    Ok(Parts {
        year,
        month: found,
        day,
    })
}

/// `26`, `18 2024` (of `January 16 and 18, 2024`), `2024`.
fn without_month(tokens: &[Token], ordinals: &[usize]) -> Result<Parts, Why> {
    if let [day, rest @ ..] = tokens
        && let Some(day) = day.small().filter(|day| *day > 0)
        && (rest.is_empty()
            || (rest.len() == 1 && rest.iter().all(|year| four_digits(year).is_some())))
    {
        let year = rest.first().and_then(four_digits);
        return Ok(Parts {
            year,
            month: None,
            day: Some(day),
        });
    }
    if !ordinals.is_empty() {
        return Err(Why::Unread);
    }
    Ok(Parts {
        year: year_of(tokens)?,
        month: None,
        day: None,
    })
}

fn begins_with_era(tokens: &[Token]) -> bool {
    tokens
        .first()
        .is_some_and(|token| token.is_any(&["bc", "bce", "ad", "ce"]))
}

/// `2024`, `500 BC`, `AD 79`.
fn year_of(tokens: &[Token]) -> Result<Option<i64>, Why> {
    let (rest, before_christ) = without_era(tokens);
    let [number] = rest else {
        return match rest {
            [apostrophe, number] if apostrophe.is("'") && number.text.len() == 2 => {
                Err(Why::TwoDigitYear)
            }
            _ => Err(Why::Unread),
        };
    };
    let year = number
        .number()
        .filter(|year| *year > 0 && number.text.len() <= 4)
        .ok_or(Why::Unread)?;
    match (before_christ, number.text.len()) {
        (Some(true), _) => Ok(Some(1 - year)),
        (Some(false), _) | (None, 4) => Ok(Some(year)),
        (None, 2) => Err(Why::TwoDigitYear),
        (None, _) => Err(Why::Unread),
    }
}

/// Takes BC, BCE, AD or CE off; true means before Christ.
fn without_era(tokens: &[Token]) -> (&[Token], Option<bool>) {
    match tokens {
        [rest @ .., era] if era.is_any(&["bc", "bce"]) => (rest, Some(true)),
        [rest @ .., era] if era.is_any(&["ad", "ce"]) => (rest, Some(false)),
        [rest @ .., b, c] if b.is("b") && c.is("c") => (rest, Some(true)),
        [rest @ .., a, d] if a.is("a") && d.is("d") => (rest, Some(false)),
        [era, rest @ ..] if era.is("ad") => (rest, Some(false)),
        _ => (tokens, None),
    }
}

fn four_digits(token: &Token) -> Option<i64> {
    token
        .number()
        .filter(|year| token.text.len() == 4 && *year > 0)
}

fn is_ordinal(number: &Token, suffix: &Token) -> bool {
    number.small().is_some() && !suffix.spaced && suffix.is_any(&["st", "nd", "rd", "th"])
}
