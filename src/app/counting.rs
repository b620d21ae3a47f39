//! How many records each tag of the open project has: counted once, in a job where the project is large, and
//! then followed with every edit.

use std::sync::atomic::AtomicBool;

use super::jobs::{Task, take_done};
use super::{App, Workspace};
use crate::model::{Change, Kind, Record, Tables};
use crate::query::TagCounts;

/// Up to this many records are counted at once.
const AT_ONCE: usize = 5_000;

/// The counts of the open project.
#[derive(Debug, Default)]
pub(super) struct Counting {
    /// As they were counted last.
    counts: TagCounts,
    /// Another number for other counts.
    version: u64,
    /// The project's revision when a tag changed last, not counting which records bear it.
    tags_revision: u64,
    state: State,
}

/// Whether the counts are right.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// They are.
    Known,
    /// They are to be made.
    #[default]
    Wanted,
    /// They are being made.
    Running,
}

impl Counting {
    /// Of a project that was just opened.
    pub(super) fn of(tables: &Tables) -> Self {
        let mut counting = Self::default();
        counting.count_if_small(tables);
        counting
    }

    fn count_if_small(&mut self, tables: &Tables) {
        self.state = State::Wanted;
        let records: usize = Kind::ALL.iter().map(|&kind| tables.count(kind)).sum();
        if records <= AT_ONCE
            && let Some(counts) = TagCounts::of(tables, &AtomicBool::new(false))
        {
            self.put(counts);
        }
    }

    fn put(&mut self, counts: TagCounts) {
        self.counts = counts;
        self.version += 1;
        self.state = State::Known;
    }
}

impl Workspace {
    /// How many records each tag has. In a large project these are the counts of a moment ago while new ones
    /// are being made.
    #[must_use]
    pub fn tag_counts(&self) -> &TagCounts {
        &self.counting.counts
    }

    /// Another number whenever [`Workspace::tag_counts`] was made anew.
    #[must_use]
    pub fn tag_counts_version(&self) -> u64 {
        self.counting.version
    }

    /// The project's revision when a tag came, went or changed last; which records bear it does not count.
    #[must_use]
    pub fn tags_revision(&self) -> u64 {
        self.counting.tags_revision
    }

    /// Takes note of changes that were applied.
    pub(super) fn note_in_counts(&mut self, changes: &[Change]) {
        if changes.iter().any(is_of_tag) {
            self.counting.tags_revision = self.project.revision();
        }
        let counting = &mut self.counting;
        if counting.state == State::Known && counting.counts.note(&self.project, changes) {
            return;
        }
        self.count_anew();
    }

    /// What was counted, or is being counted, is of an earlier state.
    pub(super) fn count_anew(&mut self) {
        self.counting.tags_revision = self.project.revision();
        self.counting.count_if_small(&self.project);
    }
}

/// Whether a tag itself comes, goes or changes.
fn is_of_tag(change: &Change) -> bool {
    match change {
        Change::Insert { record, .. } | Change::Remove { record, .. } => {
            matches!(record, Record::Tag(_))
        }
        Change::Set { after, .. } => matches!(after, Record::Tag(_)),
        Change::Tag { .. } | Change::Meta { .. } => false,
    }
}

impl App {
    /// Takes in what was counted, and lets be counted what is wanted.
    pub(super) fn poll_counting(&mut self) {
        let state = self.work().map(|work| work.counting.state);
        if state != Some(State::Running)
            && let Some(task) = self.work.counting.take()
        {
            task.cancel();
        }
        if let Some(done) = take_done(&mut self.work.counting) {
            match (done, self.work_mut()) {
                (Ok(Some(counts)), Some(work)) => work.counting.put(counts),
                (Ok(_), _) => {}
                (Err(died), work) => {
                    if let Some(work) = work {
                        // The counts of before stay; the next change counts again.
                        work.counting.state = State::Known;
                    }
                    self.notices.failed(died, None);
                }
            }
        }
        if state == Some(State::Wanted)
            && let Some(work) = self.work_mut()
        {
            work.counting.state = State::Running;
            let snapshot = work.project.snapshot();
            let task = Task::spawn("Counting tags", &self.env.wake, move |progress| {
                TagCounts::of(&snapshot, progress.cancel_flag())
            });
            self.work.counting = Some(task);
        }
    }

    pub(super) fn is_counting(&self) -> bool {
        let state = self.work().map(|work| work.counting.state);
        self.work.counting.is_some() || state == Some(State::Wanted)
    }
}
