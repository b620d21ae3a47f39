//! The journal: every step that was done to an open project since its file was read or written, in
//! a file of its own in the user's state folder, so that a crash costs none of them.
//!
//! ```text
//! annals journal 1
//! 0 212 5f1d0c9ab3e47f20
//! Begin((title: "A case", project: Some(…), base: File("…"), …))
//! 1 310 0b9c2ee1a7744d05
//! Step((how: Done, label: "Add tag border to 3 sources", changes: […], …))
//! ```
//!
//! Each entry has a line with its number, its length in bytes and a checksum, and then its text in
//! RON. A checksum covers the one before it, too, so that an entry counts only behind the entries
//! that it was written behind. What a crash left of the last entry is cut off when the journal is
//! read, and the rest counts.
//!
//! | file | is |
//! |---|---|
//! | `frame.rs` | entries in a file: length, checksum, number |
//! | `text.rs` | what an entry says, and its text |
//! | `step.rs` | a step in few words, and back in front of the project |
//! | `layout.rs` | what the open project has and its file does not: empty slots, mended records |
//! | `writer.rs` | one journal: begun, added to, begun anew |
//! | `keeper.rs` | what still has to be written, in order, for whichever thread writes it |
//! | `find.rs` | journals that a crash left behind |
//!
//! **Saving.** Before the project's file is replaced, an entry `Saving` says what it will hold and
//! how many steps that includes. If the file holds that after a crash, the steps up to there are in
//! it and the others follow; if not, all of them follow what the file held before.
//!
//! Journals are read as if somebody else had written them: no bytes make reading panic, lengths are
//! never trusted, and a step that does not fit the project is refused.

mod find;
mod frame;
mod keeper;
mod layout;
mod step;
mod text;
mod writer;

#[cfg(test)]
pub(crate) mod tests;

pub use find::{Found, FoundStep, Held, Left, OpenFrom, Restorable, Standing, find, tidy};
pub use frame::{Cut, MOST_BYTES};
pub use keeper::Keeper;
pub use layout::Layout;
pub use step::Misfit;
pub use text::{ReadJournal, ReadStep, StartText, read};
pub use writer::{Base, Header};

use crate::model::{Sha256, Stamp, Transaction};

/// A step that was done to the open project.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// In which way.
    pub how: How,
    /// Whether the history made it a part of the step before: typing in one field.
    pub joined: bool,
    /// Whether the project then was as its file has it.
    pub saved: bool,
    /// When.
    pub at: Stamp,
    /// What the first record that it is about is called; may be empty.
    pub about: String,
    /// What was applied, as the project gave it back.
    pub applied: Transaction,
}

/// The ways in which a step comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum How {
    /// It was done.
    Done,
    /// It took the newest step back.
    Undone,
    /// It did a step again that was taken back.
    Redone,
}

/// Half of a SHA-256 in hexadecimal digits: enough to tell texts apart, short enough to read.
fn short_hash(text: &[u8]) -> String {
    let hash = Sha256::of(text).to_string();
    hash.chars().take(16).collect()
}
