//! The matrix of the whole project: events by sources.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

use super::event::{column, days};
use super::{Mark, Only, SourceColumn, words};
use crate::evidence::accounts::{FieldAccount, Standing, accounts};
use crate::model::date::Day;
use crate::model::{EventId, Project, SourceId};

/// What is said of every event, source by source. Only events and sources with claims are in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectMatrix {
    /// The sources, in the order of the file.
    pub columns: Vec<SourceColumn>,
    /// The events, by date.
    pub rows: Vec<ProjectRow>,
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
    /// What the sources that speak of it say, by column. Most sources are silent on most events, so
    /// those are left out.
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
    /// Its column.
    pub column: usize,
    /// The mark that matters most among its claims.
    pub mark: Mark,
    /// How many claims.
    pub claims: usize,
    /// On how many fields it is in conflict.
    pub conflicts: usize,
}

impl ProjectRow {
    /// What the source in a column says; `None` if it is silent.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&ProjectCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column);
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
    let mut events: Vec<EventId> = Vec::new();
    let mut known: BTreeSet<EventId> = BTreeSet::new();
    for claim in project.claims().iter() {
        if project.events().contains(claim.event) && known.insert(claim.event) {
            events.push(claim.event);
        }
    }
    events.sort_by_cached_key(|&id| {
        let when = project.events().get(id).map(|event| event.when.sort_key());
        (when, project.events().slot(id))
    });
    let mut told = Vec::new();
    for event in events {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let fields = accounts(project, event, until).fields;
        if fields.iter().any(|field| !field.entries.is_empty()) {
            told.push((event, fields));
        }
    }
    let sources: BTreeSet<(Option<u32>, SourceId)> = told
        .iter()
        .flat_map(|(_, fields)| fields)
        .flat_map(|field| &field.entries)
        .map(|entry| (project.sources().slot(entry.source), entry.source))
        .collect();
    let order: HashMap<SourceId, usize> = sources
        .iter()
        .enumerate()
        .map(|(place, &(_, source))| (source, place))
        .collect();
    let columns = sources.iter().map(|&(_, source)| column(project, source));
    let rows = told
        .iter()
        .filter_map(|(event, fields)| row(project, *event, fields, &order));
    Some(ProjectMatrix {
        columns: columns.collect(),
        rows: rows.collect(),
        days: days(project, project.claims().iter().map(AsRef::as_ref)),
        until,
    })
}

fn row(
    project: &Project,
    event: EventId,
    fields: &[FieldAccount],
    order: &HashMap<SourceId, usize>,
) -> Option<ProjectRow> {
    let record = project.events().get(event)?;
    let mut cells: BTreeMap<usize, ProjectCell> = BTreeMap::new();
    for field in fields {
        // By column: the marks of the claims that count, and of the others.
        let mut marks: BTreeMap<usize, (Mark, Mark)> = BTreeMap::new();
        for entry in &field.entries {
            let Some(&column) = order.get(&entry.source) else {
                continue;
            };
            let (counting, aside) = marks.entry(column).or_default();
            let of = if entry.counts { counting } else { aside };
            *of = (*of).max(Mark::from(entry.sign));
            cells.entry(column).or_insert_with(|| empty(column)).claims += 1;
        }
        for (column, (counting, aside)) in marks {
            let mark = if counting == Mark::Silent {
                aside
            } else {
                counting
            };
            let cell = cells.entry(column).or_insert_with(|| empty(column));
            cell.mark = cell.mark.max(mark);
            cell.conflicts += usize::from(mark == Mark::Conflict);
        }
    }
    let count = |wanted: fn(&FieldAccount) -> bool| fields.iter().filter(|f| wanted(f)).count();
    Some(ProjectRow {
        event,
        title: project.label(event.into()),
        when: record.when.short(),
        cells: cells.into_values().collect(),
        fields: fields.len(),
        conflicts: count(|field| field.standing == Standing::Conflict),
        unresolved: count(|field| field.unresolved),
        assessed: count(|field| field.assessment.is_some()),
    })
}

/// A cell that nothing is known of yet.
fn empty(column: usize) -> ProjectCell {
    ProjectCell {
        column,
        mark: Mark::Silent,
        claims: 0,
        conflicts: 0,
    }
}
