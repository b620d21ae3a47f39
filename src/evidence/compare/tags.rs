//! How two tags stand to each other by their paths.

use crate::model::{Tables, TagId};
use crate::query::fold;

/// How two tags stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// They are one tag.
    Same,
    /// The first is above the second.
    Above,
    /// The second is above the first.
    Below,
    /// Neither is above the other, and one tag is above both.
    Siblings,
    /// They are in different trees, or a tag is missing.
    Unrelated,
}

/// How two tags stand to each other.
pub(super) fn standing(tables: &Tables, a: TagId, b: TagId) -> Standing {
    if a == b {
        return Standing::Same;
    }
    let path = |id| tables.tags().get(id).map(|tag| fold(&tag.path));
    let (Some(first), Some(second)) = (path(a), path(b)) else {
        return Standing::Unrelated;
    };
    let holds = |above: &str, below: &str| {
        below
            .strip_prefix(above)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let root = |path: &str| path.split('/').next().map(str::to_owned);
    match (holds(&first, &second), holds(&second, &first)) {
        // Two tags with one path are one tag to whoever reads them.
        (true, true) => Standing::Same,
        (true, false) => Standing::Above,
        (false, true) => Standing::Below,
        _ if root(&first) == root(&second) => Standing::Siblings,
        _ => Standing::Unrelated,
    }
}

/// The last part of the tag's path, for a sentence; empty if there is no such tag.
pub(super) fn name(tables: &Tables, id: Option<TagId>) -> String {
    id.and_then(|id| tables.tags().get(id))
        .map_or_else(String::new, |tag| tag.name().to_owned())
}
