//! Where words must stand because the text around the change is the same: no search, no doubt.

use std::ops::Range;

use super::places::{Text, Wanted};

/// What an old and a new text have in common at their ends, in bytes. Both parts may overlap.
#[derive(Debug)]
pub(super) struct Ends {
    head: usize,
    tail: usize,
    n_old: usize,
    n_new: usize,
}

impl Ends {
    pub(super) fn of(old: &str, new: &str) -> Self {
        let bytes = |pairs: &mut dyn Iterator<Item = (char, char)>| {
            let same = pairs.take_while(|(a, b)| a == b);
            same.map(|(a, _)| a.len_utf8()).sum()
        };
        Self {
            head: bytes(&mut old.chars().zip(new.chars())),
            tail: bytes(&mut old.chars().rev().zip(new.chars().rev())),
            n_old: old.len(),
            n_new: new.len(),
        }
    }

    /// Where the words at `home` in the old text stand in the new one, if they lie in what the
    /// texts have in common at one end. `None` also if both ends have them, at different places,
    /// and if they are now part of a longer word.
    pub(super) fn follow(
        &self,
        home: &Range<usize>,
        wanted: &Wanted<'_>,
        new: &Text<'_>,
    ) -> Option<Range<usize>> {
        let by_head = (home.end <= self.head).then(|| home.clone());
        let is_in_tail = home.start >= self.n_old - self.tail;
        let moved = |at: usize| at + self.n_new - self.n_old;
        let by_tail = is_in_tail.then(|| moved(home.start)..moved(home.end));
        let place = match (by_head, by_tail) {
            (Some(head), Some(tail)) if head != tail => return None,
            (head, tail) => head.or(tail)?,
        };
        new.is_whole(wanted, &place).then_some(place)
    }
}
