//! Kept versions: what a project's file held before each save.
//!
//! They lie in the user's data folder, one folder a project, numbered in the order in which they
//! were kept: the clock may be wrong, the number is not. A version costs no copying where the file
//! system can give the old content a second name, since a save replaces the file and does not write
//! into it. Which of many stay is said by [`Limits`].

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};

use super::calls::{self, Folder, Stream};
use super::disk::{self, FileError, FileErrorKind};
use super::file_hash::FileHash;
use super::folders::{Folders, key_of};
use super::replacement::Replacement;
use crate::model::Stamp;

/// The newest versions that stay in any case but that of room. The first, which is the file as
/// Annals found it, stays in any case at all.
const NEWEST: usize = 10;
/// For how many days the last version of each day stays.
const DAYS: i32 = 30;
/// How the moment stands in a name.
const MOMENT: &str = "%Y-%m-%d_%H%M%S";
/// Digits of the hash in a name.
const HASH_CHARS: usize = 12;

/// How much room the versions of one project may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// All together, in bytes. The first and the newest stay even if they alone take more.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 500 << 20 }
    }
}

/// A version that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When the project's file was written with that content, for people:
    /// "21 November 2026, 14:02", with seconds if there are two of that minute.
    pub made: String,
    /// Its size.
    pub bytes: u64,
}

/// What the name of a version says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    number: u64,
    moment: DateTime,
    hash: String,
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        let (number, rest) = name.strip_suffix(".ron")?.split_once('_')?;
        let (moment, hash) = rest.rsplit_once('_')?;
        Some(Self {
            number: number.parse().ok()?,
            moment: DateTime::strptime(MOMENT, moment).ok()?,
            hash: hash.to_owned(),
        })
    }

    fn text(&self) -> String {
        let moment = self.moment.strftime(MOMENT);
        format!("{:06}_{moment}_{}.ron", self.number, self.hash)
    }
}

fn folder(path: &Path, folders: &Folders) -> PathBuf {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    folders.data.join("versions").join(key_of(&target))
}

fn short(hash: FileHash) -> String {
    hash.to_string().chars().take(HASH_CHARS).collect()
}

/// Keeps the file at `path`, which holds `hash` and is about to be replaced. Gives what was kept;
/// `None` if the newest version holds the same.
///
/// # Errors
/// If it cannot be kept.
pub fn keep(
    path: &Path,
    hash: FileHash,
    folders: &Folders,
    limits: Limits,
) -> Result<Option<PathBuf>, FileError> {
    keep_as(path, hash, folders, limits, &mut |to| second_name(path, to))
}

/// Keeps what the file at `path` held before another program replaced it, which has this hash.
/// Gives what was kept; `None` if the newest version holds the same.
///
/// # Errors
/// If it cannot be kept.
pub fn keep_before(
    path: &Path,
    content: disk::Content<'_>,
    hash: FileHash,
    folders: &Folders,
    limits: Limits,
) -> Result<Option<PathBuf>, FileError> {
    keep_as(path, hash, folders, limits, &mut |to| copied(to, content))
}

fn keep_as(
    path: &Path,
    hash: FileHash,
    folders: &Folders,
    limits: Limits,
    write: &mut dyn FnMut(&Path) -> Result<(), FileError>,
) -> Result<Option<PathBuf>, FileError> {
    let folder = folder(path, folders);
    disk::make_folder(&folder)?;
    let kept = names(&folder);
    let newest = kept.last();
    if newest.is_some_and(|newest| newest.hash == short(hash)) {
        return Ok(None);
    }
    let name = Name {
        number: newest.map_or(1, |newest| newest.number + 1),
        moment: written(path),
        hash: short(hash),
    };
    let to = folder.join(name.text());
    write(&to)?;
    let today = jiff::Zoned::now().date();
    let sized: Vec<(Name, u64)> = names(&folder)
        .into_iter()
        .map(|name| {
            let bytes = size(&folder.join(name.text()));
            (name, bytes)
        })
        .collect();
    for name in superfluous(&sized, today, limits) {
        if let Err(error) = disk::remove(&folder.join(name.text())) {
            // It goes the next time.
            log::warn!("{error}");
        }
    }
    Ok(Some(to))
}

/// Takes back that a version was kept: the file was not replaced after all.
///
/// # Errors
/// If it cannot be deleted.
pub(super) fn take_back(kept: &Path) -> Result<(), FileError> {
    disk::remove(kept)
}

