//! The list of problems: made in a job once a project is shown, so that nobody waits for it, and brought up to
//! date with what was edited meanwhile.
//!
//! A small project is checked in the same job that reads it. An edit has again checked what it reaches at once
//! as long as that is little; after a larger one the whole list is made anew, in the job.

use super::jobs::{Task, take_done};
use super::{App, JobStatus, Workspace};
use crate::evidence::{ProblemList, reach};
use crate::model::{Change, Kind, Project, RecordId, Tables};

/// What the status bar calls the job.
const NAME: &str = "Checking for problems";
/// The most records, and bytes of captured text, that are checked without a job of their own.
const AT_ONCE_RECORDS: usize = 2_000;
const AT_ONCE_BYTES: usize = 4 << 20;
/// The most records that are checked again within a frame.
const IN_A_FRAME: usize = 2_000;

/// Whether the list of problems is there.
#[derive(Debug, Default)]
pub(super) enum Checking {
    /// It is, and every edit keeps it up to date.
    #[default]
    Done,
    /// It is to be made.
    Wanted,
    /// It is being made of an earlier state, and this is what was changed since.
    Running(Vec<Change>),
    /// It could not be made.
    Failed,
}

impl Checking {
    /// How it stands with a project that just opened with this list or with none yet.
    pub(super) fn of(problems: Option<&ProblemList>) -> Self {
        match problems {
            Some(_) => Self::Done,
            None => Self::Wanted,
        }
    }
}

/// The problems of a project that is small enough to be checked at once.
pub(super) fn at_once(project: &Project) -> Option<ProblemList> {
    is_small(project).then(|| ProblemList::build(project))
}

/// Captures are counted only where there are few records.
fn is_small(tables: &Tables) -> bool {
    let records: usize = Kind::ALL.iter().map(|&kind| tables.count(kind)).sum();
    let bytes = || -> usize { tables.captures().iter().map(|c| c.text.len()).sum() };
    records <= AT_ONCE_RECORDS && bytes() <= AT_ONCE_BYTES
}

impl Workspace {
    /// Whether the list of problems says how the project stands. While it does not, nothing is known to be
    /// fine.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        matches!(self.checking, Checking::Done)
    }

    /// Whether the list is still to be made.
    pub(super) fn wants_check(&self) -> bool {
        matches!(self.checking, Checking::Wanted)
    }

    /// The state to check, with all that is changed from now on noted.
    fn begin_check(&mut self) -> Project {
        self.checking = Checking::Running(Vec::new());
        self.project.copy()
    }

    /// Takes the list that was made, and brings it up to date.
    fn take_checked(&mut self, list: ProblemList) {
        if let Checking::Running(since) = std::mem::take(&mut self.checking) {
            let before = self.problems.replace(list);
            self.discard(before);
            self.recheck(&since);
            self.count_problems();
        }
    }

    /// Checks again what the changes reach, and gives it; in a job if that is much.
    fn recheck(&mut self, changes: &[Change]) -> Option<Vec<RecordId>> {
        let list = &mut self.problems;
        let reached = list.update_within(&self.project, changes, IN_A_FRAME);
        if reached.is_none() {
            self.check_anew();
        }
        reached
    }

    /// What is known is of an earlier state.
    fn check_anew(&mut self) {
        let before = self.problems.replace(ProblemList::default());
        self.discard(before);
        let before = std::mem::replace(&mut self.checking, Checking::Wanted);
        self.discard(before);
    }

    /// Takes note of a step that touched many records.
    pub(super) fn follow_much(&mut self) {
        self.check_anew();
        self.touched.add(self.project.revision(), None);
        self.recent.forget(self.project.revision());
        self.count_problems();
    }

    /// Takes note of changes that were applied.
    pub(super) fn follow(&mut self, changes: &[Change]) {
        let reached = match &mut self.checking {
            Checking::Done => self.recheck(changes),
            unchecked => {
                match unchecked {
                    Checking::Running(since) => since.extend(changes.iter().cloned()),
                    _ => *unchecked = Checking::Wanted,
                }
                reach(&self.project, changes, IN_A_FRAME)
            }
        };
        self.touched.add(self.project.revision(), reached);
        self.count_problems();
    }
}

impl App {
    /// Takes in the list that was made, and starts to make the one that is wanted.
    pub(super) fn poll_checking(&mut self) {
        let state = self.work().map(|work| &work.checking);
        if !matches!(state, Some(Checking::Running(_)))
            && let Some(task) = self.work.checking.take()
        {
            // It is about another project, or about none.
            task.cancel();
        }
        if let Some(done) = take_done(&mut self.work.checking) {
            match (done, self.work_mut()) {
                (Ok(Some(list)), Some(work)) => work.take_checked(list),
                // Nobody wants it any more.
                (Ok(_), _) => {}
                (Err(died), work) => {
                    if let Some(work) = work {
                        work.checking = Checking::Failed;
                    }
                    self.notices.failed(died, None);
                }
            }
        }
        self.start_checking();
    }

    fn start_checking(&mut self) {
        let work = self.work_mut().filter(|work| work.wants_check());
        let Some(project) = work.map(Workspace::begin_check) else {
            return;
        };
        let task = Task::spawn(NAME, &self.env.wake, move |progress| {
            let cancel = progress.cancel_flag();
            ProblemList::build_telling(&project, cancel, &mut |share| progress.set(share))
        });
        self.work.checking = Some(task);
    }

    /// Whether the problems are being looked for, or are to be.
    pub(super) fn is_checking(&self) -> bool {
        self.work.checking.is_some() || self.work().is_some_and(Workspace::wants_check)
    }

    /// The share of the project that is checked, from 0 to 1, while its problems are being looked for.
    #[must_use]
    pub fn checked_share(&self) -> Option<f32> {
        self.work.checking.as_ref().map(Task::share)
    }

    pub(super) fn checking_status(&self) -> Option<JobStatus> {
        let task = self.work.checking.as_ref()?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: false,
        })
    }
}
