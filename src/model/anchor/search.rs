//! Approximate search: how many edits (characters put in, left out or replaced) make a pattern of
//! the words at some place.
//!
//! The bit-parallel algorithm of Myers, "A fast bit-vector algorithm for approximate string
//! matching based on dynamic programming" (1999): a column of the table of distances in words of 64
//! bits, and of long patterns only the words that can still come below the limit.

use std::collections::HashMap;

const BITS: usize = 64;

/// Characters below this (Latin, Greek, Cyrillic, Hebrew, Arabic) have their row in a table.
const N_LOW: usize = 0x800;

/// What is searched for.
#[derive(Debug)]
pub(super) struct Pattern {
    length: usize,
    /// The row of `masks` of every character in it; row 0 is that of all others. For the low
    /// characters a table.
    low: Vec<u32>,
    high: HashMap<char, u32>,
    /// By row and block: a bit for every place where the character stands. All rows in one list.
    masks: Vec<u64>,
}

/// An end of words that are like the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The index after the last character.
    pub(super) end: usize,
    /// The least number of edits of any words that end here.
    pub(super) edits: usize,
}

/// 64 rows of a column: where it goes up and where it goes down.
#[derive(Debug, Clone, Copy)]
struct Block {
    up: u64,
    down: u64,
    /// The distance in its last row.
    last: usize,
}

impl Pattern {
    pub(super) fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let chars: Vec<char> = chars.into_iter().collect();
        let n_blocks = chars.len().div_ceil(BITS);
        let mut pattern = Self {
            length: chars.len(),
            low: vec![0; N_LOW],
            high: HashMap::new(),
            masks: vec![0; n_blocks],
        };
        for (at, c) in chars.into_iter().enumerate() {
            let row = pattern.row_to_fill(c, n_blocks);
            if let Some(mask) = pattern.masks.get_mut(row * n_blocks + at / BITS) {
                *mask |= 1 << (at % BITS);
            }
        }
        pattern
    }

    /// The row of the character, made if it has none.
    fn row_to_fill(&mut self, c: char, n_blocks: usize) -> usize {
        let row = match self.low.get_mut(c as usize) {
            Some(row) => row,
            None => self.high.entry(c).or_insert(0),
        };
        if *row == 0 {
            // There are fewer characters than 32 bits can count.
            *row = u32::try_from(self.masks.len() / n_blocks).unwrap_or(0);
            self.masks.resize(self.masks.len() + n_blocks, 0);
        }
        *row as usize
    }

    fn n_blocks(&self) -> usize {
        self.length.div_ceil(BITS)
    }

    /// Rows in a block.
    fn n_rows(&self, block: usize) -> usize {
        (self.length - block * BITS).min(BITS)
    }

    fn masks_of(&self, c: char) -> &[u64] {
        let row = match self.low.get(c as usize) {
            Some(row) => *row,
            None => self.high.get(&c).copied().unwrap_or(0),
        };
        let start = row as usize * self.n_blocks();
        self.masks
            .get(start..start + self.n_blocks())
            .unwrap_or_default()
    }

    /// Calls `found` with every place of `text` at which words end that are at most `most` edits
    /// away.
    pub(super) fn find(&self, text: &[char], most: usize, found: &mut dyn FnMut(Hit)) {
        if self.length == 0 {
            return;
        }
        let mut column = Column::new(self, most);
        for (at, &c) in text.iter().enumerate() {
            column.advance(self.masks_of(c), 0);
            if let Some(edits) = column.bottom().filter(|&edits| edits <= most) {
                found(Hit { end: at + 1, edits });
            }
        }
    }

    /// The least number of edits of any words that `text` begins with, and how many characters of
    /// it those are.
    pub(super) fn at_start(&self, text: impl IntoIterator<Item = char>) -> (usize, usize) {
        let mut best = (self.length, 0);
        if self.length == 0 {
            return best;
        }
        let mut column = Column::new(self, usize::MAX);
        for (at, c) in text.into_iter().enumerate() {
            column.advance(self.masks_of(c), 1);
            if let Some(edits) = column.bottom().filter(|&edits| edits < best.0) {
                best = (edits, at + 1);
            }
        }
        best
    }

    /// The number of edits between the pattern and the whole of the words.
    pub(super) fn distance(&self, words: impl IntoIterator<Item = char>) -> usize {
        if self.length == 0 {
            return words.into_iter().count();
        }
        let mut column = Column::new(self, usize::MAX);
        for c in words {
            column.advance(self.masks_of(c), 1);
        }
        column.bottom().unwrap_or(self.length)
    }
}

/// A column of the table, of which the first blocks are known and the others beyond the limit.
struct Column<'a> {
    pattern: &'a Pattern,
    blocks: Vec<Block>,
    most: usize,
}

impl<'a> Column<'a> {
    fn new(pattern: &'a Pattern, most: usize) -> Self {
        let n_known = (most / BITS + 1).min(pattern.n_blocks());
        let mut column = Self {
            pattern,
            blocks: Vec::new(),
            most,
        };
        for block in 0..n_known {
            column
                .blocks
                .push(fresh(block * BITS + pattern.n_rows(block)));
        }
        column
    }

