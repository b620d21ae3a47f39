//! What the cells of tables say.

use super::super::column::stamp_text;
use super::super::*;
use super::*;

/// The cells of a record, in the order of its kind's columns.
#[track_caller]
fn check(record: &str, expected: &str) {
    let project = project();
    let id = named(record);
    let record = project.get(id).unwrap();
    let is_stamp = |column| matches!(column, Column::Modified | Column::Created);
    let cells = columns(id.kind())
        .iter()
        .filter(|&&column| !is_stamp(column));
    let cells: Vec<String> = cells.map(|&c| cell_text(&project, &record, c)).collect();
    assert_eq!(cells.join(" | "), expected);
}

#[test]
fn cells_say_what_their_columns_are_called() {
    check(
        "e1",
        "16 Jan 2024 | Iranian strike on Koh-e-Sabz | Strike | کوہ سبز، پنجگور | jaish-al-adl | 2",
    );
    check(
        "e2",
        "18 Jan 2024 | Operation Marg Bar Sarmachar | Strike |  | BLA, border | 1",
    );
    check(
        "e3",
        " | Café meeting in ZÜRICH | Meeting | border | border post | 0",
    );
    check(
        "s1",
        "Two children killed in strike | Web article | 17 Jan 2024 | Dawn | B | border | 1 | 1",
    );
    check(
        "s2",
        "Brothers and strikes | Journal article | Apr 2024 |  | A |  | 0 | 2",
    );
    check(
        "c1",
        "Iranian strike on Koh-e-Sabz | killed | 2 children | Dawn 17 Jan | Commissioner of Makran | B | 2 | ",
    );
    check(
        "c2",
        "Iranian strike on Koh-e-Sabz | date | 17 Jan 2024 | Jamshed and Rafi | Dawn 17 Jan | A | 6 | 17 Jan 2024",
    );
    check("n1", "Open questions | border");
    check("n2", "Untitled note | ");
    check("a1", "“two” | commenting | Dawn 17 Jan: “two” | open");
    check(
        "a2",
        "Sure of this? | commenting | killed: 2 children | resolved",
    );
    check(
        "l1",
        "Operation Marg Bar Sarmachar | responds to | Iranian strike on Koh-e-Sabz | said so itself",
    );
    check("h1", "Iranian strike on Koh-e-Sabz | killed | 2 | ");
    check("t4", "border |  | 4");
    check("t1", "actor |  | 0");
    check("k1", "Dawn 17 Jan | 1 Feb 2024 | full text | pasted");
}

#[test]
fn columns_are_found_by_the_names_in_saved_views() {
    for &column in Column::ALL {
        assert_eq!(Column::from_key(column.key()), Some(column));
        assert!(!column.name().is_empty());
    }
    for &kind in Kind::ALL {
        let all = columns(kind)
            .iter()
            .all(|column| Column::ALL.contains(column));
        assert!(all && !columns(kind).is_empty());
    }
    assert_eq!(Column::from_key("colour"), None);
    assert!(Column::Claims.is_figure() && !Column::When.is_figure());
}

#[test]
fn moments_are_told_on_the_clock_of_the_zone() {
    let moment = stamp("2024-04-30T20:05:59Z").unwrap();
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(5));
    assert_eq!(stamp_text(moment, &zone), "1 May 2024, 01:05");
    assert_eq!(
        stamp_text(moment, &jiff::tz::TimeZone::UTC),
        "30 Apr 2024, 20:05"
    );
}
