//! Moments at which something was done in the program.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment, to the second, written in UTC as RFC 3339: `2024-04-30T12:05:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamp(jiff::Timestamp);

impl Stamp {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        Self::from_timestamp(jiff::Timestamp::now())
    }

    /// The moment, cut to the second.
    #[must_use]
    pub fn from_timestamp(moment: jiff::Timestamp) -> Self {
        // Every second of a valid timestamp is one.
        Self(jiff::Timestamp::from_second(moment.as_second()).unwrap_or(moment))
    }

    /// The moment as jiff has it.
    #[must_use]
    pub fn timestamp(self) -> jiff::Timestamp {
        self.0
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
