//! What claims know besides their values: who speaks, and when it was reported.
//!
//! A toll that rises from one report to the next is no conflict, and what a source said is
//! replaced by what the same voice says later on the same field. Two actors or two places that
//! one voice names in one report are a list.

use super::{Comparison, Verdict, compare, numbers, scope, value_words};
use crate::model::date::{Bounds, Day};
use crate::model::{Claim, Source, SourceId, Tables, Value};
use crate::query::fold;

/// The most days between two reports of one rising toll.
const TOLL_DAYS: i64 = 30;

/// Compares two claims: their values, and what the days on which they were reported explain.
/// Claims on different fields or events are not comparable.
#[must_use]
pub fn compare_claims(tables: &Tables, a: &Claim, b: &Claim) -> Comparison {
    if a.event != b.event {
        return Comparison::not_comparable("They speak of different events.");
    }
    if field_key(&a.field) != field_key(&b.field) {
        return Comparison::not_comparable(format!(
            "One speaks of “{}” and the other of “{}”.",
            a.field.trim(),
            b.field.trim()
        ));
    }
    let found = compare(tables, &a.field, &a.value, &b.value);
    if let Some((earlier, later)) = replaced(tables, a, b, &found) {
        let sentence = replaced_sentence(tables, earlier, later);
        return match found.verdict {
            Verdict::Compatible => found.and(&sentence),
            _ => Comparison::compatible(sentence),
        };
    }
    match found.verdict {
        Verdict::Conflict => listed(tables, a, b)
            .or_else(|| rising(tables, a, b))
            .unwrap_or(found),
        _ => found,
    }
}

/// When a claim was reported, as the days that this can mean: its own report date, else when the
/// source that it is attributed to was published, else its own source. A date that cannot be read
/// counts as none; [`Bounds::UNKNOWN`] when there is none at all.
#[must_use]
pub fn report_day(tables: &Tables, claim: &Claim) -> Bounds {
    let issued = |source: SourceId| tables.sources().get(source)?.issued.bounds();
    claim
        .reported
        .bounds()
        .or_else(|| claim.attributed_to.source.and_then(issued))
        .or_else(|| issued(claim.source))
        .unwrap_or(Bounds::UNKNOWN)
}

/// A field's name as it is compared.
pub(in crate::evidence) fn field_key(field: &str) -> String {
    fold(field).trim().to_owned()
}

/// Who speaks, for a sentence: `Dawn`, `Dawn (Commissioner of Makran)`.
pub(in crate::evidence) fn speaker(tables: &Tables, claim: &Claim) -> String {
    let source = tables.sources().get(claim.source);
    let source = source.map_or_else(|| "A source".to_owned(), Source::short_name);
    let attributed = &claim.attributed_to;
    let name = match (attributed.name.trim(), attributed.source) {
        ("", Some(id)) => tables.sources().get(id).map(Source::short_name),
        ("", None) => None,
        (name, _) => Some(name.to_owned()),
    };
    match name.filter(|name| fold(name) != fold(&source)) {
        Some(name) => format!("{source} ({name})"),
        None => source,
    }
}

/// Whether `later` takes the place of `earlier`: the same voice, on the same field and scope of
/// the same event, on a later day, with another value.
pub(in crate::evidence) fn supersedes(tables: &Tables, later: &Claim, earlier: &Claim) -> bool {
    if earlier.event != later.event || field_key(&earlier.field) != field_key(&later.field) {
        return false;
    }
    let may = is_later(tables, later, earlier) && one_voice(earlier, later);
    may && {
        let found = compare(tables, &earlier.field, &earlier.value, &later.value);
        replaced(tables, earlier, later, &found).is_some()
    }
}

/// The earlier and the later of two claims, where the later takes the place of the other.
fn replaced<'a>(
    tables: &Tables,
    a: &'a Claim,
    b: &'a Claim,
    found: &Comparison,
) -> Option<(&'a Claim, &'a Claim)> {
    let differ = matches!(found.verdict, Verdict::Compatible | Verdict::Conflict);
    if !differ || !one_voice(a, b) || !one_scope(&a.value, &b.value) {
        return None;
    }
    if is_later(tables, b, a) {
        Some((a, b))
    } else if is_later(tables, a, b) {
        Some((b, a))
    } else {
        None
    }
}

fn is_later(tables: &Tables, later: &Claim, earlier: &Claim) -> bool {
    let days = day(tables, earlier).zip(day(tables, later));
    days.is_some_and(|(first, second)| first < second)
}

/// The day of the report, where it is known to the day.
fn day(tables: &Tables, claim: &Claim) -> Option<Day> {
    report_day(tables, claim).single()
}

/// Whether the same voice speaks: one source, or one source that both are attributed to, and the
/// same authority in it.
pub(in crate::evidence) fn one_voice(a: &Claim, b: &Claim) -> bool {
    let (one, other) = (&a.attributed_to, &b.attributed_to);
    one.source.unwrap_or(a.source) == other.source.unwrap_or(b.source)
        && one.tag == other.tag
        && fold(one.name.trim()) == fold(other.name.trim())
}

/// Whether both values speak of the same part: the same scope, the same role.
fn one_scope(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            scope::scopes(&a.scope, &b.scope) == scope::Scopes::Same
        }
        (Value::Actor(a), Value::Actor(b)) => fold(a.role.trim()) == fold(b.role.trim()),
        _ => true,
    }
}

fn replaced_sentence(tables: &Tables, earlier: &Claim, later: &Claim) -> String {
    let on = |claim| day(tables, claim).map_or_else(String::new, |day| format!(" on {day}"));
    format!(
        "{} gave {}{} and {}{}: the later report takes the place of the earlier one.",
        speaker(tables, later),
        value_words(&earlier.value),
        on(earlier),
        value_words(&later.value),
        on(later)
    )
}

/// Whether a voice may give several values of this kind for one field without contradicting
/// itself: actors and places, and no dates or figures.
pub(in crate::evidence) fn may_be_listed(value: &Value) -> bool {
    matches!(value, Value::Actor(_) | Value::Place(_))
}

/// A list that one voice gives, if that explains two values.
fn listed(tables: &Tables, a: &Claim, b: &Claim) -> Option<Comparison> {
    let list = may_be_listed(&a.value) && may_be_listed(&b.value) && one_voice(a, b);
    list.then(|| {
        Comparison::compatible(format!(
            "{} names both {} and {}.",
            speaker(tables, a),
            value_words(&a.value),
            value_words(&b.value)
        ))
    })
}

/// A toll that rises as reports come in, if that explains two figures.
fn rising(tables: &Tables, a: &Claim, b: &Claim) -> Option<Comparison> {
    let (Value::Number(first), Value::Number(second)) = (&a.value, &b.value) else {
        return None;
    };
    let (low, high) = if numbers::higher(first, second)? {
        (b, a)
    } else {
        (a, b)
    };
    let (from, to) = (day(tables, low)?, day(tables, high)?);
    let days = to.days().checked_sub(from.days())?;
    (1..=TOLL_DAYS).contains(&days).then(|| {
        Comparison::compatible(format!(
            "{} was reported on {from} by {} and {} on {to} by {}: a toll that rises as reports come in.",
            value_words(&low.value),
            speaker(tables, low),
            value_words(&high.value),
            speaker(tables, high)
        ))
    })
}
