//! The projects that are measured: how large, and made by chance.

use std::path::{Path, PathBuf};

use annals::cli::generate::Plan;
use annals::store;

/// The numbers of events that were asked for, or the usual ones.
pub(crate) fn sizes(usual: &[usize]) -> Vec<usize> {
    let asked = std::env::args().skip(1);
    let asked: Vec<usize> = asked.filter_map(|arg| arg.parse().ok()).collect();
    if asked.is_empty() {
        usual.to_vec()
    } else {
        asked
    }
}

/// Writes a project of so many events into the folder.
#[expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where it cannot go on"
)]
pub(crate) fn generate(events: usize, folder: &Path) -> PathBuf {
    let path = folder.join("project.ron");
    store::write_with(&path, true, &mut |out| Plan { events, seed: 1 }.write(out)).unwrap();
    path
}
