//! Files that were damaged or made to do harm: an error with its place, or a right reading; never a panic, never a hang.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use annals::app::samples::Sample;
use annals::edit::{Context, Edit, IdSource, plan};
use annals::evidence;
use annals::model::{Kind, Project, Record, Sha256, Stamp};
use annals::store::{
    self, FileErrorKind, FileLimits, OpenError, OpenErrorKind, Opened, read_text, render,
};

use super::open;

/// Holds an error to having a sentence, and a place that lies in the text.
#[track_caller]
fn check_error(error: &OpenError, text: &str) {
    assert!(error.to_string().ends_with('.'), "{error}");
    let place = error.place.unwrap_or_else(|| panic!("no place: {error}"));
    let lines: Vec<&str> = text.split('\n').collect();
    let line = lines.get(place.line - 1);
    let columns = line.map(|line| line.chars().count() + 1);
    assert!(
        columns.is_some_and(|columns| (1..=columns).contains(&place.column)),
        "{place}: {error}"
    );
    let excerpt = error.excerpt.as_ref().unwrap();
    assert!(excerpt.marked < excerpt.lines.len());
}

/// Reads a text that may be anything. If it opens, saving gives it back.
#[track_caller]
fn check_opens(text: &str) -> Option<Opened> {
    match read_text(text.to_owned()) {
        Ok(opened) => {
            let snapshot = opened.project.snapshot();
            let saved = render(Some(&opened.document), &snapshot).unwrap();
            assert!(saved == text, "saving changed what was only opened");
            Some(opened)
        }
        Err(error) => {
            check_error(&error, text);
            None
        }
    }
}

/// As [`check_opens`]; all records are checked, too. Whether it opened.
#[track_caller]
fn check_survives(text: &str) -> bool {
    let Some(opened) = check_opens(text) else {
        return false;
    };
    let problems = evidence::all_problems(&opened.project, &AtomicBool::new(false)).unwrap();
    assert!(
        problems
            .iter()
            .all(|problem| problem.message.ends_with('.'))
    );
    true
}

fn check_bytes(path: &Path, bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check_opens(text);
        return;
    }
    std::fs::write(path, bytes).unwrap();
    let error = store::open(path, FileLimits::default(), &AtomicBool::new(false)).unwrap_err();
    // A character that lacks only its last bytes was cut off.
    let is_cut = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    assert_eq!(error.is_cut_off(), is_cut);
    assert_eq!(error.kind == OpenErrorKind::NotUtf8, !is_cut);
    check_error(&error, &String::from_utf8_lossy(bytes));
}

#[test]
fn a_sample_cut_off_at_every_kilobyte_is_not_half_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.ron");
    for &sample in Sample::ALL {
        let bytes = sample.text().as_bytes();
        for length in (0..bytes.len() - 3).step_by(1024) {
            let cut = &bytes[..length];
            check_bytes(&path, cut);
            if let Ok(text) = std::str::from_utf8(cut) {
                assert!(read_text(text.to_owned()).is_err(), "{length}");
            }
        }
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) as usize % bound
    }
}

/// Deletes the last record of a kind.
fn into_trash(project: &mut Project, kind: Kind) {
    let edit = Edit::Delete {
        records: project.ids(kind).last().into_iter().collect(),
    };
    let mut ids = IdSource::counting(900);
    let mut context = Context {
        ids: &mut ids,
        now: Stamp::from_timestamp(jiff::Timestamp::UNIX_EPOCH),
    };
    let planned = plan(project, &edit, &mut context).unwrap();
    project.apply(&planned).unwrap();
}

/// The first record of each kind in the sample. It is small, so that ten thousand readings take seconds and most flips
/// hit the structure: long texts are cut, and what a record names need not be there.
fn one_of_each() -> String {
    const TEXT: usize = 200;
    let mut project = open(Sample::HarbourFire.text()).project;
    into_trash(&mut project, Kind::Annotation);
    let cut = |text: &str| -> String { text.chars().take(TEXT).collect() };
    let firsts = Kind::ALL
        .iter()
        .filter_map(|&kind| project.get(project.ids(kind).next()?));
    let records: Vec<Record> = firsts
        .map(|record| match record {
            Record::Capture(capture) => {
                let mut capture = (*capture).clone();
                capture.text = cut(&capture.text).into();
                capture.sha256 = Sha256::of(capture.text.as_bytes());
                capture.into()
            }
            Record::Note(note) => {
                let mut note = (*note).clone();
                note.text = cut(&note.text);
                note.into()
            }
            other => other,
        })
        .collect();
    assert_eq!(
        records.len(),
        Kind::ALL.len() - 1,
        "all but unreadable ones"
    );
    let (few, _) = Project::load((**project.meta()).clone(), records);
    let text = render(None, &few.snapshot()).unwrap();
    assert!(text.len() < 8_000, "{} bytes are too many", text.len());
    text
}

#[test]
fn ten_thousand_flipped_bits_end_in_an_error_with_its_place_or_a_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flipped.ron");
    let sample = one_of_each();
    let flip = &|share: u64| {
        let mut random = Random(share);
        for round in 0..2_500 {
            let mut bytes = sample.as_bytes().to_vec();
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            check_bytes(&path.with_extension(share.to_string()), &bytes);
            // Hashing the captures takes longer than all the rest.
            if let (0, Ok(text)) = (round % 50, std::str::from_utf8(&bytes)) {
                check_survives(text);
            }
        }
    };
    std::thread::scope(|scope| {
        for share in 0..4 {
            scope.spawn(move || flip(share));
        }
    });
}

