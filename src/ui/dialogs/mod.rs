//! Questions over the window: only for what Undo cannot take back, or where a choice is needed.

mod capture;
mod outside;
pub(super) mod recover;

use std::path::PathBuf;

use eframe::egui::{Align, Context, Id, Key, Layout, Ui, vec2};

use super::ctx::Ctx;
use super::theme::{Theme, Type, space, width};
use super::widgets::Answer as Choice;
use super::widgets::{Button, Field, FieldEvent, Question, label, modal, percent, progress};
use crate::app::picker::Purpose;
use crate::app::{Answer, Command, Dialog, Leaving, Workspace};
use crate::store;

/// What is typed into dialogs.
#[derive(Default)]
pub(super) struct Dialogs {
    path: String,
    path_for: Option<Purpose>,
    capture: capture::CaptureDialog,
    recover: recover::RecoverDialog,
    outside: outside::OutsideDialog,
}

impl Dialogs {
    /// Shows the dialog that is open.
    pub(super) fn ui(&mut self, egui: &Context, ctx: &Ctx<'_>) {
        let Some(dialog) = &ctx.app.dialog else {
            self.path_for = None;
            self.outside = outside::OutsideDialog::default();
            return;
        };
        match dialog {
            Dialog::Unsaved(leaving) => unsaved(egui, ctx, leaving),
            Dialog::HalfWritten(leaving) => half_written(egui, ctx, leaving),
            Dialog::Saving(leaving) => saving(egui, ctx, leaving),
            Dialog::ChangedOnDisk(_) => changed_on_disk(egui, ctx),
            Dialog::Outside => outside::show(egui, ctx, &mut self.outside),
            Dialog::Overwrite(path, purpose, _) => overwrite(egui, ctx, path, purpose),
            Dialog::TypePath(purpose, reason, _) => self.type_path(egui, ctx, purpose, reason),
            Dialog::NewCapture(source, loaded) => {
                self.capture.show(egui, ctx, *source, loaded.as_ref());
            }
            Dialog::Recover(found) => self.recover.show(egui, ctx, found),
        }
    }

    fn type_path(&mut self, egui: &Context, ctx: &Ctx<'_>, purpose: &Purpose, reason: &str) {
        if self.path_for.as_ref() != Some(purpose) {
            self.path_for = Some(purpose.clone());
            let beside = ctx.work().and_then(|work| work.path.as_deref());
            let folder = beside.and_then(|path| path.parent()).map(PathBuf::from);
            let folder = folder
                .or_else(|| std::env::var_os("HOME").map(PathBuf::from))
                .unwrap_or_default();
            let name = match (purpose, ctx.work()) {
                (Purpose::Export(export), Some(work)) => export.file_name(&work.project),
                (purpose, Some(work)) if purpose.saves() => work.file_name(),
                _ => String::new(),
            };
            self.path = folder.join(name).display().to_string();
        }
        let (title, verb) = match purpose {
            Purpose::OpenProject => ("Which file is to be opened?", "Open project"),
            Purpose::SaveAs => ("Where is the project to be saved?", "Save project"),
            Purpose::SaveCopy => ("Where is the copy to be saved?", "Save a copy"),
            Purpose::ImportText(_) => ("Which text is to be imported?", "Import text"),
            Purpose::Export(_) => ("Where is the export to be written?", "Export"),
        };
        let ((), dismissed) = modal(egui, Id::unique("type path"), title, width::PALETTE, |ui| {
            let theme = Theme::of(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::SUBTITLE, title, theme.text);
            ui.add_space(space::S);
            let why = format!(
                "The desktop could not show its file dialog ({reason}). Type the path of the file instead."
            );
            label(ui, Type::BODY, &why, theme.text2);
            ui.add_space(space::XL);
            let id = Id::unique("typed path");
            let field = Field::boxed(&mut self.path, "Path of the file")
                .id(id)
                .show(ui);
            if !ui.memory(|memory| memory.focused().is_some()) {
                field.response.request_focus();
            }
            let enter =
                field.event == FieldEvent::Kept && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(space::XL);
            buttons(ui, |ui| {
                if Button::primary(verb).show(ui).clicked() || enter {
                    ctx.send(Command::TypedPath(PathBuf::from(self.path.trim())));
                }
                if Button::secondary("Cancel").show(ui).clicked() {
                    ctx.send(Command::Answer(Answer::Cancel));
                }
            });
        });
        if dismissed {
            ctx.send(Command::Answer(Answer::Cancel));
        }
    }
}

/// A row of buttons at the right; the first that is added is the rightmost.
pub(super) fn buttons<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        add(ui)
    })
    .inner
}

fn unsaved(egui: &Context, ctx: &Ctx<'_>, leaving: &Leaving) {
    let name = ctx.work().map(Workspace::file_name).unwrap_or_default();
    let title = format!("Save {name} {}?", leaving.before());
    let last = ctx.work().and_then(|work| work.history.undo_label());
    let mut body = match last {
        Some(last) => format!("There are changes that no file has. The last one: {last}."),
        None => "There are changes that no file has.".to_owned(),
    };
    if !ctx.app.half_written.is_empty() && *leaving != Leaving::Reload {
        body += &format!(
            "\nHalf written, and not saved with them: {}.",
            listed(&ctx.app.half_written)
        );
    }
    let question = Question {
        title: &title,
        body: &body,
        quiet: "Cancel",
        other: Some("Don’t save"),
        primary: "Save",
    };
    let answer = match question.ask(egui, Id::unique("unsaved")) {
        None => return,
        Some(Choice::Primary) => Answer::Save,
        Some(Choice::Other) => Answer::DontSave,
        Some(Choice::Quiet) => Answer::Cancel,
    };
    ctx.send(Command::Answer(answer));
}

