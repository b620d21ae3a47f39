//! The matrix of disagreements in the whole window: by keys, by accessible names, exported through the dialog.

mod pictures;

use annals::app::samples::Sample;
use annals::app::{Command, Pane};
use annals::model::{EventId, RecordId, View, ViewLayout};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::hands::Hands;

/// What papers say: two are in conflict on the fire, and a month later on the flood; of the storm one speaks.
const CASE: &str = r#"(
  annals: 1,
  project: (title: "Case"),
  tags: [
    (id: "000000000001", path: "coast"),
  ],
  sources: [
    (id: "000000000011", title: "Daily", issued: (edtf: "2020-03-01")),
    (id: "000000000012", title: "Herald", issued: (edtf: "2020-03-01")),
    (id: "000000000013", title: "Weekly", issued: (edtf: "2020-03-02")),
  ],
  events: [
    (
      id: "000000000021",
      title: "Fire",
      when: (edtf: "2020-02-01"),
      tags: ["000000000001"],
    ),
    (
      id: "000000000022",
      title: "Flood",
      when: (edtf: "2020-02-02"),
      tags: ["000000000001"],
    ),
    (id: "000000000023", title: "Storm", when: (edtf: "2020-02-03")),
  ],
  claims: [
    (
      id: "000000000031",
      source: "000000000011",
      event: "000000000021",
      field: "killed",
      value: Number((best: Some(3))),
    ),
    (
      id: "000000000032",
      source: "000000000012",
      event: "000000000021",
      field: "killed",
      value: Number((best: Some(7))),
    ),
    (
      id: "000000000033",
      source: "000000000011",
      event: "000000000022",
      field: "killed",
      value: Number((best: Some(1))),
    ),
    (
      id: "000000000034",
      source: "000000000012",
      event: "000000000022",
      field: "killed",
      value: Number((best: Some(2))),
      reported: (edtf: "2020-04-01"),
    ),
    (
      id: "000000000035",
      source: "000000000013",
      event: "000000000023",
      field: "killed",
      value: Number((best: Some(1))),
    ),
  ],
  views: [
    (
      id: "00000000000V",
      title: "At the coast",
      shows: Event,
      layout: Disagreements,
      query: "tag:coast",
      columns: [
        "only-conflicts",
        "reported-by-2020-03-02",
      ],
    ),
  ],
)
"#;

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
        records: [event.into()].into(),
    })));
    assert!(!hands.sees("Fields by sources"));
}

/// Events by sources: the titles of the rows in sight, the count in the tool bar, and the search box.
fn rows(hands: &Hands) -> Vec<String> {
    let heads = hands.harness.query_all_by_role(Role::RowHeader);
    heads
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

#[test]
fn a_saved_view_brings_its_search_its_filter_and_its_day() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    hands.command(Command::Show(Pane::Disagreements(None)));
    assert_eq!(rows(&hands), ["Fire", "Flood", "Storm"]);
    assert!(hands.sees("3 events") && !hands.sees("Clear search"));
    hands.click_role(Role::Button, "At the coast");
    assert_eq!(hands.app().search.text, "tag:coast");
    assert_eq!(
        rows(&hands),
        ["Fire"],
        "what differs on the flood came later, the storm was inland"
    );
    assert!(hands.sees("1 of 3 events"));
    assert!(hands.sees("View At the coast") && hands.sees("Only conflicts"));
    assert!(!hands.sees_part("Weekly"), "it says nothing of the fire");
    let day = hands.role(Role::Slider, "As reported by").value();
    assert_eq!(day.as_deref(), Some("2 Mar 2020"));
    assert!(!hands.sees("Update view"));

    // Another filter is a change of the view, and is stored in it.
    hands.click("Only conflicts");
    hands.click("All rows");
    assert_eq!(rows(&hands), ["Fire", "Flood"]);
    assert!(hands.sees("Flood, Herald: silent"), "it was reported later");
    hands.click("Update view");
    assert!(hands.sees_part("Edited filter of saved view At the coast"));
    let expected = CASE.replace("        \"only-conflicts\",\n", "");
    assert_eq!(hands.saved(), expected);
    hands.undo();
    assert_eq!(rows(&hands), ["Fire"], "undo is followed");
    assert_eq!(hands.saved(), CASE);

    // The table of events is not arranged by it.
    hands.keys(Modifiers::COMMAND, Key::Num1);
    assert!(!hands.sees("View At the coast"));
    hands.command(Command::Show(Pane::Disagreements(None)));
    hands.click("Leave the view");
    assert_eq!(rows(&hands), ["Fire", "Flood", "Storm"]);
    assert_eq!(hands.app().search.text, "");
}

