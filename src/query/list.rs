//! Lists: the records of one kind that match a query, in order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::index::{Found, SearchIndex};
use super::resolve::{ResolvedQuery, Scratch};
use super::sort::{Key, Keys, Sort};
use crate::model::{Kind, Record, RecordId, Snapshot, Tables};

/// The kinds that the navigator shows, in its order.
pub const NAVIGATOR_KINDS: &[Kind] = &[
    Kind::Event,
    Kind::Source,
    Kind::Claim,
    Kind::Note,
    Kind::Annotation,
];

/// Records between two looks at whether the list is still wanted.
const PATIENCE: usize = 256;

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// The records that match, in order.
    pub rows: Vec<RecordId>,
    /// How many those are.
    pub here: usize,
    /// How many records of the kinds of the navigator match.
    pub in_project: usize,
}

/// The records of `kind` that match the query, sorted; ties in the order of the file. `None` as soon as
/// `cancel` is set. The query must have been resolved in the same snapshot. Walks the whole project where
/// there is no index of the snapshot's revision: work for a job.
#[must_use]
pub fn list(
    snapshot: &Snapshot,
    kind: Kind,
    query: &ResolvedQuery,
    sort: &Sort,
    index: Option<&SearchIndex>,
    cancel: &AtomicBool,
) -> Option<Listing> {
    let finder = Finder::new(snapshot, query, index, cancel);
    let rows = finder.rows(kind)?;
    let mut in_project = 0;
    for &other in NAVIGATOR_KINDS {
        in_project += if other == kind {
            rows.len()
        } else {
            finder.count(other)?
        };
    }
    let rows = sorted(snapshot, kind, rows, *sort, cancel)?;
    Some(Listing {
        here: rows.len(),
        in_project,
        rows,
    })
}

/// The first `limit` records of `kind` that match the query, in the order of the file: what can be shown at
/// once. `None` if that takes a walk over the project.
#[must_use]
pub fn first(
    tables: &Tables,
    kind: Kind,
    query: &ResolvedQuery,
    index: &SearchIndex,
    limit: usize,
) -> Option<Vec<RecordId>> {
    if !query.is_texts_alone() || !query.reads_texts() {
        return None;
    }
    let slots = index.first(tables, query, kind, limit);
    let records = slots.into_iter().filter_map(|slot| tables.at(kind, slot));
    Some(records.map(|record| record.id()).collect())
}

/// Finds records, kind by kind.
struct Finder<'a> {
    snapshot: &'a Snapshot,
    query: &'a ResolvedQuery,
    /// The records that have the words, where the index has told.
    found: Option<Found>,
    cancel: &'a AtomicBool,
}

impl<'a> Finder<'a> {
    fn new(
        snapshot: &'a Snapshot,
        query: &'a ResolvedQuery,
        index: Option<&SearchIndex>,
        cancel: &'a AtomicBool,
    ) -> Self {
        let index = index.filter(|index| index.revision() == snapshot.revision);
        let index = index.filter(|_| query.reads_texts());
        let found = index.map(|index| index.find(snapshot, query));
        Self {
            snapshot,
            query,
            found,
            cancel,
        }
    }

    /// The records of a kind that match, in the order of the file.
    fn rows(&self, kind: Kind) -> Option<Vec<RecordId>> {
        let (snapshot, query) = (self.snapshot, self.query);
        if query.is_empty() {
            return Some(snapshot.ids(kind).collect());
        }
        match &self.found {
            Some(found) => {
                let records = found.slots(kind).filter_map(|slot| snapshot.at(kind, slot));
                let all = query.is_texts_alone();
                self.keep(records, |record| {
                    all || query.matches_but_texts(snapshot, record)
                })
            }
            None => {
                let mut scratch = Scratch::default();
                let records = snapshot.ids(kind).filter_map(|id| snapshot.get(id));
                self.keep(records, |record| {
                    query.matches_with(snapshot, record, &mut scratch)
                })
            }
        }
    }

    /// How many records of a kind match.
    fn count(&self, kind: Kind) -> Option<usize> {
        match &self.found {
            _ if self.query.is_empty() => Some(self.snapshot.count(kind)),
            Some(found) if self.query.is_texts_alone() => Some(found.count(kind)),
            _ => self.rows(kind).map(|rows| rows.len()),
        }
    }

    fn keep(
        &self,
        records: impl Iterator<Item = Record>,
        mut is_wanted: impl FnMut(&Record) -> bool,
    ) -> Option<Vec<RecordId>> {
        let mut rows = Vec::new();
        for (n, record) in records.enumerate() {
            if n % PATIENCE == 0 && self.cancel.load(Ordering::Relaxed) {
                return None;
            }
            if is_wanted(&record) {
                rows.push(record.id());
            }
        }
        Some(rows)
    }
}

fn sorted(
    snapshot: &Snapshot,
    kind: Kind,
    mut rows: Vec<RecordId>,
    sort: Sort,
    cancel: &AtomicBool,
) -> Option<Vec<RecordId>> {
    let Some(column) = sort.column else {
        if sort.descending {
            rows.reverse();
        }
        return Some(rows);
    };
    let keys = Keys::new(snapshot, kind, column);
    let mut keyed: Vec<(Key, RecordId)> = Vec::with_capacity(rows.len());
    for (n, &id) in rows.iter().enumerate() {
        if n % PATIENCE == 0 && cancel.load(Ordering::Relaxed) {
            return None;
        }
        let key = snapshot.get(id).map(|record| keys.key(&record));
        keyed.push((key.unwrap_or(Key::Nothing), id));
    }
    // The sort is stable: rows with equal keys stay as they were, whatever the direction.
    keyed.sort_by(|(a, _), (b, _)| a.compare(b, sort.descending));
    Some(keyed.into_iter().map(|(_, id)| id).collect())
}
