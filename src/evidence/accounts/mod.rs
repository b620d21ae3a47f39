//! Who says what of one event: its claims by field, how they stand to each other, and how the
//! event looks from each source.
//!
//! A claim *counts* if it is neither deprecated nor a slip nor replaced by what the same voice
//! said later. Costs as much as the event has claims and assessments, whatever the project's size;
//! within a field claims with equal values are compared once. A link by which the analyst says
//! that two claims are the same, that one supports or contradicts the other stands before what
//! their values say.

mod field;
mod judged;
mod lists;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::date::{Bounds, Day};
use crate::model::{
    Assessment, AssessmentId, Claim, ClaimId, EventId, Project, RecordId, Role, SourceId,
    WELL_KNOWN_FIELDS,
};

use super::compare::{field_key, report_day};

/// The claims of one event by field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accounts {
    /// Well-known fields first, in their order, then the others by name.
    pub fields: Vec<FieldAccount>,
    /// Claims that have a report day and were not certainly reported by the day asked for; they
    /// are left out.
    pub not_yet: usize,
    /// Claims of which nobody knows the latest day of their report. They are left out when a day
    /// is asked for.
    pub undated: usize,
}

/// One field of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAccount {
    /// The field as its first claim names it.
    pub field: String,
    /// The claims, by report day, then in the order of the file.
    pub entries: Vec<Entry>,
    /// How the counting claims stand to each other.
    pub standing: Standing,
    /// What the analyst holds it to be.
    pub assessment: Option<AssessmentId>,
    /// In conflict, and not assessed.
    pub unresolved: bool,
}

/// One claim among those on its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The claim.
    pub claim: ClaimId,
    /// Who published it.
    pub source: SourceId,
    /// How it stands.
    pub sign: Sign,
    /// To what; nothing if it is alone.
    pub against: Option<Against>,
    /// Why, in sentences for a briefing.
    pub because: String,
    /// Neither deprecated nor a slip nor replaced by a later report.
    pub counts: bool,
}

/// What a claim was compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Against {
    /// Another claim.
    Claim(ClaimId),
    /// What the analyst holds the field to be.
    Assessed(AssessmentId),
}

/// How a claim stands to the assessed value or, if there is none, to the other counting claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Nobody else speaks of the field, and if it is assessed, the two cannot be compared.
    Alone,
    /// It agrees with one, and is in conflict with none.
    Same,
    /// It can be right together with one, and is in conflict with none.
    Compatible,
    /// It is in conflict with one.
    Conflict,
    /// Nothing that it could be held against.
    NotComparable,
}

/// How the counting claims on a field stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// No claim counts.
    Silent,
    /// One claim counts.
    Alone,
    /// All say the same.
    Same,
    /// None is in conflict with another, and some are compatible without saying the same.
    Compatible,
    /// Two are in conflict.
    Conflict,
    /// None is in conflict with another, and some cannot be compared.
    NotComparable,
}

impl Sign {
    /// How much a sign asks for a look, the worst highest. What cannot be compared says little:
    /// it comes after what agrees.
    const fn weight(self) -> u8 {
        match self {
            Self::Conflict => 4,
            Self::Compatible => 3,
            Self::Same => 2,
            Self::NotComparable => 1,
            Self::Alone => 0,
        }
    }
}

/// A claim with what accounts need of it.
struct Told<'a> {
    claim: &'a Claim,
    /// When it was reported.
    day: Bounds,
    /// Its place in the file.
    slot: Option<u32>,
}

/// What is said of one field, and what the analyst holds it to be.
#[derive(Default)]
struct Spoken<'a> {
    told: Vec<Told<'a>>,
    /// The first in the file, should a file have several.
    assessed: Option<&'a Assessment>,
}

/// The claims on an event by field. With `until`, only claims that were certainly reported by that
/// day; assessments are the analyst's and stay.
#[must_use]
pub fn accounts(project: &Project, event: EventId, until: Option<Day>) -> Accounts {
    let mut accounts = Accounts::default();
    let mut fields: BTreeMap<(usize, String), Spoken<'_>> = BTreeMap::new();
    for claim in claims_of(project, event) {
        let day = report_day(project, claim);
        let latest = day.latest.day();
        accounts.undated += usize::from(latest.is_none());
        if let Some(until) = until
            && latest.is_none_or(|latest| latest > until)
        {
            accounts.not_yet += usize::from(latest.is_some());
            continue;
        }
        let slot = project.claims().slot(claim.id);
        let spoken = fields.entry(place_of(&claim.field)).or_default();
        spoken.told.push(Told { claim, day, slot });
    }
    for assessment in assessments_of(project, event) {
        let spoken = fields.entry(place_of(&assessment.field)).or_default();
        let slot = |one: &Assessment| project.assessments().slot(one.id);
        if spoken
            .assessed
            .is_none_or(|other| slot(assessment) < slot(other))
        {
            spoken.assessed = Some(assessment);
        }
    }
    let found = fields.into_values();
    accounts.fields = found
        .filter_map(|spoken| field::account(project, spoken.told, spoken.assessed, until))
        .collect();
    accounts
}

/// How the event looks from each source that speaks of it, in the order of the file: the sign that
/// most asks for a look over all fields, and the source's claims, those with that sign first.
/// Claims that do not count give the sign only where a source has no others.
#[must_use]
pub fn event_by_source(
    project: &Project,
    event: EventId,
    until: Option<Day>,
) -> Vec<(SourceId, Sign, Vec<ClaimId>)> {
    let accounts = accounts(project, event, until);
    let mut sources: BTreeMap<(Option<u32>, SourceId), Vec<&Entry>> = BTreeMap::new();
    for entry in accounts.fields.iter().flat_map(|field| &field.entries) {
        let slot = project.sources().slot(entry.source);
        sources.entry((slot, entry.source)).or_default().push(entry);
    }
    sources
        .into_iter()
        .map(|((_, source), mut entries)| {
            // The sort is stable: among equals the order of the fields stays.
            entries.sort_by_key(|entry| (!entry.counts, u8::MAX - entry.sign.weight()));
            let sign = entries.first().map_or(Sign::Alone, |entry| entry.sign);
            let claims = entries.iter().map(|entry| entry.claim).collect();
            (source, sign, claims)
        })
        .collect()
}

/// Where a field stands among the others, and its name as it is compared.
fn place_of(field: &str) -> (usize, String) {
    let key = field_key(field);
    let known = WELL_KNOWN_FIELDS.iter().position(|known| *known == key);
    (known.unwrap_or(WELL_KNOWN_FIELDS.len()), key)
}

fn claims_of(project: &Project, event: EventId) -> impl Iterator<Item = &Claim> {
    let ids = project.backlinks(event.into());
    ids.filter_map(move |(id, role)| match (id, role) {
        (RecordId::Claim(id), Role::OfEvent) => project.claims().get(id),
        _ => None,
    })
    .filter(move |claim| claim.event == event)
}

fn assessments_of(project: &Project, event: EventId) -> impl Iterator<Item = &Assessment> {
    let ids = project.backlinks(event.into());
    ids.filter_map(move |(id, role)| match (id, role) {
        (RecordId::Assessment(id), Role::OfEvent) => project.assessments().get(id),
        _ => None,
    })
    .filter(move |assessment| assessment.event == event)
}
