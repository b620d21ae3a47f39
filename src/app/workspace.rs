//! The open project with all that belongs to it: history, problems, selection, file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::checking::Checking;
use super::touched::Touched;
use crate::edit::{self, Context, Edit, EditError, History, IdSource};
use crate::evidence::ProblemList;
use crate::model::{
    ApplyError, Claim, ClaimId, FilePlace, Problem, ProblemClass, ProblemKind, Project, RecordId,
    Sha256, Snapshot, Stamp, Transaction,
};
use crate::store::recovery::{RecoveryInfo, RecoverySlot};
use crate::store::{CutOff, Document, Folders, Lock, Locked, Opened, SaveRequest, Saved};

/// The project that is open.
#[derive(Debug)]
pub struct Workspace {
    /// The data.
    pub project: Project,
    /// What was done, to take it back.
    pub history: History,
    /// What needs a look; empty while [`Workspace::is_checked`] says that nobody knows yet.
    pub problems: ProblemList,
    /// The records that are selected; see [`Workspace::inspected`].
    pub selection: Vec<RecordId>,
    /// The claim whose words are read while the inspector goes on showing its event.
    reading: Option<ClaimId>,
    /// The file; `None` for a project that was never saved.
    pub path: Option<PathBuf>,
    /// The name to offer where there is no file yet.
    pub suggested_name: String,
    /// Why the project cannot be changed or saved here, as a sentence.
    pub read_only: Option<String>,
    /// When it was last saved or read.
    pub saved_at: Option<Stamp>,
    /// Which records the last changes reached.
    pub touched: Touched,
    /// Whether the list of problems is there.
    pub(super) checking: Checking,
    file: FileState,
    ids: IdSource,
    recovery: Arc<Mutex<RecoverySlot>>,
}

/// How the project and its file stand to each other.
#[derive(Debug, Default)]
struct FileState {
    /// The text that saving copies from.
    document: Option<Arc<Document>>,
    /// What the file held when it was read or written last.
    hash: Option<Sha256>,
    /// The history's position that the file has; `None` if no file has it.
    saved_position: Option<u64>,
    /// The position that the recovery file has.
    kept_position: Option<u64>,
    /// Fields of the file that this version does not know.
    problems: Vec<Problem>,
    /// How many problems there are; counted after each change, since every frame shows it.
    n_problems: usize,
    /// How much there is besides that is not done yet.
    n_to_do: usize,
    /// Whether the content that the file had at first is backed up.
    backed_up: bool,
    lock: Option<Lock>,
}

/// Where a project comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From its file, which held this.
    File(PathBuf, Sha256),
    /// From the program itself: new, or a sample. Nothing is lost if it is closed unchanged.
    Untitled(String),
    /// Unsaved work that was found: from this file, which held that when the work began.
    Recovered(Option<PathBuf>, Option<Sha256>),
    /// What is whole of a file that was cut off. It is read-only until it gets another file.
    Cut(PathBuf, CutOff),
}

/// Why an edit was not done.
#[derive(Debug, Clone, PartialEq)]
pub enum CommitError {
    /// It cannot be done.
    Edit(EditError),
    /// It does not fit the project any more.
    Apply(ApplyError),
    /// The project is open read-only, for this reason.
    ReadOnly(String),
}

impl std::fmt::Display for CommitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Edit(error) => write!(f, "{error}"),
            Self::Apply(error) => write!(f, "Not done: {error}. Nothing was changed."),
            Self::ReadOnly(reason) => write!(f, "{reason}"),
        }
    }
}

