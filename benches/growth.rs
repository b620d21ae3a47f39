//! How cost grows as the work grows: `cargo bench --bench growth [-- EVENTS...]`. Without numbers: a thousand events to a
//! million, by tens. Prints a table, and draws it into `assets/growth.svg`.
//!
//! What is measured is one of each kind: opening a project, saving it after a hundred edits (without waiting for the disk),
//! a keystroke of a search, a frame of the window while its table is scrolled, and one that takes in a letter of a title.
//! The medians of one run are comparable with each other and with nothing else.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/plot.rs"]
mod plot;
#[path = "support/saving.rs"]
mod saving;
#[path = "support/sizes.rs"]
mod sizes;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use annals::app::{App, Command, Environment};
use annals::model::{Project, RecordId};
use annals::query::index::{Base, Delta};
use annals::query::{NAVIGATOR_KINDS, Query, SearchIndex};
use annals::store::{self, FileLimits, Folders, SaveStep};
use hands::{FRAMES, Hands, NoPicker, millis, retitle};
use sizes::{generate, sizes};

/// Times that opening and saving are measured.
const ROUNDS: usize = 3;
/// What is typed into the search box, letter by letter.
const TYPED: &[&str] = &["border", "the post", "strike", "2024", "zzq", "ministry"];

const WHAT: [&str; 5] = ["open", "save", "search", "frame", "edit"];

fn main() {
    let sizes = sizes(&[1_000, 10_000, 100_000, 1_000_000]);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("growth");
    std::fs::create_dir_all(&folder).unwrap();
    let mut lines: [Vec<(f64, f64)>; 5] = Default::default();
    println!(
        "| events | records | file | open | save after 100 edits | a keystroke of a search | a scrolled frame | a letter in a title |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for events in sizes {
        let path = generate(events, &folder);
        let megabytes = std::fs::metadata(&path).unwrap().len() as f64 / 1e6;
        let (records, open, search) = opening(&path);
        let save = save(&path, &folder);
        let [frame, edit] = frames(&path, &folder);
        let times = [open, save, search, frame, edit];
        for (line, time) in lines.iter_mut().zip(times) {
            line.push((events as f64, millis(time)));
        }
        let cells = times.map(|time| plot::words(millis(time)));
        println!(
            "| {events} | {records} | {megabytes:.1} MB | {} |",
            cells.join(" | ")
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
    let series: Vec<_> = WHAT.into_iter().zip(lines).collect();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/growth.svg");
    std::fs::write(&picture, plot::draw(&series)).unwrap();
    println!("\nThe picture: {}", picture.display());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn open(path: &Path) -> (store::Opened, store::FileHash) {
    store::open(path, FileLimits::default(), &AtomicBool::new(false)).unwrap()
}

/// How many records there are, what opening takes, and a keystroke.
fn opening(path: &Path) -> (usize, Duration, Duration) {
    let mut times = Vec::new();
    let mut project = Project::default();
    for _ in 0..ROUNDS {
        drop(project);
        let start = Instant::now();
        let (opened, _) = open(path);
        times.push(start.elapsed());
        project = opened.project;
    }
    let snapshot = project.snapshot();
    let records = annals::model::Kind::ALL
        .iter()
        .map(|&kind| snapshot.ids(kind).count());
    let base = Base::read(&snapshot, &|_| true).unwrap();
    let base = base.with_words(&|_| true).unwrap();
    let index = SearchIndex::new(Arc::new(base), Delta::default(), snapshot.revision);
    let keystrokes = TYPED.iter().flat_map(|typed| {
        let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.filter_map(|end| typed.get(..end))
    });
    let searches = keystrokes.map(|typed| {
        let start = Instant::now();
        let found = index.find(&snapshot, &Query::parse(typed).resolve(&snapshot));
        let counts = NAVIGATOR_KINDS.iter().map(|&kind| found.count(kind));
        std::hint::black_box(counts.sum::<usize>());
        start.elapsed()
    });
    (records.sum(), median(times), median(searches.collect()))
}

/// What a save takes without waiting for the disk.
fn save(path: &Path, folder: &Path) -> Duration {
    let target = folder.join("copy.ron");
    std::fs::copy(path, &target).unwrap();
    let (opened, mut hash) = open(&target);
    let mut project = opened.project;
    let mut document = Arc::new(opened.document);
    let mut times = Vec::new();
    for number in 0..ROUNDS {
        saving::edit(&mut project, number);
        let request = saving::request(&document, &project, &target, hash, folder);
        let (waited, since) = (Mutex::new(Duration::ZERO), Mutex::new(None::<Instant>));
        let start = Instant::now();
        let saved = store::save(request, &|step| {
            match step {
                SaveStep::Syncing => *since.lock().unwrap() = Some(Instant::now()),
                SaveStep::Replacing => {
                    if let Some(since) = since.lock().unwrap().take() {
                        *waited.lock().unwrap() += since.elapsed();
                    }
                }
                SaveStep::Writing(..) => {}
            }
            ControlFlow::Continue(())
        });
        times.push(start.elapsed() - waited.into_inner().unwrap());
        let saved = saved.unwrap();
        (document, hash) = (Arc::new(saved.document), saved.hash);
    }
    median(times)
}

/// A frame while the table is scrolled, and one in which a title changes.
fn frames(path: &Path, folder: &Path) -> [Duration; 2] {
    let mut app = App::new(Environment::new(
        Folders::below(&folder.join("home")),
        Box::new(NoPicker),
    ));
    app.handle(Command::OpenPath(path.to_owned()));
    app.settle();
    let mut hands = Hands::new(app);
    hands.scroll("scrolling", 40.0);
    let events = hands.window.app().work().unwrap().project.events();
    let step = (events.len() / FRAMES).max(1);
    let ids: Vec<RecordId> = events
        .iter()
        .step_by(step)
        .map(|event| event.id.into())
        .collect();
    hands.measure("a letter", FRAMES, |window, number| {
        retitle(window, ids[number % ids.len()], number);
        Vec::new()
    });
    [hands.rows[0].median, hands.rows[1].median]
}
