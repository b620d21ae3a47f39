//! Splices: what an edit put in the place of what.

use std::cmp::Reverse;
use std::ops::Range;

use super::borders::is_inside_a_word;
use super::diff;

/// Characters, but for spaces and signs, that two texts must have in common between two changes for
/// these to be told apart.
const LEAST_KEPT: usize = 8;

/// Bytes to each side among which the borders of words are looked for.
const MOST_SLACK: usize = 256;

/// Some bytes of a text with other words in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that go; empty if something is put in only.
    pub range: Range<usize>,
    /// What comes in their place.
    pub with: String,
    /// Bytes by which the splice could stand further left or right and give the same text: in
    /// "two |two children" nobody can tell which "two" was put in.
    slack: (usize, usize),
}

impl Splice {
    /// These bytes become `with`, at this very place.
    #[must_use]
    pub fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self {
            range,
            with: with.into(),
            slack: (0, 0),
        }
    }

    /// The text with the splice done; as it was if the range is no range of it.
    #[must_use]
    pub fn applied(&self, text: &str) -> String {
        let parts = (text.get(..self.range.start), text.get(self.range.end..));
        match parts {
            (Some(head), Some(tail)) => format!("{head}{}{tail}", self.with),
            _ => text.to_owned(),
        }
    }

    /// The least and the greatest byte at which it can be said to begin.
    pub(super) fn starts(&self) -> (usize, usize) {
        let (left, right) = self.slack;
        (self.range.start - left, self.range.start + right)
    }

    /// The same splice where it stands, and nowhere else.
    pub(super) fn pinned(&self) -> Self {
        Self::new(self.range.clone(), self.with.clone())
    }

    /// Without what both sides have in common at their ends.
    fn trimmed(self, text: &str) -> Self {
        let old = text.get(self.range.clone()).unwrap_or_default();
        let head = same(old.chars(), self.with.chars());
        let (old, new) = (&old[head..], &self.with[head..]);
        let tail = same(old.chars().rev(), new.chars().rev());
        let range = self.range.start + head..self.range.end - tail;
        Self::new(range, &new[..new.len() - tail])
    }

    /// With the slack it has between the splices before and after it.
    fn with_slack(mut self, text: &str, room: Range<usize>) -> Self {
        let moving = if self.range.is_empty() {
            self.with.as_str()
        } else if self.with.is_empty() {
            text.get(self.range.clone()).unwrap_or_default()
        } else {
            return self;
        };
        // What stands beside it slides through it as long as it repeats it.
        let before = text.get(room.start..self.range.start).unwrap_or_default();
        let after = text.get(self.range.end..room.end).unwrap_or_default();
        let left = same(before.chars().rev(), moving.chars().rev().cycle());
        let right = same(after.chars(), moving.chars().cycle());
        self.slack = (left, right);
        self
    }

    /// Where its slack lets it stand with its borders at those of words: what was put in between
    /// "said " and "two" is "that ", and not "hat t". It begins at the byte `at` of `after`.
    fn at_words(self, before: &str, after: &str, at: usize) -> Self {
        let (left, right) = self.slack;
        if left + right == 0 {
            return self;
        }
        // What goes is in the text before, what comes in the text after.
        let (text, from, length) = if self.with.is_empty() {
            (before, self.range.start, self.range.len())
        } else {
            (after, at, self.with.len())
        };
        let reach = left.min(MOST_SLACK) + right.min(MOST_SLACK);
        let first = from - left.min(MOST_SLACK);
        let ranked = (first..=first + reach).filter_map(|start| {
            let rank = border_rank(text, start)? + border_rank(text, start + length)?;
            Some((rank, Reverse(start.abs_diff(from)), start))
        });
        let Some((.., start)) = ranked.max() else {
            return self;
        };
        let begin = self.range.start + start - from;
        let with = if self.with.is_empty() {
            ""
        } else {
            after.get(start..start + length).unwrap_or_default()
        };
        Self {
            range: begin..begin + self.range.len(),
            with: with.to_owned(),
            slack: (left + start - from, right + from - start),
        }
    }
}

/// How well a change may begin or end at the byte: at the start of a word, beside one, or not.
fn border_rank(text: &str, at: usize) -> Option<u8> {
    let before: Vec<char> = text.get(..at)?.chars().rev().take(2).collect();
    let before: Vec<char> = before.into_iter().rev().collect();
    let after: Vec<char> = text.get(at..)?.chars().take(2).collect();
    let is_start = before.last().is_none_or(|c| c.is_whitespace());
    Some(match (is_start, is_inside_a_word(&before, &after)) {
        (true, _) => 2,
        (false, false) => 1,
        (false, true) => 0,
    })
}

/// Bytes that both begin with.
fn same(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let both = a.zip(b).take_while(|(a, b)| a == b);
    both.map(|(a, _)| a.len_utf8()).sum()
}

