//! The lists of an edited record, case by case: see [`check_merge`].

use super::*;

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

#[test]
fn elements_are_known_by_what_they_are_then_by_their_place() {
    use super::super::align::{Step, align};
    let show = |old: &[&'static str], new: &[&'static str]| {
        let ids = |texts: &[&'static str]| -> Vec<&'static str> {
            texts.iter().map(|text| &text[..1]).collect()
        };
        let steps = align(old, new, &ids(old), &ids(new));
        let steps = steps.into_iter().map(|step| match step {
            Step::Pair(i, j) if old[i] == new[j] => old[i].to_owned(),
            Step::Pair(i, j) => format!("{}>{}", old[i], new[j]),
            Step::Remove(i) => format!("-{}", old[i]),
            Step::Insert(i, j) => format!("+{}@{i}", new[j]),
        });
        steps.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(show(&["a1", "b1", "c1"], &["a1", "b1", "c1"]), "a1 b1 c1");
    assert_eq!(
        show(&["a1", "b1", "c1"], &["b1", "c1", "a1"]),
        "-a1 b1 c1 +a1@3"
    );
    assert_eq!(
        show(&["a1", "b1", "c1"], &["c1", "a1", "b1"]),
        "+c1@0 a1 b1 -c1"
    );
    assert_eq!(
        show(&["a1", "b1", "c1", "d1"], &["x1", "c1", "d1", "y1"]),
        "a1>x1 -b1 c1 d1 +y1@4"
    );
    assert_eq!(show(&["a1", "b1", "c1"], &["b2"]), "-a1 b1>b2 -c1");
    assert_eq!(show(&["a1"], &["x1", "a2", "y1"]), "+x1@0 a1>a2 +y1@1");
    assert_eq!(
        show(
            &["a1", "b1", "c1", "d1", "e1"],
            &["e1", "a1", "c1", "b1", "d2"]
        ),
        "+e1@0 a1 -b1 c1 +b1@3 d1>d2 -e1"
    );
    assert_eq!(show(&[], &["a1"]), "+a1@0");
    assert_eq!(show(&["a1"], &[]), "-a1");
}
