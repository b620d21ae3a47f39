//! The page of parts, light and dark, held against pictures.
//!
//! States that only one control can be in at a time (hovered, focused, pressed) are made by really
//! hovering, focusing and pressing, one after the other, and put together in one picture.

mod behave;
mod controls;
mod page;

use annals::ui::widgets::{Notice, Question, notices};
use eframe::egui::{Event, Id, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};
use image::RgbaImage;

use crate::support;

const SIZE: [f32; 2] = [1280.0, 800.0];

/// How a part of the page gets into its state.
#[derive(Clone, Copy)]
enum State {
    Hover,
    Press,
    Focus,
}

/// A control at a place, its state, and the part of the page that shows it.
struct Shown {
    at: Pos2,
    state: State,
    part: Rect,
}

fn part(x: f32, y: f32, wide: f32, tall: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(wide, tall))
}

fn states() -> Vec<Shown> {
    let shown = |x: f32, y: f32, state| Shown {
        at: pos2(x, y),
        state,
        part: Rect::NOTHING,
    };
    let within = |shown: Shown, part| Shown { part, ..shown };
    vec![
        within(
            shown(200.0, 100.0, State::Hover),
            part(100.0, 84.0, 200.0, 33.0),
        ),
        within(
            shown(200.0, 166.0, State::Focus),
            part(98.0, 148.0, 206.0, 36.0),
        ),
        within(
            shown(130.0, 310.0, State::Hover),
            part(104.0, 294.0, 60.0, 31.0),
        ),
        within(
            shown(200.0, 310.0, State::Hover),
            part(166.0, 294.0, 72.0, 31.0),
        ),
        within(
            shown(280.0, 310.0, State::Hover),
            part(240.0, 294.0, 80.0, 31.0),
        ),
        within(
            shown(130.0, 341.0, State::Focus),
            part(98.0, 323.0, 67.0, 37.0),
        ),
        within(
            shown(200.0, 341.0, State::Focus),
            part(165.0, 323.0, 75.0, 37.0),
        ),
        within(
            shown(280.0, 341.0, State::Focus),
            part(240.0, 323.0, 82.0, 37.0),
        ),
        within(
            shown(130.0, 372.0, State::Press),
            part(104.0, 358.0, 60.0, 29.0),
        ),
        within(
            shown(200.0, 372.0, State::Press),
            part(166.0, 358.0, 72.0, 29.0),
        ),
        within(
            shown(280.0, 372.0, State::Press),
            part(240.0, 358.0, 80.0, 29.0),
        ),
        within(
            shown(200.0, 516.0, State::Hover),
            part(100.0, 500.0, 220.0, 33.0),
        ),
        within(
            shown(200.0, 549.0, State::Focus),
            part(100.0, 533.0, 220.0, 33.0),
        ),
        within(
            shown(470.0, 119.0, State::Focus),
            part(424.0, 104.0, 73.0, 31.0),
        ),
        within(
            shown(480.0, 235.0, State::Focus),
            part(336.0, 216.0, 312.0, 38.0),
        ),
        within(
            shown(480.0, 273.0, State::Focus),
            part(336.0, 254.0, 312.0, 38.0),
        ),
        within(
            shown(480.0, 355.0, State::Focus),
            part(336.0, 337.0, 312.0, 35.0),
        ),
        within(
            shown(480.0, 433.0, State::Focus),
            part(336.0, 415.0, 312.0, 35.0),
        ),
        within(
            shown(480.0, 511.0, State::Focus),
            part(336.0, 493.0, 312.0, 35.0),
        ),
    ]
}

/// The page with every part in the state that it is to show.
fn picture(dark: bool) -> RgbaImage {
    let mut page = page::Page::default();
    let mut harness = support::harness(SIZE, dark, move |ui| page.show(ui));
    let mut picture = render(&mut harness);
    for shown in states() {
        put(&mut harness, &shown);
        let with_state = render(&mut harness);
        let (left, top) = (shown.part.left() as u32, shown.part.top() as u32);
        for y in top..shown.part.bottom() as u32 {
            for x in left..shown.part.right() as u32 {
                picture.put_pixel(x, y, *with_state.get_pixel(x, y));
            }
        }
        harness.remove_cursor();
        harness.event(Event::PointerButton {
            pos: Pos2::ZERO,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Default::default(),
        });
        harness
            .ctx
            .memory_mut(eframe::egui::Memory::stop_text_input);
        harness.run();
    }
    picture
}

