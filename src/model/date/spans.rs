//! The stretches of days that a date can mean, with the gaps between them.
//!
//! Bounds alone say too much of `[2024-01-16,2024-01-18]` or `2024-XX-16`: the 17th lies between
//! them and belongs to neither.

use edtf_core::{Date, Set, SetElement, SetKind};

use super::edtf::date_bounds;
use super::{Bound, Bounds, Day, Edtf};

/// The most completions of unspecified digits that are told apart; above, the bounds stand for
/// them. `XXXX-01-16` has ten thousand.
const COMPLETIONS: usize = 10_000;

/// What a date with several days says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent {
    /// It was on some day of them.
    SomeDay,
    /// It went on from the first to the last.
    Throughout,
    /// It was on each of the dates that are listed.
    EachOf,
}

/// The stretches of days that a date can mean, in order, none touching the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spans {
    /// What is said of the days.
    pub extent: Extent,
    /// The stretches; never empty.
    pub parts: Vec<Bounds>,
}

impl Edtf {
    /// The stretches of days that the date can mean; `None` when there is no valid date.
    pub fn spans(&self) -> Option<Spans> {
        let parsed = self.parsed()?;
        let bounds = self.bounds()?;
        let (extent, parts) = match &parsed {
            edtf_core::Edtf::DateTime(_) => (Extent::SomeDay, vec![bounds]),
            edtf_core::Edtf::Date(date) => (Extent::SomeDay, date_parts(date)),
            edtf_core::Edtf::Interval(_) => (Extent::Throughout, vec![bounds]),
            edtf_core::Edtf::Set(set) => (set_extent(set), set_parts(set)),
        };
        // On a single day all three come to the same.
        let extent = match bounds.single() {
            Some(_) => Extent::SomeDay,
            None => extent,
        };
        Some(Spans {
            extent,
            parts: joined(parts),
        })
    }
}

fn set_extent(set: &Set) -> Extent {
    match set.kind {
        SetKind::OneMember => Extent::SomeDay,
        SetKind::AllMembers => Extent::EachOf,
    }
}

fn set_parts(set: &Set) -> Vec<Bounds> {
    let parts = set.elements.iter().flat_map(|element| match element {
        SetElement::Date(date) => date_parts(date),
        SetElement::OnOrBefore(date) => vec![Bounds {
            earliest: Bound::Open,
            ..date_bounds(date)
        }],
        SetElement::OnOrAfter(date) => vec![Bounds {
            latest: Bound::Open,
            ..date_bounds(date)
        }],
        SetElement::Range(first, last) => vec![Bounds {
            earliest: date_bounds(first).earliest,
            latest: date_bounds(last).latest,
        }],
    });
    parts.collect()
}

/// The days of one date: each completion of its unspecified digits, if they can be counted.
fn date_parts(date: &Date) -> Vec<Bounds> {
    let whole = vec![date_bounds(date)];
    let open_within = [date.month, date.day]
        .iter()
        .flatten()
        .any(|field| field.has_unspecified());
    // A year with open digits at its end is one stretch anyway, and so are all its months.
    let open_year = date.year.has_unspecified() && date.month.is_some();
    if !open_within && !open_year {
        return whole;
    }
    let Ok(values) = edtf_core::Edtf::Date(*date).values() else {
        return whole;
    };
    let mut parts: Vec<Bounds> = Vec::new();
    for (count, value) in values.enumerate() {
        let edtf_core::Edtf::Date(value) = value else {
            return whole;
        };
        if count == COMPLETIONS {
            return whole;
        }
        let bounds = date_bounds(&value);
        match parts.last_mut() {
            Some(last) if touches(last, &bounds) => last.latest = bounds.latest,
            _ => parts.push(bounds),
        }
    }
    if parts.is_empty() { whole } else { parts }
}

/// The stretches in order, those that overlap or touch made one. An unknown end stays apart: it
/// touches nothing.
fn joined(mut parts: Vec<Bounds>) -> Vec<Bounds> {
    parts.sort_by_key(Bounds::sort_key);
    let mut joined: Vec<Bounds> = Vec::with_capacity(parts.len());
    for part in parts {
        match joined.last_mut() {
            Some(last) if touches(last, &part) => last.latest = later(last.latest, part.latest),
            _ => joined.push(part),
        }
    }
    joined
}

/// Whether `next`, which does not start before `last`, starts no later than the day after it.
fn touches(last: &Bounds, next: &Bounds) -> bool {
    if last.earliest == Bound::Unknown || next.latest == Bound::Unknown {
        return false;
    }
    match (last.latest, next.earliest) {
        (Bound::Open, Bound::Day(_) | Bound::Open) | (Bound::Day(_), Bound::Open) => true,
        (Bound::Day(end), Bound::Day(start)) => end.plus(1).is_none_or(|day| start <= day),
        _ => false,
    }
}

fn later(first: Bound, second: Bound) -> Bound {
    match (first, second) {
        (Bound::Day(first), Bound::Day(second)) => Bound::Day(Day::max(first, second)),
        _ => Bound::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edtf: &str, expected: &str) {
        let spans = Edtf::new(edtf).spans().unwrap();
        let end = |bound: Bound| match bound {
            Bound::Day(day) => day.iso(),
            Bound::Open => "..".to_owned(),
            Bound::Unknown => "?".to_owned(),
        };
        let parts: Vec<String> = spans
            .parts
            .iter()
            .map(|part| match part.single() {
                Some(day) => day.iso(),
                None => format!("{} to {}", end(part.earliest), end(part.latest)),
            })
            .collect();
        assert_eq!(
            format!("{:?}: {}", spans.extent, parts.join(", ")),
            expected,
            "{edtf}"
        );
    }

    #[test]
    fn gaps_between_the_days_are_kept() {
        check("2024-01-16", "SomeDay: 2024-01-16");
        check("2024-01", "SomeDay: 2024-01-01 to 2024-01-31");
        check("202X", "SomeDay: 2020-01-01 to 2029-12-31");
        check("[2024-01-16,2024-01-18]", "SomeDay: 2024-01-16, 2024-01-18");
        check(
            "{2024-01-18,2024-01-16,2024-01-17}",
            "EachOf: 2024-01-16 to 2024-01-18",
        );
        check(
            "[..2024-01-10,2024-01-12..2024-01-13,2024-02..]",
            "SomeDay: .. to 2024-01-10, 2024-01-12 to 2024-01-13, 2024-02-01 to ..",
        );
        check(
            "2024-01-16/2024-01-18",
            "Throughout: 2024-01-16 to 2024-01-18",
        );
        check("2024-01-16/2024-01-16", "SomeDay: 2024-01-16");
        check("2024-01-16/", "Throughout: 2024-01-16 to ?");
        check("../2024-01-16", "Throughout: .. to 2024-01-16");
        check(
            "2024-0X-31",
            "SomeDay: 2024-01-31, 2024-03-31, 2024-05-31, 2024-07-31, 2024-08-31",
        );
        check("2024-01-XX", "SomeDay: 2024-01-01 to 2024-01-31");
        check("2024-XX-XX", "SomeDay: 2024-01-01 to 2024-12-31");
        check("XXXX-XX-XX", "SomeDay: 0000-01-01 to 9999-12-31");
        check("XXXX-XX-16", "SomeDay: 0000-01-16 to 9999-12-16");
        check("Y3E18", "SomeDay: ? to ?");
        assert_eq!(Edtf::new("XXXX-01-16").spans().unwrap().parts.len(), 10_000);
    }
}
