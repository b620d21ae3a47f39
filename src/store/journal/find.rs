//! Journals that a crash left behind: found, held while they are restored, put away.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use super::frame::{Cut, MOST_BYTES};
use super::layout::Layout;
use super::text::{BaseText, ReadJournal, ReadStep, read};
use crate::model::Stamp;
use crate::store::backup;
use crate::store::calls::{self, Stream};
use crate::store::disk::{self, FileError};
use crate::store::file_hash::FileHash;
use crate::store::folders::Folders;
use crate::store::limits::FileLimits;
use crate::store::read::{Opened, read_text};

pub(super) const EXTENSION: &str = "journal";
/// What a journal is renamed to that the analyst does not want.
const DISCARDED: &str = "discarded";
/// What a journal is called until it is whole and takes the place of the one before.
pub(super) const NEW: &str = "new";
/// Steps that are told of one by one.
const STEPS_SHOWN: usize = 500;

pub(super) fn folder(folders: &Folders) -> PathBuf {
    folders.state.join("journal")
}

/// How a journal stands to the file of its project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The file is as the steps found it, or there is none and the journal has the text.
    Fits,
    /// The file was changed by another program since.
    OtherVersion,
    /// The file is gone, or cannot be read.
    Gone,
}

/// A journal that a crash left behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its file.
    pub journal: PathBuf,
    /// The project's title.
    pub title: String,
    /// The project's file; `None` if it has none yet.
    pub project: Option<PathBuf>,
    /// How it stands to that.
    pub standing: Standing,
    /// How many steps it has that the file has not.
    pub n_steps: usize,
    /// The newest of those: when, what, and of which record.
    pub last: Vec<FoundStep>,
    /// What was left out at its end.
    pub cut: Option<Cut>,
}

/// A step of a journal, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundStep {
    /// When it was done.
    pub at: Stamp,
    /// What it did, as a report.
    pub text: String,
    /// What the first record that it is about was called; may be empty.
    pub about: String,
}

impl FoundStep {
    fn of(step: &ReadStep) -> Self {
        let text = match step.how() {
            super::How::Done => step.done().to_owned(),
            super::How::Undone => format!("Undone: {}", step.label()),
            super::How::Redone => format!("Done again: {}", step.label()),
        };
        Self {
            at: step.at(),
            text,
            about: step.about().to_owned(),
        }
    }
}

/// What earlier processes left behind.
#[derive(Debug, Default)]
pub struct Left {
    /// The journals, the one with the newest step first.
    pub found: Vec<Found>,
    /// Journals that cannot be read, or do not even say what they are for. They stay where they are.
    pub unreadable: Vec<FileError>,
}

/// Looks for journals that earlier processes left behind. Reads the files of their projects. What those have already is
/// deleted.
#[must_use]
pub fn find(folders: &Folders) -> Left {
    let mut left = Left::default();
    let Ok(entries) = fs::read_dir(folder(folders)) else {
        return left;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_some_and(|name| name == EXTENSION) {
            match look(&path) {
                Ok(found) => left.found.extend(found),
                Err(error) => left.unreadable.push(error),
            }
        }
    }
    left.found
        .sort_by_key(|found| std::cmp::Reverse(found.last.last().map(|step| step.at)));
    left
}

/// What a journal offers; `None` if that is nothing, or the journal is in use.
fn look(path: &Path) -> Result<Option<Found>, FileError> {
    let Some(mut held) = Held::unless_in_use(path)? else {
        return Ok(None);
    };
    let Some(journal) = held.read()? else {
        let error = io::Error::other("the journal is damaged from its beginning on");
        return Err(FileError::reading(path, &error));
    };
    let project = journal.start.project();
    let hash = project.as_deref().and_then(file_hash);
    let (standing, from) = match place(&journal, &|path| file_hash(path)) {
        Some(place) => (Standing::Fits, place.from),
        None if hash.is_some() => (Standing::OtherVersion, 0),
        None => (Standing::Gone, 0),
    };
    let steps = journal.steps.get(from..).unwrap_or_default();
    if steps.last().is_none_or(ReadStep::saved) {
        // The file has it all; the process just did not come to delete it.
        if standing == Standing::Fits
            && journal.cut.is_none()
            && let Err(error) = disk::remove(path)
        {
            log::warn!("{error}");
        }
        return Ok(None);
    }
    let shown = steps.len().saturating_sub(STEPS_SHOWN);
    Ok(Some(Found {
        journal: path.to_owned(),
        title: journal.start.title.clone(),
        project,
        standing,
        n_steps: steps.len(),
        last: steps.iter().skip(shown).map(FoundStep::of).collect(),
        cut: journal.cut,
    }))
}

