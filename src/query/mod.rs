//! Search: the language of the search box, and lists of what it finds.
//!
//! [`Query::parse`] reads what was typed and never fails; [`Query::resolve`] looks its names up in a
//! project and tells mistakes; [`list`] gives the rows of a table. Words are compared folded: see
//! [`fold`]. Pure functions over the model, made to run in a job. [`index`] finds words in a large project
//! in milliseconds.

mod arrange;
mod column;
mod fold;
mod follow;
mod grade;
pub mod index;
mod list;
mod near;
mod parse;
mod resolve;
mod rows;
mod scope;
mod sort;
mod tag_counts;
mod texts;

#[cfg(test)]
mod tests;

pub use arrange::{Arrangement, columns_named};
pub use column::{Column, cell_text, columns, value_text};
pub use fold::{Folded, fold, fold_into};
pub use follow::{Followed, Following, follow};
pub use index::SearchIndex;
pub use list::{Listing, NAVIGATOR_KINDS, first, list};
pub use parse::{FIELDS, Mistake, Query, Term, TermKind, field_term, quoted};
pub use resolve::ResolvedQuery;
pub use rows::Rows;
pub use sort::Sort;
pub use tag_counts::TagCounts;
pub use texts::for_each_searched;
