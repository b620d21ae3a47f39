//! Mending: a record of the file that could not be read becomes one that can.

use super::words::{named, step};
use super::{EditError, check, tag};
use crate::model::{Change, Project, Record, Transaction, UnreadId};

pub(super) fn mend(
    project: &Project,
    unread: UnreadId,
    record: &Record,
) -> Result<Transaction, EditError> {
    let id = record.id();
    let before = check::existing_of(project, unread)?;
    if before.mended.is_some() {
        return Err(EditError::MendedAlready);
    }
    if before.table != id.kind() {
        return Err(EditError::MendKind {
            expected: before.table,
            found: id.kind(),
        });
    }
    if let Some(by) = project.find(id.bits()) {
        return Err(EditError::IdTaken { by });
    }
    if let Record::Tag(new) = record
        && let Some(by) = tag::find(project, &new.path)
    {
        let path = new.path.clone();
        return Err(EditError::PathTaken { path, by });
    }
    check::references(project, None, record)?;
    let mut after = before.as_ref().clone();
    after.mended = Some(id);
    let changes = vec![
        Change::Insert {
            record: record.clone(),
            slot: None,
        },
        Change::Set {
            before: Record::Unread(before.clone()),
            after: after.into(),
        },
    ];
    Ok(Transaction {
        focus: vec![id],
        ..step(("Mend", "Mended"), &named(project, record), changes)
    })
}
