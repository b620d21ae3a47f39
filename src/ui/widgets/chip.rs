//! Chips: a tag on a record, and a filter in a tool bar.

use eframe::egui::{Align, Color32, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint;
use super::tip::tooltip;
use crate::ui::icons;
use crate::ui::theme::{TagInk, Theme, Type, blend, height, radius, space};

/// From the left edge to the sign.
const LEFT: f32 = 7.0;
/// The sign, and from it to the name.
const SIGN: f32 = 9.0;
const SIGN_GAP: f32 = 5.0;
/// From the name to the count.
const COUNT_GAP: f32 = 6.0;
/// The cross with the space before it.
const CROSS: f32 = icons::CROSS + 5.0;

/// Between the words of a filter, and the size of its cross.
const WORD_GAP: f32 = 5.0;
const FILTER_CROSS: f32 = 11.0;

/// A chip, 20 high.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Chip<'a> {
    name: &'a str,
    sign: Option<TagInk>,
    removable: bool,
    on_some: Option<usize>,
    chosen: bool,
    tip: Option<&'a str>,
    on_fill: bool,
}

/// What happened to a chip.
#[derive(Debug, Clone)]
pub struct ChipResponse {
    /// Of the chip itself.
    pub response: Response,
    /// The cross was clicked, or Delete or Backspace pressed while the chip had the focus.
    pub removed: bool,
}

impl<'a> Chip<'a> {
    /// A chip with a name and, for tags, a sign.
    pub fn new(name: &'a str, sign: Option<TagInk>) -> Self {
        Self {
            name,
            sign,
            removable: false,
            on_some: None,
            chosen: false,
            tip: None,
            on_fill: false,
        }
    }

    /// With a cross that removes it.
    pub fn removable(mut self) -> Self {
        self.removable = true;
        self
    }

    /// On only so many of the selected records: outlined, with the count.
    pub fn on_some(mut self, count: usize) -> Self {
        self.on_some = Some(count);
        self
    }

    /// Chosen as a filter.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// On a hovered or selected row, where the chip turns to `surface` to stay visible.
    pub fn on_fill(mut self, on_fill: bool) -> Self {
        self.on_fill = on_fill;
        self
    }

    /// What clicking it does.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// How wide the chip will be.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        let name = Type::SMALL
            .line(ui, self.name, Color32::WHITE)
            .size()
            .x
            .round();
        let sign = if self.sign.is_some() {
            LEFT + SIGN + SIGN_GAP
        } else {
            space::M
        };
        let count = self.on_some.map_or(0.0, |n| {
            COUNT_GAP
                + Type::SMALL
                    .line(ui, &n.to_string(), Color32::WHITE)
                    .size()
                    .x
                    .round()
        });
        let cross = if self.removable { CROSS } else { 0.0 };
        sign + name + count + cross + space::M + 2.0 * self.border()
    }

    /// The border of an outlined chip takes room of its own.
    fn border(&self) -> f32 {
        if self.on_some.is_some() { 1.0 } else { 0.0 }
    }

    /// Paints the chip at a place without making it a control, for rows that are painted as one.
    pub fn paint(&self, ui: &Ui, corner: Pos2) -> Rect {
        let rect = Rect::from_min_size(corner, vec2(self.width(ui), height::CHIP));
        self.paint_in(ui, rect, 0.0, false);
        rect
    }

    /// Adds the chip. A name too long for the row is cut, and stands whole in the tooltip.
    pub fn show(self, ui: &mut Ui) -> ChipResponse {
        let whole = self.width(ui);
        let size = vec2(whole.min(ui.max_rect().width()), height::CHIP);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, ui.is_enabled(), self.chosen, self.name)
        });
        let hover = paint::hover(ui, &response);
        self.paint_in(ui, rect, hover, response.is_pointer_button_down_on());
        if response.has_focus() {
            paint::focus_ring(ui.painter(), Theme::of(ui), rect, radius::MODAL);
        }
        let removed =
            self.removable && (self.cross(ui, rect, &response) || delete_pressed(ui, &response));
        let tip = self.tip.unwrap_or_default();
        let response = if size.x < whole {
            tooltip(response, format!("{}\n{tip}", self.name).trim_end())
        } else {
            tooltip(response, tip)
        };
        ChipResponse { response, removed }
    }

    fn paint_in(&self, ui: &Ui, rect: Rect, hover: f32, down: bool) {
        let theme = Theme::of(ui);
        let (rest, border) = if self.on_some.is_some() {
            (Color32::TRANSPARENT, Some(theme.edge))
        } else if self.chosen {
            (theme.select, None)
        } else {
            (
                if self.on_fill {
                    theme.surface
                } else {
                    theme.hover
                },
                None,
            )
        };
        let lit = if self.on_fill {
            theme.hover
        } else {
            theme.press
        };
        let fill = if down {
            theme.press
        } else {
            blend(rest, lit, hover)
        };
        paint::boxed(ui.painter(), rect, radius::MODAL, fill, border);
        let edge = rect.left() + self.border();
        let mut left = edge + space::M;
        if let Some(sign) = self.sign {
            paint::tag_sign(
                ui.painter(),
                pos2(edge + LEFT + SIGN / 2.0, rect.center().y + 0.5),
                sign,
            );
            left = edge + LEFT + SIGN + SIGN_GAP;
        }
        let count = self.on_some.map(|count| count.to_string());
        let count = count.map(|count| Type::SMALL.line(ui, &count, theme.text2));
        let after = count
            .as_ref()
            .map_or(0.0, |c| COUNT_GAP + c.size().x.round())
            + if self.removable { CROSS } else { 0.0 };
        // A point more: widths are rounded.
        let room = rect.right() - self.border() - space::M - after - left + 1.0;
        let name = Type::SMALL.cut(ui, self.name, theme.text, room);
        let end = paint::text_at(ui.painter(), left, rect, Align::Min, &name).right();
        if let Some(count) = count {
            paint::text_at(ui.painter(), end + COUNT_GAP, rect, Align::Min, &count);
        }
    }

    fn cross(&self, ui: &Ui, rect: Rect, chip: &Response) -> bool {
        let box_ = Rect::from_min_max(pos2(rect.right() - CROSS - space::M, rect.top()), rect.max);
        cross(ui, box_, chip, &format!("Remove {}", self.name))
    }
}