/// What made `after` of `before`: in order, apart from each other. One splice for one edit; where
/// much was changed at once, what both texts have in common in between stays out of it.
#[must_use]
pub fn splices(before: &str, after: &str) -> Vec<Splice> {
    if before == after {
        return Vec::new();
    }
    let whole = Splice::new(0..before.len(), after).trimmed(before);
    let parts = if whole.range.is_empty() || whole.with.is_empty() {
        vec![whole]
    } else {
        let (head, tail) = word_ends(before, &whole);
        let old = before.get(head..before.len() - tail).unwrap_or_default();
        let new = after.get(head..after.len() - tail).unwrap_or_default();
        let parts = by_words(old, new).into_iter().map(|part| {
            let range = head + part.range.start..head + part.range.end;
            Splice::new(range, part.with).trimmed(before)
        });
        parts.collect()
    };
    let nexts: Vec<usize> = parts.iter().map(|part| part.range.start).collect();
    let nexts = nexts.into_iter().skip(1).chain([before.len()]);
    let (mut least, mut at) = (0, 0);
    let placed = parts.into_iter().zip(nexts).map(|(part, next)| {
        let room = least..next;
        // Where it begins in the text after.
        let here = at + part.range.start - least;
        least = part.range.end;
        at = here + part.with.len();
        let part = part.with_slack(before, room);
        part.at_words(before, after, here)
    });
    placed.collect()
}

/// The bytes before and after the splice, without the parts of words right beside it.
fn word_ends(text: &str, splice: &Splice) -> (usize, usize) {
    let head = text.get(..splice.range.start).unwrap_or_default();
    let tail = text.get(splice.range.end..).unwrap_or_default();
    let word = head.rsplit(char::is_whitespace).next().map_or(0, str::len);
    let rest = tail.split(char::is_whitespace).next().map_or(0, str::len);
    (head.len() - word, tail.len() - rest)
}

/// The splices between two texts, by whole words.
fn by_words(old: &str, new: &str) -> Vec<Splice> {
    let (a, b) = (diff::words(old), diff::words(new));
    let mut runs = diff::runs(&a, &b);
    runs.retain(|run| n_letters(&a[run.old..run.old + run.len]) >= LEAST_KEPT);
    let end = diff::Run {
        old: a.len(),
        new: b.len(),
        len: 0,
    };
    let mut splices = Vec::new();
    let (mut at_old, mut at_new, mut byte) = (0, 0, 0);
    for run in runs.into_iter().chain([end]) {
        let removed: usize = a[at_old..run.old].iter().map(|word| word.len()).sum();
        let added = b[at_new..run.new].concat();
        if removed + added.len() > 0 {
            splices.push(Splice::new(byte..byte + removed, added));
        }
        (at_old, at_new) = (run.old + run.len, run.new + run.len);
        let kept: usize = a[run.old..at_old].iter().map(|word| word.len()).sum();
        byte += removed + kept;
    }
    splices
}

fn n_letters(words: &[&str]) -> usize {
    let chars = words.iter().flat_map(|word| word.chars());
    chars.filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all_applied(splices: &[Splice], text: &str) -> String {
        let last_first = splices.iter().rev();
        last_first.fold(text.to_owned(), |text, splice| splice.applied(&text))
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let found = splices(before, after);
        let lines: Vec<_> = found
            .iter()
            .map(|s| {
                let (left, right) = s.starts();
                format!(
                    "{left}..{right} {:?} > {:?}",
                    &before[s.range.clone()],
                    s.with
                )
            })
            .collect();
        assert_eq!(lines.join("; "), expected);
        assert_eq!(all_applied(&found, before), after);
    }

    #[test]
    fn one_edit_is_one_splice() {
        check("two children", "two children", "");
        check(
            "two children",
            "two small children",
            r#"3..4 "" > " small""#.replace("\" small\"", "\"small \"").as_str(),
        );
        check("two children", "three children", r#"1..1 "wo" > "hree""#);
        check("two children", "two two children", r#"0..4 "" > "two ""#);
        check("two two children", "two children", r#"0..4 "two " > """#);
        check("", "two", r#"0..0 "" > "two""#);
        check("è", "é", r#"0..0 "è" > "é""#);
    }

    #[test]
    fn edits_far_apart_are_told_apart() {
        check(
            "On 16 January two children were killed in Koh-e-Sabz, he said.",
            "On 17 January two children were killed in Koh-e-Sabz, they said.",
            r#"4..4 "6" > "7"; 54..54 "he" > "they""#,
        );
        check("a b c d", "x b c y", r#"0..0 "a b c d" > "x b c y""#);
    }

    proptest! {
        #[test]
        fn splices_make_the_one_text_of_the_other(
            before in "([ab] ?){0,12}(Koh-e-Sabz village )?[ab é]{0,8}",
            after in "([ab] ?){0,12}(Koh-e-Sabz village )?[ab é]{0,8}",
        ) {
            let found = splices(&before, &after);
            prop_assert_eq!(all_applied(&found, &before), after.clone());
            // Each of them at the ends of its slack as well.
            for (n, splice) in found.iter().enumerate() {
                let (left, right) = splice.starts();
                for start in [left, right] {
                    let mut moved = found.clone();
                    let end = start + splice.range.len();
                    let with = turned(splice, start);
                    moved[n] = Splice::new(start..end, with);
                    prop_assert_eq!(all_applied(&moved, &before), after.clone(), "{:?}", moved);
                }
            }
        }
    }

    /// What has to be put in if the splice begins at `start`.
    fn turned(splice: &Splice, start: usize) -> String {
        let length = splice.with.len();
        if length == 0 {
            return String::new();
        }
        let by = (start + length - splice.range.start % length) % length;
        let twice = splice.with.repeat(2);
        twice[by..by + length].to_owned()
    }
}
