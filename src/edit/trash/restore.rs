//! Bringing deletions back.
//!
//! 1. What comes: the records of the deletions asked for, and of those deletions whose records these
//!    cannot stand without. A record stays in the trash if its id is taken, if what it stands on is
//!    gone for good, or if another record has its place by now.
//! 2. What was taken off records that stayed is put back where they still read as the deletion left
//!    them: a join of three versions, field by field, as in merging. That holds for records that lie in
//!    the trash themselves by now, too, so that the order in which deletions come back does not
//!    matter.
//! 3. What comes and names something that stays in the trash reads as if that were deleted just now,
//!    and the deletion of that takes note of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::chosen;
use super::spots::{Entries, Part, Spot};
use super::telling::{Reason, Told};
use crate::edit::EditError;
use crate::edit::fields;
use crate::edit::pace::Pace;
use crate::edit::without::Without;
use crate::model::{DeletionId, Kind, Project, Record, RecordId, Role, TagId, Transaction};

/// The step that brings these deletions back.
pub(in crate::edit) fn restore(
    project: &Project,
    ids: &[DeletionId],
    pace: &Pace<'_>,
) -> Result<Transaction, EditError> {
    let asked: HashSet<DeletionId> = chosen(project, ids)?.iter().map(|one| one.id).collect();
    if asked.is_empty() {
        return Ok(Transaction::default());
    }
    let mut restoring = Restoring::of(project, pace);
    restoring.choose(&asked);
    restoring.hold_back();
    if restoring.back.is_empty() && !restoring.told.staying.is_empty() {
        return Err(EditError::StaysInTrash(restoring.told.why()));
    }
    restoring.put_back();
    restoring.come();
    Ok(restoring.into_step(&asked))
}

pub(super) struct Restoring<'p> {
    pub(super) project: &'p Project,
    pub(super) pace: &'p Pace<'p>,
    pub(super) entries: Entries,
    /// The records that come back, and where they lie.
    pub(super) back: BTreeMap<RecordId, Spot>,
    /// The records that stay in the trash though their deletion comes.
    pub(super) staying: BTreeSet<Spot>,
    /// The paths of tags, in one form, that are there or come.
    pub(super) paths: Option<HashSet<String>>,
    /// References that lead nowhere and may.
    may_dangle: HashSet<(RecordId, RecordId)>,
    /// Records of the project that change, but for their tags.
    pub(super) changed: BTreeMap<RecordId, Record>,
    /// Tags that come on records of the project.
    pub(super) tagged: BTreeMap<TagId, BTreeSet<RecordId>>,
    /// Records that come without a tag that lies in a deletion that stays.
    pub(super) bearers: BTreeMap<(usize, TagId), Vec<RecordId>>,
    pub(super) told: Told,
}

impl<'p> Restoring<'p> {
    fn of(project: &'p Project, pace: &'p Pace<'p>) -> Self {
        Self {
            project,
            pace,
            entries: Entries::of(project.trash().iter(), pace),
            back: BTreeMap::new(),
            staying: BTreeSet::new(),
            paths: None,
            may_dangle: project.may_dangle().into_iter().collect(),
            changed: BTreeMap::new(),
            tagged: BTreeMap::new(),
            bearers: BTreeMap::new(),
            told: Told::default(),
        }
    }

    /// Whether the record is there afterwards.
    fn is_there(&self, id: RecordId) -> bool {
        self.project.contains(id) || self.back.contains_key(&id)
    }

    /// Whether a reference would lead nowhere that must not.
    pub(super) fn is_away(&self, from: RecordId, to: RecordId) -> bool {
        !self.is_there(to) && !self.may_dangle.contains(&(from, to))
    }

    // What comes.

    fn choose(&mut self, asked: &HashSet<DeletionId>) {
        let is_asked = |number: &usize| {
            let entry = self.entries.get(*number);
            entry.is_some_and(|entry| asked.contains(&entry.deletion.id))
        };
        // The last is looked at first: the newest version of a record is the one that comes.
        let mut next: Vec<usize> = (0..self.entries.len()).filter(is_asked).collect();
        while let Some(number) = next.pop() {
            let Some(entry) = self.entries.get_mut(number).filter(|entry| !entry.comes) else {
                continue;
            };
            entry.comes = true;
            let gone = entry.gone.clone();
            for (at, record) in self.pace.over(gone.iter().enumerate()) {
                let part = Part::Gone;
                let entry = number;
                self.choose_record(record, Spot { entry, part, at });
            }
            for record in self.pace.over(&gone) {
                next.extend(self.needed(record));
            }
        }
    }

