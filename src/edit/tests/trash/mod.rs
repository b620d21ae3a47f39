//! The trash: what was deleted comes back after saving and opening, whatever was done in between.

mod hostile;
mod merging;
mod random;

use super::*;
use crate::store;

/// Something that is done to a project.
enum Step {
    Do(Edit),
    /// It is saved and opened again.
    Reopen,
    /// The deletion with this number comes back, counted from the oldest in the trash.
    Restore(usize),
    /// It is deleted for good.
    Forget(usize),
}

use Step::{Do, Forget, Reopen, Restore};

fn delete(names: &str) -> Step {
    Do(Edit::Delete {
        records: ids(names).into(),
    })
}

fn deletion(project: &Project, number: usize) -> DeletionId {
    let mut trash = project.trash().iter();
    trash.nth(number).map(|one| one.id).unwrap()
}

fn reopened(project: &Project) -> Project {
    let text = store::render(None, &project.snapshot()).unwrap();
    let read = store::read_text(text.clone()).unwrap();
    assert_eq!(
        read.project
            .unread()
            .iter()
            .filter(|one| one.table == Kind::Deletion)
            .count(),
        0,
        "{text}"
    );
    read.project
}

/// What each step says; what is otherwise in the end than at the start; and what the trash holds then.
#[track_caller]
fn check_steps(text: &str, steps: &[Step], expected: &str) {
    let mut project = project(text);
    let mut ids = IdSource::counting(1);
    let start = listing(&project);
    let mut actual = String::new();
    for step in steps {
        let edit = match step {
            Do(edit) => edit.clone(),
            Reopen => {
                project = reopened(&project);
                continue;
            }
            Restore(number) => Edit::RestoreDeleted {
                deletions: vec![deletion(&project, *number)],
            },
            Forget(number) => Edit::EmptyTrash {
                deletions: Some(vec![deletion(&project, *number)]),
            },
        };
        let mut ctx = Context {
            ids: &mut ids,
            now: now(),
        };
        match plan(&project, &edit, &mut ctx) {
            Err(error) => actual.push_str(&format!("refused: {error}\n")),
            Ok(planned) => {
                actual.push_str(&format!("{}\n", planned.done));
                let before = project.snapshot();
                let applied = project.apply(&planned).unwrap();
                let after = project.snapshot();
                check_whole(&project);
                project.apply(&applied.inverse()).unwrap();
                assert!(
                    project.same_content(&before),
                    "undo does not give the start"
                );
                project.apply(&applied).unwrap();
                assert!(project.same_content(&after), "redo does not give the end");
            }
        }
    }
    actual.push_str(&difference(&start, &listing(&project)));
    for deletion in project.trash().iter() {
        actual.push_str(&format!("trash: {}\n", deletion.what));
    }
    assert_lines(&actual, expected);
}

/// Deleted, saved, opened and restored, everything is as it was.
#[track_caller]
fn check_comes_back(names: &str, expected: &str) {
    check_steps(&case_read(), &[delete(names), Reopen, Restore(0)], expected);
}

/// The case but for what a file cannot say in the notation.
fn case_read() -> String {
    CASE.replace("    unread U1 events\n", "")
}

#[test]
fn an_event_comes_back_with_all_that_went_with_it() {
    check_comes_back(
        "E1",
        "Deleted event Strike with 2 claims, 1 assessment, 2 annotations and 1 link
        Restored event Strike with 2 claims, 1 assessment, 2 annotations and 1 link",
    );
}

#[test]
fn a_source_comes_back_into_the_lineage_and_the_assessments_of_others() {
    check_comes_back(
        "S1",
        "Deleted source Dawn report with 2 captures, 3 claims and 1 annotation, no longer named by 2 records
        Restored source Dawn report with 2 captures, 3 claims and 1 annotation",
    );
    check_comes_back(
        "S2",
        "Deleted source Ministry with 1 claim, no longer named by 1 claim
        Restored source Ministry with 1 claim",
    );
}

