//! What became of the passages of a capture, for the list that is shown after a text was read anew.
//!
//! The list is made of the passages that are in the capture now, so that it can be made at any time.

use std::ops::Range;

use crate::edit::WayBack;
use crate::model::anchor::{Candidate, Reanchoring, TextIndex};
use crate::model::{AnchorState, CaptureId, Passage, Project, Record, RecordId};

#[cfg(test)]
mod tests;

/// A record with a passage in the capture, and how that passage fares.
#[derive(Debug, Clone, PartialEq)]
pub struct RecaptureRow {
    /// The record.
    pub record: RecordId,
    /// How it fares.
    pub state: AnchorState,
    /// The words that it stood on: before the change, if they changed and nobody accepted it.
    pub was: String,
    /// The words that it stands on now; empty while it has no place.
    pub now: String,
    /// The code points of `now`; `None` while it has no place.
    pub place: Option<Range<u32>>,
    /// The places that may be meant, best first, while none was taken.
    pub candidates: Vec<Candidate>,
    /// The older capture that it can be put back into.
    pub came_from: Option<CaptureId>,
}

/// The passages in the capture: those that need a look first (lost, ambiguous, changed), then the
/// moved and the exact ones, each in the order of the text. Empty if there is no such capture.
///
/// Takes time with the passages and, for those without a place, with the length of the text: keep
/// it for the project's revision.
#[must_use]
pub fn recapture_report(project: &Project, capture: CaptureId) -> Vec<RecaptureRow> {
    let Some(capture) = project.captures().get(capture) else {
        return Vec::new();
    };
    let mut looks = Looks {
        index: TextIndex::new(&capture.text),
        search: Reanchoring::new(None, capture),
        way_back: WayBack::new(project, capture),
    };
    let records = project.with_passages_in(capture.id);
    let mut rows: Vec<(u32, RecaptureRow)> = records
        .filter_map(|record| {
            let passage = record.passage()?;
            let row = row(&record, passage, &mut looks);
            Some((passage.start, row))
        })
        .collect();
    rows.sort_by_key(|(start, row)| (urgency(row.state), *start));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What the rows are looked up in.
struct Looks<'a> {
    index: TextIndex<'a>,
    search: Reanchoring<'a>,
    way_back: WayBack<'a>,
}

fn urgency(state: AnchorState) -> u8 {
    match state {
        AnchorState::Lost => 0,
        AnchorState::Ambiguous => 1,
        AnchorState::Changed => 2,
        AnchorState::Moved => 3,
        AnchorState::Exact => 4,
    }
}

fn row(record: &Record, passage: &Passage, looks: &mut Looks<'_>) -> RecaptureRow {
    // A passage that says it stands where it does not has no place either.
    let place = looks
        .index
        .place_of(passage)
        .filter(|_| passage.state.has_place());
    let was = if passage.was.is_empty() {
        passage.exact()
    } else {
        &passage.was
    };
    RecaptureRow {
        record: record.id(),
        state: passage.state,
        was: was.to_owned(),
        now: place
            .as_ref()
            .map_or_else(String::new, |_| passage.exact().to_owned()),
        place: place.as_ref().map(|_| passage.start..passage.end),
        candidates: if place.is_some() {
            Vec::new()
        } else {
            looks.search.candidates(passage)
        },
        came_from: looks.way_back.of(passage).map(|old| old.capture),
    }
}
