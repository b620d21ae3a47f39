//! Where the program keeps its own files.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::model::Sha256;

/// The folders of the program, by the conventions of the system (XDG on Linux).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Settings.
    pub config: PathBuf,
    /// Backups of projects.
    pub data: PathBuf,
    /// What is needed after a crash.
    pub state: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
}

impl Folders {
    /// The folders of the user; `None` if there is no home folder.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let base = etcetera::choose_base_strategy().ok()?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Some(Self {
            config: base.config_dir().join("annals"),
            data: base.data_dir().join("annals"),
            state: state.join("annals"),
            cache: base.cache_dir().join("annals"),
        })
    }

    /// All folders below one, for tests and for carrying the program on a stick.
    #[must_use]
    pub fn below(root: &Path) -> Self {
        Self {
            config: root.join("config"),
            data: root.join("data"),
            state: root.join("state"),
            cache: root.join("cache"),
        }
    }
}

/// A short name made from a path, for files that belong to that path's file.
pub(crate) fn key_of(path: &Path) -> String {
    let hash = Sha256::of(path.as_os_str().as_encoded_bytes()).to_string();
    hash.chars().take(16).collect()
}
