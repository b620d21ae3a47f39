//! The inspector.

use eframe::egui::Ui;

use crate::app::Request;
use crate::ui::ctx::Ctx;

/// The inspector's own state.
#[derive(Default)]
pub struct Inspector;

impl Inspector {
    /// Draws it into the panel on the right.
    pub fn ui(&mut self, ui: &mut Ui, _ctx: &Ctx<'_>) {
        ui.label("Inspector");
    }

    /// Takes a request for one of its fields: FocusTags, FocusComment, FocusTitle.
    pub fn request(&mut self, _request: &Request) {}
}
