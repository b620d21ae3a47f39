//! Shared by the benchmarks: measuring in turns, and tables of ratios.
//!
//! A machine is never quite idle, so a time alone says little. Every candidate is run once in each round, right after the
//! others, and what is told is how the medians over all rounds stand to each other.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::allow_attributes,
    dead_code,
    reason = "a benchmark prints, and stops where it cannot go on; not each uses all of this"
)]

use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Time that this process took: of the clock, and of processors in its own code and in the system's for it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Time {
    pub(crate) wall: Duration,
    pub(crate) user: Duration,
    pub(crate) system: Duration,
}

/// Time of processors so far, in the process's own code and in the system's.
fn processors() -> (Duration, Duration) {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let [user, system] = [usage.user_time(), usage.system_time()].map(|time| {
        let micros = u64::try_from(time.tv_usec()).unwrap();
        Duration::from_secs(u64::try_from(time.tv_sec()).unwrap()) + Duration::from_micros(micros)
    });
    (user, system)
}

/// Runs something, and gives how long it took.
fn timed<T>(candidate: impl FnOnce() -> T) -> (T, Time) {
    let (start, (user, system)) = (Instant::now(), processors());
    let result = black_box(candidate());
    let (wall, after) = (start.elapsed(), processors());
    let time = Time {
        wall,
        user: after.0 - user,
        system: after.1 - system,
    };
    (result, time)
}

/// How long a candidate waited for something that is not to be counted.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    since: Mutex<Option<Instant>>,
    waited: Mutex<Duration>,
}

impl Waiting {
    pub(crate) fn begin(&self) {
        *self.since.lock().unwrap() = Some(Instant::now());
    }

    pub(crate) fn end(&self) {
        if let Some(since) = self.since.lock().unwrap().take() {
            *self.waited.lock().unwrap() += since.elapsed();
        }
    }
}

/// The times of candidates by name, in the order in which they came first.
#[derive(Default)]
pub(crate) struct Rounds {
    times: Vec<(&'static str, Vec<Time>)>,
}

impl Rounds {
    /// Runs a candidate once. What it gives is dropped after the clock was stopped.
    pub(crate) fn run<T>(&mut self, name: &'static str, candidate: impl FnOnce() -> T) {
        let (result, time) = timed(candidate);
        drop(result);
        self.note(name, time);
    }

    fn note(&mut self, name: &'static str, time: Time) {
        match self.times.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => times.push(time),
            None => self.times.push((name, vec![time])),
        }
    }

    /// As [`Self::run`], and gives what came of it; leaves out what is marked as waiting.
    pub(crate) fn run_apart<T>(
        &mut self,
        name: &'static str,
        candidate: impl FnOnce(&Waiting) -> T,
    ) -> T {
        let waiting = Waiting::default();
        let (result, mut time) = timed(|| candidate(&waiting));
        time.wall -= *waiting.waited.lock().unwrap();
        self.note(name, time);
        result
    }

    fn median(&self, name: &str) -> Time {
        let (_, times) = self.times.iter().find(|(known, _)| *known == name).unwrap();
        let middle = |pick: fn(&Time) -> Duration| {
            let mut times: Vec<Duration> = times.iter().map(pick).collect();
            times.sort_unstable();
            times[times.len() / 2]
        };
        Time {
            wall: middle(|time| time.wall),
            user: middle(|time| time.user),
            system: middle(|time| time.system),
        }
    }

    /// A line of the table: how a candidate stands to its reference.
    pub(crate) fn line(&self, name: &str, reference: &str) {
        self.line_of(name, reference, |time| time.user);
    }

    /// As [`Self::line`], with the time that the system took: for what is mostly its work.
    pub(crate) fn line_with_system(&self, name: &str, reference: &str) {
        self.line_of(name, reference, |time| time.user + time.system);
    }

    fn line_of(&self, name: &str, reference: &str, processors: impl Fn(&Time) -> Duration) {
        let (of, to) = (self.median(name), self.median(reference));
        let ratio = |of: Duration, to: Duration| of.as_secs_f64() / to.as_secs_f64().max(1e-6);
        println!(
            "| {name} | {reference} | {:.2} | {:.2} | {:.3} s | {:.3} s |",
            ratio(processors(&of), processors(&to)),
            ratio(of.wall, to.wall),
            processors(&of).as_secs_f64(),
            of.wall.as_secs_f64()
        );
    }

    /// The head of a table of such lines.
    pub(crate) fn head(title: &str) {
        Self::head_of(title, "user CPU");
    }

    /// The head of a table of lines with the time that the system took.
    pub(crate) fn head_with_system(title: &str) {
        Self::head_of(title, "CPU with the system");
    }

    fn head_of(title: &str, processors: &str) {
        println!("\n{title}\n");
        println!(
            "| what | measured against | {processors}, ratio | clock, ratio | {processors} | clock |"
        );
        println!("|---|---|---|---|---|---|");
    }
}
