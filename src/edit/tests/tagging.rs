//! Tags on records, and the tree of tags.

use super::*;
use crate::edit::Weighed;
use crate::edit::{Reach, reach};

fn add(names: &str, path: &str) -> Edit {
    Edit::AddTag {
        records: ids(names).into(),
        path: path.to_owned(),
    }
}

fn remove(names: &str, tag: &str) -> Edit {
    Edit::RemoveTag {
        records: ids(names).into(),
        tag: tag_id(tag),
    }
}

#[test]
fn a_tag_is_put_on_those_that_do_not_bear_it() {
    check(
        CASE,
        &add("E1 E2", "border"),
        r#"
        Add tag border to “Reply”
        Added tag border to “Reply”
        - event E2 "Reply"
        + event E2 "Reply" tags T1
        "#,
    );
    check(
        CASE,
        &add("S1 S2 S2", " new / one "),
        r#"
        Add tag new/one to 2 sources
        Added tag new/one to 2 sources
        + tag +1 new/one colour leaf
        - source S1 "Dawn report" tags T1
        + source S1 "Dawn report" tags +1,T1
        - source S2 "Ministry" draws S1
        + source S2 "Ministry" draws S1 tags +1
        "#,
    );
    check(
        CASE,
        &add("S2 E2 C1 S9", "border"),
        r#"
        Add tag border to 2 records
        Added tag border to 2 records
        - source S2 "Ministry" draws S1
        + source S2 "Ministry" draws S1 tags T1
        - event E2 "Reply"
        + event E2 "Reply" tags T1
        "#,
    );
    check(CASE, &add("E1 S1", "border"), "nothing to do");
    check(CASE, &add("", "border"), "nothing to do");
}

#[test]
fn a_tag_that_cannot_be_put_on_is_refused() {
    check(
        CASE,
        &add("C1 L1", "border"),
        "refused: Captures bear no tags; tag sources, events, claims, notes or annotations instead",
    );
    check(
        CASE,
        &add("E9", "border"),
        "refused: That event is not in the project any more: it was deleted, \
         or the step that made it was undone; choose another one",
    );
    check(
        CASE,
        &add("E1", " / "),
        "refused: A tag needs a name; type one, with “/” between a tag and the one below it",
    );
}

