//! One journal: begun when there is a first step, added to, begun anew when the project is saved.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Step;
use super::frame::{Tail, read_frames};
use super::layout::Layout;
use super::text::{BaseText, Entry, PathText, SavingText, StartText};
use crate::model::Stamp;
use crate::store::disk::{self, FileError};
use crate::store::document::Document;
use crate::store::file_hash::FileHash;

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
    fn entry(&self) -> Entry {
        Entry::Begin(Box::new(StartText {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            begun: Stamp::now(),
            title: self.title.clone(),
            project: self.project.as_deref().map(PathText::of),
            suggested_name: self.suggested_name.clone(),
            base: match &self.base {
                Base::File(hash) => BaseText::File(*hash),
                Base::Text(document) => BaseText::Text(document.text().into_owned()),
            },
            unchanged_is_saved: self.unchanged_is_saved,
            layout: self.layout.clone(),
        }))
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
        let mut carried = Vec::new();
        if let Some(open) = &mut self.open {
            let bytes = open.read().map_err(|error| self.failed(&error))?;
            let mut n_steps = 0;
            read_frames(&bytes, |text| {
                // Entries are told apart by their names, which begin their texts.
                if text.starts_with("Step") {
                    n_steps += 1;
                    if n_steps > folded {
                        carried.push(text.to_owned());
                    }
                }
                Ok(())
            });
        }
        if carried.is_empty() {
            self.clear()?;
            self.header = header;
            return Ok(());
        }
        let start = self.text_of(&header.entry())?;
        let texts: Vec<String> = std::iter::once(start).chain(carried).collect();
        self.replace(&texts)?;
        self.header = header;
        self.announced = None;
        Ok(())
    }

    /// Deletes the file: there is nothing to keep.
    pub(super) fn clear(&mut self) -> Result<(), FileError> {
        self.announced = None;
        if self.open.is_some() {
            disk::remove(&self.path)?;
            self.open = None;
        }
        Ok(())
    }

    /// Writes a journal in the place of the file that is there, whoever began it.
    pub(super) fn take_place(&mut self, steps: &[Step]) -> Result<(), FileError> {
        let mut texts = vec![self.text_of(&self.header.entry())?];
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
            Some(open) if open.is_at(&self.path) => {
                let added = open.add(&texts);
                added.map_err(|error| self.failed(&error))
            }
            // Somebody deleted the file or its folder; what it held can still be read.
            Some(open) => {
                let bytes = open.read().map_err(|error| self.failed(&error))?;
                let mut all = Vec::new();
                read_frames(&bytes, |text| {
                    all.push(text.to_owned());
                    Ok(())
                });
                all.extend(texts);
                self.replace(&all)
            }
            None => {
                let mut all = vec![self.text_of(&self.header.entry())?];
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

    /// Writes a file of these entries and puts it where the journal is to be.
    fn replace(&mut self, texts: &[String]) -> Result<(), FileError> {
        if let Some(folder) = self.path.parent() {
            disk::make_folder(folder)?;
        }
        let new = self.path.with_extension("new");
        let open = Open::begin(&new, texts);
        let placed = open.and_then(|open| {
            fs::rename(&new, &self.path)?;
            Ok(open)
        });
        match placed {
            Ok(open) => {
                self.open = Some(open);
                self.sync_folder().map_err(|error| self.failed(&error))
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

    fn sync_folder(&self) -> io::Result<()> {
        match self.path.parent() {
            Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
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

impl Open {
    /// Makes a file of these entries that no other process takes for one left behind.
    fn begin(path: &Path, texts: &[String]) -> io::Result<Self> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(path)?;
        if let Err(error) = file.try_lock() {
            // Where there are no locks, the worst is that another window offers the work, too.
            log::warn!("the journal could not be locked: {error}");
        }
        let mut open = Self {
            file,
            n_bytes: 0,
            tail: Tail::default(),
        };
        open.put(Tail::first_line().to_vec(), texts)?;
        Ok(open)
    }

    fn add(&mut self, texts: &[String]) -> io::Result<()> {
        self.put(Vec::new(), texts)
    }

    /// Writes `bytes` and the entries behind what is whole.
    fn put(&mut self, mut bytes: Vec<u8>, texts: &[String]) -> io::Result<()> {
        let mut tail = self.tail.clone();
        for text in texts {
            tail.write(text, &mut bytes);
        }
        // What a write that failed left behind.
        if self.file.metadata()?.len() > self.n_bytes {
            self.file.set_len(self.n_bytes)?;
        }
        self.file.seek(SeekFrom::Start(self.n_bytes))?;
        self.file.write_all(&bytes)?;
        self.file.sync_data()?;
        self.n_bytes += bytes.len() as u64;
        self.tail = tail;
        Ok(())
    }

    fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        (&self.file).take(self.n_bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Whether the file is still the one with this name.
    #[cfg(unix)]
    fn is_at(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        match (self.file.metadata(), fs::metadata(path)) {
            (Ok(ours), Ok(found)) => (ours.ino(), ours.dev()) == (found.ino(), found.dev()),
            _ => false,
        }
    }

    #[cfg(not(unix))]
    fn is_at(&self, path: &Path) -> bool {
        path.exists()
    }
}
