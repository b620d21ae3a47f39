//! Problems: things in the project that need a look.

use std::fmt;

use super::{Kind, RecordId};

/// A place in the project's file, for people: both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Something that needs a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What sort of problem.
    pub kind: ProblemKind,
    /// The record that has it, if it is in one.
    pub record: Option<RecordId>,
    /// Where in the file as it was read, where that is known.
    pub place: Option<FilePlace>,
    /// What is wrong and what follows from it, as a sentence.
    pub message: String,
}

/// Sorts of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// A record could not be read and is kept as it stands.
    UnreadableRecord,
    /// A field that this version does not know; it is kept.
    UnknownField,
    /// A record names one that does not exist.
    DanglingReference,
    /// Two tags have the same path.
    DuplicateTag,
    /// A date whose EDTF cannot be read.
    UnreadableDate,
    /// A capture's text is not the one that was hashed.
    HashMismatch,
    /// A passage's words do not stand at its position.
    PassageMismatch,
    /// A passage that has to be looked at: changed, ambiguous or lost.
    PassageState,
    /// A note links to something that does not exist.
    BrokenMention,
}

impl ProblemKind {
    /// The name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::UnreadableRecord => "Unreadable record",
            Self::UnknownField => "Unknown field",
            Self::DanglingReference => "Dangling reference",
            Self::DuplicateTag => "Duplicate tag",
            Self::UnreadableDate => "Unreadable date",
            Self::HashMismatch => "Text does not match its hash",
            Self::PassageMismatch => "Passage not at its place",
            Self::PassageState => "Passage to check",
            Self::BrokenMention => "Broken link in a note",
        }
    }
}

/// The table's name in the file and on the command line: `events`.
impl Kind {
    /// The field of the file that holds records of this kind; `None` for those not in the file.
    #[must_use]
    pub fn table_name(self) -> Option<&'static str> {
        (self != Self::Unread).then(|| self.field_name())
    }
}
