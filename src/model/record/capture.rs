//! Captures: dated copies of a source's text, and passages: places in them.
//!
//! A passage follows the W3C Web Annotation model (<https://www.w3.org/TR/annotation-model/>):
//! a TextQuoteSelector and a TextPositionSelector together. Positions count Unicode code points
//! from 0, the end is exclusive.
//!
//! A passage stands in `capture`, and its position counts in the text whose hash is `sha256`. While
//! it has a place there (exact, moved, changed), that is the capture's own text and the hash is left
//! out. One that has none (ambiguous, lost) keeps its words and the position that it had last,
//! with the hash of the text in which it had it: an older capture's, or this one's before an edit.
//! How passages follow their text is told in [`crate::model::anchor`].

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Digest;

use super::words::Words;
use super::{Choice, Rare, is_default};
use crate::model::date::When;
use crate::model::{CaptureId, SourceId};

/// Characters of context kept on each side of a passage's words.
pub const CONTEXT_CHARS: usize = 32;

/// A copy of a source's text as it was on a day. A source may have several; an old one is never
/// written over by a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Its identity.
    pub id: CaptureId,
    /// The source whose text it is.
    pub source: SourceId,
    /// When the copy was made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub taken: When,
    /// What sort of copy it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nature: CaptureNature,
    /// Where it came from: a file's name, an address, "pasted".
    #[serde(default, skip_serializing_if = "is_default")]
    pub origin: String,
    /// Remarks on the copy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
    /// SHA-256 of `text` in UTF-8.
    pub sha256: Sha256,
    /// The text: LF line ends, no control characters but LF and tab. Paragraphs are lines; empty
    /// lines part them.
    pub text: Arc<str>,
}

/// What sort of copy a capture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CaptureNature {
    /// The source's own words, whole.
    #[default]
    FullText,
    /// The source's own words, in part.
    Extract,
    /// A summary in the analyst's words.
    Summary,
    /// A translation.
    Translation,
    /// A written record of speech.
    Transcript,
}

impl Choice for CaptureNature {
    const ALL: &'static [Self] = &[
        Self::FullText,
        Self::Extract,
        Self::Summary,
        Self::Translation,
        Self::Transcript,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::FullText => "full text",
            Self::Extract => "an extract",
            Self::Summary => "a summary in our own words",
            Self::Translation => "a translation",
            Self::Transcript => "a transcript",
        }
    }
}

/// A place in a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The capture it is a place in.
    pub capture: CaptureId,
    /// The exact words, with up to [`CONTEXT_CHARS`] characters before and after them.
    pub words: Words,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// Hash of the text that the position counts in; left out: the capture's own.
    pub sha256: Rare<Option<Sha256>>,
    /// What became of it when the text changed.
    pub state: AnchorState,
    /// The words before the first change that nobody has accepted: while `state` is
    /// [`AnchorState::Changed`], or if they were lost or doubted after such a change.
    pub was: Rare<String>,
}

/// A passage as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Passage")]
struct Written<'a> {
    capture: CaptureId,
    #[serde(borrow)]
    exact: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_default")]
    prefix: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "is_default")]
    suffix: Cow<'a, str>,
    start: u32,
    end: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    sha256: Rare<Option<Sha256>>,
    #[serde(default, skip_serializing_if = "is_default")]
    state: AnchorState,
    #[serde(default, skip_serializing_if = "is_default")]
    was: Rare<String>,
}

impl Serialize for Passage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            capture: self.capture,
            exact: self.exact().into(),
            prefix: self.words.before().into(),
            suffix: self.words.after().into(),
            start: self.start,
            end: self.end,
            sha256: self.sha256.clone(),
            state: self.state,
            was: self.was.clone(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Passage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        Ok(Self {
            capture: written.capture,
            words: Words::new(&written.prefix, &written.exact, &written.suffix),
            start: written.start,
            end: written.end,
            sha256: written.sha256,
            state: written.state,
            was: written.was,
        })
    }
}

impl Passage {
    /// The exact words.
    #[must_use]
    pub fn exact(&self) -> &str {
        self.words.exact()
    }

    /// The passage over the bytes `range` of the text of `capture`; `None` if the range is empty,
    /// out of the text or cuts a character.
    #[must_use]
    pub fn of(capture: &Capture, range: Range<usize>) -> Option<Self> {
        let before = capture.text.get(..range.start)?;
        let start = u32::try_from(before.chars().count()).ok()?;
        Self::standing(capture.id, &capture.text, range, start)
    }

