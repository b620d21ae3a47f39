//! Reader.

use eframe::egui::Ui;

use super::View;
use crate::app::App;
use crate::model::*;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Reader.
pub struct ReaderView {
    id: SourceId,
}

impl ReaderView {
    /// A view of it.
    #[must_use]
    pub fn new(id: SourceId) -> Self {
        Self { id }
    }
}

impl View for ReaderView {
    fn title(&self, _app: &App) -> String {
        "Reader".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::SOURCE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Reader");
    }
}
