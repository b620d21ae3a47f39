//! Choosing files: what is asked of the desktop's dialogs, whoever answers.

use std::path::{Path, PathBuf};

use super::jobs::{Task, Wake};
use crate::exchange::{Export, Format};
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
    /// Where to write an export.
    Export(Export),
}

impl Purpose {
    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        matches!(self, Self::SaveAs | Self::SaveCopy | Self::Export(_))
    }

    /// The path with the extension of what is written; see [`with_extension`].
    #[must_use]
    pub fn with_extension(&self, path: &Path) -> (PathBuf, bool) {
        match self {
            Self::Export(export) => with_extension(path, export.format.extension()),
            _ => with_extension(path, "ron"),
        }
    }
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
            Purpose::Export(_) => "Export disagreements",
        }
    }

    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        self.purpose.saves()
    }

    /// The name of the kind of file and its extensions, both cases, since the desktop's filters
    /// tell capitals apart.
    #[must_use]
    pub fn filter(&self) -> (&'static str, &'static [&'static str]) {
        match &self.purpose {
            Purpose::OpenProject | Purpose::SaveAs | Purpose::SaveCopy => {
                ("Annals projects", &["ron", "RON"])
            }
            Purpose::ImportText(_) => ("Texts", &["txt", "md", "TXT", "MD"]),
            Purpose::Export(export) => match export.format {
                Format::Svg => ("SVG pictures", &["svg", "SVG"]),
                Format::Png => ("PNG pictures", &["png", "PNG"]),
                Format::Csv => ("CSV tables", &["csv", "CSV"]),
                Format::Markdown => ("Markdown texts", &["md", "MD"]),
            },
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

/// The path with this extension, added if it has none of that name. Tells whether it was added: the
/// dialog then asked about another file than the one that will be written.
#[must_use]
pub fn with_extension(path: &Path, extension: &str) -> (PathBuf, bool) {
    let has_it = path
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension));
    if has_it {
        return (path.to_owned(), false);
    }
    // Not `with_extension`, which would cut "notes.2024" to "notes".
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    (PathBuf::from(name), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_added_only_where_it_is_missing() {
        let check = |path: &str, expected: &str, added: bool| {
            assert_eq!(
                with_extension(Path::new(path), "ron"),
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
