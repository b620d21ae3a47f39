//! Files through the public interface of the store: what holds for every project and every text.

mod edits;
mod hostile;
mod interfered;
mod saving;

use annals::model::{Kind, Project, Tables};
use annals::store::format::format_text;
use annals::store::{Opened, read_text, render};
use proptest::prelude::*;

use crate::support::random::{cases, project};
use crate::support::untidy::{choices, untidy};

/// The project in `text`, which reads.
#[track_caller]
fn open(text: &str) -> Opened {
    match read_text(text.to_owned()) {
        Ok(opened) => opened,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// What saving what is open would write.
#[track_caller]
fn saved(opened: &Opened) -> String {
    render(Some(&opened.document), &opened.project.snapshot()).unwrap()
}

/// The unreadable records that nobody has mended: their tables and texts.
fn unread(tables: &Tables) -> Vec<(Kind, String)> {
    let unread = tables.unread().iter();
    let unread = unread.filter(|unread| unread.mended.is_none());
    let mut unread: Vec<_> = unread
        .map(|unread| (unread.table, unread.text.clone()))
        .collect();
    unread.sort();
    unread
}

/// Asserts that both hold the same records in the same order. Where unreadable ones stand in the file does not count.
#[track_caller]
fn assert_same(a: &Project, b: &Project) {
    assert_eq!(a.meta(), b.meta());
    for &kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Unread) {
        let records =
            |project: &Project| -> Vec<_> { project.ids(kind).map(|id| project.get(id)).collect() };
        assert_eq!(records(a), records(b));
    }
    assert_eq!(unread(a), unread(b));
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn what_is_written_reads_as_the_same_project(project in project()) {
        let text = render(None, &project.snapshot()).unwrap();
        let opened = open(&text);
        assert_same(&opened.project, &project);
        prop_assert_eq!(&opened.problems, &[]);
        prop_assert_eq!(saved(&opened), text.clone());
        prop_assert_eq!(format_text(&text).unwrap().text, text);
    }

    #[test]
    fn saving_what_was_opened_gives_the_same_bytes(project in project(), choices in choices()) {
        let text = untidy(&project, &choices);
        let opened = open(&text);
        prop_assert_eq!(saved(&opened), text);
    }

    #[test]
    fn an_untidy_file_reads_as_what_was_written(project in project(), choices in choices()) {
        let opened = open(&untidy(&project, &choices));
        prop_assert_eq!(opened.project.meta(), project.meta());
        for &kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Unread) {
            let ids = |project: &Project| project.ids(kind).collect::<Vec<_>>();
            prop_assert_eq!(ids(&opened.project), ids(&project));
            for id in project.ids(kind) {
                prop_assert_eq!(opened.project.get(id), project.get(id));
            }
        }
    }

    #[test]
    fn formatting_loses_nothing_and_twice_is_once(project in project(), choices in choices()) {
        let text = untidy(&project, &choices);
        let formatted = format_text(&text).unwrap().text;
        assert_same(&open(&formatted).project, &open(&text).project);
        prop_assert_eq!(format_text(&formatted).unwrap().text, formatted);
    }
}
