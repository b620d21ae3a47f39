//! What values of fields read as, and which records they name.

use std::sync::Arc;

use crate::model::{
    Actor, AnchorState, Attribution, CaptureNature, Choice, ClaimId, ClaimStatus, Credibility,
    Dangling, EarlierAssessment, EarlierReliability, EventId, Kind, Lineage, LineageKind,
    Motivation, Name, Passage, PersonName, Place, RecordId, Records, Relation, Reliability,
    Resolution, Sha256, SourceId, SourceKind, Stamp, StoodIn, Tables, TagColour, TagId, Tagged,
    Target, Value, ViewLayout, When,
};

/// The value of a field.
pub(super) trait FieldValue {
    /// In the analyst's words; empty if it says nothing that somebody would want to read.
    fn words(&self, tables: &Tables) -> String;

    /// Calls `found` with the records that it names and that must exist.
    fn refs(&self, _found: &mut dyn FnMut(RecordId)) {}
}

impl FieldValue for String {
    fn words(&self, _: &Tables) -> String {
        self.clone()
    }
}

impl FieldValue for Name {
    fn words(&self, _: &Tables) -> String {
        self.as_str().to_owned()
    }
}

impl FieldValue for Arc<str> {
    fn words(&self, _: &Tables) -> String {
        self.as_ref().to_owned()
    }
}

impl FieldValue for bool {
    fn words(&self, _: &Tables) -> String {
        if *self { "last first" } else { "" }.to_owned()
    }
}

impl FieldValue for When {
    fn words(&self, _: &Tables) -> String {
        let short = self.short();
        let written = self.words.trim();
        let mut words = if written.is_empty() || written == short {
            short
        } else {
            format!("{written} ({short})")
        };
        if !self.zone.is_empty() {
            words.push_str(&format!(", {}", self.zone));
        }
        words
    }
}

macro_rules! choices {
    ($($Type:ident)*) => {$(
        impl FieldValue for $Type {
            fn words(&self, _: &Tables) -> String {
                self.name().to_owned()
            }
        }
    )*};
}

choices! {
    TagColour SourceKind Reliability LineageKind CaptureNature Credibility ClaimStatus Motivation
    Relation ViewLayout
}

impl FieldValue for Resolution {
    fn words(&self, _: &Tables) -> String {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
        }
        .to_owned()
    }
}

impl FieldValue for Kind {
    fn words(&self, _: &Tables) -> String {
        self.plural().to_owned()
    }
}

impl FieldValue for Sha256 {
    /// It follows from the text.
    fn words(&self, _: &Tables) -> String {
        String::new()
    }
}

impl FieldValue for Option<Stamp> {
    fn words(&self, _: &Tables) -> String {
        let moment = self.map(|stamp| stamp.timestamp().strftime("%-d %b %Y %H:%M").to_string());
        moment.unwrap_or_default()
    }
}

impl FieldValue for Stamp {
    fn words(&self, tables: &Tables) -> String {
        Some(*self).words(tables)
    }
}

macro_rules! in_the_trash {
    ($($Type:ty)*) => {$(
        /// What is in the trash is told by its sentence, and names nothing that must exist.
        impl FieldValue for $Type {
            fn words(&self, _: &Tables) -> String {
                String::new()
            }
        }
    )*};
}

in_the_trash!(Records Vec<Tagged> Vec<Dangling> Vec<StoodIn>);

impl FieldValue for Vec<String> {
    fn words(&self, _: &Tables) -> String {
        self.join(", ")
    }
}

impl FieldValue for Vec<PersonName> {
    fn words(&self, _: &Tables) -> String {
        let names: Vec<String> = self.iter().map(PersonName::display).collect();
        names.join("; ")
    }
}

impl FieldValue for Vec<EarlierReliability> {
    /// A history is told by what is held now.
    fn words(&self, _: &Tables) -> String {
        String::new()
    }
}

impl FieldValue for Vec<EarlierAssessment> {
    /// A history is told by what is held now.
    fn words(&self, _: &Tables) -> String {
        String::new()
    }

    fn refs(&self, _: &mut dyn FnMut(RecordId)) {}
}

impl FieldValue for Vec<Lineage> {
    fn words(&self, tables: &Tables) -> String {
        let each = self.iter().map(|lineage| {
            let source = lineage.source.words(tables);
            let note = if lineage.note.is_empty() {
                String::new()
            } else {
                format!(" ({})", lineage.note)
            };
            format!("{} {source}{note}", lineage.kind.name())
        });
        each.collect::<Vec<_>>().join("; ")
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.iter().for_each(|lineage| found(lineage.source.into()));
    }
}

