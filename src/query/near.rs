//! The nearest right word to a mistaken one.

use super::fold::fold;

/// The candidate that `word` most likely means: one that it begins, else one that is a slip or two away.
/// Both are compared folded; the candidate is given as it is.
pub(super) fn nearest<S: AsRef<str>>(
    word: &str,
    candidates: impl IntoIterator<Item = S>,
) -> Option<String> {
    let word: Vec<char> = fold(word).chars().collect();
    // One slip in a short word, more in longer ones: beyond a third of it, the guess is no help.
    let limit = (word.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, String)> = None;
    for candidate in candidates {
        let folded: Vec<char> = fold(candidate.as_ref()).chars().collect();
        let rank = if word.len() > 1 && folded.starts_with(&word) {
            0
        } else if folded.len().abs_diff(word.len()) > limit {
            continue;
        } else {
            distance(&word, &folded)
        };
        if rank <= limit && best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, candidate.as_ref().to_owned()));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many characters must be put in, left out, replaced or swapped with their neighbour to make one
/// word of the other (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(above.len());
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &str) {
        let candidates = ["tag", "type", "source", "border", "diplomacy"];
        let found = nearest(word, candidates);
        assert_eq!(found.as_deref().unwrap_or("-"), expected, "{word}");
    }

    #[test]
    fn a_slip_is_seen_and_a_stranger_is_not() {
        check("tga", "tag");
        check("bordr", "border");
        check("bo", "border");
        check("TYP", "type");
        check("soruces", "source");
        check("diplomatic", "diplomacy");
        check("weather", "-");
        check("x", "-");
        check("", "-");
    }
}
