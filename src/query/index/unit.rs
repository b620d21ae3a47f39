//! Units: what a row of the index holds, and how rows are numbered.
//!
//! A record is a unit, and the text of a capture is one of its own: its words find the capture and
//! its source. The rows of the index are the slots of the tables, one group after the other, so that
//! a row needs no id and the order of the rows of a kind is the order of the file.

use std::ops::Range;

use memchr::memmem;

use crate::model::{Kind, Record, Tables};
use crate::query::fold::fold_onto;
use crate::query::texts::for_each_shown_date;

/// What parts one text from the next. No folded text holds it, so no hit reaches over it.
pub(super) const SEPARATOR: char = '\n';

/// Bytes of a row up to which a date is looked for in it before it is added.
const SHORT_ROW: usize = 4_096;

/// The units of one sort: the records of a kind, or the texts of captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// The records of a kind; of captures, what is said besides their text.
    Records(Kind),
    /// The texts of the captures.
    CaptureTexts,
}

impl Group {
    /// All groups in the order of their rows.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let kinds = Kind::ALL.iter().map(|&kind| Self::Records(kind));
        kinds.chain([Self::CaptureTexts])
    }

    /// The kind whose slots count the units.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Records(kind) => kind,
            Self::CaptureTexts => Kind::Capture,
        }
    }

    fn place(self) -> usize {
        match self {
            Self::Records(kind) => kind as usize,
            Self::CaptureTexts => Kind::ALL.len(),
        }
    }
}

/// Which rows belong to which group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The first row of each group, and how many rows there are.
    starts: Vec<usize>,
}

impl Layout {
    /// A row for every slot.
    pub(super) fn of(tables: &Tables) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for group in Group::all() {
            end += tables.slots(group.kind());
            starts.push(end);
        }
        Self { starts }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The rows of a group.
    pub(super) fn rows(&self, group: Group) -> Range<usize> {
        let place = group.place();
        self.starts[place]..self.starts[place + 1]
    }

    /// The row of a unit; `None` if the slot is newer than the rows.
    pub(super) fn row(&self, group: Group, slot: u32) -> Option<usize> {
        let rows = self.rows(group);
        let row = rows.start + slot as usize;
        rows.contains(&row).then_some(row)
    }
}

/// Folds the texts of a unit on to the end of `folded`, each with a separator after it.
pub(super) fn fold_unit(group: Group, record: &Record, folded: &mut String) {
    let start = folded.len();
    match (group, record) {
        (Group::CaptureTexts, Record::Capture(capture)) => add(&capture.text, folded),
        (_, Record::Capture(capture)) => {
            capture.for_each_remark(&mut |text| add(text, folded));
        }
        _ => record.for_each_text(&mut |text| add(text, folded)),
    }
    if group == Group::CaptureTexts {
        return;
    }
    for_each_shown_date(record, &mut |text| {
        let from = folded.len();
        add(text, folded);
        // Mostly the date is there already, as it was written. What stands in the row finds it.
        let (row, date) = folded.as_bytes()[start..].split_at(from - start);
        let words = date.strip_suffix(b"\n").unwrap_or(date);
        if row.len() <= SHORT_ROW && memmem::find(row, words).is_some() {
            folded.truncate(from);
        }
    });
}

fn add(text: &str, folded: &mut String) {
    let from = folded.len();
    fold_onto(text, folded);
    if folded.len() > from {
        folded.push(SEPARATOR);
    }
}
