//! The matrix of disagreements in the whole window: by keys, by accessible names, exported through the dialog.

mod pictures;

use annals::app::samples::Sample;
use annals::app::{Command, Pane};
use annals::model::{EventId, RecordId, View, ViewLayout};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::support::hands::Hands;

const STRIKE: &str = "Iranian strike on Koh-e-Sabz";

fn strike(hands: &Hands) -> EventId {
    let mut events = hands.project().events().iter();
    events.find(|event| event.title == STRIKE).unwrap().id
}

/// The sample with the matrix of the strike on screen, opened by keys.
fn on_strike(size: [f32; 2], dark: bool) -> Hands {
    let mut hands = Hands::on_sample(Sample::PakistanIran, size, dark);
    let id = RecordId::from(strike(&hands));
    hands.command(Command::Select(vec![id]));
    hands.keys(Modifiers::COMMAND, Key::Num8);
    hands
}

/// Chooses the first cell of a field and a source whose name begins so.
fn go_to(hands: &mut Hands, cell: &str) {
    let node = hands.harness.get_by(|node| {
        node.role() == Role::Cell && node.label().is_some_and(|name| name.starts_with(cell))
    });
    node.click();
    crate::support::window::settle(&mut hands.harness);
}

#[test]
fn the_matrix_opens_by_its_key_and_says_what_each_source_says() {
    let hands = on_strike([1920.0, 1080.0], false);
    assert!(hands.sees_part("Date, Untitled brief: in conflict, 16 Jul 2024"));
    assert!(hands.sees_part("Wounded, Untitled brief: silent"));
    assert!(hands.sees_part("Date, assessed: 16 Jan 2024"));
    assert!(hands.sees_part("3 sources, "));
}

#[test]
fn arrows_move_the_cell_and_enter_opens_the_passage() {
    let mut hands = on_strike([1280.0, 800.0], false);
    go_to(&mut hands, "Date, TRT World");
    hands.key(Key::ArrowRight);
    hands.key(Key::ArrowRight);
    assert!(hands.sees("Claim on Date"), "the strip follows");
    hands.key(Key::Enter);
    assert!(
        hands.sees_part("¶") || !hands.sees("Claim on Date"),
        "the reader is shown"
    );
    let claim = hands.work().selection[0];
    assert!(matches!(claim, RecordId::Claim(_)));
}

#[test]
fn a_field_is_assessed_by_a_claim_and_the_step_is_undone() {
    let mut hands = on_strike([1280.0, 800.0], false);
    let before = hands.project().assessments().len();
    go_to(&mut hands, "Actor, TRT World");
    hands.click("Take as assessed");
    assert_eq!(hands.project().assessments().len(), before + 1);
    assert!(hands.sees_part("Actor, assessed: Iran"));
    hands.type_text("All name it");
    hands.key(Key::Enter);
    let held = hands.project().assessments().iter().last().unwrap().clone();
    assert_eq!(
        (held.reason.as_str(), held.earlier.len()),
        ("All name it", 0)
    );
    hands.undo();
    hands.undo();
    assert_eq!(hands.project().assessments().len(), before);
    assert!(hands.sees("Actor, not assessed"));
}

#[test]
fn a_value_is_typed_with_its_reason() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.click("Assess wounded");
    hands.type_text("at least 3 girls");
    hands.key(Key::Enter);
    hands.type_text("Every account has three girls");
    hands.click("Save assessment");
    let held = hands.project().assessments().iter().last().unwrap().clone();
    assert_eq!(held.value.short(), "at least 3 girls");
    assert_eq!(held.reason, "Every account has three girls");
    assert_eq!(
        hands.work().history.undo_label(),
        Some("Assess wounded of “Iranian strike on Koh-e-Sabz”")
    );
}

#[test]
fn the_filter_leaves_what_is_in_conflict() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.click("Filter");
    hands.click("Only unresolved");
    assert!(hands.sees_part("Target, TRT World"));
    assert!(!hands.sees_part("Date, TRT World"), "it is assessed");
    assert!(
        !hands.sees_part("Warning, TRT World"),
        "it is not in conflict"
    );
}

#[test]
fn all_events_are_compared_and_one_is_opened() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.click("Compare events");
    assert!(hands.sees_part("Iranian strike on Koh-e-Sabz, TRT World: in conflict"));
    go_to(&mut hands, "Iranian strike on Koh-e-Sabz, TRT World");
    hands.click("Show event");
    assert!(hands.sees_part("Date, TRT World"));
}

#[test]
fn an_export_is_written_where_the_dialog_says() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.desk.will_pick(hands.desk.file("strike"));
    hands.click("Export");
    hands.click("Spreadsheet, CSV…");
    let text = std::fs::read_to_string(hands.desk.file("strike.csv")).unwrap();
    assert!(text.starts_with("event,field,source,"), "{text}");
    assert!(hands.sees_part("Exported strike.csv"));
    let asked = hands
        .desk
        .dialogs
        .lock()
        .unwrap()
        .asked
        .last()
        .unwrap()
        .name
        .clone();
    assert_eq!(asked, "Iranian strike on Koh-e-Sabz, disagreements.csv");
}

#[test]
fn only_what_was_reported_by_a_day_counts() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.focus(Role::Slider, "As reported by");
    hands.key(Key::Home);
    assert!(!hands.sees_part("Date, TRT World"), "it is of April");
    hands.key(Key::End);
    assert!(hands.sees_part("Date, TRT World"));
}

#[test]
fn the_tab_closes_with_its_event() {
    let mut hands = on_strike([1280.0, 800.0], false);
    let event = strike(&hands);
    hands.command(Command::Show(Pane::Disagreements(Some(event))));
    hands.command(Command::Edit(Box::new(annals::edit::Edit::Delete {
        records: vec![event.into()],
    })));
    assert!(!hands.sees("Fields by sources"));
}

#[test]
fn a_saved_view_of_disagreements_opens_the_matrix_of_all_events() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1280.0, 800.0], false);
    let is_it = |view: &&std::sync::Arc<View>| view.layout == ViewLayout::Disagreements;
    let view = hands.project().views().iter().find(is_it).unwrap().id;
    hands.command(Command::UseView(view));
    assert!(hands.sees("Events by sources"));
}

#[test]
fn a_file_whose_ending_was_added_is_written_over_only_when_that_is_asked_for() {
    let mut hands = on_strike([1280.0, 800.0], false);
    std::fs::write(hands.desk.file("strike.md"), "mine").unwrap();
    let kept = |hands: &Hands| std::fs::read_to_string(hands.desk.file("strike.md")).unwrap();
    hands.desk.will_pick(hands.desk.file("strike"));
    hands.click("Export");
    hands.click("Table, Markdown…");
    assert_eq!(kept(&hands), "mine");
    hands.click("Write over it");
    assert!(kept(&hands).starts_with("# Iranian strike on Koh-e-Sabz"));
}
