//! Edits: what to put in the place of which bytes.

use std::fmt;
use std::ops::Deref;

use crate::store::place::Span;

/// One change to a text: the bytes of the span give way to `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; nothing if something is only put in.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Edit {
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }
}

/// Edits of one text, in its order and without overlap. A saver copies up to each span, writes the text and goes on behind
/// the span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// Puts `edits` in order and checks that they fit each other and `text`. Those with an empty span at the same place stay in
    /// the order given, and come before one that starts there.
    ///
    /// # Errors
    /// [`BadEdit`] if two spans overlap, or one does not lie on character boundaries of `text`.
    pub fn new(text: &str, mut edits: Vec<Edit>) -> Result<Self, BadEdit> {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut end = 0;
        for edit in &edits {
            if edit.span.start < end || text.get(edit.span.range()).is_none() {
                return Err(BadEdit(edit.span));
            }
            end = edit.span.end;
        }
        Ok(Self(edits))
    }

    /// Edits that are in order and fit each other.
    pub(super) fn in_order(edits: Vec<Edit>) -> Self {
        Self(edits)
    }
}

impl IntoIterator for Edits {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Deref for Edits {
    type Target = [Edit];

    fn deref(&self) -> &[Edit] {
        &self.0
    }
}

/// An edit that overlaps another or does not fit the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadEdit(pub Span);

impl fmt::Display for BadEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.0;
        write!(
            f,
            "the edit of bytes {start} to {end} overlaps another or lies outside of the text"
        )
    }
}

impl std::error::Error for BadEdit {}

/// The text after `edits`, which were made for it.
#[must_use]
pub fn apply_edits(text: &str, edits: &Edits) -> String {
    let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut changed = String::with_capacity(text.len() + added);
    let mut copied = 0;
    for edit in edits.iter() {
        changed.push_str(Span::new(copied, edit.span.start).of(text));
        changed.push_str(&edit.text);
        copied = edit.span.end;
    }
    changed.push_str(Span::new(copied, text.len()).of(text));
    changed
}
