//! A project's file as it was read or saved: its text, and where each record stands in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::{io, iter};

use super::elements::{Key, KeyChanges, Table};
use super::error::{SaveError, file_place};
use super::file_hash::Known;
use super::held::{HeldError, HeldText};
use super::patch::Patch;
use super::place::{LineIndex, Span};
use super::scan::{Outline, OutlineField, outline, plain_name};
use super::splice::LineEnd;
use crate::model::{
    FilePlace, IdHash, Kind, Problem, ProblemKind, Record, RecordId, Snapshot, UnreadId,
};

/// A project file: the text that was read, what saves changed in it since, and the project as it is in the file.
///
/// Saving copies from the text whatever was not touched since it was read. The text itself stays as it was: a save
/// keeps the edits beside it, so that what it costs in memory and time grows with the edits, not with the text. Nor is
/// the text of a large file kept in memory: see `held`.
#[derive(Debug)]
pub struct Document {
    pub(super) read: Arc<ReadText>,
    patch: Patch,
    /// Where the records stand in the file whose texts are in the patch.
    patched: HashMap<RecordId, usize, IdHash>,
    /// The tables of the file after the patch, each with what the patch changes in it; nothing if there is none.
    order: Vec<(Kind, KeyChanges)>,
    /// The project as the file has it.
    base: Snapshot,
    pub(super) unknown: Unknown,
    /// Records that the text had until a save before this one took them out: should they come back by undo, so do
    /// their comments and unknown fields.
    pub(super) gone: HashMap<RecordId, Gone>,
    /// What the file is known by.
    pub(super) known: Option<Known>,
}

/// A text with the places of its records, and the project as it reads.
#[derive(Debug, Clone)]
pub(super) struct ReadText {
    pub(super) text: HeldText,
    lines: LineIndex,
    /// How the lines of the text end.
    pub(super) line_end: LineEnd,
    /// The fields that the text has, in its order.
    pub(super) fields: Vec<Field>,
    /// Those of them that are tables.
    pub(super) tables: Vec<Table>,
    /// The project as the text was read.
    as_read: Snapshot,
    /// The same as it lies in the project that is open. Shares its records with that, so that
    /// what was not touched is told by a comparison of addresses.
    pub(super) base: Snapshot,
    pub(super) unknown: Unknown,
    /// Where the records stand that are far from where their place in the project lets expect them; made when one is asked
    /// for.
    moved: OnceLock<Places>,
    /// Where those stand that could not be read; likewise.
    unread: OnceLock<Places>,
}

/// The table that each record stands in, by its number among them, and the record's number in it.
type Places = HashMap<RecordId, (u8, usize), IdHash>;

/// A field of the file.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its plain name: without the `r#` that it may be written with.
    pub(super) name: String,
    /// Where the name starts.
    pub(super) start: usize,
    pub(super) value: Span,
    /// Whether the value is a list.
    pub(super) is_list: bool,
}

impl Field {
    /// Those of an outline. `text` is what it was made of.
    pub(super) fn all(outline: &Outline, text: &str) -> Vec<Self> {
        let name = |field: &OutlineField| plain_name(field.name.of(text)).to_owned();
        outline
            .fields
            .iter()
            .map(|field| Self::of(field, name(field)))
            .collect()
    }

    pub(super) fn of(field: &OutlineField, name: String) -> Self {
        Self {
            name,
            start: field.name.start,
            value: field.value,
            is_list: field.elements.is_some(),
        }
    }
}

/// The fields that this version does not know.
#[derive(Debug, Clone, Default)]
pub(super) struct Unknown {
    pub(super) of_meta: Vec<UnknownField>,
    pub(super) of_records: HashMap<RecordId, Vec<UnknownField>>,
}

/// A field that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnknownField {
    /// Its name, with those of the fields around it: `place.altitude`.
    pub(super) name: String,
    /// Where it is in the text of the record, or of the description of the project.
    pub(super) offset: usize,
}

/// A record that the file does not have any more.
#[derive(Debug, Clone)]
pub(super) struct Gone {
    /// Its text as it was.
    pub(super) text: String,
    /// What that was read as.
    pub(super) record: Record,
}

/// How far from its place in the project a record is looked for in the file before an index is made.
const NEAR: usize = 32;

