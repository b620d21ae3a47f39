//! Short texts that are kept in place.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes that are kept in place.
const SHORT: usize = 15;

/// A text that is mostly short, a name or a date: it takes 16 bytes and, only where it is longer than 15, a place of its own.
/// Used like a `&str`; it is changed by putting another one in its place.
#[derive(Clone)]
pub struct Name(Text);

#[derive(Clone)]
enum Text {
    /// Filled up with zeros. So a text that ends with one is kept as a long one.
    Short([u8; SHORT]),
    /// Boxed twice: a `Box<str>` takes 16 bytes by itself.
    Long(Box<Box<str>>),
}

impl Name {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Short(bytes) => {
                let len = bytes.iter().rposition(|byte| *byte != 0);
                let bytes = bytes.get(..len.map_or(0, |last| last + 1));
                // They came from a text.
                std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
            }
            Text::Long(text) => text,
        }
    }

    fn short(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        (!text.ends_with('\0')).then_some(Self(Text::Short(bytes)))
    }
}

impl Default for Name {
    fn default() -> Self {
        Self(Text::Short([0; SHORT]))
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::short(text).unwrap_or_else(|| Self(Text::Long(Box::new(text.into()))))
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::short(&text).unwrap_or_else(|| Self(Text::Long(Box::new(text.into()))))
    }
}

impl From<&String> for Name {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        match name.0 {
            Text::Short(_) => name.as_str().to_owned(),
            Text::Long(text) => text.into_string(),
        }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Text::Short(one), Text::Short(other)) => one == other,
            _ => self.as_str() == other.as_str(),
        }
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Name {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                // As for a `String`.
                f.write_str("a string")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                Ok(text.into())
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Name, E> {
                Ok(text.into())
            }
        }
        deserializer.deserialize_string(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_takes_sixteen_bytes_also_where_it_may_be_missing() {
        assert_eq!(size_of::<Name>(), 16);
        assert_eq!(size_of::<Option<Name>>(), 16);
    }

    #[test]
    fn texts_up_to_fifteen_bytes_are_kept_in_place() {
        for (text, in_place) in [
            ("", true),
            ("16 January 2024", true),
            ("17 February 2024", false),
            ("a\0", false),
            ("\0a", true),
        ] {
            let name = Name::from(text);
            assert_eq!(matches!(name.0, Text::Short(_)), in_place, "{text:?}");
            assert_eq!(name, *text);
        }
    }

    proptest! {
        #[test]
        fn a_name_is_its_text(one in "[aä\0]{0,18}", other in "[aä\0]{0,18}") {
            let [name, next] = [&one, &other].map(|text| Name::from(text.as_str()));
            prop_assert_eq!(String::from(name.clone()), one.as_str());
            prop_assert_eq!(&Name::from(one.clone()), &name);
            prop_assert_eq!(name == next, one == other);
            prop_assert_eq!(name.cmp(&next), one.cmp(&other));
            let hash = std::hash::RandomState::new();
            prop_assert_eq!(hash.hash_one(&name), hash.hash_one(one.as_str()));
        }
    }
}
