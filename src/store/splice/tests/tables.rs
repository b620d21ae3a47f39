//! Records that come and go, as a saver makes them.

use super::*;

fn changed(text: &str, field: &str, changes: &ListChanges) -> String {
    let outline = outline(text).unwrap();
    let edits = list_edits(
        text,
        outline.field(text, field).unwrap(),
        changes,
        LineEnd::of(text),
    )
    .unwrap();
    let result = apply_edits(text, &Edits::new(text, edits).unwrap());
    assert!(crate::store::scan::outline(&result).is_ok(), "{result}");
    result
}

#[track_caller]
fn check_append(text: &str, expected: &str) {
    let at = outline(text)
        .unwrap()
        .field(text, "events")
        .unwrap()
        .elements
        .as_ref()
        .unwrap()
        .len();
    let changes = ListChanges {
        inserted: vec![
            (at, "(\n      id: 8,\n    )".to_owned()),
            (at, "(\n      id: 9,\n    )".to_owned()),
        ],
        indent: "    ".to_owned(),
        ..ListChanges::default()
    };
    let result = changed(text, "events", &changes);
    assert_eq!(
        result, expected,
        "\n--- found\n{result}\n--- expected\n{expected}"
    );
}

const TWO: &str = "    (\n      id: 8,\n    ),\n    (\n      id: 9,\n    ),\n";

#[test]
fn records_are_added_to_a_list_of_any_shape() {
    check_append(
        "(\n  events: [],\n)\n",
        &format!("(\n  events: [\n{TWO}  ],\n)\n"),
    );
    check_append(
        "(\n  events: [ ]\n)\n",
        &format!("(\n  events: [\n{TWO}  ]\n)\n"),
    );
    check_append(
        "(\n  events: [\n  ],\n)\n",
        &format!("(\n  events: [\n{TWO}  ],\n)\n"),
    );
    check_append(
        "(\n  events: [ // all\n  ],\n)\n",
        &format!("(\n  events: [ // all\n{TWO}  ],\n)\n"),
    );
    check_append(
        "(\n  events: [\n    // none yet\n  ],\n)\n",
        &format!("(\n  events: [\n    // none yet\n{TWO}  ],\n)\n"),
    );
    check_append(
        "(\n  events: [\n    (id: 1),\n  ],\n)\n",
        &format!("(\n  events: [\n    (id: 1),\n{TWO}  ],\n)\n"),
    );
    check_append(
        "(\n  events: [\n    (id: 1)\n  ],\n)\n",
        &format!(
            "(\n  events: [\n    (id: 1),\n{}\n  ],\n)\n",
            &TWO[..TWO.len() - 2]
        ),
    );
    check_append(
        "(\n  events: [\n    (id: 1) // one\n  ],\n)\n",
        &format!(
            "(\n  events: [\n    (id: 1), // one\n{}\n  ],\n)\n",
            &TWO[..TWO.len() - 2]
        ),
    );
    check_append(
        "(\n  events: [\n    (id: 1), // one\n    // end\n  ],\n)\n",
        &format!("(\n  events: [\n    (id: 1), // one\n{TWO}    // end\n  ],\n)\n"),
    );
    check_append(
        "(events: [(id: 1)])",
        "(events: [(id: 1), (id: 8), (id: 9)])",
    );
    check_append(
        "(events: [])",
        "(events: [\n  (\n    id: 8,\n  ),\n  (\n    id: 9,\n  ),\n])",
    );
    check_append(
        "(\n\tevents: [\n\t\t(id: 1),\n\t],\n)\n",
        "(\n\tevents: [\n\t\t(id: 1),\n\t\t(\n\t\t  id: 8,\n\t\t),\n\t\t(\n\t\t  id: 9,\n\t\t),\n\t],\n)\n",
    );
    check_append(
        "(\r\n  events: [],\r\n)\r\n",
        &format!("(\n  events: [\n{TWO}  ],\n)\n").replace('\n', "\r\n"),
    );
}

#[track_caller]
fn check_remove(text: &str, removed: &[usize], expected: &str) {
    let changes = ListChanges {
        removed: removed.iter().copied().collect(),
        ..ListChanges::default()
    };
    let result = changed(text, "events", &changes);
    assert_eq!(
        result, expected,
        "\n--- found\n{result}\n--- expected\n{expected}"
    );
}

#[test]
fn records_that_go_take_their_lines_and_commas() {
    let text = "(\n  events: [\n    (id: 1),\n\n    // two\n    (id: 2 /* in */), // beside\n    (id: 3),\n    (id: 4)\n  ],\n)\n";
    check_remove(text, &[0], &text.replace("    (id: 1),\n", ""));
    check_remove(text, &[2], &text.replace("    (id: 3),\n", ""));
    check_remove(
        text,
        &[3],
        &text.replace("(id: 3),\n    (id: 4)", "(id: 3)"),
    );
    check_remove(
        text,
        &[1],
        &text.replace("(id: 2 /* in */), // beside", "/* in */ // beside"),
    );
    check_remove(
        text,
        &[0, 2, 3],
        "(\n  events: [\n\n    // two\n    (id: 2 /* in */) // beside\n  ],\n)\n",
    );
    check_remove(
        text,
        &[0, 1, 2, 3],
        "(\n  events: [\n\n    // two\n    /* in */ // beside\n  ],\n)\n",
    );
    check_remove(
        "(\n  events: [\n    (id: 1),\n    (id: 2),\n  ],\n)\n",
        &[0, 1],
        "(\n  events: [],\n)\n",
    );
}

