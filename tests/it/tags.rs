//! The tag manager as the analyst uses it.

use annals::app::samples::Sample;
use annals::app::{Action, Command};
use annals::model::{Choice as _, Tag};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::support::hands::Hands;
use crate::support::window::settle;

const SMALL: [f32; 2] = [1280.0, 800.0];

const CASE: &str = r#"(
  annals: 1,
  tags: [
    (id: "000000000001", path: "actor"),
    (id: "000000000002", path: "actor/bla", colour: Violet),
    (id: "000000000003", path: "actor/irgc"),
    (id: "000000000004", path: "border", description: "The border itself."),
  ],
  notes: [
    (id: "00000000000A", title: "A", tags: ["000000000002"]),
    (id: "00000000000B", title: "B", tags: ["000000000002", "000000000004"]),
    (id: "00000000000C", title: "C", tags: ["000000000001"]),
  ],
)
"#;

fn manager() -> Hands {
    let mut hands = Hands::on(CASE, SMALL, false);
    hands.command(Command::Do(Action::ShowTags));
    hands
}

/// Chooses a tag in the tree of the manager, not in the one of the navigator.
fn choose(hands: &mut Hands, name: &str) {
    let rows = hands
        .harness
        .get_all_by_role_and_label(Role::TreeItem, name);
    let row = rows.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left()));
    row.unwrap().click();
    settle(&mut hands.harness);
}

/// All tags in the order of their paths, each with its colour if it is not the first and the notes that bear it.
fn tags(hands: &Hands) -> String {
    let mut tags: Vec<&Tag> = hands.project().tags().iter().map(AsRef::as_ref).collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    let told = tags.into_iter().map(|tag| {
        let notes = hands.project().notes().iter();
        let notes = notes.filter(|note| note.tags.contains(tag.id));
        let notes: String = notes.map(|note| note.title.as_str()).collect();
        let colour = match tag.colour.name() {
            "ochre" => String::new(),
            name => format!(" {name}"),
        };
        format!("{}{colour}[{notes}]", tag.path)
    });
    told.collect::<Vec<_>>().join(" ")
}

const AT_FIRST: &str = "actor[C] actor/bla violet[AB] actor/irgc[] border[B]";

#[track_caller]
fn check_and_undo(hands: &mut Hands, expected: &str) {
    assert_eq!(tags(hands), expected);
    hands.undo();
    assert_eq!(tags(hands), AT_FIRST, "one step takes it back");
}

#[test]
fn a_tag_is_renamed_and_the_tags_below_it_move_along() {
    let mut hands = manager();
    choose(&mut hands, "actor");
    assert!(hands.sees("Another name or place: will change 3 tags and 3 records."));
    hands.key(Key::F2);
    hands.type_text("party");
    assert!(hands.sees("Will change 3 tags and 3 records."));
    hands.key(Key::Enter);
    check_and_undo(
        &mut hands,
        "border[B] party[C] party/bla violet[AB] party/irgc[]",
    );
}

#[test]
fn a_name_that_is_taken_is_refused_where_it_is_typed() {
    let mut hands = manager();
    choose(&mut hands, "border");
    hands.key(Key::Enter);
    hands.type_text("actor");
    hands.key(Key::Enter);
    assert!(hands.sees_part("There is a tag “actor” already"));
    assert_eq!(tags(&hands), AT_FIRST);
}

#[test]
fn a_tag_moves_below_another_one_by_completion() {
    let mut hands = manager();
    choose(&mut hands, "border");
    hands.focus(Role::TextInput, "Below which tag");
    hands.type_text("irg");
    hands.key(Key::ArrowDown);
    hands.key(Key::Enter);
    check_and_undo(
        &mut hands,
        "actor[C] actor/bla violet[AB] actor/irgc[] actor/irgc/border[B]",
    );
}

#[test]
fn a_tag_moves_by_dragging() {
    let mut hands = manager();
    let at = |name: &str| {
        let rows = hands
            .harness
            .get_all_by_role_and_label(Role::TreeItem, name);
        let row = rows.max_by(|a, b| a.rect().left().total_cmp(&b.rect().left()));
        row.unwrap().rect().center()
    };
    let (from, to) = (at("bla"), at("border"));
    hands.harness.drag_at(from);
    hands.harness.run_steps(1);
    hands.harness.hover_at(to);
    hands.harness.run_steps(2);
    hands.picture("tags-dragging-light");
    hands.harness.drop_at(to);
    settle(&mut hands.harness);
    check_and_undo(
        &mut hands,
        "actor[C] actor/irgc[] border[B] border/bla violet[AB]",
    );
}

