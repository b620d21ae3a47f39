//! The project: all records, who names whom, and the one function that changes it.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::backlinks::{Backlinks, FIRST, Referrer};
use super::change::{Change, Transaction};
use super::kinds::{Kind, Record, RecordId, Tables, TagId};
use super::load::Loader;
use super::meta::Meta;
use super::pace::Pace;
use super::record::TagSet;
use super::refs::Role;

/// Everything in one project file. Reading goes through [`Tables`], which it dereferences to;
/// changing it through [`Project::apply`] and nothing else.
#[derive(Debug, Default)]
pub struct Project {
    meta: Arc<Meta>,
    tables: Tables,
    backlinks: Backlinks,
    /// References that the file came with and that lead nowhere, those of the trash included. They
    /// may stay, and come back by undo; no transaction may add one.
    dangling: Arc<HashSet<(RecordId, RecordId)>>,
    revision: u64,
}

/// The project as it was at one moment, for work on another thread. Cheap to make.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// What was said of the project as a whole.
    pub meta: Arc<Meta>,
    /// The records.
    pub tables: Tables,
    /// The project's revision then.
    pub revision: u64,
}

/// Why a transaction was refused. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    /// A record is not as the transaction expects it: something else changed it meanwhile.
    Stale(RecordId),
    /// A record with this id exists already.
    Exists(RecordId),
    /// The description of the project is not as expected.
    StaleMeta,
    /// A record would name one that does not exist.
    Dangling {
        /// The one that names.
        from: RecordId,
        /// The one that is missing.
        to: RecordId,
    },
    /// A record would go that another one names.
    StillNamed {
        /// The record.
        record: RecordId,
        /// Who names it.
        by: RecordId,
    },
    /// A record has the tag already, has it not, or cannot bear tags.
    TagState(RecordId),
    /// Whoever watched wanted no more.
    Stopped,
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale(id) => {
                let kind = id.kind().singular();
                write!(f, "the {kind} {id} was changed or removed meanwhile")
            }
            Self::Exists(id) => write!(f, "there is a {} {id} already", id.kind().singular()),
            Self::StaleMeta => write!(f, "the project's description was changed meanwhile"),
            Self::Dangling { from, to } => write!(
                f,
                "the {} {from} would name the {} {to}, which does not exist",
                from.kind().singular(),
                to.kind().singular()
            ),
            Self::StillNamed { record, by } => write!(
                f,
                "the {} {record} is still named by the {} {by}",
                record.kind().singular(),
                by.kind().singular()
            ),
            Self::TagState(id) => {
                let kind = id.kind().singular();
                write!(f, "the tags of the {kind} {id} are not as expected")
            }
            Self::Stopped => write!(f, "it was stopped"),
        }
    }
}

impl std::error::Error for ApplyError {}

impl Deref for Project {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Deref for Snapshot {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl Snapshot {
    /// The project again, with who names whom, for work on another thread that needs it. Reads every record
    /// once.
    #[must_use]
    pub fn to_project(&self) -> Project {
        let ids = Kind::ALL.iter().flat_map(|&kind| self.tables.ids(kind));
        let records = ids.filter_map(|id| self.tables.get(id));
        let mut loader = Loader::new();
        records.for_each(|record| loader.insert(record));
        let mut project = loader.finish((*self.meta).clone());
        project.revision = self.revision;
        project
    }
}

impl Project {
    /// A project of these records, in this order; gives the records that were left out because
    /// their id was taken, too.
    pub fn load(meta: Meta, records: impl IntoIterator<Item = Record>) -> (Self, Vec<Record>) {
        let mut met = HashSet::new();
        let (fresh, refused): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| {
            let id = record.id();
            met.insert((id.kind() == Kind::Unread, id.bits()))
        });
        let mut loader = Loader::new();
        fresh.into_iter().for_each(|record| loader.insert(record));
        (loader.finish(meta), refused)
    }

    /// A project of these records, each in its slot, those of a table in the order of their slots;
    /// the references in `dangling` may lead nowhere besides those that do. `None`: an id or a slot
    /// is there twice.
    #[must_use]
    pub fn load_laid_out(
        meta: Meta,
        records: impl IntoIterator<Item = (Record, u32)>,
        dangling: &[(RecordId, RecordId)],
    ) -> Option<Self> {
        let mut loader = Loader::new();
        for (record, slot) in records {
            loader.insert_at(record, slot)?;
        }
        if !loader.ids_taken_twice().is_empty() {
            return None;
        }
        let mut project = loader.finish(meta);
        Arc::make_mut(&mut project.dangling).extend(dangling);
        Some(project)
    }

