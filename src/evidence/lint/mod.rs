//! Problems: what in a project cannot be right, or needs somebody to look.
//!
//! [`problems_of`] checks one record, [`ProblemList`] keeps the problems of a whole project up to date
//! while it is edited: after a change only the records that it can have affected are checked again.

mod check;
mod list;
mod passage;
mod words;

#[cfg(test)]
mod tests;

pub use check::{all_problems, problems_of};
pub use list::{ProblemList, affected_by};
