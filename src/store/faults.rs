//! Faults of the disk, for tests: one call of the operating system fails, or several.
//!
//! They hold for one folder and what lies below it, so that tests beside each other do not meet, and for all threads.
//! Only builds with debug assertions have them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use super::calls::Call;

#[cfg(test)]
mod tests;

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It fails with this error of the system (`errno`).
    Error(i32),
    /// It takes one byte only, if it reads or writes. Other calls fail as if the disk broke.
    Short,
    /// It takes one byte only, and the next one finds the disk full.
    ShortThenFull,
}

/// The disk breaks (`EIO`).
pub const BROKEN: i32 = 5;
/// Something may not be done (`EACCES`).
pub const FORBIDDEN: i32 = 13;
/// The disk is full (`ENOSPC`).
pub const FULL: i32 = 28;

#[derive(Debug, Default)]
struct State {
    calls: Vec<(Call, PathBuf)>,
    /// From which call on, counted from 0, and to how many calls.
    planned: Option<(usize, usize, Fault)>,
    hit: Vec<(Call, PathBuf)>,
}

#[derive(Debug)]
struct Plan {
    roots: [PathBuf; 2],
    state: Mutex<State>,
}

static PLANS: Mutex<Vec<Arc<Plan>>> = Mutex::new(Vec::new());

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What goes wrong below a folder, until it is dropped.
#[derive(Debug)]
pub struct Faults(Arc<Plan>);

impl Faults {
    /// Nothing goes wrong yet below this folder, which must be there.
    ///
    /// # Errors
    /// If it is not.
    pub fn below(root: &Path) -> io::Result<Self> {
        let plan = Arc::new(Plan {
            roots: [root.to_owned(), root.canonicalize()?],
            state: Mutex::default(),
        });
        lock(&PLANS).push(Arc::clone(&plan));
        Ok(Self(plan))
    }

    /// From the next call on: after `first` calls, `count` of them meet the fault.
    pub fn plan(&self, first: usize, count: usize, fault: Fault) {
        *lock(&self.0.state) = State {
            planned: Some((first, count, fault)),
            ..State::default()
        };
    }

    /// Nothing goes wrong any more. Gives what did.
    #[must_use]
    pub fn end(&self) -> Vec<(Call, PathBuf)> {
        std::mem::take(&mut *lock(&self.0.state)).hit
    }

    /// What went wrong since the last plan.
    #[must_use]
    pub fn hit(&self) -> Vec<(Call, PathBuf)> {
        lock(&self.0.state).hit.clone()
    }

    /// The calls since the last plan.
    #[must_use]
    pub fn calls(&self) -> Vec<(Call, PathBuf)> {
        lock(&self.0.state).calls.clone()
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        lock(&PLANS).retain(|plan| !Arc::ptr_eq(plan, &self.0));
    }
}

/// What becomes of a call: how many bytes it may take.
pub(super) fn before(call: Call, path: &Path) -> io::Result<usize> {
    let is_below = |plan: &&Arc<Plan>| plan.roots.iter().any(|root| path.starts_with(root));
    let Some(plan) = lock(&PLANS).iter().find(is_below).map(Arc::clone) else {
        return Ok(usize::MAX);
    };
    let mut state = lock(&plan.state);
    let number = state.calls.len();
    state.calls.push((call, path.to_owned()));
    let Some((first, count, fault)) = state.planned else {
        return Ok(usize::MAX);
    };
    let Some(nth) = number.checked_sub(first).filter(|nth| *nth < count) else {
        return Ok(usize::MAX);
    };
    let takes_bytes = matches!(call, Call::Read | Call::Write);
    let error = match fault {
        Fault::Error(error) => error,
        Fault::Short | Fault::ShortThenFull if takes_bytes && nth == 0 => {
            if fault == Fault::ShortThenFull {
                state.planned = Some((first, count.max(2), fault));
            }
            state.hit.push((call, path.to_owned()));
            return Ok(1);
        }
        Fault::Short if takes_bytes => return Ok(1),
        Fault::Short => BROKEN,
        Fault::ShortThenFull => FULL,
    };
    state.hit.push((call, path.to_owned()));
    Err(io::Error::from_raw_os_error(error))
}
