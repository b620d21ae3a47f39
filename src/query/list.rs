//! Lists: the records of one kind that match a query, in order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::resolve::{ResolvedQuery, Scratch};
use super::sort::{Key, Keys, Sort};
use crate::model::{Kind, RecordId, Snapshot};

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
/// `cancel` is set. The query must have been resolved in the same snapshot. Walks the whole project:
/// work for a job.
#[must_use]
pub fn list(
    snapshot: &Snapshot,
    kind: Kind,
    query: &ResolvedQuery,
    sort: &Sort,
    cancel: &AtomicBool,
) -> Option<Listing> {
    let rows = matching(snapshot, kind, query, cancel)?;
    let mut in_project = 0;
    for &other in NAVIGATOR_KINDS {
        in_project += if other == kind {
            rows.len()
        } else if query.is_empty() {
            snapshot.count(other)
        } else {
            matching(snapshot, other, query, cancel)?.len()
        };
    }
    let rows = sorted(snapshot, kind, rows, *sort, cancel)?;
    Some(Listing {
        here: rows.len(),
        in_project,
        rows,
    })
}

fn matching(
    snapshot: &Snapshot,
    kind: Kind,
    query: &ResolvedQuery,
    cancel: &AtomicBool,
) -> Option<Vec<RecordId>> {
    if query.is_empty() {
        return Some(snapshot.ids(kind).collect());
    }
    let mut rows = Vec::new();
    let mut scratch = Scratch::default();
    for (n, id) in snapshot.ids(kind).enumerate() {
        if n % PATIENCE == 0 && cancel.load(Ordering::Relaxed) {
            return None;
        }
        let record = snapshot.get(id);
        if record.is_some_and(|record| query.matches_with(snapshot, &record, &mut scratch)) {
            rows.push(id);
        }
    }
    Some(rows)
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
