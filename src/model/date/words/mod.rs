//! English words to EDTF, always the same way, and never finer than the words are.
//!
//! Anything outside the grammar is refused with a reason, never half read. Where words have two readings the date
//! says both, or the wider, and a note says so.

mod names;
mod phrase;
mod piece;
mod render;
mod time;
mod token;

pub use names::{month, ordinal, weekday};

use super::day::{month_name, year_words};
use super::{Day, Edtf};

/// Longer words than this are prose and not a date. In bytes.
const LONGEST: usize = 200;

/// What words come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Read {
    /// The date, valid EDTF.
    pub(super) edtf: String,
    /// The time zone that the words name; empty when none.
    pub(super) zone: String,
    /// Sentences about what the words leave open.
    pub(super) notes: Vec<String>,
}

/// Reads a date.
pub(super) fn read(words: &str) -> Result<Read, Why> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Why::Nothing);
    }
    // Two dots mean an open end in EDTF and must not be taken for punctuation where it is not valid.
    let edtf = Edtf::new(words).is_valid();
    if words.len() > LONGEST || (words.contains("..") && !edtf) {
        return Err(Why::Unread);
    }
    let found = if edtf {
        given(words)
    } else {
        phrase::read(&token::tokens(words))?
    };
    if !Edtf::new(found.edtf.as_str()).is_valid() {
        return Err(Why::Unread);
    }
    let notes = found.notes.iter().map(Note::sentence).collect();
    Ok(Read {
        edtf: found.edtf,
        zone: found.zone,
        notes,
    })
}

/// The words with every month's name spelled right, if that makes a date of them, or all of one but the year.
pub(super) fn guess(words: &str) -> Option<String> {
    if words.len() > LONGEST || read(words).is_ok() {
        return None;
    }
    let mut guess = words.to_owned();
    for token in token::tokens(words).iter().rev() {
        let place = token.start..token.start + token.raw.len();
        if let Some(name) = names::near_month(&token.text)
            && words.get(place.clone()) == Some(token.raw.as_str())
        {
            guess.replace_range(place, name);
        }
    }
    (guess != words && matches!(read(&guess), Ok(_) | Err(Why::NoYear))).then_some(guess)
}

/// Words that are EDTF already.
fn given(words: &str) -> Found {
    let mut found = Found {
        edtf: words.to_owned(),
        ..Found::default()
    };
    // 1939-41 is the second half of 1939 in EDTF, and three years to most people.
    if let Some((year, code)) = words.split_once('-')
        && let (4, Ok(year), 2, Ok(code)) = (
            year.len(),
            year.parse::<i64>(),
            code.len(),
            code.parse::<i64>(),
        )
        && code > 12
        && code > year % 100
    {
        found
            .notes
            .push(Note::PerhapsYears(year, year - year % 100 + code));
    }
    if let Some((_, zone)) = words
        .rsplit_once('T')
        .and_then(|(_, time)| time.split_at_checked(8))
    {
        found.zone = if zone == "Z" {
            "UTC".to_owned()
        } else {
            zone.to_owned()
        };
    }
    found
}

/// What a phrase comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Found {
    edtf: String,
    zone: String,
    notes: Vec<Note>,
}

/// Doubts that words such as `about` and `possibly` put on a whole date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Doubt {
    approximate: bool,
    uncertain: bool,
}

impl Doubt {
    /// The sign of EDTF for it.
    fn mark(self) -> &'static str {
        match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        }
    }

    /// Both doubts together.
    fn and(self, other: Self) -> Self {
        Self {
            approximate: self.approximate || other.approximate,
            uncertain: self.uncertain || other.uncertain,
        }
    }
}

/// Something that the words leave open or get wrong, although they can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    PartInWords,
    DecadeOrCentury,
    Winter(i64),
    TimeInWords,
    Night,
    EitherWay,
    Weekday(Day, &'static str),
    VagueZone(String),
    PerhapsYears(i64, i64),
}

impl Note {
    fn sentence(&self) -> String {
        match self {
            Self::PartInWords => "Which part of it stays in the words only.".into(),
            Self::DecadeOrCentury => "The words can mean the decade or the century.".into(),
            Self::Winter(year) => {
                format!(
                    "For the winter before it, write winter {}/{year}.",
                    year - 1
                )
            }
            Self::TimeInWords => "The time of day stays in the words only.".into(),
            Self::Night => "A night can run into the next day.".into(),
            Self::EitherWay => "Day and month can be read either way round.".into(),
            Self::Weekday(day, said) => {
                format!("{day} was a {}, the words say {said}.", day.weekday())
            }
            Self::VagueZone(zone) => {
                format!("{zone} can mean more than one time zone and stays in the words only.")
            }
            Self::PerhapsYears(first, last) => format!("For the years, write {first} to {last}."),
        }
    }
}

/// Why words could not be read. Later reasons say more and win over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// There are no words.
    Nothing,
    /// Not a date, or not one that can be read.
    Unread,
    /// A time of day and no day.
    TimeOnly,
    /// A day or month without a year.
    NoYear,
    /// `16/01/24`.
    TwoDigitYear,
    /// EDTF has no way to doubt a part of a month or year.
    DoubtAboutPart,
    /// A range that runs backwards.
    Backwards,
    /// `25:10`.
    NoSuchTime,
    /// Numbers of which none can be the month, or a day 0.
    NoSuchDate,
    /// A day that its month does not have.
    NoSuchDay {
        /// The year, which matters in February.
        year: Option<i64>,
        /// 1 to 12.
        month: u8,
        /// How many days that month has.
        days: u8,
    },
}

impl Why {
    /// The reason as shown under a date field.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Nothing => "No date given.".into(),
            Self::Unread => "Kept as written, no date read.".into(),
            Self::TimeOnly => "No day given, kept as written.".into(),
            Self::NoYear => "No year given, kept as written.".into(),
            Self::TwoDigitYear => {
                "The year has two digits, kept as written. Write all four.".into()
            }
            Self::DoubtAboutPart => "EDTF has no sign for this doubt, kept as written.".into(),
            Self::Backwards => "The end lies before the start, kept as written.".into(),
            Self::NoSuchTime => "There is no such time of day, kept as written.".into(),
            Self::NoSuchDate => "There is no such date, kept as written.".into(),
            Self::NoSuchDay { year, month, days } => {
                let year = year.map_or_else(String::new, |year| format!(" {}", year_words(year)));
                format!(
                    "{}{year} has {days} days, kept as written.",
                    month_name(*month)
                )
            }
        }
    }
}
