//! Numbers in digits and in words.

use super::text::{Kind, Text};

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: f64,
    /// How many tokens it takes.
    pub(super) len: usize,
    /// By what a word such as "million" multiplied it; 1 without one.
    pub(super) times: f64,
    /// In digits, with or without such a word.
    pub(super) in_digits: bool,
}

/// The number that begins at token `at`.
pub(super) fn numeral(text: &Text, at: usize) -> Option<Numeral> {
    match text.get(at)?.kind {
        Kind::Digits => in_digits(text, at),
        Kind::Word => in_words(text, at),
        Kind::Mark => None,
    }
}

/// `1,500`, `1.5 million`, `2 dozen`, `10 000`, `1,00,000`.
fn in_digits(text: &Text, at: usize) -> Option<Numeral> {
    let mut written = text.get(at)?.text.clone();
    let mut len = 1;
    // Thousands: groups behind commas or spaces, the last of three digits.
    while let Some(group) = thousands(text, at + len, written.len()) {
        written.push_str(group.0);
        len += group.1;
    }
    let tied = |token: Option<&super::text::Token>| token.is_some_and(|token| !token.spaced);
    if text.starts(at + len, &["."])
        && tied(text.get(at + len))
        && tied(text.get(at + len + 1))
        && let Some(decimals) = text.get(at + len + 1).filter(|t| t.kind == Kind::Digits)
    {
        written = format!("{written}.{}", decimals.text);
        len += 2;
    }
    let value: f64 = written.parse().ok()?;
    let times = text.get(at + len).and_then(|token| multiplier(&token.text));
    Some(Numeral {
        value: value * times.unwrap_or(1.0),
        len: len + usize::from(times.is_some()),
        times: times.unwrap_or(1.0),
        in_digits: true,
    })
}

/// The next group of thousands at `at`, and how many tokens it takes; `before` digits stand before it.
fn thousands<'a>(text: &'a Text, at: usize, before: usize) -> Option<(&'a str, usize)> {
    let first = text.get(at)?;
    let is_group = |token: &super::text::Token, lengths: &[usize]| {
        token.kind == Kind::Digits && lengths.contains(&token.text.len())
    };
    if first.is(",") && !first.spaced {
        let group = text.get(at + 1).filter(|token| !token.spaced)?;
        // The groups of lakh and crore have two digits, the last three.
        let lakh = is_group(group, &[2])
            && text.starts(at + 2, &[","])
            && text
                .get(at + 3)
                .is_some_and(|token| !token.spaced && is_group(token, &[2, 3]));
        return (is_group(group, &[3]) || lakh).then_some((group.text.as_str(), 2));
    }
    let spaced =
        first.spaced && before <= 3 && is_group(first, &[3]) && first.text.starts_with('0');
    spaced.then_some((first.text.as_str(), 1))
}

/// `nine`, `twenty-nine`, `one hundred and five`, `two dozen`, `half a dozen`, `two thousand three hundred`.
fn in_words(text: &Text, at: usize) -> Option<Numeral> {
    if text.starts(at, &["half", "a", "dozen"]) {
        return Some(in_words_of(6.0, 3));
    }
    if text.starts(at, &["half", "an", "hour"]) {
        return Some(in_words_of(0.5, 2));
    }
    let mut total = 0.0;
    let mut limit = f64::INFINITY;
    let mut times = 1.0;
    let mut end = at;
    loop {
        let from = end + usize::from(end > at && text.starts(end, &["and"]));
        let Some((group, len)) = group(text, from) else {
            break;
        };
        let next = text
            .get(from + len)
            .and_then(|token| multiplier(&token.text));
        match next.filter(|&next| next < limit) {
            Some(next) => {
                total += group * next;
                (limit, times, end) = (next, next, from + len + 1);
                if next < 100.0 {
                    break;
                }
            }
            None if group < limit => {
                total += group;
                (times, end) = (1.0, from + len);
                break;
            }
            None => break,
        }
    }
    let found = Numeral {
        value: total,
        len: end - at,
        times,
        in_digits: false,
    };
    (end > at).then(|| with_half(text, at, found))
}

