//! Whether the passage of a claim holds what the claim says.

use super::date_check::missing_date;
use super::dates::Dates;
use super::figures::{Figure, figures};
use super::names;
use super::nouns;
use super::text::{Kind, Text};
use crate::model::{Claim, Number, Quantity, Tables, Tag, TagId, Value};

/// Characters of a passage that a sentence repeats.
const SHOWN: usize = 80;

/// What the claim says and its passage does not, as a sentence. `None`: the passage holds it, somebody
/// looked and accepted the difference, there is no passage, or the value is in words, which nobody can
/// check but a reader.
#[must_use]
pub fn missing_in_quote(tables: &Tables, claim: &Claim) -> Option<String> {
    let passage = claim.passage.as_ref()?;
    if !claim.accepted_because.trim().is_empty() {
        return None;
    }
    let text = Text::new(passage.exact());
    let missing = match &claim.value {
        Value::Number(quantity) => missing_figure(&text, quantity),
        Value::When(when) => missing_date(tables, claim, &text, when),
        Value::Place(place) => missing_name(tables, &text, &place.name, place.tag),
        Value::Actor(actor) => missing_name(tables, &text, &actor.name, actor.tag),
        Value::Text(_) => None,
    }?;
    Some(format!(
        "{missing} in the passage {}.",
        shown(passage.exact())
    ))
}

/// The words in quotation marks, cut where they grow too long for a sentence.
fn shown(words: &str) -> String {
    let line = words.replace('\n', " ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("“{}…”", line.get(..at).unwrap_or(&line)),
        None => format!("“{line}”"),
    }
}

/// What of the figures is not there, as the beginning of a sentence.
fn missing_figure(text: &Text, quantity: &Quantity) -> Option<String> {
    let dates = Dates::of(text);
    let figures = figures(text, &dates);
    // A passage in another script whose words for numbers are not known here can be read by people only.
    if figures.is_empty()
        && !text.has_latin()
        && !text.tokens().iter().any(|t| t.kind == Kind::Digits)
    {
        return None;
    }
    let wanted = [quantity.low, quantity.best, quantity.high];
    let missing = wanted
        .into_iter()
        .flatten()
        .find(|number| !has(text, &figures, *number, quantity))?;
    let unit = match quantity.unit.as_str() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    Some(format!("The figure {missing}{unit} is not"))
}

/// Whether one of the figures of the passage is `number` of what the claim measures.
fn has(text: &Text, figures: &[Figure], number: Number, quantity: &Quantity) -> bool {
    let value = number.get();
    let mut fitting = figures
        .iter()
        .filter(|figure| same_unit(figure, &quantity.unit));
    fitting.any(|figure| {
        figure
            .values
            .iter()
            .any(|held| (held - value).abs() <= 1e-9 * value.abs())
    }) || in_other_words(text, value, quantity)
}

/// A count is not a measure, and hours are not days. A unit that is not known here is a noun.
fn same_unit(figure: &Figure, unit: &str) -> bool {
    match (figure.unit, nouns::unit_of(unit)) {
        (None, _) => true,
        (Some(figure), Some(unit)) => figure == unit,
        (Some(_), None) => false,
    }
}

/// Words that stand for a number without being one: "a soldier", "both", "a couple", "dozens".
fn in_other_words(text: &Text, value: f64, quantity: &Quantity) -> bool {
    let any = |words: &[&str]| text.tokens().iter().any(|token| token.is_any(words));
    let is = |number: f64| (value - number).abs() < f64::EPSILON;
    let vague = |word: &str, unit: f64| (is(unit) || is(2.0 * unit)) && any(&[word]);
    if nouns::unit_of(&quantity.unit).is_some() {
        return is(2.0) && any(&["couple", "pair"]);
    }
    (is(0.0) && any(&["without", "unhurt", "unharmed"]))
        || (is(1.0) && a_person(text, &quantity.scope))
        || (is(2.0) && any(&["both", "couple", "pair", "twins", "several"]))
        || vague("dozens", 12.0)
        || vague("scores", 20.0)
        || vague("hundreds", 100.0)
        || vague("thousands", 1000.0)
}

/// "A soldier", "a young mother", "an officer"; or what the scope names, without a figure.
fn a_person(text: &Text, scope: &str) -> bool {
    let scope = Text::new(scope);
    let counted = |at: usize| {
        let word = text
            .get(at)
            .map(|token| token.text.as_str())
            .unwrap_or_default();
        nouns::is_one_person(word)
            || (word.len() > 2 && scope.tokens().iter().any(|token| token.is(word)))
    };
    let article = |at: usize| {
        text.get(at).is_some_and(|token| {
            token.is_any(&["a", "an", "another", "the", "his", "her", "their"])
        })
    };
    (0..text.len()).any(|at| article(at) && (counted(at + 1) || counted(at + 2)))
}

/// The name of an actor or place that is not there.
fn missing_name(tables: &Tables, text: &Text, name: &str, tag: Option<TagId>) -> Option<String> {
    let tag = tag.and_then(|tag| tables.tags().get(tag)).map(Tag::name);
    let names = [Some(name), tag]
        .into_iter()
        .flatten()
        .filter(|name| !name.trim().is_empty());
    let names: Vec<&str> = names.collect();
    let shared_script = names
        .iter()
        .any(|name| Text::new(name).has_latin() == text.has_latin());
    // Between scripts only a reader can tell whether it is the same name.
    if names.is_empty() || !shared_script || names.iter().any(|held| names::holds(text, held)) {
        return None;
    }
    let first = names.first().copied().unwrap_or_default();
    Some(format!("The name “{first}” is not"))
}
