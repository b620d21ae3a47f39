//! The kinds of record, one file each, and what they have in common.
//!
//! Records are plain data. A field that says nothing (an empty text, an empty list, `None`, the
//! default of a choice) is left out of the file, so that a short record stays short.

use serde::{Deserialize, Deserializer};

mod annotation;
mod assessment;
mod capture;
mod claim;
mod deletion;
mod event;
mod link;
mod note;
mod rare;
mod source;
mod tag;
mod unread;
mod view;
mod words;

pub use annotation::{Annotation, Motivation, Resolution, Target};
pub use assessment::{Assessment, EarlierAssessment};
pub use capture::{AnchorState, CONTEXT_CHARS, Capture, CaptureNature, Passage, Sha256};
pub use claim::{Attribution, Claim, ClaimStatus, Credibility, Quantity, Value, WELL_KNOWN_FIELDS};
pub use deletion::{Dangling, Deletion, Records, StoodIn, Tagged};
pub use event::{Actor, Event, Place};
pub use link::{Link, Relation};
pub use note::Note;
pub use rare::{Blank, Rare};
pub use source::{
    EarlierReliability, Lineage, LineageKind, PersonName, Reliability, Source, SourceKind,
};
pub use tag::{Tag, TagColour, TagSet};
pub use unread::Unread;
pub use view::{View, ViewLayout};
pub use words::Words;

/// Whether a field says nothing and is left out of the file.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Reads a list that takes no more room than it needs: while it is read it grows by more than one.
pub(crate) fn shrunk<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let mut list = Vec::deserialize(deserializer)?;
    list.shrink_to_fit();
    Ok(list)
}

/// A choice that the analyst makes from a list: its name on screen and what it means.
pub trait Choice: Copy + PartialEq + 'static {
    /// All of them in the order of the list.
    const ALL: &'static [Self];
    /// The name on screen.
    fn name(self) -> &'static str;
    /// What choosing it says, as a sentence without its full stop; may be empty.
    fn meaning(self) -> &'static str {
        ""
    }
}
