//! Note.

use eframe::egui::Ui;

use super::View;
use crate::app::App;
use crate::model::*;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};

/// Note.
pub struct NoteView {
    id: NoteId,
}

impl NoteView {
    /// A view of it.
    #[must_use]
    pub fn new(id: NoteId) -> Self {
        Self { id }
    }
}

impl View for NoteView {
    fn title(&self, _app: &App) -> String {
        "Note".to_owned()
    }
    fn icon(&self) -> Icon {
        icons::NOTE
    }
    fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>, _focused: bool) {
        ui.label("Note");
    }
}
