//! Saving on a slow disk: edits go on, saves wait for each other, leaving waits for them, and one can be stopped.

use std::fs;
use std::io::ErrorKind;

use annals::app::dialog::Leaving;
use annals::app::{Action, Answer, App, Command, Dialog};
use annals::edit::Edit;
use eframe::egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;

use crate::support::desk::Desk;
use crate::support::disk::{SlowDisk, Stop};
use crate::support::hands::Hands;
use crate::support::window::{settle, window};

const CASE: &str = "// by hand\n(annals: 1, project: (title: \"Case\"))\n";

/// A project open on a slow disk.
struct Case {
    desk: Desk,
    disk: SlowDisk,
    app: App,
}

impl Case {
    fn new() -> Self {
        let (desk, disk) = (Desk::new(), SlowDisk::default());
        let app = desk.open(desk.app_on_disk(&disk), CASE);
        Self { desk, disk, app }
    }

    fn add(&mut self, title: &str) {
        let title = title.to_owned();
        let edit = Box::new(Edit::NewEvent { title });
        self.app.handle(Command::Edit(edit));
    }

    fn act(&mut self, action: Action) {
        self.app.handle(Command::Do(action));
    }

    /// Saves, and returns while the save has stopped there.
    fn save_until(&mut self, stop: Stop) {
        self.disk.stop(stop);
        self.act(Action::Save);
        self.disk.wait_for_stop();
        self.app.tick();
    }

    fn let_go(&mut self) {
        self.disk.let_go();
        self.app.settle();
    }

    fn is_dirty(&self) -> bool {
        self.app.work().unwrap().is_dirty()
    }

    /// Whether the file has an event of this title.
    fn has(&self, title: &str) -> bool {
        let text = fs::read_to_string(self.desk.file("case.ron")).unwrap();
        text.contains(&format!("\"{title}\""))
    }

    /// What was told last.
    fn told(&self) -> &str {
        let shown = self.app.notices.shown().iter();
        shown.last().map_or("", |notice| &notice.text)
    }
}

#[test]
fn edits_and_undo_go_on_while_the_disk_is_waited_for() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    case.add("Two");
    case.add("Three");
    case.act(Action::Undo);
    assert_eq!(case.app.work().unwrap().project.events().len(), 2);
    assert!(!case.has("One"));
    case.let_go();
    assert!(case.has("One") && !case.has("Two"));
    assert!(case.is_dirty());
    case.act(Action::Undo);
    assert!(!case.is_dirty(), "the file has what is open");
}

#[test]
fn a_save_during_a_save_comes_after_it_with_the_newest_state() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    for title in ["Two", "Three", "Four"] {
        case.add(title);
        case.act(Action::Save);
        case.app.tick();
    }
    assert_eq!(case.disk.n_started(), 1);
    case.let_go();
    assert!(case.has("Two") && case.has("Four"));
    assert!(!case.is_dirty());
    assert_eq!(case.disk.n_started(), 2, "one takes the place of the other");
    assert_eq!(case.disk.most_running(), 1);
}

#[test]
fn saves_to_several_files_come_one_after_the_other() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::After(0));
    for name in ["copy.ron", "new.ron"] {
        case.desk.will_pick(case.desk.file(name));
    }
    case.act(Action::SaveCopy);
    case.app.tick();
    case.add("Two");
    case.act(Action::SaveAs);
    case.app.tick();
    assert_eq!(case.disk.n_started(), 1);
    case.let_go();
    let text = |name| fs::read_to_string(case.desk.file(name)).unwrap();
    assert!(text("copy.ron").contains("\"Two\""), "as it is by then");
    assert_eq!(text("new.ron"), text("copy.ron"));
    let path = case.app.work().unwrap().path.clone();
    assert_eq!(path, Some(case.desk.file("new.ron")));
    assert!(!case.is_dirty() && !case.has("Two"));
    assert_eq!((case.disk.n_started(), case.disk.most_running()), (3, 1));
}

