//! The reader: selecting, marking, remarks beside the text, and how it all looks.

mod claims;
mod half_written;
mod paste;
mod pictures;
mod recapture;

use annals::app::{Action, App, Command};
use annals::model::{Annotation, Motivation, RecordId, SourceId, Target};
use annals::ui::ctx::Ctx;
use annals::ui::views::View as _;
use annals::ui::views::reader::ReaderView;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support;
use crate::support::desk::Desk;

/// A program with one reader that fills the window.
pub(super) struct State {
    pub(super) app: App,
    pub(super) view: ReaderView,
    /// Commands that the reader sent.
    pub(super) sent: Vec<Command>,
}

/// A reader of `source` in `app`.
pub(super) fn reader(
    app: App,
    source: &str,
    size: [f32; 2],
    dark: bool,
) -> Harness<'static, State> {
    let id: SourceId = source.parse().unwrap();
    let state = State {
        app,
        view: ReaderView::new(id),
        sent: Vec::new(),
    };
    let mut harness = support::builder(size, dark)
        .with_max_steps(24)
        .with_step_dt(0.01)
        .build_ui_state(frame, state);
    harness.run();
    harness
}

fn frame(ui: &mut eframe::egui::Ui, state: &mut State) {
    let fill = annals::ui::theme::Theme::of(ui).surface;
    let window = ui.ctx().content_rect();
    ui.painter()
        .rect_filled(window, eframe::egui::CornerRadius::ZERO, fill);
    let State { app, view, sent } = state;
    app.tick();
    let ctx = Ctx::new(app);
    let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(window));
    view.ui(&mut inside, &ctx, true);
    let commands = ctx.into_commands();
    if ui.ctx().current_pass_index() > 0 {
        return;
    }
    for command in commands {
        sent.push(command.clone());
        app.handle(command);
    }
}

/// A case with one source, one capture of it, and more records.
fn case(text: &str, more: &str) -> String {
    format!(
        r#"(
  annals: 1,
  sources: [(id: "SRC000000001", title: "A source")],
  captures: [(id: "CAP000000001", source: "SRC000000001", taken: (words: "30 April 2024", edtf: "2024-04-30"),
    sha256: "{}", text: {text:?})],
  {more}
)"#,
        annals::model::Sha256::of(text.as_bytes())
    )
}

const TEXT: &str =
    "Two children died in the village.\n\nThe ministry counted nine dead. Nobody agreed.\n";

/// A reader of a case.
fn open(desk: &Desk, text: &str, more: &str) -> Harness<'static, State> {
    let app = desk.app_with(&case(text, more));
    reader(app, "SRC000000001", [720.0, 600.0], false)
}

/// The annotations of the project as text.
fn annotations(harness: &Harness<'_, State>) -> Vec<String> {
    let work = harness.state().app.work().unwrap();
    let tags = |a: &Annotation| {
        let names = a.tags.iter().filter_map(|id| work.project.tags().get(id));
        names
            .map(|tag| format!(" #{}", tag.path))
            .collect::<String>()
    };
    let line = |a: &std::sync::Arc<Annotation>| {
        let words = match &a.target {
            Target::Passage(passage) => format!("“{}”", passage.exact()),
            Target::Record(record) => record.to_string(),
        };
        let text = [a.title.as_str(), &a.body].join("/");
        format!("{:?} {words} {text}{}", a.motivation, tags(a))
    };
    work.project.annotations().iter().map(line).collect()
}

/// A point on the words of a paragraph, so many points from its left edge, on its first row.
fn on(harness: &Harness<'_, State>, paragraph: &str, along: f32) -> Pos2 {
    let rect = harness.get_by_label_contains(paragraph).rect();
    pos2(rect.left() + along, rect.top() + 13.0)
}

fn button(harness: &mut Harness<'_, State>, at: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(at));
    harness.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
    harness.step();
}

