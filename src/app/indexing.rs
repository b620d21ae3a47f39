//! The search index of the open project: made in jobs once the project is shown, noted in with every edit, and
//! made anew when much was edited.
//!
//! A small project has none: trying every record is quick there. Texts are read first, and search is fast from
//! then on; listing their words, which makes it instant, goes on meanwhile.

use std::sync::Arc;

use super::jobs::{Progress, Task, take_done};
use super::{App, JobStatus, Workspace};
use crate::model::{Change, Kind, Snapshot, Tables};
use crate::query::SearchIndex;
use crate::query::index::{Base, Delta};

/// What the status bar calls the job.
const NAME: &str = "Preparing the search";
/// The most records, and bytes of captured text, that are searched without an index.
const WITHOUT_RECORDS: usize = 2_000;
const WITHOUT_BYTES: usize = 4 << 20;
/// The share of the work that reading the texts takes, about.
const READ: f32 = 0.2;

/// The index, and whether one is being made.
#[derive(Debug, Default)]
pub(super) struct Indexing {
    index: Option<SearchIndex>,
    making: Making,
}

/// What is to be done about the index.
#[derive(Debug, Default)]
enum Making {
    /// Nothing.
    #[default]
    Nothing,
    /// It is to be made.
    Wanted,
    /// The texts of an earlier state are being read, and this has changed since.
    Reading(Delta),
    /// The words of the texts that were read are being listed.
    Listing,
    /// It could not be made, or there is too much for it.
    Failed,
}

/// What a job has made: the texts, with or without the list of words. `None` if it was cancelled, or if there is
/// too much text.
pub(super) type Made = Option<Arc<Base>>;

impl Indexing {
    /// What is to be done about the index of a project that was just opened.
    pub(super) fn of(tables: &Tables) -> Self {
        Self {
            index: None,
            making: if is_small(tables) {
                Making::Nothing
            } else {
                Making::Wanted
            },
        }
    }
}

fn records(tables: &Tables) -> usize {
    Kind::ALL.iter().map(|&kind| tables.count(kind)).sum()
}

/// Captures are counted only where there are few records.
fn is_small(tables: &Tables) -> bool {
    let bytes = || -> usize { tables.captures().iter().map(|c| c.text.len()).sum() };
    records(tables) <= WITHOUT_RECORDS && bytes() <= WITHOUT_BYTES
}

impl Workspace {
    /// What finds words in the project as it is now; `None` where every record has to be tried.
    #[must_use]
    pub fn index(&self) -> Option<&SearchIndex> {
        self.indexing.index.as_ref()
    }

    /// Takes note of changes that were applied.
    pub(super) fn note_in_index(&mut self, changes: &[Change]) {
        let Indexing { index, making } = &mut self.indexing;
        if let Some(index) = index {
            index.note(&self.project, changes, self.project.revision());
        }
        match making {
            Making::Reading(since) => since.note(&self.project, changes),
            Making::Nothing => {
                let is_due = match index {
                    Some(index) => index.is_worn(),
                    None => records(&self.project) > WITHOUT_RECORDS,
                };
                if is_due {
                    *making = Making::Wanted;
                }
            }
            Making::Wanted | Making::Listing | Making::Failed => {}
        }
    }

    /// Takes note of a step that touched many records. If it changed texts they are read anew, and every record is
    /// tried until that is done.
    pub(super) fn note_much_in_index(&mut self, changes_texts: bool) {
        if !changes_texts {
            return self.note_in_index(&[]);
        }
        let making = if is_small(&self.project) {
            Making::Nothing
        } else {
            Making::Wanted
        };
        let before = std::mem::replace(
            &mut self.indexing,
            Indexing {
                index: None,
                making,
            },
        );
        self.discard(before);
    }

    /// The state to read, with all that is changed from now on noted.
    fn begin_index(&mut self) -> Snapshot {
        self.indexing.making = Making::Reading(Delta::default());
        self.project.snapshot()
    }

    /// Takes what a job has made. Gives the texts whose words are to be listed next.
    fn take_index(&mut self, made: Made) -> Option<Arc<Base>> {
        let Indexing { index, making } = &mut self.indexing;
        let before = std::mem::take(making);
        let Some(base) = made else {
            *making = Making::Failed;
            return None;
        };
        match before {
            Making::Reading(since) => {
                let revision = self.project.revision();
                *index = Some(SearchIndex::new(Arc::clone(&base), since, revision));
                if base.words().is_none() {
                    *making = Making::Listing;
                    return Some(base);
                }
            }
            Making::Listing => *index = index.take().map(|index| index.with_base(base)),
            Making::Nothing | Making::Wanted | Making::Failed => {}
        }
        None
    }

    fn wants_index(&self) -> bool {
        matches!(self.indexing.making, Making::Wanted)
    }

    fn waits_for_index(&self) -> bool {
        matches!(self.indexing.making, Making::Reading(_) | Making::Listing)
    }
}

impl App {
    /// Takes in what was made of the index, and starts to make what is wanted.
    pub(super) fn poll_indexing(&mut self) {
        if !self.work().is_some_and(Workspace::waits_for_index)
            && let Some(task) = self.work.indexing.take()
        {
            // It is about another project, or about none.
            task.cancel();
        }
        if let Some(done) = take_done(&mut self.work.indexing) {
            match (done, self.work_mut()) {
                (Ok(made), Some(work)) => {
                    if let Some(base) = work.take_index(made) {
                        self.start_listing(base);
                    }
                }
                (Ok(_), None) => {}
                (Err(died), work) => {
                    if let Some(work) = work {
                        work.indexing.making = Making::Failed;
                    }
                    self.notices.failed(died, None);
                }
            }
        }
        if self.work().is_some_and(Workspace::wants_index) {
            self.start_indexing();
        }
    }

    /// Reads the texts; where there is an index that answers meanwhile, lists their words at once.
    fn start_indexing(&mut self) {
        let Some(work) = self.work_mut() else {
            return;
        };
        let answers = work.indexing.index.is_some();
        let snapshot = work.begin_index();
        let task = Task::spawn(NAME, &self.env.wake, move |progress| {
            let base = Base::read(&snapshot, &watch(progress, 0.0, READ))?;
            let words = answers.then(|| base.with_words(&watch(progress, READ, 1.0)));
            Some(Arc::new(words.flatten().unwrap_or(base)))
        });
        self.work.indexing = Some(task);
    }

    fn start_listing(&mut self, base: Arc<Base>) {
        let task = Task::spawn(NAME, &self.env.wake, move |progress| {
            let words = base.with_words(&watch(progress, READ, 1.0));
            words.map(Arc::new)
        });
        self.work.indexing = Some(task);
    }

    /// Whether an index is being made, or is to be.
    pub(super) fn is_indexing(&self) -> bool {
        self.work.indexing.is_some() || self.work().is_some_and(Workspace::wants_index)
    }

    pub(super) fn indexing_status(&self) -> Option<JobStatus> {
        let task = self.work.indexing.as_ref()?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: false,
        })
    }
}

/// Tells the progress of a part of a job, and whether to go on.
fn watch(progress: &Progress, from: f32, to: f32) -> impl Fn(f32) -> bool + '_ {
    move |share| {
        progress.set(from + (to - from) * share);
        !progress.is_cancelled()
    }
}
