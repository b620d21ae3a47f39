//! Dates: by the days that each can mean, and by moments of UTC where both say their zone.
//!
//! - Days are those of the EDTF value, with the gaps of sets and of unspecified digits; qualifiers
//!   (`?`, `~`, `%`) do not widen them. The same days, said in the same way, are the same; days in
//!   common are compatible; none in common is a conflict.
//! - An open end (`..`) takes in everything on its side. An end that nobody knows can neither make
//!   days common nor part them: where all hangs on it, the dates are not comparable.
//! - Intervals, and sets of which every date is meant, are compatible with whatever shares a day.
//! - If both say their zone and their days are not the same stretch of UTC, stretches and moments
//!   of UTC are compared; a time of day is a minute long, or a second where it names seconds.
//!   Otherwise calendar days are compared as written, and times of day that differ on one day
//!   stay compatible: nobody said that both come from one clock.
//! - Without a date that could be read nothing is comparable, though the words be equal: "Friday"
//!   in two articles is two days.

use super::stretch::{End, Meeting, Stretch, meet};
use super::zones::{Zone, zone_of};
use super::{Comparison, capitalised, moments, quoted};
use crate::model::When;
use crate::model::date::{Bound, Bounds, Clock, Day, Extent, Spans};

/// A date that could be read.
pub(super) struct Dated<'a> {
    pub(super) when: &'a When,
    pub(super) spans: Spans,
    /// Its spans as days, ends not included.
    pub(super) days: Vec<Stretch>,
    pub(super) clock: Option<Clock>,
    zone: Option<Zone>,
}

/// Compares two dates.
pub(super) fn compare(a: &When, b: &When) -> Comparison {
    let (Some(first), Some(second)) = (Dated::of(a), Dated::of(b)) else {
        return unread(a, b);
    };
    if let (Some(here), Some(there)) = (&first.zone, &second.zone)
        && (first.utc(here) != second.utc(there) || (first.clock.and(second.clock)).is_some())
        && !one_clock(&first, &second)
    {
        return moments::compare(&first, here, &second, there);
    }
    as_written(&first, &second)
}

/// A date inside a sentence.
pub(super) fn words(when: &When) -> String {
    let long = when.long();
    if long.is_empty() {
        return "an empty date".to_owned();
    }
    let edtf = &when.edtf;
    let plain = edtf.is_valid()
        && !edtf.is_interval()
        && !edtf.is_choice()
        && !edtf.is_approximate()
        && !edtf.is_uncertain()
        && !edtf.as_str().starts_with(['[', '{']);
    if plain { long } else { quoted(&long) }
}

fn unread(a: &When, b: &When) -> Comparison {
    let readable = |when: &When| when.edtf.is_valid();
    let sentence = match (readable(a), readable(b)) {
        (false, false) if a.long() == b.long() => {
            format!("No date could be read from {}.", words(a))
        }
        (false, false) => format!(
            "No date could be read from {} or from {}.",
            words(a),
            words(b)
        ),
        (false, true) => format!(
            "No date could be read from {}, to hold against {}.",
            words(a),
            words(b)
        ),
        _ => format!(
            "No date could be read from {}, to hold against {}.",
            words(b),
            words(a)
        ),
    };
    Comparison::not_comparable(sentence)
}

/// Whether both are told by one clock and not both down to the time of day: then the days as
/// written are what they share.
fn one_clock(a: &Dated<'_>, b: &Dated<'_>) -> bool {
    let (Some(here), Some(there)) = (&a.zone, &b.zone) else {
        return false;
    };
    let same_days = |dated: &Dated<'_>| {
        let span = |zone: &Zone| -> Vec<Stretch> {
            dated
                .spans
                .parts
                .iter()
                .map(|part| zone.stretch(part))
                .collect()
        };
        span(here) == span(there)
    };
    a.clock.and(b.clock).is_none() && same_days(a) && same_days(b)
}

impl<'a> Dated<'a> {
    fn of(when: &'a When) -> Option<Self> {
        let spans = when.edtf.spans()?;
        let clock = when.edtf.clock();
        Some(Self {
            when,
            days: spans.parts.iter().map(days).collect(),
            spans,
            clock,
            zone: zone_of(when, clock),
        })
    }

    /// What it takes up of UTC, its times told in `zone`.
    pub(super) fn utc(&self, zone: &Zone) -> Vec<Stretch> {
        let of_part = |part: &Bounds| match (self.clock, part.single()) {
            (Some(clock), Some(day)) => zone.moment(day, clock),
            _ => zone.stretch(part),
        };
        self.spans.parts.iter().map(of_part).collect()
    }

    fn words(&self) -> String {
        words(self.when)
    }

    pub(super) fn words_in(&self, zone: &Zone) -> String {
        format!("{} ({})", self.words(), zone.words(self.a_day()))
    }

    /// Some day of it, to look up the zone's offset.
    fn a_day(&self) -> Option<Day> {
        let part = self.spans.parts.first()?;
        part.earliest.day().or(part.latest.day())
    }

    fn single(&self) -> Option<Day> {
        match self.spans.parts.as_slice() {
            [part] => part.single(),
            _ => None,
        }
    }

    /// Whether no end of it is unknown.
    pub(super) fn is_known(&self) -> bool {
        !self.days.iter().any(Stretch::has_unknown)
    }

    /// Whether it is one stretch of days that holds all of `other`.
    fn holds(&self, other: &Self) -> bool {
        match self.days.as_slice() {
            [whole] => other.days.iter().all(|part| whole.holds(part)),
            _ => other
                .days
                .iter()
                .all(|part| self.days.iter().any(|mine| mine.holds(part))),
        }
    }

