//! Rows of one height, up to hundreds of millions of them, of which only those in sight are made.
//!
//! egui keeps positions as `f32`, which cannot tell two neighbouring points apart beyond 16.7 million:
//! from some 700,000 rows on, scrolling by a point does nothing. So the position is kept here as the
//! first row in sight and an offset within it, egui only ever gets coordinates of the viewport, and the
//! scroll bar is drawn here.

use std::ops::Range;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Color32, CornerRadius, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{covered, paint};
use crate::ui::theme::{Theme, space, width};

/// The least length of the handle of the scroll bar.
const HANDLE: f64 = 24.0;

/// Where a list stands: the first row in sight and how far it is scrolled out, in points.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Position {
    /// The first row that is at least partly in sight.
    pub row: u64,
    /// How much of it is above the top edge, from 0 to the height of a row.
    pub offset: f64,
}

/// The position of a list and where it was asked to go.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListState {
    /// Where the list stands.
    pub position: Position,
    wish: Option<(u64, bool)>,
}

impl ListState {
    /// Brings a row into sight with as little movement as possible.
    pub fn scroll_to_row(&mut self, row: u64) {
        self.wish = Some((row, false));
    }

    /// Brings a row to the middle, for jumps from elsewhere.
    pub fn centre_row(&mut self, row: u64) {
        self.wish = Some((row, true));
    }
}

/// How many rows there are, how high each is and how high the viewport is; all the arithmetic.
#[derive(Debug, Clone, Copy)]
struct Extent {
    rows: u64,
    row: f64,
    view: f64,
}

impl Extent {
    /// The last position that has no empty room below it.
    fn end(self) -> Position {
        let fitting = self.view / self.row;
        let whole = fitting.floor() as u64;
        if self.rows as f64 <= fitting {
            return Position::default();
        }
        let part = self.view - whole as f64 * self.row;
        if part <= 0.0 {
            return Position {
                row: self.rows - whole,
                offset: 0.0,
            };
        }
        Position {
            row: self.rows - whole - 1,
            offset: self.row - part,
        }
    }

    fn clamp(self, at: Position) -> Position {
        let end = self.end();
        if (at.row, at.offset) > (end.row, end.offset) {
            end
        } else {
            at
        }
    }

    /// Moves by points, downwards if positive. Exact, however far down the list stands.
    fn moved(self, at: Position, by: f64) -> Position {
        let sum = at.offset + by;
        let rows = (sum / self.row).floor();
        let offset = sum - rows * self.row;
        let row = if rows < 0.0 {
            at.row.checked_sub((-rows) as u64)
        } else {
            at.row.checked_add(rows as u64)
        };
        row.map_or_else(
            || {
                if rows < 0.0 {
                    Position::default()
                } else {
                    self.end()
                }
            },
            |row| self.clamp(Position { row, offset }),
        )
    }

    /// The position at which a row is in sight.
    fn showing(self, at: Position, row: u64, centre: bool) -> Position {
        let row = row.min(self.rows.saturating_sub(1));
        let top = Position { row, offset: 0.0 };
        if centre {
            return self.moved(top, -(self.view - self.row) / 2.0);
        }
        if (row, 0.0) < (at.row, at.offset) {
            return self.clamp(top);
        }
        let lowest = self.moved(at, self.view - self.row);
        if (row, 0.0) > (lowest.row, lowest.offset) {
            self.moved(top, -(self.view - self.row))
        } else {
            at
        }
    }

    /// Share of the way from the first position to the last.
    fn share(self, at: Position) -> f64 {
        let end = self.end();
        let whole = end.row as f64 + end.offset / self.row;
        if whole <= 0.0 {
            0.0
        } else {
            ((at.row as f64 + at.offset / self.row) / whole).clamp(0.0, 1.0)
        }
    }

    fn at_share(self, share: f64) -> Position {
        let end = self.end();
        let rows = (end.row as f64 + end.offset / self.row) * share.clamp(0.0, 1.0);
        self.clamp(Position {
            row: rows.floor() as u64,
            offset: rows.fract() * self.row,
        })
    }

    fn fits(self) -> bool {
        self.rows as f64 * self.row <= self.view
    }
}

/// A list.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct VirtualList<'a> {
    name: &'a str,
    rows: u64,
    row_height: f32,
    keys: bool,
    role: Role,
}

/// What a list shows now.
#[derive(Debug, Clone)]
pub struct ListResponse {
    /// Of the viewport.
    pub response: Response,
    /// The rows that are at least partly in sight.
    pub visible: Range<u64>,
    /// The rows that fit, for moving by a page.
    pub page: u64,
}

