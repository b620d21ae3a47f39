//! Saving by splicing: what was not touched is copied from the text that was read, byte for byte.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::canon;
use super::document::{Document, Entry, FIELDS, Key, table_names};
use super::error::SaveError;
use super::folders::Folders;
use super::journal::{Keeper, Layout};
use super::place::Span;
use super::readback::Rendered;
use super::splice::{
    Edit, Edits, LineEnd, ListChanges, NewField, apply_edits, field_edits, list_edits,
    merge_record_in,
};
use super::{backup, disk};
use crate::model::{Changed, IdHash, Kind, Record, RecordId, Sha256, Snapshot, Unread};

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
    /// How many versions of the file stay, this one among them; `None`: none is kept.
    pub versions: Option<backup::Limits>,
    /// The journal to tell, if the project moves to the file.
    pub journal: Option<Journaled>,
    /// Where versions go.
    pub folders: Folders,
    /// Comes back with the result: which state of the project this is.
    pub position: u64,
}

/// The journal of a project that is saved.
#[derive(Debug)]
pub struct Journaled {
    /// The journal.
    pub keeper: Keeper,
    /// How many steps since the last save it was told of, or is about to be.
    pub steps: u64,
    /// References that may lead nowhere in the project.
    pub may_dangle: Vec<(RecordId, RecordId)>,
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
    /// How many steps the file has, as given in the request.
    pub steps: u64,
    /// What the project has and the file does not.
    pub layout: Layout,
    /// What did not work though the project is saved, as sentences.
    pub warnings: Vec<String>,
}

/// Saves a project.
///
/// # Errors
/// If the file was changed by somebody else, cannot be written, or would not read back as what is
/// open. The file is then as it was.
pub fn save(request: SaveRequest) -> Result<Saved, SaveError> {
    let document = rendered(request.document.as_deref(), &request.snapshot)?;
    let found = match disk::content_hash(&request.path) {
        Err(error) if request.expected.is_some() => return Err(error.into()),
        found => found.ok().flatten(),
    };
    // A file that is gone is made anew: nothing is written over.
    if let (Some(expected), Some(found)) = (request.expected, found)
        && expected != found
    {
        return Err(SaveError::ChangedOnDisk(request.path));
    }
    let hash = Sha256::of(document.text().as_bytes());
    let mut warnings = Vec::new();
    // What stands in the file now is what is about to go, whoever wrote it.
    let kept = match (found, request.versions) {
        (Some(found), Some(limits)) if found != hash => {
            backup::keep(&request.path, found, &request.folders, limits)
        }
        _ => Ok(None),
    };
    let kept = kept.unwrap_or_else(|error| {
        warnings.push(format!(
            "Saved, but no backup of the file as it was could be kept. {error}"
        ));
        None
    });
    let layout = match &request.journal {
        Some(journal) => announced(journal, &document, hash, &request.path, &request.snapshot),
        None => Layout::default(),
    };
    if let Err(error) = disk::write(&request.path, document.text().as_bytes()) {
        if let Some(Err(error)) = kept.as_deref().map(backup::take_back) {
            log::warn!("{error}");
        }
        return Err(error.into());
    }
    Ok(Saved {
        hash,
        document,
        path: request.path,
        position: request.position,
        steps: request.journal.map_or(0, |journal| journal.steps),
        layout,
        warnings,
    })
}

/// Tells the journal of a project what its file is about to hold, and gives what it will not.
fn announced(
    journal: &Journaled,
    document: &Document,
    hash: Sha256,
    path: &Path,
    snapshot: &Snapshot,
) -> Layout {
    let layout = Layout::of(document, snapshot, journal.may_dangle.clone());
    let keeper = &journal.keeper;
    // The work is safer in the file than in a journal that cannot be written.
    if let Err(error) = keeper.announce(path.to_owned(), hash, journal.steps, layout.clone()) {
        log::warn!("the journal was not told of the save: {error}");
    }
    layout
}

/// The text that saving the project would write.
///
/// # Errors
/// If it cannot be made, or would not read back as the project.
pub fn render(document: Option<&Document>, snapshot: &Snapshot) -> Result<String, SaveError> {
    Ok(rendered(document, snapshot)?.text)
}

fn rendered(document: Option<&Document>, snapshot: &Snapshot) -> Result<Document, SaveError> {
    let rendered = match document {
        Some(document) => spliced(document, snapshot),
        None => canonical(snapshot),
    };
    rendered?.into_document(document, snapshot)
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
    let changed = snapshot.changed_since(&document.base);
    let fresh = Fresh::of(document, snapshot, &changed);
    for &kind in Kind::ALL {
        let Some(name) = kind.table_name() else {
            continue;
        };
        let entries = document.tables.iter().find(|(table, _)| *table == kind);
        let Some((_, entries)) = entries else {
            let records = fresh.texts(kind, document, snapshot)?;
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
        let (changes, keys) = table_changes(document, snapshot, kind, entries, &fresh, &changed)?;
        edits.extend(list_edits(text, field, &changes, end).ok_or_else(missing)?);
        tables.push((kind, keys));
    }
    let order: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
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
    fn of(document: &Document, snapshot: &Snapshot, changed: &Changed) -> Self {
        let base = &document.base;
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
        Self { records }
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
        let text = |&key: &Key| Ok((key, text_of(key, document, snapshot)?));
        self.keys(kind).iter().map(text).collect()
    }
}

fn text_of(key: Key, document: &Document, snapshot: &Snapshot) -> Result<String, SaveError> {
    let id = key.id();
    let missing = || SaveError::Write(format!("record {id} is missing"));
    let text = canon::record(&snapshot.get(id).ok_or_else(missing)?)?;
    let Some(gone) = document.gone.get(&id) else {
        return Ok(text);
    };
    let end = LineEnd::of(document.text());
    Ok(merge_record_in(
        &gone.text,
        &canon::record(&gone.record)?,
        &text,
        end,
    ))
}

/// Before which element of its table each record that comes is to stand: as in the project, and after everything else if it
/// is the last there.
fn places(entries: &[Entry], fresh: &[Key], snapshot: &Snapshot, kind: Kind) -> Vec<(usize, Key)> {
    let at_end = |key: &Key| (entries.len(), *key);
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

/// What changes in a table, and what its elements are afterwards.
type TableChanges = (ListChanges, Vec<(Key, bool)>);

fn table_changes(
    document: &Document,
    snapshot: &Snapshot,
    kind: Kind,
    entries: &[Entry],
    fresh: &Fresh,
    changed: &Changed,
) -> Result<TableChanges, SaveError> {
    let mut replaced = BTreeMap::new();
    let mut removed = BTreeSet::new();
    let mut inserted = Vec::new();
    let mut verbatim = BTreeSet::new();
    let mut keys = Vec::with_capacity(entries.len());
    let fresh = fresh.keys(kind);
    let mut coming = if fresh.is_empty() {
        Vec::new()
    } else {
        places(entries, fresh, snapshot, kind)
    }
    .into_iter()
    .peekable();
    for index in 0..=entries.len() {
        while let Some((_, key)) = coming.next_if(|(before, _)| *before == index) {
            keys.push((key, true));
            if matches!(key, Key::Unread(_)) {
                verbatim.insert(inserted.len());
            }
            inserted.push((index, text_of(key, document, snapshot)?));
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
    let changes = ListChanges {
        replaced,
        removed,
        inserted,
        verbatim,
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
