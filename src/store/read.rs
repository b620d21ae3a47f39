//! Reading a project, record by record: one that cannot be read does not lock out the others.

use std::collections::HashMap;
use std::sync::Arc;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::canon::FORMAT;
use super::document::{Document, Entry, FIELDS, Key, Unknown, UnknownField};
use super::error::{OpenError, OpenErrorKind, file_place};
use super::explain::explain;
use super::fast;
use super::place::{LineIndex, Place, Span, offset_of};
use super::scan::{Outline, OutlineField, Segment, find_path, outline};
use crate::model::{
    Annotation, Assessment, Capture, Claim, Event, FilePlace, Id, IdMap, Kind, Link, Loader, Meta,
    Note, Problem, Project, Record, RecordId, RecordType, Sha256, Source, Tag, Unread, UnreadId,
    View,
};

/// Records to a thread when a table is read on several.
const SHARE: usize = 2_000;
/// Records that are read before they are put into the project.
const BLOCK: usize = 64_000;

/// A project as it was read.
#[derive(Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// The text that it was read from, for saving by copying.
    pub document: Document,
    /// What the text has that the project cannot show: fields that this version does not know.
    pub problems: Vec<Problem>,
}

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

/// Reads a project from its text.
///
/// # Errors
/// If the outer structure is broken, the text is no project or one in a newer format.
pub fn read_text(text: String) -> Result<Opened, OpenError> {
    let outline = outline(&text).map_err(|error| OpenError::structure(&error, &text))?;
    let extensions = extensions(&outline, &text)?;
    check_format(&outline, &text)?;
    let (meta, of_meta) = read_meta(&outline, &text, extensions)?;
    let mut reader = Reader {
        text: &text,
        lines: LineIndex::new(),
        extensions,
        loader: Loader::new(),
        tables: Vec::new(),
        owners: None,
        unread_ids: UnreadIds::default(),
        unknown: Unknown {
            of_meta,
            ..Unknown::default()
        },
    };
    let elements = outline.fields.iter().flat_map(|field| &field.elements);
    reader.loader.expect(elements.map(Vec::len).sum());
    for field in &outline.fields {
        reader.field(field)?;
    }
    let Reader {
        loader,
        tables,
        unknown,
        lines,
        ..
    } = reader;
    let project = loader.finish(meta);
    let document = Document::new(text, lines, outline, tables, &project.snapshot(), unknown);
    Ok(Opened {
        project,
        problems: document.problems(),
        document,
    })
}

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

struct Reader<'a> {
    text: &'a str,
    lines: LineIndex,
    extensions: Extensions,
    loader: Loader,
    tables: Vec<(Kind, Vec<Entry>)>,
    /// Where each id was met first; made when one is met again.
    owners: Option<IdMap<usize>>,
    unread_ids: UnreadIds,
    unknown: Unknown,
}

impl Reader<'_> {
    fn place(&self, offset: usize) -> FilePlace {
        file_place(self.lines.place(self.text, offset))
    }

    fn field(&mut self, field: &OutlineField) -> Result<(), OpenError> {
        let name = field.name.of(self.text);
        if FIELDS.contains(&name) {
            return Ok(());
        }
        let kind = Kind::ALL
            .iter()
            .copied()
            .find(|kind| kind.table_name() == Some(name));
        // What is not known is left alone; the document tells of it.
        let Some(kind) = kind else {
            return Ok(());
        };
        let Some(elements) = &field.elements else {
            let kind =
                OpenErrorKind::NotAProject(format!("the field “{name}” must be a list of records"));
            return Err(OpenError::at(kind, self.text, field.value.start));
        };
        let mut entries = Vec::with_capacity(elements.len());
        for block in elements.chunks(BLOCK) {
            let texts: Vec<&str> = block.iter().map(|span| span.of(self.text)).collect();
            let read = read_all(kind, &texts, self.extensions);
            for (&span, read) in block.iter().zip(read) {
                let key = match read {
                    Ok((record, unknown)) => self.record(span, record, &unknown, &entries),
                    Err(error) => self.unread(kind, span, error),
                };
                entries.push(Entry { key, span });
            }
        }
        self.tables.push((kind, entries));
        Ok(())
    }

    /// Takes in the record at `span`, which stands after `entries` in its table.
    fn record(&mut self, span: Span, record: Record, unknown: &[String], entries: &[Entry]) -> Key {
        let id = record.id();
        if self.loader.insert(record).is_err() {
            let owner = self.owner(id, entries).unwrap_or_default();
            let message = format!(
                "the id {id} belongs to the record at {} already",
                self.place(owner)
            );
            let at = find_path(span.of(self.text), &[Segment::Field("id")]);
            let offset = at.map_or(0, |id| id.value.start);
            return self.unread(id.kind(), span, RecordError { message, offset });
        }
        if let Some(owners) = &mut self.owners {
            owners.insert(id.bits(), span.start);
        }
        if !unknown.is_empty() {
            let fields = located(span.of(self.text), unknown);
            self.unknown.of_records.insert(id, fields);
        }
        Key::Record(id)
    }

    /// Where the record is that has the id already; `entries` are those of the table that is being read.
    fn owner(&mut self, id: RecordId, entries: &[Entry]) -> Option<usize> {
        let owners = self.owners.get_or_insert_with(|| {
            let tables = self.tables.iter().map(|(_, entries)| entries.as_slice());
            let read = tables.chain([entries]).flatten();
            let of_records = read.filter_map(|entry| match entry.key {
                Key::Record(id) => Some((id.bits(), entry.span.start)),
                Key::Unread(_) => None,
            });
            of_records.collect()
        });
        owners.get(&id.bits()).copied()
    }

    fn unread(&mut self, table: Kind, span: Span, error: RecordError) -> Key {
        let text = span.of(self.text);
        let id = self.unread_ids.next(table, text);
        let unread = Unread {
            id,
            table,
            text: text.to_owned(),
            error: error.message,
            place: self.place(span.start + error.offset),
            mended: None,
        };
        // Its number is a new one, so it is not refused.
        let refused = self.loader.insert(Record::from(unread));
        debug_assert!(refused.is_ok());
        Key::Unread(id)
    }
}

