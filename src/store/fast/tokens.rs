//! The words of a record's text: white space and comments, names, strings, numbers.
//!
//! Where a word ends here, it ends for `ron`: after it only a comma, a colon, a bracket, white space or a comment is taken by
//! whoever reads on, and none of these goes on with a word. Anything else there, as in `1u8`, `0x1F` or `title.x`, is given up.

use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr2};
use serde::de;

use crate::store::scan::Cursor;

/// That the text has to be read by `ron`. Why is not told: `ron` says it better.
#[derive(Debug)]
pub(super) struct GaveUp;

pub(super) type Result<T> = std::result::Result<T, GaveUp>;

impl fmt::Display for GaveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not read")
    }
}

impl std::error::Error for GaveUp {}

impl de::Error for GaveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A position in the text of a record that only moves forward.
pub(super) struct Reader<'de> {
    text: &'de str,
    pos: usize,
    pub(super) implicit_some: bool,
    /// How many values the present one stands in.
    pub(super) depth: usize,
}

impl<'de> Reader<'de> {
    /// At the byte `pos`.
    pub(super) fn new(text: &'de str, pos: usize, implicit_some: bool) -> Self {
        Self {
            text,
            pos,
            implicit_some,
            depth: 0,
        }
    }

    pub(super) fn pos(&self) -> usize {
        self.pos
    }

