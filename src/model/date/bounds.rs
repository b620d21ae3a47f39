//! The earliest and the latest day that a date can mean, and what follows from them.
//!
//! Relations are three-valued: with a day somewhere from the 11th to the 20th, "before the 15th" is possible,
//! "before the 25th" is certain and "before the 5th" is impossible.

use super::Day;

/// One end of what a date can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// This day and no further.
    Day(Day),
    /// No limit: "on or before", "since".
    Open,
    /// There is a limit and nobody said which, or it is too far away to be counted in days.
    Unknown,
}

impl Bound {
    /// The day, when there is one.
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Open | Self::Unknown => None,
        }
    }
}

/// Whether something holds, when the dates leave room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// For no choice of days.
    Impossible,
    /// For some choices of days.
    Possible,
    /// For every choice of days.
    Certain,
}

/// The earliest and the latest day that a date can mean; both belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first day it can mean.
    pub earliest: Bound,
    /// The last day it can mean.
    pub latest: Bound,
}

/// How one date stands to another, each taken as some day within its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relation {
    /// The first lies before the second.
    pub before: Holds,
    /// Both mean the same day.
    pub overlaps: Holds,
    /// The first lies after the second.
    pub after: Holds,
}

impl Bounds {
    /// Neither end is known.
    pub const UNKNOWN: Self = Self {
        earliest: Bound::Unknown,
        latest: Bound::Unknown,
    };

    /// Exactly one day.
    pub const fn day(day: Day) -> Self {
        Self {
            earliest: Bound::Day(day),
            latest: Bound::Day(day),
        }
    }

    /// The one day that this means, when it can mean no other.
    pub fn single(&self) -> Option<Day> {
        self.earliest
            .day()
            .filter(|day| self.latest == Bound::Day(*day))
    }

    /// Whether a day within `self` lies before a day within `other`.
    pub fn before(&self, other: &Self) -> Holds {
        // An unknown end can decide nothing, just as an open one.
        if less(self.latest, other.earliest) {
            Holds::Certain
        } else if self
            .earliest
            .day()
            .zip(other.latest.day())
            .is_some_and(|(first, last)| first >= last)
        {
            Holds::Impossible
        } else {
            Holds::Possible
        }
    }

    /// Whether both can mean the same day.
    pub fn overlaps(&self, other: &Self) -> Holds {
        if less(self.latest, other.earliest) || less(other.latest, self.earliest) {
            Holds::Impossible
        } else if self.single().is_some() && self.single() == other.single() {
            Holds::Certain
        } else {
            Holds::Possible
        }
    }

    /// All three relations of `self` to `other` at once.
    pub fn relation(&self, other: &Self) -> Relation {
        Relation {
            before: self.before(other),
            overlaps: self.overlaps(other),
            after: other.before(self),
        }
    }

    /// A key to sort by, earliest then latest: an open start comes first, an unknown one last.
    pub fn sort_key(&self) -> (i64, i64) {
        let earliest = match self.earliest {
            Bound::Open => i64::MIN,
            Bound::Day(day) => day.days(),
            Bound::Unknown => i64::MAX,
        };
        let latest = match self.latest {
            Bound::Day(day) => day.days(),
            Bound::Open => i64::MAX - 1,
            Bound::Unknown => i64::MAX,
        };
        (earliest, latest)
    }
}

/// True when both are days and the first is the smaller.
fn less(first: Bound, second: Bound) -> bool {
    first
        .day()
        .zip(second.day())
        .is_some_and(|(first, second)| first < second)
}

#[cfg(test)]
mod tests {
    use super::super::Edtf;

    fn check_relation(first: &str, second: &str, expected: &str) {
        let (first_bounds, second_bounds) = (
            Edtf::new(first).bounds().unwrap(),
            Edtf::new(second).bounds().unwrap(),
        );
        let found = first_bounds.relation(&second_bounds);
        let text = format!(
            "before {:?}, same {:?}, after {:?}",
            found.before, found.overlaps, found.after
        );
        assert_eq!(text, expected, "{first} and {second}");
        let back = second_bounds.relation(&first_bounds);
        assert_eq!(
            (back.before, back.overlaps, back.after),
            (found.after, found.overlaps, found.before)
        );
    }

    #[test]
    fn relations_between_dates_are_three_valued() {
        check_relation(
            "2024-01-16",
            "2024-01-18",
            "before Certain, same Impossible, after Impossible",
        );
        check_relation(
            "2024-01-16",
            "2024-01-16",
            "before Impossible, same Certain, after Impossible",
        );
        check_relation(
            "2024-01",
            "2024-01-16",
            "before Possible, same Possible, after Possible",
        );
        check_relation(
            "2024-01",
            "2024-01-31",
            "before Possible, same Possible, after Impossible",
        );
        check_relation(
            "[2024-01-11..2024-01-20]",
            "2024-01-25",
            "before Certain, same Impossible, after Impossible",
        );
        check_relation(
            "[..2024-01-17]",
            "2024-01-17",
            "before Possible, same Possible, after Impossible",
        );
        check_relation(
            "/2024-01-18",
            "2024-01-19",
            "before Certain, same Impossible, after Impossible",
        );
        check_relation(
            "2024-01-16/",
            "2023",
            "before Impossible, same Impossible, after Certain",
        );
        check_relation(
            "2024-01-16/..",
            "2024-06",
            "before Possible, same Possible, after Possible",
        );
        check_relation(
            "Y3E18",
            "2024",
            "before Possible, same Possible, after Possible",
        );
    }
}
