//! Places of a text that may be a passage's, and how well each fits.

use std::cmp::Reverse;
use std::ops::Range;

use super::borders::{is_grapheme_border, is_inside_a_word, whole_graphemes};
use super::context::{Agreement, Context, plain};
use super::index::TextIndex;
use super::search::{Hit, Pattern};
use crate::model::Passage;

/// Characters that a quote must have to be looked for otherwise than in its exact words.
pub(super) const LEAST_QUOTE: usize = 12;
/// One edit in this many characters of the quote is allowed.
const CHARS_PER_EDIT: usize = 5;
/// Edits that are allowed at most.
const MOST_EDITS: usize = 128;
/// Places of the exact words that are weighed at most: of more of them, those with the most
/// characters of the context right beside the words.
const MOST_EXACT: usize = 64;
/// Like places that are weighed at most.
const MOST_LIKE: usize = 8;
/// Characters about a border of like words among which the best one is looked for.
const BORDER_CHARS: usize = 32;
/// Characters of a side, at most and at least, by which the place of words is found that are not
/// like the quote.
const SIDE_CHARS: usize = 12;
const LEAST_SIDE: usize = 8;

/// Parts of a score: the words and both sides, as Hypothes.is weighs them.
const WORDS_WEIGHT: f32 = 50.0 / 90.0;
const SIDES_WEIGHT: f32 = 40.0 / 90.0;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) words: &'a str,
    /// Characters of the words.
    pub(super) length: usize,
    pub(super) context: Context,
    /// Whether the quote begins and ends inside a word.
    cut: (bool, bool),
}

impl<'a> Wanted<'a> {
    pub(super) fn of(passage: &'a Passage) -> Self {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (before, words) = (chars(passage.words.before()), chars(passage.exact()));
        let after = chars(passage.words.after());
        Self {
            words: passage.exact(),
            length: words.len(),
            context: Context::of(passage),
            cut: (
                is_inside_a_word(&before, &words),
                is_inside_a_word(&words, &after),
            ),
        }
    }
}

/// A place and how well it fits.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Edits between the quote and the words.
    pub(super) edits: usize,
    pub(super) agreement: Agreement,
    /// Between 0 and 1.
    pub(super) score: f32,
}

impl Place {
    /// Whether all of the context is there.
    pub(super) fn is_whole(&self) -> bool {
        self.agreement.part() >= 1.0
    }
}

/// How well a place fits by the likeness of its words and the agreement of its surroundings, all
/// between 0 and 1.
pub(super) fn score(words: f32, surroundings: f32) -> f32 {
    WORDS_WEIGHT * words + SIDES_WEIGHT * surroundings
}

