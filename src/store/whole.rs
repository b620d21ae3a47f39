//! Opening what is whole of a project file that was cut off: a copy half synced, a download that broke.
//!
//! What stands before the cut is read as it is; the record that the cut goes through, and all that should follow, is not
//! there and is told. The file itself is never written: what is whole is saved under another name.

use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

use super::error::{OpenError, file_place};
use super::file_hash::FileHash;
use super::held::Holding;
use super::limits::FileLimits;
use super::place::place_of;
use super::read::{Opened, read_text_watched};
use super::scan::whole_part;
use super::{OpenWatch, after_reading, read_hashed};
use crate::model::FilePlace;

/// What is missing of a file that was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOff {
    /// Up to where the file is whole.
    pub place: FilePlace,
    /// Characters after it that belong to a record that is not whole.
    pub left_over: usize,
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The file is whole up to {}. ", self.place)?;
        match self.left_over {
            0 => write!(f, "What should follow is missing."),
            1 => write!(
                f,
                "One character after it belongs to something that is not whole and was left out; what should follow is missing."
            ),
            n => write!(
                f,
                "The {n} characters after it belong to something that is not whole and were left out; what should follow is missing."
            ),
        }
    }
}

/// Opens what is whole of the project at `path`; gives the hash of what the file held, too, and says what is missing,
/// if anything is.
///
/// # Errors
/// If the file cannot be read, or nothing of it is whole. Also if `watch` stops it.
pub fn open_whole(
    path: &Path,
    limits: FileLimits,
    watch: OpenWatch<'_>,
) -> Result<(Opened, FileHash, Option<CutOff>), OpenError> {
    let (bytes, hash, _) = read_hashed(path, limits, watch)?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.utf8_error().error_len().is_none() => {
            let good = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(good);
            String::from_utf8(bytes).map_err(|error| super::not_utf8(&error).in_file(path))?
        }
        Err(error) => return Err(super::not_utf8(&error).in_file(path)),
    };
    let (opened, cut_off) = read_whole_watched(text, limits.records, &after_reading(watch))
        .map_err(|error| error.in_file(path))?;
    Ok((opened, hash, cut_off))
}

/// Reads what is whole of a project's text, and says what is missing, if anything is.
///
/// # Errors
/// As [`read_text`], if nothing of the text is whole or what is whole is no project.
pub fn read_whole_text(text: String) -> Result<(Opened, Option<CutOff>), OpenError> {
    read_whole_watched(text, u64::MAX, &|_| ControlFlow::Continue(()))
}

fn read_whole_watched(
    mut text: String,
    most: u64,
    watch: OpenWatch<'_>,
) -> Result<(Opened, Option<CutOff>), OpenError> {
    let Some(part) = whole_part(&text) else {
        return read_text_watched(text, most, &Holding::default(), watch)
            .map(|opened| (opened, None));
    };
    let rest = text.get(part.end..).unwrap_or_default();
    let cut_off = CutOff {
        place: file_place(place_of(&text, part.end)),
        left_over: rest
            .trim_matches([',', ' ', '\t', '\r', '\n'])
            .chars()
            .count(),
    };
    text.truncate(part.end);
    text.push_str(if part.in_list {
        ",\n  ],\n)\n"
    } else {
        ",\n)\n"
    });
    Ok((
        read_text_watched(text, most, &Holding::default(), watch)?,
        Some(cut_off),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "(\n  annals: 1,\n  project: (title: \"Case\"),\n  events: [\n    (id: \"00000000000A\", title: \"One\"),\n    (id: \"00000000000B\", title: \"Two\"), // kept\n  ],\n)\n";

    /// `events`: the titles that are there. `left_over`: what is told.
    #[track_caller]
    fn check(text: &str, events: &[&str], told: Option<&str>) {
        let (opened, cut_off) = read_whole_text(text.to_owned()).unwrap();
        let found = opened.project.events().iter();
        let titles: Vec<&str> = found.map(|event| event.title.as_str()).collect();
        assert_eq!(titles, events, "{text}");
        let cut_off = cut_off.map(|cut_off| cut_off.to_string());
        assert_eq!(cut_off.as_deref(), told, "{text}");
    }

    #[test]
    fn what_stands_before_the_cut_is_there_and_the_rest_is_told() {
        let cut = |mark: &str| WHOLE.split_once(mark).unwrap().0;
        check(WHOLE, &["One", "Two"], None);
        check(
            cut("  ],"),
            &["One", "Two"],
            Some(
                "The file is whole up to line 6, column 39. The 7 characters after it belong to something that is not whole and were left out; what should follow is missing.",
            ),
        );
        check(
            cut("wo\")"),
            &["One"],
            Some(
                "The file is whole up to line 5, column 39. The 30 characters after it belong to something that is not whole and were left out; what should follow is missing.",
            ),
        );
        check(
            cut("\n    (id: \"00000000000B"),
            &["One"],
            Some("The file is whole up to line 5, column 39. What should follow is missing."),
        );
    }

    #[test]
    fn a_text_cut_anywhere_keeps_the_records_before_the_cut_and_invents_none() {
        let all = ["One", "Two"];
        for at in (0..WHOLE.len()).filter(|&at| WHOLE.is_char_boundary(at)) {
            let before = WHOLE[..at].matches("\")").count().saturating_sub(1);
            match read_whole_text(WHOLE[..at].to_owned()) {
                Ok((opened, _)) => {
                    let titles = opened
                        .project
                        .events()
                        .iter()
                        .map(|event| event.title.as_str());
                    assert_eq!(
                        titles.collect::<Vec<_>>(),
                        all[..before],
                        "{}",
                        &WHOLE[..at]
                    );
                }
                // Nothing is whole before the number of the format is.
                Err(_) => assert!(
                    at < WHOLE.find(",\n  project").unwrap() + 1,
                    "{}",
                    &WHOLE[..at]
                ),
            }
        }
    }
}
