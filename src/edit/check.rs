//! What is looked at before a record goes into the project.

use std::sync::Arc;

use super::EditError;
use crate::model::{Assessment, Id, Kind, Passage, Project, Record, RecordId, RecordType, Target};

/// The record with this id; what is in the trash is not in the project.
pub(super) fn existing(project: &Project, id: RecordId) -> Result<Record, EditError> {
    if let Some(record) = project.get(id).filter(|_| id.kind() != Kind::Deletion) {
        return Ok(record);
    }
    Err(match project.find(id.bits()) {
        Some(other) => EditError::OtherKind {
            expected: id.kind(),
            found: other.kind(),
        },
        None => EditError::Gone(id.kind()),
    })
}

/// The record with this id, as what it is.
pub(super) fn existing_of<T: RecordType>(
    project: &Project,
    id: Id<T>,
) -> Result<&Arc<T>, EditError> {
    let found = T::table(project).shared(id);
    found.ok_or(EditError::Gone(T::KIND))
}

/// Whether everything that `record` names exists, or was named by `before` already: a file may
/// come with references that lead nowhere, and they must not keep anybody from editing the rest.
pub(super) fn references(
    project: &Project,
    before: Option<&Record>,
    record: &Record,
) -> Result<(), EditError> {
    references_besides(project, before, record, &[])
}

/// What is in the trash is not in the project.
fn can_be_named(project: &Project, id: RecordId) -> bool {
    id.kind() != Kind::Deletion && project.contains(id)
}

/// The same, where the step makes the records `made` before this one.
pub(super) fn references_besides(
    project: &Project,
    before: Option<&Record>,
    record: &Record,
    made: &[RecordId],
) -> Result<(), EditError> {
    let of = record.id();
    let old = before.map(Record::refs).unwrap_or_default();
    let mut wrong = None;
    record.for_each_ref(&mut |to, role| {
        if to == of && !old.contains(&(to, role)) {
            wrong = Some(EditError::NamesItself(of.kind()));
        } else if !can_be_named(project, to) && !made.contains(&to) && !old.contains(&(to, role)) {
            wrong = Some(EditError::Missing { of: of.kind(), to });
        }
    });
    let is_loop = |record: &Record| matches!(record, Record::Link(link) if link.from == link.to);
    match wrong {
        Some(error) => Err(error),
        None if is_loop(record) && !before.is_some_and(is_loop) => {
            Err(EditError::NamesItself(of.kind()))
        }
        None => Ok(()),
    }
}

/// Whether the words of a new passage stand where it says. Passages without a place, or in an older
/// text, say themselves that they have to be looked at.
pub(super) fn passage(project: &Project, passage: &Passage) -> Result<(), EditError> {
    let capture = existing_of(project, passage.capture)?;
    let is_of_this_text = passage.sha256.is_none_or(|hash| hash == capture.sha256);
    let is_said_to_stand = passage.state.has_place() && is_of_this_text;
    if is_said_to_stand && (passage.exact().is_empty() || !passage.holds_in(&capture.text)) {
        return Err(EditError::PassageOff {
            exact: passage.exact().to_owned(),
        });
    }
    Ok(())
}

/// Whether a new target exists and, if it is a passage, stands.
pub(super) fn target(project: &Project, target: &Target) -> Result<(), EditError> {
    match target {
        Target::Record(id) => existing(project, *id).map(|_| ()),
        Target::Passage(place) => passage(project, place),
    }
}

/// Whether no assessment is of the field of the event that this one is to be of.
pub(super) fn only_assessment(project: &Project, held: &Assessment) -> Result<(), EditError> {
    let of_event = project.backlinks(held.event.into());
    let taken = of_event.into_iter().find_map(|(by, _)| match by {
        RecordId::Assessment(id) => {
            let other = project.assessments().get(id)?;
            (other.event == held.event && other.field == held.field).then_some(id)
        }
        _ => None,
    });
    match taken {
        Some(by) => Err(EditError::AssessmentExists {
            field: held.field.to_string(),
            by,
        }),
        None => Ok(()),
    }
}