#[test]
fn leaving_waits_for_the_save_and_then_goes_on() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    case.act(Action::Quit);
    assert_eq!(case.app.dialog, Some(Dialog::Saving(Leaving::Quit)));
    assert!(!case.app.is_leaving());
    case.let_go();
    assert!(case.app.is_leaving() && case.has("One"));
}

#[test]
fn leaving_asks_about_what_came_after_the_save() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    case.add("Two");
    case.act(Action::CloseProject);
    case.let_go();
    assert_eq!(case.app.dialog, Some(Dialog::Unsaved(Leaving::Close)));
    case.app.handle(Command::Answer(Answer::Save));
    case.app.settle();
    assert!(case.app.work().is_none() && case.has("Two"));
}

#[test]
fn leaving_waits_for_all_saves() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    case.add("Two");
    case.act(Action::Save);
    case.act(Action::Quit);
    case.let_go();
    assert!(case.app.is_leaving() && case.has("Two"));
    assert_eq!(case.disk.n_started(), 2);
}

#[test]
fn another_project_is_opened_when_this_one_is_saved() {
    let mut case = Case::new();
    fs::write(case.desk.file("other.ron"), CASE).unwrap();
    case.add("One");
    case.save_until(Stop::Replacing);
    case.app
        .handle(Command::OpenPath(case.desk.file("other.ron")));
    assert!(matches!(case.app.dialog, Some(Dialog::Saving(_))));
    case.app.tick();
    case.let_go();
    let path = case.app.work().unwrap().path.clone();
    assert_eq!(path, Some(case.desk.file("other.ron")));
    assert!(case.has("One") && !case.is_dirty());
}

#[test]
fn a_project_that_was_read_meanwhile_waits_for_the_save() {
    let mut case = Case::new();
    fs::write(case.desk.file("other.ron"), CASE).unwrap();
    case.add("One");
    case.app
        .handle(Command::OpenPath(case.desk.file("other.ron")));
    case.app.handle(Command::Answer(Answer::DontSave));
    // It is not taken in before the next tick. Whoever thinks better of it meanwhile still saves, under another name.
    case.disk.stop(Stop::Syncing);
    case.app.handle(Command::SaveTo(case.desk.file("kept.ron")));
    case.disk.wait_for_stop();
    for _ in 0..1_000 {
        case.app.tick();
        std::thread::yield_now();
    }
    let path = case.app.work().unwrap().path.clone();
    assert_eq!(path, Some(case.desk.file("case.ron")));
    case.let_go();
    let kept = fs::read_to_string(case.desk.file("kept.ron")).unwrap();
    assert!(kept.contains("One"));
    let work = case.app.work().unwrap();
    assert_eq!(work.path, Some(case.desk.file("other.ron")));
    assert_eq!(work.project.events().len(), 0);
}

#[test]
fn who_stays_stays_and_the_save_goes_on() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    case.act(Action::Quit);
    case.app.handle(Command::Answer(Answer::Cancel));
    case.let_go();
    assert!(!case.app.is_leaving() && case.app.dialog.is_none());
    assert!(case.has("One") && !case.is_dirty());
}

#[test]
fn a_save_that_is_cancelled_leaves_the_file_as_it_was() {
    for stop in [Stop::After(0), Stop::Syncing] {
        let mut case = Case::new();
        case.add("One");
        case.save_until(stop);
        case.act(Action::Quit);
        let job = case.app.saving().unwrap();
        assert!(job.can_cancel);
        case.app.handle(Command::CancelJob(job.name));
        case.let_go();
        assert_eq!(case.told(), "Saving was cancelled. case.ron is as it was");
        let text = fs::read_to_string(case.desk.file("case.ron")).unwrap();
        assert_eq!(text, CASE);
        assert!(case.is_dirty() && !case.app.is_leaving() && case.app.dialog.is_none());
        let beside = fs::read_dir(case.desk.root.path()).unwrap();
        let mut names: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".case.ron.lock", "case.ron", "home"]);
        case.act(Action::Save);
        case.app.settle();
        assert!(case.has("One"));
    }
}

