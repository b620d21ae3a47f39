//! A passage is looked for in a new copy of its text.
//!
//! | state | if |
//! |---|---|
//! | exact | the words stand at the position they had, and it is their place as for moved |
//! | moved | the exact words stand elsewhere: in a part that both texts have in common at one end; or where all of their context is; or where one side agrees, and no other place comes near; or they are long, and alone in both texts |
//! | changed | words at most one edit in five characters away, of a quote of 12 characters or more, stand where one side agrees, and no other place comes near |
//! | ambiguous | the exact words, or good likenesses, stand in several places that come near each other, or in one that may as well be another's |
//! | lost | none of these |
//!
//! A place is another's if the old text had its words elsewhere too, and their surroundings there
//! fit it better than the passage's own: what stood beside a passage is never what it became.
//! Words that are part of a longer word or figure than the quote's ("nine" in "nineteen", "15" in
//! "15,000") are not the exact words. A place comes near if its score is less than [`MARGIN`] below
//! the best. A side agrees if at least 0.6 of its (up to 32) characters are there.

use super::certain::Ends;
use super::owner::{Owner, owner};
use super::places::{LEAST_QUOTE, Place, Text, Wanted};
use crate::model::{AnchorState, Capture, Passage};

use std::ops::Range;

/// How far the best place must be ahead of the next.
const MARGIN: f32 = 0.1;
/// Characters of a quote that, standing once in the old text and once in the new one, is the same
/// whatever is around it.
const LONG_QUOTE: usize = 32;
/// Characters of context that are worth something if all of them are there.
const LEAST_CONTEXT: usize = 16;
/// Places that are given to choose from.
const MOST_CANDIDATES: usize = 8;

/// A place that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its code points.
    pub range: Range<u32>,
    /// The words there.
    pub words: String,
    /// How well it fits, between 0 and 1.
    pub score: f32,
}

/// What became of a passage in a new copy of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reanchored {
    /// The passage in the new capture, with its state. Ambiguous or lost: its words and position
    /// are those it had, with the hash of the text they are in.
    pub passage: Passage,
    /// The places that may be meant, best first, while none is taken.
    pub candidates: Vec<Candidate>,
    /// How well the best place fits, between 0 and 1; 0 if there is none.
    pub score: f32,
}

/// A new copy of a text, and the old one if there is one, for the passages that go from one to the
/// other.
#[derive(Debug)]
pub struct Reanchoring<'a> {
    old: Option<(&'a Capture, Text<'a>, Ends)>,
    new: (&'a Capture, Text<'a>),
}

/// What was decided about the places.
enum Verdict {
    Found(Place),
    Several(Vec<Place>),
    Nowhere(Vec<Place>),
}

impl<'a> Reanchoring<'a> {
    /// From `old`, if that text is still there, into `new`.
    #[must_use]
    pub fn new(old: Option<&'a Capture>, new: &'a Capture) -> Self {
        let ends = |old: &Capture| Ends::of(&old.text, &new.text);
        Self {
            old: old.map(|old| (old, Text::new(&old.text), ends(old))),
            new: (new, Text::new(&new.text)),
        }
    }

    /// What becomes of a passage. Its position must count in the old text, by its hash or because
    /// it stands there; otherwise only its words and context are known.
    #[must_use]
    pub fn passage(&self, passage: &Passage) -> Reanchored {
        if passage.exact().is_empty() {
            return self.doubtful(passage, AnchorState::Lost, &[]);
        }
        let home = self.home(passage);
        match self.verdict(passage, home.as_ref()) {
            Verdict::Found(place) => self
                .found(passage, &place)
                .unwrap_or_else(|| self.doubtful(passage, AnchorState::Lost, &[])),
            Verdict::Several(places) => self.doubtful(passage, AnchorState::Ambiguous, &places),
            Verdict::Nowhere(places) => self.doubtful(passage, AnchorState::Lost, &places),
        }
    }

    /// The places that may be meant by a passage that has none, best first, whatever was decided
    /// about them.
    #[must_use]
    pub fn candidates(&self, passage: &Passage) -> Vec<Candidate> {
        let wanted = Wanted::of(passage);
        let new = &self.new.1;
        if wanted.words.is_empty() {
            return Vec::new();
        }
        let places = with_likenesses(new.exact(&wanted), new.like(&wanted));
        if passage.state != AnchorState::Lost {
            return self.offered(&places);
        }
        let between = new.between_sides(&wanted, passage);
        self.offered(&with_place_between(places, between))
    }

    /// Where the passage stands in the old text.
    fn home(&self, passage: &Passage) -> Option<Range<usize>> {
        let (old, text, _) = self.old.as_ref()?;
        let is_of_it = match *passage.sha256 {
            Some(hash) => hash == old.sha256,
            None => passage.capture == old.id,
        };
        is_of_it.then(|| text.index.place_of(passage)).flatten()
    }

    fn verdict(&self, passage: &Passage, home: Option<&Range<usize>>) -> Verdict {
        let wanted = Wanted::of(passage);
        let new = &self.new.1;
        if let Some(place) = self.certain(&wanted, home) {
            return Verdict::Found(place);
        }
        let places = new.exact(&wanted);
        if let [first, rest @ ..] = places.as_slice()
            && wanted.context.len() >= LEAST_CONTEXT
            && first.is_whole()
            && !rest.first().is_some_and(Place::is_whole)
            && self.owner(first, home) == Owner::Ours
        {
            return Verdict::Found(first.clone());
        }
        let places = with_likenesses(places, new.like(&wanted));
        match self.weighed(&wanted, home, places) {
            Verdict::Nowhere(places) => {
                let between = new.between_sides(&wanted, passage);
                Verdict::Nowhere(with_place_between(places, between))
            }
            verdict => verdict,
        }
    }

