//! Painting a block: fills under the words, then hits and the selection, the words, lines under them,
//! and the ring around what is selected.

use std::ops::Range;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use super::data::Span;
use super::lines::Lines;
use super::text::Selection;
use super::typeset::Laid;
use crate::model::RecordId;
use crate::ui::theme::{Theme, radius, stroke};

/// From the edge of a row to a fill.
const INSET: f32 = 2.0;
/// A second claim on the same words is so much lower.
const LOWER: f32 = 3.0;

/// What a block is painted with.
pub(super) struct Scene<'a> {
    pub(super) theme: &'a Theme,
    pub(super) painter: &'a Painter,
    /// Selected records.
    pub(super) selected: &'a [RecordId],
    /// Records under the pointer.
    pub(super) raised: &'a [RecordId],
    /// Selected words, and their fill.
    pub(super) selection: Selection,
    pub(super) selection_fill: Color32,
    /// Words on which a claim was left half written.
    pub(super) left: &'a [Range<usize>],
    /// Whether the caret shows, and whether it stands at the end of a row.
    pub(super) caret: Option<bool>,
}

/// A block and what lies on it.
pub(super) struct Words<'a> {
    /// Its text.
    pub(super) text: &'a str,
    /// Where it is in the text of the capture.
    pub(super) bytes: Range<usize>,
    /// Its letters.
    pub(super) laid: &'a Laid,
    /// Top left corner.
    pub(super) corner: Pos2,
    /// The spans on it, longest first.
    pub(super) spans: &'a [&'a Span],
}

impl Words<'_> {
    fn lines(&self) -> &Lines {
        &self.laid.lines
    }

    /// The boxes of bytes of the capture on this block.
    pub(super) fn boxes(&self, range: &Range<usize>) -> Vec<Rect> {
        let start = range.start.max(self.bytes.start);
        let end = range.end.min(self.bytes.end);
        if start >= end {
            return Vec::new();
        }
        let local = start - self.bytes.start..end - self.bytes.start;
        let mut boxes = self.lines().boxes(self.text, &local);
        for rect in &mut boxes {
            *rect = rect.translate(self.corner.to_vec2());
        }
        boxes
    }

    /// Whether a span is on the block, but where is not known.
    fn is_unplaced(&self, span: &Span) -> bool {
        !self.lines().certain
            && (span.range.start > self.bytes.start || span.range.end < self.bytes.end)
    }
}

