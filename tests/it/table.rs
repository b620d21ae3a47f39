//! The table of records in a window of its own size: found by accessible names, used by mouse and keys.

use annals::app::{Action, App, Command, Pane, Request, Workspace};
use annals::model::Kind;
use annals::ui::ctx::Ctx;
use annals::ui::theme::Theme;
use annals::ui::views::View;
use annals::ui::views::table::TableView;
use eframe::egui::{CornerRadius, Key, Modifiers, Role, UiBuilder};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support;
use crate::support::desk::Desk;

/// A table, and the program that it draws from.
struct Stage {
    app: App,
    table: TableView,
    focused: bool,
    requests: Vec<Request>,
    _desk: Desk,
}

impl Stage {
    fn work(&self) -> &Workspace {
        match self.app.work() {
            Some(work) => work,
            None => panic!("no project is open"),
        }
    }
}

fn stage(size: [f32; 2], dark: bool, kind: Kind, app: (Desk, App)) -> Harness<'static, Stage> {
    let (desk, app) = app;
    let stage = Stage {
        app,
        table: TableView::new(kind),
        focused: true,
        requests: Vec::new(),
        _desk: desk,
    };
    support::builder(size, dark)
        .with_step_dt(0.02)
        .with_max_steps(20)
        .allow_missing_glyphs()
        .build_ui_state(
            |ui, stage: &mut Stage| {
                let fill = Theme::of(ui).surface;
                let window = ui.ctx().content_rect();
                ui.set_clip_rect(window);
                ui.painter().rect_filled(window, CornerRadius::ZERO, fill);
                let ctx = Ctx::new(&stage.app);
                let room = UiBuilder::new().max_rect(window);
                ui.scope_builder(room, |ui| stage.table.ui(ui, &ctx, stage.focused));
                let commands = ctx.into_commands();
                if !commands.is_empty() {
                    ui.ctx().request_repaint();
                }
                for command in commands {
                    stage.app.handle(command);
                }
                stage.app.tick();
                for request in stage.app.take_requests() {
                    if let Request::ScrollTo(record) = request {
                        stage.table.scroll_to(&stage.app, record);
                    }
                    stage.requests.push(request);
                }
            },
            stage,
        )
}

/// Seven events in the order of their dates, `e1` to `e7`, and one note.
fn case() -> (Desk, App) {
    let events = (1..=7).map(|n| {
        format!(
            "(id: \"00000000002{n}\", title: \"Event {n}\", kind: \"{}\", when: (edtf: \"2024-01-1{n}\")),",
            ["strike", "call", "visit"][n % 3]
        )
    });
    let text = format!(
        "(annals: 1, events: [{}], notes: [(id: \"000000000031\", title: \"A strike\")])",
        events.collect::<String>()
    );
    let desk = Desk::new();
    let app = desk.app_with(&text);
    (desk, app)
}

fn table(kind: Kind) -> Harness<'static, Stage> {
    let mut harness = stage([900.0, 500.0], false, kind, case());
    harness.run();
    harness
}

/// The numbers of the rows, selected ones with a star.
fn rows(harness: &Harness<'_, Stage>) -> String {
    let rows = harness.get_all_by_role(Role::Row);
    let mut rows: Vec<_> = rows.map(|row| (row.rect().top(), told(&row))).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    rows.join(" ")
}

fn told(row: &egui_kittest::Node<'_>) -> String {
    let node = row.accesskit_node();
    let name = node.label().unwrap_or_default();
    let star = if node.is_selected() == Some(true) {
        "*"
    } else {
        ""
    };
    format!("{}{star}", name.trim_start_matches("Event "))
}

/// The numbers of the selected records, the one that the inspector shows first.
fn selection(harness: &Harness<'_, Stage>) -> String {
    let work = harness.state().work();
    let names = work.selection.iter().map(|&id| work.project.label(id));
    let names: Vec<_> = names
        .map(|name| name.trim_start_matches("Event ").to_owned())
        .collect();
    names.join(" ")
}

fn row<'a>(harness: &'a Harness<'_, Stage>, name: &'a str) -> egui_kittest::Node<'a> {
    harness.get_by_role_and_label(Role::Row, name)
}

fn click(harness: &mut Harness<'_, Stage>, name: &str, held: Modifiers) {
    row(harness, name).click_modifiers(held);
    harness.run();
}

fn press(harness: &mut Harness<'_, Stage>, held: Modifiers, key: Key) {
    harness.key_press_modifiers(held, key);
    harness.run();
}

