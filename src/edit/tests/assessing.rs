//! Assessing a field: the first decision, later ones, and what is refused.

use super::*;

fn assess(field: &str, value: &str, reason: &str, claim: Option<&str>) -> Edit {
    Edit::Assess {
        event: event_id("E1"),
        field: field.to_owned(),
        value: Value::Text(value.to_owned()),
        reason: reason.to_owned(),
        claim: claim.map(claim_id),
    }
}

#[test]
fn a_field_is_assessed_for_the_first_time() {
    check(
        CASE,
        &assess(" place ", "Koh", " one village ", Some("K2")),
        r#"
        Assess place of “Strike”
        Assessed place of “Strike”
        + assessment +1 E1 place "Koh" because "one village" from K2
        "#,
    );
}

#[test]
fn a_decision_that_is_changed_stays_on_record() {
    check(
        CASE,
        &assess("killed", "3", "two sources", None),
        r#"
        Assess killed of “Strike”
        Assessed killed of “Strike”
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "3" because "two sources" earlier "2" "one source"
        "#,
    );
    // Another reason is another decision, whatever the case of the field's name.
    check(
        CASE,
        &assess("Killed", "2", "two sources", Some("K1")),
        r#"
        Assess killed of “Strike”
        Assessed killed of “Strike”
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "2" because "two sources" from K1 earlier "2" "one source"
        "#,
    );
    let same = assess("killed", "2", "one source", Some("K1"));
    check(CASE, &same, "nothing to do");
}

#[test]
fn a_reason_that_is_added_replaces_nothing() {
    check(
        r#"event E1 "Strike"
           assessment A1 E1 killed "2""#,
        &assess("killed", "2", "both say so", None),
        r#"
        Assess killed of “Strike”
        Assessed killed of “Strike”
        - assessment A1 E1 killed "2"
        + assessment A1 E1 killed "2" because "both say so"
        "#,
    );
}

#[test]
fn an_assessment_is_of_something_that_is_there() {
    let refusal = "refused: An assessment needs a field and a value; say what the field is held \
                   to be, or delete the assessment";
    check(CASE, &assess(" ", "2", "", None), refusal);
    check(CASE, &assess("killed", " ", "", None), refusal);
    check(
        CASE,
        &assess("killed", "4", "", Some("K9")),
        "refused: The assessment would name the claim 002B00000009, which does not exist; \
         choose one that does, or leave it out",
    );
    let mut gone = assess("killed", "4", "", None);
    if let Edit::Assess { event, .. } = &mut gone {
        *event = event_id("E9");
    }
    check(
        CASE,
        &gone,
        "refused: That event is not in the project any more: it was deleted, or the step that \
         made it was undone; choose another one",
    );
}
