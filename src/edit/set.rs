//! A field with another value, and the bookkeeping that goes with it.

use std::sync::Arc;

use super::words::{EDIT, named, step};
use super::{EditError, check, tag_tree};
use crate::model::{
    Assessment, Capture, Change, EarlierAssessment, EarlierReliability, Kind, Meta, Project,
    Record, Reliability, Sha256, Source, Stamp, Transaction,
};

/// While a value is being typed, an assessment that was decided within this time is still the same
/// decision: its half-typed values do not go into its history.
const SAME_DECISION_SECS: i64 = 60;

pub(super) fn set(
    project: &Project,
    after: &Record,
    what: &str,
    typing: bool,
    now: Stamp,
) -> Result<Transaction, EditError> {
    let id = after.id();
    let before = check::existing(project, id)?;
    if is_same(&before, after) {
        return Ok(Transaction::default());
    }
    check_fields(project, &before, after)?;
    check::references(project, Some(&before), after)?;
    let mut transaction = match (&before, after) {
        (Record::Tag(old), Record::Tag(new)) if old.path != new.path => {
            tag_tree::set_tag(project, new, what)?
        }
        _ => {
            let after = with_books(&before, after, typing, now);
            let object = format!("{what} of {}", best_name(project, &before, &after));
            step(EDIT, &object, vec![Change::Set { before, after }])
        }
    };
    transaction.focus = vec![id];
    transaction.group = typing.then(|| format!("{id} {what}"));
    Ok(transaction)
}

pub(super) fn set_meta(project: &Project, after: &Meta, what: &str, typing: bool) -> Transaction {
    let before = Arc::clone(project.meta());
    if *before == *after {
        return Transaction::default();
    }
    let change = Change::Meta {
        before,
        after: Arc::new(after.clone()),
    };
    Transaction {
        group: typing.then(|| format!("project {what}")),
        ..step(EDIT, &format!("{what} of the project"), vec![change])
    }
}

/// The record under its new name, or under its old one if it has none any more.
fn best_name(project: &Project, before: &Record, after: &Record) -> String {
    let name = named(project, after);
    if name.starts_with("untitled ") || name.starts_with("empty ") {
        named(project, before)
    } else {
        name
    }
}

/// Whether nothing but the times that the planner keeps differs.
fn is_same(before: &Record, after: &Record) -> bool {
    match (before, after) {
        (Record::Note(b), Record::Note(a)) => {
            (&a.title, &a.text, &a.tags, a.created) == (&b.title, &b.text, &b.tags, b.created)
        }
        (Record::Annotation(b), Record::Annotation(a)) => {
            let mut a = a.as_ref().clone();
            a.modified = b.modified;
            a == **b
        }
        _ => before.same(after),
    }
}

/// What some kinds do not let change.
fn check_fields(project: &Project, before: &Record, after: &Record) -> Result<(), EditError> {
    match (before, after) {
        (_, Record::Unread(_)) => Err(EditError::SetUnread),
        (_, Record::Deletion(_)) => Err(EditError::Gone(Kind::Deletion)),
        (Record::Capture(before), Record::Capture(after)) => check_capture(before, after),
        (Record::Assessment(before), Record::Assessment(after))
            if (before.event, &before.field) != (after.event, &after.field) =>
        {
            check::only_assessment(project, after)
        }
        _ => Ok(()),
    }
}

/// The text changes with its passages only. A hash that is not the text's may become the one that is.
fn check_capture(before: &Capture, after: &Capture) -> Result<(), EditError> {
    let is_hash_kept = before.sha256 == after.sha256;
    if before.text == after.text
        && (is_hash_kept || after.sha256 == Sha256::of(after.text.as_bytes()))
    {
        Ok(())
    } else {
        Err(EditError::CaptureText)
    }
}

/// `after` with the time of the change and with what it replaces in its history.
fn with_books(before: &Record, after: &Record, typing: bool, now: Stamp) -> Record {
    match (before, after) {
        (Record::Note(_), Record::Note(after)) => {
            let mut after = after.as_ref().clone();
            after.modified = Some(now);
            after.into()
        }
        (Record::Annotation(_), Record::Annotation(after)) => {
            let mut after = after.as_ref().clone();
            after.modified = Some(now);
            after.into()
        }
        (Record::Source(before), Record::Source(after)) => {
            match replaced_reliability(before, after, typing, now) {
                Some(earlier) => {
                    let mut after = after.as_ref().clone();
                    after.earlier_reliability.push(earlier);
                    after.into()
                }
                None => Record::Source(Arc::clone(after)),
            }
        }
        (Record::Assessment(before), Record::Assessment(after)) if before.value != after.value => {
            revalued(before, after, typing, now).into()
        }
        _ => after.clone(),
    }
}

/// What goes into the history of a source's reliability: the letter and the reason that are
/// replaced, if anybody gave them. While a reason is typed only another letter counts.
fn replaced_reliability(
    before: &Source,
    after: &Source,
    typing: bool,
    now: Stamp,
) -> Option<EarlierReliability> {
    let is_other_letter = before.reliability != after.reliability;
    let is_other_reason = before.reliability_reason != after.reliability_reason;
    let has_reason = !before.reliability_reason.trim().is_empty();
    let was_judged = has_reason || before.reliability != Reliability::default();
    let is_lost = is_other_letter && was_judged || is_other_reason && has_reason && !typing;
    is_lost.then(|| EarlierReliability {
        reliability: before.reliability,
        reason: before.reliability_reason.clone(),
        until: Some(now),
    })
}

/// The assessment with its new value, and the one before it in its history.
fn revalued(before: &Assessment, after: &Assessment, typing: bool, now: Stamp) -> Assessment {
    let age_secs = before
        .decided
        .map(|then| now.timestamp().as_second() - then.timestamp().as_second());
    let is_same_decision = typing && age_secs.is_some_and(|age| age < SAME_DECISION_SECS);
    if is_same_decision {
        Assessment {
            decided: Some(now),
            ..after.clone()
        }
    } else {
        decided_anew(before, after, now)
    }
}

/// `after`, decided now, with the decision that it replaces in its history.
pub(super) fn decided_anew(before: &Assessment, after: &Assessment, now: Stamp) -> Assessment {
    let mut after = after.clone();
    after.earlier.push(EarlierAssessment {
        value: before.value.clone(),
        reason: before.reason.clone(),
        decided: before.decided,
    });
    after.decided = Some(now);
    after
}
