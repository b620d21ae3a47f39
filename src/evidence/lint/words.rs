//! The words that sentences about problems share.

use crate::model::{Kind, Record, Role, Tables, capital};

/// What is said of a problem.
#[derive(Debug)]
pub(super) struct Told {
    /// The field of the event, if it is about one.
    pub(super) field: String,
    /// What is wrong, and why it matters.
    pub(super) message: String,
}

impl Told {
    /// Not about a field.
    pub(super) fn new(message: String) -> Self {
        Self {
            field: String::new(),
            message,
        }
    }
}

/// The record as the subject of a sentence: `Event “The strike”`.
pub(super) fn subject(tables: &Tables, record: &Record) -> String {
    let label = tables.record_label(record);
    match record.id().kind() {
        // Its label says what it is.
        Kind::Capture => format!("“{label}”"),
        Kind::Unread => label,
        kind => format!("{} “{label}”", capital(kind.singular())),
    }
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

/// "A", "A and B", "A, B and C"; after the fifth "and 7 more".
pub(super) fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let (shown, rest) = names.split_at(names.len().min(SHOWN));
    match (shown, rest.len()) {
        ([], _) => String::new(),
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
