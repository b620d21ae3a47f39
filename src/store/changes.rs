//! What saving changes in a text: the edits for the records that were changed, and what its tables hold after them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::canon;
use super::document::{Document, Entry, FIELDS, Key, ReadText, table_names};
use super::error::SaveError;
use super::place::Span;
use super::splice::{
    Edit, Edits, LineEnd, ListChanges, NewField, field_edits, list_edits, merge_record_in,
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
    pub(super) edits: Edits,
    pub(super) tables: Vec<TableKeys>,
}

/// What a table of the file holds after the changes.
pub(super) struct TableKeys {
    pub(super) kind: Kind,
    /// How many elements there are.
    pub(super) count: usize,
    /// Those that are written anew, with their numbers in the table, in order.
    pub(super) fresh: Vec<(usize, Key)>,
    /// All of them in order, if that is not as it was read.
    pub(super) order: Option<Vec<Key>>,
}

impl TableKeys {
    /// The elements in order, and whether they are written anew.
    pub(super) fn marked(self, document: &Document) -> (Kind, Vec<(Key, bool)>) {
        let keys = match self.order {
            Some(order) => order,
            None => document.read.keys(self.kind).collect(),
        };
        let mut marked: Vec<_> = keys.into_iter().map(|key| (key, false)).collect();
        for (number, key) in self.fresh {
            if let Some(element) = marked.get_mut(number) {
                *element = (key, true);
            }
        }
        (self.kind, marked)
    }
}

