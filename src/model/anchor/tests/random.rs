//! Scripts of random edits against a reference that gives every character an identity of its own
//! and looks at the whole text anew after each edit.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;
use crate::model::AnchorState;

/// What texts are made of: letters that repeat, spaces, marks and joiners that make one character
/// of several, flags, Persian.
const PARTS: &[&str] = &[
    "a",
    "b",
    "a",
    " ",
    " ",
    "\n",
    "é",
    "e\u{301}",
    "\u{301}",
    "😀",
    "👩\u{200D}👧",
    "\u{200D}",
    "🇵🇰",
    "🇮",
    "می\u{200C}خو",
    "\u{200C}",
];

/// An edit as parts of a whole: where, how much goes, what comes.
#[derive(Debug, Clone)]
struct Roll {
    at: u16,
    removed: u8,
    added: Vec<usize>,
    words: u16,
}

fn roll() -> impl Strategy<Value = Roll> {
    let removed = prop_oneof![3 => Just(0), 3 => 1_u8..4, 1 => 4_u8..30];
    let added = prop::collection::vec(0..PARTS.len(), 0..6);
    (any::<u16>(), removed, added, any::<u16>()).prop_map(|(at, removed, added, words)| Roll {
        at,
        removed,
        added,
        words,
    })
}

fn text_of(parts: &[usize]) -> String {
    parts.iter().map(|&part| PARTS[part]).collect()
}

/// A text whose characters have identities.
#[derive(Debug, Clone, Default)]
struct Marked {
    chars: Vec<(char, usize)>,
    next: usize,
}

impl Marked {
    fn put(&mut self, range: std::ops::Range<usize>, text: &str) {
        let next = self.next;
        let new = text.chars().enumerate().map(|(n, c)| (c, next + n));
        self.next += text.chars().count();
        self.chars.splice(range, new);
    }

    fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    fn byte(&self, at: usize) -> usize {
        self.chars[..at].iter().map(|(c, _)| c.len_utf8()).sum()
    }

    fn place(&self, id: usize) -> Option<usize> {
        self.chars.iter().position(|(_, other)| *other == id)
    }

    /// The characters of which graphemes begin, and the end.
    fn borders(&self) -> Vec<usize> {
        let text = self.text();
        let starts = text
            .grapheme_indices(true)
            .map(|(at, _)| text[..at].chars().count());
        starts.chain([self.chars.len()]).collect()
    }
}

/// A passage as the reference knows it.
#[derive(Debug, Clone)]
struct Known {
    /// The identities of its characters; empty if it is lost.
    ids: Vec<usize>,
    /// Its words at first.
    first: String,
    passage: Passage,
}

impl Known {
    fn new(text: &Marked, roll: u16) -> Option<Self> {
        let borders = text.borders();
        let from = roll as usize % borders.len();
        let to = (from + 1 + roll as usize / 7 % 9).min(borders.len() - 1);
        let range = borders[from]..borders[to];
        let plain = text.text();
        let passage = Passage::of(
            &Capture::of_text(1, &plain),
            text.byte(range.start)..text.byte(range.end),
        )?;
        if passage.exact().trim().is_empty() {
            return None;
        }
        Some(Self {
            ids: text.chars[range].iter().map(|(_, id)| *id).collect(),
            first: passage.exact().to_owned(),
            passage,
        })
    }

    /// What the passage must be in `after`, told by the identities alone.
    fn follow(&mut self, before: &Marked, after: &Marked) {
        let Some(&last) = self.ids.last() else { return };
        let (start, end) = (
            before.place(self.ids[0]).unwrap(),
            before.place(last).unwrap() + 1,
        );
        let is_gone = |id: &&usize| after.place(**id).is_none();
        let gone: Vec<usize> = before.chars.iter().map(|(_, id)| *id).collect();
        let gone: Vec<usize> = gone.iter().filter(is_gone).copied().collect();
        let is_mine = |id: &usize| {
            before.chars[start..end]
                .iter()
                .any(|(_, other)| other == id)
        };
        let replaces_mine = !gone.is_empty() && gone.iter().all(is_mine);
        let mut mine: Vec<usize> = self
            .ids
            .iter()
            .filter(|id| after.place(**id).is_some())
            .copied()
            .collect();
        if replaces_mine {
            mine.extend(
                after
                    .chars
                    .iter()
                    .map(|(_, id)| *id)
                    .filter(|id| *id >= before.next),
            );
        }
        let places: Vec<usize> = mine.iter().filter_map(|id| after.place(*id)).collect();
        let (Some(&first), Some(&last)) = (places.iter().min(), places.iter().max()) else {
            self.ids.clear();
            return;
        };
        let span: String = after.chars[first..=last].iter().map(|(c, _)| c).collect();
        if span.trim().is_empty() {
            self.ids.clear();
            return;
        }
        let borders = after.borders();
        let from = borders.iter().rfind(|border| **border <= first).unwrap();
        let to = borders.iter().find(|border| **border > last).unwrap();
        self.ids = after.chars[*from..*to].iter().map(|(_, id)| *id).collect();
    }

