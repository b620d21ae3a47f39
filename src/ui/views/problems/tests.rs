//! The list of problems and the check of a text that is being mended, as text.

use proptest::prelude::*;

use super::data::{self, Collected, Line, Reads};
use crate::model::{FilePlace, Problem, ProblemKind, Project, Unread};
use crate::store::read_text;

fn problem(kind: ProblemKind, message: &str) -> Problem {
    Problem {
        kind,
        record: None,
        place: None,
        field: String::new(),
        message: message.to_owned(),
    }
}

#[track_caller]
fn check_lines(only: Option<ProblemKind>, expected: &str) {
    let all = [
        problem(ProblemKind::UnreadableRecord, "a"),
        problem(ProblemKind::DuplicateTag, "b"),
        problem(ProblemKind::DuplicateTag, "c"),
        problem(ProblemKind::UncitedEvent, "d"),
        problem(ProblemKind::UnusedTag, "e"),
    ];
    let listed = all
        .into_iter()
        .filter(|problem| only.is_none_or(|only| only == problem.kind));
    let collected = Collected {
        kinds: vec![
            (ProblemKind::UnreadableRecord, 1),
            (ProblemKind::DuplicateTag, 2),
            (ProblemKind::UncitedEvent, 1),
            (ProblemKind::UnusedTag, 70),
        ],
        problems: listed.collect(),
    };
    assert_eq!(collected.words(), "3 problems, 71 to do");
    let lines = data::lines(&collected, only)
        .into_iter()
        .map(|line| match line {
            Line::ToDo(count) => format!("To do {count}:"),
            Line::Head(kind, count) => format!("{} {count}:", kind.name()),
            Line::Problem(at) => collected.problems[at].message.clone(),
            Line::More(_, count) => format!("and {count} more"),
        });
    assert_eq!(lines.collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn problems_stand_by_kind_under_a_head_that_counts_them() {
    check_lines(
        None,
        "Unreadable record 1: a Duplicate tag 2: b c To do 71: Event without a claim 1: d Tag without use 70: e \
         and 69 more",
    );
    check_lines(Some(ProblemKind::DuplicateTag), "Duplicate tag 2: b c");
    check_lines(
        Some(ProblemKind::UnusedTag),
        "Tag without use 70: e and 69 more",
    );
    check_lines(Some(ProblemKind::HashMismatch), "");
}

#[test]
fn a_row_shows_the_first_sentence() {
    let check = |message: &str, expected: &str| {
        assert_eq!(data::first_sentence(message), expected);
    };
    check("It is gone. Choose another.", "It is gone.");
    check("The date 16.1. is odd. It stays.", "The date 16.1. is odd.");
    check("cf. no. 5 of it", "cf. no. 5 of it");
    check("", "");
}

/// A project with one good event, and the unreadable text in its events.
fn case(text: &str) -> (Project, Unread) {
    let whole = format!("(annals: 1, events: [(id: \"000000000001\", title: \"A\"), {text}])");
    let opened = read_text(whole).unwrap();
    let unread = opened
        .project
        .unread()
        .iter()
        .next()
        .unwrap()
        .as_ref()
        .clone();
    (opened.project, unread)
}

/// How `mended` reads in place of an unreadable record; the bad place stands in angle quotes.
#[track_caller]
fn check_reads(mended: &str, expected: &str) {
    let (project, unread) = case("(id: 5)");
    let told = match data::reads(&project, &unread, mended) {
        Reads::As(words) | Reads::Unfit(words) => words,
        Reads::Not(words, at) => {
            let (before, rest) = mended.split_at(at.start);
            let (bad, after) = rest.split_at(at.end - at.start);
            format!("{words} {before}«{bad}»{after}")
        }
    };
    assert_eq!(told, expected);
}

#[test]
fn a_text_that_reads_says_as_what() {
    check_reads(
        "(id: \"000000000002\", title: \"B\")",
        "Reads as the event “B”.",
    );
}

#[test]
fn a_text_that_does_not_read_says_where() {
    let bad = "(\n  id: \"000000000002\",\n  title: 5,\n)";
    let (project, unread) = case("(id: 5)");
    let Reads::Not(words, at) = data::reads(&project, &unread, bad) else {
        panic!("it reads");
    };
    assert!(words.starts_with("Line 3, column "), "{words}");
    assert_eq!(&bad[at.clone()], "5");
    assert_eq!(&bad[data::line_of(bad, at.start)], "  title: 5,");
}

#[test]
fn a_record_that_cannot_be_taken_in_says_why() {
    check_reads(
        "(id: \"000000000001\", title: \"B\")",
        "Another record, an event, has the id 000000000001 already; give this one an id of its own.",
    );
}

#[test]
fn a_place_is_shown_as_people_count() {
    let place = FilePlace { line: 3, column: 7 };
    assert_eq!(place.to_string(), "line 3, column 7");
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "[(){}\\[\\]:,\"a-c0-9 \nä]{0,60}") {
        let (project, unread) = case("(id: 5)");
        if let Reads::Not(_, at) = data::reads(&project, &unread, &text) {
            prop_assert!(text.get(at.clone()).is_some());
            let line = data::line_of(&text, at.start);
            prop_assert!(text.get(line).is_some());
        }
    }
}
