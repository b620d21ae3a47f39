//! A page to read: one column in the middle of the view that scrolls.

use eframe::egui::{Key, Modifiers, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::ui::theme::space;
use crate::ui::widgets::clear_of_notices;

/// How far an arrow key scrolls.
const STEP: f32 = 52.0;

/// Shows `add` in a column of `width`, or of the room there is; `name` keeps its place when it comes back.
/// While no control has the keyboard, that of the focused view scrolls.
pub(super) fn page(ui: &mut Ui, name: &str, focused: bool, width: f32, add: impl FnOnce(&mut Ui)) {
    let high = ui.available_height();
    let by_keys = focused && ui.memory(|memory| memory.focused().is_none());
    let by = if by_keys { pressed(ui, high) } else { 0.0 };
    ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink(false)
        .show(ui, |ui| {
            if by != 0.0 {
                ui.scroll_with_delta(vec2(0.0, -by));
            }
            let room = ui.available_rect_before_wrap();
            let width = width.min(room.width() - 2.0 * space::XXL);
            let left = (room.left() + (room.width() - width) / 2.0).round();
            let mut column = room;
            column.min = pos2(left, room.top() + space::HH);
            column.max.x = left + width;
            let used = ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                add(ui);
            });
            let end = used.response.rect.bottom() + space::HH;
            ui.advance_cursor_after_rect(room.with_max_y(end));
            clear_of_notices(ui);
        });
}

/// How far the keys pressed scroll a page `high` points high, downwards if positive.
fn pressed(ui: &Ui, high: f32) -> f32 {
    let page = (high - STEP).max(STEP);
    // Farther than any page is long.
    let end = 1e6;
    let keys = [
        (Key::ArrowDown, STEP),
        (Key::ArrowUp, -STEP),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Space, page),
        (Key::Home, -end),
        (Key::End, end),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let by = keys.into_iter().filter(|&(key, _)| pressed(key));
    by.map(|(_, by)| by).sum()
}
