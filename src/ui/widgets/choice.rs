//! A list to choose from, under a small outlined button; each choice may say in a line what it means.

use eframe::egui::{
    Align, Id, Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use super::paint;
use super::tip::{sense, tip_or_reason};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space};

/// One choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The word for it, as "B".
    pub label: &'a str,
    /// What it means, as "Usually reliable", or nothing.
    pub detail: &'a str,
}

/// A button that opens a list of choices.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Dropdown<'a> {
    name: &'a str,
    chosen: Option<usize>,
    choices: &'a [Choice<'a>],
    unset: &'a str,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
    width: Option<f32>,
    quiet: bool,
    value: bool,
}

impl<'a> Dropdown<'a> {
    /// A list of `choices`; `name` is what is chosen, for assistive programs.
    pub fn new(name: &'a str, chosen: Option<usize>, choices: &'a [Choice<'a>]) -> Self {
        Self {
            name,
            chosen,
            choices,
            unset: "",
            tip: None,
            blocked: None,
            width: None,
            quiet: false,
            value: false,
        }
    }

    /// What the button says while nothing is chosen.
    pub fn unset(mut self, unset: &'a str) -> Self {
        self.unset = unset;
        self
    }

    /// What is chosen here.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be used now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// A fixed width.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Without an outline, as in a title.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Without an outline and in the type of values, as in a row of the inspector.
    pub fn value(mut self) -> Self {
        self.value = true;
        self.quiet()
    }

    /// Adds the button; gives the place of the choice that was made.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let button = self.button(ui);
        let opened = button.clicked()
            || (button.has_focus() && ui.input(|i| i.key_pressed(eframe::egui::Key::ArrowDown)));
        let popup = Popup::menu(&button)
            .gap(space::XS)
            .close_behavior(PopupCloseBehavior::CloseOnClick);
        let first = opened && !popup.is_open();
        let id = popup.get_id();
        let shown = popup.show(|ui| list(ui, button.id, self.choices, self.chosen, first));
        let picked = shown.and_then(|shown| shown.inner);
        if picked.is_some() {
            // egui closes a menu for clicks of the pointer only.
            Popup::close_id(ui.ctx(), id);
            button.request_focus();
        }
        tip_or_reason(button, self.tip, self.blocked);
        picked
    }

    fn button(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let label = self
            .chosen
            .and_then(|chosen| self.choices.get(chosen))
            .map_or(self.unset, |choice| choice.label);
        let ink = if self.blocked.is_some() || self.chosen.is_none() {
            theme.text3
        } else {
            theme.text
        };
        let most = self.width.map_or(f32::INFINITY, |width| {
            width - 2.0 * space::M - icons::CARET - space::S
        });
        // Among the values of a record it looks like one of them.
        let kind = if self.value {
            Type::BODY
        } else {
            Type::SMALL_MEDIUM
        };
        let galley = if most.is_finite() {
            kind.cut(ui, label, ink, most)
        } else {
            kind.line(ui, label, ink)
        };
        let pad = if self.quiet { 0.0 } else { space::M + 1.0 };
        let wide = self
            .width
            .unwrap_or(2.0 * pad + galley.size().x.ceil() + space::S + icons::CARET);
        let (rect, response) =
            ui.allocate_exact_size(vec2(wide, height::BUTTON_SMALL), sense(ui, self.blocked));
        let usable = self.blocked.is_none() && ui.is_enabled();
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(label.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, usable, self.name)
        });
        let hover = paint::hover(ui, &response);
        let down = response.is_pointer_button_down_on();
        if self.quiet {
            let fill = if down {
                theme.press
            } else {
                theme.hover.gamma_multiply(hover)
            };
            paint::boxed(
                ui.painter(),
                rect.expand2(vec2(space::XS, 0.0)),
                radius::CONTROL,
                fill,
                None,
            );
        } else {
            let fill = if down {
                theme.press
            } else {
                blend(theme.surface, theme.hover, hover)
            };
            let border = if usable { theme.edge } else { theme.line };
            paint::boxed(ui.painter(), rect, radius::CONTROL, fill, Some(border));
        }
        paint::text_at(ui.painter(), rect.left() + pad, rect, Align::Min, &galley);
        let caret = pos2(rect.right() - pad - icons::CARET / 2.0, rect.center().y);
        icons::CARET_DOWN.paint(ui, ui.painter(), caret, icons::CARET, theme.text2);
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
        response
    }
}

/// The rows of the list; the arrow keys of egui's menus move between them.
fn list(
    ui: &mut Ui,
    of: Id,
    choices: &[Choice<'_>],
    chosen: Option<usize>,
    first: bool,
) -> Option<usize> {
    let widest = choices
        .iter()
        .map(|choice| needs(ui, choice))
        .fold(120.0, f32::max);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut picked = None;
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (place, choice) in choices.iter().enumerate() {
            let on = chosen == Some(place);
            let row = row(ui, of.with(place), choice, on, widest);
            if first && (on || (chosen.is_none() && place == 0)) {
                row.request_focus();
            }
            if row.clicked() {
                picked = Some(place);
            }
        }
    });
    picked
}

fn needs(ui: &Ui, choice: &Choice<'_>) -> f32 {
    let label = Type::BODY
        .line(ui, choice.label, eframe::egui::Color32::WHITE)
        .size()
        .x;
    let detail = Type::SMALL
        .line(ui, choice.detail, eframe::egui::Color32::WHITE)
        .size()
        .x;
    (label.max(detail) + icons::NORMAL + 3.0 * space::M)
        .ceil()
        .min(400.0)
}

fn row(ui: &mut Ui, id: Id, choice: &Choice<'_>, on: bool, wide: f32) -> Response {
    let theme = Theme::of(ui);
    let tall = if choice.detail.is_empty() {
        height::NAV_ROW
    } else {
        42.0
    };
    let (rect, _) = ui.allocate_exact_size(vec2(wide, tall), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let name = if choice.detail.is_empty() {
        choice.label.to_owned()
    } else {
        format!("{}: {}", choice.label, choice.detail)
    };
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, on, &name));
    let fill = if response.has_focus() {
        theme.hover
    } else {
        paint::quiet_fill(ui, &response)
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let left = rect.left() + space::M;
    let words = left + icons::NORMAL + space::M;
    let line = Rect::from_min_size(
        rect.min,
        vec2(wide, if choice.detail.is_empty() { tall } else { 24.0 }),
    );
    if on {
        icons::TICK.paint(
            ui,
            ui.painter(),
            pos2(left + icons::NORMAL / 2.0, line.center().y),
            icons::NORMAL,
            theme.text2,
        );
    }
    let kind = if choice.detail.is_empty() {
        Type::BODY
    } else {
        Type::BODY_MEDIUM
    };
    let label = kind.cut(
        ui,
        choice.label,
        theme.text,
        rect.right() - space::M - words,
    );
    paint::text_at(ui.painter(), words, line, Align::Min, &label);
    if !choice.detail.is_empty() {
        let second = Rect::from_min_size(pos2(rect.left(), rect.top() + 21.0), vec2(wide, 16.0));
        let detail = Type::SMALL.cut(
            ui,
            choice.detail,
            theme.text2,
            rect.right() - space::M - words,
        );
        paint::text_at(ui.painter(), words, second, Align::Min, &detail);
    }
    response
}