impl Workspace {
    /// The project that was read, with what needs a look in it if that is known already, and a lock if it has
    /// a file.
    #[must_use]
    pub fn new(
        opened: Opened,
        problems: Option<ProblemList>,
        origin: Origin,
        folders: &Folders,
    ) -> Self {
        let Opened {
            project,
            document,
            problems: file_problems,
        } = opened;
        let history = History::default();
        let position = history.position();
        let mut file = FileState {
            document: Some(Arc::new(document)),
            problems: file_problems,
            ..FileState::default()
        };
        let (mut path, mut name) = (None, String::from("untitled.ron"));
        let (mut saved_at, mut cut) = (None, None);
        match origin {
            Origin::File(at, hash) => {
                file.hash = Some(hash);
                file.saved_position = Some(position);
                saved_at = Some(Stamp::now());
                path = Some(at);
            }
            Origin::Untitled(suggested) => {
                file.saved_position = Some(position);
                name = suggested;
            }
            Origin::Recovered(at, hash) => {
                file.hash = hash;
                path = at;
            }
            Origin::Cut(at, cut_off) => {
                file.saved_position = Some(position);
                cut = Some((at, cut_off));
            }
        }
        // No other process has this number now, and no other project of ours began in this
        // nanosecond.
        let name_of_slot = format!(
            "{}-{}",
            std::process::id(),
            jiff::Timestamp::now().as_nanosecond()
        );
        let mut workspace = Self {
            checking: match problems {
                Some(_) => Checking::Done,
                None => Checking::Wanted,
            },
            problems: problems.unwrap_or_default(),
            touched: Touched::default(),
            project,
            history,
            selection: Vec::new(),
            reading: None,
            path: None,
            suggested_name: name,
            read_only: None,
            saved_at,
            file,
            ids: IdSource::random(),
            recovery: Arc::new(Mutex::new(RecoverySlot::new(&name_of_slot, folders))),
        };
        workspace.count_problems();
        if let Some(path) = path {
            workspace.move_to(path, folders);
        }
        if let Some((path, cut_off)) = cut {
            workspace.read_only = Some(format!(
                "{} was cut off. {cut_off} It is read-only until it is saved under another name.",
                crate::store::file_name(&path)
            ));
            workspace.path = Some(path);
        }
        workspace
    }

    /// Makes `path` the project's file: takes its lock and lets go of the one before.
    fn move_to(&mut self, path: PathBuf, folders: &Folders) {
        self.file.lock = None;
        self.read_only = None;
        match Lock::take(&path, folders) {
            Locked::Ours(lock) => self.file.lock = Some(lock),
            Locked::Theirs(holder) => {
                let holder = if holder.is_empty() {
                    "another window"
                } else {
                    &holder
                };
                self.read_only = Some(format!(
                    "This file is being edited by {holder}. It is open read-only here; Save a copy works."
                ));
            }
            Locked::Unsupported(reason) => {
                log::warn!("no lock can be had for the project: {reason}");
            }
        }
        self.path = Some(path);
    }

