//! Where the characters of a text are, so that a text with many passages is walked once.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{CaptureId, Passage};

/// Characters between two marks.
const STEP: usize = 256;

/// A text with the places of its characters.
#[derive(Debug)]
pub struct TextIndex<'a> {
    text: &'a str,
    /// The byte of every [`STEP`]th character.
    marks: Cow<'a, [usize]>,
}

impl<'a> TextIndex<'a> {
    /// Walks the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let marks = Self::marks_of(text).into();
        Self { text, marks }
    }

    /// Of a text that was walked before.
    pub(in crate::model) fn of_marks(text: &'a str, marks: &'a [usize]) -> Self {
        let marks = marks.into();
        Self { text, marks }
    }

    /// Walks the text once.
    pub(in crate::model) fn marks_of(text: &str) -> Vec<usize> {
        let mut marks = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            marks.push(text.len() - rest.len());
            rest = after_chars(rest, STEP).unwrap_or_default();
        }
        marks
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The byte where the character begins, or the end of the text for the one after the last.
    #[must_use]
    pub fn byte_of(&self, character: usize) -> Option<usize> {
        // The end of the text may lie a full step after the last mark.
        let last = self.marks.len().checked_sub(1);
        let Some(step) = last.map(|last| (character / STEP).min(last)) else {
            return (character == 0).then_some(0);
        };
        let mark = *self.marks.get(step)?;
        let rest = self.text.get(mark..)?;
        let rest = after_chars(rest, character - step * STEP)?;
        Some(self.text.len() - rest.len())
    }

    /// How many characters begin before the byte.
    #[must_use]
    pub fn char_of(&self, byte: usize) -> usize {
        let step = self.marks.partition_point(|&mark| mark <= byte);
        let Some(step) = step.checked_sub(1) else {
            return 0;
        };
        let mark = self.marks.get(step).copied().unwrap_or_default();
        let between = self.text.get(mark..byte).unwrap_or_default();
        step * STEP + between.chars().count()
    }

    /// The bytes at the passage's position, if its exact words stand there.
    #[must_use]
    pub fn place_of(&self, passage: &Passage) -> Option<Range<usize>> {
        let start = self.byte_of(passage.start as usize)?;
        let end = start.checked_add(passage.exact().len())?;
        let stands = self.text.get(start..end) == Some(passage.exact());
        let length = passage.end.checked_sub(passage.start)? as usize;
        let is_whole = !passage.exact().is_empty() && passage.exact().chars().count() == length;
        (stands && is_whole).then_some(start..end)
    }

    /// The passage over these bytes of the text, which is that of `capture`; `None` if the range is
    /// empty, out of the text or cuts a character.
    #[must_use]
    pub fn passage(&self, capture: CaptureId, range: Range<usize>) -> Option<Passage> {
        self.text.get(range.clone())?;
        let start = u32::try_from(self.char_of(range.start)).ok()?;
        Passage::standing(capture, self.text, range, start)
    }
}

/// What follows so many characters of the text, if it has as many.
fn after_chars(text: &str, count: usize) -> Option<&str> {
    let mut chars = text.chars();
    if let Some(last) = count.checked_sub(1) {
        // Passes over them many at a time.
        chars.nth(last)?;
    }
    Some(chars.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn characters_are_found_where_a_walk_finds_them(start in "\\PC{0,9}", times in 0..90_usize) {
            let text = format!("{start}äb").repeat(times);
            let index = TextIndex::new(&text);
            let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let mut count = 0;
            for (character, byte) in bytes.enumerate() {
                prop_assert_eq!(index.byte_of(character), Some(byte));
                prop_assert_eq!(index.char_of(byte), character);
                count = character;
            }
            prop_assert_eq!(index.byte_of(count + 1), None);
            prop_assert_eq!(index.byte_of(count + STEP), None);
        }
    }
}