/// Ids for records that cannot be read. They follow from table and text, so that the same record
/// has the same one in every version of a file.
#[derive(Debug, Default)]
struct UnreadIds {
    /// How often each text was met.
    met: HashMap<(Kind, Sha256), u32>,
}

impl UnreadIds {
    fn next(&mut self, table: Kind, text: &str) -> UnreadId {
        let hash = Sha256::of(text.as_bytes());
        let met = self.met.entry((table, hash)).or_default();
        *met += 1;
        let all = format!("{} {hash} {met}", table.plural());
        let digits = Sha256::of(all.as_bytes()).to_string();
        let bits = digits
            .get(..15)
            .map(|digits| u64::from_str_radix(digits, 16));
        Id::from_bits(bits.and_then(Result::ok).unwrap_or_default())
    }
}

/// The fields that `paths` lead to in the text of a record.
fn located(text: &str, paths: &[String]) -> Vec<UnknownField> {
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

/// Reads many records, on several threads if there are many.
fn read_all(kind: Kind, texts: &[&str], extensions: Extensions) -> Vec<ReadRecord> {
    let read = |texts: &[&str]| -> Vec<ReadRecord> {
        texts
            .iter()
            .map(|text| read_one(kind, text, extensions))
            .collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    if texts.len() <= SHARE || threads == 1 {
        return read(texts);
    }
    let share = texts.len().div_ceil(threads).max(SHARE);
    std::thread::scope(|scope| {
        let parts: Vec<_> = texts
            .chunks(share)
            .map(|part| scope.spawn(move || read(part)))
            .collect();
        let mut all = Vec::with_capacity(texts.len());
        for (part, chunk) in parts.into_iter().zip(texts.chunks(share)) {
            // Reading does not panic; if it did, this thread reads the share again and panics
            // with a proper message.
            all.extend(part.join().unwrap_or_else(|_| read(chunk)));
        }
        all
    })
}

fn read_one(kind: Kind, text: &str, extensions: Extensions) -> ReadRecord {
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
fn decode<T: DeserializeOwned>(
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

/// The extensions of RON that the file asks for. Only those that do not change how this program's
/// own text reads are allowed.
pub(super) fn extensions(outline: &Outline, text: &str) -> Result<Extensions, OpenError> {
    let mut extensions = Extensions::empty();
    for attribute in &outline.attributes {
        let words = attribute.of(text);
        let names = words
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty() && *word != "enable");
        for name in names {
            match Extensions::from_ident(name) {
                Some(Extensions::IMPLICIT_SOME) => extensions |= Extensions::IMPLICIT_SOME,
                _ => {
                    let message = format!(
                        "the file asks for “{name}”, an extension of RON that projects do not use"
                    );
                    let kind = OpenErrorKind::NotAProject(message);
                    return Err(OpenError::at(kind, text, attribute.start));
                }
            }
        }
    }
    Ok(extensions)
}

fn check_format(outline: &Outline, text: &str) -> Result<(), OpenError> {
    let Some(field) = outline.field(text, "annals") else {
        let message = "the first field of a project is “annals: 1”, the number of its format, and there is none here";
        let kind = OpenErrorKind::NotAProject(message.to_owned());
        return Err(OpenError::at(kind, text, outline.body.start));
    };
    match field.value.of(text).parse::<u64>() {
        Ok(format) if format == u64::from(FORMAT) => Ok(()),
        Ok(format) if format > u64::from(FORMAT) => {
            let kind = OpenErrorKind::NewerFormat(format);
            Err(OpenError::at(kind, text, field.value.start))
        }
        Ok(_) | Err(_) => {
            let message = "the field “annals” must hold the number of the format, 1".to_owned();
            let kind = OpenErrorKind::NotAProject(message);
            Err(OpenError::at(kind, text, field.value.start))
        }
    }
}

/// The description of the project, with the fields in it that this version does not know.
pub(super) fn read_meta(
    outline: &Outline,
    text: &str,
    extensions: Extensions,
) -> Result<(Meta, Vec<UnknownField>), OpenError> {
    let Some(field) = outline.field(text, "project") else {
        return Ok((Meta::default(), Vec::new()));
    };
    let value = field.value.of(text);
    match decode::<Meta>(value, extensions) {
        Ok((meta, paths)) => Ok((meta, located(value, &paths))),
        Err(error) => {
            let message = format!(
                "the description of the project cannot be read: {}",
                error.message
            );
            let cut_off = false;
            let kind = OpenErrorKind::Structure { message, cut_off };
            Err(OpenError::at(kind, text, field.value.start + error.offset))
        }
    }
}
