//! Keeping a project in a file: finding the records in its text, reading them one by one, and saving by
//! copying everything that was not touched.
//!
//! The text side needs no model and no file system: [`scan`] finds the structure of a text, [`splice`] changes a
//! part of it and leaves the rest byte for byte, [`place`] says where something is in a way that an editor shows it.

pub mod place;
pub mod scan;
pub mod splice;