#[track_caller]
fn check_keys(harness: &mut Harness<'_, Stage>, held: Modifiers, keys: &[Key], expected: &str) {
    for &key in keys {
        press(harness, held, key);
    }
    assert_eq!(selection(harness), expected);
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn a_click_on_a_head_sorts_and_another_reverses() {
    let mut harness = table(Kind::Event);
    assert_eq!(rows(&harness), "1 2 3 4 5 6 7");
    let head = |harness: &mut Harness<'_, Stage>, name: &str| {
        harness
            .get_by_role_and_label(Role::ColumnHeader, name)
            .click();
        harness.run();
    };
    head(&mut harness, "When");
    assert_eq!(rows(&harness), "7 6 5 4 3 2 1");
    head(&mut harness, "Kind");
    assert_eq!(rows(&harness), "1 4 7 3 6 2 5");
    head(&mut harness, "Kind");
    assert_eq!(rows(&harness), "2 5 3 6 1 4 7");
}

#[test]
fn clicks_select_with_ctrl_and_shift_too() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 2", NONE);
    assert_eq!(rows(&harness), "1 2* 3 4 5 6 7");
    click(&mut harness, "Event 5", SHIFT);
    assert_eq!(selection(&harness), "5 2 3 4");
    click(&mut harness, "Event 7", CTRL);
    assert_eq!(selection(&harness), "7 5 2 3 4");
    click(&mut harness, "Event 3", CTRL);
    assert_eq!(rows(&harness), "1 2* 3 4* 5* 6 7*");
    click(&mut harness, "Event 1", SHIFT);
    assert_eq!(selection(&harness), "1 2 3");
    click(&mut harness, "Event 4", NONE);
    assert_eq!(selection(&harness), "4");
    harness.get_by_label("7 events, 1 selected");
}

#[test]
fn tick_boxes_add_and_take_away() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 2", NONE);
    row(&harness, "Event 4").hover();
    harness.run();
    harness.get_by_label("Select Event 4").click();
    harness.run();
    assert_eq!(selection(&harness), "4 2");
    harness.get_by_label("Select Event 2").click();
    harness.run();
    assert_eq!(selection(&harness), "4");
}

#[test]
fn keys_select_without_a_mouse() {
    let mut harness = table(Kind::Event);
    let all = &mut harness;
    check_keys(all, NONE, &[Key::ArrowDown], "1");
    check_keys(all, NONE, &[Key::ArrowDown, Key::ArrowDown], "3");
    check_keys(all, SHIFT, &[Key::ArrowDown, Key::ArrowDown], "5 3 4");
    check_keys(all, SHIFT, &[Key::ArrowUp], "4 3");
    check_keys(all, NONE, &[Key::End], "7");
    check_keys(all, NONE, &[Key::ArrowDown], "7");
    check_keys(all, SHIFT, &[Key::Home], "1 2 3 4 5 6 7");
    check_keys(all, NONE, &[Key::PageDown], "7");
    check_keys(all, CTRL, &[Key::ArrowUp, Key::ArrowUp], "7");
    check_keys(all, NONE, &[Key::Space], "5 7");
    check_keys(all, NONE, &[Key::Space], "7");
    check_keys(all, NONE, &[Key::Escape], "");
    check_keys(all, NONE, &[Key::ArrowUp], "4");
}

#[test]
fn tab_leads_from_the_bar_over_the_head_to_the_rows() {
    let mut harness = table(Kind::Event);
    let mut names = Vec::new();
    for _ in 0..9 {
        press(&mut harness, NONE, Key::Tab);
        let node = harness.get_by(|node| node.is_focused() && node.label().is_some());
        names.push(node.accesskit_node().label().unwrap_or_default());
    }
    let expected = "Columns, New event, When, Title, Kind, Place, Tags, Claims, Event 1";
    assert_eq!(names.join(", "), expected);
}

#[test]
fn enter_and_a_double_click_show_the_record() {
    let mut harness = stage([900.0, 500.0], false, Kind::Note, case());
    harness.run();
    check_keys(
        &mut harness,
        NONE,
        &[Key::ArrowDown, Key::Enter],
        "A strike",
    );
    let shown = |harness: &mut Harness<'_, Stage>| {
        let requests = std::mem::take(&mut harness.state_mut().requests);
        requests
            .iter()
            .any(|request| matches!(request, Request::Show(Pane::Note(_))))
    };
    assert!(shown(&mut harness));
    let at = row(&harness, "A strike").rect().center();
    for _ in 0..2 {
        harness.drag_at(at);
        harness.drop_at(at);
    }
    harness.run();
    assert!(shown(&mut harness));
}

