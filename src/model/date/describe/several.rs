//! Ranges and sets of dates in words.

use edtf_core::{Date, DateField, Interval, IntervalEndpoint, Precision, Set, SetElement, SetKind};

use super::one::{
    Doubt, Style, date_sentence, days, is_exact, named, phrase, phrase_then, qualifier, unit,
};

pub(super) fn interval_text(interval: &Interval, style: Style) -> String {
    use IntervalEndpoint as End;
    if let (End::Date(first), End::Date(last)) = (&interval.start, &interval.end) {
        let items = listed(&[*first, *last], style, false);
        let text = items.texts.join(" to ");
        let from = if style == Style::Long { "from " } else { "" };
        return format!("{from}{text}{}", items.end);
    }
    let long = style == Style::Long;
    let then = |date: &Date, then: &str| phrase_then(date, style, then);
    let from = match &interval.start {
        End::Date(date) | End::OnOrAfter(date) => match interval.end {
            End::Open => return format!("from {}", then(date, " on")),
            End::Unknown if long => return format!("from {}, end not known", then(date, "")),
            _ => format!("from {} to ", then(date, "")),
        },
        End::OnOrBefore(date) => match interval.end {
            End::Open => return format!("from {}", then(date, " or earlier on")),
            End::Unknown if long => {
                return format!("from {}, end not known", then(date, " or earlier"));
            }
            _ => format!("from {} to ", then(date, " or earlier")),
        },
        End::Unknown if !long => "from ? to ".to_owned(),
        End::Open | End::Unknown => "up to ".to_owned(),
    };
    let unknown_start = long && interval.start == End::Unknown;
    let to = match &interval.end {
        End::Date(date) | End::OnOrBefore(date) => then(
            date,
            if unknown_start {
                ", start not known"
            } else {
                ""
            },
        ),
        End::OnOrAfter(date) => then(date, " or later"),
        End::Open | End::Unknown => "?".to_owned(),
    };
    format!("{from}{to}")
}

pub(super) fn set_sentence(set: &Set) -> String {
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
            format!(
                "{} from {}",
                some(date),
                phrase_then(date, Style::Long, " on")
            )
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
    let unit = shared_unit(dates);
    let items = listed(
        dates,
        Style::Long,
        one && unit == Some("day") && dates.len() <= 3,
    );
    let text = conjoined(&items.texts, if one { "or" } else { "and" });
    let lead = match (one, unit, dates.len()) {
        (true, Some(unit), count) => format!("one of {} {unit}s, ", count_word(count)),
        (true, None, _) => "one of these: ".to_owned(),
        (false, _, 2) => "both ".to_owned(),
        (false, ..) => "all of ".to_owned(),
    };
    format!("{lead}{text}{}", items.end)
}

/// `day`, `month` or `year`, when all dates are exact ones.
fn shared_unit(dates: &[Date]) -> Option<&'static str> {
    let unit = dates.first().map(unit)?;
    let same = dates
        .iter()
        .all(|date| is_exact(date) && self::unit(date) == unit);
    (same && unit != "part").then_some(unit)
}

pub(super) fn short_set(set: &Set) -> Option<String> {
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
        [SetElement::OnOrAfter(date)] => Some(phrase_then(date, Style::Short, " or later")),
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
        SetElement::OnOrBefore(date) => phrase_then(date, Style::Long, " or earlier"),
        SetElement::OnOrAfter(date) => phrase_then(date, Style::Long, " or later"),
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
        let text = named(date, style);
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
    let value = |date: &Date| date.month.and_then(DateField::value);
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
