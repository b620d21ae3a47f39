//! A position in a text: white space, comments, brackets, and skipping a bracketed group.

use memchr::{memchr, memchr2};

use super::MAX_DEPTH;
use super::error::{ScanError, ScanErrorKind as Kind, partner};
use crate::store::place::{BOM, Span};

pub(super) type Result<T> = std::result::Result<T, ScanError>;

/// A position in a text that only moves forward.
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(crate) pos: usize,
    /// The brackets that are open.
    pub(super) open: Vec<Bracket>,
    /// See [`ScanError::suspect`].
    pub(super) suspect: Option<usize>,
    /// See [`ScanError::in_record`].
    in_record: bool,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    at: usize,
    byte: u8,
}

/// What a byte may start, for skipping a group fast.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Plain,
    Word,
    Quote,
    Hash,
    Apostrophe,
    Slash,
    Open,
    Close,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => Class::Word,
            b'"' => Class::Quote,
            b'#' => Class::Hash,
            b'\'' => Class::Apostrophe,
            b'/' => Class::Slash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            _ => Class::Plain,
        };
        byte += 1;
    }
    classes
};

pub(super) fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

impl<'a> Cursor<'a> {
    /// At the start of `text`, after a byte order mark if there is one.
    pub(crate) fn new(text: &'a str) -> Self {
        let pos = if text.starts_with(BOM) { BOM.len() } else { 0 };
        Self::starting_at(text, pos)
    }

    /// At the start of the text of a single record.
    pub(crate) fn of_record(text: &'a str) -> Self {
        Self {
            in_record: true,
            ..Self::new(text)
        }
    }

    pub(crate) fn starting_at(text: &'a str, pos: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            pos,
            open: Vec::new(),
            suspect: None,
            in_record: false,
        }
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.pos + ahead).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.pos..).unwrap_or_default()
    }

    /// How many bytes of this class are next.
    pub(super) fn run(&self, wanted: Class) -> usize {
        self.rest()
            .iter()
            .take_while(|byte| class(**byte) == wanted)
            .count()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    /// Takes `byte` if it is next.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.pos += usize::from(found);
        found
    }

    pub(crate) fn error(&self, kind: Kind, span: Span) -> ScanError {
        ScanError {
            suspect: self.suspect,
            in_record: self.in_record,
            ..ScanError::new(kind, span)
        }
    }

    /// The text ends, and what was opened at `opened` is not closed.
    pub(super) fn unclosed(&self, kind: Kind, opened: usize) -> ScanError {
        self.error(kind, Span::at(self.bytes.len()))
            .with_other(opened)
    }

    /// Words for what stands at the position.
    pub(crate) fn found(&self) -> String {
        match self
            .text
            .get(self.pos..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the end of the text".to_owned(),
            Some(quote @ ('“' | '”' | '„' | '‘' | '’' | '«' | '»')) => {
                format!(
                    "the typographic quotation mark “{quote}” (a text is put between “\"” and “\"”)"
                )
            }
            Some(other) if other.is_control() || other == '\u{feff}' => {
                format!("the character U+{:04X}", u32::from(other))
            }
            Some(other) => format!("“{other}”"),
        }
    }

    /// The span of the one character at the position.
    pub(crate) fn here(&self) -> Span {
        let width = self
            .text
            .get(self.pos..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        Span::new(self.pos, self.pos + width)
    }

    /// Skips white space and comments.
    pub(crate) fn blank(&mut self) -> Result<()> {
        loop {
            while let Some(b' ' | b'\n' | b'\t' | b'\r' | 0x0B | 0x0C) = self.peek() {
                self.pos += 1;
            }
            match self.peek() {
                Some(b'/') if self.comment()? => {}
                Some(byte) if !byte.is_ascii() && self.wide_space() => {}
                _ => return Ok(()),
            }
        }
    }

    /// Skips one of the white space characters outside ASCII, if it is next.
    fn wide_space(&mut self) -> bool {
        const WIDE: [&str; 5] = ["\u{85}", "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}"];
        let Some(space) = WIDE
            .iter()
            .find(|space| self.rest().starts_with(space.as_bytes()))
        else {
            return false;
        };
        self.pos += space.len();
        true
    }

    /// Skips a comment if one is next.
    pub(crate) fn comment(&mut self) -> Result<bool> {
        match (self.peek(), self.peek_at(1)) {
            (Some(b'/'), Some(b'/')) => {
                self.pos = memchr(b'\n', self.rest()).map_or(self.bytes.len(), |at| self.pos + at);
                Ok(true)
            }
            (Some(b'/'), Some(b'*')) => self.block_comment().map(|()| true),
            _ => Ok(false),
        }
    }

    fn block_comment(&mut self) -> Result<()> {
        let opened = self.pos;
        let mut depth = 0_usize;
        loop {
            let Some(at) = memchr2(b'/', b'*', self.rest()) else {
                return Err(self.unclosed(Kind::UnclosedComment, opened));
            };
            self.pos += at;
            match (self.peek(), self.peek_at(1)) {
                (Some(b'/'), Some(b'*')) => depth += 1,
                (Some(b'*'), Some(b'/')) => depth -= 1,
                _ => {
                    self.pos += 1;
                    continue;
                }
            }
            self.pos += 2;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Takes the opening bracket that is next.
    pub(crate) fn open(&mut self) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            let first = self.open.first().map_or(0, |first| first.at);
            return Err(self.error(Kind::TooDeep, self.here()).with_other(first));
        }
        self.open.push(Bracket {
            at: self.pos,
            byte: self.peek().unwrap_or_default(),
        });
        self.pos += 1;
        Ok(())
    }

    /// Takes the closing bracket that is next, if it belongs to the one last opened.
    pub(crate) fn close(&mut self) -> Result<()> {
        let found = self.peek().map_or(' ', char::from);
        let Some(opened) = self.open.pop() else {
            return Err(self.error(Kind::MissingValue(format!("“{found}”")), self.here()));
        };
        let open = char::from(opened.byte);
        if partner(open) != found {
            return Err(self
                .error(Kind::Mismatched { open, found }, self.here())
                .with_other(opened.at));
        }
        self.pos += 1;
        Ok(())
    }

    /// The text ends inside the bracket last opened.
    pub(crate) fn ends_inside(&self) -> ScanError {
        let (opened, open) = match self.open.last() {
            Some(open) => (open.at, char::from(open.byte)),
            None => (0, '('),
        };
        self.unclosed(Kind::UnclosedBracket(open), opened)
    }

    /// Skips a bracket and all that is in it, up to its partner. The opening bracket is next. Only brackets, strings and
    /// comments are looked at.
    pub(crate) fn group(&mut self) -> Result<()> {
        let outside = self.open.len();
        self.open()?;
        // Words are passed over without a look. Only before a quotation mark or a hash it matters what they were.
        let mut from = self.pos;
        while self.open.len() > outside {
            let is_mark = |byte: &u8| !matches!(class(*byte), Class::Plain | Class::Word);
            let Some(plain) = self.rest().iter().position(is_mark) else {
                self.pos = self.bytes.len();
                return Err(self.ends_inside());
            };
            self.pos += plain;
            match class(self.bytes[self.pos]) {
                Class::Open => self.open()?,
                Class::Close => self.close()?,
                Class::Quote | Class::Hash => self.after_word(from)?,
                _ => {
                    self.step()?;
                }
            }
            from = self.pos;
        }
        Ok(())
    }
}

/// What [`Cursor::step`] has skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A word or a byte of the structure.
    Code,
    /// A string or a character: white space in it means something.
    Text,
    /// A comment.
    Comment,
}
