//! The canonical form of records and whole projects, as `ron` writes it: LF, two spaces, one field
//! a line, real line breaks inside long texts, defaults left out.

use ron::ser::{PrettyConfig, to_string_pretty};
use serde::Serialize;

use super::error::SaveError;
use super::fast;
use crate::model::{Kind, Meta, Record, Snapshot, Unread};

/// The number of the format that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

pub(super) fn pretty() -> PrettyConfig {
    // The line end must be set: its default differs from system to system.
    PrettyConfig::new()
        .new_line("\n")
        .indentor("  ")
        .escape_strings(false)
}

/// Writes a value as it stands at some depth of the file. The value is wrapped in as many brackets
/// as stand around it there and these are cut off again, because indenting the text afterwards
/// would reach into quotations of several lines.
fn nested<T: Serialize>(value: &T, before: &str, after: &str) -> Result<String, SaveError> {
    let text =
        to_string_pretty(value, pretty()).map_err(|error| SaveError::Write(error.to_string()))?;
    let inner = text
        .strip_prefix(before)
        .and_then(|text| text.strip_suffix(after));
    let unexpected = || SaveError::Write("a record came out in an unexpected shape".to_owned());
    inner.map(str::to_owned).ok_or_else(unexpected)
}

#[derive(Serialize)]
struct InTable<'a, T> {
    t: &'a [&'a T],
}

#[derive(Serialize)]
struct InProject<'a> {
    p: &'a Meta,
}

fn in_table<T: Serialize>(out: &mut String, record: &T) -> Result<(), SaveError> {
    if !fast::write(out, record, DEPTH) {
        out.push_str(&in_table_by_ron(record)?);
    }
    Ok(())
}

/// How many brackets a record stands in: those of the file and of its table.
const DEPTH: usize = 2;

/// The text of a record as it stands in its table, by `ron`, which is the reference of what is written.
pub(super) fn in_table_by_ron<T: Serialize>(record: &T) -> Result<String, SaveError> {
    nested(&InTable { t: &[record] }, "(\n  t: [\n    ", ",\n  ],\n)")
}

/// The text of a record as it stands in its table, without the indentation of its first line.
///
/// # Errors
/// If `ron` cannot write it.
pub(super) fn record(record: &Record) -> Result<String, SaveError> {
    let mut text = String::new();
    push_record(&mut text, record)?;
    Ok(text)
}

/// Puts the text of a record at the end of `out`; see [`record`].
///
/// # Errors
/// If `ron` cannot write it.
pub(super) fn push_record(out: &mut String, record: &Record) -> Result<(), SaveError> {
    match record {
        Record::Tag(r) => in_table(out, r.as_ref()),
        Record::Source(r) => in_table(out, r.as_ref()),
        Record::Capture(r) => in_table(out, r.as_ref()),
        Record::Event(r) => in_table(out, r.as_ref()),
        Record::Claim(r) => in_table(out, r.as_ref()),
        Record::Assessment(r) => in_table(out, r.as_ref()),
        Record::Note(r) => in_table(out, r.as_ref()),
        Record::Annotation(r) => in_table(out, r.as_ref()),
        Record::Link(r) => in_table(out, r.as_ref()),
        Record::View(r) => in_table(out, r.as_ref()),
        Record::Deletion(r) => in_table(out, r.as_ref()),
        Record::Unread(unread) => {
            out.push_str(&unread.text);
            Ok(())
        }
    }
}

/// The text of the project's description as it stands in the file.
///
/// # Errors
/// If `ron` cannot write it.
pub(super) fn meta(meta: &Meta) -> Result<String, SaveError> {
    nested(&InProject { p: meta }, "(\n  p: ", ",\n)")
}

/// The unreadable records of a table that nobody has mended.
pub(super) fn unread_of(snapshot: &Snapshot, kind: Kind) -> impl Iterator<Item = &Unread> {
    let unread = snapshot.unread().iter().map(AsRef::as_ref);
    unread.filter(move |unread: &&Unread| unread.table == kind && unread.mended.is_none())
}

/// The whole project in canonical form. Unreadable records stand verbatim at the end of their
/// table.
///
/// # Errors
/// If `ron` cannot write a record.
pub(super) fn project(snapshot: &Snapshot) -> Result<String, SaveError> {
    let mut text = head(&snapshot.meta)?;
    for &kind in Kind::ALL {
        let Some(name) = kind.table_name() else {
            continue;
        };
        let mut unread = unread_of(snapshot, kind).peekable();
        if snapshot.count(kind) == 0 && unread.peek().is_none() {
            continue;
        }
        text.push_str(&table_start(name));
        for id in snapshot.ids(kind) {
            text.push_str(BEFORE_RECORD);
            let missing = || SaveError::Write(format!("record {id} is missing"));
            push_record(&mut text, &snapshot.get(id).ok_or_else(missing)?)?;
            text.push_str(AFTER_RECORD);
        }
        for unread in unread {
            text.push_str(BEFORE_RECORD);
            text.push_str(&unread.text);
            text.push_str(AFTER_RECORD);
        }
        text.push_str(TABLE_END);
    }
    text.push_str(PROJECT_END);
    Ok(text)
}

/// What a project begins with, up to its first table.
///
/// # Errors
/// If `ron` cannot write the description.
pub(super) fn head(about: &Meta) -> Result<String, SaveError> {
    Ok(format!(
        "(\n  annals: {FORMAT},\n  project: {},\n",
        meta(about)?
    ))
}

/// What a table begins with, up to its first record.
pub(super) fn table_start(name: &str) -> String {
    format!("  {name}: [\n")
}

/// What stands around a record, at the end of a table, and at the end of a project.
pub(super) const BEFORE_RECORD: &str = "    ";
pub(super) const AFTER_RECORD: &str = ",\n";
pub(super) const TABLE_END: &str = "  ],\n";
pub(super) const PROJECT_END: &str = ")\n";
