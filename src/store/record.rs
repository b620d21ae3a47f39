//! Reading one record from its text: fast if that can be done, and with `ron`, which is the reference and says what is wrong.

use std::sync::Arc;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::document::UnknownField;
use super::explain::explain;
use super::fast;
use super::place::{Place, offset_of};
use super::scan::{Segment, find_path};
use crate::model::{
    Annotation, Assessment, Capture, Claim, Deletion, Event, Kind, Link, Note, Record, RecordType,
    Source, Tag, View,
};

/// Why a record could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError {
    /// What is wrong, as a sentence without its full stop.
    pub message: String,
    /// Offset in the record's text.
    pub offset: usize,
}

/// A record with the paths of the fields in its text that this version does not know.
type ReadRecord = Result<(Record, Vec<String>), RecordError>;

/// Reads one record of a table from its text: for mending.
///
/// # Errors
/// If it cannot be read.
pub fn read_record(kind: Kind, text: &str) -> Result<Record, RecordError> {
    read_again(kind, text).map(|(record, _)| record)
}

/// Reads one record of a table from its text, with the fields in it that this version does not know.
pub(super) fn read_again(
    kind: Kind,
    text: &str,
) -> Result<(Record, Vec<UnknownField>), RecordError> {
    let (record, paths) = read_one(kind, text, Extensions::IMPLICIT_SOME)?;
    Ok((record, located(text, &paths)))
}

/// The fields that `paths` lead to in the text of a record.
pub(super) fn located(text: &str, paths: &[String]) -> Vec<UnknownField> {
    let field = |path: &String| {
        let found = find_path(text, &steps(path));
        UnknownField {
            name: path.replace(".?", ""),
            offset: found.map_or(0, |found| found.mark().start),
        }
    };
    paths.iter().map(field).collect()
}

/// The steps of a path as it names an unknown field: `place.altitude`, `actors.0.rank`.
pub(super) fn steps(path: &str) -> Vec<Segment<'_>> {
    let parts = path.split('.').filter(|part| *part != "?");
    parts
        .map(|part| part.parse().map_or(Segment::Field(part), Segment::Index))
        .collect()
}

/// Reads the record that starts at `start`, if that can be done fast; gives where it ends, too.
pub(super) fn read_fast(
    kind: Kind,
    text: &str,
    start: usize,
    implicit_some: bool,
) -> Option<(Record, usize)> {
    fn read<T: RecordType + DeserializeOwned>(
        text: &str,
        start: usize,
        implicit_some: bool,
    ) -> Option<(Record, usize)> {
        let (record, end) = fast::read_at::<T>(text, start, implicit_some)?;
        Some((T::into_record(Arc::new(record)), end))
    }
    match kind {
        Kind::Tag => read::<Tag>(text, start, implicit_some),
        Kind::Source => read::<Source>(text, start, implicit_some),
        Kind::Capture => read::<Capture>(text, start, implicit_some),
        Kind::Event => read::<Event>(text, start, implicit_some),
        Kind::Claim => read::<Claim>(text, start, implicit_some),
        Kind::Assessment => read::<Assessment>(text, start, implicit_some),
        Kind::Note => read::<Note>(text, start, implicit_some),
        Kind::Annotation => read::<Annotation>(text, start, implicit_some),
        Kind::Link => read::<Link>(text, start, implicit_some),
        Kind::View => read::<View>(text, start, implicit_some),
        Kind::Deletion => read::<Deletion>(text, start, implicit_some),
        Kind::Unread => None,
    }
}

pub(super) fn read_one(kind: Kind, text: &str, extensions: Extensions) -> ReadRecord {
    match kind {
        Kind::Tag => read_as::<Tag>(text, extensions),
        Kind::Source => read_as::<Source>(text, extensions),
        Kind::Capture => read_as::<Capture>(text, extensions),
        Kind::Event => read_as::<Event>(text, extensions),
        Kind::Claim => read_as::<Claim>(text, extensions),
        Kind::Assessment => read_as::<Assessment>(text, extensions),
        Kind::Note => read_as::<Note>(text, extensions),
        Kind::Annotation => read_as::<Annotation>(text, extensions),
        Kind::Link => read_as::<Link>(text, extensions),
        Kind::View => read_as::<View>(text, extensions),
        Kind::Deletion => read_as::<Deletion>(text, extensions),
        Kind::Unread => Err(RecordError {
            message: "unreadable records have no table".to_owned(),
            offset: 0,
        }),
    }
}

fn read_as<T: RecordType + DeserializeOwned>(text: &str, extensions: Extensions) -> ReadRecord {
    let (record, unknown) = decode::<T>(text, extensions)?;
    Ok((T::into_record(Arc::new(record)), unknown))
}

/// Reads a value; gives the paths of the fields that were passed over, too.
pub(super) fn decode<T: DeserializeOwned>(
    text: &str,
    extensions: Extensions,
) -> Result<(T, Vec<String>), RecordError> {
    let implicit_some = extensions.contains(Extensions::IMPLICIT_SOME);
    match fast::read(text, implicit_some) {
        Some(value) => Ok((value, Vec::new())),
        None => decode_with_ron(text, extensions),
    }
}

/// Reads a value with `ron`, which is the reference; gives the paths of the fields that were passed over, too.
pub(super) fn decode_with_ron<T: DeserializeOwned>(
    text: &str,
    extensions: Extensions,
) -> Result<(T, Vec<String>), RecordError> {
    let options = ron::Options::default().with_default_extension(extensions);
    let fail = |error: &SpannedError| {
        let offset = error_offset(text, error);
        RecordError {
            message: explain(text, &error.code, offset),
            offset,
        }
    };
    let mut reader =
        ron::Deserializer::from_str_with_options(text, &options).map_err(|error| fail(&error))?;
    let mut unknown = Vec::new();
    let value = serde_ignored::deserialize(&mut reader, |path| unknown.push(path.to_string()))
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| fail(&reader.span_error(error)))?;
    Ok((value, unknown))
}

/// Where the error is: what `ron` points at, past the white space that it had not skipped yet.
fn error_offset(text: &str, error: &SpannedError) -> usize {
    let ron::error::Position { line, col } = error.span.start;
    let offset = offset_of(text, Place { line, column: col });
    let rest = text.get(offset..).unwrap_or_default();
    let blank = rest.len() - rest.trim_ascii_start().len();
    // At the end there is nothing to point at.
    if blank == rest.len() {
        offset
    } else {
        offset + blank
    }
}
