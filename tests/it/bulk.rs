//! Steps that touch many records: done in a job, with everything to be seen and nothing to be changed meanwhile.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use annals::app::restoring::Extent;
use annals::app::{Action, App, Command, Dialog, LargeSteps, Leaving};
use annals::edit::Edit;
use annals::evidence::ProblemList;
use annals::model::{Kind, RecordId};
use annals::query::TagCounts;
use annals::ui::Window;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

/// Events with claims, more than are selected or tagged within a frame.
fn events(count: usize) -> String {
    let mut text = String::from("(annals: 1, events: [");
    for number in 0..count {
        write!(text, "(id: \"1{number:011}\", title: \"Event {number}\"),").unwrap();
    }
    text + "])"
}

/// A large step that does not begin before it may.
#[derive(Clone)]
pub(crate) struct Gate(Arc<AtomicBool>);

impl Gate {
    pub(crate) fn shut() -> Self {
        Self(Arc::new(AtomicBool::new(false)))
    }

    pub(crate) fn open(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn steps(&self) -> LargeSteps {
        let gate = Arc::clone(&self.0);
        LargeSteps {
            most_at_once: 1,
            begin: Arc::new(move |progress| {
                progress.set(0.4);
                while !gate.load(Ordering::Relaxed) && !progress.is_cancelled() {
                    std::thread::yield_now();
                }
            }),
        }
    }
}

fn opened(desk: &Desk, gate: &Gate, count: usize) -> App {
    desk.open(desk.app_with_large_steps(gate.steps()), &events(count))
}

fn all(app: &App) -> Vec<RecordId> {
    app.work().unwrap().project.ids(Kind::Event).collect()
}

fn tag_all(app: &mut App) {
    let edit = Edit::AddTag {
        records: all(app).into(),
        path: "border".to_owned(),
    };
    app.handle(Command::Edit(Box::new(edit)));
}

fn n_tagged(app: &App) -> usize {
    let events = app.work().unwrap().project.events();
    events.iter().filter(|event| event.tags.len() == 1).count()
}

pub(crate) fn notice(app: &App) -> String {
    let last = app.notices.shown().last();
    last.map(|notice| notice.text.clone()).unwrap_or_default()
}

pub(crate) fn check_following(app: &App) {
    let work = app.work().unwrap();
    assert!(work.is_checked());
    assert!(work.problems == ProblemList::build(&work.project));
    let counts = TagCounts::of(&work.project, &AtomicBool::new(false)).unwrap();
    assert_eq!(*work.tag_counts(), counts);
    assert!(work.project.backlinks_are_right());
}

#[test]
fn a_large_step_is_one_step_to_undo_and_to_do_again() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate, 5);
    gate.open();
    let start = app.work().unwrap().project.snapshot();
    tag_all(&mut app);
    assert!(app.work().unwrap().project.same_content(&start), "in a job");
    app.settle();
    assert_eq!(n_tagged(&app), 5);
    assert_eq!(notice(&app), "Added tag border to 5 events");
    check_following(&app);
    let end = app.work().unwrap().project.snapshot();
    app.handle(Command::Do(Action::Undo));
    assert_eq!(n_tagged(&app), 5, "in a job");
    app.settle();
    assert!(app.work().unwrap().project.same_content(&start));
    assert!(!app.work().unwrap().is_dirty(), "it is as the file again");
    check_following(&app);
    app.handle(Command::Do(Action::Redo));
    app.settle();
    assert!(app.work().unwrap().project.same_content(&end));
    assert_eq!(app.work().unwrap().history.n_undo(), 1);
    check_following(&app);
}

#[test]
fn what_is_deleted_in_a_job_is_selected_no_more_and_comes_back() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate, 5);
    gate.open();
    let ids = all(&app);
    app.handle(Command::Select(ids.clone()));
    let records = ids.iter().copied().skip(1).collect();
    app.handle(Command::Edit(Box::new(Edit::Delete { records })));
    app.settle();
    assert_eq!(all(&app), ids[..1]);
    assert_eq!(app.work().unwrap().selection, [ids[0]]);
    check_following(&app);
    app.handle(Command::Do(Action::Undo));
    app.settle();
    assert_eq!(all(&app), ids);
    assert_eq!(
        app.work().unwrap().selection.len(),
        4,
        "what the step is about"
    );
}

