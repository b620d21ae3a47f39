//! The tag tree as rows: what the navigator and the tag manager list.

use std::collections::HashSet;

use crate::model::{Project, TagColour, TagId};
use crate::query::TagCounts;

/// A row of the tag tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui) struct TagRow {
    /// The tag; `None` for a level that only other tags' paths name.
    pub(in crate::ui) id: Option<TagId>,
    /// Its path from the root.
    pub(in crate::ui) path: String,
    /// How deep it stands.
    pub(in crate::ui) depth: usize,
    /// Its colour; the default for a level that is no tag.
    pub(in crate::ui) colour: TagColour,
    /// Records that bear or name it or a tag below it.
    pub(in crate::ui) count: usize,
    /// Tags below it, on all levels.
    pub(in crate::ui) below: usize,
    /// Whether there are tags below it.
    pub(in crate::ui) has_children: bool,
    /// Whether another tag has the same path.
    pub(in crate::ui) is_twin: bool,
}

impl TagRow {
    /// The last part of its path.
    pub(in crate::ui) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// How many records bear or name it or a tag below it.
    pub(in crate::ui) fn count_in(&self, counts: &TagCounts) -> usize {
        match self.id {
            // Of several tags of one path each counts its own.
            Some(id) if self.is_twin => counts.of_tag(id),
            _ => counts.below(&self.path),
        }
    }
}

/// The tag tree as rows, children after their parents, in the order of their paths, with the records that were
/// counted.
pub(in crate::ui) fn tag_rows(project: &Project, counts: &TagCounts) -> Vec<TagRow> {
    let mut tags: Vec<_> = project.tags().iter().cloned().collect();
    // Parts are compared one by one, so that "a-b" does not come between "a" and "a/c".
    tags.sort_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
    let mut rows: Vec<TagRow> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tag in &tags {
        let parts: Vec<&str> = tag.path.split('/').collect();
        let mut is_twin = true;
        for depth in 0..parts.len() {
            let path = parts.get(..=depth).unwrap_or_default().join("/");
            if open.get(depth).is_none_or(|&at| rows[at].path != path) {
                is_twin = false;
                open.truncate(depth);
                open.push(rows.len());
                rows.push(level(path, depth));
            }
        }
        open.truncate(parts.len());
        if is_twin && open.last().is_some_and(|&at| rows[at].id.is_some()) {
            // A file can hold two tags of one path: each has its row, so that both can be mended.
            open.pop();
            open.push(rows.len());
            rows.push(level(tag.path.clone(), parts.len() - 1));
        }
        if let Some((&at, above)) = open.split_last() {
            rows[at].id = Some(tag.id);
            rows[at].colour = tag.colour;
            for &at in above {
                rows[at].below += 1;
            }
        }
    }
    for at in 0..rows.len() {
        let is_twin = |other: usize| {
            let other = rows.get(other);
            other.is_some_and(|other| other.path == rows[at].path)
        };
        rows[at].is_twin = is_twin(at + 1) || is_twin(at.wrapping_sub(1));
        rows[at].count = rows[at].count_in(counts);
        rows[at].has_children = rows
            .get(at + 1)
            .is_some_and(|next| next.depth > rows[at].depth);
    }
    rows
}

fn level(path: String, depth: usize) -> TagRow {
    TagRow {
        id: None,
        path,
        depth,
        colour: TagColour::default(),
        count: 0,
        below: 0,
        has_children: false,
        is_twin: false,
    }
}

/// The places of the rows that no folded row above them hides.
pub(in crate::ui) fn shown(rows: &[TagRow], folded: &HashSet<String>) -> Vec<usize> {
    let mut hidden_below: Option<usize> = None;
    let mut shown = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        if hidden_below.is_some_and(|depth| row.depth > depth) {
            continue;
        }
        hidden_below = (row.has_children && folded.contains(&row.path)).then_some(row.depth);
        shown.push(at);
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::model::{Id, Meta, Note, Record, Tag, TagSet};

    /// A project of these tags, and a note with each set of tags.
    fn project(tags: &[&str], notes: &[&[usize]]) -> Project {
        let tag = |(at, path): (usize, &&str)| -> Record {
            Tag {
                id: Id::from_bits(at as u64 + 1),
                path: (*path).to_owned(),
                colour: TagColour::default(),
                description: String::new(),
            }
            .into()
        };
        let note = |(at, tags): (usize, &&[usize])| -> Record {
            let tags: TagSet = tags.iter().map(|&t| Id::from_bits(t as u64 + 1)).collect();
            Note {
                id: Id::from_bits(1000 + at as u64),
                title: String::new(),
                text: String::new(),
                tags,
                created: None,
                modified: None,
            }
            .into()
        };
        let tags = tags.iter().enumerate().map(tag);
        let notes = notes.iter().enumerate().map(note);
        Project::load(Meta::default(), tags.chain(notes)).0
    }

    #[track_caller]
    fn check(tags: &[&str], notes: &[&[usize]], folded: &[&str], expected: &str) {
        let project = project(tags, notes);
        let counts = TagCounts::of(&project, &AtomicBool::new(false)).unwrap();
        let rows = tag_rows(&project, &counts);
        let folded = folded.iter().map(|path| (*path).to_owned()).collect();
        let lines = shown(&rows, &folded).into_iter().map(|at| {
            let row = &rows[at];
            let level = if row.id.is_none() { " level" } else { "" };
            let caret = if row.has_children { "+" } else { "-" };
            format!(
                "{}{caret} {} {} records {} below{level}",
                "  ".repeat(row.depth),
                row.name(),
                row.count,
                row.below
            )
        });
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn tags_stand_below_their_paths_and_a_record_counts_once() {
        check(
            &["border", "actor/bla", "actor", "actor/irgc"],
            &[&[1], &[1, 3], &[2], &[0]],
            &[],
            "+ actor 3 records 2 below\n  - bla 2 records 0 below\n  - irgc 1 records 0 below\n\
             - border 1 records 0 below",
        );
    }

    #[test]
    fn a_level_that_is_no_tag_has_a_row() {
        check(
            &["a/b/c"],
            &[&[0]],
            &[],
            "+ a 1 records 1 below level\n  + b 1 records 1 below level\n    - c 1 records 0 below",
        );
    }

    #[test]
    fn what_is_folded_hides_everything_below_it() {
        check(
            &["a/b/c", "a-b", "d"],
            &[],
            &["a"],
            "+ a 0 records 1 below level\n- a-b 0 records 0 below\n- d 0 records 0 below",
        );
    }

    #[test]
    fn two_tags_of_one_path_have_two_rows() {
        check(
            &["a", "a", "a/b"],
            &[&[0], &[1]],
            &[],
            "- a 1 records 0 below\n+ a 1 records 1 below\n  - b 0 records 0 below",
        );
    }
}
