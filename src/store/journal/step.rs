//! A step in few words, and back in front of the project that it was done to.
//!
//! A record that goes or changes is named by its id and a hash of its canonical text; of one that
//! changes, only the part of that text stands in the journal that is another. So a keystroke in a
//! long text takes a line, and a step fits no project but one that is as it was then.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::short_hash;
use super::text::ReadStep;
use crate::model::{
    Change, FilePlace, Kind, Meta, Project, Record, RecordId, TagId, Transaction, Unread, UnreadId,
};
use crate::store::canon;
use crate::store::error::SaveError;
use crate::store::record::read_record;

/// A change as it stands in a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum ChangeText {
    /// A record comes in.
    Insert {
        kind: Kind,
        slot: Option<u32>,
        text: String,
    },
    /// The record goes whose text has this hash.
    Remove { id: RecordId, was: String },
    /// The record changes whose text has this hash: in the place of the `cut` bytes at `at` comes
    /// `put`, and the text then has the hash `is`.
    Set {
        id: RecordId,
        was: String,
        at: usize,
        cut: usize,
        put: String,
        is: String,
    },
    /// Records get or lose a tag.
    Tag {
        tag: TagId,
        on: bool,
        records: Vec<RecordId>,
    },
    /// The project's description with this hash becomes `text`.
    Meta { was: String, text: String },
}

/// An unreadable record with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct UnreadText {
    id: UnreadId,
    table: Kind,
    text: String,
    error: String,
    place: (usize, usize),
    mended: Option<RecordId>,
}

impl UnreadText {
    pub(super) fn of(unread: &Unread) -> Self {
        Self {
            id: unread.id,
            table: unread.table,
            text: unread.text.clone(),
            error: unread.error.clone(),
            place: (unread.place.line, unread.place.column),
            mended: unread.mended,
        }
    }

    pub(super) fn id(&self) -> UnreadId {
        self.id
    }

    /// Whether it is this record of a file, which nobody has mended.
    pub(super) fn is_text(&self, found: &Unread) -> bool {
        self.table == found.table && self.text == found.text && self.mended.is_none()
    }

    pub(super) fn unread(self) -> Unread {
        Unread {
            id: self.id,
            table: self.table,
            text: self.text,
            error: self.error,
            place: FilePlace {
                line: self.place.0,
                column: self.place.1,
            },
            mended: self.mended,
        }
    }
}

/// All of a record as text. An unreadable one has no canonical form in the project's file.
fn text_of(record: &Record) -> Result<String, SaveError> {
    match record {
        Record::Unread(unread) => {
            ron::ser::to_string_pretty(&UnreadText::of(unread), canon::pretty())
                .map_err(|error| SaveError::Write(error.to_string()))
        }
        record => canon::record(record),
    }
}

fn record_of(kind: Kind, text: &str) -> Result<Record, Misfit> {
    let read = match kind {
        Kind::Unread => ron::from_str::<UnreadText>(text)
            .map(|unread| Record::from(unread.unread()))
            .map_err(|error| error.to_string()),
        kind => read_record(kind, text).map_err(|error| error.message),
    };
    read.map_err(Misfit::Unreadable)
}

/// Where two texts part and meet again: the length of what they begin with alike, and the bytes of
/// each in between.
fn difference(old: &str, new: &str) -> (usize, usize, usize) {
    let alike = |a: u8, b: u8| a == b;
    let pairs = old.bytes().zip(new.bytes());
    let mut head = pairs.take_while(|&(a, b)| alike(a, b)).count();
    while !(old.is_char_boundary(head) && new.is_char_boundary(head)) {
        head -= 1;
    }
    let most = old.len().min(new.len()) - head;
    let pairs = old.bytes().rev().zip(new.bytes().rev());
    let mut tail = pairs.take(most).take_while(|&(a, b)| alike(a, b)).count();
    let bounds = |tail: usize| {
        old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)
    };
    while !bounds(tail) {
        tail -= 1;
    }
    (head, old.len() - tail - head, new.len() - tail - head)
}

impl ChangeText {
    pub(super) fn of(change: &Change) -> Result<Self, SaveError> {
        Ok(match change {
            Change::Insert { record, slot } => Self::Insert {
                kind: record.id().kind(),
                slot: *slot,
                text: text_of(record)?,
            },
            Change::Remove { record, .. } => Self::Remove {
                id: record.id(),
                was: short_hash(text_of(record)?.as_bytes()),
            },
            Change::Set { before, after } => {
                let (old, new) = (text_of(before)?, text_of(after)?);
                let (at, cut, put) = difference(&old, &new);
                Self::Set {
                    id: before.id(),
                    was: short_hash(old.as_bytes()),
                    at,
                    cut,
                    put: new[at..at + put].to_owned(),
                    is: short_hash(new.as_bytes()),
                }
            }
            Change::Tag { tag, on, records } => Self::Tag {
                tag: *tag,
                on: *on,
                records: records.to_vec(),
            },
            Change::Meta { before, after } => Self::Meta {
                was: short_hash(canon::meta(before)?.as_bytes()),
                text: canon::meta(after)?,
            },
        })
    }
}