    /// The passage over the bytes `range` of `text`, the text of `capture`, of which `start` is the
    /// first code point; `None` if the range is empty, out of the text or cuts a character.
    pub(in crate::model) fn standing(
        capture: CaptureId,
        text: &str,
        range: Range<usize>,
        start: u32,
    ) -> Option<Self> {
        let exact = text.get(range.clone()).filter(|words| !words.is_empty())?;
        let before = text.get(..range.start)?;
        let length = u32::try_from(exact.chars().count()).ok()?;
        let context_start = before
            .char_indices()
            .rev()
            .nth(CONTEXT_CHARS - 1)
            .map_or(0, |(at, _)| at);
        let after = text.get(range.end..)?;
        let mut context = after.char_indices().map(|(at, _)| at);
        let context_end = context.nth(CONTEXT_CHARS).unwrap_or(after.len());
        Some(Self {
            capture,
            words: Words::new(
                before.get(context_start..)?,
                exact,
                after.get(..context_end)?,
            ),
            start,
            end: start.checked_add(length)?,
            sha256: Rare::default(),
            state: AnchorState::Exact,
            was: Rare::default(),
        })
    }

    /// The bytes of `text` at the passage's position, if there are that many characters.
    ///
    /// Walks the text up to the passage; who asks for many passages of one text keeps an index.
    #[must_use]
    pub fn byte_range(&self, text: &str) -> Option<Range<usize>> {
        if self.end < self.start {
            return None;
        }
        let mut bounds = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let start = bounds.nth(self.start as usize)?;
        let length = (self.end - self.start) as usize;
        let end = if length == 0 {
            start
        } else {
            bounds.nth(length - 1)?
        };
        Some(start..end)
    }

    /// Whether the words at the position in `text` are the exact words.
    #[must_use]
    pub fn holds_in(&self, text: &str) -> bool {
        self.byte_range(text).and_then(|range| text.get(range)) == Some(self.exact())
    }
}

/// What became of a passage when its text changed. Never silently attached to other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum AnchorState {
    /// The words stand where they stood.
    #[default]
    Exact,
    /// The same words stand elsewhere.
    Moved,
    /// The words changed and somebody has to look.
    Changed,
    /// Several places fit.
    Ambiguous,
    /// Nowhere to be found.
    Lost,
}

impl AnchorState {
    /// Whether the passage stands somewhere in its capture. Otherwise its words and position are
    /// those that it had last.
    #[must_use]
    pub fn has_place(self) -> bool {
        match self {
            Self::Exact | Self::Moved | Self::Changed => true,
            Self::Ambiguous | Self::Lost => false,
        }
    }
}

/// A SHA-256 hash, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]);
        }
        // The digits are ASCII.
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Sha256;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(
                    f,
                    "a SHA-256 hash: 64 hexadecimal digits in quotation marks"
                )
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Sha256, E> {
                let wrong = || E::invalid_value(de::Unexpected::Str(text), &self);
                if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
                    return Err(wrong());
                }
                let mut hash = [0; 32];
                for (byte, at) in hash.iter_mut().zip((0..64).step_by(2)) {
                    let digits = text.get(at..at + 2).ok_or_else(wrong)?;
                    *byte = u8::from_str_radix(digits, 16).map_err(E::custom)?;
                }
                Ok(Sha256(hash))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
impl Capture {
    /// A capture of this text and nothing else, for tests.
    pub(in crate::model) fn of_text(id: u64, text: &str) -> Self {
        Self {
            id: CaptureId::from_bits(id),
            source: SourceId::from_bits(9),
            taken: When::default(),
            nature: CaptureNature::FullText,
            origin: String::new(),
            note: String::new(),
            sha256: Sha256::of(text.as_bytes()),
            text: text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_passage_counts_code_points_and_keeps_its_context() {
        let capture = Capture::of_text(1, "é😀 می‌خواهم two children died");
        let start = capture.text.find("two").unwrap();
        let passage = Passage::of(&capture, start..start + "two children".len()).unwrap();
        assert_eq!(passage.start, 12);
        assert_eq!(passage.end, 24);
        assert_eq!(passage.words.before(), "é😀 می‌خواهم ");
        assert_eq!(passage.words.after(), " died");
        assert!(passage.holds_in(&capture.text));
        assert!(!passage.holds_in("two children died, and more words after that"));
    }

    #[test]
    fn the_hash_of_abc_is_the_one_of_the_standard() {
        let hash = Sha256::of(b"abc").to_string();
        assert_eq!(
            hash,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    proptest! {
        #[test]
        fn a_passage_finds_its_own_words(text in "\\PC{1,60}", a in 0usize..60, b in 0usize..60) {
            let capture = Capture::of_text(1, &text);
            let (from, to) = (a.min(b), a.max(b));
            match Passage::of(&capture, from..to) {
                Some(passage) => {
                    prop_assert_eq!(passage.byte_range(&text), Some(from..to));
                    prop_assert!(passage.holds_in(&text));
                }
                None => prop_assert!(from == to || text.get(from..to).is_none()),
            }
        }
    }
}
