//! The controls. They take a `Ui` and plain data and give a response; none of them knows what it stands for.
//!
//! Every control has an accessible name, a tooltip if one is given, a focus ring for the keyboard and,
//! where it can be blocked, a tooltip that says why.

mod button;
mod chip;
mod choice;
mod completion;
mod empty;
mod field;
mod keycap;
mod link;
mod menu;
mod modal;
mod notice;
pub mod paint;
mod progress;
mod row;
mod search;
mod section;
mod segments;
mod steps;
mod ticks;
mod tip;
pub mod virtual_list;
pub mod whose_undo;

pub use button::Button;
pub use chip::{Chip, ChipResponse, FilterChip};
pub use choice::{Choice, Dropdown};
pub use completion::{CompletionResponse, Suggestion, completing, suggesting};
pub use empty::Empty;
pub use field::{Field, FieldEvent, FieldResponse, PADDING as FIELD_PADDING};
pub use keycap::{Grade, KeyCap};
pub use link::Link;
pub use menu::{MenuItem, menu, menu_at_pointer, menu_bar, menu_head, menu_line, menu_under};
pub use modal::{Answer, Question, modal, modal_frame};
pub use notice::{Notice, NoticeEvent, clear_of_notices, covered, notices};
pub use progress::{percent, progress};
pub use row::{Lead, Row, RowResponse, group_head};
pub use search::{SearchBox, SearchResponse, SearchSays};
pub use section::{VALUE_LEFT, divider, field_row, heading, label, labelled, section};
pub use segments::{Segment, Segments, digit};
pub use steps::{Steps, known_by, left_out, stop_of};
pub use ticks::{Tick, Ticked};
pub use tip::tooltip;
