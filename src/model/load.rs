//! Putting a project together from the records of a file.

use std::collections::HashSet;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::backlinks::{Backlinks, Name};
use super::hash::IdMap;
use super::kinds::{Kind, Record, RecordId, Tables};
use super::meta::Meta;
use super::project::Project;
use super::refs::Role;

/// A project that records are put into one after the other, as they are read.
#[derive(Debug)]
pub struct Loader {
    tables: Tables,
    backlinks: Backlinks,
    /// The kind of the record with these bits. Unreadable records have no id in the file, so their own bits do not count.
    kinds: IdMap<Kind>,
}

impl Default for Loader {
    fn default() -> Self {
        Self::new()
    }
}

impl Loader {
    /// With nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            tables: Tables::default(),
            backlinks: Backlinks::default(),
            kinds: IdMap::default(),
        }
    }

    /// Makes room for this many records.
    pub fn expect(&mut self, count: usize) {
        self.kinds.reserve(count);
        // About half of the records of a project are named by others.
        self.backlinks.reserve(count / 2);
    }

    /// Puts a record in, at the end of its table; gives it back if its id is taken.
    ///
    /// # Errors
    /// The record, if its id is taken.
    pub fn insert(&mut self, record: Record) -> Result<(), Record> {
        self.insert_at(record, None)
    }

    /// As [`Loader::insert`], into a slot of the record's table.
    ///
    /// # Errors
    /// The record, if its id or the slot is taken.
    pub(super) fn insert_at(&mut self, record: Record, slot: Option<u32>) -> Result<(), Record> {
        let id = record.id();
        let fresh = match id {
            RecordId::Unread(_) => true,
            _ => match self.kinds.entry(id.bits()) {
                Entry::Occupied(_) => false,
                Entry::Vacant(place) => {
                    place.insert(id.kind());
                    true
                }
            },
        };
        if !fresh || self.tables.insert(&record, slot).is_none() {
            return Err(record);
        }
        let backlinks = &mut self.backlinks;
        record.for_each_ref(&mut |to, role| backlinks.push(to.bits(), Name::new(id, role)));
        record.for_each_mention(&mut |bits| backlinks.push(bits, Name::new(id, Role::Mentions)));
        Ok(())
    }

    /// The project of the records put in.
    #[must_use]
    pub fn finish(mut self, meta: Meta) -> Project {
        self.backlinks.put_in_order();
        let dangling = self.dangling();
        Project::of_parts(Arc::new(meta), self.tables, self.backlinks, dangling)
    }

    /// References that lead nowhere: from which record to which.
    fn dangling(&self) -> HashSet<(RecordId, RecordId)> {
        // Most are found good by the kind of what they lead to; the records of all others are looked at.
        let mut doubtful = HashSet::new();
        for (bits, names) in self.backlinks.iter() {
            let kind = self.kinds.get(&bits).copied();
            for (from, role) in names.map(Name::parts) {
                if role != Role::Mentions && (kind.is_none() || kind != only_kind(role)) {
                    doubtful.insert(from);
                }
            }
        }
        let mut dangling = HashSet::new();
        for record in doubtful.into_iter().filter_map(|id| self.tables.get(id)) {
            record.for_each_ref(&mut |to, _| {
                if !self.tables.contains(to) {
                    dangling.insert((record.id(), to));
                }
            });
        }
        dangling
    }
}

/// The kind of what is named in this role, if it is always the same.
fn only_kind(role: Role) -> Option<Kind> {
    match role {
        Role::Tagged => Some(Kind::Tag),
        Role::OfSource | Role::DrawsOn => Some(Kind::Source),
        Role::InCapture => Some(Kind::Capture),
        Role::OfEvent => Some(Kind::Event),
        Role::TakenFrom => Some(Kind::Claim),
        Role::StandsFor | Role::Remark | Role::LinkFrom | Role::LinkTo | Role::Mentions => None,
    }
}
