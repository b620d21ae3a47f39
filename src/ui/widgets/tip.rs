//! Tooltips: one small paragraph, and the reason where a control is blocked.

use eframe::egui::{Response, Sense, Ui};

use crate::ui::theme::{Theme, Type};

/// Shows `text` while the pointer rests on the control.
pub fn tooltip(response: Response, text: &str) -> Response {
    if text.is_empty() {
        return response;
    }
    response.on_hover_ui(|ui| {
        let colour = Theme::of(ui).text;
        ui.label(Type::SMALL.rich(text, colour));
    })
}

/// The tooltip of a control that may be blocked: the reason wins.
pub(super) fn tip_or_reason(
    response: Response,
    tip: Option<&str>,
    blocked: Option<&str>,
) -> Response {
    match (blocked, tip) {
        (Some(reason), _) => tooltip(response, reason),
        (None, Some(tip)) => tooltip(response, tip),
        (None, None) => response,
    }
}

/// What a control senses: clicks, unless it is blocked or lies in a disabled part.
pub(super) fn sense(ui: &Ui, blocked: Option<&str>) -> Sense {
    if blocked.is_some() || !ui.is_enabled() {
        Sense::hover()
    } else {
        Sense::click()
    }
}
