//! The head of the table: names of columns to sort by, edges to drag.

use eframe::egui::{
    Align, Color32, CursorIcon, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use super::layout::{GAP, Layout, NARROWEST, Slot, WIDEST};
use crate::query::{Column, Sort};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space};
use crate::ui::widgets::{paint, tooltip};

/// How far a key moves the edge of a column.
const STEP: f32 = 16.0;

/// What the head shows.
pub(super) struct Head<'a> {
    pub(super) layout: &'a Layout,
    pub(super) sort: Sort,
    /// The width that the content of a column wants.
    pub(super) fit: &'a dyn Fn(&Ui, Column) -> f32,
}

/// What the analyst asked for in the head.
#[derive(Default)]
pub(super) struct Asked {
    /// Another order.
    pub(super) sort: Option<Sort>,
    /// Another width of a column.
    pub(super) width: Option<(Column, f32)>,
}

impl Head<'_> {
    /// Draws it, 32 high with its hairline.
    pub(super) fn show(self, ui: &mut Ui) -> Asked {
        let rect = ground(ui);
        let over = ui.rect_contains_pointer(rect);
        let mut asked = Asked::default();
        for slot in &self.layout.slots {
            self.name(ui, rect, *slot, &mut asked);
            self.edge(ui, rect, *slot, over, &mut asked);
        }
        asked
    }

    /// Draws it where there is nothing to sort or to drag yet.
    pub(super) fn show_still(self, ui: &mut Ui) {
        let rect = ground(ui);
        for slot in &self.layout.slots {
            let cell = cell_of(rect, *slot);
            let id = ui.scope_id().with(("head", slot.column));
            let response = ui.interact(cell, id, Sense::hover());
            let name = slot.column.name();
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
            self.words(ui, cell, *slot, Theme::of(ui).text2);
        }
    }

    fn name(&self, ui: &Ui, head: Rect, slot: Slot, asked: &mut Asked) {
        let theme = Theme::of(ui);
        let cell = cell_of(head, slot);
        let id = ui.scope_id().with(("head", slot.column));
        let response = ui.interact(cell, id, Sense::click());
        let name = slot.column.name();
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, ui.is_enabled(), name));
        let is_sorted = self.sort.column == Some(slot.column);
        tell_order(ui, id, is_sorted, self.sort.descending);
        let ink = blend(theme.text2, theme.text, paint::hover(ui, &response));
        paint::boxed(
            ui.painter(),
            cell,
            radius::CONTROL,
            paint::quiet_fill(ui, &response),
            None,
        );
        self.words(ui, cell, slot, ink);
        if response.has_focus() {
            paint::focus_inside(ui.painter(), theme, cell, radius::CONTROL);
            keys(ui, &response, slot, asked);
        }
        if response.clicked() {
            asked.sort = Some(self.sort.toggled(slot.column));
        }
        let tip = match (is_sorted, self.sort.descending) {
            (false, _) => format!("Sort by {}", name.to_lowercase()),
            (true, false) => "Sorted upwards; click for downwards".to_owned(),
            (true, true) => "Sorted downwards; click for upwards".to_owned(),
        };
        tooltip(response, &tip);
    }

    fn words(&self, ui: &Ui, cell: Rect, slot: Slot, ink: Color32) {
        let arrow = if self.sort.column != Some(slot.column) {
            None
        } else if self.sort.descending {
            Some(icons::SORT_DOWN)
        } else {
            Some(icons::SORT_UP)
        };
        let beside = if arrow.is_some() {
            icons::CARET + space::XS
        } else {
            0.0
        };
        let name = slot.column.name();
        let room = slot.right - slot.left - beside;
        let galley = Type::SMALL_MEDIUM.cut(ui, name, ink, room);
        let (x, align) = if slot.column.is_figure() {
            (slot.right, Align::Max)
        } else {
            (slot.left, Align::Min)
        };
        let words = paint::text_at(ui.painter(), x, cell, align, &galley);
        if let Some(arrow) = arrow {
            let half = icons::CARET / 2.0;
            let middle = if slot.column.is_figure() {
                words.left() - space::XS - half
            } else {
                words.right() + space::XS + half
            };
            arrow.paint(
                ui,
                ui.painter(),
                pos2(middle, cell.center().y),
                icons::CARET,
                ink,
            );
        }
    }

    /// The edge at the right of a column: dragged, or fitted to the content by a double click.
    fn edge(&self, ui: &Ui, head: Rect, slot: Slot, over: bool, asked: &mut Asked) {
        let x = (slot.right + GAP / 2.0).round();
        let grip = Rect::from_center_size(pos2(x, head.center().y), vec2(space::M, head.height()));
        let id = ui.scope_id().with(("edge", slot.column));
        let response = ui.interact(grip, id, Sense::CLICK | Sense::DRAG);
        let name = format!("Width of {}", slot.column.name());
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, ui.is_enabled(), &name));
        if response.double_clicked() {
            let width = (self.fit)(ui, slot.column);
            asked.set(slot.column, width);
        } else if response.dragged() {
            drag(ui, id, &response, slot, asked);
        }
        if over || response.dragged() {
            let theme = Theme::of(ui);
            let held = response.dragged() || response.hovered();
            let ink = if held { theme.edge } else { theme.line };
            let line = Rect::from_min_max(
                pos2(x, head.top() + space::M),
                pos2(x + 1.0, head.bottom() - space::M),
            );
            ui.painter().rect_filled(line, 0.0, ink);
        }
        response.on_hover_and_drag_cursor(CursorIcon::ResizeColumn);
    }
}

