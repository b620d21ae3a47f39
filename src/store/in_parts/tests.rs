//! Files read in parts: they read as they do at once, and nothing that happens to file or copy does harm.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::model::{Event, Id, Kind, Project, Record, Snapshot};
use crate::store::read::read_text;
use crate::store::render;
use crate::store::scan::{Element, Visitor};

const SAMPLE: &str = include_str!("../../../sample-projects/harbour-fire.ron");

/// All that a project of this version may hold: attributes, comments, characters of several bytes, raw strings, fields that
/// are not known, records that only `ron` reads.
const ODD: &str = r##"#![enable(implicit_some)]
// kept “ä”
Project(
  annals: 1, /* the /* format */ */
  project: (title: "Tür", unknown: 3),
  tags: [(id: "000000000001", path: "a"), Tag(id: "000000000002", path: "b",) /* c */],
  future: [1, 'x', r#"]"#, (a: [2.5, "]"]), Some  (3), b"\"" ], // ]
  more: {"a": "b)"},
  r#events: [
    (id: "000000000003", title: "A \u{41}"), (
      id: "000000000004", title: r#"B "quoted" — ü"#, tags: ["000000000001"], x: (y: 1) ),
    // (id: "000000000009"),
    (id: "000000000005", place: (tag: "000000000001", name: "P")) // end
  ],
  notes: [(id: "000000000006", text: "[[000000000003]] [[000000000007|x]]\r\n", tags: ["000000000009"])],
  links: [],
)
// after
"##;

fn go_on(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn holding(folder: &Path, piece: usize) -> Holding {
    Holding {
        in_memory: 0,
        piece,
        folder: Some(folder.to_owned()),
    }
}

fn records(snapshot: &Snapshot) -> Vec<Record> {
    let kinds = Kind::ALL.iter().filter(|kind| kind.table_name().is_some());
    let ids = kinds.flat_map(|kind| snapshot.ids(*kind));
    ids.map(|id| snapshot.get(id).unwrap()).collect()
}

/// Opens `text` in pieces of so many bytes, and holds it against reading it at once. Says whether it was read in parts.
#[track_caller]
fn check(text: &[u8], piece: usize) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, text).unwrap();
    let found = open(
        &path,
        FileLimits::NONE,
        &holding(folder.path(), piece),
        &go_on,
    )
    .unwrap();
    let expected = String::from_utf8(text.to_owned()).map(read_text);
    let Some((opened, hash)) = found else {
        return false;
    };
    let (text, expected) = (
        std::str::from_utf8(text).unwrap(),
        expected.unwrap().unwrap(),
    );
    assert_eq!(hash, FileHash::of(text.as_bytes()));
    assert_eq!(opened.document.text().unwrap(), text);
    let (found, wanted) = (opened.project.snapshot(), expected.project.snapshot());
    assert_eq!(
        (&found.meta, records(&found)),
        (&wanted.meta, records(&wanted))
    );
    assert_eq!(opened.problems, expected.problems);
    let places = |document: &crate::store::Document| {
        let whole = document.read.whole().unwrap();
        let fields = format!("{:?}", document.read.fields);
        (whole.outline, whole.tables, fields, document.read.line_end)
    };
    assert_eq!(places(&opened.document), places(&expected.document));
    assert!(opened.project.backlinks_are_right());
    assert_eq!(render(Some(&opened.document), &found).unwrap(), text);
    true
}

#[test]
fn a_file_reads_in_parts_of_any_size_as_it_does_at_once() {
    for piece in (1..70).chain([100, 1_000, 100_000]) {
        assert!(check(ODD.as_bytes(), piece), "{piece}");
        assert!(
            check(ODD.replace('\n', "\r\n").as_bytes(), piece),
            "{piece}"
        );
        assert!(check(format!("\u{feff}{ODD}").as_bytes(), piece), "{piece}");
    }
    for piece in [7, 64, 4_096] {
        assert!(check(SAMPLE.as_bytes(), piece));
    }
}

#[test]
fn what_has_to_be_told_with_its_place_is_read_at_once() {
    for (part, other) in [
        ("id: \"000000000004\"", "id: \"000000000003\""),
        ("id: \"000000000004\"", "id: \"00000000000U\""),
        ("annals: 1", "annals: 2"),
        ("annals: 1,", ""),
        ("implicit_some", "unwrap_newtypes"),
        ("title: \"Tür\"", "title: 7"),
        ("links: []", "links: 7"),
        ("project: (title: \"Tür\", unknown: 3)", "project: [1]"),
        ("links: []", "links: [], links: []"),
        ("// after", "after"),
        (",\n)\n", ",\n"),
    ] {
        assert!(ODD.contains(part));
        assert!(!check(ODD.replace(part, other).as_bytes(), 11), "{other}");
    }
    for (end, is_text) in [
        (&b"// \xff"[..], false),
        (b"// \xc3", false),
        (b"// \xc3\xa4", true),
    ] {
        for piece in 1..20 {
            let text = [ODD.as_bytes(), end].concat();
            assert_eq!(check(&text, piece), is_text, "{end:?} {piece}");
        }
    }
}

