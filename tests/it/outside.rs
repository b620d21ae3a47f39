//! What another program does to the open file: read again, merged with what is not saved, asked about, told.

use std::fs;
use std::time::{Duration, Instant};

use annals::app::restoring::Extent;
use annals::app::watch::Watching;
use annals::app::{Action, Answer, App, Command, Dialog, Environment, Pane};
use annals::edit::Edit;
use annals::edit::merge::Side;
use annals::model::{Event, Kind, RecordId};
use annals::store::Folders;
use annals::store::journal::Standing;
use eframe::egui::{Key, Modifiers, Role};

use crate::support::desk::{Desk, FakePicker};
use crate::support::hands::Hands;
use crate::support::window::settle;

const SIZE: [f32; 2] = [1280.0, 800.0];

const CASE: &str = r#"(
  annals: 1,
  sources: [
    (id: "000000000004", title: "Herald"),
  ],
  events: [
    (id: "000000000001", title: "Strike", kind: "Raid"), // checked
    (id: "000000000002", title: "Reply", summary: "They answered."),
  ],
)
"#;

fn event(app: &App, number: u64) -> Event {
    let id = annals::model::Id::from_bits(number);
    let project = &app.work().unwrap().project;
    project.events().get(id).unwrap().clone()
}

/// Changes an event here, as the inspector would.
fn edit(app: &mut App, number: u64, change: impl FnOnce(&mut Event)) {
    let mut after = event(app, number);
    change(&mut after);
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: after.into(),
        what: "title",
        typing: false,
    })));
}

fn notices(app: &App) -> Vec<String> {
    let shown = app.notices.shown().iter();
    shown.map(|notice| notice.text.clone()).collect()
}

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

/// Another program writes the file of the desk.
fn written(desk: &Desk, text: &str) {
    fs::write(desk.file("case.ron"), text).unwrap();
}

fn read(desk: &Desk) -> String {
    fs::read_to_string(desk.file("case.ron")).unwrap()
}

/// Another program writes the file, and it is noticed.
fn changed(desk: &Desk, app: &mut App, text: &str) {
    written(desk, text);
    app.look_outside();
    app.settle();
}

#[test]
fn with_nothing_unsaved_the_file_is_read_again_and_what_was_done_can_still_be_undone() {
    let mut hands = Hands::on(CASE, SIZE, false);
    let app = hands.harness.state_mut().app_mut();
    edit(app, 2, |event| event.title = "Answer".to_owned());
    act(app, Action::Save);
    let strike = RecordId::Event(event(app, 1).id);
    app.handle(Command::Select(vec![strike]));
    app.handle(Command::Show(Pane::Table(Kind::Source)));
    let theirs = read(&hands.desk).replace("\"Raid\"", "\"Air raid\"");
    let app = hands.harness.state_mut().app_mut();
    changed(&hands.desk, app, &theirs);
    settle(&mut hands.harness);

    assert_eq!(event(hands.app(), 1).kind, "Air raid");
    assert!(!hands.work().is_dirty());
    assert_eq!(hands.work().selection, [strike]);
    assert!(hands.sees("Herald"), "the tab that was open is gone");
    assert_eq!(
        notices(hands.app()),
        [
            "Reloaded case.ron, changed outside: Event “Strike”: kind changed from “Raid” to “Air raid”"
        ]
    );
    hands.undo();
    assert_eq!(event(hands.app(), 1).kind, "Raid");
    assert!(hands.work().is_dirty());
    hands.undo();
    assert_eq!(event(hands.app(), 2).title, "Reply");
    hands.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    hands.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(!hands.work().is_dirty());
    assert_eq!(read(&hands.desk), theirs);
}

