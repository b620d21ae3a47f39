//! Queries of saved views when the tags that they name get other paths.

use proptest::prelude::*;

use super::*;
use crate::query::{Query, field_term};

const TREE: &str = "
    tag T1 place/border
    tag T2 place/border/post
    tag T3 topic/border
    tag T4 actor/jaish
    tag T5 area
";

fn rename(tag: &str, path: &str) -> Edit {
    Edit::RenameTag {
        tag: tag_id(tag),
        path: path.to_owned(),
    }
}

fn merge(from: &[&str], into: &str) -> Edit {
    Edit::MergeTags {
        from: from.iter().map(|name| tag_id(name)).collect(),
        into: tag_id(into),
    }
}

fn done(project: &Project, edit: &Edit) -> Project {
    let mut ids = IdSource::counting(0);
    let mut context = Context {
        ids: &mut ids,
        now: Stamp::now(),
    };
    let planned = plan(project, edit, &mut context).unwrap();
    let records = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
    let records = records.filter_map(|id| project.get(id));
    let (mut after, _) = Project::load((**project.meta()).clone(), records);
    after.apply(&planned).unwrap();
    after
}

/// What becomes of the query of a view.
#[track_caller]
fn check_query(edit: &Edit, query: &str, expected: &str) {
    let after = done(
        &project(&format!("{TREE}\nview V1 \"View\" \"{query}\"")),
        edit,
    );
    assert_eq!(after.views().iter().next().unwrap().query, expected);
}

#[test]
fn a_whole_path_becomes_the_new_one() {
    let edit = rename("T1", "place/frontier");
    check_query(&edit, "tag:place/border", "tag:place/frontier");
    check_query(&edit, "tag:place/border/post", "tag:place/frontier/post");
    check_query(&edit, "tag:Place/BORDER", "tag:place/frontier");
    check_query(
        &rename("T1", "area/a/b"),
        "tag:place/border",
        "tag:area/a/b",
    );
    check_query(
        &rename("T1", "area/the border"),
        "tag:place/border",
        "tag:\"area/the border\"",
    );
}

#[test]
fn the_rest_of_the_query_stays_as_it_was_typed() {
    let edit = rename("T4", "actor/adl");
    check_query(
        &edit,
        "  two  -tag:actor/jaish source:x tag:“actor/jaish”  actor/jaish type:event tag: ",
        "  two  -tag:actor/adl source:x tag:actor/adl  actor/jaish type:event tag: ",
    );
    check_query(
        &edit,
        "jaish \u{201c}tag:actor/jaish\u{201d}",
        "jaish \u{201c}tag:actor/jaish\u{201d}",
    );
    check_query(&edit, "tag:actor", "tag:actor");
    check_query(&edit, "tag:other", "tag:other");
}

#[test]
fn last_names_become_the_new_ones_where_they_mean_one_tag() {
    check_query(&rename("T4", "actor/adl"), "tag:jaish", "tag:adl");
    check_query(&rename("T4", "group/jaish"), "tag:jaish", "tag:jaish");
    // They also mean topic/border, which they go on finding.
    check_query(&rename("T1", "place/frontier"), "tag:border", "tag:border");
    check_query(
        &rename("T1", "place/frontier"),
        "tag:border/post",
        "tag:frontier/post",
    );
}

#[test]
fn merged_tags_are_asked_for_by_the_one_that_stays() {
    let edit = merge(&["T1"], "T5");
    check_query(&edit, "tag:place/border -tag:post", "tag:area -tag:post");
    check_query(&edit, "tag:place/border/post", "tag:area/post");
    check_query(&edit, "tag:place/border/wall", "tag:place/border/wall");
    check_query(&merge(&["T1", "T3"], "T5"), "tag:border", "tag:area");
}

#[test]
fn the_step_says_that_views_change() {
    let case = format!("{TREE}\nview V1 \"View\" \"tag:actor/jaish x\"");
    check(
        &case,
        &rename("T4", "actor/adl"),
        r#"
        Rename tag actor/jaish to adl in 1 saved view
        Renamed tag actor/jaish to adl in 1 saved view
        - tag T4 actor/jaish
        + tag T4 actor/adl
        - view V1 "View" "tag:actor/jaish x"
        + view V1 "View" "tag:actor/adl x"
        "#,
    );
    check(
        &case,
        &merge(&["T4"], "T5"),
        r#"
        Merge tag actor/jaish into area in 1 saved view
        Merged tag actor/jaish into area in 1 saved view
        - tag T4 actor/jaish
        - view V1 "View" "tag:actor/jaish x"
        + view V1 "View" "tag:area x"
        "#,
    );
    let reached = crate::edit::reach(&project(&case), &rename("T4", "actor/adl"));
    assert_eq!((reached.tags, reached.records), (1, 1));
}

fn tree() -> impl Strategy<Value = Vec<String>> {
    let path = proptest::collection::vec("[ab]", 1..=3).prop_map(|names| names.join("/"));
    proptest::collection::btree_set(path, 2..8).prop_map(|paths| paths.into_iter().collect())
}

proptest! {
    #![proptest_config(crate::model::chance::cases(200))]

    #[test]
    fn a_tag_named_by_its_path_is_found_after_it_was_renamed_or_merged(
        paths in tree(),
        at in any::<[prop::sample::Index; 2]>(),
        name in "[abc](/[abc]){0,2}",
        merges in any::<bool>(),
    ) {
        let mut text = String::new();
        for (n, path) in paths.iter().enumerate() {
            text += &format!("tag T{n} {path}\nview V{n} \"{n}\" \"x {} -y\"\n", field_term("tag", path));
        }
        let before = project(&text);
        let [one, other] = at.map(|at| at.index(paths.len()));
        let (one, other) = (format!("T{one}"), format!("T{other}"));
        let edit = if merges { merge(&[&one], &other) } else { rename(&one, &name) };
        let mut ids = IdSource::counting(0);
        let mut context = Context { ids: &mut ids, now: Stamp::now() };
        prop_assume!(plan(&before, &edit, &mut context).is_ok());
        let after = done(&before, &edit);
        for (view, path) in after.views().iter().zip(&paths) {
            let old = before.tags().iter().find(|tag| tag.path == *path).unwrap();
            let query = Query::parse(view.query.trim_start_matches("x ").trim_end_matches(" -y"));
            prop_assert_eq!(format!("x {} -y", query.text()), view.query.clone());
            let found = query.resolve(&after);
            prop_assert!(found.mistakes().is_empty(), "{}", view.query);
            let heir = after.tags().get(old.id);
            if let Some(tag) = heir {
                prop_assert!(found.matches(&after, &(*tag).clone().into()), "{} by {}", tag.path, view.query);
            }
        }
    }
}
