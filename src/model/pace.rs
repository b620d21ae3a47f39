//! How far a long step is, and whether it is to go on.

use super::change::Transaction;
use super::project::ApplyError;

/// Records between two looks.
const PATIENCE: usize = 1_024;

/// Counts the records of a transaction while it is applied.
pub(super) struct Pace<'a> {
    watch: &'a dyn Fn(f32) -> bool,
    all: usize,
    done: usize,
}

impl<'a> Pace<'a> {
    pub(super) fn of(transaction: &Transaction, watch: &'a dyn Fn(f32) -> bool) -> Self {
        Self {
            watch,
            all: transaction.extent(),
            done: 0,
        }
    }

    /// Another record.
    pub(super) fn step(&mut self) -> Result<(), ApplyError> {
        self.done += 1;
        let looks = self.done.is_multiple_of(PATIENCE);
        if looks && !(self.watch)(self.done as f32 / self.all as f32) {
            return Err(ApplyError::Stopped);
        }
        Ok(())
    }
}
