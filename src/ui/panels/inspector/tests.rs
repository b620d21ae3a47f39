//! Tests of what the inspector collects, as text.

use super::complete::{Ask, find};
use super::data::{Data, List, MOST_SORTED};
use super::date::{beyond_words, detail_line, retyped};
use super::fields::read_number;
use super::together::{Together, span};
use super::value::{converted, point_line, type_of};
use crate::model::date::Calendar;
use crate::model::{
    Annotation, Attribution, Claim, Event, Id, Kind, Link, Meta, Number, Place, Project, Quantity,
    Record, RecordId, Relation, Source, Stamp, Tag, TagColour, Target, Value, When,
};
use crate::query::TagCounts;

const CASE: &str = r#"(
  annals: 1,
  tags: [
    (id: "00000000000A", path: "actor"),
    (id: "00000000000B", path: "actor/guards", colour: Teal),
    (id: "00000000000C", path: "border", colour: Leaf),
  ],
  sources: [
    (id: "00000000001A", title: "The paper", authors: [(family: "Roe", given: "Ann")], reliability: B,
      lineage: [(source: "00000000001B", kind: Quotes)]),
    (id: "00000000001B", title: "The wire", reliability: C, container: "Agency"),
  ],
  captures: [
    (id: "00000000002A", source: "00000000001A", taken: (words: "2 May 2024", edtf: "2024-05-02"),
      sha256: "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", text: "hello world"),
  ],
  events: [
    (id: "00000000003A", title: "The strike", kind: "Strike", when: (words: "16 January 2024", edtf: "2024-01-16"),
      tags: ["00000000000C"], actors: [(name: "Guards", tag: Some("00000000000B"), role: "struck")]),
    (id: "00000000003B", title: "The answer", kind: "Strike", when: (words: "18 January 2024", edtf: "2024-01-18"),
      tags: ["00000000000C", "00000000000B"]),
    (id: "00000000003C", title: "The talks", kind: "Meeting"),
  ],
  claims: [
    (id: "00000000004A", source: "00000000001A", event: "00000000003A", field: "killed",
      value: Number((best: Some(2), scope: "children")), credibility: ProbablyTrue, attributed_to: (name: "an official")),
    (id: "00000000004B", source: "00000000001B", event: "00000000003A", field: "date",
      value: When((words: "16 January", edtf: "2024-01-16"))),
    (id: "00000000004C", source: "00000000001B", event: "00000000003A", field: "weather", value: Text("snow")),
  ],
  assessments: [
    (id: "00000000005A", event: "00000000003A", field: "killed", value: Number((best: Some(2)))),
  ],
  notes: [
    (id: "00000000006A", title: "Read me", text: "See [[00000000003A|the strike]] and [[00000000001A]]."),
  ],
  annotations: [
    (id: "00000000007A", motivation: Questioning, target: Record(Event("00000000003A")), title: "Two?",
      created: Some("2024-05-02T10:00:00Z")),
    (id: "00000000007B", motivation: Replying, target: Record(Annotation("00000000007A")), body: "One.",
      created: Some("2024-05-02T11:00:00Z")),
    (id: "00000000007C", target: Record(Event("00000000003A")), body: "Seen.", resolution: Resolved,
      created: Some("2024-05-01T11:00:00Z")),
  ],
  links: [
    (id: "00000000008A", from: Event("00000000003B"), to: Event("00000000003A"), relation: RespondsTo),
  ],
)"#;

fn case() -> Project {
    crate::store::read_text(CASE.to_owned()).unwrap().project
}

fn id(project: &Project, text: &str) -> RecordId {
    let bits = text.parse::<crate::model::Id<()>>().unwrap().bits();
    project.find(bits).unwrap()
}

fn rows<T>(name: &str, list: &List<T>, say: impl Fn(&T) -> String, out: &mut Vec<String>) {
    for row in &list.rows {
        out.push(format!("{name}: {}", say(row)));
    }
}