impl Document {
    /// A text that was read as `base`, which has the records of each table in the order of the text.
    pub(super) fn new(
        text: HeldText,
        line_end: LineEnd,
        fields: Vec<Field>,
        tables: Vec<Table>,
        base: &Snapshot,
        unknown: Unknown,
    ) -> Self {
        Self {
            read: Arc::new(ReadText {
                text,
                lines: LineIndex::new(),
                line_end,
                fields,
                tables,
                as_read: base.clone(),
                base: base.clone(),
                unknown: unknown.clone(),
                moved: OnceLock::new(),
                unread: OnceLock::new(),
            }),
            patch: Patch::default(),
            patched: HashMap::default(),
            order: Vec::new(),
            base: base.clone(),
            unknown,
            gone: HashMap::new(),
            known: None,
        }
    }

    /// The file after a save that made the edits in `patch` of the text that was read, which changes its tables like this.
    /// `patched`: where records stand in the file whose texts are in the edits.
    pub(super) fn patched(
        &self,
        patch: Patch,
        order: Vec<(Kind, KeyChanges)>,
        patched: HashMap<RecordId, usize, IdHash>,
        base: &Snapshot,
        unknown: Unknown,
    ) -> Self {
        Self {
            read: Arc::clone(&self.read),
            patch,
            patched,
            order,
            base: base.clone(),
            unknown,
            gone: self.gone.clone(),
            known: None,
        }
    }

    /// The tables of the file with the keys of their elements in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Kind, Box<dyn Iterator<Item = Key> + '_>)> {
        let kinds: Vec<Kind> = match self.order.as_slice() {
            [] => self.read.tables.iter().map(|table| table.kind).collect(),
            order => order.iter().map(|(kind, _)| *kind).collect(),
        };
        kinds.into_iter().map(|kind| {
            let changes = self.order.iter().find(|(changed, _)| *changed == kind);
            let table = self.read.table(kind);
            let keys: Box<dyn Iterator<Item = Key>> = match (changes, table) {
                (Some((_, changes)), Some(table)) => {
                    let after = changes.after(table, &self.read.as_read);
                    Box::new(after.map(|(key, _)| key))
                }
                (Some((_, changes)), None) => {
                    Box::new(changes.inserted.iter().map(|(_, key)| *key))
                }
                (None, Some(table)) => Box::new(table.keys(&self.read.as_read)),
                (None, None) => Box::new(std::iter::empty()),
            };
            (kind, keys)
        })
    }

    /// The text of the file. This may be more than memory should hold for long.
    ///
    /// # Errors
    /// If it is not held in memory and cannot be read again.
    pub fn text(&self) -> Result<Cow<'_, str>, HeldError> {
        if self.patch.is_empty() {
            self.read.text.whole()
        } else {
            self.read.text.after(self.patch.edits()).map(Cow::Owned)
        }
    }

    /// Bytes of the file.
    pub(super) fn len(&self) -> usize {
        self.patch.len(self.read.text.len())
    }

    /// Gives the text of the file to `take`, one block after the other.
    ///
    /// # Errors
    /// If the text cannot be read again, and those of `take`.
    pub(super) fn each_block<E: From<HeldError>>(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.patch.each_block(&self.read.text, &mut take)
    }

    /// Writes the text of the file.
    ///
    /// # Errors
    /// If the text cannot be read again, or `out` cannot be written.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.each_block(|block| out.write_all(block))
    }

    /// The project as the file has it.
    #[must_use]
    pub fn project(&self) -> &Snapshot {
        &self.base
    }

    /// Remembers what `before`, an older version of the text, had of records that are gone: should they come back by
    /// undo, so do their comments and unknown fields.
    pub fn remember(&mut self, before: &Self) {
        for (&id, gone) in &before.gone {
            if !self.base.contains(id) {
                self.gone.insert(id, gone.clone());
            }
        }
        for (id, span) in before.read.records() {
            if self.base.contains(id) {
                continue;
            }
            let text = before.read.text.part(span);
            match (before.read.base.get(id), text) {
                (Some(record), Ok(text)) => {
                    let text = text.into_owned();
                    self.gone.insert(id, Gone { text, record });
                }
                (_, Err(error)) => log::warn!("comments of {id} would not come back: {error}"),
                (None, _) => {}
            }
        }
    }

    /// Where the record stands in the file; `None` if it is not in it yet.
    #[must_use]
    pub fn place_of(&self, id: RecordId) -> Option<FilePlace> {
        let offset = self.offset_of(id)?;
        self.place_at(offset)
    }

    /// Gives unreadable records other numbers, and takes `base` for the project as the text reads. For a text that was
    /// just read.
    pub(super) fn renumber(&mut self, numbers: &HashMap<UnreadId, UnreadId>, base: &Snapshot) {
        let read = Arc::make_mut(&mut self.read);
        let renumbered = |id| numbers.get(&id).copied().unwrap_or(id);
        for table in &mut read.tables {
            table.renumber(&renumbered);
        }
        (read.moved, read.unread) = (OnceLock::new(), OnceLock::new());
        read.base = base.clone();
        self.base = base.clone();
    }

    fn offset_of(&self, id: RecordId) -> Option<usize> {
        if let Some(&offset) = self.patched.get(&id) {
            return Some(offset);
        }
        let is_there = match id {
            RecordId::Unread(id) => self.base.unread().get(id)?.mended.is_none(),
            id => self.base.contains(id),
        };
        let span = self.read.span_of(id).filter(|_| is_there)?;
        Some(self.patch.in_file(span.start))
    }

    /// The place of a byte of the file; `None` if the text cannot be read again.
    pub(super) fn place_at(&self, offset: usize) -> Option<FilePlace> {
        let ReadText { text, lines, .. } = &*self.read;
        let place = self
            .patch
            .place(&|offset| text.place(lines, offset), offset);
        let place = place.map_err(|error| log::warn!("{error}"));
        place.ok().map(file_place)
    }

    /// What the text has that the project cannot show, in the order of the text: fields that this version does not know.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found: Vec<(usize, Option<RecordId>, String)> = Vec::new();
        let known: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
        for field in &self.read.fields {
            let name = field.name.as_str();
            if !known.contains(&name) {
                let message = format!(
                    "The file has a field “{name}” that this version does not know. It is kept as it is."
                );
                found.push((self.patch.in_file(field.start), None, message));
            }
        }
        if let Some(field) = self.read.field("project") {
            let start = self.patch.in_file(field.value.start);
            for unknown in &self.unknown.of_meta {
                let message = unknown.message("project");
                found.push((start + unknown.offset, None, message));
            }
        }
        for (&id, fields) in &self.unknown.of_records {
            // What lies in the trash is listed when it comes back.
            let is_shown = |field: &&UnknownField| {
                id.kind() != Kind::Deletion || !field.name.starts_with("records.")
            };
            let fields = fields.iter().filter(is_shown);
            let start = self.offset_of(id).unwrap_or_default();
            for unknown in fields {
                let message = unknown.message(id.kind().singular());
                found.push((start + unknown.offset, Some(id), message));
            }
        }
        found.sort_unstable();
        let problem = |(offset, record, message)| Problem {
            kind: ProblemKind::UnknownField,
            record,
            place: self.place_at(offset),
            field: String::new(),
            message,
        };
        found.into_iter().map(problem).collect()
    }
}

