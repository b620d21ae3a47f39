//! Going through a file from its start to its end: its fields, and the elements of those that are lists.
//!
//! The text may be at hand in part only. Whatever is looked at stands in that part whole: a step that fails, or comes near
//! the end of the part, is taken back and tried again when more of the text is at hand.

use std::collections::HashMap;
use std::mem;

use super::cursor::{Bracket, Cursor, Result};
use super::error::{ScanError, ScanErrorKind as Kind};
use super::outline::{
    Outline, OutlineField, WholePart, attributes, closes, field_name, separator, value,
};
use crate::store::place::{BOM, Span};

/// How many bytes after a step tell that it would not have gone on: the longest thing that is looked at without being
/// taken, and a little more.
const AHEAD: usize = 16;

/// A part of a text.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Part<'a> {
    pub(in crate::store) text: &'a str,
    /// Where it starts in the whole text.
    pub(in crate::store) start: usize,
}

impl Part<'_> {
    /// What lies there in the part, in the whole text.
    pub(in crate::store) fn in_whole(self, span: Span) -> Span {
        span.shifted(self.start)
    }
}

/// A text of which one part is at hand.
pub(in crate::store) trait Source {
    /// The part that is at hand.
    fn part(&self) -> Part<'_>;

    /// Lets go of the part up to its byte `from`, and has more of the text at hand. If there is no more, everything is left
    /// as it is, and it says so.
    fn more(&mut self, from: usize) -> bool;
}

/// A text that is at hand as a whole.
pub(super) struct AtOnce<'a>(pub(super) &'a str);

impl Source for AtOnce<'_> {
    fn part(&self) -> Part<'_> {
        Part {
            text: self.0,
            start: 0,
        }
    }

    fn more(&mut self, _: usize) -> bool {
        false
    }
}

/// What became of an element.
pub(in crate::store) enum Element {
    /// It was read, and ends here: a value with right brackets, strings and comments to the last.
    Read(usize),
    /// It is left for the walk, which finds out where it ends.
    Left,
    /// The rest of the file does not matter.
    Stop,
}

