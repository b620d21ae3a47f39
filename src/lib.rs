//! Annals.
pub mod model;
