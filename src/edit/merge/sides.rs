//! The three versions of a project, and which of them a record or a field comes from.

use std::collections::BTreeMap;

use super::groups::{Taken, Unit};
use crate::edit::fields;
use crate::model::{Kind, Meta, Record, RecordId, Snapshot, TagId, TagSet};

/// One of the two that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Side {
    /// What is open here; on the command line what is written over.
    #[default]
    Ours,
    /// What somebody else made of it.
    Theirs,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// What both began with and what each made of it.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) base: Snapshot,
    pub(super) ours: Snapshot,
    pub(super) theirs: Snapshot,
    /// The records that they have otherwise than the base, those that they deleted included.
    pub(super) changed_by_them: Vec<RecordId>,
    /// The same of us.
    pub(super) changed_by_us: Vec<RecordId>,
}

/// A record in all versions.
#[derive(Debug, Clone)]
pub(super) struct Versions {
    pub(super) base: Option<Record>,
    pub(super) ours: Option<Record>,
    pub(super) theirs: Option<Record>,
}

impl Versions {
    pub(super) fn of(&self, side: Side) -> Option<&Record> {
        match side {
            Side::Ours => self.ours.as_ref(),
            Side::Theirs => self.theirs.as_ref(),
        }
    }

    /// Whether the side has it as it was in the base.
    pub(super) fn is_untouched(&self, side: Side) -> bool {
        same(self.of(side), self.base.as_ref())
    }
}

/// Where an unreadable record stood in its file is no difference.
fn same(a: Option<&Record>, b: Option<&Record>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(Record::Unread(a)), Some(Record::Unread(b))) => {
            (&a.text, a.mended) == (&b.text, b.mended)
        }
        (Some(a), Some(b)) => a.same(b),
        _ => false,
    }
}

/// The ids of records that `after` has otherwise than `before`, in the order of the tables.
fn changed(before: &Snapshot, after: &Snapshot) -> Vec<RecordId> {
    let mut changed = Vec::new();
    for &kind in Kind::ALL {
        let is_other = |id: &RecordId| !same(before.get(*id).as_ref(), after.get(*id).as_ref());
        changed.extend(after.ids(kind).filter(is_other));
        changed.extend(before.ids(kind).filter(|id| !after.contains(*id)));
    }
    changed
}

