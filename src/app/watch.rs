//! Watching the open file, so that it is noticed when another program writes it.
//!
//! The folder is watched, not the file: programs that save by renaming put another file in its
//! place. The system's watcher has a thread of its own, which does no more than set a flag and wake
//! the window. Where a file system cannot be watched, time and size of the file are looked at every
//! second.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::jobs::Wake;

/// How the open file is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Watching {
    /// Not at all: only when the window asks.
    #[default]
    Off,
    /// By the system; where that does not work, by looking.
    System,
    /// By looking at its time and size every second.
    Looking,
}

/// A file that is watched.
pub(super) struct Watch {
    pub(super) path: PathBuf,
    touched: Arc<AtomicBool>,
    /// Kept, since it stops when it is dropped; `None`: the file is looked at.
    watcher: Option<RecommendedWatcher>,
    seen: Option<(SystemTime, u64)>,
}

impl Watch {
    pub(super) fn new(path: &Path, watching: Watching, wake: &Wake) -> Self {
        let touched = Arc::new(AtomicBool::new(false));
        let watcher = match watching {
            Watching::System => watcher(path, &touched, wake),
            Watching::Off | Watching::Looking => None,
        };
        Self {
            path: path.to_owned(),
            touched,
            watcher,
            seen: state(path),
        }
    }

    /// Whether the file has to be looked at every second.
    pub(super) fn looks(&self) -> bool {
        self.watcher.is_none()
    }

    /// Whether something happened to the file since this was last asked.
    pub(super) fn take_touched(&mut self) -> bool {
        if !self.looks() {
            return self.touched.swap(false, Ordering::Relaxed);
        }
        let now = state(&self.path);
        let is_other = now != self.seen;
        self.seen = now;
        is_other
    }
}

fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// Watches the folder of the file that the path leads to; `None` if that does not work.
fn watcher(path: &Path, touched: &Arc<AtomicBool>, wake: &Wake) -> Option<RecommendedWatcher> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent()?.to_owned();
    let name = target.file_name()?.to_owned();
    let (touched, wake) = (Arc::clone(touched), Arc::clone(wake));
    let heard = move |event: notify::Result<Event>| {
        let is_about_it = event.as_ref().is_ok_and(|event| {
            let writes = !matches!(event.kind, EventKind::Access(_));
            let names = event
                .paths
                .iter()
                .any(|path| path.file_name() == Some(&name));
            writes && names
        });
        // What went wrong may have been about it, too.
        if is_about_it || event.is_err() {
            touched.store(true, Ordering::Relaxed);
            wake();
        }
    };
    let made = notify::recommended_watcher(heard).and_then(|mut watcher| {
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    });
    match made {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            log::warn!("the folder of the project cannot be watched: {error}");
            None
        }
    }
}
