//! Passages into the text that their capture gets, when they come from the side with another one.

use std::collections::HashMap;

use super::sides::{Side, Sides};
use crate::model::anchor::{TextEdit, shift};
use crate::model::{Capture, CaptureId, Kind, Record, RecordId};

/// Lets the passages of `records`, which are those that may differ from ours, follow the texts of
/// their captures; records of ours that have to change for that join them.
pub(super) fn follow(sides: &Sides, records: &mut Vec<(RecordId, Option<Record>)>) {
    let texts = Texts::of(sides, records);
    if texts.edits.is_empty() {
        return;
    }
    for (id, record) in records.iter_mut() {
        if let Some(followed) = record
            .as_ref()
            .and_then(|record| texts.followed(*id, record))
        {
            *record = Some(followed);
        }
    }
    let known: HashMap<RecordId, ()> = records.iter().map(|(id, _)| (*id, ())).collect();
    for kind in [Kind::Claim, Kind::Annotation] {
        for id in sides.ours.ids(kind).filter(|id| !known.contains_key(id)) {
            let record = sides.ours.get(id);
            let followed = record.and_then(|record| texts.followed(id, &record));
            records.extend(followed.map(|followed| (id, Some(followed))));
        }
    }
    records.sort_by_key(|(id, _)| *id);
}

/// The captures whose texts the sides have differently.
struct Texts<'a> {
    sides: &'a Sides,
    /// The side whose text is taken, and that text.
    edits: HashMap<CaptureId, (Side, Record)>,
}

impl<'a> Texts<'a> {
    fn of(sides: &'a Sides, records: &[(RecordId, Option<Record>)]) -> Self {
        let mut edits = HashMap::new();
        let changed = sides.changed_by_us.iter().chain(&sides.changed_by_them);
        for &id in changed {
            let RecordId::Capture(capture) = id else {
                continue;
            };
            let (ours, theirs) = (sides.ours.get(id), sides.theirs.get(id));
            let (Some(Record::Capture(ours)), Some(Record::Capture(theirs))) = (ours, theirs)
            else {
                continue;
            };
            let merged = records.iter().find(|(other, _)| *other == id);
            let merged = match merged {
                Some((_, merged)) => merged.clone(),
                None => sides.ours.get(id),
            };
            if let Some(Record::Capture(merged)) = merged
                && ours.text != theirs.text
            {
                let side = if merged.text == ours.text {
                    Side::Ours
                } else {
                    Side::Theirs
                };
                edits.insert(capture, (side, Record::Capture(merged)));
            }
        }
        Self { sides, edits }
    }

    /// The record with its passage in the text that its capture gets; `None` if it is there already.
    fn followed(&self, id: RecordId, record: &Record) -> Option<Record> {
        let passage = record.passage()?;
        let (side, merged) = self.edits.get(&passage.capture)?;
        let at_home = self.sides.of(*side).get(id);
        if at_home.is_some_and(|record| record.passage() == Some(passage)) {
            return None;
        }
        let elsewhere: &Capture = self
            .sides
            .of(side.other())
            .captures()
            .get(passage.capture)?;
        let Record::Capture(merged) = merged else {
            return None;
        };
        let edit = TextEdit::between(&elsewhere.text, elsewhere.sha256, &merged.text);
        let now = shift(passage, &edit);
        (now != *passage).then(|| record.with_passage(now))
    }
}
