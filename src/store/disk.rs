//! Reading and writing whole files so that nothing is ever half written.
//!
//! Errors come as sentences that say what happened, what was kept and what to do; paths stand in
//! them once, by file name, because the window shows the folder elsewhere.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::calls::{self, Folder, Stream};
use super::file_hash::{FileHash, HashOfPieces};
use super::replacement::Replacement;
use crate::model::Stamp;

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// What sort of failure.
    pub kind: FileErrorKind,
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub detail: String,
}

/// Sorts of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileErrorKind {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It may not be read.
    Unreadable,
    /// It, or its folder, may not be written.
    ReadOnly,
    /// The disk is full or a quota is used up.
    DiskFull,
    /// The folder that it lies in is gone.
    FolderGone,
    /// There is one already, and it is not to be written over.
    Exists,
    /// It is larger than is let in.
    TooLarge,
    /// It was written, but the disk did not say that it keeps that.
    Unconfirmed,
    /// Anything else.
    Other,
}

impl FileError {
    /// Makes the error of reading `path`.
    #[must_use]
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileErrorKind::Missing,
            io::ErrorKind::PermissionDenied => FileErrorKind::Unreadable,
            io::ErrorKind::IsADirectory => FileErrorKind::Folder,
            _ => FileErrorKind::Other,
        };
        Self::new(kind, path, error)
    }

    /// Makes the error of writing `path`.
    #[must_use]
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileErrorKind::FolderGone,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                FileErrorKind::ReadOnly
            }
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => FileErrorKind::DiskFull,
            io::ErrorKind::IsADirectory => FileErrorKind::Folder,
            io::ErrorKind::AlreadyExists => FileErrorKind::Exists,
            _ => FileErrorKind::Other,
        };
        Self::new(kind, path, error)
    }

    /// Makes the error of a file that was put in place, which may not last.
    pub(super) fn unconfirmed(path: &Path, error: &io::Error) -> Self {
        Self::new(FileErrorKind::Unconfirmed, path, error)
    }

    fn new(kind: FileErrorKind, path: &Path, error: &io::Error) -> Self {
        Self {
            kind,
            path: path.to_owned(),
            detail: error.to_string(),
        }
    }

    /// The file's name without its folder.
    #[must_use]
    pub fn file_name(&self) -> String {
        file_name(&self.path)
    }

    /// What to do, as a sentence.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self.kind {
            FileErrorKind::Missing => {
                "It may have been moved, renamed or deleted. Look for it with Open project."
            }
            FileErrorKind::Folder => "A project is one file. Choose the file inside the folder.",
            FileErrorKind::Unreadable => {
                "Ask its owner for leave to read it, or open a copy that is yours."
            }
            FileErrorKind::ReadOnly => {
                "Save it elsewhere with Save as, or ask for leave to write there."
            }
            FileErrorKind::DiskFull => {
                "Make room on the disk and save again, or save on another one."
            }
            FileErrorKind::FolderGone => {
                "Plug the drive in or make the folder again and save again, or save elsewhere."
            }
            FileErrorKind::Exists => "Choose another name. Nothing was written over.",
            FileErrorKind::TooLarge => {
                "It was not read. Raise the limit under “limits” in settings.ron if you trust the file."
            }
            FileErrorKind::Unconfirmed => "Save again, or save on another disk.",
            FileErrorKind::Other => "Try again, or use another folder.",
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.file_name();
        match self.kind {
            FileErrorKind::Missing => write!(f, "There is no file {name}."),
            FileErrorKind::Folder => write!(f, "{name} is a folder, not a project."),
            FileErrorKind::Unreadable => write!(f, "{name} may not be read."),
            FileErrorKind::ReadOnly => write!(f, "{name} may not be written."),
            FileErrorKind::DiskFull => write!(f, "There is no room on the disk for {name}."),
            FileErrorKind::FolderGone => write!(f, "The folder of {name} is gone."),
            FileErrorKind::Exists => write!(f, "There is a file {name} already."),
            FileErrorKind::TooLarge => write!(f, "{name} is too large: {}.", self.detail),
            FileErrorKind::Unconfirmed => write!(
                f,
                "{name} was written, but the disk does not say that it keeps that: {}.",
                self.detail
            ),
            FileErrorKind::Other => write!(f, "{name}: {}.", self.detail),
        }
    }
}

impl std::error::Error for FileError {}

/// The last part of a path, for people.
#[must_use]
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Reads a whole file.
///
/// # Errors
/// If it is missing, a folder or may not be read.
pub fn read(path: &Path) -> Result<Vec<u8>, FileError> {
    read_within(path, u64::MAX)
}

