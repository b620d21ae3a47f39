//! The canonical form of whole files: text in, text out.

use super::*;
use crate::store::render;

#[track_caller]
fn check(text: &str, expected: &str, expected_left: &[&str]) {
    let formatted = format_text(text).unwrap();
    assert_eq!(formatted.text, expected, "\n{}", formatted.text);
    let left: Vec<String> = formatted
        .left
        .iter()
        .map(|left| format!("{}: {left}", left.place))
        .collect();
    assert_eq!(left, expected_left);
    let again = format_text(expected).unwrap();
    assert_eq!(again.text, expected, "formatting twice is formatting once");
}

/// As [`check`], for a text of which nothing keeps its form: saving the project anew writes the same.
#[track_caller]
fn check_plain(text: &str, expected: &str) {
    check(text, expected, &[]);
    let opened = read_text(text.to_owned()).unwrap();
    assert_eq!(render(None, &opened.project.snapshot()).unwrap(), expected);
}

#[test]
fn what_can_be_read_gets_the_canonical_form() {
    check_plain(
        "\u{feff}(annals:1,events:[(title:\"One\",id:\"000000000002\",summary:\"\"),],tags:[],project:())",
        "(\n  annals: 1,\n  project: (),\n  events: [\n    (\n      id: \"000000000002\",\n      title: \"One\",\n    ),\n  ],\n)\n",
    );
    check_plain(
        "(\r\n\tannals: 1,\r\n\tproject: (title: \"a\r\nb\"),\r\n)\r\n",
        "(\n  annals: 1,\n  project: (\n    title: \"a\r\nb\",\n  ),\n)\n",
    );
    check(
        "(r#events:[(id:\"000000000002\")],r#tags:[],annals:1)",
        "(\n  annals: 1,\n  r#events: [\n    (\n      id: \"000000000002\",\n    ),\n  ],\n)\n",
        &[],
    );
}

#[test]
fn comments_between_records_stay_where_they_belong() {
    check(
        "/* top */ // of the file\n\n\n( // inside\n annals: 1 /* format */, project: (), // the case\n\n\n // events\n events: [ // all\n /* a */ (id: \"000000000002\") // of a\n , // too\n\n /* b */ (id: \"000000000003\"), /* c */ (id: \"000000000004\") /* of c */\n // at the end\n ] // gone by\n) // over\n// and out",
        "/* top */\n// of the file\n\n(\n  // inside\n  annals: 1, /* format */\n  project: (), // the case\n\n  // events\n  events: [\n    // all\n    /* a */\n    (\n      id: \"000000000002\",\n    ), // of a\n    // too\n\n    /* b */\n    (\n      id: \"000000000003\",\n    ),\n    /* c */\n    (\n      id: \"000000000004\",\n    ), /* of c */\n    // at the end\n  ], // gone by\n) // over\n// and out\n",
        &[],
    );
}

#[test]
fn records_with_comments_or_unknown_fields_keep_their_form() {
    check(
        "(annals: 1, project: (title: \"t\", x: 1), events: [\n\t(\r\n\t  id: \"000000000002\", // why\r\n\t\ttitle: \"a\r\n\tb\"),\n\t(id:  \"000000000003\", y: [1,\n\t2]),\n], later: {\n  1: 2 })",
        "(\n  annals: 1,\n  project: (title: \"t\", x: 1),\n  events: [\n    (\n      id: \"000000000002\", // why\n    \ttitle: \"a\r\n\tb\"),\n    (id:  \"000000000003\", y: [1,\n    2]),\n  ],\n  later: {\n    1: 2 },\n)\n",
        &[
            "line 1, column 22: the description of the project keeps its form: it holds what this version does not know",
            "line 2, column 2: the event 000000000002 keeps its form: there are comments in it",
            "line 6, column 2: the event 000000000003 keeps its form: it holds what this version does not know",
            "line 8, column 4: the field “later” keeps its form: it holds what this version does not know",
        ],
    );
}

#[test]
fn unreadable_records_stay_byte_for_byte_where_they_stand() {
    check(
        "(annals: 1, events: [\n  (id: 3,\r\n\ttitle: 1),(id:\"000000000003\"), 7,\n], tags: [(id: \"000000000003\", path: \"a\")])",
        "(\n  annals: 1,\n  events: [\n    (id: 3,\r\n\ttitle: 1),\n    (\n      id: \"000000000003\",\n    ),\n    7,\n  ],\n  tags: [\n    (id: \"000000000003\", path: \"a\"),\n  ],\n)\n",
        &[
            "line 2, column 3: a record among the events is left byte for byte: it cannot be read",
            "line 3, column 33: a record among the events is left byte for byte: it cannot be read",
            "line 4, column 11: a record among the tags is left byte for byte: it cannot be read",
        ],
    );
}

#[test]
fn fields_come_in_order_and_empty_tables_go_unless_something_is_said_of_them() {
    check(
        "#![enable(implicit_some)] // so\n// a\nCase /* n */ (links: [], zebra: 1,\n// none yet\nnotes: [],\n  events: [ /* nor here */ ], tags: /* t */ [(id: \"000000000001\", path: \"a\")], annals: 1)",
        "#![enable(implicit_some)] // so\n// a\n/* n */\nCase(\n  annals: 1,\n  /* t */\n  tags: [\n    (\n      id: \"000000000001\",\n      path: \"a\",\n    ),\n  ],\n  events: [\n    /* nor here */\n  ],\n  // none yet\n  notes: [],\n  zebra: 1,\n)\n",
        &[
            "line 3, column 26: the field “zebra” keeps its form: it holds what this version does not know",
        ],
    );
}

#[test]
fn what_is_no_project_is_refused() {
    let error = format_text("(annals: 1").unwrap_err();
    assert!(matches!(error, FormatError::Open(_)));
}

#[test]
fn a_file_is_written_only_if_it_changes_and_is_backed_up() {
    let root = tempfile::tempdir().unwrap();
    let folders = Folders::below(root.path());
    let path = root.path().join("case.ron");
    let text = "(annals: 1, project: ())";
    std::fs::write(&path, text).unwrap();
    assert!(format_file(&path, &folders, false).unwrap().changes);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert!(format_file(&path, &folders, true).unwrap().changes);
    let canonical = std::fs::read_to_string(&path).unwrap();
    assert_eq!(canonical, crate::store::EMPTY_PROJECT);
    assert!(!format_file(&path, &folders, true).unwrap().changes);
    let backups = backup::list(&path, &folders);
    assert_eq!(std::fs::read_to_string(&backups[0].path).unwrap(), text);
    let Locked::Ours(_lock) = Lock::take(&path, &folders) else {
        panic!("the lock was free");
    };
    let held = format_file(&path, &folders, true).unwrap_err();
    assert!(held.to_string().contains("is being edited by"), "{held}");
}
