//! What words hold: a value read from selected words, and whether a passage holds what its claim says.
//!
//! Both read the words the same way: dates first, then figures in what is left, so that neither a year nor
//! a day of the month is ever taken for a count. Words are compared folded, in any script.

mod calendar;
mod check;
mod date_check;
mod dates;
mod figures;
mod hedges;
mod names;
mod no_count;
mod nouns;
mod numerals;
mod read;
mod read_date;
mod read_figure;
mod read_name;
mod scope;
mod text;

#[cfg(test)]
mod tests;

pub use check::missing_in_quote;
pub use read::{read_value, read_value_from, read_value_like, read_value_near};
