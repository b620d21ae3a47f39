//! Backups: each project as it was before this program first wrote to it.
//!
//! They lie in the user's data folder, one folder a project, named by the moment. The same content
//! is kept once, and of many the oldest go.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{self, FileError};
use super::folders::{Folders, key_of};
use crate::model::Sha256;

/// Backups kept of one project.
const KEPT: usize = 20;

/// A backup that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made, for people: "21 November 2026, 14:02".
    pub made: String,
}

fn folder(path: &Path, folders: &Folders) -> PathBuf {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    folders.data.join("backups").join(key_of(&target))
}

/// Keeps `bytes`, the content that the project at `path` had when it was opened.
///
/// # Errors
/// If it cannot be written.
pub fn keep(path: &Path, bytes: &[u8], folders: &Folders) -> Result<(), FileError> {
    let folder = folder(path, folders);
    disk::make_folder(&folder)?;
    let hash: String = Sha256::of(bytes).to_string().chars().take(12).collect();
    let kept = names(&folder);
    if kept.iter().any(|name| name.contains(&hash)) {
        return Ok(());
    }
    let now = jiff::Zoned::now().strftime("%Y-%m-%d_%H%M%S").to_string();
    disk::write(&folder.join(format!("{now}_{hash}.ron")), bytes)?;
    let too_many = (kept.len() + 1).saturating_sub(KEPT);
    for name in kept.iter().take(too_many) {
        disk::remove(&folder.join(name))?;
    }
    Ok(())
}

/// The backups of the project at `path`, newest first.
#[must_use]
pub fn list(path: &Path, folders: &Folders) -> Vec<Backup> {
    let folder = folder(path, folders);
    let names = names(&folder);
    let backups = names.iter().rev().filter_map(|name| {
        let moment = name.get(..17)?;
        let moment = jiff::civil::DateTime::strptime("%Y-%m-%d_%H%M%S", moment).ok()?;
        Some(Backup {
            path: folder.join(name),
            made: moment.strftime("%-d %B %Y, %H:%M").to_string(),
        })
    });
    backups.collect()
}

/// The names in the folder, oldest first: they begin with the moment.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".ron")).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_kept_once_and_the_newest_comes_first() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let path = root.path().join("a.ron");
        keep(&path, b"one", &folders).unwrap();
        keep(&path, b"one", &folders).unwrap();
        assert_eq!(list(&path, &folders).len(), 1);
        keep(&path, b"two", &folders).unwrap();
        let backups = list(&path, &folders);
        assert_eq!(backups.len(), 2);
        assert!(backups.iter().any(|b| fs::read(&b.path).unwrap() == b"two"));
        assert_eq!(list(&root.path().join("b.ron"), &folders), []);
    }

    #[test]
    fn of_many_backups_the_oldest_go() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let path = root.path().join("a.ron");
        let folder = folder(&path, &folders);
        fs::create_dir_all(&folder).unwrap();
        for day in 1..=25 {
            fs::write(
                folder.join(format!("2024-01-{day:02}_120000_{day:012}.ron")),
                "",
            )
            .unwrap();
        }
        keep(&path, b"new", &folders).unwrap();
        let backups = list(&path, &folders);
        assert_eq!(backups.len(), KEPT);
        assert_eq!(backups.last().unwrap().made, "7 January 2024, 12:00");
    }
}