impl Sides {
    pub(super) fn new(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> Self {
        Self {
            changed_by_us: changed(&base, &ours),
            changed_by_them: changed(&base, &theirs),
            base,
            ours,
            theirs,
        }
    }

    pub(super) fn of(&self, side: Side) -> &Snapshot {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    pub(super) fn versions(&self, id: RecordId) -> Versions {
        Versions {
            base: self.base.get(id),
            ours: self.ours.get(id),
            theirs: self.theirs.get(id),
        }
    }

    /// The side that alone has the record; `None` if both have it or neither.
    pub(super) fn only_in(&self, id: RecordId) -> Option<Side> {
        match (self.ours.contains(id), self.theirs.contains(id)) {
            (true, false) => Some(Side::Ours),
            (false, true) => Some(Side::Theirs),
            _ => None,
        }
    }

    /// Whether a record that only one side has stays, where nobody disagrees: the other side did not
    /// delete it. An unreadable record that was mended is not seen any more, and stays for undo.
    pub(super) fn stays(&self, id: RecordId) -> bool {
        let is_mended = |side: &Snapshot| match side.get(id) {
            Some(Record::Unread(unread)) => unread.mended.is_some(),
            _ => false,
        };
        !self.base.contains(id) || is_mended(&self.ours) || is_mended(&self.theirs)
    }

    /// The record as it is to be.
    pub(super) fn merged(&self, id: RecordId, taken: &Taken) -> Option<Record> {
        let versions = self.versions(id);
        let record = match (taken.side(&Unit::Presence(id)), self.only_in(id)) {
            (Some(side), Some(_)) => versions.of(side).cloned(),
            (None, Some(side)) if self.stays(id) => versions.of(side).cloned(),
            (None, Some(_)) => None,
            (_, None) => both(&versions, taken),
        }?;
        if let Record::Unread(_) = record {
            let both = [versions.ours, versions.theirs].into_iter().flatten();
            let mut mended = both.filter(
                |record| matches!(record, Record::Unread(unread) if unread.mended.is_some()),
            );
            return Some(mended.next().unwrap_or(record));
        }
        let tags = merged_tags(id, &versions, taken);
        Some(match tags {
            Some(tags) if record.tags() != Some(&tags) => record.with_tags(tags),
            _ => record,
        })
    }

    /// The description of the project as it is to be.
    pub(super) fn merged_meta(&self, taken: &Taken) -> Meta {
        let (base, ours, theirs) = (&self.base.meta, &self.ours.meta, &self.theirs.meta);
        let mut merged = (**ours).clone();
        for field in 0..fields::meta::names().len() {
            let same = |a, b| fields::meta::same_field(a, b, field);
            let take = match taken.side(&Unit::Meta(field)) {
                Some(side) => side == Side::Theirs,
                None if same(ours, theirs) || same(base, theirs) => false,
                None if same(base, ours) => true,
                None => {
                    if let Some(joined) = fields::meta::join_field(base, ours, theirs, field) {
                        merged = fields::meta::with_field(&merged, &joined, field);
                    }
                    false
                }
            };
            if take {
                merged = fields::meta::with_field(&merged, theirs, field);
            }
        }
        merged
    }
}

/// A record that both sides have, field by field; its tags are those of ours.
fn both(versions: &Versions, taken: &Taken) -> Option<Record> {
    let (ours, theirs) = (versions.ours.as_ref()?, versions.theirs.as_ref()?);
    if ours.same(theirs) || versions.is_untouched(Side::Theirs) && !taken.has(ours.id()) {
        return Some(ours.clone());
    }
    let mut merged = ours.clone();
    for field in 0..fields::count(ours.id().kind()) {
        match merged_field(versions, field, taken) {
            Source::Ours => {}
            Source::Theirs => merged = fields::with_field(&merged, theirs, field),
            Source::Joined(joined) => merged = fields::with_field(&merged, &joined, field),
        }
    }
    let base = versions.base.as_ref();
    if !base.is_some_and(|base| base.same(theirs)) {
        merged = fields::with_later(&merged, theirs);
    }
    Some(merged)
}

/// Where a field comes from.
pub(super) enum Source {
    /// From ours.
    Ours,
    /// From theirs.
    Theirs,
    /// From both; this record has it.
    Joined(Record),
}

fn merged_field(versions: &Versions, field: usize, taken: &Taken) -> Source {
    let Some(id) = versions.ours.as_ref().map(Record::id) else {
        return Source::Theirs;
    };
    match taken.side(&Unit::Field(id, field)) {
        Some(Side::Ours) => Source::Ours,
        Some(Side::Theirs) => Source::Theirs,
        None => agreed_field(versions, field).unwrap_or(Source::Ours),
    }
}

/// Where a field of a record that both have comes from; `None`: they disagree.
pub(super) fn agreed_field(versions: &Versions, field: usize) -> Option<Source> {
    let (ours, theirs) = (versions.ours.as_ref()?, versions.theirs.as_ref()?);
    if fields::same_field(ours, theirs, field) {
        return Some(Source::Ours);
    }
    let base = versions.base.as_ref()?;
    if fields::same_field(base, theirs, field) {
        Some(Source::Ours)
    } else if fields::same_field(base, ours, field) {
        Some(Source::Theirs)
    } else {
        fields::join_field(base, ours, theirs, field).map(Source::Joined)
    }
}

/// The tags of the record, one by one; `None` for kinds that bear none.
fn merged_tags(id: RecordId, versions: &Versions, taken: &Taken) -> Option<TagSet> {
    let in_play = tags_in_play(versions);
    if !id.kind().bears_tags() {
        return None;
    }
    let there = in_play
        .into_iter()
        .filter(|(tag, bears)| match taken.side(&Unit::Tag(id, *tag)) {
            Some(side) => bears.of(side),
            None => bears.agreed(versions),
        });
    Some(there.map(|(tag, _)| tag).collect())
}

/// Which versions of a record bear a tag.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bears {
    pub(super) base: bool,
    pub(super) ours: bool,
    pub(super) theirs: bool,
}

impl Bears {
    pub(super) fn of(self, side: Side) -> bool {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    /// Whether the record bears it where nobody disagrees.
    pub(super) fn agreed(self, versions: &Versions) -> bool {
        match (&versions.ours, &versions.theirs) {
            (Some(_), None) => self.ours,
            (None, _) => self.theirs,
            // Put on by one side, or taken off by none.
            (Some(_), Some(_)) => {
                if self.ours == self.theirs {
                    self.ours
                } else {
                    !self.base
                }
            }
        }
    }
}

/// The tags that any version of the record bears.
pub(super) fn tags_in_play(versions: &Versions) -> BTreeMap<TagId, Bears> {
    let mut found: BTreeMap<TagId, Bears> = BTreeMap::new();
    let mut note = |record: &Option<Record>, mark: fn(&mut Bears)| {
        let tags = record.iter().filter_map(Record::tags);
        for tag in tags.flat_map(TagSet::iter) {
            mark(found.entry(tag).or_default());
        }
    };
    note(&versions.base, |bears| bears.base = true);
    note(&versions.ours, |bears| bears.ours = true);
    note(&versions.theirs, |bears| bears.theirs = true);
    found
}
