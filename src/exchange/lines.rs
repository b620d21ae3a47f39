//! Lines of text for pictures: how wide words are, and where lines break.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_segmentation::UnicodeSegmentation as _;

use super::faces;

/// The share of the size that a character is taken to be wide that no face of ours has.
const UNKNOWN: f32 = 0.6;

/// A weight of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Medium,
    Semibold,
}

impl Weight {
    /// As CSS counts it.
    pub(super) const fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::Semibold => 600,
        }
    }
}

/// Measures words in our faces.
pub(super) struct Ruler {
    faces: [Option<FontRef<'static>>; 3],
    arabic: Option<FontRef<'static>>,
}

impl Ruler {
    pub(super) fn new() -> Self {
        let face = |bytes| FontRef::new(bytes).ok();
        Self {
            faces: [faces::PLEX, faces::PLEX_MEDIUM, faces::PLEX_SEMIBOLD].map(face),
            arabic: face(faces::NASKH),
        }
    }

    /// How wide the words are on one line, in points.
    pub(super) fn width(&self, words: &str, size: f32, weight: Weight) -> f32 {
        words.chars().map(|c| self.advance(c, size, weight)).sum()
    }

    fn advance(&self, c: char, size: f32, weight: Weight) -> f32 {
        let own = self.faces[weight as usize].as_ref();
        own.and_then(|face| advance(face, c, size))
            .or_else(|| self.arabic.as_ref().and_then(|face| advance(face, c, size)))
            .unwrap_or(size * UNKNOWN)
    }

    /// The words in lines no wider than `width`. Words that are wider than a line are broken.
    pub(super) fn wrapped(
        &self,
        words: &str,
        size: f32,
        weight: Weight,
        width: f32,
    ) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words.split_whitespace() {
            let joined = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.width(&joined, size, weight) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, (size, weight, width), &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Puts all of a word but its end into lines, and gives the end.
    fn broken(&self, word: &str, of: (f32, Weight, f32), lines: &mut Vec<String>) -> String {
        let (size, weight, width) = of;
        let mut line = String::new();
        for piece in word.graphemes(true) {
            let longer = format!("{line}{piece}");
            if !line.is_empty() && self.width(&longer, size, weight) > width {
                lines.push(std::mem::replace(&mut line, piece.to_owned()));
            } else {
                line = longer;
            }
        }
        line
    }
}

fn advance(face: &FontRef<'_>, c: char, size: f32) -> Option<f32> {
    let glyph = face.charmap().map(c)?;
    let metrics = face.glyph_metrics(Size::new(size), LocationRef::default());
    metrics.advance_width(glyph)
}
