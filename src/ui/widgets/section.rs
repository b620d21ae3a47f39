//! Heads of sections and rows with a label, as in the inspector.

use eframe::egui::{
    Align, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::field::{Field, FieldResponse};
use super::paint;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, space, width};

/// From the left edge of a labelled row to its value.
pub const VALUE_LEFT: f32 = width::LABEL + space::L;

/// The head of a section that opens and closes, 32 high: caret, title, count in words. Flips `open` when
/// clicked or when Enter or Space is pressed.
pub fn section(ui: &mut Ui, title: &str, count: &str, open: &mut bool) -> Response {
    let size = vec2(ui.available_width(), height::SECTION);
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *open = !*open;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), title));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(*open));
    if ui.is_rect_visible(rect) {
        let theme = Theme::of(ui);
        let icon = if *open {
            icons::CARET_DOWN
        } else {
            icons::CARET_RIGHT
        };
        let ink = blend(theme.text2, theme.text, paint::hover(ui, &response));
        let middle = pos2(rect.left() + icons::CARET / 2.0, rect.center().y);
        icon.paint(ui, ui.painter(), middle, icons::CARET, ink);
        let title = Type::BODY_STRONG.line(ui, title, theme.text);
        let left = rect.left() + icons::CARET + space::S;
        let end = paint::text_at(ui.painter(), left, rect, Align::Min, &title).right();
        let count = Type::SMALL.cut(ui, count, theme.text3, rect.right() - end - space::M);
        paint::text_at(ui.painter(), end + space::M, rect, Align::Min, &count);
        if response.has_focus() {
            paint::focus_ring(
                ui.painter(),
                theme,
                rect.shrink2(vec2(0.0, 4.0)),
                radius::CONTROL,
            );
        }
    }
    response
}

/// A heading in semibold on a line of its own, as a label for what follows.
pub fn heading(ui: &mut Ui, title: &str) -> Response {
    let theme = Theme::of(ui);
    words(ui, Type::BODY_STRONG, title, theme.text, Role::Heading)
}

/// Words in a type and a colour, wrapped at the width there is.
pub fn label(ui: &mut Ui, kind: Type, text: &str, colour: eframe::egui::Color32) -> Response {
    words(ui, kind, text, colour, Role::Label)
}

fn words(
    ui: &mut Ui,
    kind: Type,
    text: &str,
    colour: eframe::egui::Color32,
    role: Role,
) -> Response {
    let galley = kind.wrapped(ui, text, colour, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(role, true, text));
    response
}

/// A hairline over the whole width.
pub fn divider(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    paint::hairline(
        ui.painter(),
        Theme::of(ui),
        rect.left(),
        rect.right(),
        rect.top(),
    );
}

/// A row with a label, 76 wide, small `text3`, and anything as its value; at least 24 high.
pub fn labelled<R>(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
    labelled_from(ui, name, VALUE_LEFT, value)
}

fn labelled_from<R>(ui: &mut Ui, name: &str, left: f32, value: impl FnOnce(&mut Ui) -> R) -> R {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap();
    let row = Rect::from_min_size(room.min, vec2(room.width(), height::FIELD_ROW));
    let galley = Type::SMALL.cut(ui, name, theme.text3, width::LABEL);
    paint::text_at(ui.painter(), row.left(), row, Align::Min, &galley);
    let inside = Rect::from_min_max(
        pos2(row.left() + left, row.top()),
        pos2(room.right(), room.bottom().max(row.bottom())),
    );
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let builder = UiBuilder::new()
        .max_rect(Rect::from_min_size(
            inside.min,
            vec2(inside.width(), height::FIELD_ROW),
        ))
        .layout(layout);
    let mut child = ui.new_child(builder);
    child.set_min_height(height::FIELD_ROW);
    let result = value(&mut child);
    let used = child.min_rect().union(row);
    ui.allocate_rect(
        Rect::from_min_max(room.min, pos2(room.right(), used.bottom())),
        Sense::hover(),
    );
    result
}

/// A row with a label and a text field that shows no box at rest; the letters of the value stand where
/// those of [`labelled`] do.
pub fn field_row(ui: &mut Ui, name: &str, field: Field<'_>) -> FieldResponse {
    labelled_from(ui, name, VALUE_LEFT - super::field::PADDING, |ui| {
        field.tall(height::FIELD_ROW).show(ui)
    })
}
