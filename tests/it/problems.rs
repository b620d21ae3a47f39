//! The list of problems as the analyst works it off.

use annals::app::{Action, Command};
use annals::model::{Kind, RecordId};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::hands::Hands;

const SMALL: [f32; 2] = [1280.0, 800.0];

const CASE: &str = r#"(
  annals: 1,
  project: (title: "Case"),
  tags: [
    (id: "000000000001", path: "border"),
    (id: "000000000002", path: "border"),
  ],
  events: [
    (
      id: "00000000000A",
      title: "Strike on Koh-e-Sabz",
      wether: "cold",
      when: (words: "16 Janury", edtf: "2024-99"),
    ),
    (
      id: "00000000000B",
      title: "Answer", // as the brief has it
      when: 18 January,
      summary: "Two days on.",
    ),
  ],
  notes: [
    (id: "00000000000C", title: "To check", text: "See [[00000000000F|what is gone]]."),
  ],
)
"#;

fn problems(project: &str) -> Hands {
    let mut hands = Hands::on(project, SMALL, false);
    hands.command(Command::Do(Action::ShowProblems));
    hands
}

/// The messages in the list, each with the kind of its record.
fn listed(hands: &Hands) -> Vec<String> {
    let rows = hands.harness.get_all_by_role(Role::ListItem);
    let mut rows: Vec<_> = rows
        .map(|row| {
            (
                row.rect().top(),
                row.accesskit_node().label().unwrap_or_default(),
            )
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

#[test]
fn an_unreadable_record_is_mended_in_place_and_saved() {
    let mut hands = problems(CASE);
    assert!(
        hands.sees_part("Line 4, column 13: "),
        "the first problem is open"
    );
    let unread = hands.project().unread().iter().next().unwrap().text.clone();
    let mended = unread.replace("18 January", "(edtf: \"2024-01-18\")");
    hands.focus(Role::MultilineTextInput, "Text of the record");
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.harness.event(eframe::egui::Event::Paste(mended));
    hands.harness.run_steps(3);
    assert!(hands.sees("Reads as the event “Answer”."));
    hands.click("Mend record");
    assert_eq!(hands.label(RecordId::from_bits(Kind::Event, 0xB)), "Answer");
    let saved = hands.saved();
    assert!(saved.contains("edtf: \"2024-01-18\""), "{saved}");
    assert!(
        saved.contains("wether: \"cold\""),
        "what was not touched stays: {saved}"
    );
    hands.undo();
    assert_eq!(hands.project().events().len(), 1);
    hands.click_role(Role::ListItem, &listed(&hands)[0].clone());
    assert!(
        hands.sees("Reads as the event “Answer”."),
        "what was typed is still there"
    );
    // By keyboard: the notice about the undo floats above the button just now.
    hands.focus(Role::Button, "Back to the text of the file");
    hands.key(Key::Space);
    assert!(hands.sees_part("Line 4, column 13: "));
}

#[test]
fn a_record_that_does_not_read_cannot_be_mended_yet() {
    let mut hands = problems(CASE);
    let button = hands.role(Role::Button, "Mend record");
    assert!(button.accesskit_node().is_disabled());
    hands.focus(Role::MultilineTextInput, "Text of the record");
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.type_text("(id: 5)");
    assert!(hands.sees_part("Line 1, column "));
    hands.click("Back to the text of the file");
    assert!(hands.sees_part("Line 4, column 13: "));
}

#[test]
fn an_unreadable_record_is_deleted_and_comes_back() {
    let mut hands = problems(CASE);
    hands.click("Delete record");
    assert!(hands.project().unread().is_empty());
    assert_eq!(hands.work().n_problems(), 4);
    hands.undo();
    assert_eq!(hands.work().n_problems(), 5);
    assert!(
        hands.saved().contains("when: 18 January,"),
        "it is written back as it was"
    );
}

#[test]
fn arrows_choose_a_problem_and_enter_shows_its_record() {
    let mut hands = problems(CASE);
    hands.focus(Role::List, "Problem list");
    hands.key(Key::Home);
    for _ in 0..4 {
        hands.key(Key::ArrowDown);
    }
    assert_eq!(
        hands.work().selection,
        [RecordId::from_bits(Kind::Note, 0xC)]
    );
    assert!(hands.sees("Open note"));
    hands.key(Key::Enter);
    assert!(hands.sees("Title of the note"));
}

#[test]
fn one_kind_can_be_listed_alone() {
    let mut hands = problems(CASE);
    hands.click("Kind of problem");
    hands.click_role(Role::MenuItemRadio, "Unreadable date (1)");
    let listed = listed(&hands);
    assert_eq!(listed.len(), 1);
    assert!(listed[0].contains("16 Janury"), "{listed:?}");
}

#[test]
fn an_unknown_field_is_said_to_be_kept() {
    let mut hands = problems(CASE);
    hands.click_role(Role::ListItem, &listed(&hands)[1].clone());
    assert!(hands.sees_part("Line 12, column 7"));
    assert!(hands.sees_part("The field is kept where it is"));
}

#[test]
fn a_project_without_problems_says_what_was_checked() {
    let hands = problems("(annals: 1)");
    assert!(hands.sees("No problems"));
    assert!(hands.sees_part("Checked: "));
}

#[test]
fn picture_of_the_problems() {
    problems(CASE).picture("problems-light");
}

#[test]
fn picture_of_long_problems_in_a_large_dark_window() {
    let title = "A title that goes on and on ".repeat(12);
    let case = CASE.replace("Strike on Koh-e-Sabz", title.trim());
    let mut hands = Hands::on(&case, [1920.0, 1080.0], true);
    hands.command(Command::Do(Action::ShowProblems));
    hands.picture("problems-dark-1920");
}

/// Two sources on one event: they are in conflict on who was killed, and one claim says what its passage does
/// not. Besides an event that nobody speaks of, a tag that nothing bears, and an answer before what it answers.
const ACCOUNTS: &str = r#"(
  annals: 1,
  project: (title: "Case"),
  tags: [(id: "000000000001", path: "drones")],
  sources: [
    (id: "000000000011", title: "Dawn"),
    (id: "000000000012", title: "Tribune"),
  ],
  captures: [
    (
      id: "000000000021",
      source: "000000000011",
      sha256: "HASH",
      text: "Two children died.",
    ),
  ],
  events: [
    (id: "00000000000A", title: "Strike", when: (edtf: "2024-01-16")),
    (id: "00000000000B", title: "Answer", when: (edtf: "2024-01-15")),
  ],
  claims: [
    (
      id: "000000000031",
      source: "000000000011",
      passage: Some((capture: "000000000021", exact: "Two children", start: 0, end: 12, suffix: " died.")),
      event: "00000000000A",
      field: "killed",
      value: Number((best: Some(3))),
    ),
    (
      id: "000000000032",
      source: "000000000012",
      event: "00000000000A",
      field: "killed",
      value: Number((best: Some(5))),
    ),
  ],
  links: [
    (id: "000000000041", from: Event("00000000000B"), to: Event("00000000000A"), relation: RespondsTo),
  ],
)
"#;

/// The list of [`ACCOUNTS`] with the problem chosen whose message has these words.
fn chosen(words: &str) -> Hands {
    // High enough for all of the list.
    chosen_in([1280.0, 1600.0], false, words)
}

fn chosen_in(size: [f32; 2], dark: bool, words: &str) -> Hands {
    let hash = annals::model::Sha256::of(b"Two children died.").to_string();
    let mut hands = Hands::on(&ACCOUNTS.replace("HASH", &hash), size, dark);
    hands.command(Command::Do(Action::ShowProblems));
    choose(&mut hands, words);
    hands
}

fn choose(hands: &mut Hands, words: &str) {
    let message = listed(hands)
        .into_iter()
        .find(|message| message.contains(words));
    let message = message.unwrap_or_else(|| panic!("{words}: {:#?}", listed(hands)));
    hands.click_role(Role::ListItem, &message);
}

fn is_listed(hands: &Hands, words: &str) -> bool {
    listed(hands).iter().any(|message| message.contains(words))
}

#[test]
fn what_is_not_done_stands_apart_and_counts_apart() {
    let hands = chosen("in conflict");
    let kinds: Vec<String> = hands
        .harness
        .get_all_by_role(Role::Heading)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let wanted = [
        "Value not in its passage",
        "Effect before cause",
        "Conflict not assessed",
        "To do",
        "Event without a claim",
        "Tag without use",
    ];
    let places: Vec<_> = wanted
        .iter()
        .map(|kind| kinds.iter().position(|k| k == kind))
        .collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{kinds:?}"
    );
    assert_eq!((hands.work().n_problems(), hands.work().n_to_do()), (3, 2));
    assert!(hands.sees("3 problems"), "the status bar");
    assert!(hands.sees("3 problems, 2 to do"));
}

#[test]
fn a_conflict_is_assessed_from_its_problem() {
    let mut hands = chosen("in conflict on killed");
    let button = hands.role(Role::Button, "Assess killed");
    assert!(button.accesskit_node().is_disabled(), "no value is chosen");
    hands.click("Value of killed");
    hands.click_role(Role::MenuItemRadio, "5: Tribune");
    hands.fill(Role::TextInput, "Reason", "Tribune counted later.");
    hands.click("Assess killed");
    let held = hands.project().assessments().iter().next().unwrap().clone();
    assert_eq!(
        (held.field.as_str(), held.value.short()),
        ("killed", "5".to_owned())
    );
    assert_eq!(held.reason, "Tribune counted later.");
    assert_eq!(held.claim.map(annals::model::Id::bits), Some((3 << 5) + 2));
    assert!(!is_listed(&hands, "in conflict on killed"));
    hands.undo();
    assert!(hands.project().assessments().is_empty());
    assert!(is_listed(&hands, "in conflict on killed"));
}

#[test]
fn a_value_is_accepted_with_a_reason_or_marked_as_a_slip() {
    let mut hands = chosen("The figure 3 is not in the passage");
    for name in ["Accept value", "Mark as slip"] {
        let button = hands.role(Role::Button, name);
        assert!(
            button.accesskit_node().is_disabled(),
            "{name} without a reason"
        );
    }
    hands.fill(Role::TextInput, "Reason", "The caption has the third.");
    hands.click("Accept value");
    let claim = |hands: &Hands| hands.project().claims().iter().next().unwrap().clone();
    assert_eq!(claim(&hands).accepted_because, "The caption has the third.");
    assert!(!is_listed(&hands, "The figure 3"));
    hands.undo();
    assert_eq!(claim(&hands).accepted_because, "");

    choose(&mut hands, "The figure 3");
    hands.fill(Role::TextInput, "Reason", "A misprint.");
    hands.click("Mark as slip");
    assert_eq!(
        claim(&hands).status,
        annals::model::ClaimStatus::SlipInSource
    );
    assert_eq!(claim(&hands).status_reason, "A misprint.");
    assert!(!is_listed(&hands, "The figure 3"));
    hands.undo();
    assert!(is_listed(&hands, "The figure 3"));
}

#[test]
fn a_link_that_goes_the_wrong_way_is_turned_round() {
    let mut hands = chosen("the answer comes before what it answers");
    hands.click("Turn the link round");
    assert!(!is_listed(&hands, "the answer comes before"));
    let link = hands.project().links().iter().next().unwrap().clone();
    assert_eq!((link.from.bits(), link.to.bits()), (0xA, 0xB));
    hands.undo();
    assert!(is_listed(&hands, "the answer comes before"));
}

#[test]
fn a_tag_without_use_is_deleted() {
    let mut hands = chosen("Tag “drones” is on no record");
    hands.click("Delete tag");
    assert!(hands.project().tags().is_empty());
    hands.undo();
    assert!(is_listed(&hands, "Tag “drones”"));
}

#[test]
fn picture_of_the_ways_out() {
    let mut hands = chosen_in(SMALL, true, "The figure 3 is not");
    hands.fill(Role::TextInput, "Reason", "The caption");
    hands.picture("problems-remedies-dark");
}

/// How many problems are told, everywhere the same, and whether the list has those of tags.
#[track_caller]
fn check_told(hands: &Hands, count: usize, tags: bool) {
    assert_eq!(hands.work().n_problems(), count);
    assert!(hands.sees(&format!("{count} problems")), "the status bar");
    let row = hands.role(Role::Button, "Problems");
    let in_navigator = row.accesskit_node().value().unwrap_or_default();
    assert_eq!(in_navigator, count.to_string());
    let of_tags = listed(hands)
        .iter()
        .any(|message| message.contains("tag “border”"));
    assert_eq!(of_tags, tags);
}

#[test]
fn a_kind_is_hidden_and_told_again() {
    let mut hands = problems(CASE);
    check_told(&hands, 5, true);
    hands.click("Hide this kind: Duplicate tag");
    check_told(&hands, 4, false);
    assert!(hands.sees_part("Edited hidden kinds of problem of the project"));
    let meta = "(title: \"Case\", muted_problems: [\"duplicate-tag\"])";
    let muted = CASE.replace("(title: \"Case\")", meta);
    assert_eq!(hands.saved(), muted);

    hands.click("1 problem of 1 kind hidden");
    hands.click_role(Role::MenuItem, "Show Duplicate tag (1)");
    check_told(&hands, 5, true);
    hands.undo();
    check_told(&hands, 4, false);
    hands.undo();
    check_told(&hands, 5, true);
    assert_eq!(hands.saved(), CASE);
}

#[test]
fn with_all_kinds_hidden_there_is_a_way_back() {
    let case =
        "(annals: 1, project: (muted_problems: [\"unknown-field\", \"later-kind\"]), later: 1)";
    let mut hands = problems(case);
    assert_eq!(hands.work().n_problems(), 0);
    assert!(hands.sees("No problems of the kinds that are told"));
    hands.click_role(Role::Button, "1 problem of 1 kind hidden");
    hands.click_role(Role::MenuItem, "Show Unknown field (1)");
    assert_eq!(listed(&hands).len(), 1);
    // The name of a kind of a later version stays.
    assert_eq!(hands.project().meta().muted_problems, ["later-kind"]);
}

#[test]
fn what_cannot_be_read_is_always_told() {
    let muted = "project: (title: \"Case\", muted_problems: [\"unreadable-record\"])";
    let hands = problems(&CASE.replace("project: (title: \"Case\")", muted));
    assert!(hands.sees("Unreadable record"));
    assert!(!hands.sees("Hide this kind: Unreadable record"));
}
