//! Anchors, text in and text out.

mod random;
mod readings;
mod shifts;

use super::*;
use crate::model::date::When;
use crate::model::{Capture, CaptureNature, Id, Passage, Sha256};

fn capture(id: u64, text: &str) -> Capture {
    Capture {
        id: Id::from_bits(id),
        source: Id::from_bits(9),
        taken: When::default(),
        nature: CaptureNature::FullText,
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    }
}

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
