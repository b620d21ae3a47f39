//! What the reader shows, as plain structs: the text in blocks, the marks on it, the remarks beside it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::blocks::{Block, blocks, sections};
use super::chars::CharIndex;
use super::ink::{Ink, tint_of};
use super::layout::{depths, levels};
use super::notes::{Noted, ink_of, of_claim, year_of};
use super::stand::{contested, standing};
use super::tally::{Found, Tally};
use super::text::Text;
use crate::evidence::{Entry, Sign};
use crate::model::{
    AnchorState, Annotation, Capture, CaptureId, Claim, ClaimId, Motivation, Passage, Project,
    RecordId, Resolution, Role, Target, When,
};

/// A capture's text, cut into blocks. Made once for a text.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The capture.
    pub(super) capture: Arc<Capture>,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// Blocks whose remarks are placed together.
    pub(super) sections: Vec<Range<usize>>,
    index: CharIndex,
}

/// What lies on words of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// The annotation or claim.
    pub(super) record: RecordId,
    /// The colour of an annotation; `None` for a claim, which is a line.
    pub(super) ink: Option<Ink>,
    /// How much it is drawn in (annotations), or how low its line is (claims).
    pub(super) depth: u8,
    /// Place in the order of painting: longest first.
    rank: u32,
    /// The words have to be looked at: dashed.
    pub(super) dashed: bool,
    /// A claim that is in conflict with another one.
    pub(super) contested: bool,
}

/// A remark in the margin, or a line on a claim that is in conflict.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Note {
    /// The annotation, or the claim that is in conflict.
    pub(super) record: RecordId,
    /// Its words' first byte.
    pub(super) at: usize,
    /// The words of its title line.
    pub(super) title: String,
    /// The remark.
    pub(super) body: String,
    /// What stands at the right of the title: how many replies, or when it was made.
    pub(super) aside: String,
    /// What its words have become, if they are not where they were.
    pub(super) state: &'static str,
    /// Its colour.
    pub(super) ink: Ink,
    /// Why it was made.
    pub(super) motivation: Motivation,
    /// Done with: its title only.
    pub(super) resolved: bool,
    /// The line of a claim that is in conflict.
    pub(super) contest: bool,
}

/// A passage whose words are not where they should be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lost {
    /// The annotation or claim.
    pub(super) record: RecordId,
    /// What it is called.
    pub(super) label: String,
    /// The words.
    pub(super) quote: String,
    /// What became of them.
    pub(super) what: &'static str,
}

/// Everything on and beside a text. Made anew when the project or the filter changed.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In order of their starts.
    pub(super) spans: Vec<Span>,
    /// The furthest end of all spans up to each.
    reach: Vec<usize>,
    by_record: HashMap<RecordId, usize>,
    /// What stands in the margin, in order of the words' starts.
    noted: Vec<Noted>,
    /// The year of the newest remark.
    newest: Option<i16>,
    /// Listed above the text.
    pub(super) lost: Vec<Lost>,
    /// How many passages there are.
    pub(super) passages: usize,
    /// "21 passages, 1 moved".
    pub(super) counts: String,
    /// The claims on the text, and how they stand.
    pub(super) standing: HashMap<ClaimId, Entry>,
}

/// Which annotations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that are not resolved.
    Open,
    /// Those that have the colour of this.
    Only(Motivation),
}

impl Filter {
    fn lets(self, annotation: &Annotation) -> bool {
        match self {
            Self::All => true,
            Self::Open => annotation.resolution == Resolution::Open,
            Self::Only(motivation) => tint_of(annotation.motivation) == tint_of(motivation),
        }
    }
}

impl Sheet {
    /// Cuts the text of a capture.
    pub(super) fn new(capture: Arc<Capture>) -> Self {
        let blocks = blocks(&capture.text);
        Self {
            sections: sections(&blocks),
            index: CharIndex::new(&capture.text),
            blocks,
            capture,
        }
    }

