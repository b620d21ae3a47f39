//! Assessing a field: what it is held to be, typed or taken from a claim, and why.

use crate::evidence::matrix::{FieldRow, Said};
use crate::evidence::read_value_like;
use crate::model::{ClaimId, Tables, Value};

use super::data::Shown;

/// What is typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    /// The field, as claims name it.
    pub(super) field: String,
    pub(super) value: String,
    pub(super) reason: String,
    /// Which of the two fields is to take the keyboard.
    pub(super) focus: Option<Part>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Value,
    Reason,
}

impl Form {
    /// The form for a row: with what is held now, or with the value that was just taken from a claim.
    pub(super) fn open(shown: &Shown, row: usize, taken: Option<&Said>) -> Option<Self> {
        let field = shown.field(row)?;
        let held = field.assessed.as_ref();
        let form = match (taken, held) {
            (Some(said), _) => Self {
                value: said.words.clone(),
                reason: String::new(),
                focus: Some(Part::Reason),
                field: field.field.clone(),
            },
            (None, held) => Self {
                value: held.map(|held| held.words.clone()).unwrap_or_default(),
                reason: held.map(|held| held.reason.clone()).unwrap_or_default(),
                focus: Some(Part::Value),
                field: field.field.clone(),
            },
        };
        Some(form)
    }

    /// Whether it says something else than what the field is held to be now.
    pub(super) fn is_changed(&self, shown: &Shown) -> bool {
        let rows = (0..shown.rows.len()).filter(|&row| {
            let field = shown.field(row);
            field.is_some_and(|field| field.field == self.field)
        });
        let held = rows.filter_map(|row| Self::open(shown, row, None)).next();
        held.is_some_and(|held| {
            (held.value, held.reason) != (self.value.clone(), self.reason.clone())
        })
    }
}

/// The values that claims of a field give, each once, with who says it.
pub(super) fn offers(row: &FieldRow, names: &[String], typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().to_lowercase();
    let mut offers: Vec<(String, String)> = Vec::new();
    for (cell, name) in row.cells.iter().zip(names) {
        for said in &cell.said {
            let fits = said.words.to_lowercase().contains(&typed);
            if fits && !offers.iter().any(|(words, _)| *words == said.words) {
                offers.push((said.words.clone(), name.clone()));
            }
        }
    }
    offers
}

/// The value that is meant by what was typed: that of a claim if it says so, what it reads as, or else the
/// words as the kind of value that the claims of the field have.
pub(super) fn value_of(tables: &Tables, row: &FieldRow, typed: &str) -> (Value, Option<ClaimId>) {
    let typed = typed.trim();
    let said = || row.cells.iter().flat_map(|cell| &cell.said);
    let counting = said().filter(|said| said.counts);
    if let Some(same) = counting.chain(said()).find(|said| said.words == typed) {
        return (same.value.clone(), Some(same.claim));
    }
    let like = said().next().map(|said| &said.value);
    let value = read_value_like(like, &row.field, typed, tables);
    (value, None)
}
