//! Differences between two texts, by words.
//!
//! The algorithm is the greedy one of Myers, "An O(ND) Difference Algorithm and Its Variations"
//! (1986), with a limit on the edits: texts that have little in common are told apart as wholes.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

/// Words removed and added after which two texts count as having nothing in common. Bounds the time
/// and the memory by its square.
const MOST_EDITS: usize = 1000;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// They are in both texts.
    Kept,
    /// They are in the old text only.
    Removed,
    /// They are in the new text only.
    Added,
}

/// Some words of one of two texts, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub kind: PieceKind,
    /// The words with the spaces and signs between them.
    pub text: String,
}

/// A run of equal items: where it begins in both lists, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) len: usize,
}

/// How `old` became `new`, to be shown. What was kept and removed makes the old text, what was kept
/// and added the new one. What was removed stands before what took its place, and spaces or signs
/// between two changes belong to the change.
#[must_use]
pub fn word_diff(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let mut runs = runs(&old, &new);
    runs.retain(|run| {
        let is_at_an_end = (run.old, run.new) == (0, 0)
            || (run.old + run.len, run.new + run.len) == (old.len(), new.len());
        is_at_an_end || holds_word(&old[run.old..run.old + run.len])
    });
    let mut pieces = Vec::new();
    let mut put = |kind, words: &[&str]| {
        if !words.is_empty() {
            let text = words.concat();
            pieces.push(Piece { kind, text });
        }
    };
    let (mut at_old, mut at_new) = (0, 0);
    let end = Run {
        old: old.len(),
        new: new.len(),
        len: 0,
    };
    for run in runs.into_iter().chain([end]) {
        put(PieceKind::Removed, &old[at_old..run.old]);
        put(PieceKind::Added, &new[at_new..run.new]);
        (at_old, at_new) = (run.old + run.len, run.new + run.len);
        put(PieceKind::Kept, &old[run.old..at_old]);
    }
    pieces
}

/// The words and what is between them.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

fn holds_word(words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| word.chars().any(char::is_alphanumeric))
}