    /// Whether both mean the same days in the same way.
    fn says_the_same(&self, other: &Self) -> bool {
        let equal = self.when.edtf == other.when.edtf;
        equal || (self.is_known() && self.spans == other.spans)
    }
}

/// The days as a stretch whose end is not included.
fn days(bounds: &Bounds) -> Stretch {
    let end = |bound: Bound, later: i128| match bound {
        Bound::Day(day) => End::At(i128::from(day.days()) + later),
        Bound::Open => End::Open,
        Bound::Unknown => End::Unknown,
    };
    Stretch {
        from: end(bounds.earliest, 0),
        to: end(bounds.latest, 1),
    }
}

fn as_written(a: &Dated<'_>, b: &Dated<'_>) -> Comparison {
    if a.says_the_same(b) {
        return same_days(a, b);
    }
    let (first, second) = (a.words(), b.words());
    match meet(&a.days, &b.days, 1) {
        Meeting::Shared(shared) => Comparison::compatible(capitalised(&common(a, b, &shared))),
        Meeting::Undecided => Comparison::not_comparable(format!(
            "Whether {first} and {second} have a day in common hangs on an end that nobody gives."
        )),
        Meeting::Apart(gap) => {
            let apart = gap.map_or_else(String::new, |days| {
                format!(": they are {} apart", days_words(days + 1))
            });
            Comparison::conflict(format!("No day fits both {first} and {second}{apart}."))
                .and(about_note(a, b))
                .and(zone_note(a, b, gap))
        }
    }
}

fn same_days(a: &Dated<'_>, b: &Dated<'_>) -> Comparison {
    let (first, second) = (a.words(), b.words());
    if let (Some(one), Some(other)) = (a.clock, b.clock)
        && one.seconds != other.seconds
    {
        return Comparison::compatible(format!(
            "Both give one day, {first} and {second}; without the time zone of both, the times of day cannot be held against each other."
        ));
    }
    if first == second {
        return Comparison::same(format!("Both give {first}."));
    }
    let what = match a.single() {
        Some(day) => format!("the same day, {day}"),
        None => "the same days".to_owned(),
    };
    Comparison::same(format!("{} and {second} are {what}.", capitalised(&first)))
}

/// What two dates have in common, as a sentence that may begin with a small letter.
fn common(a: &Dated<'_>, b: &Dated<'_>, shared: &Stretch) -> String {
    let (first, second) = (a.words(), b.words());
    match (a.holds(b), b.holds(a)) {
        (true, true) => format!(
            "{first} and {second} take up the same days; {}.",
            extents(a, b)
        ),
        (true, false) => within(b, a),
        (false, true) => within(a, b),
        (false, false) if !a.is_known() || !b.is_known() => {
            format!("{first} and {second} have days in common, as far as their ends are known.")
        }
        (false, false) => format!(
            "{first} and {second} have {} in common.",
            span_words(shared)
        ),
    }
}

fn within(part: &Dated<'_>, whole: &Dated<'_>) -> String {
    let (part_words, whole_words) = (part.words(), whole.words());
    match (part.single(), whole.spans.extent) {
        (Some(_), Extent::EachOf) => format!("{part_words} is one of the days of {whole_words}."),
        (Some(_), Extent::Throughout) => format!("{part_words} lies within {whole_words}."),
        _ => format!("{part_words} lies within {whole_words}, which is less exact."),
    }
}

fn extents(a: &Dated<'_>, b: &Dated<'_>) -> String {
    let says = |dated: &Dated<'_>| match dated.spans.extent {
        Extent::SomeDay => "some day of them",
        Extent::Throughout => "all of the time from first to last",
        Extent::EachOf => "each of the dates",
    };
    format!("the first means {}, the second {}", says(a), says(b))
}

/// The days of a stretch whose end is not included.
fn span_words(stretch: &Stretch) -> String {
    let day = |number: i128| {
        i64::try_from(number).map_or_else(
            |_| "a day too far away to count".to_owned(),
            |number| Day::from_days(number).to_string(),
        )
    };
    match (stretch.from, stretch.to) {
        (End::At(from), End::At(to)) if from + 1 == to => day(from),
        (End::At(from), End::At(to)) => format!("{} to {}", day(from), day(to - 1)),
        (End::At(from), _) => format!("all days from {}", day(from)),
        (_, End::At(to)) => format!("all days up to {}", day(to - 1)),
        _ => "all days".to_owned(),
    }
}

/// `1 day`, `some 6 months`, `some 10 years`.
pub(super) fn days_words(days: i128) -> String {
    match days {
        1 => "1 day".to_owned(),
        2..=60 => format!("{days} days"),
        61..=729 => format!("some {} months", (days * 12 + 182) / 365),
        _ => format!("some {} years", (days * 100 + 18_262) / 36_525),
    }
}

pub(super) fn about_note(a: &Dated<'_>, b: &Dated<'_>) -> &'static str {
    if a.when.edtf.is_approximate() || b.when.edtf.is_approximate() {
        "“About” sets no limits, so the dates are compared as they are written."
    } else {
        ""
    }
}

/// A day's difference may come from clocks, where a zone is named by one of the two alone.
fn zone_note(a: &Dated<'_>, b: &Dated<'_>, gap: Option<i128>) -> &'static str {
    if gap == Some(0) && a.zone.is_some() != b.zone.is_some() {
        "A day's difference can come from time zones, and only one of the two names its own."
    } else {
        ""
    }
}
