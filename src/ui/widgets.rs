//! The controls. They take a `Ui` and plain data and give a response; none of them knows what it stands for.
//!
//! Every control has an accessible name, a tooltip if one is given, a focus ring for the keyboard and,
//! where it can be blocked, a tooltip that says why.

mod button;
mod chip;
mod field;
mod keycap;
pub mod paint;
mod row;
mod tip;

pub use button::Button;
pub use chip::{Chip, ChipResponse, FilterChip};
pub use field::{Field, FieldEvent, FieldResponse};
pub use keycap::{Grade, KeyCap};
pub use row::{Lead, Row, RowResponse, group_head};
pub use tip::tooltip;
