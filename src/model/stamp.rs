//! Moments at which something was done in the program.

use std::fmt;
use std::num::NonZeroU32;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment, to the second, written in UTC as RFC 3339: `2024-04-30T12:05:00Z`. Fractions that a file has are kept.
///
/// Takes 12 bytes, also where it may be missing: most records have one or two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Seconds since 1970, in two halves: whole they would have to stand at a multiple of eight bytes.
    high: i32,
    low: u32,
    /// Nanoseconds of the second, and one.
    nanoseconds: NonZeroU32,
}

const NANOSECONDS: i32 = 1_000_000_000;

impl Stamp {
    /// This moment.
    #[must_use]
    pub fn now() -> Self {
        Self::from_timestamp(Timestamp::now())
    }

    /// The moment, cut to the second.
    #[must_use]
    pub fn from_timestamp(moment: Timestamp) -> Self {
        // Every second of a valid timestamp is one.
        Self::exactly(Timestamp::from_second(moment.as_second()).unwrap_or(moment))
    }

    fn exactly(moment: Timestamp) -> Self {
        // Before 1970 both parts are negative.
        let (mut seconds, mut rest) = (moment.as_second(), moment.subsec_nanosecond());
        if rest < 0 {
            (seconds, rest) = (seconds - 1, rest + NANOSECONDS);
        }
        Self {
            high: (seconds >> 32) as i32,
            low: seconds as u32,
            nanoseconds: NonZeroU32::MIN.saturating_add(rest.unsigned_abs()),
        }
    }

    /// The moment as jiff has it.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        let seconds = i64::from(self.high) << 32 | i64::from(self.low);
        let rest = (self.nanoseconds.get() - 1).cast_signed();
        // It came from a timestamp, so it is one.
        Timestamp::new(seconds, rest).unwrap_or_default()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stamp").field(&self.timestamp()).finish()
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.timestamp().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Timestamp::deserialize(deserializer).map(Self::exactly)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_takes_twelve_bytes() {
        assert_eq!(size_of::<Stamp>(), 12);
        assert_eq!(size_of::<Option<Stamp>>(), 12);
    }

    #[test]
    fn the_first_and_the_last_moment_are_kept() {
        for moment in [Timestamp::MIN, Timestamp::UNIX_EPOCH, Timestamp::MAX] {
            assert_eq!(Stamp::exactly(moment).timestamp(), moment);
        }
    }

    proptest! {
        #[test]
        fn moments_are_kept_and_in_order(
            seconds in proptest::array::uniform2(-1_i64 << 35..1 << 35),
            nanoseconds in proptest::array::uniform2(-999_999_999..=999_999_999_i32),
        ) {
            let moment = |at: usize| Timestamp::new(seconds[at], nanoseconds[at]).unwrap();
            let [one, other] = [0, 1].map(moment);
            let [first, second] = [one, other].map(Stamp::exactly);
            prop_assert_eq!(first.timestamp(), one);
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
        }
    }
}
