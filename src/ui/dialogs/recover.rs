//! The offer to restore what a crash left behind: what it is, the edits one by one, what to do.

use std::path::PathBuf;

use eframe::egui::{Align, Context, Id, Key, Modifiers, ScrollArea, Sense, Ui, vec2};

use super::buttons;
use crate::app::restoring::Extent;
use crate::app::{Answer, Command};
use crate::model::Stamp;
use crate::store;
use crate::store::journal::{Found, FoundStep, Standing};
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, label, modal, paint, section};

const WIDTH: f32 = 560.0;
/// A line of the list of edits.
const LINE: f32 = 20.0;
/// Lines of the list that show at once.
const LINES: usize = 10;
/// From the left edge of a line to its sentence.
const SENTENCE_LEFT: f32 = 96.0;

/// The dialog's own state.
#[derive(Default)]
pub(super) struct RecoverDialog {
    /// The journals whose edits are listed.
    open: Vec<PathBuf>,
}

impl RecoverDialog {
    pub(super) fn show(&mut self, egui: &Context, ctx: &Ctx<'_>, found: &[Found]) {
        let title = match found.len() {
            1 => "Restore the work that was not saved?".to_owned(),
            more => format!("Restore work that was not saved? ({more} projects)"),
        };
        let ((), dismissed) = modal(egui, Id::unique("recover"), &title, WIDTH, |ui| {
            let theme = Theme::of(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            label(ui, Type::SUBTITLE, &title, theme.text);
            ui.add_space(space::S);
            let body = "Annals ended before this was saved. Restoring changes no file; Undo takes the edits back one by one, and Save writes them.";
            label(ui, Type::BODY, body, theme.text2);
            let high = ui.ctx().content_rect().height() - 260.0;
            ScrollArea::vertical()
                .id_salt("left behind")
                .max_height(high.max(160.0))
                .show(ui, |ui| {
                    for one in found {
                        ui.add_space(space::XL);
                        self.one(ui, ctx, one, found.len() == 1);
                    }
                });
            ui.add_space(space::XL);
            buttons(ui, |ui| {
                if Button::quiet("Decide later")
                    .tooltip("The welcome page goes on offering it")
                    .show(ui)
                    .clicked()
                {
                    ctx.send(Command::Answer(Answer::Cancel));
                }
            });
        });
        // Enter restores the only one; Escape decides nothing.
        let free = egui.memory(|memory| memory.focused().is_none());
        let enter = free && egui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if let ([only], true) = (found, enter) {
            restore(ctx, only);
        } else if dismissed {
            ctx.send(Command::Answer(Answer::Cancel));
        }
    }

    fn one(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, found: &Found, only: bool) {
        let theme = Theme::of(ui);
        label(ui, Type::BODY_MEDIUM, &name(found), theme.text);
        label(ui, Type::SMALL, &summary(found), theme.text2);
        for statement in statements(found) {
            ui.add_space(space::XS);
            label(ui, Type::SMALL, &statement, theme.problem);
        }
        self.edits(ui, found);
        ui.add_space(space::S);
        buttons(ui, |ui| {
            let button = if only {
                Button::primary("Restore")
            } else {
                Button::secondary("Restore")
            };
            let gone = "The file that the edits were made to is gone. Put it back and start again.";
            let reason = (found.standing == Standing::Gone).then_some(gone);
            if button.blocked(reason).show(ui).clicked() {
                restore(ctx, found);
            }
            if Button::secondary("Discard")
                .tooltip("Can be undone until you leave Annals")
                .show(ui)
                .clicked()
            {
                ctx.send(Command::DropRecovery(Box::new(found.clone())));
            }
        });
    }

    fn edits(&mut self, ui: &mut Ui, found: &Found) {
        let place = self.open.iter().position(|path| *path == found.journal);
        let mut open = place.is_some();
        let count = found.n_steps.to_string();
        if section(ui, "The edits", &count, &mut open).changed() {
            match place {
                Some(place) => {
                    self.open.remove(place);
                }
                None => self.open.push(found.journal.clone()),
            }
        }
        if !open {
            return;
        }
        let n_more = found.n_steps - found.last.len();
        let n_lines = found.last.len() + usize::from(n_more > 0);
        ScrollArea::vertical()
            .id_salt(&found.journal)
            .max_height(LINES as f32 * LINE)
            .auto_shrink([false, true])
            .show_rows(ui, LINE, n_lines, |ui, lines| {
                for line in lines {
                    // The newest first: that is what is remembered.
                    match found.last.iter().rev().nth(line) {
                        Some(step) => edit(ui, step),
                        None => {
                            let theme = Theme::of(ui);
                            let text = format!("and {n_more} before them");
                            label(ui, Type::SMALL, &text, theme.text3);
                        }
                    }
                }
            });
    }
}

fn restore(ctx: &Ctx<'_>, found: &Found) {
    ctx.send(Command::Recover(Box::new(found.clone()), Extent::All));
}

/// A line of the list: when, and what.
fn edit(ui: &mut Ui, step: &FoundStep) {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let text = sentence(step);
    response
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &text));
    let when = Type::SMALL.line(ui, &moment(step.at), theme.text3);
    paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &when);
    let left = rect.left() + SENTENCE_LEFT;
    let text = Type::SMALL.cut(ui, &text, theme.text, rect.right() - left);
    paint::text_at(ui.painter(), left, rect, Align::Min, &text);
}

/// What an edit did and to which record.
fn sentence(step: &FoundStep) -> String {
    if step.about.is_empty() || step.text.contains(&step.about) {
        step.text.clone()
    } else {
        format!("{}: {}", step.text, step.about)
    }
}

/// "14:36" today, else "21 Nov, 14:36".
fn moment(at: Stamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let at = at.timestamp().to_zoned(zone.clone());
    let today = jiff::Timestamp::now().to_zoned(zone).date();
    let form = if at.date() == today {
        "%H:%M"
    } else {
        "%-d %b, %H:%M"
    };
    at.strftime(form).to_string()
}

/// What to call the project: its title and its file.
fn name(found: &Found) -> String {
    let file = found.project.as_deref().map(store::file_name);
    match (found.title.as_str(), file) {
        ("", None) => "A project without a file".to_owned(),
        ("", Some(file)) => file,
        (title, None) => format!("{title} (never saved)"),
        (title, Some(file)) => format!("{title} ({file})"),
    }
}

/// How many edits, and the last of them.
pub(in crate::ui) fn summary(found: &Found) -> String {
    let edits = match found.n_steps {
        1 => "1 edit".to_owned(),
        count => format!("{count} edits"),
    };
    match found.last.last() {
        Some(last) => format!(
            "{edits} that no file has. The last one, {}: {}.",
            moment(last.at),
            sentence(last)
        ),
        None => edits,
    }
}

/// What the analyst has to know before restoring.
fn statements(found: &Found) -> Vec<String> {
    let mut told = Vec::new();
    let file = found.project.as_deref().map(store::file_name);
    let file = file.unwrap_or_default();
    match found.standing {
        Standing::Fits => {}
        Standing::OtherVersion => told.push(format!(
            "{file} was changed by another program since. The edits are done again in it as it is now if every one still fits; if not, you are told which does not."
        )),
        Standing::Gone => told.push(format!("{file} is not there any more.")),
    }
    if let Some(cut) = &found.cut {
        told.push(format!(
            "The end of the journal is damaged: {}. {} bytes are left out; the edits before them are whole.",
            cut.why, cut.bytes
        ));
    }
    told
}
