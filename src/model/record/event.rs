//! Events: things that happened, with when, where and who.

use serde::{Deserialize, Serialize};

use super::{TagSet, is_default, shrunk};
use crate::model::date::When;
use crate::model::{EventId, Name, Number, TagId};

/// Something that happened. Its fields hold what the analyst writes down at first; what each
/// source says of them are claims, and what the analyst concludes are assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its identity.
    pub id: EventId,
    /// A short name: "Iranian strike on Koh-e-Sabz".
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// When it happened, no more precise than known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: When,
    /// Where it happened.
    #[serde(default, skip_serializing_if = "is_default")]
    pub place: Place,
    /// Who took part, each with a role.
    #[serde(
        default,
        skip_serializing_if = "is_default",
        deserialize_with = "shrunk"
    )]
    pub actors: Vec<Actor>,
    /// What sort of event: "Strike", "Meeting".
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Name,
    /// What happened, in the analyst's words.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// Labels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: TagSet,
}

impl Event {
    /// An event of which nothing is known yet.
    #[must_use]
    pub fn new(id: EventId) -> Self {
        Self {
            id,
            title: String::new(),
            when: When::default(),
            place: Place::default(),
            actors: Vec::new(),
            kind: Name::default(),
            summary: String::new(),
            tags: TagSet::default(),
        }
    }
}

/// A place as far as it is known: a name, and where it matters a point and how far around it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Its name as the analyst writes it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: Name,
    /// Degrees north of the equator, WGS 84.
    #[serde(default, skip_serializing_if = "is_default")]
    pub latitude: Option<Number>,
    /// Degrees east of Greenwich, WGS 84.
    #[serde(default, skip_serializing_if = "is_default")]
    pub longitude: Option<Number>,
    /// Metres around the point within which the place lies.
    #[serde(default, skip_serializing_if = "is_default")]
    pub radius_m: Option<Number>,
    /// The tag that stands for the place; a tag above it contains it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tag: Option<TagId>,
}

/// Somebody who took part, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Actor {
    /// The name as written; may be empty where the tag names the actor.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: Name,
    /// The tag that stands for the actor.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tag: Option<TagId>,
    /// As what: "struck", "named target", "host".
    #[serde(default, skip_serializing_if = "is_default")]
    pub role: Name,
}
