//! A large project is being opened: its first rows are there to look at, it can be cancelled, and what was open stays as it is.

use std::fs;

use annals::app::samples::Sample;
use annals::app::{Action, App, Command};
use annals::ui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Rect, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::desk::Desk;
use crate::support::reading::SlowReading;
use crate::support::steps::{add_event, titles};
use crate::support::window::{settle, window};

const SMALL: [f32; 2] = [1280.0, 800.0];
const LARGE: [f32; 2] = [1920.0, 1080.0];
const CASE: &str = "(\n  annals: 1,\n  project: (\n    title: \"Case\",\n  ),\n)\n";

/// A project of so many events, a day each, so that the order of the file is the order of the table.
fn days(count: u64) -> String {
    let event = |day: u64| {
        let date = format!(
            "{}-{:02}-{:02}",
            1990 + day / 300,
            1 + day / 25 % 12,
            1 + day % 25
        );
        let id = annals::model::EventId::from_bits(day + 1);
        format!(
            "(id: \"{id}\", title: \"Day {day}\", when: (text: \"{date}\", edtf: \"{date}\"), tags: [\"0000000ZZZZZ\"]),\n"
        )
    };
    let events: String = (0..count).map(event).collect();
    format!(
        "(annals: 1, project: (title: \"Days\"), tags: [(id: \"0000000ZZZZZ\", path: \"port\")], events: [{events}])"
    )
}

/// The window with `case.ron` open and one step that is not saved, while a file with this text is being opened.
struct Case {
    desk: Desk,
    reading: SlowReading,
    harness: Harness<'static, Window>,
}

impl Case {
    fn new(text: &str, size: [f32; 2], dark: bool) -> Self {
        let desk = Desk::new();
        let reading = SlowReading::default();
        let mut app = desk.open(desk.app_reading(&reading), CASE);
        add_event(&mut app, "Not saved");
        let harness = window(app, size, dark);
        let mut case = Self {
            desk,
            reading,
            harness,
        };
        case.begin(text);
        case
    }

    /// Begins to open a file with this text; the unsaved step is given up.
    fn begin(&mut self, text: &str) {
        let path = self.desk.file("big.ron");
        fs::write(&path, text).unwrap();
        self.reading.hold(0.4);
        let app = self.harness.state_mut().app_mut();
        app.handle(Command::OpenPath(path));
        app.handle(Command::Answer(annals::app::Answer::DontSave));
        self.harness.run_steps(2);
    }

    /// Lets a moment pass and waits for the first rows.
    fn wait_for_rows(&mut self) {
        self.desk.wait_millis(300);
        while !self.has("First rows of events") || self.share() != Some(0.4) {
            self.harness.run_steps(1);
        }
        self.harness.run_steps(2);
    }

    /// How much of the opening is done.
    fn share(&self) -> Option<f32> {
        let jobs = self.harness.state().app().jobs();
        let opening = jobs.into_iter().find(|job| job.name == "Opening big.ron");
        opening.map(|job| job.share)
    }

    fn finish(&mut self) {
        self.reading.let_go();
        settle(&mut self.harness);
    }

    fn has(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }

    fn rect(&self, label: &str) -> Rect {
        self.harness.get_by_label(label).rect()
    }

    fn app(&mut self) -> &mut App {
        self.harness.state_mut().app_mut()
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    /// What was open is open, with the step that is not saved and can be undone.
    #[track_caller]
    fn check_as_it_was(&mut self) {
        assert!(!self.has("First rows of events"));
        let work = self.app().work().unwrap();
        assert!(work.is_dirty());
        assert_eq!(titles(self.app()), ["Not saved"]);
        assert!(self.has("Title: Not saved"));
        self.app().handle(Command::Do(Action::Undo));
        assert_eq!(titles(self.app()), [""; 0]);
        self.app().handle(Command::Do(Action::Redo));
        let file = fs::read_to_string(self.desk.file("case.ron")).unwrap();
        assert_eq!(file, CASE);
    }
}

#[test]
fn the_first_rows_are_shown_while_the_rest_is_read() {
    let mut case = Case::new(&days(3000), SMALL, false);
    case.wait_for_rows();
    let says = "Opening big.ron. These are its first 1000 events";
    assert!(case.has(says));
    let tops = ["Title: Day 0", "Title: Day 1", "Title: Day 2"].map(|row| case.rect(row).top());
    assert!(
        tops.is_sorted_by(|a, b| a < b),
        "the order of the file: {tops:?}"
    );
    assert!(case.has("When: 1 Jan 1990"));
    assert!(case.harness.query_all_by_label("Tags: port").count() > 10);
    // What takes the whole project to know is not said.
    assert!(!case.has("Claims: 0"));
    let done = case
        .harness
        .get_by_role_and_label(Role::ProgressIndicator, "Opening big.ron");
    assert_eq!(done.accesskit_node().numeric_value(), Some(40.0));
    case.finish();
    assert!(!case.has("First rows of events"));
    assert_eq!(titles(case.app()).len(), 3000);
}

#[test]
fn rows_that_are_there_can_be_scrolled_and_stay_where_they_are_when_the_rest_comes() {
    let mut case = Case::new(&days(3000), SMALL, false);
    case.wait_for_rows();
    let first = case.rect("Title: Day 3");
    case.harness.hover_at(pos2(600.0, 400.0));
    case.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -1517.0),
        source: MouseWheelSource::Wheel,
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    case.harness.run_steps(30);
    assert!(!case.has("Title: Day 3"));
    let (row, head) = (case.rect("Title: Day 57").min, case.rect("When").min);
    assert!(row.y > first.top());
    case.finish();
    assert_eq!(
        (case.rect("Title: Day 57").min, case.rect("When").min),
        (row, head)
    );
}

