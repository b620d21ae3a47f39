//! The arena: the folded texts of all rows in a few long buffers, and the search that reads them.
//!
//! Reading on through long buffers is what memory is fastest at; that is enough by itself up to some
//! hundred thousand records, and it is what decides where the list of words cannot.

use memchr::memmem::Finder;

use super::rows::Rows;

/// Rows whose texts lie in one buffer, and whose places in a posting list are counted in 16 bits. Small
/// in tests, so that small projects have several.
pub(super) const BLOCK: usize = if cfg!(test) { 128 } else { 65_536 };

/// Of how many rows of a block one must be asked for to read the block whole, and not row by row: a row by
/// itself costs about as much as the bytes of so many rows in passing.
const SPARSE: usize = 6;

/// The folded texts of all rows.
#[derive(Debug, Default)]
pub struct Arena {
    blocks: Vec<Block>,
    rows: usize,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Where each row ends.
    ends: Vec<u32>,
}

impl Block {
    fn start(&self, row: usize) -> usize {
        let before = row.checked_sub(1).and_then(|row| self.ends.get(row));
        before.map_or(0, |&end| end as usize)
    }

    fn end(&self, row: usize) -> usize {
        self.ends
            .get(row)
            .map_or(self.text.len(), |&end| end as usize)
    }

    /// The row that the byte `at` is in, looked for from `row` on.
    fn row_at(&self, at: usize, row: usize) -> usize {
        let is_before = |end: &u32| *end as usize <= at;
        let mut step = 1;
        while self.ends.get(row + step).is_some_and(is_before) {
            step *= 2;
        }
        let from = row + step / 2;
        let to = (row + step).min(self.ends.len());
        from + self.ends[from..to].partition_point(is_before)
    }

    /// Calls `found` with every row that has the needle, until it says that this is enough.
    fn for_each_hit(&self, needle: &Finder<'_>, mut found: impl FnMut(usize) -> bool) {
        let text = self.text.as_bytes();
        let (mut at, mut row) = (0, 0);
        while let Some(hit) = text.get(at..).and_then(|rest| needle.find(rest)) {
            row = self.row_at(at + hit, row);
            if !found(row) {
                return;
            }
            at = self.end(row);
            row += 1;
        }
    }

    fn has(&self, row: usize, needle: &Finder<'_>) -> bool {
        let text = self.text.as_bytes().get(self.start(row)..self.end(row));
        text.is_some_and(|text| needle.find(text).is_some())
    }
}

impl Arena {
    /// Adds a row: what `write` adds to the buffer. `None`, and the arena is of no use any more, if one
    /// block of rows holds 4 GB of text.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut String)) -> Option<()> {
        if self.rows.is_multiple_of(BLOCK) {
            self.close_block();
            self.blocks.push(Block::default());
        }
        let block = self.blocks.last_mut()?;
        write(&mut block.text);
        block.ends.push(u32::try_from(block.text.len()).ok()?);
        self.rows += 1;
        Some(())
    }

    /// Gives back the memory that the last block has taken for rows to come.
    pub(super) fn close_block(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.text.shrink_to_fit();
            block.ends.shrink_to_fit();
        }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of folded text.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.blocks.iter().map(|block| block.text.len()).sum()
    }

    /// Bytes that it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let of_block = |block: &Block| {
            size_of::<Block>() + block.text.capacity() + block.ends.capacity() * size_of::<u32>()
        };
        self.blocks.iter().map(of_block).sum()
    }

    /// The texts of the rows of each block, with the number of the block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = &str>)> {
        self.blocks.iter().enumerate().map(|(number, block)| {
            let rows = (0..block.ends.len()).map(|row| {
                block
                    .text
                    .get(block.start(row)..block.end(row))
                    .unwrap_or_default()
            });
            (number, rows)
        })
    }

    /// The folded text of a row.
    pub(super) fn text(&self, row: usize) -> &str {
        let block = self.blocks.get(row / BLOCK);
        let text = block.and_then(|block| {
            let row = row % BLOCK;
            block.text.get(block.start(row)..block.end(row))
        });
        text.unwrap_or_default()
    }

    /// The rows that have the needle.
    pub(super) fn find(&self, needle: &str) -> Rows {
        let finder = Finder::new(needle);
        let mut rows = Rows::none(self.rows);
        for (number, block) in self.blocks.iter().enumerate() {
            block.for_each_hit(&finder, |row| {
                rows.insert(number * BLOCK + row);
                true
            });
        }
        rows
    }

    /// Keeps those of `rows` that have the needle. Reads blocks whole where most of them is asked for.
    pub(super) fn retain(&self, needle: &str, rows: &mut Rows) {
        let finder = Finder::new(needle);
        for (number, block) in self.blocks.iter().enumerate() {
            let here = number * BLOCK..number * BLOCK + block.ends.len();
            let asked = rows.count_in(&here);
            if asked == 0 {
                continue;
            }
            let mut kept = Rows::none(block.ends.len());
            if asked * SPARSE < block.ends.len() {
                let asked: Vec<usize> = rows.iter_in(&here).map(|row| row - here.start).collect();
                for row in asked {
                    if block.has(row, &finder) {
                        kept.insert(row);
                    }
                }
            } else {
                block.for_each_hit(&finder, |row| {
                    kept.insert(row);
                    true
                });
            }
            // Blocks begin with a word.
            let words = rows.words_mut().iter_mut().skip(here.start / 64);
            for (word, kept) in words.zip(kept.words()) {
                *word &= kept;
            }
        }
    }

    /// Whether the row has the needle.
    pub(super) fn has(&self, row: usize, needle: &Finder<'_>) -> bool {
        let block = self.blocks.get(row / BLOCK);
        block.is_some_and(|block| block.has(row % BLOCK, needle))
    }

    /// Calls `found` with the rows of a range that have the needle, in order, until it says that this is
    /// enough or `budget` bytes were read. Gives the first row that was not looked at.
    pub(super) fn read_on(
        &self,
        needle: &Finder<'_>,
        rows: std::ops::Range<usize>,
        budget: usize,
        found: &mut dyn FnMut(usize) -> bool,
    ) -> usize {
        let mut row = rows.start;
        let mut left = budget;
        while row < rows.end && left > 0 {
            let Some(block) = self.blocks.get(row / BLOCK) else {
                break;
            };
            let first = row % BLOCK;
            let last = (first + (rows.end - row)).min(block.ends.len());
            let from = block.start(first);
            // As many rows as the budget is enough for, at least one.
            let limit = u32::try_from(from + left).unwrap_or(u32::MAX);
            let count = block.ends[first..last].partition_point(|&end| end <= limit);
            let last = first + count.max(1);
            let to = block.end(last - 1);
            let text = block.text.as_bytes().get(..to).unwrap_or_default();
            let (mut at, mut next) = (from, first);
            let base = row - first;
            while let Some(hit) = text.get(at..).and_then(|rest| needle.find(rest)) {
                let hit = block.row_at(at + hit, next);
                if !found(base + hit) {
                    return base + hit + 1;
                }
                at = block.end(hit);
                next = hit + 1;
            }
            left = left.saturating_sub((to - from).max(1));
            row = base + last;
        }
        row
    }
}
