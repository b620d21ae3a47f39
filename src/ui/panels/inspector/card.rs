//! The card of the claim whose row was clicked, beside the row.

use eframe::egui::{Area, CornerRadius, Frame, Key, Margin, Order, Pos2, Rect, Stroke, Ui, pos2};

use super::accounts::Account;
use super::panel::Panel;
use crate::app::Command;
use crate::model::ClaimId;
use crate::model::date::Day;
use crate::ui::claim_card::{CardDo, CardOffers, ClaimCard};
use crate::ui::theme::{Theme, radius, shadow_low, space, stroke};

/// The width of the card, and about its height until it was drawn once.
const WIDE: f32 = 316.0;
const TALL: f32 = 180.0;

/// What the card says, and of which state of the project it was collected.
#[derive(Debug)]
pub(super) struct Card {
    of: (u64, ClaimId, Option<Day>),
    says: ClaimCard,
    tall: f32,
}

impl Panel<'_> {
    /// Shows the card beside the row at `rect`, until something else is clicked or Escape is pressed. It
    /// follows the row in the order of the Tab key.
    pub(super) fn card(&mut self, ui: &Ui, account: &Account, rect: Rect) {
        let claim = account.row.id;
        let of = (self.project.revision(), claim, self.state.known_by);
        let known = self.state.card.take().filter(|card| card.of == of);
        let record = self.project.claims().get(claim);
        let collect = || {
            let entry = Some(&account.entry);
            let says = ClaimCard::of(self.project, record?, entry);
            Some(Card {
                of,
                says,
                tall: TALL,
            })
        };
        let Some(mut card) = known.or_else(collect) else {
            self.state.picked = None;
            return;
        };
        let offers = CardOffers {
            open: true,
            place: None,
            locked: self.locked,
        };
        let window = ui.ctx().content_rect().shrink(space::M);
        let shown = Area::new(self.field_id("claim card"))
            .order(Order::Middle)
            .fixed_pos(corner(rect, window, card.tall))
            .constrain_to(window)
            .show(ui.ctx(), |ui| {
                frame(Theme::of(ui)).show(ui, |ui| {
                    ui.set_width(WIDE.min(window.width()) - 2.0 * (space::L + stroke::LINE));
                    card.says.show(ui, offers)
                })
            });
        let frame = shown.inner;
        card.tall = frame.response.rect.height();
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        match frame.inner {
            Some(CardDo::OpenPassage) => {
                self.state.picked = None;
                self.ctx.send(Command::ReadClaim(claim));
            }
            Some(CardDo::Edit) => self.select(claim.into()),
            Some(CardDo::Next) => {}
            None if escape || pressed_elsewhere(ui, shown.response.layer_id) => {
                self.state.picked = None;
            }
            None => {}
        }
        self.state.card = Some(card);
    }
}

/// To the left of the row where there is room, else below or above it.
fn corner(row: Rect, window: Rect, tall: f32) -> Pos2 {
    let left = row.left() - space::XL - space::L - WIDE;
    if left >= window.left() {
        return pos2(left, row.top());
    }
    let below = row.bottom() + space::XS;
    if below + tall <= window.bottom() {
        pos2(row.left(), below)
    } else {
        pos2(row.left(), row.top() - space::XS - tall)
    }
}

fn frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(stroke::LINE, theme.line))
        .corner_radius(CornerRadius::same(radius::POPOVER))
        .shadow(shadow_low(theme))
        .inner_margin(Margin::same(space::L as i8))
}

/// Whether a button of the mouse went down outside of the card.
fn pressed_elsewhere(ui: &Ui, own: eframe::egui::LayerId) -> bool {
    let point = ui.input(|input| {
        let is_pressed = input.pointer.any_pressed();
        input.pointer.interact_pos().filter(|_| is_pressed)
    });
    point.is_some_and(|point| ui.ctx().layer_id_at(point) != Some(own))
}
