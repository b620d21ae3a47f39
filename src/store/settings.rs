//! Settings of the user: read tolerantly, written whole.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, FileError, FileErrorKind};
use super::folders::Folders;
use super::limits::FileLimits;
use crate::model::Stamp;

/// Recent files kept.
const RECENT: usize = 12;
/// The largest file of settings that is read.
const MOST_BYTES: u64 = 4 << 20;

/// What the program remembers of its user from one start to the next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// Size of everything, in percent.
    pub zoom_percent: u32,
    /// Whether the navigator is shown.
    pub navigator: bool,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// How unsaved work is kept safe.
    pub autosave: Autosave,
    /// Minutes after which the file is saved by itself, if it is.
    pub autosave_minutes: u32,
    /// Megabytes (of 1024 times 1024 bytes) that the kept versions of one project may take.
    pub versions_mb: u32,
    /// How much of a file that may come from anybody is taken in.
    pub limits: FileLimits,
    /// Projects opened lately, newest first.
    pub recent: Vec<Recent>,
    /// How tables were arranged, by the name of their records in a file: `events`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, TableSettings>,
}

/// How a table was arranged: what differs from the usual. Columns go by their names in saved views.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableSettings {
    /// The column to sort by; empty: in the order of the file; `None`: the usual order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Last first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
    /// The columns shown, from left to right; empty: the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Widths that were set by hand, in points.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub widths: BTreeMap<String, u32>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How unsaved work is kept safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Autosave {
    /// Not at all.
    Off,
    /// Each step goes to the journal.
    #[default]
    Journal,
    /// As that, and the file is saved every few minutes.
    File,
}

/// A project that was opened lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its file.
    pub path: PathBuf,
    /// When it was last opened or saved.
    pub opened: Stamp,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            zoom_percent: 100,
            navigator: true,
            inspector: true,
            autosave: Autosave::Journal,
            autosave_minutes: 5,
            versions_mb: 500,
            limits: FileLimits::default(),
            recent: Vec::new(),
            tables: BTreeMap::new(),
        }
    }
}

fn file(folders: &Folders) -> PathBuf {
    folders.config.join("settings.ron")
}

impl Settings {
    /// Reads the settings. A file that cannot be read gives the usual ones and a sentence, and is
    /// kept beside under another name rather than written over.
    #[must_use]
    pub fn load(folders: &Folders) -> (Self, Option<String>) {
        let path = file(folders);
        let bytes = match disk::read_within(&path, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind == FileErrorKind::Missing => return (Self::default(), None),
            Err(error) => return (Self::default(), Some(error.to_string())),
        };
        match ron::de::from_bytes::<Self>(&bytes) {
            Ok(settings) => (settings.within_limits(), None),
            Err(error) => {
                let kept = path.with_extension("unreadable.ron");
                let sentence = match disk::write(&kept, &bytes) {
                    Ok(()) => format!(
                        "The settings could not be read ({error}). The usual ones are in use; the file was kept as {}.",
                        disk::file_name(&kept)
                    ),
                    Err(_) => format!(
                        "The settings could not be read ({error}). The usual ones are in use."
                    ),
                };
                (Self::default(), Some(sentence))
            }
        }
    }

    fn within_limits(mut self) -> Self {
        self.zoom_percent = self.zoom_percent.clamp(50, 300);
        self.autosave_minutes = self.autosave_minutes.clamp(1, 240);
        self.versions_mb = self.versions_mb.clamp(1, 1 << 20);
        self.limits = self.limits.at_least_one();
        self.recent.truncate(RECENT);
        self
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// If they cannot be written; the old ones are then still there.
    pub fn save(&self, folders: &Folders) -> Result<(), FileError> {
        disk::make_folder(&folders.config)?;
        let pretty = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ");
        let mut settings = self.clone();
        // A name that is no text cannot stand in a text file: the project is not among the recent
        // ones at the next start, and nothing else is lost with it.
        settings
            .recent
            .retain(|recent| recent.path.to_str().is_some());
        let path = file(folders);
        let text = ron::ser::to_string_pretty(&settings, pretty)
            .map_err(|error| FileError::writing(&path, &io::Error::other(error)))?;
        disk::write(&path, text.as_bytes())
    }

    /// Puts a project first among the recent ones.
    pub fn remember(&mut self, path: &Path, now: Stamp) {
        self.recent.retain(|recent| recent.path != path);
        let path = path.to_owned();
        self.recent.insert(0, Recent { path, opened: now });
        self.recent.truncate(RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        assert_eq!(Settings::load(&folders), (Settings::default(), None));
        let mut settings = Settings {
            theme: ThemeChoice::Dark,
            zoom_percent: 120,
            ..Settings::default()
        };
        let table = TableSettings {
            sort: Some(String::new()),
            descending: true,
            columns: vec!["title".to_owned()],
            widths: BTreeMap::from([("title".to_owned(), 300)]),
        };
        settings.tables.insert("events".to_owned(), table);
        settings.remember(Path::new("/a/ä \"b\".ron"), Stamp::now());
        settings.save(&folders).unwrap();
        assert_eq!(Settings::load(&folders), (settings, None));
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_costs_no_other_setting() {
        use std::os::unix::ffi::OsStrExt as _;
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let mut settings = Settings {
            zoom_percent: 120,
            ..Settings::default()
        };
        settings.remember(Path::new("/a.ron"), Stamp::now());
        let kept = settings.clone();
        let odd = std::ffi::OsStr::from_bytes(b"/\xFF.ron");
        settings.remember(Path::new(odd), Stamp::now());
        settings.save(&folders).unwrap();
        assert_eq!(Settings::load(&folders), (kept, None));
    }

    #[test]
    fn an_unreadable_file_gives_the_usual_settings_and_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        fs::create_dir_all(&folders.config).unwrap();
        for text in ["(theme: Blue)", "(", "", "(zoom_percent: -3)", "\u{0}"] {
            fs::write(folders.config.join("settings.ron"), text).unwrap();
            let (settings, sentence) = Settings::load(&folders);
            assert_eq!(settings, Settings::default());
            assert!(sentence.unwrap().contains("settings.unreadable.ron"));
            let kept = fs::read_to_string(folders.config.join("settings.unreadable.ron")).unwrap();
            assert_eq!(kept, text);
        }
    }

    #[test]
    fn recent_files_are_few_and_each_stands_once() {
        let mut settings = Settings::default();
        for n in 0..20 {
            settings.remember(Path::new(&format!("/{n}.ron")), Stamp::now());
        }
        settings.remember(Path::new("/15.ron"), Stamp::now());
        assert_eq!(settings.recent.len(), RECENT);
        assert_eq!(settings.recent[0].path, Path::new("/15.ron"));
        assert_eq!(
            settings
                .recent
                .iter()
                .filter(|r| r.path == Path::new("/15.ron"))
                .count(),
            1
        );
    }
}
