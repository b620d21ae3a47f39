//! Which tags have the same path, and which are in use: kept, so that one tag more or less on a record
//! does not mean a look at all tags.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Kind, Project, RecordId, Role, TagId};

/// All tags by their paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TagIndex {
    known: BTreeMap<TagId, Known>,
    /// The tags of each path, in the order of the file.
    by_path: BTreeMap<String, BTreeSet<(u32, TagId)>>,
    /// Those that something bears or that stand for an actor or a place.
    in_use: BTreeSet<(String, TagId)>,
}

/// What was known of a tag when it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    path: String,
    slot: u32,
    used: bool,
}

impl TagIndex {
    pub(super) fn build(project: &Project) -> Self {
        let mut index = Self::default();
        for tag in project.tags().iter() {
            index.look_at(project, tag.id);
        }
        index
    }

    /// Looks at a tag again, which may be new or gone. Gives the tags that this makes a difference to,
    /// itself among them.
    pub(super) fn look_at(&mut self, project: &Project, id: TagId) -> BTreeSet<TagId> {
        let now = project.tags().get(id).and_then(|tag| {
            Some(Known {
                path: tag.path.clone(),
                slot: project.tags().slot(id)?,
                used: is_used(project, id),
            })
        });
        let before = self.known.get(&id).cloned();
        if now == before {
            return BTreeSet::new();
        }
        let mut others = BTreeSet::from([id]);
        if let Some(known) = &before {
            self.take_out(id, known);
            self.neighbours(&known.path, &mut others);
        }
        if let Some(known) = now {
            self.neighbours(&known.path, &mut others);
            self.put_in(id, known);
        }
        others
    }

    fn put_in(&mut self, id: TagId, known: Known) {
        let same = self.by_path.entry(known.path.clone()).or_default();
        same.insert((known.slot, id));
        if known.used {
            self.in_use.insert((known.path.clone(), id));
        }
        self.known.insert(id, known);
    }

    fn take_out(&mut self, id: TagId, known: &Known) {
        if let Some(same) = self.by_path.get_mut(&known.path) {
            same.remove(&(known.slot, id));
            if same.is_empty() {
                self.by_path.remove(&known.path);
            }
        }
        self.in_use.remove(&(known.path.clone(), id));
        self.known.remove(&id);
    }

    /// The tags with this path and those above it.
    fn neighbours(&self, path: &str, found: &mut BTreeSet<TagId>) {
        let mut at = Some(path);
        while let Some(path) = at {
            let tags = self.by_path.get(path).into_iter().flatten();
            found.extend(tags.map(|&(_, id)| id));
            at = path.rsplit_once('/').map(|(parent, _)| parent);
        }
    }

    /// Whether another tag of the same path stands before it in the file.
    pub(super) fn is_double(&self, id: TagId, path: &str) -> bool {
        let first = self.by_path.get(path).and_then(BTreeSet::first);
        first.is_some_and(|&(_, first)| first != id)
    }

    /// Whether the tag or one below it is in use.
    pub(super) fn is_in_use(&self, id: TagId, path: &str) -> bool {
        if self.known.get(&id).is_some_and(|known| known.used) {
            return true;
        }
        let below = format!("{path}/");
        let first = (below.clone(), TagId::from_bits(0));
        let next = self.in_use.range(first..).next();
        next.is_some_and(|(path, _)| path.starts_with(&below))
    }
}

/// Whether something bears the tag or is named by it. A remark on it, or a link to it, is no use.
fn is_used(project: &Project, id: TagId) -> bool {
    let id = RecordId::from(id);
    Kind::ALL.iter().any(|&kind| {
        let mut names = project.named_by(id, kind);
        names.any(|(_, role)| matches!(role, Role::Tagged | Role::StandsFor))
    })
}
