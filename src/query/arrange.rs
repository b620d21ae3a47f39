//! How a table stands: what it is sorted by and which columns it has, in which order.

use super::column::{Column, columns};
use super::sort::Sort;
use crate::model::{Kind, View};

/// The order of a table's rows, and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The order of the rows.
    pub sort: Sort,
    /// The columns that are shown, from left to right.
    pub columns: Vec<Column>,
}

impl Arrangement {
    /// How tables of this kind stand until somebody arranges them.
    #[must_use]
    pub fn usual(kind: Kind) -> Self {
        Self {
            sort: Sort::usual(kind),
            columns: columns(kind).to_vec(),
        }
    }

    /// As the saved view says.
    #[must_use]
    pub fn of_view(view: &View) -> Self {
        Self {
            sort: Sort::of_view(view),
            columns: columns_named(view.shows, &view.columns),
        }
    }

    /// Puts it into a saved view. What means the same there already stays as it is written, names of columns
    /// that this version does not know among it.
    pub fn put_in(&self, view: &mut View) {
        let there = Self::of_view(view);
        if there.sort != self.sort {
            view.sort = self.sort.column.map(Column::key).unwrap_or_default().into();
            view.descending = self.sort.descending;
        }
        if there.columns != self.columns {
            view.columns = self.names(view.shows);
        }
    }

    /// The names of its columns; none if they are the usual ones.
    #[must_use]
    pub fn names(&self, kind: Kind) -> Vec<String> {
        if self.columns == columns(kind) {
            return Vec::new();
        }
        let keys = self.columns.iter().map(|column| column.key().to_owned());
        keys.collect()
    }

    /// With `column` taken away, or put back where it usually stands: after the nearest of those that
    /// usually stand before it.
    #[must_use]
    pub fn toggled(mut self, kind: Kind, column: Column) -> Self {
        if let Some(at) = self.columns.iter().position(|&other| other == column) {
            self.columns.remove(at);
            return self;
        }
        let usual = columns(kind);
        let place = usual.iter().position(|&other| other == column);
        let before = usual
            .get(..place.unwrap_or(usual.len()))
            .unwrap_or_default();
        let after = before
            .iter()
            .rev()
            .find_map(|before| self.columns.iter().position(|shown| shown == before));
        self.columns.insert(after.map_or(0, |at| at + 1), column);
        self
    }
}

/// The columns of these names that a table of this kind can have, each once; the usual ones if there is none.
#[must_use]
pub fn columns_named(kind: Kind, names: &[String]) -> Vec<Column> {
    let usual = columns(kind);
    let mut found: Vec<Column> = Vec::new();
    for column in names.iter().filter_map(|name| Column::from_key(name)) {
        if usual.contains(&column) && !found.contains(&column) {
            found.push(column);
        }
    }
    if found.is_empty() {
        usual.to_vec()
    } else {
        found
    }
}
