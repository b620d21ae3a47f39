//! A date in EDTF said in English: a sentence for the reading under a field, and a short form for tables.

use edtf_core::{
    Date, DateTime, Interval, IntervalEndpoint, Precision, Qualifier, Set, SetElement, SetKind,
    TimeShift,
};

use super::Day;
use super::day::{month_name, month_short, year_words};
use super::edtf::{date_bounds, is_full};

/// Months in full or as three letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Long,
    Short,
}

/// A fragment such as `16 January 2024, a day` or `Some day from 11 to 20 January 2024`; no full stop.
pub(super) fn sentence(parsed: &edtf_core::Edtf) -> String {
    let text = match parsed {
        edtf_core::Edtf::Date(date) => date_sentence(date),
        edtf_core::Edtf::DateTime(moment) => moment_sentence(moment),
        edtf_core::Edtf::Interval(interval) => interval_text(interval, Style::Long),
        edtf_core::Edtf::Set(set) => set_sentence(set),
    };
    capitalised(&text)
}

/// A few words for a table cell: `26 or 27 Jan 2024`; `None` when the date is too long for one.
pub(super) fn short(parsed: &edtf_core::Edtf) -> Option<String> {
    match parsed {
        edtf_core::Edtf::Date(date) => Some(short_date(date)),
        edtf_core::Edtf::DateTime(moment) => {
            let time = moment.time;
            Some(format!(
                "{}, {:02}:{:02}",
                exact(&moment.date, Style::Short),
                time.hour,
                time.minute
            ))
        }
        edtf_core::Edtf::Interval(interval) => Some(interval_text(interval, Style::Short)),
        edtf_core::Edtf::Set(set) => short_set(set),
    }
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

// One date

fn date_sentence(date: &Date) -> String {
    let doubt = qualifier(date);
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

fn moment_sentence(moment: &DateTime) -> String {
    let time = moment.time;
    let seconds = if time.second == 0 {
        String::new()
    } else {
        format!(":{:02}", time.second)
    };
    let zone = match time.shift {
        None => "no time zone given".to_owned(),
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
        exact(&moment.date, Style::Long),
        time.hour,
        time.minute
    )
}

fn short_date(date: &Date) -> String {
    phrase(date, Style::Short)
}

/// A date inside a larger sentence, with its doubts: `about 16 January 2024`, `some day in January 2024`.
fn phrase(date: &Date, style: Style) -> String {
    let text = if is_exact(date) {
        exact(date, style)
    } else {
        masked(date, style)
    };
    let doubt = qualifier(date);
    if doubt.mixed {
        return match style {
            Style::Long => format!("{text}{}", parts_in_doubt(date)),
            Style::Short if doubt.uncertain && !doubt.approximate => format!("{text}?"),
            Style::Short => format!("about {text}{}", if doubt.uncertain { "?" } else { "" }),
        };
    }
    let about = if doubt.approximate { "about " } else { "" };
    let end = match (doubt.uncertain, style) {
        (false, _) => "",
        (true, Style::Long) => ", not certain",
        (true, Style::Short) => "?",
    };
    format!("{about}{text}{end}")
}

/// A date without any unspecified digit, and without its doubts.
fn exact(date: &Date, style: Style) -> String {
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
        date.month.and_then(|field| field.value()),
        date.day.and_then(|field| field.value()),
    ) {
        (None, _)
            if date.precision() == Precision::Year
                && date.year.value().is_some_and(|year| year > 9999) =>
        {
            format!("the year {year}")
        }
        (None, _) => year,
        (Some(code), _) if code > 12 => format!("{} {year}", part_name(code, style)),
        (Some(number), None) => format!("{} {year}", month(number)),
        (Some(number), Some(day)) => format!("{day} {} {year}", month(number)),
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
        .and_then(|field| field.value())
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
        (None, _) if style == Style::Short && last_year - first_year == 9 => {
            format!("{first_year}s")
        }
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

// Several dates

fn interval_text(interval: &Interval, style: Style) -> String {
    use IntervalEndpoint as End;
    if let (End::Date(first), End::Date(last)) = (&interval.start, &interval.end) {
        let items = listed(&[*first, *last], style, false);
        let text = items.texts.join(" to ");
        let from = if style == Style::Long { "from " } else { "" };
        return format!("{from}{text}{}", items.end);
    }
    let end_text = |date: &Date| phrase(date, style);
    let long = style == Style::Long;
    let start = match &interval.start {
        End::Date(date) | End::OnOrAfter(date) => format!("from {}", end_text(date)),
        End::OnOrBefore(date) => format!("from {} or earlier", end_text(date)),
        End::Open => String::new(),
        End::Unknown if long => "start not known".to_owned(),
        End::Unknown => "from ?".to_owned(),
    };
    match &interval.end {
        End::Date(date) | End::OnOrBefore(date) => {
            let to = if start.is_empty() { "up to" } else { "to" };
            match interval.start {
                End::Unknown if long => format!("up to {}, {start}", end_text(date)),
                _ => format!("{start} {to} {}", end_text(date))
                    .trim_start()
                    .to_owned(),
            }
        }
        End::OnOrAfter(date) => format!("{start} to {} or later", end_text(date))
            .trim_start()
            .to_owned(),
        End::Open => format!("{start} on"),
        End::Unknown if long => format!("{start}, end not known"),
        End::Unknown => format!("{start} to ?"),
    }
}

fn set_sentence(set: &Set) -> String {
    let one = set.kind == SetKind::OneMember;
    match (set.elements.as_slice(), one) {
        ([SetElement::Range(first, last)], true) => {
            format!(
                "{} from {}",
                some(first),
                listed(&[*first, *last], Style::Long, false)
                    .texts
                    .join(" to ")
            )
        }
        ([SetElement::Range(first, last)], false) => {
            format!(
                "every {} from {}",
                unit(first),
                listed(&[*first, *last], Style::Long, false)
                    .texts
                    .join(" to ")
            )
        }
        ([SetElement::OnOrBefore(date)], true) => {
            format!("{} up to {}", some(date), phrase(date, Style::Long))
        }
        ([SetElement::OnOrAfter(date)], true) => {
            format!("{} from {} on", some(date), phrase(date, Style::Long))
        }
        ([SetElement::Date(date)], _) => date_sentence(date),
        (elements, _) => match plain_dates(elements) {
            Some(dates) => dates_sentence(&dates, one),
            None => {
                let texts: Vec<String> = elements.iter().map(element_text).collect();
                let lead = if one {
                    "one of these: "
                } else {
                    "all of these: "
                };
                format!(
                    "{lead}{}",
                    conjoined(&texts, if one { "or" } else { "and" })
                )
            }
        },
    }
}

fn dates_sentence(dates: &[Date], one: bool) -> String {
    let same_unit = dates
        .windows(2)
        .all(|pair| unit(&pair[0]) == unit(&pair[1]));
    let exact_days = same_unit
        && dates
            .iter()
            .all(|date| is_exact(date) && date.precision() == Precision::Day);
    let items = listed(dates, Style::Long, one && exact_days && dates.len() <= 3);
    let text = conjoined(&items.texts, if one { "or" } else { "and" });
    let units = if same_unit {
        dates.first().map_or("time", unit)
    } else {
        "date"
    };
    let lead = match (one, dates.len()) {
        (true, count) => format!("one of {} {units}s, ", count_word(count)),
        (false, 2) => "both ".to_owned(),
        (false, _) => "all of ".to_owned(),
    };
    format!("{lead}{text}{}", items.end)
}

fn short_set(set: &Set) -> Option<String> {
    let one = set.kind == SetKind::OneMember;
    match set.elements.as_slice() {
        [SetElement::Range(first, last)] => {
            let texts = listed(&[*first, *last], Style::Short, false).texts;
            Some(if one {
                format!("between {}", texts.join(" and "))
            } else {
                format!("each of {}", texts.join(" to "))
            })
        }
        [SetElement::OnOrBefore(date)] => Some(format!("by {}", phrase(date, Style::Short))),
        [SetElement::OnOrAfter(date)] => Some(format!("{} or later", phrase(date, Style::Short))),
        elements if elements.len() <= 3 => {
            let items = listed(&plain_dates(elements)?, Style::Short, false);
            Some(format!(
                "{}{}",
                conjoined(&items.texts, if one { "or" } else { "and" }),
                items.end
            ))
        }
        _ => None,
    }
}

fn element_text(element: &SetElement) -> String {
    match element {
        SetElement::Date(date) => phrase(date, Style::Long),
        SetElement::OnOrBefore(date) => format!("{} or earlier", phrase(date, Style::Long)),
        SetElement::OnOrAfter(date) => format!("{} or later", phrase(date, Style::Long)),
        SetElement::Range(first, last) => listed(&[*first, *last], Style::Long, false)
            .texts
            .join(" to "),
    }
}

fn plain_dates(elements: &[SetElement]) -> Option<Vec<Date>> {
    elements
        .iter()
        .map(|element| match element {
            SetElement::Date(date) => Some(*date),
            SetElement::OnOrBefore(_) | SetElement::OnOrAfter(_) | SetElement::Range(..) => None,
        })
        .collect()
}

/// Dates side by side, each without what the next one says too.
struct Listed {
    texts: Vec<String>,
    /// A doubt that they all share.
    end: &'static str,
}

fn listed(dates: &[Date], style: Style, weekdays: bool) -> Listed {
    let doubts: Vec<Doubt> = dates.iter().map(qualifier).collect();
    let shared =
        doubts.windows(2).all(|pair| pair[0] == pair[1]) && doubts.iter().all(|doubt| !doubt.mixed);
    if !shared || !dates.iter().all(is_exact) {
        return Listed {
            texts: dates.iter().map(|date| phrase(date, style)).collect(),
            end: "",
        };
    }
    let doubt = doubts.first().copied().unwrap_or_default();
    let texts = dates.iter().enumerate().map(|(index, date)| {
        let text = exact(date, style);
        let text = dates
            .get(index + 1)
            .map_or(text.as_str(), |next| without_shared(&text, date, next));
        let weekday = if weekdays {
            days(date).map(|(day, _)| format!("{} ", day.weekday()))
        } else {
            None
        };
        format!(
            "{}{}{text}",
            if doubt.approximate { "about " } else { "" },
            weekday.unwrap_or_default()
        )
    });
    let end = match (doubt.uncertain, style) {
        (false, _) => "",
        (true, Style::Long) => ", not certain",
        (true, Style::Short) => "?",
    };
    Listed {
        texts: texts.collect(),
        end,
    }
}

/// `26` of `26 January 2024` before `27 January 2024`; `30 January` before `2 February 2024`.
fn without_shared<'a>(text: &'a str, date: &Date, next: &Date) -> &'a str {
    let common_era = date
        .year
        .value()
        .is_some_and(|year| (1000..=9999).contains(&year));
    let value = |date: &Date| date.month.and_then(|field| field.value());
    if !common_era || date.year.value() != next.year.value() || date.precision() != next.precision()
    {
        return text;
    }
    match (date.precision(), value(date) == value(next)) {
        (Precision::Day, true) => text.split(' ').next().unwrap_or(text),
        (Precision::Day, false) | (Precision::Month, _) => {
            text.rsplit_once(' ').map_or(text, |(rest, _)| rest)
        }
        (Precision::Year | Precision::Season, _) => text,
    }
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

// Words

/// Which doubts a date bears; `mixed` when not every part bears the same.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Doubt {
    approximate: bool,
    uncertain: bool,
    mixed: bool,
}

fn qualifiers(date: &Date) -> [Option<Qualifier>; 3] {
    [
        Some(date.year.qualifier),
        date.month.map(|field| field.qualifier),
        date.day.map(|field| field.qualifier),
    ]
}

fn qualifier(date: &Date) -> Doubt {
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
fn is_exact(date: &Date) -> bool {
    !date.has_unspecified() && date.year.significant_digits.is_none() && date.year.value().is_some()
}

fn days(date: &Date) -> Option<(Day, Day)> {
    let bounds = date_bounds(date);
    bounds.earliest.day().zip(bounds.latest.day())
}

fn unit(date: &Date) -> &'static str {
    match date.precision() {
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Season => "part",
        Precision::Year => "year",
    }
}

/// `some day`, or `some time` when the date is coarser than a day.
fn some(date: &Date) -> &'static str {
    if date.precision() == Precision::Day {
        "some day"
    } else {
        "some time"
    }
}

fn conjoined(texts: &[String], word: &str) -> String {
    match texts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

fn count_word(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    words
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
