//! How the controls answer to keys and pointer.

use annals::ui::widgets::{Answer, Button, Notice, NoticeEvent, Question, notices};
use eframe::egui::{Id, Key, Modifiers, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::controls::Controls;
use crate::support;

fn page() -> Harness<'static, Controls> {
    let mut harness = super::controls(false);
    harness.run();
    harness
}

/// Presses keys one after the other, a frame each.
fn press(harness: &mut Harness<'_, Controls>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

fn type_into(harness: &mut Harness<'_, Controls>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.get_by_label(field).type_text(text);
    harness.run();
}

#[test]
fn enter_keeps_what_was_typed() {
    let mut harness = page();
    type_into(&mut harness, "Where", " province");
    press(&mut harness, &[Key::Enter]);
    assert_eq!(
        harness.state().log,
        ["place kept: Koh-e-Sabz, Panjgur, Balochistan province"]
    );
}

#[test]
fn escape_leaves_a_field_as_it_was() {
    let mut harness = page();
    type_into(&mut harness, "Where", " province");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(harness.state().place, "Koh-e-Sabz, Panjgur, Balochistan");
    assert_eq!(harness.state().log, [""; 0]);
}

#[test]
fn going_elsewhere_keeps_too_and_an_unchanged_text_is_no_event() {
    let mut harness = page();
    type_into(&mut harness, "Where", "!");
    press(&mut harness, &[Key::Tab]);
    assert_eq!(harness.state().log.len(), 1);
    harness.get_by_label("Where").focus();
    harness.run();
    press(&mut harness, &[Key::Tab]);
    assert_eq!(harness.state().log.len(), 1);
}

#[test]
fn suggestions_are_taken_with_arrows_and_enter() {
    let mut harness = page();
    harness.get_by_label("Tag").focus();
    harness.run();
    press(&mut harness, &[Key::ArrowDown, Key::Enter]);
    assert_eq!(harness.state().log, ["took border"]);
    assert!(harness.get_by_label("Tag").is_focused());
}

#[test]
fn suggestions_are_taken_with_the_pointer() {
    let mut harness = page();
    harness.get_by_label("Tag").focus();
    harness.run();
    harness
        .get_all_by_label("bla")
        .last()
        .expect("the row of the list")
        .click();
    harness.run();
    assert_eq!(harness.state().log, ["took bla"]);
}

#[test]
fn escape_closes_the_suggestions_before_it_leaves_the_field() {
    let mut harness = page();
    type_into(&mut harness, "Tag", "b");
    let rows = |harness: &Harness<'_, Controls>| harness.query_all_by_label("bla").count();
    assert_eq!(rows(&harness), 2, "one in the tree, one in the list");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(rows(&harness), 1);
    assert_eq!(harness.state().tag, "b");
    assert!(harness.get_by_label("Tag").is_focused());
    press(&mut harness, &[Key::Escape]);
    assert_eq!(harness.state().tag, "");
    assert!(!harness.get_by_label("Tag").is_focused());
}

#[test]
fn a_choice_is_made_with_the_keyboard_alone() {
    let mut harness = page();
    harness.get_by_label("Reliability").focus();
    harness.run();
    press(&mut harness, &[Key::Enter, Key::ArrowDown, Key::Enter]);
    assert_eq!(harness.state().reliability, Some(2));
    assert!(
        harness.query_by_label("C: Fairly reliable").is_none(),
        "the list is closed"
    );
    assert!(harness.get_by_label("Reliability").is_focused());
}

#[test]
fn a_chip_goes_by_its_cross_and_with_delete() {
    let mut harness = page();
    harness.get_by_label("Remove border").click();
    harness.run();
    harness.get_by_label("When from 2023 to April 2024").focus();
    harness.run();
    press(&mut harness, &[Key::Delete]);
    harness
        .get_by_label("Remove filter When from 2023 to April 2024")
        .click();
    harness.run();
    assert_eq!(
        harness.state().log,
        ["chip removed", "filter removed", "filter removed"]
    );
}

#[test]
fn the_caret_of_a_row_works_by_click_and_by_arrow() {
    let mut harness = page();
    harness.get_by_label("Close actor").click();
    harness.run();
    harness.get_by_label("actor").focus();
    harness.run();
    press(&mut harness, &[Key::ArrowLeft]);
    assert_eq!(harness.state().log, ["actor toggled", "actor toggled"]);
}

#[test]
fn a_section_folds_by_keyboard() {
    let mut harness = page();
    harness.get_by_label("Claims by field").focus();
    harness.run();
    press(&mut harness, &[Key::Enter]);
    assert!(!harness.state().open);
}

#[test]
fn the_list_of_300_million_rows_scrolls_by_points_and_reaches_its_end() {
    let mut harness = page();
    harness.state_mut().list.centre_row(250_000_000);
    harness.run();
    let start = harness.state().list.position;
    harness.hover_at(pos2(700.0, 350.0));
    harness.event(eframe::egui::Event::MouseWheel {
        unit: eframe::egui::MouseWheelUnit::Point,
        source: eframe::egui::MouseWheelSource::Unknown,
        delta: vec2(0.0, -1.0),
        phase: eframe::egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    for _ in 0..8 {
        harness.step();
    }
    let moved = harness.state().list.position;
    assert_eq!(start.row, moved.row);
    assert!(
        (moved.offset - start.offset - 1.0).abs() < 1e-3,
        "{start:?} to {moved:?}"
    );
    drag_bar_to(&mut harness, 600.0);
    assert_eq!(harness.state().list.position.row, 299_999_994);
    drag_bar_to(&mut harness, 0.0);
    assert_eq!(harness.state().list.position.row, 0);
}

fn drag_bar_to(harness: &mut Harness<'_, Controls>, y: f32) {
    let list = Rect::from_min_size(pos2(590.0, 260.0), vec2(380.0, 180.0));
    let share = harness.state().list.position.row as f32 / 300_000_000.0;
    let grip = Pos2::new(list.right() - 5.0, list.top() + 14.0 + share * 152.0);
    harness.drag_at(grip);
    harness.run_ok();
    harness.hover_at(pos2(grip.x, y));
    harness.run_ok();
    harness.drop_at(pos2(grip.x, y));
    harness.run_ok();
}

#[test]
fn a_blocked_button_does_nothing_and_says_why() {
    let clicks = std::cell::Cell::new(0);
    let mut harness = support::harness([300.0, 200.0], false, |ui| {
        if Button::primary("Save")
            .blocked(Some("Nothing has changed."))
            .show(ui)
            .clicked()
        {
            clicks.set(clicks.get() + 1);
        }
    });
    let save = harness.get_by_label("Save");
    assert!(save.accesskit_node().is_disabled());
    let at = save.rect().center();
    save.click();
    harness.run();
    harness.hover_at(at);
    harness.run_steps(6);
    harness.get_by_label("Nothing has changed.");
    drop(harness);
    assert_eq!(clicks.get(), 0);
}

fn ask(act: impl Fn(&mut Harness<'_>)) -> Option<Answer> {
    let answer = std::cell::Cell::new(None);
    let mut harness = support::harness([600.0, 400.0], false, |ui| {
        let question = Question {
            title: "Merge 2 sources?",
            body: "You can undo this.",
            quiet: "Keep both",
            other: None,
            primary: "Merge",
        };
        if answer.get().is_none() {
            answer.set(question.ask(ui.ctx(), Id::unique("question")));
        }
    });
    harness.run();
    act(&mut harness);
    harness.run();
    drop(harness);
    answer.get()
}

#[test]
fn a_question_is_answered_by_key_and_by_button() {
    assert_eq!(ask(|_| {}), None);
    assert_eq!(
        ask(|harness| harness.key_press(Key::Escape)),
        Some(Answer::Quiet)
    );
    assert_eq!(
        ask(|harness| harness.key_press(Key::Enter)),
        Some(Answer::Primary)
    );
    assert_eq!(
        ask(|harness| harness.get_by_label("Merge").click()),
        Some(Answer::Primary)
    );
    assert_eq!(
        ask(|harness| harness.get_by_label("Keep both").click()),
        Some(Answer::Quiet)
    );
}

#[test]
fn only_the_last_three_notices_float_and_each_can_be_acted_on() {
    let events = std::cell::RefCell::new(Vec::new());
    let mut harness = support::harness([600.0, 400.0], false, |ui| {
        let within = ui.ctx().content_rect();
        let notice = |words| Notice {
            failure: false,
            words,
            action: Some("Undo"),
            key: None,
        };
        let list = [
            notice(&[("one", false)]),
            notice(&[("two", false)]),
            notice(&[("three", false)]),
            notice(&[("four", false)]),
        ];
        let acted = notices(ui.ctx(), within, &list)
            .into_iter()
            .filter(|(_, event)| *event != NoticeEvent::Hovered);
        events.borrow_mut().extend(acted);
    });
    harness.run();
    assert!(harness.query_by_label("one").is_none());
    harness
        .get_all_by_label("Undo")
        .last()
        .expect("an action")
        .click();
    harness.run();
    harness
        .get_all_by_label("Close this notice")
        .next()
        .expect("a cross")
        .click();
    harness.run();
    drop(harness);
    assert_eq!(
        *events.borrow(),
        [(3, NoticeEvent::Action), (1, NoticeEvent::Closed)]
    );
}

#[test]
fn half_transparent_triangles_meet_without_a_seam_and_stop_at_the_clip() {
    use eframe::egui::{Color32, CornerRadius};
    let mut harness = support::harness([40.0, 40.0], false, |ui| {
        let clip = Rect::from_min_size(pos2(10.0, 10.0), vec2(20.0, 20.0));
        let painter = ui.painter().with_clip_rect(clip);
        painter.rect_filled(
            Rect::from_min_size(Pos2::ZERO, vec2(40.0, 40.0)),
            CornerRadius::ZERO,
            Color32::from_black_alpha(128),
        );
    });
    harness.run();
    let image = harness.render().unwrap_or_else(|reason| panic!("{reason}"));
    for (x, y, pixel) in image.enumerate_pixels() {
        let inside = (10..30).contains(&x) && (10..30).contains(&y);
        let expected = if inside { 127 } else { 255 };
        assert_eq!(pixel.0, [expected, expected, expected, 255], "at {x}, {y}");
    }
}
