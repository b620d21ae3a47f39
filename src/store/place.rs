//! Where something is in a text: by byte for the program, by line and column for the reader.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::{memchr_iter, memrchr};

#[cfg(test)]
mod tests;

/// The byte order mark that some editors put before the first character. It has no width.
pub const BOM: &str = "\u{feff}";

/// A half-open range of bytes of a text. Both ends lie on character boundaries of the text it was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just after the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, and without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same span in a text that has `by` more bytes before it: from a record to its file.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// The part of `text` that the span covers; nothing if it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place as editors show it. Both numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line; lines end with LF or CR LF.
    pub line: usize,
    /// Column, in characters (Unicode scalar values).
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Bytes between two marks of the index. A look-up reads at most this many bytes three times.
const STEP: usize = 16 * 1024;

/// Bytes of a text that are looked at together while the index is built.
const READ_AT_ONCE: usize = 64 * STEP;

/// What is known at each multiple of [`STEP`].
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Line breaks before it.
    breaks: usize,
    /// Characters that start before it.
    chars: usize,
    /// Where the line that it lies in starts.
    line_start: usize,
}

/// Turns byte offsets into places, for one text, in a time that does not grow with the text.
///
/// The index is built at the first look-up and takes 24 bytes for 16 KiB of text. It does not hold the text: every
/// look-up must be given the same one, as a whole or in parts.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    marks: OnceLock<Vec<Mark>>,
}

impl LineIndex {
    /// An index that will be built when it is first asked.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            marks: OnceLock::new(),
        }
    }

    /// The place of the byte at `offset` of `text`. An offset past the end is taken for the end.
    #[must_use]
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let part = |span: Span| {
            let bytes = text.as_bytes().get(span.range());
            Ok::<_, Infallible>(Cow::Borrowed(bytes.unwrap_or_default()))
        };
        match self.place_in(text.len(), &part, offset) {
            Ok(place) => place,
            Err(never) => match never {},
        }
    }

    /// As [`Self::place`], in a text of so many bytes that `part` gives in parts.
    ///
    /// # Errors
    /// Those of `part`.
    pub(super) fn place_in<'a, E>(
        &self,
        len: usize,
        part: &dyn Fn(Span) -> Result<Cow<'a, [u8]>, E>,
        offset: usize,
    ) -> Result<Place, E> {
        let offset = offset.min(len);
        let marks = match self.marks.get() {
            Some(marks) => marks,
            None => {
                let marks = build_marks(len, part)?;
                self.marks.get_or_init(|| marks)
            }
        };
        let (at, mark) = nearest(marks, offset.saturating_sub(1));
        let near = part(Span::new(at, (offset + 1).min(len)))?;
        // The line feed of a CR LF has no column of its own: it is where the line ends.
        let is_inside = near.len() > offset - at && near.ends_with(b"\r\n");
        let before = near.get(..offset - at - usize::from(is_inside));
        let before = before.unwrap_or_default();
        let line = mark.breaks + memchr_iter(b'\n', before).count() + 1;
        let before_line = match memrchr(b'\n', before) {
            Some(last) => mark.chars + count_chars(&before[..=last]),
            None => {
                let (at, start) = nearest(marks, mark.line_start);
                start.chars + count_chars(&part(Span::new(at, mark.line_start))?)
            }
        };
        let column = (mark.chars + count_chars(before)).saturating_sub(before_line);
        let bom = Span::new(0, BOM.len().min(len));
        let is_after_bom = line == 1 && offset > 0 && *part(bom)? == *BOM.as_bytes();
        Ok(Place {
            line,
            column: column - usize::from(is_after_bom) + 1,
        })
    }
}

/// The place of the byte at `offset`, for a single look-up: reads the text up to there.
#[must_use]
pub fn place_of(text: &str, offset: usize) -> Place {
    LineIndex::new().place(text, offset)
}

/// The byte offset of a place: the other way round, for places that a reader of single records reports. A column past the
/// end of its line gives the end of the line, a line past the end of the text the end of the text.
#[must_use]
pub fn offset_of(text: &str, place: Place) -> usize {
    let mut start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    if place.line > 1 {
        match memchr_iter(b'\n', text.as_bytes()).nth(place.line - 2) {
            Some(at) => start = at + 1,
            None => return text.len(),
        }
    }
    let rest = &text[start..];
    let line = rest.split('\n').next().unwrap_or_default();
    let column = place.column.max(1) - 1;
    let within = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(at, _)| at);
    start + within
}

fn build_marks<'a, E>(
    len: usize,
    part: &dyn Fn(Span) -> Result<Cow<'a, [u8]>, E>,
) -> Result<Vec<Mark>, E> {
    let mut mark = Mark {
        breaks: 0,
        chars: 0,
        line_start: 0,
    };
    let mut marks = Vec::with_capacity(len / STEP + 1);
    for start in (0..len).step_by(READ_AT_ONCE) {
        let bytes = part(Span::new(start, (start + READ_AT_ONCE).min(len)))?;
        for (number, block) in bytes.chunks(STEP).enumerate() {
            marks.push(mark);
            mark.breaks += memchr_iter(b'\n', block).count();
            mark.chars += count_chars(block);
            if let Some(at) = memrchr(b'\n', block) {
                mark.line_start = start + number * STEP + at + 1;
            }
        }
    }
    marks.push(mark);
    Ok(marks)
}

/// The last mark at or before `offset`, with its own offset.
fn nearest(marks: &[Mark], offset: usize) -> (usize, Mark) {
    let start = Mark {
        breaks: 0,
        chars: 0,
        line_start: 0,
    };
    let number = offset / STEP;
    marks
        .get(number)
        .map_or((0, start), |mark| (number * STEP, *mark))
}

/// Characters that start in `bytes`: every byte but the continuations (`10xxxxxx`). Counted in steps that fit a byte, which
/// the compiler turns into wide instructions.
fn count_chars(bytes: &[u8]) -> usize {
    let starts = |part: &[u8]| {
        part.iter()
            .map(|byte| u8::from(byte & 0xC0 != 0x80))
            .sum::<u8>()
    };
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|part| usize::from(starts(part)))
        .sum()
}
