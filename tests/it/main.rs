//! Everything that is tested through the public interface, in one binary.

#![expect(
    clippy::unwrap_used,
    reason = "a failure to prepare is a failure of the test"
)]

mod bulk;
mod checking;
mod cli;
mod crash;
mod cut_off;
mod disagree;
#[cfg(debug_assertions)]
mod faults;
mod file_problems;
mod files;
mod generate;
mod help;
mod indexing;
mod inspector;
mod journal;
mod large_file;
mod look;
mod merging;
mod narrow;
mod notes;
mod odd_places;
mod opening;
mod outside;
mod outside_large;
mod problems;
mod reader;
mod samples;
mod saving;
mod shell;
mod store;
mod story;
mod support;
mod table;
mod tags;
mod tidy;
mod trash;
mod undo_keys;
mod versions;
mod views;
mod ways_out;
