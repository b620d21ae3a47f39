//! Unsaved work that a crash left behind: found at the start, restored step by step, put away.

use std::sync::Arc;

use super::checking::at_once;
use super::command::Command;
use super::dialog::{Dialog, Leaving};
use super::jobs::{Task, take_done};
use super::keeping::name_in_use_by_nobody;
use super::workspace::{Restored, Workspace};
use super::{App, Page, Request};
use crate::edit::{History, replay};
use crate::store::journal::{
    self, Base, Cut, Found, Header, Held, Keeper, Left, OpenFrom, Restorable, Standing,
};
use crate::store::{Folders, file_name};

/// What is known of unsaved work of earlier starts.
#[derive(Default)]
pub(super) struct Restoring {
    finding: Finding,
    /// What was found and not yet decided on.
    pub(super) found: Vec<Found>,
    restoring: Option<Job>,
    /// What was put away, for the way back; it goes when the program is left.
    put_away: Vec<(Found, Held)>,
}

#[derive(Default)]
enum Finding {
    /// Not begun: what wakes the window is not known when the program is made.
    #[default]
    ToDo,
    Running(Option<Task<Left>>),
    Done,
}

struct Job {
    task: Option<Task<Result<Outcome, NotRestored>>>,
    found: Box<Found>,
}

/// Work that was restored, with what is to be told of it.
struct Outcome {
    restored: Restored,
    from: OpenFrom,
    fits: bool,
    n_steps: usize,
    n_left: usize,
    cut: Option<Cut>,
}

/// Why work was not restored. It is all still there.
enum NotRestored {
    /// Only so many of the steps fit, for this reason.
    Misfit { n_fit: usize, reason: String },
    /// It could not be read, for this reason, as a sentence.
    Failed(String),
}

/// Which steps are to be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All, or none.
    All,
    /// Those before the first that does not fit.
    Fitting,
}

impl Restoring {
    /// Whether it is being worked at.
    pub(super) fn is_busy(&self) -> bool {
        !matches!(self.finding, Finding::Done) || self.restoring.is_some()
    }

    /// The job under way.
    pub(super) fn task_name(&self) -> Option<&str> {
        let task = self.restoring.as_ref()?.task.as_ref()?;
        Some(task.name())
    }
}

impl App {
    /// Unsaved work of earlier starts that was not decided on.
    #[must_use]
    pub fn left_behind(&self) -> &[Found] {
        &self.work.restoring.found
    }

    pub(super) fn tick_restoring(&mut self) {
        match &mut self.work.restoring.finding {
            Finding::ToDo => {
                let folders = self.env.folders.clone();
                let name = "Looking for unsaved work";
                let task = Task::spawn(name, &self.env.wake, move |_| {
                    journal::tidy(&folders);
                    journal::find(&folders)
                });
                self.work.restoring.finding = Finding::Running(Some(task));
            }
            Finding::Running(task) => {
                if let Some(done) = take_done(task) {
                    self.work.restoring.finding = Finding::Done;
                    match done {
                        Ok(left) => self.offer(left),
                        Err(died) => self.notices.failed(died, None),
                    }
                }
            }
            Finding::Done => {}
        }
        self.poll_restoring();
    }

    fn offer(&mut self, left: Left) {
        for error in left.unreadable {
            let text = format!(
                "There may be unsaved work in a journal that cannot be read. {error} It stays where it is: {}",
                error.path.display()
            );
            self.notices.failed(text, None);
        }
        self.work.restoring.found = left.found;
        if !self.work.restoring.found.is_empty() && self.dialog.is_none() {
            self.dialog = Some(Dialog::Recover(self.work.restoring.found.clone()));
        }
    }

    /// Asks what to do with what was left behind, by its journal.
    pub(super) fn offer_recovery(&mut self, journal: &std::path::Path) {
        let found = self.left_behind().iter();
        let found: Vec<Found> = found
            .filter(|found| found.journal == journal)
            .cloned()
            .collect();
        if !found.is_empty() {
            self.dialog = Some(Dialog::Recover(found));
        }
    }

    /// Offers what was left behind of the file that was just opened.
    pub(super) fn offer_for_open_file(&mut self) {
        let Some(path) = self.work().and_then(|work| work.path.as_deref()) else {
            return;
        };
        let real = |path: &std::path::Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let path = real(path);
        let is_own = |found: &&Found| {
            let own = found.project.as_deref();
            own.is_some_and(|own| real(own) == path)
        };
        let own: Vec<Found> = self.left_behind().iter().filter(is_own).cloned().collect();
        if !own.is_empty() && self.dialog.is_none() {
            self.dialog = Some(Dialog::Recover(own));
        }
    }

