//! What the commands share: how files and sentences stand in a line, and where the program's own files go.

use std::path::Path;

use crate::model::FilePlace;
use crate::store::settings::Settings;
use crate::store::{FileLimits, Folders, OpenError};

/// The text on one line, without characters that a terminal would obey.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => line.push(' '),
            '\r' => {}
            control if control.is_control() => line.extend(control.escape_default()),
            other => line.push(other),
        }
    }
    line
}

/// `file:line:column: what`, or `file: what` where there is no place.
pub(super) fn located(path: &Path, place: Option<FilePlace>, what: &str) -> String {
    let path = one_line(&path.display().to_string());
    let what = one_line(what);
    match place {
        Some(FilePlace { line, column }) => format!("{path}:{line}:{column}: {what}"),
        None => format!("{path}: {what}"),
    }
}

/// The error of a project that cannot be read, in that form.
pub(super) fn not_read(path: &Path, error: &OpenError) -> String {
    located(path, error.place, &error.to_string())
}

/// The program's own folders. Where there is no home folder, backups and locks are better in the temporary one than nowhere.
pub(super) fn folders() -> Folders {
    Folders::of_user().unwrap_or_else(|| Folders::below(&std::env::temp_dir().join("annals")))
}

/// How much of a file is taken in, as the user's settings have it.
pub(super) fn limits() -> FileLimits {
    Settings::load(&folders()).0.limits
}

/// "1 file", "3 files".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
