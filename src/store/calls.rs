//! The calls of the operating system by which files are read, written and put in their places.
//!
//! Everything that must not be lost goes through them, so that a test can let any one of them fail: see `faults`.
//! A file that could not be synced is never synced again: the system may have dropped what it could not write and would
//! then report success. Whoever gets such an error writes a file of its own anew.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// A sort of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(debug_assertions),
    expect(unreachable_pub, reason = "only `faults` shows it")
)]
pub enum Call {
    /// Opening a file or a folder, or making a file.
    Open,
    /// Asking about a file.
    About,
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Cutting a file to a length.
    Cut,
    /// Setting mode or owner.
    Mark,
    /// Waiting until the disk has a file.
    Sync,
    /// Waiting until the disk has the names in a folder.
    SyncFolder,
    /// Giving a file another name.
    Rename,
    /// Giving a file a second name.
    Link,
    /// Deleting a file.
    Remove,
    /// Making a folder.
    MakeFolder,
}

#[cfg(debug_assertions)]
use super::faults::before;

/// How many bytes the call may take; only a test lets it be fewer than all, or none at all.
#[cfg(not(debug_assertions))]
fn before(_: Call, _: &Path) -> io::Result<usize> {
    Ok(usize::MAX)
}

/// Opens a file for reading.
pub(super) fn open(path: &Path) -> io::Result<File> {
    before(Call::Open, path)?;
    File::open(path)
}

/// Opens a file that is not there yet for reading and writing; `private`: for nobody else to read.
pub(super) fn create_new(path: &Path, private: bool) -> io::Result<File> {
    before(Call::Open, path)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _private = private;
    options.open(path)
}

/// A file in `folder` that has no name, or loses it with its last user, for nobody else to read: nobody finds it, and nothing
/// of it stays.
pub(super) fn nameless(folder: &Path) -> io::Result<File> {
    before(Call::Open, folder)?;
    let file = tempfile::tempfile_in(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// Reads what stands at `offset`, to the last of `bytes`. What another thread reads or writes is of no account. `path` is what
/// the file is called.
pub(super) fn read_at(file: &File, path: &Path, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    let mut done = 0;
    while done < bytes.len() {
        let most = before(Call::Read, path)?.min(bytes.len() - done);
        let left = &mut bytes[done..done + most];
        let at = offset + done as u64;
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, left, at);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, left, at);
        match read {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => done += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What a file is; `None` if there is none.
pub(super) fn about(path: &Path) -> io::Result<Option<Metadata>> {
    before(Call::About, path)?;
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        about => about.map(Some),
    }
}

/// A file to read from or to write to.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    pub(super) file: &'a File,
    pub(super) path: &'a Path,
}

impl Read for Stream<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let most = before(Call::Read, self.path)?.min(bytes.len());
        self.file.read(&mut bytes[..most])
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = before(Call::Write, self.path)?.min(bytes.len());
        self.file.write(&bytes[..most])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Cuts a file to a length.
pub(super) fn set_len(file: &File, path: &Path, n_bytes: u64) -> io::Result<()> {
    before(Call::Cut, path)?;
    file.set_len(n_bytes)
}

/// Gives a file the mode and owner of another one. That the owner may not be given is fine: the file is ours then.
pub(super) fn mark_like(file: &File, path: &Path, model: &Metadata) -> io::Result<()> {
    before(Call::Mark, path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let own = file.metadata()?;
        let chown = |user, group| match fchown(file, user, group) {
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
            _ => Ok(()),
        };
        if own.gid() != model.gid() {
            chown(None, Some(model.gid()))?;
        }
        if own.uid() != model.uid() {
            chown(Some(model.uid()), None)?;
        }
    }
    file.set_permissions(model.permissions())
}

/// Waits until the disk has the file.
pub(super) fn sync(file: &File, path: &Path) -> io::Result<()> {
    before(Call::Sync, path)?;
    file.sync_all()
}

/// A folder whose names are to be on the disk. It is opened before they are changed, so that nothing but the disk itself
/// can fail after that.
#[derive(Debug)]
pub(super) struct Folder(Option<File>);

impl Folder {
    /// The folder that the file lies in.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        match path.parent() {
            Some(folder) if cfg!(unix) => {
                let is_here = folder.as_os_str().is_empty();
                open(if is_here { Path::new(".") } else { folder }).map(|file| Self(Some(file)))
            }
            _ => Ok(Self(None)),
        }
    }

    /// Waits until the disk has the name of `path`, which lies in it.
    pub(super) fn sync(&self, path: &Path) -> io::Result<()> {
        before(Call::SyncFolder, path)?;
        match self.0.as_ref().map_or(Ok(()), File::sync_all) {
            // Some file systems do not know this for folders.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            synced => synced,
        }
    }
}

/// Renames a file; one that has that name already is replaced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    before(Call::Rename, to)?;
    fs::rename(from, to)
}

/// Gives a file a second name.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    before(Call::Link, to)?;
    fs::hard_link(from, to)
}

/// Deletes a file. That there is none is fine.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    before(Call::Remove, path)?;
    let is_none = |error: &io::Error| {
        matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        )
    };
    match fs::remove_file(path) {
        Err(error) if !is_none(&error) => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder, with those above it.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    before(Call::MakeFolder, path)?;
    fs::create_dir_all(path)
}

/// Whether the file is the one with this name.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(found)) => (ours.ino(), ours.dev()) == (found.ino(), found.dev()),
        _ => false,
    }
}

/// Whether the file is the one with this name, as far as can be told.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Whether a file was left behind by a process that has ended: a living one has a lock on it. Where there are no locks,
/// it counts as left behind, and a living process gets an error when it comes to rename it.
pub(super) fn is_left_behind(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
    is_file
        && File::open(path)
            .is_ok_and(|file| !matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

/// Makes a file that no other process takes for one left behind, in the place of one that is.
pub(super) fn create_own(path: &Path, private: bool) -> io::Result<File> {
    // Somebody may delete it between our making it and our locking it.
    for _ in 0..8 {
        let file = match create_new(path, private) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_left_behind(path) => {
                remove(path)?;
                continue;
            }
            file => file?,
        };
        match file.try_lock() {
            // Somebody takes it for one left behind and is about to delete it.
            Err(fs::TryLockError::WouldBlock) => continue,
            Err(fs::TryLockError::Error(error)) => {
                log::warn!("{} could not be locked: {error}", path.display());
            }
            Ok(()) => {}
        }
        if is_at(&file, path) {
            return Ok(file);
        }
    }
    Err(io::Error::other("another process is writing it"))
}
