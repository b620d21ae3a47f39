//! What saving changes in a text: the edits for the records that were changed, and what its tables hold after them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::mem;

use super::canon;
use super::document::{Document, FIELDS, ReadText, table_names};
use super::elements::{Key, KeyChanges, Table};
use super::error::SaveError;
use super::head::table_kind;
use super::place::{LineIndex, Span};
use super::splice::{
    Edit, Edits, Excerpt, ListChanges, NewField, NoExcerpt, Run, far_from, field_edits, list_edits,
    merge_record_in,
};
use super::trashed::Trashed;
use crate::model::{Changed, IdHash, Kind, Record, RecordId, Snapshot, Unread};

/// The white space before a record in its table.
const RECORD_INDENT: &str = "    ";

/// What becomes of an element.
enum Fate {
    /// It is copied.
    Kept,
    /// It gets this text.
    Replaced(Key, String),
    /// It goes.
    Removed,
}

/// What saving changes in the text that was read.
pub(super) struct Changes {
    /// The text as far as it is near the edits.
    pub(super) excerpt: Excerpt,
    /// The edits, of the excerpt.
    pub(super) edits: Edits,
    pub(super) tables: Vec<(Kind, KeyChanges)>,
}

/// What becomes of a table that the text has.
struct TableChanges {
    kind: Kind,
    keys: KeyChanges,
    /// The texts of what is written anew: by number, and in the order of the insertions.
    replaced: BTreeMap<usize, String>,
    inserted: Vec<String>,
}

impl TableChanges {
    fn none(kind: Kind) -> Self {
        Self {
            kind,
            keys: KeyChanges::default(),
            replaced: BTreeMap::new(),
            inserted: Vec::new(),
        }
    }

    fn is_empty(&self) -> bool {
        let KeyChanges {
            replaced,
            removed,
            inserted,
        } = &self.keys;
        replaced.is_empty() && removed.is_empty() && inserted.is_empty()
    }

    /// The numbers of the elements that something is done to or beside.
    fn touched(&self) -> BTreeSet<usize> {
        let inserted = self.keys.inserted.iter().map(|(before, _)| *before);
        let replaced = self.keys.replaced.keys().copied();
        let removed = self.keys.removed.iter().copied();
        inserted.chain(replaced).chain(removed).collect()
    }

    /// The changes of the list in an excerpt.
    fn of_list(&mut self, name: &str, excerpt: &Excerpt) -> ListChanges {
        let (shown, _) = excerpt.elements(name);
        let here = |number: &usize| shown.partition_point(|element| element.number < *number);
        let texts = mem::take(&mut self.inserted);
        let inserted = self.keys.inserted.iter().zip(texts);
        let unread = self.keys.inserted.iter().enumerate();
        let unread = unread.filter(|(_, (_, key))| matches!(key, Key::Unread(_)));
        ListChanges {
            replaced: mem::take(&mut self.replaced)
                .into_iter()
                .map(|(number, text)| (here(&number), text))
                .collect(),
            removed: self.keys.removed.iter().map(here).collect(),
            inserted: inserted
                .map(|((before, _), text)| (here(before), text))
                .collect(),
            verbatim: unread.map(|(number, _)| number).collect(),
            indent: RECORD_INDENT.to_owned(),
        }
    }
}

impl Changes {
    /// What it takes to make of the text of `document` one of `snapshot`.
    ///
    /// # Errors
    /// If a record cannot be written, or the text is not what it was when it was read.
    pub(super) fn of(document: &Document, snapshot: &Snapshot) -> Result<Self, SaveError> {
        let read = &*document.read;
        let changed = snapshot.changed_since(&read.base);
        let touched = touched(&read.base, snapshot, &changed);
        let fresh = Fresh::of(document, snapshot, &changed)?;
        let mut tables = Vec::new();
        let mut new_tables = Vec::new();
        for &kind in Kind::ALL.iter().filter(|kind| kind.table_name().is_some()) {
            match read.table(kind) {
                None => {
                    let records = fresh.texts(kind, document, snapshot)?;
                    if !records.is_empty() {
                        new_tables.push((kind, records));
                    }
                }
                Some(table) if touched.contains(&kind) => {
                    tables.push(table_changes(document, snapshot, table, &fresh, &changed)?);
                }
                Some(_) => tables.push(TableChanges::none(kind)),
            }
        }
        let excerpt = excerpt_around(read, &tables)?;
        let edits = edits(document, snapshot, &excerpt, &mut tables, &new_tables)?;
        let kept = tables.into_iter().map(|table| (table.kind, table.keys));
        let new = new_tables.into_iter().map(|(kind, records)| {
            let inserted = records.into_iter().map(|(key, _)| (0, key)).collect();
            let changes = KeyChanges {
                inserted,
                ..KeyChanges::default()
            };
            (kind, changes)
        });
        let mut tables: Vec<_> = kept.chain(new).collect();
        tables.sort_by_key(|(kind, _)| *kind);
        Ok(Self {
            excerpt,
            edits,
            tables,
        })
    }

