//! Large changes of another program to the open file: taken in by a job, as one step, with the version of the file that
//! they belong to; or not at all.

use std::fmt::Write as _;
use std::fs;

use annals::app::{Action, Answer, App, Command, Dialog, LargeSteps};
use annals::edit::Edit;
use annals::edit::merge::Side;
use annals::model::Event;
use annals::store::journal::Standing;
use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;

use crate::bulk::{Gate, check_following, is_disabled, notice};
use crate::outside::after_a_crash;
use crate::support::desk::Desk;
use crate::support::hands::Hands;
use crate::support::window::{settle, window};

/// Events with these titles.
fn events(titles: &[&str]) -> String {
    let mut text = String::from("(\n  annals: 1,\n  events: [\n");
    for (number, title) in titles.iter().enumerate() {
        let id = number + 1;
        writeln!(text, "    (id: \"{id:012}\", title: \"{title}\"),").unwrap();
    }
    text + "  ],\n)\n"
}

const OURS: [&str; 3] = ["One", "Two", "Three"];
/// What the other program makes of it.
const THEIRS: [&str; 4] = ["First", "Second", "Third", "Fourth"];
const BUSY: &str = "Wait until “Taking in case.ron” is done, or cancel it";

fn titles(app: &App) -> Vec<String> {
    let events = app.work().unwrap().project.events();
    events.iter().map(|event| event.title.clone()).collect()
}

fn opened(desk: &Desk, gate: &Gate) -> App {
    desk.open(desk.app_with_large_steps(gate.steps()), &events(&OURS))
}

/// Changes an event, by its place.
fn edit(app: &mut App, number: usize, change: impl FnOnce(&mut Event)) {
    let events = app.work().unwrap().project.events();
    let mut after = Event::clone(events.iter().nth(number - 1).unwrap());
    change(&mut after);
    app.handle(Command::Edit(Box::new(Edit::Set {
        after: after.into(),
        what: "summary",
        typing: false,
    })));
}

/// A change here that goes together with those there.
fn describe_first(app: &mut App) {
    edit(app, 1, |event| event.summary = "Ours".to_owned());
}

fn described(text: &str) -> String {
    let id = "(id: \"000000000001\", title: \"First\"";
    text.replace(id, &format!("{id}, summary: \"Ours\""))
}

fn read(desk: &Desk) -> String {
    fs::read_to_string(desk.file("case.ron")).unwrap()
}

/// Another program writes the file, and it is noticed and read.
fn changed(desk: &Desk, app: &mut App, titles: &[&str]) -> String {
    let text = events(titles);
    fs::write(desk.file("case.ron"), &text).unwrap();
    app.look_outside();
    let begins = |app: &App| app.dialog.is_some() || app.work().unwrap().busy().is_some();
    while app.is_working() && !begins(app) {
        app.tick();
        std::thread::yield_now();
    }
    assert!(begins(app), "no job: {}", notice(app));
    text
}

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

#[test]
fn a_large_change_is_read_again_in_a_job_as_one_step() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    let theirs = changed(&desk, &mut app, &THEIRS);
    app.tick();
    assert_eq!(titles(&app), OURS, "in a job");
    assert_eq!(app.jobs()[0].name, "Taking in case.ron");
    describe_first(&mut app);
    assert_eq!(notice(&app), BUSY);
    for action in [Action::NewEvent, Action::Undo, Action::Save] {
        let told = action.unavailable(&app).unwrap_or_default();
        assert_eq!(told.trim_end_matches('.'), BUSY, "{action:?}");
    }
    gate.open();
    app.settle();
    assert_eq!(titles(&app), THEIRS);
    assert!(!app.work().unwrap().is_dirty());
    let told = "Reloaded case.ron, changed outside: 4 events";
    assert_eq!(notice(&app), told);
    check_following(&app);
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), OURS);
    assert!(app.work().unwrap().is_dirty());
    assert_eq!(app.work().unwrap().history.n_undo(), 0, "it was one step");
    act(&mut app, Action::Redo);
    assert!(!app.work().unwrap().is_dirty());
    describe_first(&mut app);
    act(&mut app, Action::Save);
    assert_eq!((read(&desk), &app.dialog), (described(&theirs), &None));
}

