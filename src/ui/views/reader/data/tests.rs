//! What is collected, as text.

use super::*;
use crate::model::captures_of;
use crate::store::read_text;

const TEXT: &str = "Two children died.\\n\\nA ministry counted nine.";

/// The project with these records besides a source and its capture.
fn project(more: &str) -> Project {
    let hash =
        crate::model::Sha256::of("Two children died.\n\nA ministry counted nine.".as_bytes());
    let text = format!(
        r#"(annals: 1, sources: [(id: "SRC000000001", title: "A source")],
        events: [(id: "EVT000000001")],
        captures: [(id: "CAP000000001", source: "SRC000000001", sha256: "{hash}", text: "{TEXT}")], {more})"#
    );
    let opened = read_text(text).unwrap();
    assert_eq!(opened.project.unread().len(), 0, "a record was not read");
    opened.project
}

fn passage(words: &str, state: &str) -> String {
    let text = TEXT.replace("\\n", "\n");
    let start = text.find(words).unwrap_or(5);
    let end = start + words.chars().count();
    format!(
        r#"(capture: "CAP000000001", exact: "{words}", start: {start}, end: {end}, state: {state})"#
    )
}

fn annotation(number: u32, words: &str, state: &str, more: &str) -> String {
    let passage = passage(words, state);
    format!(r#"(id: "ANN{number:09}", target: Passage({passage}), {more})"#)
}

fn claim(number: u32, words: &str) -> String {
    let passage = passage(words, "Exact");
    format!(
        r#"(id: "CMA{number:09}", source: "SRC000000001", event: "EVT000000001", field: "killed",
        value: Text("some"), passage: Some({passage}))"#
    )
}

fn collect(project: &Project, filter: Filter) -> (Sheet, Marks) {
    let capture = captures_of(project, "SRC000000001".parse().unwrap());
    let sheet = Sheet::new(Arc::clone(&capture[0]));
    let marks = Marks::collect(project, &sheet, filter);
    (sheet, marks)
}

/// Marks, remarks, what is lost and the counts, a line each.
#[track_caller]
fn check(more: &str, filter: Filter, expected: &[&str]) {
    let project = project(more);
    let (sheet, marks) = collect(&project, filter);
    let mut found = Vec::new();
    for span in &marks.spans {
        let words = &sheet.capture.text[span.range.clone()];
        let ink = match span.ink {
            Some(Ink::Tint(tint)) => format!("{tint:?}"),
            Some(Ink::Tag(colour)) => format!("{colour:?}"),
            None => "claim".to_owned(),
        };
        let dashed = if span.dashed { " dashed" } else { "" };
        found.push(format!("{words} = {ink} {}{dashed}", span.depth));
    }
    for note in marks.notes_in(&project, &(0..usize::MAX)) {
        let done = if note.resolved { " done" } else { "" };
        let line = format!("| {} | {} | {}", note.title, note.body, note.aside);
        found.push(
            format!("{} {}{done}", line.trim_end(), note.state)
                .trim_end()
                .to_owned(),
        );
    }
    for lost in &marks.lost {
        found.push(format!("? {}: {}", lost.what, lost.quote));
    }
    found.push(marks.counts);
    assert_eq!(found, expected);
}

#[test]
fn remarks_and_claims_lie_on_their_words() {
    let more = format!(
        "annotations: [{}, {}], claims: [{}],",
        annotation(
            1,
            "children died",
            "Exact",
            r#"title: "Whose?", body: "Nobody says.""#
        ),
        annotation(
            2,
            "died",
            "Exact",
            "motivation: Questioning, resolution: Resolved"
        ),
        claim(1, "nine")
    );
    check(
        &more,
        Filter::All,
        &[
            "children died = Commenting 0",
            "died = Questioning 1",
            "nine = claim 0",
            "| Whose? | Nobody says. |",
            "| Question |  |  done",
            "3 passages",
        ],
    );
    check(
        &more,
        Filter::Open,
        &[
            "children died = Commenting 0",
            "nine = claim 0",
            "| Whose? | Nobody says. |",
            "3 passages",
        ],
    );
}

#[test]
fn a_pure_highlight_has_the_colour_and_the_name_of_its_first_tag() {
    let tags = r#"tags: [(id: "TAG000000001", path: "b/slip", colour: Brick), (id: "TAG000000002", path: "a/irgc", colour: Teal)],"#;
    let on = r#"tags: ["TAG000000001", "TAG000000002"]"#;
    let more = format!(
        "{tags} annotations: [{}, {}],",
        annotation(
            1,
            "Two",
            "Exact",
            &format!("motivation: Highlighting, {on}")
        ),
        annotation(2, "children", "Exact", &format!("body: \"Both.\", {on}")),
    );
    check(
        &more,
        Filter::All,
        &[
            "Two = Teal 0",
            "children = Commenting 0",
            "| irgc, slip |  |",
            "| Comment | Both. |",
            "2 passages",
        ],
    );
}

