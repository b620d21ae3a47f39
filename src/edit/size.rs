//! Estimates of the memory that a step keeps, for the budget of the history.

use std::mem::size_of;
use std::sync::Arc;

use crate::model::{Change, Record, RecordId, Transaction};

/// What a record takes besides its texts, more or less.
const RECORD_BYTES: usize = 512;

/// A step as it was applied, with the memory that it takes.
#[derive(Debug, Clone)]
pub struct Weighed {
    transaction: Arc<Transaction>,
    bytes: usize,
}

impl Weighed {
    /// Estimates the memory of a step: every text in it is looked at.
    #[must_use]
    pub fn of(applied: Transaction) -> Self {
        Self {
            bytes: transaction_bytes(&applied),
            transaction: Arc::new(applied),
        }
    }

    /// The step.
    #[must_use]
    pub fn transaction(&self) -> &Arc<Transaction> {
        &self.transaction
    }

    pub(super) fn into_transaction(self) -> Arc<Transaction> {
        self.transaction
    }

    /// The bytes that it keeps alive, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Bytes that the step keeps alive, about. Records that the project shares are counted as if it
/// did not, since they may be deleted any time.
fn transaction_bytes(transaction: &Transaction) -> usize {
    let texts = transaction.label.len() + transaction.done.len();
    let focus = transaction.focus.len() * size_of::<RecordId>();
    let changes: usize = transaction.changes.iter().map(change_bytes).sum();
    size_of::<Transaction>() + texts + focus + changes
}

fn change_bytes(change: &Change) -> usize {
    let content = match change {
        Change::Insert { record, .. } | Change::Remove { record, .. } => record_bytes(record),
        // What a step leaves is what the next one finds, or what the project holds: counting both
        // sides would count everything twice.
        Change::Set { before, .. } => record_bytes(before),
        Change::Tag { records, .. } => records.len() * size_of::<RecordId>(),
        Change::Meta { before, .. } => before.title.len() + before.summary.len(),
    };
    size_of::<Change>() + content
}

fn record_bytes(record: &Record) -> usize {
    let mut bytes = RECORD_BYTES;
    record.for_each_text(&mut |text| bytes += text.len());
    if let Record::Deletion(deletion) = record {
        // What it holds is shared with the step that took it out of the project.
        let held = deletion.records.len() + deletion.named_by.len();
        let tagged = deletion.tagged.iter().map(|tagged| tagged.records.len());
        bytes += (held + tagged.sum::<usize>()) * size_of::<RecordId>();
    }
    bytes
        + record
            .tags()
            .map_or(0, |tags| tags.len() * size_of::<u64>())
}