/// Reads a whole file that has no more than so many bytes.
///
/// # Errors
/// As [`read`], and if it is larger or is no file but a device. Nothing of it is read then.
pub fn read_within(path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    let bytes = read_watched(path, most, &mut |_, _| ControlFlow::Continue(()))?;
    Ok(bytes.unwrap_or_default())
}

/// Bytes after which it is asked whether to go on.
const PIECE: u64 = 4 << 20;

/// Bytes of which the hash is taken at once: they are still near the processor then.
const HASHED_AT_ONCE: u64 = 256 << 10;

/// As [`read_within`]; `watch` is told on the way how many bytes were read, and of how many. `None` if it stops the reading.
///
/// # Errors
/// As [`read_within`].
pub(super) fn read_watched(
    path: &Path,
    most: u64,
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<Vec<u8>>, FileError> {
    let mut reading = Reading::open(path, most)?;
    let mut bytes = Vec::new();
    let room = bytes.try_reserve_exact(room_for(&reading.about));
    room.map_err(|error| FileError::reading(path, &io::Error::other(error)))?;
    loop {
        if watch(bytes.len() as u64, reading.size()).is_break() {
            return Ok(None);
        }
        if reading.next(&mut bytes, PIECE)? == 0 {
            return Ok(Some(bytes));
        }
    }
}

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    path: &'a Path,
    file: File,
    about: fs::Metadata,
    /// How many bytes may come, and one more that tells that there are more.
    left: u64,
    most: u64,
}

impl<'a> Reading<'a> {
    /// Opens a file that has no more than so many bytes.
    ///
    /// # Errors
    /// As [`read_within`].
    pub(super) fn open(path: &'a Path, most: u64) -> Result<Self, FileError> {
        let fail = |error: &io::Error| FileError::reading(path, error);
        let file = calls::open(path).map_err(|error| fail(&error))?;
        let about = file.metadata().map_err(|error| fail(&error))?;
        if about.is_dir() {
            return Err(fail(&io::ErrorKind::IsADirectory.into()));
        }
        if is_device(&about) {
            return Err(fail(&io::Error::other("it is a device, not a file")));
        }
        if about.len() > most {
            return Err(too_large(path, most));
        }
        Ok(Self {
            path,
            file,
            about,
            left: most.saturating_add(1),
            most,
        })
    }

    /// Bytes that it had when it was opened. It may grow while it is read, and what is no plain file does not tell.
    pub(super) fn size(&self) -> u64 {
        self.about.len()
    }

    /// Puts what comes next at the end of `bytes`, about as much as is asked for; says how much. Nothing: the file ends.
    ///
    /// # Errors
    /// If it cannot be read, or is larger than it may be.
    pub(super) fn next(&mut self, bytes: &mut Vec<u8>, wanted: u64) -> Result<usize, FileError> {
        let stream = Stream {
            file: &self.file,
            path: self.path,
        };
        let mut piece = stream.take(self.left.min(wanted));
        let read = piece
            .read_to_end(bytes)
            .map_err(|error| FileError::reading(self.path, &error))?;
        self.left = self.left.saturating_sub(read as u64);
        if self.left == 0 {
            return Err(too_large(self.path, self.most));
        }
        Ok(read)
    }
}

fn too_large(path: &Path, most: u64) -> FileError {
    FileError {
        kind: FileErrorKind::TooLarge,
        path: path.to_owned(),
        detail: format!("files of up to {} MB are read", most >> 20),
    }
}

/// The room that reading all of a file takes: its size, and a little by which the end of it is noticed.
fn room_for(about: &fs::Metadata) -> usize {
    let size = if about.is_file() { about.len() } else { 0 };
    usize::try_from(size).map_or(0, |size| size.saturating_add(32))
}

#[cfg(unix)]
fn is_device(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = about.file_type();
    kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn is_device(_about: &fs::Metadata) -> bool {
    false
}

/// The hash of what a file holds that has no more than so many bytes.
///
/// # Errors
/// As [`read_within`].
pub fn hash_within(path: &Path, most: u64) -> Result<FileHash, FileError> {
    let mut reading = Reading::open(path, most)?;
    let (mut hash, mut piece) = (HashOfPieces::default(), Vec::new());
    while reading.next(&mut piece, HASHED_AT_ONCE)? > 0 {
        hash.add(&piece);
        piece.clear();
    }
    Ok(hash.finish())
}

/// The hash of a file's content; `None` if there is no such file.
///
/// # Errors
/// If it is there and cannot be read.
pub(super) fn content_hash(path: &Path) -> Result<Option<FileHash>, FileError> {
    match hash_within(path, u64::MAX) {
        Err(error) if error.kind == FileErrorKind::Missing => Ok(None),
        hash => hash.map(Some),
    }
}

/// When a file was written last, by its own file system; `None` if that is not told.
#[must_use]
pub fn written_at(path: &Path) -> Option<Stamp> {
    let written = fs::metadata(path).and_then(|about| about.modified()).ok()?;
    let moment = jiff::Timestamp::try_from(written).ok()?;
    Some(Stamp::from_timestamp(moment))
}

/// Writes a whole file: afterwards it holds either all of `bytes` or what it held before, also if
/// the machine stops in between. A symbolic link stays one; its target is written. Owner and mode
/// of a file that is there are kept, and one that is marked read-only is not written.
///
/// # Errors
/// If it cannot be written; the old content is then still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_with(path, true, &mut |out| out.write_all(bytes))
}

