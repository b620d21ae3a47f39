//! Records of the file that could not be read: kept as they stand until somebody mends them.

use crate::model::{FilePlace, Kind, RecordId, UnreadId};

/// A record that could not be read. Its text is written back as it is, until it has been mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Which one. Not in the file: it follows from table and text.
    pub id: UnreadId,
    /// The table that it stands in.
    pub table: Kind,
    /// Its text, byte for byte.
    pub text: String,
    /// What is wrong with it, as a sentence.
    pub error: String,
    /// Where that is in the file.
    pub place: FilePlace,
    /// The record that took its place, once it was mended.
    pub mended: Option<RecordId>,
}
