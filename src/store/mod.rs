//! Keeping a project in a file: finding the records in its text, reading them one by one, and saving by
//! copying everything that was not touched.
//!
//! The text side needs no model and no file system: [`scan`] finds the structure of a text, [`splice`] changes a
//! part of it and leaves the rest byte for byte, [`place`] says where something is in a way that an editor shows it.
//! On top of it, `read` turns a text into a project (`in_parts`: one that is too large to be at hand as a whole) and `save` a
//! project into a text, for which `held` holds what was read; `disk` writes whole files so that nothing is ever half written,
//! by way of `calls`, of which tests let any one fail. This layer is the only user of `ron`.

mod adopt;
pub mod backup;
mod calls;
mod canon;
mod changes;
mod disk;
mod document;
mod elements;
mod error;
mod explain;
mod fast;
#[cfg(debug_assertions)]
pub mod faults;
mod file_hash;
mod folders;
pub mod format;
mod head;
mod held;
mod in_parts;
pub mod intake;
pub mod journal;
mod limits;
mod lock;
mod patch;
pub mod place;
mod preview;
mod read;
mod readback;
mod record;
mod replacement;
mod save;
pub mod scan;
pub mod settings;
pub mod splice;
mod stream;
mod trashed;
mod whole;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use file_hash::{Known, Marks};

pub use adopt::{Adopted, LeftOut, adopt};
pub use canon::FORMAT;
pub use disk::{
    Content, FileError, FileErrorKind, file_name, hash_within, read as read_bytes, read_within,
    write as write_bytes, write_new, write_with, written_at,
};
pub use document::Document;
pub use error::{Excerpt, OpenError, OpenErrorKind, SaveError};
pub use file_hash::FileHash;
pub use folders::Folders;
pub use held::{HeldError, Holding};
pub use limits::FileLimits;
pub use lock::{Lock, Locked};
pub use preview::{preview, preview_text};
pub use read::{Opened, read_text};
pub use record::{RecordError, read_record};
pub use save::{Journaled, SaveRequest, SaveStep, Saved, Watch, render, save};
pub use stream::CanonicalWriter;
pub use whole::{CutOff, open_whole, read_whole_text};

/// The text of a project that holds nothing.
pub const EMPTY_PROJECT: &str = "(\n  annals: 1,\n  project: (),\n)\n";

/// Opens the project at `path`; gives the hash of what the file held, too.
///
/// # Errors
/// If the file cannot be read, is no project, or its structure is broken. Single records that
/// cannot be read are no error: they are kept and listed. Also if it is larger than `limits` let it be, or
/// `cancel` was set meanwhile.
pub fn open(
    path: &Path,
    limits: FileLimits,
    cancel: &AtomicBool,
) -> Result<(Opened, FileHash), OpenError> {
    open_watched(path, limits, &|_| match cancel.load(Ordering::Relaxed) {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    })
}

/// As [`open`]; `watch` is told how much is done and may stop it.
///
/// # Errors
/// As [`open`].
pub fn open_watched(
    path: &Path,
    limits: FileLimits,
    watch: OpenWatch<'_>,
) -> Result<(Opened, FileHash), OpenError> {
    open_held(path, limits, &Holding::default(), watch)
}

/// As [`open_watched`]; its text is held like this.
///
/// # Errors
/// As [`open`].
pub fn open_held(
    path: &Path,
    limits: FileLimits,
    holding: &Holding,
    watch: OpenWatch<'_>,
) -> Result<(Opened, FileHash), OpenError> {
    let in_parts = in_parts::open(path, limits, holding, watch);
    if let Some(opened) = in_parts.map_err(|error| error.in_file(path))? {
        return Ok(opened);
    }
    let (bytes, hash, known) = read_hashed(path, limits, watch)?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error).in_file(path))?;
    let opened = read::read_text_watched(text, limits.records, holding, &after_reading(watch));
    let mut opened = opened.map_err(|error| error.in_file(path))?;
    opened.document.known = known;
    go_on(watch, 1.0).map_err(|error| error.in_file(path))?;
    Ok((opened, hash))
}

/// Is told how much of opening a file is done, from 0 to 1, and says whether to go on.
pub type OpenWatch<'a> = &'a dyn Fn(f32) -> ControlFlow<()>;

/// The share of opening a file that reading its bytes takes. The rest is making records of them.
const BYTES_SHARE: f32 = 0.2;

fn after_reading(watch: OpenWatch<'_>) -> impl Fn(f32) -> ControlFlow<()> + '_ {
    move |share| watch(BYTES_SHARE + (1.0 - BYTES_SHARE) * share)
}

/// What the file holds, and what it is known by until it is changed.
fn read_hashed(
    path: &Path,
    limits: FileLimits,
    watch: OpenWatch<'_>,
) -> Result<(Vec<u8>, FileHash, Option<Known>), OpenError> {
    let failed = |error| OpenError::without_place(OpenErrorKind::File(error)).in_file(path);
    let (before, at) = (Marks::at(path), SystemTime::now());
    let read = disk::read_watched(path, limits.project_bytes(), &mut |done, all| {
        watch(BYTES_SHARE * (done as f32 / all.max(1) as f32).min(1.0))
    });
    let Some(bytes) = read.map_err(failed)? else {
        return Err(OpenError::cancelled(path));
    };
    go_on(watch, BYTES_SHARE).map_err(|error| error.in_file(path))?;
    let hash = FileHash::of(&bytes);
    let known = Known::read(hash, before, Marks::at(path), at);
    Ok((bytes, hash, known))
}

/// # Errors
/// If it is not to go on.
fn go_on(watch: OpenWatch<'_>, share: f32) -> Result<(), OpenError> {
    match watch(share) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(OpenError::without_place(OpenErrorKind::Cancelled)),
    }
}

fn not_utf8(error: &std::string::FromUtf8Error) -> OpenError {
    let good = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes());
    let kind = match error.utf8_error().error_len() {
        Some(_) => OpenErrorKind::NotUtf8,
        // Nothing is wrong with the last bytes but that more should follow.
        None => OpenErrorKind::Structure {
            message: "the file ends in the middle of a character".to_owned(),
            cut_off: true,
        },
    };
    // Everything before the first bad byte is the same in the readable version.
    OpenError::at(kind, &text, good)
}
