//! The outline of a file: its fields, and the records in those that are lists.

use std::collections::HashMap;

use super::cursor::{Cursor, Result};
use super::error::{ScanError, ScanErrorKind as Kind};
use super::words::Leaf;
use crate::store::place::Span;

/// Where everything in a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The attributes before the struct, like `#![enable(implicit_some)]`. They hold for every record.
    pub attributes: Vec<Span>,
    /// The struct's name, if one is written.
    pub name: Option<Span>,
    /// The struct, from its `(` to its `)`, both included.
    pub body: Span,
    /// Its fields in the order of the file.
    pub fields: Vec<OutlineField>,
}

/// One field of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineField {
    /// Its name.
    pub name: Span,
    /// Its value, without white space and comments around it.
    pub value: Span,
    /// If the value is a list: its elements, without the white space, comments and commas around them.
    pub elements: Option<Vec<Span>>,
}

impl Outline {
    /// The field called `name`. `text` is the text of the outline.
    #[must_use]
    pub fn field(&self, text: &str, name: &str) -> Option<&OutlineField> {
        self.fields
            .iter()
            .find(|field| plain_name(field.name.of(text)) == name)
    }
}

/// A name without the `r#` that a name like a keyword may bear.
pub(crate) fn plain_name(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Finds the outline of a whole file, in one pass.
///
/// # Errors
/// The first thing that is wrong with the structure. Inside the elements of lists only brackets, strings and comments are
/// looked at.
pub fn outline(text: &str) -> Result<Outline> {
    outline_with(text, &mut Leave)
}

/// As [`outline`], with somebody who reads elements of lists on the way: what they read is not looked at a second time.
pub(in crate::store) fn outline_with(text: &str, visitor: &mut dyn Visitor) -> Result<Outline> {
    walk(&mut Cursor::new(text), visitor)
}

/// Who reads elements of lists while the outline is made.
pub(in crate::store) trait Visitor {
    /// The fields follow; the file has these attributes.
    fn start(&mut self, attributes: &[Span]);

    /// The field `name` has this value, which is no list.
    fn value(&mut self, name: &str, value: Span);

    /// The elements of the list in the field `name` follow.
    fn list(&mut self, name: &str);

    /// An element starts at `start`. Gives where it ends if it is a value with right brackets, strings and comments to the
    /// last; `None` if that is to be found out by the outline.
    fn element(&mut self, start: usize) -> Option<usize>;

    /// The element that was asked for last, and not read, is here.
    fn left(&mut self, span: Span);
}

/// Reads none.
struct Leave;

impl Visitor for Leave {
    fn start(&mut self, _: &[Span]) {}

    fn value(&mut self, _: &str, _: Span) {}

    fn list(&mut self, _: &str) {}

    fn element(&mut self, _: usize) -> Option<usize> {
        None
    }

    fn left(&mut self, _: Span) {}
}

/// How far a file is whole whose text ends too early: up to where, and what has to follow to close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholePart {
    /// The end of the last record, or of the last field that is no list.
    pub end: usize,
    /// Whether the list that the record stands in is still open.
    pub in_list: bool,
}

/// How far the file is whole, up to the first thing that is wrong with its structure; `None` if nothing is wrong, or
/// nothing whole.
#[must_use]
pub fn whole_part(text: &str) -> Option<WholePart> {
    let mut cursor = Cursor::new(text);
    match walk(&mut cursor, &mut Leave) {
        Ok(_) => None,
        Err(_) => cursor.whole,
    }
}

fn walk(cursor: &mut Cursor<'_>, visitor: &mut dyn Visitor) -> Result<Outline> {
    let attributes = attributes(cursor)?;
    visitor.start(&attributes);
    if cursor.at_end() {
        return Err(cursor.error(Kind::Empty, Span::at(cursor.pos)));
    }
    let start = cursor.here();
    let name = cursor.name()?;
    cursor.blank()?;
    if cursor.peek() != Some(b'(') {
        let place = if name.is_some() {
            name.unwrap_or(start)
        } else {
            start
        };
        return Err(cursor.error(Kind::NotAStruct, place));
    }
    let opened = cursor.pos;
    cursor.open()?;
    let fields = fields(cursor, visitor)?;
    let body = Span::new(opened, cursor.pos);
    cursor.blank()?;
    if !cursor.at_end() {
        return Err(cursor
            .error(Kind::TextAfterEnd, cursor.here())
            .with_other(opened));
    }
    Ok(Outline {
        attributes,
        name,
        body,
        fields,
    })
}

