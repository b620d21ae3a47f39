//! Whether a passage holds a date.

use super::calendar::is_rest_of_ordinal;
use super::dates::{Dates, Part};
use super::read_date::{DATE_TOKENS, read_plainly};
use super::text::Text;
use crate::model::date::{Bound, Day};
use crate::model::{Claim, Tables, When};
use crate::query::fold;

/// Days around a report within which a weekday without a date is meant.
const WEEK: i64 = 7;

/// What of the date is not there, as the beginning of a sentence.
pub(super) fn missing_date(
    tables: &Tables,
    claim: &Claim,
    text: &Text,
    when: &When,
) -> Option<String> {
    if when.is_empty() {
        return None;
    }
    let says = format!("The date {}", when.short());
    let words = fold(&when.words);
    let words = words.trim();
    let in_words = !words.is_empty() && fold(text.words(0..text.len())).contains(words);
    if when.bounds().is_none() {
        return (!in_words).then(|| format!("{says} is not"));
    }
    // Words that come to the date by themselves, or in a calendar that is not read here.
    let same = || crate::model::When::read(&when.words).edtf == when.edtf;
    if in_words && (when.calendar != crate::model::date::Calendar::default() || same()) {
        return None;
    }
    let looked = Looked::new(tables, claim, text);
    let wanted = wanted(when.edtf.as_str());
    let in_parts = |parts: &Vec<Part>| parts.iter().all(|part| looked.has(*part));
    if wanted.as_ref().is_some_and(in_parts) || looked.has_span(text, when) {
        return None;
    }
    let year = wanted
        .into_iter()
        .flatten()
        .find(|part| !looked.has(*part) && looked.has_but_year(*part));
    Some(match year.and_then(|part| part.year) {
        Some(year) => format!("The year {year} of the date {} is not", when.short()),
        None => format!("{says} is not"),
    })
}

/// The days, months and years that an EDTF date names; `None` for one that names none as such: a season,
/// unspecified digits, a part of a month.
fn wanted(edtf: &str) -> Option<Vec<Part>> {
    let plain: String = edtf.chars().filter(|c| !"?~%[]{}".contains(*c)).collect();
    let mut parts = Vec::new();
    for piece in plain
        .replace("..", "/")
        .split(['/', ','])
        .filter(|piece| !piece.is_empty())
    {
        parts.push(wanted_part(piece)?);
    }
    // "Between the 11th and the 20th" names its days; "mid-January" comes to the same and does not.
    let span = edtf.starts_with('[') && edtf.contains("..") && parts.len() == 2;
    (!parts.is_empty() && !span).then_some(parts)
}

/// `2024-01-16`, with or without a time, `2024-01`, `2024`.
fn wanted_part(piece: &str) -> Option<Part> {
    let date = piece.split('T').next()?;
    let mut numbers = date.split('-');
    let year: i64 = numbers.next()?.parse().ok()?;
    let month = numbers.next().map(str::parse::<u8>).transpose().ok()?;
    let day = numbers.next().map(str::parse::<u8>).transpose().ok()?;
    let plain = month.is_none_or(|month| (1..=12).contains(&month));
    plain.then_some(Part {
        year: Some(year),
        month,
        day,
        ..Part::default()
    })
}

/// What a passage says of dates, and when it was reported.
struct Looked {
    dates: Dates,
    /// The first and the last day on which the words were published, as far as known.
    report: Option<(Day, Day)>,
    /// Years that the whole text names, where the passage names none.
    years_around: Vec<i64>,
}

impl Looked {
    fn new(tables: &Tables, claim: &Claim, text: &Text) -> Self {
        let dates = Dates::of(text);
        let report = report(tables, claim);
        let unsaid = report.is_none() && dates.parts.iter().all(|part| part.year.is_none());
        let years_around = if unsaid {
            years_of_capture(tables, claim)
        } else {
            Vec::new()
        };
        Self {
            dates,
            report,
            years_around,
        }
    }

    fn has(&self, wanted: Part) -> bool {
        self.dates
            .parts
            .iter()
            .any(|part| self.is(part, wanted) && self.year_fits(part, wanted))
            || self
                .dates
                .parts
                .iter()
                .any(|part| self.is_weekday(part, wanted))
    }

    fn has_but_year(&self, wanted: Part) -> bool {
        (wanted.month.is_some()) && self.dates.parts.iter().any(|part| self.is(part, wanted))
    }

