//! Edited records, case by case. A case is the record as it stands in the file, then the canonical text before and after, then
//! the record as it must stand in the file afterwards.

use super::*;

#[track_caller]
fn check_merge(original: &str, old: &str, new: &str, expected: &str) {
    let result = merged(original, old, new);
    assert_eq!(
        result, expected,
        "\n--- found\n{result}\n--- expected\n{expected}"
    );
}

const OLD: &str = "(\n      id: \"A\",\n      title: \"one\",\n      summary: \"s\",\n    )";

#[test]
fn a_changed_field_changes_only_its_value() {
    let new = OLD.replace("one", "two");
    check_merge(OLD, OLD, &new, &new);
    check_merge(
        "(id: \"A\", title: \"one\", summary: \"s\")",
        OLD,
        &new,
        "(id: \"A\", title: \"two\", summary: \"s\")",
    );
    check_merge(
        "(\n  id : \"A\"  ,// the id\n\n\n  title:\t\"o\\u{6e}e\", /* t */ summary: \"s\" )",
        OLD,
        &new,
        "(\n  id : \"A\"  ,// the id\n\n\n  title:\t\"two\", /* t */ summary: \"s\" )",
    );
    check_merge(
        "Event(title: \"one\", id: \"A\", summary: r\"s\",)",
        OLD,
        &new,
        "Event(title: \"two\", id: \"A\", summary: r\"s\",)",
    );
    check_merge(
        "(id: \"A\", title /* a */ : /* b */ \"one\" /* c */, summary: \"s\")",
        OLD,
        &new,
        "(id: \"A\", title /* a */ : /* b */ \"two\" /* c */, summary: \"s\")",
    );
    check_merge(
        "(id: \"A\", r#title: \"one\", summary: \"s\")",
        OLD,
        &new,
        "(id: \"A\", r#title: \"two\", summary: \"s\")",
    );
}

#[test]
fn fields_that_the_program_does_not_know_stay() {
    let new = OLD.replace("one", "two");
    check_merge(
        "(id: \"A\", x_colour: Red /* ! */, title: \"one\", x: [(1)], summary: \"s\")",
        OLD,
        &new,
        "(id: \"A\", x_colour: Red /* ! */, title: \"two\", x: [(1)], summary: \"s\")",
    );
}

#[test]
fn a_new_field_gets_a_line_of_its_own_in_the_place_of_its_order() {
    let old = "(\n      id: \"A\",\n      summary: \"s\",\n    )";
    check_merge(old, old, OLD, OLD);
    // Another indentation.
    check_merge(
        "(\n\tid: \"A\",\n\tsummary: \"s\"\n)",
        old,
        OLD,
        "(\n\tid: \"A\",\n\ttitle: \"one\",\n\tsummary: \"s\"\n)",
    );
    // Comments belong to the line they stand on, or to the field below.
    check_merge(
        "(\n  id: \"A\", // the id\n  // about the summary\n  summary: \"s\",\n)",
        old,
        OLD,
        "(\n  id: \"A\", // the id\n  title: \"one\",\n  // about the summary\n  summary: \"s\",\n)",
    );
    // One line.
    check_merge(
        "(id: \"A\", summary: \"s\")",
        old,
        OLD,
        "(id: \"A\", title: \"one\", summary: \"s\")",
    );
    check_merge(
        "(id:\"A\",summary:\"s\")",
        old,
        OLD,
        "(id:\"A\",title: \"one\",summary:\"s\")",
    );
    // Two on a line among several lines.
    check_merge(
        "(\n  id: \"A\", summary: \"s\",\n)",
        old,
        OLD,
        "(\n  id: \"A\",\n  title: \"one\",\n  summary: \"s\",\n)",
    );
}