    /// The text with its blocks, for moving about in it.
    pub(super) fn text(&self) -> Text<'_> {
        Text {
            text: &self.capture.text,
            blocks: &self.blocks,
        }
    }

    /// The bytes at the passage's position, if its exact words stand there.
    pub(super) fn place_of(&self, passage: &Passage) -> Option<Range<usize>> {
        let text = &*self.capture.text;
        let start = self.index.byte_of(text, passage.start as usize)?;
        let words = passage.exact();
        let end = start.checked_add(words.len())?;
        let stands = !words.is_empty()
            && text.get(start..end) == Some(words)
            && words.chars().count() == (passage.end.checked_sub(passage.start)?) as usize;
        stands.then_some(start..end)
    }
}

/// "Capture of 30 April 2024".
pub(super) fn capture_title(capture: &Capture) -> String {
    match day_words(&capture.taken) {
        day if day.is_empty() => "Undated capture".to_owned(),
        day => format!("Capture of {day}"),
    }
}

/// A date in words, as it was given if that is words.
pub(super) fn day_words(when: &When) -> String {
    if when.words.chars().any(char::is_alphabetic) {
        when.words.trim().to_owned()
    } else {
        when.short()
    }
}

/// The capture that holds the words of an annotation or a claim, or is the record itself.
pub(super) fn capture_with(project: &Project, record: RecordId) -> Option<CaptureId> {
    match record {
        RecordId::Capture(id) => Some(id),
        RecordId::Claim(id) => Some(project.claims().get(id)?.passage.as_ref()?.capture),
        RecordId::Annotation(id) => match &project.annotations().get(id)?.target {
            Target::Passage(passage) => Some(passage.capture),
            Target::Record(_) => None,
        },
        _ => None,
    }
}

impl Marks {
    /// Collects what lies on the text of `sheet`.
    pub(super) fn collect(project: &Project, sheet: &Sheet, filter: Filter) -> Self {
        let mut marks = Self::default();
        let mut tally = Tally::default();
        let mut notes = Vec::new();
        let mut claims: Vec<(&Claim, Option<Range<usize>>)> = Vec::new();
        for (by, role) in project.backlinks(sheet.capture.id.into()) {
            if role != Role::InCapture {
                continue;
            }
            match by {
                RecordId::Annotation(id) => {
                    let Some(annotation) = project.annotations().get(id) else {
                        continue;
                    };
                    let Target::Passage(passage) = &annotation.target else {
                        continue;
                    };
                    let found = tally.look(sheet, passage);
                    if !filter.lets(annotation) {
                        continue;
                    }
                    let ink = ink_of(project, annotation);
                    if let Some(range) = marks.add(project, by, passage, found, Some(ink)) {
                        notes.push((range, annotation));
                    }
                }
                RecordId::Claim(id) => {
                    let Some(claim) = project.claims().get(id) else {
                        continue;
                    };
                    if let Some(passage) = &claim.passage {
                        let found = tally.look(sheet, passage);
                        claims.push((claim, marks.add(project, by, passage, found, None)));
                    }
                }
                _ => {}
            }
        }
        notes.sort_by_key(|(range, note)| (range.start, range.end, note.created, note.id));
        let newest = notes.iter().filter_map(|(_, note)| note.created).max();
        marks.newest = newest.map(year_of);
        let notes = notes.into_iter();
        marks.noted = notes
            .map(|(range, annotation)| Noted::remark(range.start, annotation.id))
            .collect();
        marks.counts = tally.words();
        marks.passages = tally.count();
        marks.stand(project, &claims, filter);
        marks.order();
        marks
    }

    /// Finds how the claims stand, and takes in a line for each that is in conflict.
    fn stand(
        &mut self,
        project: &Project,
        claims: &[(&Claim, Option<Range<usize>>)],
        filter: Filter,
    ) {
        let all: Vec<&Claim> = claims.iter().map(|(claim, _)| *claim).collect();
        self.standing = standing(project, &all);
        for span in &mut self.spans {
            if let RecordId::Claim(id) = span.record {
                let entry = self.standing.get(&id);
                span.contested = entry.is_some_and(|entry| entry.sign == Sign::Conflict);
            }
        }
        if matches!(filter, Filter::Only(_)) {
            return;
        }
        let mut lines: Vec<Note> = Vec::new();
        for (claim, range) in claims {
            let passage = claim.passage.as_ref();
            let is_changed = passage.is_some_and(|p| p.state == AnchorState::Changed);
            if let Some(range) = range.as_ref().filter(|_| is_changed) {
                let title = project.label(claim.id.into());
                lines.push(of_claim(claim.id, range.start, title, false));
            }
            let entry = self.standing.get(&claim.id);
            let line = entry.and_then(|entry| contested(project, claim, entry));
            let Some((range, line)) = range.as_ref().zip(line) else {
                continue;
            };
            let is_told = |other: &Note| other.at == range.start && other.title == line;
            if !lines.iter().any(is_told) {
                lines.push(of_claim(claim.id, range.start, line, true));
            }
        }
        self.noted.extend(lines.into_iter().map(Noted::line));
        self.noted.sort_by_key(|noted| noted.at);
    }

