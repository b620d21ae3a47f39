//! The trash: what was deleted, the newest first, to restore or to delete for good.

mod data;
mod list;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use eframe::egui::{Align, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use super::View;
use crate::app::{App, Workspace};
use crate::edit::Edit;
use crate::model::{DeletionId, Kind, RecordId};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::virtual_list::ListState;
use crate::ui::widgets::{Button, Empty, label, paint};
use data::{Lines, records};

/// The trash page.
#[derive(Default)]
pub struct TrashView {
    lines: Option<Lines>,
    open: BTreeSet<DeletionId>,
    /// Deletions that are ticked, for what is done to several.
    ticked: BTreeSet<DeletionId>,
    /// The deletion that the keyboard is on.
    current: Option<DeletionId>,
    /// Its place among the others, or the place of one that went: the next one takes it.
    place: usize,
    /// How many lines below that the keyboard is.
    below: usize,
    list: ListState,
    /// Bring the current line into sight.
    reveal: bool,
    /// Give the keyboard to the list.
    focus: bool,
}

impl View for TrashView {
    fn title(&self, _app: &App) -> String {
        "Trash".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::DELETE
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        self.collect(work);
        if work.project.trash().is_empty() {
            let empty = Empty {
                icon: icons::DELETE,
                title: "The trash is empty",
                lines: &[
                    "What you delete lies here, in the project file, until you empty the trash.",
                    "It can be restored with its claims, remarks and links.",
                ],
                button: None,
            };
            empty.show(ui);
            return;
        }
        let room = ui.max_rect();
        let bar = Rect::from_min_size(room.min, vec2(room.width(), height::TOOL_BAR));
        self.tool_bar(ui, ctx, bar);
        let below = Rect::from_min_max(pos2(room.left(), bar.bottom()), room.max);
        ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
            self.list(ui, ctx, work, focused);
        });
    }

    fn take_focus(&mut self) {
        self.focus = true;
    }

    fn scroll_to(&mut self, _app: &App, record: RecordId) {
        if let RecordId::Deletion(id) = record {
            self.current = Some(id);
            self.below = 0;
            self.reveal = true;
        }
    }
}

/// The list's id, which the keyboard goes to.
fn list_id() -> Id {
    Id::unique("trash list")
}

impl TrashView {
    /// Makes the lines anew where the project or what is open changed.
    fn collect(&mut self, work: &Workspace) {
        let revision = work.project.revision();
        let is_known = |lines: &Lines| lines.revision == revision && lines.open == self.open;
        if !self.lines.as_ref().is_some_and(is_known) {
            let there = |id: &DeletionId| work.project.trash().contains(*id);
            self.open.retain(there);
            self.ticked.retain(there);
            self.lines = Some(Lines::of(&work.project, &self.open));
        }
        let Some(lines) = &self.lines else {
            return;
        };
        match self.current.and_then(|id| lines.place(id)) {
            Some(place) => self.place = place,
            // It went: the next one takes its place.
            None => {
                self.place = self.place.min(lines.entries.len().saturating_sub(1));
                self.below = 0;
                let entry = lines.entries.get(self.place);
                self.current = entry.map(|entry| entry.deletion.id);
            }
        }
    }

    /// What a key or a button of the bar is about: what is ticked, else what the keyboard is on.
    fn meant(&self) -> Vec<DeletionId> {
        if self.ticked.is_empty() {
            self.current.into_iter().collect()
        } else {
            self.ticked.iter().copied().collect()
        }
    }

    fn tool_bar(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, bar: Rect) {
        let theme = Theme::of(ui);
        let (left, right) = (bar.left(), bar.right());
        paint::hairline(ui.painter(), theme, left, right, bar.bottom() - 1.0);
        let Some(lines) = &self.lines else {
            return;
        };
        let counted = Kind::Deletion.counted(lines.entries.len());
        let held = format!("{counted}, {}", records(lines.records));
        let inside = bar.shrink2(vec2(space::XL, 0.0));
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            let tip = "Delete for good whatever is in the trash";
            let empty = Button::secondary("Empty trash").small().tooltip(tip);
            if empty.blocked(ctx.locked()).show(ui).clicked() {
                ctx.edit(Edit::EmptyTrash { deletions: None });
            }
            if !self.ticked.is_empty() {
                self.for_ticked(ui, ctx);
            }
            let layout = Layout::left_to_right(Align::Center);
            ui.with_layout(layout, |ui| {
                let theme = Theme::of(ui);
                let words = match self.ticked.len() {
                    0 => held,
                    n => format!("{n} of {counted} ticked"),
                };
                label(ui, Type::SMALL, &words, theme.text2);
                let words = "Kept in the project file until the trash is emptied.";
                let wide = Type::SMALL.line(ui, words, theme.text3).size().x;
                if self.ticked.is_empty() && wide < ui.available_width() {
                    label(ui, Type::SMALL, words, theme.text3);
                }
            });
        });
    }

    /// What can be done to those that are ticked; from right to left.
    fn for_ticked(&self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let count = self.ticked.len();
        let gone = format!("Delete {count} for good");
        let delete = Button::secondary(&gone).small().blocked(ctx.locked());
        if delete.show(ui).clicked() {
            delete_for_good(ctx, self.meant());
        }
        let back = format!("Restore {count}");
        let back = Button::secondary(&back).small().blocked(ctx.locked());
        if back.show(ui).clicked() {
            restore(ctx, self.meant());
        }
    }
}

fn restore(ctx: &Ctx<'_>, deletions: Vec<DeletionId>) {
    if ctx.locked().is_none() && !deletions.is_empty() {
        ctx.edit(Edit::RestoreDeleted { deletions });
    }
}

fn delete_for_good(ctx: &Ctx<'_>, deletions: Vec<DeletionId>) {
    if ctx.locked().is_none() && !deletions.is_empty() {
        let deletions = Some(deletions);
        ctx.edit(Edit::EmptyTrash { deletions });
    }
}
