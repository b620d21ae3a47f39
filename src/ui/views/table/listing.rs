//! The rows of the table: listed when data, search or order change, in a job where the project is large.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::jobs::{Polled, Task, Wake};
use crate::app::{App, Selection, Workspace};
use crate::model::{Kind, RecordId, Snapshot, Tables};
use crate::query::{self, Query, SearchIndex, Sort};

/// Up to this many records of all kinds, and so many bytes of captures, a list is made within a frame.
/// Searching 4,900 records with 3.4 MB of text took 30 to 50 ms on a slow machine; a fifth of that is
/// not noticed while typing.
const AT_ONCE_RECORDS: usize = 1_000;
const AT_ONCE_BYTES: usize = 500_000;

/// A list of more rows takes too long to free within a frame.
const FREED_AT_ONCE: usize = 20_000;

/// What a list is made of. When it is another, the list is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    revision: u64,
    search: String,
    sort: Sort,
}

/// The rows as they were listed last.
#[derive(Debug, Clone, Default)]
pub(in crate::ui::views) struct Listed {
    /// The records, in order.
    pub(in crate::ui::views) rows: Selection,
    /// How many records of the navigator's kinds match.
    pub(in crate::ui::views) in_project: usize,
    /// The query that found them: the last one without a mistake.
    pub(in crate::ui::views) query: Query,
    places: Places,
}

impl Listed {
    /// The row that shows a record.
    pub(in crate::ui::views) fn row_of(&self, id: RecordId) -> Option<u64> {
        self.places.row_of(id)
    }

    /// Which record stands where.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// The record in a row.
    pub(in crate::ui::views) fn record(&self, row: u64) -> Option<RecordId> {
        self.rows.get(usize::try_from(row).ok()?).copied()
    }

    /// How many rows there are.
    pub(in crate::ui::views) fn len(&self) -> u64 {
        self.rows.len() as u64
    }
}

/// Which record stands in which row: pairs of id and row, sorted by id. A quarter of the memory of a hash
/// map, which counts with a million rows. Copies share them.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(Arc<Vec<(u64, u32)>>);

impl Places {
    fn new(rows: &[RecordId]) -> Self {
        // A table has fewer than 2^32 records: its slots are counted in 32 bits.
        let pairs = rows.iter().zip(0_u32..).map(|(id, row)| (id.bits(), row));
        let mut pairs: Vec<(u64, u32)> = pairs.collect();
        pairs.sort_unstable();
        Self(Arc::new(pairs))
    }

    /// Whether both are of the same list.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn row_of(&self, id: RecordId) -> Option<u64> {
        let at = self.0.binary_search_by_key(&id.bits(), |&(bits, _)| bits);
        self.0.get(at.ok()?).map(|&(_, row)| row.into())
    }
}

/// Makes and keeps the rows of one kind.
pub(in crate::ui::views) struct Lister {
    kind: Kind,
    wanted: Option<Wanted>,
    listed: Listed,
    task: Option<Task<Option<Listed>>>,
}

impl Lister {
    pub(in crate::ui::views) fn new(kind: Kind) -> Self {
        Self {
            kind,
            wanted: None,
            listed: Listed::default(),
            task: None,
        }
    }

    /// The rows: while new ones are being listed, the old ones.
    pub(in crate::ui::views) fn listed(&self) -> &Listed {
        &self.listed
    }

    /// Whether new rows are being listed.
    pub(in crate::ui::views) fn is_busy(&self) -> bool {
        self.task.is_some()
    }

    /// Takes in what a job has listed, and lists anew if anything changed. Gives the rows from before if
    /// there are new ones.
    pub(in crate::ui::views) fn update(
        &mut self,
        app: &App,
        work: &Workspace,
        sort: Sort,
    ) -> Option<Selection> {
        let mut before = self.take_done(app.wake());
        let wanted = Wanted {
            revision: work.project.revision(),
            search: app.search.text.clone(),
            sort,
        };
        if self.wanted.as_ref() == Some(&wanted) {
            return before;
        }
        if let Some(task) = self.task.take() {
            task.cancel();
        }
        self.wanted = Some(wanted);
        let (kind, snapshot) = (self.kind, work.project.snapshot());
        let (asked, good) = (app.search.query.clone(), self.listed.query.clone());
        let index = work.index().cloned();
        if is_small(&snapshot) {
            let never = AtomicBool::new(false);
            if let Some(listed) = make(&snapshot, kind, [&asked, &good], sort, None, &never) {
                before = Some(self.put(listed, app.wake()));
            }
        } else {
            let name = format!("Listing {}", kind.plural());
            self.task = Some(Task::spawn(name, app.wake(), move |progress| {
                let cancel = progress.cancel_flag();
                make(
                    &snapshot,
                    kind,
                    [&asked, &good],
                    sort,
                    index.as_ref(),
                    cancel,
                )
            }));
        }
        before
    }

    /// Replaces the rows and gives those from before.
    fn put(&mut self, listed: Listed, wake: &Wake) -> Selection {
        let before = std::mem::replace(&mut self.listed, listed);
        let rows = before.rows.clone();
        if rows.len() > FREED_AT_ONCE {
            // Nobody waits for it.
            drop(Task::spawn("Clearing away", wake, move |_| drop(before)));
        }
        rows
    }

    fn take_done(&mut self, wake: &Wake) -> Option<Selection> {
        let listed = match self.task.as_ref()?.poll() {
            Polled::Running => return None,
            Polled::Done(listed) => listed,
            Polled::Died => {
                // The old rows stay; the next change lists again.
                log::error!("listing {} ended by a defect", self.kind.plural());
                None
            }
        };
        self.task = None;
        listed.map(|listed| self.put(listed, wake))
    }
}

/// Whether a list is made at once. Captures are counted only where there are few records.
fn is_small(tables: &Tables) -> bool {
    let records: usize = Kind::ALL.iter().map(|&kind| tables.count(kind)).sum();
    let bytes = || -> usize { tables.captures().iter().map(|c| c.text.len()).sum() };
    records <= AT_ONCE_RECORDS && bytes() <= AT_ONCE_BYTES
}

/// Lists what `asked` finds, or, if there is a mistake in it, what `good` finds.
fn make(
    snapshot: &Snapshot,
    kind: Kind,
    [asked, good]: [&Query; 2],
    sort: Sort,
    index: Option<&SearchIndex>,
    cancel: &AtomicBool,
) -> Option<Listed> {
    let mut resolved = asked.resolve(snapshot);
    if !resolved.mistakes().is_empty() {
        resolved = good.resolve(snapshot);
    }
    let listing = query::list(snapshot, kind, &resolved, &sort, index, cancel)?;
    Some(Listed {
        places: Places::new(&listing.rows),
        rows: listing.rows.into(),
        in_project: listing.in_project,
        query: resolved.query().clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_record() {
        let ids = (0..1000_u64).map(|n| n.wrapping_mul(0x9E37_79B9) % 100_003);
        let rows: Vec<RecordId> = ids
            .map(|bits| RecordId::from_bits(Kind::Event, bits))
            .collect();
        let places = Places::new(&rows);
        for (row, &id) in rows.iter().enumerate() {
            assert_eq!(places.row_of(id), Some(row as u64));
        }
        let other = RecordId::from_bits(Kind::Event, 100_004);
        assert_eq!(places.row_of(other), None);
    }
}