#[test]
fn a_new_field_at_the_end_leaves_the_last_comma_as_it_was() {
    let old = "(\n      id: \"A\",\n      title: \"one\",\n    )";
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\",\n)",
        old,
        OLD,
        "(\n  id: \"A\",\n  title: \"one\",\n  summary: \"s\",\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\"\n)",
        old,
        OLD,
        "(\n  id: \"A\",\n  title: \"one\",\n  summary: \"s\"\n)",
    );
    check_merge(
        "(id: \"A\", title: \"one\")",
        old,
        OLD,
        "(id: \"A\", title: \"one\", summary: \"s\")",
    );
    check_merge(
        "(id: \"A\", title: \"one\",)",
        old,
        OLD,
        "(id: \"A\", title: \"one\", summary: \"s\",)",
    );
    check_merge(
        "( id: \"A\", title: \"one\" )",
        old,
        OLD,
        "( id: \"A\", title: \"one\", summary: \"s\" )",
    );
    // A comment after the last value.
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\" // t\n)",
        old,
        OLD,
        "(\n  id: \"A\",\n  title: \"one\", // t\n  summary: \"s\"\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\" // t\n  , // u\n  // end\n)",
        old,
        OLD,
        "(\n  id: \"A\",\n  title: \"one\" // t\n  , // u\n  summary: \"s\",\n  // end\n)",
    );
    check_merge(
        "(id: \"A\",\n title: \"one\")",
        old,
        OLD,
        "(id: \"A\",\n title: \"one\",\n summary: \"s\")",
    );
}

#[test]
fn a_new_field_at_the_start_leaves_comments_where_they_are() {
    let old = "(\n      title: \"one\",\n      summary: \"s\",\n    )";
    check_merge(
        "( // the record\n  // the title\n  title: \"one\",\n  summary: \"s\",\n)",
        old,
        OLD,
        "( // the record\n  id: \"A\",\n  // the title\n  title: \"one\",\n  summary: \"s\",\n)",
    );
    check_merge(
        "(title: \"one\", summary: \"s\")",
        old,
        OLD,
        "(id: \"A\", title: \"one\", summary: \"s\")",
    );
    check_merge(
        "( title: \"one\", summary: \"s\" )",
        old,
        OLD,
        "( id: \"A\", title: \"one\", summary: \"s\" )",
    );
    check_merge(
        "(/* t */ title: \"one\", summary: \"s\")",
        old,
        OLD,
        "(id: \"A\", /* t */ title: \"one\", summary: \"s\")",
    );
}

#[test]
fn a_field_that_goes_takes_its_line_and_leaves_its_comments() {
    let new = "(\n      id: \"A\",\n      summary: \"s\",\n    )";
    check_merge(OLD, OLD, new, new);
    check_merge(
        "(id: \"A\", title: \"one\", summary: \"s\")",
        OLD,
        new,
        "(id: \"A\", summary: \"s\")",
    );
    check_merge(
        "(\n  id: \"A\",\n  // above\n  title: \"one\", // beside\n  summary: \"s\",\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  // above\n  // beside\n  summary: \"s\",\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n\n  title: \"one\",\n  summary: \"s\",\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n\n  summary: \"s\",\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n  /* a */ title /* b */: /* c */ \"one\" /* d */, /* e */\n  summary: \"s\",\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  /* a */ /* b */ /* c */ /* d */ /* e */\n  summary: \"s\",\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\", summary: \"s\",\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  summary: \"s\",\n)",
    );
    check_merge(
        "(\n  id: \"A\", title: \"one\",\n  summary: \"s\",\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  summary: \"s\",\n)",
    );
}