impl ReadText {
    /// The field of this name.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.name == name)
    }

    /// The table of this kind, if the text has it.
    pub(super) fn table(&self, kind: Kind) -> Option<&Table> {
        self.tables.iter().find(|table| table.kind == kind)
    }

    /// What an element of a table is.
    pub(super) fn key(&self, table: &Table, number: usize) -> Option<Key> {
        table.key(number, &self.as_read)
    }

    /// The elements of a table, in order.
    pub(super) fn keys<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = Key> + 'a {
        table.keys(&self.as_read)
    }

    /// What the elements of a table are after changes, and whether they are written anew.
    pub(super) fn keys_after<'a>(
        &'a self,
        table: &'a Table,
        changes: &'a KeyChanges,
    ) -> impl Iterator<Item = (Key, bool)> + 'a {
        changes.after(table, &self.as_read)
    }

    /// The records that could be read, with their texts.
    pub(super) fn records(&self) -> impl Iterator<Item = (RecordId, Span)> + '_ {
        let elements = self
            .tables
            .iter()
            .flat_map(|table| self.keys(table).zip(table.spans()));
        elements.filter_map(|(key, span)| match key {
            Key::Record(id) => Some((id, span)),
            Key::Unread(_) => None,
        })
    }

    /// The text of a record.
    pub(super) fn span_of(&self, id: RecordId) -> Option<Span> {
        let (table, number) = self.find(id)?;
        table.span(number)
    }

    /// The table that a record stands in, and its number there.
    pub(super) fn find(&self, id: RecordId) -> Option<(&Table, usize)> {
        if let Some(found) = self.near_slot(id) {
            return Some(found);
        }
        if id.kind() != Kind::Unread && !self.base.contains(id) {
            return None;
        }
        let places = match id {
            RecordId::Unread(_) => self.unread.get_or_init(|| {
                self.places(|table| {
                    Box::new(table.unread().map(|(number, id)| (id.into(), number)))
                })
            }),
            _ => self.moved.get_or_init(|| {
                self.places(|table| Box::new(self.keys(table).map(Key::id).zip(0..)))
            }),
        };
        let &(table, number) = places.get(&id)?;
        Some((self.tables.get(usize::from(table))?, number))
    }

    /// Where the records are that `of` gives of each table, with their numbers in it.
    fn places<'a>(
        &'a self,
        of: impl Fn(&'a Table) -> Box<dyn Iterator<Item = (RecordId, usize)> + 'a>,
    ) -> Places {
        let mut places = Places::default();
        for (table, number_of_table) in self.tables.iter().zip(0..) {
            places.extend(of(table).map(|(id, number)| (id, (number_of_table, number))));
        }
        places
    }

    /// The element for a record, if it stands in its list about where the record lies in its table.
    fn near_slot(&self, id: RecordId) -> Option<(&Table, usize)> {
        let slot = self.base.slot(id)? as usize;
        let table = self.table(id.kind())?;
        let mut near = iter::once(slot).chain(slot.saturating_sub(NEAR)..slot + NEAR);
        let number = near.find(|number| self.key(table, *number) == Some(Key::Record(id)))?;
        Some((table, number))
    }
}

