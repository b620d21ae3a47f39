//! Guide.

use eframe::egui::Ui;

use super::View;
use crate::app::App;

use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Guide.
#[derive(Default)]
pub struct GuideView;

impl View for GuideView {
    fn title(&self, _app: &App) -> String {
        "Guide".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::SOURCE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Guide");
    }
}
