//! Pictures of the reader at the sizes that it has in a window of 1280 and of 1920.

use annals::app::Command;
use annals::app::samples::Sample;
use annals::model::RecordId;
use egui_kittest::Harness;

use super::{State, reader};
use crate::support::desk::Desk;

/// The journal paper of the sample.
const PAPER: &str = "B2KF0W3CKMY0";
/// An annotation of it.
const NOTE: &str = "XZ6E2SKX9J8P";

fn paper(desk: &Desk, size: [f32; 2], dark: bool) -> Harness<'static, State> {
    let mut app = desk.app();
    app.handle(Command::OpenSample(Sample::PakistanIran));
    app.settle();
    let note = RecordId::Annotation(NOTE.parse().unwrap());
    app.handle(Command::Select(vec![note]));
    reader(app, PAPER, size, dark)
}

#[test]
fn the_paper_in_a_window_of_1280_in_light() {
    let desk = Desk::new();
    paper(&desk, [720.0, 694.0], false).snapshot("reader-light");
}

#[test]
fn the_paper_in_a_window_of_1920_in_dark() {
    let desk = Desk::new();
    paper(&desk, [783.0, 974.0], true).snapshot("reader-dark");
}
