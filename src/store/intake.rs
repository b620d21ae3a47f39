//! From bytes or pasted words to the text of a capture.
//!
//! The words stay as they are: no normal form is applied, no white space is trimmed, and characters that
//! steer the direction of writing stay, since Persian and Urdu need them; a passage must hold the exact
//! words. Only the byte order mark and the line ends change, and what was changed is told. What cannot be
//! read for certain is refused with its place: nothing is replaced by a question mark.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::limits::FileLimits;

const BOM: char = '\u{FEFF}';

/// A text that is fit for a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// The text: LF line ends, no control characters but LF and tab.
    pub text: String,
    /// The name of the encoding that it was read as.
    pub encoding: &'static str,
    /// What was changed, a sentence each.
    pub changes: Vec<String>,
}

/// Why a text was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntakeError {
    /// There is no text, or nothing but white space.
    Empty,
    /// It is larger than captures may be.
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The most that is taken.
        most: u64,
    },
    /// Bytes that mean nothing in its encoding.
    Meaningless {
        /// The encoding that it seems to be in.
        encoding: &'static str,
        /// Where they are.
        place: TextPlace,
        /// The first of them.
        byte: u8,
    },
    /// An encoding that is not read.
    Unsupported {
        /// Its name.
        encoding: &'static str,
    },
    /// A character that no text has.
    Character {
        /// The encoding that it was read as.
        encoding: &'static str,
        /// Where it is.
        place: TextPlace,
        /// The character.
        character: char,
    },
}

/// A place in a text, for people: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPlace {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl TextPlace {
    /// The place after `text`.
    fn after(text: &str) -> Self {
        let start = text.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..).unwrap_or_default();
        Self {
            line: text.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: line.chars().count() + 1,
        }
    }
}

impl fmt::Display for TextPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "There is no text in it."),
            Self::TooLarge { bytes, most } => write!(
                f,
                "The text is too large for a capture: {} MiB, and {} MiB is the limit. \
                 Capture the parts that matter.",
                bytes.div_ceil(1024 * 1024),
                most >> 20
            ),
            Self::Meaningless {
                encoding,
                place,
                byte,
            } => write!(
                f,
                "The text seems to be in {encoding}, but at {place} the byte 0x{byte:02X} has no meaning \
                 in it. Save the file as UTF-8 in the program it comes from and load it again."
            ),
            Self::Unsupported { encoding } => write!(
                f,
                "The text is in {encoding}, which is not read. Save the file as UTF-8 in the program it \
                 comes from and load it again."
            ),
            Self::Character {
                encoding,
                place,
                character,
            } => write!(
                f,
                "At {place} there is the {} U+{:04X}, which no text holds (read as {encoding}). If the \
                 file is a text, take the character out; other files must be turned into text first.",
                if character.is_control() {
                    "control character"
                } else {
                    "code point"
                },
                *character as u32
            ),
        }
    }
}

impl std::error::Error for IntakeError {}

/// Reads the bytes of a text file.
///
/// The encoding is told by the byte order mark, else by the zero bytes that UTF-16 has, else UTF-8 if all
/// of it is that, else by the statistics of languages (chardetng): Windows-1252, Windows-1256 and their like.
///
/// # Errors
/// If it is empty, too large, not a text, or not certain to be read as it was written.
pub fn read_capture(bytes: &[u8], limits: FileLimits) -> Result<Intake, IntakeError> {
    check_size(bytes.len(), limits)?;
    let encoding = detect(bytes)?;
    let text = decode(bytes, encoding)?;
    take(text, encoding.name(), limits)
}

fn check_size(bytes: usize, limits: FileLimits) -> Result<(), IntakeError> {
    let most = limits.capture_bytes();
    if bytes as u64 > most {
        return Err(IntakeError::TooLarge { bytes, most });
    }
    Ok(())
}

/// Takes a text that was pasted.
///
/// # Errors
/// As [`read_capture`].
pub fn read_pasted(text: &str, limits: FileLimits) -> Result<Intake, IntakeError> {
    take(text.to_owned(), UTF_8.name(), limits)
}