fn drag(harness: &mut Harness<'_, State>, from: Pos2, to: Pos2) {
    button(harness, from, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(to));
    harness.step();
    harness.event(Event::PointerMoved(to));
    harness.step();
    button(harness, to, false, Modifiers::NONE);
    harness.run();
}

fn click(harness: &mut Harness<'_, State>, at: Pos2, times: usize) {
    // Long enough after the last click that this is none of its.
    let now = harness.ctx.input(|input| input.time);
    harness.input_mut().time = Some(now + 10.0);
    for _ in 0..times {
        button(harness, at, true, Modifiers::NONE);
        button(harness, at, false, Modifiers::NONE);
    }
    harness.run();
}

/// Puts the focus on the text and the caret at its start.
fn focus(harness: &mut Harness<'_, State>) {
    harness.get_by_label("Text of A source").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::CTRL, Key::Home);
    harness.run();
}

fn keys(harness: &mut Harness<'_, State>, modifiers: Modifiers, key: Key, times: usize) {
    for _ in 0..times {
        harness.key_press_modifiers(modifiers, key);
        harness.step();
    }
    harness.run();
}

const SHIFT_CTRL: Modifiers = Modifiers {
    shift: true,
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// Selects the first words of the text by keyboard.
fn select_words(harness: &mut Harness<'_, State>, count: usize) {
    focus(harness);
    keys(harness, SHIFT_CTRL, Key::ArrowRight, count);
}

#[test]
fn words_are_selected_by_keyboard_and_highlighted_with_a_key() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    select_words(&mut harness, 2);
    harness.get_by_label("Highlight");
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(annotations(&harness), ["Highlighting “Two children” /"]);
    // The words stay selected, so that the next key is about them too.
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(annotations(&harness).len(), 2);
    keys(&mut harness, Modifiers::NONE, Key::Escape, 1);
    assert!(harness.query_by_label("Highlight").is_none());
    harness.state_mut().app.handle(Command::Do(Action::Undo));
    harness.run();
    assert_eq!(annotations(&harness).len(), 1);
}

#[test]
fn words_are_selected_by_mouse_across_paragraphs() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    let from = on(&harness, "Two children", 0.0);
    let to = on(&harness, "The ministry", 31.0);
    drag(&mut harness, from, to);
    harness.get_by_label("Highlight").click();
    harness.run();
    assert_eq!(
        annotations(&harness),
        ["Highlighting “Two children died in the village.\n\nThe” /"]
    );
}

#[test]
fn a_double_click_takes_the_word_and_a_triple_click_the_paragraph() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    let at = on(&harness, "Two children", 50.0);
    click(&mut harness, at, 2);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    let at = on(&harness, "The ministry", 50.0);
    click(&mut harness, at, 3);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(
        annotations(&harness),
        [
            "Highlighting “children” /",
            "Highlighting “The ministry counted nine dead. Nobody agreed.” /"
        ]
    );
}

#[test]
fn shift_and_a_click_extend_the_selection() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    let at = on(&harness, "Two children", 0.0);
    click(&mut harness, at, 1);
    let end = on(&harness, "Two children", 400.0);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    button(&mut harness, end, true, Modifiers::SHIFT);
    button(&mut harness, end, false, Modifiers::SHIFT);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(
        annotations(&harness),
        ["Highlighting “Two children died in the village.” /"]
    );
}

#[test]
fn a_comment_is_written_where_the_words_are() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    select_words(&mut harness, 2);
    keys(&mut harness, Modifiers::NONE, Key::M, 1);
    harness
        .get_by_label("Text of the comment")
        .type_text("By one count");
    harness.run();
    keys(&mut harness, Modifiers::SHIFT, Key::Enter, 1);
    harness
        .get_by_label("Text of the comment")
        .type_text("only");
    harness.run();
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(
        annotations(&harness),
        ["Commenting “Two children” /By one count\nonly"]
    );
    assert!(harness.query_by_label("Text of the comment").is_none());
    // The text has the focus again, with the words selected.
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(annotations(&harness).len(), 2);
}

