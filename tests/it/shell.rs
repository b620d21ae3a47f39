//! The window around the views: pages, panels, keys, dialogs.

use annals::app::samples::Sample;
use annals::app::{Action, Command, NotOpened};
use annals::store;
use annals::store::backup::Backup;
use annals::ui::Window;
use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

const SMALL: [f32; 2] = [1280.0, 800.0];
const LARGE: [f32; 2] = [1920.0, 1080.0];

fn sample(desk: &Desk, size: [f32; 2], dark: bool) -> Harness<'static, Window> {
    let mut harness = window(desk.app(), size, dark);
    handle(&mut harness, Command::OpenSample(Sample::PakistanIran));
    harness
}

fn handle(harness: &mut Harness<'static, Window>, command: Command) {
    harness.state_mut().app_mut().handle(command);
    settle(harness);
}

fn press(harness: &mut Harness<'static, Window>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

#[test]
fn picture_of_the_welcome_page() {
    let desk = Desk::new();
    window(desk.app(), SMALL, false).snapshot("welcome-light");
}

#[test]
fn the_status_bar_says_when_the_file_was_written_not_when_it_was_opened() {
    let desk = Desk::new();
    let path = desk.file("old.ron");
    std::fs::write(&path, store::EMPTY_PROJECT).unwrap();
    let noon: jiff::Timestamp = "2024-01-18T12:00:00Z".parse().unwrap();
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(noon.into()).unwrap();
    let mut harness = window(desk.app(), SMALL, false);
    handle(&mut harness, Command::OpenPath(path));
    harness.get_by_label_contains("Saved on 18 Jan 2024 at ");
}

#[test]
fn the_welcome_page_scrolls_only_where_there_is_more_to_see() {
    for (high, scrolls) in [(800.0, false), (420.0, true)] {
        let desk = Desk::new();
        let mut harness = window(desk.app(), [1280.0, high], false);
        let before = harness.get_by_label("Open project").rect();
        harness.hover_at(pos2(640.0, high / 2.0));
        harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -200.0),
            source: MouseWheelSource::Wheel,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        settle(&mut harness);
        let after = harness.get_by_label("Open project").rect();
        assert_eq!(after != before, scrolls, "{before:?} {after:?}");
    }
}

#[test]
fn picture_of_the_welcome_page_in_the_dark() {
    let desk = Desk::new();
    window(desk.app(), LARGE, true).snapshot("welcome-dark-1920");
}

/// The page of a sample that was cut off, as if it lay in an analyst's folder.
fn not_opened(path: &str) -> NotOpened {
    let text = Sample::HarbourFire.text();
    let cut = text.find("exact: \"").unwrap() + 20;
    let mut error = store::read_text(text[..cut].to_owned()).unwrap_err();
    error.path = Some(path.into());
    let backup = Backup {
        path: "/home/analyst/backup.ron".into(),
        made: "21 November 2026, 14:02".to_owned(),
        bytes: 41_000,
    };
    NotOpened {
        error,
        backups: vec![backup],
    }
}

#[test]
fn picture_of_a_file_that_stops_too_early() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.not_opened = Some(Box::new(not_opened("/home/analyst/harbour-fire.ron")));
    window(app, SMALL, false).snapshot("not-opened-light");
}

#[test]
fn picture_of_a_file_with_a_long_name_that_stops_too_early() {
    let desk = Desk::new();
    let mut app = desk.app();
    let name = "a-very-long-name-".repeat(14);
    let path = format!("/home/analyst/{name}.ron");
    app.not_opened = Some(Box::new(not_opened(&path)));
    window(app, [900.0, 600.0], true).snapshot("not-opened-long-dark");
}

#[test]
fn picture_of_the_question_about_unsaved_work() {
    let desk = Desk::new();
    let mut harness = sample(&desk, SMALL, true);
    // An event, because it carries no time of the clock into the picture.
    handle(&mut harness, Command::Do(Action::NewEvent));
    handle(&mut harness, Command::Do(Action::Quit));
    harness.snapshot("unsaved-dark");
}

#[test]
fn picture_of_the_palette() {
    let desk = Desk::new();
    let mut harness = sample(&desk, SMALL, false);
    press(&mut harness, Modifiers::COMMAND, Key::P);
    harness
        .get_by_label("Go to a record or do something")
        .type_text("strike");
    harness.run_steps(4);
    harness.snapshot("palette-light");
}
