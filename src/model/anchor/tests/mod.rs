//! Anchors, text in and text out.

mod random;
mod readings;
mod shifts;

use super::*;
use crate::model::{Capture, Passage, Sha256};

/// A text in which the passage stands between ⟦ and ⟧: the text without the signs, and its bytes.
#[track_caller]
fn marked(text: &str) -> (String, std::ops::Range<usize>) {
    let (before, rest) = text.split_once('⟦').unwrap();
    let (words, after) = rest.split_once('⟧').unwrap();
    let range = before.len()..before.len() + words.len();
    (format!("{before}{words}{after}"), range)
}

/// The text with the passage marked, if it has a place in it.
fn shown(text: &str, passage: &Passage) -> String {
    match TextIndex::new(text).place_of(passage) {
        Some(range) => {
            let (before, after) = (&text[..range.start], &text[range.end..]);
            format!("{before}⟦{}⟧{after}", &text[range])
        }
        None => text.to_owned(),
    }
}