    /// The distance of the whole pattern, if it is known.
    fn bottom(&self) -> Option<usize> {
        let is_whole = self.blocks.len() == self.pattern.n_blocks();
        self.blocks.last().filter(|_| is_whole).map(|b| b.last)
    }

    /// One character further. `over` is what the row above the first grows by: 0 if words may
    /// begin anywhere, 1 if at the start only.
    fn advance(&mut self, masks: &[u64], over: i8) {
        let mut carry = over;
        for (n, block) in self.blocks.iter_mut().enumerate() {
            let mask = masks.get(n).copied().unwrap_or(0);
            carry = block.advance(mask, carry, self.pattern.n_rows(n));
        }
        self.fit(masks, carry);
    }

    /// Takes the next block in if it can come below the limit, and leaves out those that cannot.
    fn fit(&mut self, masks: &[u64], carry: i8) {
        let n = self.blocks.len();
        let Some(last) = self.blocks.last().map(|block| block.last) else {
            return;
        };
        let before = last.saturating_add_signed(-isize::from(carry));
        let mask = masks.get(n).copied().unwrap_or(0);
        if n < self.pattern.n_blocks() && before <= self.most && (mask & 1 != 0 || carry < 0) {
            let n_rows = self.pattern.n_rows(n);
            let mut block = fresh(before + n_rows);
            block.advance(mask, carry, n_rows);
            self.blocks.push(block);
            return;
        }
        while self.blocks.len() > 1 {
            let n_rows = self.pattern.n_rows(self.blocks.len() - 1);
            let limit = self.most.saturating_add(n_rows);
            if self.blocks.last().is_none_or(|block| block.last < limit) {
                return;
            }
            self.blocks.pop();
        }
    }
}

/// A block whose distances grow by one from row to row.
fn fresh(last: usize) -> Block {
    Block {
        up: u64::MAX,
        down: 0,
        last,
    }
}

impl Block {
    /// One character further; `carry` is what the row above grows by, the answer what the last row
    /// does.
    fn advance(&mut self, mask: u64, carry: i8, n_rows: usize) -> i8 {
        let equal = mask | u64::from(carry < 0);
        let vertical = mask | self.down;
        let across = ((equal & self.up).wrapping_add(self.up) ^ self.up) | equal;
        let mut grows = self.down | !(across | self.up);
        let mut shrinks = self.up & across;
        let top = 1 << (n_rows - 1);
        let out = i8::from(grows & top != 0) - i8::from(shrinks & top != 0);
        grows = grows << 1 | u64::from(carry > 0);
        shrinks = shrinks << 1 | u64::from(carry < 0);
        self.up = shrinks | !(vertical | grows);
        self.down = grows & vertical;
        self.last = self.last.saturating_add_signed(isize::from(out));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The last row of the table of distances, the slow way. `over` as in [`Column::advance`].
    fn distances(pattern: &[char], text: &[char], over: usize) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut last = vec![pattern.len()];
        for &c in text {
            let mut corner = column[0];
            column[0] += over;
            for (row, &p) in pattern.iter().enumerate() {
                let left = column[row + 1];
                let replaced = corner + usize::from(p != c);
                column[row + 1] = replaced.min(left + 1).min(column[row] + 1);
                corner = left;
            }
            last.push(column[pattern.len()]);
        }
        last
    }

    fn repeated(part: &str, times: usize, with: &str) -> Vec<char> {
        format!("{}{with}", part.repeat(times)).chars().collect()
    }

    proptest! {
        #![proptest_config(crate::model::chance::cases(64))]

        #[test]
        fn ends_and_edits_are_those_of_the_whole_table(
            part in "[abc]{1,9}", times in 1_usize..28, rest in "[abcé]{0,9}",
            others in prop::collection::vec("[abcé]{0,12}", 0..12), percent in 0_usize..60,
        ) {
            let pattern = repeated(&part, times, &rest);
            // Words like the pattern among others.
            let text: Vec<char> = others.join(&part.repeat(times / 2)).chars().collect();
            let most = pattern.len() * percent / 100;
            let mut found = Vec::new();
            Pattern::new(pattern.iter().copied()).find(&text, most, &mut |hit| found.push(hit));
            let all = distances(&pattern, &text, 0);
            let expected = all.iter().enumerate().skip(1).filter(|(_, edits)| **edits <= most);
            let expected: Vec<Hit> = expected.map(|(end, &edits)| Hit { end, edits }).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn words_at_the_start_are_measured(pattern in "[abc]{0,150}", text in "[abc]{0,200}") {
            let chars: Vec<char> = pattern.chars().collect();
            let text: Vec<char> = text.chars().collect();
            let all = distances(&chars, &text, 1);
            let best = Pattern::new(chars.iter().copied()).at_start(text.iter().copied());
            prop_assert_eq!(Some(&best.0), all.iter().min());
            prop_assert_eq!(all[best.1], best.0);
            let whole = Pattern::new(chars.iter().copied()).distance(text.iter().copied());
            prop_assert_eq!(Some(&whole), all.last());
        }
    }
}
