//! A file that is read as slowly as a test wants.

use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use annals::app::opening::OpenWith;
use annals::store::{self, OpenError};

/// Reads files, and keeps them back until a test lets them go.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlowReading(Arc<(Mutex<State>, Condvar)>);

#[derive(Debug, Default)]
struct State {
    /// How much is said to be done meanwhile.
    held_at: Option<f32>,
    n_stopped: usize,
}

impl SlowReading {
    /// Keeps back the files that are opened from now on, with this share done.
    pub(crate) fn hold(&self, share: f32) {
        self.0.0.lock().unwrap().held_at = Some(share);
    }

    /// Lets them be there.
    pub(crate) fn let_go(&self) {
        self.0.0.lock().unwrap().held_at = None;
        self.0.1.notify_all();
    }

    /// Returns when so many openings have been stopped.
    pub(crate) fn wait_for_stop(&self, n: usize) {
        let (state, changed) = &*self.0;
        let stopped = changed.wait_while(state.lock().unwrap(), |state| state.n_stopped < n);
        assert_eq!(stopped.unwrap().n_stopped, n);
    }

    /// What a program opens with.
    pub(crate) fn open(&self) -> OpenWith {
        let reading = self.clone();
        Arc::new(move |path, limits, watch| {
            let read = store::open_watched(path, limits, watch);
            let (state, changed) = &*reading.0;
            let mut state = state.lock().unwrap();
            while let Some(share) = state.held_at {
                if watch(share) == ControlFlow::Break(()) {
                    state.n_stopped += 1;
                    changed.notify_all();
                    return Err(OpenError::cancelled(path));
                }
                // Nobody tells when it is to stop.
                let waited = changed.wait_timeout(state, Duration::from_millis(2));
                state = waited.unwrap().0;
            }
            read
        })
    }
}