    pub(super) fn at_end(&self) -> bool {
        self.pos == self.text.len()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.pos..).unwrap_or_default()
    }

    /// The text from `start` up to the position.
    fn since(&self, start: usize) -> Result<&'de str> {
        self.text.get(start..self.pos).ok_or(GaveUp)
    }

    /// Takes `byte` if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.pos += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<()> {
        if self.eat(byte) { Ok(()) } else { Err(GaveUp) }
    }

    /// Skips white space and comments. White space outside of ASCII is left for `ron`.
    #[inline]
    pub(super) fn blank(&mut self) -> Result<()> {
        match self.peek() {
            // Mostly there is none, or what is usual there was skipped already.
            Some(byte) if byte > b' ' && byte != b'/' => Ok(()),
            _ => self.some_blank(),
        }
    }

    /// As [`Self::blank`], where a new line is usual.
    #[inline]
    pub(super) fn blank_line(&mut self) -> Result<()> {
        if self.eat(b'\n') {
            self.spaces();
        }
        self.blank()
    }

    fn some_blank(&mut self) -> Result<()> {
        loop {
            while self.peek().is_some_and(is_space) {
                self.pos += 1;
                self.spaces();
            }
            if self.peek() != Some(b'/') {
                return Ok(());
            }
            let mut cursor = Cursor::starting_at(self.text, self.pos);
            match cursor.comment() {
                Ok(true) => self.pos = cursor.pos,
                Ok(false) | Err(_) => return Err(GaveUp),
            }
        }
    }

    /// Skips the spaces that a line is indented by, sixteen at a time: mostly all of them.
    #[inline]
    fn spaces(&mut self) {
        while let Some(some) = self.rest().first_chunk() {
            let others = u128::from_le_bytes(*some) ^ u128::from_le_bytes([b' '; 16]);
            self.pos += (others.trailing_zeros() / u8::BITS) as usize;
            if others != 0 {
                return;
            }
        }
    }

    /// Takes a comma with the white space around it; says whether there was one.
    #[inline]
    pub(super) fn comma(&mut self) -> Result<bool> {
        if !self.eat(b',') {
            self.blank()?;
            if !self.eat(b',') {
                return Ok(false);
            }
        }
        self.blank_line()?;
        Ok(true)
    }

    /// A name in ASCII: of a field, a choice, a struct.
    pub(super) fn name(&mut self) -> Result<&'de str> {
        let start = self.pos;
        if self.peek().is_some_and(|first| first.is_ascii_digit()) {
            return Err(GaveUp);
        }
        let rest = self.rest();
        let end = rest.iter().position(|byte| !IN_NAME[usize::from(*byte)]);
        self.pos += end.unwrap_or(rest.len());
        match self.since(start)? {
            "" => Err(GaveUp),
            name => Ok(name),
        }
    }

    /// The name of a field, up to its colon. Anything else may be given for a name, too: whoever knows the names of the fields
    /// finds out.
    #[inline]
    pub(super) fn field_name(&mut self) -> Result<&'de str> {
        let rest = self.rest();
        let Some(at) = rest.first_chunk().and_then(|eight| place_of(b':', *eight)) else {
            return self.name();
        };
        let start = self.pos;
        if at == 0 || !IN_NAME[usize::from(rest[at - 1])] {
            return self.name();
        }
        self.pos += at;
        self.since(start)
    }

    /// Takes a colon with the white space around it.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<()> {
        if !self.eat(b':') {
            self.blank()?;
            self.expect(b':')?;
        }
        self.eat(b' ');
        self.blank()
    }

    /// Takes the name `wanted` if it is next.
    #[inline]
    pub(super) fn eat_name(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted.as_bytes());
        self.pos += if found { wanted.len() } else { 0 };
        found
    }

    /// A string, plain or raw.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'de, str>> {
        if self.eat(b'"') {
            self.plain_string()
        } else if self.eat(b'r') {
            self.raw_string().map(Cow::Borrowed)
        } else {
            Err(GaveUp)
        }
    }

    /// The rest of a string after its opening mark.
    fn plain_string(&mut self) -> Result<Cow<'de, str>> {
        let start = self.pos;
        self.find_mark()?;
        let mut part = self.since(start)?;
        if self.eat(b'"') {
            return Ok(Cow::Borrowed(part));
        }
        let mut whole = String::with_capacity(2 * part.len());
        loop {
            whole.push_str(part);
            if self.eat(b'"') {
                return Ok(Cow::Owned(whole));
            }
            whole.push(self.escaped()?);
            let start = self.pos;
            self.find_mark()?;
            part = self.since(start)?;
        }
    }

    /// Moves to the next quotation mark or backslash.
    fn find_mark(&mut self) -> Result<()> {
        self.pos += memchr2(b'"', b'\\', self.rest()).ok_or(GaveUp)?;
        Ok(())
    }

    /// The character that a backslash and what follows it stand for. Escapes by number and line ends after a backslash are
    /// left for `ron`.
    fn escaped(&mut self) -> Result<char> {
        let character = match self.rest() {
            [b'\\', mark @ (b'"' | b'\\' | b'\''), ..] => char::from(*mark),
            [b'\\', b'n', ..] => '\n',
            [b'\\', b'r', ..] => '\r',
            [b'\\', b't', ..] => '\t',
            [b'\\', b'0', ..] => '\0',
            _ => return Err(GaveUp),
        };
        self.pos += 2;
        Ok(character)
    }

    /// The rest of a raw string after its `r`: hashes, a quotation mark, and all up to the next one with as many hashes.
    fn raw_string(&mut self) -> Result<&'de str> {
        let hashes = self.hashes(usize::MAX);
        self.expect(b'"')?;
        let start = self.pos;
        loop {
            self.pos += memchr(b'"', self.rest()).ok_or(GaveUp)?;
            let found = self.since(start)?;
            self.pos += 1;
            if self.hashes(hashes) == hashes {
                return Ok(found);
            }
        }
    }

    /// Takes up to `most` hashes; says how many there were.
    fn hashes(&mut self, most: usize) -> usize {
        let hashes = self.rest().iter().take(most);
        let count = hashes.take_while(|byte| **byte == b'#').count();
        self.pos += count;
        count
    }

    /// Takes decimal digits; at least one must be there.
    fn digits(&mut self) -> Result<()> {
        let start = self.pos;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.pos += 1;
        }
        if self.pos > start {
            Ok(())
        } else {
            Err(GaveUp)
        }
    }

    /// A whole number: `1204`.
    pub(super) fn whole(&mut self) -> Result<u32> {
        let start = self.pos;
        self.digits()?;
        // One that is too large is told by `ron`.
        self.since(start)?.parse().or(Err(GaveUp))
    }

    /// A number: `-12.5`, `9`, `1e20`.
    pub(super) fn number(&mut self) -> Result<f64> {
        let start = self.pos;
        self.eat(b'-');
        self.digits()?;
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            if !self.eat(b'-') {
                self.eat(b'+');
            }
            self.digits()?;
        }
        self.since(start)?.parse().or(Err(GaveUp))
    }
}

/// Where `wanted` stands first among eight bytes.
fn place_of(wanted: u8, eight: [u8; 8]) -> Option<usize> {
    const LOW: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = LOW << 7;
    // A byte that is zero now borrows from its highest bit, and the first such one is right.
    let others = u64::from_le_bytes(eight) ^ u64::from_le_bytes([wanted; 8]);
    let found = others.wrapping_sub(LOW) & !others & HIGH;
    (found != 0).then(|| (found.trailing_zeros() / u8::BITS) as usize)
}

/// Which bytes may stand in a name, after its first.
const IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let it = byte as u8;
        table[byte] = it.is_ascii_alphanumeric() || it == b'_';
        byte += 1;
    }
    table
};

/// The white space of RON that is ASCII.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | 0x0B | 0x0C)
}
