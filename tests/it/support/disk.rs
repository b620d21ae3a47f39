//! A disk that takes what is saved when a test lets it, or refuses it.

use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex};

use annals::app::saving::SaveWith;
use annals::store::{self, FileError, SaveError, SaveStep, Saved};

/// Where a save stops until it may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// After so many bytes.
    After(u64),
    /// Before the disk is waited for.
    Syncing,
    /// When the file is about to be replaced.
    Replacing,
}

impl Stop {
    fn is_at(self, step: SaveStep) -> bool {
        match (self, step) {
            (Self::After(bytes), SaveStep::Writing(done, _)) => done >= bytes,
            (Self::Syncing, SaveStep::Syncing) | (Self::Replacing, SaveStep::Replacing) => true,
            _ => false,
        }
    }
}

#[derive(Debug, Default)]
struct State {
    stop: Option<Stop>,
    is_stopped: bool,
    /// What the next saves come to instead.
    errors: Vec<std::io::ErrorKind>,
    n_started: usize,
    n_running: usize,
    most_running: usize,
}

/// A disk that is slow.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlowDisk(Arc<(Mutex<State>, Condvar)>);

impl SlowDisk {
    /// Lets the saves that follow stop there.
    pub(crate) fn stop(&self, at: Stop) {
        self.0.0.lock().unwrap().stop = Some(at);
    }

    /// Lets all saves go on to their end.
    pub(crate) fn let_go(&self) {
        self.0.0.lock().unwrap().stop = None;
        self.0.1.notify_all();
    }

    /// Lets the next save fail.
    pub(crate) fn refuse(&self, kind: std::io::ErrorKind) {
        self.0.0.lock().unwrap().errors.push(kind);
    }

    /// Returns when a save has stopped.
    pub(crate) fn wait_for_stop(&self) {
        let (state, changed) = &*self.0;
        let stopped = changed.wait_while(state.lock().unwrap(), |state| !state.is_stopped);
        assert!(stopped.unwrap().is_stopped);
    }

    /// How many saves were begun.
    pub(crate) fn n_started(&self) -> usize {
        self.0.0.lock().unwrap().n_started
    }

    /// How many ran at the same time at most.
    pub(crate) fn most_running(&self) -> usize {
        self.0.0.lock().unwrap().most_running
    }

    /// What a program saves with.
    pub(crate) fn save(&self) -> SaveWith {
        let disk = self.clone();
        Arc::new(move |request, watch| {
            disk.begin();
            let refused = disk.0.0.lock().unwrap().errors.pop();
            let saved: Result<Saved, SaveError> = match refused {
                Some(kind) => Err(FileError::writing(&request.path, &kind.into()).into()),
                None => store::save(request, &|step| disk.pass(step, watch(step), watch)),
            };
            disk.0.0.lock().unwrap().n_running -= 1;
            saved
        })
    }

    fn begin(&self) {
        let mut state = self.0.0.lock().unwrap();
        state.n_started += 1;
        state.n_running += 1;
        state.most_running = state.most_running.max(state.n_running);
    }

    fn pass(
        &self,
        step: SaveStep,
        said: ControlFlow<()>,
        watch: store::Watch<'_>,
    ) -> ControlFlow<()> {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap();
        if !state.stop.is_some_and(|stop| stop.is_at(step)) {
            return said;
        }
        state.is_stopped = true;
        changed.notify_all();
        let mut state = changed
            .wait_while(state, |state| {
                state.stop.is_some_and(|stop| stop.is_at(step))
            })
            .unwrap();
        state.is_stopped = false;
        drop(state);
        // It may have been cancelled meanwhile.
        watch(step)
    }
}
