//! Recovery files: unsaved work that survives the end of the process.
//!
//! While a project has unsaved changes, the whole of it is written to the state folder: before a
//! native dialog opens (its service can take the process down) and shortly after changes. The file
//! is deleted when the work is saved or given up. One that is still there at the next start, and
//! that no running process holds, is offered.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, FileError};
use super::folders::Folders;
use crate::model::{Sha256, Stamp};

/// What a recovery file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryInfo {
    /// The project's title, for people.
    pub title: String,
    /// The file that the work belongs to; `None` if it was never saved.
    pub path: Option<PathBuf>,
    /// The content that the file had when it was read or last saved.
    pub base: Option<Sha256>,
    /// When this was written.
    pub written: Stamp,
    /// How many steps had been done since the last save.
    pub steps: usize,
    /// The last step, as the analyst knows it: "Add tag border to 3 sources".
    pub last_step: String,
}

/// Unsaved work that was found at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// What it says of itself.
    pub info: RecoveryInfo,
    /// The file that holds the project.
    pub project: PathBuf,
}

/// The place where one open project keeps its unsaved work. Holds a lock, so that another window
/// does not offer it.
#[derive(Debug)]
pub struct RecoverySlot {
    stem: PathBuf,
    lock: Option<File>,
}

fn folder(folders: &Folders) -> PathBuf {
    folders.state.join("recovery")
}

impl RecoverySlot {
    /// A place of its own; `name` must not be in use, random characters will do. Nothing is
    /// written until there is something to keep.
    #[must_use]
    pub fn new(name: &str, folders: &Folders) -> Self {
        Self {
            stem: folder(folders).join(name),
            lock: None,
        }
    }

    fn file(&self, extension: &str) -> PathBuf {
        self.stem.with_extension(extension)
    }

    /// Writes the unsaved work, in place of what was kept before.
    ///
    /// # Errors
    /// If it cannot be written; what was kept before is then still there.
    pub fn keep(&mut self, info: &RecoveryInfo, project: &[u8]) -> Result<(), FileError> {
        if let Some(folder) = self.stem.parent() {
            disk::make_folder(folder)?;
        }
        if self.lock.is_none() {
            let path = self.file("lock");
            let failed = |error: &std::io::Error| FileError::writing(&path, error);
            let options = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let lock = options.map_err(|error| failed(&error))?;
            // Only this process knows the name; if the lock cannot be had, the worst is that
            // another window offers the work too.
            if let Err(error) = lock.try_lock() {
                log::warn!("the recovery file could not be locked: {error}");
            }
            self.lock = Some(lock);
        }
        disk::write(&self.file("ron"), project)?;
        let info = ron::to_string(info).unwrap_or_default();
        disk::write(&self.file("info"), info.as_bytes())
    }

    /// Deletes what was kept: it is saved, or the analyst gave it up.
    ///
    /// # Errors
    /// If a file cannot be deleted.
    pub fn clear(&mut self) -> Result<(), FileError> {
        self.lock = None;
        delete(&self.stem)
    }
}

fn delete(stem: &Path) -> Result<(), FileError> {
    // The description first: without it nothing is offered.
    for extension in ["info", "ron", "lock"] {
        disk::remove(&stem.with_extension(extension))?;
    }
    Ok(())
}

/// The unsaved work that earlier processes left behind, newest first.
#[must_use]
pub fn find(folders: &Folders) -> Vec<Recovery> {
    let Ok(entries) = fs::read_dir(folder(folders)) else {
        return Vec::new();
    };
    let mut found: Vec<Recovery> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "info")
        })
        .filter(|path| !is_held(&path.with_extension("lock")))
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let info = ron::from_str(&text).ok()?;
            let project = path.with_extension("ron");
            project.is_file().then_some(Recovery { info, project })
        })
        .collect();
    found.sort_by_key(|recovery| std::cmp::Reverse(recovery.info.written));
    found
}

fn is_held(lock: &Path) -> bool {
    File::open(lock).is_ok_and(|file| file.try_lock().is_err())
}

impl Recovery {
    /// Deletes it: it was taken over, or the analyst does not want it.
    ///
    /// # Errors
    /// If a file cannot be deleted.
    pub fn delete(&self) -> Result<(), FileError> {
        delete(&self.project.with_extension(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info(steps: usize) -> RecoveryInfo {
        RecoveryInfo {
            title: "A case".to_owned(),
            path: Some(PathBuf::from("/somewhere/a “b”.ron")),
            base: Some(Sha256::of(b"x")),
            written: Stamp::now(),
            steps,
            last_step: "Add tag “a\"b”".to_owned(),
        }
    }

    #[test]
    fn unsaved_work_is_found_once_its_process_is_gone() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        assert_eq!(find(&folders), []);
        let mut slot = RecoverySlot::new("abc", &folders);
        slot.keep(&info(1), b"one").unwrap();
        slot.keep(&info(2), b"two").unwrap();
        assert_eq!(find(&folders), [], "it is still held");
        drop(slot);
        let found = find(&folders);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].info.steps, 2);
        assert_eq!(found[0].info.last_step, "Add tag “a\"b”");
        assert_eq!(fs::read(&found[0].project).unwrap(), b"two");
        found[0].delete().unwrap();
        assert_eq!(find(&folders), []);
        assert_eq!(fs::read_dir(folder(&folders)).unwrap().count(), 0);
    }

    #[test]
    fn saved_work_is_not_offered() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let mut slot = RecoverySlot::new("abc", &folders);
        slot.keep(&info(1), b"one").unwrap();
        slot.clear().unwrap();
        drop(slot);
        assert_eq!(find(&folders), []);
    }

    #[test]
    fn a_damaged_description_is_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        fs::create_dir_all(folder(&folders)).unwrap();
        fs::write(folder(&folders).join("x.info"), "(title: 3").unwrap();
        fs::write(folder(&folders).join("x.ron"), "()").unwrap();
        assert_eq!(find(&folders), []);
    }
}