#[test]
fn nothing_is_changed_or_left_while_a_large_step_is_under_way() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate, 5);
    let ids = all(&app);
    tag_all(&mut app);
    app.tick();
    let reason = "Wait until “Adding a tag” is done, or cancel it";
    let title = "late".to_owned();
    app.handle(Command::Edit(Box::new(Edit::NewEvent { title })));
    assert_eq!((notice(&app).as_str(), all(&app).len()), (reason, 5));
    for action in [Action::NewEvent, Action::Undo, Action::Delete, Action::Save] {
        let told = action.unavailable(&app).unwrap_or_default();
        assert_eq!(told.trim_end_matches('.'), reason, "{action:?}");
    }
    let work = app.work().unwrap();
    assert_eq!(work.busy(), Some(format!("{reason}.").as_str()));
    for action in [Action::Quit, Action::CloseProject] {
        app.handle(Command::Do(action));
        assert_eq!((notice(&app).as_str(), &app.dialog), (reason, &None));
        assert!(!app.is_leaving() && app.work().is_some());
    }
    // What is read and selected is the analyst's.
    app.handle(Command::Search("Event".to_owned()));
    app.handle(Command::Select(vec![ids[2]]));
    gate.open();
    app.settle();
    assert_eq!(n_tagged(&app), 5);
    assert_eq!(app.work().unwrap().selection, [ids[2]]);
    assert_eq!(app.search.text, "Event");
    app.handle(Command::Do(Action::Quit));
    assert_eq!(app.dialog, Some(Dialog::Unsaved(Leaving::Quit)));
}

#[test]
fn a_large_step_that_is_cancelled_leaves_everything_as_it_was() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate, 5);
    let start = app.work().unwrap().project.snapshot();
    tag_all(&mut app);
    app.handle(Command::CancelJob("another".to_owned()));
    assert_eq!(app.jobs()[0].name, "Adding a tag");
    assert!(app.jobs()[0].can_cancel);
    app.handle(Command::CancelJob("Adding a tag".to_owned()));
    assert_eq!(notice(&app), "Cancelled: adding a tag. Nothing was changed");
    assert_eq!((app.jobs(), app.work().unwrap().busy()), (vec![], None));
    gate.open();
    app.settle();
    assert!(app.work().unwrap().project.same_content(&start));
    assert_eq!(app.work().unwrap().history.n_undo(), 0);
    tag_all(&mut app);
    app.settle();
    assert_eq!(n_tagged(&app), 5, "it can be done again");
}

#[test]
fn a_large_step_is_in_the_journal_as_one() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut app = opened(&desk, &gate, 5);
    gate.open();
    tag_all(&mut app);
    app.settle();
    app.handle(Command::Do(Action::Undo));
    app.settle();
    app.handle(Command::Do(Action::Redo));
    app.settle();
    let end = app.work().unwrap().project.snapshot();
    app.keep_journal();
    // The process ends here without a word.
    drop(app);
    let mut app = desk.app();
    app.settle();
    let found = match &app.dialog {
        Some(Dialog::Recover(found)) => found[0].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(found.n_steps, 3);
    assert_eq!(found.last.last().unwrap().about, "Event 0");
    app.handle(Command::Recover(Box::new(found), Extent::All));
    app.settle();
    assert!(app.work().unwrap().project.same_content(&end));
    app.handle(Command::Do(Action::Undo));
    app.settle();
    assert_eq!(n_tagged(&app), 0);
}

pub(crate) fn is_disabled(harness: &Harness<'static, Window>, name: &str) -> bool {
    let node = harness.get_by_role_and_label(Role::Button, name);
    node.accesskit_node().is_disabled()
}

#[test]
fn the_window_shows_a_large_step_and_cancels_it() {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let mut harness = window(opened(&desk, &gate, 40), [1280.0, 800.0], true);
    assert!(!is_disabled(&harness, "New event"));
    tag_all(harness.state_mut().app_mut());
    harness.run_steps(3);
    assert!(harness.query_all_by_label("Adding a tag").next().is_some());
    harness.get_by_label("40\u{2009}%");
    assert!(is_disabled(&harness, "New event"));
    // Rows are read and selected as ever.
    harness.get_by_role_and_label(Role::Row, "Event 3").click();
    harness.run_steps(3);
    assert_eq!(harness.state().app().work().unwrap().selection.len(), 1);
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    assert!(harness.query_all_by_label("Adding a tag").next().is_none());
    assert!(!is_disabled(&harness, "New event"));
    assert_eq!(n_tagged(harness.state().app()), 0);
}

