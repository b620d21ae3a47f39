//! `annals fmt`: projects in canonical form.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::words::{counted, located, not_read};
use crate::store::Folders;
use crate::store::format::{FormatError, format_file};

/// Writes projects in canonical form, or with `only_check` lists on `out` those that are not. What keeps its own form is
/// told on `err`.
///
/// # Errors
/// If `out` or `err` cannot be written.
pub fn format(
    paths: &[PathBuf],
    only_check: bool,
    folders: &Folders,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut worst = Outcome::Good;
    let mut n_changes = 0;
    for path in paths {
        let outcome = one(path, only_check, folders, out, err)?;
        n_changes += usize::from(outcome == Outcome::Problems);
        // A change is worth an exit status only if it was not made.
        if only_check || outcome == Outcome::Failed {
            worst = worst.max(outcome);
        }
    }
    out.flush()?;
    let files = counted(paths.len(), "file", "files");
    let done = if only_check { "to format" } else { "formatted" };
    writeln!(err, "{files} looked at, {n_changes} {done}.")?;
    Ok(worst)
}

/// Formats one file; [`Outcome::Problems`]: it was not canonical.
fn one(
    path: &Path,
    only_check: bool,
    folders: &Folders,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Outcome> {
    let formatted = match format_file(path, folders, !only_check) {
        Ok(formatted) => formatted,
        Err(FormatError::Open(error)) => {
            writeln!(err, "{}", not_read(path, &error))?;
            return Ok(Outcome::Failed);
        }
        Err(error) => {
            writeln!(err, "{}", located(path, None, &error.to_string()))?;
            return Ok(Outcome::Failed);
        }
    };
    for left in &formatted.left {
        let what = left.to_string();
        writeln!(err, "{}", located(path, Some(left.place), &what))?;
    }
    if let Some(warning) = &formatted.warning {
        writeln!(err, "{}", located(path, None, warning))?;
    }
    if !formatted.changes {
        return Ok(Outcome::Good);
    }
    if only_check {
        writeln!(out, "{}", located(path, None, "not in canonical form"))?;
    }
    Ok(Outcome::Problems)
}
