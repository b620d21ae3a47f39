//! The phrase around the dates: doubts, limits, ranges, and several dates in one.

use super::super::Edtf;
use super::piece::{self, Parts, Piece, What};
use super::render::{self, Limit};
use super::token::{Token, ends, starts};
use super::{Doubt, Found, Note, Why};

/// Reads a whole phrase. Every token must find its place in it.
pub(super) fn read(tokens: &[Token]) -> Result<Found, Why> {
    let tokens = without_wrapping(tokens);
    let (tokens, asked) = without_question(tokens);
    let (tokens, said) = without_doubt(without_wrapping(tokens));
    let doubt = asked.and(said);
    if tokens.is_empty() {
        return Err(Why::Unread);
    }
    if starts(tokens, &["between"]) {
        return between(tokens.get(1..).unwrap_or_default(), doubt);
    }
    if starts(tokens, &["from"]) {
        return from(tokens.get(1..).unwrap_or_default(), doubt);
    }
    if let Some((limit, rest)) = limit_of(tokens) {
        let (rest, more) = without_doubt(rest);
        return render::limit(&piece::read(rest)?, limit, doubt.and(more));
    }
    let readings = [
        single,
        range,
        |tokens: &[Token], doubt| list(tokens, "or", doubt),
        |tokens: &[Token], doubt| list(tokens, "and", doubt),
    ];
    let mut why = Why::Unread;
    for reading in readings {
        match reading(tokens, doubt) {
            Ok(found) => return Ok(found),
            Err(other) => why = why.max(other),
        }
    }
    Err(why)
}

fn single(tokens: &[Token], doubt: Doubt) -> Result<Found, Why> {
    render::one(&piece::read(tokens)?, doubt)
}

// What stands around a date

/// Without quotation marks, brackets around the whole and punctuation at the ends.
fn without_wrapping(tokens: &[Token]) -> &[Token] {
    match tokens {
        [open, inner @ .., close]
            if (open.is("(") && close.is(")")) || (open.is("[") && close.is("]")) =>
        {
            // Brackets that close before the end belong to parts.
            let nested = inner
                .iter()
                .any(|token| token.is_any(&["(", ")", "[", "]"]));
            if nested {
                tokens
            } else {
                without_wrapping(inner)
            }
        }
        [first, rest @ ..] if first.is_any(&["\"", "'", ".", ",", ";", ":"]) => {
            without_wrapping(rest)
        }
        [rest @ .., last] if last.is_any(&["\"", "'", ".", ",", ";", ":", "!"]) => {
            without_wrapping(rest)
        }
        _ => tokens,
    }
}

fn without_question(tokens: &[Token]) -> (&[Token], Doubt) {
    let uncertain = Doubt {
        uncertain: true,
        approximate: false,
    };
    match tokens {
        [rest @ .., open, mark, close] if open.is("(") && mark.is("?") && close.is(")") => {
            (rest, uncertain)
        }
        [rest @ .., mark] if mark.is("?") => (rest, uncertain),
        _ => (tokens, Doubt::default()),
    }
}

