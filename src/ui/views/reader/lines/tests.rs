//! Rows as text: each is given by the characters that its glyphs stand for, ten points wide each; a
//! small letter `_` before one says that it has no width.

use super::*;

/// Rows of glyphs; `_` before one: without width.
fn rows(shown: &[&str]) -> Vec<(f32, f32, Vec<Mark>)> {
    let row = |(place, row): (usize, &&str)| {
        let mut left = 0.0;
        let mut marks = Vec::new();
        let mut narrow = false;
        for chr in row.chars() {
            if chr == '_' {
                narrow = true;
                continue;
            }
            let wide = if narrow { 0.0 } else { 10.0 };
            narrow = false;
            marks.push(Mark { chr, left, wide });
            left += wide;
        }
        let top = 26.0 * place as f32;
        (top, top + 26.0, marks)
    };
    shown.iter().enumerate().map(row).collect()
}

/// The boxes of `words` in `text`, as left and right edges by row.
#[track_caller]
fn check_boxes(text: &str, shown: &[&str], words: &str, expected: &[(usize, f32, f32)]) {
    let lines = Lines::new(text, &rows(shown));
    let start = text.find(words).unwrap();
    let boxes = lines.boxes(text, &(start..start + words.len()));
    let found: Vec<_> = boxes
        .iter()
        .map(|b| ((b.top() / 26.0) as usize, b.left(), b.right()))
        .collect();
    assert_eq!(found, expected, "{words}");
}

#[test]
fn words_have_a_box_on_each_row() {
    let shown = ["two ", "children"];
    let text = "two children";
    check_boxes(text, &shown, "two", &[(0, 0.0, 30.0)]);
    check_boxes(text, &shown, "wo chi", &[(0, 10.0, 30.0), (1, 0.0, 30.0)]);
    check_boxes(text, &shown, " ", &[(0, 30.0, 40.0)]);
    check_boxes(text, &shown, "ren", &[(1, 50.0, 80.0)]);
}

#[test]
fn letters_of_a_ligature_share_its_width() {
    check_boxes("fin", &["f_in"], "i", &[(0, 5.0, 10.0)]);
    check_boxes("fin", &["f_in"], "n", &[(0, 10.0, 20.0)]);
    check_boxes("e\u{301}a", &["e_\u{301}a"], "a", &[(0, 10.0, 20.0)]);
    check_boxes("e\u{301}a", &["ea"], "a", &[(0, 10.0, 20.0)]);
    check_boxes("aक्षb", &["aककb"], "b", &[(0, 30.0, 40.0)]);
}

#[test]
fn a_word_from_right_to_left_is_one_cell() {
    let shown = ["in ", "مالس and"];
    let text = "in سلام and";
    check_boxes(text, &shown, "سلام", &[(1, 0.0, 40.0)]);
    check_boxes(text, &shown, "لا", &[(1, 0.0, 40.0)]);
    check_boxes(text, &shown, "and", &[(1, 50.0, 80.0)]);
    check_boxes("می\u{200C}خواهم x", &["مهاوخیم x"], "x", &[(0, 80.0, 90.0)]);
}

#[test]
fn where_places_are_not_known_only_the_whole_is_marked() {
    let text = "abcdefghij";
    let shown = ["xyz"];
    check_boxes(text, &shown, "b", &[]);
    check_boxes(text, &shown, text, &[(0, 0.0, 30.0)]);
    let lines = Lines::new(text, &rows(&shown));
    assert!(!lines.certain);
    assert_eq!(lines.at(Vec2::new(2.0, 5.0)).0, 0);
    assert_eq!(lines.at(Vec2::new(28.0, 5.0)).0, text.len());
}

#[test]
fn a_point_leads_to_the_nearest_edge_of_a_character() {
    let lines = Lines::new("two children", &rows(&["two ", "children"]));
    let at = |x: f32, y: f32| lines.at(Vec2::new(x, y));
    assert_eq!(at(0.0, 0.0), (0, false));
    assert_eq!(at(14.0, 10.0), (1, false));
    assert_eq!(at(16.0, 10.0), (2, false));
    assert_eq!(at(500.0, 10.0), (4, true));
    assert_eq!(at(-5.0, 30.0), (4, false));
    assert_eq!(at(500.0, 500.0), (12, false));
}

#[test]
fn a_caret_between_two_rows_stands_on_the_second_unless_it_stays() {
    let lines = Lines::new("two children", &rows(&["two ", "children"]));
    assert_eq!(lines.spot(4, false), Spot { line: 1, x: 0.0 });
    assert_eq!(lines.spot(4, true), Spot { line: 0, x: 40.0 });
    assert_eq!(lines.spot(5, true), Spot { line: 1, x: 10.0 });
    assert_eq!(lines.spot(12, false), Spot { line: 1, x: 80.0 });
}
