//! What is said of the project as a whole.

use serde::{Deserialize, Serialize};

use super::record::is_default;
use super::{ProblemKind, Stamp};

/// The project's own description, the field `project` of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meta {
    /// Its title.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: String,
    /// When it was begun.
    #[serde(default, skip_serializing_if = "is_default")]
    pub created: Option<Stamp>,
    /// Kinds of problem that are not to be reported, by name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub muted_problems: Vec<String>,
}

impl Meta {
    /// Whether problems of this kind are not to be told.
    #[must_use]
    pub fn mutes(&self, kind: ProblemKind) -> bool {
        kind.can_be_muted() && self.muted_problems.iter().any(|name| name == kind.key())
    }

    /// Switches a kind of problem off, or on again. Names of kinds that this version does not know stay.
    pub fn mute(&mut self, kind: ProblemKind, mute: bool) {
        self.muted_problems.retain(|name| name != kind.key());
        if mute && kind.can_be_muted() {
            self.muted_problems.push(kind.key().to_owned());
        }
    }
}
