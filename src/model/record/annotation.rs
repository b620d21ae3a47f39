//! Annotations: remarks on a record or on a passage of a capture.

use serde::{Deserialize, Serialize};

use super::{Choice, Passage, Rare, TagSet, is_default};
use crate::model::{AnnotationId, RecordId, Stamp};

/// A remark. A reply is an annotation whose target is an annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its identity.
    pub id: AnnotationId,
    /// Why it was made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub motivation: Motivation,
    /// What it is about.
    pub target: Target,
    /// A few words that stand over it; may be empty.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// The remark; may be empty for a highlight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: String,
    /// Whether it still wants something.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resolution: Resolution,
    /// Labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagSet,
    /// Who made it, where several people work on one project.
    #[serde(default, skip_serializing_if = "is_default")]
    pub creator: Rare<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "is_default")]
    pub created: Option<Stamp>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modified: Option<Stamp>,
}

impl Annotation {
    /// An annotation that says nothing yet.
    #[must_use]
    pub fn new(id: AnnotationId, target: Target) -> Self {
        Self {
            id,
            motivation: Motivation::default(),
            target,
            title: String::new(),
            body: String::new(),
            resolution: Resolution::default(),
            tags: TagSet::default(),
            creator: Rare::default(),
            created: None,
            modified: None,
        }
    }
}

/// What an annotation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A record as a whole.
    Record(RecordId),
    /// Words in a capture.
    Passage(Passage),
}

/// Whether an annotation still wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Resolution {
    /// It does.
    #[default]
    Open,
    /// It is done with.
    Resolved,
}

/// Why an annotation was made: the motivations of the W3C Web Annotation Vocabulary
/// (<https://www.w3.org/TR/annotation-vocab/#motivation>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "`meaning` says what each is for")]
pub enum Motivation {
    Highlighting,
    #[default]
    Commenting,
    Questioning,
    Assessing,
    Editing,
    Linking,
    Describing,
    Replying,
    Moderating,
    Tagging,
    Classifying,
    Identifying,
    Bookmarking,
}

impl Choice for Motivation {
    const ALL: &'static [Self] = &[
        Self::Highlighting,
        Self::Commenting,
        Self::Questioning,
        Self::Assessing,
        Self::Editing,
        Self::Linking,
        Self::Describing,
        Self::Replying,
        Self::Moderating,
        Self::Tagging,
        Self::Classifying,
        Self::Identifying,
        Self::Bookmarking,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Highlighting => "highlighting",
            Self::Commenting => "commenting",
            Self::Questioning => "questioning",
            Self::Assessing => "assessing",
            Self::Editing => "editing",
            Self::Linking => "linking",
            Self::Describing => "describing",
            Self::Replying => "replying",
            Self::Moderating => "moderating",
            Self::Tagging => "tagging",
            Self::Classifying => "classifying",
            Self::Identifying => "identifying",
            Self::Bookmarking => "bookmarking",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Highlighting => "Kept for its own sake",
            Self::Commenting => "A remark",
            Self::Questioning => "A doubt or an open question",
            Self::Assessing => "A judgement",
            Self::Editing => "A slip or a change that the text wants",
            Self::Linking => "Points to something else",
            Self::Describing => "Says what it is",
            Self::Replying => "An answer to another annotation",
            Self::Moderating => "A decision on somebody's contribution",
            Self::Tagging => "Labels it",
            Self::Classifying => "Puts it in a class",
            Self::Identifying => "Says who or what is meant",
            Self::Bookmarking => "Marks a place to come back to",
        }
    }
}
