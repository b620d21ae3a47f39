//! Reading back what is about to be written, before the file is replaced: it must be the project that is open.

use std::collections::HashMap;

use ron::extensions::Extensions;

use super::canon;
use super::changes::Changes;
use super::document::{Document, Field, Gone, Unknown, UnknownField};
use super::elements::{Key, Table};
use super::error::SaveError;
use super::head::read_meta;
use super::held::{HeldText, Holding};
use super::patch::{Patch, breaks};
use super::place::LineIndex;
use super::record::read_again;
use super::scan::{Outline, ScanError, outline};
use super::splice::LineEnd;
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
        let broken = |error: ScanError| bad(error.message(&text, &LineIndex::new()));
        let outline = outline(&text).map_err(broken)?;
        let of_meta = check_meta(&outline, &text, snapshot)?;
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
            check_count(kind, elements.len(), keys.len())?;
            let mut placed = Vec::with_capacity(keys.len());
            for (&span, (key, fresh)) in elements.iter().zip(keys) {
                let fields = if fresh {
                    check(kind, span.of(&text), key, snapshot).map_err(bad)?
                } else {
                    copied(before, key)
                };
                if let (Key::Record(id), false) = (key, fields.is_empty()) {
                    unknown.of_records.insert(id, fields);
                }
                placed.push((key, span));
            }
            tables.push(Table::listed(kind, placed, snapshot));
        }
        let (fields, end) = (Field::all(&outline, &text), LineEnd::of(&text));
        drop(outline);
        let text = HeldText::of(text, &Holding::default());
        let mut document = Document::new(text, end, fields, tables, snapshot, unknown);
        if let Some(before) = before {
            remember_gone(before, &mut document)?;
        }
        Ok(document)
    }
}

/// The file of `before` after these changes. Reads back what was written anew with what stands around it; the rest is the
/// text that was read.
pub(super) fn patched(
    before: &Document,
    changes: Changes,
    snapshot: &Snapshot,
) -> Result<Document, SaveError> {
    let bad = SaveError::WouldNotReadBack;
    let Changes {
        excerpt,
        edits,
        tables,
    } = changes;
    let after = excerpt.after(&edits);
    let after = after.map_err(|(text, error)| bad(error.message(&text, &LineIndex::new())))?;
    let of_meta = check_meta(&after.outline, &after.text, snapshot)?;
    let mut unknown = before.read.unknown.clone();
    unknown.of_meta = of_meta;
    let mut places = HashMap::default();
    for (kind, changes) in &tables {
        let (shown, found) = after.elements(kind.table_name().unwrap_or_default());
        let count = before.read.table(*kind).map_or(0, Table::len);
        check_count(*kind, found, changes.count(count))?;
        let mut shown = shown.into_iter();
        for (number, key) in changes.fresh() {
            let element = shown.find(|element| element.number == number);
            let element =
                element.ok_or_else(|| bad("a record is not where it should be".into()))?;
            let text = element.span.of(&after.text);
            let fields = check(*kind, text, key, snapshot).map_err(bad)?;
            places.insert(key.id(), element.start);
            if let Key::Record(id) = key {
                unknown.of_records.insert(id, fields);
            }
        }
    }
    unknown
        .of_records
        .retain(|id, fields| snapshot.contains(*id) && !fields.is_empty());
    let removed = edits.iter().map(|edit| breaks(edit.span.of(&excerpt.text)));
    let removed: Vec<usize> = removed.collect();
    let patch = Patch::new(excerpt.in_whole(edits), &removed);
    Ok(before.patched(patch, tables, places, snapshot, unknown))
}

/// Whether the description of the project reads as it is to. Gives the fields in it that are not known.
fn check_meta(
    outline: &Outline,
    text: &str,
    snapshot: &Snapshot,
) -> Result<Vec<UnknownField>, SaveError> {
    let bad = SaveError::WouldNotReadBack;
    // Reading with the extension is right for texts with and without it.
    let (meta, unknown) = read_meta(outline, text, Extensions::IMPLICIT_SOME)
        .map_err(|error| bad(error.to_string()))?;
    if meta == *snapshot.meta {
        Ok(unknown)
    } else {
        let what = "the description of the project reads differently";
        Err(bad(what.to_owned()))
    }
}

fn check_count(kind: Kind, found: usize, expected: usize) -> Result<(), SaveError> {
    if found == expected {
        return Ok(());
    }
    let what = format!("{found} {} instead of {expected}", kind.plural());
    Err(SaveError::WouldNotReadBack(what))
}

/// The unknown fields of a record whose text was copied.
fn copied(before: Option<&Document>, key: Key) -> Vec<UnknownField> {
    let (Some(before), Key::Record(id)) = (before, key) else {
        return Vec::new();
    };
    let fields = before.read.unknown.of_records.get(&id);
    fields.cloned().unwrap_or_default()
}

