//! Identity of records: typed ids that are short enough to read aloud.
//!
//! An id is 60 random bits, written as 12 characters of Crockford's base32 (digits and capital
//! letters without I, L, O and U, see <https://www.crockford.com/base32.html>). It takes 8 bytes in
//! memory, is unique in the whole project whatever the kind, and is never used again.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::num::NonZeroU64;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The 32 digits of Crockford's base32 in order of value.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of an id as text.
pub const ID_CHARS: usize = 12;
const BITS: u64 = (1 << 60) - 1;
/// Above the bits of an id.
const MARK: NonZeroU64 = match NonZeroU64::new(1 << 60) {
    Some(mark) => mark,
    None => NonZeroU64::MIN,
};

/// The value of each byte as a digit; [`NO_DIGIT`] if it is none.
const VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < DIGITS.len() {
        values[DIGITS[value] as usize] = value as u8;
        value += 1;
    }
    values
};
/// Has all bits, so that it shows among digits however they are joined.
const NO_DIGIT: u8 = u8::MAX;

/// The id of a record of kind `T`. Plain value: copying it copies 8 bytes.
pub struct Id<T> {
    /// The bits under [`MARK`], which makes them other than zero: so an id that may be missing takes 8 bytes, too.
    marked: NonZeroU64,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id with these bits; only the low 60 count.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        let marked = match NonZeroU64::new(bits & BITS | MARK.get()) {
            Some(marked) => marked,
            None => MARK,
        };
        Self {
            marked,
            kind: PhantomData,
        }
    }

    /// The 60 bits.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.marked.get() & BITS
    }
}

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError(String);

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}” is not an id: an id is {ID_CHARS} characters out of 0-9 and A-Z without I, L, O and U",
            self.0
        )
    }
}

impl std::error::Error for IdError {}

impl<T> FromStr for Id<T> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.chars().take(40).collect());
        if text.len() != ID_CHARS {
            return Err(wrong());
        }
        let (mut bits, mut all) = (0, 0);
        for byte in text.bytes() {
            let digit = VALUES[usize::from(byte)];
            all |= digit;
            bits = bits << 5 | u64::from(digit);
        }
        if all == NO_DIGIT {
            return Err(wrong());
        }
        Ok(Self::from_bits(bits))
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; ID_CHARS];
        for (place, digit) in text.iter_mut().rev().enumerate() {
            *digit = DIGITS[(self.bits() >> (place * 5) & 31) as usize];
        }
        // The digits are ASCII.
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

// Written by hand because a derive would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.marked == other.marked
    }
}
impl<T> Eq for Id<T> {}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.marked.cmp(&other.marked)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(PhantomData<fn() -> T>);
        impl<T> de::Visitor<'_> for Visitor<T> {
            type Value = Id<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an id of {ID_CHARS} characters in quotation marks")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id<T>, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type TestId = Id<()>;

    #[test]
    fn an_id_is_twelve_characters() {
        assert_eq!(TestId::from_bits(0).to_string(), "000000000000");
        assert_eq!(TestId::from_bits(u64::MAX).to_string(), "ZZZZZZZZZZZZ");
        assert_eq!(TestId::from_bits(33).to_string(), "000000000011");
    }

    #[test]
    fn an_id_that_may_be_missing_takes_no_more_room() {
        assert_eq!(size_of::<Option<TestId>>(), 8);
        assert_eq!(TestId::from_bits(0).bits(), 0);
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "00000000000",
            "0000000000000",
            "00000000000I",
            "00000000000a",
            "ÄÄÄÄÄÄ",
        ] {
            let error = text.parse::<TestId>().unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
    }

    proptest! {
        #[test]
        fn text_and_bits_are_inverse(bits in 0..=BITS) {
            let id = TestId::from_bits(bits);
            prop_assert_eq!(id.to_string().parse::<TestId>().unwrap(), id);
        }
    }
}
