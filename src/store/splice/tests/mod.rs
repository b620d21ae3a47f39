//! Splicing: texts in, text out, and what holds for all of them.

use super::*;
use crate::store::scan::{outline, tree};

mod generate;
mod hostile;
mod laws;
mod lists;
mod records;
mod tables;
mod values;

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

/// Checks a case: the record as it stands in the file, the canonical text before and after, and the record as it must stand in
/// the file afterwards.
#[track_caller]
fn check_merge(original: &str, old: &str, new: &str, expected: &str) {
    let result = merged(original, old, new);
    assert_eq!(
        result, expected,
        "\n--- found\n{result}\n--- expected\n{expected}"
    );
}
