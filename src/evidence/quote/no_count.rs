//! Numbers that count nothing: those of names, times, ages and ordinals.

use super::nouns;
use super::text::{Kind, Text, Token};

/// Whether the number from `at` to `end` is part of a name, a time, an age, an ordinal or a place in a text.
pub(super) fn is_no_count(text: &Text, at: usize, end: usize) -> bool {
    const NUMBERED: &str = "article articles resolution flight no nr number page pages p pp chapter section highway \
        route brigade paragraph room gate phase line aged age ages figure table vol volume issue group act \
        operation";
    let in_digits = text.get(at).is_some_and(|token| token.kind == Kind::Digits);
    let tied = |at: usize| text.get(at).is_some_and(|token| !token.spaced);
    let dot = usize::from(text.before(at, 1).is_some_and(|token| token.is(".")));
    let named = text
        .before(at, 1 + dot)
        .is_some_and(|token| nouns::listed(NUMBERED, &token.text));
    // "F-16", "F16", "16th", "4x4"; "5km" has a unit.
    let hyphen = text
        .before(at, 1)
        .is_some_and(|token| token.is("-") && !token.spaced);
    let letters = text.before(at, 2).is_some_and(Token::is_word);
    let model = in_digits
        && tied(at)
        && ((hyphen && letters) || text.before(at, 1).is_some_and(Token::is_word));
    let glued = text
        .get(end)
        .filter(|token| in_digits && !token.spaced && token.is_word());
    let suffixed = glued.is_some_and(|token| nouns::unit(&token.text).is_none());
    let short_year = text.before(at, 1).is_some_and(|token| token.is("'")) && in_digits;
    named || model || suffixed || short_year || is_time(text, at, end) || is_pronoun(text, at)
}

/// `10:30`, `10.30 pm`, `10 a.m.`, `five o'clock`, `1430 hours`.
fn is_time(text: &Text, at: usize, end: usize) -> bool {
    let colon = |at: usize| {
        text.get(at)
            .is_some_and(|token| token.is(":") && !token.spaced)
    };
    let number = |at: usize| {
        text.get(at)
            .is_some_and(|token| token.kind == Kind::Digits && !token.spaced)
    };
    let colons = (colon(end) && number(end + 1)) || (at > 1 && colon(at - 1) && number(at));
    let half = text
        .get(end)
        .is_some_and(|token| token.is_any(&["am", "pm", "gmt", "utc"]))
        || text.starts(end, &["a", ".", "m"])
        || text.starts(end, &["p", ".", "m"])
        || text.starts(end, &["o", "'", "clock"]);
    let military = text
        .get(at)
        .is_some_and(|token| token.text.len() == 4 && token.text.starts_with(['0', '1', '2']))
        && text
            .get(end)
            .is_some_and(|token| token.is_any(&["hours", "hrs"]));
    colons || half || military
}

/// "One another", "one-sided", "this one": nobody is counted. "One-year-old" is an age and has a unit.
fn is_pronoun(text: &Text, at: usize) -> bool {
    const BEFORE: [&str; 7] = ["this", "that", "which", "any", "every", "each", "the"];
    let unit = || {
        text.get(at + 2)
            .is_some_and(|token| nouns::unit(&token.text).is_some())
    };
    let sided = text.starts(at + 1, &["-"]) && !unit();
    let other = text.starts(at + 1, &["another"]) || sided;
    text.starts(at, &["one"])
        && (other
            || text
                .before(at, 1)
                .is_some_and(|token| token.is_any(&BEFORE)))
}
