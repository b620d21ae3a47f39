//! Which records are selected, told at once for any of them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::listing::Listed;
use crate::app::Selection;
use crate::model::{Kind, RecordId};
use crate::query::Rows;

/// The selected records of the table's kind. Cheap to copy.
#[derive(Debug, Clone)]
pub(super) enum Members {
    /// These.
    Set(Arc<HashSet<RecordId>>),
    /// Those in these rows of a list as it was once.
    Rows(Rows, Range<usize>),
}

/// What a job finds out about a selection.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) members: Members,
    /// How many of them have a row.
    pub(super) shown: usize,
}

impl Default for Members {
    fn default() -> Self {
        Self::Set(Arc::default())
    }
}

impl Members {
    /// Those of the kind in a selection: all of it is looked at.
    pub(super) fn of(selection: &Selection, kind: Kind) -> Self {
        let here = selection.iter().copied().filter(|id| id.kind() == kind);
        Self::Set(Arc::new(here.collect()))
    }

    /// All rows of a list.
    pub(super) fn all(listed: &Listed) -> Self {
        Self::Rows(listed.rows.clone(), 0..listed.rows.len())
    }

    /// The rows of a list from one to the other.
    pub(super) fn span(list: &Rows, from: usize, to: usize) -> Self {
        let rows = from.min(to)..from.max(to).saturating_add(1).min(list.len());
        Self::Rows(list.clone(), rows)
    }

    pub(super) fn has(&self, id: RecordId) -> bool {
        match self {
            Self::Set(set) => set.contains(&id),
            Self::Rows(list, rows) => list.row_of(id).is_some_and(|row| rows.contains(&row)),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Set(set) => set.len(),
            Self::Rows(_, rows) => rows.len(),
        }
    }

    /// Whether they are rows of this very list.
    pub(super) fn are_of(&self, listed: &Listed) -> bool {
        matches!(self, Self::Rows(list, _) if list.is(&listed.rows))
    }

    /// How many of them have a row among `now`; `selection` is what they are of.
    pub(super) fn shown(&self, selection: &Selection, now: &Rows) -> usize {
        match self {
            Self::Rows(list, _) if list.is(now) => self.len(),
            Self::Set(set) => set.iter().filter(|&&id| now.row_of(id).is_some()).count(),
            Self::Rows(..) => {
                let here = selection.iter().filter(|&&id| self.has(id));
                here.filter(|&&id| now.row_of(id).is_some()).count()
            }
        }
    }
}

impl Tally {
    /// Of a selection, whose records of the kind may be known.
    pub(super) fn of(
        selection: &Selection,
        kind: Kind,
        known: Option<Members>,
        rows: &Rows,
    ) -> Self {
        let members = known.unwrap_or_else(|| Members::of(selection, kind));
        Self {
            shown: members.shown(selection, rows),
            members,
        }
    }
}
