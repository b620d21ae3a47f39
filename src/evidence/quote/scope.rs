//! What a figure counts, as far as the words say it plainly.

use super::figures::Figure;
use super::nouns;
use super::text::{Text, Token};

/// Words before the noun that say nothing of whom it counts.
const SMALL: &str = "of the his her their its them these those whom our more other another further additional new a \
    total dead killed wounded injured were are as";

/// Words that end the noun phrase.
const ENDS: &str = "was had has have died die in on at by when after before and or who that which including from to \
    with for during near among hurt missing came fell is be been not also";

/// How many words a noun has before it at most: "Pakistani frontier police officers".
const ADJECTIVES: usize = 3;

/// What `figure` counts, as written; empty where it counts everybody or the words do not say.
pub(super) fn scope<'a>(text: &Text<'a>, figure: &Figure) -> &'a str {
    let mut start = figure.noun.unwrap_or(figure.end);
    while text
        .get(start)
        .is_some_and(|token| nouns::listed(SMALL, &token.text))
    {
        start += 1;
    }
    let Some(noun) = noun_at(text, start) else {
        return "";
    };
    let anybody = text
        .get(noun)
        .is_some_and(|token| nouns::is_anybody(&token.text));
    if anybody && noun == start {
        return "";
    }
    text.words(start..with_more(text, noun + 1))
}

/// The place of the noun of the phrase that begins at `start`.
fn noun_at(text: &Text, start: usize) -> Option<usize> {
    let counts = |token: &Token| nouns::is_anybody(&token.text) || nouns::is_counted(&token.text);
    let phrase = (start..).take(ADJECTIVES + 1);
    let phrase = phrase.take_while(|&at| {
        let word = text.get(at);
        word.is_some_and(|token| {
            (token.is_word() && !nouns::listed(ENDS, &token.text)) || token.is("-")
        })
    });
    let nouns: Vec<usize> = phrase
        .filter(|&at| text.get(at).is_some_and(counts))
        .collect();
    let first = *nouns.first()?;
    // "Police officers": the noun is the last of those that follow each other.
    let last = (first..).take_while(|at| nouns.contains(at)).last()?;
    let fate = |at: usize| {
        text.get(at)
            .is_some_and(|token| token.is_any(&["dead", "wounded", "injured"]))
    };
    Some(if last > first && fate(last) {
        last - 1
    } else {
        last
    })
}

/// Where the phrase ends: "women and girls", "citizens of Iran".
fn with_more(text: &Text, end: usize) -> usize {
    let counted = |at: usize| {
        text.get(at)
            .is_some_and(|token| nouns::is_counted(&token.text))
    };
    if text.starts(end, &["and"]) && counted(end + 1) {
        return end + 2;
    }
    let of = text
        .get(end)
        .is_some_and(|token| token.is_any(&["of", "from"]));
    let names = (end + 1..).take_while(|&at| text.get(at).is_some_and(|token| token.capital));
    match names.last() {
        Some(last) if of => last + 1,
        _ => end,
    }
}
