//! The chosen problem: what is wrong, what was kept, and how to put it right; for a record that could not
//! be read its text, to be mended in place.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Color32, EventFilter, Frame, Galley, Id, Margin, ScrollArea, Stroke, TextBuffer, TextEdit, Ui,
    vec2,
};

use super::data::{self, Reads};
use super::remedies::Remedies;
use crate::app::{Command, Workspace};
use crate::edit::Edit;
use crate::model::{Problem, RecordId, Unread, UnreadId};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, radius, space};
use crate::ui::widgets::{Button, clear_of_notices, label, paint};

/// The details, and the texts that are being mended.
#[derive(Default)]
pub(super) struct Details {
    /// What was typed, by record: looking at another problem loses nothing.
    drafts: HashMap<UnreadId, String>,
    /// How a draft reads, kept until it or the project changes.
    checked: Option<Checked>,
    remedies: Remedies,
    /// Put the cursor into the text.
    focus: bool,
}

struct Checked {
    revision: u64,
    unread: UnreadId,
    text: String,
    reads: Reads,
}

impl Details {
    /// Puts the cursor into the text of the record.
    pub(super) fn edit(&mut self) {
        self.focus = true;
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        problem: Option<&Problem>,
    ) {
        let theme = Theme::of(ui);
        let frame = Frame::new().inner_margin(Margin::same(space::XL as i8));
        let Some(problem) = problem else {
            frame.show(ui, |ui| {
                label(
                    ui,
                    Type::BODY,
                    "Choose a problem to see what can be done.",
                    theme.text2,
                );
            });
            return;
        };
        ScrollArea::vertical()
            .id_salt("problem details")
            .auto_shrink(false)
            .show(ui, |ui| {
                frame.show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = space::S;
                    label(ui, Type::SUBTITLE, problem.kind.name(), theme.text);
                    let words = data::second_line(work, problem);
                    if !words.is_empty() {
                        label(ui, Type::SMALL, &words, theme.text3);
                    }
                    ui.add_space(space::XS);
                    label(ui, Type::BODY, &problem.message, theme.text);
                    label(ui, Type::BODY, data::advice(problem.kind), theme.text2);
                    ui.add_space(space::S);
                    let unread = match problem.record {
                        Some(RecordId::Unread(id)) => work.project.unread().get(id),
                        _ => None,
                    };
                    match unread {
                        Some(unread) => self.mend(ui, ctx, work, unread),
                        None => self.remedies.ui(ui, ctx, work, problem),
                    }
                });
                clear_of_notices(ui);
            });
    }

    fn mend(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, unread: &Unread) {
        let mut text = self
            .drafts
            .get(&unread.id)
            .cloned()
            .unwrap_or_else(|| unread.text.clone());
        let reads = self.check(work, unread, &text).clone();
        let bad = match &reads {
            Reads::Not(_, at) => Some(at.clone()),
            Reads::As(_) | Reads::Unfit(_) => None,
        };
        let changed = editor(
            ui,
            &mut text,
            bad.as_ref(),
            ctx.locked().is_none(),
            self.focus,
        );
        self.focus = false;
        if changed {
            self.drafts.insert(unread.id, text.clone());
        }
        verdict(ui, &reads);
        ui.add_space(space::XS);
        let is_draft = text != unread.text;
        let blocked = match &reads {
            Reads::As(_) => ctx.locked(),
            Reads::Not(..) => Some("The text does not read yet."),
            Reads::Unfit(_) => Some("The record cannot be taken in as it is."),
        };
        ui.horizontal_wrapped(|ui| {
            if Button::primary("Mend record")
                .icon(icons::MEND)
                .blocked(blocked)
                .show(ui)
                .clicked()
            {
                ctx.send(Command::Mend(unread.id, text.clone()));
            }
            let reset = Button::secondary("Back to the text of the file");
            if is_draft && reset.show(ui).clicked() {
                self.drafts.remove(&unread.id);
            }
            let delete = Button::secondary("Delete record")
                .icon(icons::DELETE)
                .tooltip("Undo brings it back")
                .blocked(ctx.locked());
            if delete.show(ui).clicked() {
                ctx.edit(Edit::Delete {
                    records: [unread.id.into()].into(),
                });
            }
        });
    }

    fn check(&mut self, work: &Workspace, unread: &Unread, text: &str) -> &Reads {
        let revision = work.project.revision();
        let known = self.checked.take().filter(|known| {
            (known.revision, known.unread) == (revision, unread.id) && known.text == text
        });
        let known = known.unwrap_or_else(|| Checked {
            revision,
            unread: unread.id,
            text: text.to_owned(),
            reads: data::reads(&work.project, unread, text),
        });
        &self.checked.insert(known).reads
    }
}

