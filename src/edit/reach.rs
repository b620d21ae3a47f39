//! How far an edit reaches, for previews before it is done.

use std::collections::HashSet;

use super::pace::Pace;
use super::removal::{Outcome, Removal};
use super::{Edit, anchor, delete, path, tag, tag_tree};
use crate::model::{CaptureId, DeletionId, Kind, Project, RecordId, Role, Tag, TagId};

/// What an edit touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Tags that are made, change, or go.
    pub tags: usize,
    /// Other records that are made, change, or go. For a tag that gets another path: the records
    /// that bear or name it or a tag below, which show it under its new name.
    pub records: usize,
}

/// What `edit` would touch; nothing, for ids that are not there. Takes time with the number of
/// tags and of records touched, not with the size of the project; keep it for the project's
/// revision rather than ask in every frame.
#[must_use]
pub fn reach(project: &Project, edit: &Edit) -> Reach {
    match edit {
        Edit::AddTag { records, path } => add_tag(project, records, path),
        Edit::RemoveTag { records, tag } => {
            let ids: HashSet<_> = records.iter().copied().collect();
            let records = ids.into_iter().filter(|&id| bears(project, id, *tag));
            Reach {
                tags: 0,
                records: records.count(),
            }
        }
        Edit::RenameTag { tag, path } => rename_tag(project, *tag, path),
        Edit::MergeTags { from, into } => merge_tags(project, from, *into),
        Edit::DeleteTag { tag } => deleted(project, &[(*tag).into()]),
        Edit::Delete { records } => deleted(project, records),
        Edit::RestoreDeleted { deletions } => in_trash(project, &mut |id| deletions.contains(&id)),
        Edit::EmptyTrash { deletions } => in_trash(project, &mut |id| {
            deletions.as_ref().is_none_or(|some| some.contains(&id))
        }),
        Edit::SetResolution {
            annotations,
            resolution,
        } => {
            let ids: HashSet<_> = annotations.iter().copied().collect();
            let found = ids
                .into_iter()
                .filter_map(|id| project.annotations().get(id));
            Reach {
                tags: 0,
                records: found.filter(|a| a.resolution != *resolution).count(),
            }
        }
        Edit::NewTag { .. } => Reach {
            tags: 1,
            records: 0,
        },
        Edit::SetMeta { .. } => Reach::default(),
        Edit::Set { after, .. } => match after.id() {
            RecordId::Tag(tag) => of_tags(project, &[tag]),
            _ => ONE_RECORD,
        },
        Edit::NewEvent { .. }
        | Edit::NewSource { .. }
        | Edit::NewNote { .. }
        | Edit::NewLink { .. }
        | Edit::NewView(_)
        | Edit::NewClaim(_)
        | Edit::FileClaim(_)
        | Edit::NewAssessment(_)
        | Edit::Annotate { .. }
        | Edit::Reply { .. }
        | Edit::Assess { .. }
        | Edit::AcceptPassage { .. }
        | Edit::ChoosePassage { .. }
        | Edit::PutPassageBack { .. }
        | Edit::Mend { .. } => ONE_RECORD,
        Edit::AddCapture {
            source,
            nature,
            taken,
            carry,
            ..
        } => {
            let old = anchor::carried_from(project, *source, *nature, taken).filter(|_| *carry);
            with_passages(project, old.map(|capture| capture.id))
        }
        Edit::EditCaptureText { capture, .. } | Edit::AcceptMoved { capture } => {
            with_passages(project, Some(*capture))
        }
    }
}

/// What these deletions hold.
fn in_trash(project: &Project, is_meant: &mut dyn FnMut(DeletionId) -> bool) -> Reach {
    let deletions = project.trash().iter().filter(|one| is_meant(one.id));
    let mut reach = Reach::default();
    for deletion in deletions {
        let tags = deletion.records.ids().filter(|id| id.kind() == Kind::Tag);
        let tags = tags.count();
        reach.tags += tags;
        reach.records += deletion.records.len() - tags;
    }
    reach
}

const ONE_RECORD: Reach = Reach {
    tags: 0,
    records: 1,
};