#[test]
fn the_first_and_the_last_field_can_go_too() {
    let new = "(\n      title: \"one\",\n      summary: \"s\",\n    )";
    check_merge(
        "(id: \"A\", title: \"one\", summary: \"s\")",
        OLD,
        new,
        "(title: \"one\", summary: \"s\")",
    );
    check_merge(
        "( id: \"A\",title: \"one\", summary: \"s\" )",
        OLD,
        new,
        "( title: \"one\", summary: \"s\" )",
    );
    check_merge(
        "(\n  // i\n  id: \"A\",\n  title: \"one\",\n  summary: \"s\",\n)",
        OLD,
        new,
        "(\n  // i\n  title: \"one\",\n  summary: \"s\",\n)",
    );
    let new = "(\n      id: \"A\",\n      title: \"one\",\n    )";
    check_merge(
        "(id: \"A\", title: \"one\", summary: \"s\")",
        OLD,
        new,
        "(id: \"A\", title: \"one\")",
    );
    check_merge(
        "(id: \"A\", title: \"one\", summary: \"s\",)",
        OLD,
        new,
        "(id: \"A\", title: \"one\",)",
    );
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\",\n  summary: \"s\"\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  title: \"one\"\n)",
    );
    check_merge(
        "(\n  id: \"A\",\n  title: \"one\", // t\n  summary: \"s\" // s\n)",
        OLD,
        new,
        "(\n  id: \"A\",\n  title: \"one\" // t\n  // s\n)",
    );
    check_merge(
        "(\n  id: \"A\", title: \"one\",\n  summary: \"s\")",
        OLD,
        new,
        "(\n  id: \"A\", title: \"one\")",
    );
}

#[test]
fn a_record_can_lose_all_its_fields_and_get_others() {
    check_merge(
        "(\n  a: 1, // one\n  b: 2,\n)",
        "(\n  a: 1,\n  b: 2,\n)",
        "()",
        "(\n  // one\n)",
    );
    check_merge(
        "(\n  a: 1,\n  b: 2,\n)",
        "(\n  a: 1,\n  b: 2,\n)",
        "()",
        "()",
    );
    check_merge("( a: 1, b: 2 )", "(\n  a: 1,\n  b: 2,\n)", "()", "()");
    check_merge("(a: 1, x: 3)", "(\n  a: 1,\n)", "()", "(x: 3)");
    check_merge("()", "()", "(\n  a: 1,\n)", "(\n  a: 1,\n)");
    check_merge(
        "( /* none */ )",
        "()",
        "(\n  a: 1,\n)",
        "( /* none */ a: 1 )",
    );
    check_merge(
        "(\n  // none yet\n)",
        "()",
        "(\n  a: 1,\n)",
        "(\n  // none yet\n  a: 1,\n)",
    );
    check_merge(
        "(a: 1, b: 2)",
        "(\n  a: 1,\n  b: 2,\n)",
        "(\n  c: 3,\n  d: 4,\n)",
        "(c: 3, d: 4)",
    );
    check_merge(
        "(\n  a: 1, // one\n)",
        "(\n  a: 1,\n)",
        "(\n  c: 3,\n  d: 4,\n)",
        "(\n  // one\n  c: 3,\n  d: 4,\n)",
    );
    check_merge("(x: 3)", "()", "(\n  a: 1,\n)", "(x: 3, a: 1)");
}

#[test]
fn a_default_that_is_written_out_stays_until_it_gets_a_value() {
    let old = "(\n  id: 1,\n)";
    check_merge(
        "(id: 1, open: true /* yes */, tags: [])",
        old,
        "(\n  id: 2,\n)",
        "(id: 2, open: true /* yes */, tags: [])",
    );
    check_merge(
        "(id: 1, open: true /* yes */)",
        old,
        "(\n  id: 1,\n  open: false,\n)",
        "(id: 1, open: false /* yes */)",
    );
    check_merge(
        "(id: 1, tags: [])",
        old,
        "(\n  id: 1,\n  tags: [\n    \"a\",\n  ],\n)",
        "(id: 1, tags: [\"a\"])",
    );
    check_merge(
        "(id: 1, place: (name: \"\", x: 9))",
        old,
        "(\n  id: 1,\n  place: (\n    name: \"Tehran\",\n    note: \"n\",\n  ),\n)",
        "(id: 1, place: (name: \"Tehran\", note: \"n\", x: 9))",
    );
    check_merge(
        "(id: 1, status: Open)",
        old,
        "(\n  id: 1,\n  status: Closed(\n    reason: \"r\",\n  ),\n)",
        "(id: 1, status: Closed(reason: \"r\"))",
    );
}

