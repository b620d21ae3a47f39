//! Unsaved work through the end of the process: kept, offered, restored, put away.

use std::fs;
use std::path::PathBuf;

use annals::app::restoring::Extent;
use annals::app::{Action, Answer, App, Command, Dialog};
use annals::edit::Edit;
use annals::store::journal::{Found, Standing};
use annals::store::settings::Autosave;

use crate::support::desk::Desk;
use crate::support::steps::{add_event, notices, titles};

const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

/// The program's next start, and what it offers.
fn next_start(desk: &Desk) -> (App, Vec<Found>) {
    let mut app = desk.app();
    app.settle();
    let found = match &app.dialog {
        Some(Dialog::Recover(found)) => found.clone(),
        None => Vec::new(),
        other => panic!("{other:?}"),
    };
    assert_eq!(app.left_behind(), found);
    (app, found)
}

fn restore(app: &mut App, found: &Found, extent: Extent) {
    app.handle(Command::Recover(Box::new(found.clone()), extent));
    app.settle();
}

fn journals(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.root.path().join("home/state/journal");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn steps_are_on_the_disk_within_a_second_and_restored_step_by_step() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    assert_eq!(journals(&desk), Vec::<PathBuf>::new());
    add_event(&mut app, "One");
    add_event(&mut app, "Two");
    act(&mut app, Action::Undo);
    add_event(&mut app, "Three");
    app.settle();
    assert!(app.work().unwrap().journal().is_behind());
    desk.wait_millis(500);
    app.tick();
    app.settle();
    assert!(!app.work().unwrap().journal().is_behind());
    // The process ends here without a word.
    drop(app);
    let (mut app, found) = next_start(&desk);
    assert_eq!((found.len(), found[0].n_steps), (1, 4));
    assert_eq!(found[0].standing, Standing::Fits);
    let last = found[0].last.last().unwrap();
    assert!(last.text.contains("Added"), "{last:?}");
    assert_eq!(last.about, "Three");
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Three"]);
    let work = app.work().unwrap();
    assert!(work.is_dirty() && work.read_only.is_none());
    assert_eq!(work.path.as_deref(), Some(desk.file("case.ron").as_path()));
    assert_eq!(app.left_behind(), []);
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), ["One"]);
    act(&mut app, Action::Undo);
    assert!(!app.work().unwrap().is_dirty(), "it is as the file again");
    act(&mut app, Action::Redo);
    act(&mut app, Action::Redo);
    act(&mut app, Action::Save);
    let text = fs::read_to_string(desk.file("case.ron")).unwrap();
    assert!(text.contains("Three"));
    app.keep_journal();
    assert_eq!(journals(&desk), Vec::<PathBuf>::new());
    drop(app);
    assert_eq!(next_start(&desk).1, [], "what was saved is not offered");
}

#[test]
fn a_file_dialog_opens_only_when_all_steps_are_on_the_disk() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "Unsaved");
    app.handle(Command::Do(Action::SaveAs));
    assert!(!app.work().unwrap().journal().is_behind());
    assert_eq!(desk.dialogs.lock().unwrap().asked.len(), 1);
    drop(app);
    assert_eq!(next_start(&desk).1.len(), 1);
}

#[test]
fn restored_work_is_in_the_journal_again_and_steps_after_it_follow() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    restore(&mut app, &found[0], Extent::All);
    add_event(&mut app, "Two");
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    assert_eq!((found.len(), found[0].n_steps), (1, 2));
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Two"]);
}

#[test]
fn a_sample_that_was_never_saved_is_restored_from_the_journal_alone() {
    let desk = Desk::new();
    let mut app = desk.app();
    act(&mut app, Action::NewProject);
    add_event(&mut app, "One");
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].project, None);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One"]);
    assert!(app.work().unwrap().path.is_none() && app.work().unwrap().is_dirty());
    act(&mut app, Action::Undo);
    assert!(!app.work().unwrap().is_dirty());
}

#[test]
fn steps_from_before_a_save_that_are_taken_back_after_it_are_restored() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    add_event(&mut app, "Two");
    act(&mut app, Action::Save);
    act(&mut app, Action::Undo);
    act(&mut app, Action::Undo);
    act(&mut app, Action::Redo);
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].n_steps, 3);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One"]);
    assert!(app.work().unwrap().is_dirty());
}

