//! Saving by splicing: what was not touched is copied from the text that was read, byte for byte.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::canon;
use super::document::{Document, Entry, Key};
use super::error::SaveError;
use super::folders::Folders;
use super::place::{LineIndex, Span};
use super::read::read_record;
use super::scan::outline;
use super::splice::{
    Edit, Edits, LineEnd, ListChanges, NewField, apply_edits, field_edits, list_edits,
    merge_record_in,
};
use super::{backup, disk};
use crate::model::{Kind, Record, RecordId, Sha256, Snapshot, Unread};

/// The white space before a record in its table.
const RECORD_INDENT: &str = "    ";

/// What is needed to save a project, also on another thread.
#[derive(Debug)]
pub struct SaveRequest {
    /// The text that the project was read from; `None`: everything is written in canonical form.
    pub document: Option<Arc<Document>>,
    /// The project.
    pub snapshot: Snapshot,
    /// The file.
    pub path: PathBuf,
    /// What the file must hold for it to be written over; `None`: whatever it holds.
    pub expected: Option<Sha256>,
    /// Whether what the project was read from is to be kept as a backup first.
    pub back_up: bool,
    /// Where backups go.
    pub folders: Folders,
    /// Comes back with the result: which state of the project this is.
    pub position: u64,
}

/// What came of saving.
#[derive(Debug)]
pub struct Saved {
    /// The file as it is now.
    pub document: Document,
    /// Its hash.
    pub hash: Sha256,
    /// The file that was written.
    pub path: PathBuf,
    /// As given in the request.
    pub position: u64,
    /// What did not work though the project is saved, as sentences.
    pub warnings: Vec<String>,
}

/// Saves a project.
///
/// # Errors
/// If the file was changed by somebody else, cannot be written, or would not read back as what is
/// open. The file is then as it was.
pub fn save(request: SaveRequest) -> Result<Saved, SaveError> {
    let rendered = Rendered::new(request.document.as_deref(), &request.snapshot)?;
    let document = rendered.into_document(&request.snapshot)?;
    if let Some(expected) = request.expected
        // A file that is gone is made anew: nothing is written over.
        && disk::content_hash(&request.path)?.is_some_and(|found| found != expected)
    {
        return Err(SaveError::ChangedOnDisk(request.path));
    }
    let mut warnings = Vec::new();
    if request.back_up {
        // What stands in the file now is what is about to go, whoever wrote it.
        let kept = match disk::read(&request.path) {
            Ok(bytes) => backup::keep(&request.path, &bytes, &request.folders),
            Err(_) => Ok(()),
        };
        if let Err(error) = kept {
            warnings.push(format!(
                "Saved, but no backup of the file as it was could be kept. {error}"
            ));
        }
    }
    disk::write(&request.path, document.text().as_bytes())?;
    Ok(Saved {
        hash: Sha256::of(document.text().as_bytes()),
        document,
        path: request.path,
        position: request.position,
        warnings,
    })
}

/// The text that saving the project would write.
///
/// # Errors
/// If it cannot be made, or would not read back as the project.
pub fn render(document: Option<&Document>, snapshot: &Snapshot) -> Result<String, SaveError> {
    let rendered = Rendered::new(document, snapshot)?;
    Ok(rendered.into_document(snapshot)?.text)
}

/// A text with what each element of its tables must be.
struct Rendered {
    text: String,
    /// By table: the elements in order, and whether they were written anew.
    tables: Vec<(Kind, Vec<(Key, bool)>)>,
}

impl Rendered {
    fn new(document: Option<&Document>, snapshot: &Snapshot) -> Result<Self, SaveError> {
        match document {
            Some(document) => spliced(document, snapshot),
            None => canonical(snapshot),
        }
    }

