//! Splices: what an edit put in the place of what.

use std::ops::Range;

use super::diff;

/// Characters, but for spaces and signs, that two texts must have in common between two changes for
/// these to be told apart.
const LEAST_KEPT: usize = 8;

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
    let head = same(before.chars(), after.chars());
    let (old, new) = (&before[head..], &after[head..]);
    let tail = same(old.chars().rev(), new.chars().rev());
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let parts = if old.is_empty() || new.is_empty() {
        vec![Splice::new(0..old.len(), new)]
    } else {
        by_words(old, new)
    };
    let starts: Vec<usize> = parts.iter().map(|part| head + part.range.start).collect();
    let nexts = starts.into_iter().skip(1).chain([before.len()]);
    let mut least = 0;
    let placed = parts.into_iter().zip(nexts).map(|(part, next)| {
        let range = head + part.range.start..head + part.range.end;
        let room = least..next;
        least = range.end;
        Splice::new(range, part.with).with_slack(before, room)
    });
    placed.collect()
}

/// The splices between two texts that have neither their starts nor their ends in common.
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