#[test]
fn what_nobody_scrolled_is_shown_from_its_top() {
    let mut case = Case::new(&days(1500), LARGE, true);
    case.wait_for_rows();
    let before = case.rect("Title: Day 9").min;
    case.finish();
    assert_eq!(case.rect("Title: Day 9").min, before);
}

#[test]
fn what_is_open_within_a_moment_flashes_no_page() {
    let mut case = Case::new(&days(10), SMALL, false);
    case.desk.wait_millis(249);
    case.harness.run_steps(20);
    assert!(case.app().opening().is_none() && case.has("Title: Not saved"));
    // By its pace it is nearly there.
    case.reading.hold(0.9);
    while case.share() != Some(0.9) {
        std::thread::yield_now();
    }
    case.desk.wait_millis(200);
    case.harness.run_steps(20);
    assert!(case.app().opening().is_none() && case.has("Title: Not saved"));
    case.finish();
    assert!(case.has("Title: Day 3"));
}

#[test]
fn escape_leaves_what_was_open_with_its_unsaved_step() {
    let mut case = Case::new(&days(50), SMALL, false);
    case.wait_for_rows();
    case.press(Modifiers::NONE, Key::Escape);
    case.check_as_it_was();
    case.reading.wait_for_stop(1);
}

#[test]
fn the_button_cancels_too_and_from_the_start_page_it_leads_back_there() {
    let mut case = Case::new(&days(50), SMALL, false);
    case.wait_for_rows();
    case.harness.get_by_label("Cancel").click();
    case.harness.run_steps(3);
    case.check_as_it_was();
    let app = case.app();
    app.handle(Command::Do(Action::CloseProject));
    app.handle(Command::Answer(annals::app::Answer::DontSave));
    case.begin(&days(50));
    case.wait_for_rows();
    case.press(Modifiers::NONE, Key::Escape);
    assert!(case.app().work().is_none() && case.has("Open project"));
}

#[test]
fn a_file_that_turns_out_broken_leaves_what_was_open_with_its_unsaved_step() {
    let text = days(50);
    let mut case = Case::new(text.trim_end_matches(')'), SMALL, false);
    case.wait_for_rows();
    case.finish();
    assert!(case.has("Not opened"));
    case.harness.get_by_label("Back to case.ron").click();
    case.harness.run_steps(3);
    case.check_as_it_was();
}

#[test]
fn nothing_is_changed_while_another_project_is_opened() {
    let mut case = Case::new(&days(50), SMALL, false);
    let told = |case: &mut Case| {
        let notices = case.app().notices.shown().iter();
        notices
            .map(|notice| notice.text.clone())
            .collect::<Vec<_>>()
    };
    add_event(case.app(), "Too late");
    let reason = "Wait until big.ron is open, or cancel opening it with Escape";
    assert_eq!(told(&mut case).last().unwrap(), reason);
    case.wait_for_rows();
    case.press(Modifiers::COMMAND, Key::Z);
    case.app().handle(Command::Do(Action::Undo));
    case.app().handle(Command::Do(Action::Save));
    case.press(Modifiers::NONE, Key::Escape);
    case.check_as_it_was();
}

#[test]
fn the_latest_wish_counts() {
    let mut case = Case::new(&days(50), SMALL, false);
    case.wait_for_rows();
    case.app().handle(Command::OpenSample(Sample::PakistanIran));
    case.app()
        .handle(Command::Answer(annals::app::Answer::DontSave));
    case.finish();
    assert_eq!(titles(case.app()).len(), 41);
    case.reading.wait_for_stop(1);
}

/// A sample as it is being opened beside another, unsaved project.
fn sample(size: [f32; 2], dark: bool) -> Case {
    let mut case = Case::new(Sample::PakistanIran.text(), size, dark);
    case.wait_for_rows();
    case
}

#[test]
fn picture_of_a_project_that_is_being_opened_in_the_dark() {
    sample(SMALL, true).harness.snapshot("opening-dark");
}

#[test]
fn picture_of_a_project_that_is_being_opened() {
    sample(LARGE, false).harness.snapshot("opening-light-1920");
}
