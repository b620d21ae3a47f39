//! Exports, text in and text out.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::{Export, ExportError, Format};
use crate::evidence::matrix::Only;
use crate::model::date::Day;
use crate::model::*;
use crate::store;

const SAMPLE: &str = include_str!("../../sample-projects/pakistan-iran-2024.ron");
const STRIKE: &str = "Iranian strike on Koh-e-Sabz";

fn sample() -> Project {
    store::read_text(SAMPLE.to_owned()).unwrap().project
}

fn event(project: &Project, title: &str) -> EventId {
    let found = project.events().iter().find(|event| event.title == title);
    found.unwrap().id
}

fn today() -> Day {
    Day::from_ymd(2024, 4, 30).unwrap()
}

#[track_caller]
fn text(project: &Project, of: Option<EventId>, format: Format) -> String {
    let export = Export {
        event: of,
        only: Only::All,
        until: None,
        search: String::new(),
        format,
    };
    let never = AtomicBool::new(false);
    String::from_utf8(export.render(project, today(), &never).unwrap()).unwrap()
}

/// Compares with a file beside this one; `UPDATE_SNAPSHOTS=1` writes it.
#[track_caller]
fn check_file(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/exchange/tests")
        .join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert!(
        text == expected,
        "{name} is another now; look at it with UPDATE_SNAPSHOTS=1 and git diff"
    );
}

#[test]
fn the_strike_of_the_sample_as_text() {
    let project = sample();
    let strike = event(&project, STRIKE);
    for format in [Format::Csv, Format::Markdown, Format::Svg] {
        let name = format!("strike.{}", format.extension());
        check_file(&name, &text(&project, Some(strike), format));
    }
}

/// An event with one claim of a hostile source, value and authority.
fn hostile(text: &str) -> Project {
    let source: SourceId = Id::from_bits(1);
    let event: EventId = Id::from_bits(2);
    let mut origin = Source::new(source);
    origin.title = text.to_owned();
    let mut fire = Event::new(event);
    fire.title = text.to_owned();
    let claim = |id: u64, value: &str| Claim {
        attributed_to: Attribution {
            name: text.into(),
            ..Attribution::default()
        }
        .into(),
        ..Claim::new(
            Id::from_bits(id),
            source,
            event,
            "means",
            Value::Text(value.to_owned()),
        )
    };
    let records = [origin.into(), fire.into(), claim(3, text).into()];
    Project::load(Meta::default(), records).0
}

/// The record of a CSV line, read as RFC 4180 has it.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                rows.push(vec![String::new()]);
            }
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.pop();
    rows
}

#[track_caller]
fn check_hostile(words: &str, in_csv: &str, in_markdown: &str) {
    let project = hostile(words);
    let of = Some(Id::from_bits(2));
    let rows = read_csv(&text(&project, of, Format::Csv));
    let head = rows[0].len();
    assert!(rows.iter().all(|row| row.len() == head), "{rows:?}");
    assert_eq!((rows.len(), rows[1][5].as_str()), (2, in_csv));
    let table = text(&project, of, Format::Markdown);
    let line = table
        .lines()
        .find(|line| line.starts_with("| Means"))
        .unwrap();
    assert!(line.contains(in_markdown), "{line}");
    let bars = line.replace("\\|", "").matches('|').count();
    assert_eq!(bars, 4, "{line}");
    let svg = text(&project, of, Format::Svg);
    let parsed = resvg::usvg::roxmltree::Document::parse(&svg);
    assert!(parsed.is_ok(), "{parsed:?}");
}

