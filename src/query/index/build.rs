//! Making the word index: the tokens of all rows numbered and counted block by block, then one posting
//! list a word.

use std::collections::HashMap;

use super::arena::{Arena, BLOCK};
use super::bridges::Bridges;
use super::interner::Interner;
use super::stream::{self, MOST_BLOCKS};
use super::token::{LONG, for_each_token};
use super::words::{WORD_COST, WordIndex};

/// What reading the words of a short needle must cost for its rows to be kept ready, in numbers of a
/// posting list: about two milliseconds.
const COSTLY: usize = if cfg!(test) { 200 } else { 1_600_000 };
/// The most that short needles may take, as a part of the folded text.
const GRAM_SHARE: usize = 22;
/// Which part of building is done when the rows are read, and when the lists are written.
const READ: f32 = 0.7;
const WRITTEN: f32 = 0.8;
/// And when the short needles are kept.
const KEPT: f32 = 0.9;

/// What is told while an index is made: how much is done, from 0 to 1. It says whether to go on.
pub type Watch<'a> = &'a dyn Fn(f32) -> bool;

/// The words of one block of rows.
#[derive(Debug, Default)]
struct Run {
    /// The number of each word and how many rows have it.
    words: Vec<(u32, u32)>,
    /// The rows of each word, one after the other.
    rows: Vec<u16>,
}

/// What is known while rows are read.
#[derive(Default)]
struct Reader {
    words: Interner,
    /// By word: the row that had it last, counted from 1.
    last: Vec<u32>,
    /// By word: how many rows of the block have it.
    counts: Vec<u32>,
    /// The words of the block and the rows that have them, in the order of the rows.
    found: Vec<(u32, u16)>,
    long: Vec<u32>,
}

impl Reader {
    fn read(&mut self, row: usize, text: &str) -> Option<()> {
        // Rows are fewer than MOST_BLOCKS * BLOCK.
        let stamp = row as u32 + 1;
        let mut full = false;
        for_each_token(text, |token| {
            if token.len() > LONG {
                if self.long.last() != Some(&(stamp - 1)) {
                    self.long.push(stamp - 1);
                }
                return;
            }
            let Some(number) = self.words.number(token) else {
                full = true;
                return;
            };
            let at = number as usize;
            if at >= self.last.len() {
                self.last.resize(at + 1, 0);
                self.counts.resize(at + 1, 0);
            }
            if self.last[at] != stamp {
                self.last[at] = stamp;
                self.counts[at] += 1;
                self.found.push((number, (row % BLOCK) as u16));
            }
        });
        (!full).then_some(())
    }

    /// What was found in the block, by word, and begins the next.
    fn close(&mut self) -> Run {
        let mut run = Run {
            words: Vec::new(),
            rows: vec![0; self.found.len()],
        };
        let mut start = 0;
        for &(number, _) in &self.found {
            let count = &mut self.counts[number as usize];
            if *count > 0 {
                run.words.push((number, *count));
                // From here on it is where the next row of the word goes.
                start += std::mem::take(count);
            }
        }
        debug_assert_eq!(start as usize, self.found.len());
        let mut at = 0;
        for &(number, count) in &run.words {
            self.counts[number as usize] = at;
            at += count;
        }
        for &(number, row) in &self.found {
            let at = &mut self.counts[number as usize];
            run.rows[*at as usize] = row;
            *at += 1;
        }
        for &(number, _) in &run.words {
            self.counts[number as usize] = 0;
        }
        run.words.shrink_to_fit();
        self.found.clear();
        run
    }
}

impl WordIndex {
    /// The words of all rows. `None` if `watch` says to stop, or if there are more words or rows than can
    /// be numbered (67 million rows, or 4 GB of different words, or 8 GB of posting lists): then the
    /// arena must do.
    #[must_use]
    pub fn build(arena: &Arena, watch: Watch<'_>) -> Option<Self> {
        if arena.rows() > MOST_BLOCKS * BLOCK {
            return None;
        }
        let mut reader = Reader::default();
        let mut runs = Vec::new();
        let blocks = arena.rows().div_ceil(BLOCK).max(1);
        for (number, rows) in arena.blocks() {
            if !watch(number as f32 / blocks as f32 * READ) {
                return None;
            }
            for (row, text) in rows.enumerate() {
                reader.read(number * BLOCK + row, text)?;
            }
            runs.push(reader.close());
        }
        let Reader { words, long, .. } = reader;
        let mut index = write(&words, runs)?;
        drop(words);
        index.long = long;
        index.long.shrink_to_fit();
        if !watch(WRITTEN) {
            return None;
        }
        index.keep_grams(arena, watch)?;
        index.bridges = Bridges::build(arena, &|done| watch(KEPT + (1.0 - KEPT) * done))?;
        Some(index)
    }

