//! Questions that the window has to ask, and what follows their answers.

use std::path::PathBuf;

use super::picker::Purpose;
use super::restoring::Extent;
use super::samples::Sample;
use crate::model::SourceId;
use crate::store::intake::Intake;
use crate::store::journal::Found;

/// A question in front of everything else.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// There is unsaved work, and this is about to happen.
    Unsaved(Leaving),
    /// Something is half written, though all else is saved, and this is about to happen.
    HalfWritten(Leaving),
    /// The project is being saved, and this happens when it is.
    Saving(Leaving),
    /// The file was changed by another program; what then was to happen after saving.
    ChangedOnDisk(Option<Leaving>),
    /// The file was changed by another program, and both changed something differently.
    Outside,
    /// A file of the name that will be written is there, and the desktop's dialog asked about
    /// another name.
    Overwrite(PathBuf, Purpose, Option<Leaving>),
    /// The desktop's dialogs do not work, for this reason: a path has to be typed.
    TypePath(Purpose, String, Option<Leaving>),
    /// A text becomes a capture of a source once it is said what it is: this one, or one that is to
    /// be pasted.
    NewCapture(SourceId, Option<LoadedText>),
    /// Unsaved work of an earlier start was found.
    Recover(Vec<Found>),
}

/// A text that was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedText {
    /// The file's name.
    pub name: String,
    /// What was read.
    pub intake: Intake,
}

/// Something that takes the open project away.
#[derive(Debug, Clone, PartialEq)]
pub enum Leaving {
    /// Leave the program.
    Quit,
    /// Back to the welcome page.
    Close,
    /// Begin an empty project.
    New,
    /// Open this file.
    Open(PathBuf),
    /// Open what is whole of this file, which was cut off.
    OpenWhole(PathBuf),
    /// Open a copy of a sample.
    Sample(Sample),
    /// Open a backup as an unsaved project.
    Backup(PathBuf),
    /// Open a kept version to look at: its file, the name to offer, why it cannot be changed.
    Version(PathBuf, String, String),
    /// Take over recovered work.
    Recovered(Box<Found>, Extent),
    /// Read the file again.
    Reload,
}

impl Leaving {
    /// What is about to happen, for the question: "before closing".
    #[must_use]
    pub fn before(&self) -> &'static str {
        match self {
            Self::Quit => "before leaving",
            Self::Close => "before closing it",
            Self::New => "before beginning another",
            Self::Open(_)
            | Self::OpenWhole(_)
            | Self::Sample(_)
            | Self::Backup(_)
            | Self::Version(..)
            | Self::Recovered(..) => "before opening another",
            Self::Reload => "before reading it again",
        }
    }

    /// What happens as soon as the project is saved, as a sentence.
    #[must_use]
    pub fn when_saved(&self) -> &'static str {
        match self {
            Self::Quit => "Annals closes as soon as it is saved.",
            Self::Close => "It is closed as soon as it is saved.",
            Self::New => "The new project begins as soon as it is saved.",
            Self::Open(_)
            | Self::OpenWhole(_)
            | Self::Sample(_)
            | Self::Backup(_)
            | Self::Version(..)
            | Self::Recovered(..) => "The other project is opened as soon as it is saved.",
            Self::Reload => "It is read again as soon as it is saved.",
        }
    }
}
