//! Deleting records with everything that cannot stand without them.
//!
//! | goes | with it | changed, not gone |
//! |---|---|---|
//! | source | its captures and claims; claims and annotations on passages of those captures | lineage of others, attributions |
//! | capture | annotations on its passages | claims on its passages lose them and keep what they say |
//! | event | its claims and assessments | |
//! | claim | | assessments taken from it |
//! | tag | the tags below it | records that bear it, or name it as an actor or a place |
//! | any | annotations on it with their answers, links from and to it | |
//!
//! All of it goes into the trash, with what was taken off the records that stay; see `trash/`.

use std::collections::{HashMap, HashSet};

use super::pace::Pace;
use super::removal::{Outcome, Removal};
use super::words::{DELETE, counted, counted_by_kind, named, step};
use super::{Context, EditError, check, tag_tree, trash};
use crate::model::{Kind, Project, RecordId, Transaction};

pub(super) fn delete(
    project: &Project,
    records: &[RecordId],
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let asked = present(project, records, pace)?;
    if asked.is_empty() {
        return Ok(Transaction::default());
    }
    into_trash(project, asked, ctx, pace)
}

/// The step that puts these records, which exist, into the trash.
pub(super) fn into_trash(
    project: &Project,
    asked: Vec<RecordId>,
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let outcome = outcome(project, &asked, pace);
    let mut object = whole(project, &asked, &outcome);
    let deletion = trash::put(project, &outcome, object.clone(), ctx, pace)?;
    object.push_str(&aside(&outcome));
    let mut changes = outcome.changes;
    changes.extend(deletion);
    Ok(Transaction {
        focus: asked,
        ..step(DELETE, &object, changes)
    })
}

/// Those of the records that exist, each once; an error if there are none of them. What is in the
/// trash is deleted already.
fn present(
    project: &Project,
    records: &[RecordId],
    pace: &Pace<'_>,
) -> Result<Vec<RecordId>, EditError> {
    let mut seen = HashSet::new();
    let is_new =
        |id: &&RecordId| id.kind() != Kind::Deletion && project.contains(**id) && seen.insert(**id);
    let asked: Vec<_> = pace.over(records).filter(is_new).copied().collect();
    match (asked.is_empty(), records.first()) {
        (true, Some(&first)) => check::existing(project, first).map(|_| asked),
        _ => Ok(asked),
    }
}

/// What deleting these records comes to.
pub(super) fn outcome(project: &Project, asked: &[RecordId], pace: &Pace<'_>) -> Outcome {
    let mut roots = asked.to_vec();
    for &id in asked {
        if let RecordId::Tag(tag) = id {
            let below = tag_tree::below(project, tag);
            roots.extend(below.into_iter().map(RecordId::from));
        }
    }
    Removal::of(project, &roots, HashMap::new(), pace).into_outcome()
}

/// "event Koh-e-Sabz strike with 24 claims and 3 annotations".
fn whole(project: &Project, asked: &[RecordId], outcome: &Outcome) -> String {
    let mut words = match asked {
        [one] => project.get(*one).map(|record| named(project, &record)),
        _ => None,
    }
    .unwrap_or_else(|| counted(asked));
    let roots: HashSet<_> = asked.iter().collect();
    let others = outcome.gone.iter().filter(|id| !roots.contains(id));
    let others = counted_by_kind(others);
    if !others.is_empty() {
        words.push_str(" with ");
        words.push_str(&others);
    }
    words
}

/// ", off 3 claims": what becomes of records that stay.
fn aside(outcome: &Outcome) -> String {
    let mut words = String::new();
    if !outcome.retagged.is_empty() {
        words.push_str(", off ");
        words.push_str(&counted(&outcome.retagged));
    }
    if !outcome.unfounded.is_empty() {
        words.push_str(", taking the passage from ");
        words.push_str(&counted(&outcome.unfounded));
    }
    if !outcome.rewritten.is_empty() {
        words.push_str(", no longer named by ");
        words.push_str(&counted(&outcome.rewritten));
    }
    words
}