    /// Reads the text back as far as it was written anew, and compares it with the project.
    fn into_document(self, snapshot: &Snapshot) -> Result<Document, SaveError> {
        let bad = |what: String| SaveError::WouldNotReadBack(what);
        let text = self.text;
        let lines = LineIndex::new();
        let outline = outline(&text).map_err(|error| bad(error.message(&text, &lines)))?;
        let mut tables = Vec::new();
        for (kind, keys) in self.tables {
            let field = kind
                .table_name()
                .and_then(|name| outline.field(&text, name));
            let elements = field.and_then(|field| field.elements.as_ref());
            let elements = elements.map(Vec::as_slice).unwrap_or_default();
            if elements.len() != keys.len() {
                let plural = kind.plural();
                let found = elements.len();
                return Err(bad(format!("{found} {plural} instead of {}", keys.len())));
            }
            let mut entries = Vec::with_capacity(keys.len());
            for (&span, (key, fresh)) in elements.iter().zip(keys) {
                if fresh {
                    check(kind, span.of(&text), key, snapshot).map_err(bad)?;
                }
                entries.push(Entry { key, span });
            }
            tables.push((kind, entries));
        }
        Ok(Document::new(text, lines, outline, tables, snapshot))
    }
}

/// Whether a text that was written anew reads as the record that it is to be.
fn check(kind: Kind, text: &str, key: Key, snapshot: &Snapshot) -> Result<(), String> {
    match key {
        Key::Record(id) => {
            let read =
                read_record(kind, text).map_err(|error| format!("{id}: {}", error.message))?;
            let same = snapshot.get(id).is_some_and(|record| record.same(&read));
            if same {
                Ok(())
            } else {
                Err(format!("the {} {id} reads differently", kind.singular()))
            }
        }
        Key::Unread(id) => {
            let same = snapshot
                .unread()
                .get(id)
                .is_some_and(|unread| unread.text == text);
            if same {
                Ok(())
            } else {
                Err("an unreadable record would change".to_owned())
            }
        }
    }
}

fn canonical(snapshot: &Snapshot) -> Result<Rendered, SaveError> {
    let mut tables = Vec::new();
    for &kind in Kind::ALL {
        if kind.table_name().is_none() {
            continue;
        }
        let records = snapshot.ids(kind).map(|id| (Key::Record(id), true));
        let unread = canon::unread_of(snapshot, kind).map(|unread| (Key::Unread(unread.id), true));
        let keys: Vec<_> = records.chain(unread).collect();
        if !keys.is_empty() {
            tables.push((kind, keys));
        }
    }
    let text = canon::project(snapshot)?;
    Ok(Rendered { text, tables })
}

/// What becomes of an element.
enum Fate {
    /// It is copied.
    Kept,
    /// It gets this text.
    Replaced(Key, String),
    /// It goes.
    Removed,
}

fn spliced(document: &Document, snapshot: &Snapshot) -> Result<Rendered, SaveError> {
    let text = document.text();
    let end = LineEnd::of(text);
    let mut edits = Vec::new();
    let mut tables = Vec::new();
    let mut new_fields = Vec::new();
    meta_edits(document, snapshot, end, &mut edits, &mut new_fields)?;
    let fresh = Fresh::of(document, snapshot);
    for &kind in Kind::ALL {
        let Some(name) = kind.table_name() else {
            continue;
        };
        let entries = document.tables.iter().find(|(table, _)| *table == kind);
        let Some((_, entries)) = entries else {
            let records = fresh.texts(kind, snapshot)?;
            if records.is_empty() {
                continue;
            }
            let keys = records.iter().map(|(key, _)| (*key, true)).collect();
            new_fields.push(table_field(name, &records));
            tables.push((kind, keys));
            continue;
        };
        let field = document.outline.field(text, name);
        let missing = || SaveError::Write(format!("the table {name} is missing from the text"));
        let field = field.ok_or_else(missing)?;
        let (changes, keys) = table_changes(document, snapshot, kind, entries, &fresh)?;
        edits.extend(list_edits(text, field, &changes, end).ok_or_else(missing)?);
        tables.push((kind, keys));
    }
    let order: Vec<&str> = ["annals", "project"]
        .into_iter()
        .chain(Kind::ALL.iter().filter_map(|kind| kind.table_name()))
        .collect();
    if !new_fields.is_empty() {
        edits.extend(field_edits(
            text,
            &document.outline,
            &order,
            &new_fields,
            end,
        ));
    }
    let edits = Edits::new(text, edits).map_err(|error| SaveError::Write(error.to_string()))?;
    Ok(Rendered {
        text: apply_edits(text, &edits),
        tables,
    })
}

