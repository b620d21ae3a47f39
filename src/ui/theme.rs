//! The design language in code: colours, type, space, and egui's own style made from them.
//!
//! A widget asks for `Theme::of(ui)` once and paints with the tokens it finds there. Colours, sizes and
//! fonts are written nowhere else.

mod colours;
mod fonts;
mod style;
mod tokens;
mod type_scale;

pub use colours::{DARK, LIGHT, TAG_COUNT, TagInk, TagShape, Theme, Tint, TintInk};
pub use fonts::{FONT_NAMES, Face, definitions};
pub(crate) use style::blend;
pub use style::{apply, reading, shadow_high, shadow_low};
pub use tokens::{height, motion, radius, space, stroke, width};
pub use type_scale::Type;
