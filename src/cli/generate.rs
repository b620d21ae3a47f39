//! `annals generate`: a project of any size, made by chance, for trying the program and for measuring it.
//!
//! The same number of events and the same seed give the same file on every machine, byte for byte. Texts are in several
//! languages and scripts and of very different lengths; what sources claim stands in their captures, word for word. Nothing
//! in such a project happened.

mod chance;
mod facts;
mod names;
mod records;
mod text;
mod words;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::PathBuf;

use super::Outcome;
use super::words::{located, one_line};
use crate::app::picker::with_extension;
use crate::store;

pub use records::Plan;

/// What is to be made, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generate {
    /// How many events, and with what chance the rest is made.
    pub plan: Plan,
    /// The file; `.ron` is added if it is missing.
    pub path: PathBuf,
    /// Whether a file that is there may be written over.
    pub force: bool,
}

/// Writes a generated project. A file that is there is left alone unless `force` is set.
///
/// # Errors
/// If `err` cannot be written.
pub fn generate(wanted: &Generate, err: &mut dyn Write) -> io::Result<Outcome> {
    let (path, _) = with_extension(wanted.path.components().as_path(), "ron");
    let written = store::write_with(&path, wanted.force, &mut |out| wanted.plan.write(out));
    match written {
        Ok(()) => {
            let shown = one_line(&path.display().to_string());
            writeln!(err, "{shown} is written. Open it with: annals {shown}")?;
            Ok(Outcome::Good)
        }
        Err(error) => {
            let reason = format!("{error} {}", error.advice());
            writeln!(err, "{}", located(&path, None, &reason))?;
            Ok(Outcome::Failed)
        }
    }
}
