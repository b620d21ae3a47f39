//! Independent origins: how many of the sources that say a thing had it from somebody else.
//!
//! A source that quotes or republishes another is not a second witness, nor is one that carries the same
//! agency story. [`support`] counts who speaks and what they go back to: "4 sources, 2 origins", with the
//! list behind it. Naming a source ([`LineageKind::Cites`](crate::model::LineageKind::Cites)) makes nobody
//! dependent on it: a paper that cites 32 works is not a copy of them.

mod groups;
mod lineages;
mod support;
mod tree;

#[cfg(test)]
mod tests;

pub use lineages::Lineages;
pub use support::{Origin, Support, support};
pub use tree::{LineageBranch, LineageTree, More, cycles, lineage};
