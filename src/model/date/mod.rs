//! Dates: the words as written, an EDTF value beside them, and what the two allow to be said.
//!
//! A day is never invented. Words that cannot be read stay as they are, with a reason.

mod bounds;
mod day;
mod describe;
mod edtf;
mod reading;
mod spans;
#[cfg(test)]
mod tests;
mod when;
mod words;

pub use bounds::{Bound, Bounds, Holds, Relation};
pub use day::{Day, MONTHS};
pub use edtf::{Clock, Edtf, Precision};
pub use reading::Reading;
pub use spans::{Extent, Spans};
pub use when::{Calendar, When};
pub use words::{month, ordinal, weekday};
