//! The parts of the window around the centre.

pub mod inspector;
pub(super) mod navigator;
pub(super) mod notices;
pub(super) mod status_bar;
pub(super) mod top_bar;
