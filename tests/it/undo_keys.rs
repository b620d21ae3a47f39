//! Ctrl+Z while a text has the focus: what is not in the project yet takes back its own typing, what is the project's
//! takes back the project's last step.

use annals::app::{Action, Command, Pane};
use annals::model::{EventId, RecordId, TagId};
use eframe::egui::{Key, Modifiers, Role};

use crate::support::hands::Hands;

const CASE: &str = r#"(
  annals: 1,
  tags: [(id: "000000000001", path: "place/border")],
  events: [(id: "00000000000A", title: "Strike")],
)
"#;

const REDO: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// An event with a step to undo: its title was typed.
fn event() -> Hands {
    let mut hands = Hands::on(CASE, [1280.0, 1000.0], false);
    hands.command(Command::Select(vec![EventId::from_bits(10).into()]));
    hands.fill(Role::TextInput, "Title", "Strike at dawn");
    assert_eq!(title(&hands), "Strike at dawn");
    hands
}

fn title(hands: &Hands) -> String {
    hands.label(RecordId::Event(EventId::from_bits(10)))
}

fn value(hands: &Hands, role: Role, name: &str) -> String {
    hands.role(role, name).value().unwrap_or_default()
}

/// Presses so often that all typing is taken back, and more.
fn undo_all(hands: &mut Hands) {
    (0..3).for_each(|_| hands.undo());
}

/// A text is typed into the focused field: undo takes it back to what it held and leaves the project alone.
fn check_own(hands: &mut Hands, role: Role, name: &str) {
    let revision = hands.project().revision();
    let before = value(hands, role, name);
    hands.type_text("half a word");
    let typed = value(hands, role, name);
    assert!(typed.ends_with("half a word"), "{typed}");
    hands.undo();
    assert_ne!(
        value(hands, role, name),
        typed,
        "{name}: something is taken back"
    );
    undo_all(hands);
    assert_eq!(value(hands, role, name), before, "{name}");
    (0..3).for_each(|_| hands.keys(REDO, Key::Z));
    assert_eq!(value(hands, role, name), typed, "{name}: redo");
    undo_all(hands);
    (0..3).for_each(|_| hands.keys(Modifiers::COMMAND, Key::Y));
    assert_eq!(
        value(hands, role, name),
        typed,
        "{name}: redo with the other keys"
    );
    assert_eq!(
        hands.project().revision(),
        revision,
        "{name}: the project is as it was"
    );
}

#[test]
fn a_half_written_comment_takes_back_its_own_typing() {
    let mut hands = event();
    hands.focus(Role::MultilineTextInput, "Add an annotation");
    check_own(&mut hands, Role::MultilineTextInput, "Add an annotation");
}

#[test]
fn a_comment_that_was_sent_is_taken_back_as_a_step() {
    let mut hands = event();
    hands.focus(Role::MultilineTextInput, "Add an annotation");
    hands.type_text("Who says so?");
    hands.keys(Modifiers::COMMAND, Key::Enter);
    assert_eq!(hands.project().annotations().len(), 1);
    hands.focus(Role::MultilineTextInput, "Add an annotation");
    hands.undo();
    assert_eq!(hands.project().annotations().len(), 0);
    let field = value(&hands, Role::MultilineTextInput, "Add an annotation");
    assert_eq!(field, "", "what was sent does not come back into the field");
}

#[test]
fn a_title_takes_back_the_step_of_the_project_and_shows_it() {
    let mut hands = event();
    hands.undo();
    assert_eq!(title(&hands), "Strike");
    assert_eq!(value(&hands, Role::TextInput, "Title"), "Strike");
    hands.keys(REDO, Key::Z);
    assert_eq!(value(&hands, Role::TextInput, "Title"), "Strike at dawn");
    hands.undo();
    hands.keys(Modifiers::COMMAND, Key::Y);
    assert_eq!(title(&hands), "Strike at dawn");
}

#[test]
fn a_tag_takes_back_its_typing_until_it_is_added() {
    let mut hands = event();
    hands.command(Command::Do(Action::AddTag));
    check_own(&mut hands, Role::TextInput, "Add a tag");
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.type_text("border");
    hands.key(Key::Enter);
    let tagged = |hands: &Hands| {
        let event = hands.project().events().get(EventId::from_bits(10));
        event.is_some_and(|event| !event.tags.is_empty())
    };
    assert!(tagged(&hands));
    hands.undo();
    assert!(
        !tagged(&hands),
        "the field is empty again, so the step goes"
    );
    assert_eq!(title(&hands), "Strike at dawn");
}

#[test]
fn a_new_name_of_a_tag_is_a_draft_until_it_is_kept() {
    let mut hands = event();
    hands.command(Command::Select(vec![TagId::from_bits(1).into()]));
    hands.focus(Role::TextInput, "Path");
    hands.keys(Modifiers::NONE, Key::End);
    check_own(&mut hands, Role::TextInput, "Path");
    hands.key(Key::Escape);
    hands.command(Command::Show(Pane::Tags));
    hands.focus(Role::TextInput, "Find a tag");
    check_own(&mut hands, Role::TextInput, "Find a tag");
}

#[test]
fn the_search_and_the_palette_take_back_their_own_typing() {
    let mut hands = event();
    let revision = hands.project().revision();
    hands.command(Command::Do(Action::Find));
    hands.type_text("dawn");
    undo_all(&mut hands);
    assert_eq!(hands.app().search.text, "");
    hands.command(Command::Do(Action::Palette));
    hands.type_text("half");
    undo_all(&mut hands);
    assert_eq!(hands.project().revision(), revision);
}

#[test]
fn a_draft_that_nobody_typed_into_leaves_the_keys_to_the_project() {
    let mut hands = event();
    hands.focus(Role::MultilineTextInput, "Add an annotation");
    hands.undo();
    assert_eq!(title(&hands), "Strike");
}
