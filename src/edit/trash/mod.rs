//! The trash: what is deleted goes into it, and comes back from it until it is emptied.
//!
//! A deletion holds the records that went, whole, and the records that stayed as they read before. What
//! these read as afterwards is not kept, since it follows: [`Without`](super::without::Without) says it.
//! `restore.rs` brings deletions back, in any order.

mod come;
mod restore;
mod spots;
mod step;
mod telling;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::pace::Pace;
use super::removal::Outcome;
use super::words::{DELETE, counted_by_kind, cut, step};
use super::{Context, EditError};
use crate::model::{
    Change, Dangling, Deletion, DeletionId, Kind, Project, Record, RecordId, Records, StoodIn,
    Tagged, Transaction,
};

pub(super) use restore::restore;

/// Characters of a sentence of the trash after which it is not repeated: it can be from anywhere.
const WHAT_CHARS: usize = 200;

/// The change that puts into the trash what the outcome takes out of the project; `what` it is, in words.
pub(super) fn put(
    project: &Project,
    outcome: &Outcome,
    what: String,
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Option<Change>, EditError> {
    let changes = || pace.over(&outcome.changes);
    let removed = changes().filter_map(|change| match change {
        // What took the place of an unreadable record is a record of its own.
        Change::Remove { record, .. } if !is_mended(record) => Some(record.clone()),
        _ => None,
    });
    let named_by = changes().filter_map(|change| match change {
        Change::Set { before, .. } => Some(before.clone()),
        _ => None,
    });
    let tagged = changes().filter_map(|change| match change {
        Change::Tag { tag, records, .. } => Some(Tagged {
            tag: *tag,
            records: records.to_vec(),
        }),
        _ => None,
    });
    let records: Records = removed.collect();
    if records.is_empty() {
        return Ok(None);
    }
    let deletion = Deletion {
        id: ctx.ids.fresh(project)?,
        when: ctx.now,
        what,
        dangling: dangling(project, &records, pace),
        texts: texts(project, &records, pace),
        records,
        tagged: tagged.collect(),
        named_by: named_by.collect(),
    };
    Ok(Some(Change::Insert {
        record: deletion.into(),
        slot: None,
    }))
}

fn is_mended(record: &Record) -> bool {
    matches!(record, Record::Unread(unread) if unread.mended.is_some())
}

/// The references of the records that lead nowhere already.
fn dangling(project: &Project, records: &Records, pace: &Pace<'_>) -> Vec<Dangling> {
    let may = project.may_dangle();
    if may.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for record in pace.over(records.iter()) {
        let from = record.id();
        let nowhere = project.dangling_of(&record);
        let nowhere = nowhere.into_iter().map(|(to, _)| Dangling { from, to });
        found.extend(nowhere.filter(|one| may.binary_search(&(one.from, one.to)).is_ok()));
    }
    found
}

/// The texts of captures that stay and that records which go have passages in.
fn texts(project: &Project, records: &Records, pace: &Pace<'_>) -> Vec<StoodIn> {
    let captures = records.ids().filter(|id| id.kind() == Kind::Capture);
    let going: HashSet<RecordId> = captures.collect();
    let mut texts = BTreeMap::new();
    for record in pace.over(records.iter()) {
        let passage = record.passage();
        let Some(passage) = passage.filter(|passage| !going.contains(&passage.capture.into()))
        else {
            continue;
        };
        if let Some(capture) = project.captures().get(passage.capture) {
            texts.insert(capture.id, capture.sha256);
        }
    }
    let texts = texts.into_iter();
    texts
        .map(|(capture, sha256)| StoodIn { capture, sha256 })
        .collect()
}

/// The step that takes deletions out of the trash for good; `None`: all of them.
pub(super) fn empty(
    project: &Project,
    deletions: Option<&[DeletionId]>,
) -> Result<Transaction, EditError> {
    let chosen = match deletions {
        None => project.trash().iter().cloned().collect(),
        Some(ids) => chosen(project, ids)?,
    };
    let object = match (deletions, chosen.as_slice()) {
        (_, []) => return Ok(Transaction::default()),
        (Some(_), [one]) => format!("{} for good", words_of(one)),
        (_, many) => format!("{} for good", Kind::Deletion.counted(many.len())),
    };
    let removals = chosen.into_iter().map(|deletion| Change::Remove {
        record: Record::Deletion(deletion),
        slot: None,
    });
    let changes = removals.collect();
    Ok(match deletions {
        Some(_) => step(DELETE, &object, changes),
        None => Transaction {
            label: "Empty the trash".to_owned(),
            done: format!("Emptied the trash: deleted {object}"),
            changes,
            ..Transaction::default()
        },
    })
}

/// Those of the deletions that exist, each once, in the order of the trash; an error if there are none.
fn chosen(project: &Project, ids: &[DeletionId]) -> Result<Vec<Arc<Deletion>>, EditError> {
    let asked: HashSet<_> = ids.iter().collect();
    let there = project.trash().iter();
    let chosen: Vec<_> = there
        .filter(|one| asked.contains(&one.id))
        .cloned()
        .collect();
    if chosen.is_empty() && !ids.is_empty() {
        return Err(EditError::Gone(Kind::Deletion));
    }
    Ok(chosen)
}

/// What a deletion holds, in words.
fn words_of(deletion: &Deletion) -> String {
    let what = deletion.what.split_whitespace();
    let what = what.collect::<Vec<_>>().join(" ");
    if what.is_empty() || what.chars().nth(WHAT_CHARS).is_some() {
        let ids: Vec<RecordId> = deletion.records.ids().collect();
        return counted_by_kind(&ids);
    }
    // The names in it are cut already where the program wrote it.
    what
}

/// The record as a subject: "event Koh-e-Sabz strike".
fn called(project: &Project, record: &Record) -> String {
    cut(&super::words::named(project, record))
}
