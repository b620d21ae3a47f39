//! In which order rows come, and how many there are.

use std::sync::atomic::AtomicBool;

use super::super::*;
use super::*;

fn listing(project: &Project, kind: Kind, query: &str, sort: Sort) -> Listing {
    let query = Query::parse(query).resolve(project);
    list(
        &project.snapshot(),
        kind,
        &query,
        &sort,
        None,
        &AtomicBool::new(false),
    )
    .unwrap()
}

fn rows(project: &Project, kind: Kind, sort: Sort) -> String {
    let listing = listing(project, kind, "", sort);
    listing
        .rows
        .into_iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The rows of the small case, sorted by a column both ways.
#[track_caller]
fn check(kind: Kind, column: Column, up: &str, down: &str) {
    let project = project();
    let sort = Sort::by(column);
    assert_eq!(rows(&project, kind, sort), up);
    assert_eq!(rows(&project, kind, sort.toggled(column)), down);
}

#[test]
fn rows_come_in_the_order_of_their_column() {
    check(Kind::Event, Column::When, "e1 e4 e2 e3", "e2 e4 e1 e3");
    check(Kind::Event, Column::Title, "e4 e3 e1 e2", "e2 e1 e3 e4");
    check(Kind::Event, Column::Kind, "e3 e1 e2 e4", "e1 e2 e3 e4");
    check(Kind::Event, Column::Claims, "e3 e4 e2 e1", "e1 e2 e3 e4");
    check(Kind::Event, Column::Place, "e3 e1 e2 e4", "e1 e3 e2 e4");
    check(Kind::Event, Column::Tags, "e2 e3 e1 e4", "e1 e3 e2 e4");
    check(Kind::Source, Column::Reliability, "s2 s1 s3", "s3 s1 s2");
    check(Kind::Source, Column::Issued, "s1 s2 s3", "s2 s1 s3");
    check(Kind::Source, Column::Captures, "s2 s3 s1", "s1 s2 s3");
    check(Kind::Source, Column::Claims, "s3 s1 s2", "s2 s1 s3");
    check(Kind::Source, Column::Title, "s2 s1 s3", "s3 s1 s2");
    check(Kind::Claim, Column::Value, "c1 c3 c2", "c2 c3 c1");
    check(Kind::Claim, Column::Credibility, "c1 c2 c3", "c2 c3 c1");
    check(Kind::Claim, Column::Reliability, "c2 c3 c1", "c1 c2 c3");
    check(Kind::Claim, Column::Reported, "c2 c1 c3", "c2 c1 c3");
    check(Kind::Claim, Column::Source, "c1 c2 c3", "c2 c3 c1");
    check(Kind::Note, Column::Modified, "n2 n1", "n1 n2");
    check(Kind::Note, Column::Title, "n1 n2", "n1 n2");
    check(Kind::Annotation, Column::Status, "a1 a3 a2", "a2 a1 a3");
    check(Kind::Annotation, Column::Created, "a2 a1 a3", "a2 a1 a3");
    check(Kind::Tag, Column::Borne, "t1 t2 t3 t5 t4", "t4 t2 t3 t5 t1");
}

#[test]
fn without_a_column_rows_come_in_the_order_of_the_file() {
    let project = project();
    let sort = Sort {
        column: None,
        descending: false,
    };
    assert_eq!(rows(&project, Kind::Event, sort), "e1 e2 e3 e4");
    let sort = Sort {
        column: None,
        descending: true,
    };
    assert_eq!(rows(&project, Kind::Event, sort), "e4 e3 e2 e1");
    assert_eq!(
        rows(&project, Kind::Event, Sort::usual(Kind::Event)),
        "e1 e4 e2 e3"
    );
}

#[test]
fn figures_are_sorted_as_figures_and_dates_by_their_earliest_day() {
    let dates = [
        "2024-01",
        "[..2024-01-17]",
        "2023",
        "2024-01-16",
        "never",
        "2024-01-16T08:00:00",
    ];
    let events = dates
        .iter()
        .zip(1..)
        .map(|(date, n)| Record::from(event(n, date, when(date, date), "", &[])));
    let figures = [10, 9, 100].into_iter().zip(1..);
    let claims = figures.map(|(n, at)| Record::from(claim(at, 1, 1, "killed", figure(n, ""))));
    let (project, _) = Project::load(Meta::default(), events.chain(claims));
    let by_when = Sort::by(Column::When);
    assert_eq!(rows(&project, Kind::Event, by_when), "e2 e3 e1 e4 e6 e5");
    assert_eq!(
        rows(&project, Kind::Event, by_when.toggled(Column::When)),
        "e6 e4 e1 e3 e2 e5"
    );
    assert_eq!(
        rows(&project, Kind::Claim, Sort::by(Column::Value)),
        "c2 c1 c3"
    );
}

#[test]
fn a_listing_counts_here_and_in_the_project() {
    let project = project();
    let found = listing(&project, Kind::Event, "strike", Sort::default());
    assert_eq!((found.here, found.in_project), (2, 4));
    let all = listing(&project, Kind::Note, "", Sort::default());
    assert_eq!((all.here, all.in_project), (2, 15));
    // Captures are no rows of the navigator.
    let captures = listing(&project, Kind::Capture, "koh", Sort::default());
    assert_eq!((captures.here, captures.in_project), (1, 2));
}

#[test]
fn a_listing_that_nobody_waits_for_stops() {
    let project = project();
    let query = Query::parse("strike").resolve(&project);
    let cancelled = AtomicBool::new(true);
    let found = list(
        &project.snapshot(),
        Kind::Event,
        &query,
        &Sort::default(),
        None,
        &cancelled,
    );
    assert_eq!(found, None);
}

#[test]
fn counts_for_sorting_are_those_that_cells_show() {
    let project = project();
    for (kind, column) in [
        (Kind::Event, Column::Claims),
        (Kind::Source, Column::Claims),
        (Kind::Source, Column::Captures),
        (Kind::Tag, Column::Borne),
    ] {
        let rows = listing(&project, kind, "", Sort::by(column)).rows;
        let shown: Vec<usize> = rows
            .iter()
            .map(|&id| {
                cell_text(&project, &project.get(id).unwrap(), column)
                    .parse()
                    .unwrap()
            })
            .collect();
        assert!(shown.is_sorted(), "{shown:?}");
    }
}

#[test]
fn a_click_on_the_head_turns_the_order_round() {
    let sort = Sort::default().toggled(Column::When);
    assert_eq!(sort, Sort::by(Column::When));
    let again = sort.toggled(Column::When);
    assert!(again.descending);
    assert_eq!(again.toggled(Column::When), sort);
    assert_eq!(again.toggled(Column::Title), Sort::by(Column::Title));
}
