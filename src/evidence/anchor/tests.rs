//! The list of what became of passages, text in and text out.
