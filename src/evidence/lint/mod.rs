//! Problems: what in a project cannot be right, needs somebody to look, or is not done yet.
//!
//! [`problems_of`] checks one record, [`ProblemList`] keeps the problems of a whole project up to date
//! while it is edited: after a change only the records that it can have affected are checked again.
//!
//! | file | is about |
//! |---|---|
//! | `check.rs` | one record: what it says itself, and which of the files below speak of it |
//! | `passage.rs` | words that do not stand where a passage says |
//! | `standing.rs` | what speaks of a record, and what uses it |
//! | `conflict.rs` | conflicts that nobody has assessed |
//! | `lineage.rs` | sources that draw on themselves |
//! | `order.rs` | links between events against their dates |
//! | `tags.rs` | tags by path and use |
//! | `part.rs`, `affected.rs` | what a change makes worth another look |
//! | `list.rs` | the list |
//! | `remedy.rs` | what can be done about a problem |

mod affected;
mod check;
mod conflict;
mod lineage;
mod list;
mod order;
mod part;
mod passage;
mod remedy;
mod standing;
mod tags;
mod words;

#[cfg(test)]
mod tests;

pub use affected::reach;
pub use check::{all_problems, problems_of};
pub use list::ProblemList;
pub use remedy::{Remedy, remedies};
