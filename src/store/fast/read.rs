//! Values for `serde`, from the words of a record's text.

use std::borrow::Cow;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Visitor};
use serde::forward_to_deserialize_any;

use super::MAX_DEPTH;
use super::tokens::{GaveUp, Reader, Result};

impl<'de> Reader<'de> {
    /// Reads what stands in the present value.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth == MAX_DEPTH {
            return Err(GaveUp);
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// Reads `( value )`; a comma may stand after the value.
    fn wrapped<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.expect(b'(')?;
        self.blank()?;
        let value = self.inside(read)?;
        self.comma()?;
        self.expect(b')')?;
        Ok(value)
    }

    /// Reads what stands between `open` and `close`, with commas between the items.
    fn items<T>(
        &mut self,
        [open, close]: [u8; 2],
        read: impl FnOnce(&mut Items<'_, 'de>) -> Result<T>,
    ) -> Result<T> {
        self.expect(open)?;
        self.blank_line()?;
        let value = self.inside(|reader| {
            let mut items = Items {
                reader,
                close,
                may_follow: true,
            };
            read(&mut items)
        })?;
        self.expect(close)?;
        Ok(value)
    }
}

impl<'de> de::Deserializer<'de> for &mut Reader<'de> {
    type Error = GaveUp;

    /// What no kind of record asks for, and what it passes over, is left for `ron`.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(GaveUp)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 char bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct map
        ignored_any
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.name()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(GaveUp),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_u32(self.whole()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.name()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.eat_name("None") {
            visitor.visit_none()
        } else if self.eat_name("Some") {
            self.blank()?;
            self.wrapped(|reader| visitor.visit_some(reader))
        } else if self.implicit_some {
            self.inside(|reader| visitor.visit_some(reader))
        } else {
            Err(GaveUp)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.items([b'[', b']'], |items| visitor.visit_seq(items))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        // Mostly its name is left out.
        if self.peek() != Some(b'(') && self.eat_name(name) {
            self.blank()?;
        }
        self.items([b'(', b')'], |items| visitor.visit_map(items))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.inside(|reader| visitor.visit_enum(Choice(reader)))
    }
}

/// The items between two brackets. White space before an item and before the closing bracket is skipped already.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    close: u8,
    /// Whether another item may follow: at the start, and after a comma.
    may_follow: bool,
}

impl<'de> Items<'_, 'de> {
    fn has_more(&self) -> Result<bool> {
        match self.reader.peek() {
            Some(byte) if byte == self.close => Ok(false),
            _ if self.may_follow => Ok(true),
            _ => Err(GaveUp),
        }
    }

    fn item<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.may_follow = self.reader.comma()?;
        Ok(value)
    }
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = GaveUp;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if self.has_more()? {
            self.item(seed).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'de> de::MapAccess<'de> for &mut Items<'_, 'de> {
    type Error = GaveUp;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if !self.has_more()? {
            return Ok(None);
        }
        let name = BorrowedStrDeserializer::new(self.reader.field_name()?);
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        self.reader.colon()?;
        self.item(seed)
    }
}

/// A choice and, if it has one, its value.
struct Choice<'a, 'de>(&'a mut Reader<'de>);

impl<'de> de::EnumAccess<'de> for Choice<'_, 'de> {
    type Error = GaveUp;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        let choice = seed.deserialize(&mut *self.0)?;
        Ok((choice, self))
    }
}

impl<'de> de::VariantAccess<'de> for Choice<'_, 'de> {
    type Error = GaveUp;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.0.blank()?;
        self.0.wrapped(|reader| seed.deserialize(reader))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value> {
        Err(GaveUp)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Err(GaveUp)
    }
}
