//! A date in EDTF said in English: a sentence for the reading under a field, and a short form for tables.

mod one;
mod several;

use crate::model::capital;
use edtf_core::{DateTime, TimeShift};

/// A fragment such as `16 January 2024, a day` or `Some day from 11 to 20 January 2024`; no full stop.
/// `zone` is named beside a time of day that does not say how far it is from UTC.
pub(super) fn sentence(parsed: &edtf_core::Edtf, zone: &str) -> String {
    let text = match parsed {
        edtf_core::Edtf::Date(date) => one::date_sentence(date),
        edtf_core::Edtf::DateTime(moment) => moment_sentence(moment, zone),
        edtf_core::Edtf::Interval(interval) => several::interval_text(interval, one::Style::Long),
        edtf_core::Edtf::Set(set) => several::set_sentence(set),
    };
    capital(&text)
}

/// A few words for a table cell: `26 or 27 Jan 2024`; `None` when the date is too long for one.
pub(super) fn short(parsed: &edtf_core::Edtf) -> Option<String> {
    match parsed {
        edtf_core::Edtf::Date(date) => Some(one::phrase(date, one::Style::Short)),
        edtf_core::Edtf::DateTime(moment) => {
            let time = moment.time;
            Some(format!(
                "{}, {:02}:{:02}",
                one::exact(&moment.date, one::Style::Short),
                time.hour,
                time.minute
            ))
        }
        edtf_core::Edtf::Interval(interval) => {
            Some(several::interval_text(interval, one::Style::Short))
        }
        edtf_core::Edtf::Set(set) => several::short_set(set),
    }
}

/// In the middle of a sentence: `16 January 2024`, `some day in January 2024`, `16 January 2024, 20:30`. A time
/// of day comes without its zone.
pub(super) fn long(parsed: &edtf_core::Edtf) -> String {
    match parsed {
        edtf_core::Edtf::Date(date) => one::phrase(date, one::Style::Long),
        edtf_core::Edtf::DateTime(moment) => {
            let day = one::exact(&moment.date, one::Style::Long);
            format!("{day}, {}", clock(moment.time))
        }
        edtf_core::Edtf::Interval(interval) => several::interval_text(interval, one::Style::Long),
        edtf_core::Edtf::Set(set) => several::set_sentence(set),
    }
}

/// `20:30`, or `20:30:15` where the seconds count.
fn clock(time: edtf_core::Time) -> String {
    let seconds = match time.second {
        0 => String::new(),
        second => format!(":{second:02}"),
    };
    format!("{:02}:{:02}{seconds}", time.hour, time.minute)
}

/// The first and the last day: `earliest 11 January 2024, latest 20 January 2024`.
pub(super) fn span(bounds: &super::Bounds) -> String {
    use super::Bound;
    if let Some(day) = bounds.single() {
        return format!("earliest and latest {day}");
    }
    let side = |name: &str, bound: Bound| match bound {
        Bound::Day(day) => format!("{name} {day}"),
        Bound::Open => format!("no {name} day"),
        Bound::Unknown => format!("{name} not known"),
    };
    format!(
        "{}, {}",
        side("earliest", bounds.earliest),
        side("latest", bounds.latest)
    )
}

fn moment_sentence(moment: &DateTime, zone: &str) -> String {
    let time = moment.time;
    let seconds = if time.second == 0 {
        String::new()
    } else {
        format!(":{:02}", time.second)
    };
    let zone = match time.shift {
        None if zone.is_empty() => "no time zone given".to_owned(),
        None => zone.to_owned(),
        Some(TimeShift::Utc) => "UTC".to_owned(),
        Some(TimeShift::Offset { minutes, .. }) => {
            let (sign, ahead) = if minutes < 0 {
                ('-', -i32::from(minutes))
            } else {
                ('+', i32::from(minutes))
            };
            format!("UTC{sign}{:02}:{:02}", ahead / 60, ahead % 60)
        }
    };
    format!(
        "{} at {:02}:{:02}{seconds}, {zone}",
        one::exact(&moment.date, one::Style::Long),
        time.hour,
        time.minute
    )
}
