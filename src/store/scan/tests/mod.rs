//! The scanner: text in, places and sentences out.

use std::fmt::Write as _;

use super::*;
use crate::store::place::{LineIndex, Span};

mod errors;
mod hostile;
mod laws;

/// A small project with everything in it that the scanner must not stumble over.
pub(crate) const SAMPLE: &str = r##"#![enable(implicit_some)]
// A project, with comments.
Project(
  annals: 1,
  project: (title: "A \"fire\" ( in [ the { harbour", note: 'x'),
  tags: [
    (id: "0A1B2C3D4E5F", path: "actor/crew"), // the crew, (all of it
    /* nested /* ) */ ] */
    (
      id: "0A1B2C3D4E60",
      path: r#"place/"quay" ) "#,
      mark: '(',
      quote: '\'',
      bytes: b"\")",
    ),
  ],
  sources: [],
  unknown: { "a": Some(1), "b": None },
  range: 1..=5,
  view: Table(columns: ["title", "when"]),
  größe: -1.5e3, // a name outside ASCII
)
// the end
"##;

/// The outline as lines: names, and the first and last characters of every element.
fn show(text: &str) -> String {
    let outline =
        outline(text).unwrap_or_else(|error| panic!("{}", error.message(text, &LineIndex::new())));
    let mut shown = String::new();
    for field in &outline.fields {
        let name = field.name.of(text);
        match &field.elements {
            None => writeln!(shown, "{name} = {}", field.value.of(text)).unwrap(),
            Some(elements) => {
                writeln!(shown, "{name}:").unwrap();
                for element in elements {
                    writeln!(shown, "  {}", element.of(text).replace('\n', "¶")).unwrap();
                }
            }
        }
    }
    shown
}

#[track_caller]
fn check_outline(text: &str, expected: &str) {
    assert_eq!(show(text).trim_end(), expected.trim_end());
}

