//! Saving: what was not touched is copied from the text that was read, byte for byte, into a file of its own, which
//! then takes the place of the project's file at once.
//!
//! | step | what can fail | the file then |
//! |---|---|---|
//! | what the file holds | another program wrote it | is as it is |
//! | the edits, and reading them back | a defect of this program | is as it was |
//! | a new file beside it, while it is hashed | a full disk; what was read cannot be read again; it is cancelled | is as it was |
//! | on the disk | the disk fails | is as it was |
//! | the version before is kept, the journal is told | (told as a warning) | is as it was |
//! | the new file takes its place | it may not | is as it was |
//! | the folder on the disk | the disk fails | is the new one; after a power cut perhaps the old one |

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{io, thread};

use super::changes::Changes;
use super::disk::{FileError, FileErrorKind};
use super::document::Document;
use super::elements::Key;
use super::error::SaveError;
use super::file_hash::{FileHash, HashOfPieces, Marks};
use super::folders::Folders;
use super::held::HeldError;
use super::journal::{Keeper, Layout};
use super::readback::{Rendered, patched};
use super::replacement::Replacement;
use super::{backup, canon, disk};
use crate::model::{Kind, RecordId, Snapshot};

/// What is needed to save a project, also on another thread.
#[derive(Debug)]
pub struct SaveRequest {
    /// The text that the project was read from; `None`: everything is written in canonical form.
    pub document: Option<Arc<Document>>,
    /// The project.
    pub snapshot: Snapshot,
    /// The file.
    pub path: PathBuf,
    /// What the file must hold for it to be written over; `None`: whatever it holds.
    pub expected: Option<FileHash>,
    /// How many versions of the file stay, this one among them; `None`: none is kept.
    pub versions: Option<backup::Limits>,
    /// The journal to tell, if the project moves to the file.
    pub journal: Option<Journaled>,
    /// Where versions go.
    pub folders: Folders,
    /// Comes back with the result: which state of the project this is.
    pub position: u64,
}

/// The journal of a project that is saved.
#[derive(Debug)]
pub struct Journaled {
    /// The journal.
    pub keeper: Keeper,
    /// How many steps since the last save it was told of, or is about to be.
    pub steps: u64,
    /// References that may lead nowhere in the project.
    pub may_dangle: Vec<(RecordId, RecordId)>,
}

/// What came of saving.
#[derive(Debug)]
pub struct Saved {
    /// The file as it is now.
    pub document: Document,
    /// Its hash.
    pub hash: FileHash,
    /// The file that was written.
    pub path: PathBuf,
    /// As given in the request.
    pub position: u64,
    /// How many steps the file has, as given in the request.
    pub steps: u64,
    /// What the project has and the file does not.
    pub layout: Layout,
    /// An error if the disk did not say that it keeps the file: it is in place, but after a power cut it may be as it
    /// was. The project then counts as unsaved.
    pub lasts: Result<(), FileError>,
    /// What did not work though the project is saved, as sentences.
    pub warnings: Vec<String>,
}

/// How far a save is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveStep {
    /// So many bytes of so many are written to the file beside the project's.
    Writing(u64, u64),
    /// All are written, and the disk is waited for.
    Syncing,
    /// The disk has them, and the project's file is about to be replaced.
    Replacing,
}

/// Is told how far a save is, and says whether it goes on. If not, the file is as it was.
pub type Watch<'a> = &'a (dyn Fn(SaveStep) -> ControlFlow<()> + Sync);

/// The most edits, and records in them, that are kept beside a text that was read. With more the whole text is made
/// anew and read again: that costs several times as much, but the saves after it have nothing to do for those edits.
const MOST_EDITS: usize = 1_000;

/// Saves a project.
///
/// # Errors
/// If the file was changed by somebody else, cannot be written, or would not read back as what is
/// open, and if `watch` said so. The file is then as it was. See [`Saved::lasts`] for what is no such error.
pub fn save(request: SaveRequest, watch: Watch<'_>) -> Result<Saved, SaveError> {
    let found = Found::look(&request)?;
    let mut document = drafted(request.document.as_deref(), &request.snapshot, MOST_EDITS)?;
    let layout = || match &request.journal {
        Some(journal) => Layout::of(&document, &request.snapshot, journal.may_dangle.clone()),
        None => Layout::default(),
    };
    // The hash takes about as long as the writing.
    let (written, (hash, layout)) = beside(&|| written(&request.path, &document, watch), || {
        (hash_of(&document), layout())
    });
    let (mut written, hash) = (written?, hash?);
    go_on(watch(SaveStep::Syncing))?;
    written.sync()?;
    go_on(watch(SaveStep::Replacing))?;
    let found = found.now(&request)?;
    let mut warnings = Vec::new();
    // What stands in the file now is what is about to go, whoever wrote it.
    let kept = match (found.hash, found.unreadable, request.versions) {
        (Some(found), _, Some(limits)) if found != hash => {
            backup::keep(&request.path, found, &request.folders, limits)
        }
        (None, Some(error), Some(_)) => Err(error),
        _ => Ok(None),
    };
    let kept = kept.unwrap_or_else(|error| {
        warnings.push(format!(
            "Saved, but no backup of the file as it was could be kept. {error}"
        ));
        None
    });
    if let Some(journal) = &request.journal {
        announce(journal, hash, &request.path, layout.clone());
    }
    let mut lasts = Ok(());
    match written.put_in_place_known(hash) {
        Ok(known) => document.known = known,
        // What the file held before is worth more than ever.
        Err(error) if error.kind == FileErrorKind::Unconfirmed => lasts = Err(error),
        Err(error) => {
            if let Some(Err(error)) = kept.as_deref().map(backup::take_back) {
                log::warn!("{error}");
            }
            return Err(error.into());
        }
    }
    Ok(Saved {
        hash,
        document,
        path: request.path,
        position: request.position,
        steps: request.journal.map_or(0, |journal| journal.steps),
        layout,
        lasts,
        warnings,
    })
}

