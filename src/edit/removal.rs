//! Taking records out: which others cannot stand without them, and how the rest reads afterwards.
//!
//! One engine for deleting records, deleting tags and merging tags. What a record reads as afterwards
//! is told by `without.rs`. What notes say stays as written, links to what is gone included.
//!
//! Limits: it follows the project's backlinks; a reference of a file that gives the id of one kind
//! for another is nobody's reference and is left alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::pace::Pace;
use super::without::Without;
use crate::model::{CaptureId, Change, Link, Project, Record, RecordId, Role, TagId, Target};

/// Records on their way out.
pub(super) struct Removal<'p> {
    project: &'p Project,
    pace: &'p Pace<'p>,
    gone: HashSet<RecordId>,
    /// The same in the order in which they were found.
    order: Vec<RecordId>,
    /// Tags that others take the place of.
    heirs: HashMap<TagId, TagId>,
    /// Records that stay, perhaps, and name one that goes.
    touched: BTreeSet<RecordId>,
}

/// What a removal comes to.
pub(super) struct Outcome {
    /// The changes, all of them.
    pub(super) changes: Vec<Change>,
    /// All records that go, the asked ones first.
    pub(super) gone: Vec<RecordId>,
    /// Records that stay and are changed otherwise than in their tags; claims that only lose
    /// their passage are not among them.
    pub(super) rewritten: Vec<RecordId>,
    /// Claims that stay and lose their passage.
    pub(super) unfounded: Vec<RecordId>,
    /// Records that stay and bear other tags afterwards.
    pub(super) retagged: BTreeSet<RecordId>,
}

impl<'p> Removal<'p> {
    /// Of these records, which exist, and of all that cannot stand without them. Where a tag that
    /// goes has an heir, which stays, that one takes its place.
    pub(super) fn of(
        project: &'p Project,
        records: &[RecordId],
        heirs: HashMap<TagId, TagId>,
        pace: &'p Pace<'p>,
    ) -> Self {
        let mut removal = Self {
            project,
            pace,
            gone: HashSet::new(),
            order: Vec::new(),
            heirs,
            touched: BTreeSet::new(),
        };
        // All the asked ones count as gone before the first is followed: a claim goes with the
        // capture under it only if the source goes too.
        pace.over(records).for_each(|&id| removal.take(id));
        let mut next = 0;
        while let Some(&id) = removal.order.get(next).filter(|_| pace.goes_on()) {
            removal.follow(id);
            next += 1;
        }
        removal
    }

    fn take(&mut self, id: RecordId) {
        if self.project.contains(id) && self.gone.insert(id) {
            self.order.push(id);
        }
    }

    /// What becomes of the records that name `id`, which goes.
    fn follow(&mut self, id: RecordId) {
        let project = self.project;
        for (by, role) in self.pace.over(project.backlinks(id)) {
            let goes = match (id, role, by) {
                (RecordId::Source(_), Role::OfSource, _)
                | (RecordId::Event(_), Role::OfEvent, _)
                | (RecordId::Capture(_), Role::InCapture, RecordId::Annotation(_)) => true,
                (RecordId::Capture(capture), Role::InCapture, _) => self.source_goes(capture),
                (_, Role::Remark, _) => self.remark_goes(id, by),
                (_, Role::LinkFrom | Role::LinkTo, _) => self.link_goes(id, by),
                (_, Role::Tagged | Role::Mentions, _) => continue,
                _ => false,
            };
            if goes {
                self.take(by);
            } else {
                self.touched.insert(by);
            }
        }
    }

    fn source_goes(&self, capture: CaptureId) -> bool {
        let capture = self.project.captures().get(capture);
        capture.is_some_and(|capture| self.gone.contains(&capture.source.into()))
    }

    fn remark_goes(&self, id: RecordId, by: RecordId) -> bool {
        let RecordId::Annotation(by) = by else {
            return false;
        };
        let remark = self.project.annotations().get(by);
        let is_on_it = remark.is_some_and(|remark| remark.target == Target::Record(id));
        is_on_it && self.heir(id).is_none()
    }

