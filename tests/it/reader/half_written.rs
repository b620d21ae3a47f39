//! Claims and remarks that are half written: kept when their reader closes, told of before the project is left.

use annals::app::{Action, Answer, Command, Dialog};
use annals::edit::Edit;
use annals::model::{CaptureNature, Motivation, RecordId, Target, When};
use eframe::egui::{Key, Modifiers, Role};

use egui_kittest::kittest::Queryable as _;

use crate::support::hands::Hands;

const TEXT: &str = "Two children died in the village.\n\nThe ministry counted nine dead.\n";

const MORE: &str = r#"events: [(id: "EVT000000001", title: "Strike")],"#;

/// The window with the text in a reader and its first words, so many, selected.
fn reading(words: usize) -> Hands {
    let mut hands = Hands::on(&super::case(TEXT, MORE), [1280.0, 800.0], false);
    show(&mut hands);
    select(&mut hands, words);
    hands
}

fn show(hands: &mut Hands) {
    let source = RecordId::Source("SRC000000001".parse().unwrap());
    hands.command(Command::Reveal(source));
}

fn select(hands: &mut Hands, words: usize) {
    hands.focus(Role::Document, "Text of A source");
    hands.keys(Modifiers::CTRL, Key::Home);
    for _ in 0..words {
        hands.keys(super::SHIFT_CTRL, Key::ArrowRight);
    }
}

/// Begins a claim, and says of whom it is and what.
fn half_claim(hands: &mut Hands) {
    hands.key(Key::C);
    hands.type_text("stri");
    hands.keys(Modifiers::NONE, Key::Tab);
    hands.fill(Role::TextInput, "Field of the claim", "killed");
    hands.fill(Role::TextInput, "Value of the claim", "seven");
}

fn half_comment(hands: &mut Hands) {
    hands.key(Key::M);
    hands.type_text("By whose count?");
}

fn close_tab(hands: &mut Hands) {
    hands.command(Command::Do(Action::CloseTab));
    assert!(!hands.sees("Text of A source"));
}

fn value(hands: &Hands, name: &str) -> String {
    use egui_kittest::kittest::NodeT as _;
    hands.get(name).accesskit_node().value().unwrap_or_default()
}

fn claims(hands: &Hands) -> Vec<String> {
    let claims = hands.project().claims().iter();
    claims.map(|claim| hands.label(claim.id.into())).collect()
}

#[test]
fn a_claim_is_there_again_when_its_reader_is_opened_again() {
    let mut hands = reading(3);
    half_claim(&mut hands);
    close_tab(&mut hands);
    show(&mut hands);
    assert_eq!(value(&hands, "Value of the claim"), "seven");
    hands.focus(Role::TextInput, "Value of the claim");
    hands.key(Key::Enter);
    assert_eq!(claims(&hands), ["killed: 7"]);
    // What was filed does not come again.
    close_tab(&mut hands);
    show(&mut hands);
    assert!(!hands.sees("Value of the claim"));
    assert_eq!(hands.app().half_written, [""; 0]);
}

#[test]
fn a_comment_is_there_again_when_its_reader_is_opened_again() {
    let mut hands = reading(3);
    half_comment(&mut hands);
    close_tab(&mut hands);
    show(&mut hands);
    assert_eq!(value(&hands, "Text of the comment"), "By whose count?");
    hands.click("Discard");
    close_tab(&mut hands);
    show(&mut hands);
    assert!(!hands.sees("Text of the comment"));
}

#[test]
fn a_comment_is_there_again_after_another_text_was_shown() {
    let mut hands = reading(3);
    half_comment(&mut hands);
    hands.command(Command::Edit(Box::new(Edit::AddCapture {
        source: "SRC000000001".parse().unwrap(),
        text: "Another text.\n".to_owned(),
        taken: When::read("2 May 2024"),
        nature: CaptureNature::FullText,
        origin: String::new(),
        note: String::new(),
        carry: false,
    })));
    assert!(!hands.sees("Text of the comment"));
    assert_eq!(
        hands.app().half_written,
        ["a comment on “Two children died”"]
    );
    let first = RecordId::Capture("CAP000000001".parse().unwrap());
    hands.command(Command::Reveal(first));
    assert_eq!(value(&hands, "Text of the comment"), "By whose count?");
}

#[test]
fn a_click_on_the_words_goes_on_with_what_was_left_there() {
    let mut hands = reading(3);
    half_claim(&mut hands);
    hands.click_role(Role::Heading, "A source");
    assert!(!hands.sees("Value of the claim"));
    close_tab(&mut hands);
    show(&mut hands);
    assert!(!hands.sees("Value of the claim"), "it was left");
    let rect = hands.get("Two children died in the village.").rect();
    let at = eframe::egui::pos2(rect.left() + 40.0, rect.top() + 13.0);
    for pressed in [true, false] {
        hands.harness.event(eframe::egui::Event::PointerMoved(at));
        hands.harness.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        hands.harness.run_steps(2);
    }
    assert_eq!(value(&hands, "Value of the claim"), "seven");
}

