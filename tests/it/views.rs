//! Saved views, how tables are arranged, and records that a search would hide.

use annals::app::{Action, App, Command};
use annals::edit::Edit;
use annals::model::{Kind, RecordId};
use annals::query::{Arrangement, Column, Sort};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::desk::Desk;
use crate::support::hands::Hands;
use crate::support::window::settle;

const SMALL: [f32; 2] = [1280.0, 800.0];

const CASE: &str = r#"(
  annals: 1,
  project: (title: "Case"),
  tags: [
    (id: "000000000001", path: "border"),
  ],
  events: [
    (
      id: "00000000000A",
      title: "Apple",
      when: (edtf: "2024-01-18"),
      tags: ["000000000001"],
    ),
    (
      id: "00000000000B",
      title: "Berry",
      when: (edtf: "2024-01-17"),
      tags: ["000000000001"],
    ),
    (
      id: "00000000000C",
      title: "Cherry",
      when: (edtf: "2024-01-16"),
    ),
  ],
  views: [
    (
      id: "00000000000V",
      title: "At the border",
      shows: Event,
      query: "tag:border",
      sort: "title",
      descending: true,
      columns: [
        "title",
        "tags",
        "when",
      ],
    ),
  ],
)
"#;

fn case() -> Hands {
    Hands::on(CASE, SMALL, false)
}

fn in_order(hands: &Hands, role: Role) -> String {
    let nodes = hands.harness.get_all_by_role(role);
    let mut nodes: Vec<_> = nodes
        .map(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            (node.rect().top(), node.rect().left(), label)
        })
        .collect();
    nodes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let labels: Vec<_> = nodes.into_iter().map(|(_, _, label)| label).collect();
    labels.join(", ")
}

/// Search, heads and rows of the table.
#[track_caller]
fn check_table(hands: &Hands, search: &str, heads: &str, rows: &str) {
    assert_eq!(hands.app().search.text, search);
    assert_eq!(in_order(hands, Role::ColumnHeader), heads);
    assert_eq!(in_order(hands, Role::Row), rows);
}

/// There is no room for kinds.
const USUAL: &str = "When, Title, Place, Tags, Claims";

#[test]
fn a_saved_view_brings_its_search_its_order_and_its_columns() {
    let mut hands = case();
    check_table(&hands, "", USUAL, "Cherry, Berry, Apple");
    hands.click_role(Role::Button, "At the border");
    let columns = "Title, Tags, When";
    check_table(&hands, "tag:border", columns, "Berry, Apple");
    assert!(!hands.sees("Update view"));
    hands.click("Leave the view");
    check_table(&hands, "", USUAL, "Cherry, Berry, Apple");
    assert!(!hands.sees("View At the border"));
}

#[test]
fn a_changed_table_is_told_and_stored_in_its_view() {
    let mut hands = case();
    hands.click_role(Role::Button, "At the border");
    hands.click_role(Role::ColumnHeader, "When");
    check_table(&hands, "tag:border", "Title, Tags, When", "Berry, Apple");
    hands.click("Columns");
    hands.click_role(Role::CheckBox, "Tags");
    hands.key(Key::Escape);
    check_table(&hands, "tag:border", "Title, When", "Berry, Apple");
    let row = hands.role(Role::Button, "At the border");
    assert_eq!(row.accesskit_node().value().unwrap_or_default(), "changed");

    hands.click("Update view");
    let notice = "Edited order and columns of saved view At the border";
    assert!(hands.sees_part(notice), "the notice says what was stored");
    assert!(!hands.sees("Update view"));
    let expected = CASE
        .replace(
            "      sort: \"title\",\n      descending: true,\n",
            "      sort: \"when\",\n",
        )
        .replace("        \"tags\",\n        \"when\"", "        \"when\"");
    assert_eq!(hands.saved(), expected);

    hands.undo();
    check_table(&hands, "tag:border", "Title, Tags, When", "Berry, Apple");
    assert_eq!(hands.saved(), CASE);
}

#[test]
fn a_changed_table_goes_back_to_its_view_by_a_click() {
    let mut hands = case();
    hands.click_role(Role::Button, "At the border");
    hands.click_role(Role::ColumnHeader, "When");
    hands.command(Command::Search("berry".to_owned()));
    check_table(&hands, "berry", "Title, Tags, When", "Berry");
    hands.click_role(Role::Button, "View At the border");
    check_table(&hands, "tag:border", "Title, Tags, When", "Berry, Apple");
    assert!(!hands.sees("Update view"));
}

