//! The inspector in a panel of its own: every field found by its accessible name, used by mouse and keys.

mod evidence;
mod fields;
mod pictures;

use annals::app::samples::Sample;
use annals::app::{App, Command};
use annals::model::{Choice as _, Kind, Project, Record, RecordId, Reliability, Resolution};
use annals::ui::ctx::Ctx;
use annals::ui::panels::inspector::Inspector;
use annals::ui::theme::Theme;
use eframe::egui::{CornerRadius, Key, Modifiers, Role, UiBuilder};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support;
use crate::support::desk::Desk;

/// The program and the inspector, without the rest of the window.
struct Bench {
    app: App,
    inspector: Inspector,
    /// What was sent, for the tests to look at.
    sent: Vec<Command>,
    _desk: Desk,
}

type Panel = Harness<'static, Bench>;

fn bench((desk, app): (Desk, App), size: [f32; 2], dark: bool) -> Panel {
    let bench = Bench {
        app,
        inspector: Inspector::default(),
        sent: Vec::new(),
        _desk: desk,
    };
    support::builder(size, dark)
        .with_step_dt(0.02)
        .with_max_steps(30)
        .build_ui_state(draw, bench)
}

fn draw(ui: &mut eframe::egui::Ui, bench: &mut Bench) {
    let window = ui.ctx().content_rect();
    let fill = Theme::of(ui).raised;
    ui.painter().rect_filled(window, CornerRadius::ZERO, fill);
    let ctx = Ctx::new(&bench.app);
    let room = UiBuilder::new().max_rect(window);
    ui.scope_builder(room, |ui| {
        ui.set_clip_rect(window);
        bench.inspector.ui(ui, &ctx);
    });
    let commands = ctx.into_commands();
    if !commands.is_empty() {
        ui.ctx().request_repaint();
    }
    for command in commands {
        bench.sent.push(command.clone());
        bench.app.handle(command);
    }
    bench.app.tick();
    for request in bench.app.take_requests() {
        bench.inspector.request(&request);
    }
}

/// The program with the sample open.
fn sample() -> (Desk, App) {
    let desk = Desk::new();
    let mut app = desk.app();
    app.handle(Command::OpenSample(Sample::PakistanIran));
    app.settle();
    assert!(app.work().is_some(), "the sample was not opened");
    (desk, app)
}

/// The panel with the record of this kind whose label has these words.
fn panel(kind: Kind, title: &str) -> Panel {
    let mut panel = bench(sample(), [344.0, 3000.0], false);
    let id = find(project(&panel), kind, title);
    select(&mut panel, &[id]);
    panel
}

fn project(panel: &Panel) -> &Project {
    &panel.state().app.work().unwrap().project
}

fn record(panel: &Panel) -> Record {
    let work = panel.state().app.work().unwrap();
    work.project.get(work.selection[0]).unwrap()
}

fn find(project: &Project, kind: Kind, title: &str) -> RecordId {
    let mut ids = project.ids(kind);
    let found = ids.find(|&id| project.label(id).contains(title));
    found.unwrap_or_else(|| panic!("no {kind:?} “{title}”"))
}

fn select(panel: &mut Panel, ids: &[RecordId]) {
    let command = Command::Select(ids.to_vec());
    panel.state_mut().app.handle(command);
    panel.run();
}

/// What Undo would take back.
fn last_step(panel: &Panel) -> String {
    let work = panel.state().app.work().unwrap();
    work.history.undo_label().unwrap_or("nothing").to_owned()
}

fn undo(panel: &mut Panel) {
    let command = Command::Do(annals::app::Action::Undo);
    panel.state_mut().app.handle(command);
    panel.run();
}

fn press(panel: &mut Panel, key: Key) {
    panel.key_press(key);
    panel.run();
}

fn click(panel: &mut Panel, name: &str) {
    panel.get_by_label(name).click();
    panel.run();
}

/// Puts the cursor into a field and selects what it holds.
fn enter(panel: &mut Panel, name: &str) {
    field(panel, name).focus();
    panel.run();
    panel.key_press_modifiers(Modifiers::COMMAND, Key::A);
    panel.run();
}

/// Types letter by letter, as people do.
fn write(panel: &mut Panel, text: &str) {
    for letter in text.chars() {
        let event = eframe::egui::Event::Text(letter.to_string());
        panel.event(event);
        panel.run();
    }
}

