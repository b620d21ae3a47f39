//! An actor or a place from selected words, as far as a tag names it.

use super::names::{Named, Sort, named};
use super::nouns::listed;
use super::text::{Kind, Text};
use crate::model::{Actor, Place, Tables, Value};

/// Longer selections than this are a sentence and not what the actor is called. In words.
const LONGEST: usize = 7;

/// The actor that a tag names in the words, called as the words call it; by the name alone in a whole
/// sentence, if it names one only.
pub(super) fn actor(text: &Text, known: &Tables) -> Option<Value> {
    let all = named(text, known, Sort::Actor);
    let found = all.first()?;
    let words = text
        .tokens()
        .iter()
        .filter(|token| token.kind != Kind::Mark);
    let sentence = words.count() > LONGEST;
    if sentence && all.iter().any(|other| other.tag.id != found.tag.id) {
        return None;
    }
    let at = if sentence {
        found.at.clone()
    } else {
        0..text.len()
    };
    Some(Value::Actor(Actor {
        name: text.words(at).into(),
        tag: Some(found.tag.id),
        ..Actor::default()
    }))
}

/// The place that a tag names in the words. It is called by that name alone where the rest only says what
/// it is or what it lies in: "Pakistan's province of Balochistan". Where a clause hangs on the name
/// ("the area that Pakistan had struck") the place is another one.
pub(super) fn place(text: &Text, known: &Tables) -> Option<Value> {
    const CLAUSE: &str = "that which who where when whose";
    if text
        .tokens()
        .iter()
        .any(|token| listed(CLAUSE, &token.text))
    {
        return None;
    }
    let all = named(text, known, Sort::Place);
    // What lies within another is what the words are about: the town and not its country.
    let deepest = |named: &&Named| {
        let path = format!("{}/", named.tag.path);
        !all.iter().any(|other| other.tag.path.starts_with(&path))
    };
    let found = all.iter().find(deepest)?;
    let name = if (0..text.len()).all(|at| is_beside(text, at, &all)) {
        text.words(found.at.clone())
    } else {
        text.words(0..text.len())
    };
    Some(Value::Place(Place {
        name: name.into(),
        tag: Some(found.tag.id),
        ..Place::default()
    }))
}

/// Whether a token belongs to a place that a tag names, or only says what such a place is.
fn is_beside(text: &Text, at: usize, all: &[Named]) -> bool {
    const SMALL: &str = "in at near the of on from a s within inside city town village province district region \
        area state country capital local در از به استان شهر میں";
    let small = |word: &str| listed(SMALL, word);
    all.iter().any(|named| named.at.contains(&at))
        || text
            .get(at)
            .is_some_and(|token| !token.is_word() || small(&token.text))
}
