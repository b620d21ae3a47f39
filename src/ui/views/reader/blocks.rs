//! The blocks that a capture's text is shown in: one for each line that holds words.
//!
//! A line longer than [`MOST`] bytes is cut into several blocks at a space, so that no text takes long
//! to lay out. The cut is one of display: positions in the text do not know of it, but a row of letters
//! may end early where two blocks meet.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

/// The most bytes in a block.
pub(super) const MOST: usize = 4096;
/// Blocks are laid out together in sections of at least so many bytes, see [`sections`].
const SECTION: usize = 6144;

/// A part of a text that is laid out on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes in the text, without the line end.
    pub(super) bytes: Range<usize>,
    /// The number of the paragraph that begins here; `None` where a long paragraph goes on.
    pub(super) number: Option<u32>,
}

/// The blocks of a text, in order. Lines without words make none.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut number = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if !line.trim().is_empty() {
            number += 1;
            push(text, start..end, number, &mut blocks);
        }
        start += line.len();
    }
    blocks
}

fn push(text: &str, line: Range<usize>, number: u32, blocks: &mut Vec<Block>) {
    let mut number = Some(number);
    let mut start = line.start;
    while line.end - start > MOST {
        let cut = cut(text, start);
        blocks.push(Block {
            bytes: start..cut,
            number: number.take(),
        });
        start = cut;
    }
    blocks.push(Block {
        bytes: start..line.end,
        number,
    });
}

/// Where a block that begins at `start` is cut: after the last space, else between two characters.
fn cut(text: &str, start: usize) -> usize {
    let most = text.floor_char_boundary(start + MOST);
    let part = text.get(start..most).unwrap_or_default();
    if let Some((at, space)) = part.char_indices().rev().find(|(_, c)| c.is_whitespace()) {
        let cut = start + at + space.len_utf8();
        if cut > start && part.get(..at).is_some_and(|words| !words.trim().is_empty()) {
            return cut;
        }
    }
    let mut cursor = GraphemeCursor::new(most, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => {
            let before = cursor.prev_boundary(text, 0).ok().flatten();
            before.filter(|&at| at > start).unwrap_or(most)
        }
        Ok(true) | Err(_) => most,
    }
}

/// The block that holds the byte `at`, the one before if it lies between two; 0 if there is none before.
pub(super) fn block_at(blocks: &[Block], at: usize) -> usize {
    let after = blocks.partition_point(|block| block.bytes.start <= at);
    after.saturating_sub(1)
}

/// Runs of blocks in which the remarks of the margin are placed together: far enough apart that what is
/// in sight needs few of them, and independent of where the page is scrolled.
pub(super) fn sections(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let (mut first, mut bytes) = (0, 0);
    for (place, block) in blocks.iter().enumerate() {
        bytes += block.bytes.len();
        if bytes >= SECTION || place + 1 == blocks.len() {
            sections.push(first..place + 1);
            (first, bytes) = (place + 1, 0);
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(text)
            .into_iter()
            .map(|block| {
                let words = &text[block.bytes];
                match block.number {
                    Some(number) => format!("{number} {words}"),
                    None => format!("+ {words}"),
                }
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_with_words_are_paragraphs_and_others_are_not() {
        check("", &[]);
        check("\n \n\t\n", &[]);
        check("one\n\ntwo\nthree", &["1 one", "2 two", "3 three"]);
        check("\n one \n", &["1  one "]);
    }

    #[test]
    fn a_long_paragraph_is_cut_at_a_space() {
        let line = "word ".repeat(2000);
        let found = blocks(&line);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].bytes, 0..4095);
        assert_eq!(found[0].number, Some(1));
        assert_eq!(found[1].number, None);
    }

    #[test]
    fn a_text_without_spaces_is_cut_between_characters() {
        let line = "e\u{301}".repeat(3000);
        for block in blocks(&line) {
            assert!(line[block.bytes.clone()].starts_with('e'), "{block:?}");
        }
    }

    proptest! {
        #[test]
        fn blocks_hold_all_words_once(text in "[a 😀\u{301}\u{200C}\n]{0,40}", times in 1usize..300) {
            let text = text.repeat(times);
            let blocks = blocks(&text);
            let shown: String = blocks.iter().map(|b| &text[b.bytes.clone()]).collect();
            let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(words(&shown), words(&text));
            for pair in blocks.windows(2) {
                prop_assert!(pair[0].bytes.end <= pair[1].bytes.start);
            }
            for (place, block) in blocks.iter().enumerate() {
                prop_assert!(block.bytes.len() <= MOST);
                prop_assert_eq!(block_at(&blocks, block.bytes.start), place);
            }
            let sections = sections(&blocks);
            prop_assert_eq!(sections.iter().map(Range::len).sum::<usize>(), blocks.len());
        }
    }
}
