//! The pieces of a text in which a line break means something: strings, characters and comments.

use super::cursor::{Cursor, Step};
use crate::store::place::Span;

/// What kind of piece it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string, raw string, byte string or character.
    Text,
    /// A comment, without the line break that ends it.
    Comment,
}

/// The strings, characters and comments of `text`, in order. `text` is a piece of RON that starts outside of them; what
/// is not closed reaches to its end.
#[must_use]
pub fn literals(text: &str) -> Vec<(Literal, Span)> {
    let mut cursor = Cursor::starting_at(text, 0);
    let mut found = Vec::new();
    while !cursor.at_end() {
        let start = cursor.pos;
        match cursor.step() {
            Ok(Step::Code) => {}
            Ok(Step::Text) => found.push((Literal::Text, Span::new(start, cursor.pos))),
            Ok(Step::Comment) => found.push((Literal::Comment, Span::new(start, cursor.pos))),
            Err(_) => {
                let comment = text.as_bytes().get(start) == Some(&b'/');
                let kind = if comment {
                    Literal::Comment
                } else {
                    Literal::Text
                };
                found.push((kind, Span::new(start, text.len())));
                break;
            }
        }
    }
    found
}

/// The spans of the comments of `text`, in order; see [`literals`].
#[must_use]
pub fn comments(text: &str) -> Vec<Span> {
    let comments = literals(text)
        .into_iter()
        .filter(|(kind, _)| *kind == Literal::Comment);
    comments.map(|(_, span)| span).collect()
}
