//! The program killed at any moment: what was on the disk is there at the next start.
//!
//! A child process, this test binary itself, edits a project without a pause and says what it has
//! done and what is safe. The parent kills it, restores what it left behind and compares. Each round
//! goes on where the one before was killed, so that restoring is killed, too.
//!
//! `ANNALS_CRASH_ROUNDS` asks for more rounds than the few of the usual run.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use annals::app::restoring::Extent;
use annals::app::{Action, App, Command, Dialog, Environment};
use annals::edit::Edit;
use annals::store::{self, Folders};

use crate::support::desk::{Dialogs, FakePicker};

/// Says to a child where it is to work.
const FOLDER: &str = "ANNALS_CRASH_FOLDER";
/// Says to a child what it is to do: a number.
const SEED: &str = "ANNALS_CRASH_SEED";
/// Milliseconds after which a step counts as safe even though the child did not come to say so.
const SAFE_MILLIS: u128 = 1_000;

/// Numbers that look random and are the same again for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

fn app(folder: &Path) -> App {
    let folders = Folders::below(&folder.join("home"));
    let picker = FakePicker(Arc::new(Mutex::new(Dialogs::default())));
    App::new(Environment::new(folders, Box::new(picker)))
}

/// The program with the project open as the last process left it.
fn open(folder: &Path) -> App {
    let mut app = app(folder);
    app.settle();
    match app.dialog.clone() {
        Some(Dialog::Recover(found)) => {
            assert_eq!(found.len(), 1, "{found:?}");
            app.handle(Command::Recover(Box::new(found[0].clone()), Extent::All));
        }
        _ => app.handle(Command::OpenPath(folder.join("case.ron"))),
    }
    app.settle();
    app
}

/// What the project is, in a few characters.
fn state(app: &App) -> String {
    let snapshot = app.work().unwrap().project.snapshot();
    text_state(&store::render(None, &snapshot).unwrap())
}

fn text_state(canonical: &str) -> String {
    store::FileHash::of(canonical.as_bytes()).to_string()
}

// The child.

fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{words}").and_then(|()| out.flush()).unwrap();
}

/// Does something that an analyst might do.
fn act(app: &mut App, dice: &mut Dice, number: u64) {
    let event = {
        let events = app.work().unwrap().project.events();
        let place = dice.roll(events.len().max(1) as u64) as usize;
        events.iter().nth(place).map(|event| event.as_ref().clone())
    };
    let edit = match (dice.roll(20), event) {
        (0..=2, _) => return app.handle(Command::Do(Action::Undo)),
        (3, _) => return app.handle(Command::Do(Action::Redo)),
        (4, _) => return app.handle(Command::Do(Action::Save)),
        (5, _) => return app.keep_journal(),
        (6, Some(event)) => Edit::Delete {
            records: [event.id.into()].into(),
        },
        (7..=12, Some(mut event)) => {
            event.summary.push_str(&format!(" “{number}”\n"));
            Edit::Set {
                after: event.into(),
                what: "summary",
                typing: !number.is_multiple_of(3),
            }
        }
        (13..=14, Some(event)) => Edit::AddTag {
            records: [event.id.into()].into(),
            path: format!("tag/{}", number % 7),
        },
        _ => Edit::NewEvent {
            title: format!("event {number}"),
        },
    };
    app.handle(Command::Edit(Box::new(edit)));
}

#[test]
#[ignore = "a process of its own, which the tests below start and kill"]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let seed = std::env::var(SEED).unwrap().parse().unwrap();
    let mut dice = Dice(seed);
    let mut app = open(&folder);
    say(&format!("did 0 {}", state(&app)));
    let mut safe = 0;
    for number in 1.. {
        act(&mut app, &mut dice, number);
        say(&format!("did {number} {}", state(&app)));
        let pause = Duration::from_millis(dice.roll(12));
        let until = Instant::now() + pause;
        loop {
            app.tick();
            if safe < number && !app.work().unwrap().journal().is_behind() {
                safe = number;
                say(&format!("safe {number}"));
            }
            if Instant::now() >= until {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        app.dialog = None;
    }
}

// The parent.

/// What a child said.
#[derive(Default)]
struct Said {
    /// The states that it went through, by what they are, and the last number of each.
    states: HashMap<String, u64>,
    /// When each was reached.
    when: Vec<Instant>,
    safe: u64,
}

impl Said {
    fn hear(&mut self, line: &str, at: Instant) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            // The runner of tests says something of its own before the first.
            [.., "did", number, state] => {
                self.states
                    .insert(state.to_owned(), number.parse().unwrap());
                self.when.push(at);
            }
            ["safe", number] => self.safe = number.parse().unwrap(),
            _ => {}
        }
    }

    /// The last step that must be there if the child was killed at `end`.
    fn must_be_there(&self, end: Instant) -> u64 {
        let old = |at: &&Instant| end.duration_since(**at).as_millis() > SAFE_MILLIS;
        let by_time = self.when.iter().filter(old).count() as u64;
        self.safe.max(by_time.saturating_sub(1))
    }
}