#[test]
fn a_question_has_a_title_and_escape_discards_it() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    select_words(&mut harness, 1);
    keys(&mut harness, Modifiers::NONE, Key::Q, 1);
    keys(&mut harness, Modifiers::NONE, Key::Escape, 1);
    assert!(harness.query_by_label("Text of the question").is_none());
    assert!(annotations(&harness).is_empty());
    keys(&mut harness, Modifiers::NONE, Key::Q, 1);
    harness.get_by_label("Title of the question").focus();
    harness.run();
    harness
        .get_by_label("Title of the question")
        .type_text("How many?");
    harness.run();
    harness.get_by_label("Add question").click();
    harness.run();
    assert_eq!(annotations(&harness), ["Questioning “Two” How many?/"]);
}

#[test]
fn a_tag_is_chosen_or_made_for_the_words() {
    let desk = Desk::new();
    let tags = r#"tags: [(id: "TAG000000001", path: "figure/killed", colour: Rose)],"#;
    let mut harness = open(&desk, TEXT, tags);
    select_words(&mut harness, 2);
    keys(&mut harness, Modifiers::NONE, Key::T, 1);
    harness
        .get_by_label("Tag for the selected words")
        .type_text("kill");
    harness.run();
    keys(&mut harness, Modifiers::NONE, Key::ArrowDown, 1);
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    keys(&mut harness, Modifiers::NONE, Key::T, 1);
    harness
        .get_by_label("Tag for the selected words")
        .type_text("doubtful");
    harness.run();
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(
        annotations(&harness),
        [
            "Highlighting “Two children” / #figure/killed",
            "Highlighting “Two children” / #doubtful"
        ]
    );
}

#[test]
fn the_selected_words_can_be_copied() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    select_words(&mut harness, 2);
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    assert!(
        commands.iter().any(|command| matches!(
            command,
            eframe::egui::OutputCommand::CopyText(text) if text == "Two children"
        )),
        "{commands:?}"
    );
}

/// Two remarks on the same words and a claim on others.
const MARKED: &str = r#"events: [(id: "EVT000000001", title: "An event")],
  claims: [(id: "CMA000000001", source: "SRC000000001", event: "EVT000000001", field: "killed", value: Number((best: Some(9))),
    passage: Some((capture: "CAP000000001", exact: "nine dead", start: 56, end: 65)))],
  annotations: [
    (id: "ANN000000001", title: "Whose count?", motivation: Questioning, body: "A ministry.",
      target: Passage((capture: "CAP000000001", exact: "Two children died", start: 0, end: 17))),
    (id: "ANN000000002", motivation: Highlighting,
      target: Passage((capture: "CAP000000001", exact: "children", start: 4, end: 12))),
    (id: "ANN000000003", title: "Gone astray",
      target: Passage((capture: "CAP000000001", exact: "three children", start: 0, end: 14))),
  ],"#;

fn selected(harness: &Harness<'_, State>) -> String {
    let work = harness.state().app.work().unwrap();
    let ids = work.selection.iter().map(RecordId::to_string);
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn clicking_a_remark_selects_it_and_clicking_its_words_too() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, MARKED);
    harness.get_by_label("Question: Whose count?").click();
    harness.run();
    assert_eq!(selected(&harness), "ANN000000001");
    // The shorter mark lies on top; the next click reaches the one below.
    let at = on(&harness, "Two children", 60.0);
    click(&mut harness, at, 1);
    assert_eq!(selected(&harness), "ANN000000002");
    click(&mut harness, at, 1);
    assert_eq!(selected(&harness), "ANN000000001");
    let at = on(&harness, "The ministry", 190.0);
    click(&mut harness, at, 1);
    assert_eq!(selected(&harness), "CMA000000001");
}

