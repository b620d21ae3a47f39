//! Whether two values that are given for one field agree, and a sentence that says why.
//!
//! Pure functions. Four verdicts: *same*; *compatible*, where both can be right; *in conflict*,
//! where they cannot; and *not comparable*, where nothing can be said without guessing. Which
//! of the two comes first never changes the verdict. Values are never guessed out of text.

mod claims;
mod dates;
mod moments;
mod names;
mod numbers;
mod places;
mod range;
mod scope;
mod stretch;
mod tags;
#[cfg(test)]
mod tests;
mod units;
mod zones;

pub use claims::{compare_claims, report_day};
pub(in crate::evidence) use claims::{field_key, may_be_listed, one_voice, speaker, supersedes};
pub(in crate::evidence) use names::text_key;

use crate::model::{Tables, Value, capital};

/// How two values for one field stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They say the same.
    Same,
    /// Both can be right.
    Compatible,
    /// They cannot both be right.
    Conflict,
    /// Nothing can be said without guessing.
    NotComparable,
}

impl Verdict {
    /// The word on screen: "same", "compatible", "in conflict", "not comparable".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Conflict => "in conflict",
            Self::NotComparable => "not comparable",
        }
    }
}

/// A verdict, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The verdict.
    pub verdict: Verdict,
    /// One or more whole sentences for a briefing, which name both values.
    pub because: String,
}

impl Comparison {
    fn new(verdict: Verdict, because: impl Into<String>) -> Self {
        let because = because.into();
        Self { verdict, because }
    }

    fn same(because: impl Into<String>) -> Self {
        Self::new(Verdict::Same, because)
    }

    fn compatible(because: impl Into<String>) -> Self {
        Self::new(Verdict::Compatible, because)
    }

    fn conflict(because: impl Into<String>) -> Self {
        Self::new(Verdict::Conflict, because)
    }

    fn not_comparable(because: impl Into<String>) -> Self {
        Self::new(Verdict::NotComparable, because)
    }

    /// With a further sentence; an empty one adds nothing.
    fn and(mut self, sentence: &str) -> Self {
        if !sentence.is_empty() {
            self.because.push(' ');
            self.because.push_str(sentence);
        }
        self
    }
}

/// Compares two values that are given for the field `field` of one event. `tables` tell what the
/// tags of places and actors stand for.
#[must_use]
pub fn compare(tables: &Tables, field: &str, a: &Value, b: &Value) -> Comparison {
    match (a, b) {
        (Value::When(a), Value::When(b)) => dates::compare(a, b),
        (Value::Number(a), Value::Number(b)) => numbers::compare(a, b),
        (Value::Place(a), Value::Place(b)) => places::compare(tables, a, b),
        (Value::Actor(a), Value::Actor(b)) => names::compare_actors(tables, a, b),
        (Value::Text(a), Value::Text(b)) => names::compare_texts(a, b),
        _ => {
            let (first, second) = (kind_words(a), kind_words(b));
            let field = if field.trim().is_empty() {
                "the field"
            } else {
                field.trim()
            };
            Comparison::not_comparable(format!(
                "For {field} one gives {first} and the other {second}: {} and {} are not comparable.",
                value_words(a),
                value_words(b)
            ))
        }
    }
}

fn kind_words(value: &Value) -> &'static str {
    match value {
        Value::When(_) => "a date",
        Value::Place(_) => "a place",
        Value::Number(_) => "a figure",
        Value::Actor(_) => "an actor",
        Value::Text(_) => "words",
    }
}

/// A value inside a sentence: figures and single dates as they are, anything longer in quotation
/// marks.
pub(in crate::evidence) fn value_words(value: &Value) -> String {
    match value {
        Value::When(when) => dates::words(when),
        Value::Number(quantity) => numbers::words(quantity),
        Value::Place(_) | Value::Actor(_) | Value::Text(_) => quoted(&value.short()),
    }
}

/// The text in quotation marks, cut where it is too long for a sentence.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    let text = text.trim();
    if text.is_empty() {
        return "an empty value".to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
        None => format!("“{text}”"),
    }
}

/// The words of a source or an analyst at the start of a sentence: what is quoted stays as it is.
fn lead(text: &str) -> String {
    if text.starts_with('“') {
        text.to_owned()
    } else {
        capitalised(text)
    }
}

/// The sentence with a capital at its start, also behind an opening quotation mark.
fn capitalised(text: &str) -> String {
    let mark = if text.starts_with('“') { "“" } else { "" };
    format!("{mark}{}", capital(&text[mark.len()..]))
}
