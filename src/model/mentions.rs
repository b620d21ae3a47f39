//! Links in the text of notes: `[[ID]]` and `[[ID|the words shown]]`.
//!
//! The id says what is meant, so that a link survives a new title; the words say what to show, so
//! that the text can be read without the program.

use std::ops::Range;

use super::ids::{ID_CHARS, Id};

/// A link in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'a> {
    /// The bits of the id it names; the kind is not said.
    pub bits: u64,
    /// The words to show, if it has its own.
    pub words: Option<&'a str>,
    /// The bytes of the text that it takes, brackets included.
    pub range: Range<usize>,
}

/// The links in `text`, in order. Brackets that hold no id are text.
pub fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + memchr::memmem::find(text.as_bytes().get(from..)?, b"[[")?;
            let inside = open + 2;
            let rest = text.get(inside..)?;
            // A link lies on one line, and "[[[" opens at its last two brackets.
            from = inside - 1;
            let Some(length) = rest.find("]]") else {
                from = text.len();
                return None;
            };
            let content = rest.get(..length)?;
            let (id, words) = match content.split_once('|') {
                Some((id, words)) => (id, Some(words)),
                None => (content, None),
            };
            if id.len() != ID_CHARS || content.contains('\n') {
                continue;
            }
            let Ok(id) = id.parse::<Id<()>>() else {
                continue;
            };
            from = inside + length + 2;
            return Some(Mention {
                bits: id.bits(),
                words: words.filter(|words| !words.is_empty()),
                range: open..from,
            });
        }
    })
}

/// The text of a link to the record with this id.
#[must_use]
pub fn mention(id: impl std::fmt::Display, words: &str) -> String {
    // Brackets and bars in the words would end the link early.
    let words: String = words
        .chars()
        .map(|c| match c {
            '[' => '(',
            ']' => ')',
            '|' | '\n' | '\r' => ' ',
            other => other,
        })
        .collect();
    format!("[[{id}|{}]]", words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<String> = mentions(text)
            .map(|m| format!("{}={}", Id::<()>::from_bits(m.bits), m.words.unwrap_or("-")))
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn links_are_found_and_other_brackets_are_not() {
        check(
            "see [[0000000000AB|the strike]].",
            "0000000000AB=the strike",
        );
        check(
            "[[0000000000AB]] and [[0000000000AC|]]",
            "0000000000AB=- 0000000000AC=-",
        );
        check("[[[0000000000AB]]]", "0000000000AB=-");
        check("[[the strike]] [[0000000000AB|x", "");
        check("[[ [[0000000000AB|x]] ]]", "0000000000AB=x");
        check("[[0000000000AB|two\nlines]]", "");
        check("[[]] ]] [[", "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_found(bits in 0u64..1 << 60, words in "\\PC{1,30}") {
            let id = Id::<()>::from_bits(bits);
            let text = format!("a {} b", mention(id, &words));
            let found: Vec<_> = mentions(&text).collect();
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].bits, bits);
        }

        #[test]
        fn no_text_makes_it_fail(text in "[\\[\\]|0A\n]{0,60}") {
            prop_assert!(mentions(&text).all(|m| text.get(m.range).is_some()));
        }
    }
}
