//! Names: of tags in selected words, and of actors and places in passages.

use std::ops::Range;

use super::nouns::listed;
use super::text::{Kind, Text, Token};
use crate::model::{Tables, Tag};

/// What sort of thing a tag stands for, by the first part of its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Actor,
    Place,
}

/// The sort of the tag; `None` for one that labels something else.
fn sort(tag: &Tag) -> Option<Sort> {
    let root = tag.path.split('/').next().unwrap_or_default();
    match crate::query::fold(root).as_str() {
        "actor" | "actors" | "person" | "persons" | "people" | "group" | "groups"
        | "organisation" | "organisations" | "organization" | "organizations" | "party"
        | "parties" | "who" => Some(Sort::Actor),
        "place" | "places" | "location" | "locations" | "where" | "region" | "regions" => {
            Some(Sort::Place)
        }
        _ => None,
    }
}

/// A tag that words name.
pub(super) struct Named<'t> {
    pub(super) tag: &'t Tag,
    /// The tokens that name it.
    pub(super) at: Range<usize>,
}

/// The tags of a sort that the words name, best first: most words, then exact before derived ("Iranian"),
/// then earliest, then lowest in the tree.
pub(super) fn named<'t>(text: &Text, tables: &'t Tables, wanted: Sort) -> Vec<Named<'t>> {
    let words: Vec<usize> = (0..text.len())
        .filter(|&at| text.get(at).is_some_and(|token| token.kind != Kind::Mark))
        .collect();
    let mut found: Vec<(usize, bool, Named)> = Vec::new();
    for tag in tables.tags().iter().filter(|tag| sort(tag) == Some(wanted)) {
        // The root itself is a heading and not a name.
        if tag.parent_path().is_none() {
            continue;
        }
        let name = parts(tag.name());
        for (len, how) in [
            (name.len(), is_named as Fits),
            (initials(&name), is_spelled_out),
        ] {
            for window in words.windows(len.max(1)).filter(|_| len > 0) {
                let tokens: Vec<&Token> = window.iter().filter_map(|&at| text.get(at)).collect();
                if let ([first, ..], Some(exact)) = (window, how(&tokens, &name)) {
                    let at = *first..window.last().unwrap_or(first) + 1;
                    found.push((len, exact, Named { tag, at }));
                }
            }
        }
    }
    found.sort_by_key(|(len, exact, named)| {
        let depth = named.tag.path.matches('/').count();
        (
            std::cmp::Reverse(*len),
            !exact,
            named.at.start,
            std::cmp::Reverse(depth),
        )
    });
    found.into_iter().map(|(_, _, named)| named).collect()
}

/// How tokens can be a name: `None` if they are not, true if they are it as it stands.
type Fits = fn(&[&Token], &[String]) -> Option<bool>;

/// How many letters a name has that may be initials: BLA, IRGC. None if it can be none.
fn initials(name: &[String]) -> usize {
    match name {
        [one] if (3..=6).contains(&one.chars().count()) => one.chars().count(),
        _ => 0,
    }
}

/// Whether capitalised words have the letters of the name as initials.
fn is_spelled_out(tokens: &[&Token], name: &[String]) -> Option<bool> {
    let letters = name.first()?.chars();
    let mut pairs = tokens.iter().zip(letters);
    let spelled = pairs.all(|(token, letter)| token.capital && token.text.starts_with(letter));
    spelled.then_some(false)
}

/// The words of a name, folded, without marks.
fn parts(name: &str) -> Vec<String> {
    let text = Text::new(name);
    let words = text
        .tokens()
        .iter()
        .filter(|token| token.kind != Kind::Mark);
    words.map(|token| token.text.clone()).collect()
}

/// Whether the tokens are the name: exactly (true), or derived from it as "Iranian" is from "Iran".
fn is_named(tokens: &[&Token], name: &[String]) -> Option<bool> {
    const ENDINGS: [&str; 8] = ["i", "n", "an", "ian", "is", "ns", "ans", "ians"];
    let mut exact = true;
    for (token, part) in tokens.iter().zip(name) {
        if token.text == *part {
            continue;
        }
        let rest = token.text.strip_prefix(part.as_str())?;
        if name.len() > 1 || part.chars().count() < 4 || !ENDINGS.contains(&rest) {
            return None;
        }
        exact = false;
    }
    Some(exact)
}

/// Words of a name that are in every text and name nobody.
const COMMON: &str = "that this these those with from into over near area region place their there which were have been \
    some other both than they them city town village province state unknown";

/// Whether the passage has the name, or a word of it that is longer than three letters; a short name, such
/// as BLA, counts as a whole.
pub(super) fn holds(passage: &Text, name: &str) -> bool {
    let name = Text::new(name);
    let words: Vec<&Token> = name
        .tokens()
        .iter()
        .filter(|token| token.kind != Kind::Mark)
        .collect();
    let parts: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
    if parts.is_empty() {
        return false;
    }
    let long = |token: &&&Token| token.text.chars().count() > 3 && !listed(COMMON, &token.text);
    // Where some are capitals, these are the name: "the area that Pakistan had struck".
    let capitals = words.iter().filter(long).any(|token| token.capital);
    let of_name = words
        .iter()
        .filter(long)
        .filter(|token| token.capital || !capitals);
    let joined = joined(passage);
    of_name.into_iter().any(|part| {
        let has = passage
            .tokens()
            .iter()
            .any(|word| is_form_of(&word.text, &part.text));
        has || has_joined(&joined, &part.text)
    }) || has_all(passage, &parts)
        || has_joined(&joined, &parts.concat())
}

/// Whether a word of a passage is the word of a name, or a form of it: "Iranian", "militants".
fn is_form_of(word: &str, part: &str) -> bool {
    let singular = part
        .strip_suffix('s')
        .filter(|stem| stem.chars().count() > 3);
    word.starts_with(part) || singular == Some(word)
}

/// Whether the words of a name stand in the passage one after the other.
fn has_all(passage: &Text, parts: &[&str]) -> bool {
    let words: Vec<&str> = passage
        .tokens()
        .iter()
        .filter(|token| token.kind != Kind::Mark)
        .map(|token| token.text.as_str())
        .collect();
    words.windows(parts.len()).any(|window| window == parts)
}

/// The letters and digits of the passage without what stands between them.
fn joined(passage: &Text) -> String {
    let words = passage
        .tokens()
        .iter()
        .filter(|token| token.kind != Kind::Mark);
    words.map(|token| token.text.as_str()).collect()
}

/// Whether a longer name stands in the passage with other gaps: "Amir-Abdollahian" for "Amirabdollahian".
fn has_joined(joined: &str, name: &str) -> bool {
    name.chars().count() > 5 && joined.contains(name)
}