/// A condition in a tool bar: field, relation, value and a cross, 24 high.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct FilterChip<'a> {
    /// The field, in medium.
    pub field: &'a str,
    /// How it relates to the value, in `text2`.
    pub relation: &'a str,
    /// The value, in medium.
    pub value: &'a str,
}

impl FilterChip<'_> {
    /// Adds the chip; a click edits it, the cross removes it.
    pub fn show(self, ui: &mut Ui) -> ChipResponse {
        let name = [self.field, self.relation, self.value].join(" ");
        self.show_with(ui, &format!("Remove filter {}", name.trim()))
    }

    /// As [`FilterChip::show`], with what the cross does in words.
    pub fn show_with(self, ui: &mut Ui, cross_name: &str) -> ChipResponse {
        let theme = Theme::of(ui);
        let words = [
            Type::SMALL_MEDIUM.line(ui, self.field, theme.text),
            Type::SMALL.line(ui, self.relation, theme.text2),
            Type::SMALL_MEDIUM.line(ui, self.value, theme.text),
        ];
        let wide: f32 = words
            .iter()
            .map(|g| g.size().x.round())
            .filter(|w| *w > 0.0)
            .map(|w| w + WORD_GAP)
            .sum();
        let size = vec2(
            space::M + wide + 1.0 + FILTER_CROSS + space::M,
            height::BUTTON_SMALL,
        );
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let name = [self.field, self.relation, self.value];
        let name = name.into_iter().filter(|word| !word.is_empty());
        let name = name.collect::<Vec<_>>().join(" ");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name.trim()));
        let down = response.is_pointer_button_down_on();
        let fill = if down {
            theme.press
        } else {
            blend(theme.hover, theme.press, paint::hover(ui, &response))
        };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
        let mut left = rect.left() + space::M;
        for galley in words.iter().filter(|g| g.size().x > 0.0) {
            paint::text_at(ui.painter(), left, rect, Align::Min, galley);
            left += galley.size().x.round() + WORD_GAP;
        }
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
        let box_ = Rect::from_min_max(
            pos2(rect.right() - 2.0 * space::M - FILTER_CROSS, rect.top()),
            rect.max,
        );
        let removed = cross(ui, box_, &response, cross_name) || delete_pressed(ui, &response);
        ChipResponse { response, removed }
    }
}

/// The cross at the end of a chip, a control of its own.
fn cross(ui: &Ui, rect: Rect, chip: &Response, name: &str) -> bool {
    let response = ui.interact(rect, chip.id.with("cross"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let theme = Theme::of(ui);
    let colour = blend(theme.text3, theme.text, paint::hover(ui, &response));
    let size = if rect.height() > height::CHIP {
        FILTER_CROSS
    } else {
        icons::CROSS
    };
    icons::CLOSE.paint(
        ui,
        ui.painter(),
        pos2(rect.right() - space::M - size / 2.0, rect.center().y),
        size,
        colour,
    );
    tooltip(response, name).clicked()
}

fn delete_pressed(ui: &Ui, response: &Response) -> bool {
    use eframe::egui::{Key, Modifiers};
    response.has_focus()
        && ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Delete)
                || input.consume_key(Modifiers::NONE, Key::Backspace)
        })
}