/// What is shown about a record, a line a row.
#[track_caller]
fn check(record: &str, expected: &[&str]) {
    let project = case();
    let record = project.get(id(&project, record)).unwrap();
    let today: Stamp = "2024-05-02T12:00:00Z"
        .parse::<jiff::Timestamp>()
        .map(Stamp::from_timestamp)
        .unwrap();
    let data = Data::collect(&project, &record, today, &TagCounts::default());
    let mut out: Vec<String> = data
        .tags
        .iter()
        .map(|tag| format!("tag: {}", tag.path))
        .collect();
    rows(
        "claim",
        &data.claims,
        |c| format!("{} | {} | {} | {}", c.head, c.value, c.second, c.grade),
        &mut out,
    );
    rows(
        "assessment",
        &data.assessments,
        |a| a.title.clone(),
        &mut out,
    );
    rows(
        "capture",
        &data.captures,
        |c| format!("{} | {}", c.title, c.second),
        &mut out,
    );
    rows(
        "remark",
        &data.thread,
        |r| {
            format!(
                "{} {:?} open {} replies {}",
                r.depth, r.motivation, r.is_open, r.n_replies
            )
        },
        &mut out,
    );
    rows(
        "link",
        &data.links,
        |l| format!("{} {}", l.relation, l.title),
        &mut out,
    );
    rows(
        "by",
        &data.named_by,
        |r| format!("{} {}", r.how, r.title),
        &mut out,
    );
    rows("names", &data.names, |r| r.title.clone(), &mut out);
    assert_eq!(out, expected);
}

#[test]
fn an_event_has_its_claims_by_field_its_thread_and_its_links() {
    check(
        "00000000003A",
        &[
            "tag: border",
            "claim: Date | 16 Jan 2024 | The wire | C6",
            "claim: Killed | 2 children | Roe · an official | B2",
            "claim: Weather | snow | The wire | C6",
            "assessment: Killed: 2",
            "remark: 0 Commenting open false replies 0",
            "remark: 0 Questioning open true replies 1",
            "remark: 1 Replying open true replies 0",
            "link: answered by The answer",
            "by: mentions it Read me",
        ],
    );
}

#[test]
fn a_link_reads_the_other_way_from_its_beginning() {
    check(
        "00000000003B",
        &[
            "tag: actor/guards",
            "tag: border",
            "link: responds to The strike",
        ],
    );
}

#[test]
fn a_source_has_its_captures_its_claims_and_what_draws_on_it() {
    check(
        "00000000001B",
        &[
            "claim: The strike | 16 Jan 2024 | Date | C6",
            "claim: The strike | snow | Weather | C6",
            "by: draws on it The paper",
        ],
    );
    check(
        "00000000001A",
        &[
            "claim: The strike | 2 children | Killed · an official | B2",
            "capture: Capture of 2 May 2024 | full text, 2 words",
            "by: mentions it Read me",
        ],
    );
}

#[test]
fn a_note_lists_what_it_links_to() {
    check("00000000006A", &["names: The strike", "names: The paper"]);
}

#[test]
fn a_tag_lists_what_bears_it_and_what_it_stands_for() {
    check(
        "00000000000B",
        &["by: names it The strike", "by: tagged The answer"],
    );
}

#[track_caller]
fn check_found(ask: Ask, text: &str, expected: &str) {
    let found = find(&case(), ask, text);
    let found: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(found.join("; "), expected, "{ask:?} {text}");
}

#[test]
fn completion_finds_by_letters_in_order_and_offers_the_most_used_first() {
    check_found(Ask::Tags, "", "actor; actor/guards; border");
    check_found(Ask::Tags, "grds", "actor/guards");
    check_found(Ask::Records(&[Kind::Event]), "strik", "The strike");
    check_found(Ask::Authorities, "wire", "The wire");
    check_found(Ask::EventKinds, "", "Strike; Meeting");
    check_found(Ask::EventKinds, "meet", "Meeting");
    check_found(Ask::Roles, "", "struck");
    check_found(Ask::Scopes, "", "children");
    check_found(Ask::Containers, "", "Agency");
    check_found(Ask::Fields, "kil", "killed");
    check_found(Ask::Fields, "weath", "weather");
    check_found(Ask::Tags, "xyz", "");
}