impl Changes {
    /// What it takes to make of the text of `document` one of `snapshot`.
    ///
    /// # Errors
    /// If a record cannot be written, or the text is not what it was when it was read.
    pub(super) fn of(document: &Document, snapshot: &Snapshot) -> Result<Self, SaveError> {
        let ReadText {
            text,
            outline,
            tables: read,
            base,
            ..
        } = &*document.read;
        let end = LineEnd::of(text);
        let mut edits = Vec::new();
        let mut tables = Vec::new();
        let mut new_fields = Vec::new();
        meta_edits(document, snapshot, end, &mut edits, &mut new_fields)?;
        let changed = snapshot.changed_since(base);
        let touched = touched(base, snapshot, &changed);
        let fresh = Fresh::of(document, snapshot, &changed);
        for &kind in Kind::ALL {
            let Some(name) = kind.table_name() else {
                continue;
            };
            let entries = read.iter().find(|(table, _)| *table == kind);
            let Some((_, entries)) = entries else {
                let records = fresh.texts(kind, document, snapshot)?;
                if records.is_empty() {
                    continue;
                }
                tables.push(TableKeys {
                    kind,
                    count: records.len(),
                    fresh: records.iter().map(|(key, _)| *key).enumerate().collect(),
                    order: Some(records.iter().map(|(key, _)| *key).collect()),
                });
                new_fields.push(table_field(name, &records));
                continue;
            };
            if !touched.contains(&kind) {
                tables.push(TableKeys {
                    kind,
                    count: entries.len(),
                    fresh: Vec::new(),
                    order: None,
                });
                continue;
            }
            let missing = || SaveError::Write(format!("the table {name} is missing from the text"));
            let field = outline.field(text, name).ok_or_else(missing)?;
            let (changes, keys) =
                table_changes(document, snapshot, kind, entries, &fresh, &changed)?;
            edits.extend(list_edits(text, field, &changes, end).ok_or_else(missing)?);
            tables.push(keys);
        }
        let order: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
        if !new_fields.is_empty() {
            edits.extend(field_edits(text, outline, &order, &new_fields, end));
        }
        let edits = Edits::new(text, edits).map_err(|error| SaveError::Write(error.to_string()))?;
        Ok(Self { edits, tables })
    }
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
    end: LineEnd,
    edits: &mut Vec<Edit>,
    new_fields: &mut Vec<NewField>,
) -> Result<(), SaveError> {
    if document.read.base.meta == snapshot.meta {
        return Ok(());
    }
    let ReadText {
        text,
        outline,
        base,
        ..
    } = &*document.read;
    let new = canon::meta(&snapshot.meta)?;
    match outline.field(text, "project") {
        Some(field) => {
            let old = canon::meta(&base.meta)?;
            let span = field.value;
            let text = merge_record_in(span.of(text), &old, &new, end);
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
struct Fresh<'a> {
    records: HashMap<Kind, Vec<Key>>,
    trashed: Trashed<'a>,
}

impl<'a> Fresh<'a> {
    fn of(document: &'a Document, snapshot: &Snapshot, changed: &Changed) -> Self {
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
        let trashed = Trashed::of(document, snapshot, keys);
        Self { records, trashed }
    }

    fn keys(&self, kind: Kind) -> &[Key] {
        let keys = self.records.get(&kind);
        keys.map(Vec::as_slice).unwrap_or_default()
    }

    fn texts(
        &self,
        kind: Kind,
        document: &'a Document,
        snapshot: &Snapshot,
    ) -> Result<Vec<(Key, String)>, SaveError> {
        let text = |&key: &Key| Ok((key, self.text_of(key, document, snapshot)?));
        self.keys(kind).iter().map(text).collect()
    }

    fn text_of(
        &self,
        key: Key,
        document: &'a Document,
        snapshot: &Snapshot,
    ) -> Result<String, SaveError> {
        let id = key.id();
        let missing = || SaveError::Write(format!("record {id} is missing"));
        let record = snapshot.get(id).ok_or_else(missing)?;
        self.trashed.text_of(&record, document)
    }
}

/// The keys of a table, written down while its elements are gone through.
struct Keys<'a> {
    table: TableKeys,
    entries: &'a [Entry],
}

impl<'a> Keys<'a> {
    fn new(kind: Kind, entries: &'a [Entry]) -> Self {
        let table = TableKeys {
            kind,
            count: 0,
            fresh: Vec::new(),
            order: None,
        };
        Self { table, entries }
    }

    fn kept(&mut self, key: Key) {
        if let Some(order) = &mut self.table.order {
            order.push(key);
        }
        self.table.count += 1;
    }

    fn fresh(&mut self, key: Key) {
        self.table.fresh.push((self.table.count, key));
        self.kept(key);
    }

    fn replaced(&mut self, index: usize, old: Key, new: Key) {
        if old != new {
            self.removed(index);
        }
        self.fresh(new);
    }

    fn inserted(&mut self, index: usize, key: Key) {
        self.removed(index);
        self.fresh(key);
    }

    /// The order is another one from this element on.
    fn removed(&mut self, index: usize) {
        let before = self.entries.iter().take(index).map(|entry| entry.key);
        self.table.order.get_or_insert_with(|| before.collect());
    }
}

/// Before which element of its table each record that comes is to stand: as in the project, and after everything else if it
/// is the last there.
fn places(
    document: &Document,
    entries: &[Entry],
    fresh: &[Key],
    snapshot: &Snapshot,
    kind: Kind,
) -> Vec<(usize, Key)> {
    let at_end = |key: &Key| (entries.len(), *key);
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
    let numbered = entries.iter().enumerate();
    let numbers: HashMap<Key, usize, IdHash> = numbered
        .map(|(number, entry)| (entry.key, number))
        .collect();
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

fn table_changes<'a>(
    document: &'a Document,
    snapshot: &Snapshot,
    kind: Kind,
    entries: &[Entry],
    fresh: &Fresh<'a>,
    changed: &Changed,
) -> Result<(ListChanges, TableKeys), SaveError> {
    let mut replaced = BTreeMap::new();
    let mut removed = BTreeSet::new();
    let mut inserted = Vec::new();
    let mut verbatim = BTreeSet::new();
    let mut keys = Keys::new(kind, entries);
    let mut coming = places(document, entries, fresh.keys(kind), snapshot, kind)
        .into_iter()
        .peekable();
    for index in 0..=entries.len() {
        while let Some((_, key)) = coming.next_if(|(before, _)| *before == index) {
            if matches!(key, Key::Unread(_)) {
                verbatim.insert(inserted.len());
            }
            inserted.push((index, fresh.text_of(key, document, snapshot)?));
            keys.inserted(index, key);
        }
        let Some(entry) = entries.get(index) else {
            break;
        };
        let fate = if changed.contains(entry.key.id()) {
            fate(document, snapshot, entry)?
        } else {
            Fate::Kept
        };
        match fate {
            Fate::Kept => keys.kept(entry.key),
            Fate::Replaced(key, text) => {
                replaced.insert(index, text);
                keys.replaced(index, entry.key, key);
            }
            Fate::Removed => {
                removed.insert(index);
                keys.removed(index);
            }
        }
    }
    let changes = ListChanges {
        replaced,
        removed,
        inserted,
        verbatim,
        indent: RECORD_INDENT.to_owned(),
    };
    Ok((changes, keys.table))
}

fn fate(document: &Document, snapshot: &Snapshot, entry: &Entry) -> Result<Fate, SaveError> {
    match entry.key {
        Key::Record(id) => record_fate(document, snapshot, id, entry.span),
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
    let original = span.of(&document.read.text);
    let (old, new) = (canon::record(&before)?, canon::record(&now)?);
    let end = LineEnd::of(&document.read.text);
    let merged = merge_record_in(original, &old, &new, end);
    Ok(Fate::Replaced(Key::Record(id), merged))
}
