//! Bridges: how one word ends and the next begins, for phrases of words that stand everywhere.
//!
//! "he t" has the words `*he` and `t*`, and nearly every row has both: the list of words leaves all the
//! rows to be looked into. A bridge is two letters, a space and the letter after it; the rows of the most
//! frequent ones are kept ready, without those with a mark beside the space, which few phrases go over.
//! Bridges are read out of the text as it stands, so a row has one if and only if it has that text.

use std::collections::HashMap;
use std::ops::Range;

use super::arena::Arena;
use super::build::Watch;
use super::rows::Rows;
use super::stream;
use super::unit::SEPARATOR;

/// Two letters before a space, and the one after it.
type Bridge = [char; 3];

/// The most that bridges may take, as a part of the folded text.
const SHARE: usize = if cfg!(test) { 1 } else { 25 };
/// Rows of which a bridge is worth keeping: looking into fewer takes no time.
const WORTH: usize = if cfg!(test) { 2 } else { 10_000 };
/// Rows that are read to learn which bridges are frequent.
const SAMPLE: usize = 60_000;
/// Rows that are read between two looks at whether the work is still wanted.
const PATIENCE: usize = 16_384;

/// Frequent bridges, sorted, each with its rows as a posting list.
#[derive(Debug, Default)]
pub(super) struct Bridges {
    lists: Vec<(Bridge, Vec<u16>)>,
}

/// Calls `found` with every bridge of a text, some of them several times.
fn for_each(text: &str, mut found: impl FnMut(Bridge)) {
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = text.split_at(at);
        let mut letters = before.chars().rev();
        let (b, a) = (letters.next(), letters.next());
        if let (Some(a), Some(b), Some(c)) = (a, b, after.chars().nth(1))
            && b.is_alphanumeric()
            && c.is_alphanumeric()
            && a != SEPARATOR
        {
            found([a, b, c]);
        }
    }
}

impl Bridges {
    /// The most frequent bridges of all rows. `None` if `watch` says to stop.
    pub(super) fn build(arena: &Arena, watch: Watch<'_>) -> Option<Self> {
        let frequent = frequent(arena);
        let numbers: HashMap<Bridge, usize> =
            frequent.iter().enumerate().map(|(n, b)| (*b, n)).collect();
        let mut sets = vec![Rows::none(arena.rows()); frequent.len()];
        for row in 0..if frequent.is_empty() { 0 } else { arena.rows() } {
            if row % PATIENCE == 0 && !watch(row as f32 / arena.rows() as f32) {
                return None;
            }
            for_each(arena.text(row), |bridge| {
                if let Some(number) = numbers.get(&bridge) {
                    sets[*number].insert(row);
                }
            });
        }
        let mut budget = arena.text_bytes() / SHARE;
        let mut lists = Vec::new();
        for (bridge, rows) in frequent.into_iter().zip(sets) {
            let list = stream::pack(&rows);
            let Some(left) = budget.checked_sub(list.len() * size_of::<u16>()) else {
                continue;
            };
            budget = left;
            lists.push((bridge, list));
        }
        lists.sort_unstable_by_key(|(bridge, _)| *bridge);
        lists.shrink_to_fit();
        Some(Self { lists })
    }

    /// Bytes that they take in memory.
    pub(super) fn bytes(&self) -> usize {
        let lists = self.lists.iter();
        let lists = lists.map(|(_, list)| list.capacity() * size_of::<u16>());
        self.lists.capacity() * size_of::<(Bridge, Vec<u16>)>() + lists.sum::<usize>()
    }

    /// The rows of these blocks, out of `length` rows, that have all the bridges of the needle that are kept,
    /// and whether these are the rows that have the needle. `None` if none is kept.
    pub(super) fn find(
        &self,
        needle: &str,
        blocks: &Range<usize>,
        length: usize,
    ) -> Option<(Rows, bool)> {
        let mut found: Option<Rows> = None;
        for_each(needle, |bridge| {
            let at = self.lists.binary_search_by_key(&bridge, |(kept, _)| *kept);
            if let Some((_, list)) = at.ok().and_then(|at| self.lists.get(at)) {
                let mut rows = Rows::none(length);
                stream::unite(list, blocks, &mut rows);
                if let Some(before) = &found {
                    rows.keep(before);
                }
                found = Some(rows);
            }
        });
        let is_all = needle.chars().count() == 4;
        found.map(|rows| (rows, is_all))
    }
}

