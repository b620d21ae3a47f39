//! The text of a project's file as it was read, held for saving: what was not touched is copied from it.
//!
//! A large one is not kept in memory but in a private copy: a file without a name in the user's cache folder, which no other
//! program finds and which is gone with its last user. So what a save copies is what was read, whatever becomes of the
//! project's file. Where no copy can be made the text stays in memory: that costs room, and nothing else.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::calls::{self, Stream};
use super::error::SaveError;
use super::place::{LineIndex, Place, Span};
use super::splice::Edits;

/// How the texts of files are held.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The largest text that is kept in memory, in bytes.
    pub in_memory: u64,
    /// How many bytes of a larger one are read at once.
    pub piece: usize,
    /// The folder in which copies of larger ones are made; it is made if it is not there. `None`: all stay in memory.
    pub folder: Option<PathBuf>,
}

impl Default for Holding {
    #[cfg(not(test))]
    fn default() -> Self {
        Self {
            in_memory: 16 << 20,
            piece: 256 << 10,
            folder: super::folders::Folders::of_user().map(|folders| folders.cache),
        }
    }

    /// Tests hold nearly everything in copies, and read it in pieces that hold hardly a record. Those that use the whole
    /// program have it as users do.
    #[cfg(test)]
    fn default() -> Self {
        Self {
            in_memory: 64,
            piece: 48,
            folder: Some(std::env::temp_dir()),
        }
    }
}

/// A text that does not change any more.
#[derive(Debug, Clone)]
pub(super) struct HeldText(Body);

#[derive(Debug, Clone)]
enum Body {
    Memory(Arc<String>),
    Disk(Arc<PrivateCopy>),
}

/// That what was read cannot be read again.
#[derive(Debug)]
pub struct HeldError(io::Error);

impl fmt::Display for HeldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the copy of the file as it was read, in the cache folder, cannot be read: {}",
            self.0
        )
    }
}

impl std::error::Error for HeldError {}

impl From<HeldError> for io::Error {
    fn from(error: HeldError) -> Self {
        Self::other(error)
    }
}

impl From<HeldError> for SaveError {
    fn from(error: HeldError) -> Self {
        Self::Write(error.to_string())
    }
}

/// Bytes that are copied at once.
const BLOCK: usize = 1 << 20;

impl HeldText {
    /// Holds a text that is in memory.
    pub(super) fn of(text: String, holding: &Holding) -> Self {
        if text.len() as u64 <= holding.in_memory {
            return Self(Body::Memory(Arc::new(text)));
        }
        match PrivateCopy::of(&text, holding) {
            Ok(copy) => Self(Body::Disk(Arc::new(copy))),
            Err(error) => {
                log::warn!(
                    "a large text stays in memory, since it cannot be held on the disk: {error}"
                );
                Self(Body::Memory(Arc::new(text)))
            }
        }
    }

    /// Bytes of it.
    pub(super) fn len(&self) -> usize {
        match &self.0 {
            Body::Memory(text) => text.len(),
            Body::Disk(copy) => copy.len,
        }
    }

    fn bytes(&self, span: Span) -> Result<Cow<'_, [u8]>, HeldError> {
        match &self.0 {
            Body::Memory(text) => Ok(Cow::Borrowed(span.of(text).as_bytes())),
            Body::Disk(copy) => copy.bytes(span).map(Cow::Owned).map_err(HeldError),
        }
    }

    /// What stands in the span.
    ///
    /// # Errors
    /// If the copy cannot be read.
    pub(super) fn part(&self, span: Span) -> Result<Cow<'_, str>, HeldError> {
        match &self.0 {
            Body::Memory(text) => Ok(Cow::Borrowed(span.of(text))),
            Body::Disk(copy) => copy.text(span).map(Cow::Owned).map_err(HeldError),
        }
    }

    /// All of it. This may be more than memory should hold for long.
    ///
    /// # Errors
    /// If the copy cannot be read.
    pub(super) fn whole(&self) -> Result<Cow<'_, str>, HeldError> {
        self.part(Span::new(0, self.len()))
    }

    /// Gives what stands in the span to `take`, one block after the other.
    ///
    /// # Errors
    /// If the copy cannot be read, and those of `take`.
    pub(super) fn each_block<E: From<HeldError>>(
        &self,
        span: Span,
        take: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        match &self.0 {
            Body::Memory(text) => span.of(text).as_bytes().chunks(BLOCK).try_for_each(take),
            Body::Disk(copy) => {
                let mut block = vec![0; BLOCK.min(span.len())];
                let mut start = span.start;
                while start < span.end {
                    let len = block.len().min(span.end - start);
                    let block = &mut block[..len];
                    copy.read(start, block).map_err(HeldError)?;
                    take(block)?;
                    start += len;
                }
                Ok(())
            }
        }
    }

    /// The text after edits that were made for it.
    ///
    /// # Errors
    /// If the copy cannot be read.
    pub(super) fn after(&self, edits: &Edits) -> Result<String, HeldError> {
        let added: usize = edits.iter().map(|edit| edit.text.len()).sum();
        let mut after = String::with_capacity(self.len() + added);
        let mut copied = 0;
        for edit in edits.iter() {
            after.push_str(&self.part(Span::new(copied, edit.span.start))?);
            after.push_str(&edit.text);
            copied = edit.span.end;
        }
        after.push_str(&self.part(Span::new(copied, self.len()))?);
        Ok(after)
    }

    /// The place of a byte. `lines` is the index of this text.
    ///
    /// # Errors
    /// If the copy cannot be read.
    pub(super) fn place(&self, lines: &LineIndex, offset: usize) -> Result<Place, HeldError> {
        if let Body::Memory(text) = &self.0 {
            return Ok(lines.place(text, offset));
        }
        lines.place_in(self.len(), &|span| self.bytes(span), offset)
    }
}

