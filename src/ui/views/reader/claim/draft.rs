//! A claim while it is being written: what each field of the form holds, and the claim that it makes.

use std::ops::Range;
use std::sync::Arc;

use super::guess::field_of;
use super::keep::Remembered;
use super::value::{self, Kind, Read, words_of};
use crate::edit::Filing;
use crate::model::{
    Attribution, Capture, CaptureId, Claim, ClaimId, Credibility, EventId, Id, Passage, Project,
    RecordId, Source, Tables, Value,
};

/// Characters of the selected words that become the value at first.
const VALUE_CHARS: usize = 400;

/// Text that may stand for a record.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Named {
    /// What stands in the field.
    pub(super) text: String,
    /// The record that was chosen for that text.
    pub(super) record: Option<RecordId>,
    /// What is to be made under that text.
    pub(super) new: bool,
}

/// What the form holds.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ui::views::reader) struct Draft {
    /// The capture that is read.
    pub(in crate::ui::views::reader) capture: CaptureId,
    /// The selected bytes of its text.
    pub(in crate::ui::views::reader) range: Range<usize>,
    /// The selected words.
    pub(in crate::ui::views::reader) exact: String,
    /// The claim that is changed, as it was when that began.
    pub(super) before: Option<Arc<Claim>>,
    pub(super) event: Named,
    pub(super) field: String,
    pub(super) words: String,
    /// The kind of value, where it was chosen by hand.
    pub(super) kind: Option<Kind>,
    pub(super) said_by: Named,
    pub(super) credibility: Credibility,
}

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Event,
    Field,
    Value,
    Kind,
    SaidBy,
    Credibility,
}

impl Draft {
    /// A draft for selected words, with what was used last.
    pub(super) fn new(
        project: &Project,
        capture: &Capture,
        range: Range<usize>,
        last: &Remembered,
        at_hand: Option<EventId>,
    ) -> Self {
        let exact = capture
            .text
            .get(range.clone())
            .unwrap_or_default()
            .to_owned();
        let event = last.event(project).or(at_hand);
        let words = exact.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            capture: capture.id,
            range,
            before: None,
            event: event
                .map(|id| Named::of(project, id.into()))
                .unwrap_or_default(),
            field: field_of(&exact, project).unwrap_or_default().to_owned(),
            words: words.chars().take(VALUE_CHARS).collect(),
            kind: None,
            said_by: last.said_by(project, capture.source),
            credibility: Credibility::default(),
            exact,
        }
    }

    /// The draft that changes a claim on its words.
    pub(super) fn of(
        project: &Project,
        claim: &Arc<Claim>,
        capture: &Capture,
        range: Range<usize>,
    ) -> Self {
        Self {
            capture: capture.id,
            exact: capture
                .text
                .get(range.clone())
                .unwrap_or_default()
                .to_owned(),
            range,
            before: Some(Arc::clone(claim)),
            event: Named::of(project, claim.event.into()),
            field: claim.field.to_string(),
            words: words_of(&claim.value),
            kind: Some(Kind::of(&claim.value)),
            said_by: Named::said_by(project, &claim.attributed_to),
            credibility: claim.credibility,
        }
    }

    /// The claim that it changes.
    pub(super) fn changes(&self) -> Option<ClaimId> {
        self.before.as_ref().map(|claim| claim.id)
    }

    /// Whether both are about the same words and the same claim.
    pub(in crate::ui::views::reader) fn is_on_same(&self, other: &Self) -> bool {
        (self.capture, &self.range, &self.exact, self.changes())
            == (other.capture, &other.range, &other.exact, other.changes())
    }

    /// What the words are read as. The value of a claim stays as it is while its words and its kind do.
    pub(super) fn read(&self, project: &Project, source: Option<&Source>) -> Read {
        if let Some(claim) = &self.before
            && self.words == words_of(&claim.value)
            && self.kind == Some(Kind::of(&claim.value))
        {
            return value::told(project, claim.value.clone());
        }
        value::read(project, source, &self.field, self.kind, &self.words)
    }

    /// The first part without which there is no claim.
    pub(super) fn missing(&self) -> Option<Part> {
        let event = self.event.record.is_some() || (self.event.new && !is_blank(&self.event.text));
        if !event {
            Some(Part::Event)
        } else if is_blank(&self.field) {
            Some(Part::Field)
        } else if is_blank(&self.words) {
            Some(Part::Value)
        } else {
            None
        }
    }

    /// What is to be filed; `None` while something is missing.
    pub(super) fn filing(&self, capture: &Capture, value: Value) -> Option<Filing> {
        if self.missing().is_some() {
            return None;
        }
        let event = match self.event.record {
            Some(RecordId::Event(event)) => event,
            _ => Id::from_bits(0),
        };
        let mut claim = match &self.before {
            Some(before) => Claim::clone(before),
            None => blank(capture, Passage::of(capture, self.range.clone())?),
        };
        claim.event = event;
        claim.field = self.field.trim().into();
        claim.value = value;
        claim.attributed_to = self.attribution().into();
        claim.credibility = self.credibility;
        Some(Filing {
            claim,
            changes: self.changes(),
            new_event: self.new_event(),
            said_by_tag: self
                .said_by
                .new
                .then(|| self.said_by.text.trim().to_owned()),
        })
    }

    /// The title of the event that is to be made.
    pub(super) fn new_event(&self) -> Option<String> {
        let is_new = self.event.new && self.event.record.is_none();
        is_new.then(|| self.event.text.trim().to_owned())
    }

    /// Whom the source gives as its authority.
    pub(super) fn attribution(&self) -> Attribution {
        let said = self.before.as_ref().map(|claim| &claim.attributed_to);
        match (self.said_by.record, said) {
            // Where nothing was changed the name stays beside the record that is meant.
            (Some(record), Some(before)) if meant(before) == Some(record) => (**before).clone(),
            (Some(RecordId::Source(source)), _) => Attribution {
                source: Some(source),
                ..Attribution::default()
            },
            (Some(RecordId::Tag(tag)), _) => Attribution {
                tag: Some(tag),
                ..Attribution::default()
            },
            _ if self.said_by.new => Attribution::default(),
            _ => Attribution {
                name: self.said_by.text.trim().into(),
                ..Attribution::default()
            },
        }
    }
}

/// The record that an attribution means.
fn meant(said: &Attribution) -> Option<RecordId> {
    let source = said.source.map(RecordId::from);
    source.or(said.tag.map(RecordId::from))
}

impl Named {
    /// A record under its name.
    pub(super) fn of(tables: &Tables, record: RecordId) -> Self {
        let label = match record {
            RecordId::Source(id) => tables.sources().get(id).map(Source::short_name),
            _ => None,
        };
        Self {
            text: one_line(&label.unwrap_or_else(|| tables.label(record))),
            record: Some(record),
            new: false,
        }
    }

    fn said_by(tables: &Tables, said: &Attribution) -> Self {
        let record = meant(said);
        let known = record
            .map(|record| Self::of(tables, record))
            .unwrap_or_default();
        if said.name.is_empty() {
            return known;
        }
        Self {
            text: said.name.to_string(),
            record,
            new: false,
        }
    }
}

fn blank(capture: &Capture, passage: Passage) -> Claim {
    Claim {
        passage: Some(passage),
        ..Claim::new(
            Id::from_bits(0),
            capture.source,
            Id::from_bits(0),
            "",
            Value::Text(String::new()),
        )
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
