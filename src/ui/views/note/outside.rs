//! Links that lead out of the program: the address is shown first, and opened only when asked.

use eframe::egui::{Id, OpenUrl, Popup, PopupCloseBehavior, Pos2, Ui};

use crate::ui::icons;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, label};

/// The question at a link.
#[derive(Default)]
pub(super) struct Outside {
    shown: Option<Shown>,
}

struct Shown {
    at: Pos2,
    words: String,
    /// The address, and whether it is of a kind that can be opened.
    address: Option<(String, bool)>,
}

impl Outside {
    /// Asks what to do with an address, at the pointer.
    pub(super) fn ask(&mut self, ui: &Ui, address: String, can_open: bool) {
        let words = if can_open {
            "This link leads out of the project."
        } else {
            "Only web and mail addresses are opened from here."
        };
        self.show(ui, words, Some((address, can_open)));
    }

    /// Says something at the pointer.
    pub(super) fn say(&mut self, ui: &Ui, words: &str) {
        self.show(ui, words, None);
    }

    fn show(&mut self, ui: &Ui, words: &str, address: Option<(String, bool)>) {
        let pointer = ui.ctx().pointer_interact_pos();
        self.shown = Some(Shown {
            at: pointer.unwrap_or(ui.max_rect().center()),
            words: words.to_owned(),
            address,
        });
    }

    /// Shows the question, if there is one.
    pub(super) fn ui(&mut self, ui: &Ui) {
        let Some(shown) = &self.shown else {
            return;
        };
        let mut open = true;
        let mut done = false;
        Popup::new(
            Id::unique("link to outside"),
            ui.ctx().clone(),
            shown.at,
            ui.layer_id(),
        )
        .gap(space::M)
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_max_width(360.0);
            ui.spacing_mut().item_spacing.y = space::S;
            done = question(ui, shown);
        });
        if !open || done {
            self.shown = None;
        }
    }
}

fn question(ui: &mut Ui, shown: &Shown) -> bool {
    let theme = Theme::of(ui);
    label(ui, Type::SMALL, &shown.words, theme.text2);
    let Some((address, can_open)) = &shown.address else {
        return false;
    };
    label(ui, Type::CODE, address, theme.text);
    let mut done = false;
    ui.horizontal(|ui| {
        if *can_open
            && Button::secondary("Open address")
                .icon(icons::OUTSIDE)
                .show(ui)
                .clicked()
        {
            ui.ctx().open_url(OpenUrl::same_tab(address));
            done = true;
        }
        if Button::secondary("Copy address")
            .icon(icons::COPY)
            .show(ui)
            .clicked()
        {
            ui.ctx().copy_text(address.clone());
            done = true;
        }
    });
    done
}
