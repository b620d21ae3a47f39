//! The two readers on texts made by chance: faults in records of the samples, and records in every notation.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{Kind, both, check_equal, check_fast, check_written, sample_texts};

static SAMPLES: LazyLock<Vec<(Kind, String)>> = LazyLock::new(|| {
    let mut texts = sample_texts();
    // Long captures make no other mistakes than short ones.
    texts.retain(|(_, text)| text.len() < 2_000);
    texts
});

/// What is put into a text to break it, or to say the same in another way.
const PIECES: [&str; 60] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "'",
    "#",
    "/",
    "*",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{feff}",
    "// x\n",
    "/* x */",
    "/*",
    "*/",
    "Some(",
    "None",
    "Some",
    "true",
    "r",
    "r#",
    "r\"",
    "r#\"",
    "\"#",
    "b\"",
    "b'",
    "\\n",
    "\\\"",
    "\\x41",
    "\\u{41}",
    "\\\n",
    "0",
    "-",
    "+",
    ".",
    "e",
    "E5",
    "_",
    "0x",
    "u8",
    "f64",
    "inf",
    "NaN",
    "é",
    "()",
    "title: \"x\",",
    "extra: 1,",
    "id",
];

/// A fault: where, how many characters go, and what comes.
pub(super) fn fault() -> impl Strategy<Value = (Index, usize, String)> {
    let piece = select(&PIECES[..]).prop_map(str::to_owned);
    let goes = prop_oneof![3 => Just(0_usize), 2 => Just(1), 1 => 2_usize..12];
    let comes = prop_oneof![4 => piece, 1 => Just(String::new()), 1 => any::<char>().prop_map(String::from)];
    (any::<Index>(), goes, comes)
}

pub(super) fn with_faults(text: &str, faults: &[(Index, usize, String)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, goes, comes) in faults {
        let at = at.index(text.len() + 1);
        let end = (at + goes).min(text.len());
        text.splice(at..end, comes.chars());
    }
    text.into_iter().collect()
}

/// White space and comments.
fn blank() -> impl Strategy<Value = &'static str> {
    select(
        &[
            "",
            "",
            "",
            " ",
            "\n    ",
            "\t",
            "\r\n",
            " // c \"(\n",
            "/* /* */ ) */",
            " \u{c}",
        ][..],
    )
}

/// A string in one of the notations that are read fast.
fn string() -> impl Strategy<Value = String> {
    let plain =
        "[a-zA-Zé東\u{200c}#/()\\[\\]{},:'\n ]{0,12}".prop_map(|text| format!("\"{text}\""));
    let escaped = proptest::collection::vec(
        select(
            &[
                "a", " ", "\\\"", "\\\\", "\\'", "\\n", "\\r", "\\t", "\\0", "東",
            ][..],
        ),
        0..8,
    );
    let escaped = escaped.prop_map(|parts| format!("\"{}\"", parts.concat()));
    let raw = "[a-z\\\\\" é]{0,10}".prop_map(|text| format!("r##\"{text}\"##"));
    prop_oneof![plain, escaped, raw]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,12}",
        "-?[0-9]{1,5}\\.[0-9]{1,9}",
        "-?[0-9]{1,3}(\\.[0-9])?[eE][-+]?[0-9]{1,2}"
    ]
}

fn id() -> impl Strategy<Value = String> {
    "[0-9A-HJKMNP-TV-Z]{12}".prop_map(|id| format!("\"{id}\""))
}

/// One value, with what may stand around it.
fn spaced(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (blank(), value, blank()).prop_map(|(before, value, after)| format!("{before}{value}{after}"))
}

fn optional(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just("None".to_owned()),
        4 => (spaced(value), select(&["", ","][..])).prop_map(|(value, comma)| format!("Some({value}{comma})")),
    ]
}

/// A struct with some of these fields, in their order or turned round.
fn fields(fields: Vec<(&'static str, BoxedStrategy<String>)>) -> impl Strategy<Value = String> {
    let each: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| {
            (
                proptest::bool::weighted(0.7),
                spaced(Just(name.to_owned())),
                spaced(value),
            )
                .prop_map(|(there, name, value)| there.then(|| format!("{name}:{value}")))
        })
        .collect();
    (each, any::<bool>(), select(&["", ","][..])).prop_map(|(each, turned, comma)| {
        let mut each: Vec<String> = each.into_iter().flatten().collect();
        if turned {
            each.reverse();
        }
        let comma = if each.is_empty() { "" } else { comma };
        format!("({}{comma})", each.join(","))
    })
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::collection::vec(spaced(item), 0..4).prop_map(|items| format!("[{}]", items.join(",")))
}

/// An event in every notation that is read fast.
fn event() -> impl Strategy<Value = String> {
    let calendar = select(&["Gregorian", "Julian", "SolarHijri"][..]).prop_map(str::to_owned);
    let when = fields(vec![
        ("words", string().boxed()),
        ("edtf", string().boxed()),
        ("calendar", calendar.boxed()),
    ]);
    let place = fields(vec![
        ("name", string().boxed()),
        ("latitude", optional(number()).boxed()),
        ("longitude", optional(number()).boxed()),
        ("tag", optional(id()).boxed()),
    ]);
    let actor = fields(vec![
        ("name", string().boxed()),
        ("tag", optional(id()).boxed()),
    ]);
    let rest = fields(vec![
        ("title", string().boxed()),
        ("when", when.boxed()),
        ("place", place.boxed()),
        ("actors", list(actor).boxed()),
        ("summary", string().boxed()),
        ("tags", list(id()).boxed()),
    ]);
    // The id must be there.
    (spaced(id()), blank(), rest, blank()).prop_map(|(id, before, rest, after)| {
        let rest = rest.trim_start_matches('(');
        format!("{before}(id:{id},{rest}{after}")
    })
}

// `PROPTEST_CASES` asks for more cases than the usual 256.
proptest! {
    #[test]
    fn records_with_faults_are_read_alike_or_left(
        sample in any::<Index>(),
        faults in proptest::collection::vec(fault(), 0..4),
        implicit_some in any::<bool>(),
    ) {
        let (kind, text) = &SAMPLES[sample.index(SAMPLES.len())];
        check_equal(*kind, &with_faults(text, &faults), implicit_some);
    }

    #[test]
    fn records_in_every_notation_are_read_fast_and_written_as_by_ron(text in event()) {
        check_fast(Kind::Event, &text);
        check_written(&both(Kind::Event, &text, false).fast.unwrap());
    }

    #[test]
    fn records_in_every_notation_with_faults_are_read_alike_or_left(
        text in event(),
        faults in proptest::collection::vec(fault(), 1..4),
        implicit_some in any::<bool>(),
    ) {
        check_equal(Kind::Event, &with_faults(&text, &faults), implicit_some);
    }

    #[test]
    fn no_text_makes_the_fast_reader_fail(text in any::<String>(), kind in select(&Kind::ALL[..10])) {
        check_equal(kind, &text, true);
    }
}
