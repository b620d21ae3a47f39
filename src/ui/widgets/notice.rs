//! Notices: what was done, with its undo; or what failed, with what was kept and one thing to do.

use eframe::egui::text::LayoutJob;
use eframe::egui::util::IdTypeMap;
use eframe::egui::{
    Align, Align2, Area, Context, CornerRadius, Id, Order, Pos2, Rect, Response, Role, Sense, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::keycap::KeyCap;
use super::paint;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, blend, height, radius, shadow_low, space, stroke};

/// Inside the card, left and right.
const PADDING: f32 = 13.0;
/// egui counts the space at the end of a line as part of it.
const SPACE: f32 = 4.0;
/// The widest card.
const WIDEST: f32 = 560.0;
/// What is higher and has the focus is a text or a list, not a control.
const TALLEST_CONTROL: f32 = 200.0;
/// Above and below a control there stands what is used next.
const NEXT_TO_IT: f32 = 64.0;

/// A notice.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// Something failed; such a notice stays until it is closed.
    pub failure: bool,
    /// The sentence in pieces; true makes a piece semibold (the thing it is about).
    pub words: &'a [(&'a str, bool)],
    /// The one thing that can be done, as "Undo".
    pub action: Option<&'a str>,
    /// The key of the action.
    pub key: Option<&'a str>,
}

/// What the user did with a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeEvent {
    /// Nothing.
    None,
    /// The pointer rests on it: it is to stay.
    Hovered,
    /// Took the action.
    Action,
    /// Closed it.
    Closed,
}

impl Notice<'_> {
    fn sentence(&self, theme: &Theme, width: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        for (words, strong) in self.words {
            let kind = if *strong {
                Type::BODY_STRONG
            } else {
                Type::BODY
            };
            job.append(words, 0.0, kind.format(theme.text));
        }
        job.wrap.max_width = width;
        job
    }

    /// Width of action, key and cross with the space before each.
    fn tail(&self, ui: &Ui, theme: &Theme) -> f32 {
        let action = self.action.map_or(0.0, |a| {
            space::L + Type::BODY_STRONG.line(ui, a, theme.text).size().x.ceil()
        });
        let key = self
            .key
            .map_or(0.0, |key| space::M + KeyCap::new(key).width(ui));
        action + key + space::M + icons::SMALL
    }

    /// Adds the card, as wide as it needs to be or, with `fill`, as there is room.
    pub fn show(self, ui: &mut Ui, fill: bool) -> NoticeEvent {
        let theme = Theme::of(ui);
        let most = ui.available_width().min(WIDEST);
        let head = PADDING + icons::NORMAL + space::M + if self.failure { 2.0 } else { 0.0 };
        let tail = self.tail(ui, theme) + PADDING;
        let words = ui
            .fonts_mut(|fonts| fonts.layout_job(self.sentence(theme, most - head - tail + SPACE)));
        let wide = if fill {
            most
        } else {
            (head + words.size().x.ceil() + tail + space::M).min(most)
        };
        let tall = (words.size().y + 2.0 * 10.0).max(height::NOTICE - 2.0);
        let (rect, card) = ui.allocate_exact_size(vec2(wide, tall), Sense::hover());
        let text: String = self.words.iter().map(|(words, _)| *words).collect();
        card.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &text));
        self.paint_card(ui, theme, rect);
        let (icon, ink) = if self.failure {
            (icons::FAILURE, theme.problem)
        } else {
            (icons::DONE, theme.text2)
        };
        let left = rect.left() + head - space::M - icons::NORMAL;
        icon.paint(
            ui,
            ui.painter(),
            pos2(left + icons::NORMAL / 2.0, rect.center().y),
            icons::NORMAL,
            ink,
        );
        paint::text_at(ui.painter(), rect.left() + head, rect, Align::Min, &words);
        self.controls(ui, theme, rect, &card)
    }

    fn paint_card(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let corner = CornerRadius::same(radius::POPOVER);
        ui.painter().add(shadow_low(theme).as_shape(rect, corner));
        paint::boxed(
            ui.painter(),
            rect,
            radius::POPOVER,
            theme.surface,
            Some(theme.line),
        );
        if self.failure {
            self.paint_bar(ui, theme, rect);
        }
    }

    /// The bar of a failure at the left edge, following the corners of the card.
    fn paint_bar(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let edge = Rect::from_min_size(rect.min, vec2(stroke::FAILURE + 2.0, rect.height()));
        let painter = ui.painter().with_clip_rect(edge.intersect(ui.clip_rect()));
        painter.rect_filled(rect, CornerRadius::same(radius::POPOVER), theme.problemline);
        let inner = Rect::from_min_max(
            pos2(rect.left() + stroke::FAILURE, rect.top() + 1.0),
            rect.max - vec2(0.0, 1.0),
        );
        painter.rect_filled(
            inner,
            CornerRadius::same(radius::POPOVER - 2),
            theme.surface,
        );
    }

    fn controls(&self, ui: &Ui, theme: &Theme, rect: Rect, card: &Response) -> NoticeEvent {
        let mut event = if card.contains_pointer() {
            NoticeEvent::Hovered
        } else {
            NoticeEvent::None
        };
        let mut right = rect.right() - PADDING;
        let middle = rect.center().y;
        let cross = Rect::from_center_size(
            pos2(right - icons::SMALL / 2.0, middle),
            Vec2::splat(height::BUTTON_SMALL),
        );
        let close = ui.interact(cross, card.id.with("close"), Sense::click());
        close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close this notice"));
        paint::boxed(
            ui.painter(),
            cross,
            radius::CONTROL,
            paint::quiet_fill(ui, &close),
            None,
        );
        icons::CLOSE.paint(ui, ui.painter(), cross.center(), icons::SMALL, theme.text2);
        ring(ui, theme, &close);
        if close.clicked() {
            event = NoticeEvent::Closed;
        }
        right -= icons::SMALL + space::M;
        if let Some(key) = self.key {
            right = KeyCap::new(key).paint(ui, right, middle).left() - space::M;
        }
        let Some(action) = self.action else {
            return event;
        };
        let galley = Type::BODY_STRONG.line(ui, action, theme.text);
        let words = paint::text_at(ui.painter(), right, rect, Align::Max, &galley);
        let take = ui.interact(
            words.expand2(vec2(space::XS, space::XXS)),
            card.id.with("action"),
            Sense::click(),
        );
        take.widget_info(|| WidgetInfo::labeled(Role::Button, true, action));
        let under = blend(theme.surface, theme.text, paint::hover(ui, &take));
        let line = Rect::from_min_max(
            pos2(words.left(), words.bottom()),
            pos2(words.right(), words.bottom() + 1.0),
        );
        ui.painter().rect_filled(line, CornerRadius::ZERO, under);
        ring(ui, theme, &take);
        if take.clicked() {
            NoticeEvent::Action
        } else {
            event
        }
    }
}