    fn choose_record(&mut self, record: &Record, spot: Spot) {
        let id = record.id();
        let other = match self.back.get(&id) {
            Some(&spot) => self.entries.record(spot).cloned(),
            None => self.project.get(id),
        };
        let is_taken = other.is_some() || self.is_taken(id);
        if other.is_some_and(|other| other.same(record)) {
            return;
        }
        if is_taken {
            self.stay(record, spot, Reason::Taken);
        } else if let Some(reason) = self.has_a_successor(record) {
            self.stay(record, spot, reason);
        } else {
            self.back.insert(id, spot);
        }
    }

    fn is_taken(&self, id: RecordId) -> bool {
        let kinds = Kind::ALL.iter().filter(|&&kind| kind != Kind::Unread);
        let mut same_bits = kinds.map(|&kind| RecordId::from_bits(kind, id.bits()));
        id.kind() != Kind::Unread && same_bits.any(|id| self.is_there(id))
    }

    /// Whether another record was made meanwhile that there can be only one of.
    fn has_a_successor(&self, record: &Record) -> Option<Reason> {
        let project = self.project;
        match record {
            Record::Assessment(held) => {
                let named = project.named_by(held.event.into(), Kind::Assessment);
                let mut others = named.filter_map(|(by, _)| match project.get(by) {
                    Some(Record::Assessment(other)) => Some(other),
                    _ => None,
                });
                let is_one =
                    others.any(|other| other.event == held.event && other.field == held.field);
                is_one.then_some(Reason::Assessed)
            }
            Record::Link(link) => {
                let named = project.named_by(link.from, Kind::Link);
                let mut others = named.filter_map(|(by, _)| match project.get(by) {
                    Some(Record::Link(other)) => Some(other),
                    _ => None,
                });
                let ends = (link.from, link.to, link.relation);
                let is_one = others.any(|other| (other.from, other.to, other.relation) == ends);
                is_one.then_some(Reason::Linked)
            }
            _ => None,
        }
    }

    fn stay(&mut self, record: &Record, spot: Spot, reason: Reason) {
        self.staying.insert(spot);
        self.told.stays(reason, record.id());
    }

    /// The deletions that hold what the record cannot stand without.
    fn needed(&self, record: &Record) -> Vec<usize> {
        let mut needed = Vec::new();
        for_each_ground(record, &mut |to| {
            if !self.is_there(to)
                && let Some(spot) = self.entries.gone(to)
            {
                needed.push(spot.entry);
            }
        });
        needed
    }

    /// Records whose ground does not come stay in the trash, and those that stand on them.
    fn hold_back(&mut self) {
        let mut standing_on: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
        let mut falling = Vec::new();
        for (&id, &spot) in self.pace.over(&self.back) {
            let Some(record) = self.entries.record(spot) else {
                continue;
            };
            for_each_ground(record, &mut |to| {
                if self.back.contains_key(&to) {
                    standing_on.entry(to).or_default().push(id);
                } else if self.is_away(id, to) {
                    falling.push(id);
                }
            });
        }
        while let Some(id) = falling.pop() {
            let Some(spot) = self.back.remove(&id) else {
                continue;
            };
            if let Some(record) = self.entries.record(spot).cloned() {
                self.stay(&record, spot, Reason::Groundless);
            }
            falling.extend(standing_on.remove(&id).into_iter().flatten());
        }
    }

    // What was taken off others.

    /// The deletions that come, the newest first.
    fn coming(&self) -> Vec<usize> {
        let comes = |number: &usize| self.entries.get(*number).is_some_and(|entry| entry.comes);
        let mut coming: Vec<usize> = (0..self.entries.len()).filter(comes).collect();
        let when = |number: usize| self.entries.get(number).map(|entry| entry.deletion.when);
        coming.sort_by_key(|&number| std::cmp::Reverse((when(number), number)));
        coming
    }

