//! Records in the trash with what the model does not know of them: the unknown fields of a record go into the trash with
//! it, and come back with it.
//!
//! In the file a deletion holds its records as texts of their own, which can bear such fields like the records of any
//! table. Comments stay in the table that the record stood in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::canon;
use super::document::Document;
use super::elements::Key;
use super::error::SaveError;
use super::held::HeldError;
use super::place::Span;
use super::record::read_again;
use super::scan::{comments, tree};
use super::splice::{Edit, Edits, apply_edits, merge_record_in};
use crate::model::{Deletion, IdHash, Kind, Record, RecordId, Snapshot};

/// Texts of records that lie in the trash of the file that was read, for those that are asked for.
#[derive(Debug)]
pub(super) struct Trashed {
    texts: HashMap<RecordId, (String, Record), IdHash>,
}

impl Trashed {
    /// Looks for what the records had that come into the file with these keys: they may come out of the trash, or go
    /// into it again.
    pub(super) fn of(
        document: &Document,
        snapshot: &Snapshot,
        fresh: impl Iterator<Item = Key>,
    ) -> Result<Self, HeldError> {
        let base = &document.read.base;
        let mut texts = HashMap::default();
        if base.trash().is_empty() {
            return Ok(Self { texts });
        }
        let mut wanted: HashSet<RecordId, IdHash> = HashSet::default();
        for key in fresh {
            match key {
                Key::Record(RecordId::Deletion(id)) => {
                    let deletion = snapshot.trash().get(id);
                    wanted.extend(deletion.into_iter().flat_map(|one| one.records.ids()));
                }
                Key::Record(id) => {
                    wanted.insert(id);
                }
                Key::Unread(_) => {}
            }
        }
        wanted.retain(|id| !base.contains(*id));
        if wanted.is_empty() {
            return Ok(Self { texts });
        }
        for deletion in base.trash().iter() {
            if !deletion.records.ids().any(|id| wanted.contains(&id)) {
                continue;
            }
            let Some(span) = document.read.span_of(deletion.id.into()) else {
                continue;
            };
            let text = document.read.text.part(span)?;
            for (record, span) in elements(&text, deletion) {
                if wanted.contains(&record.id()) {
                    texts.insert(record.id(), (span.of(&text).to_owned(), record));
                }
            }
        }
        Ok(Self { texts })
    }

    /// The text that a record had last, and what it was read as; `None` if it was never in the file.
    fn last_text<'a>(
        &'a self,
        id: RecordId,
        document: &'a Document,
    ) -> Result<Option<(Cow<'a, str>, Record)>, HeldError> {
        let read = &document.read;
        if let (Some(record), Some(span)) = (read.base.get(id), read.span_of(id)) {
            return Ok(Some((read.text.part(span)?, record)));
        }
        let gone = document
            .gone
            .get(&id)
            .map(|gone| (&gone.text, &gone.record));
        let last = gone.or_else(|| self.texts.get(&id).map(|(text, record)| (text, record)));
        Ok(last.map(|(text, record)| (Cow::Borrowed(text.as_str()), record.clone())))
    }

    /// The text for a record that comes into the file, with what the file had of it before, if it did.
    pub(super) fn text_of(
        &self,
        record: &Record,
        document: &Document,
    ) -> Result<String, SaveError> {
        let text = canon::record(record)?;
        if let Record::Deletion(deletion) = record {
            return self.with_last_texts(text, deletion, document);
        }
        Ok(self.merged(record, document)?.unwrap_or(text))
    }

    /// The text of a record with what its last one had besides; `None` if there is none, or it had nothing.
    fn merged(&self, record: &Record, document: &Document) -> Result<Option<String>, SaveError> {
        let Some((text, was)) = self.last_text(record.id(), document)? else {
            return Ok(None);
        };
        let old = canon::record(&was)?;
        if text == old {
            return Ok(None);
        }
        let new = canon::record(record)?;
        Ok(Some(merge_record_in(
            &text,
            &old,
            &new,
            document.read.line_end,
        )))
    }

    /// The text of a deletion with those of its records as the file had them.
    fn with_last_texts(
        &self,
        text: String,
        deletion: &Deletion,
        document: &Document,
    ) -> Result<String, SaveError> {
        let mut last = HashMap::new();
        for record in deletion.records.iter() {
            let kind = record.id().kind();
            if kind != Kind::Unread
                && let Some(text) = self.merged(&record, document)?
                && read_again(kind, &text).is_ok_and(|(_, unknown)| !unknown.is_empty())
            {
                last.insert(record.id(), without_comments(&text));
            }
        }
        if last.is_empty() {
            return Ok(text);
        }
        let found = elements(&text, deletion).into_iter();
        let edits = found.filter_map(|(record, span)| {
            let text = last.remove(&record.id())?;
            Some(Edit { span, text })
        });
        let edits = edits.collect();
        let edits =
            Edits::new(&text, edits).map_err(|error| SaveError::Write(error.to_string()))?;
        Ok(apply_edits(&text, &edits))
    }
}

/// The text without its comments, and the spaces before each.
fn without_comments(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut end = 0;
    for span in comments(text) {
        let before = Span::new(end, span.start).of(text);
        left.push_str(before.trim_end_matches([' ', '\t']));
        end = span.end;
    }
    left.push_str(Span::new(end, text.len()).of(text));
    left
}

/// The records in the text of a deletion, with where each stands. Unreadable ones stand there as strings and are left
/// out.
fn elements(text: &str, deletion: &Deletion) -> Vec<(Record, Span)> {
    let mut found = Vec::new();
    let Ok(whole) = tree(text) else {
        return found;
    };
    let Some(records) = whole.field(text, "records") else {
        return found;
    };
    for (kind, count) in deletion.records.counts() {
        let list = kind
            .table_name()
            .and_then(|name| records.value.field(text, name));
        if let Some(list) = list.filter(|list| list.value.members.len() == count) {
            let of_kind = deletion
                .records
                .iter()
                .filter(|one| one.id().kind() == kind);
            let spans = list.value.members.iter().map(|member| member.value.span);
            found.extend(of_kind.zip(spans));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_with_the_spaces_before_them_and_strings_stay() {
        for (text, expected) in [
            (
                "(a: 1, // c\n b: \"x // y\" /* d */, c: 3)",
                "(a: 1,\n b: \"x // y\", c: 3)",
            ),
            (
                "(/* a */a: 1,/* b */b: r#\"/*\"# // c\r\n)",
                "(a: 1,b: r#\"/*\"#\n)",
            ),
            ("(a: 1)", "(a: 1)"),
        ] {
            assert_eq!(without_comments(text), expected);
        }
    }
}
