//! A text read anew and a text edited: what became of the passages, accepted, chosen, put back, undone.

use annals::app::{Action, Command};
use annals::edit::Edit;
use annals::model::{AnchorState, CaptureNature, RecordId, When};
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::{State, keys};
use crate::support::desk::Desk;

const OLD: &str = "Two children died in the village of Koh-e-Sabz on the border.\n\n\
The ministry counted nine dead in all. The road was closed for a day. Nobody agreed with the ministry.\n";

const NEW: &str = "The paper was corrected on Friday.\n\n\
Two young children died in the village of Koh-e-Sabz on the border.\n\n\
The ministry counted ten in all. The road was closed for a day. Nobody agreed with the ministry.\n\n\
The ministry counted ten in all. The road was closed for a day. Nobody agreed with the paper.\n";

/// A passage on words of a text.
fn passage(text: &str, words: &str) -> String {
    let at = text.find(words).unwrap();
    let (start, end) = (at, at + words.len());
    let around = |text: &str| format!("{text:?}");
    let before = around(&text[start.saturating_sub(32)..start]);
    let after = around(&text[end..(end + 32).min(text.len())]);
    format!(
        r#"(capture: "CAP000000001", exact: {words:?}, prefix: {before}, suffix: {after}, start: {start}, end: {end})"#
    )
}

/// A source with marks of all sorts on its text.
pub(super) fn project() -> String {
    let claim = |number: u32, field: &str, words: &str| {
        let passage = passage(OLD, words);
        format!(
            r#"(id: "CMA{number:09}", source: "SRC000000001", event: "EVT000000001", field: "{field}",
            value: Text("{field}"), passage: Some({passage}))"#
        )
    };
    let more = format!(
        r#"events: [(id: "EVT000000001", title: "Strike")],
        claims: [{}, {}, {}],
        annotations: [(id: "ANN000000001", title: "Where", target: Passage({})),
          (id: "ANN000000002", title: "Who", target: Passage({}))],"#,
        claim(1, "killed", "Two children died in the village"),
        claim(2, "wounded", "nine dead"),
        claim(3, "road", "The road was closed for a day"),
        passage(OLD, "Koh-e-Sabz on the border"),
        passage(OLD, "Nobody agreed with the ministry"),
    );
    super::case(OLD, &more)
}

pub(super) fn recaptured(desk: &Desk, size: [f32; 2], dark: bool) -> Harness<'static, State> {
    let app = desk.app_with(&project());
    let mut harness = super::reader(app, "SRC000000001", size, dark);
    let edit = Edit::AddCapture {
        source: "SRC000000001".parse().unwrap(),
        text: NEW.to_owned(),
        taken: When::read("2 May 2024"),
        nature: CaptureNature::FullText,
        origin: "pasted".to_owned(),
        note: String::new(),
        carry: true,
    };
    let app = &mut harness.state_mut().app;
    app.handle(Command::Edit(Box::new(edit)));
    harness.run();
    harness
}

/// The states of all passages, with their words.
fn states(harness: &Harness<'_, State>) -> Vec<String> {
    let project = &harness.state().app.work().unwrap().project;
    let ids = ["CMA000000001", "CMA000000002", "CMA000000003"];
    let claims = ids.map(|id| RecordId::Claim(id.parse().unwrap()));
    let ids = ["ANN000000001", "ANN000000002"];
    let remarks = ids.map(|id| RecordId::Annotation(id.parse().unwrap()));
    let line = |id: &RecordId| {
        let record = project.get(*id).unwrap();
        let passage = record.passage().unwrap();
        let capture = project.captures().get(passage.capture).unwrap();
        let stands = match passage.state {
            AnchorState::Ambiguous | AnchorState::Lost => false,
            _ => passage.holds_in(&capture.text),
        };
        let stands = if stands { "" } else { " without a place" };
        format!("{:?} “{}”{stands}", passage.state, passage.exact())
    };
    claims.iter().chain(&remarks).map(line).collect()
}

fn undo(harness: &mut Harness<'_, State>) -> String {
    let label = Action::Undo.label(&harness.state().app);
    harness.state_mut().app.handle(Command::Do(Action::Undo));
    harness.run();
    label
}