/// The bridges that stand in most of some rows, the most frequent first, as many as may find room.
fn frequent(arena: &Arena) -> Vec<Bridge> {
    let step = arena.rows().div_ceil(SAMPLE).max(1);
    let mut counts: HashMap<Bridge, usize> = HashMap::new();
    let mut of_row: Vec<Bridge> = Vec::new();
    for row in (0..arena.rows()).step_by(step) {
        of_row.clear();
        for_each(arena.text(row), |bridge| of_row.push(bridge));
        of_row.sort_unstable();
        of_row.dedup();
        for bridge in &of_row {
            *counts.entry(*bridge).or_default() += step;
        }
    }
    let mut counts: Vec<(usize, Bridge)> = counts
        .into_iter()
        .map(|(bridge, count)| (count, bridge))
        .collect();
    counts.retain(|(count, _)| *count >= WORTH);
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let mut left = arena.text_bytes() / SHARE;
    // A row takes nine bits of a list, and no list more than a bit for every row there is.
    let sizes = |count: usize| (count * 9 / 8).min(arena.rows() / 8);
    counts.retain(|&(count, _)| {
        let has_room = sizes(count) <= left;
        left = left.saturating_sub(sizes(count));
        has_room
    });
    counts.into_iter().map(|(_, bridge)| bridge).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::index::words::WordIndex;

    #[test]
    fn a_bridge_is_two_letters_a_space_and_a_letter_without_marks_beside_it() {
        let mut found = Vec::new();
        for_each("na ta. é со\n x a", |bridge| {
            found.push(String::from_iter(bridge));
        });
        assert_eq!(found, ["nat", " éс", " xa"]);
    }

    #[test]
    fn rows_are_found_by_the_bridges_that_are_kept() {
        let mut arena = Arena::default();
        for row in 0..300 {
            let text = match row % 4 {
                0 => "the border post",
                1 => "the post",
                2 => "one border post, another",
                _ => "nothing here",
            };
            arena
                .push(|to| to.extend([text.repeat(90).as_str(), "\n"]))
                .unwrap();
        }
        let bridges = Bridges::build(&arena, &|_| true).unwrap();
        let find = |needle: &str| {
            let found = bridges.find(needle, &(0..9), arena.rows());
            found.map(|(rows, is_all)| (rows.count(), is_all))
        };
        assert_eq!(find("he b"), Some((75, true)));
        assert_eq!(find("the border p"), Some((75, false)));
        assert_eq!(find("er p"), Some((150, true)));
        assert_eq!(find("er q"), None);
        assert_eq!(find("border"), None);
        assert!(bridges.bytes() > 0);
        assert!(Bridges::build(&arena, &|_| false).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn phrases_of_frequent_words_stand_where_they_stand(
            rows in prop::collection::vec(prop::collection::vec(0_usize..5, 1..9), 20..60),
            row: prop::sample::Index,
            from in 0_usize..6,
            long in 1_usize..9,
        ) {
            let words = ["ab", "b", "cab", "éb", "bac,"];
            let texts: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(|&word| words[word]).collect::<Vec<_>>().join(" "))
                .collect();
            let mut arena = Arena::default();
            for text in &texts {
                // As every unit does, it ends with what no needle has.
                arena.push(|to| to.extend([text.as_str(), "\n"])).unwrap();
            }
            let text = row.get(&texts);
            let part: String = text.chars().skip(from).take(long).collect();
            let needle = if part.trim().is_empty() { text } else { part.trim() };
            let index = WordIndex::build(&arena, &|_| true).unwrap();
            prop_assert!(!index.bridges.lists.is_empty());
            let mut expected = Rows::none(texts.len());
            for (row, _) in texts.iter().enumerate().filter(|(_, text)| text.contains(needle)) {
                expected.insert(row);
            }
            prop_assert_eq!(&index.find(needle, &arena, None), &expected, "{}", needle);
            prop_assert_eq!(arena.find(needle), expected, "{}", needle);
        }
    }
}
