//! Putting a project together from the records of a file.
//!
//! While records come in, only what they are is kept: where each lies and whom it names. What they are found by is made at the
//! end from all at once, which is several times faster than adding one to the other.

use std::collections::HashSet;
use std::sync::Arc;

use super::backlinks::{Backlinks, Reference, Referrer};
use super::kinds::{Kind, Record, RecordId, Tables};
use super::meta::Meta;
use super::project::Project;
use super::refs::Role;
use super::shared::CaptureTexts;

/// A project that records are put into one after the other, as they are read. Each must have an id of its own; whether that
/// is so is told by [`Loader::ids_taken_twice`].
#[derive(Debug, Default)]
pub struct Loader {
    tables: Tables,
    records: Vec<Placed>,
    references: Vec<Reference>,
    /// References to a kind of record that does not follow from their role: from which record to which.
    unusual: Vec<(RecordId, RecordId)>,
    texts: CaptureTexts,
}

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
        self.records.reserve(count);
        self.references.reserve(REFS * count);
    }

    /// Puts a record in, at the end of its table.
    pub fn insert(&mut self, record: Record) {
        self.place(record, None);
    }

    /// Puts a record in, into a slot of its table; `None` if the slot is taken. No project is to be made then.
    pub(super) fn insert_at(&mut self, record: Record, slot: u32) -> Option<()> {
        self.place(record, Some(slot)).then_some(())
    }

    /// Says whether the slot was free.
    fn place(&mut self, mut record: Record, slot: Option<u32>) -> bool {
        self.texts.meet(&mut record);
        let id = record.id();
        let (references, unusual) = (&mut self.references, &mut self.unusual);
        record.for_each_ref(&mut |to, role| {
            references.push(Reference::new(to.bits(), Referrer::new(id, role)));
            if usual_kind(role) != Some(to.kind()) {
                unusual.push((id, to));
            }
        });
        record.for_each_mention(&mut |bits| {
            references.push(Reference::new(bits, Referrer::new(id, Role::Mentions)));
        });
        let slot = self.tables.place(record, slot);
        self.records.extend(slot.map(|slot| Placed::new(id, slot)));
        slot.is_some()
    }

    /// The bits of the ids that more than one record has, in order. No project is to be made then.
    pub fn ids_taken_twice(&mut self) -> Vec<u64> {
        self.records.sort_unstable_by_key(|record| record.id);
        let pairs = self.records.iter().zip(self.records.iter().skip(1));
        let taken = pairs.filter(|(one, next)| one.is_taken_by(**next));
        taken.map(|(record, _)| record.bits()).collect()
    }

    /// The project of the records put in.
    #[must_use]
    pub fn finish(mut self, meta: Meta) -> Project {
        self.records.sort_unstable_by_key(|record| record.id);
        self.tables.find_all(|kind| {
            let of_kind = self
                .records
                .iter()
                .filter(move |record| record.kind() == kind);
            of_kind.map(|record| (record.bits(), record.slot))
        });
        let backlinks = Backlinks::of_references(std::mem::take(&mut self.references));
        let dangling = self.dangling(&backlinks);
        Project::of_parts(Arc::new(meta), self.tables, backlinks, dangling)
    }

    /// References that lead nowhere: from which record to which.
    fn dangling(&self, backlinks: &Backlinks) -> HashSet<(RecordId, RecordId)> {
        let unusual = self.unusual.iter().copied();
        // What is in the trash is nothing to name.
        let mut dangling: HashSet<_> = unusual
            .filter(|&(_, to)| !self.tables.contains(to) || to.kind() == Kind::Deletion)
            .collect();
        for deletion in self.tables.trash().iter() {
            dangling.extend(deletion.dangling.iter().map(|one| (one.from, one.to)));
        }
        // Others are known to be good where the kind of what they lead to is that of their role. The records that the rest
        // come from are looked at.
        let mut records = self.records.iter().peekable();
        for (to, referrers) in backlinks.read() {
            while records.next_if(|record| record.bits() < to).is_some() {}
            let record = records.peek().filter(|record| record.bits() == to);
            let kind = record.map(|record| record.kind());
            for referrer in referrers {
                if usual_kind(referrer.role()).is_some_and(|usual| kind != Some(usual)) {
                    self.dangling_of(referrer.parts().0, &mut dangling);
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

/// Where a record lies. In order of the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    /// The 60 bits of the id over 4 of the kind's number.
    id: u64,
    slot: u32,
}

impl Placed {
    fn new(id: RecordId, slot: u32) -> Self {
        let id = id.bits() << 4 | id.kind() as u64;
        Self { id, slot }
    }

    fn bits(self) -> u64 {
        self.id >> 4
    }

    fn kind(self) -> Kind {
        // The number came from a kind, so there is one.
        let kind = Kind::ALL.get((self.id & 15) as usize).copied();
        kind.unwrap_or(Kind::Unread)
    }

    /// Whether two records cannot be told apart. The ids of unreadable ones are not in the file and mean something among
    /// themselves only.
    fn is_taken_by(self, other: Self) -> bool {
        let unread = |record: Self| record.kind() == Kind::Unread;
        self.bits() == other.bits() && unread(self) == unread(other)
    }
}