#[test]
fn words_that_are_not_at_their_place_are_told_and_never_painted() {
    let more = format!(
        "annotations: [{}, {}, {}, {}, {}],",
        annotation(1, "three children", "Exact", ""),
        annotation(2, "Two", "Changed", ""),
        annotation(3, "died", "Moved", ""),
        annotation(4, "ministry", "Lost", ""),
        annotation(5, "nine", "Ambiguous", ""),
    );
    check(
        &more,
        Filter::All,
        &[
            "Two = Commenting 0 dashed",
            "died = Commenting 0",
            "| Comment |  | text changed",
            "| Comment |  | moved",
            "? not at its place: three children",
            "? lost: ministry",
            "? ambiguous: nine",
            "5 passages, 1 moved, 1 changed, 1 ambiguous, 2 lost",
        ],
    );
}

#[test]
fn answers_are_counted_with_answers_to_them() {
    let reply = |number: u32, to: u32| {
        format!(
            r#"(id: "ANN{number:09}", motivation: Replying, target: Record(Annotation("ANN{to:09}")), body: "So.")"#
        )
    };
    let more = format!(
        "annotations: [{}, {}, {}],",
        annotation(
            1,
            "Two",
            "Exact",
            r#"created: Some("2024-01-16T10:00:00Z")"#
        ),
        reply(2, 1),
        reply(3, 2)
    );
    check(
        &more,
        Filter::All,
        &[
            "Two = Commenting 0",
            "| Comment |  | 2 replies",
            "1 passage",
        ],
    );
}

#[test]
fn the_day_of_a_remark_has_the_year_where_it_is_not_that_of_the_newest() {
    let made = |number: u32, words: &str, day: &str| {
        annotation(
            number,
            words,
            "Exact",
            &format!(r#"created: Some("{day}T12:00:00Z")"#),
        )
    };
    let more = format!(
        "annotations: [{}, {}],",
        made(1, "Two", "2024-01-16"),
        made(2, "nine", "2025-02-03")
    );
    check(
        &more,
        Filter::All,
        &[
            "Two = Commenting 0",
            "nine = Commenting 0",
            "| Comment |  | 16 Jan 2024",
            "| Comment |  | 3 Feb",
            "2 passages",
        ],
    );
}

#[test]
fn captures_stand_newest_first() {
    let hash = crate::model::Sha256::of(b"a");
    let capture = |id: &str, taken: &str| {
        format!(r#"(id: "{id}", source: "SRC000000001", {taken} sha256: "{hash}", text: "a")"#)
    };
    let text = format!(
        r#"(annals: 1, sources: [(id: "SRC000000001")], captures: [{}, {}, {}])"#,
        capture(
            "CAP000000001",
            r#"taken: (words: "30 April 2024", edtf: "2024-04-30"),"#
        ),
        capture("CAP000000002", ""),
        capture(
            "CAP000000003",
            r#"taken: (words: "2024-05-02", edtf: "2024-05-02"),"#
        ),
    );
    let project = read_text(text).unwrap().project;
    let captures = captures_of(&project, "SRC000000001".parse().unwrap());
    let titles: Vec<String> = captures
        .iter()
        .map(|capture| capture_title(capture))
        .collect();
    assert_eq!(
        titles,
        [
            "Capture of 2 May 2024",
            "Capture of 30 April 2024",
            "Undated capture"
        ]
    );
}

#[test]
fn spans_in_a_range_are_all_that_touch_it_longest_first() {
    let more = format!(
        "annotations: [{}, {}, {}],",
        annotation(1, "Two children died", "Exact", ""),
        annotation(2, "children", "Exact", ""),
        annotation(3, "nine", "Exact", ""),
    );
    let project = project(&more);
    let (sheet, marks) = collect(&project, Filter::All);
    let found = |range: Range<usize>| {
        let spans = marks.spans_in(&range);
        let words = spans.iter().map(|s| &sheet.capture.text[s.range.clone()]);
        words.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(found(5..6), "Two children died, children");
    assert_eq!(found(14..15), "Two children died");
    assert_eq!(found(19..60), "nine");
    assert_eq!(found(18..20), "");
}
