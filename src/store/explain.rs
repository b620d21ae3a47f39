//! What `ron` says about a record that cannot be read, in words that name the field.
//!
//! `ron` knows the byte at which it stopped, but not in which field that is: the record's own text tells.

use ron::Error;

use super::scan::{Member, Shape, Value, literals, tree};
use crate::model::uncapital;

/// Choices of a field that are listed.
const MOST_CHOICES: usize = 16;

/// One step from the record to what is wrong in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'a> {
    /// Into a field.
    Field(&'a str),
    /// Into an element of a list, counted from 1.
    Item(usize),
}

/// What is wrong in the record `text`, as a sentence without its full stop. `offset` is where `ron` stopped.
pub(super) fn explain(text: &str, error: &Error, offset: usize) -> String {
    let patched;
    let whole = text;
    let (text, root) = match tree(text) {
        Ok(root) => (text, Some(root)),
        Err(_) => {
            patched = up_to(text, offset);
            (patched.as_str(), tree(&patched).ok())
        }
    };
    // What is missing is missed at the end of what should hold it; other faults may be found just after the value.
    let just_after = !matches!(error, Error::MissingStructField { .. });
    let (steps, at) = root.as_ref().map_or((Vec::new(), offset), |root| {
        let (steps, value) = way(text, root, offset, just_after);
        (steps, value.span.start)
    });
    let found = found(whole.get(at..).unwrap_or_default());
    words(error, &steps, &found)
}

