//! Words that lead somewhere: in the colour of text, underlined by a hairline, never blue.

use eframe::egui::{
    Align, CornerRadius, CursorIcon, Rect, Response, Role, Ui, WidgetInfo, pos2, vec2,
};

use super::paint;
use super::tip::{sense, tip_or_reason};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, blend, radius, space, stroke};

/// A link.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    text: &'a str,
    kind: Type,
    icon: Option<Icon>,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// A link in body medium.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            kind: Type::BODY_MEDIUM,
            icon: None,
            tip: None,
            blocked: None,
            name: None,
        }
    }

    /// The accessible name, where the words alone are not enough.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// In another type.
    pub fn kind(mut self, kind: Type) -> Self {
        self.kind = kind;
        self
    }

    /// With an icon before it, under the same line.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Where it leads, if the words do not say so.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be followed now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Adds the link.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let ink = if self.blocked.is_some() {
            theme.text3
        } else {
            theme.text
        };
        let galley = self.kind.line(ui, self.text, ink);
        let icon = if self.icon.is_some() {
            icons::NORMAL + space::S
        } else {
            0.0
        };
        let size = vec2(icon + galley.size().x.round(), self.kind.line + 1.0);
        let (rect, response) = ui.allocate_exact_size(size, sense(ui, self.blocked));
        response.widget_info(|| {
            WidgetInfo::labeled(
                Role::Link,
                self.blocked.is_none() && ui.is_enabled(),
                self.name.unwrap_or(self.text),
            )
        });
        let row = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 1.0));
        if let Some(icon) = self.icon {
            let middle = pos2(rect.left() + icons::NORMAL / 2.0, row.center().y);
            icon.paint(ui, ui.painter(), middle, icons::NORMAL, ink);
        }
        paint::text_at(ui.painter(), rect.left() + icon, row, Align::Min, &galley);
        let under = Rect::from_min_max(pos2(rect.left(), rect.bottom() - stroke::LINE), rect.max);
        let line = if self.blocked.is_some() {
            theme.line
        } else {
            blend(theme.edge, theme.text, paint::hover(ui, &response))
        };
        ui.painter().rect_filled(under, CornerRadius::ZERO, line);
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
        tip_or_reason(
            response.on_hover_cursor(CursorIcon::PointingHand),
            self.tip,
            self.blocked,
        )
    }
}
