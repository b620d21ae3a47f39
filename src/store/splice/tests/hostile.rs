//! Records that nobody wrote on purpose.

use super::generate::Random;
use super::*;

const RECORD: &str = "Event( // one\n  id: \"A\", /* t ( */ title: \"one\",\n  x: [(1, 'a'), {\"k\": r#\"\"\"#}],\n  l: [\n    (id: \"1\", t: \"x\"), // first\n    (id: \"2\"),\n  ],\n)";
const OLD: &str = "(\n  id: \"A\",\n  title: \"one\",\n  l: [\n    (\n      id: \"1\",\n      t: \"x\",\n    ),\n    (\n      id: \"2\",\n    ),\n  ],\n)";
const NEW: &str = "(\n  id: \"A\",\n  title: \"two\",\n  l: [\n    (\n      id: \"2\",\n      t: \"y\",\n    ),\n    (\n      id: \"3\",\n    ),\n  ],\n  n: Some(1),\n)";

/// Merges, and checks that a text that could be taken apart still can.
fn survive(original: &str, old: &str, new: &str) {
    let result = merge_record(original, old, new);
    if tree(original).is_ok() && tree(new).is_ok() {
        let checked = tree(&result);
        assert!(checked.is_ok(), "{checked:?}\n{original}\n---\n{result}");
    }
}

#[test]
fn a_record_cut_off_anywhere_is_merged_or_replaced() {
    for text in [RECORD, OLD, NEW] {
        for end in 0..=text.len() {
            survive(&text[..end], OLD, NEW);
            survive(RECORD, &text[..end], NEW);
            survive(RECORD, OLD, &text[..end]);
        }
    }
}

#[test]
fn flipped_bytes_never_make_it_stumble() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let marks = b"\"'()[]{}/*\\#r\0,:\n\r \xc3";
    for round in 0..10_000 {
        let mut texts = [RECORD, OLD, NEW].map(|text| text.as_bytes().to_vec());
        let text = &mut texts[round % 3];
        for _ in 0..=random.below(3) {
            let at = random.below(text.len());
            text[at] = marks[random.below(marks.len())];
        }
        let texts = texts.map(|text| String::from_utf8_lossy(&text).into_owned());
        survive(&texts[0], &texts[1], &texts[2]);
    }
}

#[test]
fn a_list_of_ten_thousand_is_merged_in_no_time() {
    let list = |count: usize, changed: usize| {
        let item = |number: usize| {
            format!(
                "    (\n      id: \"{number}\",\n      t: {},\n    ),\n",
                u8::from(number % 97 == changed)
            )
        };
        format!(
            "(\n  l: [\n{}  ],\n)",
            (0..count).map(item).collect::<String>()
        )
    };
    let (old, new) = (list(10_000, 200), list(10_001, 5));
    let start = std::time::Instant::now();
    assert_eq!(merge_record(&old, &old, &new), new);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
