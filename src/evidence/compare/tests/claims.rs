//! What report days and voices add to the values of two claims.

use super::*;

/// Sources: name, and the day of publication.
const SOURCES: &[(&str, &str)] = &[
    ("Dawn", "2024-01-18"),
    ("Anadolu", "2024-01-20"),
    ("Paper", "2024-04"),
    ("Leaflet", ""),
];

fn project() -> Project {
    let sources = SOURCES.iter().map(|(name, issued)| {
        Record::from(Source {
            title: (*name).to_owned(),
            issued: When {
                edtf: Edtf::new(*issued),
                ..When::default()
            },
            ..Source::new(source(name))
        })
    });
    let tags = tags();
    let tags = tags.tags().iter().map(|tag| Record::from((**tag).clone()));
    Project::load(Meta::default(), tags.chain(sources)).0
}

fn source(name: &str) -> SourceId {
    let place = SOURCES
        .iter()
        .position(|(known, _)| *known == name)
        .unwrap();
    Id::from_bits(1000 + place as u64)
}

/// A claim as text: `field: value, by Source (authority, of Source), on 2024-01-18`; what is not
/// said is left out.
fn claim(text: &str) -> Claim {
    let (text, on) = text.split_once(", on ").unwrap_or((text, ""));
    let (text, by) = text.split_once(", by ").unwrap_or((text, "Leaflet"));
    let (field, said) = text.split_once(": ").unwrap();
    let (by, authority) = by.split_once(" (").unwrap_or((by, ""));
    let authority = authority.trim_end_matches(')');
    let (name, of) = authority.split_once(", of ").unwrap_or((authority, ""));
    Claim {
        attributed_to: Attribution {
            name: name.into(),
            source: (!of.is_empty()).then(|| source(of)),
            tag: None,
        }
        .into(),
        reported: When {
            edtf: Edtf::new(on),
            ..When::default()
        }
        .into(),
        ..Claim::new(
            Id::from_bits(1),
            source(by.trim()),
            Id::from_bits(500),
            field,
            value(said),
        )
    }
}

/// Compares two claims, both ways round.
#[track_caller]
fn check(one: &str, other: &str, verdict: &str, sentence: &str) {
    let project = project();
    let found = compare_claims(&project, &claim(one), &claim(other));
    let back = compare_claims(&project, &claim(other), &claim(one));
    assert_eq!(found.verdict.words(), verdict, "{}", found.because);
    assert_eq!(back.verdict, found.verdict);
    assert!(found.because.contains(sentence), "{}", found.because);
    assert!(is_prose(&found.because), "{}", found.because);
}

#[test]
fn a_higher_toll_that_is_reported_later_is_no_conflict() {
    let told = "7 was reported on 18 January 2024 by Dawn and 9 on 20 January 2024 by Anadolu: a toll that rises as reports come in.";
    check(
        "killed: =7, by Dawn",
        "killed: =9, by Anadolu",
        "compatible",
        told,
    );
    check(
        "killed: =9, by Dawn",
        "killed: =7, by Anadolu",
        "in conflict",
        "cannot both be right",
    );
    check(
        "killed: =7, by Dawn",
        "killed: =7, by Anadolu",
        "same",
        "Both give 7.",
    );
    let at_once = "killed: =9, by Anadolu, on 2024-01-18";
    check("killed: =7, by Dawn", at_once, "in conflict", "cannot both");
    let some_day = "killed: =9, by Anadolu, on 2024-01-2X";
    check(
        "killed: =7, by Dawn",
        some_day,
        "in conflict",
        "cannot both",
    );
    check(
        "killed: =7, by Dawn",
        "killed: =9, by Leaflet",
        "in conflict",
        "cannot both",
    );
    let last = "killed: =9, by Anadolu, on 2024-02-17";
    check(
        "killed: =7, by Dawn",
        last,
        "compatible",
        "a toll that rises",
    );
    let late = "killed: =9, by Anadolu, on 2024-02-18";
    check("killed: =7, by Dawn", late, "in conflict", "cannot both");
    check(
        "killed: <=5, by Dawn",
        "killed: >=7, by Anadolu",
        "compatible",
        "“up to 5” was reported on",
    );
}

#[test]
fn only_counts_of_one_scope_rise() {
    let measures = (
        "range: =7 unit:km, by Dawn",
        "range: =9 unit:km, by Anadolu",
    );
    check(measures.0, measures.1, "in conflict", "cannot both");
    let part = ("killed: =6 children, by Anadolu", "killed: =5, by Dawn");
    check(part.0, part.1, "in conflict", "cannot be among");
    let scoped = (
        "killed: =2 children, by Dawn",
        "killed: =3 children, by Anadolu",
    );
    check(
        scoped.0,
        scoped.1,
        "compatible",
        "2 children was reported on",
    );
    check(
        "date: 2024-01-16, by Dawn",
        "date: 2024-01-17, by Anadolu",
        "in conflict",
        "1 day apart",
    );
}

