//! The tree of tags: renaming and moving, merging, deleting.
//!
//! The tree is in the paths: `actor/jaish` lies below `actor`, whether there is a tag `actor` or
//! not. Two tags never get the same path here.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::pace::Pace;
use super::path::{is_below, moved_path, normal_path};
use super::removal::Removal;
use super::words::{EDIT, Verb, counted, counted_by_kind, cut, step};
use super::{Context, EditError, check, delete, tag_query};
use crate::model::{Change, Kind, Project, Record, RecordId, Tag, TagId, Transaction};

const RENAME: Verb = ("Rename", "Renamed");
const MOVE: Verb = ("Move", "Moved");
const MERGE: Verb = ("Merge", "Merged");

/// The tags below this one, in the order of the file.
pub(super) fn below(project: &Project, tag: TagId) -> Vec<TagId> {
    let Some(above) = project.tags().get(tag) else {
        return Vec::new();
    };
    let tags = project.tags().iter();
    let below = tags.filter(|tag| is_below(&tag.path, &above.path));
    below.map(|tag| tag.id).collect()
}

pub(super) fn rename_tag(
    project: &Project,
    tag: TagId,
    typed: &str,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let before = check::existing_of(project, tag)?;
    let path = normal_path(typed)?;
    if path == before.path {
        return Ok(Transaction::default());
    }
    let after = Tag {
        path,
        ..before.as_ref().clone()
    };
    let mut changes = renamed(project, before, &after, pace)?;
    let mut with = match changes.len() - 1 {
        0 => String::new(),
        count => format!(" with {} below it", Kind::Tag.counted(count)),
    };
    let views = in_views(project, before, &after);
    with.push_str(&tag_query::words(views.len()));
    changes.extend(views);
    let is_renamed = before.parent_path() == after.parent_path();
    let (verb, whereto) = match after.parent_path() {
        _ if is_renamed => (RENAME, cut(after.name())),
        None => (MOVE, format!("the top as {}", cut(&after.path))),
        Some(_) => (MOVE, cut(&after.path)),
    };
    let object = format!("tag {} to {whereto}{with}", cut(&before.path));
    Ok(Transaction {
        focus: vec![tag.into()],
        ..step(verb, &object, changes)
    })
}

/// The step for a tag whose path changes together with its other fields.
pub(super) fn set_tag(
    project: &Project,
    after: &Tag,
    what: &str,
) -> Result<Transaction, EditError> {
    let before = check::existing_of(project, after.id)?;
    let path = normal_path(&after.path)?;
    let after = Tag {
        path,
        ..after.clone()
    };
    if after == **before {
        return Ok(Transaction::default());
    }
    let mut changes = renamed(project, before, &after, &Pace::steady())?;
    let views = in_views(project, before, &after);
    let views_too = tag_query::words(views.len());
    changes.extend(views);
    let object = format!("{what} of tag {}{views_too}", cut(&after.path));
    Ok(step(EDIT, &object, changes))
}

/// The changes that make `after` of the tag `before` and move the tags below along.
fn renamed(
    project: &Project,
    before: &Arc<Tag>,
    after: &Tag,
    pace: &Pace<'_>,
) -> Result<Vec<Change>, EditError> {
    let mut changes = vec![set(before, after.clone())];
    if before.path == after.path {
        return Ok(changes);
    }
    let mut stay: HashMap<String, TagId> = HashMap::new();
    let others = project.tags().iter().filter(|tag| tag.id != before.id);
    for tag in pace.over(others) {
        if let Some(path) = moved_path(&tag.path, &before.path, &after.path) {
            let moved = Tag {
                path,
                ..tag.as_ref().clone()
            };
            changes.push(set(tag, moved));
        } else {
            stay.entry(one_form(&tag.path)).or_insert(tag.id);
        }
    }
    for change in &changes {
        if let Change::Set {
            after: Record::Tag(tag),
            ..
        } = change
            && let Some(&by) = stay.get(&one_form(&tag.path))
        {
            let path = tag.path.clone();
            return Err(EditError::PathTaken { path, by });
        }
    }
    Ok(changes)
}

/// The changes to the queries of saved views when `before` becomes `after`.
pub(super) fn in_views(project: &Project, before: &Tag, after: &Tag) -> Vec<Change> {
    if before.path == after.path {
        return Vec::new();
    }
    tag_query::changes(project, &|path| {
        if path == before.path {
            Some(after.path.clone())
        } else {
            moved_path(path, &before.path, &after.path)
        }
    })
}

/// The path as it is told from others: files are written by hand too.
fn one_form(path: &str) -> String {
    normal_path(path).unwrap_or_else(|_| path.to_owned())
}

fn set(before: &Arc<Tag>, after: Tag) -> Change {
    Change::Set {
        before: Record::Tag(Arc::clone(before)),
        after: after.into(),
    }
}

/// What a merge does to tags.
#[derive(Debug, Default)]
pub(super) struct Merge {
    /// Tags that go, and the tags that take their places.
    pub(super) heirs: HashMap<TagId, TagId>,
    /// The same tags in the order in which they were found.
    gone: Vec<TagId>,
    /// Tags that stay and change: other paths, descriptions taken over.
    changed: BTreeMap<TagId, Tag>,
}

