//! One cell: words with what was searched for marked, a figure, or chips.

use std::ops::Range;

use eframe::egui::text::CharIndex;
use eframe::egui::{
    Align, Color32, CornerRadius, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::data::{Cell, TagCell};
use super::layout::Slot;
use crate::query::Column;
use crate::ui::theme::{TagInk, Theme, Type, height, radius, space};
use crate::ui::widgets::{Chip, paint, tooltip};

/// The row that a cell lies in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    /// Whether the row is hovered or selected: chips turn to `surface` there.
    pub(super) is_filled: bool,
    /// Its box.
    pub(super) row: Rect,
}

/// Draws a cell and gives the right end of what it says.
pub(super) fn show(ui: &mut Ui, cell: &Cell, slot: Slot, ground: Ground) -> f32 {
    if cell.text.is_empty() {
        return slot.left;
    }
    let box_ = Rect::from_min_max(
        pos2(slot.left, ground.row.top()),
        pos2(slot.right, ground.row.bottom()),
    );
    let response = ui.interact(box_, ui.scope_id().with(cell.column), Sense::hover());
    tell(ui, &response, cell);
    if cell.tags.is_empty() {
        words(ui, cell, box_, response)
    } else {
        chips(ui, cell, box_, ground, response)
    }
}

/// A cell is called by its column and what it says.
fn tell(ui: &Ui, response: &Response, cell: &Cell) {
    let name = format!("{}: {}", cell.column.name(), cell.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, ui.is_enabled(), &name));
}

/// The width that shows all of a cell.
pub(super) fn width(ui: &Ui, cell: &Cell) -> f32 {
    if cell.tags.is_empty() {
        return width_of(ui, &cell.text).ceil() + 1.0;
    }
    let chips = cell
        .tags
        .iter()
        .map(|tag| chip(ui, tag, &tag.name).width(ui));
    let gaps = space::XS * cell.tags.len().saturating_sub(1) as f32;
    chips.sum::<f32>() + gaps
}

fn words(ui: &Ui, cell: &Cell, box_: Rect, response: Response) -> f32 {
    let theme = Theme::of(ui);
    let ink = match cell.column {
        _ if cell.faint => theme.text3,
        Column::Kind | Column::Place | Column::Container | Column::Nature => theme.text2,
        _ => theme.text,
    };
    let galley = Type::BODY.cut(ui, &cell.text, ink, box_.width());
    let (x, align) = if cell.column.is_figure() {
        (box_.right(), Align::Max)
    } else {
        (box_.left(), Align::Min)
    };
    let corner = place(ui, x, box_, align, &galley);
    for hit in hits(ui, &galley, &cell.text, &cell.hits) {
        let line = Rect::from_min_max(
            pos2(corner.x + hit.start, corner.y),
            pos2(corner.x + hit.end, corner.y + galley.size().y),
        );
        let radius = CornerRadius::same(radius::HIGHLIGHT);
        ui.painter()
            .rect_filled(line.expand(1.0), radius, theme.hit);
    }
    let end = paint::text_at(ui.painter(), x, box_, align, &galley).right();
    if galley.elided {
        tooltip(response, &cell.text);
    } else {
        tooltip(response, cell.meaning);
    }
    end
}

/// Where [`paint::text_at`] puts the corner of a line.
fn place(ui: &Ui, x: f32, box_: Rect, align: Align, galley: &Galley) -> eframe::egui::Pos2 {
    use eframe::egui::emath::GuiRounding as _;
    let scale = ui.pixels_per_point();
    let left = match align {
        Align::Max => x - galley.size().x - 0.5 / scale,
        _ => x,
    };
    pos2(left, box_.center().y - galley.size().y / 2.0).round_to_pixels(scale)
}

/// From where to where the byte ranges of `text` reach in a line that may be cut.
fn hits(ui: &Ui, galley: &Galley, text: &str, ranges: &[Range<usize>]) -> Vec<Range<f32>> {
    let Some(row) = galley.rows.first().filter(|_| !ranges.is_empty()) else {
        return Vec::new();
    };
    // The last glyph of a cut line is the "…".
    let shown = row.glyphs.len() - usize::from(galley.elided && !row.glyphs.is_empty());
    let end = row.x_offset(CharIndex(shown));
    let chars = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    let rightward = text.contains(is_rightward);
    let reach = ranges.iter().map(|range| {
        if rightward {
            let range = whole_words(text, range);
            let x = |bytes: usize| width_of(ui, text.get(..bytes).unwrap_or_default());
            return x(range.start)..x(range.end);
        }
        let x = |bytes: usize| row.x_offset(CharIndex(chars(bytes).min(shown)));
        x(range.start)..x(range.end)
    });
    let reach = reach.map(|reach| reach.start..reach.end.min(end));
    reach.filter(|reach| reach.start < reach.end).collect()
}

