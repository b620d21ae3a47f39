//! `annals new`: an empty project.

use std::io::{self, Write};
use std::path::Path;

use super::Outcome;
use super::words::{located, one_line};
use crate::app::picker::with_extension;
use crate::model::{Meta, Project, Stamp, capital};
use crate::store;

/// Writes an empty project to `path`, with `.ron` added if it is missing. Nothing is written over.
///
/// # Errors
/// If `err` cannot be written.
pub fn create(path: &Path, err: &mut dyn Write) -> io::Result<Outcome> {
    // "case/" is meant as a name like any other: the components leave the slash out.
    let (path, _) = with_extension(path.components().as_path(), "ron");
    let meta = Meta {
        title: title_from(&path),
        created: Some(Stamp::now()),
        ..Meta::default()
    };
    let (project, _) = Project::load(meta, []);
    let written = store::render(None, &project.snapshot())
        .map_err(|error| error.to_string())
        .and_then(|text| {
            store::write_new(&path, text.as_bytes())
                .map_err(|error| format!("{error} {}", error.advice()))
        });
    match written {
        Ok(()) => {
            let shown = one_line(&path.display().to_string());
            writeln!(err, "{shown} is written. Open it with: annals {shown}")?;
            Ok(Outcome::Good)
        }
        Err(reason) => {
            writeln!(err, "{}", located(&path, None, &reason))?;
            Ok(Outcome::Failed)
        }
    }
}

/// A title made from a file's name: `pakistan-iran_2024.ron` gives "Pakistan iran 2024".
#[must_use]
pub fn title_from(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem
        .split(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .collect();
    capital(&words.join(" "))
}
