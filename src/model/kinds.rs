//! The list of record kinds, and everything that has one part a kind.
//!
//! The list stands once, in the call of `kinds!` below; ids, record values and tables are made
//! from it, so that a new kind is one line and the compiler names the places that must follow.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::changed::Changed;
use super::ids::Id;
use super::record::{
    Annotation, Assessment, Capture, Claim, Deletion, Event, Link, Note, Source, Tag, TagSet,
    Unread, View,
};
use super::table::Table;

/// What every kind of record has.
pub trait RecordType: Clone + PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// Its kind.
    const KIND: Kind;
    /// Its id.
    fn id(&self) -> Id<Self>;
    /// Its id with the kind.
    fn record_id(id: Id<Self>) -> RecordId;
    /// The record as a value of any kind.
    fn into_record(this: Arc<Self>) -> Record;
    /// The table of this kind.
    fn table(tables: &Tables) -> &Table<Self>;
    /// The table of this kind, to change.
    fn table_mut(tables: &mut Tables) -> &mut Table<Self>;
}

macro_rules! kinds {
    ($( $Type:ident $IdType:ident $field:ident $singular:literal $plural:literal; )*) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each is the kind of the record of its name")]
        pub enum Kind { $($Type,)* }

        impl Kind {
            /// All kinds, in the order of the file.
            pub const ALL: &'static [Self] = &[$(Self::$Type,)*];

            /// The name of the table, in code and in the file.
            pub(super) fn field_name(self) -> &'static str {
                match self { $(Self::$Type => stringify!($field),)* }
            }

            /// One of them, on screen.
            #[must_use]
            pub fn singular(self) -> &'static str {
                match self { $(Self::$Type => $singular,)* }
            }

            /// Several of them, on screen.
            #[must_use]
            pub fn plural(self) -> &'static str {
                match self { $(Self::$Type => $plural,)* }
            }
        }

        $(
            #[doc = concat!("The id of a record of kind [`", stringify!($Type), "`].")]
            pub type $IdType = Id<$Type>;
        )*

        /// The id of a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each is the id of the record of its name")]
        pub enum RecordId { $($Type($IdType),)* }

        impl RecordId {
            /// The kind of the record.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $(Self::$Type(_) => Kind::$Type,)* }
            }

            /// The 60 bits of the id.
            #[must_use]
            pub fn bits(self) -> u64 {
                match self { $(Self::$Type(id) => id.bits(),)* }
            }

            /// The id of kind `kind` with these bits.
            #[must_use]
            pub fn from_bits(kind: Kind, bits: u64) -> Self {
                match kind { $(Kind::$Type => Self::$Type(Id::from_bits(bits)),)* }
            }
        }

        $(
            impl From<$IdType> for RecordId {
                fn from(id: $IdType) -> Self { Self::$Type(id) }
            }

            impl From<$Type> for Record {
                fn from(record: $Type) -> Self { Self::$Type(Arc::new(record)) }
            }

            impl RecordType for $Type {
                const KIND: Kind = Kind::$Type;
                fn id(&self) -> Id<Self> { self.id }
                fn record_id(id: Id<Self>) -> RecordId { RecordId::$Type(id) }
                fn into_record(this: Arc<Self>) -> Record { Record::$Type(this) }
                fn table(tables: &Tables) -> &Table<Self> { &tables.$field }
                fn table_mut(tables: &mut Tables) -> &mut Table<Self> { &mut tables.$field }
            }
        )*

        /// A record of any kind. Cheap to copy: the record itself is shared.
        #[derive(Debug, Clone, PartialEq)]
        #[expect(missing_docs, reason = "each is the record of its name")]
        pub enum Record { $($Type(Arc<$Type>),)* }

        impl Record {
            /// Its id.
            #[must_use]
            pub fn id(&self) -> RecordId {
                match self { $(Self::$Type(record) => RecordId::$Type(record.id),)* }
            }

            /// Whether both are the same record in memory, or equal.
            #[must_use]
            pub fn same(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$Type(a), Self::$Type(b)) => Arc::ptr_eq(a, b) || a == b,)*
                    _ => false,
                }
            }
        }

        /// The records of a project, one table a kind. A copy costs as much as the tables have
        /// chunks, not records.
        #[derive(Debug, Clone, Default)]
        pub struct Tables { $(pub(super) $field: Table<$Type>,)* }

        impl Tables {
            $(
                #[doc = concat!("All records of kind [`", stringify!($Type), "`].")]
                #[must_use]
                pub fn $field(&self) -> &Table<$Type> { &self.$field }
            )*

            /// The record with this id.
            #[must_use]
            pub fn get(&self, id: RecordId) -> Option<Record> {
                match id { $(
                    RecordId::$Type(id) => self.$field.shared(id).map(|r| Record::$Type(Arc::clone(r))),
                )* }
            }

            /// Whether there is a record with this id.
            #[must_use]
            pub fn contains(&self, id: RecordId) -> bool {
                match id { $(RecordId::$Type(id) => self.$field.contains(id),)* }
            }

            /// The ids of all records of a kind, in the order of the file.
            pub fn ids(&self, kind: Kind) -> Box<dyn Iterator<Item = RecordId> + '_> {
                match kind { $(
                    Kind::$Type => Box::new(self.$field.iter().map(|r| RecordId::$Type(r.id))),
                )* }
            }

            /// How many records of a kind there are.
            #[must_use]
            pub fn count(&self, kind: Kind) -> usize {
                match kind { $(Kind::$Type => self.$field.len(),)* }
            }

            /// The slot that a record lies in; see [`Table`].
            #[must_use]
            pub fn slot(&self, id: RecordId) -> Option<u32> {
                match id { $(RecordId::$Type(id) => self.$field.slot(id),)* }
            }

            /// The record of a kind that lies in a slot; `None` for a hole.
            #[must_use]
            pub fn at(&self, kind: Kind, slot: u32) -> Option<Record> {
                match kind { $(
                    Kind::$Type => self.$field.at(slot).map(|r| Record::$Type(Arc::clone(r))),
                )* }
            }

            /// How many slots a kind has, holes included.
            #[must_use]
            pub fn slots(&self, kind: Kind) -> usize {
                match kind { $(Kind::$Type => self.$field.end(),)* }
            }

            /// The records that are others than in `before`, are new or are gone, by kind in the order of the file. Takes a
            /// time that grows with the changes: what both share is passed over.
            #[must_use]
            pub fn changed_since(&self, before: &Self) -> Changed {
                let mut ids = Vec::new();
                $(self.$field.differing(&before.$field, &mut |id| ids.push(RecordId::$Type(id)));)*
                Changed::of(ids)
            }

            /// Whether both hold equal records in the same order.
            #[must_use]
            pub fn same(&self, other: &Self) -> bool {
                $(self.$field == other.$field)&&*
            }

            pub(super) fn insert(&mut self, record: &Record, slot: Option<u32>) -> Option<u32> {
                match record { $(
                    Record::$Type(record) => self.$field.insert(Arc::clone(record), slot),
                )* }
            }

            pub(super) fn place(&mut self, record: Record, slot: Option<u32>) -> Option<u32> {
                match record { $(Record::$Type(record) => self.$field.place(record, slot),)* }
            }

            /// Makes records that were placed be found by their ids: those of each kind, by their bits and slots.
            pub(super) fn find_all<P: Iterator<Item = (u64, u32)>>(&mut self, placed: impl Fn(Kind) -> P) {
                $(self.$field.find_all(placed(Kind::$Type));)*
            }

            pub(super) fn remove(&mut self, id: RecordId) -> Option<(Record, u32)> {
                match id { $(
                    RecordId::$Type(id) => self.$field.remove(id).map(|(r, slot)| (Record::$Type(r), slot)),
                )* }
            }

            pub(super) fn replace(&mut self, record: &Record) -> Option<Record> {
                match record { $(
                    Record::$Type(record) => self.$field.replace(Arc::clone(record)).map(Record::$Type),
                )* }
            }
        }
    };
}

