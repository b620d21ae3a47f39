//! Figures: finite numbers that are written as people write them.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A finite number. Whole ones are written without a decimal point ("9", not "9.0").
///
/// Kept as the complement of its bits, which is zero for none: so a number that may be missing takes 8 bytes, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Number(NonZeroU64);

impl Number {
    /// The number, if it is finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // Adding zero turns -0 into 0, which reads the same and must be equal byte for byte.
        let bits = NonZeroU64::new(!(value + 0.0).to_bits());
        bits.filter(|_| value.is_finite()).map(Self)
    }

    /// Its value.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(!self.0.get())
    }

    /// The value as a whole number, where it is one that a double holds exactly.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        let value = self.get();
        let exact = value.fract() == 0.0 && value.abs() < 9e15;
        // The range was checked: nothing is cut off.
        exact.then_some(value as i64)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        // Every whole number is finite.
        Self::new(f64::from(value)).unwrap_or_default()
    }
}

/// Nought.
impl Default for Number {
    fn default() -> Self {
        Self(NonZeroU64::MAX)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Number").field(&self.get()).finish()
    }
}

// NaN and -0 are kept out by the constructor, so numbers are equal if their bits are.
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().total_cmp(&other.get())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.get()),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.get()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::new(value).ok_or_else(|| de::Error::custom("a number must be finite"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_decimal_point() {
        for (value, text) in [
            (9.0, "9"),
            (-0.0, "0"),
            (2.5, "2.5"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(Number::new(value).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_number_that_may_be_missing_takes_no_more_room() {
        assert_eq!(size_of::<Option<Number>>(), 8);
        assert_eq!(Number::default(), Number::from(0));
        assert_eq!(Number::default().get(), 0.0);
    }

    #[test]
    fn what_is_not_finite_is_no_number() {
        assert_eq!(Number::new(f64::NAN), None);
        assert_eq!(Number::new(f64::INFINITY), None);
    }
}
