//! How fast projects open and are saved, against `serde_json` with the same records and a copy of the file:
//! `cargo bench --bench open [-- EVENTS...]`. Without numbers: 10 thousand and 100 thousand events.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where it cannot go on"
)]

#[path = "support/saving.rs"]
mod saving;
#[path = "support/sizes.rs"]
mod sizes;
mod support;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use annals::model::*;
use annals::store::{self, CanonicalWriter, FileLimits, Opened, SaveStep, scan};
use serde::{Deserialize, Serialize};
use sizes::{generate, sizes};
use support::Rounds;

/// The records of a project, for `serde_json`.
#[derive(Serialize, Deserialize)]
struct Json {
    tags: Vec<Tag>,
    sources: Vec<Source>,
    captures: Vec<Capture>,
    events: Vec<Event>,
    claims: Vec<Claim>,
    assessments: Vec<Assessment>,
    notes: Vec<Note>,
    annotations: Vec<Annotation>,
    links: Vec<Link>,
    views: Vec<View>,
}

impl Json {
    fn of(project: &Project) -> Self {
        fn all<T: RecordType>(table: &Table<T>) -> Vec<T> {
            table.iter().map(|record| T::clone(record)).collect()
        }
        Self {
            tags: all(project.tags()),
            sources: all(project.sources()),
            captures: all(project.captures()),
            events: all(project.events()),
            claims: all(project.claims()),
            assessments: all(project.assessments()),
            notes: all(project.notes()),
            annotations: all(project.annotations()),
            links: all(project.links()),
            views: all(project.views()),
        }
    }
}

/// Rounds: medians of fewer say little.
const ROUNDS: usize = 5;
/// Rows that the window shows while the others are read.
const FIRST_ROWS: usize = 1_000;

fn main() {
    let sizes = sizes(&[10_000, 100_000]);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("open");
    fs::create_dir_all(&folder).unwrap();
    for events in sizes {
        measure(events, &folder);
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn measure(events: usize, folder: &Path) {
    let path = generate(events, folder);
    let size = fs::metadata(&path).unwrap().len() / 1_000_000;
    let mut rounds = Rounds::default();
    let json = json_of(&path);
    for _ in 0..ROUNDS {
        reading(&mut rounds, &path, &json);
    }
    for _ in 0..ROUNDS {
        writing(&mut rounds, &path, &json);
    }
    drop(json);
    for _ in 0..ROUNDS {
        saves(&mut rounds, &path, folder);
    }
    Rounds::head(&format!("{events} events, a file of {size} MB"));
    rounds.line("whole model", FROM_SLICE);
    rounds.line(OPENED, FROM_SLICE);
    rounds.line("first rows", FROM_SLICE);
    rounds.line("structure", FROM_SLICE);
    rounds.line("canonical text", TO_VEC);
    rounds.line("the same, read back", TO_VEC);
    Rounds::head_with_system("Saving that file; the clock stands while the disk is waited for");
    rounds.line_with_system("save after 100 edits", COPY);
    rounds.line_with_system("the next after 100 more", COPY);
}

const FROM_SLICE: &str = "serde_json::from_slice";
const OPENED: &str = "the same, from the file";
const TO_VEC: &str = "serde_json::to_vec";
const COPY: &str = "copying over the file";

fn json_of(path: &Path) -> Vec<u8> {
    let project = opened(path).project;
    serde_json::to_vec(&Json::of(&project)).unwrap()
}

fn opened(path: &Path) -> Opened {
    store::read_text(fs::read_to_string(path).unwrap()).unwrap()
}

fn reading(rounds: &mut Rounds, path: &Path, json: &[u8]) {
    let read = fs::read_to_string(path).unwrap();
    rounds.run(FROM_SLICE, || serde_json::from_slice::<Json>(json).unwrap());
    rounds.run("whole model", || {
        // `from_slice` looks whether it is UTF-8, too.
        simdutf8::basic::from_utf8(read.as_bytes()).unwrap();
        store::read_text(read).unwrap()
    });
    // Reads the file, hashes it, and makes a copy of one that is large.
    let go_on = AtomicBool::new(false);
    rounds.run(OPENED, || {
        store::open(path, FileLimits::NONE, &go_on).unwrap()
    });
    // What those rows show.
    let kinds = [Kind::Tag, Kind::Event];
    rounds.run("first rows", || {
        store::preview(path, &kinds, FIRST_ROWS, &go_on).unwrap()
    });
    let text = fs::read_to_string(path).unwrap();
    rounds.run("structure", || scan::outline(&text).unwrap());
}

fn writing(rounds: &mut Rounds, path: &Path, json: &[u8]) {
    let records: Json = serde_json::from_slice(json).unwrap();
    rounds.run(TO_VEC, || serde_json::to_vec(&records).unwrap());
    drop(records);
    let project = opened(path).project;
    rounds.run("canonical text", || {
        let mut text = Vec::new();
        let mut writer = CanonicalWriter::new(&mut text, project.meta()).unwrap();
        for &kind in Kind::ALL {
            for slot in 0..project.slots(kind) {
                let record = project.at(kind, u32::try_from(slot).unwrap());
                writer.record(&record.unwrap()).unwrap();
            }
        }
        writer.finish().unwrap();
        text
    });
    let snapshot = project.snapshot();
    rounds.run("the same, read back", || {
        store::render(None, &snapshot).unwrap()
    });
}

/// Saves over a copy of the file, as copying over it does. What waits for the disk is counted in neither.
fn saves(rounds: &mut Rounds, path: &Path, folder: &Path) {
    let target = folder.join("copy.ron");
    fs::copy(path, &target).unwrap();
    rounds.run(COPY, || fs::copy(path, &target).unwrap());
    fs::File::open(&target).unwrap().sync_all().unwrap();
    let (opened, hash) =
        store::open(&target, FileLimits::default(), &AtomicBool::new(false)).unwrap();
    let Opened {
        mut project,
        document,
        ..
    } = opened;
    let (mut document, mut hash) = (Arc::new(document), hash);
    for (number, name) in ["save after 100 edits", "the next after 100 more"]
        .into_iter()
        .enumerate()
    {
        saving::edit(&mut project, number);
        let request = saving::request(&document, &project, &target, hash, folder);
        let saved = rounds.run_apart(name, |waiting| {
            store::save(request, &|step| {
                match step {
                    SaveStep::Syncing => waiting.begin(),
                    SaveStep::Replacing => waiting.end(),
                    SaveStep::Writing(..) => {}
                }
                ControlFlow::Continue(())
            })
            .unwrap()
        });
        (document, hash) = (Arc::new(saved.document), saved.hash);
    }
}
