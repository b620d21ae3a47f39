//! Links: typed relations between two records, readable both ways.

use serde::{Deserialize, Serialize};

use super::{Choice, is_default};
use crate::model::{LinkId, RecordId};

/// That one record stands in a relation to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its identity.
    pub id: LinkId,
    /// The record that the relation is said of.
    pub from: RecordId,
    /// The record that it is said to.
    pub to: RecordId,
    /// The relation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relation: Relation,
    /// Why, in the analyst's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

/// A relation between two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "`name` and `inverse_name` say what each says")]
pub enum Relation {
    #[default]
    RelatedTo,
    Causes,
    RespondsTo,
    PartOf,
    SameAs,
    Contradicts,
    Supports,
    Follows,
}

impl Relation {
    /// The relation read from the other end.
    #[must_use]
    pub fn inverse_name(self) -> &'static str {
        match self {
            Self::RelatedTo => "related to",
            Self::Causes => "caused by",
            Self::RespondsTo => "answered by",
            Self::PartOf => "has part",
            Self::SameAs => "same as",
            Self::Contradicts => "contradicted by",
            Self::Supports => "supported by",
            Self::Follows => "followed by",
        }
    }
}

impl Choice for Relation {
    const ALL: &'static [Self] = &[
        Self::RelatedTo,
        Self::Causes,
        Self::RespondsTo,
        Self::PartOf,
        Self::SameAs,
        Self::Contradicts,
        Self::Supports,
        Self::Follows,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::RelatedTo => "related to",
            Self::Causes => "causes",
            Self::RespondsTo => "responds to",
            Self::PartOf => "part of",
            Self::SameAs => "same as",
            Self::Contradicts => "contradicts",
            Self::Supports => "supports",
            Self::Follows => "follows",
        }
    }
}
