//! What of a matrix is wanted: which rows, which reports; and how a saved view keeps that.

use std::collections::BTreeSet;

use super::{Only, ProjectMatrix, ProjectRow};
use crate::model::View;
use crate::model::date::Day;

/// In a saved view: only rows where sources are in conflict.
const CONFLICTS: &str = "only-conflicts";
/// In a saved view: only rows in conflict that are not assessed.
const UNRESOLVED: &str = "only-unresolved";
/// In a saved view, with a day of ISO 8601 behind it: only what was certainly reported by then.
const REPORTED_BY: &str = "reported-by-";

/// Which rows of a matrix are wanted, and what was reported by which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Which rows.
    pub only: Only,
    /// Only what was certainly reported by this day.
    pub until: Option<Day>,
}

impl Wanted {
    /// As the saved view says. A view laid out as disagreements has no columns to choose: what stands
    /// there says what of the matrix is wanted.
    #[must_use]
    pub fn of_view(view: &View) -> Self {
        let mut wanted = Self::default();
        for name in &view.columns {
            match name.as_str() {
                CONFLICTS => wanted.only = Only::Conflicts,
                UNRESOLVED => wanted.only = Only::Unresolved,
                name => wanted.until = day_of(name).or(wanted.until),
            }
        }
        wanted
    }

    /// Puts it into a saved view. What it does not know there stays.
    pub fn put_in(self, view: &mut View) {
        if Self::of_view(view) == self {
            return;
        }
        let is_known =
            |name: &str| [CONFLICTS, UNRESOLVED].contains(&name) || day_of(name).is_some();
        view.columns.retain(|name| !is_known(name));
        view.columns.extend(self.names());
    }

    /// The names that a saved view keeps it under; none if all is wanted.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let only = match self.only {
            Only::All => None,
            Only::Conflicts => Some(CONFLICTS.to_owned()),
            Only::Unresolved => Some(UNRESOLVED.to_owned()),
        };
        let until = self.until.map(|day| format!("{REPORTED_BY}{}", day.iso()));
        only.into_iter().chain(until).collect()
    }
}

/// The day in "reported-by-2024-01-31".
fn day_of(name: &str) -> Option<Day> {
    let mut parts = name.strip_prefix(REPORTED_BY)?.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year = year.trim_start_matches('Y').parse().ok()?;
    Day::from_ymd(year, month.parse().ok()?, day.parse().ok()?)
}

impl ProjectMatrix {
    /// The columns of the sources that say anything in these rows, in order.
    #[must_use]
    pub fn heard_in(&self, rows: &[usize]) -> Vec<usize> {
        let places = self.places();
        let rows = rows.iter().filter_map(|&row| self.rows.get(row));
        let cells = rows.flat_map(|row| &row.cells);
        let columns = cells.filter_map(|cell| places.get(&cell.source).copied());
        let columns: BTreeSet<usize> = columns.collect();
        columns.into_iter().collect()
    }

    /// The matrix with the rows that are wanted, and with the sources that say anything there.
    #[must_use]
    pub fn keeping(mut self, wanted: impl Fn(&ProjectRow) -> bool) -> Self {
        self.rows.retain(|row| wanted(row));
        let rows: Vec<usize> = (0..self.rows.len()).collect();
        let heard = self.heard_in(&rows);
        let heard = heard.iter().filter_map(|&column| self.columns.get(column));
        self.columns = heard.cloned().collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Kind, ViewLayout};

    fn view(columns: &[&str]) -> View {
        View {
            id: Id::from_bits(1),
            title: String::new(),
            shows: Kind::Event,
            layout: ViewLayout::Disagreements,
            query: String::new(),
            sort: String::new(),
            descending: false,
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[track_caller]
    fn check(columns: &[&str], only: Only, until: &str) {
        let wanted = Wanted::of_view(&view(columns));
        let day = wanted.until.map(Day::iso).unwrap_or_default();
        assert_eq!((wanted.only, day.as_str()), (only, until));
    }

    #[test]
    fn a_view_says_which_rows_and_which_reports_are_wanted() {
        check(&[], Only::All, "");
        check(&["only-conflicts"], Only::Conflicts, "");
        check(
            &["reported-by-2024-01-31", "only-unresolved"],
            Only::Unresolved,
            "2024-01-31",
        );
        check(&["reported-by--0043-03-15"], Only::All, "-0043-03-15");
        check(&["reported-by-Y12000-03-15"], Only::All, "Y12000-03-15");
        // Neither a day nor a name of this version.
        check(&["reported-by-2024-02-30", "later", "title"], Only::All, "");
    }

    #[test]
    fn what_is_wanted_comes_back_and_what_is_not_known_stays() {
        let days = ["2024-01-31", "-0043-03-15"].map(|iso| day_of(&format!("{REPORTED_BY}{iso}")));
        for only in [Only::All, Only::Conflicts, Only::Unresolved] {
            for until in [None, days[0], days[1]] {
                let wanted = Wanted { only, until };
                let mut kept = view(&["later", "only-conflicts", "reported-by-2020-01-01"]);
                wanted.put_in(&mut kept);
                assert_eq!(Wanted::of_view(&kept), wanted);
                assert_eq!(kept.columns[0], "later");
                let before = kept.clone();
                wanted.put_in(&mut kept);
                assert_eq!(kept, before, "what is there already stays as it is written");
            }
        }
    }
}
