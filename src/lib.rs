//! Annals.
pub mod edit;
pub mod model;
pub mod query;
pub mod store;
pub mod ui;
