//! The first rows of a file that is still being read: to look at, and where the rows of the whole will stand.

use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{Id, Rect, Role, Ui, UiBuilder, Vec2, WidgetInfo};

use super::cell::{self, Ground};
use super::data::{self, RowData};
use super::head::Head;
use super::rows::ABOVE;
use super::{FIRST_COLUMN, layout};
use crate::app::App;
use crate::model::{Kind, Project, RecordId};
use crate::query::Sort;
use crate::ui::theme::{height, space};
use crate::ui::widgets::virtual_list::{ListState, Position, VirtualList};

/// The first rows of a table, in the order of the file.
pub struct FirstRows {
    project: Arc<Project>,
    kind: Kind,
    records: Vec<RecordId>,
    /// What the rows that were in sight say.
    rows: Vec<Option<Rc<RowData>>>,
    list: ListState,
}

impl FirstRows {
    /// The records of this kind that were read.
    #[must_use]
    pub(in crate::ui) fn new(project: &Arc<Project>, kind: Kind) -> Self {
        let records: Vec<RecordId> = project.ids(kind).collect();
        Self {
            project: Arc::clone(project),
            kind,
            rows: vec![None; records.len()],
            records,
            list: ListState::default(),
        }
    }

    /// Whether they are of these records.
    #[must_use]
    pub(in crate::ui) fn are_of(&self, project: &Arc<Project>) -> bool {
        Arc::ptr_eq(&self.project, project)
    }

    /// How many there are.
    #[must_use]
    pub(in crate::ui) fn len(&self) -> usize {
        self.records.len()
    }

    /// The record at the top and how far it is scrolled out; `None` where nobody scrolled.
    pub(super) fn place(&self) -> Option<(RecordId, f64)> {
        let Position { row, offset } = self.list.position;
        if self.list.position == Position::default() {
            return None;
        }
        let record = self.records.get(usize::try_from(row).ok()?)?;
        Some((*record, offset))
    }

    /// Draws head and rows in the room that is left, where the table of the whole draws them.
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, app: &App) {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let room = ui.available_rect_before_wrap();
        let (left, right) = (room.left() + FIRST_COLUMN, room.right() - space::XL);
        let columns = app.arrangement_of_table(self.kind).columns;
        let layout = layout::lay_out(&columns, &app.column_widths(self.kind), left, right);
        let head = Head {
            layout: &layout,
            sort: Sort {
                column: None,
                descending: false,
            },
            fit: &|_, _| 0.0,
        };
        head.show_still(ui);
        ui.add_space(ABOVE);
        let name = format!("First rows of {}", self.kind.plural());
        let mut list = self.list;
        VirtualList::new(&name, self.records.len() as u64, height::TABLE_ROW)
            .role(Role::RowGroup)
            .keys(true)
            .show(ui, &mut list, |ui, row, rect| {
                self.row(ui, &layout, row, rect);
            });
        self.list = list;
    }

    fn row(&mut self, ui: &mut Ui, layout: &layout::Layout, row: u64, rect: Rect) {
        let Some(data) = usize::try_from(row).ok().and_then(|row| self.data(row)) else {
            return;
        };
        let id = ui.scope_id().with(("first row", row));
        let builder = UiBuilder::new().max_rect(rect).id_salt(id);
        let mut inside = ui.new_child(builder);
        tell(&inside, id, rect, &data.name);
        let ground = Ground {
            is_filled: false,
            row: rect,
        };
        for slot in &layout.slots {
            if let Some(cell) = data.cells.iter().find(|cell| cell.column == slot.column) {
                cell::show(&mut inside, cell, *slot, ground);
            }
        }
    }

    fn data(&mut self, row: usize) -> Option<Rc<RowData>> {
        let (record, kept) = (*self.records.get(row)?, self.rows.get_mut(row)?);
        if kept.is_none() {
            *kept = data::first_row(&self.project, record).map(Rc::new);
        }
        kept.clone()
    }
}

fn tell(ui: &Ui, id: Id, rect: Rect, name: &str) {
    let response = ui.interact(rect, id, eframe::egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, name));
}
