//! `annals merge`: what two people made of one project, as one, also as a merge driver of git.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::Outcome;
use super::words::{counted, limits, located, not_read};
use crate::edit::merge::{Merge, Subject};
use crate::model::FilePlace;
use crate::store::{self, Opened};

/// The files of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Merged<'a> {
    /// What both began with. An empty file stands for an empty project.
    pub base: &'a Path,
    /// Our version, whose comments and formatting are kept.
    pub ours: &'a Path,
    /// Their version.
    pub theirs: &'a Path,
    /// Where to write, over what is there; may be one of the others.
    pub output: &'a Path,
}

/// Merges, and writes the result. Where the two disagree, ours is written and a line on `out` tells
/// of it, as it does of what only stands beside the data in theirs and could not come along.
/// [`Outcome::Problems`]: there is such a line.
///
/// # Errors
/// If `out` or `err` cannot be written.
pub fn merge(files: Merged<'_>, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Outcome> {
    let mut opened = Vec::new();
    for path in [files.base, files.ours, files.theirs] {
        match open(path) {
            Ok(found) => opened.push(found),
            Err(line) => writeln!(err, "{line}")?,
        }
    }
    let Ok([base, mut ours, theirs]) = <[Opened; 3]>::try_from(opened) else {
        return Ok(Outcome::Failed);
    };
    let merge = Merge::new(
        base.project.snapshot(),
        ours.project.snapshot(),
        theirs.project.snapshot(),
    );
    let written = ours
        .project
        .apply(&merge.transaction(&[]))
        .map_err(|error| format!("Not merged: {error}."))
        .and_then(|_| {
            let merged = ours.project.snapshot();
            store::adopt(&base.document, &ours.document, &theirs.document, &merged)
                .map_err(|error| error.to_string())
        })
        .and_then(|adopted| {
            store::write_bytes(files.output, adopted.text.as_bytes())
                .map_err(|error| format!("{error} {}", error.advice()))?;
            Ok(adopted.left)
        });
    let left = match written {
        Ok(left) => left,
        Err(reason) => {
            writeln!(err, "{}", located(files.output, None, &reason))?;
            return Ok(Outcome::Failed);
        }
    };
    for conflict in merge.conflicts() {
        for (number, part) in conflict.parts.iter().enumerate() {
            let place: Option<FilePlace> = match part.subject {
                Subject::Record(id) => ours.document.place_of(id),
                Subject::Project => None,
            };
            let what = if number == 0 {
                format!("conflict: {part}")
            } else {
                format!("with it: {part}")
            };
            writeln!(out, "{}", located(files.ours, place, &what))?;
        }
    }
    for left in &left {
        writeln!(
            out,
            "{}",
            located(files.theirs, Some(left.place), &left.what)
        )?;
    }
    out.flush()?;
    let conflicts = counted(merge.conflicts().len(), "conflict", "conflicts");
    let kept = if merge.conflicts().is_empty() {
        ""
    } else {
        "; ours is written for each"
    };
    let beside = if left.is_empty() {
        String::new()
    } else {
        format!(
            "; {} left out",
            counted(
                left.len(),
                "thing beside the data",
                "things beside the data"
            )
        )
    };
    writeln!(err, "Merged: {conflicts}{kept}{beside}.")?;
    Ok(if merge.conflicts().is_empty() && left.is_empty() {
        Outcome::Good
    } else {
        Outcome::Problems
    })
}

/// Gives a line that says why, if it cannot be read.
fn open(path: &Path) -> Result<Opened, String> {
    // Git gives an empty file where there is nothing to begin with.
    let is_empty = store::read_bytes(path).is_ok_and(|bytes| bytes.trim_ascii().is_empty());
    let opened = if is_empty {
        store::read_text(store::EMPTY_PROJECT.to_owned())
    } else {
        store::open(path, limits(), &AtomicBool::new(false)).map(|(opened, _)| opened)
    };
    opened.map_err(|error| not_read(path, &error))
}
