//! What the analyst holds a field of an event to be: decided for the first time, or anew.

use super::words::{ASSESS, cut, quoted, step};
use super::{Context, EditError, check, set};
use crate::model::{
    Assessment, Change, ClaimId, EventId, Project, Record, RecordId, Transaction, Value,
};
use crate::query::fold;

/// What is decided.
pub(super) struct Decision<'a> {
    pub(super) event: EventId,
    pub(super) field: &'a str,
    pub(super) value: &'a Value,
    pub(super) reason: &'a str,
    pub(super) claim: Option<ClaimId>,
}

/// One assessment a field: a new one, or the one that there is with the decision before it in its
/// history.
pub(super) fn assess(
    project: &Project,
    decision: &Decision<'_>,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let event = check::existing(project, decision.event.into())?;
    let field = decision.field.trim();
    if field.is_empty() || says_nothing(decision.value) {
        return Err(EditError::NothingAssessed);
    }
    let (change, field) = match standing(project, decision.event, field) {
        Some(before) => {
            let Some(change) = again(project, before, decision, ctx)? else {
                return Ok(Transaction::default());
            };
            (change, before.field.as_str())
        }
        None => (first(project, field, decision, ctx)?, field),
    };
    let object = format!("{} of {}", cut(field), quoted(project, &event));
    Ok(Transaction {
        // The event shows the decision and what is decided about; the assessment may be gone.
        focus: vec![decision.event.into()],
        ..step(ASSESS, &object, vec![change])
    })
}

/// The assessment of the field, whatever the case in which it is written.
fn standing<'a>(project: &'a Project, event: EventId, field: &str) -> Option<&'a Assessment> {
    let of_event = project.backlinks(event.into());
    let held = of_event.filter_map(|(by, _)| match by {
        RecordId::Assessment(id) => project.assessments().get(id).filter(|a| a.event == event),
        _ => None,
    });
    let wanted = fold(field);
    let mut same = held.filter(|held| fold(held.field.trim()) == wanted);
    let first = same.next()?;
    Some(if first.field == field {
        first
    } else {
        same.find(|held| held.field == field).unwrap_or(first)
    })
}

fn first(
    project: &Project,
    field: &str,
    decision: &Decision<'_>,
    ctx: &mut Context<'_>,
) -> Result<Change, EditError> {
    let held = Assessment {
        id: ctx.ids.fresh(project)?,
        event: decision.event,
        field: field.into(),
        value: decision.value.clone(),
        reason: decision.reason.trim().to_owned(),
        claim: decision.claim,
        decided: Some(ctx.now),
        earlier: Vec::new(),
    };
    let record = Record::from(held);
    check::references(project, None, &record)?;
    Ok(Change::Insert { record, slot: None })
}

/// The assessment with the new decision; `None` if that is the one that stands.
fn again(
    project: &Project,
    before: &Assessment,
    decision: &Decision<'_>,
    ctx: &Context<'_>,
) -> Result<Option<Change>, EditError> {
    let mut after = before.clone();
    after.value = decision.value.clone();
    after.reason = decision.reason.trim().to_owned();
    after.claim = decision.claim;
    if after == *before {
        return Ok(None);
    }
    // A reason that is added to a value without one replaces nothing.
    let adds_reason = before.value == after.value && before.reason.is_empty();
    let after = if adds_reason {
        after.decided = Some(ctx.now);
        Record::from(after)
    } else {
        Record::from(set::decided_anew(before, &after, ctx.now))
    };
    let before = check::existing(project, before.id.into())?;
    check::references(project, Some(&before), &after)?;
    Ok(Some(Change::Set { before, after }))
}

/// Whether the value has neither words nor figures.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::When(when) => when.is_empty(),
        Value::Place(place) => {
            place.name.trim().is_empty() && place.latitude.is_none() && place.tag.is_none()
        }
        Value::Number(number) => {
            number.low.is_none() && number.best.is_none() && number.high.is_none()
        }
        Value::Actor(actor) => actor.name.trim().is_empty() && actor.tag.is_none(),
        Value::Text(text) => text.trim().is_empty(),
    }
}