#[test]
fn the_matrix_of_all_events_shows_what_the_search_finds() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    hands.command(Command::Show(Pane::Disagreements(None)));
    go_to(&mut hands, "Storm, Weekly");
    hands.keys(Modifiers::COMMAND, Key::K);
    hands.type_text("st");
    assert_eq!(rows(&hands), ["Storm"]);
    assert!(hands.sees("1 of 3 events"));
    let said = hands
        .get("Search everything")
        .accesskit_node()
        .description();
    assert!(
        said.is_some_and(|said| said.starts_with("1 here, ")),
        "the search box counts"
    );
    let chosen = hands.harness.query_all_by_role(Role::Cell);
    let chosen = chosen.filter(|cell| cell.accesskit_node().is_selected() == Some(true));
    let chosen: Vec<String> = chosen
        .filter_map(|cell| cell.accesskit_node().label())
        .collect();
    assert!(
        chosen.len() == 1 && chosen[0].starts_with("Storm, Weekly"),
        "{chosen:?}"
    );
    hands.type_text("ranger");
    assert!(hands.sees("No events found"));
    assert!(hands.sees_part("matches “stranger”"));
    let clear = hands.harness.query_all_by_label("Clear search").last();
    clear.unwrap().click();
    crate::support::window::settle(&mut hands.harness);
    assert_eq!(rows(&hands), ["Fire", "Flood", "Storm"]);

    // A filter that leaves nothing of what is found says so, too.
    hands.command(Command::Search("storm".to_owned()));
    hands.click("Filter");
    hands.click("Only conflicts");
    assert!(hands.sees_part("no row of the 1 event that the search finds"));
    hands.click("Show all rows");
    assert_eq!(rows(&hands), ["Storm"]);
    hands.click("Clear search");
    assert_eq!(rows(&hands), ["Fire", "Flood", "Storm"]);
}

#[test]
fn what_the_matrix_shows_is_kept_as_a_view_and_exported() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    hands.command(Command::Show(Pane::Disagreements(None)));
    hands.command(Command::Search("tag:coast -flood".to_owned()));
    hands.click("Filter");
    hands.click("Only unresolved");
    hands.click("Save search and filter as a view");
    let view = hands.project().views().iter().last().unwrap().clone();
    assert_eq!(view.layout, ViewLayout::Disagreements);
    assert_eq!(
        (view.query.as_str(), view.columns.as_slice()),
        (
            "tag:coast -flood",
            ["only-unresolved".to_owned()].as_slice()
        )
    );
    hands.desk.will_pick(hands.desk.file("coast"));
    hands.click("Export");
    hands.click("Table, Markdown…");
    let text = std::fs::read_to_string(hands.desk.file("coast.md")).unwrap();
    assert!(
        text.contains("Fire") && !text.contains("Flood") && !text.contains("Weekly"),
        "{text}"
    );
    assert!(
        text.contains("Only events found by “tag:coast -flood”."),
        "{text}"
    );
}

