//! Whose place it is: a place whose words the old text had elsewhere too may be that one's.

use std::ops::Range;

use super::context::Context;
use super::places::{Place, Text, score};

/// How far one must fit better than the other to be the owner.
const MARGIN: f32 = 0.05;
/// Others that are looked at; among more of them nobody can be told.
const MOST_OTHERS: usize = 64;

/// Who fits a place better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The passage does.
    Ours,
    /// Nobody can say.
    Doubtful,
    /// The same words elsewhere in the old text do.
    Theirs,
}

/// Whose the place in `new` is: the passage's, which stood at `home` in `old`, or that of the same
/// words beside it.
pub(super) fn owner(place: &Place, new: &Text<'_>, old: &Text<'_>, home: &Range<usize>) -> Owner {
    let words = new.index.text().get(place.range.clone());
    let mut others = old.occurrences(words.unwrap_or_default());
    others.retain(|other| other.end <= home.start || other.start >= home.end);
    if others.len() > MOST_OTHERS {
        return Owner::Doubtful;
    }
    let parts = others.into_iter().map(|other| {
        let context = Context::around(old, other);
        new.agreement(&context, &place.range).part()
    });
    let Some(part) = parts.max_by(f32::total_cmp) else {
        return Owner::Ours;
    };
    let theirs = score(1.0, part);
    let is_ours_alone = place.is_whole() && part < 1.0;
    if is_ours_alone || theirs <= place.score - MARGIN {
        Owner::Ours
    } else if theirs >= place.score + MARGIN {
        Owner::Theirs
    } else {
        Owner::Doubtful
    }
}
