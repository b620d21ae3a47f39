//! Passages with their texts: the text of a capture edited, and a new capture that takes the
//! passages of an older one along. The passages change in the same step as the text; how is told
//! in [`crate::model::anchor`].

use std::sync::Arc;

use super::words::{EDIT, named, step};
use super::{EditError, check};
use crate::model::anchor::{Reanchoring, TextEdit, shift};
use crate::model::{
    AnchorState, Capture, CaptureId, CaptureNature, Change, Passage, Project, Record, RecordId,
    Sha256, SourceId, Transaction, When, captures_of, date::Holds,
};

/// The text of a capture becomes `text`, and every passage in it follows.
pub(super) fn edit_text(
    project: &Project,
    id: CaptureId,
    text: &str,
    typing: bool,
) -> Result<Transaction, EditError> {
    let before = check::existing_of(project, id)?;
    if *before.text == *text {
        return Ok(Transaction::default());
    }
    check_text(before, text)?;
    let after = Capture {
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
        ..before.as_ref().clone()
    };
    let edit = TextEdit::between(&before.text, before.sha256, text);
    let mut tally = Tally::default();
    let mut changes = vec![Change::Set {
        before: Record::Capture(Arc::clone(before)),
        after: after.into(),
    }];
    for record in project.with_passages_in(id) {
        let Some(passage) = record.passage() else {
            continue;
        };
        let now = shift(passage, &edit);
        if now.state != passage.state || now.state == AnchorState::Changed && now != *passage {
            tally.count(now.state);
        }
        changes.extend(replacing(&record, now));
    }
    let capture = Record::Capture(Arc::clone(before));
    let object = format!("text of {}", named(project, &capture));
    let mut transaction = step(EDIT, &object, changes);
    transaction.done.push_str(&tally.after(": "));
    transaction.focus = vec![id.into()];
    transaction.group = typing.then(|| format!("{} text", RecordId::from(id)));
    Ok(transaction)
}

fn check_text(before: &Capture, text: &str) -> Result<(), EditError> {
    if text.trim().is_empty() {
        return Err(EditError::NoText);
    }
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    if let Some(control) = text.chars().find(is_control) {
        return Err(EditError::ControlInText(control));
    }
    if Sha256::of(before.text.as_bytes()) != before.sha256 {
        return Err(EditError::TextUnlikeHash);
    }
    Ok(())
}

/// The change of the record to this passage; none if it has it already.
pub(super) fn replacing(record: &Record, passage: Passage) -> Option<Change> {
    let is_other = record.passage().is_some_and(|old| *old != passage);
    is_other.then(|| Change::Set {
        before: record.clone(),
        after: record.with_passage(passage),
    })
}

/// The capture whose passages a new one takes along: the source's newest capture that holds the
/// same sort of words and is not certainly taken after it.
///
/// A full text or transcript takes over from any copy of the source's own words; a translation
/// from a translation, a summary from a summary. An extract takes over from none: what it leaves
/// out is not lost in the source.
#[must_use]
pub fn carried_from(
    project: &Project,
    source: SourceId,
    nature: CaptureNature,
    taken: &When,
) -> Option<Arc<Capture>> {
    let captures = captures_of(project, source).into_iter();
    captures
        .filter(|older| takes_over(nature, older.nature))
        .find(|older| !is_after(&older.taken, taken))
}

/// Whether no choice of days puts `a` on or before `b`.
pub(super) fn is_after(a: &When, b: &When) -> bool {
    let bounds = b.bounds().zip(a.bounds());
    bounds.is_some_and(|(b, a)| b.before(&a) == Holds::Certain)
}

/// Whether passages in a capture of the sort `old` are looked for in a new one of the sort `new`.
#[must_use]
pub fn takes_over(new: CaptureNature, old: CaptureNature) -> bool {
    use CaptureNature::{Extract, FullText, Summary, Transcript, Translation};
    match new {
        FullText | Transcript => matches!(old, FullText | Transcript | Extract),
        Translation | Summary => old == new,
        Extract => false,
    }
}

/// The changes that bring the passages of `old` into `new`, which comes into the project in the
/// same step, and the words that say how they fared.
pub(super) fn carried(project: &Project, old: &Capture, new: &Capture) -> (Vec<Change>, String) {
    let reanchoring = Reanchoring::new(Some(old), new);
    let mut tally = Tally::default();
    let mut changes = Vec::new();
    for record in project.with_passages_in(old.id) {
        let Some(passage) = record.passage() else {
            continue;
        };
        let now = reanchoring.passage(passage).passage;
        tally.count(now.state);
        changes.extend(replacing(&record, now));
    }
    (changes, tally.after(", with "))
}

/// How many passages fared how.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: [usize; STATES.len()],
}

const STATES: [(AnchorState, &str); 5] = [
    (AnchorState::Exact, "exact"),
    (AnchorState::Moved, "moved"),
    (AnchorState::Changed, "changed"),
    (AnchorState::Ambiguous, "ambiguous"),
    (AnchorState::Lost, "lost"),
];

impl Tally {
    pub(super) fn count(&mut self, state: AnchorState) {
        let states = STATES.iter().zip(&mut self.counts);
        for (_, count) in states.filter(|((other, _), _)| *other == state) {
            *count += 1;
        }
    }

    /// After `lead`: "3 passages: 2 exact, 1 lost". Nothing if there are none.
    pub(super) fn after(&self, lead: &str) -> String {
        let total: usize = self.counts.iter().sum();
        let noun = if total == 1 { "passage" } else { "passages" };
        let counts = STATES.iter().zip(self.counts);
        let parts = counts.filter(|(_, count)| *count > 0);
        let parts: Vec<_> = parts
            .map(|((_, name), count)| format!("{count} {name}"))
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        format!("{lead}{total} {noun}: {}", parts.join(", "))
    }
}
