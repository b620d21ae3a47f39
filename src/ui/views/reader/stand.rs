//! How the claims on a text stand to what others say of the same events. Only those events are looked at.

use std::collections::{HashMap, HashSet};

use crate::evidence::{Against, Entry, Sign, accounts};
use crate::model::{Claim, ClaimId, EventId, Project, Quantity, Rare, Value, capital};
use crate::query::value_text;

/// The claims of a text with their places in the accounts of their events.
pub(super) fn standing(project: &Project, claims: &[&Claim]) -> HashMap<ClaimId, Entry> {
    let here: HashSet<ClaimId> = claims.iter().map(|claim| claim.id).collect();
    let events: HashSet<EventId> = claims.iter().map(|claim| claim.event).collect();
    let accounts = events
        .into_iter()
        .map(|event| accounts(project, event, None));
    let fields = accounts.flat_map(|accounts| accounts.fields);
    let entries = fields.flat_map(|field| field.entries);
    entries
        .filter(|entry| here.contains(&entry.claim))
        .map(|entry| (entry.claim, entry))
        .collect()
}

/// "Wounded: 4, not 3", for a claim that is in conflict.
pub(super) fn contested(project: &Project, claim: &Claim, entry: &Entry) -> Option<String> {
    if entry.sign != Sign::Conflict {
        return None;
    }
    let other = match entry.against? {
        Against::Claim(id) => &project.claims().get(id)?.value,
        Against::Assessed(id) => &project.assessments().get(id)?.value,
    };
    let (mut here, mut there) = (figure(project, &claim.value), figure(project, other));
    if here == there {
        here = value_text(project, &claim.value);
        there = value_text(project, other);
    }
    Some(format!("{}: {here}, not {there}", capital(&claim.field)))
}

/// A value in a line of the margin: of figures the figure alone.
fn figure(project: &Project, value: &Value) -> String {
    match value {
        Value::Number(quantity) => Quantity {
            scope: Rare::default(),
            ..quantity.clone()
        }
        .short(),
        other => value_text(project, other),
    }
}
