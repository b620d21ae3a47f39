//! The problems of a project, kept up to date while it is edited.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::check::{Checker, Hash};
use crate::model::{FilePlace, Kind, Problem, ProblemKind, Project, RecordId, Tables};

/// The problems of a project by record. Records without problems are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProblemList {
    by_record: BTreeMap<RecordId, Vec<Problem>>,
}

impl ProblemList {
    /// Checks all records.
    #[must_use]
    pub fn build(tables: &Tables) -> Self {
        Self::build_unless(tables, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// Checks all records; `None` as soon as `cancel` is set. For a job with a snapshot: when it is done,
    /// [`ProblemList::update`] with what was touched meanwhile brings the list up to date.
    #[must_use]
    pub fn build_unless(tables: &Tables, cancel: &AtomicBool) -> Option<Self> {
        let mut list = Self::default();
        let mut checker = Checker::new(tables);
        for id in Kind::ALL.iter().flat_map(|&kind| tables.ids(kind)) {
            if cancel.load(Ordering::Relaxed) {
                return None;
            }
            list.check(&mut checker, tables, id, Hash::Unknown);
        }
        Some(list)
    }

    /// Checks again what the changes to `touched` can have affected. The project is as it is after them.
    /// Texts of captures are hashed only if they themselves were touched.
    pub fn update(&mut self, project: &Project, touched: &[RecordId]) {
        let hashed: BTreeSet<RecordId> = touched.iter().copied().collect();
        let mut checker = Checker::new(project);
        for id in affected_by(project, touched) {
            let hash = if hashed.contains(&id) {
                Hash::Unknown
            } else {
                let problems = self.of(id);
                let mut hashes = problems.iter().map(|problem| problem.kind);
                Hash::Compared {
                    matched: hashes.all(|kind| kind != ProblemKind::HashMismatch),
                }
            };
            self.check(&mut checker, project, id, hash);
        }
    }

    fn check(&mut self, checker: &mut Checker<'_>, tables: &Tables, id: RecordId, hash: Hash) {
        let record = tables.get(id);
        let problems = record.map(|record| checker.check(&record, hash));
        match problems {
            Some(problems) if !problems.is_empty() => {
                self.by_record.insert(id, problems);
            }
            Some(_) | None => {
                self.by_record.remove(&id);
            }
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

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_record.values().map(Vec::len).sum()
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

/// The records whose problems can be others after `touched` were changed, added or taken away: those,
/// the ones that name them, and the ones that name a capture of a source among them, since a capture is
/// called by its source. If a tag is touched, all tags: one may have its path now, or had it before.
#[must_use]
pub fn affected_by(project: &Project, touched: &[RecordId]) -> BTreeSet<RecordId> {
    let mut affected: BTreeSet<RecordId> = touched.iter().copied().collect();
    for &id in touched {
        for (by, _) in project.backlinks(id) {
            affected.insert(by);
            if by.kind() == Kind::Capture {
                affected.extend(project.backlinks(by).map(|(by, _)| by));
            }
        }
    }
    if touched.iter().any(|id| id.kind() == Kind::Tag) {
        affected.extend(project.ids(Kind::Tag));
    }
    affected
}
