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
    /// The field of the event that it is about; empty where it is not about one.
    pub field: String,
    /// What is wrong and what follows from it, as sentences: the first says what, the others why it matters.
    pub message: String,
}

/// How much a problem is one. The order is that of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemClass {
    /// Something cannot be read, or is not what it is said to be.
    Broken,
    /// Two things cannot both be right.
    Contradiction,
    /// Nothing is wrong: work that is not done yet.
    Unfinished,
}

impl ProblemClass {
    /// The name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Broken => "Cannot be read or found",
            Self::Contradiction => "Cannot all be right",
            Self::Unfinished => "To do",
        }
    }
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
    /// The figure, date or name of a claim is not in the words that it stands on.
    QuoteWithoutValue "quote-without-value" "Value not in its passage";
    /// By their dates an effect comes before its cause, or an answer before what it answers.
    EffectBeforeCause "effect-before-cause" "Effect before cause";
    /// A source draws on itself, at once or by way of others.
    LineageRing "lineage-ring" "Source that draws on itself";
    /// Sources are in conflict on a field and nobody has assessed it.
    OpenConflict "open-conflict" "Conflict not assessed";
    /// No claim speaks of an event.
    UncitedEvent "uncited-event" "Event without a claim";
    /// Several sources tell of an event, and all of them go back to one origin: it looks confirmed and is not.
    SingleOrigin "single-origin" "Event with one origin";
    /// One source alone tells of an event.
    SingleSource "single-source" "Event with one source";
    /// Nobody has marked a passage in any text of a source.
    UnreadCapture "unread-capture" "Text not read yet";
    /// Nothing bears a tag or any below it.
    UnusedTag "unused-tag" "Tag without use";
}

impl ProblemKind {
    /// The kind with this name in files.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// How much it is a problem.
    #[must_use]
    pub fn class(self) -> ProblemClass {
        match self {
            Self::UnreadableRecord
            | Self::UnknownField
            | Self::DanglingReference
            | Self::DuplicateTag
            | Self::UnreadableDate
            | Self::HashMismatch
            | Self::PassageMismatch
            | Self::PassageState
            | Self::BrokenMention => ProblemClass::Broken,
            Self::QuoteWithoutValue
            | Self::EffectBeforeCause
            | Self::LineageRing
            | Self::OpenConflict => ProblemClass::Contradiction,
            Self::UncitedEvent
            | Self::SingleOrigin
            | Self::SingleSource
            | Self::UnreadCapture
            | Self::UnusedTag => ProblemClass::Unfinished,
        }
    }

    /// Whether a record is to be marked for it wherever it stands.
    #[must_use]
    pub fn marks_record(self) -> bool {
        self.class() != ProblemClass::Unfinished && self != Self::OpenConflict
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
