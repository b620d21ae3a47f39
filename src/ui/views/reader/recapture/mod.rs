//! The list of what became of the passages when a text was read anew: shown once after a new capture, and again
//! from the tool bar. Changed words are accepted, a place is chosen, a passage is put back; each is a step. What
//! moved can be accepted together.

mod data;
mod row;

use std::sync::Arc;

use eframe::egui::{Id, Key, Modifiers, ScrollArea, Ui, UiBuilder, vec2};

use super::geometry::columns;
use crate::edit::Edit;
use crate::model::{Capture, CaptureId, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, label};
use data::Report;

/// Rows that are listed before more are asked for.
const AT_ONCE: usize = 100;
/// The widest list.
const WIDE: f32 = 720.0;

/// What is asked for besides changes of the passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Back to the text.
    Text,
    /// Read the words of this record.
    Show(RecordId),
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// What the report was made of: capture and revision.
    key: Option<(CaptureId, u64)>,
    report: Arc<Report>,
    /// How many rows are listed.
    listed: usize,
    /// The row that had the keyboard last: the next one gets it when that is settled.
    at: usize,
    /// A row is to get the keyboard.
    focus: bool,
}

impl Passages {
    /// The list is about to be shown.
    pub(super) fn begin(&mut self) {
        *self = Self {
            focus: true,
            listed: AT_ONCE,
            ..Self::default()
        };
    }

    /// Shows it in the place of the text.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, capture: &Capture) -> Option<Asked> {
        let work = ctx.work()?;
        let key = Some((capture.id, work.project.revision()));
        if self.key != key {
            self.key = key;
            self.report = Arc::new(Report::collect(&work.project, capture));
        }
        let report = Arc::clone(&self.report);
        let mut asked = None;
        let view = ui.available_rect_before_wrap();
        ScrollArea::vertical()
            .id_salt(("passages", capture.id))
            .auto_shrink(false)
            .show(ui, |ui| {
                let columns = columns(view.width());
                let mut inside = ui.available_rect_before_wrap();
                inside.min.x = view.left() + columns.text;
                inside.max.x = (view.right() - space::XXL).min(inside.min.x + WIDE);
                ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
                    ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
                    asked = self.page(ui, ctx, capture.id, &report);
                });
                ui.add_space(space::HH);
            });
        ui.advance_cursor_after_rect(view);
        let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if escape { Some(Asked::Text) } else { asked }
    }

    fn page(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        capture: CaptureId,
        report: &Report,
    ) -> Option<Asked> {
        let theme = Theme::of(ui);
        let mut asked = None;
        ui.add_space(28.0);
        label(
            ui,
            Type::SUBTITLE,
            "What became of the passages",
            theme.text,
        );
        ui.add_space(space::XXS);
        label(ui, Type::BODY, &report.words(), theme.text2);
        ui.add_space(space::M);
        ui.horizontal(|ui| {
            let back = Button::secondary("Back to the text")
                .small()
                .tooltip("Escape");
            if back.show(ui).clicked() {
                asked = Some(Asked::Text);
            }
            // A single one is accepted in its row.
            let moved = report.moved();
            let all = Button::secondary("Accept all moved")
                .small()
                .blocked(ctx.locked());
            let tip = format!("{moved} passages with the same words elsewhere; nothing else");
            if moved > 1 && all.tooltip(&tip).show(ui).clicked() {
                ctx.edit(Edit::AcceptMoved { capture });
                (self.at, self.focus) = (0, true);
            }
        });
        ui.add_space(space::L);
        if !report.rows.is_empty() {
            let keys = "Up and Down go from one to the next, Enter accepts, a digit chooses a place, P puts back, Space shows the words.";
            label(ui, Type::SMALL, keys, theme.text3);
            ui.add_space(space::L);
        }
        let rows = report.rows.len().min(self.listed);
        self.at = self.at.min(rows.saturating_sub(1));
        if std::mem::take(&mut self.focus)
            && let Some(row) = report.rows.get(self.at)
        {
            ui.memory_mut(|memory| memory.request_focus(row_id(row.record)));
        }
        for (place, row) in report.rows.iter().take(rows).enumerate() {
            let done = row::show(ui, row_id(row.record), row, ctx.locked());
            if done.focused {
                self.at = place;
            }
            if let Some(step) = done.step {
                let next = place.saturating_add_signed(step).min(rows - 1);
                if let Some(row) = report.rows.get(next) {
                    ui.memory_mut(|memory| memory.request_focus(row_id(row.record)));
                }
            }
            if done.show {
                asked = Some(Asked::Show(row.record));
            }
            if let Some(edit) = done.edit {
                ctx.edit(edit);
                // The row that takes its place gets the keyboard.
                (self.at, self.focus) = (place, true);
                ui.ctx().request_repaint();
            }
        }
        if report.rows.len() > rows {
            ui.add_space(space::L);
            let more = format!("Show {} more", (report.rows.len() - rows).min(AT_ONCE));
            if Button::secondary(&more).small().show(ui).clicked() {
                self.listed += AT_ONCE;
            }
        }
        asked
    }
}

fn row_id(record: RecordId) -> Id {
    Id::unique(("passage", record))
}