#[track_caller]
fn check_together(records: &[&str], expected: &str) {
    let project = case();
    let ids: Vec<RecordId> = records.iter().map(|text| id(&project, text)).collect();
    let found = Together::collect(&project, &ids);
    let all = found.on_all.iter().map(|tag| format!("all {}", tag.path));
    let some = found
        .on_some
        .iter()
        .map(|(tag, n)| format!("{n} {}", tag.path));
    let fields = found
        .fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let parts: Vec<String> = [found.counted.clone()]
        .into_iter()
        .chain(all)
        .chain(some)
        .chain(fields)
        .collect();
    assert_eq!(parts.join("; "), expected);
}

#[test]
fn several_records_show_what_they_share() {
    check_together(
        &["00000000003A", "00000000003B"],
        "2 events; all border; 1 actor/guards; Kind: Strike; When: 16 to 18 Jan 2024",
    );
    check_together(
        &["00000000003A", "00000000003B", "00000000003C"],
        "3 events; 2 border; 1 actor/guards; Kind: Strike 2, Meeting 1; When: 16 to 18 Jan 2024",
    );
    check_together(
        &["00000000003A", "00000000001A"],
        "2 records; 1 border; Kinds: Events 1, Sources 1",
    );
    check_together(
        &["00000000001A", "00000000001B"],
        "2 sources; Kind: Web article; In: Agency; Reliability: B 1, C 1",
    );
}

#[test]
fn several_dates_of_one_day_are_that_day() {
    let check_span = |first: &str, last: &str, expected: &str| {
        assert_eq!(span(&When::read(first), &When::read(last)), expected);
    };
    check_span("16 January 2024", "2024-01-16", "16 Jan 2024");
    check_span("2024-01-16T04:00", "2024-01-16T23:00", "16 Jan 2024");
    check_span("16 January 2024", "18 January 2024", "16 to 18 Jan 2024");
    check_span(
        "December 2023",
        "18 January 2024",
        "Dec 2023 to 18 Jan 2024",
    );
}

#[test]
fn retyped_dates_keep_zone_and_calendar() {
    let before = When {
        zone: "Asia/Karachi".into(),
        ..When::read("16 January 2024")
    };
    let after = retyped(&before, "18 January 2024");
    assert_eq!(
        (after.edtf.as_str(), after.zone.as_str()),
        ("2024-01-18", "Asia/Karachi")
    );
    assert_eq!(retyped(&before, "  "), When::default());
    let hijri = When {
        calendar: Calendar::SolarHijri,
        ..before
    };
    let after = retyped(&hijri, "26 Dey 1402");
    assert_eq!(
        (after.words.as_str(), after.edtf.as_str()),
        ("26 Dey 1402", "2024-01-16")
    );
    assert_eq!(
        detail_line(&after).as_deref(),
        Some("Asia/Karachi, Solar Hijri calendar")
    );
}

#[test]
fn a_date_at_rest_says_what_its_words_leave_open() {
    let day = When::read("16 January 2024");
    assert_eq!(beyond_words(&day, &day.reading()).as_deref(), Some("a day"));
    let words = When::read("nobody knows");
    assert_eq!(beyond_words(&words, &words.reading()), None);
}

