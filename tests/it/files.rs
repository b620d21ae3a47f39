//! Opening, saving and leaving, as the state goes through them; no window.

use std::fs;

use annals::app::picker::{Picked, Purpose};
use annals::app::samples::Sample;
use annals::app::{Action, Answer, App, Command, Dialog, Page};
use annals::model::SourceId;

use crate::support::desk::Desk;
use crate::support::steps::add_event;

const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

fn is_dirty(app: &App) -> bool {
    app.work().unwrap().is_dirty()
}

fn notices(app: &App) -> Vec<&str> {
    app.notices
        .shown()
        .iter()
        .map(|notice| notice.text.as_str())
        .collect()
}

#[test]
fn undoing_back_to_what_was_saved_makes_it_saved_again() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    assert!(!is_dirty(&app));
    add_event(&mut app, "One");
    assert!(is_dirty(&app));
    act(&mut app, Action::Undo);
    assert!(!is_dirty(&app));
    act(&mut app, Action::Redo);
    act(&mut app, Action::Save);
    assert!(!is_dirty(&app));
    assert!(
        fs::read_to_string(desk.file("case.ron"))
            .unwrap()
            .contains("One")
    );
    act(&mut app, Action::Undo);
    assert!(is_dirty(&app));
}

#[test]
fn an_untitled_project_asks_where_to_save_and_gets_the_extension() {
    let desk = Desk::new();
    let mut app = desk.app();
    act(&mut app, Action::NewProject);
    add_event(&mut app, "One");
    desk.will_pick(desk.file("mine"));
    act(&mut app, Action::Save);
    assert!(!is_dirty(&app));
    assert_eq!(
        app.work().unwrap().path.as_deref(),
        Some(desk.file("mine.ron").as_path())
    );
    assert!(
        fs::read_to_string(desk.file("mine.ron"))
            .unwrap()
            .contains("One")
    );
    assert!(
        app.settings
            .recent
            .iter()
            .any(|recent| recent.path == desk.file("mine.ron"))
    );
}

#[test]
fn a_name_that_got_its_extension_is_asked_about_before_it_is_written_over() {
    let desk = Desk::new();
    fs::write(desk.file("mine.ron"), "precious").unwrap();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    desk.will_pick(desk.file("mine"));
    act(&mut app, Action::SaveAs);
    assert!(
        matches!(app.dialog, Some(Dialog::Overwrite(..))),
        "{:?}",
        app.dialog
    );
    app.handle(Command::Answer(Answer::Cancel));
    assert_eq!(
        fs::read_to_string(desk.file("mine.ron")).unwrap(),
        "precious"
    );
    desk.will_pick(desk.file("mine"));
    act(&mut app, Action::SaveAs);
    app.handle(Command::Answer(Answer::Overwrite));
    app.settle();
    assert!(
        fs::read_to_string(desk.file("mine.ron"))
            .unwrap()
            .contains("One")
    );
}

#[test]
fn leaving_with_unsaved_work_asks_and_cancel_stays() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    act(&mut app, Action::Quit);
    assert!(matches!(app.dialog, Some(Dialog::Unsaved(_))));
    app.handle(Command::Answer(Answer::Cancel));
    assert!(!app.is_leaving() && is_dirty(&app));
    act(&mut app, Action::Quit);
    app.handle(Command::Answer(Answer::Save));
    app.settle();
    assert!(app.is_leaving());
    assert!(
        fs::read_to_string(desk.file("case.ron"))
            .unwrap()
            .contains("One")
    );
}

#[test]
fn cancelling_the_save_dialog_cancels_the_leaving() {
    let desk = Desk::new();
    let mut app = desk.app();
    act(&mut app, Action::NewProject);
    add_event(&mut app, "One");
    act(&mut app, Action::Quit);
    app.handle(Command::Answer(Answer::Save));
    app.settle();
    assert!(!app.is_leaving() && is_dirty(&app));
    act(&mut app, Action::Quit);
    app.handle(Command::Answer(Answer::DontSave));
    assert!(app.is_leaving());
}

#[test]
fn a_sample_opens_as_a_copy_that_has_no_file() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.handle(Command::OpenSample(Sample::PakistanIran));
    assert!(!is_dirty(&app) && app.work().unwrap().path.is_none());
    act(&mut app, Action::CloseProject);
    assert!(
        matches!(app.page, Page::Welcome),
        "nothing was changed, so nothing is asked"
    );
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over_unasked() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    let theirs = CASE.replace("Case", "Theirs");
    fs::write(desk.file("case.ron"), &theirs).unwrap();
    act(&mut app, Action::Save);
    assert!(
        matches!(app.dialog, Some(Dialog::ChangedOnDisk(_))),
        "{:?}",
        app.dialog
    );
    assert_eq!(fs::read_to_string(desk.file("case.ron")).unwrap(), theirs);
    app.handle(Command::Answer(Answer::Cancel));
    act(&mut app, Action::Save);
    app.handle(Command::Answer(Answer::Overwrite));
    app.settle();
    assert!(!is_dirty(&app));
    assert!(
        fs::read_to_string(desk.file("case.ron"))
            .unwrap()
            .contains("One")
    );
}

