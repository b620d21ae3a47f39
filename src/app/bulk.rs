//! Steps that touch many records: planned and applied in a job, to a copy of the project that then takes the place of
//! the one before.
//!
//! While it runs everything can be read, searched and saved as it was before, and nothing can be changed: the copy is
//! of this very state. So a large step comes to exactly what it would come to at once. Cancelled, it leaves no trace.
//!
//! What was replaced is freed in a job, too: a million records take as long to free as to change.

#[cfg(test)]
mod tests;

use std::any::Any;
use std::sync::Arc;

use super::jobs::{Progress, Task, Wake, take_done};
use super::selection::Selection;
use super::steps::{CommitError, Way};
use super::taking_in::{Changed, FileVersion};
use super::{App, JobStatus, Workspace};
use crate::edit::{self, Context, Edit, IdSource, Weighed, is_large};
use crate::model::{
    ApplyError, Change, Project, RecordId, Resolution, Stamp, Tag, Transaction, uncapital,
};
use crate::query::Rows;
use crate::store::journal::How;

/// Which steps are work for a job.
#[derive(Clone)]
pub struct LargeSteps {
    /// The most records that a step touches within a frame.
    pub most_at_once: usize,
    /// Called by the job before it begins.
    pub begin: Begin,
}

/// What a job does before it begins: nothing, but in tests that look at a large step while it runs.
type Begin = Arc<dyn Fn(&Progress) + Send + Sync>;

impl Default for LargeSteps {
    fn default() -> Self {
        Self {
            most_at_once: AT_ONCE,
            begin: Arc::new(|_| {}),
        }
    }
}

/// The most records that a step touches within a frame, if nothing else was asked for.
const AT_ONCE: usize = 1_000;
/// The shares of the job after which the step is planned and applied, about.
const PLANNED: f32 = 0.3;
const APPLIED: f32 = 0.9;
/// Selected records after which it is asked whether to go on.
const PATIENCE: usize = 256;
/// The most selected records that are looked at one by one when the job is done.
const FEW: usize = 10_000;

/// A large step under way.
#[derive(Debug)]
pub(super) struct Bulk {
    task: Option<Task<Result<Done, CommitError>>>,
    how: How,
    /// Why nothing can be changed meanwhile.
    reason: String,
    /// What was selected when it began.
    selection: Selection,
}

/// The project that is given up is of no use to anybody.
impl Drop for Bulk {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.cancel();
        }
    }
}

/// What is to be done.
enum Order {
    Edit(Box<Edit>),
    /// Deleting those of these records that have a row.
    DeleteShown(Selection, Rows),
    /// A step that was planned elsewhere.
    Step(Box<Transaction>),
    /// What another program left in the file.
    TakeIn(Box<Changed>),
    Undo(Arc<Transaction>),
    Redo(Arc<Transaction>),
}

/// What a job needs: all of it as it is when the job begins.
struct Request {
    project: Project,
    ids: IdSource,
    selection: Selection,
    now: Stamp,
    order: Order,
    /// The most records that a step touches within a frame.
    most_at_once: usize,
}

/// What came of a job.
#[derive(Debug)]
struct Done {
    outcome: Outcome,
    ids: IdSource,
    /// The version of the file that the project stands on then, if it is another.
    version: Option<FileVersion>,
}

#[derive(Debug)]
enum Outcome {
    /// There was nothing to do.
    Nothing,
    /// So little that it is done within a frame.
    Planned(Transaction),
    Made(Box<Made>),
}

/// What a job has made.
#[derive(Debug)]
struct Made {
    /// The project with the step in it, and its revision before.
    project: Project,
    revision: u64,
    /// For the history and for the journal.
    step: Weighed,
    noted: Transaction,
    /// What is selected then.
    selection: Selection,
    /// The first record that the step is about, and what it is called.
    first: Option<RecordId>,
    about: String,
    /// Whether it changed anything but tags on records.
    changes_texts: bool,
}