fn file_hash(path: &Path) -> Option<FileHash> {
    disk::content_hash(path).ok().flatten()
}

/// Where the steps of a journal that count begin.
struct Place<'a> {
    /// The file that they were done to; `None`: to the text in the journal.
    file: Option<(PathBuf, FileHash)>,
    from: usize,
    layout: &'a Layout,
}

/// Where the steps that count begin, by the hashes of files as they are now; `None` if no file is
/// as the steps found it.
fn place<'a>(
    journal: &'a ReadJournal,
    hash_of: &dyn Fn(&Path) -> Option<FileHash>,
) -> Option<Place<'a>> {
    for saving in journal.savings.iter().rev() {
        let path = saving.project.path();
        if hash_of(&path) == Some(saving.hash) {
            let from = usize::try_from(saving.steps).unwrap_or(usize::MAX);
            return Some(Place {
                file: Some((path, saving.hash)),
                from: from.min(journal.steps.len()),
                layout: &saving.layout,
            });
        }
    }
    let file = match (&journal.start.base, journal.start.project()) {
        (BaseText::Text(_), _) => None,
        (BaseText::File(hash), Some(path)) if hash_of(&path) == Some(*hash) => Some((path, *hash)),
        (BaseText::File(_), _) => return None,
    };
    Some(Place {
        file,
        from: 0,
        layout: &journal.start.layout,
    })
}

/// A journal that was left behind and that no other window can take meanwhile.
#[derive(Debug)]
pub struct Held {
    path: PathBuf,
    file: File,
}

/// A journal in front of what its steps were done to.
#[derive(Debug)]
pub struct Restorable {
    /// The project as it was before the first step.
    pub opened: Opened,
    /// Its file, and the hash of what that holds; `None` if it has none.
    pub file: Option<(PathBuf, FileHash)>,
    /// What it had besides what the file says.
    pub layout: Layout,
    /// The steps.
    pub steps: Vec<ReadStep>,
    /// Whether the file is what the steps were done to.
    pub fits: bool,
    /// The name to offer for a file.
    pub suggested_name: String,
    /// Whether nothing is lost with the project as it was before the first step.
    pub unchanged_is_saved: bool,
    /// What was left out at the end of the journal.
    pub cut: Option<Cut>,
}

/// Where to look where the file is not what the steps were done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenFrom {
    /// In the file as it is now.
    Now,
    /// Among its kept versions, for what it was then.
    Then,
}

impl Held {
    /// Takes hold of a journal.
    ///
    /// # Errors
    /// If it is not there, cannot be read, or belongs to a process that is running.
    pub fn hold(path: &Path) -> Result<Self, FileError> {
        Self::unless_in_use(path)?.ok_or_else(|| {
            let error = io::Error::other("another window is using it");
            FileError::reading(path, &error)
        })
    }

    /// As [`Self::hold`]; `None` if it belongs to a process that is running.
    fn unless_in_use(path: &Path) -> Result<Option<Self>, FileError> {
        let file = calls::open(path).map_err(|error| FileError::reading(path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => log::warn!("{error}"),
        }
        Ok(Some(Self {
            path: path.to_owned(),
            file,
        }))
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it; `None` if it does not even say what it is for.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read(&mut self) -> Result<Option<ReadJournal>, FileError> {
        let failed = |error: &io::Error| FileError::reading(&self.path, error);
        let mut bytes = Vec::new();
        self.file.rewind().map_err(|error| failed(&error))?;
        let stream = Stream {
            file: &self.file,
            path: &self.path,
        };
        stream
            .take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        Ok(read(&bytes))
    }

    /// Reads it and what its steps were done to.
    ///
    /// # Errors
    /// If either cannot be read, or if no file is what the steps were done to: as a sentence.
    pub fn open(&mut self, from: OpenFrom, folders: &Folders) -> Result<Restorable, String> {
        let journal = self.read().map_err(|error| error.to_string())?;
        let Some(journal) = journal else {
            return Err("The journal is damaged from its beginning on.".to_owned());
        };
        let place = place(&journal, &file_hash);
        let fits = place.is_some();
        let (opened, file, layout, from) = match (place, from) {
            (Some(place), _) => match place.file {
                Some((path, expected)) => {
                    let (opened, hash) = open_file(&path)?;
                    if hash != expected {
                        return Err(CHANGES.to_owned());
                    }
                    (opened, Some((path, hash)), place.layout.clone(), place.from)
                }
                None => (open_text(&journal)?, None, place.layout.clone(), place.from),
            },
            (None, OpenFrom::Now) => {
                let path = journal.start.project().ok_or(GONE)?;
                let (opened, hash) = open_file(&path)?;
                (opened, Some((path, hash)), Layout::default(), 0)
            }
            (None, OpenFrom::Then) => {
                let (opened, file, place) = open_kept(&journal, folders).ok_or(GONE)?;
                (opened, Some(file), place.layout.clone(), place.from)
            }
        };
        let laid_out = layout.laid_out(opened);
        let opened = laid_out.ok_or("The journal does not belong to this file.")?;
        Ok(Restorable {
            opened,
            file,
            layout,
            steps: journal.steps.into_iter().skip(from).collect(),
            fits,
            suggested_name: journal.start.suggested_name,
            unchanged_is_saved: journal.start.unchanged_is_saved,
            cut: journal.cut,
        })
    }

    /// Puts it away: it is not found any more, and goes for good when this process ends.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn discard(&mut self) -> Result<(), FileError> {
        self.rename(DISCARDED)
    }

    /// Makes one that was put away to be found again.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn put_back(&mut self) -> Result<(), FileError> {
        self.rename(EXTENSION)
    }

