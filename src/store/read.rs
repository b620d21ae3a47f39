//! Reading a project, record by record: one that cannot be read does not lock out the others.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::canon::FORMAT;
use super::document::{Document, Entry, Key, Unknown, UnknownField};
use super::error::{OpenError, OpenErrorKind, file_place};
use super::explain::explain;
use super::fast;
use super::place::{LineIndex, Place, Span, offset_of};
use super::scan::{Outline, Segment, Visitor, find_path, outline_with};
use super::{OpenWatch, go_on};
use crate::model::{
    Annotation, Assessment, Capture, Claim, Deletion, Event, FilePlace, Id, IdMap, Kind, Link,
    Loader, Meta, Note, Problem, Project, Record, RecordId, RecordType, Sha256, Source, Tag,
    Unread, UnreadId, View,
};

/// Bytes of a file to one of its records, about: for making room.
const BYTES: usize = 512;

/// Records that are read before it is asked whether to go on: a few tenths of a millisecond.
const ASKED_AFTER: u32 = 500;

/// The share of the records in what reading takes; then comes what they are found by, then what saving needs.
const RECORDS_SHARE: f32 = 0.8;
const FINISHED_SHARE: f32 = 0.95;

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

/// Reads a project from its text, in one pass.
///
/// # Errors
/// If the outer structure is broken, the text is no project or one in a newer format.
pub fn read_text(text: String) -> Result<Opened, OpenError> {
    read_text_watched(text, u64::MAX, &|_| ControlFlow::Continue(()))
}

/// Reads a project that has no more than so many records. `watch` is told how much is done and may stop it.
///
/// # Errors
/// As [`read_text`], and if it has more or was stopped.
pub(super) fn read_text_watched(
    text: String,
    most: u64,
    watch: OpenWatch<'_>,
) -> Result<Opened, OpenError> {
    let mut reader = Reader::new(&text, most, IdMap::default(), watch);
    let outline = reader.read()?;
    if reader.left_out {
        return Err(OpenError::without_place(OpenErrorKind::TooMany(most)));
    }
    let extensions = extensions(&outline.attributes, &text)?;
    check_format(&outline, &text)?;
    let (meta, of_meta) = read_meta(&outline, &text, extensions)?;
    check_tables(&outline, &text)?;
    let taken = reader.loader.ids_taken_twice();
    if !taken.is_empty() {
        // The first record keeps its id. Which records have one that comes again had to be known from the start; that is
        // rare, and keeping watch over all ids takes long.
        let taken = taken.into_iter().map(|id| (id, None));
        reader = Reader::new(&text, most, taken.collect(), watch);
        reader.read()?;
    }
    let Reader {
        loader,
        mut tables,
        mut unknown,
        lines,
        ..
    } = reader;
    unknown.of_meta = of_meta;
    for (_, entries) in &mut tables {
        entries.shrink_to_fit();
    }
    go_on(watch, RECORDS_SHARE)?;
    let project = loader.finish(meta);
    go_on(watch, FINISHED_SHARE)?;
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

/// Reads the records while the outline of their text is made.
struct Reader<'a> {
    text: &'a str,
    lines: LineIndex,
    extensions: Extensions,
    /// The kind of the records in the list at hand; `None`: they are none, or not to be read.
    kind: Option<Kind>,
    /// Whether the project is one that this version can read, as far as is known.
    readable: bool,
    loader: Loader,
    /// The last one is the list at hand.
    tables: Vec<(Kind, Vec<Entry>)>,
    /// The ids that more than one record has, and where each was met first.
    taken: IdMap<Option<usize>>,
    unread_ids: UnreadIds,
    unknown: Unknown,
    /// How many records may still come, and whether one came that may not.
    room: u64,
    left_out: bool,
    /// Is told how much is done, and said whether to go on.
    watch: OpenWatch<'a>,
    until_asked: u32,
    stopped: bool,
}

