//! The rows and columns that filter and search leave of the matrix of all events: chosen a slice a frame, so that a
//! large project holds nothing up.

use std::collections::HashSet;

use crate::evidence::matrix::{Move, Only, ProjectMatrix};
use crate::model::{EventId, SourceId};

/// What rows are chosen by: the filter, and which list the search has found; `None` while nothing is looked for.
pub(super) type By = (Only, Option<u64>);

/// Rows that are being chosen.
#[derive(Debug)]
pub(super) struct Choosing {
    pub(super) by: By,
    /// The first row that was not looked at yet.
    next: usize,
    /// The rows that are left, in order.
    pub(super) rows: Vec<usize>,
    /// How many rows the search leaves before the filter.
    pub(super) found: usize,
    /// The sources that say anything in these rows.
    heard: HashSet<SourceId>,
}

impl Choosing {
    /// None chosen yet.
    pub(super) fn new(by: By) -> Self {
        Self {
            by,
            next: 0,
            rows: Vec::new(),
            found: 0,
            heard: HashSet::new(),
        }
    }

    /// Looks at so many more rows, at most; `has` says whether the search has found an event. True when all were
    /// looked at.
    pub(super) fn go_on(
        &mut self,
        matrix: &ProjectMatrix,
        has: &dyn Fn(EventId) -> bool,
        most: usize,
    ) -> bool {
        if self.by == (Only::All, None) {
            self.rows = (0..matrix.rows.len()).collect();
            self.found = self.rows.len();
            return true;
        }
        let end = matrix.rows.len().min(self.next + most);
        let slice = matrix.rows.get(self.next..end).unwrap_or_default();
        for (place, row) in (self.next..).zip(slice) {
            if !has(row.event) {
                continue;
            }
            self.found += 1;
            if row.is_wanted(self.by.0) {
                self.rows.push(place);
                self.heard.extend(row.cells.iter().map(|cell| cell.source));
            }
        }
        self.next = end;
        end == matrix.rows.len()
    }

    /// The columns of the sources that say anything in the chosen rows; `None` if all rows are.
    pub(super) fn columns(&self, matrix: &ProjectMatrix) -> Option<Vec<usize>> {
        if self.rows.len() == matrix.rows.len() {
            return None;
        }
        let columns = matrix.columns.iter().enumerate();
        let heard = columns.filter(|(_, column)| self.heard.contains(&column.source));
        Some(heard.map(|(place, _)| place).collect())
    }
}

/// Lets chosen rows, in order, mean the same ones after a row has moved. One that came is not among them.
pub(super) fn follow(rows: &mut Vec<usize>, moved: Move) {
    let mut was_chosen = false;
    if let Some(from) = moved.from {
        let at = rows.partition_point(|&row| row < from);
        was_chosen = rows.get(at) == Some(&from);
        if was_chosen {
            rows.remove(at);
        }
        rows.iter_mut().skip(at).for_each(|row| *row -= 1);
    }
    if let Some(to) = moved.to {
        let at = rows.partition_point(|&row| row < to);
        rows.iter_mut().skip(at).for_each(|row| *row += 1);
        if was_chosen {
            rows.insert(at, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::evidence::matrix::{Mark, ProjectCell, ProjectRow, SourceColumn};
    use crate::model::{Id, Reliability};

    /// So many events: every third is in conflict, and each has one source of five.
    fn matrix(events: u64) -> ProjectMatrix {
        let row = |number: u64| ProjectRow {
            event: Id::from_bits(number),
            title: String::new(),
            when: String::new(),
            cells: vec![ProjectCell {
                source: Id::from_bits(number % 5),
                mark: Mark::Alone,
                claims: 1,
                conflicts: 0,
            }],
            fields: 1,
            conflicts: usize::from(number.is_multiple_of(3)),
            unresolved: 0,
            assessed: 0,
        };
        let column = |number: u64| SourceColumn {
            source: Id::from_bits(number),
            name: String::new(),
            kind: String::new(),
            date: String::new(),
            draws: String::new(),
            reliability: Reliability::default(),
            reference: String::new(),
        };
        ProjectMatrix {
            columns: (0..5).map(column).collect(),
            rows: (0..events).map(row).map(Arc::new).collect(),
            ..ProjectMatrix::default()
        }
    }

    #[test]
    fn slices_choose_what_one_look_at_all_would() {
        let matrix = matrix(100);
        let has = |event: EventId| event.bits() >= 40;
        let mut choosing = Choosing::new((Only::Conflicts, Some(1)));
        let mut slices = 1;
        while !choosing.go_on(&matrix, &has, 7) {
            assert!(choosing.next <= 7 * slices, "no more than a slice at once");
            slices += 1;
        }
        assert_eq!(slices, 15);
        let expected: Vec<usize> = (42..100).step_by(3).collect();
        assert_eq!(
            (choosing.rows.as_slice(), choosing.found),
            (&expected[..], 60)
        );
        assert_eq!(choosing.columns(&matrix), Some(vec![0, 1, 2, 3, 4]));
        let mut few = Choosing::new((Only::Conflicts, Some(2)));
        assert!(few.go_on(&matrix, &|event| event.bits() == 3, 1000));
        assert_eq!(
            (few.rows.as_slice(), few.columns(&matrix)),
            (&[3][..], Some(vec![3]))
        );
        let mut all = Choosing::new((Only::All, None));
        assert!(all.go_on(&matrix, &has, 7));
        assert_eq!(
            (all.rows.len(), all.found, all.columns(&matrix)),
            (100, 100, None)
        );
    }

    #[test]
    fn chosen_rows_stay_the_same_ones_when_rows_move() {
        let check = |from: Option<usize>, to: Option<usize>, expected: &[usize]| {
            let mut rows = vec![2, 5, 9];
            follow(&mut rows, Move { from, to });
            assert_eq!(rows, expected, "{from:?} to {to:?}");
        };
        check(Some(5), Some(0), &[0, 3, 9]);
        check(Some(5), Some(9), &[2, 8, 9]);
        check(Some(3), Some(7), &[2, 4, 9]);
        check(None, Some(5), &[2, 6, 10]);
        check(Some(2), None, &[4, 8]);
        check(Some(0), None, &[1, 4, 8]);
    }
}
