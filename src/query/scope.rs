//! What belongs to a source: the records that `source:` finds.

use std::collections::HashSet;

use super::fold::fold;
use crate::model::{Claim, EventId, Record, RecordId, Source, SourceId, Tables, Target};

/// Remarks on remarks are followed this far down; nobody answers deeper.
const DEPTH: u8 = 16;

/// The sources of a name, and what only a walk over all claims can tell.
#[derive(Debug, Clone)]
pub(super) struct SourceScope {
    sources: HashSet<SourceId>,
    /// The events that they say something about.
    events: HashSet<EventId>,
}

impl SourceScope {
    /// The sources among whose names `needle` stands; `None` if there is none.
    pub(super) fn find(needle: &str, tables: &Tables) -> Option<Self> {
        let sources: HashSet<SourceId> = tables
            .sources()
            .iter()
            .filter(|source| names(source).iter().any(|name| fold(name).contains(needle)))
            .map(|source| source.id)
            .collect();
        if sources.is_empty() {
            return None;
        }
        let mut scope = Self {
            sources,
            events: HashSet::new(),
        };
        scope.events = tables
            .claims()
            .iter()
            .filter(|claim| scope.has_claim(claim))
            .map(|claim| claim.event)
            .collect();
        Some(scope)
    }

    /// The words of all names of sources, for a guess.
    pub(super) fn words(tables: &Tables) -> impl Iterator<Item = String> + '_ {
        tables.sources().iter().flat_map(|source| {
            let words = names(source);
            let words = words.iter().flat_map(|name| name.split_whitespace());
            let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
            words.map(str::to_owned).collect::<Vec<_>>()
        })
    }

    /// Whether the record is one of the sources, says what they say, is about that, or is an event
    /// that they say something about.
    pub(super) fn has(&self, tables: &Tables, record: &Record) -> bool {
        match record {
            Record::Event(event) => self.events.contains(&event.id),
            other => self.has_at(tables, other, DEPTH),
        }
    }

    fn has_at(&self, tables: &Tables, record: &Record, depth: u8) -> bool {
        match record {
            Record::Source(source) => self.sources.contains(&source.id),
            Record::Capture(capture) => self.sources.contains(&capture.source),
            Record::Claim(claim) => self.has_claim(claim),
            Record::Assessment(held) => held
                .claim
                .and_then(|claim| tables.claims().get(claim))
                .is_some_and(|claim| self.has_claim(claim)),
            Record::Annotation(annotation) => match &annotation.target {
                Target::Passage(passage) => tables
                    .captures()
                    .get(passage.capture)
                    .is_some_and(|capture| self.sources.contains(&capture.source)),
                Target::Record(id) => self.has_id(tables, *id, depth),
            },
            Record::Event(_)
            | Record::Tag(_)
            | Record::Note(_)
            | Record::Link(_)
            | Record::View(_)
            | Record::Deletion(_)
            | Record::Unread(_) => false,
        }
    }

    fn has_id(&self, tables: &Tables, id: RecordId, depth: u8) -> bool {
        let record = depth.checked_sub(1).and_then(|_| tables.get(id));
        record.is_some_and(|record| self.has_at(tables, &record, depth - 1))
    }

    fn has_claim(&self, claim: &Claim) -> bool {
        let attributed = claim.attributed_to.source;
        self.sources.contains(&claim.source)
            || attributed.is_some_and(|source| self.sources.contains(&source))
    }
}

/// Everything that a source may be called.
fn names(source: &Source) -> Vec<String> {
    let fields = [
        &source.short_title,
        &source.title,
        &source.container,
        &source.publisher,
    ];
    let authors = source.authors.iter().map(crate::model::PersonName::display);
    fields.into_iter().cloned().chain(authors).collect()
}
