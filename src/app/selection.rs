//! What is selected: a list of records that is shared, not copied, so that a million of them cost nothing to pass on.

use std::ops::Deref;
use std::sync::Arc;

use crate::model::RecordId;

/// Records in order. Cheap to copy, whatever their number.
#[derive(Debug, Clone)]
pub struct Selection(Arc<[RecordId]>);

impl Selection {
    /// Whether both are one and the same list: copies of each other. Says `false` of lists that merely hold the same.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Selection {
    /// The list, to be held elsewhere.
    #[must_use]
    pub fn to_shared(&self) -> Arc<[RecordId]> {
        Arc::clone(&self.0)
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self(Arc::from([]))
    }
}

impl Deref for Selection {
    type Target = [RecordId];

    fn deref(&self) -> &[RecordId] {
        &self.0
    }
}

impl From<Vec<RecordId>> for Selection {
    fn from(records: Vec<RecordId>) -> Self {
        Self(Arc::from(records))
    }
}

impl From<Arc<[RecordId]>> for Selection {
    fn from(records: Arc<[RecordId]>) -> Self {
        Self(records)
    }
}

impl FromIterator<RecordId> for Selection {
    fn from_iter<I: IntoIterator<Item = RecordId>>(records: I) -> Self {
        Self(records.into_iter().collect())
    }
}

impl PartialEq for Selection {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || self.0 == other.0
    }
}

impl Eq for Selection {}

impl<const N: usize> PartialEq<[RecordId; N]> for Selection {
    fn eq(&self, other: &[RecordId; N]) -> bool {
        *self.0 == *other
    }
}
