//! Opening and leaving: the steps, the questions between them, and what jobs bring back.

use std::path::{Path, PathBuf};

use super::checking;
use super::command::Answer;
use super::dialog::{Dialog, Leaving, LoadedText};
use super::jobs::take_done;
use super::opening::OpenAs;
use super::picker::{PickRequest, Picked, Purpose};
use super::samples::Sample;
use super::workspace::{Origin, Workspace};
use super::{App, Page, Picking, Request};
use crate::model::SourceId;
use crate::store::{self, intake};

impl App {
    /// Takes in what jobs have done, and lets time pass. Called before every frame, and also while
    /// the window is hidden.
    pub fn tick(&mut self) {
        self.poll_picking();
        self.poll_opening();
        self.poll_bulk();
        self.poll_checking();
        self.poll_indexing();
        self.poll_counting();
        self.poll_saving();
        self.poll_exporting();
        self.tick_restoring();
        self.poll_versions();
        self.tick_keeping();
        self.tick_outside();
        let now = self.now_millis();
        self.notices.expire(now, None);
        if self.work.settings_due.is_some_and(|due| due <= now) {
            self.save_settings();
        }
    }

    // Leaving.

    /// Does what takes the open project away, after asking about unsaved work and about what is half written; that stays
    /// where the same file is read again.
    pub(super) fn leave(&mut self, leaving: Leaving) {
        if let Some(reason) = self.work().and_then(Workspace::busy).map(str::to_owned) {
            // What was asked for last is not lost by leaving.
            self.tell_done(reason.trim_end_matches('.').to_owned());
            return;
        }
        // The latest wish counts.
        self.cancel_opening();
        if self.work.saving.is_busy() {
            self.dialog = Some(Dialog::Saving(leaving));
        } else if self.work().is_some_and(Workspace::is_dirty) {
            self.keep_journal();
            self.dialog = Some(Dialog::Unsaved(leaving));
        } else if !self.half_written.is_empty() && leaving != Leaving::Reload {
            self.dialog = Some(Dialog::HalfWritten(leaving));
        } else {
            self.leave_now(leaving);
        }
    }

    /// Does what takes the open project away. What is unsaved was given up.
    pub(super) fn leave_now(&mut self, leaving: Leaving) {
        if self.work.saving.is_busy() {
            // What is saved must be what is open.
            self.dialog = Some(Dialog::Saving(leaving));
            return;
        }
        match leaving {
            Leaving::Quit => {
                self.drop_journal();
                self.forget_put_away();
                if self.work.settings_due.is_some() {
                    self.save_settings();
                }
                self.leave = true;
            }
            Leaving::Close => {
                self.drop_journal();
                self.page = Page::Welcome;
                self.requests.push(Request::Reset);
            }
            Leaving::New => self.open_untitled(store::EMPTY_PROJECT, "untitled.ron"),
            Leaving::Sample(sample) => self.open_sample(sample),
            Leaving::Open(path) => self.start_opening(path.clone(), OpenAs::File(path)),
            Leaving::OpenWhole(path) => self.start_opening(path.clone(), OpenAs::Whole(path)),
            Leaving::Backup(path) => self.start_opening(path, OpenAs::Backup),
            Leaving::Version(version, name, reason) => {
                self.start_opening(version, OpenAs::Version(name, reason));
            }
            Leaving::Recovered(found, extent) => self.start_restoring(found, extent),
            Leaving::Reload => {
                if let Some(path) = self.work().and_then(|work| work.path.clone()) {
                    self.start_opening(path.clone(), OpenAs::File(path));
                }
            }
        }
    }

    fn open_sample(&mut self, sample: Sample) {
        self.open_untitled(sample.text(), sample.file_name());
    }

    fn open_untitled(&mut self, text: &str, name: &str) {
        match store::read_text(text.to_owned()) {
            Ok(opened) => {
                let problems = checking::at_once(&opened.project);
                self.show_opened(opened, problems, Origin::Untitled(name.to_owned()));
            }
            Err(error) => self.show_not_opened(error),
        }
    }

    // Choosing files.

    /// Asks the desktop for a file. Unsaved work is kept safe first: the service that shows the
    /// dialog can take the process down with it.
    pub(super) fn start_picking(&mut self, purpose: Purpose, then: Option<Leaving>) {
        if self.work.picking.is_some() {
            return;
        }
        self.keep_journal();
        let work = self.work();
        let path = work.and_then(|work| work.path.as_deref());
        let recent = self
            .settings
            .recent
            .first()
            .map(|recent| recent.path.as_path());
        let request = PickRequest {
            folder: path.or(recent).and_then(Path::parent).map(Path::to_owned),
            name: match (&purpose, work) {
                (Purpose::Export(export), Some(work)) => export.file_name(&work.project),
                (_, work) => work.map(Workspace::file_name).unwrap_or_default(),
            },
            purpose: purpose.clone(),
        };
        let wake = self.env.wake.clone();
        self.work.picking = Some(Picking {
            task: Some(self.env.picker.pick(&request, &wake)),
            purpose,
            then,
        });
    }

