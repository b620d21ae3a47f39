//! The whole program on a disk that fails at any one call, or at all from one on: while it keeps a journal, saves and
//! restores.
//!
//! The usual run takes some of the calls; `ANNALS_ALL_FAULTS=1` takes each of them.

use std::fs;

use annals::app::restoring::Extent;
use annals::app::{Action, App, Command, Dialog};
use annals::store::faults::{BROKEN, Call, FORBIDDEN, FULL, Fault, Faults};

use crate::support::desk::Desk;
use crate::support::steps::{add_event, notices, titles};

const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";
const TITLES: [&str; 4] = ["One", "Two", "Three", "Four"];

const FAULTS: [(Fault, usize); 5] = [
    (Fault::Error(BROKEN), 1),
    (Fault::Error(BROKEN), usize::MAX),
    (Fault::Error(FULL), 3),
    (Fault::Error(FORBIDDEN), usize::MAX),
    (Fault::ShortThenFull, 1),
];

/// Calls `run` with faults from many calls on, until one comes too late to be met.
fn at_many_calls(mut run: impl FnMut(usize, usize, Fault) -> bool) {
    let all = std::env::var_os("ANNALS_ALL_FAULTS").is_some();
    let step = if all { 1 } else { 11 };
    for (number, (fault, count)) in FAULTS.into_iter().enumerate() {
        let from = if all { 0 } else { number };
        let last = (from..)
            .step_by(step)
            .find(|&first| !run(first, count, fault));
        assert!(last > Some(from), "hardly a call was let fail");
    }
}

/// Adds an event and lets the journal have it. Gives whether it is safe; if not, that was told.
fn add_and_keep(app: &mut App, title: &str, what: &str) -> bool {
    add_event(app, title);
    app.keep_journal();
    let is_safe = !app.work().unwrap().journal().is_behind();
    assert!(is_safe || notices(app).contains("not kept safe"), "{what}");
    is_safe
}

/// Saves. Gives whether everything is safe; if not, that was told.
fn save(app: &mut App, what: &str) -> bool {
    app.handle(Command::Do(Action::Save));
    app.settle();
    let is_saved = !app.work().unwrap().is_dirty();
    assert!(
        is_saved || notices(app).contains("Not saved"),
        "{what}\n{}",
        notices(app)
    );
    is_saved
}

/// Starts the program anew and restores what it finds, or opens the file.
fn restart(desk: &Desk) -> App {
    let mut app = desk.app();
    app.settle();
    match app.dialog.clone() {
        Some(Dialog::Recover(found)) => {
            app.handle(Command::Recover(Box::new(found[0].clone()), Extent::All));
        }
        _ => app.handle(Command::OpenPath(desk.file("case.ron"))),
    }
    app.settle();
    app
}

/// The names of files that are neither the project's nor lasting: left behind by something.
fn left_behind(desk: &Desk) -> Vec<String> {
    let mut folders = vec![desk.root.path().to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.ends_with(".ron") && !name.ends_with(".journal") {
                found.push(name);
            }
        }
    }
    found
}

#[test]
fn whatever_call_fails_what_was_safe_is_there_and_what_is_not_is_told() {
    at_many_calls(|first, count, fault| {
        let desk = Desk::in_memory();
        let mut app = desk.app_with(CASE);
        let faults = Faults::below(desk.root.path()).unwrap();
        faults.plan(first, count, fault);
        let what = format!("{fault:?} from call {first} on, {count} times");
        let mut n_safe = 0;
        for (number, title) in TITLES.into_iter().enumerate() {
            if add_and_keep(&mut app, title, &what) {
                n_safe = number + 1;
            }
            if number == 1 && save(&mut app, &what) {
                n_safe = number + 1;
            }
        }
        let hit = faults.end();
        let what = format!("{what}: {hit:?}");
        // The file is the one before or after the save.
        let text = fs::read_to_string(desk.file("case.ron")).unwrap();
        let whole = annals::store::read_text(text.clone()).unwrap();
        assert!(
            text == CASE || whole.project.events().len() == 2,
            "{what}\n{text}"
        );
        // The process ends without a word.
        drop(app);
        let mut app = restart(&desk);
        assert!(
            titles(&app).len() >= n_safe,
            "{n_safe} were safe. {what}\n{}",
            notices(&app)
        );
        assert_eq!(titles(&app), TITLES[..titles(&app).len()], "{what}");
        // The disk is as it should be again.
        for title in &TITLES[titles(&app).len()..] {
            assert!(add_and_keep(&mut app, title, &what));
        }
        assert!(save(&mut app, &what), "{what}");
        app.keep_journal();
        drop(app);
        let app = restart(&desk);
        assert_eq!(titles(&app), TITLES, "{what}");
        drop(app);
        assert_eq!(left_behind(&desk), Vec::<String>::new(), "{what}");
        !hit.is_empty()
    });
}

