//! Problems that are put right by one click in their list, and back again by undo.

use annals::app::{Action, Command, Pane};
use annals::edit::Edit;
use annals::model::{AnchorState, CaptureNature, Claim, Id, Kind, RecordId, Sha256, TagId, When};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::hands::Hands;

const TEXT: &str = "The governor said that two children died in the village.";

/// Two tags of one path, two sources that are said to draw on each other, and a claim on words of a text.
const CASE: &str = r#"(
  annals: 1,
  tags: [
    (id: "000000000001", path: "border"),
    (id: "000000000002", path: "border"),
  ],
  sources: [
    (id: "000000000011", title: "Dawn", lineage: [(source: "000000000012", kind: Quotes)]),
    (id: "000000000012", title: "Tribune", lineage: [(source: "000000000011", kind: Quotes)]),
  ],
  captures: [
    (id: "000000000021", source: "000000000011", sha256: "HASH", text: "TEXT"),
  ],
  events: [
    (id: "00000000000A", title: "Strike", tags: ["000000000002"]),
    (id: "00000000000B", title: "Answer"),
  ],
  claims: [
    (
      id: "000000000031",
      source: "000000000011",
      passage: Some((capture: "000000000021", exact: "TEXT", start: 0, end: 56)),
      event: "00000000000A",
      field: "killed",
      value: Number((best: Some(2), scope: "children")),
    ),
  ],
)"#;

fn case() -> Hands {
    let hash = Sha256::of(TEXT.as_bytes()).to_string();
    let case = CASE.replace("HASH", &hash).replace("TEXT", TEXT);
    Hands::on(&case, [1280.0, 1600.0], false)
}

/// The list of problems with the one chosen whose message has these words.
fn choose(hands: &mut Hands, words: &str) {
    hands.command(Command::Do(Action::ShowProblems));
    let message = listed(hands).into_iter();
    let message = message.into_iter().find(|message| message.contains(words));
    let message = message.unwrap_or_else(|| panic!("{words}: {:#?}", listed(hands)));
    hands.click_role(Role::ListItem, &message);
}

fn listed(hands: &Hands) -> Vec<String> {
    let rows = hands.harness.get_all_by_role(Role::ListItem);
    rows.filter_map(|row| row.accesskit_node().label())
        .collect()
}

fn is_listed(hands: &Hands, words: &str) -> bool {
    listed(hands).iter().any(|message| message.contains(words))
}

fn claim(hands: &Hands) -> Claim {
    hands
        .project()
        .claims()
        .iter()
        .next()
        .unwrap()
        .as_ref()
        .clone()
}

#[test]
fn two_tags_of_one_path_are_merged() {
    let mut hands = case();
    choose(&mut hands, "more than one tag “border”");
    hands.click("Merge the two tags");
    let tags: Vec<TagId> = hands.project().tags().iter().map(|tag| tag.id).collect();
    assert_eq!(tags, [TagId::from_bits(1)]);
    let strike = hands.project().events().get(Id::from_bits(0xA)).unwrap();
    assert!(
        strike.tags.contains(tags[0]),
        "what bore the one bears the other"
    );
    assert!(!is_listed(&hands, "more than one tag"));
    hands.undo();
    assert_eq!(hands.project().tags().len(), 2);
    assert!(is_listed(&hands, "more than one tag"));
}

#[test]
fn a_step_is_taken_out_of_a_ring_of_lineage() {
    let mut hands = case();
    choose(&mut hands, "draws on itself by way of Tribune");
    let steps = ["Take Tribune out of Dawn", "Take Dawn out of Tribune"];
    assert!(steps.iter().all(|step| hands.sees(step)));
    hands.click(steps[1]);
    let lineage = |hands: &Hands, id: u64| {
        let source = hands.project().sources().get(Id::from_bits(id)).unwrap();
        source.lineage.len()
    };
    let (dawn, tribune) = ((1 << 5) + 1, (1 << 5) + 2);
    assert_eq!((lineage(&hands, dawn), lineage(&hands, tribune)), (1, 0));
    assert!(!is_listed(&hands, "draws on itself"));
    hands.undo();
    assert_eq!((lineage(&hands, dawn), lineage(&hands, tribune)), (1, 1));
    assert!(is_listed(&hands, "draws on itself"));
}

/// The text is read anew, and says something else where the claim stands.
fn read_anew(hands: &mut Hands) {
    hands.command(Command::Edit(Box::new(Edit::AddCapture {
        source: Id::from_bits((1 << 5) + 1),
        text: TEXT.replace("two children died", "two small children died"),
        taken: When::default(),
        nature: CaptureNature::default(),
        origin: String::new(),
        note: String::new(),
        carry: true,
    })));
    let passage = claim(hands).passage.unwrap();
    assert_eq!(passage.state, AnchorState::Changed, "{passage:?}");
    choose(hands, "have changed from");
}

#[test]
fn words_that_changed_are_accepted() {
    let mut hands = case();
    read_anew(&mut hands);
    let changed = claim(&hands);
    hands.click("Accept the new words");
    let passage = claim(&hands).passage.unwrap();
    assert_eq!(
        passage.exact(),
        TEXT.replace("two children", "two small children")
    );
    assert!(passage.state == AnchorState::Exact || passage.state == AnchorState::Moved);
    assert!(!is_listed(&hands, "have changed from"));
    hands.undo();
    assert_eq!(claim(&hands), changed);
    assert!(is_listed(&hands, "have changed from"));
}

#[test]
fn a_passage_is_put_back_into_the_older_copy() {
    let mut hands = case();
    let before = claim(&hands).passage.unwrap();
    read_anew(&mut hands);
    let changed = claim(&hands);
    hands.click("Put back into the older copy");
    let back = claim(&hands).passage.unwrap();
    assert_eq!(
        (back.capture, back.exact()),
        (before.capture, before.exact())
    );
    assert_eq!((back.start, back.end), (before.start, before.end));
    assert!(!is_listed(&hands, "have changed from"));
    hands.undo();
    assert_eq!(claim(&hands), changed);
    assert!(is_listed(&hands, "have changed from"));
}

#[test]
fn an_event_that_nobody_speaks_of_is_filled_into_the_next_claim() {
    let mut hands = case();
    choose(&mut hands, "Event “Answer” rests on no claim");
    hands.click("Choose a source to quote");
    hands.command(Command::Show(Pane::Reader(Id::from_bits((1 << 5) + 1))));
    hands.get("Text of Dawn").focus();
    hands.keys(Modifiers::CTRL, Key::Home);
    hands.keys(Modifiers::CTRL | Modifiers::SHIFT, Key::ArrowRight);
    hands.key(Key::C);
    let event = hands.role(Role::TextInput, "Event of the claim");
    assert_eq!(event.accesskit_node().value().unwrap_or_default(), "Answer");
}

#[test]
fn a_value_that_is_not_in_its_passage_is_corrected_at_its_words() {
    let mut hands = case();
    let mut other = claim(&hands);
    other.value = annals::model::Value::Number(annals::model::Quantity {
        best: annals::model::Number::new(7.0),
        ..annals::model::Quantity::default()
    });
    hands.command(Command::Edit(Box::new(Edit::Set {
        after: other.into(),
        what: "value",
        typing: false,
    })));
    choose(&mut hands, "The figure 7 is not in the passage");
    hands.click("Correct the claim");
    assert!(
        hands.sees("Value of the claim"),
        "the form is open beside the words"
    );
    assert_eq!(
        hands.work().selection,
        [RecordId::from_bits(Kind::Claim, (3 << 5) + 1)]
    );
}
