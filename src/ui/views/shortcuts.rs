//! Shortcuts.

use eframe::egui::Ui;

use super::View;
use crate::app::App;

use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Shortcuts.
#[derive(Default)]
pub struct ShortcutsView;

impl View for ShortcutsView {
    fn title(&self, _app: &App) -> String {
        "Shortcuts".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::SOURCE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Shortcuts");
    }
}