#[test]
fn unsaved_work_and_changes_outside_come_together_and_are_saved_over_what_was_read() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 1, |event| event.title = "Strike on K".to_owned());
    let theirs = CASE
        .replace("\"Raid\"", "\"Air raid\"")
        .replace("// checked", "// checked twice");
    changed(&desk, &mut app, &theirs);
    assert!(app.dialog.is_none() && app.work().unwrap().is_dirty());
    let strike = event(&app, 1);
    assert_eq!(
        (strike.title.as_str(), strike.kind.as_str()),
        ("Strike on K", "Air raid")
    );
    assert_eq!(
        notices(&app).last().unwrap(),
        "Took in from case.ron, changed outside: Event “Strike”: kind changed from “Raid” to “Air raid”. Your unsaved changes are kept"
    );
    assert_eq!(read(&desk), theirs, "nothing is saved unasked");
    act(&mut app, Action::Save);
    assert!(app.dialog.is_none() && !app.work().unwrap().is_dirty());
    assert_eq!(read(&desk), theirs.replace("\"Strike\"", "\"Strike on K\""));
    act(&mut app, Action::Undo);
    assert_eq!(event(&app, 1).kind, "Raid");
}

#[test]
fn what_goes_against_unsaved_work_is_chosen_by_keyboard() {
    let mut hands = Hands::on(CASE, SIZE, false);
    let app = hands.harness.state_mut().app_mut();
    edit(app, 1, |event| event.title = "Strike on K".to_owned());
    edit(app, 2, |event| event.title = "Answer".to_owned());
    let theirs = CASE
        .replace("\"Strike\"", "\"Raid on K\"")
        .replace("\"Reply\"", "\"Retort\"")
        .replace("\"Herald\"", "\"The Herald\"");
    changed(&hands.desk, app, &theirs);
    settle(&mut hands.harness);
    assert!(hands.sees("case.ron was changed by another program"));
    assert_eq!(
        event(hands.app(), 1).title,
        "Strike on K",
        "nothing is done unasked"
    );
    assert!(
        hands
            .role(
                Role::RadioButton,
                "event Strike on K: title, Not saved here: Strike on K"
            )
            .is_focused()
    );
    // To their side of the first, and there to the second, whose own side stays.
    hands.key(Key::Tab);
    hands.key(Key::Space);
    for _ in 0..3 {
        hands.key(Key::Tab);
    }
    let choices = hands.app().pending_merge().unwrap().choices.to_vec();
    assert_eq!(choices, [Side::Theirs, Side::Ours]);
    hands.focus(Role::Button, "Take the changes in");
    hands.key(Key::Enter);
    assert!(hands.app().dialog.is_none());
    let titles = [1, 2].map(|number| event(hands.app(), number).title);
    assert_eq!(titles, ["Raid on K", "Answer"]);
    assert!(
        hands
            .project()
            .sources()
            .iter()
            .any(|source| source.title == "The Herald")
    );
    let saved = hands.saved();
    assert_eq!(saved, theirs.replace("\"Retort\"", "\"Answer\""));
    hands.undo();
    let titles = [1, 2].map(|number| event(hands.app(), number).title);
    assert_eq!(titles, ["Strike on K", "Answer"], "the whole is one step");
}

#[test]
fn deciding_later_leaves_everything_and_saving_asks_again() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 1, |event| event.title = "Strike on K".to_owned());
    let theirs = CASE.replace("\"Strike\"", "\"Raid on K\"");
    changed(&desk, &mut app, &theirs);
    assert!(matches!(app.dialog, Some(Dialog::Outside)));
    app.handle(Command::Answer(Answer::Cancel));
    assert!(app.pending_merge().is_none());
    assert_eq!(event(&app, 1).title, "Strike on K");
    act(&mut app, Action::Save);
    assert!(matches!(app.dialog, Some(Dialog::ChangedOnDisk(_))));
    assert_eq!(read(&desk), theirs);
    app.handle(Command::Answer(Answer::TakeIn));
    app.settle();
    assert!(matches!(app.dialog, Some(Dialog::Outside)));
    app.handle(Command::ChooseSide(None, Side::Theirs));
    app.handle(Command::Answer(Answer::TakeIn));
    assert_eq!(event(&app, 1).title, "Raid on K");
    act(&mut app, Action::Save);
    assert!(app.dialog.is_none());
    assert_eq!(read(&desk), theirs);
}

