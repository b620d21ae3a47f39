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

/// Time that this process took: of the clock, and of processors in its own code.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Time {
    pub(crate) wall: Duration,
    pub(crate) user: Duration,
}

fn user() -> Duration {
    use nix::sys::resource::{UsageWho, getrusage};
    let time = getrusage(UsageWho::RUSAGE_SELF).unwrap().user_time();
    let micros = u64::try_from(time.tv_usec()).unwrap();
    Duration::new(u64::try_from(time.tv_sec()).unwrap(), 0) + Duration::from_micros(micros)
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
        let (wall, before) = (Instant::now(), user());
        let result = black_box(candidate());
        let time = Time {
            user: user() - before,
            wall: wall.elapsed(),
        };
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
        let (wall, before) = (Instant::now(), user());
        let result = black_box(candidate(&waiting));
        let wall = wall.elapsed();
        let time = Time {
            user: user() - before,
            wall: wall - *waiting.waited.lock().unwrap(),
        };
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
        }
    }

    /// A line of the table: how a candidate stands to its reference.
    pub(crate) fn line(&self, name: &str, reference: &str) {
        let (of, to) = (self.median(name), self.median(reference));
        let ratio = |of: Duration, to: Duration| of.as_secs_f64() / to.as_secs_f64().max(1e-6);
        println!(
            "| {name} | {reference} | {:.2} | {:.2} | {:.3} s | {:.3} s |",
            ratio(of.user, to.user),
            ratio(of.wall, to.wall),
            of.user.as_secs_f64(),
            of.wall.as_secs_f64()
        );
    }

    /// The head of a table of such lines.
    pub(crate) fn head(title: &str) {
        println!("\n{title}\n");
        println!("| what | measured against | user CPU, ratio | clock, ratio | user CPU | clock |");
        println!("|---|---|---|---|---|---|");
    }
}
