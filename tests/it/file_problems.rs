//! Problems of the file while a project is open: right after edits, undo and saving, and counted as they are listed.

use std::path::Path;

use annals::app::{Action, App, Command};
use annals::edit::Edit;
use annals::model::{Event, Kind, Record, RecordId};
use annals::store::format::format_text;

use crate::support::desk::Desk;

const CASE: &str = "(\n  annals: 1,\n  project: (mood: 1),\n  events: [\n    (id: \"000000000002\", title: \"One\", odd: 1),\n    (id: \"000000000003\", title: \"Two\", /* kept */ odder: 2),\n  ],\n  later: [],\n)\n";

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

fn event(app: &App, number: usize) -> RecordId {
    app.work()
        .unwrap()
        .project
        .ids(Kind::Event)
        .nth(number)
        .unwrap()
}

fn rename(app: &mut App, id: RecordId, title: &str) {
    let Some(Record::Event(event)) = app.work().unwrap().project.get(id) else {
        panic!("no event {id}");
    };
    let title = title.to_owned();
    let after = Event {
        title,
        ..(*event).clone()
    }
    .into();
    let edit = Edit::Set {
        after,
        what: "title",
        typing: false,
    };
    app.handle(Command::Edit(Box::new(edit)));
}

/// What is listed, as places and names of fields.
#[track_caller]
fn check(app: &App, expected: &[&str]) {
    let work = app.work().unwrap();
    let found: Vec<String> = work
        .file_problems()
        .map(|problem| {
            let place = problem.place.unwrap();
            let name = problem.message.split(['“', '”']).nth(1).unwrap();
            format!("{}:{} {name}", place.line, place.column)
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(work.n_problems(), work.file_problems().count());
}

/// What the file itself would list when it is opened again.
#[track_caller]
fn check_file(path: &Path, app: &App) {
    let text = std::fs::read_to_string(path).unwrap();
    let again = annals::store::read_text(text).unwrap();
    let work = app.work().unwrap();
    let listed: Vec<_> = work.file_problems().cloned().collect();
    assert_eq!(listed, again.problems);
}

#[test]
fn unknown_fields_are_listed_at_their_place_also_after_saving() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let before = ["3:13 mood", "5:40 odd", "6:51 odder", "8:3 later"];
    check(&app, &before);
    let one = event(&app, 0);
    rename(&mut app, one, "A\nlonger title");
    check(&app, &before);
    act(&mut app, Action::Save);
    check(&app, &["3:13 mood", "6:16 odd", "7:51 odder", "9:3 later"]);
    check_file(&desk.file("case.ron"), &app);
}

#[test]
fn what_a_deleted_record_had_is_listed_no_more_and_comes_back_with_it() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let two = event(&app, 1);
    let edit = Edit::Delete {
        records: [two].into(),
    };
    app.handle(Command::Edit(Box::new(edit)));
    check(&app, &["3:13 mood", "5:40 odd", "8:3 later"]);
    act(&mut app, Action::Save);
    check_file(&desk.file("case.ron"), &app);
    let text = std::fs::read_to_string(desk.file("case.ron")).unwrap();
    let (before, trash) = text.split_once("trash: [").unwrap();
    assert!(!before.contains("odder"), "{text}");
    assert!(before.contains("/* kept */"), "{text}");
    let two = "(id: \"000000000003\", title: \"Two\", odder: 2)";
    assert!(trash.contains(two), "{text}");
    act(&mut app, Action::Undo);
    act(&mut app, Action::Save);
    check_file(&desk.file("case.ron"), &app);
    let text = std::fs::read_to_string(desk.file("case.ron")).unwrap();
    let two = "(id: \"000000000003\", title: \"Two\", /* kept */ odder: 2)";
    assert!(text.contains(two), "{text}");
    assert_eq!(app.work().unwrap().n_problems(), 4);
}

#[test]
fn what_a_deleted_record_had_comes_back_from_the_trash_after_the_program_was_closed() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let two = event(&app, 1);
    let edit = Edit::Delete {
        records: [two].into(),
    };
    app.handle(Command::Edit(Box::new(edit)));
    act(&mut app, Action::Save);
    let deleted = std::fs::read_to_string(desk.file("case.ron")).unwrap();
    drop(app);
    // Nothing is lost by putting it in canonical form meanwhile.
    for text in [deleted.clone(), format_text(&deleted).unwrap().text] {
        let mut app = desk.app_with(&text);
        check_file(&desk.file("case.ron"), &app);
        let deletions = app.work().unwrap().project.trash().iter();
        let deletions = deletions.map(|one| one.id).collect();
        app.handle(Command::Edit(Box::new(Edit::RestoreDeleted { deletions })));
        act(&mut app, Action::Save);
        check_file(&desk.file("case.ron"), &app);
        let text = std::fs::read_to_string(desk.file("case.ron")).unwrap();
        assert!(
            text.contains("(id: \"000000000003\", title: \"Two\", odder: 2)"),
            "{text}"
        );
        assert_eq!(text.matches("/* kept */").count(), 1, "{text}");
        assert!(!text.contains("what:"), "the trash is empty\n{text}");
        assert_eq!(app.work().unwrap().n_problems(), 4);
    }
}
