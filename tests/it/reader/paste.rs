//! Pasting a text for a capture, in the whole window.

use annals::app::{Command, Dialog, Pane};
use annals::model::{SourceId, Target};
use annals::ui::Window;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

const CASE: &str = r#"(annals: 1, sources: [(id: "SRC000000001", title: "A source")])"#;

fn asking(desk: &Desk) -> Harness<'static, Window> {
    let mut harness = window(desk.app_with(CASE), [1280.0, 800.0], false);
    let source: SourceId = "SRC000000001".parse().unwrap();
    let app = harness.state_mut().app_mut();
    app.handle(Command::Show(Pane::Reader(source)));
    app.handle(Command::PasteText(source));
    settle(&mut harness);
    harness
}

fn paste(harness: &mut Harness<'static, Window>, text: &str) {
    harness.event(Event::Paste(text.to_owned()));
    settle(harness);
}

/// The captures of the project: nature, day, text.
fn captures(harness: &Harness<'static, Window>) -> Vec<String> {
    let work = harness.state().app().work().unwrap();
    let captures = work.project.captures().iter();
    captures
        .map(|c| format!("{:?} {} {:?} {}", c.nature, c.taken.words, c.text, c.note))
        .collect()
}

#[test]
fn a_pasted_text_becomes_a_capture_that_is_shown() {
    let desk = Desk::new();
    let mut harness = asking(&desk);
    paste(&mut harness, "One line.\r\nAnother.");
    harness.get_by_label("1 line end was changed from CRLF to LF.");
    let day = harness.get_by_label("Day the text was taken");
    day.focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut harness);
    harness
        .get_by_label("Day the text was taken")
        .type_text("30 April 2024");
    settle(&mut harness);
    harness.get_by_label("Add capture").click();
    settle(&mut harness);
    assert_eq!(
        captures(&harness),
        ["FullText 30 April 2024 \"One line.\\nAnother.\" 1 line end was changed from CRLF to LF."]
    );
    assert_eq!(harness.state().app().dialog, None);
    harness.get_by_label("Capture of 30 April 2024");
    harness.get_by_label("Another.");
}

#[test]
fn ctrl_and_a_select_the_text_that_is_read() {
    let desk = Desk::new();
    let mut harness = asking(&desk);
    paste(&mut harness, "One line.\nAnother.");
    harness.get_by_label("Add capture").click();
    settle(&mut harness);
    harness.get_by_label("Text of A source").focus();
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    settle(&mut harness);
    harness.key_press(Key::H);
    settle(&mut harness);
    let work = harness.state().app().work().unwrap();
    let note = work.project.annotations().iter().next().unwrap();
    let Target::Passage(passage) = &note.target else {
        panic!("not on words");
    };
    assert_eq!(passage.exact, "One line.\nAnother.");
}

#[test]
fn a_text_that_is_none_is_refused_with_its_place() {
    let desk = Desk::new();
    let mut harness = asking(&desk);
    paste(&mut harness, "One line.\nA\u{7}.");
    harness.get_by_label_contains("At line 2, column 2 there is the control character U+0007");
    harness.get_by_label("Add capture").click();
    settle(&mut harness);
    assert!(captures(&harness).is_empty());
    harness.key_press(Key::Escape);
    settle(&mut harness);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert_eq!(harness.state().app().dialog, None::<Dialog>);
}

#[test]
fn a_long_text_is_taken_in_without_being_edited() {
    let desk = Desk::new();
    let mut harness = asking(&desk);
    paste(&mut harness, &"Nobody agreed.\n".repeat(10_000));
    harness.get_by_label("20000 words, too many to edit here.");
    harness.get_by_label("Add capture").click();
    settle(&mut harness);
    let work = harness.state().app().work().unwrap();
    let lengths: Vec<usize> = work
        .project
        .captures()
        .iter()
        .map(|c| c.text.len())
        .collect();
    assert_eq!(lengths, [150_000]);
}
