//! Each field of each kind of record, one after the other: what is typed or chosen lands in the project.

use annals::model::Kind;
use eframe::egui::Key;

use super::{click, fill, has, panel, press, record};

/// A field's name and what is typed into it.
type Typed = (&'static str, &'static str);

/// Fields that take text: which record, and its fields.
const TEXTS: &[(Kind, &str, &[Typed])] = &[
    (
        Kind::Event,
        "Attack on the police station",
        &[
            ("Title", "typed title"),
            ("When", "5 May 2023"),
            ("Where", "typed place"),
            ("Kind", "typed kind"),
            ("Actor 1", "typed actor"),
            ("Role of actor 1", "typed role"),
            ("Actor 3", "typed third"),
            ("Summary", "typed summary"),
        ],
    ),
    (
        Kind::Source,
        "Pakistan-Iran Relation",
        &[
            ("Title", "typed title"),
            ("Short title", "typed short"),
            ("Author 1", "typed author"),
            ("In", "typed container"),
            ("Publisher", "typed publisher"),
            ("Issued", "5 May 2023"),
            ("Accessed", "6 May 2023"),
            ("URL", "https://typed.example"),
            ("DOI", "10.1/typed"),
            ("Volume", "typed volume"),
            ("Issue", "typed issue"),
            ("Pages", "typed pages"),
            ("Language", "typed language"),
            ("Summary", "typed summary"),
            ("Reason of the reliability", "typed reason"),
        ],
    ),
    (
        Kind::Claim,
        "killed: 2 children",
        &[
            ("Field", "typed field"),
            ("Best", "7"),
            ("At least", "5"),
            ("At most", "9"),
            ("Counted", "typed scope"),
            ("Unit", "typed unit"),
            ("Attributed to", "typed authority"),
            ("Reported", "5 May 2023"),
            ("Reason of the status", "typed why"),
            ("Accepted because", "typed because"),
            ("Note", "typed note"),
        ],
    ),
    (
        Kind::Assessment,
        "",
        &[("Field", "typed field"), ("Reason", "typed reason")],
    ),
    (Kind::Note, "", &[("Title", "typed title")]),
    (
        Kind::Annotation,
        "Slip in the year",
        &[
            ("Title", "typed title"),
            ("Remark", "typed remark"),
            ("By", "typed creator"),
        ],
    ),
    (
        Kind::Capture,
        "",
        &[
            ("Taken", "5 May 2023"),
            ("Origin", "typed origin"),
            ("Note", "typed note"),
        ],
    ),
    (Kind::Link, "", &[("Note", "typed note")]),
    (
        Kind::View,
        "",
        &[("Title", "typed title"), ("Query", "typed query")],
    ),
    (
        Kind::Tag,
        "border",
        &[("Path", "typed/path"), ("Description", "typed description")],
    ),
];

#[test]
fn what_is_typed_into_a_field_lands_in_the_project() {
    for &(kind, title, fields) in TEXTS {
        let mut panel = panel(kind, title);
        for &(name, text) in fields {
            fill(&mut panel, name, text);
            press(&mut panel, Key::Tab);
            let said = format!("{:?}", record(&panel));
            assert!(said.contains(text), "{kind:?}, {name}: {said}");
        }
    }
}

/// Lists: which record, the list, what is chosen, and what the record then says.
const CHOICES: &[(Kind, &str, &str, &str, &str)] = &[
    (Kind::Source, "", "Kind", "Book", "Book"),
    (
        Kind::Claim,
        "killed: 2 children",
        "Credibility",
        "5: Improbable",
        "Improbable",
    ),
    (
        Kind::Claim,
        "killed: 2 children",
        "Status",
        "Preferred: To be used before the others on this field",
        "Preferred",
    ),
    (Kind::Claim, "killed: 2 children", "Type", "Words", "Text("),
    (
        Kind::Annotation,
        "Slip in the year",
        "Motivation",
        "Questioning: A doubt or an open question",
        "Questioning",
    ),
    (Kind::Capture, "", "Nature", "A transcript", "Transcript"),
    (Kind::Link, "", "Relation", "Contradicts", "Contradicts"),
    (Kind::View, "", "Layout", "Timeline", "Timeline"),
    (Kind::View, "", "Shows", "Notes", "shows: Note"),
    (Kind::View, "", "Sort by", "Order of the file", "sort: \"\""),
];

#[test]
fn what_is_chosen_from_a_list_lands_in_the_project() {
    for &(kind, title, list, choice, expected) in CHOICES {
        let mut panel = panel(kind, title);
        click(&mut panel, list);
        click(&mut panel, choice);
        let said = format!("{:?}", record(&panel));
        assert!(said.contains(expected), "{kind:?}, {list}: {said}");
    }
}

