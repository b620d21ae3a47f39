//! Kept versions of the open project's file: looked at, compared, restored as one step.

use std::sync::atomic::AtomicBool;

use super::App;
use super::command::{Action, Command};
use super::jobs::{Task, take_done};
use crate::edit::diff::diff;
use crate::edit::revert;
use crate::model::{Snapshot, Transaction};
use crate::store;
use crate::store::backup::Backup;

/// What a version has to do with the project as it was when the two were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Which version.
    pub version: Backup,
    /// The project's revision then.
    pub revision: u64,
    /// What changed since the version, a line a record.
    pub lines: Vec<String>,
}

/// Work with versions that is under way.
#[derive(Default)]
pub(super) struct Versions {
    job: Option<Job>,
    compared: Option<Compared>,
}

struct Job {
    task: Option<Task<Result<Outcome, String>>>,
    version: Backup,
}

enum Outcome {
    Compared(Compared),
    /// The step that restores the version in the project of this revision.
    Step(Transaction, u64),
}

impl Versions {
    pub(super) fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    pub(super) fn task_name(&self) -> Option<&str> {
        Some(self.job.as_ref()?.task.as_ref()?.name())
    }
}

impl App {
    /// What came of the last comparison with a version.
    #[must_use]
    pub fn compared_version(&self) -> Option<&Compared> {
        self.work.versions.compared.as_ref()
    }

    /// Compares the project with a version of its file, in a job.
    pub(super) fn compare_version(&mut self, version: Backup) {
        let name = format!("Comparing with {}", version.made);
        self.start_version_job(name, version, |project, found, version| {
            let difference = diff(found, project);
            let described = difference.project.iter().cloned();
            let records = difference.records.iter().map(ToString::to_string);
            Ok(Outcome::Compared(Compared {
                version: version.clone(),
                revision: project.revision,
                lines: described.chain(records).collect(),
            }))
        });
    }

    /// Makes the project what a version of its file holds, as one step.
    pub(super) fn restore_version(&mut self, version: Backup) {
        let name = format!("Restoring {}", version.made);
        self.start_version_job(name, version, |project, found, version| {
            let step = revert(project, found, &version.made);
            let step = step.map_err(|error| error.to_string())?;
            Ok(Outcome::Step(step, project.revision))
        });
    }

    fn start_version_job(
        &mut self,
        name: String,
        version: Backup,
        work: impl FnOnce(&Snapshot, &Snapshot, &Backup) -> Result<Outcome, String> + Send + 'static,
    ) {
        if self.work.versions.is_busy() {
            return self.tell_done("Wait for the version before this one".to_owned());
        }
        let Some(project) = self.work().map(|work| work.project.snapshot()) else {
            return;
        };
        let (wanted, limits) = (version.clone(), self.settings.limits);
        let task = Task::spawn(name, &self.env.wake, move |_| {
            let never = AtomicBool::new(false);
            let (found, _) =
                store::open(&wanted.path, limits, &never).map_err(|error| error.to_string())?;
            work(&project, &found.project.snapshot(), &wanted)
        });
        let task = Some(task);
        self.work.versions.job = Some(Job { task, version });
    }

    pub(super) fn poll_versions(&mut self) {
        let Some(job) = &mut self.work.versions.job else {
            return;
        };
        let Some(done) = take_done(&mut job.task) else {
            return;
        };
        let Some(Job { version, .. }) = self.work.versions.job.take() else {
            return;
        };
        match done {
            Ok(Ok(Outcome::Compared(compared))) => self.work.versions.compared = Some(compared),
            Ok(Ok(Outcome::Step(step, revision))) => self.commit_version(version, step, revision),
            Ok(Err(reason)) => self.version_failed(version, &reason),
            Err(died) => self.notices.failed(died, None),
        }
    }

    fn commit_version(&mut self, version: Backup, step: Transaction, revision: u64) {
        let (now, most) = (self.now_millis(), self.env.large_steps.most_at_once);
        let Some(work) = self.work_mut() else {
            return;
        };
        if work.project.revision() != revision {
            let text = "The project was changed while the version was read. Restore it again";
            return self.tell_done(text.to_owned());
        }
        if step.extent() > most {
            return self.start_bulk_step(step);
        }
        match work.commit(&step, now) {
            Ok(Some(applied)) => {
                self.tell_undoable(applied.done.clone());
                self.plan_keeping();
            }
            Ok(None) => self.tell_done("The project is as it was in that version".to_owned()),
            Err(error) => self.version_failed(version, &error.to_string()),
        }
    }

    fn version_failed(&mut self, version: Backup, reason: &str) {
        let text = format!(
            "The version of {} was not restored: {reason}. Nothing was changed.",
            version.made
        );
        let look = ("Look at it".to_owned(), Command::LookAtVersion(version));
        self.notices.failed(text, Some(look));
    }
}

/// What a version is called that is open by itself, and why it cannot be changed.
pub(super) fn looked_at(version: &Backup, file: &str) -> (String, String) {
    let made = &version.made;
    let day = made.split(',').next().unwrap_or_default();
    let stem = file.strip_suffix(".ron").unwrap_or(file);
    let reason = format!(
        "This is {file} as it was on {made}, to look at. {} puts it into a file of its own.",
        Action::SaveAs.row().label.trim_end_matches('…')
    );
    (format!("{stem}, {day}.ron"), reason)
}
