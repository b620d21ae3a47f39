//! The fields of every kind of record, by number: compared, copied, named and joined without knowing the kind.
//!
//! Merging and comparing projects go through this table. Struct fields that only make sense together
//! are one field here: a value with the reason given for it, a text with its hash. Tags are left out,
//! since each of them is a thing of its own, and so are the times that the program keeps.

mod join;
mod value;

use crate::model::{
    Annotation, Assessment, Capture, Claim, Deletion, Event, Kind, Link, Meta, Note, Record,
    RecordId, Source, Tables, Tag, View,
};

use value::FieldValue;

/// A field of a `T`.
struct Field<T> {
    /// What the analyst calls it.
    name: &'static str,
    same: fn(&T, &T) -> bool,
    /// Copies it into the first from the second.
    take: fn(&mut T, &T),
    words: fn(&T, &Tables) -> String,
    refs: fn(&T, &mut dyn FnMut(RecordId)),
    /// Puts what both sides did to it into the first, which is ours; the others are what both began
    /// with and theirs. False, and nothing done, where that is not certain.
    join: fn(&mut T, &T, &T) -> bool,
}

/// What has fields.
trait HasFields: Sized + 'static {
    /// All of them, in the order of the record.
    const FIELDS: &'static [Field<Self>];

    /// The later of the times at which both were changed becomes the first one's.
    fn take_later(&mut self, other: &Self);
}

macro_rules! join {
    ($field:ident) => {
        |_, _, _| false
    };
    ($field:ident $join:ident) => {
        |ours, base, theirs| match join::$join(&base.$field, &ours.$field, &theirs.$field) {
            Some(joined) => {
                ours.$field = joined.into();
                true
            }
            None => false,
        }
    };
}

macro_rules! fields {
    ($($Type:ident {
        $($name:literal $field:ident $(+ $more:ident)* $(by $join:ident)?;)*
        apart $($other:ident)*;
        later $($later:ident)?;
    })*) => {$(
        impl HasFields for $Type {
            const FIELDS: &'static [Field<Self>] = &[$(Field {
                name: $name,
                same: |a, b| a.$field == b.$field $(&& a.$more == b.$more)*,
                take: |into, from| {
                    into.$field = from.$field.clone();
                    $(into.$more = from.$more.clone();)*
                },
                words: |record, tables| {
                    let all = [
                        record.$field.words(tables),
                        $(record.$more.words(tables),)*
                    ];
                    let said = all.into_iter().filter(|words| !words.is_empty());
                    said.collect::<Vec<_>>().join(", ")
                },
                refs: |record, found| {
                    record.$field.refs(found);
                    $(record.$more.refs(found);)*
                },
                join: join!($field $($join)?),
            },)*];

            fn take_later(&mut self, other: &Self) {
                // The compiler tells of a field that is in no line of the table.
                let Self { $($field: _, $($more: _,)*)* $($other: _,)* $($later: _,)? } = other;
                $(self.$later = self.$later.max(other.$later);)?
            }
        }
    )*};
}

