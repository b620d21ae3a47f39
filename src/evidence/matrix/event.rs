//! The matrix of one event.

use std::collections::BTreeMap;

use super::words;
use super::{Assessed, Cell, EventMatrix, FieldRow, Mark, Said, SourceColumn};
use crate::evidence::accounts::{Against, Entry, FieldAccount, accounts};
use crate::evidence::compare::report_day;
use crate::evidence::origins::support;
use crate::model::date::Day;
use crate::model::{
    AssessmentId, Choice as _, Claim, ClaimId, EventId, Kind, Project, RecordId, Role, Source,
    SourceId, Tables, capital, uncapital,
};
use crate::query::value_text;

/// What is said of an event; `None` if there is no such event. With `until`, only what was certainly
/// reported by that day.
#[must_use]
pub fn event_matrix(project: &Project, event: EventId, until: Option<Day>) -> Option<EventMatrix> {
    let record = project.events().get(event)?;
    let accounts = accounts(project, event, until);
    let entries = || accounts.fields.iter().flat_map(|field| &field.entries);
    let mut sources: BTreeMap<(Option<u32>, SourceId), ()> = BTreeMap::new();
    for entry in entries() {
        sources.insert((project.sources().slot(entry.source), entry.source), ());
    }
    let order: Vec<SourceId> = sources.into_keys().map(|(_, source)| source).collect();
    let columns = order.iter().map(|&source| column(project, source));
    let claims = entries().filter_map(|entry| project.claims().get(entry.claim));
    let rows: Vec<FieldRow> = accounts
        .fields
        .iter()
        .map(|field| row(project, &order, field))
        .collect();
    Some(EventMatrix {
        event,
        title: project.label(event.into()),
        when: words::date(&record.when),
        support: support(project, claims).words(),
        columns: columns.collect(),
        assessed: rows.iter().filter(|row| row.assessed.is_some()).count(),
        rows,
        until,
        not_yet: accounts.not_yet,
        undated: if until.is_some() { accounts.undated } else { 0 },
    })
}

/// The days by which something on the event was certainly reported, each once, in order.
#[must_use]
pub fn report_days(project: &Project, event: EventId) -> Vec<Day> {
    days(project, claims_of(project, event))
}

/// The claims on an event, in order of id.
pub(super) fn claims_of(project: &Project, event: EventId) -> impl Iterator<Item = &Claim> {
    let named = project.named_by(event.into(), Kind::Claim);
    let claims = named.filter_map(|(by, role)| match (by, role) {
        (RecordId::Claim(id), Role::OfEvent) => project.claims().get(id),
        _ => None,
    });
    claims.filter(move |claim| claim.event == event)
}

/// The days by which claims were certainly reported, each once, in order.
pub(super) fn days<'a>(tables: &Tables, claims: impl Iterator<Item = &'a Claim>) -> Vec<Day> {
    let mut days: Vec<Day> = claims
        .filter_map(|claim| report_day(tables, claim).latest.day())
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The head of a source's column.
pub(super) fn column(tables: &Tables, id: SourceId) -> SourceColumn {
    let unknown = Source::new(id);
    let source = tables.sources().get(id).unwrap_or(&unknown);
    SourceColumn {
        source: id,
        name: source.short_name(),
        kind: uncapital(source.kind.name()),
        date: words::date(&source.issued),
        draws: words::draws(tables, source),
        reliability: source.reliability,
        reference: words::reference(source),
    }
}

fn row(project: &Project, order: &[SourceId], field: &FieldAccount) -> FieldRow {
    let mut cells = vec![Cell::default(); order.len()];
    for entry in &field.entries {
        let Some(place) = order.iter().position(|&source| source == entry.source) else {
            continue;
        };
        if let Some(said) = said(project, entry) {
            cells[place].said.push(said);
        }
    }
    for cell in &mut cells {
        let counting = cell.said.iter().any(|said| said.counts);
        let marks = cell.said.iter().filter(|said| said.counts || !counting);
        cell.mark = marks.map(|said| said.mark).max().unwrap_or_default();
    }
    FieldRow {
        field: field.field.clone(),
        label: capital(field.field.trim()),
        standing: field.standing.into(),
        unresolved: field.unresolved,
        cells,
        assessed: field.assessment.and_then(|id| assessed(project, id)),
    }
}

fn said(project: &Project, entry: &Entry) -> Option<Said> {
    let claim = project.claims().get(entry.claim)?;
    Some(Said {
        claim: entry.claim,
        mark: Mark::from(entry.sign),
        words: value_text(project, &claim.value),
        value: claim.value.clone(),
        who: project.authority(&claim.attributed_to),
        because: entry.because.clone(),
        against: entry
            .against
            .map_or_else(String::new, |against| match against {
                Against::Claim(other) => of_claim(project, other),
                Against::Assessed(held) => of_assessment(project, held),
            }),
        counts: entry.counts,
        aside: words::aside(claim, entry.counts),
        credibility: claim.credibility,
    })
}

/// "16 July, Untitled brief".
fn of_claim(tables: &Tables, id: ClaimId) -> String {
    let Some(claim) = tables.claims().get(id) else {
        return String::new();
    };
    let value = value_text(tables, &claim.value);
    match tables.sources().get(claim.source) {
        Some(source) => format!("{value}, {}", source.short_name()),
        None => value,
    }
}

/// "2 children, as assessed".
fn of_assessment(tables: &Tables, id: AssessmentId) -> String {
    let held = tables.assessments().get(id);
    held.map_or_else(String::new, |held| {
        format!("{}, as assessed", value_text(tables, &held.value))
    })
}

fn assessed(tables: &Tables, id: AssessmentId) -> Option<Assessed> {
    let held = tables.assessments().get(id)?;
    let decided = held.decided.map(|then| {
        let moment = then.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
        Day::of(&moment).short()
    });
    Some(Assessed {
        id,
        words: value_text(tables, &held.value),
        reason: held.reason.trim().to_owned(),
        decided: decided.unwrap_or_default(),
        claim: held.claim,
    })
}
