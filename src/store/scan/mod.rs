//! Finding the structure of a RON text without reading its values.
//!
//! [`outline`] finds the fields of a whole file and the records in them, fast; each record is then read on its own.
//! [`tree`] takes one record apart to the last value, for merging an edited record into its text. [`find_path`] gives the
//! place of a field that a reader of values has complained about.
//!
//! What RON allows and this scanner therefore knows: a byte order mark, `#![enable(…)]` lines, a struct name, comments
//! (`//` and nested `/* */`), strings, raw strings `r#"…"#`, byte strings, characters, trailing commas. Inside a record
//! the outline only pairs brackets and skips strings and comments; whether a record is right is said by whoever reads it, so
//! that one bad record does not lock out the rest.
//!
//! Everything is linear in the length of the text and takes no more than [`MAX_DEPTH`] levels.

mod cursor;
mod error;
mod literals;
mod outline;
mod path;
mod tree;
mod walk;
mod words;

#[cfg(test)]
mod tests;

pub use error::{ScanError, ScanErrorKind};
pub use outline::{Outline, OutlineField, WholePart, outline, whole_part};
pub use path::{Found, Segment, field_names, find_path};
pub use tree::{Member, Shape, Value, tree};

pub(super) use cursor::Cursor;
pub use literals::{Literal, comments, literals};
pub(super) use outline::outline_with;
pub(crate) use outline::plain_name;
pub(super) use walk::{Element, Part, Source, Visitor, Walk};

/// How many brackets may be open at once. The reader of values has the same limit within a record.
pub const MAX_DEPTH: usize = 128;
