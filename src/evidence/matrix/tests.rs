//! Matrices as text.

use std::sync::atomic::AtomicBool;

use super::{EventMatrix, Mark, Only, event_matrix, project_matrix, quoted, report_days};
use crate::model::date::Day;
use crate::model::{EventId, Project};
use crate::store;

/// Two reports and a brief on one event; a strike that one of them alone speaks of.
const CASE: &str = r#"(annals: 1,
  tags: [(id: "TAG000000001", path: "place/coast"), (id: "TAG000000002", path: "place/coast/harbour")],
  sources: [
    (id: "SRC000000001", title: "Herald", kind: ArticleNewspaper, issued: (words: "17 January 2024", edtf: "2024-01-17"), reliability: B),
    (id: "SRC000000002", title: "Gazette", kind: ArticleJournal, issued: (edtf: "2024-01-20"), reliability: C,
      lineage: [(source: "SRC000000001", kind: Quotes), (source: "SRC000000003")]),
    (id: "SRC000000003", title: "Brief", authors: [(family: "Doe", given: "Jo")], url: "https://example.org/b"),
  ],
  captures: [(id: "CAP000000001", source: "SRC000000001", taken: (edtf: "2024-02-02"),
    sha256: "0000000000000000000000000000000000000000000000000000000000000000",
    text: "A heading\n\nIt burned. The harbour counted two dead on 16 January. More later.")],
  events: [
    (id: "EVT000000001", title: "Fire", when: (edtf: "2024-01-16")),
    (id: "EVT000000002", title: "Strike", when: (edtf: "2024-01-10")),
    (id: "EVT000000003", title: "Nobody speaks of it"),
  ],
  claims: [
    (id: "CMA000000001", source: "SRC000000001", event: "EVT000000001", field: "killed", value: Number((best: Some(2))),
      passage: Some((capture: "CAP000000001", exact: "two dead", start: 42, end: 50)), attributed_to: (name: "the harbour")),
    (id: "CMA000000002", source: "SRC000000002", event: "EVT000000001", field: "killed", value: Number((best: Some(40), scope: ""))
      , reported: (edtf: "2024-05-01")),
    (id: "CMA000000003", source: "SRC000000001", event: "EVT000000001", field: "place", value: Place((name: "harbour", tag: Some("TAG000000002")))),
    (id: "CMA000000004", source: "SRC000000002", event: "EVT000000001", field: "place", value: Place((name: "coast", tag: Some("TAG000000001")))),
    (id: "CMA000000005", source: "SRC000000002", event: "EVT000000001", field: "date", value: When((edtf: "2024-01-16"))),
    (id: "CMA000000006", source: "SRC000000002", event: "EVT000000001", field: "date", value: When((edtf: "2014-01")), status: SlipInSource),
    (id: "CMA000000007", source: "SRC000000003", event: "EVT000000001", field: "date", value: When((edtf: "2024-01-16"))),
    (id: "CMA000000008", source: "SRC000000003", event: "EVT000000002", field: "means", value: Text("mortars")),
  ],
  assessments: [(id: "ASM000000001", event: "EVT000000001", field: "Place", value: Place((name: "harbour", tag: Some("TAG000000002"))), reason: "The nearer", decided: Some("2024-04-30T12:00:00Z"))],
)"#;

fn case() -> Project {
    store::read_text(CASE.to_owned()).unwrap().project
}

fn id(project: &Project, title: &str) -> EventId {
    let mut events = project.events().iter();
    events.find(|event| event.title == title).unwrap().id
}

fn day(text: &str) -> Day {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Day::from_ymd(parts[0], parts[1] as u8, parts[2] as u8).unwrap()
}

/// A line a row: its name, its cells, what is held, "open" where it is in conflict and not assessed.
fn listing(matrix: &EventMatrix) -> Vec<String> {
    let rows = matrix.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let said = [cell.words(), cell.second()];
            let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
            format!("{} {}", cell.mark.words(), said.join(" / "))
                .trim()
                .to_owned()
        });
        let cells: Vec<String> = cells.collect();
        let held = row.assessed.as_ref();
        let held = held.map_or(String::new(), |held| {
            format!(" | held {}, {}, {}", held.words, held.reason, held.decided)
        });
        let open = if row.unresolved { " | open" } else { "" };
        format!("{}: {}{held}{open}", row.label, cells.join(" | "))
    });
    rows.collect()
}

