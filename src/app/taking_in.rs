//! Taking in what another program left in the open file: a step, and with it the version of the file that saving then
//! writes over, and no other.
//!
//! All that takes long with the size of the project is made ready by the job that reads the file; the step itself is
//! applied within a frame, or by a job of its own if it is a large one (`bulk.rs`). Either way the step and the version
//! come together or not at all.

use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use super::steps::{CommitError, Way};
use super::workspace::Workspace;
use crate::edit::diff::{Diff, What, diff};
use crate::edit::merge::{Merge, Side};
use crate::model::{Kind, Problem, Project, Tables, Transaction};
use crate::store::journal::{Base, Header, Layout};
use crate::store::{self, Document, FileError, FileHash, Opened, written_at};

/// What the project and its file stood at.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) path: PathBuf,
    /// What the file held when it was read or written last.
    pub(super) document: Arc<Document>,
    pub(super) hash: FileHash,
    /// Whether there was unsaved work.
    pub(super) is_dirty: bool,
}

/// The file as another program left it, and how it goes together with what is open.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) version: FileVersion,
    /// How much changed in the file.
    pub(super) summary: String,
    pub(super) merge: Merge,
    pub(super) choices: Vec<Side>,
    /// The step, where nothing has to be chosen.
    step: Option<Transaction>,
    /// Whether planning or applying it is work for a job.
    is_large: bool,
    /// Why the version before could not be kept, if it was to be.
    pub(super) not_kept: Option<FileError>,
}

/// A version of the file, in the place of another.
#[derive(Debug)]
pub(super) struct FileVersion {
    /// The one before.
    before: Standing,
    document: Arc<Document>,
    problems: Vec<Problem>,
    hash: FileHash,
    /// Where nothing is unsaved: what the journal that begins with this version has to know of the project.
    layout: Option<Layout>,
    /// What is told once it is there.
    told: String,
}

impl Changed {
    /// Compares what was read of the file with what is open. Takes time with the size of the project.
    pub(super) fn new(
        before: Standing,
        ours: &Project,
        theirs: Opened,
        hash: FileHash,
        most_at_once: usize,
    ) -> Self {
        let mut document = theirs.document;
        document.remember(&before.document);
        let theirs_now = theirs.project.snapshot();
        let base = before.document.project().clone();
        let diff = diff(&base, &theirs_now);
        let merge = Merge::new(base, ours.snapshot(), theirs_now);
        let none_to_choose = merge.conflicts().is_empty();
        let step = none_to_choose.then(|| merge.transaction(&[]));
        let is_large = match &step {
            Some(step) => step.extent() > most_at_once,
            // It is planned when the choices are made.
            None => [ours, &theirs.project]
                .iter()
                .any(|side| len(side) > most_at_once),
        };
        let mut version = FileVersion {
            document: Arc::new(document),
            problems: theirs.problems,
            hash,
            layout: None,
            told: told(&before, &diff),
            before,
        };
        if let Some(step) = step.as_ref().filter(|_| !is_large) {
            let after = ours.copy().applied(step, &|_| true);
            // A step that does not fit is told of when it is applied.
            if let Ok((after, _)) = after {
                version.lay_out(&after);
            }
        }
        Self {
            version,
            summary: diff.summary(),
            choices: vec![Side::Ours; merge.conflicts().len()],
            merge,
            step,
            is_large,
            not_kept: None,
        }
    }

    /// Whether the project and its file are what they were when this was made.
    pub(super) fn fits(&self, work: &Workspace) -> bool {
        self.merge.ours().revision == work.project.revision() && self.version.fits(work)
    }

    /// The step that takes it in, as chosen.
    pub(super) fn plan(&self) -> Transaction {
        self.plan_while(&|| true).unwrap_or_default()
    }

    /// The same, while `goes_on` says so.
    pub(super) fn plan_while(&self, goes_on: &dyn Fn() -> bool) -> Option<Transaction> {
        match &self.step {
            Some(step) => Some(step.clone()),
            None => self.merge.transaction_while(&self.choices, goes_on),
        }
    }

    /// The file that is taken in.
    pub(super) fn file_name(&self) -> String {
        store::file_name(&self.version.before.path)
    }
}

impl FileVersion {
    /// Makes ready what the journal has to know, if it begins with this version. `project`: with the step in it. Takes
    /// time with its size.
    pub(super) fn lay_out(&mut self, project: &Project) {
        if !self.before.is_dirty && self.layout.is_none() {
            let may_dangle = project.may_dangle();
            let layout = Layout::of(&self.document, &project.snapshot(), may_dangle);
            self.layout = Some(layout);
        }
    }

