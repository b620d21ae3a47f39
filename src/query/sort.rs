//! The order of a table's rows: keys made once, records compared by them.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::column::{Cell, Column, Count, cell, value_text};
use super::fold::fold;
use crate::model::date::Clock;
use crate::model::{Kind, Project, Quantity, Record, Tables, Value, View, When};

/// How a table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Sort {
    /// By which column; `None`: in the order of the file.
    pub column: Option<Column>,
    /// Last first. What is empty stays last either way.
    pub descending: bool,
}

impl Sort {
    /// By this column, first first.
    #[must_use]
    pub const fn by(column: Column) -> Self {
        Self {
            column: Some(column),
            descending: false,
        }
    }

    /// How tables of this kind are sorted until somebody sorts them otherwise.
    #[must_use]
    pub const fn usual(kind: Kind) -> Self {
        match kind {
            Kind::Event => Self::by(Column::When),
            Kind::Tag => Self::by(Column::Title),
            _ => Self {
                column: None,
                descending: false,
            },
        }
    }

    /// As the saved view says. A column that this version does not know leaves the order of the file.
    #[must_use]
    pub fn of_view(view: &View) -> Self {
        Self {
            column: Column::from_key(&view.sort),
            descending: view.descending,
        }
    }

    /// As after a click on the head of `column`: by it, or, if it is so already, the other way round.
    #[must_use]
    pub fn toggled(self, column: Column) -> Self {
        Self {
            column: Some(column),
            descending: self.column == Some(column) && !self.descending,
        }
    }
}

/// What rows are compared by. Figures come before dates, dates before words, nothing last.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    Number(f64),
    Time((i64, i64), Option<Clock>),
    Text(String),
    Nothing,
}

impl Key {
    /// Compares rows; those with nothing to compare by come last in both directions.
    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = self.rank().cmp(&other.rank());
        let order = order.then_with(|| match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Time(a, x), Self::Time(b, y)) => a.cmp(b).then_with(|| x.cmp(y)),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => Ordering::Equal,
        });
        let is_nothing = *self == Self::Nothing || *other == Self::Nothing;
        if descending && !is_nothing {
            order.reverse()
        } else {
            order
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Time(..) => 1,
            Self::Text(_) => 2,
            Self::Nothing => 3,
        }
    }

    fn of_text(text: &str) -> Self {
        let folded = fold(text);
        if folded.is_empty() {
            Self::Nothing
        } else {
            Self::Text(folded)
        }
    }

    fn of_when(when: &When) -> Self {
        match when.bounds() {
            Some(bounds) => Self::Time(bounds.sort_key(), when.edtf.clock()),
            None => Self::Nothing,
        }
    }

    fn of_quantity(quantity: &Quantity) -> Self {
        let figure = quantity.best.or(quantity.low).or(quantity.high);
        figure.map_or(Self::Nothing, |figure| Self::Number(figure.get()))
    }
}

/// Makes keys for one column.
pub(super) struct Keys<'a> {
    tables: &'a Tables,
    column: Column,
    counts: Counts<'a>,
}

/// Who names whom.
enum Counts<'a> {
    /// Counted in one walk over the tables.
    Walked(HashMap<u64, u32>),
    /// To be counted record by record: few are asked for.
    Kept(&'a Project),
}

impl<'a> Keys<'a> {
    /// For all rows of a table: counts in one walk over the tables what has to be counted.
    pub(super) fn new(tables: &'a Tables, kind: Kind, column: Column) -> Self {
        let first = tables.ids(kind).next().and_then(|id| tables.get(id));
        let first = first.as_ref().map(|first| cell(tables, first, column));
        let counts = match first {
            Some(Cell::Count(count)) => walk(tables, count),
            _ => HashMap::new(),
        };
        Self {
            tables,
            column,
            counts: Counts::Walked(counts),
        }
    }

    /// For a few rows.
    pub(super) fn of_few(project: &'a Project, column: Column) -> Self {
        Self {
            tables: project,
            column,
            counts: Counts::Kept(project),
        }
    }

    pub(super) fn key(&self, record: &Record) -> Key {
        match cell(self.tables, record, self.column) {
            Cell::Empty => Key::Nothing,
            Cell::Text(_) if is_untitled(record, self.column) => Key::Nothing,
            Cell::Text(text) => Key::of_text(&text),
            Cell::When(when) => Key::of_when(when),
            Cell::Stamp(stamp) => Key::Time((stamp.timestamp().as_second(), 0), None),
            Cell::Value(Value::Number(quantity)) => Key::of_quantity(quantity),
            Cell::Value(Value::When(when)) => Key::of_when(when),
            Cell::Value(value) => Key::of_text(&value_text(self.tables, value)),
            // No list of choices is long enough for the figure to lose a digit.
            Cell::Choice(place, _) => Key::Number(place as f64),
            Cell::Count(count) => Key::Number(match &self.counts {
                Counts::Walked(counts) => {
                    let count = counts.get(&record.id().bits());
                    count.copied().unwrap_or_default().into()
                }
                // No project has so many records that the figure loses a digit.
                Counts::Kept(project) => count.in_project(project, record.id()) as f64,
            }),
        }
    }
}

/// Counts who names whom, as cells do: a record that names another twice counts once.
fn walk(tables: &Tables, count: Count) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let kinds = Kind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| count.by.is_none_or(|by| by == *kind));
    for id in kinds.flat_map(|kind| tables.ids(kind)) {
        let mut named = Vec::new();
        if let Some(record) = tables.get(id) {
            record.for_each_ref(&mut |to, role| {
                if count.has(id.kind(), role) && !named.contains(&to.bits()) {
                    named.push(to.bits());
                }
            });
        }
        for bits in named {
            *counts.entry(bits).or_default() += 1;
        }
    }
    counts
}

/// Whether the title is one that the program made up: those come last.
fn is_untitled(record: &Record, column: Column) -> bool {
    column == Column::Title
        && match record {
            Record::Event(event) => event.title.trim().is_empty(),
            Record::Note(note) => note.title.trim().is_empty(),
            Record::View(view) => view.title.trim().is_empty(),
            _ => false,
        }
}
