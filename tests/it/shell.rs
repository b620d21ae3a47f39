//! The window around the views: pages, panels, keys, dialogs.

use crate::support::desk::Desk;
use crate::support::window::window;

fn picture(dark: bool, size: [f32; 2], name: &str) {
    let desk = Desk::new();
    let mut harness = window(desk.app(), size, dark);
    harness.snapshot(format!("welcome-{name}"));
}

#[test]
fn welcome_and_project_at_the_usual_size() {
    picture(false, [1280.0, 800.0], "light");
}

#[test]
fn welcome_and_project_in_the_dark() {
    picture(true, [1280.0, 800.0], "dark");
}

#[test]
fn welcome_and_project_on_a_large_screen() {
    picture(false, [1920.0, 1080.0], "light-1920");
}