impl Request {
    fn carry_out(mut self, progress: &Progress) -> Result<Done, CommitError> {
        let planned = self.plan(progress)?;
        progress.set(PLANNED);
        go_on(progress)?;
        let is_of_unknown_size = self.order.is_of_unknown_size();
        let goes_back = matches!(self.order, Order::Undo(_) | Order::Redo(_));
        let mut version = match self.order {
            Order::TakeIn(changed) => Some(changed.version),
            _ => None,
        };
        let done = |outcome, ids, version| Done {
            outcome,
            ids,
            version,
        };
        if planned.is_empty() {
            return Ok(done(Outcome::Nothing, self.ids, version));
        }
        if is_of_unknown_size && planned.extent() <= self.most_at_once {
            return Ok(done(Outcome::Planned(planned), self.ids, version));
        }
        let revision = self.project.revision();
        let applied = self.project.applied(&planned, &|share| {
            progress.set(PLANNED + (APPLIED - PLANNED) * share);
            !progress.is_cancelled()
        });
        let (project, applied) = applied.map_err(CommitError::Apply)?;
        progress.set(APPLIED);
        if let Some(version) = &mut version {
            version.lay_out(&project);
        }
        let there = |id: &RecordId| project.contains(*id);
        let focus = applied.focus.iter().copied().filter(there);
        let first = focus.clone().next();
        let selection = if goes_back && first.is_some() {
            focus.collect()
        } else {
            self.selection.iter().copied().filter(there).collect()
        };
        go_on(progress)?;
        let made = Made {
            revision,
            selection,
            first,
            about: first.map_or_else(String::new, |id| project.label(id)),
            changes_texts: applied.changes.iter().any(has_text),
            noted: applied.clone(),
            step: Weighed::of(applied),
            project,
        };
        Ok(done(Outcome::Made(Box::new(made)), self.ids, version))
    }

    fn plan(&mut self, progress: &Progress) -> Result<Transaction, CommitError> {
        let goes_on = &|| !progress.is_cancelled();
        let mut context = Context {
            ids: &mut self.ids,
            now: self.now,
        };
        let mut plan_edit = |edit: &Edit| {
            let planned = edit::plan_while(&self.project, edit, &mut context, goes_on);
            planned.map_err(CommitError::Edit)
        };
        let planned = match &self.order {
            Order::Edit(edit) => plan_edit(edit)?,
            Order::DeleteShown(selected, rows) => {
                let records = shown(selected, rows, goes_on).ok_or(STOPPED)?;
                plan_edit(&Edit::Delete { records })?
            }
            Order::Step(step) => Some(Transaction::clone(step)),
            Order::TakeIn(changed) => changed.plan_while(goes_on),
            Order::Undo(step) => Some(step.inverse()),
            Order::Redo(step) => Some(Transaction::clone(step)),
        };
        planned.ok_or(STOPPED)
    }
}

impl Order {
    /// Whether it may turn out to be a step of few records.
    fn is_of_unknown_size(&self) -> bool {
        matches!(self, Self::DeleteShown(..) | Self::TakeIn(_))
    }
}

/// The selected records that have a row, in the order of the selection; `None` if `goes_on` said no.
fn shown(selected: &Selection, rows: &Rows, goes_on: &dyn Fn() -> bool) -> Option<Arc<[RecordId]>> {
    let mut shown = Vec::new();
    for some in selected.chunks(PATIENCE) {
        let here = some.iter().filter(|&&id| rows.row_of(id).is_some());
        shown.extend(here);
        if !goes_on() {
            return None;
        }
    }
    Some(shown.into())
}

/// What becomes of a step that was cancelled.
const STOPPED: CommitError = CommitError::Apply(ApplyError::Stopped);

/// Stops what was cancelled.
fn go_on(progress: &Progress) -> Result<(), CommitError> {
    if progress.is_cancelled() {
        Err(STOPPED)
    } else {
        Ok(())
    }
}

/// Whether records have other texts after the change, or are others.
fn has_text(change: &Change) -> bool {
    !matches!(change, Change::Tag { .. } | Change::Meta { .. })
}

impl Workspace {
    /// Why nothing can be changed just now: a large step is under way.
    #[must_use]
    pub fn busy(&self) -> Option<&str> {
        self.bulk.as_ref().map(|bulk| bulk.reason.as_str())
    }

    fn begin_bulk(&mut self, (steps, wake): (LargeSteps, &Wake), order: Order) {
        let LargeSteps {
            most_at_once,
            begin,
        } = steps;
        let name = self.name_of(&order);
        let how = match order {
            Order::Undo(_) => How::Undone,
            Order::Redo(_) => How::Redone,
            _ => How::Done,
        };
        let request = Request {
            project: self.project.copy(),
            ids: self.ids.clone(),
            selection: self.selection.clone(),
            now: Stamp::now(),
            order,
            most_at_once,
        };
        self.bulk = Some(Bulk {
            reason: format!("Wait until “{name}” is done, or cancel it."),
            task: Some(Task::spawn(name, wake, move |progress| {
                begin(progress);
                request.carry_out(progress)
            })),
            how,
            selection: self.selection.clone(),
        });
    }