#[test]
fn a_tag_is_found_however_the_file_writes_its_path() {
    let mut tag = match record("tag T1 x", &[]) {
        Record::Tag(tag) => tag.as_ref().clone(),
        _ => panic!(),
    };
    tag.path = "actor / jaish".to_owned();
    let event = record(r#"event E1 "Strike""#, &[]);
    let (project, _) = Project::load(Meta::default(), [tag.into(), event]);
    let planned = plan_in(&project, &add("E1", "actor/jaish")).unwrap();
    assert_eq!(planned.changes.len(), 1);
}

#[test]
fn a_tag_is_taken_off_those_that_bear_it() {
    check(
        CASE,
        &remove("E1 S1 S2 K1", "T1"),
        r#"
        Remove tag border from 3 records
        Removed tag border from 3 records
        - source S1 "Dawn report" tags T1
        + source S1 "Dawn report"
        - event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3 tags T1
        + event E1 "Strike" at "" T4 actor "Jaish" T2 actor "" T3
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2
        "#,
    );
    check(
        CASE,
        &remove("K1", "T1"),
        r#"
        Remove tag border from claim killed: 2
        Removed tag border from claim killed: 2
        - claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2 tags T1
        + claim K1 S1 E1 killed "2" quotes C1 "two children" by "" S2
        "#,
    );
    check(CASE, &remove("E2", "T1"), "nothing to do");
}

#[test]
fn a_tag_on_a_hundred_thousand_records_is_a_small_step() {
    let events = (0..100_000).map(|n| Record::from(Event::new(Id::from_bits(1000 + n))));
    let (mut project, _) = Project::load(Meta::default(), events);
    let edit = Edit::AddTag {
        records: project.ids(Kind::Event).collect(),
        path: "border".to_owned(),
    };
    let planned = plan_in(&project, &edit).unwrap();
    assert_eq!(planned.label, "Add tag border to 100000 events");
    assert_eq!(planned.changes.len(), 2);
    let bytes = Weighed::of(planned.clone()).bytes();
    assert!(bytes < 100_000 * 16 + 50_000, "{bytes} bytes");
    let applied = project.apply(&planned).unwrap();
    let undone = plan_in(
        &project,
        &Edit::DeleteTag {
            tag: project.tags().iter().next().unwrap().id,
        },
    )
    .unwrap();
    // Off all of them, out of the project, into the trash.
    assert_eq!(undone.changes.len(), 3);
    assert_eq!(undone.label, "Delete tag border, off 100000 events");
    project.apply(&applied.inverse()).unwrap();
}

const TREE: &str = r#"
    tag T1 actor
    tag T2 actor/jaish colour teal about "the group"
    tag T3 actor/jaish/spokesman
    tag T4 group about "any body"
    tag T5 group/jaish
    tag T6 group/army
    tag T7 actors
    event E1 "Strike" actor "" T3 actor "" T2 tags T2,T3
    event E2 "Reply" tags T2,T5
    source S1 "Dawn" tags T4
    annotation R1 on T2 "who?"
    link L1 T2 SameAs T5
    link L2 T2 RelatedTo E1
    annotation R2 on L1 "sure?"
"#;

fn rename(tag: &str, path: &str) -> Edit {
    Edit::RenameTag {
        tag: tag_id(tag),
        path: path.to_owned(),
    }
}

#[test]
fn a_tag_takes_the_tags_below_it_along() {
    check(
        TREE,
        &rename("T1", "party"),
        r#"
        Rename tag actor to party with 2 tags below it
        Renamed tag actor to party with 2 tags below it
        - tag T1 actor
        + tag T1 party
        - tag T2 actor/jaish colour teal about "the group"
        + tag T2 party/jaish colour teal about "the group"
        - tag T3 actor/jaish/spokesman
        + tag T3 party/jaish/spokesman
        "#,
    );
    check(
        TREE,
        &rename("T2", "jaish"),
        r#"
        Move tag actor/jaish to the top as jaish with 1 tag below it
        Moved tag actor/jaish to the top as jaish with 1 tag below it
        - tag T2 actor/jaish colour teal about "the group"
        + tag T2 jaish colour teal about "the group"
        - tag T3 actor/jaish/spokesman
        + tag T3 jaish/spokesman
        "#,
    );
    check(
        TREE,
        &rename("T2", "actor/jaish/all"),
        r#"
        Move tag actor/jaish to actor/jaish/all with 1 tag below it
        Moved tag actor/jaish to actor/jaish/all with 1 tag below it
        - tag T2 actor/jaish colour teal about "the group"
        + tag T2 actor/jaish/all colour teal about "the group"
        - tag T3 actor/jaish/spokesman
        + tag T3 actor/jaish/all/spokesman
        "#,
    );
    check(TREE, &rename("T2", " actor / jaish"), "nothing to do");
}

#[test]
fn a_path_that_is_taken_is_refused() {
    let taken = |path: &str| {
        format!(
            "refused: There is a tag “{path}” already; merge the two tags, or choose another name"
        )
    };
    check(TREE, &rename("T1", "group"), &taken("group"));
    check(TREE, &rename("T2", "group/jaish"), &taken("group/jaish"));
    check(
        "tag T1 a\ntag T2 a/x\ntag T3 b/x",
        &rename("T1", "b"),
        &taken("b/x"),
    );
}

#[test]
fn a_path_set_with_other_fields_moves_the_tags_below_too() {
    check(
        TREE,
        &Edit::Set {
            after: record(r#"tag T2 actor/js colour ink"#, &[]),
            what: "path",
            typing: false,
        },
        r#"
        Edit path of tag actor/js
        Edited path of tag actor/js
        - tag T2 actor/jaish colour teal about "the group"
        + tag T2 actor/js colour ink
        - tag T3 actor/jaish/spokesman
        + tag T3 actor/js/spokesman
        "#,
    );
}

fn merge(from: &[&str], into: &str) -> Edit {
    Edit::MergeTags {
        from: from.iter().map(|name| tag_id(name)).collect(),
        into: tag_id(into),
    }
}

#[test]
fn a_merged_tag_hands_everything_to_the_one_that_stays() {
    check(
        TREE,
        &merge(&["T2"], "T5"),
        r#"
        Merge tag actor/jaish into group/jaish on 2 events, deleting 1 annotation and 1 link
        Merged tag actor/jaish into group/jaish on 2 events, deleting 1 annotation and 1 link
        - tag T2 actor/jaish colour teal about "the group"
        - tag T3 actor/jaish/spokesman
        + tag T3 group/jaish/spokesman
        - tag T5 group/jaish
        + tag T5 group/jaish about "the group"
        - event E1 "Strike" actor "" T3 actor "" T2 tags T2,T3
        + event E1 "Strike" actor "" T3 actor "" T5 tags T3,T5
        - event E2 "Reply" tags T2,T5
        + event E2 "Reply" tags T5
        - annotation R1 on T2 "who?"
        + annotation R1 on T5 "who?"
        - annotation R2 on L1 "sure?"
        - link L1 T2 SameAs T5
        - link L2 T2 RelatedTo E1
        + link L2 T5 RelatedTo E1
        "#,
    );
}

#[test]
fn trees_that_merge_merge_all_the_way_down() {
    check(
        TREE,
        &merge(&["T1"], "T4"),
        r#"
        Merge tag actor into group on 2 events, deleting 1 annotation and 1 link
        Merged tag actor into group on 2 events, deleting 1 annotation and 1 link
        - tag T1 actor
        - tag T2 actor/jaish colour teal about "the group"
        - tag T3 actor/jaish/spokesman
        + tag T3 group/jaish/spokesman
        - tag T5 group/jaish
        + tag T5 group/jaish about "the group"
        - event E1 "Strike" actor "" T3 actor "" T2 tags T2,T3
        + event E1 "Strike" actor "" T3 actor "" T5 tags T3,T5
        - event E2 "Reply" tags T2,T5
        + event E2 "Reply" tags T5
        - annotation R1 on T2 "who?"
        + annotation R1 on T5 "who?"
        - annotation R2 on L1 "sure?"
        - link L1 T2 SameAs T5
        - link L2 T2 RelatedTo E1
        + link L2 T5 RelatedTo E1
        "#,
    );
}

#[test]
fn a_tag_merges_into_one_below_it_and_above_it() {
    let tree = "tag T1 a\ntag T2 a/b\ntag T3 a/b/c\ntag T4 a/d\ntag T5 a/b/d/e";
    check(
        tree,
        &merge(&["T1"], "T2"),
        "
        Merge tag a into a/b
        Merged tag a into a/b
        - tag T1 a
        - tag T4 a/d
        + tag T4 a/b/d
        ",
    );
    check(
        tree,
        &merge(&["T2"], "T1"),
        "
        Merge tag a/b into a
        Merged tag a/b into a
        - tag T2 a/b
        - tag T3 a/b/c
        + tag T3 a/c
        - tag T5 a/b/d/e
        + tag T5 a/d/e
        ",
    );
    check(
        tree,
        &merge(&["T2", "T3", "T3", "T1"], "T1"),
        "
        Merge 2 tags into a
        Merged 2 tags into a
        - tag T2 a/b
        - tag T3 a/b/c
        - tag T5 a/b/d/e
        + tag T5 a/d/e
        ",
    );
}

#[test]
fn a_tag_below_two_that_merge_belongs_to_the_nearer() {
    check(
        "tag T1 a\ntag T2 a/b\ntag T3 a/b/x\ntag T4 a/x\ntag T5 z\nevent E1 \"y\" tags T3,T4",
        &merge(&["T1", "T2"], "T5"),
        r#"
        Merge 2 tags into z on 1 event
        Merged 2 tags into z on 1 event
        - tag T1 a
        - tag T2 a/b
        - tag T3 a/b/x
        + tag T3 z/x
        - tag T4 a/x
        - event E1 "y" tags T3,T4
        + event E1 "y" tags T3
        "#,
    );
}

#[test]
fn tags_merge_that_a_file_has_twice() {
    let tree = "tag T1 a\ntag T2 a\ntag T3 a/b\nevent E1 \"x\" tags T1,T2";
    check(
        tree,
        &merge(&["T1"], "T2"),
        r#"
        Merge tag a into a on 1 event
        Merged tag a into a on 1 event
        - tag T1 a
        - event E1 "x" tags T1,T2
        + event E1 "x" tags T2
        "#,
    );
}

#[test]
fn a_merge_of_nothing_is_nothing() {
    check(TREE, &merge(&[], "T1"), "nothing to do");
    check(TREE, &merge(&["T1"], "T1"), "nothing to do");
    check(
        TREE,
        &merge(&["T9"], "T1"),
        "refused: That tag is not in the project any more: it was deleted, \
         or the step that made it was undone; choose another one",
    );
}

#[test]
fn a_deleted_tag_leaves_its_name_where_it_stood_for_somebody() {
    check(
        CASE,
        &Edit::DeleteTag { tag: tag_id("T3") },
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
}

#[test]
fn what_an_edit_reaches_is_counted_before_it_is_done() {
    let reach_of = |text: &str, edit: &Edit| {
        let Reach { tags, records } = reach(&project(text), edit);
        (tags, records)
    };
    assert_eq!(reach_of(TREE, &rename("T1", "x")), (3, 5));
    assert_eq!(reach_of(TREE, &merge(&["T1"], "T4")), (3, 6));
    assert_eq!(reach_of(TREE, &merge(&["T4"], "T4")), (0, 0));
    assert_eq!(
        reach_of(TREE, &Edit::DeleteTag { tag: tag_id("T2") }),
        (2, 6)
    );
    assert_eq!(
        reach_of(TREE, &add("E1 E1 E2 L1 E9", "actor/jaish")),
        (0, 0)
    );
    assert_eq!(reach_of(TREE, &add("E1 E1 E2 L1 E9", "new")), (1, 2));
    assert_eq!(reach_of(TREE, &remove("E1 E2 S1", "T2")), (0, 2));
    let delete = Edit::Delete {
        records: ids("E1 E9").into(),
    };
    assert_eq!(reach_of(CASE, &delete), (0, 7));
}
