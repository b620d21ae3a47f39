//! The rows of the table: listed when search or order change, in a job where the project is large. They follow edits
//! without being listed anew, where that can be told at once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::jobs::{Polled, Task};
use crate::app::{App, Selection, Workspace};
use crate::model::{Change, Kind, RecordId, Snapshot, Tables};
use crate::query::{self, Followed, Query, ResolvedQuery, Rows, SearchIndex, Sort};

/// Up to this many records of all kinds, and so many bytes of captures, a list is made within a frame.
/// Searching 4,900 records with 3.4 MB of text took 30 to 50 ms on a slow machine; a fifth of that is
/// not noticed while typing.
const AT_ONCE_RECORDS: usize = 1_000;
const AT_ONCE_BYTES: usize = 500_000;

/// A list of more rows takes too long to free within a frame.
const FREED_AT_ONCE: usize = 20_000;

/// When so many rows have moved since they were listed, they are put in one list again.
const MOVED: usize = 1_000;

/// What a list is made of, the project aside. When it is another, the list is made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Wanted {
    search: String,
    sort: Sort,
}

/// The rows as they were listed last, and as they followed edits since.
#[derive(Debug, Clone, Default)]
pub(in crate::ui::views) struct Listed {
    /// The records, in order.
    pub(in crate::ui::views) rows: Rows,
    /// How many records of the navigator's kinds match.
    pub(in crate::ui::views) in_project: usize,
    /// The query that found them: the last one without a mistake.
    pub(in crate::ui::views) query: Arc<ResolvedQuery>,
    /// What was wanted, and of which revision they are; `None` before there were any.
    of: Option<(Wanted, u64)>,
}

impl Listed {
    /// These rows.
    #[cfg(test)]
    pub(super) fn of(rows: Rows) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    /// The row that shows a record.
    pub(in crate::ui::views) fn row_of(&self, id: RecordId) -> Option<u64> {
        self.rows.row_of(id).map(|row| row as u64)
    }

    /// The record in a row.
    pub(in crate::ui::views) fn record(&self, row: u64) -> Option<RecordId> {
        self.rows.record(usize::try_from(row).ok()?)
    }

    /// How many rows there are.
    pub(in crate::ui::views) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// All records, where that takes no copying.
    pub(super) fn selection(&self) -> Option<Selection> {
        self.rows.shared().cloned().map(Selection::from)
    }
}

/// That there are other rows.
#[derive(Debug)]
pub(in crate::ui::views) struct Relisted {
    /// The rows from before.
    pub(super) before: Rows,
    /// Whether they show the same records, wherever they stand.
    pub(super) same_records: bool,
}

/// A job that makes rows.
struct Job {
    wanted: Wanted,
    revision: u64,
    /// Whether it only puts those together that are shown, which follow edits meanwhile.
    settles: bool,
    task: Task<Option<Listed>>,
}

/// Makes and keeps the rows of one kind.
pub(in crate::ui::views) struct Lister {
    kind: Kind,
    listed: Listed,
    job: Option<Job>,
    /// Rows from before, to be freed.
    discarded: Option<Listed>,
    /// Whether the rows are wanted as one list.
    is_to_settle: bool,
}

impl Lister {
    pub(in crate::ui::views) fn new(kind: Kind) -> Self {
        Self {
            kind,
            listed: Listed::default(),
            job: None,
            discarded: None,
            is_to_settle: false,
        }
    }

    /// The rows: while new ones are being listed, the old ones.
    pub(in crate::ui::views) fn listed(&self) -> &Listed {
        &self.listed
    }

    /// Whether new rows are being listed.
    pub(in crate::ui::views) fn is_busy(&self) -> bool {
        self.job.as_ref().is_some_and(|job| !job.settles)
    }

    /// Wants the rows to become one list, see [`Listed::selection`].
    pub(super) fn settle(&mut self) {
        self.is_to_settle = true;
    }

    /// Takes in what a job has listed, follows edits, and lists anew if something else changed. Says so if there are
    /// new rows.
    pub(in crate::ui::views) fn update(
        &mut self,
        app: &App,
        work: &Workspace,
        sort: Sort,
    ) -> Option<Relisted> {
        if let Some(discarded) = self.discarded.take() {
            // Nobody waits for it.
            let name = "Clearing away";
            drop(Task::spawn(name, app.wake(), move |_| drop(discarded)));
        }
        let mut relisted = self.take_done();
        let search = app.search.text.clone();
        let wanted = Wanted { search, sort };
        let revision = work.project.revision();
        let is_other = |job: &Job| job.wanted != wanted;
        if self.job.as_ref().is_some_and(is_other) {
            self.cancel();
        }
        match &self.listed.of {
            Some((of, at)) if *of == wanted && *at == revision => {}
            Some((of, _)) if *of == wanted && !self.is_busy() => {
                match self.follow(work, &app.search.query) {
                    Some(followed) => {
                        let taken = relisted.take();
                        relisted = Some(match taken {
                            Some(taken) => taken,
                            None => followed,
                        });
                    }
                    None => self.list(app, work, wanted, &mut relisted),
                }
            }
            _ => self.list(app, work, wanted, &mut relisted),
        }
        self.settle_if_due(app);
        relisted
    }