#[test]
fn a_name_may_stand_far_from_its_bracket() {
    let far = format!("Some  // {}\n{}(3)", "far ".repeat(50), " ".repeat(50));
    let text = ODD
        .replace("Some  (3)", &far)
        .replace("Tag(", &format!("Tag{}(", "\n".repeat(40)));
    for piece in 1..150 {
        assert!(check(text.as_bytes(), piece), "{piece}");
    }
}

proptest! {
    #![proptest_config(crate::model::chance::cases(64))]
    #[test]
    fn a_file_with_faults_is_read_in_parts_only_as_it_is_at_once(
        piece in 1..64_usize,
        faults in prop::collection::vec((any::<prop::sample::Index>(), "[()\\[\\]\"#/,:r \n]{0,2}"), 0..3),
    ) {
        let mut text = ODD.to_owned();
        for (at, other) in faults {
            let at = at.index(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary(at + 1) {
                text.replace_range(at..=at, &other);
            }
        }
        check(text.as_bytes(), piece);
    }
}

fn opened(path: &Path, holding: &Holding) -> Opened {
    crate::store::open_held(path, FileLimits::NONE, holding, &go_on)
        .unwrap()
        .0
}

fn with_an_event_more(project: &Project) -> Snapshot {
    let mut project = project.copy();
    let record = Record::from(Event::new(Id::from_bits(77)));
    let changes = vec![crate::model::Change::Insert { record, slot: None }];
    let transaction = crate::model::Transaction {
        changes,
        ..Default::default()
    };
    project.apply(&transaction).unwrap();
    project.snapshot()
}

#[test]
fn a_file_opens_though_no_copy_of_it_can_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, ODD).unwrap();
    let no_folder = folder.path().join("a.ron/cache");
    for folder in [None, Some(no_folder)] {
        let holding = Holding {
            in_memory: 0,
            piece: 50,
            folder,
        };
        let opened = opened(&path, &holding);
        assert_eq!(opened.document.text().unwrap(), ODD);
    }
}

#[test]
fn whatever_is_done_to_the_file_later_what_was_read_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    for later in [
        "",
        "(annals: 1)",
        &ODD.replace("000000000005", "00000000000A"),
    ] {
        fs::write(&path, ODD).unwrap();
        let opened = opened(&path, &holding(folder.path(), 50));
        // In its place: the file stays the same one.
        fs::write(&path, later).unwrap();
        let saved = render(Some(&opened.document), &with_an_event_more(&opened.project)).unwrap();
        let of_memory = read_text(ODD.to_owned()).unwrap();
        let expected = render(
            Some(&of_memory.document),
            &with_an_event_more(&of_memory.project),
        );
        assert_eq!(saved, expected.unwrap());
    }
}

#[test]
fn a_file_cut_short_while_it_is_read_is_told_as_one_that_stops_too_early() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, SAMPLE).unwrap();
    let cut = |share: f32| {
        if share > 0.4 {
            let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
            file.set_len(SAMPLE.len() as u64 / 2).unwrap();
        }
        ControlFlow::Continue(())
    };
    let holding = holding(folder.path(), 256);
    let opened = crate::store::open_held(&path, FileLimits::NONE, &holding, &cut);
    assert!(opened.unwrap_err().is_cut_off());
}

#[test]
fn a_file_is_known_only_if_nobody_wrote_it_while_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    for in_memory in [0, 1 << 20] {
        fs::write(&path, ODD).unwrap();
        let holding = Holding {
            in_memory,
            ..holding(folder.path(), 50)
        };
        let is_known = |watch: OpenWatch<'_>| {
            let opened = crate::store::open_held(&path, FileLimits::NONE, &holding, watch);
            opened.unwrap().0.document.known.is_some()
        };
        // As soon as the file is older than a step of the clock by which files are marked.
        assert!(cfg!(not(unix)) || (0..10_000).any(|_| is_known(&go_on)));
        assert!(!is_known(&|share| {
            if share > 0.0 {
                fs::write(&path, ODD).unwrap();
            }
            ControlFlow::Continue(())
        }));
    }
}

#[test]
fn a_file_with_more_records_than_are_let_in_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, ODD).unwrap();
    let open = |records| {
        let limits = FileLimits {
            records,
            ..FileLimits::NONE
        };
        crate::store::open_held(&path, limits, &holding(folder.path(), 50), &go_on)
    };
    assert!(open(6).is_ok());
    assert_eq!(open(5).unwrap_err().kind, OpenErrorKind::TooMany(5));
}

