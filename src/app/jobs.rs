//! Work on other threads: named, with progress and cancel. The only place that starts threads for
//! the window.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// Called by a job when the window has something new to show.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a job and the window share.
#[derive(Debug, Default)]
pub struct Progress {
    cancelled: AtomicBool,
    /// Whether it is too late to stop it.
    committed: AtomicBool,
    permille: AtomicU32,
}

impl Progress {
    /// Whether the analyst wants it to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Whether to go on, for code that asks so.
    pub fn go_on(&self) -> ControlFlow<()> {
        if self.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// The flag behind [`Progress::is_cancelled`], for code that knows no jobs.
    #[must_use]
    pub fn cancel_flag(&self) -> &AtomicBool {
        &self.cancelled
    }

    /// Says that it cannot be stopped from here on, unless it was before: then it gives `false`.
    #[must_use]
    pub fn commit(&self) -> bool {
        self.committed.store(true, Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// Says how much is done, from 0 to 1.
    pub fn set(&self, share: f32) {
        // Clamped, so nothing is cut off.
        let permille = (share.clamp(0.0, 1.0) * 1000.0) as u32;
        self.permille.store(permille, Ordering::Relaxed);
    }

    fn share(&self) -> f32 {
        self.permille.load(Ordering::Relaxed) as f32 / 1000.0
    }
}

/// A job that is under way, and its result once it is there.
#[derive(Debug)]
pub struct Task<T> {
    name: String,
    progress: Arc<Progress>,
    result: Receiver<T>,
}

/// How a job stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Polled<T> {
    /// It goes on.
    Running,
    /// It is done.
    Done(T),
    /// It ended without a result: a defect of the program. What it worked on is as it was.
    Died,
}

impl<T: Send + 'static> Task<T> {
    /// Starts `work` on a thread of its own. `name` is what the status bar calls it.
    pub fn spawn(
        name: impl Into<String>,
        wake: &Wake,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Self {
        let name = name.into();
        let progress = Arc::new(Progress::default());
        let (sender, result) = channel();
        let (shared, wake) = (Arc::clone(&progress), Arc::clone(wake));
        let started = std::thread::Builder::new()
            .name(name.clone())
            .spawn(move || {
                let done = work(&shared);
                // Nobody listens any more when the window is gone.
                if sender.send(done).is_ok() {
                    wake();
                }
            });
        if let Err(error) = started {
            // The sender went down with the closure, so the task reads as died.
            log::error!("no thread could be started: {error}");
        }
        Self {
            name,
            progress,
            result,
        }
    }

    /// A job that is done already.
    pub fn done(name: impl Into<String>, value: T) -> Self {
        let (sender, result) = channel();
        if sender.send(value).is_err() {
            log::error!("a result was lost on the way to its own task");
        }
        Self {
            name: name.into(),
            progress: Arc::default(),
            result,
        }
    }

    /// A job whose work is given later, together with the way to give it.
    pub fn promised(name: impl Into<String>) -> (Self, Promise<T>) {
        let (sender, result) = channel();
        let task = Self {
            name: name.into(),
            progress: Arc::default(),
            result,
        };
        (task, Promise(sender))
    }

    /// How it stands. The result is given once.
    pub fn poll(&self) -> Polled<T> {
        match self.result.try_recv() {
            Ok(value) => Polled::Done(value),
            Err(TryRecvError::Empty) => Polled::Running,
            Err(TryRecvError::Disconnected) => Polled::Died,
        }
    }
}

/// The other end of a task that was promised. Dropping it unused makes the task die.
#[derive(Debug)]
pub struct Promise<T>(Sender<T>);

impl<T: Send + 'static> Promise<T> {
    /// Does the work on a thread of its own and gives the result to the task.
    pub fn fulfil(self, wake: &Wake, work: impl FnOnce() -> T + Send + 'static) {
        let wake = Arc::clone(wake);
        let started = std::thread::Builder::new()
            .name("dialog".to_owned())
            .spawn(move || {
                // Nobody listens any more when the window is gone.
                if self.0.send(work()).is_ok() {
                    wake();
                }
            });
        if let Err(error) = started {
            log::error!("no thread could be started: {error}");
        }
    }
}

impl<T> Task<T> {
    /// What the status bar calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How much is done, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f32 {
        self.progress.share()
    }

    /// Whether it is not too late to stop it.
    #[must_use]
    pub fn can_cancel(&self) -> bool {
        !self.progress.committed.load(Ordering::Relaxed)
    }

    /// Asks it to stop. It may end with a result all the same.
    pub fn cancel(&self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Takes the result out of a task that is done and leaves nothing in its place; `None` while it
/// runs or if there is no task.
pub(super) fn take_done<T: Send + 'static>(
    slot: &mut Option<Task<T>>,
) -> Option<Result<T, String>> {
    match slot.as_ref()?.poll() {
        Polled::Running => None,
        Polled::Done(value) => {
            *slot = None;
            Some(Ok(value))
        }
        Polled::Died => {
            let name = slot.take().map(|task| task.name).unwrap_or_default();
            Some(Err(format!(
                "“{name}” ended by a defect of the program. Nothing was changed."
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait<T: Send + 'static>(task: &Task<T>) -> Polled<T> {
        loop {
            match task.poll() {
                Polled::Running => std::thread::yield_now(),
                polled => return polled,
            }
        }
    }

    #[test]
    fn a_task_gives_its_result_and_can_be_cancelled() {
        let wake: Wake = Arc::new(|| {});
        let task = Task::spawn("count", &wake, |progress| {
            while !progress.is_cancelled() {
                std::thread::yield_now();
            }
            7
        });
        assert_eq!(task.poll(), Polled::Running);
        task.cancel();
        assert_eq!(wait(&task), Polled::Done(7));
    }

    #[test]
    fn a_task_that_panics_is_told_apart() {
        let wake: Wake = Arc::new(|| {});
        let task: Task<()> = Task::spawn("fall", &wake, |_| panic!("on purpose"));
        assert_eq!(wait(&task), Polled::Died);
    }
}
