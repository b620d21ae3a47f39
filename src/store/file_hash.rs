//! What tells two versions of a file apart: a hash of all its bytes, and marks that say without reading it that a
//! file is still the one that was read or written.

use std::fmt;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The BLAKE3 hash of what a file holds, written as 64 hexadecimal digits.
///
/// Captures bear SHA-256, which others can check with the tools they have. The hash of a project's file is only
/// compared with itself, but at every opening and every save, and BLAKE3 takes half the time.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileHash(blake3::Hash);

impl FileHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }
}

/// The hash of pieces that come one after the other.
#[derive(Debug, Default)]
pub(super) struct HashOfPieces(blake3::Hasher);

impl HashOfPieces {
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    pub(super) fn finish(&self) -> FileHash {
        FileHash(self.0.finalize())
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for FileHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let hash = blake3::Hash::from_hex(text).map_err(de::Error::custom)?;
        Ok(Self(hash))
    }
}

/// How old a change must be for the next one to bear another time: file systems count in steps, the clocks of kernels
/// in up to 10 ms, FAT in two seconds, which shows in times without a fraction.
const STEP: Duration = Duration::from_millis(50);
const COARSE_STEP: Duration = Duration::from_secs(2);

/// What the system notes of a file whenever its content changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    device: u64,
    inode: u64,
    size: u64,
    /// Since 1970: when the content was written, and when anything about the file was changed, which no program can
    /// set back.
    written: Duration,
    changed: Duration,
}

impl Marks {
    #[cfg(unix)]
    pub(super) fn of(about: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let since_1970 = |seconds: i64, nanos: i64| {
            let (seconds, nanos) = (u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
            Some(Duration::new(seconds, nanos))
        };
        Some(Self {
            device: about.dev(),
            inode: about.ino(),
            size: about.size(),
            written: since_1970(about.mtime(), about.mtime_nsec())?,
            changed: since_1970(about.ctime(), about.ctime_nsec())?,
        })
    }

    /// Elsewhere too little is told: a file is read to know it.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Those of the file at `path`.
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::of(&fs::metadata(path).ok()?)
    }
}

/// A file whose content is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) hash: FileHash,
    marks: Marks,
}

impl Known {
    /// A file that was read and had these marks before and after. It counts as known only if the last change was old
    /// enough when reading began (`at`): one within the same step of the clock would leave the marks as they are.
    pub(super) fn read(
        hash: FileHash,
        before: Option<Marks>,
        after: Option<Marks>,
        at: SystemTime,
    ) -> Option<Self> {
        let marks = before.filter(|marks| Some(*marks) == after)?;
        let last = marks.written.max(marks.changed);
        is_past(last, at).then_some(Self { hash, marks })
    }

    /// A file that was written here under another name and then, at `at`, got its own. Only this program could write
    /// it before `at`; whatever is written later bears a later time than what was written here, if that was old enough
    /// by then. The last change is the renaming itself.
    pub(super) fn written(
        hash: FileHash,
        before: Option<Marks>,
        after: Option<Marks>,
        at: SystemTime,
    ) -> Option<Self> {
        let (before, after) = (before?, after?);
        let is_same = Marks {
            changed: after.changed,
            ..before
        } == after;
        let is_sure = is_same && is_past(after.written, at);
        is_sure.then_some(Self { hash, marks: after })
    }

    /// Whether the file at `path` is still that one.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        Marks::at(path) == Some(self.marks)
    }
}

fn is_past(time: Duration, at: SystemTime) -> bool {
    let step = match time.subsec_nanos() {
        0 => COARSE_STEP,
        _ => STEP,
    };
    let now = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    time + step <= now
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const SECOND: u64 = 1_700_000_000;

    fn marks(written: Duration, changed: Duration) -> Option<Marks> {
        Some(Marks {
            device: 1,
            inode: 2,
            size: 3,
            written,
            changed,
        })
    }

    fn at(millis: u64) -> Duration {
        Duration::from_secs(SECOND) + Duration::from_millis(millis)
    }

    #[track_caller]
    fn check_read(written: u64, changed: u64, read: u64, expected: bool) {
        let marks = marks(at(written), at(changed));
        let known = Known::read(FileHash::of(b""), marks, marks, UNIX_EPOCH + at(read));
        assert_eq!(known.is_some(), expected, "{written} {changed} {read}");
    }

    #[test]
    fn a_file_is_known_if_a_change_after_it_was_read_would_show() {
        check_read(1, 1, 51, true);
        check_read(1, 1, 50, false);
        // The time of writing was set back, that of the change cannot be.
        check_read(1, 40, 60, false);
        // Whole seconds: a coarse clock.
        check_read(0, 0, 1_999, false);
        check_read(0, 0, 2_000, true);
        // A clock that was set back.
        check_read(5_001, 5_001, 100, false);
    }

    #[test]
    fn a_file_that_was_written_is_known_if_it_was_done_for_a_while_before_it_got_its_name() {
        let hash = FileHash::of(b"");
        let written = |before, after, millis| {
            Known::written(hash, before, after, UNIX_EPOCH + at(millis)).is_some()
        };
        let before = marks(at(1), at(1));
        assert!(written(before, marks(at(1), at(60)), 60));
        assert!(!written(before, marks(at(1), at(20)), 20));
        assert!(!written(before, marks(at(60), at(60)), 60));
        assert!(!written(None, before, 60));
    }

    #[test]
    fn a_file_that_was_read_is_known_until_it_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one").unwrap();
        let marks = Marks::at(&path);
        let later = SystemTime::now() + Duration::from_secs(10);
        let known = Known::read(FileHash::of(b"one"), marks, marks, later).unwrap();
        assert!(known.is_at(&path));
        fs::write(&path, "three").unwrap();
        assert!(!known.is_at(&path));
    }

    #[test]
    fn a_hash_is_the_same_in_one_piece_and_in_several_and_reads_as_it_is_written() {
        let hash = FileHash::of(b"abc");
        let mut pieces = HashOfPieces::default();
        for piece in ["a", "", "bc"] {
            pieces.add(piece.as_bytes());
        }
        assert_eq!(pieces.finish(), hash);
        assert_eq!(
            hash.to_string(),
            "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
        );
        let text = ron::to_string(&hash).unwrap();
        assert_eq!(ron::from_str::<FileHash>(&text).unwrap(), hash);
        assert!(ron::from_str::<FileHash>("\"abc\"").is_err());
    }
}
