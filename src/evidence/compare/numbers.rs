//! Figures: ranges with a best guess, what they count, and in which unit.
//!
//! - "At least 7" is 7 or more, "up to 5" is 0 to 5 (a count and a measure are never less than
//!   nothing), "9" is 9. A best guess does not close a side that was left open: "9 (at least 7)"
//!   is 7 or more. Limits given the wrong way round are taken in order, and a guess outside its
//!   limits widens them; the sentence says so.
//! - Equal ranges with equal guesses are the same, ranges with a figure in common compatible, the
//!   rest in conflict.
//! - A part against its whole ("2 children" against "5") conflicts only if the part cannot be as
//!   small as the whole. Different scopes are not comparable.
//! - Where units differ, each figure stands for what rounds to it: 5 miles are 4.5 to 5.5 miles.

use super::range::{Range, figure};
use super::scope::{Scopes, scopes};
use super::units::{Units, units};
use super::{Comparison, Verdict, capitalised};
use crate::model::{Quantity, Rare};

/// Compares two figures.
pub(super) fn compare(a: &Quantity, b: &Quantity) -> Comparison {
    let (Some(first), Some(second)) = (Range::of(a), Range::of(b)) else {
        return no_figure(a, b);
    };
    let scopes = scopes(&a.scope, &b.scope);
    let (left, right) = (words(a), words(b));
    if scopes == Scopes::Different {
        return Comparison::not_comparable(format!(
            "{} and {right} do not count the same.",
            capitalised(&left)
        ));
    }
    let (first, second, note) = match units(&a.unit, &b.unit) {
        Units::Same => (first, second, String::new()),
        Units::Convert(factor) => {
            let exact = second.times(factor);
            if scopes == Scopes::Same && first.is_nearly(&exact) {
                return Comparison::same(format!(
                    "{} and {right} are the same.",
                    capitalised(&left)
                ));
            }
            let note = converted(&right, &exact, &a.unit);
            (first.rounded(a), second.rounded(b).times(factor), note)
        }
        Units::Different => {
            return Comparison::not_comparable(format!(
                "{} and {right} are not in units that can be converted.",
                capitalised(&left)
            ));
        }
    };
    let rounded = !note.is_empty();
    let found = match scopes {
        Scopes::Part => part_of_whole((a, first), (b, second), rounded),
        Scopes::Whole => part_of_whole((b, second), (a, first), rounded),
        Scopes::Same | Scopes::Different => ranges((a, first), (b, second), rounded),
    };
    found
        .and(&note)
        .and(&order_note(a))
        .and(&if a == b { String::new() } else { order_note(b) })
}

/// Whether two conflicting figures of one scope and without a unit put the first above.
pub(super) fn higher(a: &Quantity, b: &Quantity) -> Option<bool> {
    if !a.unit.trim().is_empty() || !b.unit.trim().is_empty() {
        return None;
    }
    let same_scope = scopes(&a.scope, &b.scope) == Scopes::Same;
    let (first, second) = (Range::of(a)?, Range::of(b)?);
    if !same_scope {
        return None;
    }
    match (first.low, second.high, second.low, first.high) {
        (Some(low), Some(high), ..) if low > high => Some(true),
        (_, _, Some(low), Some(high)) if low > high => Some(false),
        _ => None,
    }
}

/// A figure inside a sentence: a bare one as it is, a range in quotation marks.
pub(super) fn words(quantity: &Quantity) -> String {
    let short = quantity.short();
    let bare = quantity.low.is_none() && quantity.best.is_some() && quantity.high.is_none();
    if bare {
        short
    } else {
        format!("“{short}”")
    }
}

fn no_figure(a: &Quantity, b: &Quantity) -> Comparison {
    let sentence = match (Range::of(a), Range::of(b)) {
        (None, None) => "Neither gives a figure.".to_owned(),
        (None, Some(_)) => format!("One gives no figure to hold against {}.", words(b)),
        _ => format!("One gives no figure to hold against {}.", words(a)),
    };
    Comparison::not_comparable(sentence)
}

fn converted(right: &str, range: &Range, unit: &str) -> String {
    format!(
        "{} is {} {}.",
        capitalised(right),
        range.words(),
        unit.trim()
    )
}

