//! Reading and saving a whole project, as text.

use super::*;
use crate::model::{Change, Event, Id, Kind, Project, Record, Snapshot, Tag, Transaction};

const PROJECT: &str = r##"// kept
(
  annals: 1, // the format
  project: (title: "A \"case\"", unknown: 3),
  tags: [ (id: "000000000001", path: "a/b", colour: Teal) ],
  future: [1, 2],
  events: [
    // the first
    (id: "000000000002", title: "One", when: (words: "16 Jan 2024", edtf: "2024-01-16"), x: (y: 1)),
    (
      id: "000000000003",
      title: r#"Two "quoted""#,
      tags: ["000000000001"],
      place: (name: "P", altitude: 5),
    ),
    (id: "000000000003", title: "again"),
    (id: "broken", title: 3),
  ],
)
"##;

fn opened() -> Opened {
    read_text(PROJECT.to_owned()).unwrap()
}

fn event(project: &Project, bits: u64) -> Event {
    project.events().get(Id::from_bits(bits)).unwrap().clone()
}

fn set(project: &mut Project, after: Event) {
    let before = project.get(after.id.into()).unwrap();
    let after = Record::from(after);
    let changes = vec![Change::Set { before, after }];
    let transaction = Transaction {
        changes,
        ..Transaction::default()
    };
    project.apply(&transaction).unwrap();
}

fn saved(opened: &Opened) -> String {
    render(Some(&opened.document), &opened.project.snapshot()).unwrap()
}

#[test]
fn what_cannot_be_read_or_is_not_known_is_listed_with_its_place() {
    let opened = opened();
    assert_eq!(opened.project.events().len(), 2);
    let unread: Vec<String> = opened
        .project
        .unread()
        .iter()
        .map(|unread| format!("{}: {}", unread.place, unread.error))
        .collect();
    assert_eq!(
        unread,
        [
            "line 16, column 10: the id 000000000003 belongs to the record at line 10, column 5 already",
            "line 17, column 11: in the field “id”, “broken” is not an id: an id is 12 characters out of 0-9 and A-Z without I, L, O and U",
        ]
    );
    let problems: Vec<String> = opened
        .problems
        .iter()
        .map(|problem| format!("{}: {}", problem.place.unwrap(), problem.message))
        .collect();
    assert_eq!(
        problems,
        [
            "line 4, column 34: A field “unknown” of this project is not known to this version. It is kept as it is.",
            "line 6, column 3: The file has a field “future” that this version does not know. It is kept as it is.",
            "line 9, column 90: A field “x” of this event is not known to this version. It is kept as it is.",
            "line 14, column 26: A field “place.altitude” of this event is not known to this version. It is kept as it is.",
        ]
    );
}

#[test]
fn saving_what_was_not_changed_changes_nothing() {
    assert_eq!(saved(&opened()), PROJECT);
}

#[test]
fn an_edit_changes_only_its_own_bytes() {
    let mut opened = opened();
    let mut two = event(&opened.project, 3);
    two.place.name = "Q".into();
    set(&mut opened.project, two);
    assert_eq!(
        saved(&opened),
        PROJECT.replace("name: \"P\"", "name: \"Q\"")
    );
}

#[test]
fn records_come_and_go_and_the_rest_stays() {
    let mut opened = opened();
    let remove = opened
        .project
        .get(Id::<Event>::from_bits(2).into())
        .unwrap();
    let mut three = Event::new(Id::from_bits(9));
    three.title = "Three".to_owned();
    let transaction = Transaction {
        changes: vec![
            Change::Remove {
                record: remove,
                slot: None,
            },
            Change::Insert {
                record: Record::from(three),
                slot: None,
            },
        ],
        ..Transaction::default()
    };
    let applied = opened.project.apply(&transaction).unwrap();
    let text = saved(&opened);
    assert!(
        text.contains("// the first") && !text.contains("\"One\""),
        "{text}"
    );
    assert!(
        text.contains("    (\n      id: \"000000000009\",\n      title: \"Three\",\n    ),\n  ],"),
        "{text}"
    );
    let again = read_text(text).unwrap();
    assert_eq!(again.project.events().len(), 2);
    assert_eq!(again.project.unread().len(), 2);
    opened.project.apply(&applied.inverse()).unwrap();
    assert_eq!(saved(&opened), PROJECT);
}