fn in_words_of(value: f64, len: usize) -> Numeral {
    Numeral {
        value,
        len,
        times: 1.0,
        in_digits: false,
    }
}

/// "One and a half".
fn with_half(text: &Text, at: usize, found: Numeral) -> Numeral {
    if !text.starts(at + found.len, &["and", "a", "half"]) {
        return found;
    }
    Numeral {
        value: found.value + 0.5,
        len: found.len + 3,
        ..found
    }
}

/// A number below a thousand, or "a" before what multiplies it.
fn group(text: &Text, at: usize) -> Option<(f64, usize)> {
    let first = text.get(at)?;
    let next_multiplies = |at: usize| {
        let next = text.get(at);
        next.is_some_and(|token| multiplier(&token.text).is_some() || token.is("hundred"))
    };
    let (mut value, mut len) = if first.is_any(&["a", "an"]) && next_multiplies(at + 1) {
        (1.0, 1)
    } else if first.is_any(&["hundred", "dozen"]) {
        (1.0, 0)
    } else {
        below_hundred(text, at)?
    };
    if text.starts(at + len, &["hundred"]) {
        value *= 100.0;
        len += 1;
        let and = usize::from(text.starts(at + len, &["and"]));
        if let Some((rest, more)) = below_hundred(text, at + len + and) {
            value += rest;
            len += and + more;
        }
    }
    Some((value, len))
}

fn below_hundred(text: &Text, at: usize) -> Option<(f64, usize)> {
    let value = small(&text.get(at)?.text)?;
    if value < 20 || value % 10 != 0 {
        return Some((f64::from(value), 1));
    }
    let tied = usize::from(text.starts(at + 1, &["-"]));
    let unit = text.get(at + 1 + tied).and_then(|token| small(&token.text));
    Some(match unit {
        Some(unit @ 1..=9) => (f64::from(value + unit), 2 + tied),
        _ => (f64::from(value), 1),
    })
}

/// What a word multiplies the number before it by.
fn multiplier(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" | "هزار" => 1e3,
        "lakh" => 1e5,
        "million" | "mn" => 1e6,
        "crore" => 1e7,
        "billion" | "bn" => 1e9,
        _ => return None,
    })
}

/// From 20 on.
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";

/// Whether a folded word is one of the tens that a unit follows: `twenty`, `ninety`.
pub(super) fn is_tens(word: &str) -> bool {
    super::nouns::listed(TENS, word)
}

/// The value of a folded word: English, Persian, Urdu.
fn small(word: &str) -> Option<u32> {
    const NAMES: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen";
    /// As they fold: the letters of Arabic, Persian and Urdu writing are one.
    const OTHERS: &[(u32, &str)] = &[
        (1, "یک ایک"),
        (2, "دو"),
        (3, "سه تین"),
        (4, "چهار چار"),
        (5, "پنج پانچ"),
        (6, "شش چه"),
        (7, "هفت سات"),
        (8, "هشت اٹه"),
        (9, "نه نو"),
        (10, "ده دس"),
        (11, "یازده گیاره"),
        (12, "دوازده باره"),
        (13, "سیزده تیره"),
        (14, "چهارده چوده"),
        (15, "پانزده پندره"),
        (16, "شانزده سوله"),
        (17, "هفده ستره"),
        (18, "هجده اٹهاره"),
        (19, "نوزده انیس"),
        (20, "بیست بیس"),
        (30, "سی تیس"),
        (40, "چهل چالیس"),
        (50, "پنجاه پچاس"),
        (100, "صد سو"),
    ];
    let place = |list: &str| {
        list.split_whitespace()
            .zip(0..)
            .find_map(|(name, at)| (name == word).then_some(at))
    };
    let others = || {
        OTHERS
            .iter()
            .find(|(_, names)| super::nouns::listed(names, word))
    };
    place(NAMES)
        .or_else(|| place(TENS).map(|tens: u32| (tens + 2) * 10))
        .or_else(|| others().map(|(value, _)| *value))
}
