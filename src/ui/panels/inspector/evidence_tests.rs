//! Tests of what the inspector says of claims by field, as text.

use super::accounts::{ByField, collect, meant, standing_words};
use super::lineage::Kin;
use crate::model::date::Edtf;
use crate::model::{Kind, Project, RecordId, Stamp};
use crate::query::value_text;
use crate::ui::claim_card::sign_look;
use crate::ui::theme::LIGHT;

const CASE: &str = r#"(
  annals: 1,
  sources: [
    (id: "00000000001A", title: "The wire", reliability: B, issued: (words: "17 January 2024", edtf: "2024-01-17")),
    (id: "00000000001B", title: "The paper", reliability: C, issued: (words: "19 January 2024", edtf: "2024-01-19"),
      lineage: [(source: "00000000001A", kind: Quotes)]),
    (id: "00000000001C", title: "The brief", reliability: D, issued: (words: "2 May 2024", edtf: "2024-05-02")),
    (id: "00000000001D", title: "The leaflet"),
  ],
  events: [
    (id: "00000000003A", title: "The strike"),
  ],
  claims: [
    (id: "00000000004A", source: "00000000001A", event: "00000000003A", field: "date", credibility: ProbablyTrue,
      value: When((words: "16 January", edtf: "2024-01-16"))),
    (id: "00000000004B", source: "00000000001B", event: "00000000003A", field: "date",
      attributed_to: (name: "an official"), reported: (words: "18 January 2024", edtf: "2024-01-18"),
      value: When((words: "16 January", edtf: "2024-01-16"))),
    (id: "00000000004C", source: "00000000001C", event: "00000000003A", field: "date", status: SlipInSource,
      value: When((words: "16 July", edtf: "2024-07-16"))),
    (id: "00000000004D", source: "00000000001A", event: "00000000003A", field: "killed",
      value: Number((best: Some(2)))),
    (id: "00000000004E", source: "00000000001C", event: "00000000003A", field: "killed",
      value: Number((best: Some(5)))),
    (id: "00000000004F", source: "00000000001D", event: "00000000003A", field: "weather", value: Text("snow")),
  ],
  assessments: [
    (id: "00000000005A", event: "00000000003A", field: "killed", value: Number((best: Some(2))), reason: "The wire was there.",
      decided: Some("2024-05-02T10:00:00Z"), earlier: [
        (value: Number((best: Some(5))), reason: "First guess."),
        (value: Number((low: Some(2), high: Some(5)))),
      ]),
  ],
)"#;

fn case() -> Project {
    crate::store::read_text(CASE.to_owned()).unwrap().project
}

fn today() -> Stamp {
    let now = "2024-05-04T12:00:00Z".parse::<jiff::Timestamp>().unwrap();
    Stamp::from_timestamp(now)
}

fn by_field(project: &Project, until: &str) -> ByField {
    let Some(RecordId::Event(event)) = project.ids(Kind::Event).next() else {
        panic!("the case has an event");
    };
    let day = Edtf::new(until).bounds().and_then(|bounds| bounds.single());
    collect(project, event, day, today())
}

#[track_caller]
fn check(until: &str, expected: &[&str]) {
    let said = by_field(&case(), until);
    let mut out = Vec::new();
    for field in &said.fields {
        let standing = standing_words(field.standing);
        out.push(format!("{} {} {standing}", field.head, field.support).replace("  ", " "));
        for origin in &field.origins {
            out.push(format!("  origin {} | {}", origin.title, origin.because));
        }
        for claim in &field.claims.rows {
            let parts = [
                sign_look(&LIGHT, claim.entry.sign).sign,
                &claim.row.value,
                "|",
                &claim.row.second,
                claim.word,
                "|",
                &claim.row.grade,
            ];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            out.push(format!("  {}", parts.join(" ")));
        }
        if let Some(held) = &field.held {
            for one in std::iter::once(&held.now).chain(&held.earlier) {
                out.push(format!(
                    "  held {} | {} | {}",
                    one.value, one.reason, one.when
                ));
            }
        }
    }
    out.push(format!(
        "{} not yet, {} undated",
        said.not_yet, said.undated
    ));
    let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(out, expected);
}

#[test]
fn a_field_says_who_says_what_how_that_stands_and_what_it_is_held_to_be() {
    check(
        "",
        &[
            "Date 2 sources, 1 origin = same",
            "  origin The wire, through The paper | The paper quotes The wire.",
            "  = 16 Jan 2024 | The wire | B2",
            "  = 16 Jan 2024 | The paper · an official · reported 18 Jan 2024 | C6",
            "  ≠ 16 Jul 2024 | The brief slip in the source | D6",
            "Killed 2 sources, 2 origins ≠ in conflict",
            "  origin The wire | ",
            "  origin The brief | ",
            "  = 2 | The wire | B6",
            "  ≠ 5 | The brief | D6",
            "  held 2 | The wire was there. | 2 May 2024",
            "  held 2 to 5 |  | ",
            "  held 5 | First guess. | ",
            "Weather · one claim",
            "  origin The leaflet | ",
            "  · snow | The leaflet | F6",
            "0 not yet, 1 undated",
        ],
    );
}

