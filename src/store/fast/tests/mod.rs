//! What the fast reader gives, `ron` gives, too; and it gives all that this program writes.

use ron::extensions::Extensions;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{read, write};
use crate::model::{
    Annotation, Assessment, Capture, Claim, Deletion, Event, Kind, Link, Note, Record, Source, Tag,
    View,
};
use crate::store::canon;
use crate::store::read::read_text;
use crate::store::record::decode_with_ron;

mod chance;
mod notation;
mod whole;

/// What both readers make of the text of a record.
struct Both {
    fast: Option<Record>,
    /// With the fields that are not known.
    ron: Result<(Record, Vec<String>), String>,
}

fn both(kind: Kind, text: &str, implicit_some: bool) -> Both {
    fn of<T: DeserializeOwned + Into<Record>>(text: &str, implicit_some: bool) -> Both {
        let extensions = if implicit_some {
            Extensions::IMPLICIT_SOME
        } else {
            Extensions::empty()
        };
        let ron = decode_with_ron::<T>(text, extensions);
        Both {
            fast: read::<T>(text, implicit_some).map(Into::into),
            ron: ron
                .map(|(value, unknown)| (value.into(), unknown))
                .map_err(|error| error.message),
        }
    }
    match kind {
        Kind::Tag => of::<Tag>(text, implicit_some),
        Kind::Source => of::<Source>(text, implicit_some),
        Kind::Capture => of::<Capture>(text, implicit_some),
        Kind::Event => of::<Event>(text, implicit_some),
        Kind::Claim => of::<Claim>(text, implicit_some),
        Kind::Assessment => of::<Assessment>(text, implicit_some),
        Kind::Note => of::<Note>(text, implicit_some),
        Kind::Annotation => of::<Annotation>(text, implicit_some),
        Kind::Link => of::<Link>(text, implicit_some),
        Kind::View => of::<View>(text, implicit_some),
        Kind::Deletion => of::<Deletion>(text, implicit_some),
        Kind::Unread => panic!("unreadable records have no table"),
    }
}

/// Holds the two readers against each other; says whether the fast one gave a value.
#[track_caller]
fn check_equal(kind: Kind, text: &str, implicit_some: bool) -> bool {
    let Both { fast, ron } = both(kind, text, implicit_some);
    let given = fast.is_some();
    if let Some(fast) = fast {
        assert_eq!(Ok((fast, Vec::new())), ron, "{kind:?}, {text}");
    }
    given
}

/// That the fast reader gives what `ron` gives.
#[track_caller]
fn check_fast(kind: Kind, text: &str) {
    let given = check_equal(kind, text, false) && check_equal(kind, text, true);
    assert!(given, "the fast reader gave up: {text}");
}

/// That the fast reader gives up, whatever `ron` says.
#[track_caller]
fn check_left(kind: Kind, text: &str) {
    assert!(both(kind, text, true).fast.is_none(), "{text}");
}

/// The texts of the records of the samples, with their kinds.
fn sample_texts() -> Vec<(Kind, String)> {
    let samples = [
        include_str!("../../../../sample-projects/harbour-fire.ron"),
        include_str!("../../../../sample-projects/pakistan-iran-2024.ron"),
    ];
    let mut texts = Vec::new();
    for sample in samples {
        let opened = read_text(sample.to_owned()).unwrap();
        assert_eq!(opened.project.unread().len(), 0);
        let tables = &opened.document.read.tables;
        for table in tables {
            let text = |span: crate::store::place::Span| span.of(sample).to_owned();
            texts.extend(table.spans().map(|span| (table.kind, text(span))));
        }
    }
    let deletion = deletion_of(&texts);
    texts.push((Kind::Deletion, deletion));
    texts
}

/// A deletion that holds a few of the records.
fn deletion_of(texts: &[(Kind, String)]) -> String {
    let mut lists = String::new();
    for kind in Kind::ALL
        .iter()
        .filter_map(|kind| Some((kind, kind.table_name()?)))
    {
        let of_kind = texts
            .iter()
            .filter(|(of, text)| of == kind.0 && text.len() < 400);
        let few: Vec<&str> = of_kind.take(2).map(|(_, text)| text.as_str()).collect();
        if !few.is_empty() {
            lists.push_str(&format!("{}: [{}],", kind.1, few.join(",")));
        }
    }
    format!(
        "(id: \"00000000000Z\", when: \"2024-01-01T00:00:00Z\", what: \"all\", records: ({lists}), \
         tagged: [(tag: \"00000000000Y\", records: [Event(\"00000000000X\")])], named_by: ({lists}), \
         dangling: [(from: Event(\"00000000000X\"), to: Tag(\"00000000000Y\"))])"
    )
}

#[test]
fn the_samples_are_read_fast_to_the_last_record() {
    let texts = sample_texts();
    for (kind, text) in &texts {
        check_fast(*kind, text);
    }
    for kind in Kind::ALL.iter().filter(|kind| kind.table_name().is_some()) {
        let found = texts.iter().any(|(of, _)| of == kind);
        assert!(found, "no sample of {kind:?}");
    }
}

/// That the record is written as `ron` writes it.
#[track_caller]
fn check_written(record: &Record) {
    fn of<T: Serialize>(record: &T) -> (String, String) {
        let mut fast = String::new();
        assert!(write(&mut fast, record, 2), "left for ron: {fast}");
        (fast, canon::in_table_by_ron(record).unwrap())
    }
    let (fast, ron) = match record {
        Record::Tag(r) => of(r.as_ref()),
        Record::Source(r) => of(r.as_ref()),
        Record::Capture(r) => of(r.as_ref()),
        Record::Event(r) => of(r.as_ref()),
        Record::Claim(r) => of(r.as_ref()),
        Record::Assessment(r) => of(r.as_ref()),
        Record::Note(r) => of(r.as_ref()),
        Record::Annotation(r) => of(r.as_ref()),
        Record::Link(r) => of(r.as_ref()),
        Record::View(r) => of(r.as_ref()),
        Record::Deletion(r) => of(r.as_ref()),
        Record::Unread(_) => panic!("unreadable records have a text of their own"),
    };
    assert_eq!(fast, ron);
}

#[test]
fn the_samples_are_written_as_by_ron() {
    for (kind, text) in sample_texts() {
        check_written(&both(kind, &text, false).fast.unwrap());
    }
}

#[test]
fn marks_in_strings_make_them_raw_as_by_ron() {
    for title in [
        "\"",
        "\\",
        "#",
        "\"#",
        "a\"##b#\"###",
        "\n\"\n",
        "\r\0\u{feff}",
        "",
        "#\\##é#",
    ] {
        let event = Event {
            title: title.to_owned(),
            ..Event::new(crate::model::Id::from_bits(1))
        };
        check_written(&event.into());
    }
}

#[test]
fn what_no_record_holds_is_left_and_nothing_of_it_written() {
    let mut out = "kept".to_owned();
    assert!(!write(&mut out, &vec![Some(("a", 'b'))], 0));
    assert_eq!(out, "kept");
}

#[test]
fn what_this_program_writes_is_read_fast() {
    for (kind, text) in sample_texts() {
        let (record, _) = both(kind, &text, false).ron.unwrap();
        check_fast(kind, &canon::record(&record).unwrap());
    }
}