pub(super) fn merge_tags(
    project: &Project,
    from: &[TagId],
    into: TagId,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let target = check::existing_of(project, into)?;
    let mut from = from.to_vec();
    from.sort_unstable();
    from.dedup();
    from.retain(|&tag| tag != into);
    let asked = from.len();
    from.retain(|&tag| project.tags().contains(tag));
    match from.as_slice() {
        [] if asked > 0 => return Err(EditError::Gone(Kind::Tag)),
        [] => return Ok(Transaction::default()),
        _ => {}
    }
    let merge = merge(project, &from, target);
    let views = merged_in_views(project, &from, target);
    let gone: Vec<RecordId> = merge.gone.iter().map(|&tag| tag.into()).collect();
    let outcome = Removal::of(project, &gone, merge.heirs, pace).into_outcome();

    let mut object = match from.as_slice() {
        [one] => project
            .tags()
            .get(*one)
            .map(|tag| format!("tag {}", cut(&tag.path))),
        _ => None,
    }
    .unwrap_or_else(|| Kind::Tag.counted(from.len()));
    object.push_str(" into ");
    object.push_str(&cut(&target.path));
    if !outcome.retagged.is_empty() {
        object.push_str(" on ");
        object.push_str(&counted(&outcome.retagged));
    }
    object.push_str(&tag_query::words(views.len()));
    let lost = outcome
        .gone
        .iter()
        .filter(|id| !matches!(id, RecordId::Tag(_)));
    let lost = counted_by_kind(lost);
    if !lost.is_empty() {
        object.push_str(", deleting ");
        object.push_str(&lost);
    }

    let mut changes = outcome.changes;
    for (id, after) in merge.changed {
        changes.extend(project.tags().shared(id).map(|before| set(before, after)));
    }
    changes.extend(views);
    Ok(Transaction {
        focus: vec![into.into()],
        ..step(MERGE, &object, changes)
    })
}

/// What becomes of the tags when `from` merge into `target`. A tag belongs to the nearest of them
/// above it; those that belong to `target` stay.
pub(super) fn merge(project: &Project, from: &[TagId], target: &Arc<Tag>) -> Merge {
    let roots: Vec<&Arc<Tag>> = from
        .iter()
        .filter_map(|&id| project.tags().shared(id))
        .collect();
    let mut merge = Merge::default();
    let mut taken: HashMap<String, TagId> = HashMap::new();
    // Where each tag that belongs to one of `from` is to go. If two are to go to one place, the
    // first in the file stays and the other merges into it.
    let mut moving: Vec<(String, &Arc<Tag>)> = Vec::new();
    for tag in project.tags().iter() {
        if from.contains(&tag.id) {
            merge.put(project, tag, target.id);
            continue;
        }
        let root = (tag.id != target.id).then(|| nearest_above(&roots, target, &tag.path));
        match root
            .flatten()
            .and_then(|root| moved_path(&tag.path, &root.path, &target.path))
        {
            Some(path) => moving.push((path, tag)),
            None => {
                taken.entry(one_form(&tag.path)).or_insert(tag.id);
            }
        }
    }
    for (path, tag) in moving {
        if let Some(&heir) = taken.get(&one_form(&path)) {
            merge.put(project, tag, heir);
        } else {
            taken.insert(one_form(&path), tag.id);
            let moved = Tag {
                path,
                ..tag.as_ref().clone()
            };
            if moved.path != tag.path {
                merge.changed.insert(tag.id, moved);
            }
        }
    }
    merge
}

/// Which of `roots` lies nearest above `path`, if `target` does not lie nearer or as near.
fn nearest_above<'a>(
    roots: &[&'a Arc<Tag>],
    target: &Arc<Tag>,
    path: &str,
) -> Option<&'a Arc<Tag>> {
    let above = roots.iter().filter(|root| is_below(path, &root.path));
    let nearest = above.max_by_key(|root| root.path.len())?;
    let is_nearer = is_below(path, &target.path) && target.path.len() >= nearest.path.len();
    (!is_nearer).then_some(nearest)
}

/// The changes to the queries of saved views when `from` merge into `target`.
pub(super) fn merged_in_views(project: &Project, from: &[TagId], target: &Arc<Tag>) -> Vec<Change> {
    let roots: Vec<&Arc<Tag>> = from
        .iter()
        .filter_map(|&id| project.tags().shared(id))
        .collect();
    tag_query::changes(project, &|path| {
        if path == target.path {
            None
        } else if roots.iter().any(|root| root.path == path) {
            Some(target.path.clone())
        } else {
            let root = nearest_above(&roots, target, path)?;
            moved_path(path, &root.path, &target.path)
        }
    })
}

impl Merge {
    /// The tags that stay and get another path.
    pub(super) fn moved(&self, project: &Project) -> impl Iterator<Item = TagId> {
        self.changed
            .values()
            .filter(|after| {
                let before = project.tags().get(after.id);
                before.is_some_and(|before| before.path != after.path)
            })
            .map(|after| after.id)
    }

    /// `tag` goes and `heir` takes its place, with its description.
    fn put(&mut self, project: &Project, tag: &Tag, heir: TagId) {
        self.heirs.insert(tag.id, heir);
        self.gone.push(tag.id);
        if tag.description.trim().is_empty() {
            return;
        }
        let known = self.changed.get(&heir).or_else(|| project.tags().get(heir));
        let Some(mut after) = known.cloned() else {
            return;
        };
        if !after.description.contains(&tag.description) {
            if !after.description.is_empty() {
                after.description.push_str("\n\n");
            }
            after.description.push_str(&tag.description);
            self.changed.insert(heir, after);
        }
    }
}

pub(super) fn delete_tag(
    project: &Project,
    tag: TagId,
    ctx: &mut Context<'_>,
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    check::existing_of(project, tag)?;
    delete::into_trash(project, vec![tag.into()], ctx, pace)
}
