//! What became of the passages of a capture, as it is listed.

use std::ops::Range;

use crate::evidence::recapture_report;
use crate::model::anchor::{Candidate, Piece, TextIndex, word_diff};
use crate::model::{AnchorState, Capture, Project, RecordId};

/// Characters of the text beside a place that may be meant.
const AROUND: usize = 32;

/// A place that may be meant, with the words around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Its code points.
    pub(super) range: Range<u32>,
    pub(super) before: String,
    pub(super) words: String,
    pub(super) after: String,
}

/// A passage that does not simply stand where it stood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The claim or annotation.
    pub(super) record: RecordId,
    pub(super) state: AnchorState,
    /// What the record is called.
    pub(super) label: String,
    /// The words that it stood on.
    pub(super) was: String,
    /// The words that it stands on.
    pub(super) now: String,
    /// How the one became the other.
    pub(super) diff: Vec<Piece>,
    /// Where it may stand, best first.
    pub(super) places: Vec<Place>,
    /// Whether it can be put back into an older capture.
    pub(super) back: bool,
}

/// What became of all passages.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Report {
    pub(super) total: usize,
    pub(super) exact: usize,
    /// Those that need a look first.
    pub(super) rows: Vec<Row>,
}

impl Row {
    /// The word for its state.
    pub(super) fn word(&self) -> &'static str {
        match self.state {
            AnchorState::Exact => "Not at its place",
            AnchorState::Moved => "Moved",
            AnchorState::Changed => "Text changed",
            AnchorState::Ambiguous => "Ambiguous",
            AnchorState::Lost => "Lost",
        }
    }

    /// Whether what became of it can be accepted.
    pub(super) fn is_acceptable(&self) -> bool {
        matches!(self.state, AnchorState::Moved | AnchorState::Changed) && !self.now.is_empty()
    }

    /// What assistive programs call it.
    pub(super) fn name(&self) -> String {
        let (word, label, was, now) = (self.word(), &self.label, &self.was, &self.now);
        if self.state == AnchorState::Changed {
            format!("{word}: {label}, was “{was}”, is “{now}”")
        } else {
            format!("{word}: {label}, “{was}”")
        }
    }
}

impl Report {
    /// Collects it.
    pub(super) fn collect(project: &Project, capture: &Capture) -> Self {
        let listed = recapture_report(project, capture.id);
        let total = listed.len();
        let index = TextIndex::new(&capture.text);
        let rows: Vec<Row> = listed
            .into_iter()
            .filter(|row| row.state != AnchorState::Exact || row.place.is_none())
            .map(|row| Row {
                record: row.record,
                state: row.state,
                label: project.label(row.record),
                diff: if row.state == AnchorState::Changed {
                    word_diff(&row.was, &row.now)
                } else {
                    Vec::new()
                },
                places: row
                    .candidates
                    .iter()
                    .map(|one| place(&index, one))
                    .collect(),
                back: row.came_from.is_some(),
                was: row.was,
                now: row.now,
            })
            .collect();
        Self {
            total,
            exact: total - rows.len(),
            rows,
        }
    }

    /// How many moved with the same words, so that they can be accepted together.
    pub(super) fn moved(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.state == AnchorState::Moved && row.is_acceptable())
            .count()
    }

    /// "18 of 21 passages stand where they stood; 1 moved, 2 changed."
    pub(super) fn words(&self) -> String {
        let noun = if self.total == 1 {
            "passage"
        } else {
            "passages"
        };
        if self.rows.is_empty() {
            return match self.total {
                0 => "No passages in this text.".to_owned(),
                1 => "The passage stands in its words.".to_owned(),
                total => format!("All {total} {noun} stand in their words."),
            };
        }
        let states = [
            (AnchorState::Lost, "lost"),
            (AnchorState::Ambiguous, "ambiguous"),
            (AnchorState::Changed, "with changed text"),
            (AnchorState::Moved, "moved"),
            (AnchorState::Exact, "not at its place"),
        ];
        let counts = states.iter().filter_map(|(state, word)| {
            let count = self.rows.iter().filter(|row| row.state == *state).count();
            (count > 0).then(|| format!("{count} {word}"))
        });
        let counts: Vec<String> = counts.collect();
        format!(
            "{} of {} {noun} exact, {}.",
            self.exact,
            self.total,
            counts.join(", ")
        )
    }
}

fn place(index: &TextIndex<'_>, candidate: &Candidate) -> Place {
    let text = index.text();
    let start = index.byte_of(candidate.range.start as usize).unwrap_or(0);
    let end = index.byte_of(candidate.range.end as usize).unwrap_or(start);
    let before = text.get(..start).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND - 1);
    let before = before
        .get(from.map_or(0, |(at, _)| at)..)
        .unwrap_or_default();
    let after: String = text
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take(AROUND)
        .collect();
    // No half words at the ends.
    let before = before
        .split_once(char::is_whitespace)
        .map_or(before, |(_, rest)| rest);
    let after = after
        .rsplit_once(char::is_whitespace)
        .map_or(after.as_str(), |(rest, _)| rest);
    let line = |text: &str| text.replace('\n', " ");
    Place {
        range: candidate.range.clone(),
        before: line(before),
        words: line(&candidate.words),
        after: line(after),
    }
}