kinds! {
    Tag        TagId        tags        "tag"        "tags";
    Source     SourceId     sources     "source"     "sources";
    Capture    CaptureId    captures    "capture"    "captures";
    Event      EventId      events      "event"      "events";
    Claim      ClaimId      claims      "claim"      "claims";
    Assessment AssessmentId assessments "assessment" "assessments";
    Note       NoteId       notes       "note"       "notes";
    Annotation AnnotationId annotations "annotation" "annotations";
    Link       LinkId       links       "link"       "links";
    View       ViewId       views       "saved view" "saved views";
    Deletion   DeletionId   trash       "deletion"   "deletions";
    Unread     UnreadId     unread      "unreadable record" "unreadable records";
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Id::<()>::from_bits(self.bits()).fmt(f)
    }
}

impl Record {
    /// The tags that it bears; `None` for kinds that bear none.
    #[must_use]
    pub fn tags(&self) -> Option<&TagSet> {
        match self {
            Self::Source(record) => Some(&record.tags),
            Self::Event(record) => Some(&record.tags),
            Self::Claim(record) => Some(&record.tags),
            Self::Note(record) => Some(&record.tags),
            Self::Annotation(record) => Some(&record.tags),
            Self::Tag(_)
            | Self::Capture(_)
            | Self::Assessment(_)
            | Self::Link(_)
            | Self::View(_)
            | Self::Deletion(_)
            | Self::Unread(_) => None,
        }
    }

    /// The record with these tags instead of its own; unchanged for kinds that bear none.
    #[must_use]
    pub fn with_tags(self, tags: TagSet) -> Self {
        fn put<T: Clone>(record: Arc<T>, set: impl FnOnce(&mut T)) -> Arc<T> {
            let mut record = Arc::unwrap_or_clone(record);
            set(&mut record);
            Arc::new(record)
        }
        match self {
            Self::Source(record) => Self::Source(put(record, |r| r.tags = tags)),
            Self::Event(record) => Self::Event(put(record, |r| r.tags = tags)),
            Self::Claim(record) => Self::Claim(put(record, |r| r.tags = tags)),
            Self::Note(record) => Self::Note(put(record, |r| r.tags = tags)),
            Self::Annotation(record) => Self::Annotation(put(record, |r| r.tags = tags)),
            other => other,
        }
    }
}

impl Kind {
    /// The kinds of what is in the project, which all is but what lies in the trash.
    pub fn in_project() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|kind| *kind != Self::Deletion)
    }

    /// Whether records of this kind bear tags.
    #[must_use]
    pub fn bears_tags(self) -> bool {
        matches!(
            self,
            Self::Source | Self::Event | Self::Claim | Self::Note | Self::Annotation
        )
    }

    /// "1 event", "3 events".
    #[must_use]
    pub fn counted(self, count: usize) -> String {
        let noun = if count == 1 {
            self.singular()
        } else {
            self.plural()
        };
        format!("{count} {noun}")
    }
}