impl<'a> VirtualList<'a> {
    /// A list of `rows`, each `row_height` high; `name` is for assistive programs.
    pub fn new(name: &'a str, rows: u64, row_height: f32) -> Self {
        Self {
            name,
            rows,
            row_height,
            keys: false,
            role: Role::List,
        }
    }

    /// What the list is to assistive programs, where it is part of something larger.
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Page Up, Page Down, Home and End scroll even when the viewport itself has no focus. A list that
    /// moves a selection by these keys leaves this off and calls [`ListState::scroll_to_row`].
    pub fn keys(mut self, keys: bool) -> Self {
        self.keys = keys;
        self
    }

    /// Fills the room there is; calls `add` with each row in sight and its box.
    pub fn show(
        self,
        ui: &mut Ui,
        state: &mut ListState,
        mut add: impl FnMut(&mut Ui, u64, Rect),
    ) -> ListResponse {
        let (rect, response) =
            ui.allocate_exact_size(ui.available_size().max(vec2(1.0, 1.0)), Sense::hover());
        let id = response.id;
        response.widget_info(|| WidgetInfo::labeled(self.role, ui.is_enabled(), self.name));
        let extent = Extent {
            rows: self.rows,
            row: f64::from(self.row_height),
            // The last row can be scrolled up to where no notice lies on it.
            view: f64::from((rect.height() - covered(ui, rect)).max(self.row_height)),
        };
        self.scroll(ui, rect, id, extent, state);
        let bar = Bar::new(rect, extent, state.position);
        let dragged = bar.as_ref().map(|bar| bar.interact(ui, id, extent, state));
        let visible = self.visible(f64::from(rect.height()), state.position);
        let clip = rect.intersect(ui.clip_rect());
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt((id, "rows")));
        inside.set_clip_rect(clip);
        let scale = ui.pixels_per_point();
        let mut top = -state.position.offset;
        for row in visible.clone() {
            let y = (rect.top() + top as f32).round_to_pixels(scale);
            add(
                &mut inside,
                row,
                Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), self.row_height)),
            );
            top += extent.row;
        }
        if let (Some(bar), Some(dragged)) = (bar, dragged) {
            let over = ui.rect_contains_pointer(rect);
            Bar::new(rect, extent, state.position)
                .unwrap_or(bar)
                .paint(ui, id, over || dragged);
        }
        ListResponse {
            response,
            visible,
            page: ((extent.view / extent.row).floor() as u64).max(1),
        }
    }

    fn visible(self, tall: f64, at: Position) -> Range<u64> {
        let count = ((at.offset + tall) / f64::from(self.row_height)).ceil() as u64;
        at.row..at.row.saturating_add(count).min(self.rows)
    }

    fn scroll(self, ui: &Ui, rect: Rect, id: Id, extent: Extent, state: &mut ListState) {
        if let Some((row, centre)) = state.wish.take() {
            state.position = extent.showing(state.position, row, centre);
        }
        let mut by = 0.0;
        if ui.is_enabled() && ui.rect_contains_pointer(rect) {
            by -= f64::from(ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y)));
        }
        if self.keys || ui.memory(|memory| memory.has_focus(id)) {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let page = (extent.view - extent.row).max(extent.row);
            by += f64::from(u8::from(pressed(Key::PageDown))) * page
                - f64::from(u8::from(pressed(Key::PageUp))) * page;
            if pressed(Key::Home) {
                state.position = Position::default();
            }
            if pressed(Key::End) {
                state.position = extent.end();
            }
        }
        state.position = extent.moved(state.position, by);
    }
}

/// The scroll bar: 6 wide, floating, without a track.
#[derive(Debug, Clone, Copy)]
struct Bar {
    track: Rect,
    handle: Rect,
}

impl Bar {
    /// No bar when everything fits.
    fn new(rect: Rect, extent: Extent, at: Position) -> Option<Self> {
        if extent.fits() {
            return None;
        }
        let right = rect.right() - space::XXS;
        let track = Rect::from_min_max(
            pos2(right - width::SCROLL_BAR, rect.top() + space::XXS),
            pos2(right, rect.bottom() - space::XXS),
        );
        let long = f64::from(track.height());
        let handle = (long * extent.view / (extent.rows as f64 * extent.row))
            .max(HANDLE)
            .min(long);
        let top = track.top() + ((long - handle) * extent.share(at)) as f32;
        let handle = Rect::from_min_size(
            pos2(track.left(), top),
            vec2(width::SCROLL_BAR, handle as f32),
        );
        Some(Self { track, handle })
    }

