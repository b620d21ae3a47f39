//! Whether a text that was formatted still holds all that was in it.

use super::gap::clean;
use crate::model::{Kind, Problem};
use crate::store::read::{Opened, read_text};
use crate::store::scan::comments;

/// Compares what `text` reads as with what was `opened`. The error says what differs, as the rest of a sentence.
pub(super) fn same(opened: &Opened, text: &str) -> Result<(), String> {
    let again = read_text(text.to_owned()).map_err(|error| error.to_string())?;
    if opened.project.meta() != again.project.meta() {
        return Err("the description of the project would change".to_owned());
    }
    for &kind in Kind::ALL {
        if kind == Kind::Unread {
            continue;
        }
        let (before, after) = (opened.project.ids(kind), again.project.ids(kind));
        let same = before
            .map(Some)
            .chain([None])
            .eq(after.map(Some).chain([None]))
            && opened.project.ids(kind).all(|id| {
                let (before, after) = (opened.project.get(id), again.project.get(id));
                before
                    .zip(after)
                    .is_some_and(|(before, after)| before == after)
            });
        if !same {
            return Err(format!("the {} would change", kind.plural()));
        }
    }
    if unread(opened) != unread(&again) {
        return Err("an unreadable record would change".to_owned());
    }
    if unknown(opened) != unknown(&again) {
        return Err("a field that is not known would change".to_owned());
    }
    let before = opened.document.text().map_err(|error| error.to_string())?;
    if remarks(&before) != remarks(text) {
        return Err("a comment would change".to_owned());
    }
    Ok(())
}

fn unread(opened: &Opened) -> Vec<(Kind, &str)> {
    let unread = opened.project.unread().iter();
    unread
        .map(|unread| (unread.table, unread.text.as_str()))
        .collect()
}

fn unknown(opened: &Opened) -> Vec<String> {
    let message = |problem: &Problem| format!("{:?} {}", problem.record, problem.message);
    let mut unknown: Vec<String> = opened.problems.iter().map(message).collect();
    unknown.sort_unstable();
    unknown
}

/// The comments without the white space around their lines; sorted, since fields may come in another order.
fn remarks(text: &str) -> Vec<String> {
    let remark = |comment: &str| {
        let lines: Vec<&str> = comment.split('\n').map(str::trim).collect();
        lines.join("\n")
    };
    let mut remarks: Vec<String> = comments(text)
        .iter()
        .map(|comment| remark(&clean(comment.of(text))))
        .collect();
    remarks.sort_unstable();
    remarks
}
