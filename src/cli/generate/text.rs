//! Sentences, paragraphs and names, in every language of the word lists.

use super::chance::Chance;
use super::names::BODIES;
use super::words::{LANGUAGES, Language};

/// The language of most analysts' own words.
pub(super) fn english() -> &'static Language {
    &LANGUAGES[0]
}

/// A language, as often as its share says.
pub(super) fn language(chance: &mut Chance) -> &'static Language {
    let mut rest = chance.below(100);
    for language in &LANGUAGES {
        match rest.checked_sub(language.share) {
            Some(left) => rest = left,
            None => return language,
        }
    }
    english()
}

/// The name of a place or a family: always the same for a number, in the script of the language.
pub(super) fn name(number: usize, language: &Language) -> String {
    let mut name = String::new();
    let mut rest = number;
    for _ in 0..2 + number % 2 {
        name.push_str(language.syllables[rest % language.syllables.len()]);
        rest /= language.syllables.len();
    }
    capital(&name)
}

/// The name of a body of people.
pub(super) fn body(number: usize) -> String {
    let kind = BODIES[number % BODIES.len()];
    format!("{} {kind}", name(number / BODIES.len(), english()))
}

/// The text with its first letter as a capital, in scripts that have them.
pub(super) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters.clone()).collect()
}

/// A sentence of `n_words` words without what ends it.
pub(super) fn sentence(chance: &mut Chance, language: &Language, n_words: usize) -> String {
    let mut sentence = String::new();
    for number in 0..n_words {
        if number > 0 {
            let comma = !language.space.is_empty() && chance.in_hundred(6);
            sentence.push_str(if comma { "," } else { "" });
            sentence.push_str(language.space);
        }
        match chance.below(40) {
            0..=2 => sentence.push_str(&name(chance.below(4_000), language)),
            3 => sentence.push_str(&chance.between(2, 2_400).to_string()),
            4 if number > 0 && number + 1 < n_words => {
                let word = chance.frequent(language.words, "");
                sentence.push_str(&format!("“{word}”"));
            }
            _ => sentence.push_str(chance.frequent(language.words, "")),
        }
    }
    capital(&sentence)
}

/// Sentences with all that ends them but the last white space.
pub(super) fn sentences(chance: &mut Chance, language: &Language, count: usize) -> String {
    let mut text = String::new();
    for _ in 0..count {
        let n_words = chance.between(5, 19);
        text.push_str(&sentence(chance, language, n_words));
        text.push_str(language.stop);
    }
    text.truncate(text.trim_end().len());
    text
}

/// Paragraphs of Markdown: a heading, text, a list.
pub(super) fn markdown(chance: &mut Chance, language: &Language, paragraphs: usize) -> String {
    let mut parts = Vec::with_capacity(paragraphs + 1);
    if chance.in_hundred(30) {
        parts.push(format!("## {}", sentence(chance, language, 4)));
    }
    for _ in 0..paragraphs {
        let n_sentences = chance.between(1, 5);
        if chance.in_hundred(20) {
            let lines = (0..n_sentences).map(|_| format!("- {}", sentence(chance, language, 7)));
            parts.push(lines.collect::<Vec<_>>().join("\n"));
        } else {
            parts.push(sentences(chance, language, n_sentences));
        }
    }
    parts.join("\n\n")
}
