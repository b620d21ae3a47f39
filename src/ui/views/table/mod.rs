//! Table.

use eframe::egui::Ui;

use super::View;
use crate::app::App;
use crate::model::*;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Table.
pub struct TableView {
    id: Kind,
}

impl TableView {
    /// A view of it.
    #[must_use]
    pub fn new(id: Kind) -> Self {
        Self { id }
    }
}

impl View for TableView {
    fn title(&self, _app: &App) -> String {
        "Table".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::TABLE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Table");
    }
}
