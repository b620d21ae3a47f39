//! The rows: fills, tick boxes, cells, the menu of a row.

use eframe::egui::{Color32, Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use super::cell::{self, Ground};
use super::data::RowData;
use super::layout::Layout;
use super::select::AT_ONCE;
use super::{TICK_MIDDLE, TableView};
use crate::app::{Action, Command, Workspace};
use crate::model::RecordId;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, height, radius, space};
use crate::ui::widgets::virtual_list::{VirtualList, row_focus};
use crate::ui::widgets::{MenuItem, Tick, menu_at_pointer, menu_line, paint, tooltip};

/// From the head to the first row.
pub(super) const ABOVE: f32 = space::XXS;

impl TableView {
    /// Draws the rows and does what is done to them.
    pub(super) fn rows_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        layout: &Layout,
        focused: bool,
    ) {
        ui.add_space(ABOVE);
        let room = ui.available_rect_before_wrap();
        let id = ui.scope_id().with("rows");
        let body = ui.interact(room, id, Sense::focusable_noninteractive());
        self.tell(ui, &body);
        self.take_focus(ui, &body, room);
        let has_focus = body.has_focus();
        if has_focus {
            self.keys(ui, ctx, id);
        } else if focused && ui.memory(|memory| memory.focused().is_none()) {
            self.wake(ui, ctx, id);
        }
        let ring = self.chosen.row().filter(|_| has_focus && self.ring);
        let builder = UiBuilder::new().max_rect(room).accessibility_parent(id);
        let mut inside = ui.new_child(builder);
        let mut list = self.list;
        let rows = self.lister.listed().len();
        let name = format!("Rows of {}", self.kind.plural());
        let shown = VirtualList::new(&name, rows, height::TABLE_ROW)
            .role(Role::RowGroup)
            .show(&mut inside, &mut list, |ui, row, rect| {
                self.row_ui(ui, ctx, work, layout, (row, rect), (id, focused));
                if ring == Some(row) {
                    row_focus(ui, inset(rect));
                }
            });
        self.list = list;
        self.visible = shown.visible;
        self.page = shown.page.saturating_sub(1).max(1);
        ui.advance_cursor_after_rect(room);
    }

    /// Says to assistive programs what this is and which row the keyboard is on.
    fn tell(&self, ui: &Ui, body: &Response) {
        let name = super::empty::title(self.kind);
        body.widget_info(|| WidgetInfo::labeled(Role::Table, ui.is_enabled(), &name));
        let rows = self.lister.listed().len();
        let cursor = self.chosen.cursor().filter(|_| {
            self.chosen
                .row()
                .is_some_and(|row| self.visible.contains(&row))
        });
        ui.ctx().accesskit_node_builder(body.id, |node| {
            node.set_row_count(rows as usize);
            node.set_multiselectable();
            if let Some(id) = cursor {
                node.set_active_descendant(row_id(body.id, id).accesskit_id());
            }
        });
    }

    /// A press anywhere on the rows gives them the focus, without a ring: that is for the keyboard.
    fn take_focus(&mut self, ui: &Ui, body: &Response, room: Rect) {
        // egui takes the focus away when the click ends, because a row lies above the rows as a whole.
        let pressed = ui.input(|input| input.pointer.any_pressed() || input.pointer.any_click());
        if pressed && ui.rect_contains_pointer(room) {
            self.ring = false;
            body.request_focus();
        } else if std::mem::take(&mut self.wants_focus) {
            self.ring = true;
            body.request_focus();
        } else if body.gained_focus() {
            self.ring = true;
        }
        if body.has_focus() && self.chosen.row().is_none() {
            let first = self.lister.listed().record(self.visible.start);
            self.chosen.put(first, self.lister.listed());
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        layout: &Layout,
        (row, rect): (u64, Rect),
        (body, focused): (Id, bool),
    ) {
        let Some(id) = self.lister.listed().record(row) else {
            return;
        };
        // While new rows are being listed, a record may be gone already.
        let Some(data) = self.cache.row(work, id) else {
            return;
        };
        let box_ = inset(rect);
        let response = ui.interact(box_, row_id(body, id), Sense::CLICK);
        let selected = self.chosen.has(id);
        tell_row(ui, &response, &data, row, selected);
        let theme = Theme::of(ui);
        let over = ui.rect_contains_pointer(box_) && response.contains_pointer();
        let fill = match (selected, focused) {
            (true, true) => theme.select,
            (true, false) => theme.selectdim,
            (false, _) if self.menu == Some(id) => theme.hover,
            (false, _) => theme.hover.gamma_multiply(paint::hover(ui, &response)),
        };
        paint::boxed(ui.painter(), box_, radius::CONTROL, fill, None);
        let builder = UiBuilder::new()
            .max_rect(rect)
            .id_salt(response.id)
            .accessibility_parent(response.id);
        let mut inside = ui.new_child(builder);
        if over || selected {
            self.tick(&inside, ctx, id, &data.name, rect);
        }
        let ground = Ground {
            is_filled: selected || over,
            row: rect,
        };
        self.cells(&mut inside, layout, &data, ground);
        self.click(ui, ctx, &response, id);
        self.menu(ctx, &response, id, &data);
    }

    fn tick(&mut self, ui: &Ui, ctx: &Ctx<'_>, id: RecordId, name: &str, rect: Rect) {
        let name = format!("Select {name}");
        let middle = pos2(rect.left() + TICK_MIDDLE, rect.center().y);
        let tick =
            Tick::alone(self.chosen.has(id), &name).put(ui, middle, ui.scope_id().with("tick"));
        if tick.clicked() {
            let spans = ui.input(|input| input.modifiers.shift);
            self.pick(ctx, id, [true, spans]);
        }
    }

    fn cells(&self, ui: &mut Ui, layout: &Layout, data: &RowData, ground: Ground) {
        for (place, slot) in layout.slots.iter().enumerate() {
            let Some(cell) = data.cells.iter().find(|cell| cell.column == slot.column) else {
                continue;
            };
            // The first column with words says what the record is; the sign of a problem follows it.
            let is_name = slot.column == crate::query::Column::Title
                || place == 0 && !layout.slots.iter().any(is_title);
            let warns = is_name && !data.problems.is_empty();
            let mut slot = *slot;
            if warns {
                slot.right -= icons::SMALL + space::S;
            }
            let end = cell::show(ui, cell, slot, ground);
            if warns {
                warning(ui, end, ground.row, &data.problems);
            }
        }
    }

    /// Selects what a click with or without Ctrl and Shift selects.
    pub(super) fn pick(&mut self, ctx: &Ctx<'_>, id: RecordId, held: [bool; 2]) {
        let (listed, wake) = (self.lister.listed(), ctx.app.wake());
        if let Some(selection) = self.chosen.clicked(id, listed, held, wake) {
            ctx.send(Command::SelectMany(selection));
        }
    }

    fn click(&mut self, ui: &Ui, ctx: &Ctx<'_>, response: &Response, id: RecordId) {
        if response.double_clicked() {
            ctx.send(Command::Reveal(id));
        } else if response.clicked() {
            let held = ui.input(|input| input.modifiers);
            self.pick(ctx, id, [held.command, held.shift]);
        } else if response.secondary_clicked() {
            self.menu = Some(id);
            if self.chosen.has(id) {
                self.chosen.put(Some(id), self.lister.listed());
            } else {
                self.pick(ctx, id, [false, false]);
            }
        }
    }

    /// The menu of a row is for all selected rows.
    fn menu(&mut self, ctx: &Ctx<'_>, response: &Response, id: RecordId, data: &RowData) {
        if self.menu != Some(id) {
            return;
        }
        let count = self.chosen.counts().0.max(1);
        let shown = menu_at_pointer(response, |ui| self.menu_rows(ui, ctx, id, data, count));
        if shown.is_none() && !response.secondary_clicked() {
            self.menu = None;
        }
    }

    fn menu_rows(&self, ui: &mut Ui, ctx: &Ctx<'_>, id: RecordId, data: &RowData, count: usize) {
        let locked = ctx.locked();
        let open = MenuItem::new("Open")
            .icon(icons::SOURCE_OPEN)
            .key(Some("Enter"));
        if open.show(ui).clicked() {
            ctx.send(Command::Reveal(id));
        }
        if self.kind.bears_tags() {
            let key = Action::AddTag.row().shortcuts.first().copied();
            let tag = MenuItem::new("Add tag…").icon(icons::TAG).key(key);
            if tag.blocked(locked).show(ui).clicked() {
                ctx.act(Action::AddTag);
            }
        }
        let copy = if count > 1 {
            "Copy titles"
        } else {
            "Copy title"
        };
        let copy = MenuItem::new(copy).icon(icons::COPY);
        let too_many = (count > AT_ONCE).then_some("These are too many to be copied at once");
        if copy.blocked(too_many).show(ui).clicked() {
            let titles = self.titles(ctx, count, data);
            ui.ctx().copy_text(titles);
        }
        menu_line(ui);
        let delete = match count {
            1 => "Delete".to_owned(),
            count => format!("Delete {}", self.kind.counted(count)),
        };
        let delete = MenuItem::new(&delete)
            .icon(icons::DELETE)
            .key(Some("Delete"));
        if delete.blocked(locked).show(ui).clicked() {
            self.delete(ctx);
        }
    }

    fn titles(&self, ctx: &Ctx<'_>, count: usize, data: &RowData) -> String {
        let Some(work) = ctx.work().filter(|_| count > 1) else {
            return data.name.clone();
        };
        let shown = self.chosen.shown(self.lister.listed());
        let mut rows = shown.unwrap_or_default().to_vec();
        rows.sort_by_key(|&id| self.lister.listed().row_of(id));
        let titles = rows.into_iter().map(|id| work.project.label(id));
        titles.collect::<Vec<_>>().join("\n")
    }
}