#[test]
fn after_a_new_capture_it_is_told_once_what_became_of_the_passages() {
    let desk = Desk::new();
    let mut harness = recaptured(&desk, [720.0, 694.0], false);
    for line in states(&harness) {
        println!("{line}");
    }
    harness.get_by_label("What became of the passages");
    harness
        .get_by_label("0 of 5 passages exact, 1 lost, 1 ambiguous, 1 with changed text, 2 moved.");
    // The first row has the keyboard: lost, then ambiguous, then changed, then moved.
    keys(&mut harness, Modifiers::NONE, Key::P, 1);
    assert!(
        states(&harness)[1].starts_with("Exact “nine dead”"),
        "{:?}",
        states(&harness)
    );
    keys(&mut harness, Modifiers::NONE, Key::Num2, 1);
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    keys(&mut harness, Modifiers::NONE, Key::Enter, 2);
    assert_eq!(
        states(&harness),
        [
            "Exact “children died in the village”",
            "Exact “nine dead”",
            "Exact “The road was closed for a day”",
            "Exact “Koh-e-Sabz on the border”",
            "Exact “Nobody agreed with the ministry”",
        ]
    );
    harness.get_by_label("All 4 passages stand in their words.");
    for _ in 0..5 {
        undo(&mut harness);
    }
    harness
        .get_by_label("0 of 5 passages exact, 1 lost, 1 ambiguous, 1 with changed text, 2 moved.");
    keys(&mut harness, Modifiers::NONE, Key::Escape, 1);
    assert!(
        harness
            .query_by_label("What became of the passages")
            .is_none()
    );
    // It can be opened again, and what has no place is listed above the text.
    harness.get_by_label_contains("Passage lost: wounded");
    harness.get_by_label_contains("Passage ambiguous: road");
    harness.get_by_label("Claim with changed words: killed: killed");
    harness
        .get_by_label("5 passages, 2 moved, 1 changed, 1 ambiguous, 1 lost")
        .click();
    harness.run();
    harness.get_by_label("What became of the passages");
}

#[test]
fn the_text_of_a_capture_is_edited_and_its_passages_follow() {
    let desk = Desk::new();
    let app = desk.app_with(&project());
    let mut harness = super::reader(app, "SRC000000001", [720.0, 694.0], false);
    harness.get_by_label("Edit text").click();
    harness.run();
    harness.get_by_label_contains("This changes what was captured");
    keys(&mut harness, Modifiers::CTRL, Key::Home, 1);
    for letter in "Yes. ".chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.run();
    }
    let text = |harness: &Harness<'_, State>| {
        let project = &harness.state().app.work().unwrap().project;
        project.captures().iter().next().unwrap().text.to_string()
    };
    assert_eq!(text(&harness), format!("Yes. {OLD}"));
    let exact = |harness: &Harness<'_, State>| {
        let states = states(harness);
        states
            .iter()
            .all(|line| line.starts_with("Exact ") && !line.ends_with("place"))
    };
    assert!(exact(&harness), "{:?}", states(&harness));
    keys(&mut harness, Modifiers::NONE, Key::Escape, 1);
    harness.get_by_label("Text of A source");
    assert_eq!(
        undo(&mut harness),
        "Undo: edit text of capture of A source, 30 Apr 2024"
    );
    assert_eq!(text(&harness), OLD);
    assert!(exact(&harness));
}

#[test]
fn what_moved_is_accepted_together_and_nothing_else() {
    let desk = Desk::new();
    let mut harness = recaptured(&desk, [720.0, 694.0], false);
    let before = states(&harness);
    assert!(before[3].starts_with("Moved") && before[4].starts_with("Moved"));
    harness.get_by_label("Accept all moved").click();
    harness.run();
    let after = states(&harness);
    assert_eq!(after[..3], before[..3], "those are looked at one by one");
    assert_eq!(
        after[3..],
        [
            "Exact “Koh-e-Sabz on the border”",
            "Exact “Nobody agreed with the ministry”",
        ]
    );
    assert!(harness.query_by_label("Accept all moved").is_none());
    assert_eq!(
        undo(&mut harness),
        "Undo: accept 2 new places in capture of A source, 2 May 2024"
    );
    assert_eq!(states(&harness), before);
}

#[test]
fn what_is_typed_into_a_text_is_kept_when_its_tab_is_closed() {
    let mut hands = crate::support::hands::Hands::on(&project(), [1280.0, 800.0], false);
    let source = "SRC000000001".parse().unwrap();
    let show = |hands: &mut crate::support::hands::Hands| {
        hands.command(Command::Show(annals::app::Pane::Reader(source)));
    };
    let text = |hands: &crate::support::hands::Hands| {
        hands
            .project()
            .captures()
            .iter()
            .next()
            .unwrap()
            .text
            .to_string()
    };
    show(&mut hands);
    hands.click("Edit text");
    hands.type_text("Yes");
    // A letter and the key that closes the tab come in one frame.
    hands.harness.event(Event::Text("!".to_owned()));
    hands.keys(Modifiers::COMMAND, Key::W);
    assert!(!hands.sees_part("This changes what was captured"));
    assert_eq!(text(&hands), format!("{OLD}Yes!"));
    show(&mut hands);
    hands.undo();
    assert_eq!(text(&hands), OLD, "all of it is one step");
    // A text that was emptied cannot be kept: what is there stays, and the project has it.
    hands.click("Edit text");
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.key(Key::Delete);
    assert!(hands.sees_part("it stays as it was until something is written"));
    hands.keys(Modifiers::COMMAND, Key::W);
    assert_eq!(text(&hands), OLD);
}