    fn put_back(&mut self) {
        for number in self.coming() {
            let Some(entry) = self.entries.get(number) else {
                continue;
            };
            let (tagged, named_by) = (entry.tagged.clone(), entry.named_by.clone());
            let gone: HashSet<RecordId> = entry.gone.iter().map(Record::id).collect();
            for tagged in tagged {
                if self.is_there(tagged.tag.into()) {
                    for &id in self.pace.over(&tagged.records) {
                        self.tag(tagged.tag, id);
                    }
                }
            }
            for before in self.pace.over(named_by) {
                let is_gone = |id: RecordId| gone.contains(&id);
                let left = self.without(&is_gone).of(&before);
                if let Some(left) = left {
                    self.put_back_one(&left, &before);
                }
            }
        }
    }

    /// Puts a tag on a record again, wherever that is.
    fn tag(&mut self, tag: TagId, id: RecordId) {
        if !id.kind().bears_tags() {
            return;
        }
        if self.project.contains(id) {
            let record = self.project.get(id);
            let bears = record.is_some_and(|r| r.tags().is_some_and(|tags| tags.contains(tag)));
            if !bears {
                self.tagged.entry(tag).or_default().insert(id);
            }
            return;
        }
        if let Some(spot) = self.version_that_went(id)
            && let Some(record) = self.entries.record(spot)
        {
            let mut tags = record.tags().cloned().unwrap_or_default();
            if tags.insert(tag) {
                let record = record.clone().with_tags(tags);
                self.entries.put(spot, record);
            }
        }
    }

    /// Where the record lies that comes, or that would come.
    fn version_that_went(&self, id: RecordId) -> Option<Spot> {
        self.back
            .get(&id)
            .copied()
            .or_else(|| self.entries.gone(id))
    }

    /// A record reads as `before` again in the fields in which it still reads as `left`.
    fn put_back_one(&mut self, left: &Record, before: &Record) {
        let id = before.id();
        if let Some(now) = self
            .changed
            .get(&id)
            .cloned()
            .or_else(|| self.project.get(id))
        {
            // Later deletions took something off, too.
            let (left, before) = (self.now_of(left), self.now_of(before));
            let (record, differ) = joined(&left, &now, &before);
            differ
                .into_iter()
                .for_each(|field| self.told.differs(id, field));
            if !record.same(&now) {
                self.changed.insert(id, record);
            }
        }
        let spots: Vec<Spot> = self
            .entries
            .spots(id)
            .iter()
            .map(|(_, spot)| *spot)
            .collect();
        for spot in spots {
            let is_done = self.entries.get(spot.entry).is_none_or(|entry| entry.comes)
                && spot.part == Part::NamedBy;
            if let Some(record) = self.entries.record(spot)
                && !is_done
            {
                let (joined, _) = joined(left, record, before);
                if !joined.same(record) {
                    self.entries.put(spot, joined);
                }
            }
        }
    }

    pub(super) fn without<'a>(&'a self, is_gone: &'a dyn Fn(RecordId) -> bool) -> Without<'a> {
        Without {
            is_gone,
            records: &self.entries,
            heirs: None,
        }
    }

    /// The record as it reads with what is not there afterwards taken off.
    fn now_of(&self, record: &Record) -> Record {
        let from = record.id();
        let is_away = |to: RecordId| self.is_away(from, to);
        let without = self.without(&is_away).of(record);
        without.unwrap_or_else(|| record.clone())
    }
}

/// Calls `found` with what the record cannot stand without.
pub(super) fn for_each_ground(record: &Record, found: &mut dyn FnMut(RecordId)) {
    let is_claim = matches!(record, Record::Claim(_));
    record.for_each_ref(&mut |to, role| match role {
        Role::OfSource | Role::OfEvent | Role::Remark | Role::LinkFrom | Role::LinkTo => found(to),
        Role::InCapture if !is_claim => found(to),
        _ => {}
    });
}

/// `now` with what `before` has otherwise than `left`, and the fields in which `now` is neither.
fn joined(left: &Record, now: &Record, before: &Record) -> (Record, Vec<usize>) {
    let mut record = now.clone();
    let mut differ = Vec::new();
    for field in 0..fields::count(now.id().kind()) {
        let same = |a, b| fields::same_field(a, b, field);
        if same(left, before) || same(now, before) {
            continue;
        }
        if same(left, now) {
            record = fields::with_field(&record, before, field);
        } else if let Some(joined) = fields::join_field(left, now, before, field) {
            record = fields::with_field(&record, &joined, field);
        } else {
            differ.push(field);
        }
    }
    (record, differ)
}