#[test]
fn the_outline_names_every_field_and_every_record() {
    check_outline(
        SAMPLE,
        r##"annals = 1
project = (title: "A \"fire\" ( in [ the { harbour", note: 'x')
tags:
  (id: "0A1B2C3D4E5F", path: "actor/crew")
  (¶      id: "0A1B2C3D4E60",¶      path: r#"place/"quay" ) "#,¶      mark: '(',¶      quote: '\'',¶      bytes: b"\")",¶    )
sources:
unknown = { "a": Some(1), "b": None }
range = 1..=5
view = Table(columns: ["title", "when"])
größe = -1.5e3
"##,
    );
}

#[test]
fn the_outline_keeps_attributes_name_and_body() {
    let found = outline(SAMPLE).unwrap();
    let attributes: Vec<_> = found
        .attributes
        .iter()
        .map(|span| span.of(SAMPLE))
        .collect();
    assert_eq!(attributes, ["#![enable(implicit_some)]"]);
    assert_eq!(found.name.unwrap().of(SAMPLE), "Project");
    assert!(
        found.body.of(SAMPLE).starts_with("(\n  annals")
            && found.body.of(SAMPLE).ends_with("ASCII\n)")
    );
    assert_eq!(
        found.field(SAMPLE, "range").unwrap().value.of(SAMPLE),
        "1..=5"
    );
    assert_eq!(found.field(SAMPLE, "rang"), None);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing_but_the_places() {
    let text = format!("\u{feff}{}", SAMPLE.replace('\n', "\r\n"));
    assert_eq!(show(&text).replace('\r', ""), show(SAMPLE));
}

#[test]
fn small_files_have_small_outlines() {
    check_outline("()", "");
    check_outline("(annals:1)", "annals = 1");
    check_outline("(annals:1,)", "annals = 1");
    check_outline(
        "(a:[],b:[ ],c:[/**/],d:[1],e:[1,])",
        "a:\nb:\nc:\nd:\n  1\ne:\n  1\n",
    );
    check_outline(
        "(r#type: r#enum, b: r\"\\\", c: br##\"\"#\"##)",
        "r#type = r#enum\nb = r\"\\\"\nc = br##\"\"#\"##",
    );
    check_outline(
        "(a: Some /* x */ (1), b: 'ü', c: '\\u{1F600}', d: b'\\'')",
        "a = Some /* x */ (1)\nb = 'ü'\nc = '\\u{1F600}'\nd = b'\\''",
    );
    check_outline(
        "(a: [[1, 2], {3: 4}, (5), true])",
        "a:\n  [1, 2]\n  {3: 4}\n  (5)\n  true",
    );
    check_outline(
        "( a\u{2028}:\u{85}1 ,\u{200E}b: -inf)// end",
        "a = 1\nb = -inf",
    );
    check_outline(
        "(a: \"\\\\\", b: \"\\\"\", c: \"\")",
        "a = \"\\\\\"\nb = \"\\\"\"\nc = \"\"",
    );
    check_outline("(a: (it: 's), b: 2)", "a = (it: 's)\nb = 2");
    check_outline(
        "(a: ('a', ')', '\\\\', ''', ','), b: 2)",
        "a = ('a', ')', '\\\\', ''', ',')\nb = 2",
    );
}

/// A value as one line: shapes, names and leaves.
pub(crate) fn show_tree(text: &str, value: &Value) -> String {
    let name = value.name.map_or("", |name| name.of(text));
    let members: Vec<_> = value
        .members
        .iter()
        .map(|member| {
            let key = member
                .key_of(text)
                .map(|key| format!("{key}="))
                .unwrap_or_default();
            key + &show_tree(text, &member.value)
        })
        .collect();
    let members = members.join(" ");
    match value.shape {
        Shape::Leaf => value.span.of(text).to_owned(),
        Shape::Struct => format!("{name}(={members})"),
        Shape::Tuple => format!("{name}({members})"),
        Shape::List => format!("[{members}]"),
        Shape::Map => format!("{{{members}}}"),
    }
}

#[track_caller]
fn check_tree(text: &str, expected: &str) {
    let value =
        tree(text).unwrap_or_else(|error| panic!("{}", error.message(text, &LineIndex::new())));
    assert_eq!(show_tree(text, &value), expected);
}

#[test]
fn a_value_is_taken_apart_to_its_leaves() {
    check_tree("1", "1");
    check_tree(" /* a */ \"x\" // b", "\"x\"");
    check_tree("()", "()");
    check_tree("Name ( )", "Name()");
    check_tree("Some(Some(1))", "Some(Some(1))");
    check_tree("(1, 'a', true,)", "(1 'a' true)");
    check_tree("(a: 1, r#type: Day)", "(=a=1 type=Day)");
    check_tree(
        "When(a: [Some((b: 2)), None], c: {\"k\": (1)})",
        "When(=a=[Some((=b=2)) None] c={\"k\"=(1)})",
    );
    check_tree("(a /* : */ : /* x */ 1)", "(=a=1)");
    check_tree("{(1, 2): [], x: y}", "{(1, 2)=[] x=y}");
    check_tree(
        "[1..2, ..=3, .., -5i8, 0x1F, 1e-3]",
        "[1..2 ..=3 .. -5i8 0x1F 1e-3]",
    );
    check_tree("(größe: ä)", "(=größe=ä)");
    check_tree(
        "(b: b'x', r: r\"\", br: br\"\", rb: rb)",
        "(=b=b'x' r=r\"\" br=br\"\" rb=rb)",
    );
}

#[test]
fn a_path_leads_to_the_name_and_the_value_of_a_field() {
    use Segment::{Field, Index};
    let text = r#"(
  id: "x",
  passage: Some((words: "a", foo: 1)),
  captures: [(text: "a"), (text: "b"), Some((text: "c"))],
  ext: {"key": [1, 2]},
  pair: Ok((1, 2)),
)"#;
    let mark = |path: &[Segment<'_>]| {
        find_path(text, path).map(|found| (found.mark().of(text), found.value.of(text)))
    };
    assert_eq!(mark(&[Field("id")]), Some(("id", "\"x\"")));
    assert_eq!(mark(&[Field("passage"), Field("foo")]), Some(("foo", "1")));
    assert_eq!(
        mark(&[Field("captures"), Index(1)]),
        Some(("(text: \"b\")", "(text: \"b\")"))
    );
    assert_eq!(
        mark(&[Field("captures"), Index(1), Field("text")]),
        Some(("text", "\"b\""))
    );
    assert_eq!(
        mark(&[Field("captures"), Index(2), Field("text")]),
        Some(("text", "\"c\""))
    );
    assert_eq!(
        mark(&[Field("ext"), Field("key"), Index(1)]),
        Some(("2", "2"))
    );
    assert_eq!(mark(&[Field("pair"), Index(1)]), Some(("2", "2")));
    assert_eq!(mark(&[Field("captures"), Index(3)]), None);
    assert_eq!(mark(&[Field("none")]), None);
    assert_eq!(
        find_path(text, &[]).unwrap().value,
        Span::new(0, text.len())
    );
    assert_eq!(find_path("(a: ", &[Field("a")]), None);
}

#[test]
fn the_names_of_a_records_fields_are_listed() {
    let text = "Event(id: 1, /* a: */ r#type: (b: 2), c: [])";
    let names: Vec<_> = field_names(text)
        .into_iter()
        .map(|span| span.of(text))
        .collect();
    assert_eq!(names, ["id", "r#type", "c"]);
    assert_eq!(field_names("[1]"), []);
}

#[test]
fn strings_and_comments_are_found_in_order() {
    let text = "a: \"// no\", // yes\n b: r#\"/* no */\"#, /* yes */ c: '\"', /*";
    let found: Vec<_> = literals(text)
        .into_iter()
        .map(|(kind, span)| (kind, span.of(text)))
        .collect();
    let expected = [
        (Literal::Text, "\"// no\""),
        (Literal::Comment, "// yes"),
        (Literal::Text, "r#\"/* no */\"#"),
        (Literal::Comment, "/* yes */"),
        (Literal::Text, "'\"'"),
        (Literal::Comment, "/*"),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        comments("a // x\r\n")
            .first()
            .map(|span| span.of("a // x\r\n")),
        Some("// x\r")
    );
}
