//! The word index: a sorted list of the words of all rows, and for each the rows that have it.
//!
//! What is looked for may stand inside of a word, so the list itself is read: it is a hundredth of the
//! text or so. Needles of one or two letters stand in so many words that their rows are kept ready.

use std::ops::Range;

use super::arena::{Arena, BLOCK};
use super::bridges::Bridges;
use super::rows::Rows;
use super::stream::{self, MOST_BLOCKS};
use super::token::{Ask, Plan, plan};
use memchr::memmem::Finder;

/// What parts one word from the next in the list; no word holds it.
const PARTING: char = '\n';

/// What meeting a word costs, in numbers of a posting list that are read meanwhile.
pub(super) const WORD_COST: usize = 64;

/// What looking into the text of a row costs, in numbers of a posting list.
const LOOK_COST: usize = 128;

/// Bytes of the list of words that are read in the time that a number of a posting list takes.
const LIST_COST: usize = 16;

/// Rows that may have a needle.
pub(super) struct Likely {
    /// The rows.
    pub(super) rows: Rows,
    /// Whether they have it for certain.
    pub(super) sure: bool,
}

/// Words and their rows.
#[derive(Debug, Default)]
pub struct WordIndex {
    /// All words in order of their bytes, each with a parting before and after it.
    pub(super) list: String,
    /// Where in the list each word begins, and one more: where the next would.
    pub(super) starts: Vec<u32>,
    /// The posting lists of all words, in their order.
    pub(super) postings: Vec<u16>,
    /// Where each posting list begins, and one more.
    pub(super) offsets: Vec<u32>,
    /// The rows of short needles that stand in many words, sorted.
    pub(super) grams: Vec<(Box<str>, Vec<u16>)>,
    /// The rows of what stands between frequent words.
    pub(super) bridges: Bridges,
    /// Rows with tokens that are too long for the list: they have to be looked into.
    pub(super) long: Vec<u32>,
}

/// The numbers of words, sorted, and what reading their posting lists costs.
#[derive(Debug, Default)]
struct Words {
    numbers: Vec<u32>,
    cost: usize,
}

impl WordIndex {
    /// How many words there are.
    #[must_use]
    pub fn words(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Bytes that it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let grams = self.grams.iter().map(|(gram, rows)| {
            size_of::<(Box<str>, Vec<u16>)>() + gram.len() + rows.capacity() * size_of::<u16>()
        });
        self.list.capacity()
            + (self.starts.capacity() + self.offsets.capacity() + self.long.capacity())
                * size_of::<u32>()
            + self.postings.capacity() * size_of::<u16>()
            + grams.sum::<usize>()
            + self.bridges.bytes()
    }

    /// Bytes of its parts, for figures: list of words, posting lists, short needles, bridges.
    #[must_use]
    pub fn parts(&self) -> [usize; 4] {
        let numbers = (self.starts.capacity() + self.offsets.capacity()) * size_of::<u32>();
        let list = self.list.capacity() + numbers;
        let postings = self.postings.capacity() * size_of::<u16>();
        let bridges = self.bridges.bytes();
        [
            list,
            postings,
            self.bytes() - list - postings - bridges,
            bridges,
        ]
    }

    /// The word of a number.
    pub(super) fn word(&self, number: usize) -> &str {
        let from = self.starts[number] as usize;
        let to = self.starts[number + 1] as usize - PARTING.len_utf8();
        self.list.get(from..to).unwrap_or_default()
    }

