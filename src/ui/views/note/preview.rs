//! The text of a note as it reads.

use eframe::egui::{Id, OutputCommand, Ui};
use egui_commonmark::{CommonMarkCache, CommonMarkViewer};

use crate::model::Project;
use crate::ui::theme::{Type, reading};

use super::markdown;

/// The preview of one note, kept until its text or the project changes.
#[derive(Default)]
pub(super) struct Preview {
    of: Option<(u64, String)>,
    markdown: String,
    cache: CommonMarkCache,
}

impl Preview {
    /// Shows the text; gives the destination of the link that was clicked.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        project: &Project,
        text: &str,
        id: Id,
    ) -> Option<String> {
        let key = (project.revision(), text);
        if self.of.as_ref().map(|(at, text)| (*at, text.as_str())) != Some(key) {
            self.markdown = markdown::without_images(&markdown::with_links(project, text));
            self.of = Some((key.0, text.to_owned()));
        }
        ui.scope(|ui| {
            reading(ui.style_mut());
            ui.style_mut().url_in_tooltip = true;
            ui.spacing_mut().interact_size.y = Type::READING.line;
            CommonMarkViewer::new().show_with_id(id, ui, &mut self.cache, &self.markdown);
        });
        clicked(ui)
    }
}

/// Takes the wish to open an address, which is answered here and not by the desktop.
fn clicked(ui: &Ui) -> Option<String> {
    ui.ctx().output_mut(|output| {
        let at = output
            .commands
            .iter()
            .position(|command| matches!(command, OutputCommand::OpenUrl(_)))?;
        match output.commands.remove(at) {
            OutputCommand::OpenUrl(open) => Some(open.url),
            _ => None,
        }
    })
}