/// Work on a file that another program changes before the next start.
fn changed_meanwhile(desk: &Desk, change: impl Fn(&str) -> String) -> (App, Vec<Found>) {
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    act(&mut app, Action::Save);
    add_event(&mut app, "Two");
    let event = app
        .work()
        .unwrap()
        .project
        .events()
        .iter()
        .next()
        .unwrap()
        .clone();
    let mut after = event.as_ref().clone();
    after.summary = "Seen".to_owned();
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: after.into(),
        what: "summary",
        typing: false,
    })));
    app.keep_journal();
    drop(app);
    let path = desk.file("case.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(&text)).unwrap();
    next_start(desk)
}

#[test]
fn work_on_another_version_of_the_file_is_merged_if_all_of_it_fits() {
    let desk = Desk::new();
    let (mut app, found) = changed_meanwhile(&desk, |text| text.replace("Case", "Theirs"));
    assert_eq!(found[0].standing, Standing::OtherVersion);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Two"]);
    assert_eq!(app.work().unwrap().title(), "Theirs");
    assert!(
        notices(&app).contains("as another program left it"),
        "{}",
        notices(&app)
    );
    act(&mut app, Action::Save);
    assert_eq!(app.dialog, None, "it was merged into what the file holds");
    let text = fs::read_to_string(desk.file("case.ron")).unwrap();
    assert!(text.contains("Theirs") && text.contains("Two"));
}

#[test]
fn work_that_does_not_fit_is_told_of_and_kept_and_a_part_can_be_restored() {
    let desk = Desk::new();
    let (mut app, found) = changed_meanwhile(&desk, |text| text.replace("\"One\"", "\"Uno\""));
    restore(&mut app, &found[0], Extent::All);
    assert!(app.work().is_none());
    let told = notices(&app);
    assert!(
        told.contains("of 2 edits number 2 does not fit") && told.contains("is kept"),
        "{told}"
    );
    restore(&mut app, &found[0], Extent::Fitting);
    assert_eq!(titles(&app), ["Uno", "Two"]);
    app.keep_journal();
    drop(app);
    let (_, found) = next_start(&desk);
    assert_eq!(found.len(), 2, "what did not fit is still there");
}

#[test]
fn work_on_a_version_that_is_kept_is_restored_there_and_asks_before_it_writes_over() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    act(&mut app, Action::Save);
    let event = app
        .work()
        .unwrap()
        .project
        .events()
        .iter()
        .next()
        .unwrap()
        .id;
    app.handle(Command::Edit(Box::new(Edit::Delete {
        records: [event.into()].into(),
    })));
    app.keep_journal();
    let journal = journals(&desk).pop().unwrap();
    let bytes = fs::read(&journal).unwrap();
    // The save keeps the version that the journal belongs to.
    act(&mut app, Action::Save);
    drop(app);
    fs::write(&journal, bytes).unwrap();
    fs::write(desk.file("case.ron"), CASE.replace("Case", "Theirs")).unwrap();
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].standing, Standing::OtherVersion);
    restore(&mut app, &found[0], Extent::All);
    assert!(app.work().is_some(), "{}", notices(&app));
    assert!(titles(&app).is_empty());
    let told = notices(&app);
    assert!(told.contains("as it was before another program"), "{told}");
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), ["One"]);
    act(&mut app, Action::Save);
    assert!(
        matches!(app.dialog, Some(Dialog::ChangedOnDisk(_))),
        "{:?}",
        app.dialog
    );
}

#[test]
fn a_file_that_is_gone_is_told_of_and_nothing_is_lost() {
    let desk = Desk::new();
    let (_, found) = changed_meanwhile(&desk, str::to_owned);
    assert_eq!(found[0].standing, Standing::Fits);
    let away = desk.file("away.ron");
    fs::rename(desk.file("case.ron"), &away).unwrap();
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].standing, Standing::Gone);
    restore(&mut app, &found[0], Extent::All);
    assert!(notices(&app).contains("is kept"), "{}", notices(&app));
    fs::rename(away, desk.file("case.ron")).unwrap();
    assert_eq!(next_start(&desk).1[0].standing, Standing::Fits);
}

