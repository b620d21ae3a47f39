//! Assessments: what the analyst holds a field of an event to be, and why.

use serde::{Deserialize, Serialize};

use super::{Value, is_default};
use crate::model::{AssessmentId, ClaimId, EventId, Name, Stamp};

/// What the analyst concludes about one field of an event. At most one a field; the ones before it
/// stay in its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its identity.
    pub id: AssessmentId,
    /// The event.
    pub event: EventId,
    /// The field, named as in claims.
    pub field: Name,
    /// What it is held to be.
    pub value: Value,
    /// Why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// The claim that the value was taken from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub claim: Option<ClaimId>,
    /// When this was decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decided: Option<Stamp>,
    /// What was held before, oldest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub earlier: Vec<EarlierAssessment>,
}

/// What was held before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierAssessment {
    /// The value that was held.
    pub value: Value,
    /// The reason that was given for it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reason: String,
    /// When it had been decided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decided: Option<Stamp>,
}
