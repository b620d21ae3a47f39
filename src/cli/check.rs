//! `annals check`: everything that needs a look in a project, by its place in the file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::Outcome;
use super::words::{counted, located, not_read};
use crate::evidence;
use crate::model::{FilePlace, Problem};
use crate::store::{self, OpenError, Opened};

/// Something that needs a look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where in the file; the place of the record if it is not known more closely.
    pub place: Option<FilePlace>,
    /// What it is and what follows from it, as sentences.
    pub what: String,
}

/// What a check found.
#[derive(Debug, Default)]
struct Checked {
    /// What is told, by its place.
    findings: Vec<Finding>,
    /// How many are left out since the project mutes their kinds.
    n_muted: usize,
}

/// Everything that needs a look in the project at `path`, by its place: references that lead nowhere, dates that cannot be
/// read, texts that do not match their hash, passages that do not stand at their place, records that cannot be read and
/// fields that are not known. Kinds of problem that the project mutes are left out.
///
/// # Errors
/// If the file cannot be read as a project.
pub fn findings(path: &Path) -> Result<Vec<Finding>, OpenError> {
    checked(path).map(|checked| checked.findings)
}

fn checked(path: &Path) -> Result<Checked, OpenError> {
    let never = AtomicBool::new(false);
    let (opened, _) = store::open(path, &never)?;
    Ok(of_project(&opened, &never))
}

fn of_project(opened: &Opened, cancel: &AtomicBool) -> Checked {
    let lint = evidence::all_problems(&opened.project, cancel).unwrap_or_default();
    let meta = opened.project.meta();
    let told = |problem: &&Problem| !meta.mutes(problem.kind);
    let n_all = lint.len() + opened.problems.len();
    let of_records = lint.iter().filter(told).map(|problem| Finding {
        place: problem.place.or_else(|| {
            let record = problem.record?;
            opened.document.place_of(record)
        }),
        what: problem.message.clone(),
    });
    let of_file = opened.problems.iter().filter(told).map(|problem| Finding {
        place: problem.place,
        what: problem.message.clone(),
    });
    let mut findings: Vec<Finding> = of_file.chain(of_records).collect();
    findings.sort();
    Checked {
        n_muted: n_all - findings.len(),
        findings,
    }
}

/// Checks projects: a line for each finding on `out`, a summary on `err`.
///
/// # Errors
/// If `out` or `err` cannot be written.
pub fn check(paths: &[PathBuf], out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Outcome> {
    let (mut n_found, mut n_muted, mut n_unread) = (0, 0, 0);
    for path in paths {
        match checked(path) {
            Ok(Checked {
                findings,
                n_muted: muted,
            }) => {
                n_muted += muted;
                n_found += findings.len();
                for finding in findings {
                    writeln!(out, "{}", located(path, finding.place, &finding.what))?;
                }
            }
            Err(error) => {
                n_unread += 1;
                writeln!(out, "{}", not_read(path, &error))?;
            }
        }
    }
    out.flush()?;
    let files = counted(paths.len(), "file", "files");
    let mut found = match n_found {
        0 => "no problems".to_owned(),
        _ => counted(n_found, "problem", "problems"),
    };
    if n_muted > 0 {
        let muted = counted(n_muted, "problem", "problems");
        found.push_str(&format!("; {muted} of muted kinds not shown"));
    }
    match (n_unread, paths.len() - n_unread) {
        (0, _) => writeln!(err, "{files} checked: {found}.")?,
        (unread, 0) => writeln!(
            err,
            "{} could not be read.",
            counted(unread, "file", "files")
        )?,
        (unread, _) => writeln!(err, "{files} checked: {found}; {unread} could not be read.")?,
    }
    Ok(match (n_unread, n_found) {
        (0, 0) => Outcome::Good,
        (0, _) => Outcome::Problems,
        _ => Outcome::Failed,
    })
}