#[test]
fn a_large_change_comes_together_with_unsaved_work_in_a_job() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    describe_first(&mut app);
    gate.open();
    let theirs = changed(&desk, &mut app, &THEIRS);
    app.settle();
    assert_eq!(titles(&app), THEIRS);
    assert!(app.work().unwrap().is_dirty());
    let told = "Took in from case.ron, changed outside: 4 events. Your unsaved changes are kept";
    assert_eq!(notice(&app), told);
    check_following(&app);
    assert_eq!(read(&desk), theirs, "nothing is saved unasked");
    act(&mut app, Action::Save);
    assert_eq!((read(&desk), &app.dialog), (described(&theirs), &None));
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), OURS);
}

#[test]
fn what_was_chosen_is_taken_in_by_a_job() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    edit(&mut app, 1, |event| event.title = "Mine".to_owned());
    edit(&mut app, 2, |event| event.title = "Mine, too".to_owned());
    let theirs = changed(&desk, &mut app, &THEIRS);
    assert_eq!(app.dialog, Some(Dialog::Outside));
    app.handle(Command::ChooseSide(Some(1), Side::Theirs));
    app.handle(Command::Answer(Answer::TakeIn));
    assert_eq!(titles(&app), ["Mine", "Mine, too", "Three"], "in a job");
    assert_eq!(
        app.work().unwrap().busy(),
        Some(format!("{BUSY}.").as_str())
    );
    gate.open();
    app.settle();
    assert_eq!(titles(&app), ["Mine", "Second", "Third", "Fourth"]);
    check_following(&app);
    act(&mut app, Action::Save);
    let saved = theirs.replace("\"First\"", "\"Mine\"");
    assert_eq!((read(&desk), &app.dialog), (saved, &None));
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), ["Mine", "Mine, too", "Three"], "one step");
}

#[test]
fn all_as_it_is_here_changes_nothing_but_the_version_of_the_file() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    gate.open();
    edit(&mut app, 1, |event| event.title = "Mine".to_owned());
    changed(&desk, &mut app, &["First", "Two", "Three"]);
    app.handle(Command::Answer(Answer::TakeIn));
    app.settle();
    assert_eq!(titles(&app), ["Mine", "Two", "Three"]);
    assert_eq!(app.work().unwrap().history.n_undo(), 1);
    assert!(notice(&app).starts_with("Took in from case.ron"));
    act(&mut app, Action::Save);
    let saved = events(&["Mine", "Two", "Three"]);
    assert_eq!((read(&desk), &app.dialog), (saved, &None));
}

#[test]
fn taking_in_that_is_cancelled_leaves_everything_and_saving_asks() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    describe_first(&mut app);
    let start = app.work().unwrap().project.snapshot();
    let theirs = changed(&desk, &mut app, &THEIRS);
    app.handle(Command::CancelJob("Taking in case.ron".to_owned()));
    let told = "Cancelled: taking in case.ron. Nothing was changed";
    assert_eq!(notice(&app), told);
    gate.open();
    app.settle();
    assert!(app.work().unwrap().project.same_content(&start));
    assert_eq!(app.work().unwrap().history.n_undo(), 1);
    act(&mut app, Action::Save);
    assert!(matches!(app.dialog, Some(Dialog::ChangedOnDisk(_))));
    assert_eq!(read(&desk), theirs, "nothing is written over unseen");
    app.handle(Command::Answer(Answer::TakeIn));
    app.settle();
    assert_eq!(titles(&app), THEIRS);
    act(&mut app, Action::Save);
    assert_eq!((read(&desk), &app.dialog), (described(&theirs), &None));
}

#[test]
fn a_project_that_got_another_file_meanwhile_takes_nothing_in() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    describe_first(&mut app);
    let theirs = changed(&desk, &mut app, &THEIRS);
    let elsewhere = desk.file("elsewhere.ron");
    app.handle(Command::SaveTo(elsewhere.clone()));
    while app.work().unwrap().path.as_deref() != Some(&elsewhere) {
        app.tick();
        std::thread::yield_now();
    }
    gate.open();
    app.settle();
    assert_eq!(titles(&app), OURS);
    assert!(!app.work().unwrap().is_dirty());
    assert_eq!(read(&desk), theirs);
    describe_first(&mut app);
    act(&mut app, Action::Save);
    assert_eq!(app.dialog, None);
    let saved = fs::read_to_string(elsewhere).unwrap();
    assert!(saved.contains("One") && saved.contains("Ours"), "{saved}");
}

