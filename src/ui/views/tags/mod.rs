//! Tags.

use eframe::egui::Ui;

use super::View;
use crate::app::App;

use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Tags.
#[derive(Default)]
pub struct TagsView;

impl View for TagsView {
    fn title(&self, _app: &App) -> String {
        "Tags".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::SOURCE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Tags");
    }
}
