//! The sentences of steps: what records are called in them, and how many.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{
    Annotation, Change, Kind, Motivation, Record, RecordId, Tables, Target, Transaction,
};

/// Characters of a name after which it stands cut in a sentence.
const NAME_CHARS: usize = 40;

/// A verb as an order, for menus, and as a report, for notices.
pub(super) type Verb = (&'static str, &'static str);

pub(super) const ADD: Verb = ("Add", "Added");
pub(super) const ASSESS: Verb = ("Assess", "Assessed");
pub(super) const DELETE: Verb = ("Delete", "Deleted");
pub(super) const EDIT: Verb = ("Edit", "Edited");
pub(super) const REMOVE: Verb = ("Remove", "Removed");

/// A step: `verb` with what it does it to.
pub(super) fn step(verb: Verb, object: &str, changes: Vec<Change>) -> Transaction {
    Transaction {
        label: format!("{} {object}", verb.0),
        done: format!("{} {object}", verb.1),
        changes,
        ..Transaction::default()
    }
}

/// The text on one line, cut at [`NAME_CHARS`] characters as people count them.
pub(super) fn cut(text: &str) -> String {
    // Whole captures can come here: look at no more than is needed.
    let start: String = text.chars().take(NAME_CHARS * 32).collect();
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.grapheme_indices(true).nth(NAME_CHARS) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(&line).trim_end()),
        None => line,
    }
}

/// The noun with its article.
pub(super) fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// "1 claim", "3 claims", or "3 records" if they are not of one kind.
pub(super) fn counted<'a>(ids: impl IntoIterator<Item = &'a RecordId>) -> String {
    let mut kinds = ids.into_iter().map(|id| id.kind());
    let Some(first) = kinds.next() else {
        return "no records".to_owned();
    };
    let (mut count, mut alike) = (1, true);
    for kind in kinds {
        count += 1;
        alike &= kind == first;
    }
    if alike {
        first.counted(count)
    } else {
        format!("{count} records")
    }
}

/// "2 captures, 24 claims and 3 annotations", kinds in the order of the file.
pub(super) fn counted_by_kind<'a>(ids: impl IntoIterator<Item = &'a RecordId>) -> String {
    let mut counts = vec![0_usize; Kind::ALL.len()];
    for id in ids {
        if let Some(place) = Kind::ALL.iter().position(|&kind| kind == id.kind()) {
            counts[place] += 1;
        }
    }
    let parts: Vec<String> = Kind::ALL
        .iter()
        .zip(counts)
        .filter(|&(_, count)| count > 0)
        .map(|(kind, count)| kind.counted(count))
        .collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The record with its kind: "event Koh-e-Sabz strike", "untitled note", "comment “Check this”".
pub(super) fn named(tables: &Tables, record: &Record) -> String {
    let kind = record.id().kind().singular();
    match record {
        Record::Annotation(annotation) => named_annotation(annotation),
        Record::Link(_) => format!("link “{}”", cut(&tables.record_label(record))),
        Record::Deletion(deletion) => format!("{kind} of {}", cut(&deletion.what)),
        Record::Unread(unread) => format!("{kind} at {}", unread.place),
        Record::Capture(capture) => {
            let source = tables.sources().get(capture.source);
            let source =
                source.map_or_else(String::new, |s| format!(" of {}", cut(&s.short_name())));
            if capture.taken.is_empty() {
                format!("undated capture{source}")
            } else {
                format!("capture{source}, {}", cut(&capture.taken.short()))
            }
        }
        // A value that says nothing leaves the colon alone.
        Record::Claim(_) | Record::Assessment(_) => {
            let label = cut(&tables.record_label(record));
            format!("{kind} {}", label.trim_end_matches(':'))
        }
        other if is_untitled(other) => format!("untitled {kind}"),
        other => format!("{kind} {}", cut(&tables.record_label(other))),
    }
}

/// The record by its title in quotes where it has one, else as [`named`].
pub(super) fn quoted(tables: &Tables, record: &Record) -> String {
    match record {
        Record::Source(_) | Record::Event(_) | Record::Note(_) if !is_untitled(record) => {
            format!("“{}”", cut(&tables.record_label(record)))
        }
        other => named(tables, other),
    }
}

fn named_annotation(annotation: &Annotation) -> String {
    let noun = remark_noun(annotation.motivation);
    let texts = [&annotation.title, &annotation.body];
    let text = texts.into_iter().find(|text| !text.trim().is_empty());
    match (text, &annotation.target) {
        (Some(text), _) => format!("{noun} “{}”", cut(text)),
        (None, Target::Passage(passage)) => format!("{noun} “{}”", cut(passage.exact())),
        (None, Target::Record(_)) => format!("empty {noun}"),
    }
}

/// What a remark made for this reason is called.
pub(super) fn remark_noun(motivation: Motivation) -> &'static str {
    match motivation {
        Motivation::Highlighting => "highlight",
        Motivation::Commenting => "comment",
        Motivation::Questioning => "question",
        Motivation::Assessing => "judgement",
        Motivation::Editing => "correction",
        Motivation::Linking => "pointer",
        Motivation::Describing => "description",
        Motivation::Replying => "reply",
        Motivation::Moderating => "decision",
        Motivation::Tagging => "label",
        Motivation::Classifying => "classification",
        Motivation::Identifying => "identification",
        Motivation::Bookmarking => "bookmark",
    }
}

fn is_untitled(record: &Record) -> bool {
    let texts: &[&str] = match record {
        Record::Source(s) => &[&s.title, &s.short_title, &s.container],
        Record::Event(e) => &[&e.title],
        Record::Note(n) => &[&n.title],
        Record::View(v) => &[&v.title],
        Record::Tag(t) => &[&t.path],
        _ => return false,
    };
    let has_author = matches!(record, Record::Source(source) if !source.authors.is_empty());
    !has_author && texts.iter().all(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_at_forty_characters_on_one_line() {
        assert_eq!(cut("a\n b\t c "), "a b c");
        assert_eq!(cut(&"x".repeat(40)), "x".repeat(40));
        assert_eq!(cut(&"é😀".repeat(30)), format!("{}…", "é😀".repeat(20)));
        assert_eq!(
            cut(&"e\u{301}".repeat(41)),
            format!("{}…", "e\u{301}".repeat(40))
        );
    }

    #[test]
    fn an_article_fits_its_word() {
        assert_eq!(
            (a("event"), a("source")),
            ("an event".into(), "a source".into())
        );
    }
}
