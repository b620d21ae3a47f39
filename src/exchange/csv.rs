//! Comma-separated values after RFC 4180: a line a claim, and one for each silent cell.
//!
//! Text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises.

use std::collections::BTreeMap;

use crate::evidence::matrix::{Cell, EventMatrix, FieldRow, Mark, ProjectMatrix, SourceColumn};
use crate::model::{Choice as _, Tables};

const EVENT_HEAD: [&str; 15] = [
    "event",
    "field",
    "source",
    "reliability",
    "sign",
    "value",
    "attributed to",
    "credibility",
    "counts",
    "because",
    "quote",
    "claim",
    "assessed",
    "reason",
    "decided",
];

const PROJECT_HEAD: [&str; 10] = [
    "event",
    "when",
    "source",
    "reliability",
    "sign",
    "claims",
    "fields in conflict",
    "fields",
    "fields assessed",
    "event id",
];

/// A line with its end.
fn line<'a>(fields: impl IntoIterator<Item = &'a str>, out: &mut String) {
    for (place, field) in fields.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        put(field, out);
    }
    out.push_str("\r\n");
}

fn put(field: &str, out: &mut String) {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let quotes = is_formula || field.contains(['"', ',', '\n', '\r']) || field != field.trim();
    if !quotes {
        out.push_str(field);
        return;
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&field.replace('"', "\"\""));
    out.push('"');
}

/// The matrix of an event.
pub(super) fn event(tables: &Tables, matrix: &EventMatrix) -> String {
    let mut out = String::new();
    line(EVENT_HEAD, &mut out);
    for row in &matrix.rows {
        for (cell, column) in row.cells.iter().zip(&matrix.columns) {
            put_cell(tables, matrix, (row, cell, column), &mut out);
        }
    }
    out
}

fn put_cell(
    tables: &Tables,
    matrix: &EventMatrix,
    (row, cell, column): (&FieldRow, &Cell, &SourceColumn),
    out: &mut String,
) {
    let held = row.assessed.as_ref();
    let held = held.map_or(["", "", ""], |held| {
        [&held.words, &held.reason, &held.decided].map(String::as_str)
    });
    let first = [
        matrix.title.as_str(),
        &row.field,
        &column.name,
        column.reliability.name(),
    ];
    if cell.said.is_empty() {
        let silent = [Mark::Silent.words(), "", "", "", "", "", "", ""];
        return line(first.into_iter().chain(silent).chain(held), out);
    }
    for said in &cell.said {
        let claim = tables.claims().get(said.claim);
        let quote = claim.and_then(|claim| claim.passage.as_ref());
        let id = said.claim.to_string();
        let middle = [
            said.mark.words(),
            &said.words,
            &said.who,
            said.credibility.name(),
            if said.counts { "yes" } else { said.aside },
            &said.because,
            quote.map_or("", |passage| passage.exact()),
            &id,
        ];
        line(first.into_iter().chain(middle).chain(held), out);
    }
}

/// The matrix of the project: a line for each source that speaks of an event.
pub(super) fn project(matrix: &ProjectMatrix) -> String {
    let mut out = String::new();
    line(PROJECT_HEAD, &mut out);
    let places = matrix.places();
    for row in &matrix.rows {
        let cells = row.cells.iter();
        let cells = cells.filter_map(|cell| Some((places.get(&cell.source)?, cell)));
        // In the order of the columns.
        let cells: BTreeMap<_, _> = cells.collect();
        for (&place, cell) in cells {
            let Some(column) = matrix.columns.get(place) else {
                continue;
            };
            let figures = [cell.claims, cell.conflicts, row.fields, row.assessed];
            let [claims, conflicts, fields, assessed] = figures.map(|n| n.to_string());
            let id = row.event.to_string();
            let fields = [
                row.title.as_str(),
                &row.when,
                &column.name,
                column.reliability.name(),
                cell.mark.words(),
                &claims,
                &conflicts,
                &fields,
                &assessed,
                &id,
            ];
            line(fields, &mut out);
        }
    }
    out
}