    fn check(&self, text: &Marked) -> Result<(), TestCaseError> {
        let now = &self.passage;
        let plain = text.text();
        if self.ids.is_empty() {
            prop_assert_eq!(now.state, AnchorState::Lost);
            return Ok(());
        }
        let start = text.place(self.ids[0]).unwrap();
        let words: String = text.chars[start..start + self.ids.len()]
            .iter()
            .map(|(c, _)| c)
            .collect();
        let at = text.byte(start);
        let expected = Passage::of(&Capture::of_text(1, &plain), at..at + words.len()).unwrap();
        let is_first = words == self.first;
        let expected = Passage {
            state: if is_first {
                AnchorState::Exact
            } else {
                AnchorState::Changed
            },
            was: if is_first {
                String::new().into()
            } else {
                self.first.clone().into()
            },
            ..expected
        };
        prop_assert_eq!(now, &expected);
        prop_assert!(now.holds_in(&plain));
        Ok(())
    }
}

/// The passage as it would be if only both texts were known, and not where they were edited: what
/// the edit left alone is left alone then, too, and nothing lies.
fn check_comparison(
    before: &Passage,
    exactly: &Passage,
    is_apart: bool,
    edit: &TextEdit<'_>,
    after: &str,
) -> Result<(), TestCaseError> {
    let compared = shift(before, edit);
    if is_apart && exactly.exact() == before.exact() {
        prop_assert_eq!(compared.exact(), exactly.exact(), "{:?}", edit);
        prop_assert_eq!(compared.state, exactly.state);
    }
    match compared.state {
        AnchorState::Lost => prop_assert_eq!(compared.exact(), before.exact()),
        _ => prop_assert!(compared.holds_in(after)),
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::model::chance::cases(4))]

    #[test]
    fn passages_follow_two_hundred_edits(
        start in prop::collection::vec(0..PARTS.len(), 20..60),
        rolls in prop::collection::vec(roll(), 200..220),
    ) {
        let mut text = Marked::default();
        text.put(0..0, &text_of(&start));
        let mut passages: Vec<Known> = Vec::new();
        for roll in &rolls {
            passages.retain(|known| !known.ids.is_empty());
            if passages.len() < 5 {
                passages.extend(Known::new(&text, roll.words));
            }
            let n_chars = text.chars.len();
            let from = roll.at as usize % (n_chars + 1);
            // A text that grows is cut now and then.
            let most = if n_chars > 150 { 60 } else { roll.removed as usize };
            let to = (from + most).min(n_chars);
            let with = text_of(&roll.added);
            let before = text.clone();
            text.put(from..to, &with);
            let (old, new) = (before.text(), text.text());
            let hash = Sha256::of(old.as_bytes());
            let edited = before.byte(from)..before.byte(to);
            let splice = Splice::new(edited.clone(), with);
            prop_assert_eq!(&splice.applied(&old), &new);
            let exactly = TextEdit::by(&old, hash, &new, vec![splice]);
            let compared = TextEdit::between(&old, hash, &new);
            for known in &mut passages {
                let now = shift(&known.passage, &exactly);
                let place = known.passage.byte_range(&old).unwrap();
                let is_apart = edited.end <= place.start || edited.start >= place.end;
                check_comparison(&known.passage, &now, is_apart, &compared, &new)?;
                known.passage = now;
                known.follow(&before, &text);
                known.check(&text)?;
            }
        }
    }
}