/// Whether a letter is written from right to left. Its glyphs do not come one a letter and in order, but
/// words stand in order, so in such a text whole words are marked.
fn is_rightward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn whole_words(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let length = after.find(char::is_whitespace).unwrap_or(after.len());
    start..range.end + length
}

fn width_of(ui: &Ui, text: &str) -> f32 {
    Type::BODY.line(ui, text, Color32::WHITE).size().x
}

fn chip<'a>(ui: &Ui, tag: &TagCell, name: &'a str) -> Chip<'a> {
    Chip::new(name, Some(sign(ui, tag)))
}

fn sign(ui: &Ui, tag: &TagCell) -> TagInk {
    Theme::of(ui).tag(tag.colour as usize)
}

/// As many chips as there is room for, at least one, and a count of the others.
fn chips(ui: &Ui, cell: &Cell, box_: Rect, ground: Ground, response: Response) -> f32 {
    let theme = Theme::of(ui);
    let widths: Vec<f32> = cell
        .tags
        .iter()
        .map(|tag| chip(ui, tag, &tag.name).width(ui))
        .collect();
    let count = |rest: usize| Type::SMALL.line(ui, &format!("+{rest}"), theme.text2);
    let count_width = if widths.len() > 1 {
        count(widths.len() - 1).size().x + space::XS
    } else {
        0.0
    };
    let shown = fitting(&widths, box_.width(), count_width);
    let top = box_.center().y - height::CHIP / 2.0;
    let mut x = box_.left();
    let mut is_cut = false;
    for tag in cell.tags.iter().take(shown) {
        let beside = if shown < cell.tags.len() {
            count_width
        } else {
            0.0
        };
        let name = fit_name(ui, tag, box_.right() - x - beside);
        is_cut |= name != tag.name;
        let on = chip(ui, tag, &name).on_fill(ground.is_filled);
        x = on.paint(ui, pos2(x, top)).right() + space::XS;
    }
    let rest = cell.tags.get(shown..).unwrap_or_default();
    if !rest.is_empty() {
        let words = count(rest.len());
        let line = Rect::from_min_size(pos2(x, box_.top()), vec2(words.size().x, box_.height()));
        x = paint::text_at(ui.painter(), x, line, Align::Min, &words).right();
    }
    let told = if is_cut { &cell.tags[..] } else { rest };
    let paths: Vec<&str> = told.iter().map(|tag| tag.path.as_str()).collect();
    tooltip(response, &paths.join("\n"));
    x
}

/// How many of the chips fit in `room`, the count of the others with them; at least one.
fn fitting(widths: &[f32], room: f32, count_width: f32) -> usize {
    let mut used = 0.0;
    for (place, width) in widths.iter().enumerate() {
        let is_last = place + 1 == widths.len();
        let beside = if is_last { 0.0 } else { count_width };
        if used + width + beside > room {
            return place.max(1);
        }
        used += width + space::XS;
    }
    widths.len()
}

/// The name cut to make the chip as wide as `room` at the most.
fn fit_name(ui: &Ui, tag: &TagCell, room: f32) -> String {
    let wide = |name: &str| chip(ui, tag, name).width(ui);
    if wide(&tag.name) <= room {
        return tag.name.clone();
    }
    let mut name = tag.name.clone();
    while name.pop().is_some() {
        let cut = format!("{}…", name.trim_end());
        if wide(&cut) <= room {
            return cut;
        }
    }
    "…".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_letters_cannot_be_told_apart_whole_words_are_marked() {
        let text = "در کوه سبز";
        let at = text.find("وه").unwrap();
        let words = whole_words(text, &(at..at + "وه".len()));
        assert_eq!(&text[words], "کوه");
        assert_eq!(whole_words("one", &(1..2)), 0..3);
        assert!(text.contains(is_rightward) && !"Łódź, Ω, й".contains(is_rightward));
    }

    #[test]
    fn chips_fold_to_the_first_and_a_count() {
        let widths = [80.0, 60.0, 50.0];
        assert_eq!(fitting(&widths, 200.0, 20.0), 3);
        assert_eq!(fitting(&widths, 190.0, 20.0), 2);
        assert_eq!(fitting(&widths, 160.0, 20.0), 1);
        assert_eq!(fitting(&widths, 10.0, 20.0), 1);
        assert_eq!(fitting(&[80.0], 80.0, 0.0), 1);
        assert_eq!(fitting(&[], 80.0, 0.0), 0);
    }
}
