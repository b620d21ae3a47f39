//! Borders that cut nothing: neither what a reader sees as one character, nor a word or figure.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// Whether a grapheme begins or ends at the byte.
pub(super) fn is_grapheme_border(text: &str, at: usize) -> bool {
    // The whole text is at hand, so the cursor never asks for more of it.
    text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true)
            .is_boundary(text, 0)
            .unwrap_or(true)
}

/// The range with the graphemes that its borders would cut.
pub(super) fn whole_graphemes(text: &str, range: Range<usize>) -> Range<usize> {
    let start = if is_grapheme_border(text, range.start) {
        range.start
    } else {
        let mut cursor = GraphemeCursor::new(range.start, text.len(), true);
        let before = cursor.prev_boundary(text, 0).ok().flatten();
        before.unwrap_or(0)
    };
    let end = if is_grapheme_border(text, range.end) {
        range.end
    } else {
        let mut cursor = GraphemeCursor::new(range.end, text.len(), true);
        let after = cursor.next_boundary(text, 0).ok().flatten();
        after.unwrap_or(text.len())
    };
    start..end
}

/// Whether the characters at both sides of a border belong to one word or figure: "nine|teen",
/// "15|,000", "twenty-|two", Persian words with a zero-width non-joiner. `before` ends and `after`
/// begins at the border.
pub(super) fn is_inside_a_word(before: &[char], after: &[char]) -> bool {
    let left = before.last().copied();
    let right = after.first().copied();
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    let further_left = before.iter().rev().nth(1).copied();
    let further_right = after.get(1).copied();
    match (is_wordly(left), is_wordly(right)) {
        (true, true) => true,
        (true, false) => further_right.is_some_and(|far| connects(left, right, far)),
        (false, true) => further_left.is_some_and(|far| connects(far, left, right)),
        (false, false) => false,
    }
}

/// Letters, figures, marks on them, and the invisible joiners inside words.
fn is_wordly(c: char) -> bool {
    let is_joiner = matches!(c, '\u{200C}' | '\u{200D}');
    let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}');
    c.is_alphanumeric() || is_joiner || is_mark
}

/// Whether the sign between two characters makes one word or figure of them.
fn connects(left: char, sign: char, right: char) -> bool {
    match sign {
        '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' => is_wordly(left) && is_wordly(right),
        '.' | ',' | ':' | '/' | '٫' | '٬' => left.is_numeric() && right.is_numeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let (before, after) = text.split_once('|').unwrap();
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let inside = is_inside_a_word(&chars(before), &chars(after));
        assert_eq!(inside, expected, "{text}");
    }

    #[test]
    fn words_and_figures_are_not_cut() {
        for text in [
            "nine|teen",
            "15|,000",
            "1,|500",
            "twenty|-two",
            "20:|30",
            "می|\u{200C}خواهم",
            "cafe|\u{301}s",
        ] {
            check(text, true);
        }
        for text in [
            "nine| teen",
            "15|, and",
            "two|",
            "|two",
            "died|.",
            "“|two",
            "end.|15",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn graphemes_are_taken_whole() {
        let text = "cafe\u{301} 👩‍👩‍👧 🇵🇰🇮🇷";
        assert_eq!(whole_graphemes(text, 0..4), 0..6);
        assert_eq!(whole_graphemes(text, 4..7), 3..7);
        let family = text.find('👩').unwrap();
        let whole = family..family + "👩‍👩‍👧".len();
        assert_eq!(whole_graphemes(text, family..family + 4), whole);
        let flags = text.find('🇵').unwrap();
        assert_eq!(whole_graphemes(text, flags..flags + 4), flags..flags + 8);
    }
}
