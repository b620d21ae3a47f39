//! Saved views: a query with its layout.

use serde::{Deserialize, Serialize};

use super::{Choice, is_default};
use crate::model::{Kind, ViewId};

/// A query that is kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its identity.
    pub id: ViewId,
    /// Its name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// What is listed.
    pub shows: Kind,
    /// How it is laid out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layout: ViewLayout,
    /// The query, as typed in the search box.
    #[serde(default, skip_serializing_if = "is_default")]
    pub query: String,
    /// Name of the column to sort by; empty: order of the file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sort: String,
    /// Last first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub descending: bool,
    /// Names of the columns shown, in order; empty: the usual ones. Laid out as disagreements: what of the
    /// matrix is shown, `only-conflicts` or `only-unresolved`, and `reported-by-2024-01-31`; empty: all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub columns: Vec<String>,
}

/// How the records of a view are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ViewLayout {
    /// Rows and columns.
    #[default]
    Table,
    /// Along time.
    Timeline,
    /// Events by sources.
    Disagreements,
}

impl Choice for ViewLayout {
    const ALL: &'static [Self] = &[Self::Table, Self::Timeline, Self::Disagreements];

    fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Timeline => "timeline",
            Self::Disagreements => "disagreements",
        }
    }
}