#[test]
fn the_later_report_of_one_voice_takes_the_place_of_the_earlier() {
    let first = "killed: =9, by Dawn (an official), on 2024-01-18";
    let told = "Dawn (An Official) gave 9 on 18 January 2024 and 7 on 20 January 2024: the later report takes the place of the earlier one.";
    check(
        first,
        "killed: =7, by Dawn (An Official), on 2024-01-20",
        "compatible",
        told,
    );
    check(
        first,
        "killed: =7, by Dawn, on 2024-01-20",
        "in conflict",
        "cannot both",
    );
    check(
        first,
        "killed: =7, by Dawn (an official), on 2024-01-18",
        "in conflict",
        "cannot both",
    );
    check(
        first,
        "killed: =7, by Dawn (an official), on 2024",
        "in conflict",
        "cannot both",
    );
    check(
        first,
        "killed: =7, by Anadolu (an official), on 2024-01-20",
        "in conflict",
        "cannot both",
    );
    // Words of Dawn's official that the paper repeats are Dawn's.
    let repeated = "killed: =7, by Paper (an official, of Dawn), on 2024-01-20";
    check(first, repeated, "compatible", "takes the place");
    let other_scope = "killed: =2 children, by Dawn (an official), on 2024-01-20";
    check(
        first,
        other_scope,
        "compatible",
        "2 children can be among 9 in all: a part is no larger than its whole.",
    );
    let exact = (
        "date: 2024-01, by Dawn, on 2024-01-18",
        "date: 2024-01-16, by Dawn, on 2024-01-20",
    );
    check(
        exact.0,
        exact.1,
        "compatible",
        "lies within January 2024, which is less exact. Dawn gave",
    );
    let words = (
        "means: text: missiles, by Dawn, on 2024-01-18",
        "means: text: drones, by Dawn, on 2024-01-20",
    );
    check(words.0, words.1, "not comparable", "takes a reader");
}

#[test]
fn what_one_voice_names_in_one_report_is_a_list() {
    let both = (
        "target: actor: BLA #group/bla, by Dawn",
        "target: actor: Jaish #actor/jaish-al-adl, by Dawn",
    );
    check(
        both.0,
        both.1,
        "compatible",
        "Dawn names both “BLA” and “Jaish”.",
    );
    check(
        both.0,
        "target: actor: Jaish #actor/jaish-al-adl, by Anadolu",
        "in conflict",
        "different actors",
    );
    let places = (
        "place: place: Saravan #place/iran/saravan, by Dawn",
        "place: place: #place/pakistan, by Dawn",
    );
    check(places.0, places.1, "compatible", "Dawn names both");
    check(
        "date: 2024-01-16, by Dawn",
        "date: 2014-01-16, by Dawn",
        "in conflict",
        "some 10 years apart",
    );
}

#[test]
fn claims_on_different_fields_or_events_are_not_comparable() {
    check(
        "killed: =7",
        "wounded: =7",
        "not comparable",
        "One speaks of “killed” and the other of “wounded”.",
    );
    check("Killed: =7", " killed : =7", "same", "Both give 7.");
    let project = project();
    let elsewhere = Claim {
        event: Id::from_bits(501),
        ..claim("killed: =7")
    };
    let found = compare_claims(&project, &claim("killed: =7"), &elsewhere);
    assert_eq!(found.verdict, Verdict::NotComparable);
    assert_eq!(found.because, "They speak of different events.");
}

#[test]
fn the_day_of_a_report_is_its_own_or_that_of_whoever_published_it() {
    let check = |text: &str, expected: &str| {
        let days = report_day(&project(), &claim(text));
        let expected = match expected {
            "unknown" => crate::model::date::Bounds::UNKNOWN,
            expected => Edtf::new(expected).bounds().unwrap(),
        };
        assert_eq!(days, expected, "{text}");
    };
    check("killed: =7, by Dawn, on 2024-01-16", "2024-01-16");
    check("killed: =7, by Dawn", "2024-01-18");
    check("killed: =7, by Paper", "2024-04");
    check("killed: =7, by Paper (an official, of Dawn)", "2024-01-18");
    check("killed: =7, by Paper (an official, of Leaflet)", "2024-04");
    check("killed: =7, by Leaflet", "unknown");
    check("killed: =7, by Dawn, on Friday", "2024-01-18");
}