fn detect(bytes: &[u8]) -> Result<&'static Encoding, IntakeError> {
    let utf_32: [&[u8]; 2] = [&[0xFF, 0xFE, 0, 0], &[0, 0, 0xFE, 0xFF]];
    if utf_32.iter().any(|bom| bytes.starts_with(bom)) {
        return Err(IntakeError::Unsupported { encoding: "UTF-32" });
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some(encoding) = utf_16_by_zeros(bytes) {
        return Ok(encoding);
    }
    // A UTF-8 text with a broken place is told as that: read as anything else it would turn every accent
    // into two wrong letters without a word.
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken == 0 || whole > broken {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

/// Whether the zero bytes lie as UTF-16 without a byte order mark has them: half of the bytes of an
/// English text, those of spaces and line ends in others, always on the same side of a pair.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.chunks_exact(2);
    if pairs.len() == 0 || !pairs.remainder().is_empty() {
        return None;
    }
    let count = pairs.len();
    let (mut first, mut second) = (0, 0);
    for pair in pairs {
        first += usize::from(pair.first() == Some(&0));
        second += usize::from(pair.last() == Some(&0));
    }
    let zeros = first.max(second);
    let one_sided = zeros > 4 * first.min(second);
    let mostly = 5 * zeros >= 2 * count;
    let some = 16 * zeros >= count && !is_text_but_for_zeros(bytes);
    (one_sided && (mostly || some)).then_some(if first > second { UTF_16BE } else { UTF_16LE })
}

/// Whether the bytes would be a text in UTF-8 if it were not for zeros in it: then those are the mistake.
fn is_text_but_for_zeros(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes);
    text.is_ok_and(|text| {
        !text
            .chars()
            .any(|c| c != '\0' && c != '\r' && is_refused(c))
    })
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, IntakeError> {
    // A byte order mark stays in the text here: taking it off is told with the other changes.
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len().saturating_add(16));
    let mut read = 0;
    loop {
        let rest = bytes.get(read..).unwrap_or_default();
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => {
                let missing = bytes.len().saturating_sub(read);
                text.reserve(missing.saturating_add(16));
            }
            DecoderResult::Malformed(length, after) => {
                let at = read.saturating_sub(usize::from(length) + usize::from(after));
                let before = text.strip_prefix(BOM).unwrap_or(&text);
                return Err(IntakeError::Meaningless {
                    encoding: encoding.name(),
                    place: TextPlace::after(&plain_line_ends(before).0),
                    byte: bytes.get(at).copied().unwrap_or_default(),
                });
            }
        }
    }
}

/// Puts a text that was decoded into the form of a capture.
fn take(text: String, encoding: &'static str, limits: FileLimits) -> Result<Intake, IntakeError> {
    let mut changes = Vec::new();
    let text = match text.strip_prefix(BOM) {
        Some(rest) => {
            changes.push("The byte order mark at its start was left out.".to_owned());
            rest.to_owned()
        }
        None => text,
    };
    let (text, crlf, cr) = plain_line_ends(&text);
    for (count, name) in [(crlf, "CRLF"), (cr, "CR")] {
        match count {
            0 => {}
            1 => changes.push(format!("1 line end was changed from {name} to LF.")),
            _ => changes.push(format!(
                "{} line ends were changed from {name} to LF.",
                grouped(count)
            )),
        }
    }
    if let Some((at, character)) = text.char_indices().find(|&(_, c)| is_refused(c)) {
        return Err(IntakeError::Character {
            encoding,
            place: TextPlace::after(text.get(..at).unwrap_or_default()),
            character,
        });
    }
    if text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    check_size(text.len(), limits)?;
    Ok(Intake {
        text,
        encoding,
        changes,
    })
}

/// Characters that no text holds: control characters other than LF and tab, and the code points that
/// Unicode keeps free of characters for ever.
fn is_refused(c: char) -> bool {
    let is_free = matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE;
    is_free || c.is_control() && c != '\n' && c != '\t'
}

/// The text with LF alone at the ends of lines, and how many CRLF and lone CR there were.
fn plain_line_ends(text: &str) -> (String, usize, usize) {
    let mut plain = String::with_capacity(text.len());
    let (mut crlf, mut cr) = (0, 0);
    let mut pieces = text.split('\r');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match piece.strip_prefix('\n') {
            Some(rest) => {
                crlf += 1;
                plain.push('\n');
                plain.push_str(rest);
            }
            None => {
                cr += 1;
                plain.push('\n');
                plain.push_str(piece);
            }
        }
    }
    (plain, crlf, cr)
}

/// The number with its thousands apart: "1,204".
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests;
