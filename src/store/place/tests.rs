//! Places in small texts by table, in all texts by comparison with counting from the start.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check_place(text: &str, offset: usize, line: usize, column: usize) {
    assert_eq!(
        place_of(text, offset),
        Place { line, column },
        "offset {offset} of {text:?}"
    );
}

/// The same by reading from the start, one character after the other.
fn place_by_counting(text: &str, offset: usize) -> Place {
    let mut place = Place { line: 1, column: 1 };
    for (at, char) in text.char_indices() {
        if at >= offset || (char == '\r' && at + 1 == offset && text[offset..].starts_with('\n')) {
            break;
        }
        match char {
            '\n' => {
                place = Place {
                    line: place.line + 1,
                    column: 1,
                }
            }
            '\u{feff}' if at == 0 => {}
            _ => place.column += 1,
        }
    }
    place
}

#[test]
fn columns_count_characters_and_start_at_one() {
    check_place("", 0, 1, 1);
    check_place("abc", 0, 1, 1);
    check_place("abc", 2, 1, 3);
    check_place("äöü", 4, 1, 3);
    check_place("a\nbc", 1, 1, 2);
    check_place("a\nbc", 2, 2, 1);
    check_place("a\nbc", 4, 2, 3);
    check_place("a\n", 2, 2, 1);
    check_place("کابل x", 9, 1, 6);
}

#[test]
fn an_offset_past_the_end_is_the_end() {
    check_place("a\nb", 99, 2, 2);
}

#[test]
fn a_carriage_return_and_a_line_feed_are_one_line_break() {
    check_place("a\r\nb", 1, 1, 2);
    check_place("a\r\nb", 2, 1, 2);
    check_place("a\r\nb", 3, 2, 1);
    check_place("\r\n\r\n", 4, 3, 1);
}

#[test]
fn a_byte_order_mark_has_no_width() {
    check_place("\u{feff}abc", 0, 1, 1);
    check_place("\u{feff}abc", 3, 1, 1);
    check_place("\u{feff}abc", 4, 1, 2);
    check_place("\u{feff}a\nbc", 6, 2, 2);
}

#[test]
fn a_long_text_is_counted_right_across_the_marks_of_the_index() {
    let line = "eine Zeile mit ümlauten und 你好\n";
    let text = line.repeat(4 * STEP / line.len());
    let lines = LineIndex::new();
    for number in (0..text.len() / line.len()).step_by(7) {
        let place = lines.place(&text, number * line.len() + line.len() - 1);
        let column = line.chars().count();
        assert_eq!(
            place,
            Place {
                line: number + 1,
                column
            }
        );
    }
    let one_line = "ü".repeat(2 * STEP);
    let place = lines_of(&one_line).place(&one_line, 3 * STEP);
    assert_eq!(
        place,
        Place {
            line: 1,
            column: 3 * STEP / 2 + 1
        }
    );
}

fn lines_of(_text: &str) -> LineIndex {
    LineIndex::new()
}

#[test]
fn a_place_leads_back_to_its_offset() {
    let text = "\u{feff}erste\r\nzweite Zeile\n\nläst";
    for (offset, char) in text.char_indices().skip(1) {
        if char != '\n' || !text[..offset].ends_with('\r') {
            assert_eq!(offset_of(text, place_of(text, offset)), offset);
        }
    }
    assert_eq!(offset_of("ab\ncd", Place { line: 1, column: 9 }), 2);
    assert_eq!(offset_of("ab\ncd", Place { line: 9, column: 1 }), 5);
}

proptest! {
    #[test]
    fn every_place_is_what_counting_gives(text in "\u{feff}?(\r\n|\n|\r|a|ü|你|x{1,9}){0,40}", repeat in 1_usize..900) {
        let text = text.repeat(repeat);
        let lines = LineIndex::new();
        let step = (text.len() / 23).max(1);
        for offset in (0..=text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
            // A mark in the middle of the text is a character like any other.
            prop_assert_eq!(lines.place(&text, offset), place_by_counting(&text, offset));
        }
    }
}
