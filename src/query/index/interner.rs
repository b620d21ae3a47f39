//! Numbers for words: the same word has the same number, counted in the order in which they come.
//!
//! One buffer for all words and one table of numbers: a map with a text for each word takes three times
//! the memory and the time. The table is seeded anew each time, so that no file can be made to fill one
//! corner of it.

use std::hash::{BuildHasher, RandomState};

/// The odd 64 bits of the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Words and their numbers.
#[derive(Debug)]
pub(super) struct Interner {
    text: String,
    ends: Vec<u32>,
    /// By hash: the upper half of the hash, and the number of the word, counted from 1; 0 is free. A
    /// power of two long, at most half full.
    table: Vec<(u32, u32)>,
    seeds: [u64; 2],
}

impl Default for Interner {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            text: String::new(),
            ends: Vec::new(),
            table: vec![(0, 0); 1024],
            seeds: [random.hash_one(1), random.hash_one(2)],
        }
    }
}

impl Interner {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all words.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The word of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        let before = number
            .checked_sub(1)
            .and_then(|at| self.ends.get(at as usize));
        let from = before.map_or(0, |&end| end as usize);
        let to = self
            .ends
            .get(number as usize)
            .map_or(from, |&end| end as usize);
        self.text.get(from..to).unwrap_or_default()
    }

    /// The number of a word, a new one if it has none. `None` if all words together reach 4 GB.
    pub(super) fn number(&mut self, word: &str) -> Option<u32> {
        let hash = self.hash(word.as_bytes());
        let upper = (hash >> 32) as u32;
        let mut at = self.place(hash);
        loop {
            let (kept, number) = self.table[at];
            if number == 0 {
                break;
            }
            if kept == upper && self.text(number - 1) == word {
                return Some(number - 1);
            }
            at = (at + 1) & (self.table.len() - 1);
        }
        self.text.push_str(word);
        self.ends.push(u32::try_from(self.text.len()).ok()?);
        let number = u32::try_from(self.ends.len()).ok()?;
        self.table[at] = (upper, number);
        if self.ends.len() * 2 > self.table.len() {
            self.widen();
        }
        Some(number - 1)
    }

    fn place(&self, hash: u64) -> usize {
        // Lower and upper half: a table may have more places than either tells apart.
        (hash ^ hash >> 29) as usize & (self.table.len() - 1)
    }

    fn widen(&mut self) {
        self.table = vec![(0, 0); self.table.len() * 2];
        for number in 0..self.ends.len() as u32 {
            let hash = self.hash(self.text(number).as_bytes());
            let mut at = self.place(hash);
            while self.table[at].1 != 0 {
                at = (at + 1) & (self.table.len() - 1);
            }
            self.table[at] = ((hash >> 32) as u32, number + 1);
        }
    }

    fn hash(&self, bytes: &[u8]) -> u64 {
        let [seed, other] = self.seeds;
        let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(MIX);
        let (eights, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        for eight in eights.iter().chain([&last]) {
            let mixed = u128::from(hash ^ u64::from_le_bytes(*eight)) * u128::from(other | 1);
            hash = (mixed as u64) ^ ((mixed >> 64) as u64) ^ MIX;
        }
        hash.wrapping_mul(MIX) ^ hash >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_has_the_same_number() {
        let mut words = Interner::default();
        let texts: Vec<String> = (0..3000).map(|n| format!("word{}", n * 7 % 1500)).collect();
        let numbers: Vec<u32> = texts.iter().filter_map(|text| words.number(text)).collect();
        assert_eq!(numbers.len(), 3000);
        assert_eq!(words.len(), 1500);
        for (text, number) in texts.iter().zip(numbers) {
            assert_eq!(words.text(number), text);
        }
        assert_eq!(words.number(""), Some(1500));
        assert_eq!(words.number(""), Some(1500));
    }
}