    /// Keeps the rows of the short needles that cost most ready.
    fn keep_grams(&mut self, arena: &Arena, watch: Watch<'_>) -> Option<()> {
        let mut budget = arena.text_bytes() / GRAM_SHARE;
        let costly = self.costly_grams();
        for (number, gram) in costly.iter().enumerate() {
            if !watch(WRITTEN + (KEPT - WRITTEN) * number as f32 / costly.len() as f32) {
                return None;
            }
            let list = stream::pack(&self.rows_with(gram, arena.rows()));
            let Some(left) = budget.checked_sub(list.len() * size_of::<u16>()) else {
                continue;
            };
            budget = left;
            self.grams.push((gram.as_str().into(), list));
        }
        self.grams.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.grams.shrink_to_fit();
        Some(())
    }

    /// One and two letters that stand in so many words that reading all their lists takes long, the
    /// costliest first.
    fn costly_grams(&self) -> Vec<String> {
        let mut costs: HashMap<[char; 2], usize> = HashMap::new();
        let mut of_word: Vec<[char; 2]> = Vec::new();
        for number in 0..self.words() {
            of_word.clear();
            let mut before = '\0';
            for c in self.word(number).chars() {
                of_word.push([c, '\0']);
                if before != '\0' {
                    of_word.push([before, c]);
                }
                before = c;
            }
            of_word.sort_unstable();
            of_word.dedup();
            for gram in &of_word {
                *costs.entry(*gram).or_default() += self.list_length(number) + WORD_COST;
            }
        }
        let mut costly: Vec<(usize, [char; 2])> = costs
            .into_iter()
            .filter(|(_, cost)| *cost > COSTLY)
            .map(|(gram, cost)| (cost, gram))
            .collect();
        costly.sort_unstable_by(|a, b| b.cmp(a));
        let text = |(_, gram): (usize, [char; 2])| gram.iter().filter(|c| **c != '\0').collect();
        costly.into_iter().map(text).collect()
    }
}

/// The sorted list of words with their posting lists.
fn write(words: &Interner, runs: Vec<Run>) -> Option<WordIndex> {
    let mut sizes = vec![0_usize; words.len()];
    for &(number, count) in runs.iter().flat_map(|run| &run.words) {
        sizes[number as usize] += stream::part_size(count as usize);
    }
    let mut order: Vec<u32> = (0..words.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| words.text(a).cmp(words.text(b)));

    let mut index = WordIndex {
        list: String::with_capacity(words.bytes() + words.len() + 1),
        starts: Vec::with_capacity(words.len() + 1),
        offsets: Vec::with_capacity(words.len() + 1),
        ..WordIndex::default()
    };
    index.list.push('\n');
    // Where the next part of each word goes.
    let mut places = vec![0_u32; words.len()];
    let mut offset = 0_usize;
    for &number in &order {
        index.starts.push(u32::try_from(index.list.len()).ok()?);
        index.list.push_str(words.text(number));
        index.list.push('\n');
        let place = u32::try_from(offset).ok()?;
        index.offsets.push(place);
        places[number as usize] = place;
        offset += sizes[number as usize];
    }
    index.starts.push(u32::try_from(index.list.len()).ok()?);
    index.offsets.push(u32::try_from(offset).ok()?);
    drop((order, sizes));

    index.postings = vec![0; offset];
    for (block, run) in runs.into_iter().enumerate() {
        let mut from = 0;
        for (number, count) in run.words {
            let to = from + count as usize;
            let place = &mut places[number as usize];
            let start = *place as usize;
            let end = start + stream::part_size(count as usize);
            stream::write_part(block, &run.rows[from..to], &mut index.postings[start..end]);
            *place = end as u32;
            from = to;
        }
    }
    Some(index)
}