    /// Restores unsaved work in a job.
    pub(super) fn start_restoring(&mut self, found: Box<Found>, extent: Extent) {
        if self.work.restoring.restoring.is_some() {
            return;
        }
        let name = format!("Restoring {}", name_of(&found));
        let (folders, wanted) = (self.env.folders.clone(), found.clone());
        let task = Task::spawn(name, &self.env.wake, move |_| {
            restore(&wanted, extent, &folders)
        });
        let task = Some(task);
        self.work.restoring.restoring = Some(Job { task, found });
    }

    fn poll_restoring(&mut self) {
        if self.work.saving.is_busy() {
            // It takes the place of what is open, once that is saved.
            return;
        }
        let Some(job) = &mut self.work.restoring.restoring else {
            return;
        };
        let Some(done) = take_done(&mut job.task) else {
            return;
        };
        let Some(Job { found, .. }) = self.work.restoring.restoring.take() else {
            return;
        };
        match done {
            Ok(Ok(outcome)) => self.show_restored(&found, outcome),
            Ok(Err(NotRestored::Failed(reason))) => {
                let text = format!(
                    "The unsaved work of {} was not restored, and is kept. {reason}",
                    name_of(&found)
                );
                self.notices.failed(text, None);
            }
            Ok(Err(NotRestored::Misfit { n_fit, reason })) => {
                self.tell_misfit(found, n_fit, &reason);
            }
            Err(died) => self.notices.failed(died, None),
        }
    }

    fn tell_misfit(&mut self, found: Box<Found>, n_fit: usize, reason: &str) {
        let name = name_of(&found);
        let next = n_fit + 1;
        let of = edits(found.n_steps);
        let text = format!(
            "The unsaved work of {name} was not restored, and is kept. {name} was changed by another program since, and of {of} number {next} does not fit: {reason}."
        );
        let action = (n_fit > 0).then(|| {
            let label = format!("Restore the first {}", edits(n_fit));
            let part = Command::Recover(found, Extent::Fitting);
            (label, part)
        });
        self.notices.failed(text, action);
    }

    fn show_restored(&mut self, found: &Found, outcome: Outcome) {
        self.not_opened = None;
        self.drop_journal();
        self.page = Page::Welcome;
        let folders = self.env.folders.clone();
        let work = Workspace::restored(outcome.restored, &folders);
        self.show_work(work);
        if outcome.n_left == 0 {
            let left = &mut self.work.restoring.found;
            left.retain(|other| other.journal != found.journal);
        }
        self.tell_restored(
            found,
            outcome.from,
            outcome.fits,
            outcome.n_steps,
            outcome.n_left,
        );
        if let Some(cut) = outcome.cut {
            let bytes = match cut.bytes {
                1 => "1 byte".to_owned(),
                bytes => format!("{bytes} bytes"),
            };
            let text = format!(
                "The end of the journal was damaged: {}. {bytes} were left out, and everything before them is here.",
                cut.why
            );
            self.notices.failed(text, None);
        }
    }

    fn tell_restored(
        &mut self,
        found: &Found,
        from: OpenFrom,
        fits: bool,
        n_steps: usize,
        n_left: usize,
    ) {
        let edits = edits(n_steps);
        let name = name_of(found);
        let text = match (from, fits) {
            _ if n_left > 0 => format!(
                "The first {edits} are done again in {name} as it is now. The other {n_left} are kept"
            ),
            (OpenFrom::Now, true) => format!("{edits} restored. Save to keep them in the file"),
            (OpenFrom::Now, false) => format!(
                "{edits} restored in {name} as another program left it; all of them fit. Save to keep them"
            ),
            (OpenFrom::Then, _) => format!(
                "{edits} restored in {name} as it was before another program changed it. Saving asks before it writes over that"
            ),
        };
        self.tell_done(text);
    }

    /// Puts unsaved work away, with a way back until the program is left.
    pub(super) fn drop_recovery(&mut self, found: &Found) {
        let put_away = Held::hold(&found.journal).and_then(|mut held| {
            held.discard()?;
            Ok(held)
        });
        match put_away {
            Ok(held) => {
                self.work.restoring.put_away.push((found.clone(), held));
                let now = self.now_millis();
                let text = format!("Discarded the unsaved work of {}", name_of(found));
                let undo = ("Undo".to_owned(), Command::PutRecoveryBack);
                self.notices.done(text, Some(undo), now);
            }
            Err(error) => {
                let text = format!("The unsaved work could not be discarded. {error}");
                return self.notices.failed(text, None);
            }
        }
        let left = &mut self.work.restoring.found;
        left.retain(|other| other.journal != found.journal);
        if let Some(Dialog::Recover(found_there)) = &mut self.dialog {
            found_there.retain(|other| other.journal != found.journal);
            if found_there.is_empty() {
                self.dialog = None;
            }
        }
    }

    /// Takes back that unsaved work was put away.
    pub(super) fn put_recovery_back(&mut self) {
        let Some((found, mut held)) = self.work.restoring.put_away.pop() else {
            return;
        };
        if let Err(error) = held.put_back() {
            let text = format!("The unsaved work could not be put back. {error}");
            return self.notices.failed(text, None);
        }
        self.notices.clear_done();
        self.work.restoring.found.push(found.clone());
        if self.dialog.is_none() {
            self.dialog = Some(Dialog::Recover(vec![found]));
        }
    }

