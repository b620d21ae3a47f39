//! Where fields, sources and what is assessed stand. Pure arithmetic, in points.

use std::ops::Range;

use crate::ui::theme::space;

/// From the left edge of the view to the words of the first column.
pub(super) const EDGE: f32 = space::XL;
/// The column of what is assessed, and from it to the right edge.
pub(super) const HELD: f32 = 248.0;
/// Between the last source and what is assessed.
const BEFORE_HELD: f32 = space::M;
/// The heads of columns.
pub(super) const HEAD: f32 = 68.0;
/// The least height of a row, the usual one, and that in a wide window.
const ROW_LEAST: f32 = 52.0;
const ROW: f32 = 57.0;
const ROW_WIDE: f32 = 80.0;
/// From this width of the view on rows are high.
const WIDE: f32 = 1400.0;
/// A source is at least this wide; more sources scroll.
const SOURCE_LEAST: f32 = 160.0;
/// The same in the matrix of all events, whose cells say less.
const COUNT_LEAST: f32 = 132.0;
/// The strip below the rows.
pub(super) const STRIP: f32 = 128.0;
/// The bar with the days.
pub(super) const TRACK: f32 = 32.0;

/// Where things stand, from the left edge of the view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    /// The first source begins here.
    pub(super) sources: f32,
    /// The room of the sources ends here.
    pub(super) sources_end: f32,
    /// The width of a source.
    pub(super) source: f32,
    /// What is assessed begins here.
    pub(super) held: f32,
    /// What is assessed ends here.
    pub(super) end: f32,
    /// How far the sources scroll.
    pub(super) most: f32,
    /// How many sources there are.
    count: usize,
}

impl Layout {
    /// For a view this wide with so many sources. `events`: the rows are events, with long names.
    pub(super) fn new(width: f32, count: usize, events: bool) -> Self {
        let first = if events {
            (width * 0.24).clamp(160.0, 280.0).round()
        } else {
            96.0
        };
        let end = (width - EDGE).max(0.0);
        let held_width = if events { HELD.min(152.0) } else { HELD };
        let held = (end - held_width).max(EDGE + first);
        let sources = EDGE + first;
        let sources_end = (held - BEFORE_HELD).max(sources);
        let room = sources_end - sources;
        let least = if events { COUNT_LEAST } else { SOURCE_LEAST };
        let all = count.max(1) as f32;
        // As many as fit are shown whole, so that none is cut where the sources begin to scroll.
        let shown = (room / least).floor().clamp(1.0, all);
        let source = (room / shown).floor().max(1.0);
        Self {
            sources,
            sources_end,
            source,
            held,
            end,
            most: (source * all - room).max(0.0),
            count,
        }
    }

    /// The left edge of a source, scrolled by `scroll`.
    pub(super) fn at(&self, column: usize, scroll: f32) -> f32 {
        self.sources + column as f32 * self.source - scroll
    }

    /// The sources of which anything is in sight, scrolled by `scroll`.
    pub(super) fn in_sight(&self, scroll: f32) -> Range<usize> {
        let room = self.sources_end - self.sources;
        let first = (scroll / self.source).floor().max(0.0) as usize;
        let end = ((scroll + room) / self.source).ceil().max(0.0) as usize;
        first..end.min(self.count)
    }

    /// How far to scroll so that a source is in sight, with as little movement as possible.
    pub(super) fn showing(&self, column: usize, scroll: f32) -> f32 {
        let left = column as f32 * self.source;
        let room = self.sources_end - self.sources;
        scroll
            .min(left)
            .max(left + self.source - room)
            .clamp(0.0, self.most)
    }
}

/// The height of rows, with the hairline, where `rows` of them are to stand in `room`.
pub(super) fn row_height(width: f32, room: f32, rows: usize) -> f32 {
    let usual = if width >= WIDE { ROW_WIDE } else { ROW };
    let fitting = (room / rows.max(1) as f32).floor();
    fitting.clamp(ROW_LEAST, usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sources_stand_as_the_design_has_them() {
        let layout = Layout::new(1064.0, 3, false);
        assert_eq!((layout.sources, layout.source), (112.0, 226.0));
        assert_eq!((layout.held, layout.end, layout.most), (800.0, 1048.0, 0.0));
        assert_eq!(row_height(1064.0, 456.0, 8), 57.0);
        assert_eq!(row_height(1704.0, 900.0, 8), 80.0);
        assert_eq!(row_height(1064.0, 430.0, 8), 53.0);
        assert_eq!(row_height(1064.0, 430.0, 80), 52.0);
    }

    #[test]
    fn sources_without_room_scroll_and_what_is_assessed_stays() {
        let layout = Layout::new(720.0, 5, false);
        assert_eq!(layout.source, 168.0);
        assert_eq!(layout.held, 456.0);
        assert!(layout.most > 0.0);
        assert_eq!(layout.showing(0, 100.0), 0.0);
        assert_eq!(layout.showing(4, 0.0), layout.most);
        let seen = layout.showing(2, 0.0);
        assert!(layout.at(2, seen) + layout.source <= layout.sources_end);
        // Two fit.
        assert_eq!(layout.in_sight(0.0), 0..2);
        assert_eq!(layout.in_sight(100.0), 0..3);
        assert_eq!(layout.in_sight(layout.most), 3..5);
    }
}
