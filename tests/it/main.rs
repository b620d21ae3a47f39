//! Everything that is tested through the public interface, in one binary.

mod files;
mod look;
mod shell;
mod support;
mod table;
