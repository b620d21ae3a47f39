//! The trash: what was deleted, whole, with what is needed to bring it back.
//!
//! What a deletion holds is not in the project: nothing names it and it names nothing, so that
//! references in it may lead nowhere.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Annotation, Assessment, Capture, Claim, Event, Link, Note, Sha256, Source, Tag, Unread, View,
    is_default,
};
use crate::model::{CaptureId, DeletionId, FilePlace, Id, Kind, Record, RecordId, Stamp, TagId};

/// What one step deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deletion {
    /// Its identity.
    pub id: DeletionId,
    /// When it was deleted.
    pub when: Stamp,
    /// What was deleted, in words: "event Koh-e-Sabz strike with 24 claims".
    #[serde(default, skip_serializing_if = "is_default")]
    pub what: String,
    /// The records that went.
    #[serde(default, skip_serializing_if = "is_default")]
    pub records: Records,
    /// The tags that went, with the records that stayed and bore them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tagged: Vec<Tagged>,
    /// The records that stayed and named one that went otherwise than as a tag of theirs, as they
    /// read before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub named_by: Records,
    /// References of the records that led nowhere when they went.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dangling: Vec<Dangling>,
    /// The texts that passages of the records stood in, of captures that stayed: they may be edited
    /// meanwhile.
    #[serde(default, skip_serializing_if = "is_default")]
    pub texts: Vec<StoodIn>,
}

/// The text that a capture had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoodIn {
    /// The capture.
    pub capture: CaptureId,
    /// The hash of its text then.
    pub sha256: Sha256,
}

/// A tag that went and the records that it was on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagged {
    /// The tag.
    pub tag: TagId,
    /// The records, all of kinds that bear tags.
    pub records: Vec<RecordId>,
}

/// A reference that leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dangling {
    /// The record that names.
    pub from: RecordId,
    /// The one that is not there.
    pub to: RecordId,
}

/// The text of a record that could not be read, with what was known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UnreadText {
    id: Id<Unread>,
    table: Kind,
    text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    error: String,
    #[serde(default, skip_serializing_if = "is_default")]
    line: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    column: u32,
}

mod unread_texts {
    //! Unreadable records as they stand in a file.

    use serde::{Deserializer, Serializer};

    use super::{Arc, Deserialize, FilePlace, Serialize, Unread, UnreadText};

    pub(super) fn serialize<S: Serializer>(
        unread: &[Arc<Unread>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = |unread: &Arc<Unread>| UnreadText {
            id: unread.id,
            table: unread.table,
            text: unread.text.clone(),
            error: unread.error.clone(),
            line: u32::try_from(unread.place.line).unwrap_or(u32::MAX),
            column: u32::try_from(unread.place.column).unwrap_or(u32::MAX),
        };
        let texts: Vec<UnreadText> = unread.iter().map(text).collect();
        texts.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<Unread>>, D::Error> {
        let texts = Vec::<UnreadText>::deserialize(deserializer)?;
        let unread = texts.into_iter().map(|text| {
            Arc::new(Unread {
                id: text.id,
                table: text.table,
                text: text.text,
                error: text.error,
                place: FilePlace {
                    line: text.line as usize,
                    column: text.column as usize,
                },
                mended: None,
            })
        });
        Ok(unread.collect())
    }
}

macro_rules! records {
    ($($Type:ident $field:ident $($with:literal)?;)*) => {
        /// Records of all kinds but deletions, in lists by kind.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        pub struct Records {
            $(
                #[serde(default, skip_serializing_if = "Vec::is_empty" $(, with = $with)?)]
                $field: Vec<Arc<$Type>>,
            )*
        }

        impl Records {
            /// All of them, kinds in the order of the file.
            pub fn iter(&self) -> impl Iterator<Item = Record> + '_ {
                let all = std::iter::empty();
                $(let all = all.chain(self.$field.iter().map(|r| Record::$Type(Arc::clone(r))));)*
                all
            }

            /// The ids of all of them, in the same order.
            pub fn ids(&self) -> impl Iterator<Item = RecordId> + '_ {
                let all = std::iter::empty();
                $(let all = all.chain(self.$field.iter().map(|r| RecordId::$Type(r.id)));)*
                all
            }

            /// How many there are.
            #[must_use]
            pub fn len(&self) -> usize {
                [$(self.$field.len()),*].into_iter().sum()
            }

            /// How many of each kind there are, kinds in the order of the file.
            pub fn counts(&self) -> impl Iterator<Item = (Kind, usize)> {
                [$((Kind::$Type, self.$field.len())),*].into_iter()
            }

            /// The one at `number` of all.
            #[must_use]
            pub fn get(&self, mut number: usize) -> Option<Record> {
                $(
                    if let Some(record) = self.$field.get(number) {
                        return Some(Record::$Type(Arc::clone(record)));
                    }
                    number -= self.$field.len();
                )*
                let _ = number;
                None
            }

            /// Puts one at the end of its kind. A deletion is no such record.
            fn push(&mut self, record: Record) {
                match record {
                    $(Record::$Type(record) => self.$field.push(record),)*
                    Record::Deletion(_) => {}
                }
            }
        }
    };
}

records! {
    Tag        tags;
    Source     sources;
    Capture    captures;
    Event      events;
    Claim      claims;
    Assessment assessments;
    Note       notes;
    Annotation annotations;
    Link       links;
    View       views;
    Unread     unread "unread_texts";
}

impl Records {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl FromIterator<Record> for Records {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut all = Self::default();
        records.into_iter().for_each(|record| all.push(record));
        all
    }
}

impl Deletion {
    /// Whether a record in it has these bits as its id.
    #[must_use]
    pub fn holds(&self, bits: u64) -> bool {
        self.records.ids().any(|id| id.bits() == bits)
    }
}
