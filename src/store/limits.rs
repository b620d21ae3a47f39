//! How much of a file that may come from anybody is taken in.
//!
//! A file that is too large is refused before it fills the memory. The figures stand in the settings, where who
//! needs more can raise them; how deep brackets may stand in each other is fixed ([`MAX_DEPTH`]).
//!
//! [`MAX_DEPTH`]: super::scan::MAX_DEPTH

use serde::{Deserialize, Serialize};

/// What files may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileLimits {
    /// Megabytes (of 1024 times 1024 bytes) of a project file.
    pub project_mb: u64,
    /// Records of a project, unreadable ones among them.
    pub records: u64,
    /// Megabytes of the text of a capture, before and after it is read.
    pub capture_mb: u64,
}

impl Default for FileLimits {
    /// More than a laptop can work with, and less than would stop it.
    fn default() -> Self {
        Self {
            project_mb: 4096,
            records: 20_000_000,
            capture_mb: 64,
        }
    }
}

impl FileLimits {
    /// For files that were let in before.
    pub const NONE: Self = Self {
        project_mb: u64::MAX,
        records: u64::MAX,
        capture_mb: u64::MAX,
    };

    /// Bytes of a project file.
    #[must_use]
    pub const fn project_bytes(self) -> u64 {
        self.project_mb.saturating_mul(1 << 20)
    }

    /// Bytes of the text of a capture.
    #[must_use]
    pub const fn capture_bytes(self) -> u64 {
        self.capture_mb.saturating_mul(1 << 20)
    }

    /// Without limits that would let nothing in.
    #[must_use]
    pub(super) fn at_least_one(self) -> Self {
        Self {
            project_mb: self.project_mb.max(1),
            records: self.records.max(1),
            capture_mb: self.capture_mb.max(1),
        }
    }
}
