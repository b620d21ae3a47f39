//! Figures: finite numbers that are written as people write them.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A finite number. Whole ones are written without a decimal point ("9", not "9.0").
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Number(f64);

impl Number {
    /// The number, if it is finite.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // Adding zero turns -0 into 0, which reads the same and must be equal byte for byte.
        value.is_finite().then_some(Self(value + 0.0))
    }

    /// Its value.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The value as a whole number, where it is one that a double holds exactly.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        let exact = self.0.fract() == 0.0 && self.0.abs() < 9e15;
        // The range was checked: nothing is cut off.
        exact.then_some(self.0 as i64)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(f64::from(value))
    }
}

// NaN is kept out by the constructor, so equality is total.
impl Eq for Number {}
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0),
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
    fn what_is_not_finite_is_no_number() {
        assert_eq!(Number::new(f64::NAN), None);
        assert_eq!(Number::new(f64::INFINITY), None);
    }
}
