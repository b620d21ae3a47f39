//! The parts that the check of a record has, so that a change makes only those be done again that it can
//! have an effect on.

use crate::model::ProblemKind;

/// Some of the parts of the check of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts(u8);

impl Parts {
    /// What the record itself says: what it names, dates, positions of passages, links in a text.
    pub(super) const FORM: Self = Self(1);
    /// The text of a capture against its hash, which takes as long as the text is.
    pub(super) const HASH: Self = Self(2);
    /// How it stands among the others: what speaks of it, what disagrees, what uses it.
    pub(super) const STANDING: Self = Self(4);
    /// All of them.
    pub(super) const ALL: Self = Self(7);

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The part that finds problems of this kind.
    pub(super) fn of(kind: ProblemKind) -> Self {
        match kind {
            ProblemKind::UnreadableRecord
            | ProblemKind::UnknownField
            | ProblemKind::DanglingReference
            | ProblemKind::UnreadableDate
            | ProblemKind::PassageMismatch
            | ProblemKind::PassageState
            | ProblemKind::BrokenMention => Self::FORM,
            ProblemKind::HashMismatch => Self::HASH,
            ProblemKind::DuplicateTag
            | ProblemKind::QuoteWithoutValue
            | ProblemKind::EffectBeforeCause
            | ProblemKind::LineageRing
            | ProblemKind::OpenConflict
            | ProblemKind::UncitedEvent
            | ProblemKind::SingleOrigin
            | ProblemKind::SingleSource
            | ProblemKind::UnreadCapture
            | ProblemKind::UnusedTag => Self::STANDING,
        }
    }
}
