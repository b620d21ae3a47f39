//! A project is shown as soon as it is read; what needs a look in it is found out while it is worked on.

use std::fmt::Write as _;

use annals::app::{Action, App, Command, Pane};
use annals::edit::Edit;
use annals::evidence::ProblemList;
use annals::model::{Event, Kind, RecordId};
use annals::ui::Window;
use eframe::egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

/// So many that they are not checked in the job that reads them.
const EVENTS: usize = 2_500;

/// Events that nobody speaks of, and one text that is not the one that was captured.
fn large() -> String {
    let mut text = String::from(
        "(annals: 1, sources: [(id: \"000000000001\", title: \"Dawn\")], captures: [(\
         id: \"000000000002\", source: \"000000000001\", text: \"Two died.\", \
         sha256: \"0000000000000000000000000000000000000000000000000000000000000000\")], events: [",
    );
    for number in 0..EVENTS {
        write!(text, "(id: \"1{number:011}\", title: \"Event {number}\"),").unwrap();
    }
    text + "])"
}

fn problems(app: &App) -> &ProblemList {
    &app.work().unwrap().problems
}

#[test]
fn a_large_project_is_shown_before_it_is_checked_and_edits_meanwhile_are_caught_up_with() {
    let desk = Desk::new();
    let mut app = desk.app_just_read(&large());
    assert!(!app.work().unwrap().is_checked());
    assert!(problems(&app).is_empty(), "nothing is known yet");
    assert!(
        app.jobs()
            .iter()
            .any(|job| job.name == "Checking for problems")
    );
    let first = app.work().unwrap().project.ids(Kind::Event).next().unwrap();
    let id = |id: RecordId| match id {
        RecordId::Event(id) => id,
        other => panic!("{other:?}"),
    };
    let renamed = Event {
        title: "The strike".to_owned(),
        ..app
            .work()
            .unwrap()
            .project
            .events()
            .get(id(first))
            .unwrap()
            .clone()
    };
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: renamed.into(),
        what: "title",
        typing: false,
    })));
    app.handle(Command::Edit(Box::new(Edit::NewEvent {
        title: "The answer".to_owned(),
    })));
    assert!(!app.work().unwrap().is_checked());
    app.settle();
    let work = app.work().unwrap();
    assert!(work.is_checked());
    assert_eq!(work.problems, ProblemList::build(&work.project));
    assert_eq!((work.n_problems(), work.n_to_do()), (1, EVENTS + 2));
    assert!(work.problems.of(first)[0].message.contains("The strike"));
    assert!(app.jobs().is_empty());
}

#[test]
fn a_small_project_is_checked_when_it_is_shown() {
    let desk = Desk::new();
    let app = desk.app_just_read("(annals: 1, events: [(id: \"000000000001\", title: \"A\")])");
    assert!(app.work().unwrap().is_checked());
    assert_eq!(app.work().unwrap().n_to_do(), 1);
}

#[test]
fn an_edit_that_reaches_much_is_checked_in_a_job_and_the_one_before_is_forgotten() {
    let desk = Desk::new();
    let mut app = desk.app_just_read(&large());
    app.settle();
    let before = problems(&app).version();
    let all = app.work().unwrap().project.ids(Kind::Event).collect();
    app.handle(Command::Edit(Box::new(Edit::Delete { records: all })));
    while app.work().unwrap().busy().is_some() {
        app.tick();
        std::thread::yield_now();
    }
    assert!(!app.work().unwrap().is_checked());
    assert!(problems(&app).is_empty() && problems(&app).version() > before);
    assert!(
        app.next_change().is_some(),
        "the window wakes to start the job"
    );
    app.settle();
    let work = app.work().unwrap();
    assert_eq!(
        (work.n_problems(), work.n_to_do()),
        (1, 1),
        "the text, which nobody read"
    );
    assert_eq!(work.problems, ProblemList::build(&work.project));
    app.handle(Command::Do(Action::Undo));
    app.settle();
    assert_eq!(app.work().unwrap().n_to_do(), EVENTS + 1);
}

#[test]
fn what_is_found_of_a_project_that_was_left_is_not_told_of_the_next() {
    let desk = Desk::new();
    let mut app = desk.app_just_read(&large());
    app.handle(Command::Do(Action::CloseProject));
    app.settle();
    assert!(app.work().is_none() && app.jobs().is_empty());
    let mut app = desk.app_just_read(&large());
    app.handle(Command::Do(Action::NewProject));
    app.settle();
    let work = app.work().unwrap();
    assert!(work.is_checked() && work.problems.is_empty());
}

#[test]
fn until_a_project_is_checked_nothing_is_said_to_be_fine() {
    let desk = Desk::new();
    // A long text takes its time to be compared with its hash.
    let text = large().replace("Two died.", &"Two died. ".repeat(200_000));
    let path = desk.file("case.ron");
    std::fs::write(&path, text).unwrap();
    let mut harness = window(desk.app(), [1280.0, 800.0], false);
    let app = harness.state_mut().app_mut();
    app.handle(Command::OpenPath(path));
    while harness.state().app().work().is_none() {
        harness.step();
    }
    // The frame that shows the project first was drawn when its check had just begun.
    assert_eq!(in_navigator(&harness), "checking…");
    let app = harness.state_mut().app_mut();
    app.handle(Command::Show(Pane::Problems));
    harness.step();
    let sees = |harness: &Harness<'_, Window>, words: &str| {
        harness.query_all_by_label_contains(words).next().is_some()
    };
    let work = harness.state().app().work().unwrap();
    assert!(work.is_checked() || sees(&harness, "Checking…") && !sees(&harness, "No problems"));
    settle(&mut harness);
    assert!(sees(&harness, "no longer matches its SHA-256"));
    assert_eq!(in_navigator(&harness), "1");
}

/// What the navigator has beside Problems.
fn in_navigator(harness: &Harness<'_, Window>) -> String {
    let row = harness.get_by_role_and_label(Role::Button, "Problems");
    row.accesskit_node().value().unwrap_or_default()
}
