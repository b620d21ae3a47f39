//! Whole files: reading on the way gives what the outline and `ron` give one after the other.

use std::collections::HashSet;

use proptest::prelude::*;

use super::chance::{fault, with_faults};
use super::{Kind, both};
use crate::model::{Meta, Project, Record};
use crate::store::error::OpenError;
use crate::store::read::read_text;
use crate::store::scan::{outline, plain_name};
use crate::store::{read_whole_text, render};

/// Records that `ron` reads and the fast reader leaves, ids that are taken in the same table and in another one, what is not
/// known, and all of it in the way of the other.
const FILE: &str = r##"#![enable(implicit_some)]
// kept
(
  annals: 1,
  project: (title: "T"),
  tags: [(id: "000000000001", path: "a"), Tag(id: "000000000002", path: "b",) /* c */],
  events: [
    (id: "000000000003", title: "A \u{41}"),
    (id: "000000000003", title: "the id is taken"),
    (id: "000000000004", title: r#"B "quoted""#, tags: ["000000000001"], x: (y: 1)),
    (id: "000000000001", title: "the id is taken by a tag"),
    (id: "broken"), 7,
    (id: "000000000005", place: (tag: "000000000001", name: "P")),
  ],
  other: [(id: "000000000004")],
  notes: [(id: "000000000006", text: "[[000000000003]] [[000000000007|x]]", tags: ["000000000009"])],
  links: [],
)
"##;

/// Holds reading a whole file against its outline and `ron`.
#[track_caller]
fn check_file(text: &str) {
    let opened = read_text(text.to_owned());
    let outline = match outline(text) {
        Ok(outline) => outline,
        Err(error) => {
            let expected = OpenError::structure(&error, text);
            return assert_eq!(opened.err(), Some(expected), "{text}");
        }
    };
    // What is no project is told by other tests.
    let Ok(opened) = opened else { return };
    let whole = opened.document.read.whole().unwrap();
    assert_eq!(whole.outline, outline, "{text}");
    for (kind, entries) in &whole.tables {
        let field = outline.field(text, kind.table_name().unwrap()).unwrap();
        let spans: Vec<_> = entries.iter().map(|entry| entry.span).collect();
        assert_eq!(field.elements.as_ref(), Some(&spans), "{text}");
    }
    let implicit_some = !outline.attributes.is_empty();
    let (mut ids, mut records, mut n_unread) = (HashSet::new(), Vec::new(), 0);
    for field in &outline.fields {
        let name = Some(plain_name(field.name.of(text)));
        let kind = Kind::ALL.iter().find(|kind| kind.table_name() == name);
        for element in field.elements.iter().flatten() {
            let Some(&kind) = kind else { continue };
            match both(kind, element.of(text), implicit_some).ron {
                Ok((record, _)) if ids.insert(record.id().bits()) => records.push(record),
                _ => n_unread += 1,
            }
        }
    }
    let project = opened.project;
    assert_eq!(project.unread().len(), n_unread, "{text}");
    let (expected, refused) = Project::load(Meta::clone(project.meta()), records);
    assert!(refused.is_empty());
    for &kind in Kind::ALL.iter().filter(|kind| kind.table_name().is_some()) {
        let all = |project: &Project| -> Vec<Option<Record>> {
            project.ids(kind).map(|id| project.get(id)).collect()
        };
        assert_eq!(all(&project), all(&expected), "{text}");
    }
    assert!(project.backlinks_are_right());
}

#[test]
fn a_file_is_read_on_the_way_as_by_its_outline_and_ron() {
    check_file(FILE);
    check_file(&FILE.replace("notes:", "r#notes:"));
    let opened = read_text(FILE.to_owned()).unwrap();
    assert_eq!(opened.project.unread().len(), 4);
    assert_eq!(opened.project.may_dangle().len(), 1);
    for (at, _) in FILE.match_indices(['(', '"', ',', ']']) {
        let (before, after) = FILE.split_at(at);
        check_file(&format!("{before}{}", &after[1..]));
    }
}

/// Whatever the file says, saving it untouched gives the same bytes, and nothing of it is cut off.
#[track_caller]
fn check_kept(text: &str) {
    let whole = read_whole_text(text.to_owned());
    if let Ok(opened) = read_text(text.to_owned()) {
        let saved = render(Some(&opened.document), &opened.project.snapshot());
        assert_eq!(saved.as_deref(), Ok(text));
        assert!(whole.is_ok_and(|(_, cut_off)| cut_off.is_none()));
    }
}

proptest! {
    #[test]
    fn files_with_faults_are_read_on_the_way_as_by_their_outline_and_ron(
        faults in proptest::collection::vec(fault(), 1..4),
    ) {
        let text = with_faults(FILE, &faults);
        check_file(&text);
        check_kept(&text);
    }
}