fn field<'p>(panel: &'p Panel, name: &'p str) -> egui_kittest::Node<'p> {
    panel.get_by(move |node| {
        let is_text = matches!(node.role(), Role::TextInput | Role::MultilineTextInput);
        is_text && node.label().as_deref() == Some(name)
    })
}

fn fill(panel: &mut Panel, name: &str, text: &str) {
    enter(panel, name);
    if text.is_empty() {
        press(panel, Key::Delete);
    }
    panel.event(eframe::egui::Event::Text(text.to_owned()));
    panel.run();
}

fn has(panel: &Panel, words: &str) -> bool {
    panel.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn a_title_is_typed_in_one_step_and_escape_leaves_it_as_it_was() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    enter(&mut panel, "Title");
    write(&mut panel, "Raid on Rask");
    assert_eq!(
        project(&panel).record_label(&record(&panel)),
        "Raid on Rask"
    );
    press(&mut panel, Key::Enter);
    assert_eq!(last_step(&panel), "Edit title of event Raid on Rask");
    undo(&mut panel);
    assert_eq!(last_step(&panel), "nothing");

    fill(&mut panel, "Title", "Something else");
    press(&mut panel, Key::Escape);
    assert_eq!(
        project(&panel).record_label(&record(&panel)),
        "Attack on the police station at Rask"
    );
    assert_eq!(last_step(&panel), "nothing");
}

#[test]
fn a_date_says_below_how_it_is_read_while_it_is_typed() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    fill(&mut panel, "When", "mid-January 2024");
    assert!(has(&panel, "Some day from 11 to 20 January 2024"));
    assert!(has(&panel, "earliest 11 January 2024"));
    press(&mut panel, Key::Tab);
    let Record::Event(event) = record(&panel) else {
        panic!("an event is selected");
    };
    assert_eq!(event.when.words, "mid-January 2024");
    assert!(!event.when.edtf.is_empty());
    assert!(!has(&panel, "earliest 11 January 2024"));
}

#[test]
fn a_date_that_cannot_be_read_is_kept_as_words_and_a_guess_is_offered() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    fill(&mut panel, "When", "16 Janury 2024");
    press(&mut panel, Key::Enter);
    let Record::Event(event) = record(&panel) else {
        panic!("an event is selected");
    };
    assert_eq!(event.when.words, "16 Janury 2024");
    assert!(event.when.edtf.is_empty());
    assert!(has(&panel, "Kept as written"));
    click(&mut panel, "16 January 2024");
    let Record::Event(event) = record(&panel) else {
        panic!("an event is selected");
    };
    assert_eq!(event.when.edtf.as_str(), "2024-01-16");
}

#[test]
fn tags_are_added_made_and_taken_off_by_keys() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    let tags = |panel: &Panel| {
        let record = record(panel);
        let ids = record.tags().unwrap().iter();
        let mut paths: Vec<String> = ids.map(|id| project(panel).label(id.into())).collect();
        paths.sort();
        paths.join(" ")
    };
    let before = tags(&panel);
    let command = Command::Do(annals::app::Action::AddTag);
    panel.state_mut().app.handle(command);
    panel.run();
    write(&mut panel, "blf");
    press(&mut panel, Key::Enter);
    assert!(tags(&panel).contains("actor/blf"), "{}", tags(&panel));
    // The field stays open for more.
    write(&mut panel, "wholly new");
    press(&mut panel, Key::Enter);
    assert!(tags(&panel).contains("wholly new"), "{}", tags(&panel));
    assert!(last_step(&panel).starts_with("Add tag wholly new"));
    press(&mut panel, Key::Escape);
    assert!(
        panel
            .query_by_role_and_label(Role::TextInput, "Add a tag")
            .is_none()
    );

    panel.get_by_label("wholly new").focus();
    panel.run();
    press(&mut panel, Key::Delete);
    undo(&mut panel);
    click(&mut panel, "Remove wholly new");
    click(&mut panel, "Remove blf");
    assert_eq!(tags(&panel), before);
}

#[test]
fn a_click_on_a_tag_searches_for_it() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    click(&mut panel, "border");
    let sent = &panel.state().sent;
    assert!(
        sent.iter()
            .any(|c| matches!(c, Command::Search(text) if text.starts_with("tag:"))),
        "{sent:?}"
    );
}

