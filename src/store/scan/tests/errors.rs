//! Every error of the scanner with its place and its sentence.

use super::*;

/// The error of the outline as `line:column sentence`.
fn said(text: &str, error: &ScanError) -> String {
    let lines = LineIndex::new();
    let place = error.place(text, &lines);
    format!(
        "{}:{} {}",
        place.line,
        place.column,
        error.message(text, &lines)
    )
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = outline(text).expect_err("the text has an error");
    assert_eq!(said(text, &error), expected);
}

#[track_caller]
fn check_tree_error(text: &str, expected: &str) {
    let error = tree(text).expect_err("the text has an error");
    assert_eq!(said(text, &error), expected);
}

#[test]
fn a_file_without_a_project_is_told_what_one_looks_like() {
    let empty = "the file is empty: a project is written as “( annals: 1, … )”";
    check_error("", &format!("1:1 {empty}"));
    check_error("\u{feff}", &format!("1:1 {empty}"));
    check_error("  \r\n // nothing", &format!("2:12 {empty}"));
    check_error("#![enable(implicit_some)]\n", &format!("2:1 {empty}"));
    let other = "a project is written as “( annals: 1, … )”, and this is something else";
    check_error("{\"annals\": 1}", &format!("1:1 {other}"));
    check_error("\n  [1]", &format!("2:3 {other}"));
    check_error("Project", &format!("1:1 {other}"));
    check_error("Project { a: 1 }", &format!("1:1 {other}"));
    check_error("hello world", &format!("1:1 {other}"));
    check_error("\0", &format!("1:1 {other}"));
    check_error("<html>", &format!("1:1 {other}"));
}

#[test]
fn what_is_opened_and_not_closed_is_named_with_its_opening() {
    check_error(
        "(",
        "1:2 the file ends inside a “(” opened at line 1, column 1",
    );
    check_error(
        "(\n  a: 1,\n",
        "3:1 the file ends inside a “(” opened at line 1, column 1",
    );
    check_error(
        "(a: [",
        "1:6 the file ends inside a “[” opened at line 1, column 5",
    );
    check_error(
        "(a: [\n  (x: 1),\n",
        "3:1 the file ends inside a “[” opened at line 1, column 5",
    );
    check_error(
        "(a: [(x: {",
        "1:11 the file ends inside a “{” opened at line 1, column 10",
    );
    check_error(
        "(a: 1",
        "1:6 the file ends inside a “(” opened at line 1, column 1",
    );
    check_error(
        "(a:",
        "1:4 the file ends inside a “(” opened at line 1, column 1",
    );
    check_error(
        "(a: \"x",
        "1:7 the file ends inside a quotation opened at line 1, column 5",
    );
    check_error(
        "(\n  a: (b: \"x\\\"),\n)",
        "3:2 the file ends inside a quotation opened at line 2, column 10",
    );
    check_error(
        "(a: \"\\",
        "1:7 the file ends inside a quotation opened at line 1, column 5",
    );
    check_error(
        "(a: r##\"x\"#)",
        "1:13 the file ends inside a raw quotation opened at line 1, column 5, which only “\"##” can close",
    );
    check_error(
        "(a: [r\"x)",
        "1:10 the file ends inside a raw quotation opened at line 1, column 6, which only “\"” can close",
    );
    check_error(
        "(a: 1) /* x",
        "1:12 the file ends inside a comment opened at line 1, column 8, which only “*/” can close",
    );
    check_error(
        "(/* /* */ a: 1)",
        "1:16 the file ends inside a comment opened at line 1, column 2, which only “*/” can close",
    );
    check_error(
        "(a: [1] /*/)",
        "1:13 the file ends inside a comment opened at line 1, column 9, which only “*/” can close",
    );
    check_error(
        "#![enable(",
        "1:11 the file ends inside a “(” opened at line 1, column 10",
    );
}

#[test]
fn a_bracket_that_belongs_to_another_is_named_with_both_places() {
    check_error(
        "(a: [1)",
        "1:7 “)” found, but “]” must come first, for the “[” opened at line 1, column 5",
    );
    check_error(
        "(a: 1]",
        "1:6 “]” found, but “)” must come first, for the “(” opened at line 1, column 1",
    );
    check_error(
        "(a: [(b: 1, (c: 2)])",
        "1:19 “]” found, but “)” must come first, for the “(” opened at line 1, column 6",
    );
    check_error(
        "(\n a: {\n )\n",
        "3:2 “)” found, but “}” must come first, for the “{” opened at line 2, column 5",
    );
    check_error("(a: ]", "1:5 a value must stand here, not “]”");
}

