//! The fields of an edited record, case by case: see [`check_merge`].

use super::*;

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
