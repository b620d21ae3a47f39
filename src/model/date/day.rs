//! One calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
//!
//! Years are astronomical, as in ISO 8601: year 0 is 1 BC, year -499 is 500 BC.

use std::fmt;

/// The English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English names of the days of the week. The first is the weekday of 1970-01-01.
const WEEKDAYS: [&str; 7] = [
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
];

/// Days between 0000-03-01, where the arithmetic below starts its years, and 1970-01-01.
const DAYS_TO_1970: i128 = 719_468;
/// Days in 400 years, after which the Gregorian calendar repeats.
const DAYS_IN_CYCLE: i128 = 146_097;

/// A day: the number of days since 1970-01-01, proleptic Gregorian. Days order as time does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day that is `days` after 1970-01-01 (before it when negative).
    pub const fn from_days(days: i64) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i64 {
        self.0
    }

    /// The day with this astronomical year, month 1 to 12 and day of the month; `None` when
    /// there is no such day, or when it is too far away to be counted.
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Self> {
        if day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        // Years that begin in March put the leap day last, so that months have fixed offsets.
        let months_from_march = (i128::from(month) + 9) % 12;
        let year = i128::from(year) - i128::from(month <= 2);
        let cycle = year.div_euclid(400);
        let year_of_cycle = year.rem_euclid(400);
        let day_of_year = (153 * months_from_march + 2) / 5 + i128::from(day) - 1;
        let day_of_cycle =
            year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
        i64::try_from(cycle * DAYS_IN_CYCLE + day_of_cycle - DAYS_TO_1970)
            .ok()
            .map(Self)
    }

    /// Astronomical year, month 1 to 12, day of the month.
    pub fn ymd(self) -> (i64, u8, u8) {
        let days = i128::from(self.0) + DAYS_TO_1970;
        let cycle = days.div_euclid(DAYS_IN_CYCLE);
        let day_of_cycle = days.rem_euclid(DAYS_IN_CYCLE);
        let year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524
            - day_of_cycle / 146_096)
            / 365;
        let day_of_year =
            day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let months_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
        let month = if months_from_march < 10 {
            months_from_march + 3
        } else {
            months_from_march - 9
        };
        let year = year_of_cycle + cycle * 400 + i128::from(month <= 2);
        // All three fit: a day number of 64 bits spans some 10^16 years.
        (
            i64::try_from(year).unwrap_or_default(),
            u8::try_from(month).unwrap_or_default(),
            u8::try_from(day).unwrap_or_default(),
        )
    }

    /// The English name of the day of the week.
    pub fn weekday(self) -> &'static str {
        let index = usize::try_from(self.0.rem_euclid(7)).unwrap_or_default();
        WEEKDAYS.get(index).copied().unwrap_or_default()
    }

    /// The day `days` later (earlier when negative); `None` past the end of counting.
    pub fn plus(self, days: i64) -> Option<Self> {
        self.0.checked_add(days).map(Self)
    }

    /// The day of a moment in a zone.
    pub fn of(moment: &jiff::Zoned) -> Self {
        let date = moment.date();
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        Self::from_ymd(date.year().into(), month, day).unwrap_or(Self(0))
    }

    /// Today, where the program runs.
    pub fn today() -> Self {
        Self::of(&jiff::Zoned::now())
    }

    /// For tables: `16 Jan 2024`.
    pub fn short(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{day} {} {}", month_short(month), year_words(year))
    }

    /// As in files: `2024-01-16`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{}-{month:02}-{day:02}", year_iso(year))
    }
}

/// In full: `16 January 2024`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{day} {} {}", month_name(month), year_words(year))
    }
}

/// How many days a month has; `None` when there is no such month.
pub(super) fn days_in_month(year: i64, month: u8) -> Option<u8> {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

/// The English name of month 1 to 12, empty for any other number.
pub(super) fn month_name(month: u8) -> &'static str {
    usize::from(month)
        .checked_sub(1)
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

/// The first three letters of a month's name.
pub(super) fn month_short(month: u8) -> &'static str {
    let name = month_name(month);
    name.get(..3).unwrap_or(name)
}

/// A year as people write it: `2024`, `AD 79`, `500 BC`.
pub(super) fn year_words(year: i64) -> String {
    match year {
        ..=0 => format!("{} BC", 1 - i128::from(year)),
        1..=999 => format!("AD {year}"),
        _ => year.to_string(),
    }
}

/// A year as EDTF writes it: `2024`, `0079`, `-0499`, `Y17000`.
pub(super) fn year_iso(year: i64) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days_have_their_number_and_weekday() {
        let check = |year, month, day, number, weekday| {
            let found = Day::from_ymd(year, month, day).unwrap();
            assert_eq!(
                (found.days(), found.weekday()),
                (number, weekday),
                "{found}"
            );
        };
        check(1970, 1, 1, 0, "Thursday");
        check(2024, 1, 16, 19_738, "Tuesday");
        check(2000, 2, 29, 11_016, "Tuesday");
        check(1969, 12, 31, -1, "Wednesday");
        check(0, 3, 1, -719_468, "Wednesday");
        check(-499, 1, 1, -901_784, "Tuesday");
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for (year, month, day) in [
            (2023, 2, 29),
            (1900, 2, 29),
            (2024, 2, 30),
            (2024, 4, 31),
            (2024, 13, 1),
            (2024, 0, 1),
            (2024, 1, 0),
        ] {
            assert_eq!(
                Day::from_ymd(year, month, day),
                None,
                "{year}-{month}-{day}"
            );
        }
        assert_eq!(Day::from_ymd(i64::MAX, 1, 1), None);
        assert_eq!(Day::from_ymd(i64::MIN, 1, 1), None);
    }

    #[test]
    fn a_day_is_written_in_three_ways() {
        let day = Day::from_ymd(2024, 1, 16).unwrap();
        assert_eq!(
            (day.to_string(), day.short(), day.iso()),
            (
                "16 January 2024".into(),
                "16 Jan 2024".into(),
                "2024-01-16".into()
            )
        );
        assert_eq!(
            Day::from_ymd(-43, 3, 15).unwrap().to_string(),
            "15 March 44 BC"
        );
        assert_eq!(Day::from_ymd(79, 8, 24).unwrap().short(), "24 Aug AD 79");
    }

    proptest! {
        #[test]
        fn a_number_and_its_date_are_each_others_inverse(number: i64) {
            let day = Day::from_days(number);
            let (year, month, of_month) = day.ymd();
            prop_assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
            prop_assert!(!day.to_string().is_empty());
        }

        #[test]
        fn the_next_day_is_one_day_on(year in -20_000i64..20_000, month in 1u8..=12, of_month in 1u8..=31) {
            if let Some(day) = Day::from_ymd(year, month, of_month) {
                prop_assert_eq!(day.ymd(), (year, month, of_month));
                let next = Day::from_ymd(year, month, of_month + 1).or_else(|| Day::from_ymd(year, month + 1, 1)).or_else(|| Day::from_ymd(year + 1, 1, 1));
                prop_assert_eq!(day.plus(1), next);
            }
        }
    }
}
