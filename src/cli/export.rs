//! `annals export disagreements`: a matrix written to a file, without the window.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::Outcome;
use super::words::{limits, located, one_line};
use crate::evidence::matrix::Only;
use crate::exchange::{Export, Format};
use crate::model::date::Day;
use crate::model::{EventId, Id};
use crate::store;

/// What is to be exported.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The project.
    pub project: &'a Path,
    /// The id of the event; `None`: all events.
    pub event: Option<&'a str>,
    /// Only the events that this search finds; empty: all.
    pub search: &'a str,
    /// The format, by the ending of its files; `None`: that of the output.
    pub format: Option<&'a str>,
    /// Where to write, over what is there.
    pub output: &'a Path,
}

/// Writes the matrix, and tells what came of it.
///
/// # Errors
/// If `err` cannot be written.
pub fn export(wanted: Wanted<'_>, err: &mut dyn Write) -> io::Result<Outcome> {
    match write(wanted) {
        Ok(()) => {
            let shown = one_line(&wanted.output.display().to_string());
            writeln!(err, "{shown} is written.")?;
            Ok(Outcome::Good)
        }
        Err((path, reason)) => {
            writeln!(err, "{}", located(path, None, &reason))?;
            Ok(Outcome::Failed)
        }
    }
}

/// Gives the path that the reason is about.
fn write(wanted: Wanted<'_>) -> Result<(), (&Path, String)> {
    let Wanted {
        project,
        event,
        search,
        format,
        output,
    } = wanted;
    let ending = output
        .extension()
        .map(|ending| ending.to_string_lossy().into_owned());
    let named = format.map(str::to_owned).or(ending).unwrap_or_default();
    let format = Format::from_extension(&named).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL
            .iter()
            .map(|format| format.extension())
            .collect();
        let reason = format!("“{named}” is no format; one of {} is.", known.join(", "));
        (output, reason)
    })?;
    let event: Option<EventId> = match event {
        None => None,
        Some(text) => {
            let id = text.parse::<Id<_>>();
            Some(id.map_err(|error| (project, format!("“{text}” is no id: {error}.")))?)
        }
    };
    let never = AtomicBool::new(false);
    let (opened, _) =
        store::open(project, limits(), &never).map_err(|error| (project, error.to_string()))?;
    let export = Export {
        event,
        only: Only::All,
        until: None,
        search: search.to_owned(),
        format,
    };
    let bytes = export
        .render(&opened.project, Day::today(), &never)
        .map_err(|error| (project, error.to_string()))?;
    store::write_bytes(output, &bytes)
        .map_err(|error| (output, format!("{error} {}", error.advice())))
}
