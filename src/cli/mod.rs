//! The command line: opens the window, or does what needs none.
//!
//! | command | does | exit |
//! |---|---|---|
//! | `annals [PROJECT]` | opens the window | 3 if there is no display |
//! | `annals check PROJECT...` | lists what needs a look | 0 no problems, 1 problems, or with `--strict` work to do, 2 a file cannot be read |
//! | `annals fmt PROJECT...` | writes the canonical form | 0, 1 with `--check` if a file would change, 2 failed |
//! | `annals export disagreements PROJECT -o FILE` | writes a matrix as SVG, PNG, CSV or Markdown | 0, 2 failed |
//! | `annals diff BEFORE AFTER` | tells what changed, record by record | 0 the same, 1 different, 2 a file cannot be read |
//! | `annals merge BASE OURS THEIRS -o OUT` | makes one project of two | 0 clean, 1 with conflicts, 2 a file cannot be read or written |
//! | `annals new PROJECT` | writes an empty project | 0, 2 failed |
//! | `annals generate --events N PROJECT` | writes a project made by chance | 0, 2 failed |
//!
//! What was asked for goes to the standard output, everything else to the standard error. The commands write to whatever they
//! are given, so that tests need no process.

mod check;
mod diff;
mod export;
mod format;
pub mod generate;
mod merge;
mod new;
mod words;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use generate::{Generate, Plan};

pub use check::{Finding, check, findings};
pub use diff::diff;
pub use export::{Wanted, export};
pub use format::format;
pub use generate::generate;
pub use merge::{Merged, merge};
pub use new::{create, title_from};

/// A research notebook for analysts: who says what about an event, in which words, and how sure you are.
#[derive(Debug, Parser)]
#[command(
    name = "annals",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit status: 0 done; 1 check found problems (with --strict also work to do), or fmt --check a \
                  file to format, diff a difference, merge a conflict; 2 a file cannot be read or written; 3 no window can be opened.\n\
                  A project that is called like a command is opened as ./check."
)]
struct Arguments {
    /// The project to open in the window
    project: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List what needs a look: what cannot be read or found, what contradicts, and what is not done yet
    ///
    /// Each line is file:line:column, the problem, and its kind in brackets. Kinds that a project mutes are left out and
    /// counted. Work to do (uncited-event, single-origin, single-source, unread-capture, unused-tag) is listed and does
    /// not count as a problem without --strict.
    Check {
        /// Exit with 1 for work to do, too
        #[arg(long)]
        strict: bool,
        /// The projects
        #[arg(required = true, value_name = "PROJECT")]
        projects: Vec<PathBuf>,
    },
    /// Write a project in canonical form; comments, unknown fields and unreadable records stay
    Fmt {
        /// Change nothing, only tell which files are not in canonical form
        #[arg(long)]
        check: bool,
        /// The projects
        #[arg(required = true, value_name = "PROJECT")]
        projects: Vec<PathBuf>,
    },
    /// Write what was found to a file for other programs
    Export {
        #[command(subcommand)]
        what: Exported,
    },
    /// Tell what changed between two projects, in the analyst's words
    ///
    /// Each line is a record and what became of it. The exit status is 0 if both say the same, 1 if they differ.
    Diff {
        /// The project as it was
        before: PathBuf,
        /// The project as it is
        after: PathBuf,
    },
    /// Make one project of what two people made of the same one
    ///
    /// Records are merged field by field. Where the two disagree, ours is written, the disagreement is listed as
    /// file:line:column, and the exit status is 1, so that git marks the file as in conflict. For git:
    /// `*.ron merge=annals` in .gitattributes, and
    /// git config merge.annals.driver "annals merge %O %A %B -o %A"
    Merge {
        /// What both began with; an empty file if there was nothing
        base: PathBuf,
        /// Our version; its comments and formatting are kept
        ours: PathBuf,
        /// Their version
        theirs: PathBuf,
        /// The file to write, over what is there
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Write an empty project, without writing over anything
    New {
        /// The file; .ron is added if it is missing
        project: PathBuf,
    },
    /// Write a project made by chance, of any size: for trying the program and for measuring it
    ///
    /// Beside its events it has a tenth as many sources with their texts, half as many claims again, a fifth as many notes,
    /// half as many annotations, tags and links, in several languages. The same seed gives the same file, byte for byte.
    Generate {
        /// How many events; a million make a file of about 2 GB
        #[arg(long, value_name = "N")]
        events: usize,
        /// What chance begins with
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
        /// The file; .ron is added if it is missing
        project: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Exported {
    /// The matrix of what sources say: of one event, or of all
    Disagreements {
        /// The project
        project: PathBuf,
        /// The id of the event; all events by sources if it is left out
        #[arg(long, value_name = "ID")]
        event: Option<String>,
        /// Only the events that this search finds, as typed in the search box
        #[arg(
            long,
            value_name = "QUERY",
            conflicts_with = "event",
            default_value = ""
        )]
        search: String,
        /// svg, png, csv or md; that of the file if it is left out
        #[arg(long)]
        format: Option<String>,
        /// The file to write, over what is there
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// How a command ended, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Done, and nothing to tell.
    Good,
    /// Something needs a look.
    Problems,
    /// A file cannot be read or written.
    Failed,
    /// No window can be opened.
    NoWindow,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Good => 0,
            Outcome::Problems => 1,
            Outcome::Failed => 2,
            Outcome::NoWindow => 3,
        })
    }
}

/// Does what the command line says. The first of `args` is the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way, too, with status 0. That nobody reads them is not our failure.
            let printed = error.print();
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            return ExitCode::from(if printed.is_ok() { status } else { 2 });
        }
    };
    let (mut out, mut err) = (io::stdout(), io::stderr());
    // A reader that went away (`annals check … | head`) leaves nobody to tell.
    dispatch(arguments, &mut out, &mut err)
        .unwrap_or(Outcome::Failed)
        .into()
}

fn dispatch(arguments: Arguments, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Outcome> {
    match arguments.command {
        None => window(arguments.project, err),
        Some(Command::Check { strict, projects }) => check(&projects, strict, out, err),
        Some(Command::Fmt { check, projects }) => {
            format(&projects, check, &words::folders(), out, err)
        }
        Some(Command::Export {
            what:
                Exported::Disagreements {
                    project,
                    event,
                    search,
                    format,
                    output,
                },
        }) => {
            let wanted = Wanted {
                project: &project,
                event: event.as_deref(),
                search: &search,
                format: format.as_deref(),
                output: &output,
            };
            export(wanted, err)
        }
        Some(Command::Diff { before, after }) => diff(&before, &after, out, err),
        Some(Command::Merge {
            base,
            ours,
            theirs,
            output,
        }) => {
            let files = Merged {
                base: &base,
                ours: &ours,
                theirs: &theirs,
                output: &output,
            };
            merge(files, out, err)
        }
        Some(Command::New { project }) => create(&project, err),
        Some(Command::Generate {
            events,
            seed,
            force,
            project,
        }) => {
            let wanted = Generate {
                plan: Plan { events, seed },
                path: project,
                force,
            };
            generate(&wanted, err)
        }
    }
}

fn window(project: Option<PathBuf>, err: &mut dyn Write) -> io::Result<Outcome> {
    match crate::ui::run(project) {
        Ok(()) => Ok(Outcome::Good),
        Err(error) => {
            writeln!(err, "{error}")?;
            Ok(Outcome::NoWindow)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_description_of_the_arguments_is_sound() {
        Arguments::command().debug_assert();
    }
}
