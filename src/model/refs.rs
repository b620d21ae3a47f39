//! References: which records a record names, and as what.

use super::kinds::{Record, RecordId};
use super::mentions::mentions;
use super::record::{Actor, Attribution, Passage, Place, TagSet, Target, Value};

/// As what a record names another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Bears it as a tag.
    Tagged,
    /// Names it as an actor, a place or an authority (a tag that stands for one).
    StandsFor,
    /// Is a text, a claim or a statement of this source.
    OfSource,
    /// Draws on this source.
    DrawsOn,
    /// Has a passage in this capture.
    InCapture,
    /// Is about this event.
    OfEvent,
    /// Takes its value from this claim.
    TakenFrom,
    /// Is a remark on it.
    Remark,
    /// Is a relation from it.
    LinkFrom,
    /// Is a relation to it.
    LinkTo,
    /// Links to it in its text. The only reference that may name what does not exist: the text is
    /// the analyst's and stays as written.
    Mentions,
}

impl Role {
    /// All of them, each at the place of its number.
    pub(super) const ALL: [Self; 11] = [
        Self::Tagged,
        Self::StandsFor,
        Self::OfSource,
        Self::DrawsOn,
        Self::InCapture,
        Self::OfEvent,
        Self::TakenFrom,
        Self::Remark,
        Self::LinkFrom,
        Self::LinkTo,
        Self::Mentions,
    ];
}

impl Record {
    /// Calls `found` with every record that this one names and that must exist; what a text
    /// merely mentions is told by [`Record::for_each_mention`].
    pub fn for_each_ref(&self, found: &mut dyn FnMut(RecordId, Role)) {
        match self {
            // What is in the trash is not in the project, and names nothing in it.
            Self::Tag(_) | Self::View(_) | Self::Deletion(_) | Self::Unread(_) => {}
            Self::Source(source) => {
                tags(&source.tags, found);
                for lineage in &source.lineage {
                    found(lineage.source.into(), Role::DrawsOn);
                }
            }
            Self::Capture(capture) => found(capture.source.into(), Role::OfSource),
            Self::Event(event) => {
                tags(&event.tags, found);
                place(&event.place, found);
                event.actors.iter().for_each(|a| actor(a, found));
            }
            Self::Claim(claim) => {
                tags(&claim.tags, found);
                found(claim.source.into(), Role::OfSource);
                found(claim.event.into(), Role::OfEvent);
                claim.passage.iter().for_each(|p| passage(p, found));
                attribution(&claim.attributed_to, found);
                value(&claim.value, found);
            }
            Self::Assessment(assessment) => {
                found(assessment.event.into(), Role::OfEvent);
                if let Some(claim) = assessment.claim {
                    found(claim.into(), Role::TakenFrom);
                }
                value(&assessment.value, found);
            }
            Self::Note(note) => tags(&note.tags, found),
            Self::Annotation(annotation) => {
                tags(&annotation.tags, found);
                match &annotation.target {
                    Target::Record(record) => found(*record, Role::Remark),
                    Target::Passage(p) => passage(p, found),
                }
            }
            Self::Link(link) => {
                found(link.from, Role::LinkFrom);
                found(link.to, Role::LinkTo);
            }
        }
    }

    /// Calls `found` with the bits of every id that its text links to.
    pub fn for_each_mention(&self, found: &mut dyn FnMut(u64)) {
        if let Self::Note(note) = self {
            mentions(&note.text).for_each(|mention| found(mention.bits));
        }
    }

    /// Every record that this one names and that must exist, and as what.
    #[must_use]
    pub fn refs(&self) -> Vec<(RecordId, Role)> {
        let mut refs = Vec::new();
        self.for_each_ref(&mut |id, role| refs.push((id, role)));
        refs
    }
}

fn tags(tags: &TagSet, found: &mut dyn FnMut(RecordId, Role)) {
    for tag in tags.iter() {
        found(tag.into(), Role::Tagged);
    }
}

fn passage(passage: &Passage, found: &mut dyn FnMut(RecordId, Role)) {
    found(passage.capture.into(), Role::InCapture);
}

fn place(place: &Place, found: &mut dyn FnMut(RecordId, Role)) {
    if let Some(tag) = place.tag {
        found(tag.into(), Role::StandsFor);
    }
}

fn actor(actor: &Actor, found: &mut dyn FnMut(RecordId, Role)) {
    if let Some(tag) = actor.tag {
        found(tag.into(), Role::StandsFor);
    }
}

fn attribution(attribution: &Attribution, found: &mut dyn FnMut(RecordId, Role)) {
    if let Some(source) = attribution.source {
        found(source.into(), Role::StandsFor);
    }
    if let Some(tag) = attribution.tag {
        found(tag.into(), Role::StandsFor);
    }
}

fn value(value: &Value, found: &mut dyn FnMut(RecordId, Role)) {
    match value {
        Value::Place(p) => place(p, found),
        Value::Actor(a) => actor(a, found),
        Value::When(_) | Value::Number(_) | Value::Text(_) => {}
    }
}