impl Asked {
    fn set(&mut self, column: Column, width: f32) {
        self.width = Some((column, width.clamp(NARROWEST, WIDEST).round()));
    }
}

/// The room of the head, with its hairline.
fn ground(ui: &mut Ui) -> Rect {
    let room = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(
        room.min,
        pos2(room.right(), room.top() + height::TABLE_HEAD),
    );
    ui.allocate_rect(rect, Sense::hover());
    let (left, right, bottom) = (rect.left(), rect.right(), rect.bottom() - 1.0);
    paint::hairline(ui.painter(), Theme::of(ui), left, right, bottom);
    rect
}

/// Where the name of a column stands in the head.
fn cell_of(head: Rect, slot: Slot) -> Rect {
    Rect::from_min_max(
        pos2(slot.left - space::XS, head.top() + space::XS),
        pos2(slot.right + space::XS, head.bottom() - space::XS - 1.0),
    )
}

/// Shift with an arrow moves the edge of the column that has the focus.
fn keys(ui: &Ui, response: &Response, slot: Slot, asked: &mut Asked) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key));
    let by = f32::from(u8::from(pressed(Key::ArrowRight)))
        - f32::from(u8::from(pressed(Key::ArrowLeft)));
    if by != 0.0 {
        asked.set(slot.column, slot.right - slot.left + by * STEP);
        response.ctx.request_repaint();
    }
}

/// The width when the drag began is kept, so that the edge follows the pointer even where it was
/// stopped for a while.
fn drag(ui: &Ui, id: Id, response: &Response, slot: Slot, asked: &mut Asked) {
    let began = id.with("began");
    let width = slot.right - slot.left;
    if response.drag_started() {
        ui.data_mut(|data| data.insert_temp(began, width));
    }
    let from = ui.data(|data| data.get_temp::<f32>(began)).unwrap_or(width);
    if let Some(moved) = response.total_drag_delta() {
        asked.set(slot.column, from + moved.x);
    }
}

/// Says to assistive programs by which column the rows are sorted.
fn tell_order(ui: &Ui, id: Id, is_sorted: bool, descending: bool) {
    use eframe::egui::accesskit::SortDirection;
    if is_sorted {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_sort_direction(if descending {
                SortDirection::Descending
            } else {
                SortDirection::Ascending
            });
        });
    }
}
