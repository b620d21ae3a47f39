//! Projects listed in the notation of the tests.

use std::fmt::Write as _;

use crate::model::*;

/// All records in the notation, in the order of the file, with their ids. The trash is not in the
/// project.
pub(super) fn listing(project: &Project) -> Vec<(RecordId, String)> {
    let kinds = Kind::ALL.iter().filter(|&&kind| kind != Kind::Deletion);
    let ids = kinds.flat_map(|&kind| project.ids(kind));
    ids.map(|id| (id, line(&project.get(id).unwrap())))
        .collect()
}

fn name(bits: u64) -> String {
    match char::from_u32((bits >> 40) as u32) {
        Some(letter) if letter.is_ascii_uppercase() => format!("{letter}{}", bits & 0xFF_FFFF_FFFF),
        _ => format!("+{bits}"),
    }
}

fn line(record: &Record) -> String {
    let mut out = match record {
        Record::Unread(_) => "unread".to_owned(),
        Record::View(_) => "view".to_owned(),
        other => other.id().kind().singular().to_owned(),
    };
    write!(out, " {}", name(record.id().bits())).unwrap();
    let mut put = |text: String| {
        if !text.is_empty() {
            write!(out, " {text}").unwrap();
        }
    };
    match record {
        Record::Tag(tag) => {
            put(tag.path.clone());
            put(lead(
                "colour",
                some(tag.colour != TagColour::default(), tag.colour.name()),
            ));
            put(lead("about", quote_some(&tag.description)));
        }
        Record::Source(source) => {
            put(quote(&source.title));
            let is_rated = source.reliability != Reliability::default();
            put(lead("rated", some(is_rated, source.reliability.name())));
            put(quote_some(&source.reliability_reason));
            for earlier in &source.earlier_reliability {
                put(format!("earlier {}", earlier.reliability.name()));
                put(quote_some(&earlier.reason));
            }
            for lineage in &source.lineage {
                put(format!("draws {}", name(lineage.source.bits())));
            }
        }
        Record::Capture(capture) => {
            put(format!("of {}", name(capture.source.bits())));
            put(lead("taken", quote_some(&capture.taken.words)));
            put(quote(&capture.text));
        }
        Record::Event(event) => {
            put(quote(&event.title));
            if event.place != Place::default() {
                put(format!("at {}", named(&event.place.name, event.place.tag)));
            }
            for actor in &event.actors {
                put(format!("actor {}", named(&actor.name, actor.tag)));
            }
        }
        Record::Claim(claim) => {
            put(name(claim.source.bits()));
            put(name(claim.event.bits()));
            put(claim.field.to_string());
            put(value(&claim.value));
            if let Some(passage) = &claim.passage {
                put(quotes(passage));
            }
            let by = &claim.attributed_to;
            if **by != Attribution::default() {
                put(format!("by {}", quote(&by.name)));
                put(by.source.map(|id| name(id.bits())).unwrap_or_default());
                put(by.tag.map(|id| name(id.bits())).unwrap_or_default());
            }
        }
        Record::Assessment(held) => {
            put(name(held.event.bits()));
            put(held.field.to_string());
            put(value(&held.value));
            put(lead("because", quote_some(&held.reason)));
            put(lead(
                "from",
                held.claim.map(|id| name(id.bits())).unwrap_or_default(),
            ));
            for earlier in &held.earlier {
                put(format!("earlier {}", value(&earlier.value)));
                put(quote_some(&earlier.reason));
            }
        }
        Record::Note(note) => {
            put(quote(&note.title));
            put(quote_some(&note.text));
            put(some(note.modified.is_some(), "changed"));
        }
        Record::Annotation(annotation) => {
            let motivation = annotation.motivation;
            put(some(motivation != Motivation::default(), motivation.name()));
            match &annotation.target {
                Target::Record(id) => put(format!("on {}", name(id.bits()))),
                Target::Passage(passage) => put(quotes(passage)),
            }
            put(quote_some(&annotation.title));
            put(quote_some(&annotation.body));
            put(some(
                annotation.resolution == Resolution::Resolved,
                "resolved",
            ));
            put(some(annotation.modified.is_some(), "changed"));
        }
        Record::Link(link) => {
            put(name(link.from.bits()));
            put(format!("{:?}", link.relation));
            put(name(link.to.bits()));
        }
        Record::View(view) => {
            put(quote(&view.title));
            put(quote_some(&view.query));
        }
        Record::Deletion(deletion) => put(quote(&deletion.what)),
        Record::Unread(unread) => {
            put(unread.table.plural().to_owned());
            put(lead(
                "mended",
                unread.mended.map(|id| name(id.bits())).unwrap_or_default(),
            ));
        }
    }
    if let Some(tags) = record.tags().filter(|tags| !tags.is_empty()) {
        let names: Vec<_> = tags.iter().map(|tag| name(tag.bits())).collect();
        put(format!("tags {}", names.join(",")));
    }
    out
}

fn some(is: bool, text: &str) -> String {
    if is { text.to_owned() } else { String::new() }
}

fn lead(word: &str, text: String) -> String {
    if text.is_empty() {
        text
    } else {
        format!("{word} {text}")
    }
}

fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

fn quote_some(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        quote(text)
    }
}

fn quotes(passage: &Passage) -> String {
    let state = match passage.state {
        AnchorState::Exact => "",
        AnchorState::Moved => " moved",
        AnchorState::Changed => " changed",
        AnchorState::Ambiguous => " ambiguous",
        AnchorState::Lost => " lost",
    };
    let was = lead(" was", quote_some(&passage.was));
    let (capture, words) = (name(passage.capture.bits()), quote(passage.exact()));
    format!("quotes {capture} {words}{state}{was}")
}

fn named(words: &str, tag: Option<TagId>) -> String {
    match tag {
        Some(tag) => format!("{} {}", quote(words), name(tag.bits())),
        None => quote(words),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => quote(text),
        Value::Place(place) => format!("place {}", named(&place.name, place.tag)),
        Value::Actor(actor) => format!("who {}", named(&actor.name, actor.tag)),
        other => other.short(),
    }
}
