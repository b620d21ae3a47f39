//! Texts that nobody wrote on purpose: the scanner answers every one of them, soon and without a panic.

use std::time::Instant;

use super::*;

/// Scans `text` every way and checks that what is said of it lies in it.
fn survive(text: &str) {
    match outline(text) {
        Ok(found) => {
            assert!(text.get(found.body.range()).is_some());
            let elements = found
                .fields
                .iter()
                .filter_map(|field| field.elements.as_ref())
                .flatten();
            for element in elements {
                assert!(!element.of(text).is_empty());
                let _scanned = tree(element.of(text));
            }
        }
        Err(error) => {
            assert!(
                text.get(error.span.range()).is_some(),
                "{error:?} is not in the text"
            );
            assert!(!error.message(text, &LineIndex::new()).is_empty());
        }
    }
    if let Ok(value) = tree(text) {
        assert!(text.get(value.span.range()).is_some());
    }
    for (_, span) in literals(text) {
        assert!(text.get(span.range()).is_some());
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_inside_it() {
    for end in (0..SAMPLE.len()).filter(|end| SAMPLE.is_char_boundary(*end)) {
        let cut = &SAMPLE[..end];
        survive(cut);
        // Only what follows the last bracket can be missed, unless it is half of the start of a comment.
        let whole = end > SAMPLE.rfind(')').unwrap() && !cut.ends_with("\n/");
        assert_eq!(outline(cut).is_ok(), whole, "cut at {end}");
    }
}

#[test]
fn flipped_bytes_never_make_it_stumble() {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % u64::try_from(below).unwrap()).unwrap()
    };
    let marks = b"\"'()[]{}/*\\#r\0,:\n\xc3\xff";
    for _ in 0..10_000 {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            bytes[at] = if next(2) == 0 {
                marks[next(marks.len())]
            } else {
                u8::try_from(next(256)).unwrap()
            };
        }
        survive(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_hundred_thousand_brackets_are_refused_at_the_limit() {
    for bracket in ["(", "[", "{", "Some(", "a: (", "(a: ", "{1: "] {
        let text = format!("(a: {}", bracket.repeat(100_000));
        survive(&text);
        let error = outline(&text).unwrap_err();
        assert!(
            matches!(
                error.kind,
                ScanErrorKind::TooDeep | ScanErrorKind::MissingComma
            ),
            "{bracket}: {error:?}"
        );
        survive(&bracket.repeat(100_000));
    }
    survive(&format!("({}", ")".repeat(100_000)));
}

#[test]
fn as_many_levels_as_the_limit_allows_are_read() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(tree(&deep(MAX_DEPTH)).is_ok());
    assert!(tree(&deep(MAX_DEPTH + 1)).is_err());
    assert!(outline(&format!("(a: {})", deep(MAX_DEPTH - 1))).is_ok());
    assert!(outline(&format!("(a: {})", deep(MAX_DEPTH))).is_err());
}

#[test]
fn repeated_marks_take_no_longer_than_other_text() {
    let pieces = [
        "\"",
        "\\",
        "'",
        "/",
        "/*",
        "*/",
        "//",
        "r#",
        "r\"",
        "\"#",
        "#",
        "b",
        "r",
        "br##\"",
        "a /**/ ",
        "(a",
        "\u{2028}",
        "\r",
        "\0",
        "é",
        "'\\",
        "Some /* */",
        "1.",
        "..=",
        ",",
        ":",
        "[(",
        ")]",
        "(/**/",
        "\"a\"b",
    ];
    for piece in pieces {
        for frame in [
            "",
            "(",
            "(a: ",
            "(a: [",
            "(a: r####\"",
            "(a: \"",
            "(a: [ b(",
        ] {
            let text = format!("{frame}{}", piece.repeat(60_000 / piece.len()));
            let start = Instant::now();
            survive(&text);
            // Milliseconds if it is linear, minutes if it is not.
            assert!(
                start.elapsed().as_secs() < 5,
                "{piece:?} after {frame:?} took {:?}",
                start.elapsed()
            );
        }
    }
}
