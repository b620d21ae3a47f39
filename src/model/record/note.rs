//! Notes: Markdown with links to records.

use serde::{Deserialize, Serialize};

use super::{TagSet, is_default};
use crate::model::{NoteId, Stamp};

/// A text of the analyst's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its identity.
    pub id: NoteId,
    /// Its title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Markdown; `[[ID]]` and `[[ID|words]]` link to any record, see [`crate::model::mentions`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub text: String,
    /// Labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagSet,
    /// When it was begun.
    #[serde(default, skip_serializing_if = "is_default")]
    pub created: Option<Stamp>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modified: Option<Stamp>,
}
