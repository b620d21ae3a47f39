//! Rows of menus and the bar they hang from. Opening, keys and closing are egui's.

use eframe::egui::containers::menu::{MenuBar, MenuButton, MenuConfig};
use eframe::egui::{
    Align, Button as EguiButton, Color32, Response, Role, Sense, Stroke, Style, Ui, WidgetInfo,
    pos2, vec2,
};

use super::paint;
use super::tip::{sense, tip_or_reason};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, blend, height, radius, space};

/// The least width of a menu.
const LEAST: f32 = 216.0;

/// A row of a menu.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct MenuItem<'a> {
    label: &'a str,
    icon: Option<Icon>,
    room: bool,
    key: Option<&'a str>,
    ticked: Option<bool>,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
}

impl<'a> MenuItem<'a> {
    /// A row with a label.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            room: true,
            key: None,
            ticked: None,
            tip: None,
            blocked: None,
        }
    }

    /// An icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// No room for icons, in a menu where no row has one.
    pub fn flush(mut self) -> Self {
        self.room = false;
        self
    }

    /// The shortcut at the right.
    pub fn key(mut self, key: Option<&'a str>) -> Self {
        self.key = key;
        self
    }

    /// A row that is on or off, shown by a tick.
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = Some(ticked);
        self
    }

    /// More about it.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be used now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Adds the row; egui closes the menu when it was clicked.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let blocked = self.blocked.is_some();
        let (ink, ink2) = if blocked {
            (theme.text3, theme.text3)
        } else {
            (theme.text, theme.text2)
        };
        let label = Type::BODY.line(ui, self.label, ink);
        let key = self.key.map(|key| Type::SMALL.line(ui, key, theme.text3));
        let lead = if self.room {
            icons::NORMAL + space::M
        } else {
            0.0
        };
        let needed = 2.0 * space::M
            + lead
            + label.size().x
            + key.as_ref().map_or(0.0, |key| space::XXL + key.size().x);
        let wide = needed.max(room(ui)).ceil();
        let (rect, response) =
            ui.allocate_exact_size(vec2(wide, height::NAV_ROW), sense(ui, self.blocked));
        let usable = !blocked && ui.is_enabled();
        response.widget_info(|| match self.ticked {
            Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, usable, on, self.label),
            None => WidgetInfo::labeled(Role::MenuItem, usable, self.label),
        });
        let fill = if response.has_focus() {
            theme.hover
        } else {
            paint::quiet_fill(ui, &response)
        };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
        let left = rect.left() + space::M;
        let icon = if self.ticked == Some(true) {
            Some(icons::TICK)
        } else {
            self.icon
        };
        if let Some(icon) = icon {
            icon.paint(
                ui,
                ui.painter(),
                pos2(left + icons::NORMAL / 2.0, rect.center().y),
                icons::NORMAL,
                ink2,
            );
        }
        paint::text_at(ui.painter(), left + lead, rect, Align::Min, &label);
        if let Some(key) = &key {
            paint::text_at(ui.painter(), rect.right() - space::M, rect, Align::Max, key);
        }
        tip_or_reason(response, self.tip, self.blocked)
    }
}

/// The width of the rows: as little as may be while egui measures the menu, then all there is.
fn room(ui: &Ui) -> f32 {
    if ui.is_sizing_pass() {
        LEAST
    } else {
        ui.available_width().max(LEAST)
    }
}

/// A hairline between groups of a menu.
pub fn menu_line(ui: &mut Ui) {
    ui.add_space(space::XXS);
    let (rect, _) = ui.allocate_exact_size(vec2(room(ui), 1.0), Sense::hover());
    paint::hairline(
        ui.painter(),
        Theme::of(ui),
        rect.left(),
        rect.right(),
        rect.top(),
    );
    ui.add_space(space::XXS);
}

/// The head of a group of a menu.
pub fn menu_head(ui: &mut Ui, title: &str) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(room(ui), height::FIELD_ROW), Sense::hover());
    let galley = Type::SMALL_MEDIUM.line(ui, title, theme.text3);
    paint::text_at(
        ui.painter(),
        rect.left() + space::M,
        rect,
        Align::Min,
        &galley,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    response
}

/// The menu bar; `add` calls [`menu`] for each menu.
pub fn menu_bar<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    MenuBar::new()
        .style(bar_style)
        .config(MenuConfig::new().style(popup_style))
        .ui(ui, add)
        .inner
}

/// One menu of the bar, or a menu button elsewhere.
pub fn menu<R>(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let colour = Theme::of(ui).text2;
    let button = EguiButton::new(Type::BODY.rich(title, colour)).frame_when_inactive(false);
    MenuButton::from_button(button)
        .ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_min_width(LEAST);
            add(ui)
        })
        .1
        .map(|shown| shown.inner)
}

/// Shows a menu under any control when it was clicked, and puts the rows close.
pub fn menu_under<R>(button: &Response, add: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    eframe::egui::Popup::menu(button)
        .gap(space::XS)
        .style(popup_style as fn(&mut Style))
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            add(ui)
        })
        .map(|shown| shown.inner)
}

/// Shows a menu at the pointer when the control was clicked with the other button.
pub fn menu_at_pointer<R>(on: &Response, add: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    eframe::egui::Popup::context_menu(on)
        .style(popup_style as fn(&mut Style))
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            add(ui)
        })
        .map(|shown| shown.inner)
}

fn bar_style(style: &mut Style) {
    let theme = Theme::named(style.visuals.dark_mode);
    style.spacing.item_spacing.x = 0.0;
    style.spacing.button_padding = vec2(space::M, space::XS + 1.0);
    for widget in [
        &mut style.visuals.widgets.inactive,
        &mut style.visuals.widgets.hovered,
        &mut style.visuals.widgets.active,
        &mut style.visuals.widgets.open,
    ] {
        widget.bg_stroke = Stroke::NONE;
    }
    style.visuals.widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
    style.visuals.widgets.open.weak_bg_fill = blend(theme.bg, theme.press, 1.0);
}

fn popup_style(style: &mut Style) {
    bar_style(style);
}
