//! Exports: rendered from a snapshot and written whole or not at all, in a job.

use std::path::Path;

use super::App;
use super::jobs::{Task, take_done};
use crate::exchange::Export;
use crate::model::date::Day;
use crate::store;

impl App {
    /// Writes an export to `path`, over what is there.
    pub(super) fn start_exporting(&mut self, export: Export, path: &Path) {
        if self.work.exporting.is_some() {
            return self.tell_done("Wait for the export before this one".to_owned());
        }
        let Some(work) = self.work() else {
            return;
        };
        let (snapshot, path, today) = (work.project.snapshot(), path.to_owned(), Day::today());
        let file = store::file_name(&path);
        let name = format!("Exporting {file}");
        let task = Task::spawn(name, &self.env.wake, move |progress| {
            let project = snapshot.to_project();
            let bytes = export
                .render(&project, today, progress.cancel_flag())
                .map_err(|error| error.to_string())?;
            store::write_bytes(&path, &bytes)
                .map_err(|error| format!("Not exported. {error} {}", error.advice()))?;
            Ok(file)
        });
        self.work.exporting = Some(task);
    }

    pub(super) fn poll_exporting(&mut self) {
        match take_done(&mut self.work.exporting) {
            None => {}
            Some(Ok(Ok(file))) => self.tell_done(format!("Exported {file}")),
            Some(Ok(Err(reason)) | Err(reason)) => self.notices.failed(reason, None),
        }
    }
}
