//! Merging, text in and text out: three versions, and what comes of them.

use super::*;
use crate::edit::merge::{Merge, Side};

/// What merging does to ours, as lines of the listing that go (-) and come (+), and the conflicts
/// (!), each with what goes with it (&).
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str, choices: &[Side]) -> String {
    let (base, mut ours, theirs) = (project(base), project(ours), project(theirs));
    let merge = Merge::new(base.snapshot(), ours.snapshot(), theirs.snapshot());
    let before = listing(&ours);
    let start = ours.snapshot();
    let applied = ours.apply(&merge.transaction(choices)).unwrap();
    let mut lines = difference(&before, &listing(&ours));
    for conflict in merge.conflicts() {
        let sign = if conflict.can_take_theirs { "!" } else { "!!" };
        for (number, part) in conflict.parts.iter().enumerate() {
            lines.push_str(if number == 0 { sign } else { "&" });
            lines.push_str(&format!(" {part}\n"));
        }
    }
    check_whole(&ours);
    ours.apply(&applied.inverse()).unwrap();
    assert!(ours.same_content(&start), "undo does not give ours");
    lines
}

/// What comes of it when every conflict takes ours, and when every one takes theirs.
#[track_caller]
fn check_merge(base: &str, ours: &str, theirs: &str, expected: &str, with_theirs: &str) {
    assert_lines(&merged(base, ours, theirs, &[]), expected);
    let all = [Side::Theirs; 9];
    let lines = merged(base, ours, theirs, &all);
    let changes = lines.lines().filter(|line| line.starts_with(['-', '+']));
    assert_lines(&changes.collect::<Vec<_>>().join("\n"), with_theirs);
}

/// As [`check_merge`] where nothing is in conflict.
#[track_caller]
fn check_clean(base: &str, ours: &str, theirs: &str, expected: &str) {
    check_merge(base, ours, theirs, expected, expected);
}

#[test]
fn what_only_they_changed_is_taken_in() {
    check_clean(
        r#"event E1 "a"
           event E2 "b""#,
        r#"event E1 "a"
           event E2 "b""#,
        r#"event E1 "a2"
           event E3 "c""#,
        r#"- event E1 "a"
           + event E1 "a2"
           - event E2 "b"
           + event E3 "c""#,
    );
}

#[test]
fn different_fields_of_one_record_come_together() {
    check_clean(
        r#"event E1 "a" at "x""#,
        r#"event E1 "a2" at "x""#,
        r#"event E1 "a" at "y""#,
        r#"- event E1 "a2" at "x"
           + event E1 "a2" at "y""#,
    );
}

#[test]
fn one_field_with_different_values_is_a_conflict() {
    check_merge(
        r#"event E1 "a" at "x""#,
        r#"event E1 "b" at "x""#,
        r#"event E1 "c" at "y""#,
        r#"- event E1 "b" at "x"
           + event E1 "b" at "y"
           ! event b: title: ours “b”, theirs “c”, before “a”"#,
        r#"- event E1 "b" at "x"
           + event E1 "c" at "y""#,
    );
}