#[track_caller]
fn check(only: Only, until: Option<&str>, expected: &[&str]) {
    let project = case();
    let matrix = event_matrix(&project, id(&project, "Fire"), until.map(day)).unwrap();
    assert_eq!(listing(&matrix.only(only)), expected);
}

#[test]
fn fields_stand_by_sources_with_what_is_held() {
    check(
        Only::All,
        None,
        &[
            "Date: silent | same 16 Jan 2024 / slip: Jan 2014 | same 16 Jan 2024",
            "Place: same harbour | compatible coast | silent | held harbour, The nearer, 30 Apr 2024",
            "Killed: in conflict 2 / the harbour | in conflict 40 | silent | open",
        ],
    );
}

#[test]
fn filters_leave_rows_in_conflict() {
    let killed = "Killed: in conflict 2 / the harbour | in conflict 40 | silent | open";
    check(Only::Conflicts, None, &[killed]);
    check(Only::Unresolved, None, &[killed]);
}

#[test]
fn a_day_shows_what_was_reported_by_then() {
    check(
        Only::All,
        Some("2024-01-17"),
        &[
            "Place: same harbour | held harbour, The nearer, 30 Apr 2024",
            "Killed: one source 2 / the harbour",
        ],
    );
    let project = case();
    let fire = id(&project, "Fire");
    let days: Vec<String> = report_days(&project, fire)
        .into_iter()
        .map(Day::iso)
        .collect();
    assert_eq!(days, ["2024-01-17", "2024-01-20", "2024-05-01"]);
    let matrix = event_matrix(&project, fire, Some(day("2024-01-17"))).unwrap();
    assert_eq!((matrix.not_yet, matrix.undated), (4, 1));
}

#[test]
fn heads_say_what_a_source_is_and_what_it_draws_on() {
    let project = case();
    let matrix = event_matrix(&project, id(&project, "Fire"), None).unwrap();
    let heads: Vec<String> = matrix
        .columns
        .iter()
        .map(|head| {
            format!(
                "{}, {}, {}; {}",
                head.name, head.kind, head.date, head.draws
            )
        })
        .collect();
    assert_eq!(
        heads,
        [
            "Herald, news article, 17 January 2024; no lineage on file",
            "Gazette, journal article, 20 January 2024; quotes Herald; cites Doe",
            "Doe, web article, ; no lineage on file",
        ]
    );
    let reference = &matrix.columns[2].reference;
    assert_eq!(reference, "Jo Doe. “Brief”. https://example.org/b.");
    assert_eq!(matrix.assessed_words(), "1 of 3 fields");
}

