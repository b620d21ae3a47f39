//! The words of a passage with their surroundings.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The words that a passage stands on, and those before and after them.
///
/// The three lie side by side in one text. While they stand so in the text of their capture, that is the one: see
/// [`Words::share`]. So quoting a text takes little room however much of it is quoted.
#[derive(Clone)]
pub struct Words {
    text: Text,
    /// Where the words before begin, and how many bytes each of the three takes.
    start: u32,
    before: u32,
    exact: u32,
    after: u32,
}

#[derive(Clone)]
enum Text {
    Own(Box<str>),
    OfCapture(Arc<str>),
}

impl Text {
    fn as_str(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::OfCapture(text) => text,
        }
    }
}

impl Words {
    /// The words `exact` between the two others.
    #[must_use]
    pub fn new(before: &str, exact: &str, after: &str) -> Self {
        // Texts of projects are far below 4 GB.
        let len = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self {
            text: Text::Own([before, exact, after].concat().into()),
            start: 0,
            before: len(before),
            exact: len(exact),
            after: len(after),
        }
    }

    /// The words themselves.
    #[must_use]
    pub fn exact(&self) -> &str {
        self.part(self.before as usize, self.exact)
    }

    /// Other words in the same surroundings.
    #[must_use]
    pub fn with_exact(&self, exact: &str) -> Self {
        Self::new(self.before(), exact, self.after())
    }

    /// What stands before them.
    #[must_use]
    pub fn before(&self) -> &str {
        self.part(0, self.before)
    }

    /// What stands after them.
    #[must_use]
    pub fn after(&self) -> &str {
        self.part(self.before as usize + self.exact as usize, self.after)
    }

    fn part(&self, from: usize, len: u32) -> &str {
        let from = self.start as usize + from;
        let part = self.text.as_str().get(from..from + len as usize);
        part.unwrap_or_default()
    }

    /// All three.
    fn all(&self) -> Option<&str> {
        self.text.as_str().get(self.bytes())
    }

    /// The bytes of the text that all three take.
    fn bytes(&self) -> Range<usize> {
        let start = self.start as usize;
        let len: usize = [self.before, self.exact, self.after]
            .map(|len| len as usize)
            .iter()
            .sum();
        start..start + len
    }

    /// Makes the words a part of `text`, if they stand there with their surroundings so that `exact` begins at the byte `at`; says
    /// whether they do.
    pub(in crate::model) fn share(&mut self, text: &Arc<str>, at: usize) -> bool {
        let Some(start) = at.checked_sub(self.before as usize) else {
            return false;
        };
        let there = text.get(start..start + self.bytes().len());
        let is_same = there.is_some() && there == self.all();
        let Some(start) = u32::try_from(start).ok().filter(|_| is_same) else {
            return false;
        };
        self.text = Text::OfCapture(Arc::clone(text));
        self.start = start;
        true
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        let parts = |words: &Self| (words.before, words.exact, words.after);
        parts(self) == parts(other) && self.all() == other.all()
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = (self.before(), self.exact(), self.after());
        fmt::Debug::fmt(&parts, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_share(text: &str, at: usize, is_shared: bool) {
        let words = Words::new("ä ", "bc", " d");
        let mut shared = words.clone();
        let text: Arc<str> = text.into();
        assert_eq!(shared.share(&text, at), is_shared);
        let range = text.as_bytes().as_ptr_range();
        assert_eq!(range.contains(&shared.exact().as_ptr()), is_shared);
        assert_eq!(shared, words);
        let parts = (shared.before(), shared.exact(), shared.after());
        assert_eq!(parts, ("ä ", "bc", " d"));
    }

    #[test]
    fn words_share_the_text_that_they_stand_in() {
        check_share("ä bc d", 3, true);
        check_share("x ä bc d e", 5, true);
        check_share("ä bc d", 4, false);
        check_share("ä bc d", 2, false);
        check_share("ä bc d", 0, false);
        check_share("ä bc d", 99, false);
        check_share("ä bc", 3, false);
        check_share("bc d", 0, false);
    }

    #[test]
    fn words_are_equal_if_all_three_parts_are() {
        assert_eq!(Words::new("", "ab", "c"), Words::new("", "ab", "c"));
        assert_ne!(Words::new("", "ab", "c"), Words::new("", "a", "bc"));
        assert_ne!(Words::new("", "ab", "c"), Words::new("a", "b", "c"));
    }
}