fields! {
    Tag {
        "path" path;
        "colour" colour;
        "description" description by lines;
        apart id;
        later;
    }
    Source {
        "kind" kind;
        "title" title;
        "short title" short_title;
        "authors" authors;
        "container" container;
        "publisher" publisher;
        "date of publication" issued;
        "date of access" accessed;
        "address" url;
        "DOI" doi;
        "volume" volume;
        "issue" issue;
        "pages" pages;
        "language" language;
        "summary" summary by lines;
        "reliability" reliability + reliability_reason + earlier_reliability;
        "lineage" lineage by lineage;
        apart id tags;
        later;
    }
    Capture {
        "source" source;
        "date" taken;
        "nature" nature;
        "origin" origin;
        "remarks" note by lines;
        "text" text + sha256;
        apart id;
        later;
    }
    Event {
        "title" title;
        "date" when;
        "place" place;
        "actors" actors by list;
        "kind" kind;
        "summary" summary by lines;
        apart id tags;
        later;
    }
    Claim {
        "source" source;
        "passage" passage;
        "attribution" attributed_to;
        "event" event;
        "field" field;
        "value" value;
        "credibility" credibility;
        "date of report" reported;
        "status" status + status_reason;
        "acceptance" accepted_because;
        "remarks" note by lines;
        "date of filing" created;
        apart id tags;
        later;
    }
    Assessment {
        "event" event;
        "field" field;
        "value" value + reason + claim + decided + earlier;
        apart id;
        later;
    }
    Note {
        "title" title;
        "text" text by lines;
        "date of beginning" created;
        apart id tags;
        later modified;
    }
    Annotation {
        "motivation" motivation;
        "target" target;
        "title" title;
        "remark" body by lines;
        "resolution" resolution;
        "author" creator;
        "date of beginning" created;
        apart id tags;
        later modified;
    }
    Link {
        "first record" from;
        "second record" to;
        "relation" relation;
        "remarks" note by lines;
        apart id;
        later;
    }
    View {
        "title" title;
        "kind" shows;
        "layout" layout;
        "search" query;
        "order" sort + descending;
        "columns" columns;
        apart id;
        later;
    }
    Deletion {
        "time" when;
        "description" what;
        "records" records + tagged + named_by + dangling + texts;
        apart id;
        later;
    }
    Meta {
        "title" title;
        "summary" summary by lines;
        "date of beginning" created;
        "muted problems" muted_problems by list;
        apart;
        later;
    }
}

fn same<T: HasFields>(a: &T, b: &T, field: usize) -> bool {
    T::FIELDS.get(field).is_some_and(|f| (f.same)(a, b))
}

fn taken<T: HasFields + Clone>(into: &T, from: &T, field: usize) -> T {
    let mut taken = into.clone();
    if let Some(field) = T::FIELDS.get(field) {
        (field.take)(&mut taken, from);
    }
    taken
}

fn joined<T: HasFields + Clone>(base: &T, ours: &T, theirs: &T, field: usize) -> Option<T> {
    let mut joined = ours.clone();
    let join = T::FIELDS.get(field)?.join;
    join(&mut joined, base, theirs).then_some(joined)
}

fn words<T: HasFields>(of: &T, field: usize, tables: &Tables) -> String {
    let field = T::FIELDS.get(field);
    field.map_or_else(String::new, |field| (field.words)(of, tables))
}

fn refs<T: HasFields>(of: &T, field: usize, found: &mut dyn FnMut(RecordId)) {
    if let Some(field) = T::FIELDS.get(field) {
        (field.refs)(of, found);
    }
}

/// Calls `$body` for the record that has fields, else gives `$other`.
macro_rules! with_fields {
    ($record:expr, |$r:ident| $body:expr, $other:expr) => {
        match $record {
            Record::Tag($r) => $body,
            Record::Source($r) => $body,
            Record::Capture($r) => $body,
            Record::Event($r) => $body,
            Record::Claim($r) => $body,
            Record::Assessment($r) => $body,
            Record::Note($r) => $body,
            Record::Annotation($r) => $body,
            Record::Link($r) => $body,
            Record::View($r) => $body,
            Record::Deletion($r) => $body,
            Record::Unread(_) => $other,
        }
    };
}

/// As `with_fields!`, for two records; `$other` if they are not of one kind.
macro_rules! with_both {
    ($a:expr, $b:expr, |$x:ident, $y:ident| $body:expr, $other:expr) => {
        match ($a, $b) {
            (Record::Tag($x), Record::Tag($y)) => $body,
            (Record::Source($x), Record::Source($y)) => $body,
            (Record::Capture($x), Record::Capture($y)) => $body,
            (Record::Event($x), Record::Event($y)) => $body,
            (Record::Claim($x), Record::Claim($y)) => $body,
            (Record::Assessment($x), Record::Assessment($y)) => $body,
            (Record::Note($x), Record::Note($y)) => $body,
            (Record::Annotation($x), Record::Annotation($y)) => $body,
            (Record::Link($x), Record::Link($y)) => $body,
            (Record::View($x), Record::View($y)) => $body,
            (Record::Deletion($x), Record::Deletion($y)) => $body,
            _ => $other,
        }
    };
}

fn names_of<T: HasFields>() -> Vec<&'static str> {
    T::FIELDS.iter().map(|field| field.name).collect()
}

