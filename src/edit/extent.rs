//! How large an edit is, told at once: whether it is work for a job.

use super::{Edit, tag_tree};
use crate::model::{Deletion, Kind, Project, RecordId};

/// Whether `edit` touches more than about `most` records: those that it is asked for, and those that name them and go
/// or change with them. Looks at no more records than that.
#[must_use]
pub fn is_large(project: &Project, edit: &Edit, most: usize) -> bool {
    let with_namers = |id: RecordId| with_namers(project, id);
    let held = |deletion: Option<&Deletion>| deletion.map_or(0, held);
    match edit {
        Edit::AddTag { records, .. } | Edit::RemoveTag { records, .. } => records.len() > most,
        Edit::SetResolution { annotations, .. } => annotations.len() > most,
        Edit::Delete { records } => exceed(most, records.iter().copied().map(with_namers)),
        Edit::DeleteTag { tag } => with_namers((*tag).into()) > most,
        Edit::MergeTags { from, .. } => {
            exceed(most, from.iter().map(|&tag| with_namers(tag.into())))
        }
        Edit::RenameTag { tag, .. } => tag_tree::below(project, *tag).len() > most,
        Edit::RestoreDeleted { deletions: some }
        | Edit::EmptyTrash {
            deletions: Some(some),
        } => exceed(most, some.iter().map(|&id| held(project.trash().get(id)))),
        Edit::EmptyTrash { deletions: None } => {
            let all = project.trash().iter();
            exceed(most, all.map(|deletion| held(Some(deletion.as_ref()))))
        }
        Edit::AcceptMoved { capture } => project.n_backlinks((*capture).into()) > most,
        _ => false,
    }
}

/// Whether the numbers come to more than `most`. Stops as soon as they do.
fn exceed(most: usize, numbers: impl Iterator<Item = usize>) -> bool {
    let mut sum = 0_usize;
    numbers.into_iter().any(|number| {
        sum += number.max(1);
        sum > most
    })
}

/// A record with those that go or change with it.
fn with_namers(project: &Project, id: RecordId) -> usize {
    let own = 1 + project.n_backlinks(id);
    match id {
        RecordId::Source(_) => {
            let captures = project.named_by(id, Kind::Capture);
            own + captures
                .map(|(id, _)| project.n_backlinks(id))
                .sum::<usize>()
        }
        RecordId::Tag(tag) => {
            let below = tag_tree::below(project, tag).into_iter();
            own + below
                .map(|tag| 1 + project.n_backlinks(tag.into()))
                .sum::<usize>()
        }
        _ => own,
    }
}

/// What a deletion in the trash holds.
fn held(deletion: &Deletion) -> usize {
    let tagged = deletion.tagged.iter().map(|tagged| tagged.records.len());
    1 + deletion.records.len() + deletion.named_by.len() + tagged.sum::<usize>()
}