#[test]
fn words_that_are_not_at_their_place_are_listed_and_not_painted() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, MARKED);
    harness.get_by_label("4 passages, 1 lost");
    let lost = "Passage not at its place: Gone astray, “three children”";
    harness.get_by_label(lost).click();
    harness.run();
    assert_eq!(selected(&harness), "ANN000000003");
    assert!(harness.query_by_label("Comment: Gone astray").is_none());
}

#[test]
fn the_margin_can_be_narrowed_to_questions() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, MARKED);
    harness.get_by_label("Highlight: Highlight");
    harness.get_by_label("Filter the margin").click();
    harness.run();
    harness.get_by_label("Only questions").click();
    harness.run();
    harness.get_by_label("Question: Whose count?");
    assert!(harness.query_by_label("Highlight: Highlight").is_none());
}

#[test]
fn a_source_without_a_text_says_what_to_do() {
    let desk = Desk::new();
    let text = r#"(annals: 1, sources: [(id: "SRC000000001", title: "A source")])"#;
    let mut harness = reader(desk.app_with(text), "SRC000000001", [720.0, 600.0], false);
    harness.get_by_label("No text yet");
    harness.get_by_label("Paste text…").click();
    harness.run();
    let source: SourceId = "SRC000000001".parse().unwrap();
    assert!(harness.state().sent.contains(&Command::PasteText(source)));
}

#[test]
fn a_deleted_source_is_told() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, "");
    let source: SourceId = "SRC000000001".parse().unwrap();
    let delete = annals::edit::Edit::Delete {
        records: [source.into()].into(),
    };
    harness
        .state_mut()
        .app
        .handle(Command::Edit(Box::new(delete)));
    harness.run();
    harness.get_by_label("The source is gone");
    let state = harness.state();
    assert!(!state.view.is_alive(&state.app));
}

#[test]
fn a_long_text_is_read_from_end_to_end_and_jumped_about_in() {
    let desk = Desk::new();
    let mut text = String::new();
    for number in 1..=4000 {
        text += &format!(
            "Paragraph {number} says again that nobody agreed on how many there were.\n\n"
        );
    }
    let at = text.find("Paragraph 3000").unwrap();
    let far = format!(
        r#"annotations: [(id: "ANN000000001", title: "Far down", target: Passage((capture: "CAP000000001",
        exact: "Paragraph 3000", start: {at}, end: {})))],"#,
        at + 14
    );
    let mut harness = open(&desk, &text, &far);
    harness.get_by_label_contains("Paragraph 1 ");
    focus(&mut harness);
    keys(&mut harness, Modifiers::CTRL, Key::End, 1);
    harness.get_by_label_contains("Paragraph 4000 ");
    keys(&mut harness, Modifiers::NONE, Key::PageUp, 2);
    assert!(harness.query_by_label_contains("Paragraph 4000 ").is_none());
    keys(&mut harness, Modifiers::CTRL, Key::Home, 1);
    harness.get_by_label_contains("Paragraph 1 ");
    let note: RecordId = RecordId::Annotation("ANN000000001".parse().unwrap());
    let state = harness.state_mut();
    state.view.scroll_to(&state.app, note);
    harness.run();
    harness.get_by_label_contains("Paragraph 3000 ");
    harness.get_by_label("Comment: Far down");
}

