//! What an open project takes in memory, against the size of its file: `cargo bench --bench memory [-- EVENTS...]`. Without
//! numbers: 10 thousand and 100 thousand events.
//!
//! Bytes are counted as they are asked for, exactly and in one run; what an allocator adds is not in them.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::allow_attributes,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "support/sizes.rs"]
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use annals::store::{self, FileLimits, Opened};
use peak_alloc::PeakAlloc;
use sizes::{generate, sizes};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() {
    let sizes = sizes(&[10_000, 100_000]);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("memory");
    fs::create_dir_all(&folder).unwrap();
    for events in sizes {
        measure(events, &folder);
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn measure(events: usize, folder: &Path) {
    let path = generate(events, folder);
    let size = fs::metadata(&path).unwrap().len() as f64;
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let (opened, _) = store::open(&path, FileLimits::NONE, &AtomicBool::new(false)).unwrap();
    let (all, peak) = (HEAP.current_usage() - before, HEAP.peak_usage() - before);
    let Opened {
        project, document, ..
    } = opened;
    drop(document);
    let model = HEAP.current_usage() - before;
    println!("\n{events} events, a file of {:.0} MB\n", size / 1e6);
    println!("| bytes of the heap | MB | of the file |\n|---|---|---|");
    let line = |name: &str, bytes: usize| {
        let bytes = bytes as f64;
        println!("| {name} | {:.1} | {:.2} |", bytes / 1e6, bytes / size);
    };
    line("while it is opened, at most", peak);
    line("the model", model);
    line(
        "what is kept of the file, to save what was not touched",
        all - model,
    );
    drop(project);
}