    /// Whether it has steps that no journal of its name has. Beside that one it was to take its place, and all that counts
    /// is still there.
    fn is_only_copy(&mut self) -> bool {
        let has_place = fs::symlink_metadata(self.path.with_extension(EXTENSION)).is_ok();
        // One that cannot be read now can perhaps be read later.
        !has_place
            && self.read().map_or(true, |journal| {
                journal.is_some_and(|journal| !journal.steps.is_empty())
            })
    }

    fn rename(&mut self, extension: &str) -> Result<(), FileError> {
        let to = self.path.with_extension(extension);
        let renamed = calls::rename(&self.path, &to);
        renamed.map_err(|error| FileError::writing(&self.path, &error))?;
        self.path = to;
        Ok(())
    }

    /// Deletes it.
    ///
    /// # Errors
    /// If it cannot be deleted.
    pub fn delete(self) -> Result<(), FileError> {
        disk::remove(&self.path)
    }
}

const GONE: &str = "The file that the edits were made to is not there any more.";
const CHANGES: &str = "The file was changed by another program just now. Try again.";

fn open_file(path: &Path) -> Result<(Opened, FileHash), String> {
    let cancel = std::sync::atomic::AtomicBool::new(false);
    crate::store::open(path, FileLimits::NONE, &cancel).map_err(|error| error.to_string())
}

fn open_text(journal: &ReadJournal) -> Result<Opened, String> {
    match &journal.start.base {
        BaseText::Text(text) => read_text(text.clone()).map_err(|error| error.to_string()),
        BaseText::File(_) => Err(GONE.to_owned()),
    }
}

/// A kept version of the project's file that the steps were done to.
fn open_kept<'a>(
    journal: &'a ReadJournal,
    folders: &Folders,
) -> Option<(Opened, (PathBuf, FileHash), Place<'a>)> {
    let path = journal.start.project()?;
    let mut bases: Vec<FileHash> = journal.savings.iter().map(|saving| saving.hash).collect();
    if let BaseText::File(hash) = &journal.start.base {
        bases.push(*hash);
    }
    let kept = bases
        .iter()
        .flat_map(|base| backup::with_hash(&path, *base, folders));
    kept.into_iter().find_map(|version| {
        let (opened, hash) = open_file(&version).ok()?;
        let is_own = |asked: &Path| (asked == path).then_some(hash);
        let place = place(journal, &is_own)?;
        Some((opened, (path.clone(), hash), place))
    })
}

/// Tidies up after processes that have ended: deletes the journals that they put away, and those that they did not come
/// to put in place. What could be the only copy of a step is put in place instead.
pub fn tidy(folders: &Folders) {
    let Ok(entries) = fs::read_dir(folder(folders)) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let is = |extension| path.extension().is_some_and(|name| name == extension);
        if !is(DISCARDED) && !is(NEW) {
            continue;
        }
        // One that is in use is left alone.
        let Ok(mut held) = Held::hold(&path) else {
            continue;
        };
        let done = if is(NEW) && held.is_only_copy() {
            held.put_back()
        } else {
            held.delete()
        };
        if let Err(error) = done {
            log::warn!("{error}");
        }
    }
}