    /// What the status bar calls it.
    fn name_of(&self, order: &Order) -> String {
        let edit = match order {
            Order::Edit(edit) => edit.as_ref(),
            Order::DeleteShown(..) => return "Deleting records".to_owned(),
            Order::Step(step) => return step.label.clone(),
            Order::TakeIn(changed) => return format!("Taking in {}", changed.file_name()),
            Order::Undo(step) => return format!("Undoing: {}", uncapital(&step.label)),
            Order::Redo(step) => return format!("Doing again: {}", uncapital(&step.label)),
        };
        match edit {
            Edit::AddTag { .. } => "Adding a tag".to_owned(),
            Edit::RemoveTag { tag, .. } => {
                let tag = self.project.tags().get(*tag);
                format!("Removing tag {}", tag.map_or("", Tag::name))
            }
            Edit::SetResolution { resolution, .. } => match resolution {
                Resolution::Resolved => "Resolving annotations".to_owned(),
                Resolution::Open => "Opening annotations again".to_owned(),
            },
            Edit::Delete { .. } => "Deleting records".to_owned(),
            Edit::DeleteTag { .. } => "Deleting a tag".to_owned(),
            Edit::MergeTags { .. } => "Merging tags".to_owned(),
            Edit::RenameTag { .. } => "Renaming a tag".to_owned(),
            Edit::RestoreDeleted { .. } => "Restoring from the trash".to_owned(),
            Edit::EmptyTrash { .. } => "Emptying the trash".to_owned(),
            Edit::AcceptMoved { .. } => "Accepting passages".to_owned(),
            _ => "Changing records".to_owned(),
        }
    }

    /// Puts what was made in the place of what was there.
    fn take_bulk(&mut self, bulk: &Bulk, made: Made, millis: u64) {
        let before = std::mem::replace(&mut self.project, made.project);
        self.discard(before);
        let joined = self.remember(bulk.how, made.step, millis);
        self.follow_much();
        self.note_much_in_index(made.changes_texts);
        self.count_anew();
        if self.selection.is(&bulk.selection) {
            self.selection = made.selection;
        } else if self.selection.len() <= FEW {
            let there = self.selection.iter().copied();
            let there = there.filter(|&id| self.project.contains(id));
            self.selection = there.collect();
        }
        self.note(bulk.how, joined, made.noted, made.about);
    }

    /// Lets something large be freed elsewhere.
    pub(super) fn discard(&mut self, what: impl Any + Send) {
        self.discarded.push(Box::new(what));
    }
}

impl App {
    /// Whether this edit is work for a job.
    pub(super) fn is_bulk(&self, edit: &Edit) -> bool {
        let most = self.env.large_steps.most_at_once;
        self.work()
            .is_some_and(|work| is_large(&work.project, edit, most))
    }

    pub(super) fn start_bulk_edit(&mut self, edit: Edit) {
        self.start_bulk(Order::Edit(Box::new(edit)));
    }

    /// Deletes those of these records that have a row.
    pub(super) fn start_bulk_delete(&mut self, selected: Selection, rows: Rows) {
        self.start_bulk(Order::DeleteShown(selected, rows));
    }

    pub(super) fn start_bulk_step(&mut self, step: Transaction) {
        self.start_bulk(Order::Step(Box::new(step)));
    }

    /// Takes in what another program left in the file. That is no change of the file, so it may be read-only.
    pub(super) fn start_bulk_take_in(&mut self, changed: Box<Changed>) {
        self.begin_bulk(Order::TakeIn(changed));
    }

    /// Takes the newest step back in a job, if it is large; says whether it does.
    pub(super) fn starts_bulk_undo(&mut self) -> bool {
        let large = self.env.large_steps.most_at_once;
        let step = self.work().and_then(|work| work.history.last_done());
        match step.filter(|step| step.extent() > large).cloned() {
            Some(step) => self.start_bulk(Order::Undo(step)),
            None => return false,
        }
        true
    }

    /// Does the last step again in a job that was taken back, if it is large; says whether it does.
    pub(super) fn starts_bulk_redo(&mut self) -> bool {
        let large = self.env.large_steps.most_at_once;
        let step = self.work().and_then(|work| work.history.last_undone());
        match step.filter(|step| step.extent() > large).cloned() {
            Some(step) => self.start_bulk(Order::Redo(step)),
            None => return false,
        }
        true
    }

    fn start_bulk(&mut self, order: Order) {
        if let Some(reason) = self.work().and_then(|work| work.read_only.clone()) {
            return self.notices.failed(reason, None);
        }
        self.begin_bulk(order);
    }

