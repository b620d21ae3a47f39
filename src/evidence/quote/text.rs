//! Words folded and cut into words, numbers and marks that know where they came from.

use std::ops::Range;

use crate::query::Folded;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters of any script.
    Word,
    /// ASCII digits; those of other scripts are folded to them.
    Digits,
    /// One other character.
    Mark,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Folded.
    pub(super) text: String,
    /// Bytes of the original.
    pub(super) at: Range<usize>,
    /// White space or the start of the text lies before it.
    pub(super) spaced: bool,
    /// It begins with a capital letter.
    pub(super) capital: bool,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(super) fn is_any(&self, texts: &[&str]) -> bool {
        texts.contains(&self.text.as_str())
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// The value of one to `longest` digits.
    pub(super) fn digits(&self, longest: usize) -> Option<i64> {
        let fits = self.kind == Kind::Digits && self.text.len() <= longest;
        fits.then(|| self.text.parse().ok()).flatten()
    }
}

/// A text in tokens.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    original: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let folded = Folded::new(original);
        let mut cuts: Vec<(Kind, Range<usize>, bool)> = Vec::new();
        let mut spaced = true;
        for (at, c) in folded.text().char_indices() {
            if c.is_whitespace() {
                spaced = true;
                continue;
            }
            let (kind, end) = (kind(c), at + c.len_utf8());
            match cuts.last_mut() {
                Some((last, range, _)) if !spaced && *last == kind && kind != Kind::Mark => {
                    range.end = end;
                }
                _ => cuts.push((kind, at..end, spaced)),
            }
            spaced = false;
        }
        let token = |(kind, range, spaced): (Kind, Range<usize>, bool)| {
            let text = folded
                .text()
                .get(range.clone())
                .unwrap_or_default()
                .to_owned();
            let at = folded.original_range(range);
            let first = original
                .get(at.clone())
                .and_then(|word| word.chars().next());
            Token {
                kind,
                text,
                at,
                spaced,
                capital: first.is_some_and(char::is_uppercase),
            }
        };
        let tokens = cuts.into_iter().map(token).collect();
        Self { original, tokens }
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The token `back` places before `at`.
    pub(super) fn before(&self, at: usize, back: usize) -> Option<&Token> {
        self.tokens.get(at.checked_sub(back)?)
    }

    /// Whether the tokens from `at` on are these words.
    pub(super) fn starts(&self, at: usize, words: &[&str]) -> bool {
        let rest = self.tokens.get(at..).unwrap_or_default();
        rest.len() >= words.len() && words.iter().zip(rest).all(|(word, token)| token.is(word))
    }

    /// Whether the tokens before `at` are these words.
    pub(super) fn ends(&self, at: usize, words: &[&str]) -> bool {
        let start = at.checked_sub(words.len());
        start.is_some_and(|start| self.starts(start, words))
    }

    /// The original words of the tokens `range`, trimmed.
    pub(super) fn words(&self, range: Range<usize>) -> &'a str {
        let tokens = self.tokens.get(range).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return "";
        };
        let words = self.original.get(first.at.start..last.at.end);
        words.unwrap_or_default().trim()
    }

    /// Whether any letter is Latin.
    pub(super) fn has_latin(&self) -> bool {
        let mut words = self.tokens.iter().filter(|token| token.is_word());
        words.any(|token| token.text.contains(|c: char| c.is_ascii_alphabetic()))
    }
}

fn kind(c: char) -> Kind {
    // A number that is a letter of its script ("½", "五") is neither counted nor part of a word.
    if c.is_ascii_digit() {
        Kind::Digits
    } else if c.is_alphabetic() {
        Kind::Word
    } else {
        Kind::Mark
    }
}