fn half_written(egui: &Context, ctx: &Ctx<'_>, leaving: &Leaving) {
    let title = format!("Discard what is half written {}?", leaving.before());
    let what = listed(&ctx.app.half_written);
    let body = format!("Neither the file nor Undo has it: {what}.");
    let question = Question {
        title: &title,
        body: &body,
        quiet: "Cancel",
        other: None,
        primary: "Discard",
    };
    let answer = match question.ask(egui, Id::unique("half written")) {
        None => return,
        Some(Choice::Primary) => Answer::DontSave,
        Some(Choice::Other | Choice::Quiet) => Answer::Cancel,
    };
    ctx.send(Command::Answer(answer));
}

/// "A, B and C", or the first three "and 2 more".
fn listed(what: &[String]) -> String {
    /// What is named.
    const NAMED: usize = 3;
    let more = what.len().saturating_sub(NAMED);
    let named = what.get(..NAMED).unwrap_or(what);
    match named {
        named if more > 0 => format!("{} and {more} more", named.join(", ")),
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        named => named.concat(),
    }
}

/// The save that has to end first, with how far it is.
fn saving(egui: &Context, ctx: &Ctx<'_>, leaving: &Leaving) {
    let Some(job) = ctx.app.saving() else {
        return;
    };
    let ((), dismissed) = modal(egui, Id::unique("saving"), &job.name, width::MODAL, |ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        label(ui, Type::SUBTITLE, &format!("{}…", job.name), theme.text);
        ui.add_space(space::S);
        label(ui, Type::BODY, leaving.when_saved(), theme.text2);
        ui.add_space(space::XL);
        buttons(ui, |ui| {
            if Button::primary("Stay here").show(ui).clicked() {
                ctx.send(Command::Answer(Answer::Cancel));
            }
            if job.can_cancel && Button::secondary("Cancel the save").show(ui).clicked() {
                ctx.send(Command::CancelJob(job.name.clone()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                progress(ui, &job.name, job.share);
                label(ui, Type::SMALL, &percent(job.share), theme.text2);
            });
        });
    });
    if dismissed {
        ctx.send(Command::Answer(Answer::Cancel));
    }
}

fn overwrite(egui: &Context, ctx: &Ctx<'_>, path: &std::path::Path, purpose: &Purpose) {
    let name = store::file_name(path);
    let title = format!("Write over {name}?");
    let folder = path
        .parent()
        .map(|folder| folder.display().to_string())
        .unwrap_or_default();
    let then = match purpose {
        Purpose::Export(_) => "What it holds is replaced by the export.",
        _ => "It is kept as a backup first.",
    };
    let body = format!("There is a file of this name in {folder}. {then}");
    let question = Question {
        title: &title,
        body: &body,
        quiet: "Cancel",
        other: Some("Choose another name"),
        primary: "Write over it",
    };
    let answer = match question.ask(egui, Id::unique("overwrite")) {
        None => return,
        Some(Choice::Primary) => Answer::Overwrite,
        Some(Choice::Other) => Answer::SaveCopy,
        Some(Choice::Quiet) => Answer::Cancel,
    };
    ctx.send(Command::Answer(answer));
}

fn changed_on_disk(egui: &Context, ctx: &Ctx<'_>) {
    let name = ctx.work().map(Workspace::file_name).unwrap_or_default();
    let title = format!("{name} was changed by another program");
    let ((), dismissed) = modal(
        egui,
        Id::unique("changed on disk"),
        &title,
        width::MODAL,
        |ui| {
            let theme = Theme::of(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::SUBTITLE, &title, theme.text);
            ui.add_space(space::S);
            let body = "Nothing was saved, and your work is still open. What the file holds now is kept as a backup if you write over it.";
            label(ui, Type::BODY, body, theme.text2);
            ui.add_space(space::XL);
            let wide = vec2(ui.available_width(), 28.0);
            for (button, answer, tip) in [
                (
                    Button::primary("Take its changes in"),
                    Answer::TakeIn,
                    "Both are kept, record by record; where they go against each other you choose",
                ),
                (
                    Button::secondary("Save a copy elsewhere"),
                    Answer::SaveCopy,
                    "Both versions stay",
                ),
                (
                    Button::secondary("Write over the file"),
                    Answer::Overwrite,
                    "The other program’s changes go; a backup is kept",
                ),
                (
                    Button::secondary("Read the file again"),
                    Answer::Reload,
                    "Your changes since the last save go",
                ),
            ] {
                if button.tooltip(tip).size(wide).show(ui).clicked() {
                    ctx.send(Command::Answer(answer));
                }
                ui.add_space(space::M);
            }
            ui.add_space(space::XS);
            buttons(ui, |ui| {
                if Button::quiet("Cancel").show(ui).clicked() {
                    ctx.send(Command::Answer(Answer::Cancel));
                }
            });
        },
    );
    if dismissed {
        ctx.send(Command::Answer(Answer::Cancel));
    }
}
