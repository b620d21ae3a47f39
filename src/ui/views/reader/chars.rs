//! Characters and bytes of one text: where each 64th character is, so that neither way is a walk.

/// Characters between two marks.
const STEP: usize = 64;

/// The index of one text. It holds for that text only.
#[derive(Debug, Clone, Default)]
pub(super) struct CharIndex {
    /// All characters are one byte: no marks are needed.
    ascii: bool,
    /// The byte of every [`STEP`]th character.
    marks: Vec<usize>,
}

impl CharIndex {
    /// Walks the text once.
    pub(super) fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let marks = if ascii {
            Vec::new()
        } else {
            let bytes = text.char_indices().map(|(at, _)| at);
            bytes.step_by(STEP).collect()
        };
        Self { ascii, marks }
    }

    /// The byte of the character with this number; the length of the text for the one after the last.
    pub(super) fn byte_of(&self, text: &str, character: usize) -> Option<usize> {
        if self.ascii {
            return (character <= text.len()).then_some(character);
        }
        // The end of the text may lie a full step after the last mark.
        let step = (character / STEP).min(self.marks.len().checked_sub(1)?);
        let mark = *self.marks.get(step)?;
        let rest = text.get(mark..)?;
        let mut places = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        places.nth(character - step * STEP).map(|at| mark + at)
    }

    /// The number of the character that begins at this byte.
    #[cfg(test)]
    pub(super) fn char_of(&self, text: &str, byte: usize) -> Option<usize> {
        if self.ascii {
            return (byte <= text.len()).then_some(byte);
        }
        let step = self.marks.partition_point(|&mark| mark <= byte);
        let step = step.checked_sub(1)?;
        let part = text.get(*self.marks.get(step)?..byte)?;
        Some(step * STEP + part.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_counts_as_a_walk_does(text in "[aé😀\u{200C}]{0,20}", times in 0usize..20) {
            let text = text.repeat(times);
            let index = CharIndex::new(&text);
            let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let count = text.chars().count();
            for (number, byte) in places.enumerate() {
                prop_assert_eq!(index.byte_of(&text, number), Some(byte).filter(|_| !text.is_empty() || number == 0));
                if !text.is_empty() {
                    prop_assert_eq!(index.char_of(&text, byte), Some(number));
                }
            }
            prop_assert_eq!(index.byte_of(&text, count + 1), None);
        }
    }
}
