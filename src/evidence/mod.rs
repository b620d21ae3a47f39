//! What the records come to: problems that need a look. Pure functions over the model.

mod lint;
mod origins;

pub use lint::{ProblemList, affected_by, all_problems, problems_of};
pub use origins::{
    LineageBranch, LineageTree, Lineages, More, Origin, Support, cycles, lineage, support,
};