    /// The references that came with the file and may lead nowhere, whether they are there just
    /// now or not, in order.
    #[must_use]
    pub fn may_dangle(&self) -> Vec<(RecordId, RecordId)> {
        let mut refs: Vec<_> = self.dangling.iter().copied().collect();
        refs.sort_unstable();
        refs
    }

    pub(super) fn of_parts(
        meta: Arc<Meta>,
        tables: Tables,
        backlinks: Backlinks,
        dangling: HashSet<(RecordId, RecordId)>,
    ) -> Self {
        Self {
            meta,
            tables,
            backlinks,
            dangling: Arc::new(dangling),
            revision: 0,
        }
    }

    /// What is said of the project as a whole.
    #[must_use]
    pub fn meta(&self) -> &Arc<Meta> {
        &self.meta
    }

    /// Counts the transactions that were applied, taken back ones included: it is another one
    /// after every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The project as it is now, for work on another thread.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            meta: Arc::clone(&self.meta),
            tables: self.tables.clone(),
            revision: self.revision,
        }
    }

    /// The record with these id bits, of whatever kind. Unreadable records have no id in the file
    /// and are not found.
    #[must_use]
    pub fn find(&self, bits: u64) -> Option<RecordId> {
        Kind::ALL
            .iter()
            .filter(|&&kind| kind != Kind::Unread)
            .map(|&kind| RecordId::from_bits(kind, bits))
            .find(|&id| self.tables.contains(id))
    }

    fn is_taken(&self, id: RecordId) -> bool {
        match id {
            RecordId::Unread(_) => self.tables.contains(id),
            _ => self.find(id.bits()).is_some(),
        }
    }

    /// Who names the record, and as what, in order of kind and id.
    pub fn backlinks(&self, id: RecordId) -> impl Iterator<Item = (RecordId, Role)> + '_ {
        self.backlinks.of(id.bits(), FIRST)
    }

    /// The records of one kind that name the record, and as what, in order of id. The others are not
    /// looked at.
    pub fn named_by(
        &self,
        id: RecordId,
        kind: Kind,
    ) -> impl Iterator<Item = (RecordId, Role)> + '_ {
        let first = Referrer::new(RecordId::from_bits(kind, 0), Role::Tagged);
        let referrers = self.backlinks.of(id.bits(), first);
        referrers.take_while(move |(by, _)| by.kind() == kind)
    }

    /// How often records of one kind name the record. Costs the same however often that is.
    #[must_use]
    pub fn n_named_by(&self, id: RecordId, kind: Kind) -> usize {
        self.backlinks.count_of(id.bits(), kind, None)
    }

    /// How often records of one kind name the record as this. A million are counted within a millisecond.
    #[must_use]
    pub fn n_named_as(&self, id: RecordId, kind: Kind, role: Role) -> usize {
        self.backlinks.count_of(id.bits(), kind, Some(role))
    }

    /// How often the record is named.
    #[must_use]
    pub fn n_backlinks(&self, id: RecordId) -> usize {
        self.backlinks.count(id.bits())
    }

    /// References of a record that lead nowhere.
    #[must_use]
    pub fn dangling_of(&self, record: &Record) -> Vec<(RecordId, Role)> {
        let mut refs = record.refs();
        refs.retain(|&(to, _)| !self.tables.contains(to) || to.kind() == Kind::Deletion);
        refs
    }

    /// Applies a transaction whole or not at all, and gives it back with the slots filled in: its
    /// inverse is then the exact way back.
    ///
    /// # Errors
    /// If the project is not as the transaction expects it, or if a reference would lead nowhere
    /// afterwards. Nothing is changed then.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<Transaction, ApplyError> {
        let mut pace = Pace::of(transaction, &|_| true);
        self.carry_out(transaction, &mut pace)
            .map_err(|(error, done)| {
                for change in done.iter().rev() {
                    // The inverse of what was just done fits by construction.
                    let undone = self.apply_change(&change.inverse(), &mut pace);
                    debug_assert!(undone.is_ok(), "a change could not be rolled back");
                }
                error
            })
    }

    /// As [`Project::apply`] to a copy, for transactions that take long: `watch` is told the share that is
    /// done, from 0 to 1, now and then and says whether to go on.
    ///
    /// # Errors
    /// As [`Project::apply`], and [`ApplyError::Stopped`]. The copy is gone then.
    pub fn applied(
        mut self,
        transaction: &Transaction,
        watch: &dyn Fn(f32) -> bool,
    ) -> Result<(Self, Transaction), ApplyError> {
        let mut pace = Pace::of(transaction, watch);
        let applied = self.carry_out(transaction, &mut pace);
        let applied = applied.map_err(|(error, _)| error)?;
        // Changing it goes on costing the same, however much this was.
        self.backlinks.settle();
        Ok((self, applied))
    }

    /// The same project, to be changed elsewhere: both share what neither changes. Cheap to make.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self {
            meta: Arc::clone(&self.meta),
            tables: self.tables.clone(),
            backlinks: self.backlinks.clone(),
            dangling: Arc::clone(&self.dangling),
            revision: self.revision,
        }
    }

    /// Applies a transaction. If it does not fit, gives the changes that were done and stay.
    fn carry_out(
        &mut self,
        transaction: &Transaction,
        pace: &mut Pace<'_>,
    ) -> Result<Transaction, (ApplyError, Vec<Change>)> {
        let mut done = Vec::with_capacity(transaction.changes.len());
        for change in &transaction.changes {
            match self.apply_change(change, pace) {
                Ok(change) => done.push(change),
                Err(error) => return Err((error, done)),
            }
        }
        if let Some(error) = done.iter().find_map(|change| self.broken_by(change)) {
            return Err((error, done));
        }
        self.revision += 1;
        Ok(Transaction {
            label: transaction.label.clone(),
            done: transaction.done.clone(),
            changes: done,
            focus: transaction.focus.clone(),
            group: transaction.group.clone(),
        })
    }

    fn apply_change(&mut self, change: &Change, pace: &mut Pace<'_>) -> Result<Change, ApplyError> {
        if !matches!(change, Change::Tag { .. }) {
            pace.step()?;
        }
        match change {
            Change::Insert { record, slot } => {
                let id = record.id();
                if self.is_taken(id) {
                    return Err(ApplyError::Exists(id));
                }
                let slot = self
                    .tables
                    .insert(record, *slot)
                    .ok_or(ApplyError::Stale(id))?;
                self.index(record);
                if let Record::Deletion(deletion) = record {
                    // What led nowhere may do so again when it comes back.
                    let dangling = deletion.dangling.iter().map(|one| (one.from, one.to));
                    Arc::make_mut(&mut self.dangling).extend(dangling);
                }
                Ok(Change::Insert {
                    record: record.clone(),
                    slot: Some(slot),
                })
            }
            Change::Remove { record, .. } => {
                let id = record.id();
                self.expect(record)?;
                let (record, slot) = self.tables.remove(id).ok_or(ApplyError::Stale(id))?;
                self.unindex(&record);
                Ok(Change::Remove {
                    record,
                    slot: Some(slot),
                })
            }
            Change::Set { before, after } => {
                if before.id() != after.id() {
                    return Err(ApplyError::Stale(after.id()));
                }
                self.expect(before)?;
                self.replace(before, after)?;
                Ok(change.clone())
            }
            Change::Tag { tag, on, records } => {
                self.apply_tag(*tag, *on, records, pace)?;
                Ok(change.clone())
            }
            Change::Meta { before, after } => {
                if self.meta != *before {
                    return Err(ApplyError::StaleMeta);
                }
                self.meta = Arc::clone(after);
                Ok(change.clone())
            }
        }
    }

    /// Puts the tag on or takes it off, on all the records or, if one does not fit, on none.
    fn apply_tag(
        &mut self,
        tag: TagId,
        on: bool,
        ids: &[RecordId],
        pace: &mut Pace<'_>,
    ) -> Result<(), ApplyError> {
        let mut seen = HashSet::with_capacity(ids.len());
        for &id in ids {
            let record = self.tables.get(id).ok_or(ApplyError::Stale(id))?;
            let tags = record.tags().ok_or(ApplyError::TagState(id))?;
            if tags.contains(tag) == on || !seen.insert(id) {
                return Err(ApplyError::TagState(id));
            }
        }
        for &id in ids {
            pace.step()?;
            let before = self.tables.get(id).ok_or(ApplyError::Stale(id))?;
            let mut tags: TagSet = before.tags().cloned().unwrap_or_default();
            if on {
                tags.insert(tag);
            } else {
                tags.remove(tag);
            }
            let after = before.clone().with_tags(tags);
            self.tables.replace(&after).ok_or(ApplyError::Stale(id))?;
            self.set_backlink(tag.bits(), id, Role::Tagged, on);
        }
        Ok(())
    }

    fn replace(&mut self, before: &Record, after: &Record) -> Result<(), ApplyError> {
        let replaced = self.tables.replace(after);
        replaced.ok_or(ApplyError::Stale(after.id()))?;
        self.unindex(before);
        self.index(after);
        Ok(())
    }

    fn expect(&self, record: &Record) -> Result<(), ApplyError> {
        let id = record.id();
        match self.tables.get(id) {
            Some(current) if current.same(record) => Ok(()),
            Some(_) | None => Err(ApplyError::Stale(id)),
        }
    }

    /// The first reference that leads nowhere because of the change, now that all changes of its
    /// transaction are done.
    fn broken_by(&self, change: &Change) -> Option<ApplyError> {
        match change {
            Change::Insert { record, .. } | Change::Set { after: record, .. } => {
                let from = record.id();
                // It may have been removed again, or changed once more, by a later change.
                let record = self.tables.get(from)?;
                let mut broken = None;
                record.for_each_ref(&mut |to, _| {
                    if !self.tables.contains(to) && !self.dangling.contains(&(from, to)) {
                        broken = Some(ApplyError::Dangling { from, to });
                    }
                });
                broken
            }
            Change::Remove { record, .. } => {
                let id = record.id();
                if self.tables.contains(id) || id.kind() == Kind::Deletion {
                    return None;
                }
                let mut names = self
                    .backlinks(id)
                    .filter(|&(_, role)| role != Role::Mentions);
                let by = names.find(|&(by, _)| self.is_named_by(id, by));
                by.map(|(by, _)| ApplyError::StillNamed { record: id, by })
            }
            Change::Tag {
                tag,
                on: true,
                records,
            } => {
                let to = RecordId::from(*tag);
                if self.tables.contains(to) {
                    return None;
                }
                // It may have been taken off again, or be one that the file came with.
                let bears = |from: RecordId| {
                    let record = self.tables.get(from);
                    record.is_some_and(|record| record.tags().is_some_and(|set| set.contains(*tag)))
                };
                let mut added = records.iter().copied();
                let wrong = |&from: &RecordId| !self.dangling.contains(&(from, to)) && bears(from);
                let from = added.find(wrong)?;
                Some(ApplyError::Dangling { from, to })
            }
            Change::Tag { .. } | Change::Meta { .. } => None,
        }
    }

    /// Whether `by` names this very record, by a reference that must hold. Backlinks are kept by
    /// the bits of an id alone, and a file may name those bits as another kind.
    fn is_named_by(&self, id: RecordId, by: RecordId) -> bool {
        let named = self
            .tables
            .get(by)
            .is_some_and(|record| record.refs().iter().any(|&(to, _)| to == id));
        named && !self.dangling.contains(&(by, id))
    }

    fn index(&mut self, record: &Record) {
        self.for_each_name(record, true);
    }

    fn unindex(&mut self, record: &Record) {
        self.for_each_name(record, false);
    }

    fn for_each_name(&mut self, record: &Record, on: bool) {
        let from = record.id();
        record.for_each_ref(&mut |to, role| self.set_backlink(to.bits(), from, role, on));
        record.for_each_mention(&mut |bits| self.set_backlink(bits, from, Role::Mentions, on));
    }

    fn set_backlink(&mut self, to: u64, from: RecordId, role: Role, on: bool) {
        self.backlinks.set(to, Referrer::new(from, role), on);
    }

    /// Whether both hold the same: description, records and their order. Revisions do not count.
    #[must_use]
    pub fn same_content(&self, other: &Snapshot) -> bool {
        self.meta == other.meta && self.tables.same(&other.tables)
    }

    /// Whether the backlinks are those that reading all records anew would give. For tests.
    #[must_use]
    pub fn backlinks_are_right(&self) -> bool {
        let mut fresh = Self::default();
        for &kind in Kind::ALL {
            for record in self.tables.ids(kind).filter_map(|id| self.tables.get(id)) {
                fresh.index(&record);
            }
        }
        fresh.backlinks == self.backlinks
    }
}
