//! A file that is written whole beside the one that it is to replace, and then takes its place at once.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::calls::{self, Folder, Stream};
use super::disk::{Content, FileError};
use super::file_hash::{FileHash, Known, Marks};
use super::folders::key_of;

/// Files beside one that are tried, for when several processes write it at the same time.
const MOST_BESIDE: usize = 8;

/// What a file is to hold, on the disk already. Until it is put in place, and if it never is, the file is as it was;
/// dropping it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Replacement {
    /// The file as it was asked for, for errors.
    path: PathBuf,
    /// What is replaced: the file that a link leads to.
    target: PathBuf,
    folder: Folder,
    file: File,
    /// Its name until it is in place; `None` from then on.
    beside: Option<PathBuf>,
    is_synced: bool,
}

impl Replacement {
    /// Writes it. A file that is there is left alone if not `over`.
    ///
    /// # Errors
    /// If it cannot be written, or the file may not be replaced.
    pub(super) fn write(path: &Path, over: bool, content: Content<'_>) -> Result<Self, FileError> {
        let fail = |error: io::Error| FileError::writing(path, &error);
        let target = target_of(path).map_err(fail)?;
        let found = calls::about(&target).map_err(fail)?;
        if let Some(about) = &found {
            let refused = if about.is_dir() {
                Some(io::ErrorKind::IsADirectory)
            } else if !over {
                Some(io::ErrorKind::AlreadyExists)
            } else if about.permissions().readonly() {
                // Renaming over it would get past the mark, which is there for a reason.
                Some(io::ErrorKind::PermissionDenied)
            } else {
                None
            };
            if let Some(kind) = refused {
                return Err(fail(kind.into()));
            }
        }
        let folder = Folder::of(&target).map_err(fail)?;
        let (file, beside) = create_beside(&target, found.is_some()).map_err(fail)?;
        let mut written = Self {
            path: path.to_owned(),
            target,
            folder,
            file,
            beside: Some(beside),
            is_synced: false,
        };
        if let Some(about) = &found {
            let marked = calls::mark_like(&written.file, &written.target, about);
            marked.map_err(fail)?;
        }
        written.fill(content).map_err(fail)?;
        Ok(written)
    }

    fn fill(&mut self, content: Content<'_>) -> io::Result<()> {
        let stream = Stream {
            file: &self.file,
            path: &self.target,
        };
        let mut buffered = io::BufWriter::with_capacity(1 << 20, stream);
        content(&mut buffered)?;
        buffered.flush()
    }

    /// Waits until the disk has it.
    ///
    /// # Errors
    /// If the disk cannot take it. It must not be put in place then.
    pub(super) fn sync(&mut self) -> Result<(), FileError> {
        let synced = calls::sync(&self.file, &self.target);
        synced.map_err(|error| FileError::writing(&self.path, &error))?;
        self.is_synced = true;
        Ok(())
    }

    /// Puts it in the place of the file, on the disk.
    ///
    /// # Errors
    /// If that cannot be done; the file is as it was. [`FileErrorKind::Unconfirmed`](super::FileErrorKind::Unconfirmed):
    /// it is in place, but after a power cut the file may be as it was.
    pub(super) fn put_in_place(mut self) -> Result<(), FileError> {
        if !self.is_synced {
            self.sync()?;
        }
        if let Some(beside) = &self.beside {
            calls::rename(beside, &self.target)
                .map_err(|error| FileError::writing(&self.path, &error))?;
        }
        self.beside = None;
        self.folder
            .sync(&self.target)
            .map_err(|error| FileError::unconfirmed(&self.path, &error))
    }

    /// As [`Self::put_in_place`]; gives what the file, which holds `hash`, is known by from then on, if that is sure.
    ///
    /// # Errors
    /// As there.
    pub(super) fn put_in_place_known(self, hash: FileHash) -> Result<Option<Known>, FileError> {
        let file = self.file.try_clone();
        let marks = || Marks::of(&file.as_ref().ok()?.metadata().ok()?);
        let (before, at) = (marks(), SystemTime::now());
        self.put_in_place()?;
        Ok(Known::written(hash, before, marks(), at))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(beside) = self.beside.take()
            && let Err(error) = calls::remove(&beside)
        {
            // The next one that is written there deletes it.
            log::warn!("{} could not be deleted: {error}", beside.display());
        }
    }
}

/// The file that is to be written.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        // A new file. A link to a file that is not there yet is written as what it points to.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(match fs::read_link(path) {
            Ok(target) => path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => path.to_owned(),
        }),
        target => target,
    }
}

/// A file to write to, beside the target. Its name is short whatever that of the target is, and always the same, so that
/// what a crash left behind is found and deleted.
fn create_beside(target: &Path, private: bool) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let key = key_of(Path::new(name));
    let mut last = None;
    for number in 0..MOST_BESIDE {
        let beside = target.with_file_name(match number {
            0 => format!(".annals-{key}.tmp"),
            _ => format!(".annals-{key}-{number}.tmp"),
        });
        match calls::create_own(&beside, private) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                last = Some(io::Error::other("other processes are writing it"));
            }
            file => return Ok((file?, beside)),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()))
}