#[test]
fn only_what_was_reported_by_the_day_is_shown() {
    check(
        "2024-01-17",
        &[
            "Date · one claim",
            "  origin The wire | ",
            "  · 16 Jan 2024 | The wire | B2",
            "Killed · one claim",
            "  origin The wire | ",
            "  = 2 | The wire | B6",
            "  held 2 | The wire was there. | 2 May 2024",
            "  held 2 to 5 |  | ",
            "  held 5 | First guess. | ",
            "3 not yet, 1 undated",
        ],
    );
}

#[test]
fn the_steps_of_the_slider_are_the_days_of_the_reports() {
    let days = by_field(&case(), "").days;
    let days: Vec<String> = days.iter().map(|day| day.iso()).collect();
    assert_eq!(days, ["2024-01-17", "2024-01-18", "2024-05-02"]);
}

#[track_caller]
fn check_meant(field: &str, typed: &str, expected: &str) {
    let project = case();
    let said = by_field(&project, "");
    let field = said.fields.iter().find(|one| one.field == field).unwrap();
    let (value, claim) = meant(&project, field, typed, None);
    let kind = format!("{value:?}");
    let kind = kind.split('(').next().unwrap_or_default();
    let from = claim.map_or_else(|| "nobody".to_owned(), |id| id.to_string());
    let words = value_text(&project, &value);
    assert_eq!(format!("{kind} {words} of {from}"), expected, "{typed}");
}

#[test]
fn a_typed_value_is_that_of_a_claim_or_is_read_or_kept_as_words() {
    check_meant("date", "16 Jul 2024", "When 16 Jul 2024 of 00000000004C");
    check_meant("date", "17 January 2024", "When 17 Jan 2024 of nobody");
    check_meant("date", "some night", "When some night of nobody");
    check_meant("killed", "5", "Number 5 of 00000000004E");
    // What is held already is no other decision.
    check_meant("killed", "2", "Number 2 of nobody");
    check_meant("killed", "at least three", "Number at least 3 of nobody");
    check_meant("killed", "a family", "Text a family of nobody");
    check_meant("weather", " rain ", "Text rain of nobody");
}

#[test]
fn values_are_offered_once_those_that_count_first() {
    let said = by_field(&case(), "");
    let offers = said.fields[0].offers();
    let offers: Vec<String> = offers
        .iter()
        .map(|offer| {
            format!(
                "{} {}, {}",
                sign_look(&LIGHT, offer.sign).sign,
                offer.value,
                offer.who
            )
        })
        .collect();
    assert_eq!(
        offers,
        [
            "= 16 Jan 2024, The wire and 1 more",
            "≠ 16 Jul 2024, The brief"
        ]
    );
}

#[track_caller]
fn check_kin(source: &str, expected: &[&str]) {
    const LINES: &str = r#"(
  annals: 1,
  sources: [
    (id: "00000000001A", title: "The wire", lineage: [(source: "00000000001D", kind: Cites)]),
    (id: "00000000001B", title: "The paper", lineage: [
      (source: "00000000001D", kind: Cites), (source: "00000000001A", kind: Quotes, note: "third paragraph")]),
    (id: "00000000001C", title: "The copy", lineage: [(source: "00000000001B", kind: Republishes)]),
    (id: "00000000001D", title: "The book", lineage: [(source: "00000000001B", kind: Cites)]),
    (id: "00000000001E", title: "The leaflet"),
  ],
)"#;
    let project = crate::store::read_text(LINES.to_owned()).unwrap().project;
    let bits = source.parse::<crate::model::Id<()>>().unwrap().bits();
    let Some(RecordId::Source(id)) = project.find(bits) else {
        panic!("there is such a source");
    };
    let kin = Kin::of(&project, id);
    let mut out = Vec::new();
    for (side, rows) in [("up", &kin.up), ("down", &kin.down)] {
        for row in rows {
            let line: String = row
                .goes_on
                .iter()
                .map(|goes_on| if *goes_on { "|" } else { "." })
                .collect();
            let words = [side, &line, row.how, &row.name, row.more, &row.note];
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            out.push(words.join(" "));
        }
    }
    out.extend(Some(kin.ring).filter(|ring| !ring.is_empty()));
    assert_eq!(out, expected);
}

#[test]
fn a_lineage_is_drawn_both_ways_and_rings_are_told() {
    check_kin(
        "00000000001B",
        &[
            "up | quotes The wire third paragraph",
            "up |. cites The book drawn elsewhere",
            "up . cites The book",
            "up .. cites The paper closes a ring",
            "down | republished by The copy",
            "down . cited by The book",
            "down .| cited by The wire",
            "down .|. quoted by The paper closes a ring third paragraph",
            "down .. cited by The paper closes a ring",
            "A ring: The paper draws on The book and The book on The paper. Which of them came first is not known.",
        ],
    );
    check_kin("00000000001E", &[]);
}
