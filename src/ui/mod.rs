//! The window: the design language and the controls made from it, the panels and views.

pub mod ctx;
pub mod icons;
pub mod panels;
pub mod theme;
pub mod views;
pub mod widgets;
