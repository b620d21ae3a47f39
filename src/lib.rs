//! Annals.
pub mod model;
pub mod ui;
