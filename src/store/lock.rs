//! The lock that keeps two windows from editing one project.
//!
//! It is a file beside the project, `.NAME.lock`, that says who holds it, and on which the holder
//! has a lock of the operating system. After a crash that lock is gone though the file is still
//! there, so a stale one does not stand in the way. Where no file can be made beside the project
//! (a read-only folder, a name that is as long as names may be), it lies in the state folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::calls;
use super::folders::{Folders, key_of};

/// Characters of a lock file that are read: who holds it is one line.
const LONGEST_LINE: u64 = 400;

/// A lock that is held. Dropping it lets go and deletes the file.
#[derive(Debug)]
pub struct Lock {
    /// Keeps the lock of the operating system; closing the file lets go of it.
    _file: File,
    path: PathBuf,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locked {
    /// It is ours now.
    Ours(Lock),
    /// Somebody else has it: who, as the lock file says.
    Theirs(String),
    /// No lock can be had here, for this reason; editing is possible all the same.
    Unsupported(String),
}

impl Lock {
    /// Asks for the lock of the project at `path`.
    #[must_use]
    pub fn take(path: &Path, folders: &Folders) -> Locked {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let elsewhere = folders
            .state
            .join("locks")
            .join(format!("{}.lock", key_of(&target)));
        if let Some(Ok(locked)) = beside(&target).map(|path| try_take(&path)) {
            return locked;
        }
        let made = fs::create_dir_all(folders.state.join("locks"));
        match made.and_then(|()| try_take(&elsewhere)) {
            Ok(locked) => locked,
            Err(error) => Locked::Unsupported(error.to_string()),
        }
    }
}

fn beside(target: &Path) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name()?);
    name.push(".lock");
    Some(target.with_file_name(name))
}

fn try_take(path: &Path) -> io::Result<Locked> {
    // Somebody who lets go may delete the file between our opening and our locking it; then we
    // hold a file that nobody else can see and have to try again.
    for _ in 0..8 {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.take(LONGEST_LINE).read_to_string(&mut holder)?;
                let holder = holder.lines().next().unwrap_or_default().trim().to_owned();
                return Ok(Locked::Theirs(holder));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if calls::is_at(&file, path) {
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{}", own_name())?;
            return Ok(Locked::Ours(Lock {
                _file: file,
                path: path.to_owned(),
            }));
        }
    }
    Err(io::Error::other("the lock file kept changing"))
}

/// Who we are, for the people who find the lock: user, computer, process and time.
fn own_name() -> String {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let user = variable("USER").or_else(|| variable("USERNAME"));
    let host = fs::read_to_string("/etc/hostname")
        .ok()
        .or_else(|| variable("COMPUTERNAME"));
    format!(
        "{} on {}, process {}, since {}",
        user.as_deref().unwrap_or("somebody"),
        host.as_deref().map_or("this computer", str::trim),
        std::process::id(),
        jiff::Zoned::now().strftime("%-d %B %Y, %H:%M")
    )
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.path) {
            log::warn!("the lock file could not be deleted: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_to_ask_is_told_who_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let path = folder.path().join("a.ron");
        fs::write(&path, "()").unwrap();
        let Locked::Ours(lock) = Lock::take(&path, &folders) else {
            panic!("the lock was free");
        };
        let Locked::Theirs(holder) = Lock::take(&path, &folders) else {
            panic!("the lock was taken");
        };
        assert!(
            holder.contains(&format!("process {}", std::process::id())),
            "{holder}"
        );
        drop(lock);
        assert!(!folder.path().join(".a.ron.lock").exists());
        assert!(matches!(Lock::take(&path, &folders), Locked::Ours(_)));
    }

    #[test]
    fn a_lock_file_left_by_a_crash_does_not_stand_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        fs::write(folder.path().join(".a.ron.lock"), "somebody long gone\n").unwrap();
        let locked = Lock::take(&folder.path().join("a.ron"), &folders);
        assert!(matches!(locked, Locked::Ours(_)));
    }

    #[test]
    fn a_name_that_leaves_no_room_is_locked_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let path = folder.path().join("a".repeat(255));
        fs::write(&path, "()").unwrap();
        let Locked::Ours(_lock) = Lock::take(&path, &folders) else {
            panic!("the lock was free");
        };
        assert!(matches!(Lock::take(&path, &folders), Locked::Theirs(_)));
    }
}
