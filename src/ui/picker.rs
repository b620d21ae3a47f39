//! The desktop's own file dialogs, through `rfd`, without holding up the window.
//!
//! A dialog needs the window that it belongs to, which is only at hand while a frame is drawn. So
//! the picker takes the request, and [`Waiting::start`] shows the dialog at the end of the frame.
//!
//! `rfd` answers nothing both when the analyst cancels and when no dialog could be shown. The
//! difference is in what it writes to the log, so [`install_log`] keeps that.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use eframe::Frame;
use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::app::jobs::{Promise, Task, Wake};
use crate::app::picker::{FilePicker, PickRequest, Picked};

/// A picker that shows the desktop's dialogs.
#[derive(Default)]
pub struct NativePicker {
    waiting: Waiting,
}

/// The request that waits for the end of the frame.
#[derive(Clone, Default)]
pub struct Waiting(Rc<RefCell<Option<Asked>>>);

type Asked = (PickRequest, Promise<Picked>);

impl NativePicker {
    /// The picker's request, for the window to start it.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        self.waiting.clone()
    }
}

impl FilePicker for NativePicker {
    fn pick(&mut self, request: &PickRequest, _wake: &Wake) -> Task<Picked> {
        let (task, promise) = Task::promised(request.title());
        *self.waiting.0.borrow_mut() = Some((request.clone(), promise));
        task
    }
}

impl Waiting {
    /// Shows the dialog that waits, if there is one, in front of the window.
    pub fn start(&self, frame: &Frame, wake: &Wake) {
        let Some((request, promise)) = self.0.borrow_mut().take() else {
            return;
        };
        let (name, extensions) = request.filter();
        let mut dialog = rfd::AsyncFileDialog::new()
            .set_title(request.title())
            .add_filter(name, extensions)
            .set_parent(frame);
        if !request.saves() {
            dialog = dialog.add_filter("All files", &["*"]);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        // The dialog is made here, on the thread of the window, as some systems demand.
        forget_log();
        if request.saves() {
            let answer = dialog.set_file_name(&request.name).save_file();
            promise.fulfil(wake, move || picked(pollster::block_on(answer)));
        } else {
            let answer = dialog.pick_file();
            promise.fulfil(wake, move || picked(pollster::block_on(answer)));
        }
    }
}

fn picked(answer: Option<rfd::FileHandle>) -> Picked {
    match (answer, failure()) {
        (Some(file), _) => Picked::Path(file.path().to_owned()),
        (None, Some(reason)) => Picked::NoService(reason),
        (None, None) => Picked::Cancelled,
    }
}

/// What `rfd` wrote to the log since the last dialog was opened.
static DIALOG_LOG: Mutex<Vec<(Level, String)>> = Mutex::new(Vec::new());

fn dialog_log() -> MutexGuard<'static, Vec<(Level, String)>> {
    // A list of sentences is in order whatever thread died with it in hand.
    DIALOG_LOG.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget_log() {
    dialog_log().clear();
}

/// Why no dialog could be shown. The portal is tried first and then zenity: it counts as failed
/// only if the last one tried failed, too.
fn failure() -> Option<String> {
    let log = dialog_log();
    let last_try = log.iter().rposition(|(level, _)| *level == Level::Warn);
    let since = log.get(last_try.map_or(0, |at| at + 1)..)?;
    let error = since.iter().find(|(level, _)| *level == Level::Error)?;
    Some(error.1.trim_end_matches('.').to_owned())
}

/// Writes warnings to standard error, and keeps those of the dialogs.
struct ProgramLog;

impl Log for ProgramLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= Level::Warn
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        if record.target().starts_with("rfd") {
            dialog_log().push((record.level(), record.args().to_string()));
        }
        #[expect(clippy::print_stderr, reason = "this is the log")]
        {
            eprintln!("{}: {}: {}", record.level(), record.target(), record.args());
        }
    }

    fn flush(&self) {}
}

/// Takes the log of the whole program. Called once, at the start.
pub(super) fn install_log() {
    // It fails only if a log is installed already, and then there is one.
    if log::set_logger(&ProgramLog).is_ok() {
        log::set_max_level(LevelFilter::Warn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(log: &[(Level, &str)], expected: Option<&str>) {
        *dialog_log() = log
            .iter()
            .map(|(level, text)| (*level, (*text).to_owned()))
            .collect();
        assert_eq!(failure().as_deref(), expected);
    }

    #[test]
    fn a_failed_service_is_told_apart_from_cancel() {
        check(&[], None);
        check(
            &[
                (Level::Error, "no portal"),
                (Level::Warn, "Using zenity fallback"),
            ],
            None,
        );
        let zenity = (Level::Error, "Failed to pick file with zenity: not found");
        check(
            &[
                (Level::Error, "no portal"),
                (Level::Warn, "Using zenity fallback"),
                zenity,
            ],
            Some("Failed to pick file with zenity: not found"),
        );
        check(&[(Level::Error, "no portal.")], Some("no portal"));
    }
}
