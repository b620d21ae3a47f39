//! A claim filed from a passage, with the event and the tag that it needs, in one step.

use std::sync::Arc;

use super::create::on_event;
use super::words::{ADD, EDIT, named, step};
use super::{Context, EditError, check, tag};
use crate::model::{Change, Claim, ClaimId, Event, Project, Record, RecordId, Transaction};

/// A claim as a form gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    /// The claim as it is to be. Its id counts only where [`Filing::changes`] is none, and then not
    /// either: it gets a fresh one.
    pub claim: Claim,
    /// The claim that becomes this one; `None`: a new claim.
    pub changes: Option<ClaimId>,
    /// The title of an event that is made for it; the event in `claim` does not count then.
    pub new_event: Option<String>,
    /// The path, as typed, of the tag that stands for whom the source gives as its authority; made
    /// if there is none.
    pub said_by_tag: Option<String>,
}

/// Plans the step.
pub(super) fn file(
    project: &Project,
    filing: &Filing,
    ctx: &mut Context<'_>,
) -> Result<Transaction, EditError> {
    let mut claim = filing.claim.clone();
    claim.field = claim.field.trim().into();
    let mut maker = tag::Maker::new(project);
    if let Some(path) = &filing.said_by_tag {
        claim.attributed_to.tag = Some(maker.find_or_make(path, ctx.ids)?);
    }
    let mut changes = maker.into_changes();
    let mut of_event = None;
    if let Some(title) = &filing.new_event {
        let mut event = Event::new(ctx.ids.fresh(project)?);
        event.title = title.trim().to_owned();
        claim.event = event.id;
        let record = Record::from(event);
        of_event = Some(on_event(project, &record));
        changes.push(Change::Insert { record, slot: None });
    }
    let made: Vec<RecordId> = changes.iter().filter_map(made).collect();
    let before = match filing.changes {
        Some(id) => Some(Arc::clone(check::existing_of(project, id)?)),
        None => None,
    };
    match &before {
        Some(before) => {
            claim.id = before.id;
            claim.created = before.created;
            if before.passage != claim.passage {
                check_passage(project, &claim)?;
            }
        }
        None => {
            claim.id = ctx.ids.fresh(project)?;
            claim.created = claim.created.or(Some(ctx.now));
            check_passage(project, &claim)?;
        }
    }
    if before.as_deref() == Some(&claim) {
        return Ok(Transaction::default());
    }
    let of_event = of_event.or_else(|| {
        let event = project.get(claim.event.into())?;
        Some(on_event(project, &event))
    });
    let record = Record::from(claim);
    let before = before.map(Record::Claim);
    check::references_besides(project, before.as_ref(), &record, &made)?;
    let object = format!(
        "{}{}",
        named(project, &record),
        of_event.unwrap_or_default()
    );
    let focus = vec![record.id()];
    let verb = if before.is_some() { EDIT } else { ADD };
    changes.push(match before {
        Some(before) => Change::Set {
            before,
            after: record,
        },
        None => Change::Insert { record, slot: None },
    });
    Ok(Transaction {
        focus,
        ..step(verb, &object, changes)
    })
}

fn check_passage(project: &Project, claim: &Claim) -> Result<(), EditError> {
    match &claim.passage {
        Some(passage) => check::passage(project, passage),
        None => Ok(()),
    }
}

fn made(change: &Change) -> Option<RecordId> {
    match change {
        Change::Insert { record, .. } => Some(record.id()),
        _ => None,
    }
}
