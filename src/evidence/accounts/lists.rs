//! Fields of which a voice may name several values: who took part, where it was.
//!
//! If one names A and B and another only A, then A of the one and B of the other differ without
//! a conflict: the second names less, and nothing else.

use super::super::compare::{
    Comparison, Verdict, compare_claims, may_be_listed, one_voice, speaker, value_words,
};
use crate::model::{Claim, Tables};

/// Compares two of the claims on a field; `counting` are those that count.
pub(super) fn compare_in<'a>(
    tables: &Tables,
    counting: impl Iterator<Item = &'a Claim> + Clone,
    one: &Claim,
    other: &Claim,
) -> Comparison {
    let found = compare_claims(tables, one, other);
    if found.verdict != Verdict::Conflict || !may_be_listed(&one.value) {
        return found;
    }
    let shared = named_too(tables, counting.clone(), other, one)
        .or_else(|| named_too(tables, counting, one, other));
    match shared {
        Some(listed) => Comparison {
            verdict: Verdict::Compatible,
            because: format!(
                "{} and {} differ, and {} names {} as well.",
                value_words(&one.value),
                value_words(&other.value),
                speaker(tables, listed),
                value_words(&listed.value)
            ),
        },
        None => found,
    }
}

/// The claim by which the voice of `claim` names what `other` names, if it does.
fn named_too<'a>(
    tables: &Tables,
    counting: impl Iterator<Item = &'a Claim>,
    claim: &Claim,
    other: &Claim,
) -> Option<&'a Claim> {
    let mut listed =
        counting.filter(|listed| one_voice(listed, claim) && may_be_listed(&listed.value));
    listed.find(|listed| {
        let found = compare_claims(tables, listed, other).verdict;
        matches!(found, Verdict::Same | Verdict::Compatible)
    })
}
