//! Fitting a piece of canonical text into the place where it is to stand: its indentation, its line ends, or on one line.

use crate::store::scan::{Literal, literals};

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// LF, as Annals writes.
    Lf,
    /// CR LF, as some editors write.
    CrLf,
}

impl LineEnd {
    /// How the first line of `text` ends; LF if there is only one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let first = memchr::memchr(b'\n', text.as_bytes());
        match first {
            Some(at) if text.as_bytes()[..at].ends_with(b"\r") => Self::CrLf,
            _ => Self::Lf,
        }
    }

    /// The line end itself.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// How members stand in the place where one is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether each stands on a line of its own, or all on one.
    pub(super) lines: bool,
    /// The white space before each on its line.
    pub(super) indent: String,
    /// What stands between two that share a line.
    pub(super) space: String,
    /// How lines end.
    pub(super) end: LineEnd,
}

/// A piece of canonical text that is to be put somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// The white space before the line on which it starts.
    pub(super) indent: &'a str,
    /// Whether every byte of it stays: what it is cannot be told, so neither can what its white space means.
    pub(super) verbatim: bool,
}

impl Piece<'_> {
    /// The piece as it is to be written. What is inside of strings stays as it is.
    pub(super) fn fitted(&self, style: &Style) -> String {
        if self.verbatim || !self.text.contains('\n') {
            return self.text.to_owned();
        }
        let literals = literals(self.text);
        let comments = literals.iter().any(|(kind, _)| *kind == Literal::Comment);
        let mut fitted = String::with_capacity(self.text.len());
        let mut start = 0;
        for (kind, span) in literals {
            if kind == Literal::Text {
                self.structure(
                    start,
                    span.start,
                    style.lines || comments,
                    style,
                    &mut fitted,
                );
                fitted.push_str(span.of(self.text));
                start = span.end;
            }
        }
        self.structure(
            start,
            self.text.len(),
            style.lines || comments,
            style,
            &mut fitted,
        );
        fitted
    }

    /// Adds the text from `start` to `end`, in which there are no strings.
    fn structure(&self, start: usize, end: usize, lines: bool, style: &Style, fitted: &mut String) {
        let mut parts = self.text[start..end].split('\n');
        fitted.push_str(parts.next().unwrap_or_default());
        let mut parts = parts.peekable();
        while let Some(line) = parts.next() {
            if lines {
                trim_return(fitted);
                fitted.push_str(style.end.text());
                match line.strip_prefix(self.indent) {
                    Some(rest) => {
                        fitted.push_str(&style.indent);
                        fitted.push_str(rest);
                    }
                    None => fitted.push_str(line),
                }
                continue;
            }
            let next = line.trim_start();
            // A line that holds nothing more of the structure goes on with a string, unless it is an empty line.
            if next.is_empty() && parts.peek().is_some() {
                continue;
            }
            join(fitted, next);
            fitted.push_str(next);
        }
    }
}

fn trim_return(text: &mut String) {
    text.truncate(text.trim_end_matches('\r').len());
}

/// A piece of RON moved to another depth: its lines start with `to` where they started with `from`, and end with `end`. Its
/// first line has no indentation in it. What is inside of strings stays as it is.
#[must_use]
pub fn reindent(text: &str, from: &str, to: &str, end: LineEnd) -> String {
    let piece = Piece {
        text,
        indent: from,
        verbatim: false,
    };
    piece.fitted(&Style {
        lines: true,
        indent: to.to_owned(),
        space: " ".to_owned(),
        end,
    })
}

/// Makes `text` ready for `next`, which stood on the next line, to follow on the same.
fn join(text: &mut String, next: &str) {
    text.truncate(text.trim_end().len());
    if next.starts_with([')', ']', '}']) {
        if text.ends_with(',') {
            text.pop();
        }
    } else if !text.ends_with(['(', '[', '{']) {
        text.push(' ');
    }
}