impl Scene<'_> {
    /// Paints a block.
    pub(super) fn paint(&self, words: &Words<'_>) {
        self.fills(words);
        self.hits(words);
        self.selection(words);
        self.painter.galley(
            words.corner,
            std::sync::Arc::clone(&words.laid.galley),
            self.theme.text,
        );
        self.lines(words);
        self.left(words);
        self.rings(words);
        self.caret(words);
    }

    fn fills(&self, words: &Words<'_>) {
        for span in words.spans {
            if self.raised.contains(&span.record) {
                for rect in words.boxes(&span.range) {
                    let halo = rect.expand2(vec2(3.0, 0.0));
                    self.painter.rect_filled(
                        halo,
                        CornerRadius::same(radius::CONTROL),
                        self.theme.hover,
                    );
                }
            }
        }
        for span in words.spans {
            let Some(ink) = span.ink else { continue };
            if words.is_unplaced(span) {
                self.unplaced(words, ink.bar(self.theme));
                continue;
            }
            let boxes = words.boxes(&span.range);
            let starts = span.range.start >= words.bytes.start;
            let ends = span.range.end <= words.bytes.end;
            let last = boxes.len().saturating_sub(1);
            for (place, rect) in boxes.iter().enumerate() {
                let inset = INSET * (1.0 + f32::from(span.depth));
                let rect = rect.shrink2(vec2(0.0, inset));
                // Square where the words go on in another row.
                let corner = |on: bool| if on { radius::HIGHLIGHT } else { 0 };
                let left = corner(starts && place == 0);
                let right = corner(ends && place == last);
                let corners = CornerRadius {
                    nw: left,
                    sw: left,
                    ne: right,
                    se: right,
                };
                self.painter
                    .rect_filled(self.crisp(rect), corners, ink.fill(self.theme));
            }
        }
    }

    /// Where it is not known which letters are the words, a bar says that they are in this paragraph.
    fn unplaced(&self, words: &Words<'_>, colour: Color32) {
        let tall = words.laid.galley.size().y;
        let bar = Rect::from_min_size(words.corner - vec2(6.0, 0.0), vec2(stroke::FOCUS, tall));
        self.painter.rect_filled(bar, CornerRadius::ZERO, colour);
    }

    fn hits(&self, words: &Words<'_>) {
        for hit in words.laid.known_hits() {
            let range = words.bytes.start + hit.start..words.bytes.start + hit.end;
            let marked = words.spans.iter().any(|span| {
                span.ink.is_some() && span.range.start < range.end && range.start < span.range.end
            });
            for rect in words.boxes(&range) {
                let rect = self.crisp(rect.shrink2(vec2(0.0, INSET)).expand2(vec2(1.0, 0.0)));
                let corner = CornerRadius::same(radius::HIGHLIGHT);
                self.painter.rect_filled(rect, corner, self.theme.hit);
                if marked {
                    let line = Stroke::new(stroke::LINE, self.theme.text);
                    self.painter
                        .rect_stroke(rect, corner, line, StrokeKind::Inside);
                }
            }
        }
    }

    fn selection(&self, words: &Words<'_>) {
        for rect in words.boxes(&self.selection.range()) {
            self.painter
                .rect_filled(self.crisp(rect), CornerRadius::ZERO, self.selection_fill);
        }
    }

    /// Lines under the words: claims, and words that have to be looked at.
    fn lines(&self, words: &Words<'_>) {
        for span in words.spans {
            if span.ink.is_none() {
                if words.is_unplaced(span) {
                    self.unplaced(words, self.theme.text3);
                }
                let lower = LOWER * f32::from(span.depth);
                let ink = if span.contested {
                    self.theme.contestedline
                } else {
                    self.theme.text3
                };
                self.underline(words, span, ink, lower);
            } else if span.dashed {
                self.underline(words, span, self.theme.text2, 0.0);
            }
        }
    }

    /// Dots under words on which a claim was left half written.
    fn left(&self, words: &Words<'_>) {
        for rect in self.left.iter().flat_map(|range| words.boxes(range)) {
            let bottom = self.crisp(rect).bottom() - stroke::FOCUS / 2.0;
            let ends = [pos2(rect.left(), bottom), pos2(rect.right(), bottom)];
            let dot = stroke::FOCUS / 2.0;
            let dots = Shape::dotted_line(&ends, self.theme.text3, 4.0, dot);
            self.painter.extend(dots);
        }
    }

    fn underline(&self, words: &Words<'_>, span: &Span, colour: Color32, lower: f32) {
        for rect in words.boxes(&span.range) {
            let bottom = self.crisp(rect).bottom() + lower;
            let line = Rect::from_min_max(
                pos2(rect.left(), bottom - stroke::FOCUS),
                pos2(rect.right(), bottom),
            );
            let line = self.crisp(line);
            if span.dashed {
                let middle = [line.left_center(), line.right_center()];
                let ink = Stroke::new(stroke::FOCUS, colour);
                self.painter
                    .extend(Shape::dashed_line(&middle, ink, 4.0, 3.0));
            } else {
                self.painter.rect_filled(line, CornerRadius::ZERO, colour);
            }
        }
    }

    fn rings(&self, words: &Words<'_>) {
        for span in words.spans {
            if !self.selected.contains(&span.record) {
                continue;
            }
            for rect in words.boxes(&span.range) {
                let rect = self.crisp(rect.shrink2(vec2(0.0, 1.0)).expand2(vec2(1.0, 0.0)));
                let ring = Stroke::new(stroke::LINE, self.theme.accent);
                let corner = CornerRadius::same(radius::HIGHLIGHT);
                self.painter
                    .rect_stroke(rect, corner, ring, StrokeKind::Inside);
                let under =
                    Rect::from_min_max(pos2(rect.left(), rect.bottom() - stroke::FOCUS), rect.max);
                self.painter
                    .rect_filled(under, CornerRadius::ZERO, self.theme.accent);
            }
        }
    }

    fn caret(&self, words: &Words<'_>) {
        let Some(stay) = self.caret else { return };
        let at = self.selection.head;
        if !self.selection.is_empty() || at < words.bytes.start || at > words.bytes.end {
            return;
        }
        let local = at - words.bytes.start;
        let spot = words.lines().spot(local, stay);
        let (top, bottom) = words.lines().extent(spot.line);
        let left = words.corner.x + spot.x;
        let rect = Rect::from_min_max(
            pos2(left, words.corner.y + top + INSET),
            pos2(left + stroke::LINE, words.corner.y + bottom - INSET),
        );
        self.painter
            .rect_filled(self.crisp(rect), CornerRadius::ZERO, self.theme.text);
    }

    fn crisp(&self, rect: Rect) -> Rect {
        rect.round_to_pixels(self.painter.pixels_per_point())
    }
}

/// The first and the last box of `range` among blocks, for what floats at the selection.
pub(super) fn ends_of(words: &[Words<'_>], range: &Range<usize>) -> Option<(Rect, Rect)> {
    let mut boxes = words.iter().flat_map(|words| words.boxes(range));
    let first = boxes.next()?;
    Some((first, boxes.last().unwrap_or(first)))
}

/// The byte of the capture nearest to a point, with the block it is in and whether it is a row's end.
pub(super) fn byte_at(words: &[Words<'_>], point: Pos2) -> Option<(usize, bool)> {
    let nearest = words.iter().min_by(|a, b| {
        let away = |words: &Words<'_>| {
            let (top, tall) = (words.corner.y, words.laid.galley.size().y);
            (top - point.y).max(point.y - top - tall).max(0.0)
        };
        away(a).total_cmp(&away(b))
    })?;
    let local: Vec2 = point - nearest.corner;
    let (at, stay) = nearest.laid.lines.at(local);
    Some((nearest.bytes.start + at, stay))
}
