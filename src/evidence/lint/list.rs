//! The problems of a project, kept up to date while it is edited.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::affected::affected_within;
use super::check::Checker;
use super::lineage;
use super::part::Parts;
use super::tags::TagIndex;
use crate::model::{Change, FilePlace, Kind, Problem, ProblemKind, Project, RecordId, Tables};

/// After how many records the share of them is told.
const TOLD_EVERY: usize = 256;

/// The problems of a project by record. Records without problems are left out.
#[derive(Debug, Clone, Default)]
pub struct ProblemList {
    by_record: BTreeMap<RecordId, Vec<Problem>>,
    /// Which records have problems of a kind, and how many those are; kinds without problems are left out.
    by_kind: BTreeMap<ProblemKind, OfKind>,
    tags: TagIndex,
    version: u64,
}

/// The problems of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct OfKind {
    records: BTreeSet<RecordId>,
    count: usize,
}

/// Lists are equal if they hold the same, however they came to.
impl PartialEq for ProblemList {
    fn eq(&self, other: &Self) -> bool {
        self.by_record == other.by_record
            && self.by_kind == other.by_kind
            && self.tags == other.tags
    }
}

impl Eq for ProblemList {}

impl ProblemList {
    /// Checks all records.
    #[must_use]
    pub fn build(project: &Project) -> Self {
        Self::build_unless(project, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// Checks all records; `None` as soon as `cancel` is set.
    #[must_use]
    pub fn build_unless(project: &Project, cancel: &AtomicBool) -> Option<Self> {
        Self::build_telling(project, cancel, &mut |_| {})
    }

    /// As [`ProblemList::build_unless`]; tells now and then which share of the records is checked, from 0 to 1.
    #[must_use]
    pub fn build_telling(
        project: &Project,
        cancel: &AtomicBool,
        share: &mut dyn FnMut(f32),
    ) -> Option<Self> {
        let mut list = Self::default();
        let tags = TagIndex::build(project);
        let suspects = lineage::suspects(project);
        let mut checker = Checker::of_all(project, &tags, &suspects);
        let all: usize = Kind::ALL.iter().map(|&kind| project.count(kind)).sum();
        let ids = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
        for (done, id) in ids.enumerate() {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            if done.is_multiple_of(TOLD_EVERY) {
                share(done as f32 / all as f32);
            }
            list.check(&mut checker, project, id, Parts::ALL);
        }
        list.tags = tags;
        Some(list)
    }

    /// Checks again what `changes` can have affected, which were applied: the project is as it is after them,
    /// and was as it was when the list was brought up to date last. Takes as long as what they touch is
    /// large, not as the project is; texts of captures are hashed only if they themselves were changed.
    pub fn update(&mut self, project: &Project, changes: &[Change]) {
        self.update_within(project, changes, usize::MAX);
    }

    /// As [`ProblemList::update`], and gives the records that were checked again. `None` if those are more
    /// than `most`: nothing is checked then, and the list has to be made anew.
    pub fn update_within(
        &mut self,
        project: &Project,
        changes: &[Change],
        most: usize,
    ) -> Option<Vec<RecordId>> {
        let mut tags = std::mem::take(&mut self.tags);
        let affected = affected_within(project, changes, self, &mut tags, most)?;
        let mut checker = Checker::new(project, &tags);
        for (&id, &parts) in &affected {
            self.check(&mut checker, project, id, parts);
        }
        self.tags = tags;
        Some(affected.into_keys().collect())
    }

    /// Puts another list in the place of this one, and gives this one. Its version is a new one, whatever came
    /// before.
    pub fn replace(&mut self, list: Self) -> Self {
        let version = self.version.max(list.version) + 1;
        std::mem::replace(self, Self { version, ..list })
    }

    /// How many records an update would check. For tests.
    #[cfg(test)]
    pub(super) fn affected_by(mut self, project: &Project, changes: &[Change]) -> usize {
        let mut tags = std::mem::take(&mut self.tags);
        let affected = affected_within(project, changes, &self, &mut tags, usize::MAX);
        affected.unwrap_or_default().len()
    }

    fn check(&mut self, checker: &mut Checker<'_>, project: &Project, id: RecordId, parts: Parts) {
        let mut problems = Vec::new();
        if let Some(record) = project.get(id) {
            problems = checker.check(&record, parts);
            let others = self.of(id).iter();
            let others = others.filter(|problem| !parts.has(Parts::of(problem.kind)));
            problems.extend(others.cloned());
            problems.sort_by_key(|problem| problem.kind);
        }
        if self.of(id) != problems {
            self.put(id, problems);
        }
    }

    fn put(&mut self, id: RecordId, problems: Vec<Problem>) {
        self.version += 1;
        for problem in self.by_record.remove(&id).into_iter().flatten() {
            if let Some(of_kind) = self.by_kind.get_mut(&problem.kind) {
                of_kind.records.remove(&id);
                of_kind.count -= 1;
                if of_kind.count == 0 {
                    self.by_kind.remove(&problem.kind);
                }
            }
        }
        for problem in &problems {
            let of_kind = self.by_kind.entry(problem.kind).or_default();
            of_kind.records.insert(id);
            of_kind.count += 1;
        }
        if !problems.is_empty() {
            self.by_record.insert(id, problems);
        }
    }

    /// The problems of one record.
    #[must_use]
    pub fn of(&self, id: RecordId) -> &[Problem] {
        self.by_record.get(&id).map_or(&[], Vec::as_slice)
    }

    /// All problems, by kind and id of their records.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> + '_ {
        self.by_record.values().flatten()
    }

    /// The problems of one kind, by id of their records. The others are not looked at.
    pub fn of_kind(&self, kind: ProblemKind) -> impl Iterator<Item = &Problem> + '_ {
        let records = self.by_kind.get(&kind).into_iter();
        let problems = records.flat_map(|of_kind| &of_kind.records);
        let problems = problems.flat_map(|&id| self.of(id));
        problems.filter(move |problem| problem.kind == kind)
    }

    /// How many problems there are of each kind that has some, in the order of kinds. Kept, not counted.
    pub fn counts(&self) -> impl Iterator<Item = (ProblemKind, usize)> + '_ {
        let kinds = self.by_kind.iter();
        kinds.map(|(&kind, of_kind)| (kind, of_kind.count))
    }

    /// How many problems of a kind there are.
    #[must_use]
    pub fn count(&self, kind: ProblemKind) -> usize {
        self.by_kind.get(&kind).map_or(0, |of_kind| of_kind.count)
    }

    /// Another one whenever the problems are others than before.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts().map(|(_, count)| count).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_record.is_empty()
    }

    /// All problems in the order of the file. `place_of` tells where a record stands in the file as it was
    /// read, for problems that do not know it themselves.
    #[must_use]
    pub fn in_file_order(
        &self,
        tables: &Tables,
        place_of: &dyn Fn(RecordId) -> Option<FilePlace>,
    ) -> Vec<Problem> {
        let mut records: Vec<_> = self.by_record.iter().collect();
        records.sort_by_key(|&(id, _)| (id.kind(), tables.slot(*id)));
        let problems = records.into_iter().flat_map(|(&id, problems)| {
            problems.iter().map(move |problem| Problem {
                place: problem.place.or_else(|| place_of(id)),
                ..problem.clone()
            })
        });
        problems.collect()
    }
}
