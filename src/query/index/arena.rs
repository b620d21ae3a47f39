//! The arena: the folded texts of all rows in a few long buffers, and the search that reads them.
//!
//! Reading on through long buffers is what memory is fastest at; that is enough by itself up to some
//! hundred thousand records, and it is what decides where the list of words cannot.

use std::sync::Mutex;
use std::thread;

use memchr::memmem::Finder;

use super::rows::Rows;

/// Rows whose texts lie in one buffer, and whose places in a posting list are counted in 16 bits. Small
/// in tests, so that small projects have several.
pub(super) const BLOCK: usize = if cfg!(test) { 128 } else { 65_536 };

/// Of how many rows of a block one must be asked for to read the block whole, and not row by row: a row by
/// itself costs about as much as the bytes of so many rows in passing.
const SPARSE: usize = 6;

/// Rows to look into from which on two threads do it: what this takes is long against starting a thread.
const LONG_WORK: usize = if cfg!(test) { 4 } else { 10_000 };

/// Sets the bit of a row.
fn insert(words: &mut [u64], row: usize) {
    if let Some(word) = words.get_mut(row / 64) {
        *word |= 1 << (row % 64);
    }
}

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
    /// Adds a row: what `write` adds to the buffer, which ends with a separator so that nothing is found
    /// across rows. `None`, and the arena is of no use any more, if one block of rows holds 4 GB of text.
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
        self.for_each_block(&mut rows, self.rows, &|block, rows| {
            block.for_each_hit(&finder, |row| {
                insert(rows, row);
                true
            });
        });
        rows
    }

    /// Keeps those of `rows` that have the needle. Reads blocks whole where many of them are asked for.
    pub(super) fn retain(&self, needle: &str, rows: &mut Rows) {
        let finder = Finder::new(needle);
        let asked = rows.count();
        self.for_each_block(rows, asked, &|block, rows| {
            let asked: usize = rows.iter().map(|word| word.count_ones() as usize).sum();
            if asked * SPARSE < block.ends.len() {
                for (at, word) in rows.iter_mut().enumerate() {
                    let mut rest = *word;
                    while rest != 0 {
                        let bit = rest & rest.wrapping_neg();
                        let row = at * 64 + bit.trailing_zeros() as usize;
                        if !block.has(row, &finder) {
                            *word &= !bit;
                        }
                        rest &= rest - 1;
                    }
                }
            } else {
                let mut found = vec![0; rows.len()];
                block.for_each_hit(&finder, |row| {
                    insert(&mut found, row);
                    true
                });
                for (word, found) in rows.iter_mut().zip(found) {
                    *word &= found;
                }
            }
        });
    }

    /// Does a work of `size` rows for every block and the rows in its words, on two threads if it is long.
    fn for_each_block(
        &self,
        rows: &mut Rows,
        size: usize,
        work: &(dyn Fn(&Block, &mut [u64]) + Sync),
    ) {
        // Blocks begin with a word.
        let words = rows.words_mut().chunks_mut(BLOCK / 64);
        let blocks = self.blocks.iter().zip(words);
        if size < LONG_WORK {
            return blocks.for_each(|(block, words)| work(block, words));
        }
        let blocks = Mutex::new(blocks);
        let take_turns = || {
            loop {
                let next = blocks.lock().map_or(None, |mut blocks| blocks.next());
                let Some((block, words)) = next else {
                    return;
                };
                work(block, words);
            }
        };
        thread::scope(|scope| {
            // Where there is no thread to be had, this one does it all.
            if let Err(error) = thread::Builder::new().spawn_scoped(scope, take_turns) {
                log::debug!("search: {error}");
            }
            take_turns();
        });
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