#[test]
fn events_stand_by_sources_and_those_that_nobody_speaks_of_do_not() {
    let project = case();
    let matrix = project_matrix(&project, None, &AtomicBool::new(false)).unwrap();
    let lines: Vec<String> = matrix
        .rows
        .iter()
        .map(|row| {
            let cell = |column: usize| match row.cell(matrix.columns[column].source) {
                None => "silent".to_owned(),
                Some(cell) => {
                    let (words, second) = cell.words();
                    format!("{} {words} {second}", cell.mark.words())
                        .trim()
                        .to_owned()
                }
            };
            let cells: Vec<String> = (0..matrix.columns.len()).map(cell).collect();
            format!(
                "{}: {} | {}",
                row.title,
                cells.join(" | "),
                row.assessed_words()
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Strike: silent | silent | one source 1 claim | 0 of 1 field",
            "Fire: in conflict 2 claims 1 field in conflict | in conflict 4 claims 1 field in conflict \
             | same 1 claim | 1 of 3 fields",
        ]
    );
    assert!(
        !matrix.rows[0].is_wanted(Only::Conflicts) && matrix.rows[1].is_wanted(Only::Unresolved)
    );
    let cancelled = AtomicBool::new(true);
    assert_eq!(project_matrix(&project, None, &cancelled), None);
}

/// The cell of the source that agrees on one field, is compatible on another, and so on, as its mark and its
/// fields in conflict. `fields` are claims of it and of another one: `field: its value, the other's`.
#[track_caller]
fn check_worst(fields: &[(&str, &str, &str, &str)], expected: (Mark, usize)) {
    let mut claims = String::new();
    for (place, (field, one, other, status)) in fields.iter().enumerate() {
        let mut add = |number: usize, source: &str, value: &str, status: &str| {
            if !value.is_empty() {
                claims += &format!(
                    "(id: \"CMA0000000{number:02}\", source: \"{source}\", event: \"EVT000000001\", \
                     field: \"{field}\", value: {value}{status}),"
                );
            }
        };
        add(2 * place, "SRC000000001", one, status);
        add(2 * place + 1, "SRC000000002", other, "");
    }
    let text = format!(
        "(annals: 1, sources: [(id: \"SRC000000001\", title: \"Herald\"), (id: \"SRC000000002\", title: \"Gazette\")], \
         events: [(id: \"EVT000000001\", title: \"Fire\")], claims: [{claims}])"
    );
    let project = store::read_text(text).unwrap().project;
    let matrix = project_matrix(&project, None, &AtomicBool::new(false)).unwrap();
    let cell = matrix.rows[0].cell(matrix.columns[0].source).unwrap();
    assert_eq!((cell.mark, cell.conflicts), expected, "{fields:?}");
}

#[test]
fn a_source_has_the_worst_sign_that_it_has_on_any_field() {
    let two = "Number((best: Some(2)))";
    let nine = "Number((best: Some(9)))";
    let some = "Number((low: Some(1), high: Some(5)))";
    let (same, compatible) = (("killed", two, two, ""), ("wounded", two, some, ""));
    let (conflict, alone) = (("missing", two, nine, ""), ("held", two, "", ""));
    let unclear = ("means", "Text(\"mortars\")", "Text(\"drones\")", "");
    let slip = ("freed", two, nine, ", status: SlipInSource");
    check_worst(&[alone], (Mark::Alone, 0));
    check_worst(&[alone, unclear], (Mark::NotComparable, 0));
    check_worst(&[unclear, same, alone], (Mark::Same, 0));
    check_worst(&[same, compatible, unclear], (Mark::Compatible, 0));
    check_worst(&[compatible, conflict, same], (Mark::Conflict, 1));
    let other = ("fled", nine, two, "");
    check_worst(&[conflict, same, other, alone], (Mark::Conflict, 2));
    // What does not count gives the sign only where nothing else of the source speaks of the field.
    check_worst(
        &[same, ("killed", nine, "", ", status: SlipInSource")],
        (Mark::Same, 0),
    );
    check_worst(&[slip, same], (Mark::Conflict, 1));
}

#[test]
fn a_snapshot_gives_the_same_matrix() {
    let project = case();
    let never = AtomicBool::new(false);
    let again = project.snapshot().to_project();
    assert!(again.backlinks_are_right());
    assert_eq!(
        project_matrix(&project, None, &never),
        project_matrix(&again, None, &never)
    );
}

#[test]
fn the_words_of_a_claim_stand_in_their_sentence() {
    let project = case();
    let claim = project
        .claims()
        .iter()
        .find(|claim| claim.passage.is_some());
    let quote = quoted(&project, claim.unwrap()).unwrap();
    assert_eq!(
        (
            quote.before.as_str(),
            quote.exact.as_str(),
            quote.after.as_str()
        ),
        ("The harbour counted ", "two dead", " on 16 January.")
    );
    assert_eq!(quote.place, "Capture of 2 February 2024, ¶ 2");
}

#[test]
fn the_mark_that_matters_most_is_the_greatest() {
    let mut marks = Mark::ALL;
    marks.sort();
    assert_eq!(marks.map(Mark::glyph), ["", "·", "?", "=", "≈", "≠"]);
}