#[test]
fn what_the_table_shows_is_saved_as_a_view_and_named() {
    let mut hands = case();
    hands.command(Command::Search("e".to_owned()));
    hands.click_role(Role::ColumnHeader, "Title");
    hands.click("Columns");
    hands.click_role(Role::CheckBox, "Place");
    hands.key(Key::Escape);
    hands.click("Save search, order and columns as a view");
    // The cursor is in its title.
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.type_text("With an e");
    let view = hands.project().views().iter().last().unwrap().clone();
    assert_eq!(
        (view.title.as_str(), view.query.as_str()),
        ("With an e", "e")
    );
    assert_eq!((view.sort.as_str(), view.descending), ("title", false));
    assert_eq!(view.columns, ["when", "title", "kind", "tags", "claims"]);
    assert!(hands.sees("View With an e"), "it is in use");
    assert!(!hands.sees("Update view"));
    // The table's own arrangement is as before.
    hands.click("Leave the view");
    let columns = "When, Title, Kind, Tags, Claims";
    check_table(&hands, "", columns, "Apple, Berry, Cherry");
}

#[test]
fn a_view_is_renamed_and_deleted_from_its_menu() {
    let mut hands = case();
    let menu = |hands: &mut Hands, item: &str| {
        hands.role(Role::Button, "At the border").click_secondary();
        settle(&mut hands.harness);
        hands.click_role(Role::MenuItem, item);
    };
    menu(&mut hands, "Rename");
    hands.keys(Modifiers::COMMAND, Key::A);
    hands.type_text("Border");
    assert_eq!(
        hands.project().views().iter().next().unwrap().title,
        "Border"
    );
    hands.key(Key::Escape);
    hands.undo();
    assert_eq!(hands.saved(), CASE);
    hands.click_role(Role::Button, "At the border");
    menu(&mut hands, "Delete");
    assert!(hands.project().views().is_empty());
    assert_eq!(in_order(&hands, Role::ColumnHeader), USUAL);
    hands.undo();
    check_table(&hands, "tag:border", "Title, Tags, When", "Berry, Apple");
    assert_eq!(hands.saved(), CASE);
}

#[test]
fn a_view_edited_in_the_inspector_is_followed() {
    let mut hands = case();
    hands.click_role(Role::Button, "At the border");
    let mut view = (**hands.project().views().iter().next().unwrap()).clone();
    "apple".clone_into(&mut view.query);
    hands.command(Command::Edit(Box::new(Edit::Set {
        after: view.into(),
        what: "query",
        typing: false,
    })));
    check_table(&hands, "apple", "Title, Tags, When", "Apple");
    hands.undo();
    check_table(&hands, "tag:border", "Title, Tags, When", "Berry, Apple");
}

/// What the settings keep of a table after a restart.
#[track_caller]
fn check_kept(app: &App, columns: &str, sort: Option<Column>, widths: &[(Column, f32)]) {
    let Arrangement {
        sort: kept,
        columns: shown,
    } = app.arrangement(Kind::Event);
    let names: Vec<_> = shown.iter().map(|column| column.name()).collect();
    assert_eq!(names.join(", "), columns);
    assert_eq!(kept.column, sort);
    let mut kept: Vec<_> = app.column_widths(Kind::Event).into_iter().collect();
    kept.sort_by_key(|(column, _)| *column);
    assert_eq!(kept, widths);
}

