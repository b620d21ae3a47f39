//! The data: what a project holds, and the one way to change it.
//!
//! | record | says |
//! |---|---|
//! | [`Tag`] | a label with a place in a hierarchy; any record can bear several |
//! | [`Source`] | something that was published or said; fields follow CSL |
//! | [`Capture`] | a dated copy of a source's text, with its hash |
//! | [`Event`] | something that happened: when, where, who, what kind |
//! | [`Claim`] | source S, in passage P, attributed to A, says field F of event E is V |
//! | [`Assessment`] | what the analyst holds field F of event E to be, and why |
//! | [`Note`] | Markdown with links to records |
//! | [`Annotation`] | a remark on a record or on a [`Passage`] of a capture |
//! | [`Link`] | a typed relation between two records |
//! | [`View`] | a saved query with its layout |
//! | [`Deletion`] | what a step deleted, whole, until the trash is emptied |
//! | [`Unread`] | a record of the file that could not be read, kept as it stands |
//!
//! Everything here is plain data and pure functions: no window, no files, no threads.
//! [`Project::apply`] is the only function that changes a project; it takes a [`Transaction`],
//! checks all of it, and either does the whole or leaves no trace.

pub mod anchor;
mod backlinks;
mod change;
mod changed;
pub mod date;
mod hash;
mod ids;
mod kinds;
mod label;
mod load;
mod mentions;
mod meta;
mod name;
mod number;
mod pace;
mod passages;
mod problem;
mod project;
mod record;
mod refs;
mod shard;
mod shared;
mod slots;
mod stamp;
mod table;
mod texts;

#[cfg(test)]
pub(crate) mod chance;
#[cfg(test)]
mod tests;

pub use change::{Change, Transaction};
pub use changed::Changed;
pub use date::When;
pub(crate) use hash::{IdHash, IdMap};
pub use ids::{ID_CHARS, Id, IdError};
pub use kinds::*;
pub use label::{capital, uncapital};
pub use load::Loader;
pub use mentions::{Mention, mention, mentions};
pub use meta::Meta;
pub use name::Name;
pub use number::Number;
pub use passages::captures_of;
pub use problem::{FilePlace, Problem, ProblemClass, ProblemKind};
pub use project::{ApplyError, Project, Snapshot};
pub use record::*;
pub use refs::Role;
pub use stamp::Stamp;
pub use table::Table;