    /// How many records are written anew.
    pub(super) fn n_fresh(&self) -> usize {
        let fresh = |(_, keys): &(Kind, KeyChanges)| keys.inserted.len() + keys.replaced.len();
        self.tables.iter().map(fresh).sum()
    }

    /// The elements of the tables after the changes, and whether they are written anew.
    pub(super) fn keys_after(&self, read: &ReadText) -> Vec<(Kind, Vec<(Key, bool)>)> {
        let tables = self.tables.iter().map(|(kind, changes)| {
            let keys = match read.table(*kind) {
                Some(table) => read.keys_after(table, changes).collect(),
                None => changes
                    .inserted
                    .iter()
                    .map(|(_, key)| (*key, true))
                    .collect(),
            };
            (*kind, keys)
        });
        tables.collect()
    }
}

/// The text as far as it is near what is touched. Fields that are not known are left out if they are lists.
fn excerpt_around(read: &ReadText, tables: &[TableChanges]) -> Result<Excerpt, SaveError> {
    let mut runs: Vec<Run> = Vec::new();
    for field in read.fields.iter().filter(|field| field.is_list) {
        let kind = table_kind(&field.name);
        if let Some(table) = kind.and_then(|kind| read.table(kind)) {
            let changes = tables.iter().find(|changes| changes.kind == table.kind);
            let touched = changes.map(TableChanges::touched).unwrap_or_default();
            runs.extend(far_from(&touched, table.len(), |number| table.span(number)));
        } else if field.value.len() > 2 {
            let inside = Span::new(field.value.start + 1, field.value.end - 1);
            runs.push((inside, 0));
        }
    }
    let part = |span| read.text.part(span);
    Excerpt::without(&runs, read.text.len(), part).map_err(|error| match error {
        NoExcerpt::Unread(error) => error.into(),
        NoExcerpt::Broken(text, error) => {
            let message = error.message(&text, &LineIndex::new());
            SaveError::Write(format!(
                "the text is not what it was when it was read: {message}"
            ))
        }
    })
}

/// All edits of the excerpt.
fn edits(
    document: &Document,
    snapshot: &Snapshot,
    excerpt: &Excerpt,
    tables: &mut [TableChanges],
    new_tables: &[(Kind, Vec<(Key, String)>)],
) -> Result<Edits, SaveError> {
    let Excerpt { text, outline, .. } = excerpt;
    let end = document.read.line_end;
    let mut edits = Vec::new();
    let mut new_fields = Vec::new();
    meta_edits(document, snapshot, excerpt, &mut edits, &mut new_fields)?;
    for table in tables.iter_mut().filter(|table| !table.is_empty()) {
        let name = table.kind.table_name().unwrap_or_default();
        let missing = || SaveError::Write(format!("the table {name} is missing from the text"));
        let field = outline.field(text, name).ok_or_else(missing)?;
        let changes = table.of_list(name, excerpt);
        edits.extend(list_edits(text, field, &changes, end).ok_or_else(missing)?);
    }
    for (kind, records) in new_tables {
        new_fields.push(table_field(kind.table_name().unwrap_or_default(), records));
    }
    let order: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
    if !new_fields.is_empty() {
        edits.extend(field_edits(text, outline, &order, &new_fields, end));
    }
    Edits::new(text, edits).map_err(|error| SaveError::Write(error.to_string()))
}

/// The kinds whose tables are not as they were read.
fn touched(base: &Snapshot, snapshot: &Snapshot, changed: &Changed) -> HashSet<Kind> {
    let table = |id| match id {
        RecordId::Unread(id) => {
            let unread = snapshot.unread().get(id).or_else(|| base.unread().get(id));
            unread.map(|unread| unread.table)
        }
        id => Some(id.kind()),
    };
    changed.iter().filter_map(table).collect()
}