/// Takes `about`, `possibly` and small words off the front.
fn without_doubt(tokens: &[Token]) -> (&[Token], Doubt) {
    const ABOUT: [&[&str]; 12] = [
        &["on", "or", "about"],
        &["on", "or", "around"],
        &["in", "or", "about"],
        &["in", "or", "around"],
        &["about"],
        &["around"],
        &["circa"],
        &["approximately"],
        &["approx"],
        &["roughly"],
        &["ca"],
        &["c"],
    ];
    const POSSIBLY: [&[&str]; 6] = [
        &["possibly"],
        &["probably"],
        &["perhaps"],
        &["maybe"],
        &["presumably"],
        &["likely"],
    ];
    const SMALL: [&[&str]; 10] = [
        &["some", "time"],
        &["sometime"],
        &["some", "day"],
        &["dated"],
        &["date", ":"],
        &["during"],
        &["on"],
        &["in"],
        &["the"],
        &["."],
    ];
    let mut rest = tokens;
    let mut doubt = Doubt::default();
    let longest = |tables: &[&[&str]], rest: &[Token]| {
        tables
            .iter()
            .find(|words| starts(rest, words))
            .map(|words| words.len())
    };
    loop {
        let taken = if let Some(count) = longest(&ABOUT, rest) {
            doubt.approximate = true;
            count
        } else if let Some(count) = longest(&POSSIBLY, rest) {
            doubt.uncertain = true;
            count
        } else if let Some(count) = longest(&SMALL, rest) {
            count
        } else {
            return (rest, doubt);
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// `before`, `by`, `since` and their like, in front of a date or after it.
fn limit_of(tokens: &[Token]) -> Option<(Limit, &[Token])> {
    const BEFORE_IT: [(&[&str], Limit); 24] = [
        (&["on", "or", "before"], Limit::UpTo),
        (&["on", "or", "after"], Limit::NotBefore),
        (&["not", "later", "than"], Limit::UpTo),
        (&["no", "later", "than"], Limit::UpTo),
        (&["not", "earlier", "than"], Limit::NotBefore),
        (&["no", "earlier", "than"], Limit::NotBefore),
        (&["up", "to", "and", "including"], Limit::UpTo),
        (&["up", "until"], Limit::Until),
        (&["up", "to"], Limit::Until),
        (&["or", "before"], Limit::UpTo),
        (&["or", "after"], Limit::NotBefore),
        (&["not", "before"], Limit::NotBefore),
        (&["not", "after"], Limit::UpTo),
        (&["prior", "to"], Limit::Before),
        (&["earlier", "than"], Limit::Before),
        (&["later", "than"], Limit::After),
        (&["ever", "since"], Limit::Since),
        (&["before"], Limit::Before),
        (&["after"], Limit::After),
        (&["by"], Limit::UpTo),
        (&["until"], Limit::Until),
        (&["till"], Limit::Until),
        (&["since"], Limit::Since),
        (&["starting"], Limit::Since),
    ];
    const AFTER_IT: [(&[&str], Limit); 9] = [
        (&["or", "earlier"], Limit::UpTo),
        (&["or", "before"], Limit::UpTo),
        (&["at", "the", "latest"], Limit::UpTo),
        (&["at", "latest"], Limit::UpTo),
        (&["or", "later"], Limit::NotBefore),
        (&["or", "after"], Limit::NotBefore),
        (&["at", "the", "earliest"], Limit::NotBefore),
        (&["onwards"], Limit::Since),
        (&["onward"], Limit::Since),
    ];
    let before = BEFORE_IT.iter().find(|(words, _)| starts(tokens, words));
    if let Some((words, limit)) = before {
        return Some((*limit, tokens.get(words.len()..)?));
    }
    let (words, limit) = AFTER_IT.iter().find(|(words, _)| ends(tokens, words))?;
    Some((*limit, tokens.get(..tokens.len() - words.len())?))
}

// Ranges

/// `between 16 and 18 January 2024`: one day of them.
fn between(tokens: &[Token], doubt: Doubt) -> Result<Found, Why> {
    // A range of alternatives cannot bear a doubt in EDTF.
    if doubt != Doubt::default() {
        return Err(Why::DoubtAboutPart);
    }
    at_each(
        tokens,
        |token| token.is_any(&["and", "-", "to"]),
        |first, last| {
            let mut found = Found::default();
            let pieces = pieces(&[first, last], Doubt::default(), &mut found)?;
            let [
                (
                    first,
                    Doubt {
                        approximate: false,
                        uncertain: false,
                    },
                ),
                (
                    last,
                    Doubt {
                        approximate: false,
                        uncertain: false,
                    },
                ),
            ] = pieces.as_slice()
            else {
                return Err(Why::DoubtAboutPart);
            };
            let (first, last) = (
                render::plain(first, Doubt::default())?,
                render::plain(last, Doubt::default())?,
            );
            in_order(&first, &last)?;
            found.edtf = format!("[{first}..{last}]");
            Ok(found)
        },
    )
}

/// `from 16 to 18 January 2024`, `from 16 January 2024 on`.
fn from(tokens: &[Token], doubt: Doubt) -> Result<Found, Why> {
    let ranged = range(tokens, doubt);
    if ranged.is_ok() {
        return ranged;
    }
    let tokens = match tokens {
        [rest @ .., on] if on.is_any(&["on", "onwards", "onward"]) => rest,
        _ => tokens,
    };
    let (tokens, more) = without_doubt(tokens);
    let open =
        piece::read(tokens).and_then(|piece| render::limit(&piece, Limit::Since, doubt.and(more)));
    open.map_err(|why| ranged.err().map_or(why.clone(), |other| why.max(other)))
}

/// `16 to 18 January 2024`: all of it.
fn range(tokens: &[Token], doubt: Doubt) -> Result<Found, Why> {
    let reach = |first: &[Token], last: &[Token]| {
        let mut found = Found::default();
        let pieces = pieces(&[first, last], doubt, &mut found)?;
        let [(first, first_doubt), (last, last_doubt)] = pieces.as_slice() else {
            return Err(Why::Unread);
        };
        let (first, last) = (
            render::plain(first, *first_doubt)?,
            render::plain(last, *last_doubt)?,
        );
        in_order(&first, &last)?;
        found.edtf = format!("{first}/{last}");
        Ok(found)
    };
    let words = at_each(
        tokens,
        |token| token.is_any(&["to", "until", "till", "through", "thru"]),
        reach,
    );
    let words = words.or_else(|why| {
        at_each(tokens, |token| token.is("-") && token.spaced, reach)
            .map_err(|other| why.max(other))
    });
    words.or_else(|why| {
        at_each(tokens, |token| token.is("-"), reach).map_err(|other| why.max(other))
    })
}

/// Refuses a range of which even the last day of its end lies before its start, or whose ends are the wrong way round.
fn in_order(first: &str, last: &str) -> Result<(), Why> {
    let start = |text: &str| {
        Edtf::new(text)
            .bounds()
            .and_then(|bounds| bounds.earliest.day())
    };
    match (start(first), start(last)) {
        (Some(first), Some(last)) if first > last => Err(Why::Backwards),
        _ => Ok(()),
    }
}

/// Splits at each token that `splits`, and takes the first split that can be read.
fn at_each(
    tokens: &[Token],
    splits: impl Fn(&Token) -> bool,
    read: impl Fn(&[Token], &[Token]) -> Result<Found, Why>,
) -> Result<Found, Why> {
    let mut why = Why::Unread;
    for (index, token) in tokens.iter().enumerate() {
        if !splits(token) {
            continue;
        }
        match read(
            tokens.get(..index).unwrap_or_default(),
            tokens.get(index + 1..).unwrap_or_default(),
        ) {
            Ok(found) => return Ok(found),
            Err(other) => why = why.max(other),
        }
    }
    Err(why)
}

// Several dates

/// `26 or 27 January 2024`, `16, 17 and 18 January 2024`.
fn list(tokens: &[Token], word: &str, doubt: Doubt) -> Result<Found, Why> {
    let tokens = match tokens {
        [first, rest @ ..]
            if (word == "or" && first.is("either")) || (word == "and" && first.is("both")) =>
        {
            rest
        }
        _ => tokens,
    };
    let joins = |token: &Token| token.is(word) || (word == "and" && token.is("&"));
    if !tokens.iter().any(joins) {
        return Err(Why::Unread);
    }
    let comma = |token: &Token| token.is(",");
    let parts = split(tokens, |token, _| joins(token));
    // "January 16, 17 and 18, 2024": the last comma is not between dates.
    let before_year = |next: Option<&Token>| {
        next.is_some_and(|next| next.number().is_some() && next.text.len() == 4)
    };
    let coarse = split(tokens, |token, next| {
        joins(token) || (comma(token) && !before_year(next))
    });
    let fine = split(tokens, |token, _| joins(token) || comma(token));
    let read = |parts: &[&[Token]]| {
        if parts.len() < 2 {
            return Err(Why::Unread);
        }
        let mut found = Found::default();
        let pieces = pieces(parts, doubt, &mut found)?;
        let texts: Result<Vec<String>, Why> = pieces
            .iter()
            .map(|(what, doubt)| render::plain(what, *doubt))
            .collect();
        let text = texts?.join(",");
        found.edtf = if word == "or" {
            format!("[{text}]")
        } else {
            format!("{{{text}}}")
        };
        Ok(found)
    };
    read(&parts)
        .or_else(|why| read(&coarse).map_err(|other| why.max(other)))
        .or_else(|why| read(&fine).map_err(|other| why.max(other)))
}

/// Splits at the tokens that `splits` says, which is told the next one too. A list may have a comma beside its `and`.
fn split(tokens: &[Token], splits: impl Fn(&Token, Option<&Token>) -> bool) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        if splits(token, tokens.get(index + 1)) {
            parts.push(tokens.get(start..index).unwrap_or_default());
            start = index + 1;
        }
    }
    parts.push(tokens.get(start..).unwrap_or_default());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Reads dates that share what they leave out: `26` of `26 or 27 January 2024` takes month and year from the next.
fn pieces(parts: &[&[Token]], doubt: Doubt, found: &mut Found) -> Result<Vec<(What, Doubt)>, Why> {
    let read: Result<Vec<(Piece, Doubt)>, Why> = parts
        .iter()
        .map(|part| {
            let (part, asked) = without_question(part);
            let (part, said) = without_doubt(part);
            Ok((piece::read(part)?, doubt.and(asked).and(said)))
        })
        .collect();
    let read = read?;
    let mut whats: Vec<What> = read.iter().map(|(piece, _)| piece.what.clone()).collect();
    shorten_years(&mut whats);
    fill(&mut whats);
    for ((piece, _), what) in read.iter().zip(&whats) {
        found.notes.extend(piece.notes.iter().cloned());
        if let (What::Date(parts), Some(said)) = (what, piece.weekday) {
            found.notes.extend(render::weekday_note(*parts, said));
        }
    }
    let timed = || {
        read.iter()
            .zip(&whats)
            .filter(|((piece, _), _)| piece.time.is_some())
    };
    // A time of day needs a day that it is the time of.
    if timed().any(|(_, what)| !matches!(what, What::Date(Parts { day: Some(_), .. }))) {
        return Err(Why::Unread);
    }
    if timed().next().is_some() {
        found.notes.push(Note::TimeInWords);
    }
    Ok(whats
        .into_iter()
        .zip(read.into_iter().map(|(_, doubt)| doubt))
        .collect())
}

/// `1914 to 18`: the second number is a year of the same century.
fn shorten_years(whats: &mut [What]) {
    let [
        What::Date(Parts {
            year: Some(year),
            month: None,
            day: None,
        }),
        What::Date(last),
    ] = whats
    else {
        return;
    };
    if let Parts {
        year: None,
        month: None,
        day: Some(number),
    } = *last
        && *year >= 1000
        && i64::from(number) > *year % 100
    {
        *last = Parts {
            year: Some(*year - *year % 100 + i64::from(number)),
            month: None,
            day: None,
        };
    }
}

/// Gives each date the month and year of its neighbour, the next one first.
fn fill(whats: &mut [What]) {
    for index in (1..whats.len()).rev() {
        if let [date, next] = &mut whats[index - 1..=index] {
            take_from(date, next);
        }
    }
    for index in 1..whats.len() {
        if let [previous, date] = &mut whats[index - 1..=index] {
            take_from(date, previous);
        }
    }
}

fn take_from(date: &mut What, neighbour: &What) {
    let (month, year) = match neighbour {
        // "2024 - February" is no range, and the year in it no hint for its neighbour.
        What::Date(Parts {
            month: None,
            day: None,
            ..
        }) => return,
        What::Date(parts) => (parts.month, parts.year),
        What::Code(year, _) => (None, *year),
        _ => return,
    };
    match date {
        What::Date(parts) => {
            if parts.day.is_some() && parts.month.is_none() {
                parts.month = month;
            }
            parts.year = parts.year.or(year);
        }
        What::Code(own, _) => *own = own.or(year),
        _ => {}
    }
}
