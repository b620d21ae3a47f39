//! Pieces of a phrase turned into EDTF.

use super::super::day::{days_in_month, year_iso};
use super::super::{Day, Edtf};
use super::piece::{Parts, Piece, Third, What};
use super::time::Time;
use super::{Doubt, Found, Note, Why};

/// The EDTF of one date on its own.
pub(super) fn one(piece: &Piece, doubt: Doubt) -> Result<Found, Why> {
    let mut found = Found {
        notes: piece.notes.clone(),
        ..Found::default()
    };
    let what = settled(piece, &mut found)?;
    found.edtf = match &what {
        What::Either(first, second) => {
            found.notes.push(Note::EitherWay);
            let mut both = [date(*first, doubt)?, date(*second, doubt)?];
            both.sort();
            format!("[{}]", both.join(","))
        }
        What::Third(..) | What::Years(..) => {
            if doubt != Doubt::default() {
                return Err(Why::DoubtAboutPart);
            }
            let (first, last) = limits(&what)?;
            format!("[{first}..{last}]")
        }
        What::Date(_) | What::Code(..) | What::Mask(_) => plain(&what, doubt)?,
    };
    add_time(piece, &what, doubt, &mut found)?;
    Ok(found)
}

/// Uses the weekday, if the words give one: it decides between two readings, or is found wrong.
fn settled(piece: &Piece, found: &mut Found) -> Result<What, Why> {
    let Some(said) = piece.weekday else {
        return Ok(piece.what.clone());
    };
    match &piece.what {
        What::Either(first, second) => {
            let fits = |parts: &Parts| day(*parts).is_some_and(|day| day.weekday() == said);
            Ok(match (fits(first), fits(second)) {
                (true, false) => What::Date(*first),
                (false, true) => What::Date(*second),
                _ => piece.what.clone(),
            })
        }
        What::Date(parts) if parts.day.is_some() => {
            found.notes.extend(weekday_note(*parts, said));
            Ok(piece.what.clone())
        }
        _ => Err(Why::Unread),
    }
}

/// A note when the day is not the weekday that the words say.
pub(super) fn weekday_note(parts: Parts, said: &'static str) -> Option<Note> {
    day(parts)
        .filter(|day| day.weekday() != said)
        .map(|day| Note::Weekday(day, said))
}

fn add_time(piece: &Piece, what: &What, doubt: Doubt, found: &mut Found) -> Result<(), Why> {
    let Some(time) = &piece.time else {
        return Ok(());
    };
    let parts = match what {
        What::Date(parts) if parts.day.is_some() => *parts,
        What::Either(..) => {
            found.notes.push(Note::TimeInWords);
            return Ok(());
        }
        _ => return Err(Why::Unread),
    };
    if !time.vague_zone.is_empty() {
        found.notes.push(Note::VagueZone(time.vague_zone.clone()));
    }
    found.zone.clone_from(&time.zone);
    match &time.time {
        Time::Clock(hour, minute, second, shift)
            if doubt == Doubt::default() && parts.year.is_some_and(|year| year >= 0) =>
        {
            found.edtf = format!("{}T{hour:02}:{minute:02}:{second:02}{shift}", found.edtf);
        }
        Time::Clock(..) | Time::Loose => found.notes.push(Note::TimeInWords),
        Time::Night => {
            let next = day(parts).and_then(|day| day.plus(1)).ok_or(Why::Unread)?;
            found.edtf = format!("[{},{}{}]", found.edtf, next.iso(), doubt.mark());
            found.notes.push(Note::Night);
        }
    }
    Ok(())
}

/// The EDTF of something that is one EDTF date, with its doubt.
pub(super) fn plain(what: &What, doubt: Doubt) -> Result<String, Why> {
    match what {
        What::Date(parts) => date(*parts, doubt),
        What::Code(Some(year), code) => Ok(format!("{}-{code}{}", year_iso(*year), doubt.mark())),
        What::Code(None, _) => Err(Why::NoYear),
        What::Mask(mask) => Ok(format!("{mask}{}", doubt.mark())),
        What::Either(..) | What::Third(..) | What::Years(..) => Err(Why::Unread),
    }
}

fn date(parts: Parts, doubt: Doubt) -> Result<String, Why> {
    let (month, day) = (parts.month, parts.day);
    if let (Some(month), Some(day)) = (month, day) {
        // Without a year, the 29th of February gets the benefit of the doubt.
        let most = days_in_month(parts.year.unwrap_or(2000), month).ok_or(Why::NoSuchDate)?;
        if day > most {
            return Err(Why::NoSuchDay {
                year: parts.year,
                month,
                days: most,
            });
        }
    }
    let Some(year) = parts.year else {
        return Err(if month.is_some() {
            Why::NoYear
        } else {
            Why::Unread
        });
    };
    let text = match (month, day) {
        (None, None) => year_iso(year),
        (None, Some(_)) => return Err(Why::Unread),
        (Some(month), None) => format!("{}-{month:02}", year_iso(year)),
        (Some(month), Some(day)) => format!("{}-{month:02}-{day:02}", year_iso(year)),
    };
    Ok(format!("{text}{}", doubt.mark()))
}