#[test]
fn scrolling_a_little_moves_the_text_by_that_much() {
    let desk = Desk::new();
    let text = "Nobody agreed.\n\n".repeat(2000);
    let mut harness = open(&desk, &text, "");
    harness.hover_at(pos2(300.0, 400.0));
    harness.run();
    for _ in 0..30 {
        harness.event(Event::MouseWheel {
            unit: eframe::egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -40.0),
            phase: eframe::egui::TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        harness.run_ok();
    }
    // 30 times 40 points: the head is 130 and more high, a paragraph 40.
    let paragraphs: Vec<_> = harness.get_all_by_label("Nobody agreed.").collect();
    let top = paragraphs[0].rect().top();
    assert!(top < 80.0, "{top}");
}

#[test]
fn words_in_arabic_script_are_selected_without_harm() {
    let desk = Desk::new();
    let text = "در کوه سبز دو کودک کشته شدند\n\nIn Persian: کوه سبز is Green Hill.\n";
    let app = desk.app_with(&case(text, ""));
    let id: SourceId = "SRC000000001".parse().unwrap();
    let state = State {
        app,
        view: ReaderView::new(id),
        sent: Vec::new(),
    };
    let mut harness = support::builder([720.0, 600.0], false)
        .allow_missing_glyphs()
        .with_max_steps(24)
        .with_step_dt(0.01)
        .build_ui_state(frame, state);
    harness.run();
    let at = on(&harness, "In Persian", 30.0);
    click(&mut harness, at, 3);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    let at = on(&harness, "در کوه", 40.0);
    keys(&mut harness, Modifiers::NONE, Key::Escape, 1);
    click(&mut harness, at, 3);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(
        annotations(&harness),
        [
            "Highlighting “In Persian: کوه سبز is Green Hill.” /",
            "Highlighting “در کوه سبز دو کودک کشته شدند” /"
        ]
    );
}

/// Motivations are told by their names in tests.
#[test]
fn a_remark_is_named_by_its_motivation_where_it_has_no_title() {
    let desk = Desk::new();
    let more = r#"annotations: [(id: "ANN000000001", motivation: Bookmarking,
        target: Passage((capture: "CAP000000001", exact: "Two", start: 0, end: 3)))],"#;
    let harness = open(&desk, TEXT, more);
    harness.get_by_label("Bookmark: Bookmark");
    assert_eq!(Motivation::default(), Motivation::Commenting);
}

#[test]
fn enter_selects_what_lies_under_the_caret() {
    let desk = Desk::new();
    let mut harness = open(&desk, TEXT, MARKED);
    focus(&mut harness);
    keys(&mut harness, Modifiers::NONE, Key::ArrowRight, 6);
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(selected(&harness), "ANN000000002");
    keys(&mut harness, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(selected(&harness), "ANN000000001");
}

#[test]
fn the_caret_goes_by_rows_and_keeps_its_column() {
    let desk = Desk::new();
    let text = "Nobody agreed on how many there were, nor on who had counted them, and so it went on for as long as anybody listened.\n\nYes.\n\nBut the ministry counted nine dead on that day.\n";
    let mut harness = open(&desk, text, "");
    focus(&mut harness);
    keys(&mut harness, Modifiers::CTRL, Key::ArrowRight, 3);
    // Down through a long paragraph and a short one, into the third; then the word there.
    keys(&mut harness, Modifiers::NONE, Key::ArrowDown, 4);
    keys(&mut harness, Modifiers::CTRL, Key::ArrowLeft, 1);
    keys(&mut harness, SHIFT_CTRL, Key::ArrowRight, 1);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    keys(&mut harness, Modifiers::NONE, Key::End, 1);
    keys(&mut harness, Modifiers::SHIFT, Key::Home, 1);
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    assert_eq!(
        annotations(&harness),
        [
            "Highlighting “counted” /",
            "Highlighting “But the ministry counted nine dead on that day.” /"
        ]
    );
}

#[test]
fn a_drag_over_the_edge_scrolls_on() {
    let desk = Desk::new();
    let text = "Nobody agreed on how many there were.\n\n".repeat(200);
    let mut harness = open(&desk, &text, "");
    let from = pos2(100.0, 300.0);
    let edge = pos2(200.0, 599.0);
    button(&mut harness, from, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(edge));
    harness.step();
    for _ in 0..200 {
        harness.step();
    }
    button(&mut harness, edge, false, Modifiers::NONE);
    harness.run();
    keys(&mut harness, Modifiers::NONE, Key::H, 1);
    let found = annotations(&harness);
    let rows = found[0].matches("Nobody").count();
    assert!(rows > 10, "only {rows} paragraphs were selected");
}