    fn poll_picking(&mut self) {
        let Some(job) = &mut self.work.picking else {
            return;
        };
        let Some(done) = take_done(&mut job.task) else {
            return;
        };
        let Some(Picking { purpose, then, .. }) = self.work.picking.take() else {
            return;
        };
        match done {
            Ok(Picked::Path(path)) => self.picked(path, purpose, then, false),
            Ok(Picked::Cancelled) => {}
            Ok(Picked::NoService(reason)) | Err(reason) => {
                self.dialog = Some(Dialog::TypePath(purpose, reason, then));
            }
        }
    }

    /// Goes on with the file that was chosen. `typed`: in the window, so nobody has asked about
    /// writing over a file yet.
    pub(super) fn picked(
        &mut self,
        path: PathBuf,
        purpose: Purpose,
        then: Option<Leaving>,
        typed: bool,
    ) {
        match purpose {
            Purpose::OpenProject => self.leave(Leaving::Open(path)),
            Purpose::ImportText(source) => self.read_text_file(source, &path),
            Purpose::SaveAs | Purpose::SaveCopy | Purpose::Export(_) => {
                let (path, added) = purpose.with_extension(&path);
                if (added || typed) && path.exists() {
                    self.dialog = Some(Dialog::Overwrite(path, purpose, then));
                } else {
                    self.write_picked(&path, &purpose, then);
                }
            }
        }
    }

    /// Writes the file that was chosen; that it may be written over is settled.
    fn write_picked(&mut self, path: &Path, purpose: &Purpose, then: Option<Leaving>) {
        match purpose {
            Purpose::Export(export) => self.start_exporting(export.clone(), path),
            purpose => self.start_saving(path, *purpose == Purpose::SaveAs, true, then),
        }
    }

    pub(super) fn read_text_file(&mut self, source: SourceId, path: &Path) {
        let limits = self.settings.limits;
        let intake = store::read_within(path, limits.capture_bytes())
            .map_err(|error| format!("{error} {}", error.advice()))
            .and_then(|bytes| {
                intake::read_capture(&bytes, limits).map_err(|error| error.to_string())
            });
        let name = store::file_name(path);
        match intake {
            Ok(intake) => {
                let loaded = LoadedText { name, intake };
                self.dialog = Some(Dialog::NewCapture(source, Some(loaded)));
            }
            Err(reason) => {
                self.notices
                    .failed(format!("{name} was not taken in. {reason}"), None);
            }
        }
    }

    // Answers.

    pub(super) fn answer(&mut self, answer: Answer) {
        let Some(dialog) = self.dialog.take() else {
            return;
        };
        match (dialog, answer) {
            (Dialog::Unsaved(leaving), Answer::Save) => self.save(Some(leaving)),
            (Dialog::Unsaved(leaving) | Dialog::HalfWritten(leaving), Answer::DontSave) => {
                self.leave_now(leaving);
            }
            (Dialog::ChangedOnDisk(then), Answer::Overwrite) => {
                if let Some(path) = self.work().and_then(|work| work.path.clone()) {
                    self.start_saving(&path, true, true, then);
                }
            }
            (Dialog::ChangedOnDisk(_), Answer::TakeIn) => self.look_outside(),
            (Dialog::Outside, answer) => self.answer_merge(answer == Answer::TakeIn),
            (Dialog::ChangedOnDisk(_), Answer::SaveCopy) => {
                self.start_picking(Purpose::SaveCopy, None);
            }
            (Dialog::ChangedOnDisk(_), Answer::Reload) => self.leave_now(Leaving::Reload),
            (Dialog::Overwrite(path, purpose, then), Answer::Overwrite) => {
                self.write_picked(&path, &purpose, then);
            }
            (Dialog::Overwrite(_, purpose, then), Answer::SaveCopy) => {
                self.start_picking(purpose, then);
            }
            // The quiet answer leaves everything as it is.
            _ => {}
        }
    }

    pub(super) fn typed_path(&mut self, path: PathBuf) {
        if let Some(Dialog::TypePath(purpose, _, then)) = self.dialog.take() {
            self.picked(path, purpose, then, true);
        }
    }

    pub(super) fn save_settings(&mut self) {
        self.work.settings_due = None;
        if let Err(error) = self.settings.save(&self.env.folders) {
            self.notices
                .failed(format!("The settings could not be saved. {error}"), None);
        }
    }
}
