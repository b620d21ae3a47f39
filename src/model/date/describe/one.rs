//! One date in words.

use edtf_core::{Date, DateField, Precision, Qualifier};

use super::super::Day;
use super::super::day::{month_name, month_short, year_words};
use super::super::edtf::{date_bounds, is_full};

/// Months in full or as three letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Long,
    Short,
}

pub(super) fn date_sentence(date: &Date) -> String {
    let doubt = qualifier(date);
    if !is_exact(date) && doubt == Doubt::default() {
        return masked(date, Style::Long);
    }
    if !is_exact(date) || doubt.mixed || doubt.approximate {
        return phrase(date, Style::Long);
    }
    let text = exact(date, Style::Long);
    let said = match date.precision() {
        Precision::Day => format!("{text}, a day"),
        Precision::Month | Precision::Year => format!("any day of {text}"),
        Precision::Season => season_sentence(date, &text),
    };
    if doubt.uncertain {
        format!("{}, not certain", said.trim_end_matches(", a day"))
    } else {
        said
    }
}

/// `Spring 2024, March to May 2024`: which months are meant is a convention, so it is shown.
fn season_sentence(date: &Date, name: &str) -> String {
    match days(date) {
        Some((first, last)) => {
            let ((first_year, first_month, _), (last_year, last_month, _)) =
                (first.ymd(), last.ymd());
            let year = if first_year == last_year {
                String::new()
            } else {
                format!(" {}", year_words(first_year))
            };
            let (first, last) = (month_name(first_month), month_name(last_month));
            format!("{name}, {first}{year} to {last} {}", year_words(last_year))
        }
        None => name.to_owned(),
    }
}

/// A date inside a larger sentence, with its doubts: `about 16 January 2024`, `some day in January 2024`.
pub(super) fn phrase(date: &Date, style: Style) -> String {
    phrase_then(date, style, "")
}

/// The same with words after the date and before what is said of its doubt: `17 January 2024 on, not certain`.
pub(super) fn phrase_then(date: &Date, style: Style, then: &str) -> String {
    let text = match decade(date) {
        Some(decade) if style == Style::Long => format!("the {decade}"),
        Some(decade) => decade,
        None if is_exact(date) => named(date, style),
        None if date.is_approximate() && date.month.is_none() => years(date),
        None => masked(date, style),
    };
    let doubt = qualifier(date);
    if doubt.mixed {
        return match style {
            Style::Long => format!("{text}{then}{}", parts_in_doubt(date)),
            Style::Short if doubt.uncertain && !doubt.approximate => format!("{text}?{then}"),
            Style::Short => format!(
                "about {text}{}{then}",
                if doubt.uncertain { "?" } else { "" }
            ),
        };
    }
    let about = if doubt.approximate { "about " } else { "" };
    match (doubt.uncertain, style) {
        (false, _) => format!("{about}{text}{then}"),
        (true, Style::Long) => format!("{about}{text}{then}, not certain"),
        (true, Style::Short) => format!("{about}{text}?{then}"),
    }
}

/// An exact date within a sentence: `the first quarter of 2024`.
pub(super) fn named(date: &Date, style: Style) -> String {
    let text = exact(date, style);
    let code = date.month.and_then(DateField::value).unwrap_or_default();
    if code > 32 && style == Style::Long {
        format!("the {text}")
    } else {
        text
    }
}

/// A date without any unspecified digit, and without its doubts.
pub(super) fn exact(date: &Date, style: Style) -> String {
    let year = date
        .year
        .value()
        .map_or_else(|| "a year too far away to count".to_owned(), year_words);
    let month = |month: u8| {
        if style == Style::Long {
            month_name(month)
        } else {
            month_short(month)
        }
    };
    match (
        date.month.and_then(DateField::value),
        date.day.and_then(DateField::value),
    ) {
        (None, _)
            if date.precision() == Precision::Year
                && date.year.value().is_some_and(|year| year > 9999) =>
        {
            format!("the year {year}")
        }
        (None, _) => year,
        (Some(code), _) if code > 12 => {
            format!("{} {year}{}", part_name(code, style), second_year(date))
        }
        (Some(number), None) => format!("{} {year}", month(number)),
        (Some(number), Some(day)) => format!("{day} {} {year}", month(number)),
    }
}

/// `–25` for a part of 2024 that runs into 2025, as a winter does.
fn second_year(date: &Date) -> String {
    match days(date).map(|(first, last)| (first.ymd().0, last.ymd().0)) {
        Some((first, last)) if first != last && first >= 1000 => format!("–{:02}", last % 100),
        _ => String::new(),
    }
}