#[test]
fn values_inside_values_are_merged_too() {
    let old = "(\n  when: Some((\n    words: \"May\",\n    edtf: \"2024-05\",\n  )),\n  n: 1,\n)";
    check_merge(
        "(\n  when: Some(( // as written\n    words: \"May\", // May!\n    x: 0,\n    edtf: \"2024-05\"\n  )),\n  n: 1,\n)",
        old,
        &old.replace("\"May\"", "\"June\"")
            .replace("    edtf: \"2024-05\",\n", ""),
        "(\n  when: Some(( // as written\n    words: \"June\", // May!\n    x: 0\n  )),\n  n: 1,\n)",
    );
    check_merge(
        "(when: Some((words: \"May\", edtf: \"2024-05\")), n: 1)",
        old,
        "(\n  n: 1,\n)",
        "(n: 1)",
    );
    check_merge(
        "(when: Some((words: \"May\", edtf: \"2024-05\")), n: 1)",
        old,
        &old.replace("n: 1", "n: 2"),
        "(when: Some((words: \"May\", edtf: \"2024-05\")), n: 2)",
    );
    check_merge(
        "(v: Number(1, 2))",
        "(\n  v: Number(1, 2),\n)",
        "(\n  v: Number(1, 3),\n)",
        "(v: Number(1, 3))",
    );
    check_merge(
        "(v: Number(1 /* low */, 2))",
        "(\n  v: Number(1, 2),\n)",
        "(\n  v: Place(1, 2),\n)",
        "(/* low */ v: Place(1, 2))",
    );
    check_merge(
        "(v: {\"a\": 1, /* b */ \"b\": 2})",
        "(\n  v: {\n    \"a\": 1,\n    \"b\": 2,\n  },\n)",
        "(\n  v: {\n    \"b\": 3,\n    \"c\": 4,\n  },\n)",
        "(v: {/* b */ \"b\": 3, \"c\": 4})",
    );
}

#[test]
fn a_value_of_another_kind_takes_the_place_and_its_comments_go_before_the_field() {
    let old = "(\n  when: Day(\n    year: 1,\n  ),\n)";
    let new = "(\n  when: Words(\n    text: \"x\",\n  ),\n)";
    check_merge(
        "(\n    when: Day( // sure\n        year: 1, /* y */\n    ), // beside\n)",
        old,
        new,
        "(\n    // sure\n    /* y */\n    when: Words(\n      text: \"x\",\n    ), // beside\n)",
    );
    check_merge(
        "(when: Day(year: 1))",
        old,
        new,
        "(when: Words(text: \"x\"))",
    );
    check_merge(
        "(when: Day(year: 1))",
        old,
        "(\n  when: None,\n)",
        "(when: None)",
    );
    check_merge(
        "(when: Day( // sure\n year: 1))",
        old,
        "(\n  when: None,\n)",
        "(// sure\nwhen: None)",
    );
    check_merge(
        "(\n\twhen: None,\n)",
        "(\n  when: None,\n)",
        "(\n  when: Some((\n    year: 1,\n  )),\n)",
        "(\n\twhen: Some((\n\t  year: 1,\n\t)),\n)",
    );
    check_merge(
        "(\n\twhen: Some(A),\n)",
        "(\n  when: Some(A),\n)",
        "(\n  when: Some(B(\n    year: 1,\n  )),\n)",
        "(\n\twhen: Some(B(\n\t  year: 1,\n\t)),\n)",
    );
}

