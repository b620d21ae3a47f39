//! The small bar at the selected words: highlight, comment, tag, question, claim.

use eframe::egui::{
    Area, CornerRadius, Frame, Id, Margin, Order, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2,
};

use super::hand::Wanted;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, radius, shadow_low, space, stroke};
use crate::ui::widgets::Button;

/// The buttons: what they do, their icon, their key, more about them.
const BUTTONS: [(Wanted, &str, Icon, &str, &str); 5] = [
    (
        Wanted::Highlight,
        "Highlight",
        icons::EDIT,
        "H",
        "Keep the words for their own sake",
    ),
    (
        Wanted::Comment,
        "Comment",
        icons::ANNOTATION,
        "M",
        "Write a remark on the words",
    ),
    (
        Wanted::Tag,
        "Tag",
        icons::TAG,
        "T",
        "Put a tag on the words",
    ),
    (
        Wanted::Question,
        "Question",
        icons::HELP,
        "Q",
        "Write down a doubt or an open question",
    ),
    (
        Wanted::Claim,
        "Claim",
        icons::CLAIM,
        "C",
        "Say what the words claim about an event",
    ),
];

/// About how large the bar is, to find a place for it before it is laid out.
const SIZE: Vec2 = vec2(484.0, 36.0);

/// The frame of what floats over the text.
pub(super) fn frame(theme: &Theme, padding: i8) -> Frame {
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(stroke::LINE, theme.line))
        .corner_radius(CornerRadius::same(radius::POPOVER))
        .shadow(shadow_low(theme))
        .inner_margin(Margin::same(padding))
}

/// Shows the bar above the first row of the selection, or below the last where there is no room. Gives
/// what was clicked. `blocked` says why the project cannot be changed.
pub(super) fn show(
    ui: &Ui,
    id: Id,
    ends: (Rect, Rect),
    view: Rect,
    blocked: Option<&str>,
) -> Option<Wanted> {
    let (first, last) = ends;
    let keys = view.width() > SIZE.x + 2.0 * space::M;
    let above = first.top() - space::M - SIZE.y;
    let below = last.bottom() + space::M;
    let top = if above >= view.top() + space::XS {
        above
    } else if below + SIZE.y <= view.bottom() {
        below
    } else {
        view.center().y - SIZE.y / 2.0
    };
    let most = (view.right() - SIZE.x - space::M).max(view.left());
    let left = first.left().min(most).max(view.left() + space::XS);
    let theme = Theme::of(ui);
    let shown = Area::new(id)
        .order(Order::Middle)
        .fixed_pos(pos2(left, top))
        .constrain_to(view)
        .show(ui.ctx(), |ui| {
            frame(theme, 3).show(ui, |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.horizontal(|ui| {
                    let mut wanted = None;
                    for (what, label, icon, key, tip) in BUTTONS {
                        let button = Button::quiet(label)
                            .icon(icon)
                            .ink()
                            .tooltip(tip)
                            .blocked(blocked);
                        let button = if keys {
                            button.key(key)
                        } else {
                            button.small()
                        };
                        if button.show(ui).clicked() {
                            wanted = Some(what);
                        }
                    }
                    wanted
                })
                .inner
            })
        });
    shown.inner.inner
}

/// Whether something of this height has room neither below nor above the words.
pub(super) fn is_cramped(ends: (Rect, Rect), view: Rect, tall: f32) -> bool {
    let (first, last) = ends;
    last.bottom() + space::M + tall > view.bottom() - space::XS
        && first.top() - space::M - tall < view.top() + space::XS
}

/// Where something of this size stands: below the words whose first and last rows are `ends`, above them, or
/// beside them where neither has room.
pub(super) fn corner(ends: Option<(Rect, Rect)>, view: Rect, size: Vec2) -> Pos2 {
    let (first, last) = ends.unwrap_or((view, view));
    let least = view.left() + space::M;
    let most = (view.right() - size.x - space::M).max(least);
    let above = first.top() - space::M - size.y;
    if last.bottom() + space::M + size.y <= view.bottom() - space::XS {
        let left = if first.top() == last.top() {
            first
        } else {
            last
        };
        pos2(left.left().clamp(least, most), last.bottom() + space::M)
    } else if above >= view.top() + space::XS {
        pos2(first.left().clamp(least, most), above)
    } else {
        let top = view.bottom() - size.y - space::M;
        pos2(most, top.max(view.top() + space::XS))
    }
}