/// Records named by records: which record, the field, what is typed to find it, what the field then says.
const PICKED: &[(Kind, &str, &str, &str, &str)] = &[
    (
        Kind::Claim,
        "killed: 2 children",
        "Event",
        "Marg Bar",
        "Marg Bar Sarmachar",
    ),
    (
        Kind::Claim,
        "killed: 2 children",
        "Source",
        "Relation: Esc",
        "Pakistan-Iran Relation",
    ),
    (
        Kind::Capture,
        "",
        "Source",
        "Relation: Esc",
        "Pakistan-Iran Relation",
    ),
    (Kind::Link, "", "To", "Marg Bar", "Marg Bar Sarmachar"),
    (Kind::Link, "", "From", "Marg Bar", "Marg Bar Sarmachar"),
    (
        Kind::Assessment,
        "",
        "Taken from",
        "killed 16",
        "killed: 16",
    ),
];

#[test]
fn records_are_chosen_by_their_names() {
    for &(kind, title, field, typed, expected) in PICKED {
        let mut panel = panel(kind, title);
        fill(&mut panel, field, typed);
        press(&mut panel, Key::Enter);
        let value = super::field(&panel, field).value().unwrap_or_default();
        assert!(value.contains(expected), "{kind:?}, {field}: {value}");
    }
}

#[test]
fn a_point_that_is_not_on_the_earth_is_not_kept() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    click(&mut panel, "More about Where");
    fill(&mut panel, "Latitude of Where", "91");
    assert!(has(&panel, "A latitude lies between"));
    press(&mut panel, Key::Tab);
    let said = format!("{:?}", record(&panel));
    assert!(!said.contains("91"), "{said}");
    fill(&mut panel, "Radius in metres of Where", "2,500");
    press(&mut panel, Key::Enter);
    click(&mut panel, "More about Where");
    assert!(has(&panel, "within 2.5 km"));
}

#[test]
fn a_date_of_another_calendar_keeps_the_day_set_by_hand() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    click(&mut panel, "More about When");
    click(&mut panel, "Calendar");
    click(&mut panel, "Solar Hijri");
    fill(&mut panel, "EDTF of When", "2024-01-16");
    fill(&mut panel, "When", "26 Dey 1402");
    fill(&mut panel, "Zone of When", "Asia/Tehran");
    press(&mut panel, Key::Enter);
    let said = format!("{:?}", record(&panel));
    for part in ["26 Dey 1402", "2024-01-16", "Asia/Tehran", "SolarHijri"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    fill(&mut panel, "Zone of When", "Nowhere/At all");
    assert!(has(&panel, "No such time zone"));
}

#[test]
fn an_actor_is_found_among_the_tags() {
    let mut panel = panel(Kind::Event, "Attack on the police station");
    fill(&mut panel, "Actor 3", "blf");
    press(&mut panel, Key::ArrowDown);
    press(&mut panel, Key::Enter);
    let said = format!("{:?}", record(&panel));
    let annals::model::Record::Event(event) = record(&panel) else {
        panic!("an event is selected");
    };
    assert_eq!(event.actors.len(), 3, "{said}");
    assert!(
        event.actors[2].tag.is_some() && event.actors[2].name.is_empty(),
        "{said}"
    );
}

#[test]
fn lineage_is_added_described_and_removed() {
    let mut panel = panel(Kind::Source, "Untitled brief");
    let lineage = |panel: &super::Panel| match record(panel) {
        annals::model::Record::Source(source) => source.lineage.clone(),
        other => panic!("{other:?}"),
    };
    let n = lineage(&panel).len();
    if n == 0 {
        click(&mut panel, "Draws on");
    }
    let name = format!("Lineage {}", n + 1);
    fill(&mut panel, &name, "Relation");
    press(&mut panel, Key::Enter);
    assert_eq!(lineage(&panel).len(), n + 1);
    click(&mut panel, &format!("Kind of lineage {}", n + 1));
    click(&mut panel, "Quotes: Repeats its words as its words");
    fill(
        &mut panel,
        &format!("Note on lineage {}", n + 1),
        "in its third paragraph",
    );
    assert_eq!(lineage(&panel)[n].kind, annals::model::LineageKind::Quotes);
    assert_eq!(lineage(&panel)[n].note, "in its third paragraph");
    click(&mut panel, &format!("Remove {name}"));
    assert_eq!(lineage(&panel).len(), n);
}