    /// Whether the file does not have what is open.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.file.saved_position != Some(self.history.position())
    }

    /// What the window's title and the navigator call the project.
    #[must_use]
    pub fn title(&self) -> String {
        let title = &self.project.meta().title;
        if title.is_empty() {
            self.file_name()
        } else {
            title.clone()
        }
    }

    /// The file's name, or the one that it would get.
    #[must_use]
    pub fn file_name(&self) -> String {
        self.path
            .as_deref()
            .map_or_else(|| self.suggested_name.clone(), crate::store::file_name)
    }

    /// Where a record stands in the file as it was last read or written.
    #[must_use]
    pub fn place_of(&self, id: RecordId) -> Option<FilePlace> {
        self.file.document.as_ref()?.place_of(id)
    }

    /// What needs a look, problems of the file first; without the kinds that the project mutes.
    pub fn all_problems(&self) -> impl Iterator<Item = &Problem> + '_ {
        self.file_problems().chain(self.told(self.problems.iter()))
    }

    /// What the file has that this version does not know, without the kinds that the project mutes.
    pub fn file_problems(&self) -> impl Iterator<Item = &Problem> + '_ {
        self.told(self.known_file_problems())
    }

    /// What is told of a record, problems of the file left out.
    pub fn told_of(&self, id: RecordId) -> impl Iterator<Item = &Problem> + '_ {
        self.told(self.problems.of(id).iter())
    }

    /// What a record is marked for wherever it stands, its file problems left out; without the kinds that the
    /// project mutes. Work that is not done yet marks nothing, nor does a conflict between sources: fields
    /// and matrix show that.
    pub fn marks_of(&self, id: RecordId) -> impl Iterator<Item = &Problem> + '_ {
        let told = self.told_of(id);
        told.filter(|problem| problem.kind.marks_record())
    }

    /// How many problems of a kind are left out if the project mutes it.
    #[must_use]
    pub fn n_muted(&self, kind: ProblemKind) -> usize {
        if !self.project.meta().mutes(kind) {
            return 0;
        }
        let of_file = self.known_file_problems();
        of_file.filter(|problem| problem.kind == kind).count() + self.problems.count(kind)
    }

    fn known_file_problems(&self) -> impl Iterator<Item = &Problem> + '_ {
        let known = |problem: &&Problem| problem.record.is_none_or(|id| self.project.contains(id));
        self.file.problems.iter().filter(known)
    }

    fn told<'a>(
        &'a self,
        problems: impl Iterator<Item = &'a Problem> + 'a,
    ) -> impl Iterator<Item = &'a Problem> + 'a {
        problems.filter(|problem| !self.project.meta().mutes(problem.kind))
    }

    /// How many problems are told: what is broken and what contradicts. Only those of the file while the
    /// project is not checked.
    #[must_use]
    pub fn n_problems(&self) -> usize {
        self.file.n_problems
    }

    /// How much is told besides that is not done yet.
    #[must_use]
    pub fn n_to_do(&self) -> usize {
        self.file.n_to_do
    }

    /// Adds up the counts of kinds that the list keeps: not the problems, which can be as many as records.
    pub(super) fn count_problems(&mut self) {
        let meta = self.project.meta();
        let counts = self.problems.counts();
        let told = counts.filter(|(kind, _)| !meta.mutes(*kind));
        let (mut problems, mut to_do) = (self.file_problems().count(), 0);
        for (kind, count) in told {
            match kind.class() {
                ProblemClass::Broken | ProblemClass::Contradiction => problems += count,
                ProblemClass::Unfinished => to_do += count,
            }
        }
        self.file.n_problems = problems;
        self.file.n_to_do = to_do;
    }

    /// Does what the analyst wants: plans it and commits it. Gives the transaction that was
    /// applied; `None` if there was nothing to do.
    ///
    /// # Errors
    /// If it cannot be done. Nothing is changed then.
    pub fn edit(&mut self, edit: &Edit, millis: u64) -> Result<Option<Transaction>, CommitError> {
        if let Some(reason) = &self.read_only {
            return Err(CommitError::ReadOnly(reason.clone()));
        }
        let mut context = Context {
            ids: &mut self.ids,
            now: Stamp::now(),
        };
        let planned = edit::plan(&self.project, edit, &mut context).map_err(CommitError::Edit)?;
        if planned.is_empty() {
            return Ok(None);
        }
        let applied = self.apply(&planned)?;
        self.history.push(applied.clone(), millis);
        Ok(Some(applied))
    }

    fn apply(&mut self, transaction: &Transaction) -> Result<Transaction, CommitError> {
        let applied = self
            .project
            .apply(transaction)
            .map_err(CommitError::Apply)?;
        self.follow(&applied.changes);
        self.selection.retain(|&id| self.project.contains(id));
        Ok(applied)
    }

    /// Takes the last step back and gives it; `None` if there is none.
    ///
    /// # Errors
    /// If the project does not fit the step. Nothing is changed then.
    pub fn undo(&mut self) -> Result<Option<Transaction>, CommitError> {
        let Some(step) = self.history.next_undo() else {
            return Ok(None);
        };
        self.apply(&step)?;
        self.history.undone();
        self.select_focus(&step);
        Ok(Some(step))
    }

    /// Does the step again that was taken back last and gives it; `None` if there is none.
    ///
    /// # Errors
    /// If the project does not fit the step. Nothing is changed then.
    pub fn redo(&mut self) -> Result<Option<Transaction>, CommitError> {
        let Some(step) = self.history.next_redo() else {
            return Ok(None);
        };
        self.apply(&step)?;
        self.history.redone();
        self.select_focus(&step);
        Ok(Some(step))
    }

    fn select_focus(&mut self, step: &Transaction) {
        let there = step
            .focus
            .iter()
            .copied()
            .filter(|&id| self.project.contains(id));
        let there: Vec<RecordId> = there.collect();
        if !there.is_empty() {
            self.selection = there;
        }
    }

    /// Selects these records.
    pub(super) fn select(&mut self, records: Vec<RecordId>) {
        // What is typed into the fields of another record is another step.
        if self.selection.first() != records.first() {
            self.history.seal();
        }
        self.selection = records;
        self.reading = None;
    }

    /// Selects a claim whose words are read, and lets the inspector show its event.
    pub(super) fn read_claim(&mut self, claim: ClaimId) {
        self.select(vec![claim.into()]);
        self.reading = Some(claim);
    }

    /// Lets the inspector show what is selected.
    pub(super) fn stop_reading(&mut self) {
        self.reading = None;
    }

    /// The claim whose row is lit in the inspector, which shows its event.
    #[must_use]
    pub fn reading(&self) -> Option<&Claim> {
        match self.selection.as_slice() {
            [RecordId::Claim(claim)] if self.reading == Some(*claim) => {
                self.project.claims().get(*claim)
            }
            _ => None,
        }
    }

    /// The record that the inspector shows: the first that is selected, or the event of the claim whose words
    /// are read.
    #[must_use]
    pub fn inspected(&self) -> Option<RecordId> {
        let event = self.reading().map(|claim| claim.event.into());
        let event = event.filter(|&event| self.project.contains(event));
        event.or(self.selection.first().copied())
    }

    /// What is needed to save the project as it is now, on another thread.
    pub fn save_request(&mut self, path: &Path, folders: &Folders, overwrite: bool) -> SaveRequest {
        // The next keystroke begins a new step, so that undo can come back to what was saved.
        self.history.seal();
        let is_own = self.path.as_deref() == Some(path);
        SaveRequest {
            document: self.file.document.clone(),
            snapshot: self.project.snapshot(),
            path: path.to_owned(),
            expected: if is_own && !overwrite {
                self.file.hash
            } else {
                None
            },
            back_up: !self.file.backed_up,
            folders: folders.clone(),
            position: self.history.position(),
        }
    }

    /// Takes note that the project was saved to its own file, or moves to the file it was saved
    /// to.
    pub fn saved(&mut self, saved: Saved, folders: &Folders) {
        if self.path.as_ref() != Some(&saved.path) || self.file.lock.is_none() {
            self.move_to(saved.path, folders);
        }
        self.file.problems = saved.document.problems();
        self.file.document = Some(Arc::new(saved.document));
        self.count_problems();
        self.file.hash = Some(saved.hash);
        self.file.saved_position = Some(saved.position);
        self.file.backed_up = true;
        self.saved_at = Some(Stamp::now());
        if !self.is_dirty() {
            self.drop_recovery();
        }
    }

    /// Whether the recovery file lacks something that the project's file lacks, too.
    #[must_use]
    pub fn needs_recovery(&self) -> bool {
        self.is_dirty() && self.file.kept_position != Some(self.history.position())
    }

    /// What is needed to write all unsaved work to the recovery file, also on another thread;
    /// `None` if it is there already or if there is none.
    #[must_use]
    pub fn recovery_request(&self) -> Option<RecoveryRequest> {
        self.needs_recovery().then(|| RecoveryRequest {
            document: self.file.document.clone(),
            snapshot: self.project.snapshot(),
            position: self.history.position(),
            slot: Arc::clone(&self.recovery),
            info: RecoveryInfo {
                title: self.title(),
                path: self.path.clone(),
                base: self.file.hash,
                written: Stamp::now(),
                steps: self.history.n_undo(),
                last_step: self.history.undo_label().unwrap_or_default().to_owned(),
            },
        })
    }

    /// Takes note that the recovery file has this state.
    pub fn recovery_kept(&mut self, position: u64) {
        self.file.kept_position = Some(position);
    }

    /// Deletes the recovery file: the work is saved or given up. No job may be writing it.
    pub fn drop_recovery(&mut self) {
        self.file.kept_position = None;
        if let Err(error) = slot(&self.recovery).clear() {
            log::warn!("the recovery file could not be deleted: {error}");
        }
    }
}

/// What is needed to write unsaved work to the recovery file.
#[derive(Debug)]
pub struct RecoveryRequest {
    document: Option<Arc<Document>>,
    snapshot: Snapshot,
    position: u64,
    slot: Arc<Mutex<RecoverySlot>>,
    info: RecoveryInfo,
}

impl RecoveryRequest {
    /// Writes it, and gives the position in the history that it has.
    ///
    /// # Errors
    /// A sentence, if it cannot be written.
    pub fn write(self) -> Result<u64, String> {
        let text = crate::store::render(self.document.as_deref(), &self.snapshot)
            .map_err(|error| error.to_string())?;
        let kept = slot(&self.slot).keep(&self.info, text.as_bytes());
        kept.map_err(|error| error.to_string())?;
        Ok(self.position)
    }
}

fn slot(slot: &Mutex<RecoverySlot>) -> MutexGuard<'_, RecoverySlot> {
    // Files are replaced whole, so the place is in order whatever thread died with it in hand.
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}
