//! One journal: begun when there is a first step, added to, begun anew when the project is saved.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Step;
use super::frame::{Tail, read_frames};
use super::layout::Layout;
use super::text::{BaseText, Entry, PathText, SavingText, StartText};
use crate::model::Stamp;
use crate::store::calls::{self, Folder, Stream};
use crate::store::disk::{self, FileError};
use crate::store::document::Document;
use crate::store::file_hash::FileHash;
use crate::store::held::HeldError;

/// What a journal is for.
#[derive(Debug, Clone)]
pub struct Header {
    /// The project's title, for people.
    pub title: String,
    /// The project's file; `None` if it has none yet.
    pub project: Option<PathBuf>,
    /// The name to offer for a file.
    pub suggested_name: String,
    /// What the steps are done to.
    pub base: Base,
    /// Whether nothing is lost with the project as it is before the first step.
    pub unchanged_is_saved: bool,
    /// What the project has besides what the base says.
    pub layout: Layout,
}

/// What the steps of a journal are done to.
#[derive(Debug, Clone)]
pub enum Base {
    /// To what the project's file holds: its hash.
    File(FileHash),
    /// To this text, which no file has and the journal keeps.
    Text(Arc<Document>),
}

/// What the project's file is to hold.
#[derive(Debug, Clone)]
pub(super) struct Saving {
    pub(super) project: PathBuf,
    pub(super) hash: FileHash,
    /// How many steps since the base that includes.
    pub(super) steps: u64,
    pub(super) layout: Layout,
}

impl Header {
    fn entry(&self) -> Result<Entry, HeldError> {
        Ok(Entry::Begin(Box::new(StartText {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            begun: Stamp::now(),
            title: self.title.clone(),
            project: self.project.as_deref().map(PathText::of),
            suggested_name: self.suggested_name.clone(),
            base: match &self.base {
                Base::File(hash) => BaseText::File(*hash),
                Base::Text(document) => BaseText::Text(document.text()?.into_owned()),
            },
            unchanged_is_saved: self.unchanged_is_saved,
            layout: self.layout.clone(),
        })))
    }
}

impl Saving {
    fn entry(&self) -> Entry {
        Entry::Saving(Box::new(SavingText {
            project: PathText::of(&self.project),
            hash: self.hash,
            steps: self.steps,
            layout: self.layout.clone(),
        }))
    }
}

/// The file of a journal, held by the lock of the operating system while it is in use.
#[derive(Debug)]
struct Open {
    file: File,
    /// Bytes that are whole entries; what is behind them goes before the next is written.
    n_bytes: u64,
    tail: Tail,
    n_steps: u64,
    /// Whether the disk never failed to take it. If it did, it cannot be asked again: everything is written to a new
    /// file.
    is_sound: bool,
}

/// A journal of an open project. There is no file until there is a step.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    header: Header,
    /// A save that was announced before there was a file.
    announced: Option<Saving>,
    open: Option<Open>,
}

impl Journal {
    pub(super) fn new(path: PathBuf, header: Header) -> Self {
        Self {
            path,
            header,
            announced: None,
            open: None,
        }
    }

    /// Adds steps, safe on the disk when this returns. With an error, none of them counts as
    /// written.
    pub(super) fn add(&mut self, steps: &[Step]) -> Result<(), FileError> {
        let entries: Result<Vec<Entry>, _> = steps.iter().map(Entry::of_step).collect();
        let entries = entries.map_err(|error| self.not_written(&error.to_string()))?;
        self.write(&entries)
    }

    /// Announces that the project's file is about to be replaced. Without a step there is nothing
    /// that could be confused by it.
    pub(super) fn announce(&mut self, saving: Saving) -> Result<(), FileError> {
        if self.open.is_none() {
            self.announced = Some(saving);
            return Ok(());
        }
        self.write(&[saving.entry()])
    }

    /// Begins anew: the project's file has the first `folded` steps.
    pub(super) fn begin_anew(&mut self, header: Header, folded: u64) -> Result<(), FileError> {
        // Without reading it: what the disk damaged is of no use any more.
        if self.open.as_ref().is_none_or(|open| open.n_steps <= folded) {
            self.clear()?;
            self.header = header;
            return Ok(());
        }
        let steps = self.texts()?.into_iter().filter(|text| is_step(text));
        let carried = steps.skip(usize::try_from(folded).unwrap_or(usize::MAX));
        let start = self.begin_text(&header)?;
        let texts: Vec<String> = std::iter::once(start).chain(carried).collect();
        self.replace(&texts)?;
        self.header = header;
        self.announced = None;
        Ok(())
    }

    /// Deletes the file: there is nothing to keep.
    pub(super) fn clear(&mut self) -> Result<(), FileError> {
        self.announced = None;
        // One that could not be written to its end may be there, too.
        disk::remove(&self.path)?;
        self.open = None;
        Ok(())
    }

    /// Writes a journal in the place of the file that is there, whoever began it.
    pub(super) fn take_place(&mut self, steps: &[Step]) -> Result<(), FileError> {
        let mut texts = vec![self.begin_text(&self.header)?];
        for step in steps {
            let entry = Entry::of_step(step);
            let entry = entry.map_err(|error| self.not_written(&error.to_string()))?;
            texts.push(self.text_of(&entry)?);
        }
        self.replace(&texts)
    }