/// Many rows, all listed.
fn many() -> (Desk, Harness<'static, Window>) {
    let desk = Desk::new();
    let mut harness = window(desk.app_with(&events(10_500)), [1280.0, 800.0], false);
    wait(&mut harness);
    (desk, harness)
}

/// Lets jobs of views end, too.
fn wait(harness: &mut Harness<'static, Window>) {
    settle(harness);
    while harness.state().is_busy() {
        settle(harness);
    }
}

fn press(harness: &mut Harness<'static, Window>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    wait(harness);
}

#[test]
fn many_rows_are_selected_counted_and_deleted_like_few() {
    let (_desk, mut harness) = many();
    let selected = |harness: &Harness<'static, Window>| {
        let words = harness.query_by_label_contains(" selected");
        let words = words.map(|node| node.accesskit_node());
        let words = words.and_then(|node| node.value().or_else(|| node.label()));
        words.unwrap_or_default()
    };
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&harness), "10500 events, 10500 selected");
    let row = harness.get_by_role_and_label(Role::Row, "Event 3");
    assert!(row.accesskit_node().is_selected() == Some(true));
    // One of them off and on again.
    for expected in ["10499 selected", "10500 selected"] {
        harness
            .get_by_role_and_label(Role::Row, "Event 3")
            .click_modifiers(Modifiers::COMMAND);
        wait(&mut harness);
        assert!(
            selected(&harness).ends_with(expected),
            "{}",
            selected(&harness)
        );
    }
    // From the second to the last.
    harness.get_by_role_and_label(Role::Row, "Event 1").click();
    wait(&mut harness);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&harness), "10500 events, 10499 selected");
    let search = |harness: &mut Harness<'static, Window>, text: &str| {
        let command = Command::Search(text.to_owned());
        harness.state_mut().app_mut().handle(command);
        wait(harness);
    };
    search(&mut harness, "\"Event 104\"");
    let words = selected(&harness);
    assert!(words.ends_with("10499 selected, 10388 hidden"), "{words}");
    // Only what is seen goes; which that is, of so many, a job finds out.
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(notice(harness.state().app()), "Deleted 111 events");
    assert_eq!(
        harness.state().app().work().unwrap().selection.len(),
        10_388
    );
    search(&mut harness, "");
    let words = selected(&harness);
    assert!(words.starts_with("10389 events, "), "{words}");
}

/// All of them selected, and those in sight deleted: a job finds out which of so many they are.
fn check_delete_shown(most_at_once: usize, search: &str, n_shown: usize) {
    let (desk, gate) = (Desk::new(), Gate::shut());
    let steps = LargeSteps {
        most_at_once,
        ..gate.steps()
    };
    let app = desk.open(desk.app_with_large_steps(steps), &events(10_500));
    let mut harness = window(app, [1280.0, 800.0], false);
    wait(&mut harness);
    harness.get_by_role_and_label(Role::Row, "Event 1").click();
    wait(&mut harness);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    let command = Command::Search(search.to_owned());
    harness.state_mut().app_mut().handle(command);
    wait(&mut harness);
    let start = harness.state().app().work().unwrap().project.snapshot();
    harness.key_press_modifiers(Modifiers::NONE, Key::Delete);
    harness.run_steps(2);
    let app = harness.state_mut().app_mut();
    let reason = "Wait until “Deleting records” is done, or cancel it.";
    assert_eq!(app.work().unwrap().busy(), Some(reason));
    app.handle(Command::CancelJob("Deleting records".to_owned()));
    assert!(app.work().unwrap().project.same_content(&start));
    assert_eq!(app.work().unwrap().busy(), None);
    gate.open();
    press(&mut harness, Modifiers::NONE, Key::Delete);
    let app = harness.state_mut().app_mut();
    // What follows the changes one by one need not be made anew after few.
    let known = app.work().unwrap().recent.since(start.revision).is_some();
    assert_eq!(known, n_shown <= most_at_once);
    assert_eq!(all(app).len(), 10_500 - n_shown);
    assert_eq!(notice(app), format!("Deleted {n_shown} events"));
    assert_eq!(app.work().unwrap().selection.len(), 10_500 - n_shown);
    app.handle(Command::Do(Action::Undo));
    wait(&mut harness);
    let work = harness.state().app().work().unwrap();
    assert!(work.project.same_content(&start) && !work.is_dirty());
    check_following(harness.state().app());
}

#[test]
fn of_a_large_selection_those_in_sight_are_deleted_by_a_job_whether_many_or_few() {
    check_delete_shown(10, "\"Event 104\"", 111);
    check_delete_shown(1_000, "\"Event 104\"", 111);
}
