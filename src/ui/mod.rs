//! The window: the design language and the controls made from it, the panels and views.
//!
//! The only layer that knows `egui` and `rfd`. Everything draws from `&App` and sends commands.

mod claim_card;
mod copy;
pub mod ctx;
mod dialogs;
mod dropping;
pub mod icons;
mod in_order;
mod kept;
mod keys;
mod pages;
mod palette;
pub mod panels;
pub mod picker;
mod run;
pub mod tabs;
mod tag_tree;
pub mod theme;
pub mod views;
pub mod widgets;
mod window;

pub use run::{RunError, run};
pub use window::Window;
