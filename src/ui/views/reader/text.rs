//! Where a caret goes: characters as readers see them (grapheme clusters), words, paragraphs. Pure.
//!
//! Places are bytes of the text. A caret stands in a block or at one of its ends, never in the line ends
//! between two.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::blocks::{Block, block_at};

/// How far around a place words are looked for. Longer ones are taken apart.
const REACH: usize = 1024;

/// Selected words: where the selection began and where the caret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Selection {
    /// Where it began.
    pub(super) anchor: usize,
    /// Where the caret is.
    pub(super) head: usize,
}

impl Selection {
    /// A caret with nothing selected.
    pub(super) fn caret(at: usize) -> Self {
        Self {
            anchor: at,
            head: at,
        }
    }

    /// The selected bytes.
    pub(super) fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether nothing is selected.
    pub(super) fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    /// With the caret at `at`, and the beginning there too unless `extend`.
    pub(super) fn to(self, at: usize, extend: bool) -> Self {
        Self {
            anchor: if extend { self.anchor } else { at },
            head: at,
        }
    }
}

/// A step of the caret that needs no knowledge of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Left,
    Right,
    WordLeft,
    WordRight,
    Start,
    End,
}

/// The text with its blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) blocks: &'a [Block],
}

impl Text<'_> {
    /// The nearest place at or before `at` where a caret can stand.
    pub(super) fn snap(self, at: usize) -> usize {
        let Some(block) = self.blocks.get(block_at(self.blocks, at)) else {
            return 0;
        };
        let at = at.clamp(block.bytes.start, block.bytes.end);
        let at = self.text.floor_char_boundary(at);
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(self.text, 0) {
            // The cursor fails only where it is given a part of the text; it has the whole.
            Ok(false) => cursor.prev_boundary(self.text, 0).ok().flatten(),
            Ok(true) | Err(_) => Some(at),
        }
        .unwrap_or(0)
        .max(block.bytes.start)
    }

    /// Where a step from `at` leads; the same place at the ends of the text.
    pub(super) fn step(self, at: usize, step: Step) -> usize {
        match step {
            Step::Left => self.left(at),
            Step::Right => self.right(at),
            Step::WordLeft => self.word_left(at),
            Step::WordRight => self.word_right(at),
            Step::Start => self.blocks.first().map_or(0, |block| block.bytes.start),
            Step::End => self.blocks.last().map_or(0, |block| block.bytes.end),
        }
    }

    fn block(self, at: usize) -> (usize, Range<usize>) {
        let place = block_at(self.blocks, at);
        let block = self.blocks.get(place);
        (place, block.map_or(0..0, |block| block.bytes.clone()))
    }

    fn left(self, at: usize) -> usize {
        let (place, block) = self.block(at);
        if at > block.start {
            let mut cursor = GraphemeCursor::new(at.min(block.end), self.text.len(), true);
            let before = cursor.prev_boundary(self.text, 0).ok().flatten();
            return before.unwrap_or(0).max(block.start);
        }
        let before = place
            .checked_sub(1)
            .and_then(|place| self.blocks.get(place));
        match before {
            Some(before) if before.bytes.end < block.start => before.bytes.end,
            // The same paragraph, cut for display: its end is this place.
            Some(before) => {
                let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
                let to = cursor.prev_boundary(self.text, 0).ok().flatten();
                to.unwrap_or(0).max(before.bytes.start)
            }
            None => block.start,
        }
    }

    fn right(self, at: usize) -> usize {
        let (place, block) = self.block(at);
        if at < block.end {
            let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
            let after = cursor.next_boundary(self.text, 0).ok().flatten();
            return after.unwrap_or(block.end).min(block.end);
        }
        let after = self.blocks.get(place + 1);
        after.map_or(block.end, |after| after.bytes.start)
    }

    /// The parts of the text around `at` that are words, spaces and marks, as Unicode has them (UAX 29).
    fn pieces(self, at: usize) -> impl Iterator<Item = (Range<usize>, &'static str)> {
        let (_, block) = self.block(at);
        let from = self.text.floor_char_boundary(at.saturating_sub(REACH));
        let to = self
            .text
            .ceil_char_boundary((at + REACH).min(self.text.len()));
        let from = from.max(block.start);
        let part = self.text.get(from..to.min(block.end)).unwrap_or_default();
        let pieces: Vec<_> = part
            .split_word_bound_indices()
            .map(|(start, piece)| {
                let range = from + start..from + start + piece.len();
                let kind = if piece.chars().all(char::is_whitespace) {
                    "space"
                } else if piece.chars().any(char::is_alphanumeric) {
                    "word"
                } else {
                    "mark"
                };
                (range, kind)
            })
            .collect();
        pieces.into_iter()
    }

    fn word_left(self, at: usize) -> usize {
        let before: Vec<_> = self
            .pieces(at)
            .filter(|(piece, _)| piece.start < at)
            .collect();
        match before.iter().rev().find(|(_, kind)| *kind != "space") {
            Some((piece, _)) => piece.start,
            None if before.is_empty() => self.left(at),
            None => self.block(at).1.start,
        }
    }

    fn word_right(self, at: usize) -> usize {
        let (_, block) = self.block(at);
        if at >= block.end {
            return self.right(at);
        }
        let mut after = self.pieces(at).filter(|(piece, _)| piece.end > at);
        let end = after.find(|(_, kind)| *kind != "space");
        end.map_or(block.end, |(piece, _)| piece.end)
    }

    /// The word, the space or the mark at `at`; of two that meet there, the word.
    pub(super) fn word_at(self, at: usize) -> Range<usize> {
        let around = self
            .pieces(at)
            .filter(|(piece, _)| piece.start <= at && at <= piece.end);
        let rank = |kind: &str| match kind {
            "word" => 0,
            "mark" => 1,
            _ => 2,
        };
        let best = around.min_by_key(|(piece, kind)| (rank(kind), at == piece.end));
        best.map_or(at..at, |(piece, _)| piece)
    }

    /// The whole paragraph around `at`, however many blocks it is shown in.
    pub(super) fn paragraph_at(self, at: usize) -> Range<usize> {
        let place = block_at(self.blocks, at);
        let mut first = place;
        while first > 0 && self.blocks.get(first).is_some_and(|b| b.number.is_none()) {
            first -= 1;
        }
        let mut last = place;
        while self
            .blocks
            .get(last + 1)
            .is_some_and(|b| b.number.is_none())
        {
            last += 1;
        }
        let start = self.blocks.get(first).map_or(0, |b| b.bytes.start);
        start..self.blocks.get(last).map_or(start, |b| b.bytes.end)
    }

    /// The words in `range` without the space at its ends; `None` if there are none.
    pub(super) fn words(self, range: Range<usize>) -> Option<Range<usize>> {
        let part = self.text.get(range.clone())?;
        let start = range.start + (part.len() - part.trim_start().len());
        let end = range.start + part.trim_end().len();
        (start < end).then_some(start..end)
    }
}

#[cfg(test)]
mod tests;
