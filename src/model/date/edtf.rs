//! A date in EDTF (ISO 8601-2:2019, Annex A, levels 0 to 2), kept as the text it was given as.
//!
//! A thin layer over `edtf-core`: the text is never rewritten, so a file keeps what was in it even when it is not
//! valid, and the rest of the program sees days, bounds and sentences rather than that crate's types.

use std::fmt;

use edtf_core::{Date, DateField, SetElement, TimeShift, YearKind};
use serde::{Deserialize, Serialize};

use crate::model::Name;

use super::{Bound, Bounds, Day};

/// A date in EDTF, as its text. Empty means that no date is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf {
    text: Name,
}

/// How finely a date is given, from the coarsest to the finest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Coarser than a century, or a pattern with the year left out.
    Vague,
    /// A hundred years: `18XX`.
    Century,
    /// Ten years: `198X`.
    Decade,
    /// A year.
    Year,
    /// A season, a quarter, a third or a half of a year.
    Part,
    /// A month, or some day in a month that is given.
    Month,
    /// A day.
    Day,
    /// A day and a time of day.
    Time,
}

/// A time of day as the source's clock showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Seconds since midnight, 0 to 86 400 (a leap second counts).
    pub seconds: u32,
    /// Minutes ahead of UTC, when the date says so.
    pub offset: Option<i16>,
}

impl Edtf {
    /// Takes any text, valid or not.
    pub fn new(text: impl Into<Name>) -> Self {
        Self { text: text.into() }
    }

    /// The text, exactly as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True when no date is given.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// True when the text is valid EDTF, level 0 to 2.
    pub fn is_valid(&self) -> bool {
        self.parsed().is_some()
    }

    /// A sentence that says what is wrong with the text and where; `None` when it is valid or empty.
    pub fn error(&self) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let error = edtf_core::Edtf::parse(&self.text).err()?;
        // The parser's offset is in bytes and lies behind ASCII only, so that it counts characters too.
        let place = error.offset + 1;
        Some(format!(
            "Not a date in EDTF: {}, at character {place}.",
            error.message
        ))
    }

    /// The earliest and the latest day; `None` when there is no valid date.
    pub fn bounds(&self) -> Option<Bounds> {
        let bounds = self.parsed()?.bounds();
        Some(Bounds {
            earliest: bound(bounds.earliest),
            latest: bound(bounds.latest),
        })
    }

    /// True when a part is marked as an estimate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.parsed().is_some_and(|parsed| parsed.is_approximate())
    }

    /// True when a part is marked as doubtful (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.parsed().is_some_and(|parsed| parsed.is_uncertain())
    }

    /// How finely the date is given: of a range or a set, as its coarsest member. `None` when there is no valid date.
    pub fn precision(&self) -> Option<Precision> {
        let parsed = self.parsed()?;
        if matches!(parsed, edtf_core::Edtf::DateTime(_)) {
            return Some(Precision::Time);
        }
        dates(&parsed).iter().map(date_precision).min()
    }

    /// The time of day, when the date has one.
    pub fn clock(&self) -> Option<Clock> {
        let edtf_core::Edtf::DateTime(moment) = self.parsed()? else {
            return None;
        };
        let time = moment.time;
        let seconds =
            u32::from(time.hour) * 3600 + u32::from(time.minute) * 60 + u32::from(time.second);
        let offset = time.shift.map(|shift| match shift {
            TimeShift::Utc => 0,
            TimeShift::Offset { minutes, .. } => minutes,
        });
        Some(Clock { seconds, offset })
    }

    /// True when the date means one of several days or a stretch in which the day is not known, rather than something
    /// that lasted: a set of alternatives, unspecified digits.
    pub fn is_choice(&self) -> bool {
        self.parsed().is_some_and(|parsed| match &parsed {
            edtf_core::Edtf::Set(set) => set.kind == edtf_core::SetKind::OneMember,
            edtf_core::Edtf::Date(date) => date.has_unspecified(),
            edtf_core::Edtf::DateTime(_) | edtf_core::Edtf::Interval(_) => false,
        })
    }

    /// True when the date is an interval: something that lasted from one day to another.
    pub fn is_interval(&self) -> bool {
        matches!(self.parsed(), Some(edtf_core::Edtf::Interval(_)))
    }

    /// The parsed form, for this folder only.
    pub(super) fn parsed(&self) -> Option<edtf_core::Edtf> {
        edtf_core::Edtf::parse(&self.text).ok()
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<&str> for Edtf {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// The parser's bound as ours. A year too large to be counted in days is an unknown bound.
fn bound(bound: edtf_core::Bound) -> Bound {
    match bound {
        edtf_core::Bound::NegativeInfinity | edtf_core::Bound::PositiveInfinity => Bound::Open,
        edtf_core::Bound::Unknown => Bound::Unknown,
        edtf_core::Bound::Date(date) => {
            Day::from_ymd(date.year, date.month, date.day).map_or(Bound::Unknown, Bound::Day)
        }
    }
}

/// The bounds of one date of a larger expression.
pub(super) fn date_bounds(date: &Date) -> Bounds {
    let bounds = edtf_core::Edtf::Date(*date).bounds();
    Bounds {
        earliest: bound(bounds.earliest),
        latest: bound(bounds.latest),
    }
}

/// Every date that an expression names.
fn dates(parsed: &edtf_core::Edtf) -> Vec<Date> {
    use edtf_core::IntervalEndpoint as End;
    match parsed {
        edtf_core::Edtf::Date(date) => vec![*date],
        edtf_core::Edtf::DateTime(moment) => vec![moment.date],
        edtf_core::Edtf::Interval(interval) => [interval.start, interval.end]
            .into_iter()
            .filter_map(|end| match end {
                End::Date(date) | End::OnOrBefore(date) | End::OnOrAfter(date) => Some(date),
                End::Open | End::Unknown => None,
            })
            .collect(),
        edtf_core::Edtf::Set(set) => set
            .elements
            .iter()
            .flat_map(|element| match element {
                SetElement::Date(date)
                | SetElement::OnOrBefore(date)
                | SetElement::OnOrAfter(date) => vec![*date],
                SetElement::Range(first, last) => vec![*first, *last],
            })
            .collect(),
    }
}

fn date_precision(date: &Date) -> Precision {
    let year = year_precision(date);
    if year != Precision::Year {
        return year;
    }
    match (date.month, date.day) {
        (None, _) => Precision::Year,
        (Some(month), _) if month.has_unspecified() => Precision::Year,
        (Some(month), None) if month.value().is_some_and(|code| code > 12) => Precision::Part,
        (Some(_), Some(day)) if !day.has_unspecified() => Precision::Day,
        (Some(_), _) => Precision::Month,
    }
}

fn year_precision(date: &Date) -> Precision {
    let bounds = date_bounds(&Date {
        month: None,
        day: None,
        ..*date
    });
    if let (YearKind::Standard { .. }, Some(first), Some(last)) =
        (date.year.kind, bounds.earliest.day(), bounds.latest.day())
    {
        return match last.ymd().0 - first.ymd().0 + 1 {
            1 => Precision::Year,
            10 => Precision::Decade,
            100 => Precision::Century,
            _ => Precision::Vague,
        };
    }
    if date.year.significant_digits.is_some() {
        Precision::Vague
    } else {
        Precision::Year
    }
}

/// True when no digit of a month or day is left open.
pub(super) fn is_full(field: Option<DateField>) -> bool {
    field.is_none_or(|field| !field.has_unspecified())
}
