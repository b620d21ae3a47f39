//! `annals check`: everything that needs a look in a project, by its place in the file.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::Outcome;
use super::words::{counted, limits, located, not_read};
use crate::evidence;
use crate::model::{FilePlace, Problem, ProblemClass, ProblemKind};
use crate::store::{self, OpenError, Opened};

/// Something that needs a look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where in the file; the place of the record if it is not known more closely.
    pub place: Option<FilePlace>,
    /// What it is and what follows from it, as sentences.
    pub what: String,
    /// What sort of problem it is.
    pub kind: ProblemKind,
}

impl Finding {
    /// Whether nothing is wrong: it is only work that is not done yet.
    #[must_use]
    pub fn is_to_do(&self) -> bool {
        self.kind.class() == ProblemClass::Unfinished
    }
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
/// read, texts that do not match their hash, passages that do not stand at their place, records that cannot be read, fields
/// that are not known, what contradicts and what is not done yet. Kinds of problem that the project mutes are left out.
///
/// # Errors
/// If the file cannot be read as a project.
pub fn findings(path: &Path) -> Result<Vec<Finding>, OpenError> {
    checked(path).map(|checked| checked.findings)
}

fn checked(path: &Path) -> Result<Checked, OpenError> {
    let never = AtomicBool::new(false);
    let (opened, _) = store::open(path, limits(), &never)?;
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
        kind: problem.kind,
    });
    let of_file = opened.problems.iter().filter(told).map(|problem| Finding {
        place: problem.place,
        what: problem.message.clone(),
        kind: problem.kind,
    });
    let mut findings: Vec<Finding> = of_file.chain(of_records).collect();
    findings.sort();
    Checked {
        n_muted: n_all - findings.len(),
        findings,
    }
}

/// What was found in all files.
#[derive(Debug, Default)]
struct Tally {
    problems: usize,
    to_do: usize,
    muted: usize,
    /// Files that could not be read.
    unread: usize,
}

/// Checks projects: a line for each finding on `out`, with its kind in brackets at the end; a summary on `err`. Work that is
/// not done yet is listed and is a problem only if `strict`.
///
/// # Errors
/// If `out` or `err` cannot be written.
pub fn check(
    paths: &[PathBuf],
    strict: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Outcome> {
    let mut tally = Tally::default();
    for path in paths {
        match checked(path) {
            Ok(checked) => {
                tally.muted += checked.n_muted;
                for finding in checked.findings {
                    let count = if finding.is_to_do() {
                        &mut tally.to_do
                    } else {
                        &mut tally.problems
                    };
                    *count += 1;
                    let what = format!("{} [{}]", finding.what, finding.kind.key());
                    writeln!(out, "{}", located(path, finding.place, &what))?;
                }
            }
            Err(error) => {
                tally.unread += 1;
                writeln!(out, "{}", not_read(path, &error))?;
            }
        }
    }
    out.flush()?;
    writeln!(err, "{}", tally.summary(paths.len()))?;
    Ok(tally.outcome(strict))
}

impl Tally {
    /// "3 files checked: 1 problem, 4 to do; 2 problems of muted kinds not shown; 1 could not be read."
    fn summary(&self, n_files: usize) -> String {
        let files = counted(n_files, "file", "files");
        if self.unread == n_files {
            return format!("{files} could not be read.");
        }
        let mut found = match self.problems {
            0 => "no problems".to_owned(),
            problems => counted(problems, "problem", "problems"),
        };
        if self.to_do > 0 {
            found.push_str(&format!(", {} to do", self.to_do));
        }
        if self.muted > 0 {
            let muted = counted(self.muted, "problem", "problems");
            found.push_str(&format!("; {muted} of muted kinds not shown"));
        }
        if self.unread > 0 {
            found.push_str(&format!("; {} could not be read", self.unread));
        }
        format!("{files} checked: {found}.")
    }

    fn outcome(&self, strict: bool) -> Outcome {
        if self.unread > 0 {
            Outcome::Failed
        } else if self.problems > 0 || strict && self.to_do > 0 {
            Outcome::Problems
        } else {
            Outcome::Good
        }
    }
}