    /// A link goes with its ends, unless heirs take their places and it still links two.
    fn link_goes(&self, id: RecordId, by: RecordId) -> bool {
        let RecordId::Link(by) = by else {
            return false;
        };
        let Some(link) = self.project.links().get(by) else {
            return false;
        };
        let (from, to) = self.ends(link);
        let is_its_end = link.from == id || link.to == id;
        is_its_end && (self.heir(id).is_none() || from == to)
    }

    fn ends(&self, link: &Link) -> (RecordId, RecordId) {
        let end = |id| self.heir(id).unwrap_or(id);
        (end(link.from), end(link.to))
    }

    fn heir(&self, id: RecordId) -> Option<RecordId> {
        match id {
            RecordId::Tag(tag) => self.heirs.get(&tag).map(|&heir| heir.into()),
            _ => None,
        }
    }

    /// The changes of the whole removal, and what they come to.
    pub(super) fn into_outcome(self) -> Outcome {
        let mut outcome = Outcome {
            changes: Vec::new(),
            gone: Vec::new(),
            rewritten: Vec::new(),
            unfounded: Vec::new(),
            retagged: BTreeSet::new(),
        };
        let staying = self.touched.iter().filter(|id| self.stays(**id));
        for &id in self.pace.over(staying) {
            self.rewrite(id, &mut outcome);
        }
        self.retag(&mut outcome);
        let order = self.pace.over(&self.order);
        let records = order.filter_map(|&id| self.project.get(id));
        let removals = records.map(|record| Change::Remove { record, slot: None });
        outcome.changes.extend(removals);
        outcome.gone = self.order;
        outcome
    }

    fn rewrite(&self, id: RecordId, outcome: &mut Outcome) {
        let Some(before) = self.project.get(id) else {
            return;
        };
        let is_gone = |id: RecordId| self.gone.contains(&id);
        let without = Without {
            is_gone: &is_gone,
            records: self.project,
            heirs: Some(&self.heirs),
        };
        let Some(after) = without.of(&before) else {
            return;
        };
        if loses_passage(&before, &after) {
            outcome.unfounded.push(id);
        } else {
            outcome.rewritten.push(id);
        }
        outcome.changes.push(Change::Set { before, after });
    }

    /// Takes the tags that go off the records that stay, and puts their heirs on.
    fn retag(&self, outcome: &mut Outcome) {
        let mut inherits: BTreeMap<TagId, BTreeSet<RecordId>> = BTreeMap::new();
        for &id in self.pace.over(&self.order) {
            let RecordId::Tag(tag) = id else { continue };
            let bearers = self.pace.over(self.project.backlinks(id));
            let bearers = bearers.filter(|(by, role)| *role == Role::Tagged && self.stays(*by));
            let bearers: Arc<[RecordId]> = bearers.map(|(by, _)| by).collect();
            if bearers.is_empty() {
                continue;
            }
            outcome.retagged.extend(bearers.iter());
            if let Some(&heir) = self.heirs.get(&tag) {
                let bare = bearers.iter().filter(|&&by| !self.bears(by, heir));
                inherits.entry(heir).or_default().extend(bare);
            }
            outcome.changes.push(Change::Tag {
                tag,
                on: false,
                records: bearers,
            });
        }
        for (tag, bare) in inherits {
            if !bare.is_empty() {
                let records = bare.into_iter().collect();
                let on = true;
                outcome.changes.push(Change::Tag { tag, on, records });
            }
        }
    }

    fn stays(&self, id: RecordId) -> bool {
        !self.gone.contains(&id)
    }

    fn bears(&self, id: RecordId, tag: TagId) -> bool {
        let record = self.project.get(id);
        record.is_some_and(|record| record.tags().is_some_and(|tags| tags.contains(tag)))
    }
}

fn loses_passage(before: &Record, after: &Record) -> bool {
    match (before, after) {
        (Record::Claim(before), Record::Claim(after)) => {
            before.passage.is_some() && after.passage.is_none()
        }
        _ => false,
    }
}
