//! Which elements of the list as it was are which of the list as it is.

use std::collections::HashMap;

/// What happens to the elements, in the order of both lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The element at the first index has become the one at the second, perhaps unchanged.
    Pair(usize, usize),
    /// The old element goes.
    Remove(usize),
    /// The new element at the second index comes, before the old one at the first.
    Insert(usize, usize),
}

/// Above this many comparisons, elements are only paired in their order: a list of a thousand elements all moved about.
const MOST_COMPARISONS: usize = 1 << 20;

/// Aligns the lists. `old` and `new` are the canonical texts of the elements; `old_ids` and `new_ids` what tells that two
/// different texts are the same thing, which is usually the field `id`.
pub(super) fn align(old: &[&str], new: &[&str], old_ids: &[&str], new_ids: &[&str]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = (0, 0);
    let mut anchors = matches(old, new);
    anchors.push((old.len(), new.len()));
    for (i, j) in anchors {
        gap(&old_ids[at.0..i], &new_ids[at.1..j], at, &mut steps);
        if i < old.len() && j < new.len() {
            steps.push(Step::Pair(i, j));
        }
        at = (i + 1, j + 1);
    }
    steps
}

/// Aligns what lies between two unchanged elements: by what they are, and what is left by order. `from` is where it starts.
fn gap(old_ids: &[&str], new_ids: &[&str], from: (usize, usize), steps: &mut Vec<Step>) {
    let mut at = (0, 0);
    let mut anchors = matches(old_ids, new_ids);
    anchors.push((old_ids.len(), new_ids.len()));
    for (i, j) in anchors {
        let paired = (i - at.0).min(j - at.1);
        for offset in 0..paired {
            steps.push(Step::Pair(from.0 + at.0 + offset, from.1 + at.1 + offset));
        }
        steps.extend((at.0 + paired..i).map(|gone| Step::Remove(from.0 + gone)));
        steps.extend((at.1 + paired..j).map(|come| Step::Insert(from.0 + i, from.1 + come)));
        if i < old_ids.len() && j < new_ids.len() {
            steps.push(Step::Pair(from.0 + i, from.1 + j));
        }
        at = (i + 1, j + 1);
    }
}

/// The longest run of equal pairs in the order of both: first what is equal at both ends, then the rest by the usual table.
fn matches(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let prefix = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old == new)
        .count();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let old_middle = &old_rest[..old_rest.len() - suffix];
    let new_middle = &new_rest[..new_rest.len() - suffix];
    let mut found: Vec<_> = (0..prefix).map(|at| (at, at)).collect();
    found.extend(
        common(old_middle, new_middle)
            .into_iter()
            .map(|(i, j)| (prefix + i, prefix + j)),
    );
    found.extend((0..suffix).map(|at| (old.len() - suffix + at, new.len() - suffix + at)));
    found
}

/// The longest common subsequence, as pairs of indices.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST_COMPARISONS {
        return Vec::new();
    }
    let mut numbers = HashMap::new();
    let mut number = |text| {
        let next = numbers.len();
        *numbers.entry(text).or_insert(next)
    };
    let old: Vec<usize> = old.iter().map(|text| number(*text)).collect();
    let new: Vec<usize> = new.iter().map(|text| number(*text)).collect();
    // lengths[i][j]: how many pairs there are at most from i and j on.
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