impl Visitor for Reader<'_> {
    fn start(&mut self, attributes: &[Span]) {
        match extensions(attributes, self.text) {
            Ok(extensions) => self.extensions = extensions,
            Err(_) => self.readable = false,
        }
    }

    fn value(&mut self, name: &str, value: Span) {
        self.readable &= !is_other_format(name, value.of(self.text));
    }

    fn list(&mut self, name: &str) {
        self.kind = table_kind(name).filter(|_| self.readable);
        if let Some(kind) = self.kind {
            self.tables.push((kind, Vec::new()));
        }
    }

    fn element(&mut self, start: usize) -> Option<usize> {
        let implicit_some = self.extensions.contains(Extensions::IMPLICIT_SOME);
        if self.is_stopped(start) {
            // The rest is passed over at once.
            return Some(self.text.len());
        }
        if self.room == 0 {
            return None;
        }
        let (record, end) = read_fast(self.kind?, self.text, start, implicit_some)?;
        self.record(Span::new(start, end), record, &[]);
        Some(end)
    }

    fn left(&mut self, span: Span) {
        let Some(kind) = self.kind else { return };
        if self.room == 0 {
            self.left_out = true;
            return;
        }
        match read_one(kind, span.of(self.text), self.extensions) {
            Ok((record, unknown)) => self.record(span, record, &unknown),
            Err(error) => self.unread(kind, span, error),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, most: u64, taken: IdMap<Option<usize>>, watch: OpenWatch<'a>) -> Self {
        let mut loader = Loader::new();
        loader.expect(text.len() / BYTES);
        Self {
            text,
            lines: LineIndex::new(),
            extensions: Extensions::empty(),
            kind: None,
            readable: true,
            loader,
            tables: Vec::new(),
            taken,
            unread_ids: UnreadIds::default(),
            unknown: Unknown::default(),
            room: most,
            left_out: false,
            watch,
            until_asked: 0,
            stopped: false,
        }
    }

    /// Whether reading was stopped before the byte at `start`; asked now and then.
    fn is_stopped(&mut self, start: usize) -> bool {
        if self.until_asked > 0 {
            self.until_asked -= 1;
            return self.stopped;
        }
        self.until_asked = ASKED_AFTER;
        let share = start as f32 / self.text.len().max(1) as f32;
        self.stopped |= (self.watch)(RECORDS_SHARE * share).is_break();
        self.stopped
    }

    /// Reads all records; gives the outline of the text.
    fn read(&mut self) -> Result<Outline, OpenError> {
        let outline = outline_with(self.text, self);
        if self.stopped {
            return Err(OpenError::without_place(OpenErrorKind::Cancelled));
        }
        outline.map_err(|error| OpenError::structure(&error, self.text))
    }

    fn place(&self, offset: usize) -> FilePlace {
        file_place(self.lines.place(self.text, offset))
    }

    fn entry(&mut self, key: Key, span: Span) {
        self.room = self.room.saturating_sub(1);
        if let Some((_, entries)) = self.tables.last_mut() {
            entries.push(Entry { key, span });
        }
    }

    /// Takes in the record at `span`.
    fn record(&mut self, span: Span, record: Record, unknown: &[String]) {
        let id = record.id();
        if let Some(owner) = self.taken.get_mut(&id.bits()) {
            if let Some(owner) = *owner {
                return self.id_is_taken(id, span, owner);
            }
            *owner = Some(span.start);
        }
        self.loader.insert(record);
        if !unknown.is_empty() {
            let fields = located(span.of(self.text), unknown);
            self.unknown.of_records.insert(id, fields);
        }
        self.entry(Key::Record(id), span);
    }

    /// Takes in the record at `span`, whose id belongs to the one at `owner`.
    fn id_is_taken(&mut self, id: RecordId, span: Span, owner: usize) {
        let owner = self.place(owner);
        let message = format!("the id {id} belongs to the record at {owner} already");
        let at = find_path(span.of(self.text), &[Segment::Field("id")]);
        let offset = at.map_or(0, |id| id.value.start);
        self.unread(id.kind(), span, RecordError { message, offset });
    }

    fn unread(&mut self, table: Kind, span: Span, error: RecordError) {
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
        self.loader.insert(Record::from(unread));
        self.entry(Key::Unread(id), span);
    }
}

/// The kind of the records in the field of this name.
pub(super) fn table_kind(name: &str) -> Option<Kind> {
    let mut kinds = Kind::ALL.iter().copied();
    kinds.find(|kind| kind.table_name() == Some(name))
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

/// The extensions of RON that the file asks for. Only those that do not change how this program's
/// own text reads are allowed.
pub(super) fn extensions(attributes: &[Span], text: &str) -> Result<Extensions, OpenError> {
    let mut extensions = Extensions::empty();
    for attribute in attributes {
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

/// The field with the number of the format.
const FORMAT_FIELD: &str = "annals";

/// The field with the description of the project.
pub(super) const META_FIELD: &str = "project";

fn is_format(number: &str) -> bool {
    number.parse() == Ok(u64::from(FORMAT))
}

/// Whether a field says that the file is none of this version.
pub(super) fn is_other_format(name: &str, value: &str) -> bool {
    name == FORMAT_FIELD && !is_format(value)
}

fn check_format(outline: &Outline, text: &str) -> Result<(), OpenError> {
    let Some(field) = outline.field(text, FORMAT_FIELD) else {
        let message = "the first field of a project is “annals: 1”, the number of its format, and there is none here";
        let kind = OpenErrorKind::NotAProject(message.to_owned());
        return Err(OpenError::at(kind, text, outline.body.start));
    };
    let number = field.value.of(text);
    if is_format(number) {
        return Ok(());
    }
    match number.parse::<u64>() {
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

/// That the fields that hold records are lists.
fn check_tables(outline: &Outline, text: &str) -> Result<(), OpenError> {
    for field in &outline.fields {
        let name = field.name.of(text);
        if field.elements.is_none() && table_kind(name).is_some() {
            let message = format!("the field “{name}” must be a list of records");
            let kind = OpenErrorKind::NotAProject(message);
            return Err(OpenError::at(kind, text, field.value.start));
        }
    }
    Ok(())
}

/// The description of the project, with the fields in it that this version does not know.
pub(super) fn read_meta(
    outline: &Outline,
    text: &str,
    extensions: Extensions,
) -> Result<(Meta, Vec<UnknownField>), OpenError> {
    let Some(field) = outline.field(text, META_FIELD) else {
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
