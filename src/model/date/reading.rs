//! What a date comes to, in sentences for the person who typed it.

use super::words::{self, Why};
use super::{Calendar, When, describe};

/// How a date was understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// True when there is a date.
    pub understood: bool,
    /// What it means, or why it means nothing.
    pub sentence: String,
    /// The date in EDTF; empty when not understood.
    pub edtf: String,
    /// The first and the last day it can mean; empty when not understood.
    pub span: String,
    /// The same words with a month's name spelled right, when that would help.
    pub guess: Option<String>,
}

/// The reading of a date. The EDTF decides; the words only explain why there is none, and what they leave open.
pub(super) fn of(when: &When) -> Reading {
    let Some((parsed, bounds)) = when.edtf.parsed().zip(when.edtf.bounds()) else {
        return not_understood(when);
    };
    let mut sentence = describe::sentence(&parsed, &when.zone);
    if when.calendar != Calendar::Gregorian {
        sentence = format!(
            "{sentence}. The words use the {} calendar.",
            when.calendar.name()
        );
    }
    // Notes belong to the words; a date that somebody set by hand needs none.
    if let Some(found) = words::read(&when.words)
        .ok()
        .filter(|found| found.edtf == when.edtf.as_str())
    {
        for note in &found.notes {
            let stop = if sentence.ends_with('.') { "" } else { "." };
            sentence = format!("{sentence}{stop} {note}");
        }
    }
    Reading {
        understood: true,
        sentence,
        edtf: when.edtf.as_str().to_owned(),
        span: describe::span(&bounds),
        guess: None,
    }
}

fn not_understood(when: &When) -> Reading {
    let sentence = match when.edtf.error() {
        Some(error) => error,
        None => match words::read(&when.words) {
            // The words can be read, and the file says that they have no date: that is somebody's choice.
            Ok(_) => Why::Unread.sentence(),
            Err(why) => why.sentence(),
        },
    };
    Reading {
        sentence,
        guess: words::guess(&when.words),
        ..Reading::default()
    }
}