/// Why a step does not fit a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// A record that it changes or deletes is not there.
    Missing(RecordId),
    /// A record that it changes or deletes is another than it was then.
    Changed(RecordId),
    /// The description of the project is another than it was then.
    ChangedMeta,
    /// A record in the journal cannot be read, for this reason.
    Unreadable(String),
    /// The project refuses it, for this reason.
    Refused(String),
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => {
                write!(f, "there is no {} {id} any more", id.kind().singular())
            }
            Self::Changed(id) => {
                let kind = id.kind().singular();
                write!(f, "the {kind} {id} is not as it was then")
            }
            Self::ChangedMeta => {
                write!(f, "the description of the project is not as it was then")
            }
            Self::Unreadable(reason) => write!(f, "a record in it cannot be read: {reason}"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Misfit {}

/// The project as it is after some changes of a step, as far as they touch it.
struct Under<'a> {
    project: &'a Project,
    records: HashMap<RecordId, Option<Record>>,
    meta: Arc<Meta>,
}

impl Under<'_> {
    fn get(&self, id: RecordId) -> Result<Record, Misfit> {
        let found = match self.records.get(&id) {
            Some(changed) => changed.clone(),
            None => self.project.get(id),
        };
        found.ok_or(Misfit::Missing(id))
    }

    /// The record with this hash, and its text.
    fn expect(&self, id: RecordId, was: &str) -> Result<(Record, String), Misfit> {
        let record = self.get(id)?;
        let text = text_of(&record).map_err(|error| Misfit::Unreadable(error.to_string()))?;
        if short_hash(text.as_bytes()) == was {
            Ok((record, text))
        } else {
            Err(Misfit::Changed(id))
        }
    }
}

impl ReadStep {
    /// The transaction that does to the project what the step did then. `slots`: records that come
    /// in go where they were; else to the end, as in a project that is not the one of then.
    ///
    /// # Errors
    /// If the project is not as the step found it.
    pub fn resolve(&self, project: &Project, slots: bool) -> Result<Transaction, Misfit> {
        let mut under = Under {
            project,
            records: HashMap::new(),
            meta: Arc::clone(project.meta()),
        };
        let changes = self.changes();
        let mut resolved = Vec::with_capacity(changes.len());
        for (number, change) in changes.iter().enumerate() {
            let is_last = number + 1 == changes.len();
            resolved.push(under.resolve(change, slots, is_last)?);
        }
        Ok(Transaction {
            label: self.label().to_owned(),
            done: self.done().to_owned(),
            changes: resolved,
            focus: self.focus().to_vec(),
            group: self.group().map(str::to_owned),
        })
    }
}

impl Under<'_> {
    fn resolve(
        &mut self,
        change: &ChangeText,
        slots: bool,
        is_last: bool,
    ) -> Result<Change, Misfit> {
        match change {
            ChangeText::Insert { kind, slot, text } => {
                let record = record_of(*kind, text)?;
                self.records.insert(record.id(), Some(record.clone()));
                let slot = slot.filter(|_| slots);
                Ok(Change::Insert { record, slot })
            }
            ChangeText::Remove { id, was } => {
                let (record, _) = self.expect(*id, was)?;
                self.records.insert(*id, None);
                Ok(Change::Remove { record, slot: None })
            }
            ChangeText::Set {
                id,
                was,
                at,
                cut,
                put,
                is,
            } => {
                let (before, old) = self.expect(*id, was)?;
                let garbled = || Misfit::Unreadable("its parts do not fit together".to_owned());
                let head = old.get(..*at).ok_or_else(garbled)?;
                let end = at.checked_add(*cut).ok_or_else(garbled)?;
                let tail = old.get(end..).ok_or_else(garbled)?;
                let new = [head, put, tail].concat();
                if short_hash(new.as_bytes()) != *is {
                    return Err(garbled());
                }
                let after = record_of(id.kind(), &new)?;
                if after.id() != *id {
                    return Err(garbled());
                }
                self.records.insert(*id, Some(after.clone()));
                Ok(Change::Set { before, after })
            }
            ChangeText::Tag { tag, on, records } => {
                if !is_last {
                    self.tag(*tag, *on, records)?;
                }
                let (tag, on, records) = (*tag, *on, records.as_slice().into());
                Ok(Change::Tag { tag, on, records })
            }
            ChangeText::Meta { was, text } => {
                let old = canon::meta(&self.meta)
                    .map_err(|error| Misfit::Unreadable(error.to_string()))?;
                if short_hash(old.as_bytes()) != *was {
                    return Err(Misfit::ChangedMeta);
                }
                let after = ron::from_str::<Meta>(text);
                let after = after.map_err(|error| Misfit::Unreadable(error.to_string()))?;
                let after = Arc::new(after);
                let before = std::mem::replace(&mut self.meta, Arc::clone(&after));
                Ok(Change::Meta { before, after })
            }
        }
    }

    fn tag(&mut self, tag: TagId, on: bool, records: &[RecordId]) -> Result<(), Misfit> {
        for &id in records {
            let record = self.get(id)?;
            let mut tags = record.tags().cloned().unwrap_or_default();
            if on {
                tags.insert(tag);
            } else {
                tags.remove(tag);
            }
            self.records.insert(id, Some(record.with_tags(tags)));
        }
        Ok(())
    }
}
