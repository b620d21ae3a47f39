//! Carets and selections as text: `|` is the caret, `[` and `]` the ends of a selection.

use super::*;
use crate::model::{Capture, CaptureNature, Id, Passage, Sha256, When};
use crate::ui::views::reader::blocks::blocks;
use proptest::prelude::*;

/// Where steps lead from the caret in `text`.
#[track_caller]
fn check(text: &str, steps: &[Step], expected: &str) {
    let mut at = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let blocks = blocks(&text);
    let of = Text {
        text: &text,
        blocks: &blocks,
    };
    for &step in steps {
        at = of.step(at, step);
    }
    let shown = format!("{}|{}", &text[..at], &text[at..]);
    assert_eq!(shown, expected);
}

/// The word or the paragraph around the caret.
#[track_caller]
fn check_around(text: &str, paragraph: bool, expected: &str) {
    let at = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let blocks = blocks(&text);
    let of = Text {
        text: &text,
        blocks: &blocks,
    };
    let range = if paragraph {
        of.paragraph_at(at)
    } else {
        of.word_at(at)
    };
    let (before, words, after) = (
        &text[..range.start],
        &text[range.clone()],
        &text[range.end..],
    );
    assert_eq!(format!("{before}[{words}]{after}"), expected);
}

#[track_caller]
fn check_word(text: &str, expected: &str) {
    check_around(text, false, expected);
}

use Step::*;

#[test]
fn the_caret_goes_by_whole_characters() {
    check("|abc", &[Right], "a|bc");
    check("e\u{301}|x", &[Left], "|e\u{301}x");
    check(
        "|👩\u{200D}👩\u{200D}👧!",
        &[Right],
        "👩\u{200D}👩\u{200D}👧|!",
    );
    check("|🇮🇷🇵🇰", &[Right], "🇮🇷|🇵🇰");
    check("می\u{200C}|خواهم", &[Left], "م|ی\u{200C}خواهم");
}

#[test]
fn the_caret_goes_from_paragraph_to_paragraph_over_empty_lines() {
    check("one|\n\n\ntwo", &[Right], "one\n\n\n|two");
    check("one\n\n\n|two", &[Left], "one|\n\n\ntwo");
    check("|one", &[Left], "|one");
    check("one|\n", &[Right], "one|\n");
    check("o|ne\ntwo", &[End], "one\ntwo|");
    check("one\nt|wo", &[Start], "|one\ntwo");
}

#[test]
fn the_caret_goes_by_words() {
    check("|two children died", &[WordRight], "two| children died");
    check("two| children died", &[WordRight], "two children| died");
    check("two children| died", &[WordLeft], "two |children died");
    check("two |children died", &[WordLeft], "|two children died");
    check("one|\n\ntwo", &[WordRight], "one\n\n|two");
    check("one\n\n|two", &[WordLeft], "one|\n\ntwo");
    check("|can't stop", &[WordRight], "can't| stop");
    check("سال |۲۰۲۴ بود", &[WordRight], "سال ۲۰۲۴| بود");
}

#[test]
fn a_word_and_a_paragraph_are_found_around_the_caret() {
    check_word("two chil|dren died", "two [children] died");
    check_word("two| children", "[two] children");
    check_word("two |children", "two [children]");
    check_word("so (|2024)", "so ([2024])");
    check_around("one\ntwo th|ree\nfour", true, "one\n[two three]\nfour");
}

#[test]
fn a_caret_never_stands_inside_a_character_or_between_paragraphs() {
    let text = "e\u{301}a\n\n\u{1F469}\u{200D}\u{1F467}";
    let blocks = blocks(text);
    let of = Text {
        text,
        blocks: &blocks,
    };
    let found: Vec<usize> = (0..=text.len()).map(|at| of.snap(at)).collect();
    assert_eq!(
        found,
        [0, 0, 0, 3, 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 17]
    );
}

proptest! {
    #[test]
    fn a_passage_made_from_any_selection_holds(
        text in "[a-c é😀👩\u{200D}\u{301}\u{200C}می🇮🇷\n]{1,60}",
        a in 0usize..200,
        b in 0usize..200,
        steps in proptest::collection::vec(prop_oneof![
            Just(Left), Just(Right), Just(WordLeft), Just(WordRight)
        ], 0..8),
    ) {
        let blocks = blocks(&text);
        let of = Text { text: &text, blocks: &blocks };
        let capture = Capture {
            id: Id::from_bits(1),
            source: Id::from_bits(2),
            taken: When::default(),
            nature: CaptureNature::FullText,
            origin: String::new(),
            note: String::new(),
            sha256: Sha256::of(text.as_bytes()),
            text: text.as_str().into(),
        };
        let mut selection = Selection::caret(of.snap(a)).to(of.snap(b), true);
        for step in steps {
            selection = selection.to(of.step(selection.head, step), true);
            if let Some(words) = of.words(selection.range()) {
                let passage = Passage::of(&capture, words.clone()).unwrap();
                prop_assert!(passage.holds_in(&text));
                prop_assert_eq!(passage.byte_range(&text), Some(words));
            }
        }
    }

    #[test]
    fn steps_to_the_right_reach_the_end_and_steps_to_the_left_the_start(text in "[ab é😀\u{301}\n]{1,40}") {
        let blocks = blocks(&text);
        let of = Text { text: &text, blocks: &blocks };
        for (there, back) in [(Right, Start), (WordRight, Start), (Left, End), (WordLeft, End)] {
            let goal = of.step(0, if back == Start { End } else { Start });
            let mut at = of.step(0, back);
            for _ in 0..=text.len() {
                at = of.step(at, there);
            }
            prop_assert_eq!(at, goal);
        }
    }
}
