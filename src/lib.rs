//! Annals, a research notebook for analysts: who says what about an event, in which words, and how
//! sure they are.
//!
//! # Code map
//!
//! A folder imports only from those above it in this list; `tests/it/tidy.rs` holds it to that.
//!
//! | folder | is | knows nothing of |
//! |---|---|---|
//! | [`model`] | records, ids, dates, [`Project`](model::Project), changes, transactions | window, files, threads |
//! | [`store`] | a project as a file: reading, saving, lock, journal, kept versions, settings; the only user of `ron` | queries |
//! | [`query`] | the search language, columns, sorting, listing | files |
//! | [`edit`] | what a user can do to data, planned as a [`Transaction`](model::Transaction); undo history | window |
//! | [`evidence`] | findings about the data: how claims agree, matrices, origins, problems that need a look | window |
//! | [`exchange`] | exports of what was found: SVG, PNG, CSV, Markdown | window |
//! | [`app`] | the state of the program, its commands and their one table, jobs, notices, dialogs | widgets |
//! | [`ui`] | panels, views, dialogs, theme; the only user of `egui` and `rfd` | `ron` |
//! | [`cli`] | the same engine without a window | |
//!
//! # How a change travels
//!
//! Always the same way. A widget sends [`Command::Edit`](app::Command::Edit) with an
//! [`Edit`](edit::Edit). [`edit::plan`] looks at the project and gives a transaction: a label that
//! the user reads, a list of primitive changes, what to select.
//! [`Workspace::edit`](app::Workspace::edit) lets [`Project::apply`](model::Project::apply) carry it
//! out and gives the same changes to the history and the list of problems. Undo applies the inverse.
//! What is shown is kept for a revision of the project and made anew when that has changed; what would take long to make
//! anew follows the changes: problems ([`evidence`]), counts and rows ([`query::follow`]).
//!
//! A step that touches more than a thousand records, what another program did to the file included, is planned and
//! applied in a job (`app/bulk.rs`), to a [`copy`](model::Project::copy) of the project that shares with it what neither
//! changes and then takes its place. Nothing can be changed meanwhile, so that it comes to the same; everything can be
//! read.
//!
//! # The trash
//!
//! What is deleted goes into the table `trash` of the project file, whole, in the same step:
//! [`Deletion`](model::Deletion) says what a deletion holds, `edit/trash` how it comes back. It is a
//! table like any other to reading, saving, merging and undo; search, counts, checks and exports do
//! not know it. Fields that this version does not know go into it and come back, too.
//!
//! # A disk that fails
//!
//! Everything that is written goes through `store/calls`; builds with debug assertions let tests fail any
//! of those calls (`store/faults`). What could not be synced is written to another file, never synced
//! again, and counts as unsaved.
//!
//! # A file larger than memory should hold
//!
//! A large project is read in parts (`store/in_parts`): its text is never in memory as a whole, beside the records or
//! after them. What saving copies from is a private copy of the file (`store/held`), made while it is read, in the cache
//! folder and without a name. A save makes its edits of an excerpt (`store/splice/excerpt`): the text without the records
//! that are far from what was changed. Only what is rare asks for all of the text at once: a file with errors or records
//! that cannot be read, merging, formatting, a save of very many changes.
//!
//! # Invariants
//!
//! 1. `Project::apply` is the only function that changes a project. It checks everything; a
//!    transaction that is refused leaves no trace, one that is applied has an exact inverse, and no
//!    reference leads nowhere because of it.
//! 2. Nothing in a file is dropped. Saving copies what was not touched, byte for byte; unknown fields
//!    and comments stay; a record that cannot be read is kept as it stands. What is written anew is
//!    read back and compared before the file is replaced, and the file is replaced whole or not at
//!    all.
//! 3. A passage is never attached to other words: it is painted only where its exact words stand.
//! 4. A date keeps its words, and the date read from them is never more precise than they are.
//! 5. Parts of the window draw from `&App` and change it only by sending commands. Nothing
//!    proportional to the project's size runs in a frame; longer work runs in a job.
//! 6. Data from outside never makes the program panic: it gives a value, or an error with its place.

pub mod app;
pub mod cli;
pub mod edit;
pub mod evidence;
pub mod exchange;
pub mod model;
pub mod query;
pub mod store;
pub mod ui;