    /// What was put away goes for good.
    pub(super) fn forget_put_away(&mut self) {
        for (_, held) in self.work.restoring.put_away.drain(..) {
            if let Err(error) = held.delete() {
                log::warn!("a discarded journal could not be deleted: {error}");
            }
        }
    }

    /// Shows a project in the place of whatever was shown.
    pub(super) fn show_work(&mut self, mut work: Workspace) {
        work.keep_journal(self.settings.autosave != crate::store::settings::Autosave::Off);
        if let Some(reason) = work.read_only.clone() {
            let action = ("Save as".to_owned(), Command::Do(super::Action::SaveAs));
            self.notices.failed(reason, Some(action));
        }
        self.page = Page::Project(Box::new(work));
        self.search = super::Search::default();
        self.in_use = None;
        self.work.versions = super::versions::Versions::default();
        self.compared = crate::evidence::matrix::Wanted::default();
        self.notices.clear_done();
        self.requests.push(Request::Reset);
    }

    /// Asks about the open project first, then restores.
    pub(super) fn recover(&mut self, found: Box<Found>, extent: Extent) {
        self.dialog = None;
        self.leave(Leaving::Recovered(found, extent));
    }
}

fn edits(count: usize) -> String {
    match count {
        1 => "1 edit".to_owned(),
        count => format!("{count} edits"),
    }
}

/// What to call a project whose work was left behind.
fn name_of(found: &Found) -> String {
    match &found.project {
        Some(path) => file_name(path),
        None if found.title.is_empty() => "a project without a file".to_owned(),
        None => found.title.clone(),
    }
}

/// Does the steps of a journal again: in the file if they fit it, else in what the file was then.
fn restore(found: &Found, extent: Extent, folders: &Folders) -> Result<Outcome, NotRestored> {
    let failed = |error: crate::store::FileError| NotRestored::Failed(error.to_string());
    let mut held = Held::hold(&found.journal).map_err(failed)?;
    let now = held.open(OpenFrom::Now, folders);
    match now
        .map_err(NotRestored::Failed)
        .and_then(|now| restore_from(&held, now, OpenFrom::Now, extent, folders))
    {
        Ok(outcome) => Ok(outcome),
        // The journal belongs to a version that is not the file's any more, but may be kept.
        Err(refused) if found.standing != Standing::Fits => {
            match held.open(OpenFrom::Then, folders) {
                Ok(then) => restore_from(&held, then, OpenFrom::Then, extent, folders),
                Err(_) => Err(refused),
            }
        }
        Err(refused) => Err(refused),
    }
}

fn restore_from(
    held: &Held,
    restorable: Restorable,
    from: OpenFrom,
    extent: Extent,
    folders: &Folders,
) -> Result<Outcome, NotRestored> {
    let Restorable {
        mut opened,
        file,
        layout,
        steps,
        fits,
        suggested_name,
        unchanged_is_saved,
        cut,
    } = restorable;
    let is_exact = fits || from == OpenFrom::Then;
    let mut history = History::default();
    let title = opened.project.meta().title.clone();
    let replayed = replay(&mut opened.project, &mut history, &steps, is_exact);
    let n_steps = replayed.steps.len();
    let n_left = steps.len() - n_steps;
    if let Some(misfit) = &replayed.misfit
        && (extent == Extent::All || n_steps == 0)
    {
        let reason = misfit.to_string();
        let n_fit = n_steps;
        return Err(NotRestored::Misfit { n_fit, reason });
    }
    let document = Arc::new(opened.document);
    let header = Header {
        title,
        project: file.as_ref().map(|(path, _)| path.clone()),
        suggested_name: suggested_name.clone(),
        base: match &file {
            Some((_, hash)) => Base::File(*hash),
            None => Base::Text(Arc::clone(&document)),
        },
        unchanged_is_saved,
        layout,
    };
    let in_place = match n_left {
        0 => Keeper::in_place_of(held, header.clone(), &replayed.steps).ok(),
        // The journal keeps the steps that are left.
        _ => None,
    };
    let keeper = in_place.unwrap_or_else(|| {
        let keeper = Keeper::new(&name_in_use_by_nobody(), folders, header);
        replayed
            .steps
            .iter()
            .for_each(|step| keeper.note(step.clone()));
        keeper
    });
    let restored = Restored {
        problems: at_once(&opened.project),
        project: opened.project,
        document,
        file_problems: opened.problems,
        history,
        file,
        suggested_name,
        // What was there before the first step is not what the file has now.
        unchanged_is_saved: unchanged_is_saved && from == OpenFrom::Now,
        journal: (keeper, n_steps as u64),
    };
    Ok(Outcome {
        restored,
        from,
        fits,
        n_steps,
        n_left,
        cut,
    })
}
