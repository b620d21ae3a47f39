//! The pages of help: the guide and the keyboard shortcuts.

use std::cell::RefCell;
use std::rc::Rc;

use annals::app::samples::Sample;
use annals::app::{Action, Command, Pane};
use annals::ui::ctx::Ctx;
use annals::ui::theme::Theme;
use annals::ui::views;
use eframe::egui::{CornerRadius, Key, Role, UiBuilder};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support;
use crate::support::desk::Desk;

type Sent = Rc<RefCell<Vec<Command>>>;

fn help(pane: &Pane, size: [f32; 2], dark: bool) -> (Harness<'static>, Sent) {
    let sent = Sent::default();
    let app = Desk::new().app();
    let mut view = views::open(pane);
    let commands = Rc::clone(&sent);
    let mut harness = support::harness(size, dark, move |ui| {
        let ctx = Ctx::new(&app);
        let window = ui.ctx().content_rect();
        ui.set_clip_rect(window);
        let fill = Theme::of(ui).surface;
        ui.painter().rect_filled(window, CornerRadius::ZERO, fill);
        let room = UiBuilder::new().max_rect(window);
        ui.scope_builder(room, |ui| view.ui(ui, &ctx, true));
        commands.borrow_mut().extend(ctx.into_commands());
    });
    harness.run();
    (harness, sent)
}

#[test]
fn the_guide_leads_to_the_sample_and_to_the_keys() {
    let (mut harness, sent) = help(&Pane::Guide, [787.0, 694.0], false);
    harness.snapshot("guide-light");
    harness.get_by_label("Open the sample Harbour fire").click();
    harness.run();
    harness
        .get_by_label("All keys on one page")
        .click_accesskit();
    harness.run();
    let expected = [
        Command::OpenSample(Sample::HarbourFire),
        Command::Do(Action::Shortcuts),
    ];
    assert_eq!(*sent.borrow(), expected);
}

#[test]
fn a_page_scrolls_by_keys() {
    let (mut harness, _) = help(&Pane::Guide, [787.0, 694.0], false);
    let top = |harness: &Harness<'_>, name: &str| {
        let heading = harness.get_by_role_and_label(Role::Heading, name);
        heading.rect().top()
    };
    let first = top(&harness, "How to use Annals");
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(top(&harness, "How to use Annals") < first);
    harness.key_press(Key::End);
    harness.run();
    assert!(top(&harness, "Without a mouse") < 694.0);
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(top(&harness, "How to use Annals"), first);
}

#[test]
fn the_page_of_keys_has_those_of_menus_and_of_parts() {
    let (mut harness, _) = help(&Pane::Shortcuts, [1304.0, 900.0], true);
    harness.get_by_label("Redo: Ctrl+Shift+Z or Ctrl+Y");
    harness.get_by_label("Delete the selected rows: Delete");
    harness.get_by_label("Highlight what is selected: H");
    harness.snapshot("shortcuts-dark-1920");
}
