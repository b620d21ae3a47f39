//! Which records have passages, and which captures a source has.

use std::sync::Arc;

use super::kinds::{CaptureId, Record, RecordId, SourceId};
use super::project::Project;
use super::record::{Capture, Passage, Target};
use super::refs::Role;

impl Record {
    /// The passage that it stands on or is about.
    #[must_use]
    pub fn passage(&self) -> Option<&Passage> {
        match self {
            Self::Claim(claim) => claim.passage.as_ref(),
            Self::Annotation(annotation) => match &annotation.target {
                Target::Passage(passage) => Some(passage),
                Target::Record(_) => None,
            },
            Self::Tag(_)
            | Self::Source(_)
            | Self::Capture(_)
            | Self::Event(_)
            | Self::Assessment(_)
            | Self::Note(_)
            | Self::Link(_)
            | Self::View(_)
            | Self::Deletion(_)
            | Self::Unread(_) => None,
        }
    }

    /// The record with another passage in the place of its own; unchanged if it has none.
    #[must_use]
    pub fn with_passage(&self, passage: Passage) -> Self {
        match self {
            Self::Claim(claim) if claim.passage.is_some() => {
                let mut claim = claim.as_ref().clone();
                claim.passage = Some(passage);
                claim.into()
            }
            Self::Annotation(annotation) if self.passage().is_some() => {
                let mut annotation = annotation.as_ref().clone();
                annotation.target = Target::Passage(passage);
                annotation.into()
            }
            other => other.clone(),
        }
    }
}

impl Project {
    /// The records with a passage in the capture, in order of kind and id.
    pub fn with_passages_in(&self, capture: CaptureId) -> impl Iterator<Item = Record> + '_ {
        let named_by = self.backlinks(capture.into());
        let records = named_by.filter_map(move |(by, role)| {
            (role == Role::InCapture).then(|| self.get(by)).flatten()
        });
        records.filter(move |record| record.passage().is_some_and(|p| p.capture == capture))
    }
}

/// The captures of a source, newest first; those without a date last, and of one day the one that
/// came into the project last first.
#[must_use]
pub fn captures_of(project: &Project, source: SourceId) -> Vec<Arc<Capture>> {
    let captures = project.backlinks(source.into()).filter_map(|(by, role)| {
        let RecordId::Capture(id) = by else {
            return None;
        };
        (role == Role::OfSource).then(|| project.captures().shared(id))?
    });
    let mut captures: Vec<_> = captures.cloned().collect();
    captures.sort_by(|a, b| {
        let dated = |c: &Capture| !c.taken.is_empty();
        let slot = |c: &Capture| project.captures().slot(c.id);
        dated(b)
            .cmp(&dated(a))
            .then_with(|| b.taken.cmp_time(&a.taken))
            .then_with(|| slot(b).cmp(&slot(a)))
    });
    captures
}