#[test]
fn figures_are_read_as_people_write_them() {
    let read =
        |text| read_number(text).map(|n| n.map_or_else(|| "none".to_owned(), |n| n.to_string()));
    assert_eq!(read(" 1,200 ").as_deref(), Ok("1200"));
    assert_eq!(read("\u{2212}3.5").as_deref(), Ok("-3.5"));
    assert_eq!(read("").as_deref(), Ok("none"));
    for wrong in ["seven", "inf", "NaN", "1e400", "1e3", "--2"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn points_and_radii_stand_in_one_line() {
    let place = |latitude: Option<i32>, longitude: Option<i32>, radius: Option<i32>| Place {
        latitude: latitude.map(Number::from),
        longitude: longitude.map(Number::from),
        radius_m: radius.map(Number::from),
        ..Place::default()
    };
    let line = |l, g, r| point_line(&place(l, g, r)).unwrap_or_default();
    assert_eq!(line(None, None, None), "");
    assert_eq!(line(Some(27), Some(64), Some(500)), "27, 64, within 500 m");
    assert_eq!(line(Some(27), None, None), "27, no longitude");
    assert_eq!(line(None, None, Some(12_500)), "within 12.5 km");
}

#[test]
fn a_value_of_another_type_keeps_its_words() {
    let text = Value::Text("2 children".to_owned());
    for to in 0..5 {
        let value = converted(&text, to);
        assert_eq!(type_of(&value), to);
        let back = converted(&value, 4);
        assert_eq!(back, text, "{value:?}");
    }
    assert_eq!(
        converted(&text, 2),
        Value::Number(Quantity {
            best: Some(Number::from(2)),
            scope: "children".into(),
            ..Quantity::default()
        })
    );
    let empty = converted(&Value::Number(Quantity::default()), 4);
    assert_eq!(empty, Value::Text(String::new()));
}

#[test]
fn a_tag_on_very_many_records_shows_the_first_and_counts_all() {
    let tag = Tag {
        id: Id::from_bits(1),
        path: "border".into(),
        colour: TagColour::default(),
        description: String::new(),
    };
    let many = MOST_SORTED as u64 + 10;
    let events = (0..many).map(|number| {
        let mut event = Event::new(Id::from_bits(100 + number));
        event.title = format!("Event {number}");
        event.tags.insert(tag.id);
        Record::from(event)
    });
    let tag = Record::from(tag.clone());
    let records = std::iter::once(tag.clone()).chain(events);
    let (project, _) = Project::load(Meta::default(), records);
    let counts = TagCounts::of(&project, &false.into()).unwrap();
    let data = Data::collect(&project, &tag, Stamp::now(), &counts);
    assert_eq!(data.named_by.total as u64, many);
    assert_eq!(data.named_by.rows.len(), 20);
    assert_eq!(data.named_by.rows[0].title, "Event 0");
}

/// A source with so many claims, remarks and links. One of the claims is another's, and three are attributed to it.
fn much_named(many: u64) -> Project {
    let [source, other] = [1, 2].map(|bits| {
        let mut source = Source::new(Id::from_bits(bits));
        source.title = format!("Paper {bits}");
        source
    });
    let event = Event::new(Id::from_bits(3));
    let mut records: Vec<Record> = Vec::new();
    for number in 0..many {
        let id = |table: u64| 1_000_000 * table + number;
        let of = if number == 0 { other.id } else { source.id };
        let value = Value::Text("2".to_owned());
        let mut claim = Claim::new(Id::from_bits(id(1)), of, event.id, "killed", value);
        if number < 3 {
            claim.attributed_to = Attribution {
                source: Some(source.id),
                ..Attribution::default()
            }
            .into();
        }
        records.push(claim.into());
        let target = Target::Record(source.id.into());
        records.push(Annotation::new(Id::from_bits(id(2)), target).into());
        let (from, to) = (source.id.into(), event.id.into());
        let link = Link {
            id: Id::from_bits(id(3)),
            from,
            to,
            relation: Relation::Causes,
            note: String::new(),
        };
        records.push(link.into());
    }
    records.extend([source.into(), other.into(), Record::from(event)]);
    Project::load(Meta::default(), records).0
}

#[test]
fn a_source_of_very_many_claims_shows_the_first_and_counts_all() {
    for many in [MOST_SORTED as u64 - 5, MOST_SORTED as u64 + 10] {
        let project = much_named(many);
        let record = |id: RecordId| project.get(id).unwrap();
        let counts = TagCounts::of(&project, &false.into()).unwrap();
        let collect = |id| Data::collect(&project, &record(id), Stamp::now(), &counts);
        let source = collect(RecordId::Source(Id::from_bits(1)));
        let many = many as usize;
        assert_eq!(source.claims.total, many - 1);
        assert_eq!((source.n_remarks, source.n_open), (many, many));
        assert_eq!(source.thread.total, many);
        assert_eq!(source.links.total, many);
        assert_eq!(source.named_by.total, 3, "claims that are attributed to it");
        assert!(source.claims.rows.len() < 100 && source.links.rows.len() < 100);
        // What only some would tell is not told.
        assert_eq!(source.origins.0.is_empty(), many > MOST_SORTED);
        let event = collect(RecordId::Event(Id::from_bits(3)));
        assert_eq!(event.claims.total, many);
        assert_eq!(event.n_sources > 0, many <= MOST_SORTED);
    }
}
