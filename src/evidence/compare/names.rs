//! Actors by the tags that stand for them, and words, which are equal or not comparable.

use super::tags::{self, Standing};
use super::{Comparison, lead, quoted};
use crate::model::{Actor, Tables};
use crate::query::fold;

/// Compares two actors. One tag is one actor, a tag above another one a whole with its part, and
/// different tags are different actors; without tags only equal names say something. Two actors,
/// each in a role of its own, are no conflict: both may have taken part.
pub(super) fn compare_actors(tables: &Tables, a: &Actor, b: &Actor) -> Comparison {
    let (first, second) = (actor_words(tables, a), actor_words(tables, b));
    let (Some(one), Some(other)) = (key(tables, a), key(tables, b)) else {
        return Comparison::not_comparable("One of the two names nobody.");
    };
    let standing = match (a.tag, b.tag) {
        (Some(a), Some(b)) => Some(tags::standing(tables, a, b)),
        _ => None,
    };
    let roles_differ = {
        let (one, other) = (fold(a.role.trim()), fold(b.role.trim()));
        !one.is_empty() && !other.is_empty() && one != other
    };
    let opening = lead(&first);
    match standing {
        Some(Standing::Same) => same_actor(tables, a, b, roles_differ),
        Some(Standing::Above) => {
            Comparison::compatible(format!("{} is part of {first}.", lead(&second)))
        }
        Some(Standing::Below) => Comparison::compatible(format!("{opening} is part of {second}.")),
        _ if one == other && standing != Some(Standing::Siblings) => {
            same_actor(tables, a, b, roles_differ)
        }
        Some(_) if roles_differ => Comparison::not_comparable(format!(
            "{opening} and {second} are each in a role of their own; both may have taken part."
        )),
        Some(_) => Comparison::conflict(format!(
            "{opening} and {second} are different actors{}.",
            tag_names(tables, a, b)
        )),
        None => Comparison::not_comparable(format!(
            "Whether {first} and {second} are the same nobody can tell from the names; tags would say so."
        )),
    }
}

/// Compares two texts: equal but for case, accents, spaces and a full stop, or not comparable.
pub(super) fn compare_texts(a: &str, b: &str) -> Comparison {
    let (one, other) = (text_key(a), text_key(b));
    if one.is_empty() || other.is_empty() {
        return Comparison::not_comparable("One of the two says nothing.");
    }
    if one == other {
        return Comparison::same(format!("Both say {}.", quoted(a)));
    }
    Comparison::not_comparable(format!(
        "Whether {} and {} agree takes a reader; words are not compared by the program.",
        quoted(a),
        quoted(b)
    ))
}

/// A text as it is compared.
pub(in crate::evidence) fn text_key(text: &str) -> String {
    fold(text)
        .trim()
        .trim_end_matches('.')
        .trim_end()
        .to_owned()
}

fn same_actor(tables: &Tables, a: &Actor, b: &Actor, roles_differ: bool) -> Comparison {
    let (first, second) = (actor_words(tables, a), actor_words(tables, b));
    if roles_differ {
        return Comparison::compatible(format!(
            "{} and {second} are one actor in two roles, which do not exclude each other.",
            lead(&first)
        ));
    }
    if first == second {
        return Comparison::same(format!("Both name {first}."));
    }
    Comparison::same(format!(
        "{} and {second} are the same actor{}.",
        lead(&first),
        tag_names(tables, a, b)
    ))
}

/// The name by which an actor without a tag is told: its own, else its tag's.
fn key(tables: &Tables, actor: &Actor) -> Option<String> {
    let name = fold(actor.name.trim());
    let name = if name.is_empty() {
        fold(&tags::name(tables, actor.tag))
    } else {
        name
    };
    (!name.is_empty() || actor.tag.is_some()).then_some(name)
}

fn actor_words(tables: &Tables, actor: &Actor) -> String {
    let name = match actor.name.trim() {
        "" => tags::name(tables, actor.tag),
        name => name.to_owned(),
    };
    let name = quoted(&name);
    match actor.role.trim() {
        "" => name,
        role => format!("{name} ({role})"),
    }
}

/// ` (tags iran and irgc)`, where the tags say more than the names.
fn tag_names(tables: &Tables, a: &Actor, b: &Actor) -> String {
    let (one, other) = (tags::name(tables, a.tag), tags::name(tables, b.tag));
    match (one.is_empty(), other.is_empty()) {
        (true, _) | (_, true) => String::new(),
        _ if one == other => format!(" (tag {one})"),
        _ => format!(" (tags {one} and {other})"),
    }
}