#[test]
fn a_save_cannot_be_cancelled_when_its_file_is_being_replaced() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Replacing);
    let job = case.app.saving().unwrap();
    assert!(!job.can_cancel);
    case.let_go();
    assert!(case.has("One") && !case.is_dirty());
}

#[test]
fn a_save_that_fails_keeps_the_work_and_whoever_was_about_to_leave() {
    let mut case = Case::new();
    case.add("One");
    case.disk.refuse(ErrorKind::StorageFull);
    case.act(Action::Save);
    case.act(Action::Quit);
    case.app.settle();
    assert!(!case.app.is_leaving() && case.app.dialog.is_none());
    assert!(case.is_dirty());
    assert_eq!(
        case.told(),
        "Not saved. There is no room on the disk for case.ron. Make room on the disk and save again, or save on another one."
    );
    case.act(Action::Save);
    case.app.settle();
    assert!(case.has("One") && !case.is_dirty());
}

#[test]
fn a_question_that_is_open_stays_when_the_file_was_changed_outside() {
    let mut case = Case::new();
    case.add("One");
    case.save_until(Stop::Syncing);
    fs::write(case.desk.file("case.ron"), "(annals: 1)").unwrap();
    let typing = Dialog::Recover(Vec::new());
    case.app.dialog = Some(typing.clone());
    case.let_go();
    assert_eq!(case.app.dialog, Some(typing));
    let expected = "Not saved. case.ron was changed by another program since it was read.";
    assert_eq!(case.told(), expected);
    let text = fs::read_to_string(case.desk.file("case.ron")).unwrap();
    assert_eq!(text, "(annals: 1)", "nothing is written over unseen");
}

/// A window in which a save has stopped in the middle of a large text.
fn stopped(size: [f32; 2], dark: bool) -> (Hands, SlowDisk) {
    let (desk, disk) = (Desk::new(), SlowDisk::default());
    let words = "word ".repeat(800_000);
    let case = format!(
        "(annals: 1, project: (title: \"Case\"), notes: [(id: \"000000000001\", text: \"{words}\")])"
    );
    let app = desk.open(desk.app_on_disk(&disk), &case);
    let mut hands = Hands {
        harness: window(app, size, dark),
        desk,
    };
    let title = "One".to_owned();
    hands.command(Command::Edit(Box::new(Edit::NewEvent { title })));
    disk.stop(Stop::After(2_500_000));
    let app = hands.harness.state_mut().app_mut();
    app.handle(Command::Do(Action::Save));
    disk.wait_for_stop();
    hands.harness.run_steps(3);
    (hands, disk)
}

#[test]
fn the_status_bar_shows_how_far_a_save_is_and_cancels_it() {
    for (size, dark) in [([1280.0, 800.0], false), ([1920.0, 1080.0], true)] {
        let (mut hands, disk) = stopped(size, dark);
        assert!(hands.sees("Saving case.ron") && hands.sees("78\u{2009}%"));
        hands.get("Cancel").click();
        hands.harness.run_steps(3);
        disk.let_go();
        settle(&mut hands.harness);
        assert!(hands.work().is_dirty());
        assert!(hands.sees_part("Saving was cancelled."));
    }
}

#[test]
fn who_leaves_during_a_save_sees_what_is_waited_for() {
    let (mut hands, disk) = stopped([1280.0, 800.0], false);
    let app = hands.harness.state_mut().app_mut();
    app.handle(Command::Do(Action::CloseProject));
    hands.harness.run_steps(3);
    assert!(hands.sees("It is closed as soon as it is saved."));
    hands.harness.key_press(Key::Escape);
    hands.harness.run_steps(3);
    assert_eq!(hands.app().dialog, None);
    disk.let_go();
    settle(&mut hands.harness);
    assert!(!hands.work().is_dirty());
    let bars = hands.harness.query_all_by_role(Role::ProgressIndicator);
    assert_eq!(bars.count(), 0);
}
