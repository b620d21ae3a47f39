//! Where the characters of a laid out block stand: from bytes to places on rows and back.
//!
//! egui gives a glyph for each character as long as writing goes from left to right. In runs of Arabic
//! or Hebrew script the glyphs come in order of sight and their number is another, so such a run (a
//! word, since the space belongs to another face) is one cell: it is selected and marked as a whole.
//! Where even that does not fit, the block says that it knows no places ([`Lines::certain`]), and
//! nothing is painted on words that might be others.

use std::ops::Range;

use eframe::egui::{Galley, Rect, Vec2, pos2};

/// A glyph: the first character of what it stands for, its left edge and its width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub(super) chr: char,
    pub(super) left: f32,
    pub(super) wide: f32,
}

/// Bytes that stand together: one character, a ligature, a word from right to left.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cell {
    start: usize,
    end: usize,
    left: f32,
    right: f32,
    /// Taken as a whole, because there is no telling what stands where in it.
    whole: bool,
}

/// One row of a block.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    top: f32,
    bottom: f32,
    bytes: Range<usize>,
    cells: Vec<Cell>,
}

/// The rows of a block. Bytes count from the start of the block, points from its top left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// Whether places of characters are known.
    pub(super) certain: bool,
    len: usize,
}

/// A row with a place on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// The row.
    pub(super) line: usize,
    /// Its left edge.
    pub(super) x: f32,
}

impl Lines {
    /// The rows of `galley`, which shows `text`.
    pub(super) fn of(text: &str, galley: &Galley) -> Self {
        let rows: Vec<(f32, f32, Vec<Mark>)> = galley
            .rows
            .iter()
            .map(|row| {
                let marks = row.row.glyphs.iter().map(|glyph| Mark {
                    chr: glyph.chr,
                    left: row.pos.x + glyph.pos.x,
                    wide: glyph.advance_width,
                });
                (row.min_y(), row.max_y(), marks.collect())
            })
            .collect();
        Self::new(text, &rows)
    }