#[test]
fn a_large_change_is_seen_where_the_file_is_read_only() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    gate.open();
    let _holder = desk.app_with(&events(&OURS));
    let mut app = opened(&desk, &gate);
    assert!(app.work().unwrap().read_only.is_some());
    changed(&desk, &mut app, &THEIRS);
    app.settle();
    assert_eq!(titles(&app), THEIRS);
}

fn check_restored_after_a_crash(steps: LargeSteps) {
    let desk = Desk::new();
    let mut app = desk.open(desk.app_with_large_steps(steps), &events(&OURS));
    describe_first(&mut app);
    act(&mut app, Action::Save);
    // What they delete leaves a gap, which the journal has to know of: undoing fills it.
    let theirs = events(&THEIRS);
    let theirs: Vec<&str> = theirs
        .lines()
        .filter(|line| !line.contains("First"))
        .collect();
    fs::write(desk.file("case.ron"), theirs.join("\n")).unwrap();
    app.look_outside();
    app.settle();
    assert_eq!(titles(&app), THEIRS[1..]);
    act(&mut app, Action::Undo);
    assert_eq!(titles(&app), OURS);
    edit(&mut app, 2, |event| event.summary = "Later".to_owned());
    let end = app.work().unwrap().project.snapshot();
    let (app, standing, n_steps) = after_a_crash(&desk, app);
    assert_eq!((standing, n_steps), (Standing::Fits, 2));
    assert!(app.work().unwrap().project.same_content(&end));
}

#[test]
fn after_a_crash_the_work_since_a_change_is_restored_on_it_whether_large_or_small() {
    let gate = Gate::shut();
    gate.open();
    check_restored_after_a_crash(gate.steps());
    check_restored_after_a_crash(LargeSteps::default());
}

#[test]
fn after_a_crash_unsaved_work_with_a_large_change_taken_in_is_restored() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate);
    gate.open();
    describe_first(&mut app);
    changed(&desk, &mut app, &THEIRS);
    app.settle();
    let end = app.work().unwrap().project.snapshot();
    let (app, standing, n_steps) = after_a_crash(&desk, app);
    assert_eq!((standing, n_steps), (Standing::OtherVersion, 2));
    assert!(app.work().unwrap().project.same_content(&end));
}

#[test]
fn the_window_shows_the_taking_in_and_cancels_it() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut harness = window(opened(&desk, &gate), [1280.0, 800.0], true);
    changed(&desk, harness.state_mut().app_mut(), &THEIRS);
    harness.run_steps(3);
    assert!(
        harness
            .query_all_by_label("Taking in case.ron")
            .next()
            .is_some()
    );
    assert!(is_disabled(&harness, "New event"));
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    assert!(!is_disabled(&harness, "New event"));
    assert_eq!(titles(harness.state().app()), OURS);
}

#[test]
fn many_conflicts_are_shown_in_parts_and_all_of_them_can_be_chosen() {
    let titles_of = |name: &str| (0..120).map(|n| format!("{name} {n}")).collect::<Vec<_>>();
    let text_of = |name: &str| {
        let titles = titles_of(name);
        events(&titles.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mut hands = Hands::on(&text_of("Before"), [1280.0, 800.0], false);
    let app = hands.harness.state_mut().app_mut();
    for number in 1..=120 {
        edit(app, number, |event| {
            event.title = format!("Mine {}", number - 1);
        });
    }
    fs::write(hands.desk.file("case.ron"), text_of("Theirs")).unwrap();
    app.look_outside();
    settle(&mut hands.harness);
    let choice = |n: usize| format!("event Mine {n}: title, In the file now: Theirs {n}");
    assert!(hands.sees("Places 1 to 50 of 120"));
    assert!(hands.sees(&choice(49)) && !hands.sees(&choice(50)));
    hands.click("Later places");
    assert!(hands.sees("Places 51 to 100 of 120"));
    let first = "event Mine 50: title, Not saved here: Mine 50";
    assert!(hands.role(Role::RadioButton, first).is_focused());
    hands.click("Later places");
    assert!(hands.sees("Places 101 to 120 of 120"));
    assert!(is_disabled(&hands.harness, "Later places"));
    hands.click(&choice(101));
    hands.click("Take the changes in");
    let after = titles(hands.app());
    assert_eq!(
        (after[100].as_str(), after[101].as_str()),
        ("Mine 100", "Theirs 101")
    );
}