#[test]
fn fields_with_raw_names_are_those_with_the_plain_ones() {
    let raw = |text: &str| {
        let names = ["annals: ", "project: (", "tags: [ ", "events: ["];
        names.iter().fold(text.to_owned(), |text, name| {
            assert_eq!(text.matches(name).count(), 1);
            text.replace(name, &format!("r#{name}"))
        })
    };
    let with_one_more = |text: String| {
        let mut opened = read_text(text).unwrap();
        let messages: Vec<String> = opened.problems.iter().map(|p| p.message.clone()).collect();
        let mut two = event(&opened.project, 3);
        two.title = "2".to_owned();
        set(&mut opened.project, two);
        let record = Record::from(Event::new(Id::from_bits(9)));
        let transaction = Transaction {
            changes: vec![Change::Insert { record, slot: None }],
            ..Transaction::default()
        };
        opened.project.apply(&transaction).unwrap();
        (messages, saved(&opened))
    };
    let (messages, text) = with_one_more(PROJECT.to_owned());
    assert_eq!(with_one_more(raw(PROJECT)), (messages, raw(&text)));
}

#[test]
fn a_mended_record_takes_the_place_of_the_unreadable_one() {
    let mut opened = opened();
    let unread = opened.project.unread().iter().last().unwrap().clone();
    let record = read_record(unread.table, "(id: \"00000000000Z\", title: \"three\")").unwrap();
    let mut mended = crate::model::Unread::clone(&unread);
    mended.mended = Some(record.id());
    let transaction = Transaction {
        changes: vec![
            Change::Insert { record, slot: None },
            Change::Set {
                before: Record::Unread(unread),
                after: Record::from(mended),
            },
        ],
        ..Transaction::default()
    };
    let applied = opened.project.apply(&transaction).unwrap();
    let expected = "(\n      id: \"00000000000Z\",\n      title: \"three\",\n    )";
    assert_eq!(
        saved(&opened),
        PROJECT.replace("(id: \"broken\", title: 3)", expected)
    );
    opened.project.apply(&applied.inverse()).unwrap();
    assert_eq!(saved(&opened), PROJECT);
}

