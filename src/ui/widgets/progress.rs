//! Progress: a bar that ends, never a spinner.

use eframe::egui::{Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::paint;
use crate::ui::theme::{Theme, width};

const THICK: f32 = 4.0;

/// A bar 96 x 4 that is filled to `share`, from 0 to 1; `name` says what goes on.
pub fn progress(ui: &mut Ui, name: &str, share: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width::PROGRESS, THICK), Sense::hover());
    let share = share.clamp(0.0, 1.0);
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from((share * 100.0).round())),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, name)
    });
    let theme = Theme::of(ui);
    // On the middle of the small letters beside it.
    let rect = rect.translate(vec2(0.0, 1.0));
    paint::boxed(ui.painter(), rect, 2, theme.press, None);
    let done = Rect::from_min_size(rect.min, vec2((rect.width() * share).round(), THICK));
    let fill = if share > 0.0 {
        theme.text2
    } else {
        Color32::TRANSPARENT
    };
    paint::boxed(ui.painter(), done, 2, fill, None);
    response
}

/// A share as words, with a thin space before the sign.
#[must_use]
pub fn percent(share: f32) -> String {
    format!("{}\u{2009}%", (share.clamp(0.0, 1.0) * 100.0).floor() as u8)
}