#[test]
fn tables_stand_after_a_restart_as_they_were_left() {
    let desk = Desk::new();
    let mut app = desk.app_with(CASE);
    let arrangement = Arrangement::usual(Kind::Event).toggled(Kind::Event, Column::Place);
    let sort = Sort::by(Column::Title).toggled(Column::Title);
    let columns = arrangement.columns.clone();
    app.handle(Command::Arrange(Kind::Event, Arrangement { sort, columns }));
    app.handle(Command::SetWidth(Kind::Event, Column::Title, 301.4));
    app.handle(Command::SetWidth(Kind::Event, Column::When, 9_000.0));
    // A saved view brings its own, which is no business of the settings.
    let view = app
        .work()
        .unwrap()
        .project
        .views()
        .iter()
        .next()
        .unwrap()
        .id;
    app.handle(Command::UseView(view));
    check_kept(
        &app,
        "Title, Tags, When",
        Some(Column::Title),
        &[(Column::When, 560.0), (Column::Title, 301.0)],
    );
    assert!(
        !app.work().unwrap().is_dirty(),
        "the project has nothing of it"
    );
    app.handle(Command::Do(Action::Quit));
    assert!(app.is_leaving());

    let app = desk.app();
    let widths = [(Column::When, 560.0), (Column::Title, 301.0)];
    let columns = "When, Title, Kind, Tags, Claims";
    check_kept(&app, columns, Some(Column::Title), &widths);
    assert!(app.arrangement(Kind::Event).sort.descending);
    assert_eq!(
        app.arrangement(Kind::Claim),
        Arrangement::usual(Kind::Claim)
    );
}

#[test]
fn an_edge_that_was_dragged_is_written_soon_after() {
    let mut hands = case();
    hands.focus(Role::ColumnHeader, "When");
    hands.keys(Modifiers::SHIFT, Key::ArrowRight);
    let width = hands.app().column_widths(Kind::Event)[&Column::When];
    assert!(
        hands
            .app()
            .next_change()
            .is_some_and(|millis| millis <= 500)
    );
    hands.desk.wait_millis(510);
    settle(&mut hands.harness);
    let app = hands.desk.app();
    assert_eq!(app.column_widths(Kind::Event)[&Column::When], width);
}

/// The row of the record that is selected is in sight, and the search is this.
#[track_caller]
fn check_in_sight(hands: &Hands, name: &str, search: &str) {
    assert_eq!(hands.app().search.text, search);
    let selected = hands.work().selection.first().map(|&id| hands.label(id));
    assert_eq!(selected.as_deref(), Some(name));
    let row = hands.role(Role::Row, name).rect();
    assert!(row.top() > 100.0 && row.bottom() <= 774.0, "{row:?}");
}

/// Eighty events, so that one that was not scrolled to has no row in sight.
fn long_case() -> Hands {
    let events = (100..180).map(|n| {
        format!("(id: \"000000000{n}\", title: \"Event {n}\", when: (edtf: \"2024-01-01\")),\n")
    });
    let events: String = events.collect();
    Hands::on(&format!("(annals: 1, events: [{events}])"), SMALL, false)
}

#[test]
fn a_new_record_that_the_search_hides_is_shown() {
    let mut hands = long_case();
    hands.command(Command::Search("150".to_owned()));
    hands.command(Command::Do(Action::NewEvent));
    check_in_sight(&hands, "Untitled event", "");
    assert!(hands.sees_part("Added untitled event. The search is cleared to show it"));
    hands.undo();
    assert_eq!(hands.project().events().len(), 80);
}

#[test]
fn a_new_record_that_the_search_finds_leaves_it_alone() {
    let mut hands = long_case();
    hands.command(Command::Search("type:event".to_owned()));
    hands.command(Command::Do(Action::NewEvent));
    check_in_sight(&hands, "Untitled event", "type:event");
}

#[test]
fn a_record_gone_to_is_shown_and_the_search_comes_back_by_a_click() {
    let mut hands = long_case();
    hands.command(Command::Search("150".to_owned()));
    let event = hands.project().events().iter().last().unwrap().id;
    hands.command(Command::Reveal(event.into()));
    check_in_sight(&hands, "Event 179", "");
    hands.click("Search again");
    assert_eq!(hands.app().search.text, "150");
    assert_eq!(in_order(&hands, Role::Row), "Event 150");
}

#[test]
fn what_undo_brings_back_behind_the_search_is_shown_by_a_click() {
    let mut hands = long_case();
    let event: RecordId = hands.project().events().iter().last().unwrap().id.into();
    let records = [event].into();
    hands.command(Command::Edit(Box::new(Edit::Delete { records })));
    hands.command(Command::Search("150".to_owned()));
    hands.undo();
    assert_eq!(
        hands.app().search.text,
        "150",
        "one undo may follow another"
    );
    hands.click("Show");
    check_in_sight(&hands, "Event 179", "");
}
