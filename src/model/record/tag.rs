//! Tags: hierarchical labels that any record can bear.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Choice, is_default};
use crate::model::TagId;

/// A label with a place in a hierarchy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its identity; renaming or moving a tag does not change it.
    pub id: TagId,
    /// The names from the root down, joined by `/`: `actor/jaish-al-adl`.
    pub path: String,
    /// Colour and, with it, the sign that tells it apart without colour.
    #[serde(default, skip_serializing_if = "is_default")]
    pub colour: TagColour,
    /// When to use it and when not, for everybody who codes with it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description: String,
}

impl Tag {
    /// The last part of the path, which is what chips show.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The path of the tag above, if there is one.
    #[must_use]
    pub fn parent_path(&self) -> Option<&str> {
        self.path.rsplit_once('/').map(|(parent, _)| parent)
    }
}

/// The ten colours of tags, each with a sign of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum TagColour {
    /// Disc.
    #[default]
    Ochre,
    /// Square.
    Teal,
    /// Triangle.
    Violet,
    /// Diamond.
    Rose,
    /// Hexagon.
    Leaf,
    /// Ring.
    Sky,
    /// Hollow square.
    Brick,
    /// Hollow triangle.
    Slate,
    /// Hollow diamond.
    Plum,
    /// Hollow hexagon.
    Ink,
}

impl Choice for TagColour {
    const ALL: &'static [Self] = &[
        Self::Ochre,
        Self::Teal,
        Self::Violet,
        Self::Rose,
        Self::Leaf,
        Self::Sky,
        Self::Brick,
        Self::Slate,
        Self::Plum,
        Self::Ink,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Ochre => "ochre",
            Self::Teal => "teal",
            Self::Violet => "violet",
            Self::Rose => "rose",
            Self::Leaf => "leaf",
            Self::Sky => "sky",
            Self::Brick => "brick",
            Self::Slate => "slate",
            Self::Plum => "plum",
            Self::Ink => "ink",
        }
    }
}

/// The tags of a record: a sorted set, so that adding and taking away are exact opposites.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct TagSet(Box<[TagId]>);

impl TagSet {
    /// Whether `tag` is in the set.
    #[must_use]
    pub fn contains(&self, tag: TagId) -> bool {
        self.0.binary_search(&tag).is_ok()
    }

    /// Puts `tag` in; false if it was there.
    pub fn insert(&mut self, tag: TagId) -> bool {
        match self.0.binary_search(&tag) {
            Ok(_) => false,
            Err(place) => {
                let mut tags = std::mem::take(&mut self.0).into_vec();
                tags.insert(place, tag);
                self.0 = tags.into();
                true
            }
        }
    }

    /// Takes `tag` out; false if it was not there.
    pub fn remove(&mut self, tag: TagId) -> bool {
        match self.0.binary_search(&tag) {
            Ok(place) => {
                let mut tags = std::mem::take(&mut self.0).into_vec();
                tags.remove(place);
                self.0 = tags.into();
                true
            }
            Err(_) => false,
        }
    }

    /// The tags in order of id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = TagId> + '_ {
        self.0.iter().copied()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<TagId> for TagSet {
    fn from_iter<I: IntoIterator<Item = TagId>>(tags: I) -> Self {
        let mut tags: Vec<_> = tags.into_iter().collect();
        tags.sort_unstable();
        tags.dedup();
        Self(tags.into())
    }
}

impl<'de> Deserialize<'de> for TagSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}
