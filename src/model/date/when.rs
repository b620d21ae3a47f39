//! When something was: the words of whoever said it, and the date they come to.

use std::cmp::Ordering;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::record::{Blank, Rare, is_default};

use super::{Bounds, Edtf, Reading, describe, reading, words};

/// The calendar in which the words are given. The EDTF value is Gregorian whatever the words use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Calendar {
    /// The civil calendar of most of the world.
    #[default]
    Gregorian,
    /// The calendar that the Gregorian replaced, in places until the twentieth century.
    Julian,
    /// The civil calendar of Iran and Afghanistan.
    SolarHijri,
    /// The Islamic lunar calendar in its arithmetical form.
    IslamicCivil,
}

impl Calendar {
    /// The name as shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gregorian => "Gregorian",
            Self::Julian => "Julian",
            Self::SolarHijri => "Solar Hijri",
            Self::IslamicCivil => "Islamic civil",
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A date as somebody gave it. The default says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// The words, exactly as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// What they come to; empty when they could not be read or nobody said.
    #[serde(skip_serializing_if = "Edtf::is_empty")]
    pub edtf: Edtf,
    /// IANA name or offset from UTC of the clock that is meant; empty when not said.
    #[serde(skip_serializing_if = "is_default")]
    pub zone: Rare<String>,
    /// The calendar that the words use.
    #[serde(skip_serializing_if = "Calendar::is_default")]
    pub calendar: Calendar,
}

impl Blank for When {
    fn blank() -> &'static Self {
        static BLANK: LazyLock<When> = LazyLock::new(When::default);
        &BLANK
    }
}

impl When {
    /// Reads English words or EDTF. The words are kept verbatim; the EDTF is filled when they are understood.
    pub fn read(words: &str) -> Self {
        let found = words::read(words).unwrap_or_default();
        Self {
            words: words.to_owned(),
            edtf: Edtf::new(found.edtf),
            zone: found.zone.into(),
            calendar: Calendar::default(),
        }
    }

    /// True when nothing is said at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What the date comes to, for the line under a date field.
    pub fn reading(&self) -> Reading {
        reading::of(self)
    }

    /// The earliest and latest day; `None` when there is no valid date.
    pub fn bounds(&self) -> Option<Bounds> {
        self.edtf.bounds()
    }

    /// A key to sort by: earliest day, then latest. An open start comes first, no date last.
    pub fn sort_key(&self) -> (i64, i64) {
        self.bounds().unwrap_or(Bounds::UNKNOWN).sort_key()
    }

    /// Orders by the key, then by the time of day as stated, then by the text, so that the order is total.
    pub fn cmp_time(&self, other: &Self) -> Ordering {
        let clock = |when: &Self| when.edtf.clock();
        self.sort_key()
            .cmp(&other.sort_key())
            .then_with(|| clock(self).cmp(&clock(other)))
            .then_with(|| self.edtf.as_str().cmp(other.edtf.as_str()))
            .then_with(|| self.words.cmp(&other.words))
    }

    /// For sentences: `16 January 2024`, `from 16 to 18 January 2024`; the words when there is no date.
    pub fn long(&self) -> String {
        match self.edtf.parsed() {
            Some(parsed) => describe::long(&parsed),
            None if self.words.trim().is_empty() => self.edtf.as_str().trim().to_owned(),
            None => self.words.trim().to_owned(),
        }
    }

    /// For tables: `16 Jan 2024`, `26 or 27 Jan 2024`; the words when there is no short way to say the date.
    pub fn short(&self) -> String {
        let said = self
            .edtf
            .parsed()
            .and_then(|parsed| describe::short(&parsed));
        said.unwrap_or_else(|| {
            let words = if self.words.trim().is_empty() {
                self.edtf.as_str()
            } else {
                &self.words
            };
            words.trim().to_owned()
        })
    }
}
