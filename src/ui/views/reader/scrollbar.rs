//! The scroll bar of the page: 6 wide, floating, without a track.

use eframe::egui::{CornerRadius, Id, Rect, Sense, Ui, pos2, vec2};

use crate::ui::theme::{Theme, motion, space, width};

/// The least length of the handle.
const HANDLE: f64 = 24.0;

/// Draws the bar at the right edge of `view` for a page of `total` points that stands at `y`. Gives the
/// height to go to while the handle is dragged.
pub(super) fn show(ui: &Ui, id: Id, view: Rect, y: f64, total: f64) -> Option<f64> {
    let tall = f64::from(view.height());
    let way = total - tall;
    if way <= 0.5 {
        return None;
    }
    let right = view.right() - space::XXS;
    let track = Rect::from_min_max(
        pos2(right - width::SCROLL_BAR, view.top() + space::M),
        pos2(right, view.bottom() - space::XXS),
    );
    let long = f64::from(track.height());
    let handle = (long * tall / total).max(HANDLE).min(long);
    let top = track.top() + ((long - handle) * (y / way).clamp(0.0, 1.0)) as f32;
    let handle = Rect::from_min_size(
        pos2(track.left(), top),
        vec2(width::SCROLL_BAR, handle as f32),
    );
    let wide = track.expand2(vec2(3.0, 0.0));
    let grip = ui.interact(wide, id, Sense::CLICK | Sense::DRAG);
    let held = id.with("held");
    let mut to = None;
    if let Some(pointer) = grip
        .interact_pointer_pos()
        .filter(|_| grip.is_pointer_button_down_on())
    {
        let inside = handle.y_range().contains(pointer.y);
        let rest = if inside {
            pointer.y - handle.top()
        } else {
            handle.height() / 2.0
        };
        let grabbed = ui.data_mut(|data| *data.get_temp_mut_or(held, rest));
        let free = track.height() - handle.height();
        if free > 0.0 {
            let share = (pointer.y - grabbed - track.top()) / free;
            to = Some(f64::from(share.clamp(0.0, 1.0)) * way);
        }
    } else {
        ui.data_mut(|data| data.remove::<f32>(held));
    }
    let near = ui.rect_contains_pointer(wide);
    let shown = to.is_some() || ui.rect_contains_pointer(view);
    let share = ui
        .ctx()
        .animate_bool_with_time(id.with("shown"), shown, motion::HOVER);
    if share > 0.0 {
        let theme = Theme::of(ui);
        let colour = if near { theme.edge } else { theme.press };
        ui.painter()
            .rect_filled(handle, CornerRadius::same(3), colour.gamma_multiply(share));
    }
    to
}
