//! The values of an edited record, case by case: see [`check_merge`].

use super::*;

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
fn a_record_on_one_line_gets_the_line_ends_of_its_file_but_not_inside_of_texts() {
    let old = "(\n  id: 1,\n)";
    let new = "(\n  id: 1,\n  text: \"m\nn\",\n)";
    let merged = |original| merge_record_in(original, old, new, LineEnd::CrLf);
    assert_eq!(merged("(id: 1)"), "(id: 1, text: \"m\nn\")");
    assert_eq!(
        merged("( // c\r\nid: 1)"),
        "( // c\r\nid: 1,\r\ntext: \"m\nn\")"
    );
    let emptied = merge_record_in("()", "()", new, LineEnd::CrLf);
    assert_eq!(emptied, "(\r\n  id: 1,\r\n  text: \"m\nn\",\r\n)");
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

#[test]
fn entries_whose_keys_are_spelled_otherwise_give_way_as_a_whole() {
    check_merge(
        "(v: {\"\\u{61}\": 1, \"b\": 2 /* two */})",
        "(\n  v: {\n    \"a\": 1,\n    \"b\": 2,\n  },\n)",
        "(\n  v: {\n    \"a\": 3,\n    \"b\": 2,\n  },\n)",
        "(/* two */ v: {\"a\": 3, \"b\": 2})",
    );
}
