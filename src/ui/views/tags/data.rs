//! What the tag manager shows, as plain data: the rows of its tree, the tags that a field offers,
//! and how far a step would reach.

use std::collections::HashSet;

use crate::edit::{Context, Edit, IdSource, plan, reach};
use crate::model::{Kind, Project, RecordId, Role, Stamp, TagId};
use crate::query::{TagCounts, fold};
use crate::ui::tag_tree::{TagRow, shown, tag_rows};

/// Suggestions that a field offers at most.
const OFFERED: usize = 40;

/// A row of the tree with what the manager says beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its place in the tree.
    pub(super) tag: TagRow,
    /// When to use it, on one line.
    pub(super) description: String,
}

/// All rows of the tree.
pub(super) fn rows(project: &Project, counts: &TagCounts) -> Vec<Row> {
    let rows = tag_rows(project, counts).into_iter();
    rows.map(|tag| {
        let described = tag.id.and_then(|id| project.tags().get(id));
        let description = described.map_or_else(String::new, |tag| {
            let words: Vec<&str> = tag.description.split_whitespace().collect();
            words.join(" ")
        });
        Row { tag, description }
    })
    .collect()
}

/// The places of the rows to list: those that `filter` finds with what is above them, or, without a
/// filter, those that nothing folded hides.
pub(super) fn listed(rows: &[Row], filter: &str, folded: &HashSet<String>) -> Vec<usize> {
    let wanted = fold(filter.trim());
    if wanted.is_empty() {
        let tags: Vec<TagRow> = rows.iter().map(|row| row.tag.clone()).collect();
        return shown(&tags, folded);
    }
    let mut listed = vec![false; rows.len()];
    let mut above: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        above.truncate(row.tag.depth);
        above.push(at);
        let is_found =
            fold(&row.tag.path).contains(&wanted) || fold(&row.description).contains(&wanted);
        if is_found {
            above.iter().for_each(|&at| listed[at] = true);
        }
    }
    (0..rows.len()).filter(|&at| listed[at]).collect()
}

/// Whether a path as typed names nothing yet.
pub(super) fn is_blank(typed: &str) -> bool {
    typed.split('/').all(|part| part.trim().is_empty()) || typed.trim_end().ends_with('/')
}

/// The path of the tag above, empty for one at the top.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The path that `name` has below `parent`, which is empty for the top.
pub(super) fn below(parent: &str, name: &str) -> String {
    if parent.trim().is_empty() {
        name.to_owned()
    } else {
        format!("{parent}/{name}")
    }
}

/// Whether the tag at `path` can go below `target` (empty: to the top), and would move by it.
pub(super) fn takes(target: &str, path: &str) -> bool {
    let is_inside = target == path
        || target
            .strip_prefix(path)
            .is_some_and(|rest| rest.starts_with('/'));
    !is_inside && parent(path) != target
}

/// The places of the rows that `typed` can mean: those that hold it, the ones whose name begins with
/// it first. `fit` says which rows can be meant at all.
pub(super) fn offered(rows: &[Row], typed: &str, fit: impl Fn(&TagRow) -> bool) -> Vec<usize> {
    let wanted = fold(typed.trim());
    let mut found: Vec<(bool, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| fit(&row.tag))
        .filter(|(_, row)| fold(&row.tag.path).contains(&wanted))
        .map(|(at, row)| (!fold(row.tag.name()).starts_with(&wanted), at))
        .collect();
    found.sort_unstable();
    found.truncate(OFFERED);
    found.into_iter().map(|(_, at)| at).collect()
}

/// What a step would touch, or why it cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outlook {
    /// There is nothing to do.
    Nothing,
    /// How far it reaches, as a sentence.
    Reaches(String),
    /// Why not, as a sentence.
    Refused(String),
}

/// What `edit` would come to.
pub(super) fn outlook(project: &Project, edit: &Edit) -> Outlook {
    let mut ids = IdSource::counting(0);
    let mut context = Context {
        ids: &mut ids,
        now: Stamp::now(),
    };
    match plan(project, edit, &mut context) {
        Ok(step) if step.is_empty() => Outlook::Nothing,
        Ok(_) => Outlook::Reaches(reach_words(project, edit)),
        Err(error) => Outlook::Refused(format!("{error}.")),
    }
}

/// How far `edit` reaches, as a sentence.
pub(super) fn reach_words(project: &Project, edit: &Edit) -> String {
    let reach = reach(project, edit);
    let tags = Kind::Tag.counted(reach.tags);
    let records = match reach.records {
        0 => "no records".to_owned(),
        1 => "1 record".to_owned(),
        n => format!("{n} records"),
    };
    match edit {
        Edit::DeleteTag { .. } => format!("Will delete {tags} and change {records}."),
        _ => format!("Will change {tags} and {records}."),
    }
}

/// Bearers of a kind that are counted: it is asked in every frame.
const MOST_BEARERS: usize = 500;

/// The kind of which most records bear or name the tag, to show them in a table.
pub(super) fn main_kind(project: &Project, tag: TagId) -> Option<Kind> {
    let bearers = |kind: Kind| {
        let names = project.named_by(RecordId::from(tag), kind);
        let bears = names.filter(|(_, role)| *role != Role::Mentions);
        bears.take(MOST_BEARERS).count()
    };
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.bears_tags());
    let counts = kinds.map(|kind| (kind, bearers(kind)));
    let (kind, count) = counts.max_by_key(|(_, count)| *count)?;
    (count > 0).then_some(kind)
}