/// What the fields of a kind are called, in order; unreadable records have none.
pub(super) fn names(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::Tag => names_of::<Tag>(),
        Kind::Source => names_of::<Source>(),
        Kind::Capture => names_of::<Capture>(),
        Kind::Event => names_of::<Event>(),
        Kind::Claim => names_of::<Claim>(),
        Kind::Assessment => names_of::<Assessment>(),
        Kind::Note => names_of::<Note>(),
        Kind::Annotation => names_of::<Annotation>(),
        Kind::Link => names_of::<Link>(),
        Kind::View => names_of::<View>(),
        Kind::Deletion => names_of::<Deletion>(),
        Kind::Unread => Vec::new(),
    }
}

/// How many fields records of the kind have.
pub(super) fn count(kind: Kind) -> usize {
    names(kind).len()
}

/// Whether both records, of one kind, have the same there.
pub(super) fn same_field(a: &Record, b: &Record, field: usize) -> bool {
    with_both!(a, b, |a, b| same(&**a, &**b, field), false)
}

/// `into` with the field of `from`.
pub(super) fn with_field(into: &Record, from: &Record, field: usize) -> Record {
    with_both!(
        into,
        from,
        |a, b| taken(&**a, &**b, field).into(),
        into.clone()
    )
}

/// `ours` with what both sides did to the field; `None` where that is not certain.
pub(super) fn join_field(
    base: &Record,
    ours: &Record,
    theirs: &Record,
    field: usize,
) -> Option<Record> {
    macro_rules! of {
        ($($Kind:ident)*) => {
            match (base, ours, theirs) {
                $((Record::$Kind(b), Record::$Kind(o), Record::$Kind(t)) => {
                    joined(&**b, &**o, &**t, field).map(Record::from)
                })*
                _ => None,
            }
        };
    }
    of!(Tag Source Capture Event Claim Assessment Note Annotation Link View Deletion)
}

/// The field in words.
pub(super) fn field_words(of: &Record, field: usize, tables: &Tables) -> String {
    with_fields!(of, |r| words(&**r, field, tables), String::new())
}

/// The records that the field names and that must exist.
pub(super) fn field_refs(of: &Record, field: usize) -> Vec<RecordId> {
    let mut found = Vec::new();
    with_fields!(of, |r| refs(&**r, field, &mut |id| found.push(id)), ());
    found
}

/// `into` with the later of the times at which both were changed.
pub(super) fn with_later(into: &Record, other: &Record) -> Record {
    with_both!(
        into,
        other,
        |a, b| {
            let mut later = (**a).clone();
            later.take_later(b);
            later.into()
        },
        into.clone()
    )
}

/// The number of the field with the passage, where the kind has one.
pub(super) fn passage_field(kind: Kind) -> Option<usize> {
    let name = match kind {
        Kind::Claim => "passage",
        Kind::Annotation => "target",
        _ => return None,
    };
    names(kind).iter().position(|field| *field == name)
}

/// The number of a field.
pub(super) fn number(kind: Kind, name: &str) -> Option<usize> {
    names(kind).iter().position(|field| *field == name)
}

/// The fields of the project's description.
pub(super) mod meta {
    use super::{Meta, Tables, joined, names_of, same, taken, words};

    /// What they are called.
    pub(in crate::edit) fn names() -> Vec<&'static str> {
        names_of::<Meta>()
    }

    /// As [`super::same_field`].
    pub(in crate::edit) fn same_field(a: &Meta, b: &Meta, field: usize) -> bool {
        same(a, b, field)
    }

    /// As [`super::with_field`].
    pub(in crate::edit) fn with_field(into: &Meta, from: &Meta, field: usize) -> Meta {
        taken(into, from, field)
    }

    /// As [`super::join_field`].
    pub(in crate::edit) fn join_field(
        base: &Meta,
        ours: &Meta,
        theirs: &Meta,
        field: usize,
    ) -> Option<Meta> {
        joined(base, ours, theirs, field)
    }

    /// As [`super::field_words`].
    pub(in crate::edit) fn field_words(of: &Meta, field: usize) -> String {
        words(of, field, &Tables::default())
    }
}
