//! What a journal still has to take in, in order. Noting costs no time; writing happens on
//! whichever thread calls [`Keeper::flush`].

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::layout::Layout;
use super::writer::{Header, Journal, Saving};
use super::{Step, find};
use crate::store::Folders;
use crate::store::disk::FileError;
use crate::store::file_hash::FileHash;

/// Something that a journal has to take in.
#[derive(Debug)]
enum Note {
    Step(Box<Step>),
    /// The project's file has this many steps; the others follow what it holds.
    Saved(Box<Header>, u64),
    /// There is nothing to keep.
    Dropped,
}

/// The journal of an open project. Copies are the same journal.
#[derive(Debug, Clone)]
pub struct Keeper(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    notes: Mutex<VecDeque<Note>>,
    journal: Mutex<Journal>,
    /// Notes that were made, and those that are safe on the disk.
    n_noted: AtomicU64,
    n_kept: AtomicU64,
}

impl Keeper {
    /// The journal of a project that was just opened. `name` must not be in use; random characters
    /// will do.
    #[must_use]
    pub fn new(name: &str, folders: &Folders, header: Header) -> Self {
        let path = find::folder(folders).join(format!("{name}.{}", find::EXTENSION));
        Self::at(path, header)
    }

    fn at(path: PathBuf, header: Header) -> Self {
        Self(Arc::new(Shared {
            notes: Mutex::default(),
            journal: Mutex::new(Journal::new(path, header)),
            n_noted: AtomicU64::new(0),
            n_kept: AtomicU64::new(0),
        }))
    }

    /// The journal of a project that was restored by these steps from one that was left behind,
    /// in the place of that one.
    ///
    /// # Errors
    /// If it cannot be written. The one that was left behind is then as it was.
    pub fn in_place_of(
        found: &find::Held,
        header: Header,
        steps: &[Step],
    ) -> Result<Self, FileError> {
        let keeper = Self::at(found.path().to_owned(), header);
        keeper.journal().take_place(steps)?;
        Ok(keeper)
    }

    /// Notes a step.
    pub fn note(&self, step: Step) {
        self.push(Note::Step(Box::new(step)));
    }

    /// Notes that the project's file has the first `folded` steps since it had something before.
    pub fn note_saved(&self, header: Header, folded: u64) {
        self.push(Note::Saved(Box::new(header), folded));
    }

    /// Notes that the steps are given up.
    pub fn note_dropped(&self) {
        self.push(Note::Dropped);
    }

    fn push(&self, note: Note) {
        lock(&self.0.notes).push_back(note);
        self.0.n_noted.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether something was noted that is not on the disk yet.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.n_kept() < self.0.n_noted.load(Ordering::Relaxed)
    }

    /// How many notes are safe on the disk.
    #[must_use]
    pub fn n_kept(&self) -> u64 {
        self.0.n_kept.load(Ordering::Relaxed)
    }

    /// How many notes were made.
    #[must_use]
    pub fn n_noted(&self) -> u64 {
        self.0.n_noted.load(Ordering::Relaxed)
    }

    /// Writes what was noted; it is safe on the disk when this returns.
    ///
    /// # Errors
    /// If it cannot be written. What was not written stays noted.
    pub fn flush(&self) -> Result<(), FileError> {
        self.flush_into(&mut self.journal())
    }

    fn flush_into(&self, journal: &mut Journal) -> Result<(), FileError> {
        loop {
            let mut notes = std::mem::take(&mut *lock(&self.0.notes));
            if notes.is_empty() {
                return Ok(());
            }
            let written = write(journal, &mut notes, &self.0.n_kept);
            if written.is_err() {
                // Others may have been made meanwhile; these come before them.
                let mut queue = lock(&self.0.notes);
                while let Some(note) = notes.pop_back() {
                    queue.push_front(note);
                }
            }
            written?;
        }
    }

    /// Announces that the project's file is about to hold `hash`, which includes the first
    /// `steps` steps since it had something before.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(in crate::store) fn announce(
        &self,
        project: PathBuf,
        hash: FileHash,
        steps: u64,
        layout: Layout,
    ) -> Result<(), FileError> {
        let mut journal = self.journal();
        // The count is of steps since the last save that the journal was told of.
        self.flush_into(&mut journal)?;
        journal.announce(Saving {
            project,
            hash,
            steps,
            layout,
        })
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        lock(&self.0.journal)
    }
}

/// Writes notes, and takes those that are written out of the queue.
fn write(
    journal: &mut Journal,
    notes: &mut VecDeque<Note>,
    n_kept: &AtomicU64,
) -> Result<(), FileError> {
    while let Some(note) = notes.pop_front() {
        let mut n_written = 1;
        let written = match note {
            Note::Step(first) => {
                let mut steps = vec![*first];
                while let Some(Note::Step(_)) = notes.front() {
                    if let Some(Note::Step(step)) = notes.pop_front() {
                        steps.push(*step);
                    }
                }
                n_written = steps.len() as u64;
                let written = journal.add(&steps);
                if written.is_err() {
                    for step in steps.into_iter().rev() {
                        notes.push_front(Note::Step(Box::new(step)));
                    }
                }
                written
            }
            Note::Saved(header, folded) => {
                let written = journal.begin_anew((*header).clone(), folded);
                if written.is_err() {
                    notes.push_front(Note::Saved(header, folded));
                }
                written
            }
            Note::Dropped => {
                let written = journal.clear();
                if written.is_err() {
                    notes.push_front(Note::Dropped);
                }
                written
            }
        };
        written?;
        n_kept.fetch_add(n_written, Ordering::Relaxed);
    }
    Ok(())
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a thread that died held is whole: a file is as long as it says, a queue is a queue.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
