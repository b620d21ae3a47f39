//! What all controls share: hover fades, the focus ring, text on the middle of a row, tag signs.

use std::sync::Arc;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::epaint::{CircleShape, PathShape, PathStroke, RectShape};
use eframe::egui::{
    Align, Color32, CornerRadius, Galley, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind,
    Ui, pos2, vec2,
};

use crate::ui::theme::{TagInk, TagShape, Theme, motion, space, stroke};

/// How far a hover has faded in, from 0 to 1.
#[must_use]
pub fn hover(ui: &Ui, response: &Response) -> f32 {
    ui.ctx()
        .animate_bool_with_time(response.id.with("hover"), response.hovered(), motion::HOVER)
}

/// The fill of a control that has none at rest: fades to `hover`, is `press` while held down.
#[must_use]
pub fn quiet_fill(ui: &Ui, response: &Response) -> Color32 {
    let theme = Theme::of(ui);
    if response.is_pointer_button_down_on() {
        return theme.press;
    }
    theme.hover.gamma_multiply(hover(ui, response))
}

/// The ring of keyboard focus, 2 wide and 2 outside of the shape.
pub fn focus_ring(painter: &Painter, theme: &Theme, rect: Rect, radius: u8) {
    let corner = CornerRadius::same(radius.saturating_add(space::XXS as u8));
    let ring = Stroke::new(stroke::FOCUS, theme.accent);
    painter.rect_stroke(rect.expand(space::XXS), corner, ring, StrokeKind::Outside);
}

/// The ring of focus inside of a field, a cell or a drop target.
pub fn focus_inside(painter: &Painter, theme: &Theme, rect: Rect, radius: u8) {
    let ring = Stroke::new(stroke::FOCUS, theme.accent);
    painter.rect_stroke(rect, CornerRadius::same(radius), ring, StrokeKind::Inside);
}

/// A filled box with an optional border inside its edge.
pub fn boxed(painter: &Painter, rect: Rect, radius: u8, fill: Color32, border: Option<Color32>) {
    let border = border.map_or(Stroke::NONE, |colour| Stroke::new(stroke::LINE, colour));
    painter.add(RectShape::new(
        rect,
        CornerRadius::same(radius),
        fill,
        border,
        StrokeKind::Inside,
    ));
}

/// Paints a line with its left or right end at `x` and its middle at the middle of `row`; gives its box.
pub fn text_at(painter: &Painter, x: f32, row: Rect, align: Align, galley: &Arc<Galley>) -> Rect {
    let size = galley.size();
    let left = match align {
        Align::Min => x,
        Align::Center => x - size.x / 2.0,
        Align::Max => x - size.x,
    };
    // What ends at `x` must not cross it, so there the left edge is rounded down.
    let left = if align == Align::Max {
        left - 0.5 / painter.pixels_per_point()
    } else {
        left
    };
    let corner =
        pos2(left, row.center().y - size.y / 2.0).round_to_pixels(painter.pixels_per_point());
    painter.galley(corner, Arc::clone(galley), Color32::WHITE);
    Rect::from_min_size(corner, size)
}

/// Paints a tag's sign, 9 x 9, with its middle at `centre`.
pub fn tag_sign(painter: &Painter, centre: Pos2, ink: TagInk) {
    let outline = PathStroke::new(stroke::SIGN, ink.colour);
    let hollow = ink.shape.hollow();
    let polygon = |points: Vec<Pos2>| {
        if hollow {
            Shape::Path(PathShape {
                points,
                closed: true,
                fill: Color32::TRANSPARENT,
                stroke: outline.clone(),
            })
        } else {
            Shape::convex_polygon(points, ink.colour, Stroke::NONE)
        }
    };
    let at = |x: f32, y: f32| centre + vec2(x, y);
    let shape = match ink.shape {
        TagShape::Circle => Shape::Circle(CircleShape::filled(centre, 3.6, ink.colour)),
        TagShape::Ring => Shape::Circle(CircleShape::stroke(
            centre,
            2.75,
            Stroke::new(stroke::SIGN, ink.colour),
        )),
        TagShape::Square => polygon(square(centre, 3.4)),
        TagShape::HollowSquare => polygon(square(centre, 2.8)),
        TagShape::Triangle => polygon(vec![at(0.0, -3.6), at(3.6, 3.3), at(-3.6, 3.3)]),
        TagShape::HollowTriangle => polygon(vec![at(0.0, -3.0), at(2.9, 2.3), at(-2.9, 2.3)]),
        TagShape::Diamond => polygon(vec![
            at(0.0, -4.1),
            at(4.1, 0.0),
            at(0.0, 4.1),
            at(-4.1, 0.0),
        ]),
        TagShape::HollowDiamond => polygon(vec![
            at(0.0, -3.5),
            at(3.5, 0.0),
            at(0.0, 3.5),
            at(-3.5, 0.0),
        ]),
        TagShape::Hexagon => polygon(hexagon(centre, 4.1)),
        TagShape::HollowHexagon => polygon(hexagon(centre, 3.6)),
    };
    painter.add(shape);
}

fn square(centre: Pos2, half: f32) -> Vec<Pos2> {
    let rect = Rect::from_center_size(centre, vec2(2.0 * half, 2.0 * half));
    vec![
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
    ]
}

/// A hexagon with a point at the left and at the right.
fn hexagon(centre: Pos2, radius: f32) -> Vec<Pos2> {
    (0..6)
        .map(|corner| {
            centre
                + radius * eframe::egui::Vec2::angled(std::f32::consts::TAU * corner as f32 / 6.0)
        })
        .collect()
}

/// A horizontal hairline.
pub fn hairline(painter: &Painter, theme: &Theme, left: f32, right: f32, top: f32) {
    let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + stroke::LINE));
    painter.rect_filled(rect, CornerRadius::ZERO, theme.line);
}