#[track_caller]
fn check_not_opened(text: &str, expected: &str) {
    let error = read_text(text.to_owned()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_broken_file_is_not_half_opened() {
    check_not_opened(
        "(annals: 2)",
        "The project was written by a newer Annals. It is in format 2, and this version of Annals knows format 1 and older. It is not opened, so that nothing in it can be lost. Update Annals to open it.",
    );
    check_not_opened(
        "(annals: 1, events: [(id: \"00",
        "The project stops too early. At line 1, column 30: the file ends inside a quotation opened at line 1, column 27. This happens when a copy or a download is cut short.",
    );
    check_not_opened(
        "(annals: 1, events: 3)",
        "The project is not an Annals project. At line 1, column 21: the field “events” must be a list of records.",
    );
    check_not_opened(
        "(events: [])",
        "The project is not an Annals project. At line 1, column 1: the first field of a project is “annals: 1”, the number of its format, and there is none here.",
    );
}

#[test]
fn the_empty_project_is_canonical() {
    let opened = read_text(EMPTY_PROJECT.to_owned()).unwrap();
    let canonical = render(None, &opened.project.snapshot()).unwrap();
    assert_eq!(canonical, EMPTY_PROJECT);
}

#[test]
fn a_canonical_text_reads_back_as_the_same_project() {
    let opened = opened();
    let canonical = render(None, &opened.project.snapshot()).unwrap();
    let again = read_text(canonical.clone()).unwrap();
    let readable = |s: &Snapshot| {
        Kind::ALL
            .iter()
            .filter(|k| k.table_name().is_some())
            .map(|&k| s.count(k))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        readable(&again.project.snapshot()),
        readable(&opened.project.snapshot())
    );
    assert_eq!(render(None, &again.project.snapshot()).unwrap(), canonical);
}

#[test]
fn the_place_of_a_record_is_found_however_many_before_it_cannot_be_read() {
    let broken = "(id: 7),\n".repeat(100);
    let good = (1..=50)
        .map(|number| format!("(id: \"{number:012}\"),\n"))
        .collect::<String>();
    let text = format!("(annals: 1, events: [\n{good}{broken}(id: \"000000000099\"),\n])");
    let opened = read_text(text).unwrap();
    let place = |bits: &str| {
        let id: crate::model::EventId = bits.parse().unwrap();
        opened.document.place_of(id.into()).map(|place| place.line)
    };
    assert_eq!(place("000000000001"), Some(2));
    assert_eq!(place("000000000050"), Some(51));
    assert_eq!(place("000000000099"), Some(152));
    assert_eq!(place("000000000077"), None);
    let unread = opened.project.unread().iter().next().unwrap();
    let found = opened.document.place_of(unread.id.into());
    assert_eq!(found.map(|place| place.line), Some(52));
}

#[test]
fn a_save_looks_at_no_more_of_the_text_than_is_near_what_changes() {
    let numbers: String = (0..2_000).map(|number| format!("{number}, ")).collect();
    let events: String = (1..=500)
        .map(|number| format!("(id: \"{number:012}\"),\n"))
        .collect();
    let text = format!("(annals: 1, future: [{numbers}], events: [{events}], more: [{numbers}])");
    let mut opened = read_text(text).unwrap();
    let mut middle = opened
        .project
        .events()
        .iter()
        .nth(250)
        .unwrap()
        .as_ref()
        .clone();
    middle.title = "Middle".to_owned();
    set(&mut opened.project, middle);
    let changes = changes::Changes::of(&opened.document, &opened.project.snapshot()).unwrap();
    let seen = changes.excerpt.text;
    assert!(seen.len() < 500 && seen.contains("future: []"), "{seen}");
}

/// Saves after edits and after they are taken back, one after the other; `most` edits are kept beside the text.
#[track_caller]
fn check_saves_one_after_the_other(most: usize) {
    let mut opened = opened();
    let mut document = opened.document;
    let changes = {
        let two = event(&opened.project, 3);
        let one = opened
            .project
            .get(Id::<Event>::from_bits(2).into())
            .unwrap();
        let mut other = two.clone();
        other.title = "a longer title\nof two lines".to_owned();
        vec![
            Change::Set {
                before: Record::from(two),
                after: Record::from(other),
            },
            Change::Remove {
                record: one,
                slot: None,
            },
            Change::Insert {
                record: Record::from(Event::new(Id::from_bits(9))),
                slot: None,
            },
        ]
    };
    let mut done = Vec::new();
    for change in changes {
        let transaction = Transaction {
            changes: vec![change],
            ..Transaction::default()
        };
        done.push(opened.project.apply(&transaction).unwrap());
        document = check_saved(&document, &opened.project, most);
    }
    while let Some(applied) = done.pop() {
        opened.project.apply(&applied.inverse()).unwrap();
        document = check_saved(&document, &opened.project, most);
    }
    let problems = |document: &Document| {
        let problems = document.problems().into_iter();
        problems.map(|problem| problem.message).collect::<Vec<_>>()
    };
    assert_eq!(problems(&document), problems(&self::opened().document));
}

/// The file after a save, which is what reading it gives.
#[track_caller]
fn check_saved(document: &Document, project: &Project, most: usize) -> Document {
    let saved = save::drafted(Some(document), &project.snapshot(), most).unwrap();
    let again = read_text(saved.text().unwrap().into_owned()).unwrap();
    assert!(again.project.events().iter().eq(project.events().iter()));
    assert_eq!(saved.problems(), again.problems);
    let tag = Id::<Tag>::from_bits(1).into();
    let events = [2, 3, 9].map(|bits| Id::<Event>::from_bits(bits).into());
    for id in events.into_iter().chain([tag]) {
        assert_eq!(saved.place_of(id), again.document.place_of(id), "{id}");
    }
    let keys = |document: &Document| -> Vec<_> {
        let tables = document.keys();
        tables
            .map(|(kind, keys)| (kind, keys.collect::<Vec<_>>()))
            .collect()
    };
    assert_eq!(keys(&saved), keys(&again.document));
    saved
}

#[test]
fn saves_that_keep_their_edits_beside_the_text_and_those_that_make_it_anew_say_the_same() {
    check_saves_one_after_the_other(0);
    check_saves_one_after_the_other(1);
    check_saves_one_after_the_other(1_000);
}
