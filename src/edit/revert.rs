//! The step that makes a project what another version of it holds.

use std::sync::Arc;

use crate::model::{Change, Kind, Record, RecordId, Snapshot, Transaction, Unread};

/// Why a version cannot be restored as a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevertError {
    /// One of both has records that cannot be read, and not the same ones.
    Unreadable,
}

impl std::fmt::Display for RevertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable => write!(
                f,
                "it has records that cannot be read, which no step can bring back"
            ),
        }
    }
}

impl std::error::Error for RevertError {}

/// The step that makes the project what `version` holds; `made` says which that is. Records that
/// come back stand at the end of their tables. Compares all records: takes time with the size of
/// the project.
///
/// # Errors
/// If no step can do that.
pub fn revert(
    project: &Snapshot,
    version: &Snapshot,
    made: &str,
) -> Result<Transaction, RevertError> {
    if unreadable(project) != unreadable(version) {
        return Err(RevertError::Unreadable);
    }
    let mut changes = Vec::new();
    if project.meta != version.meta {
        changes.push(Change::Meta {
            before: Arc::clone(&project.meta),
            after: Arc::clone(&version.meta),
        });
    }
    for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Unread) {
        of_kind(project, version, kind, &mut changes);
    }
    Ok(Transaction {
        label: format!("Restore the version of {made}"),
        done: format!("Restored the version of {made}"),
        changes,
        focus: Vec::new(),
        group: None,
    })
}

fn of_kind(project: &Snapshot, version: &Snapshot, kind: Kind, changes: &mut Vec<Change>) {
    let pairs = |ids: &Snapshot| -> Vec<(RecordId, Option<Record>, Option<Record>)> {
        let ids = ids.ids(kind);
        ids.map(|id| (id, project.get(id), version.get(id)))
            .collect()
    };
    for (_, before, after) in pairs(project) {
        match (before, after) {
            (Some(record), None) => changes.push(Change::Remove { record, slot: None }),
            (Some(before), Some(after)) if !before.same(&after) => {
                changes.push(Change::Set { before, after });
            }
            _ => {}
        }
    }
    for (_, before, after) in pairs(version) {
        if let (None, Some(record)) = (before, after) {
            changes.push(Change::Insert { record, slot: None });
        }
    }
}

/// The texts of the records that cannot be read and were not mended, in their order.
fn unreadable(project: &Snapshot) -> Vec<(Kind, String)> {
    let unread = project.unread().iter();
    let left = unread.filter(|unread: &&Arc<Unread>| unread.mended.is_none());
    left.map(|unread| (unread.table, unread.text.clone()))
        .collect()
}