/// Keeps the texts of records that are no longer in the file, if they hold more than the records do.
fn remember_gone(before: &Document, document: &mut Document) -> Result<(), SaveError> {
    let now = document.project().clone();
    let still_gone = before.gone.iter().filter(|(id, _)| !now.contains(**id));
    let mut gone: Vec<(RecordId, Gone)> =
        still_gone.map(|(id, gone)| (*id, gone.clone())).collect();
    let read = &before.read;
    for id in now.changed_since(&read.base).iter() {
        if now.contains(id) || id.kind() == Kind::Unread {
            continue;
        }
        let (Some(record), Some(span)) = (read.base.get(id), read.span_of(id)) else {
            continue;
        };
        let text = read.text.part(span)?;
        if text != canon::record(&record)? {
            let text = text.into_owned();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Event, Id, Project, Record, Transaction};
    use crate::store::read::{Opened, read_text};
    use crate::store::splice::{Edit, Edits};

    const TEXT: &str = "(annals: 1, project: (title: \"case\"), events: [\n  (id: \"000000000001\"),\n  (id: 7),\n])";

    /// A project after an event, its description and a second event were changed, changed and put in.
    fn edited() -> (Opened, Snapshot) {
        let opened = read_text(TEXT.to_owned()).unwrap();
        let mut project: Project = opened.project.copy();
        let before = project.get(RecordId::from_bits(Kind::Event, 1)).unwrap();
        let titled = |bits, title: &str| {
            let mut event = Event::new(Id::from_bits(bits));
            event.title = title.to_owned();
            Record::from(event)
        };
        let mut meta = (*project.snapshot().meta).clone();
        meta.title = "fire".to_owned();
        let changes = vec![
            Change::Set {
                before,
                after: titled(1, "one"),
            },
            Change::Insert {
                record: titled(2, "two"),
                slot: None,
            },
            Change::Meta {
                before: project.snapshot().meta.clone(),
                after: meta.into(),
            },
        ];
        let transaction = Transaction {
            changes,
            ..Transaction::default()
        };
        project.apply(&transaction).unwrap();
        let snapshot = project.snapshot();
        (opened, snapshot)
    }

    /// Lets `what` be written as `other`; says why that would not be saved, once with the edits kept beside the text, once
    /// with a text made anew.
    #[track_caller]
    fn check_refused(what: &str, other: &str, expected: &str) {
        let (opened, snapshot) = edited();
        let changes = || Changes::of(&opened.document, &snapshot).unwrap();
        let wrong = |edit: &Edit| Edit {
            text: edit.text.replace(what, other),
            span: edit.span,
        };
        let Changes {
            excerpt,
            edits,
            tables,
        } = changes();
        let wrong: Vec<Edit> = edits.iter().map(wrong).collect();
        assert_ne!(wrong, edits.to_vec());
        let edits = Edits::new(&excerpt.text, wrong).unwrap();
        let text = excerpt.in_whole(edits.clone());
        let text = opened.document.read.text.after(&text).unwrap();
        let changes = Changes {
            excerpt,
            edits,
            tables,
        };
        let tables = changes.keys_after(&opened.document.read);
        let anew = Rendered { text, tables }.into_document(Some(&opened.document), &snapshot);
        for refused in [patched(&opened.document, changes, &snapshot), anew] {
            let Err(SaveError::WouldNotReadBack(why)) = refused else {
                panic!("{refused:?}");
            };
            assert!(why.contains(expected), "{why}");
        }
    }

    #[test]
    fn what_would_read_differently_is_not_saved() {
        check_refused("one", "1", "the event 000000000001 reads differently");
        check_refused("two", "2", "the event 000000000002 reads differently");
        check_refused("fire", "fires", "the description of the project");
        check_refused("title: \"two\"", "title: 2", "000000000002: ");
        check_refused("\"two\"", "\"two", "the file ends inside a quotation");
        check_refused("two\",", "two\"), (", "4 events instead of 3");
    }

    #[test]
    fn an_unreadable_record_that_would_change_is_not_saved() {
        let opened = read_text(TEXT.to_owned()).unwrap();
        let snapshot = opened.project.snapshot();
        let unread = snapshot.unread().iter().next().unwrap().id;
        let keys = vec![(Key::Record(RecordId::from_bits(Kind::Event, 1)), false)];
        let saved = |text: &str| {
            let mut keys = keys.clone();
            keys.push((Key::Unread(unread), true));
            let (text, tables) = (text.to_owned(), vec![(Kind::Event, keys)]);
            Rendered { text, tables }.into_document(Some(&opened.document), &snapshot)
        };
        assert!(saved(TEXT).is_ok());
        let refused = saved(&TEXT.replace("(id: 7)", "(id: 8)"));
        let Err(SaveError::WouldNotReadBack(why)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(why, "an unreadable record would change");
    }
}
