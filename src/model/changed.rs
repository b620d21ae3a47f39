//! What differs between two states of a project.

use std::collections::HashSet;

use super::hash::IdHash;
use super::kinds::RecordId;

/// The records that are not the same in two states of a project; see
/// [`Tables::changed_since`](super::Tables::changed_since).
#[derive(Debug, Clone, Default)]
pub struct Changed {
    ids: Vec<RecordId>,
    set: HashSet<RecordId, IdHash>,
}

impl Changed {
    pub(super) fn of(mut ids: Vec<RecordId>) -> Self {
        let mut set = HashSet::default();
        ids.retain(|&id| set.insert(id));
        Self { ids, set }
    }

    /// Whether the record is one of them.
    #[must_use]
    pub fn contains(&self, id: RecordId) -> bool {
        self.set.contains(&id)
    }

    /// The records, by kind in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.ids.iter().copied()
    }
}
