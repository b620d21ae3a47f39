//! The texts of records: what search looks through.

use super::date::When;
use super::kinds::Record;
use super::record::{Actor, Capture, Place, Target, Value};

impl Record {
    /// Calls `found` with every text that the analyst can see in the record, empty ones left out.
    pub fn for_each_text(&self, found: &mut dyn FnMut(&str)) {
        let found = &mut |text: &str| {
            if !text.is_empty() {
                found(text);
            }
        };
        match self {
            Self::Tag(r) => [&r.path, &r.description].into_iter().for_each(|t| found(t)),
            Self::Source(r) => {
                let fields = [
                    &r.title,
                    &r.short_title,
                    &r.container,
                    &r.publisher,
                    &r.url,
                    &r.doi,
                    &r.volume,
                    &r.issue,
                    &r.pages,
                    &r.language,
                    &r.summary,
                    &r.reliability_reason,
                    &r.issued.words,
                    &r.accessed.words,
                ];
                fields.into_iter().for_each(|t| found(t));
                r.authors.iter().for_each(|name| found(&name.display()));
                r.lineage.iter().for_each(|lineage| found(&lineage.note));
            }
            Self::Capture(r) => {
                found(&r.text);
                remarks(r, found);
            }
            Self::Event(r) => {
                [r.title.as_str(), &r.kind, &r.summary]
                    .into_iter()
                    .for_each(&mut *found);
                when(&r.when, found);
                place(&r.place, found);
                r.actors.iter().for_each(|a| actor(a, found));
            }
            Self::Claim(r) => {
                [
                    r.field.as_str(),
                    &r.attributed_to.name,
                    &r.status_reason,
                    &r.accepted_because,
                    &r.note,
                ]
                .into_iter()
                .for_each(&mut *found);
                r.passage.iter().for_each(|p| found(p.exact()));
                value(&r.value, found);
            }
            Self::Assessment(r) => {
                [r.field.as_str(), &r.reason]
                    .into_iter()
                    .for_each(&mut *found);
                value(&r.value, found);
            }
            Self::Note(r) => [&r.title, &r.text].into_iter().for_each(|t| found(t)),
            Self::Annotation(r) => {
                [&r.title, &r.body, &r.creator]
                    .into_iter()
                    .for_each(|t| found(t));
                if let Target::Passage(passage) = &r.target {
                    found(passage.exact());
                }
            }
            Self::Link(r) => found(&r.note),
            Self::View(r) => [&r.title, &r.query].into_iter().for_each(|t| found(t)),
            // What is in the trash is in no search.
            Self::Deletion(_) => {}
            Self::Unread(r) => [&r.text, &r.error].into_iter().for_each(|t| found(t)),
        }
    }
}

impl Capture {
    /// Calls `found` with every text that [`Record::for_each_text`] sees, but the copied text itself.
    pub fn for_each_remark(&self, found: &mut dyn FnMut(&str)) {
        remarks(self, &mut |text: &str| {
            if !text.is_empty() {
                found(text);
            }
        });
    }
}

fn remarks(capture: &Capture, found: &mut dyn FnMut(&str)) {
    found(&capture.origin);
    found(&capture.note);
    when(&capture.taken, found);
}

fn when(when: &When, found: &mut dyn FnMut(&str)) {
    found(&when.words);
}

fn place(place: &Place, found: &mut dyn FnMut(&str)) {
    found(&place.name);
}

fn actor(actor: &Actor, found: &mut dyn FnMut(&str)) {
    [&actor.name, &actor.role]
        .into_iter()
        .for_each(|t| found(t));
}

fn value(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::When(w) => when(w, found),
        Value::Place(p) => place(p, found),
        Value::Number(_) => found(&value.short()),
        Value::Actor(a) => actor(a, found),
        Value::Text(text) => found(text),
    }
}
