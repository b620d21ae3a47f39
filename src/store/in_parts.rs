//! Opening a large file without ever having all of its text at hand.
//!
//! The file is read piece by piece. Each piece goes into the hash, into the private copy that saves copy from, and to the
//! end of a window, in which records are read; what was read leaves the window at its start. So what is read and what is
//! held are the same bytes, whatever another program does to the file meanwhile.
//!
//! This is the way for files in which all is well. What has to be told with its place, an error or a record that cannot be
//! read, is told by reading the text as a whole: in every doubt, this gives up.

use std::path::Path;
use std::time::SystemTime;

use super::disk::{FileError, Reading};
use super::error::{OpenError, OpenErrorKind};
use super::file_hash::{FileHash, HashOfPieces, Known, Marks};
use super::held::{Holding, PrivateCopy};
use super::limits::FileLimits;
use super::read::{Opened, Reader};
use super::scan::{Part, Source, Walk};
use super::splice::LineEnd;
use super::{OpenWatch, calls, go_on};

/// Opens the project at `path` if it is large; gives the hash of what the file held, too. `None` if it is small, or to be
/// read as a whole.
///
/// # Errors
/// If `watch` stops it.
pub(super) fn open(
    path: &Path,
    limits: FileLimits,
    holding: &Holding,
    watch: OpenWatch<'_>,
) -> Result<Option<(Opened, FileHash)>, OpenError> {
    let about = calls::about(path).ok().flatten();
    if about.is_none_or(|about| about.len() <= holding.in_memory) {
        return Ok(None);
    }
    let (before, at) = (Marks::at(path), SystemTime::now());
    // Whatever is wrong with the file is told by who reads it as a whole.
    let Ok(file) = Reading::open(path, limits.project_bytes()) else {
        return Ok(None);
    };
    let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
    let mut reader = Reader::in_parts(size, limits.records, watch);
    let Some(mut window) = Window::of(file, holding, watch) else {
        return Ok(None);
    };
    let outline = Walk::new(&mut window, &mut reader).outline();
    if reader.stopped || window.is_cancelled {
        return Err(OpenError::without_place(OpenErrorKind::Cancelled));
    }
    let read = outline
        .ok()
        .and_then(|outline| reader.read_in_parts(&outline));
    let (Some(read), Some((hash, line_end, copy))) = (read, window.finished()) else {
        return Ok(None);
    };
    let mut opened = read.opened(line_end, watch, || copy.hold())?;
    opened.document.known = Known::read(hash, before, Marks::at(path), at);
    go_on(watch, 1.0)?;
    Ok(Some((opened, hash)))
}

/// The share of a file that was read of which it is told: the rest is for its records.
const READ_SHARE: f32 = 0.8;

/// The part of a file's text that is at hand.
struct Window<'a> {
    file: Reading<'a>,
    watch: OpenWatch<'a>,
    /// The part, and where it starts in the text.
    text: String,
    start: usize,
    /// Bytes that are read at once.
    piece: usize,
    /// What was read and is not in the part: at most the start of a character.
    bytes: Vec<u8>,
    hash: HashOfPieces,
    line_end: LineEndOfPieces,
    copy: PrivateCopy,
    has_ended: bool,
    is_cancelled: bool,
    /// Whether all that was read is in the text and in the copy.
    is_sound: bool,
}

impl<'a> Window<'a> {
    /// At the start of the file; `None` if it cannot be copied.
    fn of(file: Reading<'a>, holding: &Holding, watch: OpenWatch<'a>) -> Option<Self> {
        let copy = PrivateCopy::new(holding)
            .map_err(|error| told(&error))
            .ok()?;
        Some(Self {
            file,
            watch,
            text: String::new(),
            start: 0,
            piece: holding.piece,
            bytes: Vec::new(),
            hash: HashOfPieces::default(),
            line_end: LineEndOfPieces::default(),
            copy,
            has_ended: false,
            is_cancelled: false,
            is_sound: true,
        })
    }

    /// The hash of the file, how its lines end, and the copy of it, if all of it was read.
    fn finished(self) -> Option<(FileHash, LineEnd, PrivateCopy)> {
        let is_whole = self.has_ended && self.is_sound && self.bytes.is_empty();
        is_whole.then(|| (self.hash.finish(), self.line_end.end, self.copy))
    }

    /// Reads on. Says whether there was something.
    fn read(&mut self) -> bool {
        let done = (self.start + self.text.len()) as f32 / self.file.size().max(1) as f32;
        if go_on(self.watch, READ_SHARE * done.min(1.0)).is_err() {
            self.is_cancelled = true;
            return false;
        }
        let carried = self.bytes.len();
        let read: Result<usize, FileError> = self.file.next(&mut self.bytes, self.piece as u64);
        let fresh = self.bytes.get(carried..).unwrap_or_default();
        if fresh.is_empty() || read.is_err() {
            self.has_ended = true;
            self.is_sound &= read.is_ok();
            return false;
        }
        self.hash.add(fresh);
        self.line_end.add(fresh);
        if let Err(error) = self.copy.add(fresh) {
            told(&error);
            self.is_sound = false;
            return false;
        }
        let good = match simdutf8::compat::from_utf8(&self.bytes) {
            Ok(all) => all,
            // A character may be cut through.
            Err(error) if error.error_len().is_none() => {
                let good = self.bytes.get(..error.valid_up_to()).unwrap_or_default();
                simdutf8::basic::from_utf8(good).unwrap_or_default()
            }
            Err(_) => {
                self.is_sound = false;
                return false;
            }
        };
        self.text.push_str(good);
        let taken = good.len();
        self.bytes.drain(..taken);
        true
    }
}

fn told(error: &std::io::Error) {
    log::warn!("a large file is read into memory, since no copy of it can be made: {error}");
}

impl Source for &mut Window<'_> {
    fn part(&self) -> Part<'_> {
        Part {
            text: &self.text,
            start: self.start,
        }
    }

    fn more(&mut self, from: usize) -> bool {
        if self.has_ended || self.is_cancelled || !self.is_sound {
            return false;
        }
        // What is looked at is longer than the part, or the part goes on.
        let before = self.text.len();
        let wanted = match from {
            0 => self.piece.max(2 * before),
            _ => self.piece.max(before - from + 1),
        };
        while self.text.len() - from < wanted && self.read() {}
        if self.text.len() == before {
            return false;
        }
        self.text.drain(..from);
        self.start += from;
        true
    }
}

/// How the first line of a text ends that comes in pieces.
#[derive(Debug)]
struct LineEndOfPieces {
    end: LineEnd,
    is_found: bool,
    /// Whether the last piece ended with a CR.
    after_return: bool,
}

impl Default for LineEndOfPieces {
    fn default() -> Self {
        Self {
            end: LineEnd::Lf,
            is_found: false,
            after_return: false,
        }
    }
}

impl LineEndOfPieces {
    fn add(&mut self, piece: &[u8]) {
        if self.is_found {
            return;
        }
        let at = memchr::memchr(b'\n', piece);
        let before = piece.get(..at.unwrap_or(piece.len())).unwrap_or_default();
        let is_return = match before.last() {
            Some(last) => *last == b'\r',
            None => self.after_return,
        };
        self.is_found = at.is_some();
        self.after_return = is_return;
        if self.is_found && is_return {
            self.end = LineEnd::CrLf;
        }
    }
}

#[cfg(test)]
mod tests;