fn meta_edits(
    document: &Document,
    snapshot: &Snapshot,
    end: LineEnd,
    edits: &mut Vec<Edit>,
    new_fields: &mut Vec<NewField>,
) -> Result<(), SaveError> {
    if document.base.meta == snapshot.meta {
        return Ok(());
    }
    let text = document.text();
    let new = canon::meta(&snapshot.meta)?;
    match document.outline.field(text, "project") {
        Some(field) => {
            let old = canon::meta(&document.base.meta)?;
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
struct Fresh {
    records: HashMap<Kind, Vec<Key>>,
}

impl Fresh {
    fn of(document: &Document, snapshot: &Snapshot) -> Self {
        let mut there = HashSet::new();
        for entry in document.tables.iter().flat_map(|(_, entries)| entries) {
            there.insert(entry.key);
            if let Key::Unread(id) = entry.key
                && let Some(mended) = snapshot.unread().get(id).and_then(|unread| unread.mended)
            {
                there.insert(Key::Record(mended));
            }
        }
        let mut records: HashMap<Kind, Vec<Key>> = HashMap::new();
        for &kind in Kind::ALL {
            if kind.table_name().is_none() {
                continue;
            }
            let read = snapshot.ids(kind).map(Key::Record);
            let unread = canon::unread_of(snapshot, kind).map(|unread| Key::Unread(unread.id));
            let fresh = read.chain(unread).filter(|key| !there.contains(key));
            records.insert(kind, fresh.collect());
        }
        Self { records }
    }

    fn texts(&self, kind: Kind, snapshot: &Snapshot) -> Result<Vec<(Key, String)>, SaveError> {
        let keys = self
            .records
            .get(&kind)
            .map(Vec::as_slice)
            .unwrap_or_default();
        keys.iter()
            .map(|&key| Ok((key, text_of(key, snapshot)?)))
            .collect()
    }
}

fn text_of(key: Key, snapshot: &Snapshot) -> Result<String, SaveError> {
    let id = match key {
        Key::Record(id) => id,
        Key::Unread(id) => id.into(),
    };
    let missing = || SaveError::Write(format!("record {id} is missing"));
    canon::record(&snapshot.get(id).ok_or_else(missing)?)
}

/// What changes in a table, and what its elements are afterwards.
type TableChanges = (ListChanges, Vec<(Key, bool)>);

fn table_changes(
    document: &Document,
    snapshot: &Snapshot,
    kind: Kind,
    entries: &[Entry],
    fresh: &Fresh,
) -> Result<TableChanges, SaveError> {
    let mut replaced = BTreeMap::new();
    let mut removed = BTreeSet::new();
    let mut keys = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        match fate(document, snapshot, entry)? {
            Fate::Kept => keys.push((entry.key, false)),
            Fate::Replaced(key, text) => {
                replaced.insert(index, text);
                keys.push((key, true));
            }
            Fate::Removed => {
                removed.insert(index);
            }
        }
    }
    let mut inserted = Vec::new();
    for (key, text) in fresh.texts(kind, snapshot)? {
        keys.push((key, true));
        inserted.push((entries.len(), text));
    }
    let changes = ListChanges {
        replaced,
        removed,
        inserted,
        indent: RECORD_INDENT.to_owned(),
    };
    Ok((changes, keys))
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
    let before: Record = document.base.get(id).ok_or_else(missing)?;
    if before.same(&now) {
        return Ok(Fate::Kept);
    }
    let original = span.of(document.text());
    let (old, new) = (canon::record(&before)?, canon::record(&now)?);
    let end = LineEnd::of(document.text());
    let merged = merge_record_in(original, &old, &new, end);
    Ok(Fate::Replaced(Key::Record(id), merged))
}