#[test]
fn the_sample_view_shows_what_is_contested_and_open() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1280.0, 800.0], false);
    let is_it = |view: &&std::sync::Arc<View>| view.layout == ViewLayout::Disagreements;
    let view = hands.project().views().iter().find(is_it).unwrap().clone();
    hands.command(Command::UseView(view.id));
    assert_eq!(hands.app().search.text, view.query);
    assert!(
        hands.sees("Events by sources") && hands.sees_part(" of 41 events"),
        "not all events"
    );
    assert!(rows(&hands).contains(&STRIKE.to_owned()));
}

#[test]
fn a_passage_is_read_while_its_event_stays_in_the_inspector() {
    let mut hands = on_strike([1280.0, 800.0], false);
    go_to(&mut hands, "Date, TRT World");
    hands.key(Key::Enter);
    let RecordId::Claim(claim) = hands.work().selection[0] else {
        panic!("the claim is selected");
    };
    let event = strike(&hands);
    assert_eq!(hands.work().inspected(), Some(event.into()));
    let lit = |hands: &Hands| {
        let rows = hands.harness.query_all_by_role(Role::Link);
        let lit = rows.filter(|row| row.accesskit_node().is_selected() == Some(true));
        lit.filter_map(|row| row.accesskit_node().label())
            .collect::<Vec<_>>()
    };
    let rows = lit(&hands);
    assert!(rows.len() == 1 && rows[0].starts_with("Date: "), "{rows:?}");
    // What is typed next is about the claim that is selected.
    hands.keys(Modifiers::COMMAND, Key::T);
    assert_eq!(hands.work().inspected(), Some(claim.into()));
    hands.key(Key::Escape);
    // From the event's own list of claims it is the same; any other selection ends it.
    hands.command(Command::Select(vec![event.into()]));
    assert_eq!(lit(&hands), Vec::<String>::new());
    hands.command(Command::ReadClaim(claim));
    assert_eq!(hands.work().inspected(), Some(event.into()));
    assert_eq!(lit(&hands), rows);
    hands.command(Command::Select(vec![claim.into()]));
    assert_eq!(hands.work().inspected(), Some(claim.into()));
    // What is selected is the claim: that is what is deleted.
    hands.command(Command::ReadClaim(claim));
    hands.command(Command::Do(annals::app::Action::Delete));
    assert!(!hands.project().claims().contains(claim));
    assert!(hands.project().events().contains(event));
    assert_eq!(lit(&hands), Vec::<String>::new());
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

#[test]
fn the_suggestions_of_a_value_hide_no_part_of_the_form() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.click_role(Role::Button, "Assess wounded");
    let of_form = [
        "Assessed value",
        "Reason of the assessment",
        "Save assessment",
    ];
    let of_form = of_form.map(|name| hands.get(name).rect());
    // Of many and of one.
    for typed in ["", "4"] {
        hands.type_text(typed);
        let rows = hands.harness.query_all_by_role(Role::ListBoxOption);
        let list = rows.map(|row| row.rect()).reduce(eframe::egui::Rect::union);
        let list = list.expect("values are suggested");
        let above = of_form[0].top() - 16.0;
        assert!(list.bottom() <= above, "the label of the field: {list}");
        assert!(!of_form.iter().any(|part| part.intersects(list)), "{list}");
    }
}

#[test]
fn a_half_written_reason_is_there_again_when_its_form_is_opened_again() {
    let mut hands = on_strike([1280.0, 800.0], false);
    hands.click_role(Role::Button, "Assess wounded");
    hands.key(Key::Tab);
    hands.type_text("Two of three say so");
    let other = hands.harness.query_all_by_label_contains("Assess ");
    let other = other.filter(|node| node.accesskit_node().role() == Role::Button);
    let names: Vec<String> = other
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let other = names.iter().find(|name| name.as_str() != "Assess wounded");
    hands.click_role(Role::Button, other.expect("another field is open"));
    let reason = |hands: &Hands| hands.get("Reason of the assessment").value();
    assert_eq!(reason(&hands).unwrap_or_default(), "");
    hands.click_role(Role::Button, "Assess wounded");
    assert_eq!(reason(&hands).as_deref(), Some("Two of three say so"));
}
