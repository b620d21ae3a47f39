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

/// Declares the sorts of problem: one line each, in the order of the list, with the name in files and the
/// name on screen.
macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $Kind:ident $key:literal $name:literal;)*) => {
        /// Sorts of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemKind {
            $($(#[$doc])* $Kind,)*
        }

        impl ProblemKind {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$Kind),*];

            /// The name in files: never another, once a version was given out.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$Kind => $key,)*
                }
            }

            /// The name on screen.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$Kind => $name,)*
                }
            }
        }
    };
}

problem_kinds! {
    /// A record could not be read and is kept as it stands.
    UnreadableRecord "unreadable-record" "Unreadable record";
    /// A field that this version does not know; it is kept.
    UnknownField "unknown-field" "Unknown field";
    /// A record names one that does not exist.
    DanglingReference "dangling-reference" "Dangling reference";
    /// Two tags have the same path.
    DuplicateTag "duplicate-tag" "Duplicate tag";
    /// A date whose EDTF cannot be read.
    UnreadableDate "unreadable-date" "Unreadable date";
    /// A capture's text is not the one that was hashed.
    HashMismatch "hash-mismatch" "Text does not match its hash";
    /// A passage's words do not stand at its position.
    PassageMismatch "passage-mismatch" "Passage not at its place";
    /// A passage that has to be looked at: changed, ambiguous or lost.
    PassageState "passage-state" "Passage to check";
    /// A note links to something that does not exist.
    BrokenMention "broken-mention" "Broken link in a note";
}

impl ProblemKind {
    /// The kind with this name in files.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Whether a project can leave it untold. A record that cannot be read is shown nowhere but among the
    /// problems, so that is always told.
    #[must_use]
    pub fn can_be_muted(self) -> bool {
        self != Self::UnreadableRecord
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_files_are_plain_and_lead_back() {
        for &kind in ProblemKind::ALL {
            let key = kind.key();
            assert!(
                key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{key}"
            );
            assert_eq!(ProblemKind::from_key(key), Some(kind));
        }
        assert_eq!(ProblemKind::from_key("Dangling reference"), None);
    }
}