    /// Whether day and month, or the year where that is all, are those of the words.
    fn is(&self, part: &Part, wanted: Part) -> bool {
        match (wanted.month, wanted.day) {
            (None, _) => part.year == wanted.year,
            (Some(month), None) => part.month == Some(month),
            (Some(month), Some(day)) => part.day == Some(day) && self.month_fits(part, month),
        }
    }

    /// "The 18th" is of a month that stands beside it, if one does.
    fn month_fits(&self, part: &Part, month: u8) -> bool {
        let mut months = self
            .dates
            .parts
            .iter()
            .filter_map(|part| part.month)
            .peekable();
        match part.month {
            Some(found) => found == month,
            None => months.peek().is_none() || months.any(|found| found == month),
        }
    }

    /// The year of the words themselves; else one that stands beside them; else one that fits the report.
    fn year_fits(&self, part: &Part, wanted: Part) -> bool {
        let Some(year) = wanted.year else {
            return true;
        };
        let beside: Vec<i64> = self
            .dates
            .parts
            .iter()
            .filter_map(|part| part.year)
            .collect();
        match part.year {
            Some(found) => found == year,
            None if !beside.is_empty() => beside.contains(&year),
            None => self.year_of_report_fits(year),
        }
    }

    fn year_of_report_fits(&self, year: i64) -> bool {
        match self.report {
            Some((first, last)) => (first.ymd().0 - 1..=last.ymd().0 + 1).contains(&year),
            None => self.years_around.is_empty() || self.years_around.contains(&year),
        }
    }

    /// "On Tuesday" and "yesterday" are the day when they come to it from the day of the report.
    fn is_weekday(&self, part: &Part, wanted: Part) -> bool {
        let day = || Day::from_ymd(wanted.year?, wanted.month?, wanted.day?);
        let Some(day) = day() else {
            return false;
        };
        let from_report = |least: i64, most: i64| {
            self.report.is_none_or(|(first, last)| {
                day.days() >= first.days() + least && day.days() <= last.days() + most
            })
        };
        match (part.weekday, part.offset) {
            (Some(weekday), _) => weekday == day.weekday() && from_report(-WEEK, WEEK),
            (None, Some(offset)) => self.report.is_some() && from_report(offset - 1, offset + 1),
            (None, None) => false,
        }
    }

    /// Whether some words of the passage come to the same days as the date of the claim.
    fn has_span(&self, text: &Text, when: &When) -> bool {
        let Some(bounds) = when.bounds() else {
            return false;
        };
        if !(0..text.len()).any(|at| self.dates.has(at)) {
            return false;
        }
        let year = [bounds.latest, bounds.earliest]
            .iter()
            .find_map(|bound| match bound {
                Bound::Day(day) => Some(day.ymd().0),
                Bound::Open | Bound::Unknown => None,
            });
        let years = self.dates.parts.iter().any(|part| part.year.is_some());
        let year = year.filter(|year| !years && self.year_of_report_fits(*year));
        let is = |words: &str| read_plainly(words).bounds() == Some(bounds);
        let mut starts = (0..text.len()).filter(|at| !is_rest_of_ordinal(text, *at));
        starts.any(|start| {
            (start + 1..=text.len().min(start + DATE_TOKENS)).any(|end| {
                let words = text.words(start..end);
                (start..end).any(|at| self.dates.has(at))
                    && (is(words) || year.is_some_and(|year| is(&format!("{words} {year}"))))
            })
        })
    }
}

/// The days on which the words of the claim were published: as reported, else as its source was.
fn report(tables: &Tables, claim: &Claim) -> Option<(Day, Day)> {
    let source = tables.sources().get(claim.source);
    let dates = [Some(&*claim.reported), source.map(|source| &source.issued)];
    dates.into_iter().flatten().find_map(|when| {
        let bounds = when.bounds()?;
        Some((bounds.earliest.day()?, bounds.latest.day()?))
    })
}

/// The years that the text of the claim's capture names.
fn years_of_capture(tables: &Tables, claim: &Claim) -> Vec<i64> {
    let capture = claim.passage.as_ref().map(|passage| passage.capture);
    let capture = capture.and_then(|capture| tables.captures().get(capture));
    let words = capture.map(|capture| &*capture.text).unwrap_or_default();
    // The whole text may be long and be asked for by every claim on it: four digits are enough here.
    let runs = words.split(|c: char| !c.is_numeric());
    let fours = runs.filter(|run| run.chars().count() == 4);
    let years = fours.filter_map(|run| fold(run).parse().ok());
    years.filter(|year| (1500..=2199).contains(year)).collect()
}
