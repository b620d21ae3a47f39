//! Fields set, with their bookkeeping.

use super::*;

/// The record as the line has it, put in place.
#[track_caller]
fn set(what: &'static str, line: &str) -> Edit {
    let Record::Capture(capture) =
        record(r#"capture C1 of S1 "In Koh-e-Sabz two children died""#, &[])
    else {
        panic!()
    };
    Edit::Set {
        after: record(line, &[capture.as_ref().clone()]),
        what,
        typing: false,
    }
}

fn typed(edit: Edit) -> Edit {
    match edit {
        Edit::Set { after, what, .. } => Edit::Set {
            after,
            what,
            typing: true,
        },
        other => other,
    }
}

#[test]
fn a_field_is_named_with_its_record() {
    check(
        r#"event E1 "Strike""#,
        &set("title", r#"event E1 "Koh-e-Sabz strike""#),
        r#"
        Edit title of event Koh-e-Sabz strike
        Edited title of event Koh-e-Sabz strike
        - event E1 "Strike"
        + event E1 "Koh-e-Sabz strike"
        "#,
    );
    check(
        r#"event E1 "Strike""#,
        &set("title", r#"event E1 """#),
        r#"
        Edit title of event Strike
        Edited title of event Strike
        - event E1 "Strike"
        + event E1 ""
        "#,
    );
    check(CASE, &set("title", r#"event E2 "Reply""#), "nothing to do");
}

#[test]
fn ids_and_kinds_do_not_change() {
    check(
        r#"event E1 "Strike""#,
        &set("title", r#"event E2 "Strike""#),
        "refused: That event is not in the project any more: it was deleted, \
         or the step that made it was undone; choose another one",
    );
    let mut source = Source::new(source_id("S1"));
    source.id = Id::from_bits(id("E1").bits());
    check(
        r#"event E1 "Strike""#,
        &Edit::Set {
            after: source.into(),
            what: "title",
            typing: false,
        },
        "refused: That record is an event, not a source, and the kind of a record \
         does not change; make a new record instead",
    );
    check(CASE, &set("text", "unread U1 events"), "nothing to do");
    check(
        CASE,
        &set("text", "unread U1 sources"),
        "refused: A record that could not be read has no fields yet; mend its text instead",
    );
}

#[test]
fn notes_and_annotations_say_when_they_were_changed() {
    check(
        CASE,
        &set("text", r#"note N1 "Open questions" "see them" tags T1"#),
        r#"
        Edit text of note Open questions
        Edited text of note Open questions
        - note N1 "Open questions" "see it" tags T1
        + note N1 "Open questions" "see them" changed tags T1
        "#,
    );
    check(
        CASE,
        &set(
            "body",
            r#"annotation R2 quotes C1 "two children" "theirs?" tags T2"#,
        ),
        r#"
        Edit body of comment “theirs?”
        Edited body of comment “theirs?”
        - annotation R2 quotes C1 "two children" "whose?" tags T2
        + annotation R2 quotes C1 "two children" "theirs?" changed tags T2
        "#,
    );
}

#[test]
fn a_letter_that_was_given_stays_on_record() {
    let text = r#"source S1 "Dawn" rated B "near the place""#;
    check(
        text,
        &set(
            "reliability",
            r#"source S1 "Dawn" rated C "near the place""#,
        ),
        r#"
        Edit reliability of source Dawn
        Edited reliability of source Dawn
        - source S1 "Dawn" rated B "near the place"
        + source S1 "Dawn" rated C "near the place" earlier B "near the place"
        "#,
    );
    let other_reason = set("reason", r#"source S1 "Dawn" rated B "far away""#);
    check(
        text,
        &other_reason,
        r#"
        Edit reason of source Dawn
        Edited reason of source Dawn
        - source S1 "Dawn" rated B "near the place"
        + source S1 "Dawn" rated B "far away" earlier B "near the place"
        "#,
    );
    check(
        text,
        &typed(other_reason),
        r#"
        Edit reason of source Dawn
        Edited reason of source Dawn
        - source S1 "Dawn" rated B "near the place"
        + source S1 "Dawn" rated B "far away"
        "#,
    );
    check(
        r#"source S1 "Dawn""#,
        &set("reliability", r#"source S1 "Dawn" rated C"#),
        r#"
        Edit reliability of source Dawn
        Edited reliability of source Dawn
        - source S1 "Dawn"
        + source S1 "Dawn" rated C
        "#,
    );
}

#[test]
fn a_value_that_was_held_stays_on_record() {
    let other = set(
        "value",
        r#"assessment A1 E1 killed "3" because "two sources" from K1"#,
    );
    let kept = r#"
        Edit value of assessment killed: 3
        Edited value of assessment killed: 3
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "3" because "two sources" from K1 earlier "2" "one source"
        "#;
    check(CASE, &other, kept);
    check(CASE, &typed(other), kept);
    check(
        CASE,
        &set(
            "reason",
            r#"assessment A1 E1 killed "2" because "two sources" from K1"#,
        ),
        r#"
        Edit reason of assessment killed: 2
        Edited reason of assessment killed: 2
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "2" because "two sources" from K1
        "#,
    );
}

#[test]
fn a_value_is_typed_into_one_entry_of_the_record() {
    let mut project = project(CASE);
    for value in ["3", "30", "30 or", "30 or 31"] {
        let id = id("A1");
        let Some(Record::Assessment(held)) = project.get(id) else {
            panic!()
        };
        let mut held = held.as_ref().clone();
        held.value = Value::Text(value.to_owned());
        let edit = Edit::Set {
            after: held.into(),
            what: "value",
            typing: true,
        };
        let planned = plan_in(&project, &edit).unwrap();
        project.apply(&planned).unwrap();
    }
    let lines = listing(&project);
    let line = lines.iter().find(|(of, _)| *of == id("A1")).unwrap();
    assert_eq!(
        line.1,
        r#"assessment A1 E1 killed "30 or 31" because "one source" from K1 earlier "2" "one source""#
    );
}

#[test]
fn the_text_of_a_capture_stays() {
    let refusal = "refused: The text of a capture does not change without the passages that \
                   stand on it; edit it in the text itself, or add another capture of the source";
    check(
        CASE,
        &set("text", r#"capture C2 of S1 taken "18 Jan 2024" "Three""#),
        refusal,
    );
    check(
        CASE,
        &set("date", r#"capture C2 of S1 taken "19 Jan 2024" "Two died""#),
        r#"
        Edit date of capture of Dawn report, 19 Jan 2024
        Edited date of capture of Dawn report, 19 Jan 2024
        - capture C2 of S1 taken "18 Jan 2024" "Two died"
        + capture C2 of S1 taken "19 Jan 2024" "Two died"
        "#,
    );
}

#[test]
fn references_lead_somewhere_else_than_to_the_record_itself() {
    check(
        CASE,
        &set("lineage", r#"source S1 "Dawn report" draws S9 tags T1"#),
        "refused: The source would name the source 002K00000009, which does not exist; \
         choose one that does, or leave it out",
    );
    check(
        CASE,
        &set("lineage", r#"source S1 "Dawn report" draws S1 tags T1"#),
        "refused: A source cannot point to itself; choose another record",
    );
    check(
        CASE,
        &set("end", "link L1 E1 RespondsTo E1"),
        "refused: A link cannot point to itself; choose another record",
    );
}

#[test]
fn a_reference_that_the_file_came_with_may_stay() {
    let source = r#"source S1 "Dawn" draws S9"#;
    let (mut project, _) = Project::load(Meta::default(), [record(source, &[])]);
    let edit = set("title", r#"source S1 "Dawn report" draws S9"#);
    let planned = plan_in(&project, &edit).unwrap();
    project.apply(&planned).unwrap();
}

#[test]
fn a_field_has_one_assessment() {
    check(
        &format!("{CASE}\nassessment A2 E2 killed \"1\""),
        &set("event", r#"assessment A2 E1 killed "1""#),
        "refused: The field “killed” of that event is assessed already; \
         change that assessment, which keeps what was held before",
    );
}

#[test]
fn the_description_of_the_project_is_set() {
    let mut project = project(CASE);
    let edit = |title: &str, typing| Edit::SetMeta {
        after: Meta {
            title: title.to_owned(),
            ..Meta::default()
        },
        what: "title",
        typing,
    };
    let planned = plan_in(&project, &edit("Border", true)).unwrap();
    assert_eq!(planned.label, "Edit title of the project");
    assert_eq!(planned.group.as_deref(), Some("project title"));
    project.apply(&planned).unwrap();
    assert_eq!(project.meta().title, "Border");
    assert!(
        plan_in(&project, &edit("Border", false))
            .unwrap()
            .is_empty()
    );
}
