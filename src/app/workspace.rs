//! The open project with all that belongs to it: history, problems, selection, file.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bulk::Bulk;
use super::checking::Checking;
use super::counting::Counting;
use super::indexing::Indexing;
use super::keeping::{Journal, name_in_use_by_nobody};
use super::recent::Recent;
use super::selection::Selection;
use super::touched::Touched;
use crate::edit::{History, IdSource};
use crate::evidence::ProblemList;
use crate::model::{
    Claim, ClaimId, FilePlace, Problem, ProblemClass, ProblemKind, Project, RecordId, Stamp,
};
use crate::store::backup::Limits;
use crate::store::journal::{Base, Header, Keeper, Layout};
use crate::store::{
    CutOff, Document, FileHash, Folders, Journaled, Lock, Locked, Opened, SaveRequest, Saved,
    written_at,
};

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
    pub selection: Selection,
    /// The claim whose words are read while the inspector goes on showing its event.
    reading: Option<ClaimId>,
    /// The file; `None` for a project that was never saved.
    pub path: Option<PathBuf>,
    /// The name to offer where there is no file yet.
    pub suggested_name: String,
    /// Why the project cannot be changed or saved here, as a sentence.
    pub read_only: Option<String>,
    /// When its file was written, if that is known.
    pub saved_at: Option<Stamp>,
    /// Which records the last changes reached.
    pub touched: Touched,
    /// The last changes themselves.
    pub recent: Recent,
    /// Whether the list of problems is there.
    pub(super) checking: Checking,
    /// What finds words.
    pub(super) indexing: Indexing,
    /// How many records its tags have.
    pub(super) counting: Counting,
    pub(super) file: FileState,
    pub(super) ids: IdSource,
    pub(super) journal: Journal,
    /// The large step under way.
    pub(super) bulk: Option<Bulk>,
    /// What is of no use any more and takes long to free.
    pub(super) discarded: Vec<Box<dyn Any + Send>>,
}

/// How the project and its file stand to each other.
#[derive(Debug, Default)]
pub(super) struct FileState {
    /// The text that saving copies from.
    pub(super) document: Option<Arc<Document>>,
    /// What the file held when it was read or written last.
    pub(super) hash: Option<FileHash>,
    /// The history's position that the file has; `None` if no file has it.
    pub(super) saved_position: Option<u64>,
    /// Fields of the file that this version does not know.
    pub(super) problems: Vec<Problem>,
    /// How many problems there are; counted after each change, since every frame shows it.
    n_problems: usize,
    /// How much there is besides that is not done yet.
    n_to_do: usize,
    lock: Option<Lock>,
}

/// Where a project comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From its file, which held this.
    File(PathBuf, FileHash),
    /// From the program itself: new, or a sample. Nothing is lost if it is closed unchanged.
    Untitled(String),
    /// What is whole of a file that was cut off. It is read-only until it gets another file.
    Cut(PathBuf, CutOff),
    /// From a kept version: nobody has it as a project yet.
    Backup(String),
    /// From a kept version, to look at: the name to offer, and why it cannot be changed.
    Version(String, String),
}