/// All of a text that was read, with where everything is in it: more than memory should hold for long.
#[derive(Debug)]
pub(super) struct WholeText<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) outline: Outline,
    pub(super) tables: Vec<(Kind, Vec<Entry>)>,
}

/// An element of a table's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) span: Span,
}

impl ReadText {
    /// All of it at once.
    ///
    /// # Errors
    /// If it cannot be read again.
    pub(super) fn whole(&self) -> Result<WholeText<'_>, SaveError> {
        let text = self.text.whole()?;
        let outline = outline(&text);
        let outline =
            outline.map_err(|error| SaveError::Write(error.message(&text, &self.lines)))?;
        let entries = |table: &Table| {
            let entries = self.keys(table).zip(table.spans());
            entries.map(|(key, span)| Entry { key, span }).collect()
        };
        let tables = self.tables.iter();
        let tables = tables.map(|table| (table.kind, entries(table))).collect();
        Ok(WholeText {
            text,
            outline,
            tables,
        })
    }
}

impl UnknownField {
    fn message(&self, owner: &str) -> String {
        let name = &self.name;
        format!(
            "A field “{name}” of this {owner} is not known to this version. It is kept as it is."
        )
    }
}

/// The fields of the file that hold no records, in their order.
pub(super) const FIELDS: [&str; 2] = ["annals", "project"];

/// The fields of the file that hold records, in their order.
pub(super) fn table_names() -> impl Iterator<Item = &'static str> {
    Kind::ALL.iter().filter_map(|kind| kind.table_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Event, Id, Transaction};
    use crate::store::read::read_text;
    use crate::store::save::drafted;

    #[test]
    fn an_index_of_all_records_is_not_made_for_one_in_its_place_or_not_in_the_file() {
        let text = "(annals: 1, project: (), events: [(id: \"000000000001\")])";
        let mut opened = read_text(text.to_owned()).unwrap();
        let record = Record::from(Event::new(Id::from_bits(2)));
        let id = record.id();
        let changes = vec![Change::Insert { record, slot: None }];
        let transaction = Transaction {
            changes,
            ..Transaction::default()
        };
        opened.project.apply(&transaction).unwrap();
        let saved = drafted(Some(&opened.document), &opened.project.snapshot(), 10).unwrap();
        assert!(saved.place_of(id).is_some());
        assert_eq!(opened.document.place_of(id), None);
        let old = RecordId::from_bits(Kind::Event, 1);
        assert!(opened.document.place_of(old).is_some());
        assert!(saved.read.moved.get().is_none());
    }
}
