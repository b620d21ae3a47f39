//! Two changes of one value as one, where that is certain.

use crate::model::Lineage;

/// Texts by lines: both sides changed lines that lie apart, with a line between them that neither
/// touched. Anything else is not certain.
pub(super) fn lines(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let base: Vec<&str> = base.split('\n').collect();
    let our_span = Span::of(&base, ours);
    let their_span = Span::of(&base, theirs);
    let (first, second) = if our_span.start < their_span.start {
        (our_span, their_span)
    } else {
        (their_span, our_span)
    };
    if first.end >= second.start {
        return None;
    }
    let parts = [
        base.get(..first.start)?,
        &first.with,
        base.get(first.end..second.start)?,
        &second.with,
        base.get(second.end..)?,
    ];
    Some(parts.concat().join("\n"))
}

/// The lines of a text that another one has otherwise, from the first to the last of them.
struct Span<'a> {
    start: usize,
    end: usize,
    with: Vec<&'a str>,
}

impl<'a> Span<'a> {
    fn of(base: &[&str], changed: &'a str) -> Self {
        let changed: Vec<&str> = changed.split('\n').collect();
        let start = base
            .iter()
            .zip(&changed)
            .take_while(|(a, b)| a == b)
            .count();
        let most = base.len().min(changed.len()) - start;
        let backward = base.iter().rev().zip(changed.iter().rev());
        let n_after = backward.take(most).take_while(|(a, b)| a == b).count();
        Self {
            start,
            end: base.len() - n_after,
            with: changed[start..changed.len() - n_after].to_vec(),
        }
    }
}

/// Lists whose order says nothing: each side took elements out or put some in, and not both. A side
/// that did both may have changed an element, which is not certain then.
pub(super) fn list<T: Clone + PartialEq>(base: &[T], ours: &[T], theirs: &[T]) -> Option<Vec<T>> {
    let (our_gone, our_new) = in_and_out(base, ours)?;
    let (their_gone, their_new) = in_and_out(base, theirs)?;
    if (!our_gone.is_empty() && !our_new.is_empty())
        || (!their_gone.is_empty() && !their_new.is_empty())
    {
        return None;
    }
    let mut joined: Vec<T> = base.to_vec();
    joined.retain(|one| !our_gone.contains(&one) && !their_gone.contains(&one));
    joined.extend(our_new.iter().copied().cloned());
    let both = |one: &&&T| !our_new.contains(*one);
    joined.extend(their_new.iter().filter(both).copied().cloned());
    Some(joined)
}

/// What went out of a list and what came in, if the rest is in the order that it was in and nothing
/// is there twice.
fn in_and_out<'a, T: PartialEq>(
    base: &'a [T],
    changed: &'a [T],
) -> Option<(Vec<&'a T>, Vec<&'a T>)> {
    let is_once = |list: &[T]| (1..list.len()).all(|at| !list[..at].contains(&list[at]));
    if !is_once(base) || !is_once(changed) {
        return None;
    }
    let kept = base.iter().filter(|one| changed.contains(one));
    let still = changed.iter().filter(|one| base.contains(one));
    if !kept.eq(still) {
        return None;
    }
    let gone = base.iter().filter(|one| !changed.contains(one)).collect();
    let new = changed.iter().filter(|one| !base.contains(one)).collect();
    Some((gone, new))
}

/// What a source draws on: as [`list`], if no source is named twice in the end.
pub(super) fn lineage(
    base: &[Lineage],
    ours: &[Lineage],
    theirs: &[Lineage],
) -> Option<Vec<Lineage>> {
    let joined = list(base, ours, theirs)?;
    let sources: Vec<_> = joined.iter().map(|lineage| lineage.source).collect();
    let is_once = (1..sources.len()).all(|at| !sources[..at].contains(&sources[at]));
    is_once.then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lines(base: &str, ours: &str, theirs: &str, expected: Option<&str>) {
        let text = |text: &str| text.replace(' ', "\n");
        let (base, ours, theirs) = (text(base), text(ours), text(theirs));
        let expected = expected.map(text);
        assert_eq!(lines(&base, &ours, &theirs), expected);
        assert_eq!(lines(&base, &theirs, &ours), expected, "not symmetric");
    }

    #[test]
    fn lines_that_lie_apart_are_joined() {
        check_lines("a b c", "A b c", "a b C", Some("A b C"));
        check_lines("a b c d", "a b c d e", "x a b c d", Some("x a b c d e"));
        check_lines("a b c d e", "a c d e", "a b c e", Some("a c e"));
    }

    #[test]
    fn lines_that_touch_are_not() {
        check_lines("a b c", "A b c", "a B c", None);
        check_lines("a b", "a b c", "a b d", None);
        check_lines("a b c", "a x b c", "a y b c", None);
        check_lines("a", "b", "c", None);
        check_lines("", "b", "c", None);
    }

    #[track_caller]
    fn check_list(base: &str, ours: &str, theirs: &str, expected: Option<&str>) {
        let list = |text: &str| text.chars().collect::<Vec<_>>();
        let joined = super::list(&list(base), &list(ours), &list(theirs));
        assert_eq!(joined, expected.map(list));
    }

    #[test]
    fn lists_are_joined_where_each_side_only_adds_or_only_removes() {
        check_list("abc", "abcx", "abcy", Some("abcxy"));
        check_list("abc", "abcx", "abcx", Some("abcx"));
        check_list("abc", "bc", "ab", Some("b"));
        check_list("abc", "bc", "abcx", Some("bcx"));
        check_list("abc", "xbc", "abcy", None);
        check_list("abc", "cab", "abcy", None);
        check_list("aa", "a", "aab", None);
    }
}
