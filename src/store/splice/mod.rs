//! Changing a part of a text and leaving the rest byte for byte.
//!
//! [`merge_record`] brings an edited record into the text that its author left: hand formatting, comments and fields that
//! the program does not know stay as they are. [`list_edits`] and [`field_edits`] add records to a file and take them out.
//! All of them say what to change as [`Edits`], which a saver can write out while it copies the rest.
//!
//! What a person wrote between two members of a list or struct belongs to one of them: the comments up to the end of the
//! line to the member before, whole lines of comments to the member after. A member that goes leaves its comments behind.

mod align;
mod container;
mod edit;
mod excerpt;
mod fit;
mod gap;
mod merge;
mod table;

#[cfg(test)]
mod tests;

pub use edit::{BadEdit, Edit, Edits, apply_edits};
pub use excerpt::{Excerpt, NoExcerpt, Run, Shown, far_from};
pub use fit::{LineEnd, reindent};
pub use merge::{merge_edits, merge_record, merge_record_in};
pub use table::{ListChanges, NewField, field_edits, list_edits};