fn meta_edits(
    document: &Document,
    snapshot: &Snapshot,
    excerpt: &Excerpt,
    edits: &mut Vec<Edit>,
    new_fields: &mut Vec<NewField>,
) -> Result<(), SaveError> {
    let base = &document.read.base;
    if base.meta == snapshot.meta {
        return Ok(());
    }
    let Excerpt { text, outline, .. } = excerpt;
    let new = canon::meta(&snapshot.meta)?;
    match outline.field(text, "project") {
        Some(field) => {
            let old = canon::meta(&base.meta)?;
            let span = field.value;
            let text = merge_record_in(span.of(text), &old, &new, document.read.line_end);
            edits.push(Edit { span, text });
        }
        None => new_fields.push(NewField {
            name: "project".to_owned(),
            text: format!("project: {new}"),
        }),
    }
    Ok(())
}

fn table_field(name: &str, records: &[(Key, String)]) -> NewField {
    let mut text = format!("{name}: [\n");
    for (_, record) in records {
        text.push_str(RECORD_INDENT);
        text.push_str(record);
        text.push_str(",\n");
    }
    text.push_str("  ]");
    NewField {
        name: name.to_owned(),
        text,
    }
}

/// The records that the text does not have yet, by table.
struct Fresh {
    records: HashMap<Kind, Vec<Key>>,
    trashed: Trashed,
}

impl Fresh {
    fn of(document: &Document, snapshot: &Snapshot, changed: &Changed) -> Result<Self, SaveError> {
        let base = &document.read.base;
        let mut records: HashMap<Kind, Vec<Key>> = HashMap::new();
        let mut mended = HashSet::new();
        for id in changed.iter() {
            let RecordId::Unread(id) = id else {
                continue;
            };
            let was_there = |unread: &Unread| unread.mended.is_none();
            let there = base.unread().get(id).is_some_and(was_there);
            match snapshot.unread().get(id) {
                // It stands where the unreadable one did.
                Some(Unread {
                    mended: Some(by), ..
                }) if there => {
                    mended.insert(*by);
                }
                Some(unread) if unread.mended.is_none() && !there => {
                    records
                        .entry(unread.table)
                        .or_default()
                        .push(Key::Unread(id));
                }
                _ => {}
            }
        }
        let mut read: HashMap<Kind, Vec<Key>> = HashMap::new();
        for id in changed.iter() {
            let fresh = snapshot.contains(id) && !base.contains(id) && !mended.contains(&id);
            if fresh && id.kind() != Kind::Unread {
                read.entry(id.kind()).or_default().push(Key::Record(id));
            }
        }
        for (kind, mut keys) in read {
            // Unreadable ones come after those that can be read.
            let unread = records.entry(kind).or_default();
            keys.append(unread);
            *unread = keys;
        }
        let keys = records.values().flatten().copied();
        let trashed = Trashed::of(document, snapshot, keys)?;
        Ok(Self { records, trashed })
    }

    fn keys(&self, kind: Kind) -> &[Key] {
        let keys = self.records.get(&kind);
        keys.map(Vec::as_slice).unwrap_or_default()
    }

    fn texts(
        &self,
        kind: Kind,
        document: &Document,
        snapshot: &Snapshot,
    ) -> Result<Vec<(Key, String)>, SaveError> {
        let text = |&key: &Key| Ok((key, self.text_of(key, document, snapshot)?));
        self.keys(kind).iter().map(text).collect()
    }

    fn text_of(
        &self,
        key: Key,
        document: &Document,
        snapshot: &Snapshot,
    ) -> Result<String, SaveError> {
        let id = key.id();
        let missing = || SaveError::Write(format!("record {id} is missing"));
        let record = snapshot.get(id).ok_or_else(missing)?;
        self.trashed.text_of(&record, document)
    }
}

