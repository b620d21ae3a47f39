//! How tables stand: each kind as the analyst arranged it, which the settings keep, or as the saved view in
//! use says and was changed since. What the matrix of all events shows is kept likewise, until the project
//! is closed.

use std::collections::HashMap;

use super::{App, Command, Pane, Request, Search};
use crate::edit::Edit;
use crate::evidence::matrix::Wanted;
use crate::model::{Id, Kind, Record, RecordId, View, ViewId, ViewLayout, capital};
use crate::query::{Arrangement, Column, Query, Sort, columns_named};
use crate::store::settings::TableSettings;

/// Milliseconds after which a width that was set is written: an edge is dragged in many steps.
const SETTLED_MILLIS: u64 = 500;
/// The widths that a column can be given, in points.
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=560;

/// A saved view that is in use, and how its table or matrix stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ViewInUse {
    id: ViewId,
    arrangement: Arrangement,
    wanted: Wanted,
}

/// Whether the view is shown as the table of this kind.
fn is_table_of(view: &View, kind: Kind) -> bool {
    view.shows == kind && view.layout != ViewLayout::Disagreements
}

impl App {
    /// The saved view in use.
    #[must_use]
    pub fn view_in_use(&self) -> Option<&View> {
        let id = self.in_use.as_ref()?.id;
        self.work()?.project.views().get(id)
    }

    /// How the table of this kind stands now.
    #[must_use]
    pub fn arrangement(&self, kind: Kind) -> Arrangement {
        match (&self.in_use, self.view_in_use()) {
            (Some(used), Some(view)) if is_table_of(view, kind) => used.arrangement.clone(),
            _ => self.arrangement_of_table(kind),
        }
    }

    /// How the table of this kind stands in every project, without a saved view.
    #[must_use]
    pub fn arrangement_of_table(&self, kind: Kind) -> Arrangement {
        arrangement_of(kind, self.settings.tables.get(table_name(kind)))
    }

    /// The saved view in use, if it is shown in this pane.
    #[must_use]
    pub fn view_in(&self, pane: &Pane) -> Option<&View> {
        self.view_in_use().filter(|view| match pane {
            Pane::Table(kind) => is_table_of(view, *kind),
            Pane::Disagreements(None) => view.layout == ViewLayout::Disagreements,
            _ => false,
        })
    }

    /// What the matrix of all events shows.
    #[must_use]
    pub fn compared(&self) -> Wanted {
        match (&self.in_use, self.view_in(&Pane::Disagreements(None))) {
            (Some(used), Some(_)) => used.wanted,
            _ => self.compared,
        }
    }

    /// The widths of columns of this kind that were set by hand, in points.
    #[must_use]
    pub fn column_widths(&self, kind: Kind) -> HashMap<Column, f32> {
        let Some(table) = self.settings.tables.get(table_name(kind)) else {
            return HashMap::new();
        };
        let widths = table.widths.iter().filter_map(|(name, &width)| {
            let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
            Some((Column::from_key(name)?, width as f32))
        });
        widths.collect()
    }

