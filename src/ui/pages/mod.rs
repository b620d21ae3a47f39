//! Pages that fill the window while no project is open, or another is being opened.

pub(super) mod not_opened;
pub(super) mod opening;
pub(super) mod welcome;