    fn new(text: &str, rows: &[(f32, f32, Vec<Mark>)]) -> Self {
        let aligned = align(text, rows);
        let certain = aligned.is_some();
        let cells = aligned.unwrap_or_else(|| vec![Vec::new(); rows.len()]);
        let mut at = 0;
        let mut lines = Vec::with_capacity(rows.len());
        for ((top, bottom, marks), cells) in rows.iter().zip(cells) {
            let end = cells.last().map_or(at, |cell| cell.end);
            let cells = if certain {
                cells
            } else {
                // Only the extent of the row is known.
                let right = marks.last().map_or(0.0, |mark| mark.left + mark.wide);
                vec![Cell {
                    start: 0,
                    end: text.len(),
                    left: 0.0,
                    right,
                    whole: true,
                }]
            };
            lines.push(Line {
                top: *top,
                bottom: *bottom,
                bytes: if certain { at..end } else { 0..text.len() },
                cells,
            });
            at = end;
        }
        Self {
            lines,
            certain,
            len: text.len(),
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Top and bottom of a row.
    pub(super) fn extent(&self, line: usize) -> (f32, f32) {
        self.lines
            .get(line)
            .map_or((0.0, 0.0), |line| (line.top, line.bottom))
    }

    /// Where a caret before the byte `at` stands. Between two rows it stands on the second, or with
    /// `stay` on the first.
    pub(super) fn spot(&self, at: usize, stay: bool) -> Spot {
        if !self.certain {
            let last = self.lines.len().saturating_sub(1);
            return Spot {
                line: if at < self.len { 0 } else { last },
                x: if at < self.len { 0.0 } else { self.right(last) },
            };
        }
        let mut line = self.lines.partition_point(|line| line.bytes.end <= at);
        if stay && line > 0 && self.lines.get(line).is_none_or(|l| l.bytes.start == at) {
            line -= 1;
        }
        let line = line.min(self.lines.len().saturating_sub(1));
        Spot {
            line,
            x: self.x_on(line, at),
        }
    }

    fn right(&self, line: usize) -> f32 {
        let cells = self.lines.get(line).map(|line| line.cells.as_slice());
        cells
            .and_then(<[Cell]>::last)
            .map_or(0.0, |cell| cell.right)
    }

    fn x_on(&self, line: usize, at: usize) -> f32 {
        let Some(row) = self.lines.get(line) else {
            return 0.0;
        };
        let place = row.cells.partition_point(|cell| cell.end <= at);
        match row.cells.get(place) {
            Some(cell) => cell.x(at),
            None => self.right(line),
        }
    }

    /// The byte nearest to a point, and whether it is the end of a row rather than the start of the
    /// next.
    pub(super) fn at(&self, point: Vec2) -> (usize, bool) {
        let below = self.lines.partition_point(|line| line.bottom <= point.y);
        let line = below.min(self.lines.len().saturating_sub(1));
        if !self.certain {
            // Before the middle the start is nearer, behind it the end.
            let middle = self.lines.last().map_or(0.0, |last| last.bottom / 2.0);
            let many = self.lines.len() > 1;
            let first_half = if many {
                point.y < middle
            } else {
                point.x < self.right(0) / 2.0
            };
            return (if first_half { 0 } else { self.len }, false);
        }
        self.on_line(line, point.x)
    }

    /// The byte nearest to `x` on a row, and whether it is the row's end.
    pub(super) fn on_line(&self, line: usize, x: f32) -> (usize, bool) {
        let Some(row) = self.lines.get(line) else {
            return (0, false);
        };
        if !self.certain {
            return (if line == 0 { 0 } else { self.len }, false);
        }
        let at = row
            .cells
            .iter()
            .find(|cell| x < cell.right)
            .map_or(row.bytes.end, |cell| cell.byte(x));
        (at, at == row.bytes.end && line + 1 < self.lines.len())
    }

    /// The bytes of a row.
    pub(super) fn bytes_of(&self, line: usize) -> Range<usize> {
        self.lines.get(line).map_or(0..0, |line| line.bytes.clone())
    }

    /// The boxes of `range`, row by row, as high as the rows. White space at the end of a row that goes
    /// on in the next has none. In a block without certain places only the whole of it has boxes.
    pub(super) fn boxes(&self, text: &str, range: &Range<usize>) -> Vec<Rect> {
        if range.is_empty() {
            return Vec::new();
        }
        if !self.certain && (range.start > 0 || range.end < self.len) {
            return Vec::new();
        }
        let first = self
            .lines
            .partition_point(|line| line.bytes.end <= range.start);
        let mut boxes = Vec::new();
        for line in self.lines.iter().skip(first) {
            if line.bytes.start >= range.end {
                break;
            }
            let mut end = range.end.min(line.bytes.end);
            if self.certain && range.end > line.bytes.end {
                let start = range.start.max(line.bytes.start);
                let words = text.get(start..end).unwrap_or_default();
                end = start + words.trim_end().len();
            }
            let from = line.cells.partition_point(|cell| cell.end <= range.start);
            let cells = line.cells.iter().skip(from);
            let cells = cells.take_while(|cell| cell.start < end);
            let edges = cells.map(|cell| (cell.x(range.start), cell.x_end(end)));
            let edges = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            if let Some((left, right)) = edges {
                boxes.push(Rect::from_min_max(
                    pos2(left, line.top),
                    pos2(right, line.bottom),
                ));
            }
        }
        boxes
    }
}

impl Cell {
    /// Where a caret before the byte `at` stands, as far as it is in the cell.
    fn x(&self, at: usize) -> f32 {
        if at <= self.start || self.whole {
            return self.left;
        }
        // A ligature: its letters share the width.
        let share = (at.min(self.end) - self.start) as f32 / (self.end - self.start) as f32;
        self.left + (self.right - self.left) * share
    }

    fn x_end(&self, at: usize) -> f32 {
        if at >= self.end || self.whole {
            self.right
        } else {
            self.x(at)
        }
    }

    /// The end of the cell that is nearer to `x`.
    fn byte(&self, x: f32) -> usize {
        if x < (self.left + self.right) / 2.0 {
            self.start
        } else {
            self.end
        }
    }
}

/// Which glyphs are which characters, row by row; `None` if that cannot be told.
fn align(text: &str, rows: &[(f32, f32, Vec<Mark>)]) -> Option<Vec<Vec<Cell>>> {
    /// How many characters may have gone into one glyph.
    const AHEAD: usize = 8;
    let mut chars = text.char_indices().peekable();
    let mut lines = Vec::with_capacity(rows.len());
    for (_, _, marks) in rows {
        let mut cells: Vec<Cell> = Vec::with_capacity(marks.len());
        let mut last = None;
        let mut place = 0;
        while let Some(mark) = marks.get(place) {
            let next = chars.peek().copied();
            if next.is_some_and(|(_, c)| is_rightward(c)) || is_rightward(mark.chr) {
                // A run from right to left: all its glyphs are all its characters.
                let (start, _) = next?;
                let mut end = start;
                while let Some((at, c)) = chars.next_if(|&(_, c)| is_rightward(c) || is_joiner(c)) {
                    end = at + c.len_utf8();
                }
                let of_run = |mark: &&Mark| is_rightward(mark.chr) || is_joiner(mark.chr);
                let run: Vec<&Mark> = marks.iter().skip(place).take_while(of_run).collect();
                if end == start || run.is_empty() {
                    return None;
                }
                place += run.len();
                let left = run.iter().map(|m| m.left).fold(f32::INFINITY, f32::min);
                let right = run.iter().map(|m| m.left + m.wide).fold(left, f32::max);
                cells.push(Cell {
                    start,
                    end,
                    left,
                    right,
                    whole: true,
                });
                last = None;
                continue;
            }
            place += 1;
            let right = mark.left + mark.wide;
            let found = {
                let mut ahead = chars.clone().take(AHEAD);
                ahead.position(|(_, c)| c == mark.chr)
            };
            match found {
                Some(0) => {
                    let (start, c) = chars.next()?;
                    last = Some(c);
                    let end = start + c.len_utf8();
                    match cells.last_mut() {
                        // The rest of a ligature or a mark on a letter has no width of its own.
                        Some(cell) if mark.wide <= 0.0 && !cell.whole => cell.end = end,
                        _ => cells.push(Cell {
                            start,
                            end,
                            left: mark.left,
                            right,
                            whole: false,
                        }),
                    }
                }
                // One more glyph of the same character.
                _ if last == Some(mark.chr) => {
                    let cell = cells.last_mut()?;
                    cell.right = cell.right.max(right);
                }
                // Characters that went into the glyph before.
                Some(skipped) => {
                    let cell = cells.last_mut()?;
                    for _ in 0..skipped {
                        let (at, c) = chars.next()?;
                        cell.end = at + c.len_utf8();
                    }
                    let (start, c) = chars.next()?;
                    last = Some(c);
                    cells.push(Cell {
                        start,
                        end: start + c.len_utf8(),
                        left: mark.left,
                        right,
                        whole: false,
                    });
                }
                None => return None,
            }
        }
        lines.push(cells);
    }
    let rest: Vec<(usize, char)> = chars.collect();
    if let Some((at, c)) = rest.last() {
        // Marks that no face has are left out; more than a few letters are not.
        let cell = lines.iter_mut().rev().find_map(|cells| cells.last_mut())?;
        if rest.len() > AHEAD {
            return None;
        }
        cell.end = at + c.len_utf8();
    }
    Some(lines)
}

/// Whether a character is written from right to left: Hebrew, Arabic and their neighbours.
fn is_rightward(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}

/// Whether a character shows nothing and belongs to the letters around it.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests;