#[test]
fn delete_takes_the_selected_rows_and_undo_brings_them_back() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 2", NONE);
    click(&mut harness, "Event 4", SHIFT);
    press(&mut harness, NONE, Key::Delete);
    assert_eq!(rows(&harness), "1 5 6 7");
    let notices = harness.state().app.notices.shown();
    assert_eq!(notices[0].text, "Deleted 3 events");
    harness.state_mut().app.handle(Command::Do(Action::Undo));
    harness.run();
    assert_eq!(rows(&harness), "1 2* 3* 4* 5 6 7");
    press(&mut harness, NONE, Key::Delete);
    // The keyboard is where the deleted rows were.
    check_keys(&mut harness, NONE, &[Key::Space], "5");
    check_keys(&mut harness, NONE, &[Key::Delete, Key::ArrowDown], "7");
    check_keys(&mut harness, NONE, &[Key::Delete, Key::Space], "6");
}

#[test]
fn delete_leaves_alone_what_the_search_hides() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 1", NONE);
    click(&mut harness, "Event 2", CTRL);
    search(&mut harness, "call");
    assert_eq!(rows(&harness), "1* 4 7");
    harness.get_by_label("3 of 7 events, 2 selected, 1 hidden");
    press(&mut harness, NONE, Key::Delete);
    search(&mut harness, "");
    assert_eq!(rows(&harness), "2* 3 4 5 6 7");
}

#[test]
fn a_key_pressed_elsewhere_deletes_nothing() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 2", NONE);
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Title")
        .focus();
    harness.run();
    press(&mut harness, NONE, Key::Delete);
    assert_eq!(rows(&harness), "1 2* 3 4 5 6 7");
}

fn search(harness: &mut Harness<'_, Stage>, text: &str) {
    let command = Command::Search(text.to_owned());
    harness.state_mut().app.handle(command);
    harness.run();
}

#[test]
fn the_search_filters_and_a_mistake_in_it_keeps_the_rows() {
    let mut harness = table(Kind::Event);
    search(&mut harness, "strike");
    assert_eq!(rows(&harness), "3 6");
    assert_eq!(harness.state().table.counts(), Some((2, 3)));
    assert_eq!(harness.state().table.rows().len(), 2);
    search(&mut harness, "strike tga:border");
    assert_eq!(rows(&harness), "3 6");
    search(&mut harness, "-strike");
    assert_eq!(rows(&harness), "1 2 4 5 7");
    harness
        .get_by_label("Remove filter Text without strike")
        .click();
    harness.run();
    assert_eq!(harness.state().app.search.text, "");
    assert_eq!(rows(&harness), "1 2 3 4 5 6 7");
}

#[test]
fn an_empty_table_says_what_to_do() {
    let mut harness = table(Kind::Event);
    search(&mut harness, "unheard");
    harness.get_by_label("No events found");
    harness.get_by_label("Nothing here matches “unheard”.");
    harness.get_by_label("Clear search").click();
    harness.run();
    assert_eq!(rows(&harness), "1 2 3 4 5 6 7");

    let mut harness = table(Kind::Source);
    harness.get_by_label("No sources yet");
    harness.get_by_label("New source").click();
    harness.run();
    assert_eq!(rows(&harness), "Untitled source*");
}

#[test]
fn a_new_record_is_scrolled_to() {
    let mut harness = stage([900.0, 200.0], false, Kind::Event, case());
    harness.run();
    assert_eq!(rows(&harness), "1 2 3 4 5");
    harness.get_by_label("New event").click();
    harness.run();
    assert!(
        rows(&harness).ends_with("Untitled event*"),
        "{}",
        rows(&harness)
    );
}

#[test]
fn columns_are_switched_off_and_on() {
    let mut harness = table(Kind::Event);
    harness.get_by_label("Columns").click();
    harness.run();
    harness
        .get_by_role_and_label(Role::CheckBox, "Kind")
        .click();
    harness.run();
    let heads = |harness: &Harness<'_, Stage>| {
        let heads = harness.get_all_by_role(Role::ColumnHeader);
        let names = heads.map(|head| head.accesskit_node().label().unwrap_or_default());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(heads(&harness), "When Title Place Tags Claims");
    harness
        .get_by_role_and_label(Role::CheckBox, "Kind")
        .click();
    harness.run();
    assert_eq!(heads(&harness), "When Title Kind Place Tags Claims");
}

