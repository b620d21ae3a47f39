//! Pictures of the reader at the sizes that it has in a window of 1280 and of 1920.

use annals::app::Command;
use annals::app::samples::Sample;
use annals::model::RecordId;
use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{MARKED, State, TEXT, case, drag, keys, on, reader};
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

#[test]
fn a_comment_being_written_beside_a_search() {
    let desk = Desk::new();
    let mut app = desk.app();
    app.handle(Command::OpenSample(Sample::PakistanIran));
    app.settle();
    app.handle(Command::Search("iran".to_owned()));
    let mut harness = reader(app, PAPER, [720.0, 694.0], false);
    let from = on(&harness, "Tehran called", 200.0);
    drag(&mut harness, from, from + vec2(60.0, 52.0));
    keys(&mut harness, Modifiers::NONE, Key::M, 1);
    harness
        .get_by_label("Text of the comment")
        .type_text("By whose count? Nobody else gives that figure.");
    harness.run();
    harness.snapshot("reader-comment-light");
}

#[test]
fn everything_is_too_long() {
    let desk = Desk::new();
    let long = "A very long title that goes on about what happened and who said so ".repeat(9);
    let source =
        format!("{long:?}, authors: [(literal: {long:?})], container: {long:?}, volume: {long:?}");
    let text = case(TEXT, MARKED)
        .replace("\"A source\"", &source)
        .replace("Whose count?", &long);
    let app = desk.app_with(&text);
    reader(app, "SRC000000001", [720.0, 600.0], true).snapshot("reader-long-dark");
}

/// A form on words of the paper, with something written into its fields.
fn claim_form(harness: &mut Harness<'_, State>, event: &str) {
    let from = on(harness, "Tehran called", 40.0);
    drag(harness, from, from + vec2(60.0, 26.0));
    keys(harness, Modifiers::NONE, Key::C, 1);
    harness.get_by_label("Event of the claim").focus();
    harness.run();
    harness.get_by_label("Event of the claim").type_text(event);
    harness.run();
}

#[test]
fn a_claim_being_written() {
    let desk = Desk::new();
    let mut harness = paper(&desk, [720.0, 694.0], false);
    claim_form(&mut harness, "koh-e");
    harness.snapshot("reader-claim-light");
}

#[test]
fn a_claim_with_values_that_are_too_long() {
    let desk = Desk::new();
    let long =
        "بلوچستان کے ضلع پنجگور میں سرحد کے قریب ایک گاؤں پر میزائل اور ڈرون حملہ ".repeat(5);
    let text = case(&format!("{long}\n\nTehran called it an answer, {long}"), "");
    let mut harness = reader(desk.app_with(&text), "SRC000000001", [720.0, 694.0], true);
    claim_form(&mut harness, &long);
    keys(&mut harness, Modifiers::NONE, Key::Tab, 1);
    keys(&mut harness, Modifiers::NONE, Key::Tab, 1);
    harness.snapshot("reader-claim-long-dark");
}

#[test]
fn the_card_of_a_claim_in_conflict() {
    let desk = Desk::new();
    let mut harness = paper(&desk, [783.0, 974.0], true);
    harness
        .get_by_label("In conflict: Wounded: 3, not 4")
        .click();
    harness.run();
    harness.snapshot("reader-card-dark");
}

#[test]
fn what_became_of_the_passages() {
    let desk = Desk::new();
    let mut harness = super::recapture::recaptured(&desk, [720.0, 694.0], false);
    harness.snapshot("reader-recapture-light");
}

#[test]
fn a_card_with_words_that_are_too_long_stays_a_card() {
    let desk = Desk::new();
    let long = "a mud house with a mosque beside it and a wall around both ".repeat(12);
    let value = format!(
        "Text({long:?}), attributed_to: (name: {long:?}), status: SlipInSource, status_reason: {long:?}"
    );
    let text = case(TEXT, MARKED).replace("Number((best: Some(9)))", &value);
    let mut harness = reader(desk.app_with(&text), "SRC000000001", [720.0, 694.0], false);
    let at = on(&harness, "The ministry", 190.0);
    super::click(&mut harness, at, 1);
    let bottom = |label: &str| harness.get_by_label_contains(label).rect().bottom();
    let who = harness.get_by_label_contains("attributed to").rect();
    assert!(bottom("one source") <= who.top(), "{who}");
    assert!(who.bottom() <= bottom("“nine dead”"), "{who}");
    assert!(bottom("Edit claim") < 694.0);
}
