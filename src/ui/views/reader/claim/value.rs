//! The value that words give: read for the field, or as the kind of value that was chosen by hand.

use crate::evidence::{read_value, read_value_from};
use crate::model::{Actor, Place, Source, Tables, TagId, Value, When};

/// The kinds of value, with what each is.
pub(super) const KINDS: [(&str, &str); 5] = [
    ("Date", "A day, or as much of a date as is known"),
    ("Place", "Somewhere"),
    ("Figure", "A number, or from a number to another"),
    ("Actor", "Somebody"),
    ("Words", "Anything else, as it is said"),
];

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Place,
    Figure,
    Actor,
    Words,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Date,
        Self::Place,
        Self::Figure,
        Self::Actor,
        Self::Words,
    ];

    /// The kind at a place of [`KINDS`].
    pub(super) fn at(place: usize) -> Self {
        Self::ALL.get(place).copied().unwrap_or(Self::Words)
    }

    /// The kind of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::When(_) => Self::Date,
            Value::Place(_) => Self::Place,
            Value::Number(_) => Self::Figure,
            Value::Actor(_) => Self::Actor,
            Value::Text(_) => Self::Words,
        }
    }

    /// What a field mostly holds; nothing is known of fields that the analyst named.
    fn of_field(field: &str) -> Option<Self> {
        match field {
            "date" => Some(Self::Date),
            "place" => Some(Self::Place),
            "killed" | "wounded" => Some(Self::Figure),
            "actor" | "target" => Some(Self::Actor),
            "means" | "reason" | "warning" => Some(Self::Words),
            _ => None,
        }
    }

    /// A field that always holds this kind: for reading words as that.
    fn field(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::Figure => "killed",
            Self::Actor => "actor",
            Self::Words => "reason",
        }
    }
}

/// What words were read as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    /// The value.
    pub(super) value: Value,
    /// What it says, for the line below the field.
    pub(super) line: String,
    /// A date in EDTF.
    pub(super) edtf: String,
    /// Whether the words hold what is asked for. If not, the line says what is kept.
    pub(super) understood: bool,
    /// Other words that may be meant.
    pub(super) guess: Option<String>,
}

/// Reads `words` said by `source` for `field`; `kind` was chosen by hand.
pub(super) fn read(
    tables: &Tables,
    source: Option<&Source>,
    field: &str,
    kind: Option<Kind>,
    words: &str,
) -> Read {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let field = field.trim();
    let asked = match kind {
        Some(kind) => kind.field(),
        None => field,
    };
    let value = match source {
        _ if kind == Some(Kind::Words) => None,
        Some(source) => read_value_from(source, asked, &words, tables),
        None => read_value(asked, &words, tables),
    };
    let expected = kind.or_else(|| Kind::of_field(field));
    match value {
        Some(value) => told(tables, value),
        None => unread(tables, expected, &words),
    }
}

/// A value as it stands, with its line.
pub(super) fn told(tables: &Tables, value: Value) -> Read {
    let reading = match &value {
        Value::When(when) => Some(when.reading()),
        _ => None,
    };
    if let Some(reading) = reading {
        return Read {
            value,
            line: reading.sentence,
            edtf: reading.edtf,
            understood: reading.understood,
            guess: reading.guess,
        };
    }
    let line = match &value {
        Value::Place(place) => named(tables, &place.name, place.tag),
        Value::Actor(actor) => named(tables, &actor.name, actor.tag),
        Value::Text(_) => "Kept as words".to_owned(),
        Value::Number(_) | Value::When(_) => value.short(),
    };
    Read {
        value,
        line,
        edtf: String::new(),
        understood: true,
        guess: None,
    }
}

/// What is kept of words that do not hold what is expected.
fn unread(tables: &Tables, expected: Option<Kind>, words: &str) -> Read {
    let words = words.to_owned();
    match expected {
        Some(Kind::Date) => {
            let mut read = told(tables, Value::When(When::read(&words)));
            if !read.understood && !read.line.starts_with("Kept as written") {
                read.line = format!("Kept as written, no date read. {}", read.line);
            }
            read
        }
        Some(Kind::Place) => told(
            tables,
            Value::Place(Place {
                name: words.into(),
                ..Place::default()
            }),
        ),
        Some(Kind::Actor) => told(
            tables,
            Value::Actor(Actor {
                name: words.into(),
                ..Actor::default()
            }),
        ),
        Some(Kind::Figure) => Read {
            line: "No figure in these words. Kept as words.".to_owned(),
            understood: false,
            ..told(tables, Value::Text(words))
        },
        Some(Kind::Words) | None => told(tables, Value::Text(words)),
    }
}

/// "Koh-e-Sabz, tag place/panjgur/koh-e-sabz", or the name alone.
fn named(tables: &Tables, name: &str, tag: Option<TagId>) -> String {
    match tag.and_then(|tag| tables.tags().get(tag)) {
        Some(tag) if name.is_empty() || name == tag.path => format!("Tag {}", tag.path),
        Some(tag) => format!("{name}, tag {}", tag.path),
        None => format!("{name}, without a tag"),
    }
}

/// The words that a value is edited as.
pub(super) fn words_of(value: &Value) -> String {
    match value {
        Value::When(when) if when.words.is_empty() => when.edtf.as_str().to_owned(),
        Value::When(when) => when.words.clone(),
        Value::Actor(actor) => actor.name.to_string(),
        other => other.short(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: &str, kind: Option<Kind>, words: &str, expected: &str) {
        let read = read(&Tables::default(), None, field, kind, words);
        let kind = KINDS[Kind::of(&read.value) as usize].0;
        let sign = if read.understood { "" } else { "? " };
        assert_eq!(
            format!("{kind} {sign}{}", read.line),
            expected,
            "{field}: {words}"
        );
    }

    #[test]
    fn the_field_says_what_is_read() {
        check("killed", None, "at least seven", "Figure at least 7");
        check("killed", None, "two children", "Figure 2 children");
        check(
            "wounded",
            None,
            "the\n mother",
            "Words ? No figure in these words. Kept as words.",
        );
        check(
            "date",
            None,
            "16 January 2024",
            "Date 16 January 2024, a day",
        );
        check(
            "place",
            None,
            "Koh-e-Sabz",
            "Place Koh-e-Sabz, without a tag",
        );
        check("target", None, "a mosque", "Actor a mosque, without a tag");
        check("reason", None, "at least seven", "Words Kept as words");
        check("weather", None, "clear", "Words Kept as words");
    }

    #[test]
    fn the_kind_chosen_by_hand_wins() {
        check("killed", Some(Kind::Words), "seven", "Words Kept as words");
        check("weather", Some(Kind::Figure), "seven", "Figure 7");
        check(
            "weather",
            Some(Kind::Place),
            "the pass",
            "Place the pass, without a tag",
        );
    }
}
