//! Choosing files: what is asked of the desktop's dialogs, whoever answers.

use std::path::{Path, PathBuf};

use super::jobs::{Task, Wake};
use crate::model::SourceId;

/// What a file is chosen for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A project to open.
    OpenProject,
    /// Where to save the project, from then on.
    SaveAs,
    /// Where to save a copy of it, without moving there.
    SaveCopy,
    /// A text to take in as a capture of a source.
    ImportText(SourceId),
}

/// What the dialog is to show.
#[derive(Debug, Clone, PartialEq)]
pub struct PickRequest {
    /// What for.
    pub purpose: Purpose,
    /// Folder to start in.
    pub folder: Option<PathBuf>,
    /// Name to start with, when saving.
    pub name: String,
}

impl PickRequest {
    /// The dialog's title.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::OpenProject => "Open project",
            Purpose::SaveAs => "Save project as",
            Purpose::SaveCopy => "Save a copy",
            Purpose::ImportText(_) => "Import text",
        }
    }

    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        matches!(self.purpose, Purpose::SaveAs | Purpose::SaveCopy)
    }

    /// The name of the kind of file and its extensions, both cases, since the desktop's filters
    /// tell capitals apart.
    #[must_use]
    pub fn filter(&self) -> (&'static str, &'static [&'static str]) {
        match self.purpose {
            Purpose::OpenProject | Purpose::SaveAs | Purpose::SaveCopy => {
                ("Annals projects", &["ron", "RON"])
            }
            Purpose::ImportText(_) => ("Texts", &["txt", "md", "TXT", "MD"]),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// This file.
    Path(PathBuf),
    /// The analyst changed their mind.
    Cancelled,
    /// The desktop could not show a dialog, for this reason.
    NoService(String),
}

/// Whoever shows file dialogs.
pub trait FilePicker {
    /// Shows the dialog and gives the answer when it is there. Must not block.
    fn pick(&mut self, request: &PickRequest, wake: &Wake) -> Task<Picked>;
}

/// The path with the extension of projects, added if it has none of that name. Tells whether it
/// was added: the dialog then asked about another file than the one that will be written.
#[must_use]
pub fn with_project_extension(path: &Path) -> (PathBuf, bool) {
    let has_it = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ron"));
    if has_it {
        return (path.to_owned(), false);
    }
    // Not `with_extension`, which would cut "notes.2024" to "notes".
    let mut name = path.as_os_str().to_owned();
    name.push(".ron");
    (PathBuf::from(name), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_added_only_where_it_is_missing() {
        let check = |path: &str, expected: &str, added: bool| {
            assert_eq!(
                with_project_extension(Path::new(path)),
                (PathBuf::from(expected), added)
            );
        };
        check("/a/case", "/a/case.ron", true);
        check("/a/case.ron", "/a/case.ron", false);
        check("/a/case.RON", "/a/case.RON", false);
        check("/a/case.2024", "/a/case.2024.ron", true);
        check("/a/.ron", "/a/.ron.ron", true);
    }
}
