//! Records that come into a file and go from it, and fields that a file does not have yet.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::container::{Changes, Container};
use super::edit::Edit;
use super::fit::{LineEnd, Piece};
use crate::store::place::Span;
use crate::store::scan::{Outline, OutlineField, comments, plain_name};

/// What happens to the elements of a list. All indices are those of the list as it is in the text.
#[derive(Clone, Debug, Default)]
pub struct ListChanges {
    /// Elements that get another text, as it is to be written.
    pub replaced: BTreeMap<usize, String>,
    /// Elements that go. Their comments stay in the list.
    pub removed: BTreeSet<usize>,
    /// Elements that come, each with the index of the element that it is to stand before; the number of elements for the end.
    pub inserted: Vec<(usize, String)>,
    /// Those of `inserted`, by their number there, of which every byte stays as it is given.
    pub verbatim: BTreeSet<usize>,
    /// The white space that the lines of `inserted` start with: that of the first line, which is not in the text itself.
    pub indent: String,
}

/// The edits that make `changes` in a field of the file that is a list. None if it is no list. The comma of the last element
/// is kept or left out as the file does; in a list that was empty every element gets a line and a comma.
#[must_use]
pub fn list_edits(
    text: &str,
    field: &OutlineField,
    changes: &ListChanges,
    end: LineEnd,
) -> Option<Vec<Edit>> {
    let elements = field.elements.as_ref()?;
    let close = line_indent(text, field.name.start);
    let container = Container::new(text, field.value, elements, end).opening_up(close);
    let records = changes.inserted.iter().enumerate();
    let records = records.map(|(number, (before, record))| {
        let verbatim = changes.verbatim.contains(&number);
        (*before, closed(record, end), verbatim)
    });
    let mut records: Vec<_> = records.collect();
    records.sort_by_key(|(before, ..)| *before);
    let inserted = records.iter().map(|(before, record, verbatim)| {
        let verbatim = *verbatim;
        let piece = piece(record, &changes.indent);
        (*before, Piece { verbatim, ..piece })
    });
    let mut edits = container.edits(&Changes {
        removed: changes.removed.clone(),
        inserted: inserted.collect(),
    });
    let stay = |index: &usize| !changes.removed.contains(index);
    for (index, record) in changes.replaced.iter().filter(|(index, _)| stay(index)) {
        if let Some(span) = elements.get(*index) {
            edits.push(Edit::new(*span, closed(record, end)));
        }
    }
    Some(edits)
}

/// A field that the file does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewField {
    /// Its name.
    pub name: String,
    /// Name, colon and value, without a comma, as canonical text with an indentation of two spaces.
    pub text: String,
}

/// The edits that put `fields` into the file. `order` gives all names in the order that files are written in: each field is put
/// after the nearest one before it in that order.
#[must_use]
pub fn field_edits(
    text: &str,
    outline: &Outline,
    order: &[&str],
    fields: &[NewField],
    end: LineEnd,
) -> Vec<Edit> {
    let spans: Vec<_> = outline
        .fields
        .iter()
        .map(|field| Span::new(field.name.start, field.value.end))
        .collect();
    let names: Vec<_> = outline
        .fields
        .iter()
        .map(|field| plain_name(field.name.of(text)))
        .collect();
    let rank = |name: &str| {
        order
            .iter()
            .position(|other| *other == name)
            .unwrap_or(order.len())
    };
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by_key(|field| rank(&field.name));
    let place = |field: &NewField| {
        let own = rank(&field.name);
        let before = (0..names.len())
            .filter(|at| rank(names[*at]) < own)
            .max_by_key(|at| rank(names[*at]));
        let after = (0..names.len()).find(|at| rank(names[*at]) > own);
        before.map(|at| at + 1).or(after).unwrap_or(names.len())
    };
    let mut inserted: Vec<_> = sorted
        .into_iter()
        .map(|field| (place(field), piece(&field.text, "  ")))
        .collect();
    inserted.sort_by_key(|(before, _)| *before);
    let container = Container::new(text, outline.body, &spans, end).opening_up("");
    container.edits(&Changes {
        removed: BTreeSet::new(),
        inserted,
    })
}

/// The text of a record, with a line break if it ends in a line comment, which would swallow the comma after it.
fn closed(record: &str, end: LineEnd) -> Cow<'_, str> {
    match comments(record).last() {
        Some(last) if last.end == record.len() && last.of(record).starts_with("//") => {
            Cow::Owned(format!("{record}{}", end.text()))
        }
        _ => Cow::Borrowed(record),
    }
}

fn piece<'a>(text: &'a str, indent: &'a str) -> Piece<'a> {
    Piece {
        text,
        indent,
        verbatim: false,
    }
}

/// The white space at the start of the line that `offset` lies on, if nothing else stands before it.
fn line_indent(text: &str, offset: usize) -> &str {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |at| at + 1);
    let line = &text[start..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