/// A text in which passages are looked for.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) index: TextIndex<'a>,
    /// Its characters as they are compared.
    chars: Vec<char>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            index: TextIndex::new(text),
            chars: text.chars().map(plain).collect(),
        }
    }

    /// Whether the words at the bytes are no part of longer ones, unless the quote is, too.
    pub(super) fn is_whole(&self, wanted: &Wanted<'_>, range: &Range<usize>) -> bool {
        let text = self.index.text();
        let cuts = |at: usize| {
            let (before, after) = self.chars.split_at(self.index.char_of(at));
            is_inside_a_word(before, after)
        };
        is_grapheme_border(text, range.start)
            && is_grapheme_border(text, range.end)
            && (wanted.cut.0 || !cuts(range.start))
            && (wanted.cut.1 || !cuts(range.end))
    }

    /// The bytes at which these words stand, as part of longer ones too.
    pub(super) fn occurrences(&self, words: &str) -> Vec<Range<usize>> {
        let text = self.index.text();
        let step = words.chars().next().map_or(1, char::len_utf8);
        let finder = memchr::memmem::Finder::new(words);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = text
            .as_bytes()
            .get(from..)
            .and_then(|rest| finder.find(rest))
        {
            let start = from + at;
            found.push(start..start + words.len());
            from = start + step;
        }
        found
    }

    /// The places where the exact words stand, best first.
    pub(super) fn exact(&self, wanted: &Wanted<'_>) -> Vec<Place> {
        let mut ranges = self.occurrences(wanted.words);
        if ranges.len() > MOST_EXACT {
            ranges.sort_by_cached_key(|range| Reverse(wanted.context.n_beside(self.sides(range))));
        }
        let whole = ranges.into_iter().filter(|r| self.is_whole(wanted, r));
        let weighed = whole.take(MOST_EXACT).map(|r| self.place(wanted, r, 0));
        let mut places: Vec<Place> = weighed.collect();
        places.sort_by(|a, b| b.score.total_cmp(&a.score));
        places
    }

    /// A place that is beyond doubt.
    pub(super) fn certain_place(&self, wanted: &Wanted<'_>, range: Range<usize>) -> Place {
        let place = self.place(wanted, range, 0);
        Place {
            score: 1.0,
            ..place
        }
    }

    /// The characters before and after the bytes.
    pub(super) fn sides(&self, range: &Range<usize>) -> (&[char], &[char]) {
        let before = self.chars.get(..self.index.char_of(range.start));
        let after = self.chars.get(self.index.char_of(range.end)..);
        (before.unwrap_or_default(), after.unwrap_or_default())
    }

    /// How far a context agrees with what is around the bytes.
    pub(super) fn agreement(&self, context: &Context, range: &Range<usize>) -> Agreement {
        context.agreement(self.sides(range))
    }

    fn place(&self, wanted: &Wanted<'_>, range: Range<usize>, edits: usize) -> Place {
        let agreement = self.agreement(&wanted.context, &range);
        let words = 1.0 - edits.min(wanted.length) as f32 / wanted.length as f32;
        Place {
            range,
            edits,
            agreement,
            score: score(words, agreement.part()),
        }
    }

    /// The places with words that are like the quote and apart from each other, best first.
    pub(super) fn like(&self, wanted: &Wanted<'_>) -> Vec<Place> {
        if wanted.length < LEAST_QUOTE {
            return Vec::new();
        }
        let most = (wanted.length / CHARS_PER_EDIT).min(MOST_EDITS);
        let quote: Vec<char> = wanted.words.chars().map(plain).collect();
        let pattern = Pattern::new(quote.iter().copied());
        let backwards = Pattern::new(quote.iter().rev().copied());
        let mut hits = Vec::new();
        pattern.find(&self.chars, most, &mut |hit| hits.push(hit));
        let mut places = Vec::new();
        for hit in apart(hits, wanted.length / 2) {
            let before = self.chars.get(..hit.end).unwrap_or_default();
            let (_, length) =
                backwards.at_start(before.iter().rev().copied().take(2 * wanted.length));
            let rough = hit.end - length..hit.end;
            let place = self.with_best_borders(wanted, &pattern, rough);
            if let Some(place) = place.filter(|place| place.edits <= most) {
                places.push(place);
            }
        }
        places.sort_by(|a, b| b.score.total_cmp(&a.score));
        places
    }

    /// The place about here that fits best with the surroundings. The least edits alone would leave
    /// the words out that were replaced at a border: "three" of "three children".
    fn with_best_borders(
        &self,
        wanted: &Wanted<'_>,
        pattern: &Pattern,
        rough: Range<usize>,
    ) -> Option<Place> {
        let best = |ranges: &mut dyn Iterator<Item = Range<usize>>| {
            let places = ranges.filter_map(|range| {
                let words = self.chars.get(range.clone())?;
                let edits = pattern.distance(words.iter().copied());
                let bytes = self.index.byte_of(range.start)?..self.index.byte_of(range.end)?;
                let whole = whole_graphemes(self.index.text(), bytes);
                Some((range, self.place(wanted, whole, edits)))
            });
            places.max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score))
        };
        let mut starts = self.borders(wanted.cut.0, rough.start);
        starts.retain(|&at| at < rough.end && self.chars.get(at) != Some(&' '));
        let (found, _) = best(&mut starts.iter().map(|&start| start..rough.end))?;
        let mut ends = self.borders(wanted.cut.1, rough.end);
        ends.retain(|&at| at > found.start && self.chars.get(at - 1) != Some(&' '));
        let (_, place) = best(&mut ends.iter().map(|&end| found.start..end))?;
        Some(place)
    }

    /// The borders of words about the character, and it itself if it may cut one.
    fn borders(&self, cuts: bool, at: usize) -> Vec<usize> {
        let last = self.chars.len().min(at + BORDER_CHARS);
        let near = at.saturating_sub(BORDER_CHARS)..=last;
        let is_border = |border: usize| {
            let (before, after) = self.chars.split_at(border);
            !is_inside_a_word(before, after)
        };
        near.filter(|&border| is_border(border) || cuts && border == at)
            .collect()
    }

    /// What stands between the surroundings of the quote, where these stand together in one place
    /// only: the likeliest to be chosen for a quote that is lost.
    pub(super) fn between_sides(&self, wanted: &Wanted<'_>, passage: &Passage) -> Option<Place> {
        let n_before = passage.words.before().chars().count();
        let skipped = n_before.saturating_sub(SIDE_CHARS);
        let before: String = passage.words.before().chars().skip(skipped).collect();
        let after: String = passage.words.after().chars().take(SIDE_CHARS).collect();
        if n_before < LEAST_SIDE || after.chars().count() < LEAST_SIDE {
            return None;
        }
        let text = self.index.text();
        let room = 3 * wanted.words.len() + 64;
        let found = self.occurrences(&before).into_iter().filter_map(|side| {
            let rest = text.get(side.end..)?;
            let length = rest.find(&after).filter(|&length| length <= room)?;
            (length > 0).then(|| side.end..side.end + length)
        });
        let found: Vec<_> = found.take(2).collect();
        let [range] = found.as_slice() else {
            return None;
        };
        let words = text.get(range.clone())?.chars().map(plain);
        let edits = Pattern::new(wanted.words.chars().map(plain)).distance(words);
        let whole = whole_graphemes(text, range.clone());
        Some(self.place(wanted, whole, edits))
    }
}

/// The best hits whose ends are more than `distance` apart.
fn apart(mut hits: Vec<Hit>, distance: usize) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.edits, hit.end));
    let mut chosen: Vec<Hit> = Vec::new();
    for hit in hits {
        if chosen.len() == MOST_LIKE {
            break;
        }
        if chosen
            .iter()
            .all(|other| other.end.abs_diff(hit.end) > distance)
        {
            chosen.push(hit);
        }
    }
    chosen
}