#[test]
fn extensions_that_leave_out_wrappings_are_kept() {
    let old = "(\n  n: Some(5),\n  p: Some((\n    a: 1,\n  )),\n)";
    check_merge(
        "(n: 5, p: (a: 1, x: 2))",
        old,
        &old.replace('5', "6").replace('1', "3"),
        "(n: 6, p: (a: 3, x: 2))",
    );
    check_merge(
        "(n: Some(5), p: (a: 1, x: 2))",
        old,
        &old.replace('5', "6").replace('1', "3"),
        "(n: Some(6), p: (a: 3, x: 2))",
    );
}

#[test]
fn long_texts_keep_their_line_breaks_wherever_they_are_put() {
    let old = "(\n  id: 1,\n)";
    let new = "(\n  id: 1,\n  text: \"one\n  two, (\n\n\tthree\",\n  raw: r#\"a\n  \"b\"\"#,\n)";
    check_merge(
        "(\n    id: 1\n)",
        old,
        new,
        "(\n    id: 1,\n    text: \"one\n  two, (\n\n\tthree\",\n    raw: r#\"a\n  \"b\"\"#\n)",
    );
    check_merge(
        "(id: 1)",
        old,
        new,
        "(id: 1, text: \"one\n  two, (\n\n\tthree\", raw: r#\"a\n  \"b\"\"#)",
    );
}

#[test]
fn files_with_windows_line_ends_get_more_of_them() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let old = "(\n  id: 1,\n  b: 2,\n)";
    let new = "(\n  id: 1,\n  a: (\n    x: \"m\nn\",\n  ),\n  c: 3,\n)";
    check_merge(
        &crlf("(\n  id: 1, // i\n  // b\n  b: 2, // bb\n)"),
        old,
        new,
        &crlf("(\n  id: 1, // i\n  a: (\n    x: \"m\nn\",\n  ),\n  c: 3,\n  // b\n  // bb\n)")
            .replace("m\r\n", "m\n"),
    );
}

#[test]
fn the_same_name_twice_or_read_from_elsewhere_is_left_alone() {
    check_merge(
        "(x: 1, a: 1, x: 2)",
        "(\n  a: 1,\n)",
        "(\n  a: 2,\n)",
        "(x: 1, a: 2, x: 2)",
    );
    check_merge(
        "(alias: 1, b: 1)",
        "(\n  name: 1,\n  b: 1,\n)",
        "(\n  name: 1,\n  b: 2,\n)",
        "(alias: 1, b: 2)",
    );
}

const LIST: &str = "(\n  l: [\n    \"a\",\n    \"b\",\n    \"c\",\n  ],\n)";

fn list(items: &[&str]) -> String {
    let items: String = items
        .iter()
        .map(|item| format!("    \"{item}\",\n"))
        .collect();
    format!("(\n  l: [\n{items}  ],\n)")
}

#[test]
fn elements_come_and_go_where_they_stand() {
    let cases: [(&[&str], &str); 8] = [
        (&["a", "b", "c", "d"], "(l: [\"a\", \"b\", \"c\", \"d\"])"),
        (&["z", "a", "b", "c"], "(l: [\"z\", \"a\", \"b\", \"c\"])"),
        (&["a", "x", "b", "c"], "(l: [\"a\", \"x\", \"b\", \"c\"])"),
        (&["b", "c"], "(l: [\"b\", \"c\"])"),
        (&["a", "c"], "(l: [\"a\", \"c\"])"),
        (&["a", "b"], "(l: [\"a\", \"b\"])"),
        (&["c", "a", "b"], "(l: [\"c\", \"a\", \"b\"])"),
        (&["a", "B", "c"], "(l: [\"a\", \"B\", \"c\"])"),
    ];
    for (items, expected) in cases {
        check_merge("(l: [\"a\", \"b\", \"c\"])", LIST, &list(items), expected);
    }
    check_merge(
        "(l: [\"a\",\"b\",\"c\"])",
        LIST,
        &list(&["a", "b", "c", "d"]),
        "(l: [\"a\",\"b\",\"c\",\"d\"])",
    );
    check_merge(
        "(l: [ \"a\", \"b\", \"c\", ])",
        LIST,
        &list(&["a", "d"]),
        "(l: [ \"a\", \"d\", ])",
    );
    check_merge(
        "(l: [\"a\", \"b\", \"c\"])",
        LIST,
        "(\n  l: [],\n)",
        "(l: [])",
    );
    check_merge(
        "(l: [ ])",
        "(\n  l: [],\n)",
        LIST,
        "(l: [\"a\", \"b\", \"c\"])",
    );
    check_merge(
        "(l: [ /* none */ ])",
        "(\n  l: [],\n)",
        &list(&["a"]),
        "(l: [ /* none */ \"a\" ])",
    );
}