/// What the text reads as, or why it does not read.
fn verdict(ui: &mut Ui, reads: &Reads) {
    let theme = Theme::of(ui);
    let (icon, ink, words) = match reads {
        Reads::As(words) => (icons::TICK, theme.text2, words),
        Reads::Not(words, _) | Reads::Unfit(words) => (icons::FAILURE, theme.problem, words),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (rect, _) = ui.allocate_exact_size(
            vec2(icons::SMALL, Type::SMALL.line),
            eframe::egui::Sense::hover(),
        );
        icon.paint(ui, ui.painter(), rect.center(), icons::SMALL, ink);
        label(ui, Type::SMALL, words, ink);
    });
}

/// The text of a record, with the bad place marked; says whether it was changed.
fn editor(
    ui: &mut Ui,
    text: &mut String,
    bad: Option<&Range<usize>>,
    usable: bool,
    focus: bool,
) -> bool {
    let theme = Theme::of(ui);
    let id = Id::unique("mend text");
    let before = text.clone();
    let mut layout = |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| {
        // The mark is for the text before this key stroke; a frame later it is right again.
        let bad = bad.filter(|_| buffer.as_str() == before);
        mono(ui, theme, buffer.as_str(), bad, wrap)
    };
    let edit = TextEdit::multiline(text)
        .id(id)
        .frame(
            Frame::new()
                .fill(theme.raised)
                .stroke(Stroke::new(1.0, theme.line))
                .corner_radius(f32::from(radius::SEARCH))
                .inner_margin(Margin::symmetric(12, 8)),
        )
        .font(Type::CODE.font())
        .desired_width(f32::INFINITY)
        .desired_rows(4)
        .interactive(usable)
        .event_filter(EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        })
        .layouter(&mut layout);
    let response = ui.add(edit).accessible_name("Text of the record");
    if focus {
        response.request_focus();
    }
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, response.rect, radius::SEARCH);
    }
    response.changed()
}

fn mono(ui: &Ui, theme: &Theme, text: &str, bad: Option<&Range<usize>>, wrap: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    job.keep_trailing_whitespace = true;
    let plain = Type::CODE.format(theme.text);
    let Some(bad) = bad.filter(|bad| text.get((*bad).clone()).is_some()) else {
        job.append(text, 0.0, plain);
        return ui.fonts_mut(|fonts| fonts.layout_job(job));
    };
    let line = data::line_of(text, bad.start);
    let end = bad.end.min(line.end).max(bad.start);
    let on = |colour: Color32, underline: bool| {
        let mut format = Type::CODE.format(colour);
        format.background = theme.problembg;
        if underline {
            format.underline = Stroke::new(2.0, theme.problemline);
        }
        format
    };
    let mut part = |range: Range<usize>, format| {
        if let Some(words) = text.get(range)
            && !words.is_empty()
        {
            job.append(words, 0.0, format);
        }
    };
    part(0..line.start, plain.clone());
    part(line.start..bad.start, on(theme.text, false));
    part(bad.start..end, on(theme.problem, true));
    part(end..line.end, on(theme.text, false));
    part(line.end..text.len(), plain);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
