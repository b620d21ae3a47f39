//! How records are called in lists, menus and sentences.

use super::kinds::{Record, RecordId, Tables};
use super::record::{Attribution, Choice as _, Source, Target};

/// Characters after which a text stands cut in a label.
const LABEL_CHARS: usize = 60;

impl Tables {
    /// What to call the record: its title, or what stands for one. Made for rows that are seen,
    /// not for whole tables.
    #[must_use]
    pub fn label(&self, id: RecordId) -> String {
        match self.get(id) {
            Some(record) => self.record_label(&record),
            None => format!("missing {} {id}", id.kind().singular()),
        }
    }

    /// What to call this record.
    #[must_use]
    pub fn record_label(&self, record: &Record) -> String {
        match record {
            Record::Tag(tag) => or_untitled(&tag.path, "tag"),
            Record::Source(source) => {
                if source.title.is_empty() {
                    source.short_name()
                } else {
                    source.title.clone()
                }
            }
            Record::Capture(capture) => {
                let source = self.sources().get(capture.source);
                let source = source.map(Source::short_name).unwrap_or_default();
                match (capture.taken.is_empty(), source.is_empty()) {
                    (false, false) => format!("{source}, capture of {}", capture.taken.short()),
                    (false, true) => format!("Capture of {}", capture.taken.short()),
                    (true, false) => format!("{source}, undated capture"),
                    (true, true) => "Undated capture".to_owned(),
                }
            }
            Record::Event(event) => or_untitled(&event.title, "event"),
            Record::Claim(claim) => format!("{}: {}", claim.field, claim.value.short()),
            Record::Assessment(held) => format!("{}: {}", held.field, held.value.short()),
            Record::Note(note) => or_untitled(&note.title, "note"),
            Record::Annotation(annotation) => {
                if !annotation.title.is_empty() {
                    annotation.title.clone()
                } else if !annotation.body.is_empty() {
                    cut(&annotation.body)
                } else if let Target::Passage(passage) = &annotation.target {
                    format!("“{}”", cut(passage.exact()))
                } else {
                    format!("Untitled {} annotation", annotation.motivation.name())
                }
            }
            Record::Link(link) => format!(
                "{} {} {}",
                self.end_label(link.from),
                link.relation.name(),
                self.end_label(link.to)
            ),
            Record::View(view) => or_untitled(&view.title, "view"),
            Record::Deletion(deletion) => or_untitled(&deletion.what, "deletion"),
            Record::Unread(unread) => format!(
                "Unreadable record in {} at {}",
                unread.table.plural(),
                unread.place
            ),
        }
    }

    /// Whom a source gives as its authority, in words; empty where it speaks for itself.
    #[must_use]
    pub fn authority(&self, said: &Attribution) -> String {
        let name = said.name.trim();
        if !name.is_empty() {
            return name.to_owned();
        }
        if let Some(source) = said.source.and_then(|id| self.sources().get(id)) {
            return source.short_name();
        }
        let tag = said.tag.and_then(|id| self.tags().get(id));
        tag.map_or_else(String::new, |tag| tag.name().to_owned())
    }

    /// A link at the end of a link is called by its kind, so that links in a ring have an end.
    fn end_label(&self, id: RecordId) -> String {
        match id {
            RecordId::Link(_) => "a link".to_owned(),
            other => self.label(other),
        }
    }
}

/// The words with a capital first letter, as a heading or at the start of a sentence.
#[must_use]
pub fn capital(words: &str) -> String {
    first_as(words, char::to_uppercase)
}

/// The words with a small first letter, as after a colon.
#[must_use]
pub fn uncapital(words: &str) -> String {
    first_as(words, char::to_lowercase)
}

fn first_as<I: Iterator<Item = char>>(words: &str, case: impl Fn(char) -> I) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(case);
    first.chain(chars.clone()).collect()
}

fn or_untitled(title: &str, noun: &str) -> String {
    if title.trim().is_empty() {
        format!("Untitled {noun}")
    } else {
        title.to_owned()
    }
}

/// The first line, cut at [`LABEL_CHARS`] characters.
fn cut(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LABEL_CHARS) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(line)),
        None => line.to_owned(),
    }
}