#[test]
fn a_capture_comes_back_under_the_passages_that_stood_in_it() {
    check_comes_back(
        "C1",
        "Deleted undated capture of Dawn report with 1 annotation, taking the passage from 2 claims
        Restored undated capture of Dawn report with 1 annotation",
    );
}

#[test]
fn a_tag_comes_back_on_its_bearers_and_where_it_stood_for_somebody() {
    check_comes_back(
        "T1",
        "Deleted tag border with 1 annotation and 1 link, off 4 records
        Restored tag border with 1 annotation and 1 link",
    );
    check_comes_back(
        "T3",
        "Deleted tag actor with 1 tag and 1 link, off 1 annotation, no longer named by 2 records
        Restored tag actor with 1 tag and 1 link",
    );
}

#[test]
fn a_view_a_note_a_link_and_a_remark_come_back() {
    check_comes_back(
        "V1 N1 L2 R1",
        "Deleted 4 records with 1 annotation
        Restored 4 records with 1 annotation",
    );
}

#[test]
fn an_unreadable_record_comes_back_byte_for_byte() {
    let mut project = store::read_text(
        "(annals: 1, events: [(id: \"000000000001\", title: 3, /* why */ )])".to_owned(),
    )
    .unwrap()
    .project;
    let unread = project.unread().iter().next().unwrap().clone();
    let edit = Edit::Delete {
        records: [unread.id.into()].into(),
    };
    project.apply(&plan_in(&project, &edit).unwrap()).unwrap();
    assert!(project.unread().is_empty());
    let mut project = reopened(&project);
    let edit = Edit::RestoreDeleted {
        deletions: vec![deletion(&project, 0)],
    };
    project.apply(&plan_in(&project, &edit).unwrap()).unwrap();
    let back = project.unread().iter().next().unwrap();
    assert_eq!(back, &unread);
    let text = store::render(None, &project.snapshot()).unwrap();
    assert!(text.contains("title: 3, /* why */ )"), "{text}");
    assert!(!text.contains("trash"), "{text}");
}

