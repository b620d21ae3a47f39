//! Tick boxes, 16 x 16.

use eframe::egui::{Align, Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint;
use super::tip::{sense, tip_or_reason};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space};

/// The side of the box.
const SIDE: f32 = 16.0;

/// What a tick box shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticked {
    /// On.
    Yes,
    /// Off.
    No,
    /// On for some of several.
    Some,
}

impl From<bool> for Ticked {
    fn from(on: bool) -> Self {
        if on { Self::Yes } else { Self::No }
    }
}

/// A tick box with its name beside it, or alone.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Tick<'a> {
    ticked: Ticked,
    name: &'a str,
    alone: bool,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
}

impl<'a> Tick<'a> {
    /// A box with its name at the right.
    pub fn new(ticked: impl Into<Ticked>, name: &'a str) -> Self {
        Self {
            ticked: ticked.into(),
            name,
            alone: false,
            tip: None,
            blocked: None,
        }
    }

    /// A box alone, as in a row; the name is for assistive programs.
    pub fn alone(ticked: impl Into<Ticked>, name: &'a str) -> Self {
        Self {
            alone: true,
            ..Self::new(ticked, name)
        }
    }

    /// What it does.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be used now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Adds the box; the caller flips what it stands for when it was clicked.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let ink = if self.blocked.is_some() {
            theme.text3
        } else {
            theme.text
        };
        let name = (!self.alone).then(|| Type::BODY.line(ui, self.name, ink));
        let wide = name
            .as_ref()
            .map_or(SIDE, |name| SIDE + space::M + name.size().x.ceil());
        let tall = if self.alone { SIDE } else { height::FIELD_ROW };
        let (rect, response) = ui.allocate_exact_size(vec2(wide, tall), sense(ui, self.blocked));
        self.info(ui, &response);
        let box_ = Rect::from_center_size(
            pos2(rect.left() + SIDE / 2.0, rect.center().y),
            vec2(SIDE, SIDE),
        );
        self.paint_box(ui, theme, box_, &response);
        if let Some(name) = name {
            paint::text_at(
                ui.painter(),
                box_.right() + space::M,
                rect,
                Align::Min,
                &name,
            );
        }
        tip_or_reason(response, self.tip, self.blocked)
    }

    /// Places the box in a row that is laid out by hand. It is no stop for Tab: the row's own key does
    /// the same.
    pub fn put(self, ui: &Ui, centre: eframe::egui::Pos2, id: eframe::egui::Id) -> Response {
        let box_ = Rect::from_center_size(centre, vec2(SIDE, SIDE));
        let response = ui.interact(box_.expand(space::XS), id, Sense::CLICK);
        self.info(ui, &response);
        self.paint_box(ui, Theme::of(ui), box_, &response);
        tip_or_reason(response, self.tip, self.blocked)
    }

    fn info(&self, ui: &Ui, response: &Response) {
        let usable = self.blocked.is_none() && ui.is_enabled();
        response.widget_info(|| match self.ticked {
            Ticked::Some => WidgetInfo::labeled(Role::CheckBox, usable, self.name),
            other => WidgetInfo::selected(Role::CheckBox, usable, other == Ticked::Yes, self.name),
        });
    }

    fn paint_box(&self, ui: &Ui, theme: &Theme, rect: Rect, response: &Response) {
        let blocked = self.blocked.is_some();
        let hover = blend(theme.surface, theme.hover, paint::hover(ui, response));
        let (fill, border) = match self.ticked {
            _ if blocked => (Color32::TRANSPARENT, Some(theme.line)),
            Ticked::No => (hover, Some(theme.edge)),
            Ticked::Yes | Ticked::Some => (theme.accent, None),
        };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, border);
        let icon = match self.ticked {
            Ticked::Yes => Some(icons::TICK),
            Ticked::Some => Some(icons::MINUS),
            Ticked::No => None,
        };
        if let Some(icon) = icon {
            let ink = if blocked { theme.text3 } else { theme.onaccent };
            icon.paint(ui, ui.painter(), rect.center(), icons::CARET, ink);
        }
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
    }
}