    fn write(&mut self, entries: &[Entry]) -> Result<(), FileError> {
        let texts: Result<Vec<String>, _> =
            entries.iter().map(|entry| self.text_of(entry)).collect();
        let texts = texts?;
        match &mut self.open {
            Some(open) if open.is_sound && calls::is_at(&open.file, &self.path) => {
                let added = open.put(&self.path, Vec::new(), &texts);
                added.map_err(|error| self.failed(&error))
            }
            // Somebody deleted the file or its folder, or the disk failed; what it held can still be read.
            Some(_) => {
                let mut all = self.texts()?;
                all.extend(texts);
                self.replace(&all)
            }
            None => {
                let mut all = vec![self.begin_text(&self.header)?];
                if let Some(saving) = &self.announced {
                    all.push(self.text_of(&saving.entry())?);
                }
                all.extend(texts);
                self.replace(&all)?;
                self.announced = None;
                Ok(())
            }
        }
    }

    /// The texts of all entries in the file.
    fn texts(&mut self) -> Result<Vec<String>, FileError> {
        let Some(open) = &mut self.open else {
            return Ok(Vec::new());
        };
        let mut texts = Vec::new();
        let bytes = open.read(&self.path);
        let bytes = bytes.map_err(|error| FileError::writing(&self.path, &error))?;
        let cut = read_frames(&bytes, |text| {
            texts.push(text.to_owned());
            Ok(())
        });
        match cut {
            // Going on without what was safe would lose it silently.
            Some(cut) => Err(self.not_written(cut.why)),
            None if bytes.len() as u64 != open.n_bytes => {
                Err(self.not_written("it was cut short by another program"))
            }
            None => Ok(texts),
        }
    }

    /// Writes a file of these entries and puts it where the journal is to be. With an error, what is written next is
    /// written to a new file with all that there was before: the one in place may be either.
    fn replace(&mut self, texts: &[String]) -> Result<(), FileError> {
        if let Some(folder) = self.path.parent() {
            disk::make_folder(folder)?;
        }
        let new = self.path.with_extension(super::find::NEW);
        let placed = Folder::of(&self.path).and_then(|folder| {
            let open = Open::begin(&new, texts)?;
            calls::rename(&new, &self.path)?;
            folder.sync(&self.path)?;
            Ok(open)
        });
        match placed {
            Ok(open) => {
                self.open = Some(open);
                Ok(())
            }
            Err(error) => {
                // It is of no use, and its room may be what is lacking.
                if let Err(error) = disk::remove(&new) {
                    log::warn!("{error}");
                }
                Err(self.failed(&error))
            }
        }
    }

    fn begin_text(&self, header: &Header) -> Result<String, FileError> {
        let entry = header.entry();
        self.text_of(&entry.map_err(|error| self.not_written(&error.to_string()))?)
    }

    fn text_of(&self, entry: &Entry) -> Result<String, FileError> {
        let text = entry.text();
        text.map_err(|error| self.not_written(&error.to_string()))
    }

    fn failed(&self, error: &io::Error) -> FileError {
        FileError::writing(&self.path, error)
    }

    fn not_written(&self, reason: &str) -> FileError {
        self.failed(&io::Error::other(reason.to_owned()))
    }
}

/// Entries are told apart by their names, which begin their texts.
fn is_step(text: &str) -> bool {
    text.starts_with("Step")
}

impl Open {
    /// Makes a file of these entries that no other process takes for one left behind.
    fn begin(path: &Path, texts: &[String]) -> io::Result<Self> {
        let mut open = Self {
            file: calls::create_own(path, false)?,
            n_bytes: 0,
            tail: Tail::default(),
            n_steps: 0,
            is_sound: true,
        };
        open.put(path, Tail::first_line().to_vec(), texts)?;
        Ok(open)
    }

    /// Writes `bytes` and the entries behind what is whole.
    fn put(&mut self, path: &Path, mut bytes: Vec<u8>, texts: &[String]) -> io::Result<()> {
        let mut tail = self.tail.clone();
        for text in texts {
            tail.write(text, &mut bytes);
        }
        // What a write that failed left behind.
        if self.file.metadata()?.len() > self.n_bytes {
            calls::set_len(&self.file, path, self.n_bytes)?;
        }
        self.file.seek(SeekFrom::Start(self.n_bytes))?;
        self.stream(path).write_all(&bytes)?;
        if let Err(error) = calls::sync(&self.file, path) {
            self.is_sound = false;
            return Err(error);
        }
        self.n_bytes += bytes.len() as u64;
        self.tail = tail;
        self.n_steps += texts.iter().filter(|text| is_step(text)).count() as u64;
        Ok(())
    }

    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        let n_bytes = self.n_bytes;
        self.stream(path).take(n_bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn stream<'a>(&'a self, path: &'a Path) -> Stream<'a> {
        Stream {
            file: &self.file,
            path,
        }
    }
}
