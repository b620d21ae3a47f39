//! The analyst's hands: the window used by accessible names, keys and the pointer.

use annals::app::samples::Sample;
use annals::app::{App, Command, Workspace};
use annals::model::{Project, RecordId};
use annals::ui::Window;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, Node};

use super::desk::Desk;
use super::window::{settle, window};

/// A window, and somebody who uses it.
pub(crate) struct Hands {
    pub(crate) harness: Harness<'static, Window>,
    pub(crate) desk: Desk,
}

impl Hands {
    /// With this project open from a file.
    pub(crate) fn on(project: &str, size: [f32; 2], dark: bool) -> Self {
        let desk = Desk::new();
        let harness = window(desk.app_with(project), size, dark);
        Self { harness, desk }
    }

    /// With a sample open.
    pub(crate) fn on_sample(sample: Sample, size: [f32; 2], dark: bool) -> Self {
        let desk = Desk::new();
        let harness = window(desk.app(), size, dark);
        let mut hands = Self { harness, desk };
        hands.command(Command::OpenSample(sample));
        hands
    }

    pub(crate) fn app(&self) -> &App {
        self.harness.state().app()
    }

    pub(crate) fn work(&self) -> &Workspace {
        self.app().work().unwrap()
    }

    pub(crate) fn project(&self) -> &Project {
        &self.work().project
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.harness.state_mut().app_mut().handle(command);
        settle(&mut self.harness);
    }

    /// What the file of the project would hold if it were saved now.
    pub(crate) fn saved(&mut self) -> String {
        self.keys(Modifiers::COMMAND, Key::S);
        std::fs::read_to_string(self.desk.file("case.ron")).unwrap()
    }

    pub(crate) fn get<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.harness.get_by_label(name)
    }

    pub(crate) fn role<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.harness.get_by_role_and_label(role, name)
    }

    pub(crate) fn sees(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    pub(crate) fn sees_part(&self, words: &str) -> bool {
        self.harness
            .query_all_by_label_contains(words)
            .next()
            .is_some()
    }

    pub(crate) fn click(&mut self, name: &str) {
        self.get(name).click();
        settle(&mut self.harness);
    }

    pub(crate) fn click_role(&mut self, role: Role, name: &str) {
        self.role(role, name).click();
        settle(&mut self.harness);
    }

    pub(crate) fn focus(&mut self, role: Role, name: &str) {
        self.role(role, name).focus();
        settle(&mut self.harness);
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub(crate) fn keys(&mut self, held: Modifiers, key: Key) {
        self.harness.key_press_modifiers(held, key);
        settle(&mut self.harness);
    }

    /// Types into whatever has the focus, a frame for each character as people do.
    pub(crate) fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.harness.event(eframe::egui::Event::Text(c.to_string()));
            self.harness.run_steps(2);
        }
        settle(&mut self.harness);
    }

    /// Replaces what a field holds.
    pub(crate) fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.focus(role, name);
        self.keys(Modifiers::COMMAND, Key::A);
        self.type_text(text);
    }

    pub(crate) fn undo(&mut self) {
        self.keys(Modifiers::COMMAND, Key::Z);
    }

    pub(crate) fn label(&self, id: RecordId) -> String {
        self.project().label(id)
    }

    /// Compares a picture of the centre of the window, below the tabs. The time of the day is left out of it.
    pub(crate) fn picture(&mut self, name: &str) {
        let mut image = self.harness.render().unwrap();
        for node in self.harness.query_all_by_label_contains("Note, edited") {
            let rect = node.rect();
            let (left, top) = (rect.left() as u32, rect.top() as u32);
            let ground = *image.get_pixel(left.saturating_sub(2), top);
            // What follows the words stands further left or right by their length.
            for at in
                (top..rect.bottom() as u32).flat_map(|y| (left..left + 300).map(move |x| (x, y)))
            {
                image.put_pixel(at.0, at.1, ground);
            }
        }
        let inspector = if image.width() < 1600 { 344 } else { 400 };
        let (left, top) = (216, 44 + 36);
        let (wide, tall) = (image.width() - left - inspector, image.height() - top - 26);
        let centre = image::imageops::crop_imm(&image, left, top, wide, tall).to_image();
        egui_kittest::image_snapshot(&centre, name);
    }
}
