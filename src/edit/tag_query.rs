//! Tags in the queries of saved views: a tag that gets another path keeps being found.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Change, Project, Record, View};
use crate::query::{Query, TermKind, fold, quoted};

/// The changes to saved views that a step needs which gives paths of tags others. `moved` tells the new
/// path of a tag, or of a part of the tree without a tag of its own; `None` if it stays.
pub(super) fn changes(project: &Project, moved: &dyn Fn(&str) -> Option<String>) -> Vec<Change> {
    let views = project.views().iter();
    let changes = views.filter_map(|view| {
        let query = rewritten(project, &view.query, moved)?;
        let after = View {
            query,
            ..view.as_ref().clone()
        };
        Some(Change::Set {
            before: Record::View(Arc::clone(view)),
            after: after.into(),
        })
    });
    changes.collect()
}

/// The words for a step that changes as many views: " in 2 saved views".
pub(super) fn words(views: usize) -> String {
    match views {
        0 => String::new(),
        n => format!(" in {}", crate::model::Kind::View.counted(n)),
    }
}

/// The query with the new paths; `None` if it says the same as before. Nothing else in it changes.
fn rewritten(
    project: &Project,
    text: &str,
    moved: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let query = Query::parse(text);
    let terms = query.terms().iter();
    let asked = terms.filter(|term| term.kind == TermKind::Tag && !term.needle().is_empty());
    let mut replaced: Vec<(Range<usize>, String)> = Vec::new();
    for term in asked {
        let Some(name) = renamed(project, term.needle(), moved) else {
            continue;
        };
        let before = text.get(term.value.clone()).unwrap_or_default();
        let mut after = quoted(&name);
        if before.starts_with('"') && !after.starts_with('"') {
            after = format!("\"{after}\"");
        }
        if after != before {
            replaced.push((term.value.clone(), after));
        }
    }
    let mut after = text.to_owned();
    for (place, name) in replaced.iter().rev() {
        after.replace_range(place.clone(), name);
    }
    (!replaced.is_empty()).then_some(after)
}

/// What to ask for instead of `needle`. A whole path becomes the new one. The last names of a path become
/// the last names of the new one, if all tags that they meant move alike; else they stay as they are, for
/// they still find the others.
fn renamed(
    project: &Project,
    needle: &str,
    moved: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut by_name: Vec<&str> = Vec::new();
    for tag in project.tags().iter() {
        let slashes = tag.path.match_indices('/').map(|(at, _)| at);
        let ends = slashes.chain([tag.path.len()]);
        for path in ends.filter_map(|end| tag.path.get(..end)) {
            let folded = fold(path);
            if folded == needle {
                return moved(path);
            }
            let rest = folded.strip_suffix(needle);
            if rest.is_some_and(|rest| rest.ends_with('/')) && !by_name.contains(&path) {
                by_name.push(path);
            }
        }
    }
    let names = needle.split('/').count();
    let mut common: Option<String> = None;
    for path in by_name {
        let after = last_names(&moved(path)?, names).to_owned();
        if common.as_ref().is_some_and(|common| *common != after) {
            return None;
        }
        common = Some(after);
    }
    common.filter(|name| fold(name) != needle)
}

/// The last so many names of a path.
fn last_names(path: &str, names: usize) -> &str {
    let slash = path.rmatch_indices('/').nth(names.saturating_sub(1));
    slash.map_or(path, |(at, _)| path.get(at + 1..).unwrap_or(path))
}