fn ranges(a: (&Quantity, Range), b: (&Quantity, Range), rounded: bool) -> Comparison {
    let ((left, first), (right, second)) = (a, b);
    let (one, other) = (words(left), words(right));
    if !rounded && first.is_same(&second) {
        let sentence = if one == other {
            format!("Both give {one}.")
        } else {
            format!("{} and {other} are the same.", capitalised(&one))
        };
        return Comparison::same(sentence);
    }
    let meets = first.meets(&second, rounded);
    if rounded {
        return if meets {
            Comparison::compatible(format!(
                "{} and {other} agree to the digits given.",
                capitalised(&one)
            ))
        } else {
            Comparison::conflict(format!(
                "{} and {other} cannot both be right.",
                capitalised(&one)
            ))
        };
    }
    match (first.point(), second.point()) {
        (Some(_), Some(_)) => Comparison::conflict(format!(
            "{} and {other} cannot both be right: neither leaves room for the other.",
            capitalised(&one)
        )),
        (None, Some(_)) => point_in_range((left, first), (right, second), meets),
        (Some(_), None) => point_in_range((right, second), (left, first), meets),
        (None, None) if meets => Comparison::compatible(format!(
            "{} and {other} have {} in common{}.",
            capitalised(&one),
            first.shared(&second).words(),
            guesses(left, right)
        )),
        (None, None) => Comparison::conflict(format!(
            "{} and {other} have no figure in common.",
            capitalised(&one)
        )),
    }
}

fn guesses(a: &Quantity, b: &Quantity) -> String {
    match (a.best, b.best) {
        (Some(a), Some(b)) if a != b => format!("; their best guesses are {a} and {b}"),
        _ => String::new(),
    }
}

fn point_in_range(range: (&Quantity, Range), point: (&Quantity, Range), meets: bool) -> Comparison {
    let (range_words, reach) = (words(range.0), range.1.words());
    let bare = Quantity {
        scope: Rare::default(),
        unit: Rare::default(),
        ..range.0.clone()
    };
    let says = if bare.short() == reach {
        capitalised(&range_words)
    } else {
        format!("{} is {reach}, and", capitalised(&range_words))
    };
    let joint = if bare.short() == reach {
        " leaves room for"
    } else {
        ""
    };
    let inside = words(point.0);
    let sentence = match (meets, joint.is_empty()) {
        (true, true) => format!("{says} {inside} lies inside it."),
        (true, false) => format!("{says}{joint} {inside}."),
        (false, true) => format!("{says} {inside} lies outside it."),
        (false, false) => format!("{says} leaves no room for {inside}."),
    };
    if meets {
        Comparison::compatible(sentence).and(&would_conflict(range.0, &range.1))
    } else {
        Comparison::conflict(sentence)
    }
}

/// Which counts a range would exclude. Of measures nothing is said: they need not be whole.
fn would_conflict(quantity: &Quantity, range: &Range) -> String {
    if !quantity.unit.trim().is_empty() {
        return String::new();
    }
    let whole = |end: f64| end.fract() == 0.0;
    let above = range
        .high
        .filter(|high| whole(*high))
        .map(|high| high + 1.0);
    let below = range
        .low
        .filter(|low| whole(*low) && *low >= 1.0)
        .map(|low| low - 1.0);
    let less = |count: f64| match count {
        0.0 => "of 0".to_owned(),
        _ => format!("of {} or less", figure(count)),
    };
    match (below, above) {
        (Some(below), Some(above)) => format!(
            "It would conflict with a count {} and with one of {} or more.",
            less(below),
            figure(above)
        ),
        (None, Some(above)) => format!(
            "It would conflict with a count of {} or more.",
            figure(above)
        ),
        (Some(below), None) => format!("It would conflict with a count {}.", less(below)),
        (None, None) => String::new(),
    }
}

fn part_of_whole(part: (&Quantity, Range), whole: (&Quantity, Range), rounded: bool) -> Comparison {
    let (part_words, whole_words) = (words(part.0), words(whole.0));
    let everybody = if whole.0.scope.trim().is_empty() {
        " in all"
    } else {
        ""
    };
    let too_many = part
        .1
        .low
        .zip(whole.1.high)
        .is_some_and(|(low, high)| low > high || (rounded && low >= high));
    let verdict = if too_many {
        Verdict::Conflict
    } else {
        Verdict::Compatible
    };
    let can = if too_many { "cannot" } else { "can" };
    let sentence = format!(
        "{} {can} be among {whole_words}{everybody}: a part is no larger than its whole.",
        capitalised(&part_words)
    );
    Comparison::new(verdict, sentence)
}

/// Says that the limits of a figure had to be put in order.
fn order_note(quantity: &Quantity) -> String {
    let (Some(low), Some(high)) = (quantity.low, quantity.high) else {
        return outside_note(quantity);
    };
    if low > high {
        return format!(
            "{} has its limits the wrong way round and is read as {high} to {low}.",
            words(quantity)
        );
    }
    outside_note(quantity)
}

fn outside_note(quantity: &Quantity) -> String {
    let outside = quantity.best.is_some_and(|best| {
        quantity.low.is_some_and(|low| best < low) || quantity.high.is_some_and(|high| best > high)
    });
    if outside {
        format!(
            "The best guess of {} lies outside its limits, which are widened to take it in.",
            words(quantity)
        )
    } else {
        String::new()
    }
}
