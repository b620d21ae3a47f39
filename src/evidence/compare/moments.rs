//! Dates of which both say their zone, as stretches and moments of UTC.

use super::dates::{Dated, about_note, days_words};
use super::stretch::{Meeting, Stretch, meet};
use super::zones::{DAY, Zone, moment_words};
use super::{Comparison, capitalised};

/// Compares two dates of which both say their zone.
pub(super) fn compare(a: &Dated<'_>, here: &Zone, b: &Dated<'_>, there: &Zone) -> Comparison {
    let (first, second) = (a.words_in(here), b.words_in(there));
    let (left, right) = (a.utc(here), b.utc(there));
    let known = a.is_known() && b.is_known();
    if known && left == right && a.spans.extent == b.spans.extent {
        let what = match (a.clock, b.clock) {
            (Some(_), Some(_)) => "the same moment",
            _ => "the same stretch of time",
        };
        if first == second {
            return Comparison::same(format!("Both give {first}."));
        }
        return Comparison::same(format!("{} and {second} are {what}.", capitalised(&first)));
    }
    match meet(&left, &right, 1) {
        Meeting::Shared(shared) => Comparison::compatible(format!(
            "{} and {second} overlap{}{}.",
            capitalised(&first),
            overlap_words(&shared),
            calendar_words(a, b)
        )),
        Meeting::Undecided => Comparison::not_comparable(format!(
            "Whether {first} and {second} overlap hangs on an end that nobody gives."
        )),
        Meeting::Apart(gap) => {
            let apart = gap.map_or_else(String::new, |gap| apart_words(gap, a, b));
            Comparison::conflict(format!(
                "{} and {second} do not overlap{apart}.",
                capitalised(&first)
            ))
            .and(about_note(a, b))
        }
    }
}

/// `, from 15 January 2024, 19:00 to 16 January 2024, 00:00 UTC`.
fn overlap_words(shared: &Stretch) -> String {
    match shared.ends() {
        Some((from, to)) if to - from <= 60 => format!(" at {} UTC", moment_words(from)),
        Some((from, to)) => format!(
            " for {}, from {} to {} UTC",
            seconds_words(to - from),
            moment_words(from),
            moment_words(to)
        ),
        None => String::new(),
    }
}

fn calendar_words(a: &Dated<'_>, b: &Dated<'_>) -> &'static str {
    match meet(&a.days, &b.days, 1) {
        Meeting::Apart(_) => ": the calendar days differ, the time does not",
        Meeting::Shared(_) | Meeting::Undecided => "",
    }
}

fn apart_words(gap: i128, a: &Dated<'_>, b: &Dated<'_>) -> String {
    let both_moments = a.clock.and(b.clock).is_some();
    match (gap, both_moments) {
        (0, false) => ": the one ends as the other begins".to_owned(),
        (0, true) => ": they are a minute apart".to_owned(),
        (_, true) => format!(": they are {} apart", seconds_words(gap + 60)),
        (_, false) => format!(": {} lie between them", seconds_words(gap)),
    }
}

/// `5 hours`, `22 hours 30 minutes`, `3 days`.
fn seconds_words(seconds: i128) -> String {
    if seconds >= 3 * DAY {
        return days_words(seconds / DAY);
    }
    let part = |count: i128, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        _ => Some(format!("{count} {unit}s")),
    };
    let parts = [
        part(seconds / 3600, "hour"),
        part(seconds / 60 % 60, "minute"),
        part(if seconds < 60 { seconds } else { 0 }, "second"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}
