//! Annals.
pub mod model;
pub mod store;
pub mod ui;