    /// In what the table or matrix differs from the saved view in use: "search and columns"; `None`: in nothing.
    #[must_use]
    pub fn view_changes(&self) -> Option<&'static str> {
        let view = self.view_in_use()?;
        let after = self.view_as_shown(view);
        let search = after.query != view.query;
        let order = after.sort != view.sort || after.descending != view.descending;
        let columns = after.columns != view.columns;
        if view.layout == ViewLayout::Disagreements {
            return match (search, columns) {
                (false, false) => None,
                (true, false) => Some("search"),
                (false, true) => Some("filter"),
                (true, true) => Some("search and filter"),
            };
        }
        match (search, order, columns) {
            (false, false, false) => None,
            (true, false, false) => Some("search"),
            (false, true, false) => Some("order"),
            (false, false, true) => Some("columns"),
            (true, true, false) => Some("search and order"),
            (true, false, true) => Some("search and columns"),
            (false, true, true) => Some("order and columns"),
            (true, true, true) => Some("search, order and columns"),
        }
    }

    /// The view as it would be stored now.
    fn view_as_shown(&self, view: &View) -> View {
        let mut after = view.clone();
        if self.search.text.trim() != view.query.trim() {
            self.search.text.trim().clone_into(&mut after.query);
        }
        if view.layout == ViewLayout::Disagreements {
            self.compared().put_in(&mut after);
        } else {
            self.arrangement(view.shows).put_in(&mut after);
        }
        after
    }

    /// Takes over what the saved view in use says now, where the table showed just that `before`.
    pub(super) fn follow_view(&mut self, before: Option<View>) {
        let Some(before) = before else {
            return;
        };
        match self.view_in_use() {
            Some(after) if *after != before => {
                let after = after.clone();
                self.take_over(&after);
            }
            _ => {}
        }
    }

    /// The saved view in use, if the table shows just what it says.
    pub(super) fn view_shown(&self) -> Option<View> {
        let view = self.view_in_use()?;
        self.view_changes().is_none().then(|| view.clone())
    }

    fn take_over(&mut self, view: &View) {
        self.in_use = Some(ViewInUse {
            id: view.id,
            arrangement: Arrangement::of_view(view),
            wanted: Wanted::of_view(view),
        });
        self.search = Search {
            query: Query::parse(&view.query),
            text: view.query.clone(),
        };
    }

    pub(super) fn use_view(&mut self, id: ViewId) {
        let view = self.work().and_then(|work| work.project.views().get(id));
        let Some(view) = view.cloned() else {
            return;
        };
        self.take_over(&view);
        self.requests.push(Request::Show(match view.layout {
            ViewLayout::Disagreements => Pane::Disagreements(None),
            ViewLayout::Table | ViewLayout::Timeline => Pane::Table(view.shows),
        }));
        self.handle(Command::Select(vec![id.into()]));
    }

    /// What was typed into the search since stays.
    pub(super) fn leave_view(&mut self) {
        let is_its = self
            .view_in_use()
            .is_some_and(|view| view.query.trim() == self.search.text.trim());
        self.in_use = None;
        if is_its {
            self.search = Search::default();
        }
    }

    pub(super) fn update_view(&mut self) {
        if let (Some(view), Some(what)) = (self.view_in_use(), self.view_changes()) {
            let edit = Edit::Set {
                after: Record::from(self.view_as_shown(view)),
                what,
                typing: false,
            };
            self.edit_and_tell(&edit);
        }
    }

    pub(super) fn save_view(&mut self, kind: Kind, layout: ViewLayout) {
        let search = self.search.text.trim().to_owned();
        let title = match layout {
            _ if !search.is_empty() => search.clone(),
            ViewLayout::Disagreements => "Disagreements".to_owned(),
            ViewLayout::Table | ViewLayout::Timeline => capital(kind.plural()),
        };
        let (arrangement, wanted) = (self.arrangement(kind), self.compared());
        let mut view = View {
            id: Id::from_bits(0),
            title,
            shows: kind,
            layout,
            query: search,
            sort: String::new(),
            descending: false,
            columns: Vec::new(),
        };
        match layout {
            ViewLayout::Disagreements => wanted.put_in(&mut view),
            ViewLayout::Table | ViewLayout::Timeline => arrangement.put_in(&mut view),
        }
        let applied = self.edit_and_tell(&Edit::NewView(Box::new(view)));
        let made = applied.and_then(|applied| applied.touched().next());
        if let Some(made) = made {
            if let RecordId::View(id) = made {
                self.in_use = Some(ViewInUse {
                    id,
                    arrangement,
                    wanted,
                });
            }
            self.rename(made);
        }
    }

    /// Lets the matrix of all events show this.
    pub(super) fn compare(&mut self, wanted: Wanted) {
        let of_view = self.view_in(&Pane::Disagreements(None)).is_some();
        match &mut self.in_use {
            Some(used) if of_view => used.wanted = wanted,
            _ => self.compared = wanted,
        }
    }

    pub(super) fn arrange(&mut self, kind: Kind, arrangement: Arrangement) {
        let of_view = self.view_in(&Pane::Table(kind)).is_some();
        match &mut self.in_use {
            Some(used) if of_view => used.arrangement = arrangement,
            _ => {
                self.change_table(kind, |table| keep(table, kind, &arrangement));
                self.save_settings();
            }
        }
    }

    pub(super) fn set_width(&mut self, kind: Kind, column: Column, width: f32) {
        // A width of a few hundred points has no fraction to lose and no sign.
        let width = width.round().clamp(0.0, *WIDTHS.end() as f32) as u32;
        let width = width.max(*WIDTHS.start());
        self.change_table(kind, |table| {
            table.widths.insert(column.key().to_owned(), width);
        });
        let due = self.now_millis() + SETTLED_MILLIS;
        self.work.settings_due = Some(due);
    }

    fn change_table(&mut self, kind: Kind, change: impl FnOnce(&mut TableSettings)) {
        let name = table_name(kind).to_owned();
        let table = self.settings.tables.entry(name.clone()).or_default();
        change(table);
        if *table == TableSettings::default() {
            self.settings.tables.remove(&name);
        }
    }
}

