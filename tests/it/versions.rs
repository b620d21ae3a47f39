//! Kept versions: each save keeps one; they are looked at, compared and restored.

use annals::app::{Action, Answer, App, Command, Pane};
use annals::edit::Edit;
use annals::store::backup::{self, Backup};
use annals::store::settings::Autosave;
use eframe::egui::accesskit::Role;

use crate::support::desk::Desk;
use crate::support::hands::Hands;
use crate::support::steps::{add_event, titles};

const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

fn versions(desk: &Desk, app: &App) -> Vec<Backup> {
    backup::list(&desk.file("case.ron"), app.folders())
}

/// A project saved twice: with one event, then with two.
fn saved_twice(desk: &Desk) -> App {
    let mut app = desk.app_with(CASE);
    for title in ["One", "Two"] {
        add_event(&mut app, title);
        act(&mut app, Action::Save);
    }
    app
}

#[test]
fn a_version_is_restored_as_one_step() {
    let desk = Desk::new();
    let mut app = saved_twice(&desk);
    let kept = versions(&desk, &app);
    assert_eq!(kept.len(), 2);
    app.handle(Command::RestoreVersion(kept[0].clone()));
    app.settle();
    assert_eq!(titles(&app), ["One"]);
    let work = app.work().unwrap();
    assert!(work.is_dirty() && work.history.undo_label().unwrap().starts_with("Restore"));
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), ["One", "Two"]);
    assert!(!app.work().unwrap().is_dirty());
    act(&mut app, Action::Redo);
    act(&mut app, Action::Save);
    assert_eq!(
        versions(&desk, &app).len(),
        3,
        "what it replaced is kept, too"
    );
}

#[test]
fn a_version_is_looked_at_by_itself_and_cannot_be_changed() {
    let desk = Desk::new();
    let mut app = saved_twice(&desk);
    let oldest = versions(&desk, &app).pop().unwrap();
    app.handle(Command::LookAtVersion(oldest));
    app.settle();
    assert!(titles(&app).is_empty());
    let work = app.work().unwrap();
    assert!(work.path.is_none() && !work.is_dirty());
    assert!(
        work.read_only
            .as_deref()
            .unwrap()
            .starts_with("This is case.ron as it was on")
    );
    add_event(&mut app, "No");
    assert!(titles(&app).is_empty());
    desk.will_pick(desk.file("old.ron"));
    act(&mut app, Action::SaveAs);
    assert!(app.work().unwrap().read_only.is_none());
}

#[test]
fn a_version_is_compared_in_the_words_of_differences() {
    let desk = Desk::new();
    let mut app = saved_twice(&desk);
    let newest = versions(&desk, &app).swap_remove(0);
    app.handle(Command::CompareVersion(newest));
    app.settle();
    let lines = &app.compared_version().unwrap().lines;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains("Two"), "{lines:?}");
}

#[test]
fn the_file_is_saved_by_itself_when_that_is_wanted() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    app.handle(Command::SetAutosave(Autosave::File));
    add_event(&mut app, "One");
    let pass = |app: &mut App, minutes: u64| {
        desk.wait_millis(minutes * 60_000);
        app.tick();
        app.settle();
    };
    pass(&mut app, 4);
    assert!(app.work().unwrap().is_dirty());
    pass(&mut app, 1);
    assert!(!app.work().unwrap().is_dirty());
    app.handle(Command::SetAutosave(Autosave::Journal));
    add_event(&mut app, "Two");
    pass(&mut app, 60);
    assert!(app.work().unwrap().is_dirty());
}

#[test]
fn a_save_by_itself_waits_for_an_answer_without_keeping_the_window_awake() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    app.handle(Command::SetAutosave(Autosave::File));
    add_event(&mut app, "One");
    act(&mut app, Action::CloseProject);
    assert!(app.dialog.is_some());
    desk.wait_millis(6 * 60_000);
    app.tick();
    app.settle();
    assert!(app.work().unwrap().is_dirty());
    let next = app.next_change();
    assert!(next.is_none_or(|millis| millis >= 1_000), "{next:?}");
    app.handle(Command::Answer(Answer::Cancel));
    desk.wait_millis(6_000);
    app.tick();
    app.settle();
    assert!(!app.work().unwrap().is_dirty());
}

#[test]
fn the_page_lists_versions_and_says_how_work_is_kept() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    for title in ["One", "Two"] {
        let title = title.to_owned();
        hands.command(Command::Edit(Box::new(Edit::NewEvent { title })));
        hands.command(Command::Do(Action::Save));
    }
    hands.command(Command::Do(Action::ShowVersions));
    assert!(hands.sees_part("Each save keeps what the file held before"));
    hands.click_role(
        Role::RadioButton,
        "Unsaved work Keep nothing: A crash costs what was not saved",
    );
    assert_eq!(hands.app().settings.autosave, Autosave::Off);
    let kept = backup::list(&hands.desk.file("case.ron"), hands.app().folders());
    hands.click_role(Role::ComboBox, "Room for the versions of a project");
    hands.click("5 GB");
    assert_eq!(hands.app().settings.versions_mb, 5 << 10);
    hands.click_role(
        Role::RadioButton,
        "Unsaved work Save every 5 minutes: As the journal, and the file itself",
    );
    hands.click_role(Role::ComboBox, "Save by itself");
    hands.click("every 15 minutes");
    assert_eq!(hands.app().settings.autosave_minutes, 15);
    hands.command(Command::Show(Pane::Versions));
    hands.command(Command::CompareVersion(kept[0].clone()));
    assert!(hands.sees_part("Two"));
}

#[test]
fn a_version_is_listed_as_soon_as_the_file_is_saved() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    hands.command(Command::Show(Pane::Versions));
    assert!(hands.sees_part("None yet"));
    let title = "One".to_owned();
    hands.command(Command::Edit(Box::new(Edit::NewEvent { title })));
    // In the same second, by a clock that stands still.
    hands.command(Command::Do(Action::Save));
    assert!(!hands.sees_part("None yet"));
}