/// What stands in the file before it is replaced.
struct Found {
    hash: Option<FileHash>,
    /// Why it cannot be said what it holds, though it may be written over.
    unreadable: Option<FileError>,
    /// What the file bore before it was read.
    marks: Option<Marks>,
}

impl Found {
    /// Looks what the file holds; reads it only if its marks are not those of the file that was read or written last.
    fn look(request: &SaveRequest) -> Result<Self, SaveError> {
        let path = &request.path;
        let marks = Marks::at(path);
        let known = request
            .document
            .as_ref()
            .and_then(|document| document.known);
        let (hash, unreadable) = match known.filter(|known| known.is_at(path)) {
            Some(known) => (Some(known.hash), None),
            None => match disk::content_hash(path) {
                Err(error) if request.expected.is_some() => return Err(error.into()),
                Err(error) => (None, Some(error)),
                Ok(found) => (found, None),
            },
        };
        // A file that is gone is made anew: nothing is written over.
        match (request.expected, hash) {
            (Some(expected), Some(found)) if expected != found => {
                Err(SaveError::ChangedOnDisk(path.clone()))
            }
            _ => Ok(Self {
                hash,
                unreadable,
                marks,
            }),
        }
    }

    /// Looks again if another program may have written the file since.
    fn now(self, request: &SaveRequest) -> Result<Self, SaveError> {
        if Marks::at(&request.path) == self.marks {
            Ok(self)
        } else {
            Self::look(request)
        }
    }
}

fn go_on(said: ControlFlow<()>) -> Result<(), SaveError> {
    match said {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(SaveError::Cancelled),
    }
}

/// Writes the file that is to replace the one at `path`.
fn written(path: &Path, document: &Document, watch: Watch<'_>) -> Result<Replacement, SaveError> {
    let of = document.len() as u64;
    let mut refused = None;
    let written = Replacement::write(path, true, &mut |out| {
        let mut done = 0;
        let copied = document.each_block(|block| {
            if watch(SaveStep::Writing(done, of)).is_break() {
                return Err(Stopped::Before(SaveError::Cancelled));
            }
            done += block.len() as u64;
            out.write_all(block).map_err(Stopped::Writing)
        });
        copied.map_err(|stopped| match stopped {
            Stopped::Writing(error) => error,
            Stopped::Before(error) => {
                refused = Some(error);
                io::Error::other("there is nothing to write")
            }
        })
    });
    match (written, refused) {
        (Err(_), Some(error)) => Err(error),
        (written, _) => Ok(written?),
    }
}

/// Why no more is written.
enum Stopped {
    /// It cannot be written.
    Writing(io::Error),
    /// It is not to be, or there is nothing to.
    Before(SaveError),
}

impl From<HeldError> for Stopped {
    fn from(error: HeldError) -> Self {
        Self::Before(error.into())
    }
}

fn hash_of(document: &Document) -> Result<FileHash, HeldError> {
    let mut hash = HashOfPieces::default();
    document.each_block(|block| {
        hash.add(block);
        Ok::<_, HeldError>(())
    })?;
    Ok(hash.finish())
}

/// Does both at the same time, or one after the other where no thread can be started.
fn beside<A: Send, B>(one: &(dyn Fn() -> A + Sync), other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("writing a file".to_owned());
        let started = thread.spawn_scoped(scope, one);
        let other = other();
        let one = match started.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(one)) => one,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => one(),
        };
        (one, other)
    })
}

/// Tells the journal of a project what its file is about to hold, and what of the project it will not.
fn announce(journal: &Journaled, hash: FileHash, path: &Path, layout: Layout) {
    // The work is safer in the file than in a journal that cannot be written.
    let told = journal
        .keeper
        .announce(path.to_owned(), hash, journal.steps, layout);
    if let Err(error) = told {
        log::warn!("the journal was not told of the save: {error}");
    }
}

/// The text that saving the project would write.
///
/// # Errors
/// If it cannot be made, or would not read back as the project.
pub fn render(document: Option<&Document>, snapshot: &Snapshot) -> Result<String, SaveError> {
    let drafted = drafted(document, snapshot, MOST_EDITS)?;
    Ok(drafted.text()?.into_owned())
}

/// The file as it is to be, read back as far as it is written anew.
pub(super) fn drafted(
    document: Option<&Document>,
    snapshot: &Snapshot,
    most_edits: usize,
) -> Result<Document, SaveError> {
    let Some(document) = document else {
        return canonical(snapshot)?.into_document(None, snapshot);
    };
    let changes = Changes::of(document, snapshot)?;
    if changes.edits.len().max(changes.n_fresh()) <= most_edits {
        return patched(document, changes, snapshot);
    }
    let tables = changes.keys_after(&document.read);
    let edits = changes.excerpt.in_whole(changes.edits);
    let text = document.read.text.after(&edits)?;
    Rendered { text, tables }.into_document(Some(document), snapshot)
}

fn canonical(snapshot: &Snapshot) -> Result<Rendered, SaveError> {
    let mut tables = Vec::new();
    for &kind in Kind::ALL {
        if kind.table_name().is_none() {
            continue;
        }
        let records = snapshot.ids(kind).map(|id| (Key::Record(id), true));
        let unread = canon::unread_of(snapshot, kind).map(|unread| (Key::Unread(unread.id), true));
        let keys: Vec<_> = records.chain(unread).collect();
        if !keys.is_empty() {
            tables.push((kind, keys));
        }
    }
    let text = canon::project(snapshot)?;
    Ok(Rendered { text, tables })
}