/// Unsaved work that was done again from its journal.
#[derive(Debug)]
pub struct Restored {
    /// The project with the work in it.
    pub project: Project,
    /// The text that it was read from.
    pub document: Arc<Document>,
    /// What that has and the project cannot show.
    pub file_problems: Vec<Problem>,
    /// The steps that were done again.
    pub history: History,
    /// What needs a look, if that is known already.
    pub problems: Option<ProblemList>,
    /// Its file, and what that held before the first of the steps; `None` if it has none.
    pub file: Option<(PathBuf, FileHash)>,
    /// The name to offer for a file.
    pub suggested_name: String,
    /// Whether nothing is lost if all steps are taken back.
    pub unchanged_is_saved: bool,
    /// The journal that has the steps, and how many.
    pub journal: (Keeper, u64),
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
        let history = History::default();
        let start = history.position();
        let document = Arc::new(opened.document);
        let mut file = FileState {
            document: Some(Arc::clone(&document)),
            problems: opened.problems,
            ..FileState::default()
        };
        let (mut path, mut suggested_name) = (None, String::from("untitled.ron"));
        let mut base = Base::Text(document);
        let (mut cut, mut read_only) = (None, None);
        match origin {
            Origin::File(at, hash) => {
                file.hash = Some(hash);
                file.saved_position = Some(start);
                base = Base::File(hash);
                path = Some(at);
            }
            Origin::Untitled(name) => {
                file.saved_position = Some(start);
                suggested_name = name;
            }
            Origin::Backup(name) => suggested_name = name,
            Origin::Version(name, reason) => {
                file.saved_position = Some(start);
                suggested_name = name;
                read_only = Some(reason);
            }
            Origin::Cut(at, cut_off) => {
                file.saved_position = Some(start);
                cut = Some((at, cut_off));
            }
        }
        let header = Header {
            title: opened.project.meta().title.clone(),
            project: path.clone(),
            suggested_name: suggested_name.clone(),
            base,
            unchanged_is_saved: file.saved_position.is_some(),
            layout: Layout::default(),
        };
        let journal = Journal::of(Keeper::new(&name_in_use_by_nobody(), folders, header), 0);
        let saved_at = path.as_deref().and_then(written_at);
        let mut workspace = Self {
            checking: Checking::of(problems.as_ref()),
            problems: problems.unwrap_or_default(),
            touched: Touched::default(),
            recent: Recent::default(),
            indexing: Indexing::of(&opened.project),
            counting: Counting::of(&opened.project),
            project: opened.project,
            history,
            selection: Selection::default(),
            reading: None,
            path: None,
            suggested_name,
            read_only,
            saved_at,
            file,
            ids: IdSource::random(),
            journal,
            bulk: None,
            discarded: Vec::new(),
        };
        workspace.settle_in(path, folders);
        if let Some((path, cut_off)) = cut {
            workspace.read_only = Some(format!(
                "{} was cut off. {cut_off} It is read-only until it is saved under another name.",
                crate::store::file_name(&path)
            ));
            workspace.path = Some(path);
        }
        workspace
    }

    /// The project with the unsaved work that was done again, and a lock if it has a file.
    #[must_use]
    pub fn restored(restored: Restored, folders: &Folders) -> Self {
        let (keeper, n_steps) = restored.journal;
        let (path, hash) = restored.file.unzip();
        let file = FileState {
            document: Some(restored.document),
            problems: restored.file_problems,
            hash,
            saved_position: restored
                .unchanged_is_saved
                .then(|| History::default().position()),
            ..FileState::default()
        };
        let mut workspace = Self {
            checking: Checking::of(restored.problems.as_ref()),
            problems: restored.problems.unwrap_or_default(),
            touched: Touched::default(),
            recent: Recent::default(),
            indexing: Indexing::of(&restored.project),
            counting: Counting::of(&restored.project),
            project: restored.project,
            history: restored.history,
            selection: Selection::default(),
            reading: None,
            path: None,
            suggested_name: restored.suggested_name,
            read_only: None,
            saved_at: path.as_deref().and_then(written_at),
            file,
            ids: IdSource::random(),
            journal: Journal::of(keeper, n_steps),
            bulk: None,
            discarded: Vec::new(),
        };
        workspace.settle_in(path, folders);
        workspace
    }

    fn settle_in(&mut self, path: Option<PathBuf>, folders: &Folders) {
        self.count_problems();
        if let Some(path) = path {
            self.move_to(path, folders);
        }
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

    /// Selects these records.
    pub(super) fn select(&mut self, records: Selection) {
        // What is typed into the fields of another record is another step.
        if self.selection.first() != records.first() {
            self.history.seal();
        }
        self.selection = records;
        self.reading = None;
    }

    /// Selects a claim whose words are read, and lets the inspector show its event.
    pub(super) fn read_claim(&mut self, claim: ClaimId) {
        self.select(vec![claim.into()].into());
        self.reading = Some(claim);
    }

    /// Lets the inspector show what is selected.
    pub(super) fn stop_reading(&mut self) {
        self.reading = None;
    }

    /// The claim whose row is lit in the inspector, which shows its event.
    #[must_use]
    pub fn reading(&self) -> Option<&Claim> {
        match *self.selection {
            [RecordId::Claim(claim)] if self.reading == Some(claim) => {
                self.project.claims().get(claim)
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

    /// What is needed to save the project as it is now, on another thread. `moves`: the project
    /// goes on in that file, else it is a copy.
    pub fn save_request(
        &mut self,
        path: &Path,
        folders: &Folders,
        moves: bool,
        overwrite: bool,
        versions: Limits,
    ) -> SaveRequest {
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
            versions: Some(versions),
            journal: moves.then(|| Journaled {
                keeper: self.journal.keeper.clone(),
                steps: self.journal.n_steps,
                may_dangle: self.project.may_dangle(),
            }),
            folders: folders.clone(),
            position: self.history.position(),
        }
    }

    /// Takes note that the project is in its own file, which may not last: it counts as unsaved, and the next save
    /// writes it anew. The journal keeps what it has.
    pub(super) fn saved_for_now(&mut self, saved: Saved) {
        if self.path.as_ref() == Some(&saved.path) {
            self.file.problems = saved.document.problems();
            self.file.document = Some(Arc::new(saved.document));
            self.count_problems();
            self.file.hash = Some(saved.hash);
        }
        self.file.saved_position = None;
    }

    /// Takes note that the project was saved to its own file, or moves to the file it was saved
    /// to.
    pub fn saved(&mut self, saved: Saved, folders: &Folders) {
        if self.path.as_ref() != Some(&saved.path) || self.file.lock.is_none() {
            self.move_to(saved.path.clone(), folders);
        }
        self.file.problems = saved.document.problems();
        self.file.document = Some(Arc::new(saved.document));
        self.count_problems();
        self.file.hash = Some(saved.hash);
        self.file.saved_position = Some(saved.position);
        self.saved_at = written_at(&saved.path);
        let header = Header {
            title: self.title(),
            project: Some(saved.path),
            suggested_name: self.suggested_name.clone(),
            base: Base::File(saved.hash),
            unchanged_is_saved: true,
            layout: saved.layout,
        };
        let is_dirty = self.is_dirty();
        let journal = &mut self.journal;
        journal.keeper.note_saved(header, saved.steps);
        journal.n_steps = journal.n_steps.saturating_sub(saved.steps);
        journal.has_gap = journal.has_gap && is_dirty;
    }
}
