//! Changes: the primitive differences that a project can undergo, and transactions made of them.
//!
//! Every change knows its inverse, and there is one inverse for all of them; no action of the
//! program has to write its own.

use std::sync::Arc;

use super::kinds::{Record, RecordId, TagId};
use super::meta::Meta;

/// One primitive difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A record comes in.
    Insert {
        /// The record.
        record: Record,
        /// The slot of its table; `None`: at the end. Filled in when applied.
        slot: Option<u32>,
    },
    /// A record goes out.
    Remove {
        /// The record as it was.
        record: Record,
        /// The slot it was in. Filled in when applied.
        slot: Option<u32>,
    },
    /// A record changes.
    Set {
        /// The record as it was.
        before: Record,
        /// The record as it is then.
        after: Record,
    },
    /// Many records get or lose one tag.
    Tag {
        /// The tag.
        tag: TagId,
        /// Whether they get it or lose it.
        on: bool,
        /// The records: none of them bears the tag before (if `on`), all of them do (if not).
        records: Arc<[RecordId]>,
    },
    /// The project's own description changes.
    Meta {
        /// As it was.
        before: Arc<Meta>,
        /// As it is then.
        after: Arc<Meta>,
    },
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Insert { record, slot } => Self::Remove { record, slot },
            Self::Remove { record, slot } => Self::Insert { record, slot },
            Self::Set { before, after } => Self::Set {
                before: after,
                after: before,
            },
            Self::Tag { tag, on, records } => Self::Tag {
                tag,
                on: !on,
                records,
            },
            Self::Meta { before, after } => Self::Meta {
                before: after,
                after: before,
            },
        }
    }

    /// The records that it touches.
    pub fn touched(&self) -> Box<dyn Iterator<Item = RecordId> + '_> {
        match self {
            Self::Insert { record, .. } | Self::Remove { record, .. } => {
                Box::new(std::iter::once(record.id()))
            }
            Self::Set { after, .. } => Box::new(std::iter::once(after.id())),
            Self::Tag { records, .. } => Box::new(records.iter().copied()),
            Self::Meta { .. } => Box::new(std::iter::empty()),
        }
    }
}

/// Changes that belong together: one step for the analyst, applied whole or not at all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Transaction {
    /// What it does, as an order: "Add tag border to 3 sources". Menus show it after "Undo".
    pub label: String,
    /// What it did, as a report: "Added tag border to 3 sources". Notices show it.
    pub done: String,
    /// The changes in order.
    pub changes: Vec<Change>,
    /// The records to show and select when it has been applied or taken back.
    pub focus: Vec<RecordId>,
    /// Steps with the same key that follow each other at once are one step: typing in one field.
    pub group: Option<String>,
}

impl Transaction {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many records its changes touch, one that is touched twice counted twice.
    #[must_use]
    pub fn extent(&self) -> usize {
        let records = self.changes.iter().map(|change| match change {
            Change::Tag { records, .. } => records.len(),
            _ => 1,
        });
        records.sum()
    }

    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
            ..self.clone()
        }
    }

    /// The records that it touches, in order, some perhaps more than once.
    pub fn touched(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.changes.iter().flat_map(Change::touched)
    }
}
