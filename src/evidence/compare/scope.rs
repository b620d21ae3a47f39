//! What a figure counts: "children", "women and girls", everybody.
//!
//! A scope is read as a list of groups ("women and children"); nothing more is guessed of it. An
//! empty scope, and one that says "people" or "in all", counts everybody.

use std::collections::BTreeSet;

use crate::query::fold;

/// Words that leave nobody out.
const EVERYBODY: &[&str] = &[
    "all",
    "everybody",
    "everyone",
    "human",
    "in all",
    "in total",
    "overall",
    "people",
    "person",
    "soul",
    "total",
];

/// How two scopes stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scopes {
    /// They count the same.
    Same,
    /// The first counts a part of what the second counts.
    Part,
    /// The second counts a part of what the first counts.
    Whole,
    /// They count different things, or things of which nobody said how they stand.
    Different,
}

/// How two scopes stand to each other.
pub(super) fn scopes(a: &str, b: &str) -> Scopes {
    let (first, second) = (groups(a), groups(b));
    match (first.is_empty(), second.is_empty()) {
        _ if first == second => Scopes::Same,
        (true, _) => Scopes::Whole,
        (_, true) => Scopes::Part,
        _ if first.is_subset(&second) => Scopes::Part,
        _ if second.is_subset(&first) => Scopes::Whole,
        _ => Scopes::Different,
    }
}

/// The groups that a scope names, each folded and in the singular; none: everybody.
fn groups(scope: &str) -> BTreeSet<String> {
    let folded = fold(scope).replace([',', ';', '&', '/', '+'], " and ");
    let groups: BTreeSet<String> = format!(" {folded} ")
        .replace(" and ", "|")
        .replace(" or ", "|")
        .split('|')
        .map(|group| singular(group.trim()))
        .filter(|group| !group.is_empty())
        .collect();
    if groups
        .iter()
        .any(|group| EVERYBODY.contains(&group.as_str()))
    {
        return BTreeSet::new();
    }
    groups
}

/// The group with its last word in the singular, without an article.
fn singular(group: &str) -> String {
    let group = group.strip_prefix("the ").unwrap_or(group).trim();
    let (before, last) = match group.rsplit_once(' ') {
        Some((before, last)) => (format!("{before} "), last),
        None => (String::new(), group),
    };
    let last = match last {
        "children" => "child".to_owned(),
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        _ => match last.strip_suffix("ies") {
            Some(stem) if stem.len() > 2 => format!("{stem}y"),
            _ if last.ends_with("ss") => last.to_owned(),
            _ if last.len() > 3 => last.strip_suffix('s').unwrap_or(last).to_owned(),
            _ => last.to_owned(),
        },
    };
    let last = match last.strip_suffix("men") {
        Some(stem) if stem.len() > 2 => format!("{stem}man"),
        _ => last,
    };
    format!("{before}{last}")
}
