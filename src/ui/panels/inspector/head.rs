//! The head of the inspector: kind, menu, title, tags, and what needs a look.

use eframe::egui::{Align, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::data::Data;
use super::fields::outset;
use super::panel::{Panel, Wish};
use super::pick::kind_icon;
use crate::app::{Action, Command, Pane};
use crate::edit::Edit;
use crate::model::{
    Annotation, Event, Kind, Note, Record, RecordId, Source, View, capital, mention,
};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{Button, Field, MenuItem, label, menu_line, menu_under, paint, tooltip};

/// Height of the line above the title.
const KIND_ROW: f32 = 20.0;
/// Lines of a title at rest.
const TITLE_LINES: usize = 3;

impl Panel<'_> {
    /// Everything above the fields.
    pub(super) fn head(&mut self, ui: &mut Ui, record: &Record, data: &Data) {
        let id = record.id();
        let words = capital(id.kind().singular());
        self.kind_row(ui, kind_icon(id.kind()), &words, Some(record));
        self.title(ui, record);
        if id.kind().bears_tags() {
            ui.add_space(space::XS);
            self.tags(ui, &vec![id].into(), &data.tags);
        }
        if let Some(line) = data.problem_line() {
            ui.add_space(space::XS);
            self.problem_line(ui, &line, &data.problems);
        }
        ui.add_space(space::S);
    }

    /// Icon and kind, with the menu at the right.
    pub(super) fn kind_row(&self, ui: &mut Ui, icon: Icon, words: &str, menu: Option<&Record>) {
        let theme = Theme::of(ui);
        let size = vec2(ui.available_width(), KIND_ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        let middle = pos2(rect.left() + icons::SMALL / 2.0, rect.center().y);
        icon.paint(ui, ui.painter(), middle, icons::SMALL, theme.text2);
        let galley = Type::SMALL.cut(ui, words, theme.text2, rect.width() - 60.0);
        let left = rect.left() + icons::SMALL + space::S;
        paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
        if let Some(record) = menu {
            let spot = Rect::from_min_max(pos2(rect.right() - 24.0, rect.top() - 2.0), rect.max)
                .translate(vec2(4.0, 0.0));
            let builder = UiBuilder::new()
                .max_rect(spot)
                .layout(Layout::left_to_right(Align::Center));
            let mut child = ui.new_child(builder);
            let button = Button::icon_only(icons::MORE, "More actions").small();
            let button = button.show(&mut child);
            menu_under(&button, |ui| self.menu(ui, record));
        }
    }

    fn menu(&self, ui: &mut Ui, record: &Record) {
        let id = record.id();
        let open = match id.kind() {
            Kind::Source | Kind::Note | Kind::Capture => "Open",
            Kind::Tag => "Show in the tag manager",
            Kind::Unread => "Show under Problems",
            Kind::Claim | Kind::Annotation => "Show where it stands",
            _ => "Show in the table",
        };
        if MenuItem::new(open)
            .icon(icons::ARROW_RIGHT)
            .show(ui)
            .clicked()
        {
            self.reveal(id);
        }
        if let RecordId::Event(event) = id {
            let compare = MenuItem::new("Show disagreements").icon(icons::DISAGREEMENTS);
            if compare.show(ui).clicked() {
                let pane = Pane::Disagreements(Some(event));
                self.ctx.send(Command::Show(pane));
            }
        }
        if id.kind() != Kind::Unread {
            if MenuItem::new("Copy id")
                .icon(icons::COPY)
                .show(ui)
                .clicked()
            {
                ui.ctx().copy_text(id.to_string());
            }
            let link = MenuItem::new("Copy link for notes").icon(icons::LINK);
            if link.show(ui).clicked() {
                let words = self.project.record_label(record);
                ui.ctx().copy_text(mention(id, &words));
            }
        }
        menu_line(ui);
        let delete = MenuItem::new("Delete")
            .icon(icons::DELETE)
            .blocked(self.locked);
        if delete.show(ui).clicked() {
            self.ctx.edit(Edit::Delete {
                records: [id].into(),
            });
        }
    }

    fn title(&mut self, ui: &mut Ui, record: &Record) {
        let what = "title";
        match record {
            Record::Event(r) => {
                if let Some(title) = self.title_field(ui, &r.title, "Name the event") {
                    self.set(r.id, what, true, |r: &mut Event| r.title = title);
                }
            }
            Record::Source(r) => {
                if let Some(title) = self.title_field(ui, &r.title, "Add the title") {
                    self.set(r.id, what, true, |r: &mut Source| r.title = title);
                }
            }
            Record::Note(r) => {
                if let Some(title) = self.title_field(ui, &r.title, "Name the note") {
                    self.set(r.id, what, true, |r: &mut Note| r.title = title);
                }
            }
            Record::Annotation(r) => {
                if let Some(title) = self.title_field(ui, &r.title, "Add a title") {
                    self.set(r.id, what, true, |r: &mut Annotation| r.title = title);
                }
            }
            Record::View(r) => {
                if let Some(title) = self.title_field(ui, &r.title, "Name the view") {
                    self.set(r.id, what, true, |r: &mut View| r.title = title);
                }
            }
            other => self.fixed_title(ui, &self.project.record_label(other)),
        }
    }

    pub(super) fn title_field(&mut self, ui: &mut Ui, title: &str, hint: &str) -> Option<String> {
        let mut text = title.to_owned();
        let id = self.field_id("title");
        let field = Field::resting(&mut text, "Title")
            .id(id)
            .hint(hint)
            .kind(Type::TITLE)
            .lines(TITLE_LINES)
            .tall(28.0)
            .of_project()
            .blocked(self.locked);
        let shown = outset(ui, |ui| field.show(ui));
        if self.take_wish(Wish::Title) {
            shown.response.request_focus();
        }
        (text != title).then_some(text)
    }

    /// A title that is made of the record and is not written.
    fn fixed_title(&self, ui: &mut Ui, title: &str) {
        let theme = Theme::of(ui);
        ui.add_space(3.0);
        let mut job = Type::TITLE.job(title, theme.text, ui.available_width());
        job.wrap.max_rows = TITLE_LINES;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let size = vec2(ui.available_width(), galley.size().y);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        let elided = galley.elided;
        ui.painter().galley(rect.min, galley, theme.text);
        tooltip(response, if elided { title } else { "" });
        ui.add_space(3.0);
    }

    /// What needs a look, in a line that leads to all problems.
    fn problem_line(&self, ui: &mut Ui, line: &str, all: &[String]) {
        let theme = Theme::of(ui);
        let size = vec2(ui.available_width(), height::FIELD_ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, line));
        let around = rect.expand2(vec2(space::M, 0.0));
        let fill = paint::quiet_fill(ui, &response);
        paint::boxed(ui.painter(), around, radius::CONTROL, fill, None);
        if response.has_focus() {
            paint::focus_inside(ui.painter(), theme, around, radius::CONTROL);
        }
        let middle = pos2(rect.left() + icons::SMALL / 2.0, rect.center().y);
        icons::PROBLEM.paint(ui, ui.painter(), middle, icons::SMALL, theme.problem);
        let left = rect.left() + icons::SMALL + space::S;
        let galley = Type::SMALL.cut(ui, line, theme.text2, rect.right() - left);
        paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
        let whole = all.join("\n");
        if tooltip(response, &whole).clicked() {
            self.act(Action::ShowProblems);
        }
    }

    /// The record of a kind that a `RecordId` names, as a line that leads there.
    pub(super) fn lead_to(&self, ui: &mut Ui, how: &str, id: RecordId) {
        let title = self.project.label(id);
        if self.leads(ui, super::rows::Leads::new(id, how, &title)) {
            self.select(id);
        }
    }
}

/// Small words in the second colour.
pub(super) fn second(ui: &mut Ui, text: &str) {
    label(ui, Type::SMALL, text, Theme::of(ui).text2);
}
