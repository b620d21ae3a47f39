//! Checks of passages: whether the words stand where the passage says.

use std::collections::HashMap;

use super::words::quote;
use crate::model::{AnchorState, Capture, CaptureId, Passage, ProblemKind};

/// Characters between two marks of an index.
const STEP: usize = 1024;

/// Where the characters of captures are, so that a text with many passages is walked once.
#[derive(Debug, Default)]
pub(super) struct TextIndexes {
    /// The byte of every [`STEP`]th character.
    marks: HashMap<CaptureId, Vec<usize>>,
}

impl TextIndexes {
    /// What is wrong with a passage of `capture`, which is called `label`.
    pub(super) fn problem(
        &mut self,
        capture: &Capture,
        passage: &Passage,
        label: &dyn Fn() -> String,
    ) -> Option<(ProblemKind, String)> {
        let stands = matches!(passage.state, AnchorState::Exact | AnchorState::Moved);
        if stands && self.words_at(capture, passage) == Some(passage.exact()) {
            return None;
        }
        let (words, label) = (quote(passage.exact()), label());
        let sentence = match passage.state {
            AnchorState::Exact | AnchorState::Moved => {
                let sentence = format!(
                    "the words {words} do not stand at characters {} to {} of “{label}”. They are shown \
                     nowhere else in their place; select them in the text again.",
                    passage.start, passage.end
                );
                return Some((ProblemKind::PassageMismatch, sentence));
            }
            AnchorState::Changed => format!(
                "its words in “{label}” have changed from {} to {words}. Look whether it still holds, then \
                 accept the new words or select others.",
                quote(&passage.was)
            ),
            AnchorState::Ambiguous => format!(
                "its words {words} stand in more than one place in “{label}” now, and none of them was \
                 chosen for it. Select the one that is meant.",
            ),
            AnchorState::Lost => format!(
                "its words {words} are nowhere in “{label}” any more. They are kept here; select the words \
                 that replace them, or say why it still holds.",
            ),
        };
        Some((ProblemKind::PassageState, sentence))
    }

    /// The text at the passage's position.
    fn words_at<'a>(&mut self, capture: &'a Capture, passage: &Passage) -> Option<&'a str> {
        let start = self.byte_of(capture, passage.start as usize)?;
        let end = self.byte_of(capture, passage.end as usize)?;
        capture.text.get(start..end)
    }

    fn byte_of(&mut self, capture: &Capture, character: usize) -> Option<usize> {
        let text = &*capture.text;
        let marks = self.marks.entry(capture.id).or_insert_with(|| {
            let bytes = text.char_indices().map(|(at, _)| at);
            bytes.step_by(STEP).collect()
        });
        // The end of the text may lie a full step after the last mark.
        let step = (character / STEP).min(marks.len().checked_sub(1)?);
        let mark = *marks.get(step)?;
        let rest = text.get(mark..)?;
        let mut places = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        places.nth(character - step * STEP).map(|at| mark + at)
    }
}
