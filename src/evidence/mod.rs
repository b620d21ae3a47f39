//! What the records come to: problems that need a look. Pure functions over the model.

mod lint;

pub use lint::{ProblemList, affected_by, all_problems, problems_of};
