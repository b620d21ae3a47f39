//! Pages that fill the window while no project is open.

pub(super) mod not_opened;
pub(super) mod welcome;
