//! Taking a text in as a capture, pasted or from a file, in the whole window.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annals::app::{Command, Dialog, Pane};
use annals::model::{CaptureNature, SourceId, Target};
use annals::ui::Window;
use eframe::egui::{DroppedFile, Event, HoveredFile, Key, Modifiers};
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
    assert_eq!(passage.exact(), "One line.\nAnother.");
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

/// A source whose capture is a summary with a passage in it.
const SUMMARY: &str = r#"(annals: 1, sources: [(id: "SRC000000001", short_title: "Dawn")],
captures: [(id: "CAP000000001", source: "SRC000000001", taken: (words: "2 May 2024", edtf: "2024-05-02"), nature: Summary,
 sha256: "54f9006d83ce33b9dfdc1b6dc5827c9bf9cc813a78762cf490ac2d3ff077ba70", text: "Nine died. So the governor says.")],
annotations: [(id: "ANN000000001", target: Passage((capture: "CAP000000001", exact: "Nine died.", suffix: " So the governor says.", start: 0, end: 10)))])"#;

/// Drops files onto the window, or lets them hover there.
fn drag(harness: &mut Harness<'static, Window>, files: &[PathBuf], dropped: bool) {
    #[derive(Debug)]
    struct File(PathBuf);
    impl DroppedFile for File {
        fn path(&self) -> &Path {
            &self.0
        }
        fn bytes(&self) -> Result<Vec<u8>, String> {
            Err("only its path is asked for".to_owned())
        }
    }
    let input = harness.input_mut();
    for file in files {
        let path = Some(file.clone());
        if dropped {
            input.dropped_files.push(Arc::new(File(file.clone())));
        } else {
            let mime = String::new();
            input.hovered_files.push(HoveredFile { path, mime });
        }
    }
    // The first frame only measures what the second shows.
    harness.step();
    harness.step();
    harness.input_mut().hovered_files.clear();
    if dropped {
        settle(harness);
    }
}

fn failures(harness: &Harness<'static, Window>) -> Vec<String> {
    let shown = harness.state().app().notices.shown();
    shown.iter().map(|notice| notice.text.clone()).collect()
}

#[test]
fn a_text_that_is_dropped_over_its_source_is_read_like_the_capture_before() {
    let desk = Desk::new();
    let file = desk.file("again.txt");
    fs::write(&file, "Update. Nine died. So the governor says.\r\n").unwrap();
    let mut harness = window(desk.app_with(SUMMARY), [1280.0, 800.0], false);
    drag(&mut harness, std::slice::from_ref(&file), true);
    assert_eq!(
        failures(&harness),
        ["again.txt is a text, which becomes a capture of a source. Select the source first."]
    );
    let source: SourceId = "SRC000000001".parse().unwrap();
    let app = harness.state_mut().app_mut();
    app.handle(Command::Show(Pane::Reader(source)));
    settle(&mut harness);
    drag(&mut harness, std::slice::from_ref(&file), false);
    harness.get_by_label("Add again.txt to “Dawn” as a new capture");
    drag(&mut harness, &[file], true);
    harness.get_by_label(
        "again.txt, as a new capture of “Dawn”. Captures that it has already stay as they are.",
    );
    harness.get_by_label(
        "The passage of the capture of 2 May 2024 is looked for in this text and comes along.",
    );
    harness.get_by_label("Add capture").click();
    settle(&mut harness);
    let work = harness.state().app().work().unwrap();
    let newest = work.project.captures().iter().last().unwrap();
    assert_eq!(
        (newest.nature, newest.origin.as_str(), &*newest.text),
        (
            CaptureNature::Summary,
            "again.txt",
            "Update. Nine died. So the governor says.\n"
        )
    );
    let passage = work.project.with_passages_in(newest.id).next().unwrap();
    assert_eq!(passage.passage().unwrap().start, 8);
}

#[test]
fn what_a_dropped_text_will_become_is_said_before_it_is_dropped() {
    let desk = Desk::new();
    let file = desk.file("again.txt");
    fs::write(&file, "Nine died.").unwrap();
    let file = [file];
    let source: SourceId = "SRC000000001".parse().unwrap();
    let mut harness = window(desk.app_with(SUMMARY), [1280.0, 800.0], false);
    let app = harness.state_mut().app_mut();
    app.handle(Command::Select(vec![source.into()]));
    settle(&mut harness);
    drag(&mut harness, &file, false);
    harness.get_by_label("Add again.txt to “Dawn” as a new capture");
    let app = harness.state_mut().app_mut();
    app.handle(Command::PasteText(source));
    settle(&mut harness);
    drag(&mut harness, &file, false);
    harness.get_by_label("Answer the open dialog first, then drop the file again.");
    // It is open in the first window, and so read-only in another.
    let mut second = desk.app();
    second.handle(Command::OpenPath(desk.file("case.ron")));
    second.settle();
    second.handle(Command::Select(vec![source.into()]));
    let mut other = window(second, [1280.0, 800.0], false);
    drag(&mut other, &file, true);
    let told = failures(&other);
    assert!(
        told.iter()
            .any(|text| text.starts_with("again.txt cannot be taken in. ")),
        "{told:?}"
    );
}

#[test]
fn a_text_of_another_sort_leaves_the_passages_where_they_are_and_says_so() {
    let desk = Desk::new();
    let mut harness = window(desk.app_with(SUMMARY), [1280.0, 800.0], false);
    let source: SourceId = "SRC000000001".parse().unwrap();
    harness
        .state_mut()
        .app_mut()
        .handle(Command::PasteText(source));
    settle(&mut harness);
    harness.get_by_label_contains("is looked for in this text");
    harness.get_by_label_contains("What the text is").click();
    settle(&mut harness);
    harness.get_by_label("full text").click();
    settle(&mut harness);
    harness.get_by_label(
        "Passages stay in the captures that they are in: full text does not take over from a summary in our own words.",
    );
}

#[test]
fn a_project_that_is_dropped_is_opened_and_several_files_are_refused() {
    let desk = Desk::new();
    let file = desk.file("other.ron");
    fs::write(&file, r#"(annals: 1, project: (title: "Other"))"#).unwrap();
    let mut harness = window(desk.app_with(CASE), [1280.0, 800.0], false);
    drag(&mut harness, &[file.clone(), file.clone()], true);
    assert_eq!(failures(&harness), ["Drop one file at a time."]);
    drag(&mut harness, std::slice::from_ref(&file), false);
    harness.get_by_label("Open other.ron");
    drag(&mut harness, &[file], true);
    let work = harness.state().app().work().unwrap();
    assert_eq!(work.project.meta().title, "Other");
}