    /// Follows the changes since the rows were listed; `None` if they have to be listed anew.
    fn follow(&mut self, work: &Workspace, asked: &Query) -> Option<Relisted> {
        let (_, at) = self.listed.of.as_mut()?;
        let changes: Vec<&Change> = work.recent.since(*at)?.collect();
        let list = Followed {
            kind: self.kind,
            query: &self.listed.query,
            asked,
            sort: self.listed.of.as_ref()?.0.sort,
            rows: &self.listed.rows,
            in_project: self.listed.in_project,
        };
        let now = query::follow(&work.project, list, &changes)?;
        if let Some((_, at)) = &mut self.listed.of {
            *at = work.project.revision();
        }
        self.listed.in_project = now.in_project;
        Some(Relisted {
            before: std::mem::replace(&mut self.listed.rows, now.rows),
            same_records: now.same_records,
        })
    }

    /// Lists anew: at once, or in a job. One that lists the same of an earlier state goes on if the rows can follow from
    /// there.
    fn list(
        &mut self,
        app: &App,
        work: &Workspace,
        wanted: Wanted,
        relisted: &mut Option<Relisted>,
    ) {
        let follows = |job: &Job| !job.settles && work.recent.since(job.revision).is_some();
        if self.job.as_ref().is_some_and(follows) {
            return;
        }
        self.cancel();
        let (kind, snapshot) = (self.kind, work.project.snapshot());
        let queries = [&app.search.query, self.listed.query.query()].map(Query::clone);
        let index = work.index().cloned();
        let make = {
            let wanted = wanted.clone();
            move |cancel: &AtomicBool| {
                make(&snapshot, kind, queries, wanted, index.as_ref(), cancel)
            }
        };
        if is_small(&work.project) {
            if let Some(listed) = make(&AtomicBool::new(false)) {
                *relisted = Some(self.put(listed));
            }
            return;
        }
        let name = format!("Listing {}", kind.plural());
        let task = Task::spawn(name, app.wake(), move |progress| {
            make(progress.cancel_flag())
        });
        self.job = Some(Job {
            wanted,
            revision: work.project.revision(),
            settles: false,
            task,
        });
    }

    /// Puts the rows together in one list, where that is wanted or many have moved.
    fn settle_if_due(&mut self, app: &App) {
        let n_moved = self.listed.rows.n_moved();
        let is_to_settle = std::mem::take(&mut self.is_to_settle);
        let is_due = n_moved > MOVED || is_to_settle && n_moved > 0;
        let Some((wanted, revision)) = self.listed.of.clone() else {
            return;
        };
        if !is_due || self.job.is_some() {
            return;
        }
        let listed = self.listed.clone();
        let name = format!("Listing {}", self.kind.plural());
        let task = Task::spawn(name, app.wake(), move |_| {
            Some(Listed {
                rows: listed.rows.settled(),
                ..listed
            })
        });
        self.job = Some(Job {
            wanted,
            revision,
            settles: true,
            task,
        });
    }

    fn cancel(&mut self) {
        if let Some(job) = self.job.take() {
            job.task.cancel();
        }
    }

    /// Replaces the rows and gives those from before.
    fn put(&mut self, listed: Listed) -> Relisted {
        let before = std::mem::replace(&mut self.listed, listed);
        let rows = before.rows.clone();
        if rows.len() > FREED_AT_ONCE {
            // Not before the frame is done that still compares them.
            self.discarded = Some(before);
        }
        Relisted {
            before: rows,
            same_records: false,
        }
    }

    fn take_done(&mut self) -> Option<Relisted> {
        let listed = match self.job.as_ref()?.task.poll() {
            Polled::Running => return None,
            Polled::Done(listed) => listed,
            Polled::Died => {
                // The old rows stay; the next change lists again.
                log::error!("listing {} ended by a defect", self.kind.plural());
                None
            }
        };
        self.job = None;
        listed.map(|listed| self.put(listed))
    }
}

/// Whether a list is made at once. Captures are counted only where there are few records.
fn is_small(tables: &Tables) -> bool {
    let records: usize = Kind::ALL.iter().map(|&kind| tables.count(kind)).sum();
    let bytes = || -> usize { tables.captures().iter().map(|c| c.text.len()).sum() };
    records <= AT_ONCE_RECORDS && bytes() <= AT_ONCE_BYTES
}

/// Lists what the first query finds, or, if there is a mistake in it, what the other finds.
fn make(
    snapshot: &Snapshot,
    kind: Kind,
    [asked, good]: [Query; 2],
    wanted: Wanted,
    index: Option<&SearchIndex>,
    cancel: &AtomicBool,
) -> Option<Listed> {
    let mut resolved = asked.resolve(snapshot);
    if !resolved.mistakes().is_empty() {
        resolved = good.resolve(snapshot);
    }
    let listing = query::list(snapshot, kind, &resolved, &wanted.sort, index, cancel)?;
    resolved.forget_captures();
    Some(Listed {
        rows: listing.rows.into(),
        in_project: listing.in_project,
        query: Arc::new(resolved),
        of: Some((wanted, snapshot.revision)),
    })
}