/// Before which element of its table each record that comes is to stand: as in the project, and after everything else if it
/// is the last there.
fn places(
    document: &Document,
    table: &Table,
    fresh: &[Key],
    snapshot: &Snapshot,
) -> Vec<(usize, Key)> {
    let kind = table.kind;
    let at_end = |key: &Key| (table.len(), *key);
    // Slots are given in turn, so those that came after the text was read stand behind all in it.
    let first_new = document.read.base.slots(kind);
    let is_last = |key: &Key| match key {
        Key::Record(id) => snapshot
            .slot(*id)
            .is_some_and(|slot| slot as usize >= first_new),
        Key::Unread(_) => true,
    };
    if fresh.iter().all(is_last) {
        return fresh.iter().map(at_end).collect();
    }
    let keys = document.read.keys(table).zip(0..);
    let numbers: HashMap<Key, usize, IdHash> = keys.collect();
    let ids = || snapshot.ids(kind).map(Key::Record);
    let Some(last) = ids().filter_map(|key| numbers.get(&key)).max() else {
        return fresh.iter().map(at_end).collect();
    };
    let coming: HashSet<Key> = fresh.iter().copied().collect();
    let mut places = Vec::with_capacity(fresh.len());
    let mut after = 0;
    for key in ids() {
        match numbers.get(&key) {
            // One that took the place of an unreadable record stands higher up in the file.
            Some(number) => after = after.max(number + 1),
            None if coming.contains(&key) && after <= *last => places.push((after, key)),
            None => {}
        }
    }
    let placed: HashSet<Key> = places.iter().map(|(_, key)| *key).collect();
    places.extend(
        fresh
            .iter()
            .filter(|key| !placed.contains(*key))
            .map(at_end),
    );
    places
}

fn table_changes(
    document: &Document,
    snapshot: &Snapshot,
    table: &Table,
    fresh: &Fresh,
    changed: &Changed,
) -> Result<TableChanges, SaveError> {
    let read = &*document.read;
    let mut changes = TableChanges::none(table.kind);
    let coming = places(document, table, fresh.keys(table.kind), snapshot);
    for &(_, key) in &coming {
        changes
            .inserted
            .push(fresh.text_of(key, document, snapshot)?);
    }
    changes.keys.inserted = coming;
    for id in changed.iter() {
        let Some(number) = number_in(read, table, id) else {
            continue;
        };
        let (Some(key), Some(span)) = (read.key(table, number), table.span(number)) else {
            continue;
        };
        match fate(document, snapshot, key, span)? {
            Fate::Kept => {}
            Fate::Replaced(key, text) => {
                changes.replaced.insert(number, text);
                changes.keys.replaced.insert(number, key);
            }
            Fate::Removed => {
                changes.keys.removed.insert(number);
            }
        }
    }
    Ok(changes)
}

/// The number of a record in this table, if it was in it when it was read.
fn number_in(read: &ReadText, table: &Table, id: RecordId) -> Option<usize> {
    let may_be_there = match id {
        RecordId::Unread(_) => true,
        id => id.kind() == table.kind && read.base.contains(id),
    };
    let (found, number) = may_be_there.then(|| read.find(id)).flatten()?;
    (found.kind == table.kind).then_some(number)
}

fn fate(document: &Document, snapshot: &Snapshot, key: Key, span: Span) -> Result<Fate, SaveError> {
    match key {
        Key::Record(id) => record_fate(document, snapshot, id, span),
        Key::Unread(id) => match snapshot.unread().get(id) {
            None => Ok(Fate::Removed),
            Some(Unread { mended: None, .. }) => Ok(Fate::Kept),
            Some(Unread {
                mended: Some(by), ..
            }) => match snapshot.get(*by) {
                Some(record) => Ok(Fate::Replaced(Key::Record(*by), canon::record(&record)?)),
                None => Ok(Fate::Removed),
            },
        },
    }
}

fn record_fate(
    document: &Document,
    snapshot: &Snapshot,
    id: RecordId,
    span: Span,
) -> Result<Fate, SaveError> {
    let Some(now) = snapshot.get(id) else {
        return Ok(Fate::Removed);
    };
    let missing = || SaveError::Write(format!("record {id} is missing from what was read"));
    let before: Record = document.read.base.get(id).ok_or_else(missing)?;
    if before.same(&now) {
        return Ok(Fate::Kept);
    }
    let original = document.read.text.part(span)?;
    let (old, new) = (canon::record(&before)?, canon::record(&now)?);
    let merged = merge_record_in(&original, &old, &new, document.read.line_end);
    Ok(Fate::Replaced(Key::Record(id), merged))
}
