//! A row of the navigator: icon or sign, name, count; in trees with a caret and an indent.

use eframe::egui::{Align, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::paint;
use super::tip::tooltip;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{TagInk, Theme, Type, blend, height, radius, space, width};

/// What stands before the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// An icon.
    Icon(Icon),
    /// A tag's sign.
    Sign(TagInk),
    /// Nothing.
    None,
}

/// A row, 28 high, as wide as there is room.
#[must_use = "call show"]
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    name: &'a str,
    lead: Lead,
    count: Option<&'a str>,
    depth: usize,
    in_tree: bool,
    open: Option<bool>,
    current: bool,
    selected: bool,
    drop_target: bool,
    tip: Option<&'a str>,
}

/// What happened to a row.
#[derive(Debug, Clone)]
pub struct RowResponse {
    /// Of the row itself; it also senses drags.
    pub response: Response,
    /// The caret was clicked, or Left or Right pressed while the row had the focus.
    pub toggled: bool,
}

impl<'a> Row<'a> {
    /// A row with an icon, a sign or nothing before its name.
    pub fn new(name: &'a str, lead: Lead) -> Self {
        Self {
            name,
            lead,
            count: None,
            depth: 0,
            in_tree: false,
            open: None,
            current: false,
            selected: false,
            drop_target: false,
            tip: None,
        }
    }

    /// A count at the right.
    pub fn count(mut self, count: &'a str) -> Self {
        self.count = Some(count);
        self
    }

    /// Part of a tree: so deep, and open or closed if it has children.
    pub fn tree(mut self, depth: usize, open: Option<bool>) -> Self {
        self.in_tree = true;
        self.depth = depth;
        self.open = open;
        self
    }

    /// The current place.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// A selected record.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Something is being dragged over it that it would take.
    pub fn drop_target(mut self, drop_target: bool) -> Self {
        self.drop_target = drop_target;
        self
    }

    /// More about it.
    pub fn tooltip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Adds the row.
    pub fn show(self, ui: &mut Ui) -> RowResponse {
        let size = vec2(ui.available_width(), height::NAV_ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let role = if self.in_tree {
            Role::TreeItem
        } else {
            Role::Button
        };
        response.widget_info(|| {
            WidgetInfo::selected(
                role,
                ui.is_enabled(),
                self.current || self.selected,
                self.name,
            )
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if let Some(count) = self.count {
                node.set_value(count);
            }
            if let Some(open) = self.open {
                node.set_expanded(open);
            }
        });
        if !ui.is_rect_visible(rect) {
            return RowResponse {
                response,
                toggled: false,
            };
        }
        let theme = Theme::of(ui);
        let rest = if self.selected {
            theme.select
        } else if self.current {
            theme.selectdim
        } else {
            eframe::egui::Color32::TRANSPARENT
        };
        let fill = if response.is_pointer_button_down_on() {
            theme.press
        } else if self.current || self.selected {
            rest
        } else {
            blend(rest, theme.hover, paint::hover(ui, &response))
        };
        paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
        let toggled = self.paint_words(ui, theme, rect, &response);
        if self.drop_target {
            paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
        }
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
        }
        let response = tooltip(response, self.tip.unwrap_or_default());
        RowResponse { response, toggled }
    }

    fn paint_words(&self, ui: &Ui, theme: &Theme, rect: Rect, response: &Response) -> bool {
        let ink = if self.current {
            theme.text
        } else {
            theme.text2
        };
        let middle = rect.center().y;
        let mut left = rect.left() + space::M + self.depth as f32 * width::INDENT;
        let mut toggled = false;
        if self.in_tree {
            left -= space::XS;
            if let Some(open) = self.open {
                toggled = self.caret(ui, theme, left, rect, response, open);
            }
            left += icons::CARET + space::S;
        }
        let gap = if self.in_tree { space::S } else { space::M };
        match self.lead {
            Lead::Icon(icon) => {
                icon.paint(
                    ui,
                    ui.painter(),
                    pos2(left + icons::NORMAL / 2.0, middle),
                    icons::NORMAL,
                    ink,
                );
                left += icons::NORMAL + gap;
            }
            Lead::Sign(sign) => {
                paint::tag_sign(ui.painter(), pos2(left + 4.5, middle), sign);
                left += 9.0 + gap;
            }
            Lead::None => {}
        }
        let mut right = rect.right() - space::M;
        if let Some(count) = self.count {
            let count = Type::SMALL.line(ui, count, theme.text3);
            right = paint::text_at(ui.painter(), right, rect, Align::Max, &count).left() - space::M;
        }
        let kind = if self.current {
            Type::BODY_MEDIUM
        } else {
            Type::BODY
        };
        let name = kind.cut(ui, self.name, theme.text, right - left);
        paint::text_at(ui.painter(), left, rect, Align::Min, &name);
        toggled
    }

    fn caret(
        &self,
        ui: &Ui,
        theme: &Theme,
        left: f32,
        rect: Rect,
        row: &Response,
        open: bool,
    ) -> bool {
        let box_ = Rect::from_min_max(
            pos2(left - space::XS, rect.top()),
            pos2(left + icons::CARET + space::XS, rect.bottom()),
        );
        let caret = ui.interact(box_, row.id.with("caret"), Sense::CLICK);
        let name = format!("{} {}", if open { "Close" } else { "Open" }, self.name);
        caret.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let icon = if open {
            icons::CARET_DOWN
        } else {
            icons::CARET_RIGHT
        };
        let colour = blend(theme.text2, theme.text, paint::hover(ui, &caret));
        icon.paint(
            ui,
            ui.painter(),
            pos2(left + icons::CARET / 2.0, rect.center().y),
            icons::CARET,
            colour,
        );
        caret.clicked() || key_toggles(ui, row, open)
    }
}

/// Left closes and Right opens the focused row of a tree.
fn key_toggles(ui: &Ui, row: &Response, open: bool) -> bool {
    use eframe::egui::{Key, Modifiers};
    let key = if open {
        Key::ArrowLeft
    } else {
        Key::ArrowRight
    };
    row.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// The head of a group of rows: small medium `text3`, 12 above it, no line.
pub fn group_head(ui: &mut Ui, title: &str) -> Response {
    ui.add_space(space::L);
    let size = vec2(ui.available_width(), height::NAV_ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    let galley = Type::SMALL_MEDIUM.line(ui, title, Theme::of(ui).text3);
    paint::text_at(
        ui.painter(),
        rect.left() + space::M,
        rect,
        Align::Min,
        &galley,
    );
    response
}
