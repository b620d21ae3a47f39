//! Time zones: what "16 January" in one of them is in seconds of UTC.
//!
//! A zone is an offset (`+03:30`, `UTC+5`) or a name of the IANA time zone database, which comes
//! with the program, so that the same file has the same verdicts on every machine. A time of day
//! that says its own offset needs no other zone. Abbreviations that mean several zones ("IST") are
//! not read.

use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, civil};

use super::stretch::{End, Stretch};
use crate::model::When;
use crate::model::date::{Bound, Bounds, Clock, Day};

/// Seconds in a day.
pub(super) const DAY: i128 = 86_400;
const MINUTE: i128 = 60;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The clock by which a date was told.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    /// Minutes ahead of UTC, all year.
    Fixed(i32),
    /// A place with its rules, and its name as given.
    Named(TimeZone, String),
}

/// The zone of a date; `None` when none is said or what is said is not a zone.
pub(super) fn zone_of(when: &When, clock: Option<Clock>) -> Option<Zone> {
    if let Some(minutes) = clock.and_then(|clock| clock.offset) {
        return Some(Zone::Fixed(i32::from(minutes)));
    }
    let text = when.zone.trim();
    if text.is_empty() {
        return None;
    }
    if let Some(minutes) = offset(text) {
        return Some(Zone::Fixed(minutes));
    }
    let zone = DATABASE.get(text).ok()?;
    Some(Zone::Named(zone, text.to_owned()))
}

/// Minutes ahead of UTC: `Z`, `UTC`, `+03:30`, `-0500`, `+5`, `UTC+5`, `GMT-3:30`.
fn offset(text: &str) -> Option<i32> {
    let text = text.to_ascii_uppercase().replace('−', "-");
    let rest = ["UTC", "GMT", "Z"]
        .iter()
        .find_map(|name| text.strip_prefix(name));
    if rest.is_some_and(str::is_empty) {
        return Some(0);
    }
    let text = rest.unwrap_or(&text).trim_start();
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let number = |text: &str| {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

impl Zone {
    /// The second of UTC at which a clock in the zone shows `local` seconds after midnight of
    /// 1970-01-01. A time that the clock leaves out or shows twice is taken as the IANA rules have
    /// it before the change.
    fn to_utc(&self, local: i128) -> i128 {
        local - self.ahead_at(local)
    }

    /// Seconds ahead of UTC when the clock shows `local`.
    fn ahead_at(&self, local: i128) -> i128 {
        let zone = match self {
            Self::Fixed(minutes) => return i128::from(*minutes) * MINUTE,
            Self::Named(zone, _) => zone,
        };
        let found = civil_time(local).and_then(|time| {
            let moment = zone.to_ambiguous_timestamp(time).compatible().ok()?;
            Some(local - i128::from(moment.as_second()))
        });
        found.unwrap_or_else(|| {
            // Beyond the years that the rules cover, the clock is taken to stay as it was.
            let edge = if local < 0 {
                Timestamp::MIN
            } else {
                Timestamp::MAX
            };
            i128::from(zone.to_offset(edge).seconds())
        })
    }

    /// The stretch of UTC that these days take up in the zone.
    pub(super) fn stretch(&self, days: &Bounds) -> Stretch {
        let end = |bound: Bound, later: i128| match bound {
            Bound::Day(day) => End::At(self.to_utc((i128::from(day.days()) + later) * DAY)),
            Bound::Open => End::Open,
            Bound::Unknown => End::Unknown,
        };
        Stretch {
            from: end(days.earliest, 0),
            to: end(days.latest, 1),
        }
    }

    /// The stretch of UTC that a time of day means: its minute, or its second where one is given.
    pub(super) fn moment(&self, day: Day, clock: Clock) -> Stretch {
        let local = i128::from(day.days()) * DAY + i128::from(clock.seconds);
        let length = if clock.seconds.is_multiple_of(60) {
            MINUTE
        } else {
            1
        };
        let from = self.to_utc(local);
        Stretch {
            from: End::At(from),
            to: End::At(from + length),
        }
    }

    /// For a sentence: `UTC+03:30`, `Karachi time, UTC+05:00`; the offset is that of the day.
    pub(super) fn words(&self, day: Option<Day>) -> String {
        let ahead = day.map(|day| self.ahead_at(i128::from(day.days()) * DAY + DAY / 2));
        match self {
            Self::Fixed(minutes) => offset_words(i128::from(*minutes)),
            Self::Named(_, name) => {
                let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
                match ahead {
                    Some(ahead) => format!("{city} time, {}", offset_words(ahead / MINUTE)),
                    None => format!("{city} time"),
                }
            }
        }
    }
}

fn civil_time(local: i128) -> Option<civil::DateTime> {
    let local = i64::try_from(local).ok()?;
    let moment = Timestamp::from_second(local).ok()?;
    Some(Offset::UTC.to_datetime(moment))
}

fn offset_words(minutes: i128) -> String {
    match minutes {
        0 => "UTC".to_owned(),
        _ => {
            let (sign, ahead) = if minutes < 0 {
                ('-', -minutes)
            } else {
                ('+', minutes)
            };
            format!("UTC{sign}{:02}:{:02}", ahead / 60, ahead % 60)
        }
    }
}

/// `15 January 2024, 19:00`, of a second of UTC.
pub(super) fn moment_words(second: i128) -> String {
    let day = i64::try_from(second.div_euclid(DAY)).map(Day::from_days);
    let of_day = second.rem_euclid(DAY);
    let seconds = match of_day % 60 {
        0 => String::new(),
        seconds => format!(":{seconds:02}"),
    };
    let day = day.map_or_else(
        |_| "a day too far away to count".to_owned(),
        |d| d.to_string(),
    );
    format!(
        "{day}, {:02}:{:02}{seconds}",
        of_day / 3600,
        of_day / 60 % 60
    )
}