#[test]
fn own_saves_are_not_taken_for_changes_of_others() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 1, |event| event.title = "Strike on K".to_owned());
    act(&mut app, Action::Save);
    let before = notices(&app);
    app.look_outside();
    app.settle();
    assert_eq!(notices(&app), before);
    assert_eq!(app.work().unwrap().history.n_undo(), 1);
    assert!(!app.work().unwrap().is_dirty());
}

#[test]
fn a_file_that_is_gone_is_told_and_the_project_stays_open_unsaved() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    fs::remove_file(desk.file("case.ron")).unwrap();
    app.look_outside();
    app.settle();
    assert!(notices(&app).is_empty(), "it may be on its way");
    for _ in 0..2 {
        desk.wait_millis(1_000);
        app.tick();
        app.settle();
    }
    assert_eq!(
        notices(&app),
        [
            "case.ron was deleted or moved by another program. The project is still open, and Save writes it again."
        ]
    );
    assert!(app.work().unwrap().is_dirty());
    act(&mut app, Action::Save);
    assert!(!app.work().unwrap().is_dirty());
    assert_eq!(read(&desk), CASE);
}

#[test]
fn a_file_that_is_half_written_is_waited_for_and_then_told() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    changed(&desk, &mut app, &CASE[..100]);
    assert!(notices(&app).is_empty());
    desk.wait_millis(1_000);
    written(&desk, &CASE.replace("\"Strike\"", "\"Raid\""));
    app.tick();
    app.settle();
    assert_eq!(event(&app, 1).title, "Raid");

    changed(&desk, &mut app, &CASE[..100]);
    for _ in 0..2 {
        desk.wait_millis(1_000);
        app.tick();
        app.settle();
    }
    let told = notices(&app).pop().unwrap();
    let start = "case.ron was changed by another program and cannot be read now. The project stays open as it was.";
    assert!(told.starts_with(start), "{told}");
    assert_eq!(event(&app, 1).title, "Raid");
    assert!(!app.work().unwrap().is_dirty());
}

#[test]
fn a_record_that_cannot_be_read_any_more_comes_and_goes_with_the_file() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let broken = CASE.replace("summary: \"They answered.\"", "summary: 7");
    changed(&desk, &mut app, &broken);
    let project = &app.work().unwrap().project;
    assert_eq!((project.events().len(), project.unread().len()), (1, 1));
    edit(&mut app, 1, |event| event.title = "Raid".to_owned());
    act(&mut app, Action::Save);
    assert_eq!(read(&desk), broken.replace("\"Strike\"", "\"Raid\""));
    for _ in 0..2 {
        act(&mut app, Action::Undo);
    }
    act(&mut app, Action::Save);
    assert_eq!(read(&desk), CASE);
}

#[test]
fn a_name_that_leads_nowhere_in_the_file_is_opened_as_it_is() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let theirs = CASE.replace(
        "\n)\n",
        "\n  claims: [(id: \"000000000005\", source: \"000000000009\", event: \"000000000001\", field: \"killed\", value: Text(\"2\"))],\n)\n",
    );
    changed(&desk, &mut app, &theirs);
    assert_eq!(app.work().unwrap().project.claims().len(), 1);
    assert!(
        notices(&app)[0].contains("cannot be undone any more"),
        "{:?}",
        notices(&app)
    );
}

/// A program with a clock that runs, which watches its file.
fn watching(desk: &Desk, watching: Watching) -> App {
    written(desk, CASE);
    let folders = Folders::below(&desk.file("home"));
    let picker = FakePicker(std::sync::Arc::clone(&desk.dialogs));
    let mut app = App::new(Environment {
        watching,
        ..Environment::new(folders, Box::new(picker))
    });
    app.handle(Command::OpenPath(desk.file("case.ron")));
    app.settle();
    app.tick();
    app
}

