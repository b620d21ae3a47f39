//! Tags on records and off them.

use std::collections::HashSet;
use std::sync::Arc;

use super::pace::Pace;
use super::words::{ADD, REMOVE, Verb, counted, cut, quoted, step};
use super::{Context, EditError, IdSource, check, path};
use crate::model::{
    Change, Choice as _, Project, Record, RecordId, Tag, TagColour, TagId, Transaction,
};

/// Records that a bulk step selects; the others are told by the tag.
const MAX_FOCUS: usize = 1000;

/// The tag with this path (in its one form), the first if a file has several.
pub(super) fn find(project: &Project, path: &str) -> Option<TagId> {
    let exact = project.tags().iter().find(|tag| tag.path == path);
    // Files are written by hand too, and need not hold the one form.
    let found = exact.or_else(|| {
        let mut tags = project.tags().iter();
        tags.find(|tag| path::normal_path(&tag.path).as_deref() == Ok(path))
    });
    found.map(|tag| tag.id)
}

/// Makes the tags that a step needs and that do not exist.
pub(super) struct Maker<'p> {
    project: &'p Project,
    made: Vec<Tag>,
}

impl<'p> Maker<'p> {
    pub(super) fn new(project: &'p Project) -> Self {
        Self {
            project,
            made: Vec::new(),
        }
    }

    /// The tag with this path as typed, made if there is none.
    pub(super) fn find_or_make(
        &mut self,
        typed: &str,
        ids: &mut IdSource,
    ) -> Result<TagId, EditError> {
        let path = path::normal_path(typed)?;
        let made = self.made.iter().find(|tag| tag.path == path);
        match made.map(|tag| tag.id).or_else(|| find(self.project, &path)) {
            Some(id) => Ok(id),
            None => self.make(path, None, ids),
        }
    }

    /// A new tag with this path, in its one form.
    pub(super) fn make(
        &mut self,
        path: String,
        colour: Option<TagColour>,
        ids: &mut IdSource,
    ) -> Result<TagId, EditError> {
        let id = ids.fresh(self.project)?;
        let colour = colour.unwrap_or_else(|| self.next_colour());
        self.made.push(Tag {
            id,
            path,
            colour,
            description: String::new(),
        });
        Ok(id)
    }

    /// The first colour that the fewest tags have.
    fn next_colour(&self) -> TagColour {
        let mut uses = vec![0_usize; TagColour::ALL.len()];
        let tags = self.project.tags().iter().map(AsRef::as_ref);
        for tag in tags.chain(&self.made) {
            if let Some(place) = TagColour::ALL.iter().position(|&c| c == tag.colour) {
                uses[place] += 1;
            }
        }
        let colours = TagColour::ALL.iter().zip(uses);
        // The first of the least: `min_by_key` gives the first of equals.
        let least = colours.min_by_key(|&(_, uses)| uses);
        least.map(|(&colour, _)| colour).unwrap_or_default()
    }

    /// The tags that were made, as records.
    pub(super) fn into_made(self) -> impl Iterator<Item = Record> {
        self.made.into_iter().map(Record::from)
    }

    /// The changes that put them in.
    pub(super) fn into_changes(self) -> Vec<Change> {
        self.into_made()
            .map(|record| Change::Insert { record, slot: None })
            .collect()
    }
}

pub(super) fn add_tag(
    project: &Project,
    records: &[RecordId],
    typed: &str,
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let path = path::normal_path(typed)?;
    let existing = find(project, &path);
    let bare = bearing(project, records, (existing, false), pace)?;
    if bare.is_empty() {
        return Ok(Transaction::default());
    }
    let mut maker = Maker::new(project);
    let tag = match existing {
        Some(tag) => tag,
        None => maker.make(path.clone(), None, ctx.ids)?,
    };
    Ok(tagging(
        project,
        ADD,
        &path,
        (tag, true),
        bare,
        maker.into_changes(),
    ))
}

pub(super) fn remove_tag(
    project: &Project,
    records: &[RecordId],
    tag: TagId,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let path = check::existing_of(project, tag)?.path.clone();
    let bearers = bearing(project, records, (Some(tag), true), pace)?;
    if bearers.is_empty() {
        return Ok(Transaction::default());
    }
    Ok(tagging(
        project,
        REMOVE,
        &path,
        (tag, false),
        bearers,
        Vec::new(),
    ))
}

fn tagging(
    project: &Project,
    verb: Verb,
    path: &str,
    (tag, on): (TagId, bool),
    ids: Vec<RecordId>,
    mut changes: Vec<Change>,
) -> Transaction {
    let preposition = if on { "to" } else { "from" };
    let whom = match ids.as_slice() {
        [one] => project.get(*one).map(|record| quoted(project, &record)),
        _ => None,
    };
    let whom = whom.unwrap_or_else(|| counted(&ids));
    let object = format!("tag {} {preposition} {whom}", cut(path));
    let focus = ids.iter().copied().take(MAX_FOCUS).collect();
    changes.push(Change::Tag {
        tag,
        on,
        records: Arc::from(ids),
    });
    Transaction {
        focus,
        ..step(verb, &object, changes)
    }
}

/// Those of the records that bear the tag, or do not, each once. No tag: one that nobody bears.
///
/// An error if none of them is there, or none of those there can bear tags at all.
fn bearing(
    project: &Project,
    records: &[RecordId],
    (tag, bear): (Option<TagId>, bool),
    pace: &Pace<'_>,
) -> Result<Vec<RecordId>, EditError> {
    let mut seen = HashSet::with_capacity(records.len());
    let mut chosen = Vec::new();
    let mut can_any = false;
    let mut unable = None;
    for &id in pace.over(records) {
        let Some(record) = project.get(id) else {
            continue;
        };
        let Some(tags) = record.tags() else {
            unable = unable.or(Some(id.kind()));
            continue;
        };
        can_any = true;
        if tag.is_some_and(|tag| tags.contains(tag)) == bear && seen.insert(id) {
            chosen.push(id);
        }
    }
    match (can_any, unable, records.first()) {
        (false, Some(kind), _) => Err(EditError::BearsNoTags(kind)),
        (false, None, Some(first)) => Err(EditError::Gone(first.kind())),
        _ => Ok(chosen),
    }
}
