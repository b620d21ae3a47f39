//! Problems.

use eframe::egui::Ui;

use super::View;
use crate::app::App;

use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Problems.
#[derive(Default)]
pub struct ProblemsView;

impl View for ProblemsView {
    fn title(&self, _app: &App) -> String {
        "Problems".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::PROBLEM
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Problems");
    }
}
