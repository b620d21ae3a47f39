//! Which ways of writing are read fast, and which are left for `ron`.

use super::{Kind, check_equal, check_fast, check_left};

/// The record of an event whose title is written like this.
fn titled(title: &str) -> String {
    format!("(id: \"000000000001\", title: {title})")
}

/// The record of an event with a latitude written like this.
fn at_latitude(number: &str) -> String {
    format!("(id: \"000000000001\", place: (latitude: Some({number})))")
}

#[test]
fn what_people_write_by_hand_is_read_fast() {
    check_fast(
        Kind::Event,
        "Event ( // first\n id : \"000000000001\" , /* a /* nested */ one */ title:\"x\",when:When(words:\"w\"),\r\n\t) // end",
    );
    check_fast(
        Kind::Event,
        "(id:\"000000000001\",tags:[\"000000000002\",/**/],actors:[(name:\"A\"),Actor()],)",
    );
    check_fast(
        Kind::Claim,
        "(id:\"000000000001\",source:\"000000000002\",event:\"000000000003\",field:\"killed\",value:Number((low:Some(2,),high:None)),credibility:Doubtful)",
    );
    check_fast(
        Kind::View,
        "(id: \"000000000001\", shows: Event, descending: true, columns: [])",
    );
}

#[test]
fn strings_are_read_fast_plain_raw_and_escaped() {
    for title in [
        r#""""#,
        r#""two words""#,
        r#""\"quoted\" \\ \' \n\r\t\0 end""#,
        r##"r#"a "raw" \n one"#"##,
        r#"r"raw""#,
        "r###\"one \"## inside\"###",
        "\"نیم\u{200c}فاصله 東京 line\n\nbreak\"",
    ] {
        check_fast(Kind::Event, &titled(title));
    }
}

#[test]
fn strings_with_rare_escapes_are_left() {
    for title in [
        r#""\x41""#,
        r#""\u{200c}""#,
        "\"one \\\n   line\"",
        r#""\q""#,
        r#""open"#,
        r##"r#"open""##,
        r###"r#"more hashes"##"###,
        r#"r#title"#,
        r#"b"bytes""#,
        "'c'",
        "title",
        "7",
    ] {
        check_left(Kind::Event, &titled(title));
        check_equal(Kind::Event, &titled(title), true);
    }
}

#[test]
fn decimal_numbers_are_read_fast() {
    for number in [
        "0", "-0", "9", "007", "2.50", "-12.125", "1e3", "1E+3", "2.5e-7",
    ] {
        check_fast(Kind::Event, &at_latitude(number));
    }
}

#[test]
fn other_numbers_are_left() {
    for number in [
        "0x1F", "0b11", "0o7", "1_000", "+1", ".5", "5.", "1f64", "1.0f32", "inf", "-inf", "NaN",
        "1e999", "1e", "--1", "1..2", "1i8", "-", "b'a'", "१",
    ] {
        check_left(Kind::Event, &at_latitude(number));
        check_equal(Kind::Event, &at_latitude(number), false);
    }
}

#[test]
fn positions_are_whole_numbers_that_fit() {
    let annotation = |start: &str| {
        format!(
            "(id: \"000000000001\", target: Passage((capture: \"000000000002\", exact: \"x\", start: {start}, end: 9)))"
        )
    };
    check_fast(Kind::Annotation, &annotation("0"));
    check_fast(Kind::Annotation, &annotation("4294967295"));
    for start in ["4294967296", "-1", "0x1", "1_0", "1.0", "1u32", "+1"] {
        check_left(Kind::Annotation, &annotation(start));
        check_equal(Kind::Annotation, &annotation(start), true);
    }
}

#[test]
fn some_may_be_left_out_where_the_file_says_so() {
    let text = "(id: \"000000000001\", place: (latitude: 5, longitude: Some(6), radius_m: None))";
    assert!(check_equal(Kind::Event, text, true));
    assert!(!check_equal(Kind::Event, text, false));
}

#[test]
fn fields_that_are_not_known_are_told_by_ron() {
    check_left(Kind::Event, "(id: \"000000000001\", altitude: 5)");
    check_left(Kind::Event, "(id: \"000000000001\", place: (altitude: 5))");
    check_left(Kind::Event, "(id: \"000000000001\", r#title: \"x\")");
}

#[test]
fn what_is_wrong_is_told_by_ron() {
    for text in [
        "",
        "()",
        "[]",
        "(id: \"000000000001\"",
        "(id: \"000000000001\"))",
        "(id: \"000000000001\") x",
        "(id: \"1\")",
        "(id: \"000000000001\" title: \"x\")",
        "(id: \"000000000001\",, title: \"x\")",
        "(, id: \"000000000001\")",
        "(id: \"000000000001\", title: \"x\", title: \"y\")",
        "(id: \"000000000001\", title: )",
        "(id: \"000000000001\", title \"x\")",
        "(id: \"000000000001\", tags: [\"000000000002\" \"000000000003\"])",
        "(id: \"000000000001\", tags: (\"000000000002\"))",
        "Claim(id: \"000000000001\")",
        "(id: \"000000000001\") /* open",
        "(id: \"000000000001\") / x",
        "#![enable(implicit_some)](id: \"000000000001\")",
        "\u{feff}(id: \"000000000001\")",
        "(\u{a0}id: \"000000000001\")",
        "(\u{85}id: \"000000000001\")",
    ] {
        check_left(Kind::Event, text);
        check_equal(Kind::Event, text, true);
    }
}