    /// Whether the project still stands on the version before this one.
    pub(super) fn fits(&self, work: &Workspace) -> bool {
        work.standing().is_some_and(|now| {
            let before = &self.before;
            (&now.path, now.hash, now.is_dirty) == (&before.path, before.hash, before.is_dirty)
                && Arc::ptr_eq(&now.document, &before.document)
        })
    }
}

fn len(tables: &Tables) -> usize {
    Kind::ALL.iter().map(|&kind| tables.count(kind)).sum()
}

impl App {
    /// Takes in what another program left, as one step; a large one in a job.
    pub(super) fn take_in(&mut self, changed: Box<Changed>) {
        if !self.work().is_some_and(|work| changed.fits(work)) {
            self.discard(changed);
            return self.read_again();
        }
        if changed.is_large {
            return self.start_bulk_take_in(changed);
        }
        let now = self.now_millis();
        let shown = self.view_shown();
        let Some(work) = self.work_mut() else {
            return;
        };
        let step = changed.plan();
        if let Err(error) = work.take_step_in(&step, now) {
            self.discard(changed);
            return self.notices.failed(error.to_string(), None);
        }
        let Changed { version, merge, .. } = *changed;
        self.discard(merge);
        self.follow_view(shown);
        self.took_in(version, !step.is_empty());
    }

    /// The step is done, if there was anything to do: the project stands on the new version of its file.
    pub(super) fn took_in(&mut self, version: FileVersion, is_step: bool) {
        let told = version.told.clone();
        if let Some(work) = self.work_mut() {
            work.stand_on(version);
        }
        self.plan_keeping();
        if is_step {
            self.tell_undoable(told);
        } else {
            self.tell_done(told);
        }
    }
}

impl Workspace {
    /// What the file held when it was read or written last.
    #[must_use]
    pub fn file_hash(&self) -> Option<FileHash> {
        self.file.hash
    }

    /// How the project and its file stand to each other; `None` if it has none.
    pub(super) fn standing(&self) -> Option<Standing> {
        Some(Standing {
            path: self.path.clone()?,
            document: self.file.document.clone()?,
            hash: self.file.hash?,
            is_dirty: self.is_dirty(),
        })
    }

    /// Takes note that the file is not there any more: no file has what is open.
    pub(super) fn lost_file(&mut self) {
        self.file.saved_position = None;
    }

    fn take_step_in(&mut self, step: &Transaction, millis: u64) -> Result<(), CommitError> {
        if !step.is_empty() {
            self.apply(step, Way::Done(millis))?;
        }
        Ok(())
    }

    /// Stands on another version of the file, whose step is done; saving writes over that version.
    fn stand_on(&mut self, version: FileVersion) {
        self.history.seal();
        let before = self.file.document.replace(version.document);
        self.discard((before, version.before));
        self.file.problems = version.problems;
        self.count_problems();
        self.file.hash = Some(version.hash);
        self.saved_at = self.path.as_deref().and_then(written_at);
        let has_all = version.layout.is_some();
        self.file.saved_position = has_all.then(|| self.history.position());
        if let Some(layout) = version.layout {
            self.begin_journal_here(version.hash, layout);
        }
    }

    /// The file has everything: the journal begins at what it holds now. With unsaved work it goes on from the
    /// version that its steps began with, which is kept.
    fn begin_journal_here(&mut self, hash: FileHash, layout: Layout) {
        let header = Header {
            title: self.title(),
            project: self.path.clone(),
            suggested_name: self.suggested_name.clone(),
            base: Base::File(hash),
            unchanged_is_saved: true,
            layout,
        };
        let journal = &mut self.journal;
        journal.keeper.note_saved(header, journal.n_steps);
        journal.n_steps = 0;
        journal.has_gap = false;
    }
}

/// What was taken in: the one thing that changed, or how much did.
fn told(before: &Standing, diff: &Diff) -> String {
    let name = store::file_name(&before.path);
    let what = match (diff.records.as_slice(), diff.project.is_empty()) {
        ([only], true) => match &only.what {
            What::Changed(changes) => format!("{}: {}", only.name, changes.join("; ")),
            What::Added => format!("{} added", only.name),
            What::Removed => format!("{} removed", only.name),
        },
        _ if diff.is_empty() => "nothing but how it is written".to_owned(),
        _ => diff.summary(),
    };
    if before.is_dirty {
        format!("Took in from {name}, changed outside: {what}. Your unsaved changes are kept")
    } else {
        format!("Reloaded {name}, changed outside: {what}")
    }
}
