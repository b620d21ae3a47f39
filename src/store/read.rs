//! Reading a project, record by record: one that cannot be read does not lock out the others.

use std::collections::HashMap;
use std::ops::ControlFlow;

use ron::extensions::Extensions;

use super::document::{Document, FIELDS, Field, Unknown, UnknownField};
use super::elements::Table;
use super::error::{OpenError, OpenErrorKind, file_place};
use super::head::{
    FORMAT_FIELD, META_FIELD, check_format, check_tables, extensions, is_other_format, read_meta,
    table_kind,
};
use super::held::{HeldText, Holding};
use super::place::{LineIndex, Span};
use super::record::{RecordError, decode, located, read_fast, read_one};
use super::scan::{Element, Outline, Part, Segment, Visitor, find_path, outline_with};
use super::splice::LineEnd;
use super::{OpenWatch, go_on};
use crate::model::{
    FilePlace, Id, IdMap, Kind, Loader, Meta, Problem, Project, Record, RecordId, Sha256, Unread,
    UnreadId,
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

/// Reads a project from its text, in one pass.
///
/// # Errors
/// If the outer structure is broken, the text is no project or one in a newer format.
pub fn read_text(text: String) -> Result<Opened, OpenError> {
    let holding = Holding::default();
    read_text_watched(text, u64::MAX, &holding, &|_| ControlFlow::Continue(()))
}

/// Reads a project that has no more than so many records. `watch` is told how much is done and may stop it.
///
/// # Errors
/// As [`read_text`], and if it has more or was stopped.
pub(super) fn read_text_watched(
    text: String,
    most: u64,
    holding: &Holding,
    watch: OpenWatch<'_>,
) -> Result<Opened, OpenError> {
    let mut reader = Reader::of_text(&text, most, IdMap::default(), watch);
    let outline = reader.read(&text)?;
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
        reader = Reader::of_text(&text, most, taken.collect(), watch);
        reader.read(&text)?;
    }
    let read = reader.into_read(&outline, meta, of_meta);
    let line_end = LineEnd::of(&text);
    read.opened(line_end, watch, || HeldText::of(text, holding))
}

/// Reads the records while the outline of their text is made.
pub(super) struct Reader<'a> {
    /// All of the text, if it is at hand: places are told of it.
    text: Option<&'a str>,
    /// Bytes of it.
    size: usize,
    lines: LineIndex,
    extensions: Extensions,
    /// The names of the fields, and what the description of the project is.
    names: Vec<String>,
    meta: Option<String>,
    /// The kind of the records in the list at hand; `None`: they are none, or not to be read.
    kind: Option<Kind>,
    /// Whether the project is one that this version can read, as far as is known, and whether that was told.
    readable: bool,
    has_format: bool,
    /// Whether something came of which the place has to be told, and the text is not at hand.
    needs_text: bool,
    loader: Loader,
    /// The last one is the list at hand.
    tables: Vec<Table>,
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
    pub(super) stopped: bool,
}

impl Visitor for Reader<'_> {
    fn start(&mut self, part: Part<'_>, attributes: &[Span]) {
        match extensions(attributes, part.text) {
            Ok(extensions) => self.extensions = extensions,
            Err(_) => self.readable = false,
        }
    }

    fn value(&mut self, name: &str, value: &str) {
        self.names.push(name.to_owned());
        self.readable &= !is_other_format(name, value);
        self.has_format |= name == FORMAT_FIELD;
        if name == META_FIELD {
            self.meta = Some(value.to_owned());
        }
        self.needs_text |= self.text.is_none() && table_kind(name).is_some();
    }

    fn list(&mut self, name: &str) {
        self.names.push(name.to_owned());
        self.needs_text |= self.text.is_none() && FIELDS.contains(&name);
        self.kind = table_kind(name).filter(|_| self.readable);
        if let Some(kind) = self.kind {
            self.tables.push(Table::new(kind));
        }
    }

    #[inline]
    fn element(&mut self, part: Part<'_>, start: usize) -> Element {
        if self.is_stopped(part.start + start) || self.needs_text {
            return Element::Stop;
        }
        let implicit_some = self.extensions.contains(Extensions::IMPLICIT_SOME);
        let kind = self.kind.filter(|_| self.room > 0);
        let read = kind.and_then(|kind| read_fast(kind, part.text, start, implicit_some));
        let Some((record, end)) = read else {
            return Element::Left;
        };
        self.record(part, Span::new(start, end), record, &[]);
        Element::Read(end)
    }

    fn left(&mut self, part: Part<'_>, span: Span) {
        let Some(kind) = self.kind else { return };
        if self.room == 0 {
            self.left_out = true;
            return;
        }
        match read_one(kind, span.of(part.text), self.extensions) {
            Ok((record, unknown)) => self.record(part, span, record, &unknown),
            Err(error) => self.unread(kind, part, span, error),
        }
    }
}

impl<'a> Reader<'a> {
    fn of_text(
        text: &'a str,
        most: u64,
        taken: IdMap<Option<usize>>,
        watch: OpenWatch<'a>,
    ) -> Self {
        Self {
            text: Some(text),
            taken,
            ..Self::in_parts(text.len(), most, watch)
        }
    }

