//! The words that sentences about problems share.

use crate::model::{Kind, Record, Role, Tables};

/// The record as the subject of a sentence: `Event “The strike”`.
pub(super) fn subject(tables: &Tables, record: &Record) -> String {
    let label = tables.record_label(record);
    match record.id().kind() {
        // Its label says what it is.
        Kind::Capture => format!("“{label}”"),
        Kind::Unread => label,
        kind => format!("{} “{label}”", capitalised(kind.singular())),
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// As what a record is named: "names the source … as …".
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Tagged => "one of its tags",
        Role::StandsFor => "what stands for a name in it",
        Role::OfSource => "its source",
        Role::DrawsOn => "a source that it draws on",
        Role::InCapture => "the capture of its passage",
        Role::OfEvent => "its event",
        Role::TakenFrom => "the claim that its value was taken from",
        Role::Remark => "what it is about",
        Role::LinkFrom => "where it comes from",
        Role::LinkTo => "where it leads to",
        Role::Mentions => "a link in its text",
    }
}

/// The words, cut where they grow too long for a sentence.
pub(super) fn quote(words: &str) -> String {
    const CHARS: usize = 80;
    let line = words.replace('\n', " ");
    match line.char_indices().nth(CHARS) {
        Some((at, _)) => format!("“{}…”", line.get(..at).unwrap_or(&line)),
        None => format!("“{line}”"),
    }
}
