//! Buttons: the one primary of a view is ink, the others are outlined or quiet.

use std::sync::Arc;

use eframe::egui::{
    Align, Color32, Galley, Rect, Response, Role, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::paint;
use super::tip::{sense, tip_or_reason};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, radius, space};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Primary,
    Secondary,
    Quiet,
}

/// A button, made with one of [`Button::primary`], [`Button::secondary`], [`Button::quiet`], [`Button::icon_only`].
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    label: &'a str,
    look: Look,
    icon: Option<Icon>,
    icon_only: bool,
    key: Option<&'a str>,
    tip: Option<&'a str>,
    blocked: Option<&'a str>,
    name: Option<&'a str>,
    pressed: bool,
    small: bool,
    ink: bool,
    size: Vec2,
}

impl<'a> Button<'a> {
    fn new(label: &'a str, look: Look) -> Self {
        Self {
            label,
            look,
            icon: None,
            icon_only: false,
            key: None,
            tip: None,
            blocked: None,
            name: None,
            pressed: false,
            small: false,
            ink: false,
            size: Vec2::ZERO,
        }
    }

    /// The one thing to do next; at most one in a view.
    pub fn primary(label: &'a str) -> Self {
        Self::new(label, Look::Primary)
    }

    /// Another thing to do, outlined.
    pub fn secondary(label: &'a str) -> Self {
        Self::new(label, Look::Secondary)
    }

    /// Something that may be done, without a box until hovered.
    pub fn quiet(label: &'a str) -> Self {
        Self::new(label, Look::Quiet)
    }

    /// An icon alone; `name` is its accessible name and its tooltip.
    pub fn icon_only(icon: Icon, name: &'a str) -> Self {
        Self {
            icon: Some(icon),
            icon_only: true,
            tip: Some(name),
            ..Self::new(name, Look::Quiet)
        }
    }

    /// A button of a tool bar: icon and label, the icon alone where the bar is `narrow`.
    pub fn in_bar(icon: Icon, label: &'a str, narrow: bool) -> Self {
        if narrow {
            Self::icon_only(icon, label)
        } else {
            Self::quiet(label).icon(icon).small()
        }
    }

    /// An icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, shown at the right in small type.
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// What it does beyond what the label says.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Why it cannot be used now; `None` leaves it usable.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// The accessible name, where the label alone is not enough.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// A quiet button that shows something which is on.
    pub fn pressed(mut self, pressed: bool) -> Self {
        self.pressed = pressed;
        self
    }

    /// 24 high instead of 28.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// A quiet button in the colour of text.
    pub fn ink(mut self) -> Self {
        self.ink = true;
        self
    }

    /// At least this large, with icon and label at the left and the key at the right.
    pub fn size(mut self, size: Vec2) -> Self {
        self.size = size;
        self
    }

    fn padding(&self) -> f32 {
        if self.small || self.look == Look::Quiet {
            space::M + 1.0
        } else {
            space::L + 1.0
        }
    }

    fn icon_size(&self) -> f32 {
        if self.small {
            icons::SMALL
        } else {
            icons::NORMAL
        }
    }

    fn gap(&self) -> f32 {
        if self.small { space::S } else { space::M }
    }

    fn words(&self, ui: &Ui, ink: Color32) -> (Arc<Galley>, Option<Arc<Galley>>) {
        let kind = if self.small {
            Type::SMALL_MEDIUM
        } else {
            Type::BODY_MEDIUM
        };
        let key = self.key.map(|key| Type::SMALL.line(ui, key, ink));
        (kind.line(ui, self.label, ink), key)
    }

    fn least_size(&self, label: &Galley, key: Option<&Galley>) -> Vec2 {
        let tall = if self.small {
            height::BUTTON_SMALL
        } else {
            height::BUTTON
        };
        if self.icon_only {
            return vec2(tall, tall);
        }
        let mut wide = 2.0 * self.padding() + label.size().x.round();
        if self.icon.is_some() {
            wide += self.icon_size() + self.gap();
        }
        if let Some(key) = key {
            wide += key.size().x.round() + space::XL;
        }
        vec2(wide, tall)
    }

    /// How wide the button will be.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        let (label, key) = self.words(ui, Color32::WHITE);
        self.least_size(&label, key.as_deref()).max(self.size).x
    }

    /// Adds the button.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let (ink, _) = self.colours(theme, 0.0, false);
        let (label, key) = self.words(ui, ink);
        let gap = self.gap();
        let size = self.least_size(&label, key.as_deref());
        let (rect, response) = ui.allocate_exact_size(size.max(self.size), sense(ui, self.blocked));
        let usable = self.blocked.is_none() && ui.is_enabled();
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, usable, name));

        if ui.is_rect_visible(rect) {
            let down = response.is_pointer_button_down_on();
            let (ink, _) = self.colours(theme, 0.0, down);
            self.paint_box(ui, theme, rect, &response);
            let mut left = rect.left() + self.padding();
            if self.icon_only {
                if let Some(icon) = self.icon {
                    icon.paint(ui, ui.painter(), rect.center(), self.icon_size(), ink);
                }
            } else {
                if let Some(icon) = self.icon {
                    let size = self.icon_size();
                    icon.paint(
                        ui,
                        ui.painter(),
                        pos2(left + size / 2.0, rect.center().y),
                        size,
                        ink,
                    );
                    left += size + gap;
                }
                paint::text_at(ui.painter(), left, rect, Align::Min, &label);
                if let Some(key) = &key {
                    paint::text_at(
                        ui.painter(),
                        rect.right() - self.padding(),
                        rect,
                        Align::Max,
                        key,
                    );
                }
            }
            if response.has_focus() {
                paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
            }
        }
        tip_or_reason(response, self.tip, self.blocked)
    }

    fn paint_box(&self, ui: &Ui, theme: &Theme, rect: Rect, response: &Response) {
        let down = response.is_pointer_button_down_on();
        let (_, fill) = self.colours(theme, paint::hover(ui, response), down);
        let border = match (self.look, self.blocked.is_some() || !ui.is_enabled()) {
            (Look::Quiet, _) | (Look::Primary, false) => None,
            (_, true) => Some(theme.line),
            (Look::Secondary, false) => Some(theme.edge),
        };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, border);
    }

    /// The colours of label and fill.
    fn colours(&self, theme: &Theme, hover: f32, down: bool) -> (Color32, Color32) {
        use crate::ui::theme::blend;
        let blocked = self.blocked.is_some();
        match self.look {
            Look::Primary if blocked => (theme.text3, theme.hover),
            Look::Primary => (
                theme.surface,
                if down {
                    theme.text2
                } else {
                    blend(theme.text, theme.text2, hover)
                },
            ),
            Look::Secondary if blocked => (theme.text3, Color32::TRANSPARENT),
            Look::Secondary => (
                theme.text,
                if down {
                    theme.press
                } else {
                    blend(theme.surface, theme.hover, hover)
                },
            ),
            Look::Quiet if blocked => (theme.text3, Color32::TRANSPARENT),
            Look::Quiet => {
                let rest = if self.pressed {
                    theme.selectdim
                } else {
                    Color32::TRANSPARENT
                };
                let ink = if self.ink { theme.text } else { theme.text2 };
                let fill = if down {
                    theme.press
                } else {
                    blend(rest, theme.hover, hover)
                };
                (ink, fill)
            }
        }
    }
}
