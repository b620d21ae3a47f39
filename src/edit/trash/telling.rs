//! What restoring tells besides what came back.

use std::collections::{BTreeMap, BTreeSet};

use super::called;
use crate::edit::anchor::Tally;
use crate::edit::fields;
use crate::edit::words::{counted, counted_by_kind};
use crate::model::{Project, RecordId};

/// Why a record stays in the trash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Its id is taken, mostly by a version of itself.
    Taken,
    /// What it stands on is gone for good.
    Groundless,
    /// The field of the event has another assessment.
    Assessed,
    /// The same link was made again.
    Linked,
}

impl Reason {
    fn words(self, several: bool) -> &'static str {
        match (self, several) {
            (Self::Taken, false) => "another version of it is in the project",
            (Self::Taken, true) => "other versions of them are in the project",
            (Self::Groundless, false) => "what it is about was deleted for good",
            (Self::Groundless, true) => "what they are about was deleted for good",
            (Self::Assessed, false) => "its field was assessed again",
            (Self::Assessed, true) => "their fields were assessed again",
            (Self::Linked, false) => "the same link was made again",
            (Self::Linked, true) => "the same links were made again",
        }
    }
}

/// What did not go as asked.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Records that stay in the trash.
    pub(super) staying: BTreeMap<Reason, Vec<RecordId>>,
    /// Fields that were changed since, by number.
    differing: BTreeSet<(RecordId, usize)>,
    /// Tags that come under other paths.
    renamed: Vec<(String, String)>,
    /// Records that come without something that is gone for good.
    losing: Vec<RecordId>,
    /// Passages in texts that were edited since.
    pub(super) passages: Tally,
}

impl Told {
    pub(super) fn stays(&mut self, reason: Reason, id: RecordId) {
        self.staying.entry(reason).or_default().push(id);
    }

    pub(super) fn differs(&mut self, id: RecordId, field: usize) {
        self.differing.insert((id, field));
    }

    pub(super) fn renamed(&mut self, from: &str, to: &str) {
        self.renamed.push((from.to_owned(), to.to_owned()));
    }

    pub(super) fn loses(&mut self, id: RecordId) {
        if self.losing.last() != Some(&id) {
            self.losing.push(id);
        }
    }

    /// Why nothing comes: "what it is about was deleted for good".
    pub(super) fn why(&self) -> String {
        let reasons = self.staying.iter();
        let reasons = reasons.map(|(reason, ids)| reason.words(ids.len() > 1));
        reasons.collect::<Vec<_>>().join(", and ")
    }

    /// What a report says after what came back; empty, or beginning with a semicolon.
    pub(super) fn notes(&self, project: &Project) -> String {
        let mut notes = String::new();
        for (reason, ids) in &self.staying {
            let several = ids.len() > 1;
            let stays = if several { "stay" } else { "stays" };
            let why = reason.words(several);
            notes.push_str(&format!(
                "; {} {stays} in the trash: {why}",
                counted_by_kind(ids)
            ));
        }
        let differing: Vec<_> = self.differing.iter().collect();
        match differing.as_slice() {
            [] => {}
            [(id, field)] => {
                let name = fields::names(id.kind());
                let name = name.get(*field).copied().unwrap_or("field");
                let record = project.get(*id).map(|record| called(project, &record));
                let record = record.unwrap_or_default();
                notes.push_str(&format!(
                    "; the {name} of {record} was changed since and stays as it is"
                ));
            }
            many => {
                let mut ids: Vec<RecordId> = many.iter().map(|(id, _)| *id).collect();
                ids.dedup();
                notes.push_str(&format!(
                    "; {} changed since stay as they are in {} fields",
                    counted(&ids),
                    many.len()
                ));
            }
        }
        match self.renamed.as_slice() {
            [] => {}
            [(from, to)] => notes.push_str(&format!(
                "; the tag is called {to}, because there is another tag {from} by now"
            )),
            many => notes.push_str(&format!(
                "; {} tags are called “(restored)”, because there are others of their names by now",
                many.len()
            )),
        }
        if !self.losing.is_empty() {
            notes.push_str(&format!(
                "; {} no longer name what was deleted for good",
                counted(&self.losing)
            ));
        }
        notes.push_str(&self.passages.after("; in texts edited since, "));
        notes
    }
}
