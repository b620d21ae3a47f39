//! From the path of a field to its place: for saying on which line an unknown or unreadable field stands.

use super::tree::{Shape, Value, tree};
use crate::store::place::Span;

/// One step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Into the field of a struct or the entry of a map, by its name.
    Field(&'a str),
    /// Into an element of a list or an item of a tuple, counted from 0.
    Index(usize),
}

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name of the field or the key of the entry, if the last step went into one.
    pub key: Option<Span>,
    /// The value.
    pub value: Span,
}

impl Found {
    /// The part to point at: the name if there is one, or else the value.
    #[must_use]
    pub fn mark(&self) -> Span {
        self.key.unwrap_or(self.value)
    }
}

/// Finds the field or element that `path` leads to in the text of a record. `Some(…)` and other wrappings of a single
/// value are stepped through without being named in the path. Nothing is found if the path leads nowhere, or if the text
/// cannot be taken apart.
#[must_use]
pub fn find_path(text: &str, path: &[Segment<'_>]) -> Option<Found> {
    let root = tree(text).ok()?;
    let mut found = Found {
        key: None,
        value: root.span,
    };
    let mut value = &root;
    for segment in path {
        value = unwrapped(value, *segment);
        let member = match segment {
            Segment::Field(name) => field(text, value, name)?,
            Segment::Index(index) => value.members.get(*index)?,
        };
        found = Found {
            key: member.key,
            value: member.value.span,
        };
        value = &member.value;
    }
    Some(found)
}

/// The names of the fields of the record in `text`, in order. None if it is not a struct with fields or cannot be taken apart.
#[must_use]
pub fn field_names(text: &str) -> Vec<Span> {
    match tree(text) {
        Ok(root) if root.shape == Shape::Struct => root
            .members
            .iter()
            .filter_map(|member| member.key)
            .collect(),
        _ => Vec::new(),
    }
}

fn field<'a>(text: &str, value: &'a Value, name: &str) -> Option<&'a super::tree::Member> {
    value.members.iter().find(|member| {
        member.key_of(text).is_some_and(|key| {
            let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
            key == name || quoted == Some(name)
        })
    })
}

/// The value in which the next step is to be taken: past any `Some(…)` around it.
fn unwrapped<'a>(value: &'a Value, next: Segment<'_>) -> &'a Value {
    let mut value = value;
    while let [only] = value.members.as_slice() {
        let fits = match next {
            Segment::Field(_) => value.shape != Shape::Tuple,
            Segment::Index(_) => {
                value.shape != Shape::Tuple
                    || value.name.is_none()
                    || only.value.shape == Shape::Leaf
            }
        };
        if fits {
            break;
        }
        value = &only.value;
    }
    value
}