#[test]
fn an_edge_is_dragged_and_fitted() {
    let mut harness = table(Kind::Event);
    let left = |harness: &Harness<'_, Stage>| {
        let head = harness.get_by_role_and_label(Role::ColumnHeader, "Title");
        head.rect().left()
    };
    let before = left(&harness);
    let edge = harness.get_by_label("Width of When").rect().center();
    harness.drag_at(edge);
    harness.run();
    harness.hover_at(edge + eframe::egui::vec2(40.0, 0.0));
    harness.run();
    harness.drop_at(edge + eframe::egui::vec2(40.0, 0.0));
    harness.run();
    assert_eq!(left(&harness), before + 40.0);
    let edge = harness.get_by_label("Width of When").rect().center();
    for _ in 0..2 {
        harness.drag_at(edge);
        harness.drop_at(edge);
    }
    harness.run();
    assert!(left(&harness) < before, "fitted to “11 Jan 2024”");
}

#[test]
fn the_menu_of_a_row_is_for_all_that_is_selected() {
    let mut harness = table(Kind::Event);
    click(&mut harness, "Event 2", NONE);
    click(&mut harness, "Event 3", SHIFT);
    row(&harness, "Event 2").click_secondary();
    harness.run();
    harness.get_by_label("Copy titles");
    harness.get_by_label("Delete 2 events").click();
    harness.run();
    assert_eq!(rows(&harness), "1 4 5 6 7");
    row(&harness, "Event 5").click_secondary();
    harness.run();
    assert_eq!(selection(&harness), "5");
    harness.get_by_label("Add tag…").click();
    harness.run();
    assert!(harness.state().requests.contains(&Request::FocusTags));
}

#[test]
fn a_large_project_is_listed_by_a_job() {
    let events = (0..1_500).map(|n| format!("(id: \"00000000{n:04}\", title: \"Event {n}\"),"));
    let text = format!("(annals: 1, events: [{}])", events.collect::<String>());
    let desk = Desk::new();
    let app = desk.app_with(&text);
    let mut harness = stage([900.0, 200.0], false, Kind::Event, (desk, app));
    let wait = |harness: &mut Harness<'_, Stage>, expected: usize| {
        while harness.state().table.rows().len() != expected {
            std::thread::yield_now();
            harness.step();
        }
        harness.run();
    };
    wait(&mut harness, 1_500);
    assert_eq!(rows(&harness), "0 1 2 3 4");
    press(&mut harness, NONE, Key::End);
    assert_eq!(rows(&harness), "1495 1496 1497 1498 1499*");
    let command = Command::Search("\"event 77\"".to_owned());
    harness.state_mut().app.handle(command);
    harness.step();
    assert_eq!(
        harness.state().table.rows().len(),
        1_500,
        "the old rows stay"
    );
    wait(&mut harness, 11);
    harness.get_by_label("11 of 1500 events, 1 selected, 1 hidden");
}

/// The table over events made for pictures, three of them selected, one row hovered.
fn picture(size: [f32; 2], dark: bool, search_for: &str, hovered: &str) -> Harness<'static, Stage> {
    let desk = Desk::new();
    let app = desk.app_with(include_str!("table/events.ron"));
    let mut harness = stage(size, dark, Kind::Event, (desk, app));
    search(&mut harness, search_for);
    let work = harness.state().work();
    let ids = work.project.ids(Kind::Event).collect::<Vec<_>>();
    let select = Command::Select([4, 6, 11].map(|n: usize| ids[n]).to_vec());
    harness.state_mut().app.handle(select);
    harness.run();
    row(&harness, hovered).hover();
    harness.run();
    harness
}

#[test]
fn picture_of_the_table() {
    let hovered = "National Security Committee meets";
    picture([787.0, 694.0], false, "", hovered).snapshot("table-light");
}

#[test]
fn picture_of_the_table_on_a_large_screen_in_the_dark() {
    let size = [1304.0, 400.0];
    picture(size, true, "pakistan -tag:irgc", "Raisi visits Pakistan").snapshot("table-dark-1920");
}

#[test]
fn picture_of_an_empty_table() {
    let desk = Desk::new();
    let app = desk.app_with("(annals: 1)");
    let mut harness = stage([787.0, 400.0], false, Kind::Event, (desk, app));
    harness.run();
    harness.snapshot("table-empty-light");
}

/// No bundled face has these letters; what matters is that rows and hits hold.
#[test]
fn titles_in_arabic_script_are_shown_and_found() {
    let urdu = "پاکستان نے ایران سے اپنا سفیر واپس بلا لیا اور تمام اعلیٰ سطحی دورے معطل کر دیے جو پہلے سے طے تھے";
    let desk = Desk::new();
    let text = include_str!("table/events.ron").replace("Raisi visits Pakistan", urdu);
    let app = desk.app_with(&text);
    let mut harness = stage([787.0, 694.0], false, Kind::Event, (desk, app));
    harness.run();
    search(&mut harness, "سفير");
    assert_eq!(rows(&harness), urdu);
}