#[test]
fn authors_are_rows_that_are_added_ordered_and_removed() {
    let mut panel = panel(Kind::Source, "Pakistan-Iran Relation");
    let authors = |panel: &Panel| match record(panel) {
        Record::Source(source) => {
            let names: Vec<String> = source
                .authors
                .iter()
                .map(annals::model::PersonName::editable)
                .collect();
            names.join("; ")
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(authors(&panel), "Jamshed, Unsa; Rafi, Faiza");
    fill(&mut panel, "Author 3", "Press Office");
    press(&mut panel, Key::Enter);
    assert_eq!(authors(&panel), "Jamshed, Unsa; Rafi, Faiza; Press Office");
    assert!(last_step(&panel).starts_with("Edit authors of source"));
    click(&mut panel, "Move up Author 3");
    assert_eq!(authors(&panel), "Jamshed, Unsa; Press Office; Rafi, Faiza");
    click(&mut panel, "Remove Author 1");
    assert_eq!(authors(&panel), "Press Office; Rafi, Faiza");
    fill(&mut panel, "Author 1", "");
    press(&mut panel, Key::Tab);
    assert_eq!(authors(&panel), "Rafi, Faiza");
}

#[test]
fn reliability_is_chosen_by_its_meaning_and_the_letter_before_is_kept() {
    let mut panel = panel(Kind::Source, "Pakistan-Iran Relation");
    click(&mut panel, "Reliability");
    click(&mut panel, &format!("D: {}", Reliability::D.meaning()));
    let Record::Source(source) = record(&panel) else {
        panic!("a source is selected");
    };
    assert_eq!(source.reliability, Reliability::D);
    let earlier = source.earlier_reliability.last().unwrap();
    assert_eq!(earlier.reliability, Reliability::B);
    let kept = source.earlier_reliability.len();
    click(&mut panel, &format!("Reliability: {kept} earlier"));
    assert!(has(&panel, "Before: B (Usually reliable)"));
}

#[test]
fn an_address_is_shown_and_asked_about_before_it_is_opened() {
    let mut panel = panel(Kind::Source, "Pakistan-Iran Relation");
    fill(&mut panel, "URL", "file:///etc/passwd");
    assert!(
        panel
            .get_by_label("Open address")
            .accesskit_node()
            .is_disabled()
    );
    fill(&mut panel, "URL", "https://example.org/a");
    press(&mut panel, Key::Enter);
    click(&mut panel, "Open address");
    assert!(has(&panel, "Open this address in the browser?"));
    click(&mut panel, "Leave it");
    assert!(!has(&panel, "Open this address in the browser?"));
}

#[test]
fn a_remark_is_made_answered_resolved_and_opened_again() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    let command = Command::Do(annals::app::Action::Comment);
    panel.state_mut().app.handle(command);
    panel.run();
    write(&mut panel, "Which station?");
    panel.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    panel.run();
    assert!(
        last_step(&panel).starts_with("Add comment on"),
        "{}",
        last_step(&panel)
    );
    click(&mut panel, "Reply to Commenting");
    write(&mut panel, "The one at Rask.");
    click(&mut panel, "Send reply");
    assert!(
        last_step(&panel).starts_with("Add reply to"),
        "{}",
        last_step(&panel)
    );
    fill(&mut panel, "Text of Commenting", "Which one?");
    click(&mut panel, "Resolve Commenting");
    let state = |panel: &Panel| {
        let all = project(panel).annotations();
        let mine = all.iter().find(|a| a.body == "Which one?").unwrap();
        mine.resolution
    };
    assert_eq!(state(&panel), Resolution::Resolved);
    assert!(!has(&panel, "Text of Reply"));
    click(&mut panel, "Commenting");
    click(&mut panel, "Reopen Commenting");
    assert_eq!(state(&panel), Resolution::Open);
    assert!(has(&panel, "Text of Reply"));
}

#[test]
fn links_are_made_shown_from_both_ends_and_removed() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    let before = project(&panel).links().len();
    click(&mut panel, "Links");
    click(&mut panel, "Relation of the new link");
    click(&mut panel, "causes");
    fill(&mut panel, "Add a link to", "Marg Bar");
    press(&mut panel, Key::Enter);
    assert_eq!(project(&panel).links().len(), before + 1);
    let other = find(project(&panel), Kind::Event, "Marg Bar Sarmachar");
    let name = format!("causes {}", project(&panel).label(other));
    click(&mut panel, &name);
    assert_eq!(record(&panel).id(), other);
    let back = "caused by Attack on the police station at Rask";
    assert!(has(&panel, back));
    click(&mut panel, &format!("Remove link {back}"));
    assert_eq!(
        project(&panel).links().len(),
        before,
        "{}",
        last_step(&panel)
    );
}

