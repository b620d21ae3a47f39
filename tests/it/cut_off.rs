//! A project file that was cut off: what is whole opens, read-only, and is saved under another name.

use annals::app::samples::Sample;
use annals::app::{Action, Command};
use annals::model::Kind;
use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

#[test]
fn what_is_whole_of_a_cut_file_opens_and_is_saved_elsewhere() {
    let desk = Desk::new();
    let path = desk.file("half.ron");
    let text = Sample::HarbourFire.text();
    let claims = text.find("claims: [").unwrap();
    let cut = &text[..claims + 2_000];
    std::fs::write(&path, cut).unwrap();

    let mut harness = window(desk.app(), [1280.0, 800.0], false);
    let app = harness.state_mut().app_mut();
    app.handle(Command::OpenPath(path.clone()));
    app.settle();
    settle(&mut harness);
    harness
        .get_by_role_and_label(Role::Button, "Open what is whole")
        .click();
    settle(&mut harness);
    harness.state_mut().app_mut().settle();
    settle(&mut harness);

    let app = harness.state_mut().app_mut();
    let work = app.work().unwrap();
    assert_eq!(work.project.count(Kind::Event), 6);
    assert!(work.project.count(Kind::Claim) > 0);
    assert_eq!(work.project.count(Kind::Note), 0);
    assert!(!work.is_dirty());
    let reason = work.read_only.clone().unwrap();
    assert!(
        reason.starts_with("half.ron was cut off. The file is whole up to line "),
        "{reason}"
    );

    // Saving to the same file is refused, and to another one it is work as usual.
    app.handle(Command::Do(Action::Save));
    app.settle();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), cut);
    let other = desk.file("whole.ron");
    desk.will_pick(other.clone());
    app.handle(Command::Do(Action::SaveAs));
    app.settle();
    let work = app.work().unwrap();
    assert_eq!(work.read_only, None);
    assert_eq!(work.path, Some(other.clone()));
    let again = annals::store::read_text(std::fs::read_to_string(&other).unwrap()).unwrap();
    assert_eq!(again.project.count(Kind::Event), 6);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), cut);
}
