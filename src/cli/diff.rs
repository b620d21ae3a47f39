//! `annals diff`: what changed between two projects, in the analyst's words.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::Outcome;
use super::words::{limits, not_read, one_line};
use crate::edit::diff;
use crate::store;

/// Tells what changed from the project at `before` to that at `after`: a line for each record on
/// `out`, a summary on `err`. [`Outcome::Problems`]: they differ.
///
/// # Errors
/// If `out` or `err` cannot be written.
pub fn diff(
    before: &Path,
    after: &Path,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut opened = Vec::new();
    for path in [before, after] {
        match store::open(path, limits(), &AtomicBool::new(false)) {
            Ok(found) => opened.push(found),
            Err(error) => writeln!(err, "{}", not_read(path, &error))?,
        }
    }
    let [(old, old_hash), (new, new_hash)] = opened.as_slice() else {
        return Ok(Outcome::Failed);
    };
    let found = diff::diff(&old.project.snapshot(), &new.project.snapshot());
    for line in found.to_string().lines() {
        writeln!(out, "{}", one_line(line))?;
    }
    out.flush()?;
    if !found.is_empty() {
        writeln!(err, "Different: {}.", found.summary())?;
        return Ok(Outcome::Problems);
    }
    let how = if old_hash == new_hash {
        ""
    } else {
        " They are only written differently."
    };
    writeln!(err, "Both projects say the same.{how}")?;
    Ok(Outcome::Good)
}