#[test]
fn what_is_missing_is_named_where_it_should_stand() {
    check_error(
        "(a: 1 b: 2)",
        "1:6 a comma is missing between this and what follows at line 1, column 7",
    );
    check_error(
        "(\n  a: 1\n  b: 2\n)",
        "2:7 a comma is missing between this and what follows at line 3, column 3",
    );
    check_error(
        "(a: [\n  (x: 1)\n  (x: 2)\n])",
        "2:9 a comma is missing between this and what follows at line 3, column 3",
    );
    check_error(
        "(a: [\"x\" \"y\"])",
        "1:9 a comma is missing between this and what follows at line 1, column 10",
    );
    check_error(
        "(a: [1] b: [2])",
        "1:8 a comma is missing between this and what follows at line 1, column 9",
    );
    check_error("(a 1)", "1:3 a colon is missing after the field name “a”");
    check_error("(a)", "1:3 a colon is missing after the field name “a”");
    check_error(
        "(annals = 1)",
        "1:8 a colon is missing after the field name “annals”",
    );
    check_error("(a: , b: 1)", "1:5 a value must stand here, not “,”");
    check_error("(a: )", "1:5 a value must stand here, not “)”");
    check_error("(a: [1, , 2])", "1:9 a value must stand here, not “,”");
    check_error("(a: : 1)", "1:5 a value must stand here, not “:”");
    check_error("(a: 'x, b: 1)", "1:5 a value must stand here, not “'”");
    check_error(
        "(a: 1, , b: 2)",
        "1:8 the name of a field must stand here, not “,”",
    );
    check_error(
        "(\"a\": 1)",
        "1:2 the name of a field must stand here, not “\"”",
    );
    check_error("(1: 1)", "1:2 the name of a field must stand here, not “1”");
    check_error(
        "((a: 1))",
        "1:2 the name of a field must stand here, not “(”",
    );
    check_error(
        "(a: 1,\n\0)",
        "2:1 the name of a field must stand here, not the character U+0000",
    );
    check_error(
        "(a: “x”)",
        "1:5 a value must stand here, not the typographic quotation mark ““” (a text is put between “\"” and “\"”)",
    );
}

#[test]
fn what_is_too_much_is_named() {
    check_error(
        "(a: 1)\n(b: 2)",
        "2:1 something follows the end of the project, which was opened at line 1, column 1",
    );
    check_error(
        "(a: 1))",
        "1:7 something follows the end of the project, which was opened at line 1, column 1",
    );
    check_error(
        "(a: 1) x",
        "1:8 something follows the end of the project, which was opened at line 1, column 1",
    );
    check_error(
        "(a: 1,\n b: 2,\n a: 3)",
        "3:2 the field “a” is here for the second time, after line 1, column 2",
    );
    check_error(
        "(a: 1, r#a: 3)",
        "1:8 the field “a” is here for the second time, after line 1, column 2",
    );
    check_error(
        "#[x] (a: 1)",
        "1:1 “#” starts an attribute like “#![enable(implicit_some)]”, and this is something else",
    );
    let deep = format!("(a: {}", "[".repeat(200));
    check_error(
        &deep,
        "1:132 more than 128 brackets are open here, the first since line 1, column 1",
    );
}

#[test]
fn columns_count_characters_also_in_errors() {
    check_error(
        "(ä: \"ü\" ö: 1)",
        "1:8 a comma is missing between this and what follows at line 1, column 9",
    );
    check_error(
        "\u{feff}(\r\nä: \"ü\"\r\nö: 1)",
        "2:7 a comma is missing between this and what follows at line 3, column 1",
    );
}

#[test]
fn a_forgotten_quotation_mark_is_looked_for_further_up() {
    check_error(
        "(\n  a: (t: \"one, u: \"two\"),\n  b: 1,\n)",
        "4:2 the file ends inside a quotation opened at line 2, column 23; perhaps the quotation opened at line 2, column 10 was meant to end earlier",
    );
}

#[test]
fn the_parts_of_a_record_are_held_to_the_same_rules() {
    check_tree_error(
        "",
        "1:1 the record is empty: a record is written as “( id: …, … )”",
    );
    check_tree_error(
        "(a: 1 b: 2)",
        "1:6 a comma is missing between this and what follows at line 1, column 7",
    );
    check_tree_error(
        "(a: (b 1))",
        "1:7 a comma is missing between this and what follows at line 1, column 8",
    );
    check_tree_error(
        "(a: 1, b 2)",
        "1:9 a colon is missing after the field name “b”",
    );
    check_tree_error(
        "{\"a\" 1}",
        "1:5 a colon is missing after the field name “\"a\"”",
    );
    check_tree_error(
        "(a: [1, }])",
        "1:9 “}” found, but “]” must come first, for the “[” opened at line 1, column 5",
    );
    check_tree_error("(a: [1, /])", "1:9 a value must stand here, not “/”");
    check_tree_error(
        "1 2",
        "1:3 something follows the end of the record, which was opened at line 1, column 1",
    );
    check_tree_error(
        "(a: 1, 2)",
        "1:8 the name of a field must stand here, not “2”",
    );
}

#[test]
fn an_error_moves_with_its_record() {
    let file = "(a: [\n (x: \"y)";
    let record = &file[7..];
    let error = tree(record).unwrap_err().shifted(7);
    assert_eq!(
        said(file, &error),
        "2:9 the record ends inside a quotation opened at line 2, column 6"
    );
}
