//! Sets of rows: a bit a row.

use std::ops::Range;

/// A set of rows, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Rows {
    words: Vec<u64>,
}

impl Rows {
    /// None of `length` rows.
    pub(super) fn none(length: usize) -> Self {
        Self {
            words: vec![0; length.div_ceil(64)],
        }
    }

    /// All of `length` rows.
    pub(super) fn all(length: usize) -> Self {
        let mut rows = Self {
            words: vec![u64::MAX; length.div_ceil(64)],
        };
        if let (Some(last), rest @ 1..) = (rows.words.last_mut(), length % 64) {
            *last = (1 << rest) - 1;
        }
        rows
    }

    /// Makes room for `length` rows.
    pub(super) fn grow(&mut self, length: usize) {
        let words = length.div_ceil(64).max(self.words.len());
        self.words.resize(words, 0);
    }

    /// The bits, 64 rows a word.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// The bits, to set.
    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    pub(super) fn has(&self, row: usize) -> bool {
        let word = self.words.get(row / 64);
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(super) fn remove(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    /// Keeps the rows that are in `other`, too.
    pub(super) fn keep(&mut self, other: &Self) {
        let others = other.words.iter().chain(std::iter::repeat(&0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word &= other;
        }
    }

    /// Takes out the rows of `other`.
    pub(super) fn leave_out(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// How many rows are in the set.
    pub(super) fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// How many rows of a range are in the set.
    pub(super) fn count_in(&self, range: &Range<usize>) -> usize {
        self.pieces(range)
            .map(|(_, word)| word.count_ones() as usize)
            .sum()
    }

    /// The rows of a range that are in the set, in order.
    pub(super) fn iter_in<'a>(
        &'a self,
        range: &Range<usize>,
    ) -> impl Iterator<Item = usize> + use<'a> {
        self.pieces(range).flat_map(|(at, word)| Ones { at, word })
    }

    /// The words that a range touches, each with its first row, without the bits outside.
    fn pieces<'a>(&'a self, range: &Range<usize>) -> impl Iterator<Item = (usize, u64)> + use<'a> {
        let end = range.end.min(self.words.len() * 64);
        let start = range.start.min(end);
        (start / 64..end.div_ceil(64)).map(move |number| {
            let at = number * 64;
            let mut word = self.words.get(number).copied().unwrap_or_default();
            if start > at {
                word &= u64::MAX << (start - at);
            }
            if end - at < 64 {
                word &= (1 << (end - at)) - 1;
            }
            (at, word)
        })
    }
}

/// The places of the ones in a word.
struct Ones {
    at: usize,
    word: u64,
}

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.word == 0 {
            return None;
        }
        let place = self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(self.at + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_row() {
        let mut rows = Rows::none(200);
        for row in [0, 63, 64, 127, 130, 199] {
            rows.insert(row);
        }
        assert_eq!(
            rows.iter_in(&(0..200)).collect::<Vec<_>>(),
            [0, 63, 64, 127, 130, 199]
        );
        let found: Vec<usize> = rows.iter_in(&(63..130)).collect();
        assert_eq!(found, [63, 64, 127]);
        assert_eq!(rows.count_in(&(63..131)), 4);
        assert_eq!(rows.count_in(&(5..5)), 0);
        assert_eq!(rows.count_in(&(131..900)), 1);
        rows.remove(64);
        assert_eq!(rows.count(), 5);
    }

    #[test]
    fn all_rows_are_no_more_than_there_are() {
        assert_eq!(Rows::all(0).count(), 0);
        assert_eq!(Rows::all(64).count(), 64);
        assert_eq!(Rows::all(130).count(), 130);
    }
}