/// A capture, and the records with passages in `capture`, which may all change.
fn with_passages(project: &Project, capture: Option<CaptureId>) -> Reach {
    let passages = capture.map_or(0, |capture| project.with_passages_in(capture).count());
    Reach {
        tags: 0,
        records: 1 + passages,
    }
}

fn add_tag(project: &Project, records: &[RecordId], typed: &str) -> Reach {
    let Ok(path) = path::normal_path(typed) else {
        return Reach::default();
    };
    let tag = tag::find(project, &path);
    let ids: HashSet<_> = records.iter().copied().collect();
    let able = ids.into_iter().filter(|id| id.kind().bears_tags());
    let able = able.filter(|&id| project.contains(id));
    let bare = able.filter(|&id| !tag.is_some_and(|tag| bears(project, id, tag)));
    Reach {
        tags: usize::from(tag.is_none()),
        records: bare.count(),
    }
}

fn bears(project: &Project, id: RecordId, tag: TagId) -> bool {
    let record = project.get(id);
    record.is_some_and(|record| record.tags().is_some_and(|tags| tags.contains(tag)))
}

fn with_below(project: &Project, tag: TagId) -> Vec<TagId> {
    if !project.tags().contains(tag) {
        return Vec::new();
    }
    let mut tags = vec![tag];
    tags.extend(tag_tree::below(project, tag));
    tags
}

/// These tags and the records that bear or name one of them.
fn of_tags(project: &Project, tags: &[TagId]) -> Reach {
    Reach {
        tags: tags.len(),
        records: naming(project, tags).len(),
    }
}

fn naming(project: &Project, tags: &[TagId]) -> HashSet<RecordId> {
    let names = tags.iter().flat_map(|&tag| project.backlinks(tag.into()));
    let names = names.filter(|(_, role)| *role != Role::Mentions);
    names.map(|(by, _)| by).collect()
}

fn rename_tag(project: &Project, tag: TagId, typed: &str) -> Reach {
    let mut reach = of_tags(project, &with_below(project, tag));
    if let (Some(before), Ok(path)) = (project.tags().get(tag), path::normal_path(typed)) {
        let after = Tag {
            path,
            ..before.clone()
        };
        reach.records += tag_tree::in_views(project, before, &after).len();
    }
    reach
}

fn merge_tags(project: &Project, from: &[TagId], into: TagId) -> Reach {
    let Some(target) = project.tags().shared(into) else {
        return Reach::default();
    };
    let from: Vec<TagId> = from.iter().copied().filter(|&tag| tag != into).collect();
    let merge = tag_tree::merge(project, &from, target);
    let moved: Vec<TagId> = merge.moved(project).collect();
    let gone: Vec<RecordId> = merge.heirs.keys().map(|&tag| tag.into()).collect();
    let tags = moved.len() + gone.len();
    let outcome = Removal::of(project, &gone, merge.heirs, &Pace::steady()).into_outcome();
    let mut records = naming(project, &moved);
    records.extend(changed(&outcome));
    records.extend(outcome.gone.iter().filter(|id| !is_tag(id)));
    let views = tag_tree::merged_in_views(project, &from, target).len();
    Reach {
        tags,
        records: records.len() + views,
    }
}

fn deleted(project: &Project, asked: &[RecordId]) -> Reach {
    let there = asked.iter().copied().filter(|&id| project.contains(id));
    let outcome = delete::outcome(project, &there.collect::<Vec<_>>(), &Pace::steady());
    let tags = outcome.gone.iter().filter(|id| is_tag(id)).count();
    Reach {
        tags,
        records: outcome.gone.len() - tags + changed(&outcome).len(),
    }
}

/// The records that stay and are changed.
fn changed(outcome: &Outcome) -> HashSet<RecordId> {
    let otherwise = outcome.rewritten.iter().chain(&outcome.unfounded);
    outcome.retagged.iter().chain(otherwise).copied().collect()
}

fn is_tag(id: &RecordId) -> bool {
    matches!(id, RecordId::Tag(_))
}
