//! The window: the design language and the controls made from it, the panels and views.

pub mod icons;
pub mod theme;
pub mod widgets;
