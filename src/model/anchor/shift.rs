//! Passages follow an edit of their text, exactly and without any search.

use std::ops::Range;

use super::borders::{is_grapheme_border, whole_graphemes};
use super::index::TextIndex;
use super::splice::{Splice, splices};
use crate::model::{AnchorState, Passage, Sha256};

/// A text before and after an edit, for the passages in it.
#[derive(Debug)]
pub struct TextEdit<'a> {
    before: TextIndex<'a>,
    after: TextIndex<'a>,
    /// The hash that passages name the text before by, if they do.
    hash: Sha256,
    /// In order, apart from each other.
    splices: Vec<Splice>,
}

impl<'a> TextEdit<'a> {
    /// `before`, whose hash is `hash`, became `after`; how, is told by comparing them.
    #[must_use]
    pub fn between(before: &'a str, hash: Sha256, after: &'a str) -> Self {
        Self::by(before, hash, after, splices(before, after))
    }

    /// `before` became `after` by these splices, which are in order and apart from each other.
    #[must_use]
    pub fn by(before: &'a str, hash: Sha256, after: &'a str, splices: Vec<Splice>) -> Self {
        Self {
            before: TextIndex::new(before),
            after: TextIndex::new(after),
            hash,
            splices,
        }
    }
}

/// What became of the words of a passage.
enum Words {
    /// They are untouched, and stand here now.
    Stand(Range<usize>),
    /// The edit touched them, and what they became stands here now.
    Touched(Range<usize>),
    /// All of them went.
    Gone,
}

/// The passage as it is after the edit.
///
/// Words that the edit left alone keep their state and get their new position and context. If it
/// touched them, the passage is changed: `exact` is what they became, `was` what they had been
/// before the first such change; if they are back at that, they are exact. What is put in at a
/// border does not join the passage; what replaces some of its words, or all of them and nothing
/// else, does. If all of them go, or with others, it is lost and keeps its words and position, with
/// the hash of the text before. Passages that have no place in the text are left as they are.
#[must_use]
pub fn shift(passage: &Passage, edit: &TextEdit<'_>) -> Passage {
    let is_of_this_text = passage.sha256.is_none_or(|hash| hash == edit.hash);
    if !is_of_this_text {
        return passage.clone();
    }
    if !passage.state.has_place() {
        // Its position counts in the text before, which is the capture's own no more.
        return Passage {
            sha256: Some(edit.hash).into(),
            ..passage.clone()
        };
    }
    let Some(place) = edit.before.place_of(passage) else {
        return passage.clone();
    };
    let standing = match words_after(edit, place) {
        Words::Stand(range) => edit
            .after
            .passage(passage.capture, range)
            .map(|now| Passage {
                state: passage.state,
                was: passage.was.clone(),
                ..now
            }),
        Words::Touched(range) => {
            let now = edit.after.passage(passage.capture, range);
            now.map(|now| touched(passage, now))
        }
        Words::Gone => None,
    };
    standing.unwrap_or_else(|| lost(passage, edit.hash))
}

fn touched(before: &Passage, now: Passage) -> Passage {
    if now.exact() == before.exact() {
        return Passage {
            state: before.state,
            was: before.was.clone(),
            ..now
        };
    }
    let was = if before.was.is_empty() {
        before.exact()
    } else {
        &before.was
    };
    if was == now.exact() {
        return now;
    }
    Passage {
        state: AnchorState::Changed,
        was: was.into(),
        ..now
    }
}

fn lost(passage: &Passage, hash: Sha256) -> Passage {
    Passage {
        state: AnchorState::Lost,
        sha256: Some(hash).into(),
        ..passage.clone()
    }
}

fn words_after(edit: &TextEdit<'_>, place: Range<usize>) -> Words {
    let (before, after) = (edit.before.text(), edit.after.text());
    let is_cut = |range: &Range<usize>| !cuts(before, &place) && cuts(after, range);
    let is_same = |range: &Range<usize>| after.get(range.clone()) == before.get(place.clone());
    // Splices that can stand in several places are taken to stand beside the words, on the one side
    // or on the other.
    for lean in [Lean::After, Lean::Before] {
        if let Words::Stand(range) = followed(&edit.splices, place.clone(), lean)
            && is_same(&range)
            && !is_cut(&range)
        {
            return Words::Stand(range);
        }
    }
    // Otherwise they stand where they were found, all of them together.
    let pinned: Vec<_> = edit.splices.iter().map(Splice::pinned).collect();
    let is_blank = |range: &Range<usize>| {
        let words = after.get(range.clone()).unwrap_or_default();
        words.trim().is_empty()
    };
    match followed(&pinned, place.clone(), Lean::After) {
        Words::Stand(range) if is_cut(&range) => Words::Touched(whole_graphemes(after, range)),
        Words::Touched(range) if is_blank(&range) => Words::Gone,
        Words::Touched(range) => Words::Touched(whole_graphemes(after, range)),
        words => words,
    }
}

fn cuts(text: &str, range: &Range<usize>) -> bool {
    [range.start, range.end]
        .into_iter()
        .any(|at| !is_grapheme_border(text, at))
}

/// On which side of the words a splice is taken to stand if it can stand on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lean {
    Before,
    After,
}

/// The words through all splices. The last goes first, so that the places of the others hold.
fn followed(splices: &[Splice], place: Range<usize>, lean: Lean) -> Words {
    let mut range = place;
    let mut is_touched = false;
    for splice in splices.iter().rev() {
        match through(splice, &range, lean) {
            Words::Stand(now) => range = now,
            Words::Touched(now) => {
                is_touched = true;
                range = now;
            }
            Words::Gone => return Words::Gone,
        }
    }
    if is_touched {
        Words::Touched(range)
    } else {
        Words::Stand(range)
    }
}

fn through(splice: &Splice, words: &Range<usize>, lean: Lean) -> Words {
    let (first, last) = splice.starts();
    let Range { start, end } = splice.range;
    let (removed, added) = (end - start, splice.with.len());
    let moved = |at: usize| at + added - removed;
    let is_after = last >= words.end;
    let is_before = first + removed <= words.start;
    match (is_before, is_after) {
        (true, true) if lean == Lean::After => return Words::Stand(words.clone()),
        (true, _) => return Words::Stand(moved(words.start)..moved(words.end)),
        (false, true) => return Words::Stand(words.clone()),
        (false, false) => {}
    }
    let is_inside = start >= words.start && end <= words.end;
    if is_inside {
        let range = words.start..moved(words.end);
        return if range.is_empty() {
            Words::Gone
        } else {
            Words::Touched(range)
        };
    }
    match (start <= words.start, end >= words.end) {
        (true, true) => Words::Gone,
        (true, false) => Words::Touched(start + added..moved(words.end)),
        (false, _) => Words::Touched(words.start..start),
    }
}