#[test]
fn work_goes_on_when_the_disk_is_well_again() {
    at_many_calls(|first, count, fault| {
        let desk = Desk::in_memory();
        let mut app = desk.app_with(CASE);
        let faults = Faults::below(desk.root.path()).unwrap();
        faults.plan(first, count, fault);
        let what = format!("{fault:?} from call {first} on, {count} times");
        add_and_keep(&mut app, "One", &what);
        let is_saved = save(&mut app, &what);
        let is_in_doubt =
            |(call, path): &(Call, _)| *call == Call::SyncFolder && *path == desk.file("case.ron");
        assert!(!is_saved || !faults.hit().iter().any(is_in_doubt), "{what}");
        add_and_keep(&mut app, "Two", &what);
        let hit = faults.end();
        let what = format!("{what}: {hit:?}");
        assert!(add_and_keep(&mut app, "Three", &what), "{what}");
        assert!(save(&mut app, &what), "{what}");
        add_and_keep(&mut app, "Four", &what);
        assert!(app.dialog.is_none(), "{what}");
        drop(app);
        let app = restart(&desk);
        assert_eq!(titles(&app), TITLES, "{what}");
        !hit.is_empty()
    });
}

#[test]
fn whatever_call_of_restoring_fails_the_work_is_kept() {
    at_many_calls(|first, count, fault| {
        let desk = Desk::in_memory();
        let mut app = desk.app_with(CASE);
        add_and_keep(&mut app, "One", "");
        save(&mut app, "");
        for title in &TITLES[1..] {
            add_and_keep(&mut app, title, "");
        }
        drop(app);
        let faults = Faults::below(desk.root.path()).unwrap();
        faults.plan(first, count, fault);
        let app = restart(&desk);
        let hit = faults.end();
        let what = format!("{fault:?} from call {first} on, {count} times: {hit:?}");
        let is_restored = app.work().is_some() && titles(&app) == TITLES;
        let is_told = !notices(&app).is_empty() || app.not_opened.is_some();
        assert!(is_restored || is_told, "{what}");
        drop(app);
        let app = restart(&desk);
        assert_eq!(titles(&app), TITLES, "{what}\n{}", notices(&app));
        !hit.is_empty()
    });
}

#[test]
fn a_journal_that_cannot_be_read_is_told_of_and_stays() {
    let desk = Desk::in_memory();
    let mut app = desk.app_with(CASE);
    add_and_keep(&mut app, "One", "");
    drop(app);
    let folder = desk.root.path().join("home/state/journal");
    let journal = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = fs::read(&journal).unwrap();
    bytes[0] = b'?';
    fs::write(&journal, bytes).unwrap();
    let mut app = desk.app();
    app.settle();
    let told = notices(&app);
    assert!(
        told.contains("cannot be read") && told.contains(&*journal.to_string_lossy()),
        "{told}"
    );
    assert!(journal.exists());
}

#[test]
fn a_version_that_cannot_be_kept_when_another_program_changes_the_file_is_told() {
    let desk = Desk::in_memory();
    let mut app = desk.app_with(CASE);
    add_and_keep(&mut app, "One", "");
    let data = desk.root.path().join("home/data");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join("versions"), "in the way").unwrap();
    fs::write(desk.file("case.ron"), CASE.replace("Case", "Theirs")).unwrap();
    app.look_outside();
    app.settle();
    assert_eq!(app.work().unwrap().title(), "Theirs");
    let told = notices(&app);
    let expected = "case.ron was changed outside, and its version before that could not be kept.";
    assert!(told.contains(expected), "{told}");
}
