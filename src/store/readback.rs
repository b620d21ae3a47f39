//! Reading back what is about to be written, before the file is replaced: it must be the project that is open.

use ron::extensions::Extensions;

use super::canon;
use super::document::{Document, Entry, Gone, Key, Unknown, UnknownField};
use super::error::SaveError;
use super::place::LineIndex;
use super::read::{read_again, read_meta};
use super::scan::outline;
use crate::model::{Kind, RecordId, Snapshot};

/// A text with what each element of its tables must be.
pub(super) struct Rendered {
    pub(super) text: String,
    /// By table: the elements in order, and whether they were written anew.
    pub(super) tables: Vec<(Kind, Vec<(Key, bool)>)>,
}

impl Rendered {
    /// Reads the text back as far as it was written anew, and compares it with the project. `before` is what the rest was
    /// copied from.
    pub(super) fn into_document(
        self,
        before: Option<&Document>,
        snapshot: &Snapshot,
    ) -> Result<Document, SaveError> {
        let bad = SaveError::WouldNotReadBack;
        let text = self.text;
        let lines = LineIndex::new();
        let outline = outline(&text).map_err(|error| bad(error.message(&text, &lines)))?;
        // Reading with the extension is right for texts with and without it.
        let (meta, of_meta) = read_meta(&outline, &text, Extensions::IMPLICIT_SOME)
            .map_err(|error| bad(error.to_string()))?;
        if meta != *snapshot.meta {
            let what = "the description of the project reads differently";
            return Err(bad(what.to_owned()));
        }
        let mut unknown = Unknown {
            of_meta,
            ..Unknown::default()
        };
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
                let fields = if fresh {
                    check(kind, span.of(&text), key, snapshot).map_err(bad)?
                } else {
                    copied(before, key)
                };
                if let (Key::Record(id), false) = (key, fields.is_empty()) {
                    unknown.of_records.insert(id, fields);
                }
                entries.push(Entry { key, span });
            }
            tables.push((kind, entries));
        }
        let mut document = Document::new(text, lines, outline, tables, snapshot, unknown);
        if let Some(before) = before {
            remember_gone(before, &mut document)?;
        }
        Ok(document)
    }
}

/// The unknown fields of a record whose text was copied.
fn copied(before: Option<&Document>, key: Key) -> Vec<UnknownField> {
    let (Some(before), Key::Record(id)) = (before, key) else {
        return Vec::new();
    };
    let fields = before.unknown.of_records.get(&id);
    fields.cloned().unwrap_or_default()
}

/// Keeps the texts of records that are no longer in the file, if they hold more than the records do.
fn remember_gone(before: &Document, document: &mut Document) -> Result<(), SaveError> {
    let now = document.base.clone();
    let still_gone = before.gone.iter().filter(|(id, _)| !now.contains(**id));
    let mut gone: Vec<(RecordId, Gone)> =
        still_gone.map(|(id, gone)| (*id, gone.clone())).collect();
    for id in now.changed_since(&before.base).iter() {
        if now.contains(id) || id.kind() == Kind::Unread {
            continue;
        }
        let (Some(record), Some(span)) = (before.base.get(id), before.span_of(id)) else {
            continue;
        };
        let text = span.of(before.text());
        if text != canon::record(&record)? {
            let text = text.to_owned();
            gone.push((id, Gone { text, record }));
        }
    }
    document.gone = gone.into_iter().collect();
    Ok(())
}

/// Whether a text that was written anew reads as the record that it is to be. Gives the fields in it that are not known.
fn check(
    kind: Kind,
    text: &str,
    key: Key,
    snapshot: &Snapshot,
) -> Result<Vec<UnknownField>, String> {
    match key {
        Key::Record(id) => {
            let (read, unknown) =
                read_again(kind, text).map_err(|error| format!("{id}: {}", error.message))?;
            let same = snapshot.get(id).is_some_and(|record| record.same(&read));
            if same {
                Ok(unknown)
            } else {
                Err(format!("the {} {id} reads differently", kind.singular()))
            }
        }
        Key::Unread(id) => {
            let unread = snapshot.unread().get(id);
            if unread.is_some_and(|unread| unread.text == text) {
                Ok(Vec::new())
            } else {
                Err("an unreadable record would change".to_owned())
            }
        }
    }
}