#[test]
fn comments_in_lists_stay_when_their_element_goes() {
    check_merge(
        "(\n  l: [\n    // first\n    \"a\", // A\n    \"b\", // B\n    /* c */ \"c\", // C\n    // end\n  ],\n)",
        LIST,
        &list(&["a", "c", "d"]),
        "(\n  l: [\n    // first\n    \"a\", // A\n    // B\n    /* c */ \"c\", // C\n    \"d\",\n    // end\n  ],\n)",
    );
    check_merge(
        "(l: [\"a\", /* b */ \"b\", /* c */ \"c\"])",
        LIST,
        &list(&["a"]),
        "(l: [\"a\" /* b */ /* c */])",
    );
    check_merge(
        "(l: [\"a\", \"b\", \"c\" // C\n])",
        LIST,
        &list(&["a", "b"]),
        "(l: [\"a\", \"b\" // C\n])",
    );
}

#[test]
fn an_edited_element_is_merged_and_a_removed_one_leaves_its_comments() {
    let old = "(\n  c: [\n    (\n      id: \"1\",\n      t: \"x\",\n    ),\n    (\n      id: \"2\",\n      t: \"y\",\n    ),\n  ],\n)";
    let original = "(\n  c: [\n    (id: \"1\", /* inside */ t: \"x\", u: 0),\n    (id: \"2\", t: \"y\", u: 1), // two\n  ]\n)";
    check_merge(
        original,
        old,
        &old.replace("\"y\"", "\"z\""),
        &original.replace("\"y\"", "\"z\""),
    );
    let only_second = "(\n  c: [\n    (\n      id: \"2\",\n      t: \"Y\",\n    ),\n  ],\n)";
    check_merge(
        original,
        old,
        only_second,
        "(\n  c: [\n    /* inside */\n    (id: \"2\", t: \"Y\", u: 1), // two\n  ]\n)",
    );
    let third = "    (\n      id: \"3\",\n      t: \"n\",\n    ),\n";
    let more = old.replace("  ],\n", &format!("{third}  ],\n"));
    check_merge(
        original,
        old,
        &more,
        &original.replace(" // two\n", &format!(" // two\n{third}")),
    );
    check_merge(
        "(c: [(id: \"1\", t: \"x\", u: 0), (id: \"2\", t: \"y\")])",
        old,
        &more,
        "(c: [(id: \"1\", t: \"x\", u: 0), (id: \"2\", t: \"y\"), (id: \"3\", t: \"n\")])",
    );
}

#[test]
fn a_list_read_shorter_than_it_is_written_gives_way_as_a_whole() {
    check_merge(
        "(\n  l: [\"a\", \"a\", /* ! */ \"b\", \"c\"],\n)",
        LIST,
        &list(&["a", "b"]),
        "(\n  /* ! */\n  l: [\n    \"a\",\n    \"b\",\n  ],\n)",
    );
}

#[test]
fn what_cannot_be_taken_apart_gives_way_as_a_whole() {
    assert_eq!(merge_record("(a: ", "(a: 1)", "(a: 2)"), "(a: 2)");
    assert_eq!(merge_record("(a: 1)", "(a 1)", "(a: 2)"), "(a: 2)");
    assert_eq!(merge_record("5", "5", "6"), "6");
}