/// Lets the program run until its first event has this title.
#[track_caller]
fn until(app: &mut App, title: &str) {
    let begun = Instant::now();
    while event(app, 1).title != title {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "it was not noticed"
        );
        app.tick();
        std::thread::yield_now();
    }
}

#[test]
fn the_folder_of_the_file_is_watched() {
    let desk = Desk::new();
    let mut app = watching(&desk, Watching::System);
    // As editors and sync services write: another file takes its place.
    fs::write(desk.file("new"), CASE.replace("\"Strike\"", "\"Raid\"")).unwrap();
    fs::rename(desk.file("new"), desk.file("case.ron")).unwrap();
    until(&mut app, "Raid");
    written(&desk, CASE);
    until(&mut app, "Strike");
    edit(&mut app, 2, |event| event.title = "Answer".to_owned());
    act(&mut app, Action::Save);
    let n_steps = app.work().unwrap().history.n_undo();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(600) {
        app.tick();
        std::thread::yield_now();
    }
    assert_eq!(
        app.work().unwrap().history.n_undo(),
        n_steps,
        "its own save was read again"
    );
}

#[test]
fn a_file_that_cannot_be_watched_is_looked_at() {
    let desk = Desk::new();
    let mut app = watching(&desk, Watching::Looking);
    written(&desk, &CASE.replace("\"Strike\"", "\"Raid on K\""));
    until(&mut app, "Raid on K");
}

#[test]
fn nothing_is_read_while_a_question_is_open() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 1, |event| event.title = "Raid".to_owned());
    act(&mut app, Action::CloseProject);
    assert!(matches!(app.dialog, Some(Dialog::Unsaved(_))));
    changed(&desk, &mut app, &CASE.replace("\"Reply\"", "\"Retort\""));
    assert_eq!(event(&app, 2).title, "Reply");
    app.handle(Command::Answer(Answer::Cancel));
    app.settle();
    assert_eq!(event(&app, 2).title, "Retort");
}

/// What is restored after a crash, with how the journal stood to the file and how many steps it had.
pub(crate) fn after_a_crash(desk: &Desk, app: App) -> (App, Standing, usize) {
    let mut app = app;
    app.keep_journal();
    drop(app);
    let mut app = desk.app();
    app.settle();
    let Some(Dialog::Recover(found)) = &app.dialog else {
        panic!("nothing is offered");
    };
    let found = found[0].clone();
    let (standing, n_steps) = (found.standing, found.n_steps);
    app.handle(Command::Recover(Box::new(found), Extent::All));
    app.settle();
    assert!(app.work().is_some(), "{:?}", notices(&app));
    (app, standing, n_steps)
}

#[test]
fn after_a_crash_what_was_done_since_the_file_was_read_again_is_restored() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 2, |event| event.title = "Answer".to_owned());
    act(&mut app, Action::Save);
    let theirs = read(&desk).replace("\"Raid\"", "\"Air raid\"");
    changed(&desk, &mut app, &theirs);
    edit(&mut app, 1, |event| event.title = "Strike on K".to_owned());
    let (app, standing, n_steps) = after_a_crash(&desk, app);
    assert_eq!((standing, n_steps), (Standing::Fits, 1));
    let strike = event(&app, 1);
    assert_eq!(
        (strike.title.as_str(), strike.kind.as_str()),
        ("Strike on K", "Air raid")
    );
}

#[test]
fn after_a_crash_unsaved_work_with_what_was_taken_in_is_restored() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    edit(&mut app, 1, |event| event.title = "Strike on K".to_owned());
    changed(&desk, &mut app, &CASE.replace("\"Raid\"", "\"Air raid\""));
    edit(&mut app, 2, |event| event.title = "Answer".to_owned());
    let (app, standing, _) = after_a_crash(&desk, app);
    assert_eq!(standing, Standing::OtherVersion);
    let (strike, reply) = (event(&app, 1), event(&app, 2));
    assert_eq!(
        (strike.title.as_str(), strike.kind.as_str()),
        ("Strike on K", "Air raid")
    );
    assert_eq!(reply.title, "Answer");
}