#[test]
fn two_tags_become_one() {
    let mut hands = manager();
    choose(&mut hands, "bla");
    hands.focus(Role::TextInput, "Merge into");
    hands.type_text("bord");
    hands.key(Key::ArrowDown);
    hands.key(Key::Enter);
    assert!(hands.sees("Will change 1 tag and 2 records."));
    hands.click("Merge tags");
    check_and_undo(&mut hands, "actor[C] actor/irgc[] border[AB]");
}

#[test]
fn a_tag_is_deleted_with_a_key_and_the_next_one_is_chosen() {
    let mut hands = manager();
    choose(&mut hands, "actor");
    assert!(hands.sees("Will delete 3 tags and change 3 records."));
    hands.key(Key::Delete);
    assert!(
        hands.sees("Will delete 1 tag and change 1 record."),
        "border is chosen"
    );
    check_and_undo(&mut hands, "border[B]");
}

#[test]
fn a_colour_is_chosen() {
    let mut hands = manager();
    choose(&mut hands, "border");
    hands.focus(Role::RadioButton, "Colour rose");
    hands.key(Key::Space);
    check_and_undo(
        &mut hands,
        "actor[C] actor/bla violet[AB] actor/irgc[] border rose[B]",
    );
}

#[test]
fn a_description_is_one_step_however_many_keys_it_takes() {
    let mut hands = manager();
    choose(&mut hands, "irgc");
    hands.focus(Role::MultilineTextInput, "When to use the tag");
    hands.type_text("The Guards.");
    let description = |hands: &Hands| {
        let mut tags = hands.project().tags().iter();
        tags.find(|tag| tag.path == "actor/irgc")
            .unwrap()
            .description
            .clone()
    };
    assert_eq!(description(&hands), "The Guards.");
    hands.undo();
    assert_eq!(description(&hands), "");
    let field = hands.role(Role::MultilineTextInput, "When to use the tag");
    assert_eq!(field.value().unwrap_or_default(), "");
}

#[test]
fn a_new_tag_below_the_chosen_one_is_made_and_chosen() {
    let mut hands = manager();
    choose(&mut hands, "border");
    hands.click("New tag below");
    hands.type_text("crossing");
    hands.key(Key::Enter);
    assert!(tags(&hands).ends_with("border[B] border/crossing teal[]"));
    let name = hands
        .role(Role::TextInput, "Name")
        .value()
        .unwrap_or_default();
    assert_eq!(name, "crossing");
    hands.undo();
    assert_eq!(tags(&hands), AT_FIRST);
}

#[test]
fn arrows_move_and_fold() {
    let mut hands = manager();
    choose(&mut hands, "actor");
    hands.key(Key::ArrowLeft);
    hands.key(Key::ArrowDown);
    hands.key(Key::F2);
    let name = hands
        .role(Role::TextInput, "Name")
        .value()
        .unwrap_or_default();
    assert_eq!(name, "border", "bla and irgc are folded away");
}

#[test]
fn the_manager_has_the_keyboard_when_it_is_opened() {
    let mut hands = Hands::on(CASE, SMALL, false);
    hands.keys(Modifiers::COMMAND, Key::Num7);
    hands.key(Key::ArrowDown);
    hands.key(Key::End);
    hands.key(Key::F2);
    hands.type_text("frontier");
    hands.key(Key::Enter);
    assert!(tags(&hands).ends_with("frontier[B]"), "{}", tags(&hands));
}

#[test]
fn an_empty_project_says_what_tags_are_for() {
    let mut hands = Hands::on("(annals: 1)", SMALL, false);
    hands.command(Command::Do(Action::ShowTags));
    assert!(hands.sees("No tags yet"));
    let button = hands
        .harness
        .get_all_by_role_and_label(Role::Button, "New tag")
        .last();
    button.unwrap().click();
    settle(&mut hands.harness);
    hands.type_text("first");
    hands.key(Key::Enter);
    assert_eq!(tags(&hands), "first[]");
}

#[test]
fn picture_of_the_tag_manager() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, SMALL, false);
    hands.command(Command::Do(Action::ShowTags));
    choose(&mut hands, "iran");
    hands.picture("tags-light");
}

#[test]
fn picture_of_the_tag_manager_in_a_large_dark_window() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1920.0, 1080.0], true);
    hands.command(Command::Do(Action::ShowTags));
    choose(&mut hands, "jaish-al-adl");
    hands.click("New tag below");
    hands.picture("tags-dark-1920");
}
