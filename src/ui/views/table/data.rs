//! What the rows in sight and the tool bar say, as plain data.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::app::Workspace;
use crate::model::{
    Choice as _, Credibility, Project, Record, RecordId, Reliability, Tables, TagColour, TagSet,
};
use crate::query::{Column, Query, TermKind, cell_text};
use crate::ui::views::in_bar::cut;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowData {
    /// What the record is called.
    pub(super) name: String,
    /// Its cells, one a column of the kind.
    pub(super) cells: Vec<Cell>,
    /// What needs a look, a sentence a line; mostly empty.
    pub(super) problems: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Which column it stands in.
    pub(super) column: Column,
    /// What it says; line breaks are spaces. Empty: nothing was said.
    pub(super) text: String,
    /// Bytes of the text that were searched for.
    pub(super) hits: Vec<Range<usize>>,
    /// Nobody said it: "Untitled event", a count of nothing, a grade that says that there is none.
    pub(super) faint: bool,
    /// The chips that stand instead of the text.
    pub(super) tags: Vec<TagCell>,
    /// What the letter or figure means.
    pub(super) meaning: &'static str,
}

/// A tag as its chip shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TagCell {
    /// The last part of its path.
    pub(super) name: String,
    /// From the root down.
    pub(super) path: String,
    /// Its colour.
    pub(super) colour: TagColour,
}

/// The rows in sight, kept until data or search change.
#[derive(Debug, Default)]
pub(super) struct RowCache {
    /// The numbers of the project and of its problems.
    of: Option<(u64, u64)>,
    query: Query,
    rows: HashMap<RecordId, Rc<RowData>>,
    of_file: HashMap<RecordId, Vec<String>>,
}

/// Rows kept before all are forgotten: some screens full.
const KEPT: usize = 2_000;

impl RowCache {
    /// Forgets the rows that may say something else now.
    pub(super) fn refresh(&mut self, work: &Workspace, query: &Query) {
        let of = Some((work.project.revision(), work.problems.version()));
        if self.of == of && self.query == *query && self.rows.len() <= KEPT {
            return;
        }
        self.rows.clear();
        self.query.clone_from(query);
        if self.of != of {
            self.of = of;
            self.of_file = problems_of_file(work);
        }
    }

    /// What the row of a record says; `None` if it is gone.
    pub(super) fn row(&mut self, work: &Workspace, id: RecordId) -> Option<Rc<RowData>> {
        if let Some(row) = self.rows.get(&id) {
            return Some(Rc::clone(row));
        }
        let of_file = self.of_file.get(&id).map_or(&[][..], Vec::as_slice);
        let row = Rc::new(row(work, id, &self.query, of_file)?);
        self.rows.insert(id, Rc::clone(&row));
        Some(row)
    }

    /// The rows that were in sight lately.
    pub(super) fn iter(&self) -> impl Iterator<Item = &RowData> {
        self.rows.values().map(Rc::as_ref)
    }
}

/// What was wrong in the file, by record. Those problems are few.
fn problems_of_file(work: &Workspace) -> HashMap<RecordId, Vec<String>> {
    let mut found: HashMap<RecordId, Vec<String>> = HashMap::new();
    for problem in work.file_problems() {
        if let Some(id) = problem.record {
            let known = work.problems.of(id).contains(problem);
            let of_record = found.entry(id).or_default();
            if !known {
                of_record.push(problem.message.clone());
            }
        }
    }
    found
}

/// What the row of a record says; `None` if it is gone.
pub(super) fn row(
    work: &Workspace,
    id: RecordId,
    query: &Query,
    of_file: &[String],
) -> Option<RowData> {
    let record = work.project.get(id)?;
    let columns = crate::query::columns(id.kind());
    let cells = columns
        .iter()
        .map(|&column| cell(&work.project, &record, column, query));
    let own = work.marks_of(id).map(|problem| problem.message.as_str());
    let problems: Vec<&str> = of_file.iter().map(String::as_str).chain(own).collect();
    Some(RowData {
        name: one_line(work.project.record_label(&record)),
        cells: cells.collect(),
        problems: problems.join("\n"),
    })
}

/// What the row of one of the first records says, while the others are read: nothing that takes those to know.
pub(super) fn first_row(project: &Project, id: RecordId) -> Option<RowData> {
    let record = project.get(id)?;
    let known = crate::query::columns(id.kind()).iter();
    let known = known.filter(|column| !column.is_figure());
    let query = Query::default();
    Some(RowData {
        name: one_line(project.record_label(&record)),
        cells: known
            .map(|&column| cell(project, &record, column, &query))
            .collect(),
        problems: String::new(),
    })
}

