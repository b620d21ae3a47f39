//! The texts of a record that search looks through: what the analyst can see of it, dates as tables
//! show them, too.

use crate::model::{Record, Value, When};

/// Calls `found` with every text that search looks through in the record itself. A source is found by
/// the texts of its captures as well; those are not among them.
pub fn for_each_searched(record: &Record, found: &mut dyn FnMut(&str)) {
    record.for_each_text(found);
    for_each_shown_date(record, found);
}

/// Calls `found` with the dates as a table shows them, and with their words: people search for what
/// they see, "16 Jan 2024", and not only for the words that were written.
pub(super) fn for_each_shown_date(record: &Record, found: &mut dyn FnMut(&str)) {
    let dates = match record {
        Record::Event(event) => [Some(&event.when), None],
        Record::Source(source) => [Some(&source.issued), Some(&source.accessed)],
        Record::Capture(capture) => [Some(&capture.taken), None],
        Record::Claim(claim) => [Some(&*claim.reported), value_date(&claim.value)],
        Record::Assessment(held) => [None, value_date(&held.value)],
        _ => [None, None],
    };
    let dates = dates.into_iter().flatten().filter(|when| !when.is_empty());
    for when in dates {
        found(&when.short());
        found(&when.words);
    }
}

fn value_date(value: &Value) -> Option<&When> {
    match value {
        Value::When(when) => Some(when),
        _ => None,
    }
}
