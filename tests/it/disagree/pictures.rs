//! Pictures of the matrix in the window.

use annals::app::{Action, Command, Pane};

use super::{go_to, on_strike};
use crate::support::hands::Hands;

/// Without the inspector, as a matrix is mostly looked at.
fn wide(size: [f32; 2], dark: bool) -> Hands {
    let mut hands = on_strike(size, dark);
    hands.command(Command::Do(Action::ToggleInspector));
    go_to(&mut hands, "Killed, Untitled brief");
    hands
}

/// Compares what lies between the navigator and the status bar with a picture.
fn check(hands: &mut Hands, name: &str) {
    let image = hands.harness.render().unwrap();
    let (left, top) = (216, 80);
    let (wide, tall) = (image.width() - left, image.height() - top - 26);
    let centre = image::imageops::crop_imm(&image, left, top, wide, tall).to_image();
    egui_kittest::image_snapshot(&centre, name);
}

#[test]
fn the_matrix_of_an_event() {
    let mut hands = wide([1280.0, 800.0], false);
    check(&mut hands, "disagree-light");
}

#[test]
fn the_matrix_of_all_events_in_a_wide_window() {
    let mut hands = wide([1920.0, 1080.0], true);
    check(&mut hands, "disagree-dark-1920");
    hands.command(Command::Show(Pane::Disagreements(None)));
    check(&mut hands, "disagree-all-dark-1920");
}
