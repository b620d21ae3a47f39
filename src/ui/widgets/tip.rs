//! Tooltips: one small paragraph, and the reason where a control is blocked.

use eframe::egui::{CornerRadius, Frame, Margin, Response, Sense, Shadow, Stroke, Tooltip, Ui};

use crate::ui::theme::{Theme, Type, radius, stroke};

/// Shows `text` while the pointer rests on the control.
pub fn tooltip(response: Response, text: &str) -> Response {
    if text.is_empty() {
        return response;
    }
    let mut shown = Tooltip::for_enabled(&response);
    shown.popup = shown.popup.frame(frame(Theme::of_ctx(&response.ctx)));
    shown.show(|ui| {
        let colour = Theme::of(ui).text;
        ui.label(Type::SMALL.rich(text, colour));
    });
    response
}

/// Closer and with less shadow than a popover: egui's soft edge must not be wider than the card itself.
fn frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(stroke::LINE, theme.line))
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .shadow(Shadow {
            offset: [0, 4],
            blur: 12,
            spread: 0,
            color: theme.shadow,
        })
        .inner_margin(Margin::symmetric(8, 4))
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