fn put(harness: &mut Harness<'_>, shown: &Shown) {
    match shown.state {
        State::Hover => harness.hover_at(shown.at),
        State::Press => harness.drag_at(shown.at),
        State::Focus => {
            let id = harness.ctx.viewport(|viewport| {
                viewport
                    .prev_pass
                    .widgets
                    .layer_ids()
                    .flat_map(|layer| {
                        viewport
                            .prev_pass
                            .widgets
                            .get_layer(layer)
                            .copied()
                            .collect::<Vec<_>>()
                    })
                    .filter(|widget| widget.sense.is_focusable() && widget.rect.contains(shown.at))
                    .min_by(|a, b| a.rect.area().total_cmp(&b.rect.area()))
                    .map(|widget| widget.id)
            });
            let id = id.unwrap_or_else(|| panic!("no control at {:?}", shown.at));
            harness.ctx.memory_mut(|memory| memory.request_focus(id));
        }
    }
    harness.run();
}

fn render(harness: &mut Harness<'_>) -> RgbaImage {
    harness.run();
    harness.render().unwrap_or_else(|reason| panic!("{reason}"))
}

#[test]
fn the_parts_look_as_in_the_light_picture() {
    egui_kittest::image_snapshot(&picture(false), "parts-light");
}

#[test]
fn the_parts_look_as_in_the_dark_picture() {
    egui_kittest::image_snapshot(&picture(true), "parts-dark");
}

const SMALL: [f32; 2] = [1000.0, 460.0];

pub(crate) fn controls(dark: bool) -> Harness<'static, controls::Controls> {
    support::builder(SMALL, dark).build_ui_state(
        |ui, controls: &mut controls::Controls| {
            let theme = annals::ui::theme::Theme::of(ui);
            ui.painter().rect_filled(
                ui.ctx().content_rect(),
                eframe::egui::CornerRadius::ZERO,
                theme.raised,
            );
            controls.show(ui);
        },
        controls::Controls::default(),
    )
}

#[test]
fn controls_look_as_in_their_pictures() {
    let mut results = SnapshotResults::new();
    for (dark, name) in [(false, "controls-light"), (true, "controls-dark")] {
        let mut harness = controls(dark);
        harness.run();
        harness.snapshot(name);
        results.extend_harness(&mut harness);
    }
}

#[test]
fn open_lists_and_menus_look_as_in_their_pictures() {
    let mut results = SnapshotResults::new();
    for (label, name) in [
        ("File", "menu-light"),
        ("Reliability", "choice-light"),
        ("Tag", "suggestions-light"),
    ] {
        let mut harness = controls(false);
        harness.run();
        if label == "Tag" {
            harness.get_by_label(label).focus();
        } else {
            harness.get_by_label(label).click();
        }
        harness.run();
        harness.snapshot(name);
        results.extend_harness(&mut harness);
    }
}

#[test]
fn what_floats_looks_as_in_its_picture() {
    let mut results = SnapshotResults::new();
    for (dark, name) in [(false, "floating-light"), (true, "floating-dark")] {
        let mut harness = support::harness(SMALL, dark, |ui| {
            let mut page = controls::Controls::default();
            page.show(ui);
            let within = ui.ctx().content_rect();
            let done = [
                ("Added tag ", false),
                ("border", true),
                (" to 3 events", false),
            ];
            let failed = [(
                "Not saved, the disk is full. Your work is in the journal.",
                false,
            )];
            let list = [
                Notice {
                    failure: true,
                    words: &failed,
                    action: Some("Save elsewhere"),
                    key: None,
                },
                Notice {
                    failure: false,
                    words: &done,
                    action: Some("Undo"),
                    key: Some("Ctrl Z"),
                },
            ];
            notices(ui.ctx(), within, &list);
        });
        harness.run();
        harness.hover_at(pos2(836.0, 166.0));
        harness.run_steps(8);
        harness.snapshot(name);
        results.extend_harness(&mut harness);
    }
    let mut harness = support::harness(SMALL, true, |ui| {
        controls::Controls::default().show(ui);
        let question = Question {
            title: "Merge 2 sources into one?",
            body: "“Panic Grips Koh-I-Sabz” keeps its title. 6 claims and 2 captures move to it. You can undo this.",
            quiet: "Keep both",
            other: Some("Compare"),
            primary: "Merge sources",
        };
        question.ask(ui.ctx(), Id::unique("question"));
    });
    harness.run();
    harness.snapshot("modal-dark");
    results.extend_harness(&mut harness);
}