#[test]
fn bytes_put_in_taken_out_and_doubled_do_no_harm_either() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("torn.ron");
    let sample = one_of_each();
    let mut random = Random(2);
    for round in 0..1_000 {
        let mut bytes = sample.as_bytes().to_vec();
        let (at, length) = (random.below(bytes.len()), random.below(40));
        let end = (at + length).min(bytes.len());
        match round % 3 {
            0 => drop(bytes.drain(at..end)),
            1 => bytes
                .splice(at..at, sample.as_bytes()[at..end].to_vec())
                .for_each(drop),
            _ => bytes.insert(at, b"\"()[]{}/*\\#\0\r,:"[random.below(15)]),
        }
        check_bytes(&path, &bytes);
    }
}

/// A project with one event whose title is written so.
fn with_title(title: &str) -> String {
    format!("(annals: 1, events: [(id: \"000000000002\", title: {title})])")
}

#[test]
fn deep_nesting_is_refused_at_its_place_and_takes_no_time() {
    for open in ["(", "[", "{", "Some(", "/*", "r#\"", "[(["] {
        for text in [open.repeat(100_000), with_title(&open.repeat(100_000))] {
            assert!(!check_survives(&text));
        }
    }
    let brackets = format!("{}{}", "[".repeat(60), "]".repeat(60));
    assert!(check_survives(&with_title(&brackets)));
    assert!(check_survives(&format!("(annals: 1, later: {brackets})")));
    let brackets = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(!check_survives(&with_title(&brackets)));
}

#[test]
fn huge_numbers_are_no_panic() {
    let nines = "9".repeat(5_000);
    for number in [
        nines.as_str(),
        "1e999999",
        "-1e999",
        "NaN",
        "inf",
        "0x_",
        "1__2",
        "1.7976931348623157e308",
    ] {
        let text = format!(
            "(annals: 1, events: [(id: \"000000000002\", place: (latitude: Some({number})))], \
             annotations: [(id: \"000000000003\", target: Passage((capture: \"000000000004\", exact: \"a\", start: {number}, end: 2)))])"
        );
        assert!(check_survives(&text), "{number}");
        assert!(!check_survives(&format!("(annals: {number})")), "{number}");
    }
    let error = read_text(format!("(annals: {})", u64::MAX)).unwrap_err();
    assert_eq!(error.kind, OpenErrorKind::NewerFormat(u64::MAX));
}

#[test]
fn marks_line_ends_and_control_characters_are_kept() {
    let text = with_title("\"a\u{0}b\"");
    assert!(check_survives(&text));
    assert_eq!(
        open(&text).project.events().iter().next().unwrap().title,
        "a\0b"
    );
    assert!(check_survives(&format!("\u{feff}{text}\r\n")));
    assert!(check_survives(
        &Sample::HarbourFire.text().replace('\n', "\r\n")
    ));
    assert!(!check_survives("\0"));
    assert!(!check_survives("\u{feff}"));
    assert!(!check_survives(""));
    assert!(!check_survives("\u{feff}\u{feff}(annals: 1)"));
}

#[test]
fn bytes_that_are_no_text_are_refused_at_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.ron");
    for bytes in [
        &b"\xff\xfe(\0a\0"[..],
        b"(annals: 1, // \xc3\x28\n)",
        b"(annals: 1)\xe2\x82",
        &[0x80; 40],
    ] {
        check_bytes(&path, bytes);
    }
}

/// What stands in the way of the file within these limits.
fn refused(path: &Path, limits: FileLimits) -> Option<OpenErrorKind> {
    let opened = store::open(path, limits, &AtomicBool::new(false));
    opened.err().map(|error| error.kind)
}

#[test]
fn what_is_larger_than_the_limits_is_not_let_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.ron");
    // Two records that read, one that does not, and one in another table.
    let records = "(annals: 1, events: [(id: \"000000000001\"), (id: \"000000000002\"), (id: 3)], notes: [(id: \"000000000004\")])";
    std::fs::write(&path, records).unwrap();
    let few = |records| FileLimits {
        records,
        ..FileLimits::default()
    };
    assert_eq!(refused(&path, few(4)), None);
    for most in [3, 2, 1] {
        assert_eq!(
            refused(&path, few(most)),
            Some(OpenErrorKind::TooMany(most))
        );
    }
    std::fs::write(&path, format!("(annals: 1){}", " ".repeat(1 << 20))).unwrap();
    let small = FileLimits {
        project_mb: 1,
        ..FileLimits::default()
    };
    let Some(OpenErrorKind::File(error)) = refused(&path, small) else {
        panic!("it was opened");
    };
    assert_eq!(error.kind, FileErrorKind::TooLarge);
    std::fs::write(&path, format!("(annals: 1){}", " ".repeat((1 << 20) - 11))).unwrap();
    assert_eq!(refused(&path, small), None);
}

#[cfg(unix)]
#[test]
fn a_device_is_no_project() {
    let error = store::open(
        Path::new("/dev/zero"),
        FileLimits::default(),
        &AtomicBool::new(false),
    );
    assert!(error.unwrap_err().to_string().contains("it is a device"));
}
