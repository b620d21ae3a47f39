//! The columns of the reader at a width: paragraph numbers, text, margin. Pure.

/// For paragraph numbers.
pub(super) const GUTTER: f32 = 32.0;
/// The widest text: 58 to 72 characters.
const TEXT_MOST: f32 = 620.0;
/// The narrowest text beside remarks.
const TEXT_LEAST: f32 = 300.0;
/// Between text and margin.
const GAP: f32 = 24.0;
/// From this width on there is room for wide remarks.
const WIDE: f32 = 760.0;
/// The column of icons that stands for the remarks where there is no room for them.
const ICONS: f32 = 24.0;
const ICONS_GAP: f32 = 12.0;
/// Between two paragraphs.
pub(super) const PARAGRAPH: f32 = 14.0;

/// What there is beside the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Beside {
    /// No room.
    Nothing,
    /// An icon for each remark.
    Icons,
    /// The remarks.
    Notes,
}

/// The columns, from the left edge of the view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Columns {
    /// Left edge of the paragraph numbers.
    pub(super) gutter: f32,
    /// Left edge of the text.
    pub(super) text: f32,
    /// Width of the text.
    pub(super) wide: f32,
    /// What is beside it.
    pub(super) beside: Beside,
    /// Left edge of the margin.
    pub(super) margin: f32,
    /// Width of the margin.
    pub(super) margin_wide: f32,
}

/// The columns of a view of this width.
pub(super) fn columns(width: f32) -> Columns {
    let (left, right, margin) = if width >= WIDE {
        (32.0, 24.0, 232.0)
    } else {
        (20.0, 16.0, 196.0)
    };
    let room = width - left - GUTTER - right;
    let with_notes = room - GAP - margin;
    let with_icons = room - ICONS_GAP - ICONS;
    let (wide, beside, gap, margin) = if with_notes >= TEXT_LEAST {
        (with_notes, Beside::Notes, GAP, margin)
    } else if with_icons >= TEXT_LEAST - GAP {
        (with_icons, Beside::Icons, ICONS_GAP, ICONS)
    } else {
        (room.max(80.0), Beside::Nothing, 0.0, 0.0)
    };
    let spare = (wide - TEXT_MOST).max(0.0);
    let gutter = left + (spare / 2.0).floor();
    let wide = wide.min(TEXT_MOST).floor();
    let text = gutter + GUTTER;
    Columns {
        gutter,
        text,
        wide,
        beside,
        margin: text + wide + gap,
        margin_wide: margin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: f32, expected: &str) {
        let c = columns(width);
        let found = format!(
            "{} {}-{} {:?} {}-{}",
            c.gutter,
            c.text,
            c.text + c.wide,
            c.beside,
            c.margin,
            c.margin + c.margin_wide
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn the_margin_gives_way_to_the_text() {
        check(720.0, "20 52-484 Notes 508-704");
        check(784.0, "32 64-504 Notes 528-760");
        check(1304.0, "202 234-854 Notes 878-1110");
        check(560.0, "20 52-508 Icons 520-544");
        check(380.0, "20 52-328 Icons 340-364");
        check(340.0, "20 52-324 Nothing 324-324");
    }

    #[test]
    fn nothing_ever_overlaps_or_leaves_the_view() {
        for width in 200..2000 {
            let width = width as f32;
            let c = columns(width);
            assert!(c.text + c.wide <= c.margin, "{width}");
            assert!(c.margin + c.margin_wide <= width, "{width}");
            assert!(c.wide <= TEXT_MOST, "{width}");
        }
    }
}