/// A date with unspecified digits: what they leave open.
fn masked(date: &Date, style: Style) -> String {
    let Some((first, last)) = days(date) else {
        return "a time too far away to count".to_owned();
    };
    let ((first_year, ..), (last_year, ..)) = (first.ymd(), last.ymd());
    let (day_open, month_open) = (!is_full(date.day), !is_full(date.month));
    let month_text = date
        .month
        .and_then(DateField::value)
        .map_or("", |month| match style {
            Style::Long => month_name(month),
            Style::Short => month_short(month),
        });
    let one_year = first_year == last_year;
    let years = if one_year {
        year_words(first_year)
    } else {
        format!("from {first_year} to {last_year}")
    };
    match (date.month, date.day) {
        (None, _) if style == Style::Short => format!("between {first_year} and {last_year}"),
        (None, _) => format!("some year {years}"),
        (Some(_), None) if month_open && one_year && style == Style::Short => years,
        (Some(_), None) if month_open && one_year => format!("some month of {years}"),
        (Some(_), Some(day))
            if month_open && one_year && day_open && day.digits == [None, None] =>
        {
            match style {
                Style::Long => format!("some day of {years}"),
                Style::Short => years,
            }
        }
        (Some(_), Some(day)) if !month_open && one_year && day.digits == [None, None] => {
            match style {
                Style::Long => format!("some day in {month_text} {years}"),
                Style::Short => format!("{month_text} {years}"),
            }
        }
        (Some(_), Some(day)) if !month_open && !day_open && !one_year => {
            let day = day.value().unwrap_or_default();
            if style == Style::Long && (first_year, last_year) == (0, 9999) {
                format!("{day} {month_text} of a year not given")
            } else if style == Style::Long {
                format!("{day} {month_text} of some year {years}")
            } else {
                format!("{day} {month_text}, year not given")
            }
        }
        _ => match style {
            Style::Long => format!("some day from {}", range(first, last, style, "to")),
            Style::Short => format!("between {}", range(first, last, style, "and")),
        },
    }
}

/// `1980s`, when the date is a decade.
fn decade(date: &Date) -> Option<String> {
    let (first, last) = days(date).filter(|_| date.month.is_none() && !is_exact(date))?;
    let (first, last) = (first.ymd().0, last.ymd().0);
    (first >= 1000 && last == first + 9).then(|| format!("{first}s"))
}

/// `1800 to 1899`.
fn years(date: &Date) -> String {
    days(date).map_or_else(String::new, |(first, last)| {
        format!(
            "{} to {}",
            year_words(first.ymd().0),
            year_words(last.ymd().0)
        )
    })
}

/// A season, quarter, third or half of a year, by its code in ISO 8601-2, 4.8.
fn part_name(code: u8, style: Style) -> &'static str {
    let (long, short) = match code {
        21 => ("spring", "spring"),
        22 => ("summer", "summer"),
        23 => ("autumn", "autumn"),
        24 => ("winter", "winter"),
        25 => ("northern spring", "N spring"),
        26 => ("northern summer", "N summer"),
        27 => ("northern autumn", "N autumn"),
        28 => ("northern winter", "N winter"),
        29 => ("southern spring", "S spring"),
        30 => ("southern summer", "S summer"),
        31 => ("southern autumn", "S autumn"),
        32 => ("southern winter", "S winter"),
        33 => ("first quarter of", "Q1"),
        34 => ("second quarter of", "Q2"),
        35 => ("third quarter of", "Q3"),
        36 => ("fourth quarter of", "Q4"),
        37 => ("first third of", "1st third of"),
        38 => ("second third of", "2nd third of"),
        39 => ("last third of", "3rd third of"),
        40 => ("first half of", "1st half of"),
        _ => ("second half of", "2nd half of"),
    };
    if style == Style::Long { long } else { short }
}

fn range(first: Day, last: Day, style: Style, between: &str) -> String {
    let text = |day: Day| {
        if style == Style::Long {
            day.to_string()
        } else {
            day.short()
        }
    };
    let (first_parts, last_parts) = (first.ymd(), last.ymd());
    let first_text = text(first);
    let kept = if first_parts.0 == last_parts.0 && first_parts.0 >= 1000 {
        let kept = first_text
            .rsplit_once(' ')
            .map_or(first_text.as_str(), |(rest, _)| rest);
        if first_parts.1 == last_parts.1 {
            kept.split(' ').next().unwrap_or(kept)
        } else {
            kept
        }
    } else {
        first_text.as_str()
    };
    format!("{kept} {between} {}", text(last))
}
/// Which doubts a date bears; `mixed` when not every part bears the same.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Doubt {
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
    pub(super) mixed: bool,
}

fn qualifiers(date: &Date) -> [Option<Qualifier>; 3] {
    [
        Some(date.year.qualifier),
        date.month.map(|field| field.qualifier),
        date.day.map(|field| field.qualifier),
    ]
}

pub(super) fn qualifier(date: &Date) -> Doubt {
    Doubt {
        approximate: date.is_approximate(),
        uncertain: date.is_uncertain(),
        mixed: qualifiers(date)
            .iter()
            .flatten()
            .any(|part| *part != date.year.qualifier),
    }
}

/// `, the day approximate`.
fn parts_in_doubt(date: &Date) -> String {
    let names = ["year", "month", "day"];
    let doubts = qualifiers(date)
        .into_iter()
        .zip(names)
        .filter_map(|(part, name)| {
            let word = match part? {
                Qualifier {
                    uncertain: true,
                    approximate: true,
                } => "approximate and not certain",
                Qualifier {
                    uncertain: true, ..
                } => "not certain",
                Qualifier {
                    approximate: true, ..
                } => "approximate",
                Qualifier { .. } => return None,
            };
            Some(format!(", the {name} {word}"))
        });
    doubts.collect()
}

/// True when every digit is given and the year is a number that can be written out.
pub(super) fn is_exact(date: &Date) -> bool {
    !date.has_unspecified() && date.year.significant_digits.is_none() && date.year.value().is_some()
}

pub(super) fn days(date: &Date) -> Option<(Day, Day)> {
    let bounds = date_bounds(date);
    bounds.earliest.day().zip(bounds.latest.day())
}

pub(super) fn unit(date: &Date) -> &'static str {
    match date.precision() {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Season => "part",
        Precision::Year => "year",
    }
}
