//! Deleting: what goes along, and what stays without its reference.

use super::*;

fn delete(names: &str) -> Edit {
    Edit::Delete {
        records: ids(names).into(),
    }
}

#[test]
fn an_event_takes_its_claims_assessments_and_remarks() {
    check(
        CASE,
        &delete("E1"),
        r#"
        Delete event Strike with 2 claims, 1 assessment, 2 annotations and 1 link
        Deleted event Strike with 2 claims, 1 assessment, 2 annotations and 1 link
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        - assessment A1 E1 killed "2" because "one source" from K1
        - annotation R1 on E1 "check this"
        - annotation R3 on R1 "done"
        - link L1 E2 RespondsTo E1
        "#,
    );
}

#[test]
fn a_source_takes_its_captures_and_all_that_stands_on_them() {
    check(
        CASE,
        &delete("S1"),
        r#"
        Delete source Dawn report with 2 captures, 3 claims and 1 annotation, no longer named by 2 records
        Deleted source Dawn report with 2 captures, 3 claims and 1 annotation, no longer named by 2 records
        - source S1 "Dawn report" tags T1
        - source S2 "Ministry" draws S1
        + source S2 "Ministry"
        - capture C1 of S1 "In Koh-e-Sabz two children died"
        - capture C2 of S1 taken "18 Jan 2024" "Two died"
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        - claim K3 S1 E2 actor who "" T2 by "" T2
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "2" because "one source"
        - annotation R2 quotes C1 "two children" "whose?" tags T2
        "#,
    );
    check(
        CASE,
        &delete("C1 S1"),
        r#"
        Delete 2 records with 1 capture, 3 claims and 1 annotation, no longer named by 2 records
        Deleted 2 records with 1 capture, 3 claims and 1 annotation, no longer named by 2 records
        - source S1 "Dawn report" tags T1
        - source S2 "Ministry" draws S1
        + source S2 "Ministry"
        - capture C1 of S1 "In Koh-e-Sabz two children died"
        - capture C2 of S1 taken "18 Jan 2024" "Two died"
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        - claim K3 S1 E2 actor who "" T2 by "" T2
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "2" because "one source"
        - annotation R2 quotes C1 "two children" "whose?" tags T2
        "#,
    );
}

#[test]
fn an_authority_leaves_its_name() {
    check(
        CASE,
        &delete("S2"),
        r#"
        Delete source Ministry with 1 claim, no longer named by 1 claim
        Deleted source Ministry with 1 claim, no longer named by 1 claim
        - source S2 "Ministry" draws S1
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "Ministry" tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        "#,
    );
}

#[test]
fn a_capture_alone_leaves_the_claims_without_their_passage() {
    check(
        CASE,
        &delete("C1"),
        r#"
        Delete undated capture of Dawn report with 1 annotation, taking the passage from 2 claims
        Deleted undated capture of Dawn report with 1 annotation, taking the passage from 2 claims
        - capture C1 of S1 "In Koh-e-Sabz two children died"
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        + claim K2 S2 E1 place place "" T4
        - annotation R2 quotes C1 "two children" "whose?" tags T2
        "#,
    );
}

#[test]
fn a_claim_is_cleared_from_the_assessment_that_took_it() {
    check(
        CASE,
        &delete("K1"),
        r#"
        Delete claim killed: 2, no longer named by 1 assessment
        Deleted claim killed: 2, no longer named by 1 assessment
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment A1 E1 killed "2" because "one source"
        "#,
    );
}

#[test]
fn remarks_go_with_their_answers_and_links_with_their_ends() {
    check(
        CASE,
        &delete("R1"),
        r#"
        Delete comment “check this” with 1 annotation
        Deleted comment “check this” with 1 annotation
        - annotation R1 on E1 "check this"
        - annotation R3 on R1 "done"
        "#,
    );
    check(
        CASE,
        &delete("L1 N1 V1 U1 A1"),
        r#"
        Delete 5 records
        Deleted 5 records
        - assessment A1 E1 killed "2" because "one source" from K1
        - note N1 "Open questions" "see it" tags T1
        - link L1 E2 RespondsTo E1
        - view V1 "Border events" "tag:border"
        - unread U1 events
        "#,
    );
}

#[test]
fn a_tag_goes_with_those_below_it() {
    check(
        CASE,
        &delete("T3"),
        r#"
        Delete tag actor with 1 tag and 1 link, off 1 annotation, no longer named by 2 records
        Deleted tag actor with 1 tag and 1 link, off 1 annotation, no longer named by 2 records
        - tag T2 actor/jaish colour teal
        - tag T3 actor colour violet
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        + event E1 "Strike" at "" T4 actor "Jaish" actor "actor" tags T1
        - claim K3 S1 E2 actor who "" T2 by "" T2
        + claim K3 S1 E2 actor who "jaish" by "jaish"
        - annotation R2 quotes C1 "two children" "whose?" tags T2
        + annotation R2 quotes C1 "two children" "whose?"
        - link L2 T1 RelatedTo T2
        "#,
    );
    check(
        CASE,
        &delete("T1 T4"),
        r#"
        Delete 2 tags with 1 annotation and 1 link, off 4 records, no longer named by 2 records
        Deleted 2 tags with 1 annotation and 1 link, off 4 records, no longer named by 2 records
        - tag T1 border
        - tag T4 place/koh colour rose
        - source S1 "Dawn report" tags T1
        + source S1 "Dawn report"
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        + event E1 "Strike" at "koh" actor "Jaish" T2 actor "" T3
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        + claim K2 S2 E1 place place "koh" quotes C1 "Koh-e-Sabz"
        - note N1 "Open questions" "see it" tags T1
        + note N1 "Open questions" "see it"
        - annotation R4 on T1 "too wide"
        - link L2 T1 RelatedTo T2
        "#,
    );
}

#[test]
fn a_tag_goes_together_with_what_bears_it() {
    check(
        "tag T1 a\nevent E1 \"x\" tags T1\nevent E2 \"y\" tags T1",
        &delete("T1 E1"),
        r#"
        Delete 2 records, off 1 event
        Deleted 2 records, off 1 event
        - tag T1 a
        - event E1 "x" tags T1
        - event E2 "y" tags T1
        + event E2 "y"
        "#,
    );
}

#[test]
fn records_that_are_not_there_are_left_out() {
    check(
        CASE,
        &delete("R3 R9 R3"),
        r#"
        Delete comment “done”
        Deleted comment “done”
        - annotation R3 on R1 "done"
        "#,
    );
    check(CASE, &delete(""), "nothing to do");
    check(
        CASE,
        &delete("R9"),
        "refused: That annotation is not in the project any more: it was deleted, \
         or the step that made it was undone; choose another one",
    );
}

#[test]
fn remarks_in_a_ring_go_together() {
    check(
        r#"annotation R1 on R2 "a"
           annotation R2 on R1 "b"
           link L1 L2 SameAs R1
           link L2 L1 SameAs R2"#,
        &delete("L1"),
        r#"
        Delete link “a link same as a” with 1 link
        Deleted link “a link same as a” with 1 link
        - link L1 L2 SameAs R1
        - link L2 L1 SameAs R2
        "#,
    );
}
