//! What can go wrong with a project file, in words for the analyst.

use std::fmt;
use std::path::{Path, PathBuf};

use super::disk::{FileError, FileErrorKind, file_name};
use super::place::{LineIndex, place_of};
use super::scan::{ScanError, ScanErrorKind};
use crate::model::FilePlace;

/// Lines shown before and after the line with the error.
const EXCERPT_LINES: usize = 4;
/// Characters of a line that an excerpt shows.
const EXCERPT_CHARS: usize = 160;

/// Why a project was not opened. Nothing of it is open then, and the file was not touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenError {
    /// The file, if it is one.
    pub path: Option<PathBuf>,
    /// What is wrong.
    pub kind: OpenErrorKind,
    /// Where in the file.
    pub place: Option<FilePlace>,
    /// The lines around that place.
    pub excerpt: Option<Box<Excerpt>>,
}

/// What is wrong with a project that was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenErrorKind {
    /// The file cannot be read at all.
    File(FileError),
    /// It is not text in UTF-8.
    NotUtf8,
    /// Its structure is broken: what, as a sentence without its full stop.
    Structure {
        /// What is wrong.
        message: String,
        /// Whether the text ends too early: a copy cut short.
        cut_off: bool,
    },
    /// It is RON, but not a project.
    NotAProject(String),
    /// It was written by a newer version, in this format.
    NewerFormat(u64),
    /// It holds more records than this, which is the limit.
    TooMany(u64),
    /// The analyst cancelled.
    Cancelled,
}

/// Some lines of a file with one that is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Number of the first line, counted from 1.
    pub first_line: usize,
    /// The lines, long ones cut.
    pub lines: Vec<String>,
    /// Which of them is marked, counted from 0.
    pub marked: usize,
    /// The column in it, in characters counted from 1; `None` if that part of the line is not shown.
    pub column: Option<usize>,
}

impl Excerpt {
    /// The lines of `text` around `place`.
    #[must_use]
    pub fn around(text: &str, place: FilePlace) -> Self {
        let first_line = place.line.saturating_sub(EXCERPT_LINES).max(1);
        let cut = |line: &str| match line.char_indices().nth(EXCERPT_CHARS) {
            Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(line)),
            None => line.to_owned(),
        };
        let lines: Vec<String> = text
            .split('\n')
            .skip(first_line - 1)
            .take(place.line - first_line + 1 + 1)
            .map(|line| cut(line.trim_end_matches('\r')))
            .collect();
        Self {
            first_line,
            marked: (place.line - first_line).min(lines.len().saturating_sub(1)),
            lines,
            column: (place.column <= EXCERPT_CHARS).then_some(place.column),
        }
    }
}

impl OpenError {
    /// An error that has no place in a text.
    pub(super) fn without_place(kind: OpenErrorKind) -> Self {
        Self {
            path: None,
            kind,
            place: None,
            excerpt: None,
        }
    }

    /// An error at a byte of the text.
    pub(super) fn at(kind: OpenErrorKind, text: &str, offset: usize) -> Self {
        let place = file_place(place_of(text, offset));
        Self {
            path: None,
            kind,
            place: Some(place),
            excerpt: Some(Box::new(Excerpt::around(text, place))),
        }
    }

    /// That opening this file was cancelled.
    #[must_use]
    pub fn cancelled(path: &Path) -> Self {
        Self::without_place(OpenErrorKind::Cancelled).in_file(path)
    }

    pub(super) fn structure(error: &ScanError, text: &str) -> Self {
        let cut_off = matches!(
            error.kind,
            ScanErrorKind::UnclosedString
                | ScanErrorKind::UnclosedRawString(_)
                | ScanErrorKind::UnclosedComment
                | ScanErrorKind::UnclosedBracket(_)
        );
        let message = error.message(text, &LineIndex::new());
        let kind = match error.kind {
            ScanErrorKind::Empty | ScanErrorKind::NotAStruct => OpenErrorKind::NotAProject(message),
            _ => OpenErrorKind::Structure { message, cut_off },
        };
        // Where the file ends says more about a copy cut short than where the bracket was opened.
        let offset = if cut_off {
            text.len()
        } else {
            error.span.start
        };
        Self::at(kind, text, offset)
    }

    /// The error of reading the file at `path`.
    #[must_use]
    pub fn of_file(path: &Path, error: FileError) -> Self {
        Self::without_place(OpenErrorKind::File(error)).in_file(path)
    }