fn day(parts: Parts) -> Option<Day> {
    Day::from_ymd(parts.year?, parts.month?, parts.day?)
}

/// The first and last date that something covers, at the precision that it has.
fn limits(what: &What) -> Result<(String, String), Why> {
    let certain = Doubt::default();
    match what {
        What::Third(parts, third) => match (parts.year, parts.month) {
            (None, _) => Err(Why::NoYear),
            (Some(year), Some(month)) => {
                let last = days_in_month(year, month).ok_or(Why::NoSuchDate)?;
                let (first, last) = match third {
                    Third::Early => (1, 10),
                    Third::Mid => (11, 20),
                    Third::Late => (21, last),
                };
                let text = |day| {
                    date(
                        Parts {
                            day: Some(day),
                            ..*parts
                        },
                        certain,
                    )
                };
                Ok((text(first)?, text(last)?))
            }
            (Some(_), None) => {
                let (first, last) = match third {
                    Third::Early => (1, 4),
                    Third::Mid => (5, 8),
                    Third::Late => (9, 12),
                };
                let text = |month| {
                    date(
                        Parts {
                            month: Some(month),
                            ..*parts
                        },
                        certain,
                    )
                };
                Ok((text(first)?, text(last)?))
            }
        },
        What::Years(first, last) => Ok((year_iso(*first), year_iso(*last))),
        What::Either(..) => Err(Why::Unread),
        What::Date(_) | What::Code(..) | What::Mask(_) => {
            plain(what, certain).map(|text| (text.clone(), text))
        }
    }
}

/// On which side of a date, and whether the date itself is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// On the date or before it: one day, not known which.
    UpTo,
    /// Before the date.
    Before,
    /// Lasting until the date.
    Until,
    /// On the date or after it.
    NotBefore,
    /// After the date.
    After,
    /// Lasting from the date on.
    Since,
}

/// `before`, `by`, `since` and their like.
pub(super) fn limit(piece: &Piece, limit: Limit, doubt: Doubt) -> Result<Found, Why> {
    let mut found = Found {
        notes: piece.notes.clone(),
        ..Found::default()
    };
    let what = settled(piece, &mut found)?;
    if piece.time.is_some() {
        if !matches!(what, What::Date(Parts { day: Some(_), .. })) {
            return Err(Why::Unread);
        }
        found.notes.push(Note::TimeInWords);
    }
    let (first, last) = limits(&what)?;
    let mark = doubt.mark();
    // Beside an estimate, "before" and "not after" cannot be told apart.
    found.edtf = match limit {
        Limit::UpTo => format!("[..{last}{mark}]"),
        Limit::Before if doubt.approximate => format!("[..{first}{mark}]"),
        Limit::Before => format!("[..{}{mark}]", beside(&what, &first, -1)?),
        Limit::NotBefore => format!("[{first}{mark}..]"),
        Limit::After if doubt.approximate => format!("[{last}{mark}..]"),
        Limit::After => format!("[{}{mark}..]", beside(&what, &last, 1)?),
        Limit::Until if first == last => format!("../{last}{mark}"),
        Limit::Since if first == last => format!("{first}{mark}/.."),
        Limit::Until | Limit::Since => return Err(Why::Unread),
    };
    Ok(found)
}

/// The date next to an EDTF date, at the precision of what it came from.
fn beside(what: &What, edtf: &str, step: i64) -> Result<String, Why> {
    let bounds = Edtf::new(edtf).bounds().ok_or(Why::Unread)?;
    let edge = if step < 0 {
        bounds.earliest
    } else {
        bounds.latest
    };
    let day = edge
        .day()
        .and_then(|day| day.plus(step))
        .ok_or(Why::Unread)?;
    let (year, month, _) = day.ymd();
    let parts = match what {
        What::Date(Parts { day: Some(_), .. }) | What::Third(Parts { month: Some(_), .. }, _) => {
            return Ok(day.iso());
        }
        What::Date(Parts { month: Some(_), .. }) | What::Third(..) | What::Code(..) => Parts {
            year: Some(year),
            month: Some(month),
            day: None,
        },
        _ => Parts {
            year: Some(year),
            ..Parts::default()
        },
    };
    date(parts, Doubt::default())
}