/// Rows keep 8 from both edges.
fn inset(rect: Rect) -> Rect {
    rect.shrink2(eframe::egui::vec2(space::M, 0.0))
}

/// The widget of a record's row in the rows `body`: another one where two tables stand side by side.
fn row_id(body: Id, id: RecordId) -> Id {
    body.with(id)
}

fn is_title(slot: &super::layout::Slot) -> bool {
    slot.column == crate::query::Column::Title
}

fn tell_row(ui: &Ui, response: &Response, data: &RowData, row: u64, selected: bool) {
    response.widget_info(|| WidgetInfo::labeled(Role::Row, ui.is_enabled(), &data.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        node.set_row_index(row as usize);
        if !data.problems.is_empty() {
            node.set_description(data.problems.as_str());
        }
    });
}

/// A small sign after the words that end at `end`.
fn warning(ui: &Ui, end: f32, row: Rect, problems: &str) {
    let middle = pos2(end + space::S + icons::SMALL / 2.0, row.center().y);
    let ink: Color32 = Theme::of(ui).problem;
    icons::PROBLEM.paint(ui, ui.painter(), middle, icons::SMALL, ink);
    let box_ = Rect::from_center_size(middle, eframe::egui::vec2(icons::NORMAL, row.height()));
    let id = ui.scope_id().with("problem");
    let response = ui.interact(box_, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Has a problem"));
    tooltip(response, problems);
}