fn start(folder: &Path, seed: u64, limit: Option<u32>) -> (Child, Receiver<(String, Instant)>) {
    let own = std::env::current_exe().unwrap();
    let mut process = match limit {
        // Without the signal, writing past the limit is an error like that of a full disk. The unit
        // is half a kilobyte.
        Some(blocks) => {
            let mut shell = Process::new("sh");
            let run = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            shell.args(["-c", &run]).arg(own);
            shell
        }
        None => Process::new(own),
    };
    let mut child = process
        .args(["--exact", "crash::child", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (sender, receiver) = channel();
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if sender.send((line, Instant::now())).is_err() {
                return;
            }
        }
    });
    (child, receiver)
}

/// Starts a child, kills it after a while and gives what it said until then.
fn round(folder: &Path, seed: u64, millis: u64, limit: Option<u32>) -> (Said, Instant) {
    let (mut child, lines) = start(folder, seed, limit);
    std::thread::sleep(Duration::from_millis(millis));
    child.kill().unwrap();
    let end = Instant::now();
    child.wait().unwrap();
    let mut said = Said::default();
    for (line, at) in lines {
        said.hear(&line, at);
    }
    (said, end)
}

/// The hashes that a journal says the file has or is about to have.
fn announced(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("home/state/journal")) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let base = text.split("base: File(\"").nth(1);
        found.extend(base.map(|base| base.chars().take(64).collect::<String>()));
        let savings = text.split("\nSaving(").skip(1);
        found.extend(savings.filter_map(|saving| {
            let hash = saving.split("hash: \"").nth(1)?;
            Some(hash.chars().take(64).collect::<String>())
        }));
    }
    found
}

/// What a place to be killed in knows of its file.
struct Place {
    folder: tempfile::TempDir,
    /// What the file was found to hold.
    known: Vec<String>,
    /// The state that the last restart gave.
    state: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("case.ron"), store::EMPTY_PROJECT).unwrap();
        let state = state(&open(folder.path()));
        let known = vec![text_state(store::EMPTY_PROJECT)];
        Self {
            folder,
            known,
            state,
        }
    }

    /// The file is the old one or one that was announced, byte for byte, and it is whole.
    fn check_file(&mut self, full: bool) {
        let bytes = fs::read(self.folder.path().join("case.ron")).unwrap();
        let hash = store::FileHash::of(&bytes).to_string();
        let announced = announced(self.folder.path());
        let text = String::from_utf8(bytes).unwrap();
        let opened = store::read_text(text).unwrap();
        assert!(opened.project.unread().is_empty());
        if !self.known.contains(&hash) {
            self.known.push(hash.clone());
            // A journal that the file has all of is deleted, and its announcement with it; on a full
            // disk the file is saved all the same.
            if !announced.is_empty() && !full {
                assert!(announced.contains(&hash), "{hash} was never announced");
            }
        }
    }

    /// Kills a child after `millis` and restarts. Gives how many steps it had done.
    fn round(&mut self, seed: u64, millis: u64, limit: Option<u32>) -> u64 {
        let (mut said, end) = round(self.folder.path(), seed, millis, limit);
        self.check_file(limit.is_some());
        let mut app = open(self.folder.path());
        let found = state(&app);
        let n_done = said.when.len() as u64;
        if n_done == 0 {
            // Killed while it was starting or restoring: as the last restart found it.
            assert_eq!(found, self.state, "seed {seed}");
            return 0;
        }
        said.states.entry(self.state.clone()).or_insert(0);
        let must = said.must_be_there(end);
        self.state.clone_from(&found);
        let number = said.states.get(&found).copied().or_else(|| {
            // A step may be on the disk before the child came to say that it did it.
            app.handle(Command::Do(Action::Undo));
            let before = said.states.get(&state(&app)).copied();
            app.handle(Command::Do(Action::Redo));
            before
        });
        let number = number.unwrap_or_else(|| panic!("a state that never was; seed {seed}"));
        assert!(
            number >= must,
            "step {must} was safe, and {number} was restored; seed {seed}"
        );
        app.keep_journal();
        n_done
    }
}

fn rounds() -> u64 {
    let asked = std::env::var("ANNALS_CRASH_ROUNDS");
    asked.ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

#[test]
fn killed_at_any_moment_nothing_that_was_safe_is_lost() {
    let seed = std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos();
    let mut dice = Dice(u64::from(seed));
    let mut place = Place::new();
    let mut n_steps = 0;
    for number in 0..rounds() {
        let millis = 40 + dice.roll(350);
        n_steps += place.round(dice.roll(u64::MAX >> 33), millis, None);
        // Old work does not slow the rounds down.
        if number % 50 == 49 {
            place = Place::new();
        }
    }
    assert!(n_steps > rounds(), "the children hardly did anything");
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_nothing_that_was_safe_is_lost() {
    let mut place = Place::new();
    // Enough for some steps, and then for none.
    place.round(1, 300, Some(24));
    place.round(2, 300, Some(4));
    place.round(3, 200, None);
}