    /// Of a text of about so many bytes, which is at hand in parts.
    pub(super) fn in_parts(size: usize, most: u64, watch: OpenWatch<'a>) -> Self {
        let mut loader = Loader::new();
        loader.expect(size / BYTES);
        Self {
            text: None,
            size,
            lines: LineIndex::new(),
            extensions: Extensions::empty(),
            names: Vec::new(),
            meta: None,
            kind: None,
            readable: true,
            has_format: false,
            needs_text: false,
            loader,
            tables: Vec::new(),
            taken: IdMap::default(),
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
        let share = start as f32 / self.size.max(1) as f32;
        self.stopped |= (self.watch)(RECORDS_SHARE * share.min(1.0)).is_break();
        self.stopped
    }

    /// Reads all records; gives the outline of the text.
    fn read(&mut self, text: &str) -> Result<Outline, OpenError> {
        let outline = outline_with(text, self);
        if self.stopped {
            return Err(OpenError::without_place(OpenErrorKind::Cancelled));
        }
        outline.map_err(|error| OpenError::structure(&error, text))
    }

    /// What was read of a text in parts that has this outline; `None` if something in it has to be told with its place, for
    /// which the text must be at hand.
    pub(super) fn read_in_parts(mut self, outline: &Outline) -> Option<Contents> {
        let is_told = self.needs_text || self.left_out || !self.readable || !self.has_format;
        if is_told || !self.loader.ids_taken_twice().is_empty() {
            return None;
        }
        let (meta, of_meta) = match &self.meta {
            None => (Meta::default(), Vec::new()),
            Some(text) => {
                let (meta, paths) = decode::<Meta>(text, self.extensions).ok()?;
                (meta, located(text, &paths))
            }
        };
        Some(self.into_read(outline, meta, of_meta))
    }

    fn into_read(self, outline: &Outline, meta: Meta, of_meta: Vec<UnknownField>) -> Contents {
        let Self {
            loader,
            names,
            mut tables,
            mut unknown,
            ..
        } = self;
        unknown.of_meta = of_meta;
        for table in &mut tables {
            table.shrink_to_fit();
        }
        let fields = outline.fields.iter().zip(names);
        Contents {
            loader,
            meta,
            fields: fields.map(|(field, name)| Field::of(field, name)).collect(),
            tables,
            unknown,
        }
    }

    fn place(&self, text: &str, offset: usize) -> FilePlace {
        file_place(self.lines.place(text, offset))
    }

    /// Takes in the record at `span` of the part.
    fn record(&mut self, part: Part<'_>, span: Span, record: Record, unknown: &[String]) {
        let id = record.id();
        let in_whole = part.in_whole(span);
        if let Some(owner) = self.taken.get_mut(&id.bits()) {
            if let Some(owner) = *owner {
                return self.id_is_taken(id, part, span, owner);
            }
            *owner = Some(in_whole.start);
        }
        self.loader.insert(record);
        if !unknown.is_empty() {
            let fields = located(span.of(part.text), unknown);
            self.unknown.of_records.insert(id, fields);
        }
        self.room = self.room.saturating_sub(1);
        if let Some(table) = self.tables.last_mut() {
            table.add_record(in_whole);
        }
    }

    /// Takes in the record at `span`, whose id belongs to the one at `owner`.
    fn id_is_taken(&mut self, id: RecordId, part: Part<'_>, span: Span, owner: usize) {
        let owner = self.place(self.text.unwrap_or_default(), owner);
        let message = format!("the id {id} belongs to the record at {owner} already");
        let at = find_path(span.of(part.text), &[Segment::Field("id")]);
        let offset = at.map_or(0, |id| id.value.start);
        self.unread(id.kind(), part, span, RecordError { message, offset });
    }

    fn unread(&mut self, table: Kind, part: Part<'_>, span: Span, error: RecordError) {
        let Some(all) = self.text else {
            self.needs_text = true;
            return;
        };
        let text = span.of(part.text);
        let id = self.unread_ids.next(table, text);
        let in_whole = part.in_whole(span);
        let unread = Unread {
            id,
            table,
            text: text.to_owned(),
            error: error.message,
            place: self.place(all, in_whole.start + error.offset),
            mended: None,
        };
        self.loader.insert(Record::from(unread));
        self.room = self.room.saturating_sub(1);
        if let Some(table) = self.tables.last_mut() {
            table.add_unread(id, in_whole);
        }
    }
}

/// All that was read of a file.
pub(super) struct Contents {
    loader: Loader,
    meta: Meta,
    fields: Vec<Field>,
    tables: Vec<Table>,
    unknown: Unknown,
}

impl Contents {
    /// The project, with the text that `held` gives.
    pub(super) fn opened(
        self,
        line_end: LineEnd,
        watch: OpenWatch<'_>,
        held: impl FnOnce() -> HeldText,
    ) -> Result<Opened, OpenError> {
        go_on(watch, RECORDS_SHARE)?;
        let project = self.loader.finish(self.meta);
        go_on(watch, FINISHED_SHARE)?;
        let (text, base) = (held(), project.snapshot());
        let document = Document::new(
            text,
            line_end,
            self.fields,
            self.tables,
            &base,
            self.unknown,
        );
        Ok(Opened {
            project,
            problems: document.problems(),
            document,
        })
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
