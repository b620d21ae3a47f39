//! What the analyst decides about the passage of one record: what became of it is right, it stands
//! here, it goes back to where it came from.

use std::ops::Range;
use std::sync::Arc;

use super::anchor::{is_after, replacing, takes_over};
use super::pace::Pace;
use super::words::{Verb, named, step};
use super::{EditError, check};
use crate::model::anchor::{Reanchoring, TextIndex};
use crate::model::{
    AnchorState, Capture, CaptureId, Passage, Project, Rare, Record, RecordId, Transaction,
    captures_of,
};

/// The record and its passage.
fn with_passage(project: &Project, id: RecordId) -> Result<(Record, Passage), EditError> {
    let record = check::existing(project, id)?;
    let passage = record.passage().cloned();
    let passage = passage.ok_or(EditError::NoPassage(id.kind()))?;
    Ok((record, passage))
}

/// The step that gives the record the passage; `what` is done to it.
fn settle(
    project: &Project,
    verb: Verb,
    what: &str,
    record: &Record,
    passage: Passage,
) -> Transaction {
    let object = format!("{what} of {}", named(project, record));
    let changes: Vec<_> = replacing(record, passage).into_iter().collect();
    if changes.is_empty() {
        return Transaction::default();
    }
    Transaction {
        focus: vec![record.id()],
        ..step(verb, &object, changes)
    }
}

/// What became of the passage is right: it is exact from now on.
pub(super) fn accept(project: &Project, id: RecordId) -> Result<Transaction, EditError> {
    let (record, passage) = with_passage(project, id)?;
    let what = match passage.state {
        AnchorState::Exact => return Ok(Transaction::default()),
        AnchorState::Changed => "changed words",
        AnchorState::Moved => "new place",
        AnchorState::Ambiguous | AnchorState::Lost => return Err(EditError::NothingToAccept),
    };
    let capture = check::existing_of(project, passage.capture)?;
    if !passage.holds_in(&capture.text) {
        let exact = passage.exact().to_owned();
        return Err(EditError::PassageOff { exact });
    }
    Ok(settle(project, ACCEPT, what, &record, accepted(passage)))
}

/// The passages of the capture that moved are exact at their new places, in one step.
pub(super) fn accept_moved(
    project: &Project,
    id: CaptureId,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let capture = check::existing_of(project, id)?;
    let is_moved =
        |passage: &&Passage| passage.state == AnchorState::Moved && passage.holds_in(&capture.text);
    let records = project.with_passages_in(id);
    let changes: Vec<_> = pace
        .over(records)
        .filter_map(|record| {
            let passage = record.passage().filter(is_moved)?.clone();
            replacing(&record, accepted(passage))
        })
        .collect();
    let places = match changes.len() {
        0 => return Ok(Transaction::default()),
        1 => "1 new place".to_owned(),
        n => format!("{n} new places"),
    };
    let of = named(project, &Record::Capture(Arc::clone(capture)));
    Ok(Transaction {
        focus: vec![id.into()],
        ..step(ACCEPT, &format!("{places} in {of}"), changes)
    })
}

const ACCEPT: Verb = ("Accept", "Accepted");

/// The passage where it stands now, as if it had always stood there.
fn accepted(passage: Passage) -> Passage {
    Passage {
        state: AnchorState::Exact,
        sha256: Rare::default(),
        was: Rare::default(),
        ..passage
    }
}

/// The passage stands at these code points of its capture.
pub(super) fn choose(
    project: &Project,
    id: RecordId,
    range: Range<u32>,
) -> Result<Transaction, EditError> {
    let (record, passage) = with_passage(project, id)?;
    let capture = check::existing_of(project, passage.capture)?;
    let index = TextIndex::new(&capture.text);
    let byte = |at: u32| index.byte_of(at as usize);
    let place = byte(range.start).zip(byte(range.end));
    let chosen = place.and_then(|(start, end)| index.passage(capture.id, start..end));
    let Some(chosen) = chosen else {
        let exact = passage.exact().to_owned();
        return Err(EditError::PassageOff { exact });
    };
    let verb = ("Choose", "Chose");
    Ok(settle(project, verb, "the place", &record, chosen))
}

/// The passage stands in the capture that it came from again.
pub(super) fn put_back(project: &Project, id: RecordId) -> Result<Transaction, EditError> {
    let (record, passage) = with_passage(project, id)?;
    let now = check::existing_of(project, passage.capture)?;
    let back = WayBack::new(project, now).of(&passage);
    let back = back.ok_or(EditError::NoOlderPlace)?;
    let capture = project.captures().shared(back.capture);
    let from = capture.map(|capture| {
        let capture = Record::Capture(Arc::clone(capture));
        format!("passage in {}", named(project, &capture))
    });
    let what = from.unwrap_or_default();
    let verb = ("Restore", "Restored");
    Ok(settle(project, verb, &what, &record, back))
}

/// The way back of passages into the captures that they came from.
#[derive(Debug)]
pub struct WayBack<'a> {
    now: &'a Capture,
    /// Newest first.
    older: Vec<&'a Capture>,
    /// Made when it is needed.
    search: Option<Reanchoring<'a>>,
}

impl<'a> WayBack<'a> {
    /// For the passages in this capture.
    #[must_use]
    pub fn new(project: &'a Project, now: &'a Capture) -> Self {
        let slot = |capture: &Capture| project.captures().slot(capture.id);
        let captures = captures_of(project, now.source);
        let captures = captures
            .iter()
            .filter_map(|old| project.captures().get(old.id));
        Self {
            now,
            older: captures.filter(|old| slot(old) < slot(now)).collect(),
            search: None,
        }
    }

    /// Where the passage stood before it came into its capture: in the older capture whose text its
    /// position counts in, or, for one that has a place, where its words stand in the newest older
    /// capture of that sort. `None` if they do not stand there, or nobody can say where.
    pub fn of(&mut self, passage: &Passage) -> Option<Passage> {
        if let Some(hash) = passage.sha256.filter(|hash| *hash != self.now.sha256) {
            let old = self.older.iter().find(|capture| capture.sha256 == hash)?;
            return exact_in(old, passage);
        }
        let now = self.now;
        let old = *self
            .older
            .iter()
            .find(|old| takes_over(now.nature, old.nature) && !is_after(&old.taken, &now.taken))?;
        let search = self
            .search
            .get_or_insert_with(|| Reanchoring::new(Some(now), old));
        let mut words = passage.clone();
        if !words.was.is_empty() {
            // It is looked for as it was; where it stands now says nothing about those words.
            let was = std::mem::take(&mut words.was);
            words.words = words.words.with_exact(&was);
        }
        let there = search.passage(&words).passage;
        let is_found = matches!(there.state, AnchorState::Exact | AnchorState::Moved);
        is_found.then(|| exact_in(old, &there)).flatten()
    }
}

/// The passage as exact in the capture, if its words stand there at its position.
fn exact_in(capture: &Capture, passage: &Passage) -> Option<Passage> {
    let index = TextIndex::new(&capture.text);
    let place = index.place_of(passage)?;
    index.passage(capture.id, place)
}