#[test]
fn what_is_discarded_comes_back_by_undo_until_the_program_is_left() {
    let desk = Desk::new();
    let (mut app, found) = changed_meanwhile(&desk, str::to_owned);
    app.handle(Command::DropRecovery(Box::new(found[0].clone())));
    assert!(app.dialog.is_none() && app.left_behind().is_empty());
    assert_eq!(next_start(&desk).1, [], "it is put away");
    app.handle(Command::PutRecoveryBack);
    assert!(matches!(app.dialog, Some(Dialog::Recover(_))));
    assert_eq!(next_start(&desk).1.len(), 1);
    app.handle(Command::DropRecovery(Box::new(found[0].clone())));
    act(&mut app, Action::Quit);
    assert!(app.is_leaving());
    assert_eq!(journals(&desk), Vec::<PathBuf>::new());
}

#[test]
fn opening_a_file_offers_what_was_left_behind_of_it() {
    let desk = Desk::new();
    let (mut app, _) = changed_meanwhile(&desk, str::to_owned);
    app.handle(Command::Answer(Answer::Cancel));
    assert_eq!(app.left_behind().len(), 1);
    app.handle(Command::OpenPath(desk.file("case.ron")));
    app.settle();
    assert_eq!(titles(&app), ["One"]);
    let Some(Dialog::Recover(found)) = app.dialog.clone() else {
        panic!("{:?}", app.dialog);
    };
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Two"]);
    assert!(app.work().unwrap().read_only.is_none(), "its own lock");
}

#[test]
fn a_damaged_end_is_cut_off_and_told_and_the_rest_is_restored() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    add_event(&mut app, "Two");
    app.keep_journal();
    drop(app);
    let journal = journals(&desk).pop().unwrap();
    let mut bytes = fs::read(&journal).unwrap();
    bytes.truncate(bytes.len() - 7);
    fs::write(&journal, bytes).unwrap();
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].n_steps, 1);
    assert!(found[0].cut.as_ref().unwrap().bytes > 100);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One"]);
    assert!(notices(&app).contains("were left out"), "{}", notices(&app));
}

#[test]
fn a_journal_that_cannot_be_written_is_told_of_once_and_tried_again() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let state = desk.root.path().join("home/state");
    // A file in the place of the folder: nothing can be written, whoever runs this.
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("journal"), "in the way").unwrap();
    add_event(&mut app, "One");
    app.keep_journal();
    assert!(notices(&app).contains("Unsaved work is not kept safe"));
    let is_it = |notice: &&annals::app::notice::Notice| notice.text.contains("kept safe");
    let id = app.notices.shown().iter().find(is_it).unwrap().id;
    app.handle(Command::CloseNotice(id));
    app.keep_journal();
    assert!(!notices(&app).contains("Unsaved work"), "it was told once");
    fs::remove_file(state.join("journal")).unwrap();
    app.keep_journal();
    assert!(
        notices(&app).contains("kept safe again"),
        "{}",
        notices(&app)
    );
    add_event(&mut app, "Two");
    app.keep_journal();
    // The folder is deleted under the program's hands: what was in it is written again.
    fs::remove_dir_all(state.join("journal")).unwrap();
    add_event(&mut app, "Three");
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    assert_eq!(found[0].n_steps, 3);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Two", "Three"]);
}

#[test]
fn switched_off_there_is_no_journal_and_on_again_it_begins_at_a_save() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    add_event(&mut app, "One");
    app.keep_journal();
    app.handle(Command::SetAutosave(Autosave::Off));
    app.keep_journal();
    assert_eq!(journals(&desk), Vec::<PathBuf>::new());
    add_event(&mut app, "Two");
    app.handle(Command::SetAutosave(Autosave::Journal));
    add_event(&mut app, "Three");
    app.keep_journal();
    assert_eq!(journals(&desk), Vec::<PathBuf>::new());
    act(&mut app, Action::Save);
    add_event(&mut app, "Four");
    app.keep_journal();
    drop(app);
    let (mut app, found) = next_start(&desk);
    restore(&mut app, &found[0], Extent::All);
    assert_eq!(titles(&app), ["One", "Two", "Three", "Four"]);
}
