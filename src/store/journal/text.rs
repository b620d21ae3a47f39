//! What an entry says, and its text: RON, so that people can read a journal, too.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::frame::{Cut, read_frames};
use super::layout::Layout;
use super::step::ChangeText;
use super::{How, Step};
use crate::model::{RecordId, Stamp};
use crate::store::canon;
use crate::store::error::SaveError;
use crate::store::file_hash::FileHash;

/// An entry of a journal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Entry {
    /// What the journal is for: the first entry.
    Begin(Box<StartText>),
    /// A step that was done.
    Step(StepText),
    /// The project's file is about to be replaced.
    Saving(Box<SavingText>),
}

/// What a journal is for, as it says itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartText {
    /// The version of the program that began it.
    pub program: String,
    /// When it was begun.
    pub begun: Stamp,
    /// The project's title, for people.
    pub title: String,
    /// The project's file; `None` if it has none yet.
    pub(super) project: Option<PathText>,
    /// The name to offer for a file.
    pub suggested_name: String,
    /// What the steps were done to.
    pub(super) base: BaseText,
    /// Whether nothing is lost with the project as it was before the first step.
    pub unchanged_is_saved: bool,
    /// What the project had besides what the base says.
    #[serde(default)]
    pub(super) layout: Layout,
}

/// What the steps of a journal were done to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum BaseText {
    /// To what the project's file held: its hash.
    File(FileHash),
    /// To this text, which no file has.
    Text(String),
}

/// What the project's file is to hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct SavingText {
    pub(super) project: PathText,
    /// Under its old name it was one of another sort, which fits no file.
    #[serde(alias = "sha256")]
    pub(super) hash: FileHash,
    /// How many steps of this journal that includes.
    pub(super) steps: u64,
    #[serde(default)]
    pub(super) layout: Layout,
}

/// A step as it stands in a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StepText {
    how: How,
    joined: bool,
    saved: bool,
    at: Stamp,
    about: String,
    label: String,
    done: String,
    focus: Vec<RecordId>,
    group: Option<String>,
    changes: Vec<ChangeText>,
}

/// A path that need not be UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PathText {
    /// One that is.
    Text(String),
    /// The bytes of one that is not.
    Bytes(Vec<u8>),
}

impl PathText {
    pub(super) fn of(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Self::Text(text.to_owned()),
            None => Self::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        match self {
            Self::Text(text) => PathBuf::from(text),
            #[cfg(unix)]
            Self::Bytes(bytes) => {
                use std::os::unix::ffi::OsStrExt as _;
                PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
            }
            #[cfg(not(unix))]
            Self::Bytes(bytes) => PathBuf::from(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

impl StartText {
    /// The project's file; `None` if it has none yet.
    #[must_use]
    pub fn project(&self) -> Option<PathBuf> {
        self.project.as_ref().map(PathText::path)
    }
}

impl Entry {
    /// The entry of a step.
    pub(super) fn of_step(step: &Step) -> Result<Self, SaveError> {
        let changes = step.applied.changes.iter().map(ChangeText::of);
        let applied = &step.applied;
        Ok(Self::Step(StepText {
            how: step.how,
            joined: step.joined,
            saved: step.saved,
            at: step.at,
            about: step.about.clone(),
            label: applied.label.clone(),
            done: applied.done.clone(),
            focus: applied.focus.clone(),
            group: applied.group.clone(),
            changes: changes.collect::<Result<_, _>>()?,
        }))
    }

    /// The text of the entry.
    pub(super) fn text(&self) -> Result<String, SaveError> {
        let pretty = canon::pretty().compact_arrays(true);
        ron::ser::to_string_pretty(self, pretty)
            .map_err(|error| SaveError::Write(error.to_string()))
    }
}

/// A step of a journal that was read. What it changes shows only in front of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadStep(pub(super) StepText);

impl ReadStep {
    /// In which way it came about.
    #[must_use]
    pub fn how(&self) -> How {
        self.0.how
    }

    /// Whether the history made it a part of the step before.
    #[must_use]
    pub fn joined(&self) -> bool {
        self.0.joined
    }

    /// Whether the project then was as its file had it.
    #[must_use]
    pub fn saved(&self) -> bool {
        self.0.saved
    }

    /// When it was done.
    #[must_use]
    pub fn at(&self) -> Stamp {
        self.0.at
    }

    /// What the first record that it is about was called; may be empty.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.0.about
    }

    /// What it did, as a report: "Added tag border to 3 sources".
    #[must_use]
    pub fn done(&self) -> &str {
        &self.0.done
    }

    /// What it does, as an order: "Add tag border to 3 sources".
    #[must_use]
    pub fn label(&self) -> &str {
        &self.0.label
    }

    pub(super) fn focus(&self) -> &[RecordId] {
        &self.0.focus
    }

    pub(super) fn group(&self) -> Option<&str> {
        self.0.group.as_deref()
    }

    pub(super) fn changes(&self) -> &[ChangeText] {
        &self.0.changes
    }
}

/// A journal that was read, as far as it is whole.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadJournal {
    /// What it is for.
    pub start: StartText,
    /// Its steps in order.
    pub steps: Vec<ReadStep>,
    pub(super) savings: Vec<SavingText>,
    /// What was left out at its end.
    pub cut: Option<Cut>,
}

/// Reads a journal. `None`: the bytes do not even say what it is for.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<ReadJournal> {
    let mut start = None;
    let (mut steps, mut savings) = (Vec::new(), Vec::new());
    let cut = read_frames(bytes, |text| {
        let strange = "an entry says what this version does not know";
        match (ron::from_str(text).ok().ok_or(strange)?, start.is_some()) {
            (Entry::Begin(text), false) => start = Some(*text),
            (Entry::Step(step), true) => steps.push(ReadStep(step)),
            (Entry::Saving(saving), true) => savings.push(*saving),
            _ => return Err("an entry is where it should not be"),
        }
        Ok(())
    });
    Some(ReadJournal {
        start: start?,
        steps,
        savings,
        cut,
    })
}
