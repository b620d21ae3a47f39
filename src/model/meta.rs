//! What is said of the project as a whole.

use serde::{Deserialize, Serialize};

use super::Stamp;
use super::record::is_default;

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