    /// The posting list of a word.
    fn list_of(&self, number: usize) -> &[u16] {
        let (from, to) = (self.offsets[number], self.offsets[number + 1]);
        self.postings
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    /// Numbers in the posting list of a word.
    pub(super) fn list_length(&self, number: usize) -> usize {
        (self.offsets[number + 1] - self.offsets[number]) as usize
    }

    /// The rows of the arena that have the needle. If `within` is given, only of those rows; others may
    /// be left out.
    pub(super) fn find(&self, needle: &str, arena: &Arena, within: Option<&Rows>) -> Rows {
        let plan = plan(needle);
        if let Some(within) = within
            && self.is_dear(&plan, within.count() * LOOK_COST)
        {
            let mut rows = within.clone();
            arena.retain(needle, &mut rows);
            return rows;
        }
        let Likely { mut rows, sure } = self.likely_by(&plan, needle, arena, 0..MOST_BLOCKS);
        if !sure {
            if let Some(within) = within {
                rows.keep(within);
            }
            arena.retain(needle, &mut rows);
        }
        rows
    }

    /// Whether asking the list costs more than `cost`.
    fn is_dear(&self, plan: &Plan<'_>, cost: usize) -> bool {
        // To read the list of words through is something, too.
        cost < self.list.len() / LIST_COST
            || match plan {
                Plan::Token(text) => {
                    self.gram(text).is_none() && cost < self.asked(Ask::inside(text)).cost
                }
                Plan::Among(_) => false,
            }
    }

    /// The rows of these blocks that may have the needle; those of others are left out.
    pub(super) fn likely(&self, needle: &str, arena: &Arena, blocks: Range<usize>) -> Likely {
        self.likely_by(&plan(needle), needle, arena, blocks)
    }

    fn likely_by(
        &self,
        plan: &Plan<'_>,
        needle: &str,
        arena: &Arena,
        blocks: Range<usize>,
    ) -> Likely {
        let long = self.long.iter().map(|&row| row as usize);
        let long = long.filter(|row| blocks.contains(&(row / BLOCK)));
        match plan {
            Plan::Token(text) => {
                let mut rows = Rows::none(arena.rows());
                match self.gram(text) {
                    Some(list) => stream::unite(list, &blocks, &mut rows),
                    None => self.unite(&self.asked(Ask::inside(text)), &blocks, &mut rows),
                }
                let finder = Finder::new(needle);
                for row in long {
                    if !rows.has(row) && arena.has(row, &finder) {
                        rows.insert(row);
                    }
                }
                Likely { rows, sure: true }
            }
            Plan::Among(asks) => {
                let bridged = match self.bridges.find(needle, &blocks, arena.rows()) {
                    Some((rows, true)) => return Likely { rows, sure: true },
                    Some((rows, false)) => Some(rows),
                    None => None,
                };
                let mut rows = self.candidates(asks, bridged, arena, &blocks);
                long.for_each(|row| rows.insert(row));
                Likely { rows, sure: false }
            }
        }
    }

    /// The rows that may have a needle of several pieces, as far as its bridges and the list of words tell.
    fn candidates(
        &self,
        asks: &[Ask<'_>],
        bridged: Option<Rows>,
        arena: &Arena,
        blocks: &Range<usize>,
    ) -> Rows {
        let mut words: Vec<Words> = asks.iter().map(|&ask| self.asked(ask)).collect();
        words.sort_by_key(|words| words.cost);
        let mut found = bridged;
        for words in &words {
            let few = found.as_ref().map(|rows| rows.count() * LOOK_COST);
            if few.is_some_and(|cost| cost < words.cost) {
                break;
            }
            let mut rows = Rows::none(arena.rows());
            self.unite(words, blocks, &mut rows);
            if let Some(before) = &found {
                rows.keep(before);
            }
            found = Some(rows);
        }
        found.unwrap_or_else(|| Rows::all(arena.rows()))
    }

    fn gram(&self, text: &str) -> Option<&[u16]> {
        let at = self.grams.binary_search_by(|(gram, _)| (**gram).cmp(text));
        self.grams.get(at.ok()?).map(|(_, rows)| rows.as_slice())
    }

    fn unite(&self, words: &Words, blocks: &Range<usize>, rows: &mut Rows) {
        for &number in &words.numbers {
            stream::unite(self.list_of(number as usize), blocks, rows);
        }
    }

    /// The rows of the words in which the text stands, wherever.
    pub(super) fn rows_with(&self, text: &str, length: usize) -> Rows {
        let mut rows = Rows::none(length);
        self.unite(&self.asked(Ask::inside(text)), &(0..MOST_BLOCKS), &mut rows);
        rows
    }

    /// The words that are asked for.
    fn asked(&self, ask: Ask<'_>) -> Words {
        let mut words = Words::default();
        match (ask.begins, ask.ends) {
            (true, true) => {
                if let Some(number) = self.number_of(ask.text) {
                    self.add(number, &mut words);
                }
            }
            (true, false) => {
                let mut number = self.first_from(ask.text);
                while number < self.words() && self.word(number).starts_with(ask.text) {
                    self.add(number, &mut words);
                    number += 1;
                }
            }
            (false, false) => self.add_all(ask.text, &mut words),
            (false, true) => {
                let mut text = ask.text.to_owned();
                text.push(PARTING);
                self.add_all(&text, &mut words);
            }
        }
        words
    }

    fn add(&self, number: usize, words: &mut Words) {
        // The offsets of as many words are counted in 32 bits.
        words.numbers.push(number as u32);
        words.cost += self.list_length(number) + WORD_COST;
    }

    /// Adds the words in which the bytes stand, together with what parts words or without.
    fn add_all(&self, bytes: &str, words: &mut Words) {
        let finder = Finder::new(bytes);
        let (mut at, mut number) = (0, 0);
        while let Some(hit) = self
            .list
            .as_bytes()
            .get(at..)
            .and_then(|rest| finder.find(rest))
        {
            number = self.number_at(at + hit, number);
            self.add(number, words);
            number += 1;
            at = self.starts[number] as usize;
        }
    }

    /// The number of the word that the byte `at` of the list is in, which is `from` or a later one.
    fn number_at(&self, at: usize, from: usize) -> usize {
        let is_before = |start: &u32| *start as usize <= at;
        let mut step = 1;
        while self.starts.get(from + step).is_some_and(is_before) {
            step *= 2;
        }
        let first = from + step / 2;
        let last = (from + step).min(self.starts.len());
        first + self.starts[first..last].partition_point(is_before) - 1
    }

    /// The number of the first word that is not less than `text`.
    fn first_from(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.words());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn number_of(&self, text: &str) -> Option<usize> {
        let number = self.first_from(text);
        (number < self.words() && self.word(number) == text).then_some(number)
    }
}
