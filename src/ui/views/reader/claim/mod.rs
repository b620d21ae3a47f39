//! Claims from selected words, filed without leaving the text.
//!
//! | file | does |
//! |---|---|
//! | `guess.rs` | which field words speak of |
//! | `value.rs` | the value that words give |
//! | `draft.rs` | what the form holds and the claim that it makes |
//! | `keep.rs` | what the last claims named |
//! | `offer.rs` | what can be completed |
//! | `form.rs` | the form: opened, followed, filed, left |
//! | `parts.rs`, `lines.rs`, `keys.rs` | its fields, how they are drawn, its keys |

mod draft;
mod form;
mod guess;
mod keep;
mod keys;
mod lines;
mod offer;
mod parts;
mod value;

pub(super) use draft::Draft;
pub(super) use form::{ClaimForm, Done, Place};
pub(in crate::ui::views) use keep::next_claim_is_on;
pub(super) use keys::clicked_elsewhere;
