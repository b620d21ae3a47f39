//! Files that are dragged over the window and dropped: what will be done is said before the hand lets go.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Align2, Area, Context, Id, Label, Order, Sense, Stroke, StrokeKind, pos2, vec2,
};

use super::ctx::Ctx;
use super::icons;
use super::tabs::Tabs;
use super::theme::{Theme, Type, space, stroke};
use super::widgets::modal_frame;
use crate::app::{App, Command, Pane};
use crate::model::{RecordId, Source, SourceId};
use crate::store;

/// What becomes of files that are dropped.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// This is done, in these words.
    Done(String, Command),
    /// Nothing, for this reason.
    Refused(String),
}

/// Tells what dropping the files that hover over the window would do.
pub(super) fn tell(egui: &Context, ctx: &Ctx<'_>, tabs: &Tabs) {
    let hovered: Vec<PathBuf> = egui.input(|input| {
        let files = input.raw.hovered_files.iter();
        files.filter_map(|file| file.path.clone()).collect()
    });
    if hovered.is_empty() {
        return;
    }
    let theme = Theme::of_ctx(egui);
    let (words, icon, colour) = match meaning(ctx.app, tabs, &hovered) {
        Meaning::Done(words, _) => (words, icons::FILE_IMPORT, theme.text),
        Meaning::Refused(words) => (words, icons::INFO, theme.text2),
    };
    let room = egui.content_rect();
    let area = Area::new(Id::unique("annals dropping"))
        .order(Order::Tooltip)
        .interactable(false)
        .fixed_pos(room.min);
    area.show(egui, |ui| {
        ui.allocate_rect(room, Sense::hover());
        let painter = ui.painter();
        painter.rect_filled(room, 0.0, theme.scrim);
        let line = Stroke::new(stroke::FOCUS, theme.accent);
        painter.rect_stroke(room, 0.0, line, StrokeKind::Inside);
        let width = (room.width() - 2.0 * space::XXL).min(480.0);
        Area::new(Id::unique("annals dropping card"))
            .order(Order::Tooltip)
            .interactable(false)
            .pivot(Align2::CENTER_CENTER)
            .fixed_pos(pos2(room.center().x, room.center().y))
            .show(egui, |ui| {
                modal_frame(theme, space::XL).show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = space::M;
                        let (rect, _) = ui
                            .allocate_exact_size(vec2(icons::LARGE, icons::LARGE), Sense::hover());
                        icon.paint(ui, ui.painter(), rect.center(), icons::LARGE, colour);
                        ui.add(Label::new(Type::BODY.wrapped(ui, &words, colour, width)));
                    });
                });
            });
    });
}

/// What becomes of files that are dropped now.
pub(super) fn meaning(app: &App, tabs: &Tabs, files: &[PathBuf]) -> Meaning {
    if app.dialog.is_some() || app.is_blocked() {
        return Meaning::Refused("Answer the open dialog first, then drop the file again.".into());
    }
    let [file] = files else {
        return Meaning::Refused("Drop one file at a time.".into());
    };
    let name = store::file_name(file);
    if !is_text(file) {
        return Meaning::Done(format!("Open {name}"), Command::OpenPath(file.clone()));
    }
    let Some(work) = app.work() else {
        return Meaning::Refused(format!(
            "{name} is a text, which becomes a capture of a source. Open a project first."
        ));
    };
    if let Some(reason) = &work.read_only {
        return Meaning::Refused(format!("{name} cannot be taken in. {reason}"));
    }
    match shown_source(app, tabs) {
        Some((id, source)) => Meaning::Done(
            format!("Add {name} to “{source}” as a new capture"),
            Command::ReadText(id, file.clone()),
        ),
        None => Meaning::Refused(format!(
            "{name} is a text, which becomes a capture of a source. Select the source first."
        )),
    }
}

/// The source that is read, or else selected.
fn shown_source(app: &App, tabs: &Tabs) -> Option<(SourceId, String)> {
    let work = app.work()?;
    let id = match (tabs.focused(), work.selection.first()) {
        (Some(Pane::Reader(id)), _) | (_, Some(RecordId::Source(id))) => *id,
        _ => return None,
    };
    let source: &Source = work.project.sources().get(id)?;
    Some((id, source.short_name()))
}

fn is_text(file: &Path) -> bool {
    let extension = file.extension().unwrap_or_default();
    ["txt", "md", "text", "markdown"]
        .iter()
        .any(|text| extension.eq_ignore_ascii_case(text))
}