/// A file without a name that holds a text.
#[derive(Debug)]
pub(super) struct PrivateCopy {
    file: File,
    /// What its errors and faults are of.
    folder: PathBuf,
    len: usize,
}

impl PrivateCopy {
    fn of(text: &str, holding: &Holding) -> io::Result<Self> {
        let mut copy = Self::new(holding)?;
        copy.add(text.as_bytes())?;
        Ok(copy)
    }

    /// An empty one.
    pub(super) fn new(holding: &Holding) -> io::Result<Self> {
        let folder = holding.folder.clone();
        let folder = folder.ok_or_else(|| io::Error::other("there is no folder for it"))?;
        calls::make_folder(&folder)?;
        let file = calls::nameless(&folder)?;
        Ok(Self {
            file,
            folder,
            len: 0,
        })
    }

    /// Adds to it. After an error nothing of it is of use.
    pub(super) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream().write_all(bytes)?;
        self.len += bytes.len();
        Ok(())
    }

    /// Holds what was added. It must be text.
    pub(super) fn hold(self) -> HeldText {
        HeldText(Body::Disk(Arc::new(self)))
    }

    fn stream(&self) -> Stream<'_> {
        let path: &Path = &self.folder;
        Stream {
            file: &self.file,
            path,
        }
    }

    fn bytes(&self, span: Span) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; span.len()];
        self.read(span.start, &mut bytes)?;
        Ok(bytes)
    }

    fn read(&self, start: usize, bytes: &mut [u8]) -> io::Result<()> {
        calls::read_at(&self.file, &self.folder, bytes, start as u64)
    }

    fn text(&self, span: Span) -> io::Result<String> {
        String::from_utf8(self.bytes(span)?).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds the text in a copy in `folder`.
    fn copied(text: &str, folder: &Path) -> HeldText {
        let holding = Holding {
            in_memory: 0,
            folder: Some(folder.to_owned()),
            ..Holding::default()
        };
        let held = HeldText::of(text.to_owned(), &holding);
        assert!(matches!(held.0, Body::Disk(_)));
        held
    }

    #[test]
    fn a_text_of_several_blocks_is_the_same_in_memory_and_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let text = "kurze Zeilen,\r\nä 你 😀\n".repeat(5 * BLOCK / 64);
        assert!(text.len() > 2 * BLOCK);
        let held = copied(&text, folder.path());
        assert_eq!(held.len(), text.len());
        assert_eq!(held.whole().unwrap(), text);
        for span in [
            Span::new(0, text.len()),
            Span::new(7, BLOCK + 7),
            Span::new(BLOCK - 1, 2 * BLOCK + 5),
            Span::at(5),
        ] {
            let (mut found, mut largest) = (Vec::new(), 0);
            let taken = held.each_block(span, &mut |block| {
                found.extend_from_slice(block);
                largest = largest.max(block.len());
                Ok::<_, HeldError>(())
            });
            taken.unwrap();
            assert!(found == text.as_bytes()[span.range()] && largest <= BLOCK);
        }
    }

    #[test]
    fn places_in_a_copy_of_several_blocks_are_those_that_counting_gives() {
        let folder = tempfile::tempdir().unwrap();
        let text = "eine Zeile: ä 你 😀\n".repeat(3 * BLOCK / 48);
        assert!(text.len() > BLOCK);
        let (held, lines) = (copied(&text, folder.path()), LineIndex::new());
        for offset in (2..text.len()).step_by(BLOCK / 64) {
            let offset = text.floor_char_boundary(offset);
            let before = &text[..offset];
            let last = before.rsplit('\n').next().unwrap_or_default();
            let place = Place {
                line: 1 + before.matches('\n').count(),
                column: 1 + last.chars().count(),
            };
            assert_eq!(held.place(&lines, offset).unwrap(), place);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_has_no_name_and_is_for_nobody_else_to_read() {
        use std::os::unix::fs::MetadataExt as _;
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("not/there/yet");
        let held = copied("a text", &cache);
        assert_eq!(std::fs::read_dir(&cache).unwrap().count(), 0);
        let Body::Disk(copy) = &held.0 else {
            panic!("it is in a copy");
        };
        let about = copy.file.metadata().unwrap();
        assert_eq!((about.mode() & 0o777, about.nlink()), (0o600, 0));
    }
}