/// What the settings call the table of this kind.
fn table_name(kind: Kind) -> &'static str {
    kind.table_name().unwrap_or("unreadable")
}

fn arrangement_of(kind: Kind, table: Option<&TableSettings>) -> Arrangement {
    let Some(table) = table else {
        return Arrangement::usual(kind);
    };
    let sort = match table.sort.as_deref() {
        None => Sort::usual(kind),
        Some(name) => Sort {
            column: Column::from_key(name),
            descending: table.descending,
        },
    };
    Arrangement {
        sort,
        columns: columns_named(kind, &table.columns),
    }
}

/// Puts the arrangement into the settings of its table.
fn keep(table: &mut TableSettings, kind: Kind, arrangement: &Arrangement) {
    let Sort { column, descending } = arrangement.sort;
    let is_usual = arrangement.sort == Sort::usual(kind);
    let name = column.map(Column::key).unwrap_or_default();
    table.sort = (!is_usual).then(|| name.to_owned());
    table.descending = !is_usual && descending;
    table.columns = arrangement.names(kind);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::columns;

    /// An arrangement that an analyst can make of a table of this kind: columns off, another order.
    fn arranged(kind: Kind) -> impl Strategy<Value = Arrangement> {
        let all = columns(kind).to_vec();
        let some = proptest::sample::subsequence(all.clone(), 1..=all.len()).prop_shuffle();
        let sort = (
            proptest::option::of(proptest::sample::select(all)),
            any::<bool>(),
        );
        (some, sort).prop_map(|(columns, (column, descending))| Arrangement {
            sort: Sort { column, descending },
            columns,
        })
    }

    fn any_arranged() -> impl Strategy<Value = (Kind, Arrangement)> {
        let kind = proptest::sample::select(Kind::ALL);
        kind.prop_flat_map(|kind| (Just(kind), arranged(kind)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn settings_give_back_every_arrangement((kind, arrangement) in any_arranged()) {
            let mut table = TableSettings::default();
            keep(&mut table, kind, &arrangement);
            prop_assert_eq!(arrangement_of(kind, Some(&table)), arrangement);
            keep(&mut table, kind, &Arrangement::usual(kind));
            prop_assert_eq!(table, TableSettings::default());
        }

        #[test]
        fn saved_views_give_back_every_arrangement((kind, arrangement) in any_arranged()) {
            let mut view = View {
                id: Id::from_bits(1),
                title: String::new(),
                shows: kind,
                layout: ViewLayout::Table,
                query: String::new(),
                sort: String::new(),
                descending: false,
                columns: vec!["later".to_owned()],
            };
            let before = view.clone();
            Arrangement::of_view(&before).put_in(&mut view);
            prop_assert_eq!(&view, &before);
            arrangement.put_in(&mut view);
            prop_assert_eq!(Arrangement::of_view(&view), arrangement);
        }

        #[test]
        fn a_column_taken_away_comes_back((kind, arrangement) in any_arranged()) {
            for &column in columns(kind) {
                let other = arrangement.clone().toggled(kind, column);
                prop_assert_ne!(
                    other.columns.contains(&column),
                    arrangement.columns.contains(&column)
                );
            }
            let usual = Arrangement::usual(kind);
            for &column in columns(kind) {
                let back = usual.clone().toggled(kind, column).toggled(kind, column);
                prop_assert_eq!(&back, &usual);
            }
        }
    }
}
