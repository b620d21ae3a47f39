//! What the note view shows, as text.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::data;
use crate::model::{
    Id, Link, Meta, Note, NoteId, Project, Record, RecordId, Relation, Stamp, mentions,
};

fn stamp(text: &str) -> Stamp {
    Stamp::from_timestamp(text.parse().unwrap())
}

fn note(id: u64, title: &str, text: &str) -> Record {
    Note {
        id: Id::from_bits(id),
        title: title.to_owned(),
        text: text.to_owned(),
        tags: std::iter::empty().collect(),
        created: None,
        modified: None,
    }
    .into()
}

#[test]
fn the_bar_says_when_the_note_was_edited() {
    let now = stamp("2024-05-02T18:00:00Z");
    let check = |modified: Option<&str>, expected: &str| {
        let zone = TimeZone::fixed(jiff::tz::offset(3));
        assert_eq!(data::edited(modified.map(stamp), now, &zone), expected);
    };
    check(None, "Note");
    check(Some("2024-05-02T11:32:00Z"), "Note, edited at 14:32");
    check(Some("2024-05-01T21:30:00Z"), "Note, edited at 00:30");
    check(Some("2024-05-01T20:30:00Z"), "Note, edited on 1 May 2024");
}

#[test]
fn links_count_by_the_words_they_show() {
    let check = |text: &str, expected: &str| assert_eq!(data::words(text), expected);
    check("", "0 words");
    check("One.", "1 word");
    check("- **Two** words", "2 words");
    check(
        "[[0000000000AB|the first strike]] and [[0000000000AC]]",
        "5 words",
    );
}

#[test]
fn a_link_is_being_written_between_its_brackets_and_the_caret() {
    // `^` is the caret.
    let check = |text: &str, expected: &str| {
        let caret = text.find('^').unwrap();
        let text = text.replacen('^', "", 1);
        let link = data::open_link(&text, caret);
        let link = link.map_or("-".to_owned(), |link| text[link].to_owned());
        assert_eq!(link, expected, "{text}");
    };
    check("see [[str^ike", "[[str");
    check("see [[^", "[[");
    check("see [^[", "-");
    check("[[a]] ^", "-");
    check("[[a]] [[b^]]", "[[b");
    check("[[a\nb^", "-");
    check("[[0000000000AB|wo^rds]]", "-");
    check("^", "-");
}

#[test]
fn a_link_takes_the_place_of_what_was_typed() {
    let check = |text: &str, expected: &str| {
        let caret = text.find('^').unwrap();
        let mut text = text.replacen('^', "", 1);
        let typed = data::open_link(&text, caret).unwrap();
        let record = RecordId::Note(Id::from_bits(1));
        let caret = data::put_link(&mut text, typed, record, "One [note]");
        text.insert(caret, '^');
        assert_eq!(text, expected);
    };
    check("see [[on^.", "see [[000000000001|One (note)]]^.");
    check("see [[on^]].", "see [[000000000001|One (note)]]^.");
}

#[test]
fn the_best_records_for_what_was_typed_come_first() {
    let notes = [
        note(1, "The strike", ""),
        note(2, "After the strike", ""),
        note(3, "Stray remarks", ""),
        note(4, "Own", ""),
    ];
    let (project, _) = Project::load(Meta::default(), notes);
    let candidates = data::candidates(&project, Id::from_bits(4));
    let check = |typed: &str, expected: &[&str]| {
        let best = data::best(&candidates, typed);
        let labels: Vec<_> = best
            .iter()
            .map(|&at| candidates[at].label.as_str())
            .collect();
        assert_eq!(labels, expected, "{typed}");
    };
    check("", &["The strike", "After the strike", "Stray remarks"]);
    check("after", &["After the strike"]);
    check("STRAY", &["Stray remarks"]);
    check("xyz", &[]);
}

#[test]
fn all_that_names_a_note_is_listed_once() {
    let link = Link {
        id: Id::from_bits(10),
        from: RecordId::Note(Id::from_bits(3)),
        to: RecordId::Note(Id::from_bits(1)),
        relation: Relation::Contradicts,
        note: String::new(),
    };
    let records = [
        note(1, "One", "[[000000000001|itself]]"),
        note(2, "Two", "[[000000000001]] [[000000000001]]"),
        note(3, "Three", ""),
        link.into(),
    ];
    let (project, _) = Project::load(Meta::default(), records);
    let (links, more) = data::linked_from(&project, NoteId::from_bits(1));
    let words: Vec<_> = links.iter().map(|link| link.words.as_str()).collect();
    assert_eq!(words, ["Note: Two", "Note: Three (contradicts)"]);
    assert_eq!(more, 0);
}

#[test]
fn many_backlinks_are_cut_and_counted() {
    let many = (2..202).map(|n| note(n, "N", "[[000000000001]]"));
    let records = std::iter::once(note(1, "One", "")).chain(many);
    let (project, _) = Project::load(Meta::default(), records);
    let (links, more) = data::linked_from(&project, NoteId::from_bits(1));
    assert_eq!((links.len(), more), (100, 100));
}

#[test]
fn after_undo_the_caret_stands_where_the_text_differs() {
    let check = |old: &str, new: &str, expected: usize| {
        assert_eq!(data::caret_after(old, new), expected, "{old} -> {new}");
    };
    check("one xx three", "one three", 4);
    check("one three", "one xx three", 7);
    check("abc", "abc", 3);
    check("äß", "ä", 1);
    check("é", "è", 1);
    check("aaa", "aa", 2);
    check("", "new", 3);
}

proptest! {
    #[test]
    fn the_caret_stays_in_the_text(old in "[aäß]{0,6}", new in "[aäß]{0,6}") {
        prop_assert!(data::caret_after(&old, &new) <= new.chars().count());
    }

    #[test]
    fn a_completed_link_is_a_link(before in "[a \\[\n]{0,6}", typed in "[a-z]{0,6}", after in "[a\\] ]{0,6}", label in "\\PC{1,20}") {
        let mut text = format!("{before}[[{typed}{after}");
        let caret = before.len() + 2 + typed.len();
        let link = data::open_link(&text, caret).unwrap();
        let record = RecordId::Note(Id::from_bits(7));
        data::put_link(&mut text, link, record, &label);
        prop_assert!(mentions(&text).any(|mention| mention.bits == 7), "{}", text);
    }
}
