//! How passages follow their text, so that an anchor never lies. Pure functions.
//!
//! - A text is edited in the program: [`shift()`] gives every passage its new position, exactly and
//!   without any search; where the edit touched a passage's own words it says so.
//! - A text is read anew: [`Reanchoring`] looks for a passage's words in the new copy and gives one
//!   of five states. What merely looks like them is never taken silently.
//! - [`word_diff`] shows what changed, by words.
//!
//! Positions inside are bytes of a text, or indexes of its characters where the text is searched.
//! Borders never cut what a reader sees as one character (a grapheme).

mod borders;
mod certain;
mod context;
mod diff;
mod index;
mod owner;
mod places;
mod reanchor;
mod search;
mod shift;
mod splice;

#[cfg(test)]
mod tests;

pub use diff::{Piece, PieceKind, word_diff};
pub use index::TextIndex;
pub use reanchor::{Candidate, Reanchored, Reanchoring};
pub use shift::{TextEdit, shift};
pub use splice::{Splice, splices};