#[test]
fn all_kinds_of_changes_go_together() {
    let text = "(events: [\n  (id: 1), // one\n  (id: 2), // two\n  (id: 3), // three\n  (id: 4), // four\n])";
    let changes = ListChanges {
        replaced: [
            (0, "(id: 10)".to_owned()),
            (3, "(id: 40)".to_owned()),
            (1, "never".to_owned()),
        ]
        .into(),
        removed: [1, 2].into(),
        inserted: vec![
            (2, "(id: 5)".to_owned()),
            (0, "(id: 0)".to_owned()),
            (4, "(id: 6)".to_owned()),
        ],
        verbatim: [].into(),
        indent: String::new(),
    };
    let expected = "(events: [\n  (id: 0),\n  (id: 10), // one\n  // two\n  (id: 5),\n  // three\n  (id: 40), // four\n  (id: 6),\n])";
    assert_eq!(changed(text, "events", &changes), expected);
}

#[track_caller]
fn check_fields(text: &str, names: &[&str], expected: &str) {
    let order = ["annals", "project", "tags", "sources", "events", "notes"];
    let field = |name: &&str| NewField {
        name: (*name).to_owned(),
        text: format!("{name}: [\n    (\n      id: 1,\n    ),\n  ]"),
    };
    let fields: Vec<_> = names.iter().map(field).collect();
    let edits = field_edits(
        text,
        &outline(text).unwrap(),
        &order,
        &fields,
        LineEnd::of(text),
    );
    let result = apply_edits(text, &Edits::new(text, edits).unwrap());
    assert_eq!(
        result, expected,
        "\n--- found\n{result}\n--- expected\n{expected}"
    );
    outline(&result).unwrap();
}

#[test]
fn a_table_that_the_file_does_not_have_is_put_in_its_place() {
    let new = |name: &str| format!("  {name}: [\n    (\n      id: 1,\n    ),\n  ],\n");
    let (tags, events) = (new("tags"), new("events"));
    check_fields(
        "(\n  annals: 1,\n  notes: [],\n)\n",
        &["events", "tags"],
        &format!("(\n  annals: 1,\n{tags}{events}  notes: [],\n)\n"),
    );
    check_fields(
        "(\n  annals: 1,\n)\n",
        &["tags"],
        &format!("(\n  annals: 1,\n{tags})\n"),
    );
    check_fields(
        "(\n  annals: 1\n)\n",
        &["tags"],
        &format!("(\n  annals: 1,\n{}\n)\n", &tags[..tags.len() - 2]),
    );
    check_fields(
        "(\n  // n\n  notes: [],\n)\n",
        &["tags"],
        &format!("(\n{tags}  // n\n  notes: [],\n)\n"),
    );
    check_fields(
        "(\n  x: 1,\n)\n",
        &["tags"],
        &format!("(\n{tags}  x: 1,\n)\n"),
    );
    check_fields("()", &["tags", "events"], &format!("(\n{tags}{events})"));
    check_fields("(annals: 1)", &["tags"], "(annals: 1, tags: [(id: 1)])");
    check_fields(
        "(\r\n  annals: 1, // one\r\n\r\n  notes: [],\r\n)\r\n",
        &["tags"],
        &format!("(\n  annals: 1, // one\n{tags}\n  notes: [],\n)\n").replace('\n', "\r\n"),
    );
}

#[test]
fn edits_that_overlap_or_lie_outside_are_refused() {
    use crate::store::place::Span;
    let edit = |start, end| Edit {
        span: Span::new(start, end),
        text: "x".to_owned(),
    };
    let text = "aäbc";
    assert!(Edits::new(text, vec![edit(0, 3), edit(1, 3)]).is_err());
    assert!(Edits::new(text, vec![edit(0, 2)]).is_err());
    assert!(Edits::new(text, vec![edit(4, 9)]).is_err());
    assert!(Edits::new(text, vec![edit(3, 1)]).is_err());
    let edits = Edits::new(text, vec![edit(3, 4), edit(3, 3), edit(0, 1)]).unwrap();
    assert_eq!(apply_edits(text, &edits), "xäxxc");
    assert_eq!(apply_edits(text, &Edits::default()), text);
}

#[test]
fn a_record_that_ends_in_a_line_comment_does_not_swallow_its_comma() {
    let changes = ListChanges {
        replaced: [(0, "(id: 2) // mended".to_owned())].into(),
        inserted: vec![(1, "(id: 3) // new".to_owned())],
        ..ListChanges::default()
    };
    let expected = "(events: [(id: 2) // mended\n, (id: 3) // new\n])";
    assert_eq!(changed("(events: [(id: 1)])", "events", &changes), expected);
}
