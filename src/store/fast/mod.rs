//! Reading the text of one record fast, and writing it.
//!
//! `ron` is the reference of what a text means. The reader here knows the part of RON that projects are written in:
//! structs, lists, choices, options, strings without rare escapes, decimal numbers, `true` and `false`, comments. Of
//! everything else (a field that is not known, a name or white space outside of ASCII, a number in another base, a text
//! that is wrong in any way) it says nothing: it gives up, and the caller reads the same text again with `ron`, which has
//! the values in doubt and all error messages. So there is one rule: **what this reader gives, `ron` gives, too.** The
//! tests hold the two against each other on samples, on samples with random faults and on texts made by chance.
//!
//! Writing is the same the other way round: the texts are those that `ron` writes, which the tests hold it to, and what it does
//! not know is left for `ron`.
//!
//! Strings without escapes are borrowed from the text, nothing is looked at twice, and no error is put into words.

mod read;
mod tokens;
mod write;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use tokens::Reader;
use write::Writer;

/// How deep values may stand in each other. Records are not as deep; `ron` allows more.
const MAX_DEPTH: usize = 24;

/// The value in `text`, or nothing if `ron` has to say what it is. `implicit_some`: whether a value may stand for
/// `Some(value)`.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str, implicit_some: bool) -> Option<T> {
    let mut reader = Reader::new(text, 0, implicit_some);
    reader.blank().ok()?;
    let value = T::deserialize(&mut reader).ok()?;
    reader.blank().ok()?;
    reader.at_end().then_some(value)
}

/// The value that starts at `start` of `text`, and where it ends; nothing if `ron` has to say what it is.
#[inline]
pub(super) fn read_at<'de, T: Deserialize<'de>>(
    text: &'de str,
    start: usize,
    implicit_some: bool,
) -> Option<(T, usize)> {
    let mut reader = Reader::new(text, start, implicit_some);
    let value = T::deserialize(&mut reader).ok()?;
    Some((value, reader.pos()))
}

/// Puts the canonical text of `value` at the end of `out`, as it stands within `depth` brackets; says whether it could. If not,
/// `out` is as it was, and `ron` has to write the value.
pub(super) fn write<T: Serialize>(out: &mut String, value: &T, depth: usize) -> bool {
    let start = out.len();
    let written = value.serialize(&mut Writer { out, depth }).is_ok();
    if !written {
        out.truncate(start);
    }
    written
}