#[test]
fn what_was_mended_comes_back_mended_and_once() {
    let mut project = project(CASE);
    let mend = Edit::Mend {
        unread: unread_id("U1"),
        record: record(r#"event E5 "Ambush""#, &[]),
    };
    project.apply(&plan_in(&project, &mend).unwrap()).unwrap();
    let edit = Edit::Delete {
        records: [unread_id("U1").into(), ids("E5")[0]].into(),
    };
    project.apply(&plan_in(&project, &edit).unwrap()).unwrap();
    let mut project = reopened(&project);
    let edit = Edit::RestoreDeleted {
        deletions: vec![deletion(&project, 0)],
    };
    project.apply(&plan_in(&project, &edit).unwrap()).unwrap();
    assert!(project.contains(ids("E5")[0]));
    assert!(project.unread().is_empty(), "it came back unmended, too");
}

#[test]
fn a_claim_comes_back_together_with_the_event_that_was_deleted_after_it() {
    check_steps(
        &case_read(),
        &[delete("K2"), delete("E1"), Reopen, Restore(0)],
        "Deleted claim place
        Deleted event Strike with 1 claim, 1 assessment, 2 annotations and 1 link
        Restored claim place, and event Strike with 1 claim, 1 assessment, 2 annotations and 1 link, which it needs",
    );
}

#[test]
fn deletions_come_back_in_any_order() {
    for order in [[0, 0, 0], [2, 1, 0], [1, 1, 0], [2, 0, 0]] {
        let mut project = project(&case_read());
        let mut ids = IdSource::counting(1);
        let start = listing(&project);
        let mut edits: Vec<Step> = ["T2", "S2", "K1 K3"].map(delete).into();
        edits.push(Reopen);
        edits.extend(order.map(Restore));
        for step in &edits {
            let edit = match step {
                Do(edit) => edit.clone(),
                Restore(number) if *number < project.trash().len() => Edit::RestoreDeleted {
                    deletions: vec![deletion(&project, *number)],
                },
                _ => {
                    project = reopened(&project);
                    continue;
                }
            };
            let mut ctx = Context {
                ids: &mut ids,
                now: now(),
            };
            let planned = plan(&project, &edit, &mut ctx).unwrap();
            project.apply(&planned).unwrap();
            check_whole(&project);
        }
        assert_eq!(difference(&start, &listing(&project)), "", "{order:?}");
        assert!(project.trash().is_empty());
    }
}

#[test]
fn a_record_comes_back_without_a_tag_that_is_still_in_the_trash_and_gets_it_back_with_it() {
    check_steps(
        &case_read(),
        &[delete("N1"), delete("T1"), Reopen, Restore(0)],
        r#"
        Deleted note Open questions
        Deleted tag border with 1 annotation and 1 link, off 3 records
        Restored note Open questions
        - tag T1 border
        - source S1 "Dawn report" tags T1
        + source S1 "Dawn report"
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        + event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2
        - note N1 "Open questions" "see it" tags T1
        + note N1 "Open questions" "see it"
        - annotation R4 on T1 "too wide"
        - link L2 T1 RelatedTo T2
        trash: tag border with 1 annotation and 1 link
        "#,
    );
    check_steps(
        &case_read(),
        &[delete("N1"), delete("T1"), Restore(0), Reopen, Restore(0)],
        "Deleted note Open questions
        Deleted tag border with 1 annotation and 1 link, off 3 records
        Restored note Open questions
        Restored tag border with 1 annotation and 1 link",
    );
}

#[test]
fn what_was_changed_since_stays_as_it_is_and_is_told() {
    let Record::Claim(claim) = project(&case_read()).get(id("K1")).unwrap() else {
        panic!()
    };
    let mut after = claim.as_ref().clone();
    after.attributed_to = Attribution {
        name: "a witness".into(),
        ..Attribution::default()
    }
    .into();
    let set = Do(Edit::Set {
        after: after.into(),
        what: "attribution",
        typing: false,
    });
    check_steps(
        &case_read(),
        &[delete("S2"), set, Reopen, Restore(0)],
        r#"
        Deleted source Ministry with 1 claim, no longer named by 1 claim
        Edited attribution of claim killed: 2
        Restored source Ministry with 1 claim; the attribution of claim killed: 2 was changed since and stays as it is
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "a witness" tags T1
        "#,
    );
}

#[test]
fn what_stands_on_something_deleted_for_good_stays_in_the_trash() {
    check_steps(
        &case_read(),
        &[delete("K2"), delete("E1"), Forget(1), Reopen, Restore(0)],
        r#"
        Deleted claim place
        Deleted event Strike with 1 claim, 1 assessment, 2 annotations and 1 link
        Deleted event Strike with 1 claim, 1 assessment, 2 annotations and 1 link for good
        refused: Nothing of it can come back: what it is about was deleted for good; it stays in the trash until you delete it for good
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        - assessment A1 E1 killed "2" because "one source" from K1
        - annotation R1 on E1 "check this"
        - annotation R3 on R1 "done"
        - link L1 E2 RespondsTo E1
        trash: claim place
        "#,
    );
    check_steps(
        &case_read(),
        &[delete("K2 V1"), delete("E1"), Forget(1), Reopen, Restore(0)],
        r#"
        Deleted 2 records
        Deleted event Strike with 1 claim, 1 assessment, 2 annotations and 1 link
        Deleted event Strike with 1 claim, 1 assessment, 2 annotations and 1 link for good
        Restored 2 records; 1 claim stays in the trash: what it is about was deleted for good
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        - claim K2 S2 E1 place place "" T4 quotes C1 "Koh-e-Sabz"
        - assessment A1 E1 killed "2" because "one source" from K1
        - annotation R1 on E1 "check this"
        - annotation R3 on R1 "done"
        - link L1 E2 RespondsTo E1
        trash: 1 claim
        "#,
    );
}

#[test]
fn a_tag_whose_path_is_taken_comes_back_beside_it() {
    let made = Do(Edit::NewTag {
        path: "border".to_owned(),
        colour: Some(TagColour::Ink),
    });
    check_steps(
        "tag T1 border\n note N1 \"\" \"\" tags T1",
        &[delete("T1"), made, Restore(0)],
        r#"
        Deleted tag border, off 1 note
        Added tag border
        Restored tag border; the tag is called border (restored), because there is another tag border by now
        - tag T1 border
        + tag T1 border (restored)
        + tag +2 border colour ink
        "#,
    );
}

#[test]
fn a_field_that_was_assessed_again_and_a_link_made_again_keep_the_new_ones() {
    let held = Do(Edit::Assess {
        event: event_id("E1"),
        field: "killed".to_owned(),
        value: Value::Text("3".to_owned()),
        reason: String::new(),
        claim: None,
    });
    let link = Do(Edit::NewLink {
        from: id("E2"),
        to: id("E1"),
        relation: Relation::RespondsTo,
    });
    check_steps(
        &case_read(),
        &[delete("A1 L1 V1"), held, link, Reopen, Restore(0)],
        r#"
        Deleted 3 records
        Assessed killed of “Strike”
        Added link “Reply” responds to “Strike”
        Restored 3 records; 1 assessment stays in the trash: its field was assessed again; 1 link stays in the trash: the same link was made again
        - assessment A1 E1 killed "2" because "one source" from K1
        + assessment +2 E1 killed "3"
        - link L1 E2 RespondsTo E1
        + link +3 E2 RespondsTo E1
        trash: 1 assessment and 1 link
        "#,
    );
}

#[test]
fn the_trash_is_emptied_in_one_step() {
    check_steps(
        &case_read(),
        &[
            delete("V1"),
            delete("N1"),
            Do(Edit::EmptyTrash { deletions: None }),
        ],
        r#"
        Deleted saved view Border events
        Deleted note Open questions
        Emptied the trash: deleted 2 deletions for good
        - note N1 "Open questions" "see it" tags T1
        - view V1 "Border events" "tag:border"
        "#,
    );
}

#[test]
fn what_is_in_the_trash_is_nothing_to_name_to_change_or_to_delete_again() {
    let mut project = project(&case_read());
    project
        .apply(
            &plan_in(
                &project,
                &Edit::Delete {
                    records: ids("E1").into(),
                },
            )
            .unwrap(),
        )
        .unwrap();
    let trash = RecordId::from(deletion(&project, 0));
    let gone = project.get(trash).unwrap();
    let edits = [
        Edit::Delete {
            records: [trash].into(),
        },
        Edit::NewLink {
            from: id("E2"),
            to: trash,
            relation: Relation::Causes,
        },
        Edit::Annotate {
            target: Target::Record(trash),
            motivation: Motivation::Commenting,
            title: String::new(),
            body: "x".to_owned(),
            tags: Vec::new(),
        },
        Edit::Set {
            after: gone,
            what: "sentence",
            typing: false,
        },
    ];
    for edit in edits {
        let planned = plan_in(&project, &edit);
        assert!(
            planned.is_err() || planned.is_ok_and(|planned| planned.is_empty()),
            "{edit:?}"
        );
    }
    // An id in the trash is not given to another record.
    let mut ids = IdSource::counting(id("E1").bits());
    assert_eq!(
        ids.fresh::<Event>(&project).unwrap().bits(),
        id("E1").bits() + 2
    );
}

#[test]
fn references_that_led_nowhere_before_do_so_again() {
    let text = "(annals: 1, sources: [(id: \"000000000001\", title: \"S\")], claims: [
        (id: \"000000000004\", source: \"000000000001\", event: \"000000000009\", field: \"a\", value: Text(\"b\"), tags: [\"000000000008\"])])";
    let mut project = store::read_text(text.to_owned()).unwrap().project;
    let start = project.snapshot();
    let records = project.ids(Kind::Claim).collect();
    project
        .apply(&plan_in(&project, &Edit::Delete { records }).unwrap())
        .unwrap();
    let mut project = reopened(&project);
    let deletions = vec![deletion(&project, 0)];
    let planned = plan_in(&project, &Edit::RestoreDeleted { deletions }).unwrap();
    project.apply(&planned).unwrap();
    assert!(project.same_content(&start));
}

#[test]
fn a_tag_on_twenty_thousand_records_goes_and_comes_back_as_three_changes() {
    let tag = Tag {
        id: Id::from_bits(1),
        path: "x".to_owned(),
        colour: TagColour::default(),
        description: String::new(),
    };
    let tags: TagSet = [tag.id].into_iter().collect();
    let events = (2..20_002).map(|bits| {
        let mut event = Event::new(Id::from_bits(bits));
        event.tags = tags.clone();
        Record::from(event)
    });
    let records = std::iter::once(Record::from(tag.clone())).chain(events);
    let (mut project, _) = Project::load(Meta::default(), records);
    let start = project.snapshot();
    let records = [tag.id.into()].into();
    let planned = plan_in(&project, &Edit::Delete { records }).unwrap();
    assert_eq!(planned.changes.len(), 3);
    project.apply(&planned).unwrap();
    let deletions = vec![deletion(&project, 0)];
    let planned = plan_in(&project, &Edit::RestoreDeleted { deletions }).unwrap();
    assert_eq!(planned.changes.len(), 3);
    project.apply(&planned).unwrap();
    assert!(project.same_content(&start));
}

#[test]
fn a_passage_in_a_text_that_was_edited_meanwhile_is_looked_for_by_its_words() {
    let edited = |text: &str| {
        Do(Edit::EditCaptureText {
            capture: capture_id("C1"),
            text: text.to_owned(),
            typing: false,
        })
    };
    check_steps(
        r#"
        source S1 "Dawn report"
        capture C1 of S1 "In Koh-e-Sabz two children died"
        event E1 "Strike"
        claim K1 S1 E1 killed "2" quotes C1 "two children"
        annotation R2 quotes C1 "two children" "whose?"
        "#,
        &[
            delete("K1"),
            edited("In the village of Koh-e-Sabz two children died"),
            Reopen,
            Restore(0),
        ],
        r#"
        Deleted claim killed: 2
        Edited text of undated capture of Dawn report
        Restored claim killed: 2; in texts edited since, 1 passage: 1 moved
        - capture C1 of S1 "In Koh-e-Sabz two children died"
        + capture C1 of S1 "In the village of Koh-e-Sabz two children died"
        - claim K1 S1 E1 killed "2" quotes C1 "two children"
        + claim K1 S1 E1 killed "2" quotes C1 "two children" moved
        "#,
    );
    check_steps(
        r#"
        source S1 "Dawn report"
        capture C1 of S1 "In Koh-e-Sabz two children died"
        event E1 "Strike"
        claim K1 S1 E1 killed "2" quotes C1 "two children"
        "#,
        &[
            delete("K1"),
            edited("Nobody was hurt, the paper says"),
            Reopen,
            Restore(0),
        ],
        r#"
        Deleted claim killed: 2
        Edited text of undated capture of Dawn report
        Restored claim killed: 2; in texts edited since, 1 passage: 1 lost
        - capture C1 of S1 "In Koh-e-Sabz two children died"
        + capture C1 of S1 "Nobody was hurt, the paper says"
        - claim K1 S1 E1 killed "2" quotes C1 "two children"
        + claim K1 S1 E1 killed "2" quotes C1 "two children" lost
        "#,
    );
}
