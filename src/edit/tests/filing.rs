//! Claims from a form: new ones and changed ones, with the event and the tag made for them.

use super::*;
use crate::edit::Filing;

fn filing(line: &str) -> Filing {
    let Record::Claim(claim) = record(line, &[]) else {
        panic!("{line} is no claim")
    };
    Filing {
        claim: claim.as_ref().clone(),
        changes: None,
        new_event: None,
        said_by_tag: None,
    }
}

#[track_caller]
fn check_file(filing: Filing, expected: &str) {
    check(CASE, &Edit::FileClaim(Box::new(filing)), expected);
}

#[test]
fn a_claim_is_filed_from_its_form() {
    check_file(
        filing(r#"claim K9 S1 E1 killed "2" by "police""#),
        r#"
        Add claim killed: 2 of “Strike”
        Added claim killed: 2 of “Strike”
        + claim +1 S1 E1 killed "2" by "police"
        "#,
    );
    check_file(
        filing(r#"claim K9 S1 E9 killed "2""#),
        "refused: The claim would name the event 002500000009, which does not exist; \
         choose one that does, or leave it out",
    );
}

#[test]
fn the_event_and_the_tag_of_a_claim_are_made_in_the_same_step() {
    check_file(
        Filing {
            new_event: Some(" Blast ".to_owned()),
            said_by_tag: Some("actor/police".to_owned()),
            ..filing(r#"claim K9 S1 E9 killed "2""#)
        },
        r#"
        Add claim killed: 2 of “Blast”
        Added claim killed: 2 of “Blast”
        + tag +1 actor/police colour leaf
        + event +2 "Blast"
        + claim +3 S1 +2 killed "2" by "" +1
        "#,
    );
}

#[test]
fn a_filed_claim_changes_by_the_same_form() {
    let first = project(CASE)
        .claims()
        .iter()
        .next()
        .unwrap()
        .as_ref()
        .clone();
    let events = project(CASE);
    let reply = events.events().iter().nth(1).unwrap().id;
    let changed = Filing {
        changes: Some(first.id),
        ..filing("claim K8 S1 E1 killed \"3\"")
    };
    let value = changed.claim.value.clone();
    check_file(
        Filing {
            claim: Claim {
                event: reply,
                value,
                ..first.clone()
            },
            ..changed.clone()
        },
        r#"
        Edit claim killed: 3 of “Reply”
        Edited claim killed: 3 of “Reply”
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E2 killed "3" quotes C1 "two children" by "" S2 tags T1
        "#,
    );
    check_file(
        Filing {
            new_event: Some("Blast".to_owned()),
            claim: first.clone(),
            ..changed.clone()
        },
        r#"
        Edit claim killed: 2 of “Blast”
        Edited claim killed: 2 of “Blast”
        + event +1 "Blast"
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 +1 killed "2" quotes C1 "two children" by "" S2 tags T1
        "#,
    );
    let same = Filing {
        claim: first,
        ..changed
    };
    check_file(same, "nothing to do");
}
