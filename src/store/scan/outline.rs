//! The outline of a file: its fields, and the records in those that are lists.

use super::cursor::{Cursor, Result};
use super::error::{ScanError, ScanErrorKind as Kind};
use super::walk::{AtOnce, Element, Part, Visitor, Walk};
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
    let mut lists = Lists::default();
    let mut outline = outline_with(text, &mut lists)?;
    let fields = outline.fields.iter_mut();
    let lists = fields
        .filter_map(|field| field.elements.as_mut())
        .zip(lists.0);
    for (elements, mut found) in lists {
        found.shrink_to_fit();
        *elements = found;
    }
    Ok(outline)
}

/// As [`outline`], for somebody who is told of the elements of lists on the way and reads them: what was read is not looked
/// at a second time. They are not in the outline then.
pub(in crate::store) fn outline_with(text: &str, visitor: &mut dyn Visitor) -> Result<Outline> {
    Walk::new(AtOnce(text), visitor).outline()
}

/// Gathers the elements of each list.
#[derive(Default)]
struct Lists(Vec<Vec<Span>>);

impl Visitor for Lists {
    fn list(&mut self, _: &str) {
        self.0.push(Vec::new());
    }

    fn element(&mut self, _: Part<'_>, _: usize) -> Element {
        Element::Left
    }

    fn left(&mut self, part: Part<'_>, span: Span) {
        if let Some(elements) = self.0.last_mut() {
            elements.push(part.in_whole(span));
        }
    }
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
    let mut nobody = Nobody;
    let mut walk = Walk::new(AtOnce(text), &mut nobody);
    match walk.outline() {
        Ok(_) => None,
        Err(_) => walk.whole,
    }
}

/// Asks for nothing.
struct Nobody;

impl Visitor for Nobody {
    fn element(&mut self, _: Part<'_>, _: usize) -> Element {
        Element::Left
    }
}

pub(super) fn attributes(cursor: &mut Cursor<'_>) -> Result<Vec<Span>> {
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
pub(super) fn value(cursor: &mut Cursor<'_>) -> Result<Span> {
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
            match cursor.peek() {
                Some(b'(') => cursor.group()?,
                Some(_) => cursor.pos = end,
                // A bracket may follow when more of the text is at hand.
                None => {}
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
