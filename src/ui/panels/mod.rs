//! The parts of the window around the centre.

pub mod inspector;
