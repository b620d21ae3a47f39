//! One cell: its sign, what is said, who said it.

use eframe::egui::{Align, Color32, CornerRadius, Painter, Pos2, Rect, Ui, pos2, vec2};

use super::data::CellWords;
use crate::evidence::matrix::Mark;
use crate::ui::claim_card::mark_ink;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::paint;

/// From the left edge of a cell to the middle of its sign, and to its words.
const SIGN: f32 = 15.0;
pub(super) const WORDS: f32 = 28.0;
/// From the top of a cell to its first line.
pub(super) const TOP: f32 = 8.0;
/// Rows of this height have room for a third line.
const HIGH: f32 = 66.0;

/// What a mark means.
pub(super) const fn meaning(mark: Mark) -> &'static str {
    match mark {
        Mark::Same => "Says the same as another source, or as what is assessed",
        Mark::Compatible => "Differs, and both can be right",
        Mark::Conflict => "Cannot be right together with another, or with what is assessed",
        Mark::NotComparable => "Whether they agree cannot be told without guessing",
        Mark::Alone => "Only this source speaks of it",
        Mark::Silent => "The source says nothing of it",
    }
}

/// Paints a cell; says whether any of its words were cut.
pub(super) fn show(ui: &Ui, painter: &Painter, rect: Rect, cell: &CellWords, hovered: f32) -> bool {
    let theme = Theme::of(ui);
    if cell.mark == Mark::Conflict {
        // A hair of the plane between two cells in conflict.
        let fill = rect.with_max_x(rect.right() - 1.0);
        painter.rect_filled(fill, CornerRadius::ZERO, theme.contestedbg);
    } else if hovered > 0.0 {
        let fill = theme.hover.gamma_multiply(hovered);
        painter.rect_filled(
            rect.with_max_x(rect.right() - 1.0),
            CornerRadius::ZERO,
            fill,
        );
    }
    let left = rect.left() + WORDS;
    let room = rect.right() - space::M - left;
    let line = |top: f32, kind: Type| {
        Rect::from_min_max(pos2(left, top), pos2(rect.right(), top + kind.line))
    };
    let first = line(rect.top() + TOP, Type::BODY);
    if cell.mark == Mark::Silent {
        let words = Type::SMALL.line(ui, cell.mark.words(), theme.text3);
        paint::text_at(painter, left, first, Align::Min, &words);
        return false;
    }
    let sign = Type::BODY_STRONG.line(ui, cell.mark.glyph(), mark_ink(theme, cell.mark));
    paint::text_at(painter, rect.left() + SIGN, first, Align::Center, &sign);
    let from = pos2(left, first.top());
    let texts = [
        (Type::BODY_MEDIUM, cell.words.as_str(), theme.text),
        (Type::SMALL, &cell.second, theme.text2),
    ];
    lines(ui, painter, from, room, rect.height(), texts)
}

/// Paints two texts below each other, each on a line, the first that needs it on two where the row is high.
/// Says whether any was cut.
pub(super) fn lines(
    ui: &Ui,
    painter: &Painter,
    from: Pos2,
    room: f32,
    height: f32,
    texts: [(Type, &str, Color32); 2],
) -> bool {
    let mut spare = usize::from(height >= HIGH);
    let mut top = from.y;
    let mut cut = false;
    for (kind, words, ink) in texts {
        let mut job = kind.job(words, ink, room.max(0.0));
        job.wrap.max_rows = 1 + spare;
        job.wrap.break_anywhere = spare == 0;
        job.break_on_newline = false;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        spare = spare.saturating_sub(galley.rows.len().saturating_sub(1));
        cut |= galley.elided;
        let tall = galley.size().y.max(kind.line);
        let row = Rect::from_min_size(pos2(from.x, top), vec2(room, tall));
        paint::text_at(painter, from.x, row, Align::Min, &galley);
        top += tall;
    }
    cut
}