    /// Takes in a passage; gives its place if it has one.
    fn add(
        &mut self,
        project: &Project,
        record: RecordId,
        passage: &Passage,
        found: Found,
        ink: Option<Ink>,
    ) -> Option<Range<usize>> {
        match found {
            Found::At(range) => {
                self.spans.push(Span {
                    range: range.clone(),
                    record,
                    ink,
                    depth: 0,
                    rank: 0,
                    dashed: matches!(passage.state, AnchorState::Changed | AnchorState::Ambiguous),
                    contested: false,
                });
                Some(range)
            }
            Found::Lost(what) => {
                self.lost.push(Lost {
                    record,
                    label: project.label(record),
                    quote: passage.exact().to_owned(),
                    what,
                });
                None
            }
        }
    }

    /// Sorts the spans and finds how they lie on each other.
    fn order(&mut self) {
        self.spans.sort_by_key(|span| {
            (
                span.range.start,
                std::cmp::Reverse(span.range.end),
                span.record,
            )
        });
        let of = |spans: &[Span], fills: bool| -> (Vec<usize>, Vec<Range<usize>>) {
            let places = spans.iter().enumerate();
            places
                .filter(|(_, span)| span.ink.is_some() == fills)
                .map(|(place, span)| (place, span.range.clone()))
                .unzip()
        };
        let (places, ranges) = of(&self.spans, true);
        for (place, depth) in places.into_iter().zip(depths(&ranges)) {
            self.spans[place].depth = depth;
        }
        let (places, ranges) = of(&self.spans, false);
        for (place, level) in places.into_iter().zip(levels(&ranges)) {
            self.spans[place].depth = level;
        }
        let mut by_length: Vec<usize> = (0..self.spans.len()).collect();
        by_length.sort_by_key(|&place| std::cmp::Reverse(self.spans[place].range.len()));
        for (rank, place) in by_length.into_iter().enumerate() {
            self.spans[place].rank = u32::try_from(rank).unwrap_or(u32::MAX);
        }
        let mut furthest = 0;
        self.reach = self
            .spans
            .iter()
            .map(|span| {
                furthest = furthest.max(span.range.end);
                furthest
            })
            .collect();
        let places = self.spans.iter().enumerate();
        self.by_record = places.map(|(place, span)| (span.record, place)).collect();
    }

    /// The span of a record.
    pub(super) fn span_of(&self, record: RecordId) -> Option<&Span> {
        self.spans.get(*self.by_record.get(&record)?)
    }

    /// The spans that share bytes with `range`, the longest first.
    pub(super) fn spans_in(&self, range: &Range<usize>) -> Vec<&Span> {
        let first = self.reach.partition_point(|&end| end <= range.start);
        let end = self
            .spans
            .partition_point(|span| span.range.start < range.end);
        let spans = self.spans.get(first..end.max(first)).unwrap_or_default();
        let mut spans: Vec<&Span> = spans
            .iter()
            .filter(|span| span.range.end > range.start)
            .collect();
        spans.sort_by_key(|span| span.rank);
        spans
    }

    /// The notes whose words begin in `range`: made here, because few of them are in sight.
    pub(super) fn notes_in(&self, project: &Project, range: &Range<usize>) -> Vec<Note> {
        let first = self.noted.partition_point(|note| note.at < range.start);
        let end = self.noted.partition_point(|note| note.at < range.end);
        let noted = self.noted.get(first..end.max(first)).unwrap_or_default();
        let notes = noted
            .iter()
            .filter_map(|noted| noted.note(project, self.newest));
        notes.collect()
    }
}

#[cfg(test)]
mod tests;
