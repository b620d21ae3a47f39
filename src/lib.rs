//! Annals.
pub mod app;
pub mod edit;
pub mod evidence;
pub mod model;
pub mod query;
pub mod store;
pub mod ui;