    fn begin_bulk(&mut self, order: Order) {
        let (steps, wake) = (self.env.large_steps.clone(), self.env.wake.clone());
        if let Some(work) = self.work_mut() {
            work.begin_bulk((steps, &wake), order);
        }
    }

    /// Takes in what a job has made, and frees what was replaced.
    pub(super) fn poll_bulk(&mut self) {
        let Some(work) = self.work_mut() else {
            return;
        };
        let done = work
            .bulk
            .as_mut()
            .and_then(|bulk| take_done(&mut bulk.task));
        if let Some(done) = done
            && let Some(bulk) = work.bulk.take()
        {
            match done {
                Ok(Ok(done)) => self.bulk_done(&bulk, done),
                Ok(Err(error)) => self.notices.failed(error.to_string(), None),
                Err(died) => self.notices.failed(died, None),
            }
        }
        self.clear_away();
    }

    fn bulk_done(&mut self, bulk: &Bulk, done: Done) {
        let Some(work) = self.work_mut() else {
            return;
        };
        let Done {
            outcome,
            ids,
            version,
        } = done;
        if matches!(&outcome, Outcome::Made(made) if made.revision != work.project.revision()) {
            let text = "Not done: the project was changed meanwhile. Nothing was changed.";
            return self.notices.failed(text.to_owned(), None);
        }
        if !version.as_ref().is_none_or(|version| version.fits(work)) {
            // The file was written meanwhile.
            self.discard((outcome, version));
            return self.read_again();
        }
        let is_step = !matches!(outcome, Outcome::Nothing);
        if is_step {
            work.ids = ids;
        }
        match outcome {
            Outcome::Nothing => {}
            Outcome::Planned(step) => {
                if let Err(error) = self.commit_planned(&step, version.is_none()) {
                    return self.notices.failed(error.to_string(), None);
                }
            }
            Outcome::Made(made) => self.bulk_made(bulk, *made, version.is_none()),
        }
        if let Some(version) = version {
            self.took_in(version, is_step);
        }
        self.plan_keeping();
    }

    /// Does within a frame what a job has planned.
    fn commit_planned(&mut self, step: &Transaction, is_told: bool) -> Result<(), CommitError> {
        let (now, shown) = (self.now_millis(), self.view_shown());
        let Some(work) = self.work_mut() else {
            return Ok(());
        };
        work.apply(step, Way::Done(now))?;
        self.follow_view(shown);
        if is_told {
            self.tell_undoable(step.done.clone());
        }
        Ok(())
    }

    fn bulk_made(&mut self, bulk: &Bulk, made: Made, is_told: bool) {
        let now = self.now_millis();
        let shown = self.view_shown();
        let Some(work) = self.work_mut() else {
            return;
        };
        let step = Arc::clone(made.step.transaction());
        let first = made.first;
        work.take_bulk(bulk, made, now);
        match bulk.how {
            How::Done => {
                self.follow_view(shown);
                if is_told {
                    self.tell_undoable(step.done.clone());
                }
            }
            How::Undone => self.after_step(&step.label, first, "Undone", shown),
            How::Redone => self.after_step(&step.label, first, "Done again", shown),
        }
    }

    /// Gives up the large step of this name. Nothing was changed by it.
    pub(super) fn cancel_bulk(&mut self, name: &str) {
        let Some(work) = self.work_mut() else {
            return;
        };
        let task = work.bulk.as_ref().and_then(|bulk| bulk.task.as_ref());
        if task.is_some_and(|task| task.name() == name) {
            work.bulk = None;
            self.tell_done(format!(
                "Cancelled: {}. Nothing was changed",
                uncapital(name)
            ));
        }
    }

    fn clear_away(&mut self) {
        let wake = self.env.wake.clone();
        let Some(work) = self.work_mut() else {
            return;
        };
        let discarded = std::mem::take(&mut work.discarded);
        if !discarded.is_empty() {
            // Nobody waits for it.
            drop(Task::spawn("Clearing away", &wake, move |_| {
                drop(discarded);
            }));
        }
    }

    pub(super) fn is_busy_with_bulk(&self) -> bool {
        self.work().is_some_and(|work| work.bulk.is_some())
    }

    pub(super) fn bulk_status(&self) -> Option<JobStatus> {
        let task = self.work()?.bulk.as_ref()?.task.as_ref()?;
        Some(JobStatus {
            name: task.name().to_owned(),
            share: task.share(),
            can_cancel: true,
        })
    }
}