#[test]
fn reading_the_file_again_gives_up_what_was_changed_here() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    fs::write(desk.file("case.ron"), CASE.replace("Case", "Theirs")).unwrap();
    act(&mut app, Action::Save);
    app.handle(Command::Answer(Answer::Reload));
    app.settle();
    assert_eq!(app.work().unwrap().title(), "Theirs");
    assert!(
        app.work().unwrap().read_only.is_none(),
        "its own lock stood in the way"
    );
    assert!(app.work().unwrap().project.events().is_empty());
}

#[test]
fn a_second_window_opens_read_only_and_says_who_holds_the_file() {
    let desk = Desk::new();
    let first = desk.app_with(CASE);
    let mut second = desk.app();
    second.handle(Command::OpenPath(desk.file("case.ron")));
    second.settle();
    let reason = second.work().unwrap().read_only.clone().unwrap();
    assert!(
        reason.contains(&format!("process {}", std::process::id())),
        "{reason}"
    );
    add_event(&mut second, "One");
    assert!(second.work().unwrap().project.events().is_empty());
    drop(first);
    act(&mut second, Action::CloseProject);
    second.handle(Command::OpenPath(desk.file("case.ron")));
    second.settle();
    assert!(second.work().unwrap().read_only.is_none());
}

#[test]
fn where_no_dialog_can_be_shown_a_path_can_be_typed() {
    let desk = Desk::new();
    fs::write(desk.file("case.ron"), CASE).unwrap();
    let mut app = desk.app();
    let reason = "no service".to_owned();
    desk.dialogs
        .lock()
        .unwrap()
        .answers
        .push_back(Picked::NoService(reason.clone()));
    act(&mut app, Action::OpenProject);
    assert_eq!(
        app.dialog,
        Some(Dialog::TypePath(Purpose::OpenProject, reason, None))
    );
    app.handle(Command::TypedPath(desk.file("case.ron")));
    app.settle();
    assert_eq!(app.work().unwrap().title(), "Case");
}

#[test]
fn a_project_that_cannot_be_opened_leaves_the_open_one_alone() {
    let desk = Desk::new();
    fs::write(desk.file("bad.ron"), "(annals: 1, events: [").unwrap();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    act(&mut app, Action::Save);
    app.handle(Command::OpenPath(desk.file("bad.ron")));
    app.settle();
    assert_eq!(app.work().unwrap().project.events().len(), 1);
    let told = app.not_opened.as_ref().unwrap().error.to_string();
    assert!(told.contains("bad.ron"), "{told}");
    assert!(app.work().unwrap().read_only.is_none());
}

#[test]
fn the_page_of_a_file_that_cannot_be_opened_offers_its_backup() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    act(&mut app, Action::Save);
    act(&mut app, Action::CloseProject);
    fs::write(desk.file("case.ron"), "(annals: 1, events: [").unwrap();
    app.handle(Command::OpenPath(desk.file("case.ron")));
    app.settle();
    let page = app.not_opened.clone().unwrap();
    let backup = page.backups[0].path.clone();
    app.handle(Command::OpenBackup(backup));
    app.settle();
    let work = app.work().unwrap();
    assert_eq!(work.title(), "Case");
    assert!(
        work.path.is_none() && work.is_dirty(),
        "it must be saved under a name"
    );
}

#[test]
fn a_failed_save_leaves_the_project_open_and_says_what_to_do() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    desk.will_pick(desk.file("gone/mine.ron"));
    act(&mut app, Action::SaveAs);
    assert!(is_dirty(&app));
    let told = notices(&app).join(" ");
    assert!(
        told.contains("Not saved") && told.contains("folder"),
        "{told}"
    );
}

#[test]
fn a_text_that_is_imported_waits_for_what_it_is_and_a_bad_one_is_refused_with_its_place() {
    let desk = Desk::new();
    let mut app = desk.app_with(r#"(annals: 1, sources: [(id: "SRC000000001")])"#);
    let source: SourceId = "SRC000000001".parse().unwrap();
    let mut import = |text: &str| {
        fs::write(desk.file("text.txt"), text).unwrap();
        desk.will_pick(desk.file("text.txt"));
        app.handle(Command::ImportText(source));
        app.settle();
        (app.dialog.take(), notices(&app).join(" "))
    };
    let (dialog, _) = import("first\r\nline");
    let Some(Dialog::NewCapture(of, Some(loaded))) = dialog else {
        panic!("{dialog:?}");
    };
    assert_eq!((of, loaded.name.as_str()), (source, "text.txt"));
    assert_eq!(loaded.intake.text, "first\nline");
    let (dialog, notices) = import("bell\u{7}");
    assert_eq!(dialog, None);
    assert!(notices.contains("U+0007"), "{notices}");
}
