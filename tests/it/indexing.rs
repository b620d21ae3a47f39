//! The search of a large project: an index is made while it is worked on, and finds what trying every record
//! finds, before it is there, as it comes and after edits.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use annals::app::{Action, App, Command};
use annals::edit::Edit;
use annals::model::{Event, Kind, RecordId};
use annals::query::{Listing, Query, Sort, list};

use crate::support::desk::Desk;

/// So many that every edit by itself is little and all together wear an index out.
const EVENTS: usize = 2_500;

fn large() -> String {
    let mut text = String::from("(annals: 1, events: [");
    for number in 0..EVENTS {
        write!(text, "(id: \"1{number:011}\", title: \"Event {number}\"),").unwrap();
    }
    text + "])"
}

/// The index finds what trying every record finds, and so many events.
#[track_caller]
fn check(app: &App, search: &str, expected: usize) {
    let work = app.work().unwrap();
    let snapshot = work.project.snapshot();
    let query = Query::parse(search).resolve(&snapshot);
    let never = AtomicBool::new(false);
    let listed = |index| -> Listing {
        list(
            &snapshot,
            Kind::Event,
            &query,
            &Sort::default(),
            index,
            &never,
        )
        .unwrap()
    };
    let index = work.index().unwrap();
    assert_eq!(index.revision(), work.project.revision());
    assert_eq!(listed(Some(index)), listed(None), "{search}");
    assert_eq!(listed(Some(index)).here, expected, "{search}");
}

fn rename(app: &mut App, id: RecordId, title: String) {
    let RecordId::Event(id) = id else {
        panic!("{id:?} is no event");
    };
    let before = app.work().unwrap().project.events().get(id).unwrap();
    let after = Event {
        title,
        ..before.clone()
    };
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: after.into(),
        what: "title",
        typing: false,
    })));
}

#[test]
fn an_index_is_made_while_a_large_project_is_worked_on_and_knows_what_was_edited_meanwhile() {
    let desk = Desk::new();
    let mut app = desk.app_just_read(&large());
    assert!(app.work().unwrap().index().is_none());
    assert!(
        app.jobs()
            .iter()
            .any(|job| job.name == "Preparing the search")
    );
    let events: Vec<RecordId> = app.work().unwrap().project.ids(Kind::Event).collect();
    rename(&mut app, events[77], "The strike".to_owned());
    app.handle(Command::Edit(Box::new(Edit::NewEvent {
        title: "The answer".to_owned(),
    })));
    app.handle(Command::Edit(Box::new(Edit::Delete {
        records: [events[78]].into(),
    })));
    // Texts are read first, and their words are listed then.
    while app.work().unwrap().index().is_none() {
        app.tick();
        std::thread::yield_now();
    }
    check(&app, "strike", 1);
    app.settle();
    assert!(
        app.work()
            .unwrap()
            .index()
            .unwrap()
            .base()
            .words()
            .is_some()
    );
    assert!(app.jobs().is_empty());
    check(&app, "strike", 1);
    check(&app, "answer", 1);
    check(&app, "event 78", 44);
    check(&app, "-event", 2);
    app.handle(Command::Do(Action::Undo));
    check(&app, "event 78", 45);
}

#[test]
fn an_index_that_is_worn_is_made_anew_and_answers_meanwhile() {
    let desk = Desk::new();
    let mut app = desk.app_just_read(&large());
    app.settle();
    let events: Vec<RecordId> = app.work().unwrap().project.ids(Kind::Event).collect();
    // In steps that are done at once.
    for some in events.chunks(300) {
        app.handle(Command::Edit(Box::new(Edit::Delete {
            records: some.into(),
        })));
        app.handle(Command::Do(Action::Undo));
    }
    check(&app, "event 78", 45);
    let delta = |app: &App| app.work().unwrap().index().unwrap().delta().len();
    assert_eq!(delta(&app), EVENTS);
    for title in 0..events.len() {
        if app.work().unwrap().index().unwrap().is_worn() {
            break;
        }
        app.handle(Command::Edit(Box::new(Edit::NewEvent {
            title: format!("New {title}"),
        })));
    }
    let worn = delta(&app);
    check(&app, "new", worn - EVENTS);
    app.tick();
    rename(&mut app, events[5], "The strike".to_owned());
    check(&app, "strike", 1);
    app.settle();
    assert!(delta(&app) <= 1, "{} of {worn}", delta(&app));
    check(&app, "strike", 1);
    check(&app, "new", worn - EVENTS);
}

#[test]
fn a_small_project_needs_no_index_and_the_index_of_a_project_that_was_left_goes_with_it() {
    let desk = Desk::new();
    let mut app = desk.app_just_read("(annals: 1, events: [(id: \"000000000001\")])");
    app.settle();
    assert!(app.work().unwrap().index().is_none());
    let mut app = desk.app_just_read(&large());
    app.handle(Command::Do(Action::NewProject));
    app.settle();
    assert!(app.work().unwrap().index().is_none() && app.jobs().is_empty());
}
