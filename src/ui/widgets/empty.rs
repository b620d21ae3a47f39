//! What a view shows when it has nothing to show: what it is for and what to do next.

use eframe::egui::{Align, Layout, Ui, UiBuilder};

use super::button::Button;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, space};

/// An empty view.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Empty<'a> {
    /// The icon of what is missing.
    pub icon: Icon,
    /// What is missing, as "No claims yet".
    pub title: &'a str,
    /// Two lines at most, with the key that helps.
    pub lines: &'a [&'a str],
    /// The one thing to do, if there is one.
    pub button: Option<&'a str>,
}

impl Empty<'_> {
    /// Fills the room there is, centred at a third of its height; true when the button was clicked.
    pub fn show(self, ui: &mut Ui) -> bool {
        let room = ui.available_rect_before_wrap();
        let top = (room.top() + room.height() / 3.0 - self.tall() / 2.0).max(room.top());
        let mut inside = room;
        inside.min.y = top.round();
        let layout = Layout::top_down(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
            self.column(ui)
        })
        .inner
    }

    /// Adds the column without filling the room.
    pub fn column(self, ui: &mut Ui) -> bool {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        let size = eframe::egui::vec2(icons::LARGE, icons::LARGE);
        let (rect, _) = ui.allocate_exact_size(size, eframe::egui::Sense::hover());
        self.icon
            .paint(ui, ui.painter(), rect.center(), icons::LARGE, theme.text3);
        ui.add_space(4.0);
        super::section::label(ui, Type::SUBTITLE, self.title, theme.text);
        ui.add_space(3.0);
        for line in self.lines {
            super::section::label(ui, Type::BODY, line, theme.text2);
        }
        let Some(button) = self.button else {
            return false;
        };
        ui.add_space(10.0);
        Button::secondary(button).small().show(ui).clicked()
    }

    fn tall(&self) -> f32 {
        let button = if self.button.is_some() {
            10.0 + height::BUTTON_SMALL
        } else {
            0.0
        };
        icons::LARGE
            + Type::SUBTITLE.line
            + space::S
            + self.lines.len() as f32 * Type::BODY.line
            + button
    }
}