#[test]
fn hostile_words_stay_words() {
    check_hostile("a|b", "a|b", "a\\|b");
    check_hostile(
        "=cmd|' /C calc'!A0",
        "'=cmd|' /C calc'!A0",
        "=cmd\\|' /C calc'!A0",
    );
    check_hostile("+1", "'+1", "+1");
    check_hostile("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)");
    check_hostile("-2 dead", "'-2 dead", "-2 dead");
    check_hostile(
        "say \"two\", they",
        "say \"two\", they",
        "say \"two\", they",
    );
    check_hostile("two\nlines\r\nmore", "two\nlines\r\nmore", "two lines more");
    check_hostile(
        "<script>&amp;</script>",
        "<script>&amp;</script>",
        "&lt;script&gt;&amp;amp;",
    );
    check_hostile(
        "]](x) `code` *b* _i_",
        "]](x) `code` *b* _i_",
        "\\]\\](x) \\`code\\` \\*b\\* \\_i\\_",
    );
    check_hostile(
        "bell\u{7} \u{fffe} null\u{0}",
        "bell\u{7} \u{fffe} null\u{0}",
        "bell",
    );
    check_hostile("هفت نفر 👩‍👧", "هفت نفر 👩‍👧", "هفت نفر 👩‍👧");
}

#[test]
fn a_picture_in_pixels_is_twice_as_large_as_that_of_lines() {
    let project = sample();
    let export = Export {
        event: Some(event(&project, STRIKE)),
        only: Only::Conflicts,
        until: None,
        search: String::new(),
        format: Format::Png,
    };
    let bytes = export
        .render(&project, today(), &AtomicBool::new(false))
        .unwrap();
    let figure = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!(&bytes[1..4], b"PNG");
    assert_eq!(figure(16), 2 * (120 + 3 * 212 + 248 + 64));
    assert!(figure(20) > 800);
}

#[test]
fn all_events_are_exported_too() {
    let project = sample();
    for format in Format::ALL {
        let export = Export {
            event: None,
            only: Only::Conflicts,
            until: None,
            search: String::new(),
            format,
        };
        let bytes = export
            .render(&project, today(), &AtomicBool::new(false))
            .unwrap();
        assert!(bytes.len() > 500, "{format:?}");
    }
}

#[test]
fn what_is_not_there_is_not_exported() {
    let project = hostile("x");
    let render = |event, only, cancel: bool| {
        let export = Export {
            event,
            only,
            until: None,
            search: String::new(),
            format: Format::Csv,
        };
        export
            .render(&project, today(), &AtomicBool::new(cancel))
            .unwrap_err()
    };
    let (here, gone) = (Some(Id::from_bits(2)), Some(Id::from_bits(9)));
    assert_eq!(render(gone, Only::All, false), ExportError::Gone);
    assert_eq!(render(here, Only::Conflicts, false), ExportError::Empty);
    assert_eq!(render(None, Only::All, true), ExportError::Cancelled);
}

#[test]
fn files_are_called_after_what_they_show() {
    let project = hostile("a/b: \"c\"?.");
    let name = |event, format| {
        let export = Export {
            event,
            only: Only::All,
            until: None,
            search: String::new(),
            format,
        };
        export.file_name(&project)
    };
    assert_eq!(
        name(Some(Id::from_bits(2)), Format::Svg),
        "ab c, disagreements.svg"
    );
    assert_eq!(name(None, Format::Markdown), "Disagreements.md");
}

#[test]
fn of_the_project_only_what_is_found_is_exported_with_the_sources_that_speak_of_it() {
    let project = sample();
    let rows = |search: &str| {
        let export = Export {
            event: None,
            only: Only::All,
            until: None,
            search: search.to_owned(),
            format: Format::Markdown,
        };
        let bytes = export.render(&project, today(), &AtomicBool::new(false));
        let text = String::from_utf8(bytes.unwrap()).unwrap();
        let table = text.lines().filter(|line| line.starts_with('|'));
        let table: Vec<String> = table.map(str::to_owned).collect();
        (table.len() - 2, table[0].matches('|').count() - 3)
    };
    let (all, found) = (rows(""), rows("source:trt -source:jamshed"));
    assert_eq!(all, (41, 3));
    assert!(found.0 < all.0 && found.1 < all.1, "{found:?}");
}
