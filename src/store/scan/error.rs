//! What can be wrong with the structure of a text, where, and in words for the person who wrote it.

use super::MAX_DEPTH;
use crate::store::place::{LineIndex, Place, Span};

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanErrorKind {
    /// Nothing in the text but white space and comments.
    Empty,
    /// The text does not start with `(`, a name and `(`, or an attribute.
    NotAStruct,
    /// A `"` without its partner.
    UnclosedString,
    /// An `r#"` without its `"#`; the number of `#`.
    UnclosedRawString(usize),
    /// A `/*` without its `*/`.
    UnclosedComment,
    /// A bracket without its partner; the bracket.
    UnclosedBracket(char),
    /// A closing bracket that does not belong to the one last opened.
    Mismatched {
        /// The bracket that is open.
        open: char,
        /// The closing bracket found.
        found: char,
    },
    /// Two values without a comma between them.
    MissingComma,
    /// A field's name that is not followed by a colon; the name.
    MissingColon(String),
    /// Something else where a value must stand; what was found.
    MissingValue(String),
    /// Something else where the name of a field must stand; what was found.
    MissingName(String),
    /// A `#` that does not start an attribute like `#![enable(…)]`.
    BadAttribute,
    /// Something after the end of the struct.
    TextAfterEnd,
    /// A field of the file that is there twice; its name.
    DuplicateField(String),
    /// More than [`MAX_DEPTH`] brackets open at once.
    TooDeep,
}

/// An error in the structure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanError {
    /// What is wrong.
    pub kind: ScanErrorKind,
    /// Where: the thing that is wrong, or the empty span where something is missing.
    pub span: Span,
    /// The place that explains it: where the thing was opened, where the first of two stands, what follows a missing comma.
    pub other: Option<usize>,
    /// A quotation that was closed and directly followed by a word before the error was noticed: probably the real
    /// mistake is a quotation mark missing there. The offset of its opening mark.
    pub suspect: Option<usize>,
    /// Whether the text scanned was that of a single record, not of a file.
    pub in_record: bool,
}

impl ScanError {
    pub(crate) fn new(kind: ScanErrorKind, span: Span) -> Self {
        Self {
            kind,
            span,
            other: None,
            suspect: None,
            in_record: false,
        }
    }

    pub(crate) fn with_other(mut self, other: usize) -> Self {
        self.other = Some(other);
        self
    }

    /// The same error in a text that has `by` more bytes before it: from a record to its file.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        self.span = self.span.shifted(by);
        self.other = self.other.map(|at| at + by);
        self.suspect = self.suspect.map(|at| at + by);
        self
    }

    /// Line and column of the error in the text that was scanned.
    #[must_use]
    pub fn place(&self, text: &str, lines: &LineIndex) -> Place {
        lines.place(text, self.span.start)
    }

    /// A sentence for the person who wrote the text, without the place of the error itself but with the other places that
    /// explain it. `text` is the text that was scanned and `lines` its index.
    #[must_use]
    pub fn message(&self, text: &str, lines: &LineIndex) -> String {
        let other = |offset: Option<usize>| lines.place(text, offset.unwrap_or(self.span.start));
        let sentence = self.sentence(other(self.other));
        match self.suspect {
            None => sentence,
            Some(_) => {
                let suspect = other(self.suspect);
                format!(
                    "{sentence}; perhaps the quotation opened at {suspect} was meant to end earlier"
                )
            }
        }
    }

    fn sentence(&self, other: Place) -> String {
        use ScanErrorKind as Kind;
        let (whole, form, thing) = if self.in_record {
            ("record", "“( id: …, … )”", "record")
        } else {
            ("file", "“( annals: 1, … )”", "project")
        };
        match &self.kind {
            Kind::Empty => format!("the {whole} is empty: a {thing} is written as {form}"),
            Kind::NotAStruct => format!("a {thing} is written as {form}, and this is something else"),
            Kind::UnclosedString => format!("the {whole} ends inside a quotation opened at {other}"),
            Kind::UnclosedRawString(hashes) => {
                let hashes = "#".repeat(*hashes);
                format!("the {whole} ends inside a raw quotation opened at {other}, which only “\"{hashes}” can close")
            }
            Kind::UnclosedComment => {
                format!("the {whole} ends inside a comment opened at {other}, which only “*/” can close")
            }
            Kind::UnclosedBracket(open) => format!("the {whole} ends inside a “{open}” opened at {other}"),
            Kind::Mismatched { open, found } => {
                let partner = partner(*open);
                format!("“{found}” found, but “{partner}” must come first, for the “{open}” opened at {other}")
            }
            Kind::MissingComma => format!("a comma is missing between this and what follows at {other}"),
            Kind::MissingColon(name) => format!("a colon is missing after the field name “{name}”"),
            Kind::MissingValue(found) => format!("a value must stand here, not {found}"),
            Kind::MissingName(found) => format!("the name of a field must stand here, not {found}"),
            Kind::BadAttribute => {
                "“#” starts an attribute like “#![enable(implicit_some)]”, and this is something else".to_owned()
            }
            Kind::TextAfterEnd => format!("something follows the end of the {thing}, which was opened at {other}"),
            Kind::DuplicateField(name) => format!("the field “{name}” is here for the second time, after {other}"),
            Kind::TooDeep => format!("more than {MAX_DEPTH} brackets are open here, the first since {other}"),
        }
    }
}

/// The bracket that closes `open`.
pub(crate) const fn partner(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}