/// Something that writes the content of a file; it may be asked to do so once more.
pub type Content<'a> = &'a mut dyn FnMut(&mut dyn io::Write) -> io::Result<()>;

/// As [`write`], with what `content` writes. A file that is there is left alone if not `over`.
///
/// # Errors
/// If it cannot be written; the old content is then still there.
pub fn write_with(path: &Path, over: bool, content: Content<'_>) -> Result<(), FileError> {
    Replacement::write(path, over, content)?.put_in_place()
}

/// Writes a file that is not there yet. One that is, or a link of that name, is left alone.
///
/// # Errors
/// If there is one, or it cannot be written; nothing of it is left then.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let fail = |error: &io::Error| FileError::writing(path, error);
    let folder = Folder::of(path).map_err(|error| fail(&error))?;
    let file = calls::create_new(path, false).map_err(|error| fail(&error))?;
    let mut stream = Stream { file: &file, path };
    let written = stream
        .write_all(bytes)
        .and_then(|()| calls::sync(&file, path));
    if let Err(error) = written.and_then(|()| folder.sync(path)) {
        drop(file);
        remove(path)?;
        return Err(fail(&error));
    }
    Ok(())
}

/// Deletes a file that this program made for itself. That it is gone already is fine.
///
/// # Errors
/// If it is there and cannot be deleted.
pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    calls::remove(path).map_err(|error| FileError::writing(path, &error))
}

/// Makes a folder of this program's own, with those above it.
///
/// # Errors
/// If it cannot be made.
pub(super) fn make_folder(path: &Path) -> Result<(), FileError> {
    calls::make_folder(path).map_err(|error| FileError::writing(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_too_large_while_it_is_read_is_not_read_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::write(&path, "1234").unwrap();
        let mut reading = Reading::open(&path, 4).unwrap();
        let mut bytes = Vec::new();
        assert_eq!(reading.next(&mut bytes, 3), Ok(3));
        fs::write(&path, "123456").unwrap();
        let error = reading.next(&mut bytes, 3).unwrap_err();
        assert_eq!(error.kind, FileErrorKind::TooLarge);
    }

    /// Writing fails half-way like this.
    #[track_caller]
    fn check_fails(kind: io::ErrorKind, expected: FileErrorKind, told: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        for old in [None, Some("old")] {
            if let Some(old) = old {
                fs::write(&path, old).unwrap();
            }
            let half = vec![b'x'; 3 << 20];
            let error = write_with(&path, true, &mut |out| {
                out.write_all(&half)?;
                Err(kind.into())
            })
            .unwrap_err();
            assert_eq!(error.kind, expected);
            assert!(error.to_string().starts_with(told), "{error}");
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), old);
            let beside = fs::read_dir(folder.path()).unwrap();
            assert_eq!(beside.count(), usize::from(old.is_some()));
        }
    }

    #[test]
    fn what_fails_while_it_is_written_leaves_the_old_content_and_says_why() {
        let full = "There is no room on the disk for a.ron.";
        check_fails(io::ErrorKind::StorageFull, FileErrorKind::DiskFull, full);
        check_fails(io::ErrorKind::QuotaExceeded, FileErrorKind::DiskFull, full);
        check_fails(io::ErrorKind::FileTooLarge, FileErrorKind::DiskFull, full);
        let shut = "a.ron may not be written.";
        check_fails(
            io::ErrorKind::PermissionDenied,
            FileErrorKind::ReadOnly,
            shut,
        );
        check_fails(
            io::ErrorKind::ReadOnlyFilesystem,
            FileErrorKind::ReadOnly,
            shut,
        );
        // What a disk that breaks says, and one that takes nothing.
        check_fails(io::ErrorKind::Other, FileErrorKind::Other, "a.ron: ");
        check_fails(io::ErrorKind::WriteZero, FileErrorKind::Other, "a.ron: ");
    }
}
