//! Small boxes with a letter or two: key caps and grades.

use eframe::egui::{Align, Color32, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::tip::tooltip;
use crate::ui::theme::{Theme, Type, height, radius};

/// Inside the box, left and right of the letters.
const PADDING: f32 = 6.0;

/// A key or a combination, as "Ctrl K". A picture of a key, not a control.
#[derive(Debug, Clone, Copy)]
pub struct KeyCap<'a> {
    keys: &'a str,
}

impl<'a> KeyCap<'a> {
    /// A cap with these words on it.
    #[must_use]
    pub fn new(keys: &'a str) -> Self {
        Self { keys }
    }

    /// How wide the cap will be.
    #[must_use]
    pub fn width(self, ui: &Ui) -> f32 {
        box_width(ui, self.keys)
    }

    /// Paints the cap with its right edge at `right` and its middle at the height of `middle`; gives its box.
    pub fn paint(self, ui: &Ui, right: f32, middle: f32) -> Rect {
        let rect = box_at(
            pos2(right - self.width(ui), middle - height::GRADE / 2.0),
            self.width(ui),
        );
        let theme = Theme::of(ui);
        paint_box(ui, rect, self.keys, theme.raised, theme.text2);
        rect
    }

    /// Adds the cap.
    pub fn show(self, ui: &mut Ui) -> Response {
        let size = vec2(self.width(ui), height::GRADE);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        self.paint(ui, rect.right(), rect.center().y);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.keys));
        response
    }
}

/// A grade such as "B2", spelled out in its tooltip.
#[derive(Debug, Clone, Copy)]
pub struct Grade<'a> {
    letters: &'a str,
    meaning: &'a str,
    clickable: bool,
}

impl<'a> Grade<'a> {
    /// A grade and what it means in words.
    #[must_use]
    pub fn new(letters: &'a str, meaning: &'a str) -> Self {
        Self {
            letters,
            meaning,
            clickable: false,
        }
    }

    /// A grade that opens a choice when clicked.
    #[must_use]
    pub fn clickable(mut self) -> Self {
        self.clickable = true;
        self
    }

    /// How wide the box will be.
    #[must_use]
    pub fn width(self, ui: &Ui) -> f32 {
        box_width(ui, self.letters)
    }

    /// Adds the grade.
    pub fn show(self, ui: &mut Ui) -> Response {
        let sense = if self.clickable {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(vec2(self.width(ui), height::GRADE), sense);
        let theme = Theme::of(ui);
        let fill = if self.clickable {
            super::paint::quiet_fill(ui, &response)
        } else {
            Color32::TRANSPARENT
        };
        paint_box(ui, rect, self.letters, fill, theme.text2);
        if response.has_focus() {
            super::paint::focus_ring(ui.painter(), theme, rect, radius::GRADE);
        }
        let role = if self.clickable {
            Role::Button
        } else {
            Role::Label
        };
        response.widget_info(|| {
            WidgetInfo::labeled(role, true, format!("{}: {}", self.letters, self.meaning))
        });
        tooltip(response, self.meaning)
    }
}

fn box_width(ui: &Ui, words: &str) -> f32 {
    Type::TINY.line(ui, words, Color32::WHITE).size().x.round() + 2.0 * PADDING
}

fn box_at(corner: Pos2, width: f32) -> Rect {
    Rect::from_min_size(corner, vec2(width, height::GRADE))
}

fn paint_box(ui: &Ui, rect: Rect, words: &str, fill: Color32, ink: Color32) {
    let theme = Theme::of(ui);
    super::paint::boxed(ui.painter(), rect, radius::GRADE, fill, Some(theme.line));
    let galley = Type::TINY.line(ui, words, ink);
    super::paint::text_at(ui.painter(), rect.center().x, rect, Align::Center, &galley);
}