#[test]
fn one_field_with_the_same_new_value_is_none() {
    check_clean(r#"event E1 "a""#, r#"event E1 "b""#, r#"event E1 "b""#, "");
}

#[test]
fn tags_merge_one_by_one() {
    let tags = "tag T1 one\ntag T2 two\ntag T3 three\n";
    check_clean(
        &format!("{tags}event E1 \"a\" tags T1,T2"),
        &format!("{tags}event E1 \"a\" tags T1,T2,T3"),
        &format!("{tags}event E1 \"a\" tags T1"),
        r#"- event E1 "a" tags T1,T2,T3
           + event E1 "a" tags T1,T3"#,
    );
}

#[test]
fn deleted_here_and_changed_there_is_a_conflict() {
    check_merge(
        r#"event E1 "a""#,
        "",
        r#"event E1 "b""#,
        "! event b: ours deleted, theirs title changed from “a” to “b”",
        r#"+ event E1 "b""#,
    );
    check_merge(
        r#"event E1 "a""#,
        r#"event E1 "b""#,
        "",
        "! event b: ours title changed from “a” to “b”, theirs deleted",
        r#"- event E1 "b""#,
    );
}

#[test]
fn deleted_on_both_sides_is_gone() {
    check_clean(
        "event E1 \"a\"\nevent E2 \"b\"",
        "event E1 \"a\"",
        "event E1 \"a\"",
        "",
    );
}

#[test]
fn added_on_both_sides_is_one_if_it_is_the_same() {
    check_clean("", r#"event E1 "a""#, r#"event E1 "a""#, "");
    check_merge(
        "",
        r#"event E1 "a""#,
        r#"event E1 "b""#,
        "! event a: title: ours “a”, theirs “b”",
        "- event E1 \"a\"\n+ event E1 \"b\"",
    );
}

#[test]
fn a_claim_on_a_source_that_was_deleted_here_is_a_conflict() {
    check_merge(
        "source S1 \"a\"\nsource S2 \"b\" draws S1\nevent E1 \"e\"\nclaim K1 S1 E1 killed \"1\"",
        "source S2 \"b\"\nevent E1 \"e\"",
        "source S1 \"a\"\nsource S2 \"b\" draws S1\nevent E1 \"e\"\nclaim K1 S1 E1 killed \"1\"\nclaim K2 S1 E1 killed \"2\"",
        "! claim killed: 2: ours not there, theirs added
         & source a: ours deleted, theirs kept
         & source b: lineage: ours nothing, theirs “cites a”, before “cites a”
         & claim killed: 1: ours deleted, theirs kept",
        "- source S2 \"b\"\n+ source S2 \"b\" draws S1\n+ source S1 \"a\"
         + claim K1 S1 E1 killed \"1\"\n+ claim K2 S1 E1 killed \"2\"",
    );
}

#[test]
fn a_source_deleted_there_that_a_claim_here_stands_on_is_a_conflict() {
    check_merge(
        "source S1 \"a\"\nevent E1 \"e\"",
        "source S1 \"a\"\nevent E1 \"e\"\nclaim K2 S1 E1 killed \"2\"",
        "event E1 \"e2\"",
        "- event E1 \"e\"
         + event E1 \"e2\"
         ! claim killed: 2: ours added, theirs not there
         & source a: ours kept, theirs deleted",
        "- source S1 \"a\"\n- event E1 \"e\"\n+ event E1 \"e2\"\n- claim K2 S1 E1 killed \"2\"",
    );
}

#[test]
fn a_tag_deleted_here_and_put_on_there_is_a_conflict() {
    check_merge(
        "tag T1 one\nevent E1 \"a\" tags T1\nevent E2 \"b\"",
        "event E1 \"a\"\nevent E2 \"b2\"",
        "tag T1 one\nevent E1 \"a\" tags T1\nevent E2 \"b\" tags T1",
        "! event b2: tag one: ours “off”, theirs “on”, before “off”
         & tag one: ours deleted, theirs kept
         & event a: tag one: ours “off”, theirs “on”, before “on”",
        "+ tag T1 one\n- event E1 \"a\"\n+ event E1 \"a\" tags T1\n- event E2 \"b2\"\n+ event E2 \"b2\" tags T1",
    );
}

#[test]
fn a_name_that_leads_nowhere_there_does_not_come_in() {
    check_merge(
        "source S1 \"a\"\nevent E1 \"e\"",
        "source S1 \"a\"\nevent E1 \"e\"",
        "source S1 \"a\"\nevent E1 \"e\"\nclaim K1 S7 E1 killed \"2\"",
        "!! claim killed: 2: ours not there, theirs added",
        "",
    );
    check_merge(
        "source S1 \"a\"\nevent E1 \"e\"\nclaim K1 S1 E1 killed \"2\"",
        "source S1 \"a\"\nevent E1 \"e\"\nclaim K1 S1 E1 killed \"2\"",
        "event E1 \"e\"\nclaim K1 S1 E1 killed \"2\"",
        "!! claim killed: 2: source: ours “a”, theirs “missing source 002K00000001”, before “a”
         & source a: ours kept, theirs deleted",
        "",
    );
}

#[test]
fn two_assessments_of_one_field_are_a_conflict() {
    check_merge(
        "event E1 \"e\"",
        "event E1 \"e\"\nassessment A1 E1 killed \"2\"",
        "event E1 \"e\"\nassessment A2 E1 Killed \"3\"",
        "! assessment killed: 2: ours added, theirs not there
         & assessment Killed: 3: ours not there, theirs added",
        "- assessment A1 E1 killed \"2\"\n+ assessment A2 E1 Killed \"3\"",
    );
}

#[test]
fn two_tags_of_one_path_are_a_conflict() {
    check_merge(
        "event E1 \"e\"",
        "tag T1 one\nevent E1 \"e\" tags T1",
        "tag T2 one\nevent E1 \"e\" tags T2",
        "! tag one: ours added, theirs not there
         & tag one: ours not there, theirs added
         & event e: tag one: ours “on”, theirs “off”, before “off”
         & event e: tag one: ours “off”, theirs “on”, before “off”",
        "- tag T1 one\n+ tag T2 one\n- event E1 \"e\" tags T1\n+ event E1 \"e\" tags T2",
    );
}

#[test]
fn an_id_that_is_of_another_kind_there_is_a_conflict() {
    let note = r#"note N1 "n""#;
    let with_taken_id = |text: &str| {
        let mut note = project(note)
            .notes()
            .iter()
            .next()
            .unwrap()
            .as_ref()
            .clone();
        note.id = Id::from_bits(id("E1").bits());
        note.title = text.to_owned();
        Project::load(Meta::default(), [note.into()]).0
    };
    let (base, mut ours, theirs) = (project(""), project(r#"event E1 "a""#), with_taken_id("n"));
    let merge = Merge::new(base.snapshot(), ours.snapshot(), theirs.snapshot());
    assert!(merge.transaction(&[]).is_empty());
    assert_eq!(merge.conflicts().len(), 1);
    ours.apply(&merge.transaction(&[Side::Theirs])).unwrap();
    assert!(ours.same_content(&theirs.snapshot()));
}

#[test]
fn a_passage_follows_the_text_that_its_capture_gets() {
    // They put words before the passage; we chose another place for it.
    let source = "source S1 \"s\"\n";
    check_clean(
        &format!("{source}capture C1 of S1 \"two died\"\nannotation R1 quotes C1 \"two\""),
        &format!(
            "{source}capture C1 of S1 \"two died\"\nannotation R1 quotes C1 \"two\"\nannotation R2 quotes C1 \"died\""
        ),
        &format!("{source}capture C1 of S1 \"The two died\"\nannotation R1 quotes C1 \"two\""),
        "- capture C1 of S1 \"two died\"
         + capture C1 of S1 \"The two died\"",
    );
}

#[test]
fn passages_go_with_the_text_that_both_changed() {
    let source = "source S1 \"s\"\n";
    check_merge(
        &format!("{source}capture C1 of S1 \"two died\"\nannotation R1 quotes C1 \"two\""),
        &format!(
            "{source}capture C1 of S1 \"In K two died\"\nannotation R1 quotes C1 \"two\"\nannotation R2 quotes C1 \"died\""
        ),
        &format!("{source}capture C1 of S1 \"The two died\"\nannotation R1 quotes C1 \"two\""),
        "! undated capture of s: text: ours “In K two died”, theirs “The two died”, before “two died”
         & comment “two”: target: ours “two” at character 5 of s, undated captu…, theirs “two” at character 4 of s, undated captu…, before “two” at character 0 of s, undated captu…",
        "- capture C1 of S1 \"In K two died\"
         + capture C1 of S1 \"The two died\"",
    );
}

#[test]
fn what_they_added_stands_where_it_stood() {
    let (base, mut ours) = (
        project("event E1 \"a\"\nevent E2 \"b\""),
        project("event E1 \"a\"\nevent E2 \"b\"\nevent E5 \"e\""),
    );
    let theirs =
        project("event E0 \"0\"\nevent E1 \"a\"\nevent E3 \"c\"\nevent E2 \"b\"\nevent E4 \"d\"");
    let merge = Merge::new(base.snapshot(), ours.snapshot(), theirs.snapshot());
    let start = ours.snapshot();
    let applied = ours.apply(&merge.transaction(&[])).unwrap();
    let titles: String = ours
        .events()
        .iter()
        .map(|event| event.title.as_str())
        .collect();
    assert_eq!(titles, "0acbed");
    ours.apply(&applied.inverse()).unwrap();
    assert!(ours.same_content(&start));
}

#[test]
fn another_order_there_is_taken_in_if_ours_is_as_before() {
    let text = |order: &str| {
        let lines = order.chars().map(|n| format!("event E{n} \"{n}\"\n"));
        project(&lines.collect::<String>())
    };
    let order = |base: &str, ours: &str, theirs: &str| {
        let (base, mut ours, theirs) = (text(base), text(ours), text(theirs));
        let merge = Merge::new(base.snapshot(), ours.snapshot(), theirs.snapshot());
        ours.apply(&merge.transaction(&[])).unwrap();
        let titles = ours.events().iter().map(|event| event.title.clone());
        titles.collect::<String>()
    };
    assert_eq!(order("123", "123", "312"), "312");
    assert_eq!(order("123", "1243", "321"), "3241");
    assert_eq!(order("123", "132", "321"), "132");
}
