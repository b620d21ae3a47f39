//! Splicing: texts in, text out, and what holds for all of them.

use super::*;
use crate::store::scan::{outline, tree};

mod generate;
mod hostile;
mod laws;
mod records;
mod tables;

/// Merges and checks what every result must be.
pub(super) fn merged(original: &str, old: &str, new: &str) -> String {
    let merged = merge_record(original, old, new);
    assert!(
        tree(&merged).is_ok(),
        "the result cannot be taken apart:\n{merged}"
    );
    assert_eq!(
        merge_record(original, old, old),
        original,
        "nothing changed, and yet something did"
    );
    merged
}
