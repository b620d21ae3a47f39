//! How far the surroundings of a place agree with those that a passage keeps.

use std::ops::Range;

use super::places::Text;
use super::search::Pattern;
use crate::model::{CONTEXT_CHARS, Passage};

/// Part of the characters kept that must be there for a side to agree.
const AGREES: f32 = 0.6;
/// Characters that a side must have to be worth anything, unless the text begins or ends there.
const LEAST_CHARS: usize = 8;

/// The characters on one side of a passage, from the passage outwards.
#[derive(Debug)]
struct Side {
    chars: Vec<char>,
    pattern: Pattern,
}

/// What a passage keeps of its surroundings.
#[derive(Debug)]
pub(super) struct Context {
    before: Side,
    after: Side,
}

/// How far one side agrees.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    /// Between 0 and 1.
    part: f32,
    /// Whether it is evidence that this is the place.
    agrees: bool,
}

/// How far both sides agree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agreement {
    before: Likeness,
    after: Likeness,
}

impl Agreement {
    /// Of both sides together, between 0 and 1.
    pub(super) fn part(&self) -> f32 {
        f32::midpoint(self.before.part, self.after.part)
    }

    /// Whether one side is evidence that this is the place.
    pub(super) fn is_evidence(&self) -> bool {
        self.before.agrees || self.after.agrees
    }
}

impl Context {
    pub(super) fn of(passage: &Passage) -> Self {
        Self {
            before: Side::new(passage.words.before().chars().rev()),
            after: Side::new(passage.words.after().chars()),
        }
    }

    /// Of the words at the bytes of a text, as a passage would keep it.
    pub(super) fn around(text: &Text<'_>, range: Range<usize>) -> Self {
        let (before, after) = text.sides(&range);
        Self {
            before: Side::new(before.iter().rev().copied().take(CONTEXT_CHARS)),
            after: Side::new(after.iter().copied().take(CONTEXT_CHARS)),
        }
    }

    /// Characters on both sides.
    pub(super) fn len(&self) -> usize {
        self.before.chars.len() + self.after.chars.len()
    }

    /// Characters of the context that stand, without a gap, right beside a place.
    pub(super) fn n_beside(&self, (before, after): (&[char], &[char])) -> usize {
        let same = |kept: &[char], there: &mut dyn Iterator<Item = &char>| {
            let pairs = kept.iter().zip(there);
            pairs.take_while(|(a, b)| a == b).count()
        };
        same(&self.before.chars, &mut before.iter().rev())
            + same(&self.after.chars, &mut after.iter())
    }

    /// How far what stands before and after a place, as [`plain`] characters, agrees.
    pub(super) fn agreement(&self, (before, after): (&[char], &[char])) -> Agreement {
        Agreement {
            before: self.before.likeness(before.iter().rev().copied()),
            after: self.after.likeness(after.iter().copied()),
        }
    }
}

impl Side {
    fn new(chars: impl Iterator<Item = char>) -> Self {
        let chars: Vec<char> = chars.map(plain).collect();
        let pattern = Pattern::new(chars.iter().copied());
        Self { chars, pattern }
    }

    fn likeness(&self, text: impl Iterator<Item = char>) -> Likeness {
        let kept = self.chars.len();
        // Room for what was put in between.
        let window: Vec<char> = text.take(kept + kept / 2 + 1).collect();
        if kept == 0 {
            let is_edge = window.is_empty();
            return Likeness {
                part: if is_edge { 1.0 } else { 0.0 },
                agrees: is_edge,
            };
        }
        let edits = if window.starts_with(&self.chars) {
            0
        } else {
            self.pattern.at_start(window.iter().copied()).0
        };
        let part = 1.0 - edits as f32 / kept as f32;
        let is_worth = kept >= LEAST_CHARS || window.len() <= kept;
        Likeness {
            part,
            agrees: is_worth && part >= AGREES,
        }
    }
}

/// The character as it is compared: a line end is a space.
pub(super) fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}