    /// Follows a drag of the handle, or pages when the track is clicked; says whether it is being dragged.
    fn interact(&self, ui: &Ui, id: Id, extent: Extent, state: &mut ListState) -> bool {
        let grip = ui.interact(
            self.track.expand2(vec2(3.0, 0.0)),
            id.with("bar"),
            Sense::CLICK | Sense::DRAG,
        );
        let held = id.with("bar held");
        let Some(pointer) = grip
            .interact_pointer_pos()
            .filter(|_| grip.is_pointer_button_down_on() || grip.dragged())
        else {
            ui.data_mut(|data| data.remove::<f32>(held));
            return false;
        };
        let inside = self
            .handle
            .contains(pos2(self.handle.center().x, pointer.y));
        let rest = if inside {
            pointer.y - self.handle.top()
        } else {
            self.handle.height() / 2.0
        };
        let grabbed = ui.data_mut(|data| *data.get_temp_mut_or(held, rest));
        let free = self.track.height() - self.handle.height();
        if free > 0.0 {
            state.position =
                extent.at_share(f64::from((pointer.y - grabbed - self.track.top()) / free));
        }
        true
    }

    fn paint(&self, ui: &Ui, id: Id, shown: bool) {
        let share = ui.ctx().animate_bool_with_time(
            id.with("bar shown"),
            shown,
            crate::ui::theme::motion::HOVER,
        );
        if share <= 0.0 {
            return;
        }
        let theme = Theme::of(ui);
        let near = ui.rect_contains_pointer(self.track.expand2(vec2(3.0, 0.0)));
        let colour: Color32 = if near { theme.edge } else { theme.press };
        ui.painter().rect_filled(
            self.handle,
            CornerRadius::same(3),
            colour.gamma_multiply(share),
        );
    }
}

/// Paints the ring of a row that the keyboard is on, inside of its box so that its neighbours stay whole.
pub fn row_focus(ui: &Ui, rect: Rect) {
    paint::focus_inside(
        ui.painter(),
        Theme::of(ui),
        rect,
        crate::ui::theme::radius::CONTROL,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(rows: u64) -> Extent {
        Extent {
            rows,
            row: 30.0,
            view: 600.0,
        }
    }

    #[test]
    fn a_point_is_a_point_anywhere_in_a_billion_rows() {
        let extent = extent(1_000_000_000);
        let mut at = Position {
            row: 900_000_000,
            offset: 0.0,
        };
        for _ in 0..300 {
            at = extent.moved(at, 1.0);
        }
        assert_eq!(
            at,
            Position {
                row: 900_000_010,
                offset: 0.0
            }
        );
        for _ in 0..300 {
            at = extent.moved(at, -1.0);
        }
        assert_eq!(
            at,
            Position {
                row: 900_000_000,
                offset: 0.0
            }
        );
    }

    #[test]
    fn the_list_stops_at_both_ends() {
        let extent = extent(1000);
        assert_eq!(
            extent.moved(
                Position {
                    row: 3,
                    offset: 7.0
                },
                -1e9
            ),
            Position::default()
        );
        assert_eq!(
            extent.moved(Position::default(), 1e12),
            Position {
                row: 980,
                offset: 0.0
            }
        );
        let uneven = Extent {
            view: 610.0,
            ..extent
        };
        assert_eq!(
            uneven.end(),
            Position {
                row: 979,
                offset: 20.0
            }
        );
    }

    #[test]
    fn a_list_that_fits_does_not_move() {
        let extent = extent(20);
        assert!(extent.fits());
        assert_eq!(extent.moved(Position::default(), 50.0), Position::default());
        assert_eq!(
            Extent { rows: 0, ..extent }.moved(Position::default(), 50.0),
            Position::default()
        );
    }

    #[test]
    fn a_row_is_brought_into_sight_with_the_least_movement() {
        let extent = extent(1000);
        let at = Position {
            row: 100,
            offset: 10.0,
        };
        assert_eq!(extent.showing(at, 110, false), at);
        assert_eq!(
            extent.showing(at, 100, false),
            Position {
                row: 100,
                offset: 0.0
            }
        );
        assert_eq!(
            extent.showing(at, 50, false),
            Position {
                row: 50,
                offset: 0.0
            }
        );
        assert_eq!(
            extent.showing(at, 120, false),
            Position {
                row: 101,
                offset: 0.0
            }
        );
        assert_eq!(extent.showing(at, 5000, false), extent.end());
        assert_eq!(
            extent.showing(at, 500, true),
            Position {
                row: 490,
                offset: 15.0
            }
        );
    }

    #[test]
    fn the_bar_leads_to_the_first_and_the_last_row() {
        let extent = extent(300_000_000);
        assert_eq!(extent.at_share(0.0), Position::default());
        assert_eq!(extent.at_share(1.0), extent.end());
        assert!((extent.share(extent.at_share(0.25)) - 0.25).abs() < 1e-9);
    }
}