    pub(super) fn in_file(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Whether the file stops too early; what stands before that may be whole.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        matches!(self.kind, OpenErrorKind::Structure { cut_off: true, .. })
    }

    /// The file's name for people, or what stands for it.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path
            .as_deref()
            .map_or_else(|| "The project".to_owned(), file_name)
    }

    /// What is wrong, in a line that starts with the file's name.
    #[must_use]
    pub fn headline(&self) -> String {
        let name = self.file_name();
        match &self.kind {
            OpenErrorKind::File(error) => match error.kind {
                FileErrorKind::Missing => format!("{name} is not there"),
                FileErrorKind::Folder => format!("{name} is a folder"),
                FileErrorKind::TooLarge => format!("{name} is too large"),
                FileErrorKind::Unreadable => format!("{name} may not be read"),
                _ => format!("{name} cannot be read"),
            },
            OpenErrorKind::NotUtf8 => format!("{name} is not text in UTF-8"),
            OpenErrorKind::Structure { cut_off: true, .. } => format!("{name} stops too early"),
            OpenErrorKind::Structure { .. } => format!("{name} is not well formed"),
            OpenErrorKind::NotAProject(_) => format!("{name} is not an Annals project"),
            OpenErrorKind::NewerFormat(_) => format!("{name} was written by a newer Annals"),
            OpenErrorKind::TooMany(_) => format!("{name} holds too many records"),
            OpenErrorKind::Cancelled => format!("{name} was not opened"),
        }
    }

    /// What is wrong, why that happens and what to do, in full sentences.
    #[must_use]
    pub fn explanation(&self) -> String {
        let at = self
            .place
            .map(|place| format!("At {place}: "))
            .unwrap_or_default();
        match &self.kind {
            OpenErrorKind::File(error) => format!("{error} {}", error.advice()),
            OpenErrorKind::NotUtf8 => format!(
                "{at}this byte is no text in UTF-8. Projects are UTF-8 files; another program may have saved it in another encoding, or it is no text at all."
            ),
            OpenErrorKind::Structure {
                message,
                cut_off: true,
            } => format!("{at}{message}. This happens when a copy or a download is cut short."),
            OpenErrorKind::Structure { message, .. } => format!(
                "{at}{message}. This happens when a file is changed by hand or merged by another program."
            ),
            OpenErrorKind::NotAProject(message) => format!("{at}{message}."),
            OpenErrorKind::NewerFormat(format) => format!(
                "It is in format {format}, and this version of Annals knows format {} and older. It is not opened, so that nothing in it can be lost. Update Annals to open it.",
                super::canon::FORMAT
            ),
            OpenErrorKind::TooMany(most) => format!(
                "Projects of up to {most} records are opened. Raise the limit under “limits” in settings.ron if you trust the file."
            ),
            OpenErrorKind::Cancelled => "Opening was cancelled. Nothing was changed.".to_owned(),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.headline(), self.explanation())
    }
}

impl std::error::Error for OpenError {}

/// Why a project was not saved. The file is as it was, and the project is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// The file cannot be written.
    File(FileError),
    /// The file was changed by somebody else since it was read.
    ChangedOnDisk(PathBuf),
    /// The file was deleted or moved by somebody else since it was read.
    Vanished(PathBuf),
    /// It was stopped before the file was replaced.
    Cancelled,
    /// The text could not be made.
    Write(String),
    /// The text that was made would not read back as what is open.
    WouldNotReadBack(String),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) if error.kind == FileErrorKind::Unconfirmed => {
                write!(f, "Not saved for certain. {error} {}", error.advice())
            }
            Self::File(error) => write!(f, "Not saved. {error} {}", error.advice()),
            Self::ChangedOnDisk(path) => write!(
                f,
                "Not saved. {} was changed by another program since it was read.",
                file_name(path)
            ),
            Self::Vanished(path) => write!(
                f,
                "Not saved. {} is no longer where it was.",
                file_name(path)
            ),
            Self::Cancelled => {
                f.write_str("Not saved. Saving was cancelled; the file is as it was.")
            }
            Self::Write(reason) => {
                write!(f, "Not saved. The project could not be written: {reason}.")
            }
            Self::WouldNotReadBack(reason) => write!(
                f,
                "Not saved. What would have been written does not read back as what is open: {reason}. Save a copy with Save as and report this."
            ),
        }
    }
}

impl std::error::Error for SaveError {}

impl From<FileError> for SaveError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// The place as the model has it.
pub(super) fn file_place(place: super::place::Place) -> FilePlace {
    FilePlace {
        line: place.line,
        column: place.column,
    }
}
