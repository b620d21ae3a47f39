//! The words of RON: strings, characters, names and numbers.

use memchr::{memchr, memchr2};

use super::cursor::{Class, Cursor, Result, Step, class};
use super::error::ScanErrorKind as Kind;
use crate::store::place::Span;

/// What [`Cursor::leaf`] has skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// Nothing: no such value is here.
    None,
    /// A string, a character, a number.
    Literal,
    /// A name, which may be that of the struct in the bracket that follows.
    Name,
}

impl Cursor<'_> {
    /// Skips a string in quotation marks; the opening one is next.
    pub(crate) fn string(&mut self) -> Result<()> {
        let opened = self.pos;
        self.pos += 1;
        loop {
            let Some(at) = memchr2(b'"', b'\\', self.rest()) else {
                return Err(self.unclosed(Kind::UnclosedString, opened));
            };
            self.pos += at + 1;
            if self.bytes[self.pos - 1] == b'"' {
                break;
            }
            self.pos += 1; // whatever is escaped; if it is wider than a byte, the rest of it is no mark either
        }
        if self.suspect.is_none()
            && self
                .peek()
                .is_some_and(|byte| class(byte) == Class::Word || !byte.is_ascii())
        {
            self.suspect = Some(opened);
        }
        Ok(())
    }

    /// Skips the rest of a raw string or a raw name, after an `r`: hashes, then a quotation up to the mark with as many
    /// hashes, or a name.
    fn after_r(&mut self, opened: usize) -> Result<()> {
        let hashes = self.rest().iter().take_while(|byte| **byte == b'#').count();
        match self.peek_at(hashes) {
            Some(b'"') => self.pos += hashes + 1,
            Some(byte) if hashes == 1 && is_raw_name(byte) => {
                self.pos += 1 + self
                    .rest()
                    .iter()
                    .skip(1)
                    .take_while(|byte| is_raw_name(**byte))
                    .count();
                return Ok(());
            }
            _ => return Ok(()),
        }
        loop {
            let Some(at) = memchr(b'"', self.rest()) else {
                return Err(self.unclosed(Kind::UnclosedRawString(hashes), opened));
            };
            self.pos += at + 1;
            let after = self.rest().iter().take(hashes);
            let found = after.take_while(|byte| **byte == b'#').count();
            self.pos += found;
            if found == hashes {
                return Ok(());
            }
        }
    }

    /// Skips a character literal, `'x'` or `'\n'`; says whether there was one. An apostrophe that starts none is not skipped.
    pub(crate) fn character(&mut self) -> bool {
        // The longest is '\u{10FFFF}'.
        const LONGEST: usize = 12;
        let rest = self.rest();
        let end = if rest.get(1) == Some(&b'\\') {
            // The escaped character may itself be an apostrophe.
            let body = rest.get(3..rest.len().min(LONGEST)).unwrap_or_default();
            memchr2(b'\'', b'\n', body).map(|at| at + 3)
        } else {
            let width = self
                .text
                .get(self.pos + 1..)
                .and_then(|rest| rest.chars().next())
                .map(char::len_utf8);
            width.map(|width| 1 + width)
        };
        match end {
            Some(end) if rest.get(end) == Some(&b'\'') => {
                self.pos += end + 1;
                true
            }
            _ => false,
        }
    }

    /// Skips a run of ASCII letters, digits and `_`, and with it the raw string or raw name that it may start.
    fn word(&mut self) -> Result<Step> {
        let start = self.pos;
        self.pos += self.run(Class::Word);
        if matches!(self.peek(), Some(b'"' | b'#'))
            && matches!(&self.bytes[start..self.pos], b"r" | b"br")
        {
            self.after_r(start)?;
            return Ok(Step::Text);
        }
        Ok(Step::Code)
    }

    /// Skips the string, raw string or raw name whose quotation mark or hash is next, or else a hash. Its `r` may be the last
    /// word since `from`.
    pub(super) fn after_word(&mut self, from: usize) -> Result<()> {
        let code = self.bytes.get(from..self.pos).unwrap_or_default();
        let before = code.strip_suffix(b"br").or(code.strip_suffix(b"r"));
        let is_word = before
            .is_some_and(|before| before.last().is_none_or(|byte| class(*byte) != Class::Word));
        if let Some(before) = before.filter(|_| is_word) {
            let at = self.pos;
            self.after_r(from + before.len())?;
            if self.pos > at {
                return Ok(());
            }
        }
        if self.peek() == Some(b'"') {
            return self.string();
        }
        self.pos += 1;
        Ok(())
    }

    /// Skips the literal, comment or word that is next, or else one byte. Not at the end of the text.
    pub(crate) fn step(&mut self) -> Result<Step> {
        match self.peek().map_or(Class::Plain, class) {
            Class::Word => return self.word(),
            Class::Quote => return self.string().map(|()| Step::Text),
            Class::Apostrophe if self.character() => return Ok(Step::Text),
            Class::Slash if self.comment()? => return Ok(Step::Comment),
            _ => self.pos += 1,
        }
        Ok(Step::Code)
    }

    /// Skips a name, if one is next, and gives its span.
    pub(crate) fn name(&mut self) -> Result<Option<Span>> {
        let start = self.pos;
        let first = self.text.get(start..).and_then(|rest| rest.chars().next());
        if !first.is_some_and(|first| first == '_' || first.is_alphabetic()) {
            return Ok(None);
        }
        if self.rest().starts_with(b"r#") && self.peek_at(2).is_some_and(is_raw_name) {
            self.pos += 1;
            self.after_r(start)?;
        } else {
            let rest = self.text.get(start..).unwrap_or_default();
            self.pos += rest
                .find(|next: char| !(next == '_' || next.is_alphanumeric() || is_mark(next)))
                .unwrap_or(rest.len());
        }
        Ok(Some(Span::new(start, self.pos)))
    }

    /// Skips a value that is no bracket: string, character, number, name. Gives what a name would allow to follow: whether it
    /// may be the name of a struct. Nothing is skipped if there is no such value.
    pub(crate) fn leaf(&mut self) -> Result<Leaf> {
        let start = self.pos;
        match self.peek() {
            Some(b'"') => return self.string().map(|()| Leaf::Literal),
            Some(b'\'') => {
                return Ok(if self.character() {
                    Leaf::Literal
                } else {
                    Leaf::None
                });
            }
            _ => {}
        }
        if let Some(leaf) = self.prefixed(start)? {
            return Ok(leaf);
        }
        if self.name()?.is_some() && !matches!(self.peek(), Some(b'+' | b'-' | b'.')) {
            return Ok(Leaf::Name);
        }
        self.number();
        Ok(if self.pos > start {
            Leaf::Literal
        } else {
            Leaf::None
        })
    }

    /// Skips a raw string, byte string or byte, if one is next.
    fn prefixed(&mut self, start: usize) -> Result<Option<Leaf>> {
        let Some(prefix) = ["br", "r", "b"]
            .into_iter()
            .find(|prefix| self.rest().starts_with(prefix.as_bytes()))
        else {
            return Ok(None);
        };
        let raw = prefix.ends_with('r');
        let after = self.rest().iter().skip(prefix.len());
        let hashes = if raw {
            after.take_while(|byte| **byte == b'#').count()
        } else {
            0
        };
        match self.peek_at(prefix.len() + hashes) {
            Some(b'"') => {
                self.pos += prefix.len();
                if raw {
                    self.after_r(start)
                } else {
                    self.string()
                }
                .map(|()| Some(Leaf::Literal))
            }
            Some(b'\'') if !raw => {
                self.pos += 1;
                if self.character() {
                    return Ok(Some(Leaf::Literal));
                }
                self.pos = start;
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    /// Skips a number or a range of numbers; whether it is a right one is said by whoever reads it.
    fn number(&mut self) {
        while let Some(byte) = self.peek() {
            let range =
                byte == b'=' && self.pos >= 2 && &self.bytes[self.pos - 2..self.pos] == b"..";
            if !(class(byte) == Class::Word || matches!(byte, b'+' | b'-' | b'.') || range) {
                return;
            }
            self.pos += 1;
        }
    }
}

/// What may stand in a raw name like `r#type`. The bytes of characters outside ASCII count as letters.
fn is_raw_name(byte: u8) -> bool {
    class(byte) == Class::Word || matches!(byte, b'.' | b'+' | b'-') || !byte.is_ascii()
}

/// Combining marks and joiners may stand in a name after its first letter; telling them apart exactly is left to the reader
/// of values.
fn is_mark(next: char) -> bool {
    !next.is_ascii()
        && !next.is_whitespace()
        && !matches!(
            next,
            '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
        )
        && !matches!(next, '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '\u{feff}')
}