fn words(error: &Error, steps: &[Step<'_>], found: &str) -> String {
    let subject = subject(steps);
    let must_be = |what: &str| format!("{subject} must be {what}, not {found}");
    let inside = |what: &str| match steps {
        [] => what.to_owned(),
        _ => format!("in {subject}, {what}"),
    };
    match error {
        Error::ExpectedString => must_be("a string in quotation marks"),
        Error::ExpectedBoolean => must_be("true or false"),
        Error::ExpectedChar => must_be("a character"),
        Error::ExpectedFloat | Error::ExpectedInteger => must_be("a number"),
        Error::ExpectedArray => must_be("a list in [ ]"),
        Error::ExpectedMap => must_be("a map in { }"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            must_be("a group of fields in ( )")
        }
        Error::ExpectedIdentifier
        | Error::InvalidIdentifier(_)
        | Error::SuggestRawIdentifier(_) => must_be("a word without quotation marks"),
        Error::ExpectedComma => inside("a comma is missing"),
        Error::InvalidValueForType { expected, found } => {
            format!("{subject} must be {expected}, not {found}")
        }
        Error::NoSuchEnumVariant {
            expected, found, ..
        } => format!(
            "{subject} is “{found}”, and can only be {}",
            one_of(expected)
        ),
        Error::MissingStructField { field, .. } => {
            format!("the field “{field}”{} is missing", within(steps))
        }
        Error::DuplicateStructField { field, .. } => {
            let holder = match steps {
                [before @ .., Step::Field(last)] if last == field => before,
                _ => steps,
            };
            format!("the field “{field}”{} stands there twice", within(holder))
        }
        Error::Message(message) => inside(message),
        other => inside(&uncapital(&other.to_string())),
    }
}

/// "the field `name` in item 2 of `actors`".
fn subject(steps: &[Step<'_>]) -> String {
    match steps {
        [] => "the record".to_owned(),
        [before @ .., Step::Field(name)] => format!("the field “{name}”{}", within(before)),
        [.., Step::Item(_)] => short(steps),
    }
}

/// " in `place`"; nothing for the record itself.
fn within(steps: &[Step<'_>]) -> String {
    match steps {
        [] => String::new(),
        _ => format!(" in {}", short(steps)),
    }
}

fn short(steps: &[Step<'_>]) -> String {
    match steps {
        [] => "the record".to_owned(),
        [.., Step::Field(name)] => format!("“{name}”"),
        [before @ .., Step::Item(number)] => format!("item {number} of {}", short(before)),
    }
}

/// The way to the innermost value at `offset` or, with `just_after`, the one that ends there. `Some(…)` and the like
/// are no steps.
fn way<'a>(
    text: &'a str,
    root: &'a Value,
    offset: usize,
    just_after: bool,
) -> (Vec<Step<'a>>, &'a Value) {
    let mut steps = Vec::new();
    let mut value = root;
    loop {
        let holds = |end: usize, start: usize| start <= offset && offset < end;
        let inside = value
            .members
            .iter()
            .position(|member| holds(member.span().end, member.span().start));
        let before = || {
            let ends = |member: &Member| just_after && member.span().end == offset;
            value.members.iter().position(ends)
        };
        let at = inside.or_else(before);
        let Some((at, member)) = at.and_then(|at| Some((at, value.members.get(at)?))) else {
            return (steps, value);
        };
        match (value.shape, member.key_of(text)) {
            (_, Some(name)) => steps.push(Step::Field(name)),
            (Shape::List, None) => steps.push(Step::Item(at + 1)),
            _ => {}
        }
        value = &member.value;
    }
}

/// The text up to `offset`, with something for the value there and every bracket closed.
fn up_to(text: &str, offset: usize) -> String {
    let text = text.get(..offset).unwrap_or_default();
    let mut closing = Vec::new();
    let mut from = 0;
    let ends = literals(text)
        .into_iter()
        .map(|(_, span)| (span.start, span.end));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        for c in text.get(from..start).unwrap_or_default().chars() {
            match c {
                '(' => closing.push(')'),
                '[' => closing.push(']'),
                '{' => closing.push('}'),
                ')' | ']' | '}' => drop(closing.pop()),
                _ => {}
            }
        }
        from = end;
    }
    let closing: String = closing.into_iter().rev().collect();
    format!("{text}0{closing}")
}

/// What begins here, in words.
fn found(rest: &str) -> String {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .collect();
    match rest.chars().next() {
        None => "nothing".to_owned(),
        Some('"') => "a string".to_owned(),
        Some('\'') => "a character".to_owned(),
        Some('[') => "a list".to_owned(),
        Some('{') => "a map".to_owned(),
        Some('(') => "a group in ( )".to_owned(),
        Some('0'..='9' | '-' | '+' | '.') => "a number".to_owned(),
        Some('r') if word == "r" => "a string".to_owned(),
        Some(_) if !word.is_empty() => format!("“{word}”"),
        Some(other) => format!("“{other}”"),
    }
}

/// "A, B or C".
fn one_of(choices: &[&str]) -> String {
    let shown = &choices[..choices.len().min(MOST_CHOICES)];
    match shown {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] if shown.len() == choices.len() => {
            format!("{} or {last}", first.join(", "))
        }
        _ => format!(
            "{} or one of {} more",
            shown.join(", "),
            choices.len() - shown.len()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_record;
    use crate::model::Kind;
    use crate::store::place::place_of;

    /// Reads the record whose fields after the id are these, and tells what is wrong and where.
    #[track_caller]
    fn check(kind: Kind, fields: &str, expected: &str) {
        let text = format!("(id: \"000000000001\",\n{fields})");
        check_text(kind, &text, expected);
    }

    #[track_caller]
    fn check_text(kind: Kind, text: &str, expected: &str) {
        let found = match read_record(kind, text) {
            Ok(_) => "nothing".to_owned(),
            Err(error) => format!("{}: {}", place_of(text, error.offset), error.message),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_wrong_type_names_the_field_and_what_stands_there() {
        check(
            Kind::Event,
            "title: 7",
            "line 2, column 8: the field “title” must be a string in quotation marks, not a number",
        );
        check(
            Kind::Event,
            "tags: \"border\"",
            "line 2, column 7: the field “tags” must be a list in [ ], not a string",
        );
        check(
            Kind::Event,
            "when: \"18 January\"",
            "line 2, column 7: the field “when” must be a group of fields in ( ), not a string",
        );
        check(
            Kind::Tag,
            "path: \"a\", colour: \"Teal\"",
            "line 2, column 20: the field “colour” must be a word without quotation marks, not a string",
        );
        check(
            Kind::Tag,
            "path: \"a\", colour: 3",
            "line 2, column 20: the field “colour” must be a word without quotation marks, not a number",
        );
        check_text(
            Kind::Event,
            "[1, 2]",
            "line 1, column 1: the record must be a group of fields in ( ), not a list",
        );
    }

    #[test]
    fn a_field_within_another_names_both() {
        check(
            Kind::Event,
            "place: (name: [1])",
            "line 2, column 15: the field “name” in “place” must be a string in quotation marks, not a list",
        );
        check(
            Kind::Event,
            "tags: [\"000000000001\", 7]",
            "line 2, column 24: item 2 of “tags” must be a string in quotation marks, not a number",
        );
        check(
            Kind::Event,
            "actors: [(name: \"A\"), (name: true)]",
            "line 2, column 30: the field “name” in item 2 of “actors” must be a string in quotation marks, not “true”",
        );
        check(
            Kind::Claim,
            "value: Number((best: \"many\"))",
            "line 2, column 22: the field “best” in “value” must be a number, not a string",
        );
    }

    #[test]
    fn a_missing_field_names_what_should_hold_it() {
        check_text(
            Kind::Tag,
            "(path: \"a\")",
            "line 1, column 11: the field “id” is missing",
        );
        check(
            Kind::Claim,
            "source: \"000000000001\", event: \"000000000001\", field: \"toll\", passage: (exact: \"x\")",
            "line 2, column 83: the field “capture” in “passage” is missing",
        );
        check(
            Kind::Event,
            "title: \"a\", title: \"b\"",
            "line 2, column 13: the field “title” stands there twice",
        );
    }

    #[test]
    fn a_word_that_is_no_choice_is_told_with_the_choices() {
        check(
            Kind::Tag,
            "path: \"a\", colour: Purple",
            "line 2, column 20: the field “colour” is “Purple”, and can only be Ochre, Teal, Violet, Rose, Leaf, Sky, Brick, Slate, Plum or Ink",
        );
        check(
            Kind::Link,
            "from: Evnt(\"000000000001\")",
            "line 2, column 7: the field “from” is “Evnt”, and can only be Tag, Source, Capture, Event, Claim, Assessment, Note, Annotation, Link, View, Deletion or Unread",
        );
    }

    #[test]
    fn what_a_value_of_our_own_says_is_told_with_its_field() {
        check(
            Kind::Link,
            "from: Event(\"7\")",
            "line 2, column 14: in the field “from”, “7” is not an id: an id is 12 characters out of 0-9 and A-Z without I, L, O and U",
        );
        check(
            Kind::Capture,
            "source: \"000000000001\", sha256: \"zz\"",
            "line 2, column 34: the field “sha256” must be a SHA-256 hash: 64 hexadecimal digits in quotation marks, not the string \"zz\"",
        );
    }

    #[test]
    fn where_the_record_cannot_be_taken_apart_the_part_before_tells() {
        check(
            Kind::Event,
            "title: \"(\", when: 18 January",
            "line 2, column 19: the field “when” must be a group of fields in ( ), not a number",
        );
        check(
            Kind::Event,
            "title: \"a\" \"b\"",
            "line 2, column 12: a comma is missing",
        );
    }
}
