//! What can be completed in the form: events and one that would be made, fields, whom the source names.

use super::draft::Named;
use crate::edit::normal_path;
use crate::model::RecordId;
use crate::query::fold;
use crate::ui::panels::inspector::complete::Found;

/// Suggestions that are listed.
const LISTED: usize = 12;

/// What taking a suggestion does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Offer {
    /// These words.
    Words(String),
    /// A record, under these words.
    Record(RecordId, String),
    /// Something that is made under these words.
    New(String),
}

/// A suggestion with what it says and does.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) detail: String,
    pub(super) sign: Option<usize>,
    pub(super) kind: Option<crate::model::Kind>,
    pub(super) offer: Offer,
}

/// Events whose titles fit, and one with the title that was typed.
pub(super) fn events(found: &[Found], typed: &str) -> Vec<Row> {
    let mut rows = holding(found, typed);
    let typed = one_line(typed);
    let taken = found.iter().any(|one| fold(&one.text) == fold(&typed));
    if !typed.is_empty() && !taken {
        rows.push(new(format!("New event “{typed}”"), typed));
    }
    rows
}

/// Records whose names hold every word that was typed: letters that merely occur in that order name another
/// record, and a claim must not go to it.
fn holding(found: &[Found], typed: &str) -> Vec<Row> {
    let words: Vec<String> = typed.split_whitespace().map(fold).collect();
    let holds = |one: &&Found| {
        let name = fold(&one.text);
        words.iter().all(|word| name.contains(word.as_str()))
    };
    found
        .iter()
        .filter(holds)
        .take(LISTED)
        .map(record)
        .collect()
}

/// Fields that begin with what was typed, then those that have it elsewhere.
pub(super) fn fields(found: &[Found], typed: &str) -> Vec<Row> {
    let needle = fold(typed.trim());
    let mut fitting: Vec<(bool, &Found)> = found
        .iter()
        .filter_map(|one| Some((fold(&one.text).find(&needle)? > 0, one)))
        .collect();
    fitting.sort_by_key(|(later, _)| *later);
    let fitting = fitting.into_iter().take(LISTED);
    fitting
        .map(|(_, one)| Row {
            offer: Offer::Words(one.text.clone()),
            ..record(one)
        })
        .collect()
}

/// Tags and sources that fit, and for a path a tag that would be made.
pub(super) fn authorities(found: &[Found], typed: &str) -> Vec<Row> {
    let mut rows = holding(found, typed);
    if let Ok(path) = normal_path(typed)
        && path.contains('/')
        && !found.iter().any(|one| one.text == path)
    {
        rows.push(new(format!("New tag “{path}”"), path));
    }
    rows
}

/// Whether the first suggestion is meant before anybody chooses it: what was typed is its name or, for a
/// field, how its name begins.
pub(super) fn is_meant(first: Option<&Row>, typed: &str, begins: bool) -> bool {
    let typed = fold(typed.trim());
    first.is_some_and(|row| {
        let name = fold(row.label.rsplit('/').next().unwrap_or_default());
        !typed.is_empty()
            && if begins {
                name.starts_with(&typed)
            } else {
                name == typed
            }
    })
}

impl Named {
    /// Takes what was offered.
    pub(super) fn take(&mut self, offer: &Offer) {
        *self = match offer {
            Offer::Words(text) => Self {
                text: text.clone(),
                ..Self::default()
            },
            Offer::Record(record, text) => Self {
                text: text.clone(),
                record: Some(*record),
                new: false,
            },
            Offer::New(text) => Self {
                text: text.clone(),
                record: None,
                new: true,
            },
        };
    }
}

fn record(one: &Found) -> Row {
    Row {
        label: one.text.clone(),
        detail: one.detail.clone(),
        sign: one.sign.map(|colour| colour as usize),
        kind: one
            .record
            .filter(|_| one.sign.is_none())
            .map(RecordId::kind),
        offer: match one.record {
            Some(record) => Offer::Record(record, one.text.clone()),
            None => Offer::Words(one.text.clone()),
        },
    }
}

fn new(label: String, text: String) -> Row {
    Row {
        label,
        detail: String::new(),
        sign: None,
        kind: None,
        offer: Offer::New(text),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str]) -> Vec<Found> {
        let one = |text: &&str| Found {
            text: (*text).to_owned(),
            detail: String::new(),
            sign: None,
            record: None,
        };
        texts.iter().map(one).collect()
    }

    #[track_caller]
    fn check(rows: &[Row], expected: &str) {
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels.join(" | "), expected);
    }

    #[test]
    fn an_event_can_always_be_made_unless_its_title_is_taken() {
        let events = |typed| events(&found(&["Strike", "Reply to the strike"]), typed);
        check(&events("sre"), "New event “sre”");
        check(&events("strike"), "Strike | Reply to the strike");
        check(
            &events(" the  strike "),
            "Reply to the strike | New event “the strike”",
        );
        check(&events(""), "Strike | Reply to the strike");
    }

    #[test]
    fn fields_that_begin_with_what_was_typed_come_first() {
        let all = found(&["killed", "police killed", "place"]);
        check(&fields(&all, "k"), "killed | police killed");
        check(&fields(&all, "x"), "");
        assert!(is_meant(fields(&all, "KI").first(), "KI", true));
        assert!(!is_meant(fields(&all, "lice").first(), "lice", true));
    }

    #[test]
    fn an_authority_is_meant_only_by_its_whole_name() {
        let all = found(&["actor/iran", "Iran International"]);
        let rows = authorities(&all, "Iran");
        check(&rows, "actor/iran | Iran International");
        check(&authorities(&all, "in"), "Iran International");
        assert!(is_meant(rows.first(), "iran", false));
        assert!(!is_meant(rows.first(), "ira", false));
        check(&authorities(&[], "actor/police"), "New tag “actor/police”");
    }
}