#[test]
fn a_long_element_is_looked_at_a_few_times_only() {
    #[derive(Default)]
    struct Counting(usize);
    impl Visitor for Counting {
        fn element(&mut self, _: Part<'_>, _: usize) -> Element {
            self.0 += 1;
            Element::Left
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(
        &path,
        format!("(events: [(text: \"{}\")])", "a".repeat(4_000)),
    )
    .unwrap();
    let file = Reading::open(&path, u64::MAX).unwrap();
    let mut window = Window::of(file, &holding(folder.path(), 8), &go_on).unwrap();
    let mut counting = Counting::default();
    Walk::new(&mut window, &mut counting).outline().unwrap();
    assert!(counting.0 < 16, "{}", counting.0);
}

#[test]
fn opening_in_parts_can_be_stopped_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    fs::write(&path, SAMPLE).unwrap();
    let holding = holding(folder.path(), 1_000);
    for most in [0.0, 0.3, 0.7, 0.9, 0.99] {
        let watch = |share: f32| match share > most {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let stopped = open(&path, FileLimits::NONE, &holding, &watch);
        assert_eq!(
            stopped.unwrap_err().kind,
            OpenErrorKind::Cancelled,
            "{most}"
        );
    }
}

/// A copy that cannot be read any more, or not be written to its end.
#[cfg(debug_assertions)]
mod faults {
    use super::*;
    use crate::store::error::SaveError;
    use crate::store::faults::{BROKEN, FULL, Fault, Faults};
    use crate::store::{self, SaveRequest};

    #[test]
    fn a_copy_that_cannot_be_written_to_its_end_is_not_used() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.ron");
        fs::write(&path, ODD).unwrap();
        let faults = Faults::below(cache.path()).unwrap();
        for first in 0..12 {
            faults.plan(first, usize::MAX, Fault::Error(FULL));
            let opened = opened(&path, &holding(cache.path(), 50));
            assert!(!faults.end().is_empty());
            assert_eq!(opened.document.text().unwrap(), ODD);
        }
    }

    #[test]
    fn a_copy_that_comes_byte_by_byte_is_read_to_its_end() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.ron");
        fs::write(&path, ODD).unwrap();
        let opened = opened(&path, &holding(cache.path(), 50));
        let faults = Faults::below(cache.path()).unwrap();
        faults.plan(0, usize::MAX, Fault::Short);
        assert_eq!(opened.document.text().unwrap(), ODD);
        assert_eq!(faults.calls().len(), ODD.len());
    }

    #[test]
    fn a_file_that_cannot_be_read_to_its_end_is_not_opened() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.ron");
        fs::write(&path, ODD).unwrap();
        let faults = Faults::below(folder.path()).unwrap();
        let open = || {
            let holding = holding(cache.path(), 50);
            store::open_held(&path, FileLimits::NONE, &holding, &go_on)
        };
        for first in 0.. {
            // Once is made good by reading the file as a whole.
            faults.plan(first, 1, Fault::Error(BROKEN));
            if let Ok((opened, _)) = open() {
                assert_eq!(opened.document.text().unwrap(), ODD);
            }
            faults.plan(first, usize::MAX, Fault::Error(BROKEN));
            let opened = open();
            if faults.end().is_empty() {
                assert!(opened.is_ok() && first > 10);
                break;
            }
            assert!(matches!(opened.unwrap_err().kind, OpenErrorKind::File(_)));
        }
    }

    #[test]
    fn a_save_that_cannot_read_the_copy_says_so_and_changes_nothing() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("a.ron");
        fs::write(&path, ODD).unwrap();
        let opened = opened(&path, &holding(cache.path(), 50));
        let snapshot = with_an_event_more(&opened.project);
        let document = std::sync::Arc::new(opened.document);
        let faults = Faults::below(cache.path()).unwrap();
        let save = || {
            let request = SaveRequest {
                document: Some(std::sync::Arc::clone(&document)),
                snapshot: snapshot.clone(),
                path: path.clone(),
                expected: None,
                versions: None,
                journal: None,
                folders: store::Folders::below(folder.path()),
                position: 0,
            };
            store::save(request, &|_| ControlFlow::Continue(()))
        };
        let mut failed = 0;
        for first in 0.. {
            faults.plan(first, usize::MAX, Fault::Error(BROKEN));
            let saved = save();
            if faults.end().is_empty() {
                assert!(saved.is_ok());
                break;
            }
            let Err(SaveError::Write(reason)) = saved else {
                panic!("{saved:?}");
            };
            assert!(
                reason.starts_with("the copy of the file as it was read"),
                "{reason}"
            );
            assert_eq!(fs::read_to_string(&path).unwrap(), ODD);
            failed += 1;
        }
        assert!(failed > 3);
        assert!(fs::read_to_string(&path).unwrap().contains("00000000002D"));
    }
}