impl FieldValue for Vec<Actor> {
    fn words(&self, tables: &Tables) -> String {
        let each: Vec<String> = self.iter().map(|actor| actor.words(tables)).collect();
        each.join("; ")
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.iter().for_each(|actor| actor.refs(found));
    }
}

/// The words of what has a name, a tag that stands for it, and perhaps more.
fn tagged(name: &str, tag: Option<TagId>, more: &[String], tables: &Tables) -> String {
    let tag = tag.map(|tag| tables.label(tag.into()));
    let mut parts = vec![name.to_owned()];
    parts.extend(tag.map(|tag| format!("tag {tag}")));
    parts.extend(more.iter().cloned());
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

impl FieldValue for Actor {
    fn words(&self, tables: &Tables) -> String {
        tagged(&self.name, self.tag, &[self.role.to_string()], tables)
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.tag.iter().for_each(|&tag| found(tag.into()));
    }
}

impl FieldValue for Place {
    fn words(&self, tables: &Tables) -> String {
        let degrees = [(self.latitude, "° N"), (self.longitude, "° E")];
        let mut more: Vec<String> = degrees
            .iter()
            .filter_map(|(number, unit)| number.map(|number| format!("{number}{unit}")))
            .collect();
        more.extend(self.radius_m.map(|radius| format!("within {radius} m")));
        tagged(&self.name, self.tag, &more, tables)
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.tag.iter().for_each(|&tag| found(tag.into()));
    }
}

impl FieldValue for Attribution {
    fn words(&self, tables: &Tables) -> String {
        let source = self.source.map(|source| source.words(tables));
        let source: Vec<String> = source.into_iter().collect();
        tagged(&self.name, self.tag, &source, tables)
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.source.iter().for_each(|&source| found(source.into()));
        self.tag.iter().for_each(|&tag| found(tag.into()));
    }
}

impl FieldValue for Value {
    fn words(&self, tables: &Tables) -> String {
        match self {
            Self::When(when) => when.words(tables),
            Self::Place(place) => place.words(tables),
            Self::Actor(actor) => actor.words(tables),
            Self::Number(_) | Self::Text(_) => self.short(),
        }
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        match self {
            Self::Place(place) => place.refs(found),
            Self::Actor(actor) => actor.refs(found),
            Self::When(_) | Self::Number(_) | Self::Text(_) => {}
        }
    }
}

impl FieldValue for Passage {
    fn words(&self, tables: &Tables) -> String {
        let capture = tables.label(self.capture.into());
        let state = match self.state {
            AnchorState::Exact => "",
            AnchorState::Moved => ", moved",
            AnchorState::Changed => ", text changed",
            AnchorState::Ambiguous => ", ambiguous",
            AnchorState::Lost => ", lost",
        };
        let (exact, start) = (self.exact(), self.start);
        format!("“{exact}” at character {start} of {capture}{state}")
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        found(self.capture.into());
    }
}

impl FieldValue for Option<Passage> {
    fn words(&self, tables: &Tables) -> String {
        let words = self.as_ref().map(|passage| passage.words(tables));
        words.unwrap_or_default()
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.iter().for_each(|passage| passage.refs(found));
    }
}

impl FieldValue for Target {
    fn words(&self, tables: &Tables) -> String {
        match self {
            Self::Record(record) => record.words(tables),
            Self::Passage(passage) => passage.words(tables),
        }
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        match self {
            Self::Record(record) => found(*record),
            Self::Passage(passage) => passage.refs(found),
        }
    }
}

impl FieldValue for RecordId {
    fn words(&self, tables: &Tables) -> String {
        tables.label(*self)
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        found(*self);
    }
}

macro_rules! ids {
    ($($Type:ident)*) => {$(
        impl FieldValue for $Type {
            fn words(&self, tables: &Tables) -> String {
                tables.label((*self).into())
            }

            fn refs(&self, found: &mut dyn FnMut(RecordId)) {
                found((*self).into());
            }
        }
    )*};
}

ids! { SourceId EventId }

impl FieldValue for Option<ClaimId> {
    fn words(&self, tables: &Tables) -> String {
        let label = self.map(|claim| format!("from the claim {}", tables.label(claim.into())));
        label.unwrap_or_default()
    }

    fn refs(&self, found: &mut dyn FnMut(RecordId)) {
        self.iter().for_each(|&claim| found(claim.into()));
    }
}