/// When the file was last written, by the local clock.
fn written(path: &Path) -> DateTime {
    let written = disk::written_at(path).unwrap_or_else(Stamp::now);
    let zone = jiff::tz::TimeZone::system();
    written.timestamp().to_zoned(zone).datetime()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// Gives the content of `path` another name, or copies it there where that cannot be.
fn second_name(path: &Path, to: &Path) -> Result<(), FileError> {
    let failed = |error: io::Error| FileError::reading(path, &error);
    let real = fs::canonicalize(path).map_err(failed)?;
    let names = Folder::of(to).map_err(|error| FileError::writing(to, &error))?;
    if calls::link(&real, to).is_ok() {
        let synced = names.sync(to);
        return synced.map_err(|error| taken_back(to, &error));
    }
    let file = calls::open(&real).map_err(failed)?;
    let mut from = Stream {
        file: &file,
        path: &real,
    };
    copied(to, &mut |out| {
        from.file.rewind()?;
        io::copy(&mut from, out).map(|_| ())
    })
}

/// Writes a version. One that is not whole never has a name of a version: it would be taken for one.
fn copied(to: &Path, content: disk::Content<'_>) -> Result<(), FileError> {
    match Replacement::write(to, true, content)?.put_in_place() {
        Err(error) if error.kind == FileErrorKind::Unconfirmed => {
            Err(taken_back(to, &io::Error::other(error.detail)))
        }
        done => done,
    }
}

/// A version that may not last is none.
fn taken_back(to: &Path, error: &io::Error) -> FileError {
    if let Err(error) = disk::remove(to) {
        log::warn!("{error}");
    }
    FileError::writing(to, error)
}

/// Which of these versions, oldest first and with their sizes, are to go.
fn superfluous(kept: &[(Name, u64)], today: Date, limits: Limits) -> Vec<Name> {
    let mut days = HashSet::new();
    let Some(((_, first), later)) = kept.split_first() else {
        return Vec::new();
    };
    let mut used = *first;
    let mut go = Vec::new();
    for (place, (name, bytes)) in later.iter().rev().enumerate() {
        let day = name.moment.date();
        // A day that is yet to come is a clock that was wrong; it counts as one of the last.
        let age = day.until(today).map_or(0, |span| span.get_days());
        let is_first_of_day = days.insert(day);
        let wanted = place < NEWEST || (is_first_of_day && age <= DAYS);
        used = used.saturating_add(if wanted { *bytes } else { 0 });
        if place > 0 && (!wanted || used > limits.bytes) {
            go.push(name.clone());
        }
    }
    go
}

/// The versions of the project at `path`, newest first.
#[must_use]
pub fn list(path: &Path, folders: &Folders) -> Vec<Backup> {
    let folder = folder(path, folders);
    let names = names(&folder);
    let minute = |name: &Name| name.moment.strftime("%-d %B %Y, %H:%M").to_string();
    let mut in_minute: HashMap<String, usize> = HashMap::new();
    for name in &names {
        *in_minute.entry(minute(name)).or_default() += 1;
    }
    let backup = |name: &Name| {
        let path = folder.join(name.text());
        let mut made = minute(name);
        // Two of one minute are told apart by their seconds.
        if in_minute.get(&made).is_some_and(|&several| several > 1) {
            made = name.moment.strftime("%-d %B %Y, %H:%M:%S").to_string();
        }
        Backup {
            bytes: size(&path),
            path,
            made,
        }
    };
    names.iter().rev().map(backup).collect()
}

/// The versions of the project at `path` that may hold this, newest first: by a part of the hash.
pub(super) fn with_hash(path: &Path, hash: FileHash, folders: &Folders) -> Vec<PathBuf> {
    let folder = folder(path, folders);
    let names = names(&folder).into_iter().rev();
    let same = names.filter(|name| name.hash == short(hash));
    same.map(|name| folder.join(name.text())).collect()
}

/// The versions in the folder, oldest first.
fn names(folder: &Path) -> Vec<Name> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<Name> = names.filter_map(|name| Name::of(&name)).collect();
    names.sort_by_key(|name| name.number);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: &Path, text: &str, folders: &Folders, limits: Limits) -> Option<PathBuf> {
        // As a save does it: the file is replaced, not written into.
        disk::write(path, text.as_bytes()).unwrap();
        keep(path, FileHash::of(text.as_bytes()), folders, limits).unwrap()
    }

    fn texts(path: &Path, folders: &Folders) -> Vec<String> {
        let list = list(path, folders);
        list.iter()
            .map(|backup| fs::read_to_string(&backup.path).unwrap())
            .collect()
    }

    #[test]
    fn the_same_content_twice_is_kept_once_and_the_newest_comes_first() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let path = root.path().join("a.ron");
        assert!(put(&path, "one", &folders, Limits::default()).is_some());
        assert!(put(&path, "one", &folders, Limits::default()).is_none());
        put(&path, "two", &folders, Limits::default());
        put(&path, "one", &folders, Limits::default());
        assert_eq!(texts(&path, &folders), ["one", "two", "one"]);
        assert_eq!(list(&root.path().join("b.ron"), &folders), []);
        let found = with_hash(&path, FileHash::of(b"two"), &folders);
        assert_eq!(fs::read_to_string(&found[0]).unwrap(), "two");
        disk::write(&path, b"three").unwrap();
        assert_eq!(texts(&path, &folders), ["one", "two", "one"]);
    }

    #[test]
    fn two_of_one_minute_are_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let path = root.path().join("a.ron");
        let folder = folder(&path, &folders);
        fs::create_dir_all(&folder).unwrap();
        for name in [
            "1_2026-01-02_100000",
            "2_2026-01-02_100059",
            "3_2026-01-02_100100",
        ] {
            fs::write(folder.join(format!("{name}_abc.ron")), "x").unwrap();
        }
        let list = list(&path, &folders);
        let made: Vec<&str> = list.iter().map(|backup| backup.made.as_str()).collect();
        assert_eq!(
            made,
            [
                "2 January 2026, 10:01",
                "2 January 2026, 10:00:59",
                "2 January 2026, 10:00:00"
            ]
        );
    }

    #[test]
    fn the_newest_and_the_first_stay_though_they_are_larger_than_all_may_be() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::below(root.path());
        let path = root.path().join("a.ron");
        let limits = Limits { bytes: 8 };
        for text in ["1", "22", "333", "4444"] {
            put(&path, text, &folders, limits);
        }
        assert_eq!(texts(&path, &folders), ["4444", "333", "1"]);
        put(&path, "much too long", &folders, limits);
        assert_eq!(texts(&path, &folders), ["much too long", "1"]);
    }

    #[test]
    fn what_cannot_get_a_second_name_is_copied() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("a"), root.path().join("sub").join("b"));
        fs::write(&from, "x").unwrap();
        assert!(second_name(&from, &to).is_err());
        fs::create_dir(root.path().join("sub")).unwrap();
        // A link cannot be made where a file is; it is replaced.
        fs::write(&to, "y").unwrap();
        second_name(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "x");
        assert_eq!(fs::read_dir(root.path().join("sub")).unwrap().count(), 1);
    }

    /// Which of versions of one byte stay, as days and hours from the newest to the oldest.
    #[track_caller]
    fn check_kept(days_and_hours: &[(i8, i8)], expected: &[(i8, i8)]) {
        let name = |(number, &(day, hour)): (usize, &(i8, i8))| Name {
            number: number as u64,
            moment: jiff::civil::date(2026, 1, 1)
                .at(hour, 0, 0, 0)
                .checked_add(jiff::Span::new().days(day))
                .unwrap(),
            hash: String::new(),
        };
        let kept: Vec<_> = days_and_hours.iter().enumerate().map(name).collect();
        let sized: Vec<_> = kept.iter().map(|name| (name.clone(), 1)).collect();
        let today = jiff::civil::date(2026, 2, 10);
        let go = superfluous(&sized, today, Limits::default());
        let stay = kept.iter().filter(|name| !go.contains(name)).rev();
        let stay: Vec<_> = stay
            .map(|name| days_and_hours[name.number as usize])
            .collect();
        assert_eq!(stay, expected);
    }

    #[test]
    fn the_first_stays_and_ten_and_the_last_of_each_of_thirty_days() {
        // Today is day 40.
        let today: Vec<_> = (0..10).map(|hour| (40, hour)).collect();
        let mut kept = vec![(5, 1), (9, 1), (10, 1), (10, 2), (39, 3), (39, 4)];
        kept.extend(&today);
        let newest = today.iter().rev().copied();
        let expected: Vec<_> = newest.chain([(39, 4), (10, 2), (5, 1)]).collect();
        check_kept(&kept, &expected);
    }

    #[test]
    fn a_clock_that_was_set_back_costs_no_version() {
        check_kept(
            &[(90, 0), (91, 0), (40, 0), (3, 0)],
            &[(3, 0), (40, 0), (91, 0), (90, 0)],
        );
        // Kept last, so it is the newest whatever its clock said.
        let mut kept: Vec<_> = (0..12).map(|hour| (41, hour)).collect();
        kept.push((2, 0));
        let mut expected = vec![(2, 0)];
        expected.extend((3..12).rev().map(|hour| (41, hour)));
        expected.push((41, 0));
        check_kept(&kept, &expected);
    }
}