/// Who is told of everything in a file, and reads elements of lists. Offsets are those of the part, if one is given.
pub(in crate::store) trait Visitor {
    /// The fields follow; the file has these attributes.
    fn start(&mut self, _part: Part<'_>, _attributes: &[Span]) {}

    /// The field `name` (plain, also if it is written with `r#`) has this value, which is no list.
    fn value(&mut self, _name: &str, _value: &str) {}

    /// The elements of the list in the field `name` follow.
    fn list(&mut self, _name: &str) {}

    /// An element starts at `start`. It is asked for again if not all of it was at hand.
    fn element(&mut self, part: Part<'_>, start: usize) -> Element;

    /// The element that was asked for last, and left, is here.
    fn left(&mut self, _part: Part<'_>, _span: Span) {}
}

/// A position in a file.
pub(in crate::store) struct Walk<'a, S> {
    source: S,
    visitor: &'a mut dyn Visitor,
    /// In the part that is at hand.
    pos: usize,
    open: Vec<Bracket>,
    suspect: Option<usize>,
    /// Up to where the file is whole, as far as it was walked.
    pub(super) whole: Option<WholePart>,
    is_stopped: bool,
}

impl<'a, S: Source> Walk<'a, S> {
    pub(in crate::store) fn new(source: S, visitor: &'a mut dyn Visitor) -> Self {
        Self {
            source,
            visitor,
            pos: 0,
            open: Vec::new(),
            suspect: None,
            whole: None,
            is_stopped: false,
        }
    }

    /// Goes through all of the file. In the outline no list has elements: the visitor was told of them. Offsets in an error
    /// are those of the part that was at hand last.
    pub(in crate::store) fn outline(&mut self) -> Result<Outline> {
        let attributes = self.step(|cursor| {
            if cursor.pos == 0 && cursor.text.starts_with(BOM) {
                cursor.pos = BOM.len();
            }
            attributes(cursor)
        })?;
        self.visitor.start(self.source.part(), &attributes);
        let attributes = self.in_whole(attributes);
        let (name, opened) = self.step(head)?;
        let (name, opened) = (name.map(|name| self.span(name)), self.span(opened).start);
        let fields = self.fields()?;
        let body = Span::new(opened, self.source.part().start + self.pos);
        self.step(|cursor| {
            cursor.blank()?;
            match cursor.at_end() {
                true => Ok(()),
                false => Err(cursor
                    .error(Kind::TextAfterEnd, cursor.here())
                    .with_other(opened)),
            }
        })?;
        Ok(Outline {
            attributes,
            name,
            body,
            fields,
        })
    }

    /// A span of the part that is at hand, in the whole text.
    fn span(&self, span: Span) -> Span {
        self.source.part().in_whole(span)
    }

    fn in_whole(&self, spans: Vec<Span>) -> Vec<Span> {
        spans.into_iter().map(|span| self.span(span)).collect()
    }

    /// Takes a step from the position: what `run` does if it is sure what follows.
    fn step<T>(&mut self, mut run: impl FnMut(&mut Cursor<'_>) -> Result<T>) -> Result<T> {
        loop {
            if let Some(found) = self.try_step(&mut run) {
                return found;
            }
        }
    }

    /// As [`Self::step`]; `None` if more of the text is at hand now, and the step is to be tried again.
    fn try_step<T>(
        &mut self,
        run: &mut impl FnMut(&mut Cursor<'_>) -> Result<T>,
    ) -> Option<Result<T>> {
        // Between steps no more brackets are open than those of the file and of one list.
        let outer = [self.open.first().copied(), self.open.get(1).copied()];
        let text = self.source.part().text;
        let mut cursor = Cursor::starting_at(text, self.pos);
        cursor.open = mem::take(&mut self.open);
        cursor.suspect = self.suspect;
        let found = run(&mut cursor);
        let is_sure = found.is_ok() && cursor.pos + AHEAD <= text.len();
        let Cursor {
            pos, open, suspect, ..
        } = cursor;
        self.open = open;
        if is_sure || self.is_stopped || !self.source.more(self.pos) {
            (self.pos, self.suspect) = (pos, suspect);
            return Some(found);
        }
        self.pos = 0;
        self.open.clear();
        self.open.extend(outer.into_iter().flatten());
        None
    }

    fn fields(&mut self) -> Result<Vec<OutlineField>> {
        let mut fields = Vec::new();
        let mut seen = HashMap::new();
        let mut closed = self.step(closing)?;
        while !closed {
            // Whether the value is a list is sure as soon as there is a value.
            let (name, is_list) = self.step(|cursor| {
                let name = field_name(cursor)?;
                Ok((name, cursor.peek() == Some(b'[')))
            })?;
            let plain = super::plain_name(name.of(self.source.part().text)).to_owned();
            let name_in_whole = self.span(name);
            if let Some(first) = seen.insert(plain.clone(), name_in_whole.start) {
                return Err(self
                    .error(Kind::DuplicateField(plain), name)
                    .with_other(first));
            }
            let start = self.source.part().start + self.pos;
            let value = if is_list {
                self.visitor.list(&plain);
                self.elements()?;
                Span::new(start, self.source.part().start + self.pos)
            } else {
                let value = self.step(value)?;
                let part = self.source.part();
                self.visitor.value(&plain, value.of(part.text));
                self.span(value)
            };
            fields.push(OutlineField {
                name: name_in_whole,
                value,
                elements: is_list.then(Vec::new),
            });
            closed = self.next(false)?;
        }
        Ok(fields)
    }

    fn elements(&mut self) -> Result<()> {
        self.step(opening)?;
        let mut closed = self.step(closing)?;
        while !closed {
            self.element()?;
            closed = self.next(true)?;
        }
        Ok(())
    }

    fn element(&mut self) -> Result<()> {
        loop {
            let part = self.source.part();
            match self.visitor.element(part, self.pos) {
                Element::Read(end) => {
                    self.pos = end;
                    return Ok(());
                }
                Element::Stop => {
                    self.is_stopped = true;
                    self.pos = part.text.len();
                    return Ok(());
                }
                Element::Left => {}
            }
            if let Some(span) = self.try_step(&mut value) {
                self.visitor.left(self.source.part(), span?);
                return Ok(());
            }
        }
    }

    /// Goes on behind a value: to the next one, or past the bracket that closes what it stands in.
    fn next(&mut self, in_list: bool) -> Result<bool> {
        let part = self.source.part();
        // A word or a number at the very end of the text may have gone on.
        let closed = matches!(
            part.text.as_bytes().get(..self.pos),
            Some([.., b')' | b']' | b'}' | b'"'])
        );
        if closed || self.pos < part.text.len() {
            let end = part.start + self.pos;
            self.whole = Some(WholePart { end, in_list });
        }
        self.step(|cursor| {
            let end = cursor.pos;
            separator(cursor, end)?;
            closing(cursor)
        })
    }

    fn error(&self, kind: Kind, span: Span) -> ScanError {
        ScanError {
            suspect: self.suspect,
            ..ScanError::new(kind, span)
        }
    }
}

/// The name of the struct, if one is written, and its bracket, which is taken.
fn head(cursor: &mut Cursor<'_>) -> Result<(Option<Span>, Span)> {
    if cursor.at_end() {
        return Err(cursor.error(Kind::Empty, Span::at(cursor.pos)));
    }
    let start = cursor.here();
    let name = cursor.name()?;
    cursor.blank()?;
    if cursor.peek() != Some(b'(') {
        return Err(cursor.error(Kind::NotAStruct, name.unwrap_or(start)));
    }
    let opened = Span::at(cursor.pos);
    cursor.open()?;
    Ok((name, opened))
}

/// Takes the bracket that opens a list.
fn opening(cursor: &mut Cursor<'_>) -> Result<()> {
    cursor.open()
}

/// Goes to the next member, or past the bracket that closes what is open; says whether it is that.
fn closing(cursor: &mut Cursor<'_>) -> Result<bool> {
    cursor.blank()?;
    closes(cursor)
}
