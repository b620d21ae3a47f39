//! The search index: which records have the words that are looked for, told in milliseconds.
//!
//! | file | is |
//! |---|---|
//! | `unit.rs` | what a row of the index holds, and how rows are numbered |
//! | `arena.rs` | the folded texts of all rows, read through |
//! | `words.rs` | the list of words, and the rows of each |
//! | `token.rs` | what a word is, and how a needle is found by words |
//! | `bridges.rs` | the rows of what stands between frequent words |
//! | `build.rs`, `interner.rs` | making the list of words |
//! | `stream.rs` | posting lists |
//! | `rows.rs` | sets of rows |
//! | `base.rs` | all that was read at one moment |
//! | `delta.rs` | what has changed since |
//! | `find.rs` | the answer out of both |
//!
//! The answer is always the one that trying every record would give
//! ([`ResolvedQuery::matches`](super::ResolvedQuery::matches)); `tests.rs` holds it to that.
//!
//! Texts are read once, in a job ([`Base::read`]); from then on the arena answers. Listing the words
//! takes longer ([`Base::with_words`]); it makes the same answers quicker. An edit is noted by the
//! record ([`SearchIndex::note`]); when much was noted, the texts are read anew
//! ([`SearchIndex::is_worn`]).

mod arena;
mod base;
mod bridges;
mod build;
mod delta;
mod find;
mod interner;
mod rows;
mod stream;
mod token;
mod unit;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use arena::Arena;
pub use base::Base;
pub use build::Watch;
pub use delta::Delta;
pub use find::Found;
pub use words::WordIndex;

use crate::model::{Change, Tables};

/// Changed units up to which the index is as good as new. Each costs a few nanoseconds a search.
const WORN: usize = 4_096;

/// What finds words in a project. Cheap to copy, for work on another thread.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    base: Arc<Base>,
    delta: Arc<Delta>,
    revision: u64,
}

impl SearchIndex {
    /// Out of the texts that were read, and what has changed since. The project is at `revision` now.
    #[must_use]
    pub fn new(base: Arc<Base>, delta: Delta, revision: u64) -> Self {
        Self {
            base,
            delta: Arc::new(delta),
            revision,
        }
    }

    /// Takes note of changes that were applied and led to `revision`. `tables` are as they are now.
    pub fn note(&mut self, tables: &Tables, changes: &[Change], revision: u64) {
        self.revision = revision;
        Arc::make_mut(&mut self.delta).note(tables, changes);
    }

    /// The revision of the project that it answers for.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The texts that were read.
    #[must_use]
    pub fn base(&self) -> &Arc<Base> {
        &self.base
    }

    /// What has changed since the texts were read.
    #[must_use]
    pub fn delta(&self) -> &Delta {
        &self.delta
    }

    /// Whether so much has changed that the texts should be read anew.
    #[must_use]
    pub fn is_worn(&self) -> bool {
        self.delta.len() > WORN
    }

    /// The same with the list of words, which was made of the same texts.
    #[must_use]
    pub fn with_base(&self, base: Arc<Base>) -> Self {
        Self {
            base,
            ..self.clone()
        }
    }
}
