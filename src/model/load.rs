//! Putting a project together from the records of a file.
//!
//! While records come in, only what they are is kept: where each lies and whom it names. What they are found by is made at the
//! end from all at once, which is several times faster than adding one to the other.

use std::collections::HashSet;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::backlinks::{Backlinks, Link, Name};
use super::hash::IdMap;
use super::kinds::{Kind, Record, RecordId, Tables};
use super::meta::Meta;
use super::project::Project;
use super::refs::Role;

/// A project that records are put into one after the other, as they are read.
#[derive(Debug, Default)]
pub struct Loader {
    tables: Tables,
    links: Vec<Link>,
    /// References to a kind of record that does not follow from their role: from which record to which.
    unusual: Vec<(RecordId, RecordId)>,
    /// The kind of the record with these bits. Unreadable records have no id in the file, so theirs are told apart by
    /// [`UNREAD`].
    kinds: IdMap<Kind>,
}

/// A bit that no id has.
const UNREAD: u64 = 1 << 63;

/// References to a record, about.
const REFS: usize = 4;

impl Loader {
    /// With nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for this many records.
    pub fn expect(&mut self, count: usize) {
        self.kinds.reserve(count);
        self.links.reserve(REFS * count);
    }

    /// Puts a record in, at the end of its table; gives it back if its id is taken.
    ///
    /// # Errors
    /// The record, if its id is taken.
    pub fn insert(&mut self, record: Record) -> Result<(), Record> {
        if !self.take_id(record.id()) {
            return Err(record);
        }
        self.place(record, None);
        Ok(())
    }

    /// Puts a record in, into a slot of its table; `None` if its id or the slot is taken. No project is to be made then.
    pub(super) fn insert_at(&mut self, record: Record, slot: u32) -> Option<()> {
        let fresh = self.take_id(record.id());
        (fresh && self.place(record, Some(slot))).then_some(())
    }

    /// Says whether the id was free.
    fn take_id(&mut self, id: RecordId) -> bool {
        let key = match id {
            RecordId::Unread(id) => id.bits() | UNREAD,
            id => id.bits(),
        };
        match self.kinds.entry(key) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(id.kind());
                true
            }
        }
    }

    /// Says whether the slot was free.
    fn place(&mut self, record: Record, slot: Option<u32>) -> bool {
        let id = record.id();
        let (links, unusual) = (&mut self.links, &mut self.unusual);
        record.for_each_ref(&mut |to, role| {
            links.push(Link::new(to.bits(), Name::new(id, role)));
            if usual_kind(role) != Some(to.kind()) {
                unusual.push((id, to));
            }
        });
        record.for_each_mention(&mut |bits| {
            links.push(Link::new(bits, Name::new(id, Role::Mentions)));
        });
        self.tables.place(record, slot).is_some()
    }

    /// The project of the records put in.
    #[must_use]
    pub fn finish(mut self, meta: Meta) -> Project {
        self.tables.find_all();
        let backlinks = Backlinks::of_links(std::mem::take(&mut self.links));
        let dangling = self.dangling(&backlinks);
        Project::of_parts(Arc::new(meta), self.tables, backlinks, dangling)
    }

    /// References that lead nowhere: from which record to which.
    fn dangling(&self, backlinks: &Backlinks) -> HashSet<(RecordId, RecordId)> {
        let mut dangling = HashSet::new();
        for &(from, to) in &self.unusual {
            if !self.tables.contains(to) {
                dangling.insert((from, to));
            }
        }
        // The others are known to be good if the kind of what they lead to is that of their role. If it is not, the
        // records that they come from are looked at.
        for names in backlinks.read().chunk_by(|one, next| one.to() == next.to()) {
            let kind = names.first().and_then(|link| self.kinds.get(&link.to()));
            for (from, role) in names.iter().map(|link| link.name().parts()) {
                if usual_kind(role).is_some_and(|usual| kind != Some(&usual)) {
                    self.dangling_of(from, &mut dangling);
                }
            }
        }
        dangling
    }

    fn dangling_of(&self, from: RecordId, dangling: &mut HashSet<(RecordId, RecordId)>) {
        if let Some(record) = self.tables.get(from) {
            record.for_each_ref(&mut |to, _| {
                if !self.tables.contains(to) {
                    dangling.insert((from, to));
                }
            });
        }
    }
}

/// The kind of what is named in this role, if it is nearly always the same.
fn usual_kind(role: Role) -> Option<Kind> {
    match role {
        Role::Tagged | Role::StandsFor => Some(Kind::Tag),
        Role::OfSource | Role::DrawsOn => Some(Kind::Source),
        Role::InCapture => Some(Kind::Capture),
        Role::OfEvent => Some(Kind::Event),
        Role::TakenFrom => Some(Kind::Claim),
        Role::Remark | Role::LinkFrom | Role::LinkTo | Role::Mentions => None,
    }
}