#[test]
fn a_draft_follows_its_words_in_an_edited_text() {
    let mut hands = reading(3);
    half_claim(&mut hands);
    close_tab(&mut hands);
    hands.command(Command::Edit(Box::new(Edit::EditCaptureText {
        capture: "CAP000000001".parse().unwrap(),
        text: format!("It was told on Friday. {TEXT}"),
        typing: false,
    })));
    show(&mut hands);
    hands.focus(Role::TextInput, "Value of the claim");
    hands.key(Key::Enter);
    let claim = hands.project().claims().iter().next().unwrap().clone();
    let passage = claim.passage.as_ref().unwrap();
    assert_eq!((passage.exact(), passage.start), ("Two children died", 23));
}

#[test]
fn nobody_leaves_without_being_told_of_what_is_half_written() {
    let mut hands = reading(3);
    half_claim(&mut hands);
    close_tab(&mut hands);
    hands.command(Command::Do(Action::Quit));
    assert!(matches!(hands.app().dialog, Some(Dialog::HalfWritten(_))));
    assert!(hands.sees("Discard what is half written before leaving?"));
    assert!(hands.sees_part("a claim on “Two children died”"));
    hands.key(Key::Escape);
    assert!(hands.app().dialog.is_none() && !hands.app().is_leaving());
    // With unsaved work there is one question, which names both.
    let event = RecordId::Event("EVT000000001".parse().unwrap());
    hands.command(Command::Edit(Box::new(Edit::Annotate {
        target: Target::Record(event),
        motivation: Motivation::default(),
        title: "A remark".to_owned(),
        body: String::new(),
        tags: Vec::new(),
    })));
    hands.command(Command::Do(Action::CloseProject));
    assert!(matches!(hands.app().dialog, Some(Dialog::Unsaved(_))));
    assert!(hands.sees_part("not saved with them: a claim on “Two children died”."));
    hands.command(Command::Answer(Answer::Save));
    assert!(hands.app().work().is_none());
    // It was given up: it is not there in the project opened again, nor told of.
    hands.command(Command::OpenPath(hands.desk.file("case.ron")));
    show(&mut hands);
    assert!(!hands.sees("Value of the claim"));
    hands.command(Command::Do(Action::Quit));
    assert!(hands.app().is_leaving());
}

#[test]
fn a_file_read_again_keeps_what_is_half_written() {
    let mut hands = reading(3);
    half_claim(&mut hands);
    hands.command(Command::Reload);
    assert!(hands.app().dialog.is_none());
    show(&mut hands);
    assert_eq!(value(&hands, "Value of the claim"), "seven");
}

#[test]
fn remarks_and_replies_in_the_inspector_wait_for_their_record_and_are_told_of() {
    let more = r#"events: [(id: "EVT000000001", title: "Strike"), (id: "EVT000000002", title: "Answer")],
      annotations: [(id: "ANN000000001", title: "Whose count?", target: Record(Event("EVT000000001")))],"#;
    let mut hands = Hands::on(&super::case(TEXT, more), [1280.0, 800.0], false);
    let [strike, answer]: [RecordId; 2] =
        ["EVT000000001", "EVT000000002"].map(|id| RecordId::Event(id.parse().unwrap()));
    hands.command(Command::Select(vec![strike]));
    hands.click("Reply to Whose count?");
    hands.type_text("The ministry’s");
    hands.fill(Role::MultilineTextInput, "Add an annotation", "See the map");
    hands.command(Command::Select(vec![answer]));
    let told = ["a reply to “Whose count?”", "an annotation on “Strike”"];
    assert_eq!(hands.app().half_written, told);
    hands.command(Command::Select(vec![strike]));
    assert_eq!(value(&hands, "Reply"), "The ministry’s");
    assert_eq!(value(&hands, "Add an annotation"), "See the map");
    hands.command(Command::Do(Action::Quit));
    assert!(hands.sees_part("a reply to “Whose count?” and an annotation on “Strike”"));
    hands.click("Discard");
    assert!(hands.app().is_leaving());
}

#[test]
fn a_notice_makes_room_for_the_form_that_is_used() {
    let more = r#"events: [(id: "EVT000000001", title: "Strike"), (id: "EVT000000002", title: "Answer")],"#;
    let mut hands = Hands::on(&super::case(&TEXT.repeat(12), more), [1280.0, 800.0], false);
    let answer = RecordId::Event("EVT000000002".parse().unwrap());
    hands.command(Command::Select(vec![answer]));
    hands.command(Command::Do(Action::Delete));
    show(&mut hands);
    let notice = |hands: &Hands| hands.harness.get_by_role(Role::Alert).rect();
    let at_foot = notice(&hands);
    select(&mut hands, 0);
    for _ in 0..4 {
        hands.key(Key::ArrowDown);
    }
    hands.keys(super::SHIFT_CTRL, Key::ArrowRight);
    assert_eq!(notice(&hands), at_foot, "the text is no control");
    hands.key(Key::C);
    let foot = hands
        .get("Add claim")
        .rect()
        .union(hands.get("Discard").rect());
    assert!(foot.intersects(at_foot.expand(16.0)), "{foot} {at_foot}");
    let top = hands.get("Event of the claim").rect();
    assert!(!notice(&hands).intersects(top.union(foot).expand(12.0)));
    // First the list of events closes.
    hands.key(Key::Escape);
    hands.key(Key::Escape);
    assert_eq!(notice(&hands), at_foot);
}