/// The runs that both lists have in common, in order; none if they differ too much, but for what
/// they have in common at the start and at the end.
pub(super) fn runs(old: &[&str], new: &[&str]) -> Vec<Run> {
    let mut numbers = HashMap::new();
    let mut number = |word| {
        let next = numbers.len();
        *numbers.entry(word).or_insert(next)
    };
    let a: Vec<usize> = old.iter().map(|&word| number(word)).collect();
    let b: Vec<usize> = new.iter().map(|&word| number(word)).collect();
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - head;
    let ends = a.iter().rev().zip(b.iter().rev()).take(most);
    let tail = ends.take_while(|(a, b)| a == b).count();
    let pairs = shortest(&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let middle = pairs.into_iter().map(|(x, y)| (x + head, y + head));
    let start = (0..head).map(|at| (at, at));
    let end = (0..tail).map(|at| (a.len() - tail + at, b.len() - tail + at));
    joined(start.chain(middle).chain(end))
}

fn joined(pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (old, new) in pairs {
        match runs.last_mut() {
            Some(run) if (run.old + run.len, run.new + run.len) == (old, new) => run.len += 1,
            _ => runs.push(Run { old, new, len: 1 }),
        }
    }
    runs
}

/// The pairs of equal items that a shortest script of edits keeps, in order.
fn shortest(a: &[usize], b: &[usize]) -> Vec<(usize, usize)> {
    let most = (a.len() + b.len()).min(MOST_EDITS);
    // How far along `a` paths with `d` edits lead, `removed` of them removals: row `d`, place `removed`.
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for d in 0..=most {
        let mut row = Vec::with_capacity(d + 1);
        for removed in 0..=d {
            let mut x = entry(&rows, d, removed);
            let along_b = |x: usize| x + d - 2 * removed;
            while x < a.len() && a.get(x) == b.get(along_b(x)) {
                x += 1;
            }
            row.push(x);
            if (x, along_b(x)) == (a.len(), b.len()) {
                rows.push(row);
                return way_back(&rows, removed);
            }
        }
        rows.push(row);
    }
    Vec::new()
}

/// Where a path of row `d` comes in: from the better of the two paths with an edit less.
fn entry(rows: &[Vec<usize>], d: usize, removed: usize) -> usize {
    let Some(above) = d.checked_sub(1).and_then(|above| rows.get(above)) else {
        return 0;
    };
    let by_removal = removed.checked_sub(1).map(|left| above[left] + 1);
    let by_addition = above.get(removed).copied();
    by_removal.max(by_addition).unwrap_or(0)
}

/// The pairs on the path that ends in the last row with so many removals.
fn way_back(rows: &[Vec<usize>], mut removed: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (d, row) in rows.iter().enumerate().rev() {
        let from = entry(rows, d, removed);
        let kept = (from..row[removed]).rev();
        pairs.extend(kept.map(|x| (x, x + d - 2 * removed)));
        let above = d.checked_sub(1).and_then(|above| rows.get(above));
        let left = removed.checked_sub(1);
        if let (Some(above), Some(left)) = (above, left)
            && above[left] + 1 == from
        {
            removed = left;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(old: &str, new: &str) -> String {
        let pieces = word_diff(old, new);
        let draw = |piece: &Piece| match piece.kind {
            PieceKind::Kept => piece.text.clone(),
            PieceKind::Removed => format!("[-{}-]", piece.text),
            PieceKind::Added => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(draw).collect()
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(drawn(old, new), expected);
    }

    #[test]
    fn changes_are_shown_by_words() {
        check(
            "two children died",
            "three children died",
            "[-two-]{+three+} children died",
        );
        check("two children", "two children", "two children");
        check("", "two", "{+two+}");
        check("two", "", "[-two-]");
        check(
            "two girls died",
            "three women died",
            "[-two girls-]{+three women+} died",
        );
        check("he said", "he has said", "he {+has +}said");
        check(
            "می‌خواهم بروم",
            "نمی‌خواهم بروم",
            "[-می‌خواهم-]{+نمی‌خواهم+} بروم",
        );
        check("a 👩‍👩‍👧 b", "a 👩‍👧 b", "a [-👩‍👩‍👧-]{+👩‍👧+} b");
        check("cafe\u{301}", "cafe", "[-cafe\u{301}-]{+cafe+}");
    }

    #[test]
    fn texts_with_nothing_in_common_are_told_apart_quickly() {
        let old: String = (0..20_000).map(|n| format!("a{n} ")).collect();
        let new: String = (0..20_000).map(|n| format!("b{n},")).collect();
        let pieces = word_diff(&old, &new);
        assert_eq!(pieces.len(), 2);
    }

    /// Items of a longest common subsequence, the slow way.
    fn longest(a: &[&str], b: &[&str]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y {
                    corner + 1
                } else {
                    above.max(row[j])
                };
                corner = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_pieces(old in "[ab c.]{0,30}", new in "[ab c.]{0,30}") {
            let of = |kind| {
                let pieces = word_diff(&old, &new).into_iter();
                let pieces = pieces.filter(|piece| piece.kind == kind || piece.kind == PieceKind::Kept);
                pieces.map(|piece| piece.text).collect::<String>()
            };
            prop_assert_eq!(of(PieceKind::Removed), old.clone());
            prop_assert_eq!(of(PieceKind::Added), new.clone());
        }

        #[test]
        fn no_more_is_kept_and_no_less_than_can_be(
            a in prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 0..20),
            b in prop::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 0..20),
        ) {
            let runs = runs(&a, &b);
            for run in &runs {
                prop_assert_eq!(&a[run.old..run.old + run.len], &b[run.new..run.new + run.len]);
            }
            prop_assert_eq!(runs.iter().map(|run| run.len).sum::<usize>(), longest(&a, &b));
            let follows = |pair: &[Run]| pair[0].old + pair[0].len <= pair[1].old && pair[0].new + pair[0].len <= pair[1].new;
            prop_assert!(runs.windows(2).all(follows));
        }
    }
}