fn ring(ui: &Ui, theme: &Theme, response: &Response) {
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, response.rect, radius::CONTROL);
    }
}

/// Floats the last three notices 16 above the foot of `within`, the newest lowest; below its head while a control
/// is used where they would lie. Gives what was done with which, by its place in `list`.
pub fn notices(ctx: &Context, within: Rect, list: &[Notice<'_>]) -> Vec<(usize, NoticeEvent)> {
    let first = list.len().saturating_sub(3);
    let mut events = Vec::new();
    if list.is_empty() {
        ctx.data_mut(|data| data.remove::<Floating>(place()));
        return events;
    }
    let at_head = must_yield(ctx, within);
    let (pivot, corner) = if at_head {
        (Align2::CENTER_TOP, head(within))
    } else {
        (Align2::CENTER_BOTTOM, foot(within))
    };
    let shown = Area::new(place())
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(corner)
        .show(ctx, |ui| {
            ui.set_max_width((within.width() - 2.0 * space::XL).min(WIDEST));
            ui.spacing_mut().item_spacing.y = space::M;
            ui.vertical_centered(|ui| {
                for (place, notice) in list.iter().enumerate().skip(first) {
                    match notice.show(ui, false) {
                        NoticeEvent::None => {}
                        event => events.push((place, event)),
                    }
                }
            });
        });
    let rect = shown.response.rect;
    ctx.data_mut(|data| data.insert_temp(place(), Floating { rect, at_head }));
    events
}

/// Where the notices were shown last.
#[derive(Debug, Clone, Copy)]
struct Floating {
    rect: Rect,
    at_head: bool,
}

fn place() -> Id {
    Id::unique("annals notices")
}

fn floating(data: &IdTypeMap) -> Option<Floating> {
    data.get_temp(place())
}

/// The middle of their lower edge.
fn foot(within: Rect) -> Pos2 {
    pos2(within.center().x, within.bottom() - space::XL)
}

/// The middle of their upper edge, where they lie below tabs and tool bar.
fn head(within: Rect) -> Pos2 {
    let bars = height::TAB + height::TOOL_BAR;
    pos2(within.center().x, within.top() + bars + space::XL)
}

/// Whether the control that is used is where the notices would lie at the foot, and not where they would lie at the
/// head.
fn must_yield(ctx: &Context, within: Rect) -> bool {
    let Some(used) = used(ctx) else { return false };
    let known = ctx.data(floating).map(|floating| floating.rect.size());
    let size = known.unwrap_or(vec2(WIDEST, 2.0 * height::NOTICE));
    let at_foot = Align2::CENTER_BOTTOM.anchor_size(foot(within), size);
    let at_head = Align2::CENTER_TOP.anchor_size(head(within), size);
    used.intersects(at_foot) && !used.intersects(at_head)
}

/// What is used just now: the control with the focus and what stands next to it, or all of what floats around it. A
/// text or a list that fills its view is none: what scrolls there ends above the notices.
fn used(ctx: &Context) -> Option<Rect> {
    let focused = ctx.memory(eframe::egui::Memory::focused)?;
    // Its response is not asked for: that would take the focus away where something else was clicked.
    let control = ctx.viewport(|viewport| viewport.this_pass.widgets.get(focused).copied())?;
    if control.layer_id.order != Order::Background {
        let around = ctx.memory(|memory| memory.area_rect(control.layer_id.id));
        return around.map(|around| around.expand(space::M));
    }
    let is_control = control.rect.height() < TALLEST_CONTROL;
    is_control.then(|| control.rect.expand2(vec2(0.0, NEXT_TO_IT)))
}

/// How much of the foot of `room` the notices cover just now. What scrolls there ends so much earlier, so that its
/// end can be brought above them.
#[must_use]
pub fn covered(ui: &Ui, room: Rect) -> f32 {
    let notices = ui.data(floating).filter(|notices| !notices.at_head);
    match notices.filter(|notices| notices.rect.intersects(room)) {
        Some(notices) => room.bottom() - notices.rect.top() + space::S,
        None => 0.0,
    }
}

/// Leaves as much room below what scrolls here as the notices cover of it; the last thing to add.
pub fn clear_of_notices(ui: &mut Ui) {
    let covered = covered(ui, ui.clip_rect());
    if covered > 0.0 {
        ui.add_space(covered);
    }
}