fn attributes(cursor: &mut Cursor<'_>) -> Result<Vec<Span>> {
    let mut found = Vec::new();
    loop {
        cursor.blank()?;
        let start = cursor.pos;
        if !cursor.eat(b'#') {
            return Ok(found);
        }
        cursor.blank()?;
        let marked = cursor.eat(b'!');
        cursor.blank()?;
        if !marked || cursor.peek() != Some(b'[') {
            return Err(cursor.error(Kind::BadAttribute, Span::new(start, start + 1)));
        }
        cursor.group()?;
        found.push(Span::new(start, cursor.pos));
    }
}

fn fields(cursor: &mut Cursor<'_>, visitor: &mut dyn Visitor) -> Result<Vec<OutlineField>> {
    let mut fields = Vec::new();
    let mut seen = HashMap::new();
    loop {
        cursor.blank()?;
        if closes(cursor)? {
            return Ok(fields);
        }
        let name = field_name(cursor)?;
        let plain = plain_name(name.of(cursor.text));
        if let Some(first) = seen.insert(plain, name.start) {
            return Err(cursor
                .error(Kind::DuplicateField(plain.to_owned()), name)
                .with_other(first));
        }
        let (value, elements) = if cursor.peek() == Some(b'[') {
            let start = cursor.pos;
            visitor.list(name.of(cursor.text));
            let elements = elements(cursor, visitor)?;
            (Span::new(start, cursor.pos), Some(elements))
        } else {
            let value = value(cursor)?;
            visitor.value(name.of(cursor.text), value);
            (value, None)
        };
        fields.push(OutlineField {
            name,
            value,
            elements,
        });
        cursor.whole_to(value.end, false);
        separator(cursor, value.end)?;
    }
}

/// The name of a field and its colon, up to the value.
pub(super) fn field_name(cursor: &mut Cursor<'_>) -> Result<Span> {
    let Some(name) = cursor.name()? else {
        return Err(cursor.error(Kind::MissingName(cursor.found()), cursor.here()));
    };
    cursor.blank()?;
    if !cursor.eat(b':') {
        let plain = plain_name(name.of(cursor.text)).to_owned();
        return Err(cursor.error(Kind::MissingColon(plain), Span::at(name.end)));
    }
    cursor.blank()?;
    Ok(name)
}

fn elements(cursor: &mut Cursor<'_>, visitor: &mut dyn Visitor) -> Result<Vec<Span>> {
    cursor.open()?;
    let mut elements = Vec::new();
    loop {
        cursor.blank()?;
        if closes(cursor)? {
            elements.shrink_to_fit();
            return Ok(elements);
        }
        let element = match visitor.element(cursor.pos) {
            Some(end) => cursor.skip_to(end),
            None => {
                let element = value(cursor)?;
                visitor.left(element);
                element
            }
        };
        elements.push(element);
        cursor.whole_to(element.end, true);
        separator(cursor, element.end)?;
    }
}

/// Takes the bracket that closes what is open, if a closing bracket is next. The end of the text is an error.
pub(super) fn closes(cursor: &mut Cursor<'_>) -> Result<bool> {
    match cursor.peek() {
        None => Err(cursor.ends_inside()),
        Some(b')' | b']' | b'}') => cursor.close().map(|()| true),
        Some(_) => Ok(false),
    }
}

/// Takes the comma after a value that ended at `end`, and says where it stood. No comma is needed before a closing bracket,
/// nor before the end of the text, about which the caller will complain in better words.
pub(super) fn separator(cursor: &mut Cursor<'_>, end: usize) -> Result<Option<usize>> {
    cursor.blank()?;
    let at = cursor.pos;
    match cursor.peek() {
        Some(b',') => {
            cursor.eat(b',');
            Ok(Some(at))
        }
        None | Some(b')' | b']' | b'}') => Ok(None),
        Some(_) => Err(cursor
            .error(Kind::MissingComma, Span::at(end))
            .with_other(at)),
    }
}

/// Skips one value.
fn value(cursor: &mut Cursor<'_>) -> Result<Span> {
    let start = cursor.pos;
    if let Some(b'(' | b'[' | b'{') = cursor.peek() {
        cursor.group()?;
        return Ok(Span::new(start, cursor.pos));
    }
    match cursor.leaf()? {
        Leaf::None => return Err(missing_value(cursor)),
        Leaf::Literal => {}
        Leaf::Name => {
            let end = cursor.pos;
            cursor.blank()?;
            if cursor.peek() == Some(b'(') {
                cursor.group()?;
            } else {
                cursor.pos = end;
            }
        }
    }
    Ok(Span::new(start, cursor.pos))
}

/// What to say when something else stands in the place of a value.
pub(super) fn missing_value(cursor: &Cursor<'_>) -> ScanError {
    if cursor.at_end() {
        return cursor.ends_inside();
    }
    cursor.error(Kind::MissingValue(cursor.found()), cursor.here())
}