    fn weighed(
        &self,
        wanted: &Wanted<'_>,
        home: Option<&Range<usize>>,
        places: Vec<Place>,
    ) -> Verdict {
        let owners: Vec<Owner> = places
            .iter()
            .take(MOST_CANDIDATES)
            .map(|place| self.owner(place, home))
            .collect();
        let owned = places.iter().zip(owners);
        let ours: Vec<_> = owned.filter(|(_, owner)| *owner != Owner::Theirs).collect();
        let Some((best, owner)) = ours.first() else {
            return Verdict::Nowhere(places);
        };
        let is_alone = places.iter().filter(|place| place.edits == 0).count() == 1;
        let is_sound = best.agreement.is_evidence()
            || best.edits == 0 && is_alone && self.is_long_and_single(wanted, home);
        let is_near = |(place, _): &(&Place, Owner)| best.score - place.score < MARGIN;
        let is_rivalled = *owner == Owner::Doubtful || ours.iter().skip(1).any(is_near);
        let is_repeated = best.edits == 0 && !is_alone && wanted.length >= LEAST_QUOTE;
        match (is_sound, is_rivalled) {
            (true, false) => Verdict::Found((*best).clone()),
            // Another's place is given to choose from, too.
            (true, true) => Verdict::Several(places),
            (false, _) if is_repeated => Verdict::Several(places),
            (false, _) => Verdict::Nowhere(places),
        }
    }

    fn owner(&self, place: &Place, home: Option<&Range<usize>>) -> Owner {
        match (&self.old, home) {
            (Some((_, old, _)), Some(home)) => owner(place, &self.new.1, old, home),
            _ => Owner::Ours,
        }
    }

    /// The place in a part that both texts have in common at one end.
    fn certain(&self, wanted: &Wanted<'_>, home: Option<&Range<usize>>) -> Option<Place> {
        let (_, _, ends) = self.old.as_ref()?;
        let new = &self.new.1;
        let range = ends.follow(home?, wanted, new)?;
        Some(new.certain_place(wanted, range))
    }

    fn is_long_and_single(&self, wanted: &Wanted<'_>, home: Option<&Range<usize>>) -> bool {
        let (Some((_, old, _)), Some(_)) = (&self.old, home) else {
            return false;
        };
        wanted.length >= LONG_QUOTE && old.occurrences(wanted.words).len() == 1
    }

    /// The passage at the place that was found.
    fn found(&self, passage: &Passage, place: &Place) -> Option<Reanchored> {
        let (capture, text) = &self.new;
        let now = text.index.passage(capture.id, place.range.clone())?;
        let before = if passage.was.is_empty() {
            passage.exact()
        } else {
            // Changed before, and nobody has accepted it.
            &passage.was
        };
        let (state, was) = if now.exact() != before {
            (AnchorState::Changed, before)
        } else if now.start == passage.start {
            (AnchorState::Exact, "")
        } else {
            (AnchorState::Moved, "")
        };
        Some(Reanchored {
            passage: Passage {
                state,
                was: was.into(),
                ..now
            },
            candidates: Vec::new(),
            score: place.score,
        })
    }

    /// The passage without a place, and the places that may be meant.
    fn doubtful(&self, passage: &Passage, state: AnchorState, places: &[Place]) -> Reanchored {
        let hash = match &self.old {
            Some((old, ..)) if old.id == passage.capture => Some(old.sha256),
            _ => None,
        };
        Reanchored {
            passage: Passage {
                capture: self.new.0.id,
                state,
                sha256: passage.sha256.or(hash).into(),
                ..passage.clone()
            },
            candidates: self.offered(places),
            score: places.first().map_or(0.0, |place| place.score),
        }
    }

    fn offered(&self, places: &[Place]) -> Vec<Candidate> {
        let (capture, text) = &self.new;
        let places = places.iter().take(MOST_CANDIDATES);
        let candidates = places.filter_map(|place| {
            let words = text.index.passage(capture.id, place.range.clone())?;
            Some(Candidate {
                range: words.start..words.end,
                words: words.exact().to_owned(),
                score: place.score,
            })
        });
        candidates.collect()
    }
}

/// Places of the exact words and, apart from them, of words like them; best first.
fn with_likenesses(mut places: Vec<Place>, mut like: Vec<Place>) -> Vec<Place> {
    let overlaps =
        |a: &Place, b: &Place| a.range.start < b.range.end && b.range.start < a.range.end;
    like.retain(|place| !places.iter().any(|exact| overlaps(exact, place)));
    places.extend(like);
    places.sort_by(|a, b| b.score.total_cmp(&a.score));
    places
}

/// Places to choose from, first of all what stands between the surroundings.
fn with_place_between(mut places: Vec<Place>, between: Option<Place>) -> Vec<Place> {
    if let Some(place) = between
        && places.iter().all(|other| other.range != place.range)
    {
        places.insert(0, place);
    }
    places
}
