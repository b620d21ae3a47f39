//! Lists that follow edits, against lists that are made anew.

use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::query::{Column, Followed, Query, ResolvedQuery, Rows, Sort, columns, follow, list};

/// What is looked for, mostly nothing.
const QUERIES: &[&str] = &[
    "",
    "",
    "",
    "a",
    "-b",
    "tag:a",
    "-tag:b/a",
    "a type:event",
    "reliability:a-c",
    "credibility:1 a",
    "source:a",
    "tag:nobody",
];

/// A list that is kept.
struct Kept {
    kind: Kind,
    sort: Sort,
    asked: Query,
    query: ResolvedQuery,
    rows: Rows,
    in_project: usize,
    /// What was applied since it was brought up to date.
    since: Vec<Change>,
    /// How often it could follow, and how often not.
    followed: [usize; 2],
}

impl Kept {
    fn new(project: &Project, [kind, column, query]: &[Index; 3], descending: bool) -> Self {
        let kind = *kind.get(Kind::ALL);
        let columns: Vec<Option<Column>> = columns(kind).iter().copied().map(Some).collect();
        let columns = [vec![None], columns].concat();
        let mut kept = Self {
            kind,
            sort: Sort {
                column: *column.get(&columns),
                descending,
            },
            asked: Query::parse(QUERIES[query.index(QUERIES.len())]),
            query: ResolvedQuery::default(),
            rows: Rows::default(),
            in_project: 0,
            since: Vec::new(),
            followed: [0, 0],
        };
        kept.list(project);
        kept
    }

    fn fresh(&self, project: &Project) -> (ResolvedQuery, Vec<RecordId>, usize) {
        let mut query = self.asked.resolve(project);
        if !query.mistakes().is_empty() {
            query = Query::default().resolve(project);
        }
        let (snapshot, never) = (project.snapshot(), AtomicBool::new(false));
        let found = list(&snapshot, self.kind, &query, &self.sort, None, &never).unwrap();
        (query, found.rows, found.in_project)
    }

    fn list(&mut self, project: &Project) {
        let (query, rows, in_project) = self.fresh(project);
        (self.query, self.rows, self.in_project) = (query, rows.into(), in_project);
    }

    /// Follows what was applied; gives what is wrong with it then.
    fn follow(&mut self, project: &Project) -> Result<(), String> {
        let since = std::mem::take(&mut self.since);
        let followed = Followed {
            kind: self.kind,
            query: &self.query,
            asked: &self.asked,
            sort: self.sort,
            rows: &self.rows,
            in_project: self.in_project,
        };
        let changes: Vec<&Change> = since.iter().collect();
        let Some(now) = follow(project, followed, &changes) else {
            self.followed[1] += 1;
            self.list(project);
            return Ok(());
        };
        self.followed[0] += 1;
        let before: BTreeSet<RecordId> = self.rows.iter().collect();
        (self.rows, self.in_project) = (now.rows, now.in_project);
        let (_, rows, in_project) = self.fresh(project);
        let same_records = before == rows.iter().copied().collect();
        let shown: Vec<RecordId> = self.rows.iter().collect();
        let checks = [
            ("rows", shown == rows),
            ("length", self.rows.len() == rows.len()),
            ("count", self.in_project == in_project),
            ("same records", now.same_records == same_records),
            ("places", is_in_place(&self.rows, &rows)),
        ];
        match checks.iter().find(|(_, holds)| !holds) {
            Some((what, _)) => Err(format!(
                "{what} of {:?} by {:?}, {:?}: {shown:?} and not {rows:?}",
                self.kind,
                self.sort,
                self.asked.text()
            )),
            None => Ok(()),
        }
    }
}

/// Whether each record is found in its row, and no other.
fn is_in_place(rows: &Rows, expected: &[RecordId]) -> bool {
    let nobody = RecordId::from_bits(Kind::Event, 0xDEAD_BEEF);
    let mut all = expected.iter().enumerate();
    all.all(|(row, &id)| rows.record(row) == Some(id) && rows.row_of(id) == Some(row))
        && rows.record(expected.len()).is_none()
        && rows.row_of(nobody).is_none()
        && (0..=expected.len()).all(|from| {
            let pieces = rows.pieces(from..expected.len());
            pieces.flatten().eq(&expected[from..])
        })
}

proptest! {
    #![proptest_config(crate::model::chance::cases(60))]

    #[test]
    fn lists_that_follow_edits_are_those_made_anew(
        views in prop::collection::vec((any::<[Index; 3]>(), any::<bool>()), 8),
        steps in prop::collection::vec((roll(), 0_u8..8, any::<bool>()), 1..30),
    ) {
        let mut project = project(CASE);
        let mut history = crate::edit::History::new();
        let mut ids = IdSource::counting(1);
        let mut kept: Vec<Kept> = views
            .iter()
            .map(|(picks, descending)| Kept::new(&project, picks, *descending))
            .collect();
        for (n, (roll, way, waits)) in steps.iter().enumerate() {
            let step = match way {
                0 => history.next_undo(),
                1 => history.next_redo(),
                _ => {
                    let mut ctx = Context { ids: &mut ids, now: now() };
                    plan(&project, &random_edit(&project, roll), &mut ctx).ok()
                }
            };
            let step = step.filter(|step| !step.is_empty());
            if let Some(step) = step {
                let applied = project.apply(&step).unwrap();
                for kept in &mut kept {
                    kept.since.extend(applied.changes.iter().cloned());
                }
                match way {
                    0 => history.undone(),
                    1 => history.redone(),
                    _ => {
                        history.push(applied, n as u64 * 10_000);
                    }
                }
            }
            // Some steps are followed together.
            if !waits {
                for kept in &mut kept {
                    let held = kept.follow(&project);
                    prop_assert!(held.is_ok(), "{}", held.unwrap_err());
                }
            }
        }
    }
}
