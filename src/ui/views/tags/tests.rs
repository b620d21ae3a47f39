//! What the tag manager lists and offers, as text.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use super::data::{self, Outlook};
use crate::edit::Edit;
use crate::model::{Id, Kind, Meta, Note, Project, Record, Tag, TagColour, TagId, TagSet};
use crate::query::TagCounts;

/// `path: description` a line, and notes that bear the tags with these numbers.
fn project(tags: &[&str], notes: &[&[u64]]) -> Project {
    let tag = |(at, line): (usize, &&str)| -> Record {
        let (path, description) = line.split_once(": ").unwrap_or((line, ""));
        Tag {
            id: Id::from_bits(at as u64 + 1),
            path: path.to_owned(),
            colour: TagColour::default(),
            description: description.to_owned(),
        }
        .into()
    };
    let note = |(at, tags): (usize, &&[u64])| -> Record {
        Note {
            id: Id::from_bits(1000 + at as u64),
            title: String::new(),
            text: String::new(),
            tags: tags
                .iter()
                .map(|&tag| Id::from_bits(tag))
                .collect::<TagSet>(),
            created: None,
            modified: None,
        }
        .into()
    };
    let tags = tags.iter().enumerate().map(tag);
    let notes = notes.iter().enumerate().map(note);
    Project::load(Meta::default(), tags.chain(notes)).0
}

const TAGS: &[&str] = &[
    "actor",
    "actor/bla: the army, not the front",
    "actor/irgc",
    "border",
    "place/border post",
];

fn rows(tags: &[&str]) -> Vec<data::Row> {
    let project = project(tags, &[]);
    let counts = TagCounts::of(&project, &AtomicBool::new(false)).unwrap();
    data::rows(&project, &counts)
}

#[track_caller]
fn check_listed(filter: &str, folded: &[&str], expected: &str) {
    let rows = rows(TAGS);
    let folded: HashSet<String> = folded.iter().map(|path| (*path).to_owned()).collect();
    let listed = data::listed(&rows, filter, &folded);
    let paths: Vec<&str> = listed
        .iter()
        .map(|&at| rows[at].tag.path.as_str())
        .collect();
    assert_eq!(paths.join(", "), expected);
}

#[test]
fn a_filter_finds_names_and_descriptions_and_keeps_what_is_above_them() {
    check_listed("", &["actor"], "actor, border, place, place/border post");
    check_listed("BORDER", &["place"], "border, place, place/border post");
    check_listed("army", &[], "actor, actor/bla");
    check_listed(" nothing ", &[], "");
}

#[test]
fn a_tag_goes_below_any_other_but_not_below_itself_or_where_it_is() {
    let takes = |target: &str, path: &str| data::takes(target, path);
    assert!(takes("border", "actor/bla"));
    assert!(takes("", "actor/bla"));
    assert!(takes("actors", "actor"));
    assert!(!takes("", "border"));
    assert!(!takes("actor", "actor/bla"));
    assert!(!takes("actor", "actor"));
    assert!(!takes("actor/bla", "actor"));
}

#[test]
fn fields_offer_the_tags_whose_name_begins_so_first() {
    let rows = rows(TAGS);
    let offered = data::offered(&rows, "bo", |row| row.id.is_some());
    let paths: Vec<&str> = offered
        .iter()
        .map(|&at| rows[at].tag.path.as_str())
        .collect();
    assert_eq!(paths, ["border", "place/border post"]);
    let all = data::offered(&rows, "", |row| row.path != "actor");
    assert_eq!(all.len(), 5, "levels that are no tags are offered, too");
}

fn tag(n: u64) -> TagId {
    Id::from_bits(n)
}

#[track_caller]
fn check_outlook(edit: &Edit, expected: &str) {
    let project = project(TAGS, &[&[1], &[2, 3], &[4]]);
    let told = match data::outlook(&project, edit) {
        Outlook::Nothing => "nothing".to_owned(),
        Outlook::Reaches(words) => words,
        Outlook::Refused(why) => format!("refused: {why}"),
    };
    assert_eq!(told, expected);
}

#[test]
fn each_step_says_beforehand_how_far_it_reaches() {
    let rename = |path: &str| Edit::RenameTag {
        tag: tag(1),
        path: path.to_owned(),
    };
    check_outlook(&rename("actor"), "nothing");
    check_outlook(&rename("actors"), "Will change 3 tags and 2 records.");
    check_outlook(
        &rename("border"),
        "refused: There is a tag “border” already; merge the two tags, or choose another name.",
    );
    let merge = Edit::MergeTags {
        from: vec![tag(2)],
        into: tag(4),
    };
    check_outlook(&merge, "Will change 1 tag and 1 record.");
    check_outlook(
        &Edit::DeleteTag { tag: tag(1) },
        "Will delete 3 tags and change 2 records.",
    );
    check_outlook(
        &Edit::DeleteTag { tag: tag(5) },
        "Will delete 1 tag and change no records.",
    );
}

#[test]
fn the_kind_with_most_bearers_is_the_one_to_list() {
    let project = project(TAGS, &[&[1], &[2, 3], &[4]]);
    assert_eq!(data::main_kind(&project, tag(2)), Some(Kind::Note));
    assert_eq!(data::main_kind(&project, tag(5)), None);
}

#[test]
fn paths_without_a_name_are_blank() {
    assert!(
        ["", " ", "/", "a/", "a/ "]
            .iter()
            .all(|typed| data::is_blank(typed))
    );
    assert!(
        ["a", "a/b", "/a"]
            .iter()
            .all(|typed| !data::is_blank(typed))
    );
}
