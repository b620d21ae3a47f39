//! What rows and tool bar say, as text.

use super::data::{self, Cell, RowData};
use crate::app::Workspace;
use crate::app::workspace::Origin;
use crate::evidence::ProblemList;
use crate::model::{Kind, RecordId};
use crate::query::Query;
use crate::store::{Folders, read_text};
use crate::ui::views::in_bar::count_words;

const CASE: &str = r#"(
  annals: 1,
  tags: [
    (id: "000000000001", path: "actor/irgc", colour: Teal),
    (id: "000000000002", path: "border"),
  ],
  sources: [
    (id: "000000000011", title: "Two killed", reliability: B, tags: ["000000000001"]),
    (id: "000000000012"),
  ],
  events: [
    (
      id: "000000000021",
      title: "Strike on
      the village",
      when: (words: "16 January", edtf: "2024-01-16"),
      kind: "strike",
      place: (name: "Koh-e-Sabz"),
      tags: ["000000000002", "000000000001"],
    ),
    (id: "000000000022", when: (words: "soon after", edtf: "2024-99")),
  ],
  claims: [
    (
      id: "000000000031",
      source: "000000000011",
      event: "000000000021",
      field: "killed",
      value: Number((best: Some(2), scope: "children")),
      credibility: ProbablyTrue,
    ),
  ],
)"#;

fn work() -> Workspace {
    let opened = read_text(CASE.to_owned()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::below(folder.path());
    let problems = ProblemList::build(&opened.project);
    let origin = Origin::Untitled("case.ron".to_owned());
    Workspace::new(opened, Some(problems), origin, &folders)
}

/// A cell: hits in brackets, what nobody said in parentheses, chips by their names.
fn told(cell: &Cell) -> String {
    if !cell.tags.is_empty() {
        let names: Vec<_> = cell
            .tags
            .iter()
            .map(|tag| format!("#{}", tag.name))
            .collect();
        return names.join(" ");
    }
    let mut text = String::new();
    let mut at = 0;
    for hit in &cell.hits {
        text += &format!("{}[{}]", &cell.text[at..hit.start], &cell.text[hit.clone()]);
        at = hit.end;
    }
    text += &cell.text[at..];
    match cell.faint {
        true => format!("({text})"),
        false => text,
    }
}

fn told_row(row: &RowData) -> String {
    let cells: Vec<String> = row.cells.iter().map(told).collect();
    let warning = if row.problems.is_empty() { "" } else { " !" };
    format!("{}{warning}", cells.join(" | "))
}

/// The rows of a kind in the order of the file.
#[track_caller]
fn check_rows(kind: Kind, search: &str, expected: &[&str]) {
    let work = work();
    let query = Query::parse(search);
    let ids: Vec<RecordId> = work.project.ids(kind).collect();
    let rows = ids
        .into_iter()
        .map(|id| data::row(&work, id, &query, &[]).unwrap());
    let rows: Vec<String> = rows.map(|row| told_row(&row)).collect();
    assert_eq!(rows, expected);
}

#[test]
fn rows_say_what_the_records_say() {
    check_rows(
        Kind::Event,
        "",
        &[
            "16 Jan 2024 | Strike on the village | strike | Koh-e-Sabz | #irgc #border | 1",
            "soon after | (Untitled event) |  |  |  | (0) !",
        ],
    );
    check_rows(
        Kind::Source,
        "",
        &[
            "Two killed | Web article |  |  | B | #irgc | (0) | 1",
            "Untitled source | Web article |  |  | (F) |  | (0) | (0)",
        ],
    );
    check_rows(
        Kind::Claim,
        "",
        &["Strike on the village | killed | 2 children | Two killed |  | B | 2 | "],
    );
}

#[test]
fn hits_stand_in_every_cell_with_words() {
    check_rows(
        Kind::Event,
        "s",
        &[
            "16 Jan 2024 | [S]trike on the village | [s]trike | Koh-e-[S]abz | #irgc #border | 1",
            "[s]oon after | (Untitled event) |  |  |  | (0) !",
        ],
    );
    check_rows(
        Kind::Claim,
        "2",
        &["Strike on the village | killed | [2] children | Two killed |  | B | [2] | "],
    );
}

/// The filters of a search, each with the search that is left without it.
#[track_caller]
fn check_filters(search: &str, expected: &[&str]) {
    let filters = data::filters(&Query::parse(search));
    let told = filters.iter();
    let told: Vec<_> = told
        .map(|f| format!("{} / {}", f.words(), f.without))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn conditions_of_the_search_are_filters_that_can_go() {
    check_filters("pakistan", &[]);
    check_filters("", &[]);
    check_filters("tag:", &[]);
    check_filters("weather:fine", &[]);
    check_filters(
        "strike tag:border -source:\"dawn 17\" air",
        &[
            "Tag is border / strike -source:\"dawn 17\" air",
            "Source is not dawn 17 / strike tag:border air",
        ],
    );
    check_filters(
        "-fire type:event",
        &["Text without fire / type:event", "Kind is event / -fire"],
    );
    check_filters(
        "tag:abcdefghijklmnopqrstuvwxyz",
        &["Tag is abcdefghijklmnopqrstuvwx… / "],
    );
}

#[test]
fn counts_are_nouns() {
    assert_eq!(count_words(Kind::Event, 18, 19), "18 of 19 events");
    assert_eq!(count_words(Kind::Event, 1, 1), "1 event");
    assert_eq!(count_words(Kind::Note, 0, 1), "0 of 1 note");
    assert_eq!(data::selected_words(0, 0), "");
    assert_eq!(data::selected_words(3, 0), "3 selected");
    assert_eq!(data::selected_words(3, 1), "3 selected, 1 hidden");
}
