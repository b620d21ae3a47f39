//! The matrix of the whole project: events by sources.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::kept::KeptMatrix;
use super::{Mark, Only, SourceColumn, words};
use crate::evidence::accounts::{FieldAccount, Standing};
use crate::model::date::Day;
use crate::model::{Event, EventId, Project, SourceId};

/// What is said of every event, source by source. Only events and sources with claims are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectMatrix {
    /// The sources, in the order of the file.
    pub columns: Vec<SourceColumn>,
    /// The events, by date.
    pub rows: Vec<Arc<ProjectRow>>,
    /// The days by which anything was certainly reported, in order.
    pub days: Vec<Day>,
    /// The day that it shows.
    pub until: Option<Day>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRow {
    /// The event.
    pub event: EventId,
    /// Its title.
    pub title: String,
    /// When it happened: "16 Jan 2024".
    pub when: String,
    /// What the sources that speak of it say, by id of the source. Most sources are silent on most events,
    /// so those are left out.
    pub cells: Vec<ProjectCell>,
    /// Fields that anybody speaks of.
    pub fields: usize,
    /// Fields in conflict.
    pub conflicts: usize,
    /// Fields in conflict that are not assessed.
    pub unresolved: usize,
    /// Fields that are assessed.
    pub assessed: usize,
}

/// What one source says of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectCell {
    /// Who says it.
    pub source: SourceId,
    /// The mark that matters most among its claims.
    pub mark: Mark,
    /// How many claims.
    pub claims: usize,
    /// On how many fields it is in conflict.
    pub conflicts: usize,
}

impl ProjectMatrix {
    /// The column of each source.
    #[must_use]
    pub fn places(&self) -> HashMap<SourceId, usize> {
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(place, column)| (column.source, place))
            .collect()
    }
}

impl ProjectRow {
    /// What a source says; `None` if it is silent.
    #[must_use]
    pub fn cell(&self, source: SourceId) -> Option<&ProjectCell> {
        let at = self.cells.binary_search_by_key(&source, |cell| cell.source);
        self.cells.get(at.ok()?)
    }

    /// Whether the row is wanted.
    #[must_use]
    pub fn is_wanted(&self, only: Only) -> bool {
        match only {
            Only::All => true,
            Only::Conflicts => self.conflicts > 0,
            Only::Unresolved => self.unresolved > 0,
        }
    }

    /// "3 of 8 fields".
    #[must_use]
    pub fn assessed_words(&self) -> String {
        words::of_fields(self.assessed, self.fields)
    }
}

impl ProjectCell {
    /// "4 claims", and on how many fields it is in conflict.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            _ => format!("{count} {noun}s"),
        };
        let second = match self.conflicts {
            0 => String::new(),
            count => format!("{} in conflict", counted(count, "field")),
        };
        (counted(self.claims, "claim"), second)
    }
}

/// The matrix of the project; `None` if it was cancelled. Reads everything: for a job where the
/// project is large.
#[must_use]
pub fn project_matrix(
    project: &Project,
    until: Option<Day>,
    cancel: &AtomicBool,
) -> Option<ProjectMatrix> {
    KeptMatrix::build(project, until, cancel).map(KeptMatrix::into_matrix)
}

/// The row of an event of which these fields are spoken of.
pub(super) fn row(project: &Project, event: &Event, fields: &[FieldAccount]) -> ProjectRow {
    let mut cells: BTreeMap<SourceId, ProjectCell> = BTreeMap::new();
    for field in fields {
        // By source: the marks of the claims that count, and of the others.
        let mut marks: BTreeMap<SourceId, (Mark, Mark)> = BTreeMap::new();
        for entry in &field.entries {
            let (counting, aside) = marks.entry(entry.source).or_default();
            let of = if entry.counts { counting } else { aside };
            *of = (*of).max(Mark::from(entry.sign));
            let cell = cells
                .entry(entry.source)
                .or_insert_with(|| empty(entry.source));
            cell.claims += 1;
        }
        for (source, (counting, aside)) in marks {
            let mark = if counting == Mark::Silent {
                aside
            } else {
                counting
            };
            let cell = cells.entry(source).or_insert_with(|| empty(source));
            cell.mark = cell.mark.max(mark);
            cell.conflicts += usize::from(mark == Mark::Conflict);
        }
    }
    let count = |wanted: fn(&FieldAccount) -> bool| fields.iter().filter(|f| wanted(f)).count();
    ProjectRow {
        event: event.id,
        title: project.label(event.id.into()),
        when: event.when.short(),
        cells: cells.into_values().collect(),
        fields: fields.len(),
        conflicts: count(|field| field.standing == Standing::Conflict),
        unresolved: count(|field| field.unresolved),
        assessed: count(|field| field.assessment.is_some()),
    }
}

/// What a source says of which nothing is known of yet.
fn empty(source: SourceId) -> ProjectCell {
    ProjectCell {
        source,
        mark: Mark::Silent,
        claims: 0,
        conflicts: 0,
    }
}
