//! Where the words of passages stand, and how many do not stand where they did.

use std::collections::HashSet;
use std::ops::Range;

use super::data::Sheet;
use crate::model::{AnchorState, Passage};

/// What was found of a passage.
pub(super) enum Found {
    At(Range<usize>),
    Lost(&'static str),
}

/// Counts passages and what became of them.
#[derive(Default)]
pub(super) struct Tally {
    places: HashSet<Range<u32>>,
    moved: usize,
    changed: usize,
    ambiguous: usize,
    lost: usize,
}

impl Tally {
    /// Looks where the words of a passage stand, and counts it.
    pub(super) fn look(&mut self, sheet: &Sheet, passage: &Passage) -> Found {
        let first = self.places.insert(passage.start..passage.end);
        let count = usize::from(first);
        let place = sheet.place_of(passage);
        match (passage.state, place) {
            // Their position is that of the text they came from: the same words here may be others.
            (AnchorState::Ambiguous, _) => {
                self.ambiguous += count;
                Found::Lost("ambiguous")
            }
            (AnchorState::Lost, _) => {
                self.lost += count;
                Found::Lost("lost")
            }
            (_, None) => {
                self.lost += count;
                Found::Lost("not at its place")
            }
            (state, Some(range)) => {
                match state {
                    AnchorState::Moved => self.moved += count,
                    AnchorState::Changed => self.changed += count,
                    AnchorState::Exact | AnchorState::Ambiguous | AnchorState::Lost => {}
                }
                Found::At(range)
            }
        }
    }

    /// How many passages there are.
    pub(super) fn count(&self) -> usize {
        self.places.len()
    }

    /// The counts in words.
    pub(super) fn words(&self) -> String {
        let mut words = match self.places.len() {
            0 => return "No passages".to_owned(),
            1 => "1 passage".to_owned(),
            count => format!("{count} passages"),
        };
        let states = [
            (self.moved, "moved"),
            (self.changed, "changed"),
            (self.ambiguous, "ambiguous"),
            (self.lost, "lost"),
        ];
        for (count, state) in states.into_iter().filter(|(count, _)| *count > 0) {
            words.push_str(&format!(", {count} {state}"));
        }
        words
    }
}
