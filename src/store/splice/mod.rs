//! Changing a part of a text and leaving the rest byte for byte.
