//! One value taken apart to the last part of it, everything by its place in the text.

use super::cursor::{Cursor, Result};
use super::error::ScanErrorKind as Kind;
use super::outline::{closes, field_name, missing_value, plain_name, separator};
use super::words::Leaf;
use crate::store::place::Span;

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string, number, character, boolean, range or name: nothing inside.
    Leaf,
    /// `(a: 1)` or `Name(a: 1)`.
    Struct,
    /// `(1, 2)` or `Some(x)`; also `()` and `Name()`, in which a struct without fields looks the same.
    Tuple,
    /// `[1, 2]`.
    List,
    /// `{"a": 1}`.
    Map,
}

/// A value and everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The whole value, with its name and brackets.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
    /// The name before the bracket of a struct or tuple.
    pub name: Option<Span>,
    /// From the bracket that opens it to the one that closes it, both included; the whole value if it has none.
    pub body: Span,
    /// What is between the brackets.
    pub members: Vec<Member>,
}

/// A field, an item, an element or an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name of a field or the key of a map's entry.
    pub key: Option<Span>,
    /// What it holds.
    pub value: Value,
    /// Where the comma after it is.
    pub comma: Option<usize>,
}

impl Value {
    /// The field called `name`, or the entry whose key is written so.
    #[must_use]
    pub fn field(&self, text: &str, name: &str) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| member.key_of(text) == Some(name))
    }
}

impl Member {
    /// From the start of the key, if there is one, to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(
            self.key.unwrap_or(self.value.span).start,
            self.value.span.end,
        )
    }

    /// The key as it is written, without the `r#` that a name may bear.
    #[must_use]
    pub fn key_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.key.map(|key| plain_name(key.of(text)))
    }
}

/// Takes the one value of `text` apart. White space and comments may stand around it.
///
/// # Errors
/// The first thing that is wrong with the structure, to the last level.
pub fn tree(text: &str) -> Result<Value> {
    let mut cursor = Cursor::of_record(text);
    cursor.blank()?;
    if cursor.at_end() {
        return Err(cursor.error(Kind::Empty, Span::at(cursor.pos)));
    }
    let value = value(&mut cursor)?;
    cursor.blank()?;
    if !cursor.at_end() {
        return Err(cursor
            .error(Kind::TextAfterEnd, cursor.here())
            .with_other(value.span.start));
    }
    Ok(value)
}

/// The depth of the calls is that of the open brackets, which the cursor keeps within bounds.
fn value(cursor: &mut Cursor<'_>) -> Result<Value> {
    let start = cursor.pos;
    if let Some(b'(' | b'[' | b'{') = cursor.peek() {
        return bracketed(cursor, None);
    }
    let leaf = cursor.leaf()?;
    if leaf == Leaf::None {
        return Err(missing_value(cursor));
    }
    let name = Span::new(start, cursor.pos);
    if leaf == Leaf::Name {
        cursor.blank()?;
        if cursor.peek() == Some(b'(') {
            return bracketed(cursor, Some(name));
        }
        cursor.pos = name.end;
    }
    Ok(Value {
        span: name,
        shape: Shape::Leaf,
        name: None,
        body: name,
        members: Vec::new(),
    })
}

fn bracketed(cursor: &mut Cursor<'_>, name: Option<Span>) -> Result<Value> {
    let opened = cursor.pos;
    let shape = match cursor.peek() {
        Some(b'[') => Shape::List,
        Some(b'{') => Shape::Map,
        _ => Shape::Tuple,
    };
    cursor.open()?;
    cursor.blank()?;
    let shape = if shape == Shape::Tuple && starts_field(cursor)? {
        Shape::Struct
    } else {
        shape
    };
    let mut members = Vec::new();
    loop {
        cursor.blank()?;
        if closes(cursor)? {
            break;
        }
        members.push(member(cursor, shape)?);
    }
    let body = Span::new(opened, cursor.pos);
    Ok(Value {
        span: Span::new(name.unwrap_or(body).start, body.end),
        shape,
        name,
        body,
        members,
    })
}

/// Whether a name and a colon are next. Does not move.
fn starts_field(cursor: &mut Cursor<'_>) -> Result<bool> {
    let start = cursor.pos;
    let named = cursor.name()?.is_some();
    cursor.blank()?;
    let found = named && cursor.peek() == Some(b':');
    cursor.pos = start;
    Ok(found)
}

fn member(cursor: &mut Cursor<'_>, shape: Shape) -> Result<Member> {
    let key = match shape {
        Shape::Struct => Some(field_name(cursor)?),
        Shape::Map => Some(map_key(cursor)?),
        _ => None,
    };
    let value = value(cursor)?;
    let comma = separator(cursor, value.span.end)?;
    Ok(Member { key, value, comma })
}

fn map_key(cursor: &mut Cursor<'_>) -> Result<Span> {
    let key = value(cursor)?.span;
    cursor.blank()?;
    if !cursor.eat(b':') {
        let written = key.of(cursor.text).to_owned();
        return Err(cursor.error(Kind::MissingColon(written), Span::at(key.end)));
    }
    cursor.blank()?;
    Ok(key)
}
