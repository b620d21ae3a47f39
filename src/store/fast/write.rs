//! Values for a file, from `serde`: what `ron` writes with the settings of the canonical form, several times faster.

use std::fmt::{self, Write as _};

use memchr::{memchr_iter, memchr2};
use serde::ser::{self, Impossible, Serialize};

use super::tokens::{GaveUp, Result};

impl ser::Error for GaveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Writes to the end of a text. Of what no kind of record holds it says nothing, as the reader: `ron` has to write that.
pub(super) struct Writer<'a> {
    pub(super) out: &'a mut String,
    /// How many brackets the line stands in.
    pub(super) depth: usize,
}

/// A line break and the indentation of the deepest line. Longer ones are put together.
const LINE: &str = "\n                                ";

impl Writer<'_> {
    fn line(&mut self) {
        if let Some(line) = LINE.get(..1 + 2 * self.depth) {
            return self.out.push_str(line);
        }
        self.out.push('\n');
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    /// A string with its real line breaks; a raw one if a mark in it would end it.
    fn string(&mut self, text: &str) {
        if memchr2(b'"', b'\\', text.as_bytes()).is_none() {
            self.out.push('"');
            self.out.push_str(text);
            self.out.push('"');
            return;
        }
        let hashes = "#".repeat(1 + longest_run_of_hashes(text));
        self.out.push('r');
        for part in [&hashes, "\"", text, "\"", &hashes] {
            self.out.push_str(part);
        }
    }

    /// The words of a value as a string.
    fn words(&mut self, value: &(impl fmt::Display + ?Sized)) -> Result<()> {
        self.out.push('"');
        let start = self.out.len();
        write!(self.out, "{value}").or(Err(GaveUp))?;
        let words = self.out.get(start..).unwrap_or_default();
        if memchr2(b'"', b'\\', words.as_bytes()).is_some() {
            let words = words.to_owned();
            self.out.truncate(start - 1);
            self.string(&words);
        } else {
            self.out.push('"');
        }
        Ok(())
    }

    fn display(&mut self, value: impl fmt::Display) -> Result<()> {
        write!(self.out, "{value}").or(Err(GaveUp))
    }

    /// Opens a bracket with `len` items.
    fn open(&mut self, bracket: char, len: usize) {
        self.out.push(bracket);
        self.depth += usize::from(len > 0);
    }
}

fn longest_run_of_hashes(text: &str) -> usize {
    let (mut longest, mut run, mut end) = (0, 0, 0);
    for at in memchr_iter(b'#', text.as_bytes()) {
        run = if at == end { run + 1 } else { 1 };
        end = at + 1;
        longest = longest.max(run);
    }
    longest
}

/// The values that no kind of record holds.
macro_rules! left_for_ron {
    ($($name:ident($($arg:ty),*) -> $ok:ty;)*) => {
        $(fn $name(self, $(_: $arg),*) -> Result<$ok> {
            Err(GaveUp)
        })*
    };
}

impl<'a, 'w> ser::Serializer for &'a mut Writer<'w> {
    type Ok = ();
    type Error = GaveUp;
    type SerializeSeq = Items<'a, 'w>;
    type SerializeStruct = Items<'a, 'w>;
    type SerializeTuple = Impossible<(), GaveUp>;
    type SerializeTupleStruct = Impossible<(), GaveUp>;
    type SerializeTupleVariant = Impossible<(), GaveUp>;
    type SerializeMap = Impossible<(), GaveUp>;
    type SerializeStructVariant = Impossible<(), GaveUp>;

    left_for_ron! {
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTuple;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTuple;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeMap;
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<()> {
        Err(GaveUp)
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_u32(self, value: u32) -> Result<()> {
        self.display(value)
    }

    fn serialize_i64(self, value: i64) -> Result<()> {
        self.display(value)
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        if !value.is_finite() {
            return Err(GaveUp);
        }
        // As `ron` does: always with a point or an exponent.
        write!(self.out, "{value:?}").or(Err(GaveUp))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.string(value);
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<()> {
        self.words(value)
    }

    fn serialize_none(self) -> Result<()> {
        self.out.push_str("None");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        self.serialize_newtype_variant("", 0, "Some", value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<()> {
        self.out.push_str(name);
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.out.push_str(name);
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Items<'a, 'w>> {
        let len = len.ok_or(GaveUp)?;
        self.open('[', len);
        Ok(Items {
            writer: self,
            len,
            close: ']',
        })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Items<'a, 'w>> {
        self.open('(', len);
        Ok(Items {
            writer: self,
            len,
            close: ')',
        })
    }
}

/// The items between two brackets, each on a line of its own with a comma after it.
pub(super) struct Items<'a, 'w> {
    writer: &'a mut Writer<'w>,
    len: usize,
    close: char,
}

impl Items<'_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, name: Option<&str>, value: &T) -> Result<()> {
        self.writer.line();
        if let Some(name) = name {
            self.writer.out.push_str(name);
            self.writer.out.push_str(": ");
        }
        value.serialize(&mut *self.writer)?;
        self.writer.out.push(',');
        Ok(())
    }

    fn close(self) {
        if self.len > 0 {
            self.writer.depth -= 1;
            self.writer.line();
        }
        self.writer.out.push(self.close);
    }
}

impl ser::SerializeSeq for Items<'_, '_> {
    type Ok = ();
    type Error = GaveUp;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.item(None, value)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStruct for Items<'_, '_> {
    type Ok = ();
    type Error = GaveUp;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.item(Some(name), value)
    }

    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}
