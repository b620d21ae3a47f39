//! A file that is written whole beside the one that it is to replace, and then takes its place at once.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use atomic_write_file::AtomicWriteFile;

use super::disk::{Content, FileError};
use super::file_hash::{FileHash, Known, Marks};
use super::folders::key_of;

/// What a file is to hold, on the disk already. Until it is put in place, and if it never is, the file is as it was;
/// dropping it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Replacement {
    /// The file as it was asked for, for errors.
    path: PathBuf,
    /// What is replaced: the file that a link leads to.
    target: PathBuf,
    file: AtomicWriteFile,
    /// The name that it gets first, if that of the target leaves no room for the one of a file beside it.
    short: Option<PathBuf>,
}

impl Replacement {
    /// Writes it. A file that is there is left alone if not `over`.
    ///
    /// # Errors
    /// If it cannot be written, or the file may not be replaced.
    pub(super) fn write(path: &Path, over: bool, content: Content<'_>) -> Result<Self, FileError> {
        let fail = |error: io::Error| FileError::writing(path, &error);
        let target = target_of(path).map_err(fail)?;
        if let Ok(about) = fs::metadata(&target) {
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
        let (file, short) = opened(&target).map_err(fail)?;
        let mut written = Self {
            path: path.to_owned(),
            target,
            file,
            short,
        };
        written.fill(content).map_err(fail)?;
        Ok(written)
    }

    fn fill(&mut self, content: Content<'_>) -> io::Result<()> {
        let mut buffered = io::BufWriter::with_capacity(1 << 20, &mut *self.file);
        content(&mut buffered)?;
        buffered.flush()
    }

    /// Waits until the disk has it.
    ///
    /// # Errors
    /// If the disk cannot take it.
    pub(super) fn sync(&self) -> Result<(), FileError> {
        let synced = self.file.sync_all();
        synced.map_err(|error| FileError::writing(&self.path, &error))
    }

    /// Puts it in the place of the file, on the disk.
    ///
    /// # Errors
    /// If that cannot be done; the file is as it was.
    pub(super) fn put_in_place(self) -> Result<(), FileError> {
        let (path, target) = (self.path, self.target);
        // Syncs the file, renames it over the old one and syncs the folder.
        let put = self.file.commit().and_then(|()| match self.short {
            Some(short) => rename_from(&short, &target),
            None => Ok(()),
        });
        put.map_err(|error| FileError::writing(&path, &error))
    }

    /// As [`Self::put_in_place`]; gives what the file, which holds `hash`, is known by from then on, if that is sure.
    ///
    /// # Errors
    /// If that cannot be done; the file is as it was.
    pub(super) fn put_in_place_known(self, hash: FileHash) -> Result<Option<Known>, FileError> {
        let file = self.file.try_clone();
        let marks = || Marks::of(&file.as_ref().ok()?.metadata().ok()?);
        let (before, at) = (marks(), SystemTime::now());
        self.put_in_place()?;
        Ok(Known::written(hash, before, marks(), at))
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

/// A file to write to, beside the target.
fn opened(target: &Path) -> io::Result<(AtomicWriteFile, Option<PathBuf>)> {
    match AtomicWriteFile::open(target) {
        // The name leaves no room for that of the file that is written first.
        Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {
            let short = target.with_file_name(format!(".annals-{}.tmp", key_of(target)));
            Ok((AtomicWriteFile::open(&short)?, Some(short)))
        }
        file => Ok((file?, None)),
    }
}

fn rename_from(short: &Path, target: &Path) -> io::Result<()> {
    let renamed = like(target, short).and_then(|()| fs::rename(short, target));
    if let Err(error) = renamed {
        // What could not be renamed is of no use; why it could not says more than why it could not go.
        return fs::remove_file(short).and(Err(error));
    }
    match target.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// Gives a file the mode and owner of another one, if that is there.
fn like(model: &Path, path: &Path) -> io::Result<()> {
    let Ok(about) = fs::metadata(model) else {
        return Ok(());
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let own = fs::metadata(path)?;
        if (own.uid(), own.gid()) != (about.uid(), about.gid()) {
            std::os::unix::fs::chown(path, Some(about.uid()), Some(about.gid()))?;
        }
    }
    fs::set_permissions(path, about.permissions())
}
