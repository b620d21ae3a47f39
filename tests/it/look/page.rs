//! The page of parts: every control with its states, laid out in four columns.

use annals::ui::icons;
use annals::ui::theme::{Theme, Type};
use annals::ui::widgets::{Button, Chip, Field, Lead, Row, paint};
use eframe::egui::{Align, Color32, Pos2, Rect, Ui, UiBuilder, pos2, vec2};

/// What the fields of the page hold.
pub(crate) struct Page {
    place: [String; 4],
}

impl Default for Page {
    fn default() -> Self {
        let place = || "Koh-e-Sabz, Panjgur".to_owned();
        Self {
            place: [place(), place(), "Koh-e-Sabz".to_owned(), String::new()],
        }
    }
}

/// Shows `add` in a box of the page.
fn at<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(rect)
            .id_salt((rect.min.x as i32, rect.min.y as i32)),
        add,
    )
    .inner
}

fn boxed(x: f32, y: f32, wide: f32, tall: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(wide, tall))
}

/// A heading of the page with its hairline.
fn heading(ui: &Ui, x: f32, y: f32, wide: f32, title: &str) {
    let theme = Theme::of(ui);
    let galley = Type::BODY_STRONG.line(ui, title, theme.text);
    ui.painter().galley(pos2(x, y), galley, Color32::WHITE);
    paint::hairline(ui.painter(), theme, x, x + wide, y + 25.0);
}

/// The name of a state, left of the control.
fn state(ui: &Ui, x: f32, middle: f32, name: &str) {
    let galley = Type::SMALL.line(ui, name, Theme::of(ui).text3);
    paint::text_at(
        ui.painter(),
        x,
        Rect::from_center_size(Pos2::new(x, middle), vec2(0.0, 16.0)),
        Align::Min,
        &galley,
    );
}

impl Page {
    /// Lays out the page.
    pub(crate) fn show(&mut self, ui: &mut Ui) {
        rows(ui);
        buttons(ui);
        self.fields(ui);
        chips(ui);
    }

    fn fields(&mut self, ui: &mut Ui) {
        heading(ui, 22.0, 435.0, 292.0, "Inspector field");
        for (i, name) in ["rest", "hover", "editing", "empty"]
            .into_iter()
            .enumerate()
        {
            let middle = 483.0 + 33.0 * i as f32;
            state(ui, 22.0, middle, name);
            at(ui, boxed(106.0, middle - 14.0, 208.0, 28.0), |ui| {
                Field::resting(&mut self.place[i], "Where")
                    .hint("Add a place")
                    .show(ui);
            });
        }
    }
}

fn rows(ui: &mut Ui) {
    heading(ui, 22.0, 19.0, 292.0, "Navigator row");
    let sign = Theme::of(ui).tag(4);
    let events = || Row::new("Events", Lead::Icon(icons::EVENT)).count("19");
    let border = Row::new("border", Lead::Sign(sign))
        .count("12")
        .drop_target(true);
    let rows = [
        ("rest", events()),
        ("hover", events()),
        ("current", events().current(true)),
        ("focus", events()),
        ("drop target", border),
    ];
    for (i, (name, row)) in rows.into_iter().enumerate() {
        let middle = 67.0 + 33.0 * i as f32;
        state(ui, 22.0, middle, name);
        at(ui, boxed(106.0, middle - 14.0, 188.0, 28.0), |ui| {
            row.show(ui)
        });
    }
}

fn buttons(ui: &mut Ui) {
    heading(ui, 22.0, 232.0, 292.0, "Button");
    for (i, name) in ["rest", "hover", "focus", "pressed", "disabled"]
        .into_iter()
        .enumerate()
    {
        let middle = 279.0 + 31.0 * i as f32;
        state(ui, 22.0, middle, name);
        let reason = (name == "disabled").then_some("Nothing is selected.");
        at(ui, boxed(106.0, middle - 14.0, 214.0, 28.0), |ui| {
            ui.horizontal(|ui| {
                Button::primary("Save").blocked(reason).show(ui);
                Button::secondary("Assess").blocked(reason).show(ui);
                Button::quiet("Columns").blocked(reason).show(ui);
            });
        });
    }
}

fn chips(ui: &mut Ui) {
    heading(ui, 342.0, 19.0, 300.0, "Tag chip: ten colours, ten signs");
    let theme = Theme::of(ui);
    let names = [
        "ochre", "teal", "violet", "rose", "leaf", "sky", "brick", "slate", "plum", "ink",
    ];
    for (row, places) in [0..5, 5..10].into_iter().enumerate() {
        at(
            ui,
            boxed(342.0, 53.0 + 26.0 * row as f32, 300.0, 20.0),
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.horizontal(|ui| {
                    for place in places {
                        Chip::new(names[place], Some(theme.tag(place))).show(ui);
                    }
                });
            },
        );
    }
    at(ui, boxed(342.0, 109.0, 320.0, 20.0), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.horizontal(|ui| {
            Chip::new("border", Some(theme.tag(4))).removable().show(ui);
            Chip::new("border", Some(theme.tag(4))).show(ui);
            Chip::new("bla", Some(theme.tag(0))).on_some(1).show(ui);
            Chip::new("diplomacy", Some(theme.tag(5)))
                .chosen(true)
                .show(ui);
        });
    });
}
