//! What the records come to: how claims agree, what is in conflict, and problems that need a look. Pure functions over
//! the model.

mod accounts;
mod anchor;
mod compare;
mod lint;
pub mod matrix;
mod origins;
mod quote;

pub use accounts::{
    Accounts, Against, Entry, FieldAccount, Sign, Standing, accounts, event_by_source,
};
pub use anchor::{RecaptureRow, recapture_report};
pub use compare::{Comparison, Verdict, compare, compare_claims, report_day};
pub use lint::{ProblemList, Remedy, all_problems, problems_of, reach, remedies};
pub use origins::{
    LineageBranch, LineageTree, Lineages, More, Origin, Support, cycles, lineage, support,
};
pub use quote::{missing_in_quote, read_value, read_value_from, read_value_like, read_value_near};