#[test]
fn several_events_get_and_lose_tags_in_one_step() {
    let mut panel = bench(sample(), [276.0, 800.0], false);
    let ids: Vec<RecordId> = project(&panel).ids(Kind::Event).take(3).collect();
    select(&mut panel, &ids);
    assert!(has(&panel, "3 events"));
    fill(&mut panel, "Add a tag", "seen together");
    press(&mut panel, Key::Enter);
    assert_eq!(last_step(&panel), "Add tag seen together to 3 events");
    click(&mut panel, "Remove seen together");
    assert_eq!(last_step(&panel), "Remove tag seen together from 3 events");
    let before = project(&panel).events().len();
    click(&mut panel, "Delete 3 events");
    assert_eq!(project(&panel).events().len(), before - 3);
    undo(&mut panel);
    assert_eq!(project(&panel).events().len(), before);
}

#[test]
fn nothing_can_be_changed_while_the_project_is_open_read_only() {
    let desk = Desk::new();
    let _first = desk.app_with(Sample::PakistanIran.text());
    let mut app = desk.app();
    app.handle(Command::OpenPath(desk.file("case.ron")));
    app.settle();
    assert!(app.work().unwrap().read_only.is_some());
    let mut panel = bench((desk, app), [344.0, 1600.0], false);
    let id = project(&panel).ids(Kind::Event).next().unwrap();
    select(&mut panel, &[id]);
    let title = field(&panel, "Title");
    assert!(title.accesskit_node().is_disabled() || title.accesskit_node().is_read_only());
    assert!(
        panel
            .get_by_label("Add a tag")
            .accesskit_node()
            .is_disabled()
    );
}

#[test]
fn an_unreadable_record_and_a_problem_lead_to_the_problems() {
    let desk = Desk::new();
    let text = r#"(
  annals: 1,
  events: [
    (id: "00000000003A", title: "Bad day", when: (words: "x", edtf: "2024-13-45")),
    (id: "00000000003B", title: 7),
  ],
)"#;
    let app = desk.app_with(text);
    let mut panel = bench((desk, app), [344.0, 900.0], false);
    let unread = project(&panel).ids(Kind::Unread).next().unwrap();
    select(&mut panel, &[unread]);
    assert!(has(&panel, "title: 7"));
    click(&mut panel, "Mend");
    let bad = project(&panel).ids(Kind::Event).next().unwrap();
    select(&mut panel, &[bad]);
    let problem = panel.state().app.work().unwrap().problems.of(bad)[0].clone();
    click(&mut panel, &problem.message);
    let sent = &panel.state().sent;
    assert!(sent.contains(&Command::Reveal(unread)), "{sent:?}");
    assert!(
        sent.contains(&Command::Do(annals::app::Action::ShowProblems)),
        "{sent:?}"
    );
}

#[test]
fn with_nothing_selected_the_project_itself_is_edited() {
    let mut panel = bench(sample(), [344.0, 900.0], false);
    fill(&mut panel, "Title", "Another name");
    press(&mut panel, Key::Enter);
    assert_eq!(project(&panel).meta().title, "Another name");
    assert_eq!(last_step(&panel), "Edit title of the project");
}

#[test]
fn tab_leads_from_the_title_down_through_the_fields() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    enter(&mut panel, "Kind");
    let mut seen = Vec::new();
    for _ in 0..6 {
        press(&mut panel, Key::Tab);
        let focused = panel.query_all_by(|node| node.is_focused() && node.role() != Role::Window);
        seen.extend(focused.filter_map(|node| node.accesskit_node().label()));
    }
    let seen = seen.join(", ");
    assert!(
        seen.starts_with("Actor 1, Role of actor 1, jaish-al-adl"),
        "{seen}"
    );
    let sent = &panel.state().sent;
    assert!(
        sent.is_empty(),
        "passing through changed something: {sent:?}"
    );
}