fn cell(project: &Project, record: &Record, column: Column, query: &Query) -> Cell {
    let text = one_line(cell_text(project, record, column));
    let tags = if column == Column::Tags {
        tag_cells(project, record)
    } else {
        Vec::new()
    };
    Cell {
        column,
        hits: query.hits(&text),
        faint: is_faint(record, column, &text),
        tags,
        meaning: meaning(record, column, &text),
        text,
    }
}

/// A cell has one line, whatever was pasted into the field.
fn one_line(text: String) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text
    }
}

fn is_faint(record: &Record, column: Column, text: &str) -> bool {
    if column.is_figure() {
        return text == "0";
    }
    match (record, column) {
        (_, Column::Reliability) => text == Reliability::F.name(),
        (Record::Claim(claim), Column::Credibility) => {
            claim.credibility == Credibility::CannotBeJudged
        }
        (Record::Event(event), Column::Title) => event.title.trim().is_empty(),
        (Record::Note(note), Column::Title) => note.title.trim().is_empty(),
        (Record::View(view), Column::Title) => view.title.trim().is_empty(),
        _ => false,
    }
}

fn meaning(record: &Record, column: Column, text: &str) -> &'static str {
    match (record, column) {
        (_, Column::Reliability) => {
            let letter = Reliability::ALL.iter().find(|letter| letter.name() == text);
            letter.map_or("", |letter| letter.meaning())
        }
        (Record::Claim(claim), Column::Credibility) => claim.credibility.meaning(),
        _ => "",
    }
}

fn tag_cells(tables: &Tables, record: &Record) -> Vec<TagCell> {
    let tags = record.tags().into_iter().flat_map(TagSet::iter);
    let tags = tags.filter_map(|id| tables.tags().get(id));
    let mut cells: Vec<TagCell> = tags
        .map(|tag| TagCell {
            name: tag.name().to_owned(),
            path: tag.path.clone(),
            colour: tag.colour,
        })
        .collect();
    cells.sort_by(|a, b| a.path.cmp(&b.path));
    cells
}

/// A condition of the search as the tool bar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    /// What is asked for: "Tag".
    pub(super) field: &'static str,
    /// How: "is", "is not".
    pub(super) relation: &'static str,
    /// The value, cut.
    pub(super) value: String,
    /// The search without this condition.
    pub(super) without: String,
}

impl Filter {
    /// "Tag is border".
    pub(super) fn words(&self) -> String {
        let words = [self.field, self.relation, &self.value];
        let words = words.into_iter().filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The conditions of a search that are more than words to find.
pub(super) fn filters(query: &Query) -> Vec<Filter> {
    let text = query.text();
    let mut filters = Vec::new();
    for term in query.terms() {
        let value = text.get(term.value.clone()).unwrap_or_default();
        let value = value.trim_matches(['"', '“', '”']);
        let (field, is, is_not) = match term.kind {
            TermKind::Tag => ("Tag", "is", "is not"),
            TermKind::Type => ("Kind", "is", "is not"),
            TermKind::Source => ("Source", "is", "is not"),
            TermKind::Reliability => ("Reliability", "is", "is not"),
            TermKind::Credibility => ("Credibility", "is", "is not"),
            TermKind::Word | TermKind::Phrase if term.excluded => ("Text", "", "without"),
            TermKind::Word | TermKind::Phrase | TermKind::Unknown => continue,
        };
        if value.is_empty() {
            continue;
        }
        let before = text.get(..term.span.start).unwrap_or_default();
        let after = text.get(term.span.end..).unwrap_or_default();
        filters.push(Filter {
            field,
            relation: if term.excluded { is_not } else { is },
            value: cut(value),
            without: [before.trim_end(), after.trim_start()]
                .join(" ")
                .trim()
                .to_owned(),
        });
    }
    filters
}

/// How many are selected: "3 selected", "3 selected, 1 hidden"; nothing if none is.
pub(super) fn selected_words(selected: usize, hidden: usize) -> String {
    match (selected, hidden) {
        (0, _) => String::new(),
        (_, 0) => format!("{selected} selected"),
        _ => format!("{selected} selected, {hidden} hidden"),
    }
}
