//! The chosen tag: its fields, and what can be done to it, each with how far it reaches.

use std::sync::Arc;

use eframe::egui::{
    Id, Key as Pressed, Margin, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::data::{self, Outlook, Row};
use super::outlook::Outlooks;
use crate::app::{Command, Pane, Workspace};
use crate::edit::Edit;
use crate::model::{Choice as _, Project, Tag, TagColour, TagId, uncapital};
use crate::query::field_term;
use crate::ui::copy::Copy;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::kept::Kept;
use crate::ui::tag_tree::TagRow;
use crate::ui::theme::{TAG_COUNT, Theme, Type, height, radius, space};
use crate::ui::widgets::{
    Button, Field, FieldEvent, Link, Suggestion, clear_of_notices, completing, divider, heading,
    label, labelled, paint, tooltip,
};

/// A swatch of a colour.
const SWATCH: f32 = 20.0;
/// A description that is higher scrolls.
const DESCRIPTION: f32 = 150.0;

/// The fields of the chosen tag, and the form for a new one.
#[derive(Default)]
pub(super) struct Details {
    /// The tag that the copies are of.
    of: Option<TagId>,
    name: Copy,
    parent: Copy,
    description: Copy,
    /// The tag to merge into, as typed.
    merge: String,
    /// The form for a new tag, while it is open: the path as typed.
    new: Option<String>,
    /// A field to put the cursor into.
    focus: Option<Id>,
    outlooks: Outlooks,
    words: Kept<Key, String>,
    offers: Kept<Key, Arc<[usize]>>,
}

/// What something is kept for: the project's revision, the tag, and the text typed.
pub(super) type Key = (u64, Option<TagId>, String);

/// What the details want done that the tree has to know of.
#[derive(Default)]
pub(super) struct Wish {
    /// A new tag with this path.
    pub(super) make: Option<String>,
}

fn name_id() -> Id {
    Id::unique("tag manager name")
}

fn new_id() -> Id {
    Id::unique("tag manager new tag")
}

impl Details {
    /// Opens the form for a new tag below `parent`; empty: at the top.
    pub(super) fn add(&mut self, parent: &str) {
        self.new = Some(if parent.is_empty() {
            String::new()
        } else {
            format!("{parent}/")
        });
        self.focus = Some(new_id());
    }

    /// Whether the form for a new tag is open.
    pub(super) fn is_adding(&self) -> bool {
        self.new.is_some()
    }

    /// Puts the cursor into the name.
    pub(super) fn edit_name(&mut self) {
        self.focus = Some(name_id());
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        rows: &[Row],
        row: Option<&Row>,
    ) -> Wish {
        let mut wish = Wish::default();
        let Some(work) = ctx.work() else {
            return wish;
        };
        let frame = eframe::egui::Frame::new().inner_margin(Margin::same(space::XL as i8));
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                self.form(ui, ctx, work, &mut wish);
                match row {
                    None if self.new.is_none() => {
                        label(
                            ui,
                            Type::BODY,
                            "Choose a tag to see and change it.",
                            Theme::of(ui).text2,
                        );
                    }
                    None => {}
                    Some(row) => match row.tag.id.and_then(|id| work.project.tags().get(id)) {
                        Some(tag) => self.tag(ui, ctx, work, rows, row, tag),
                        None => level(ui, ctx, &row.tag, &mut wish),
                    },
                }
            });
            clear_of_notices(ui);
        });
        if let Some(id) = self.focus.take() {
            ui.memory_mut(|memory| memory.request_focus(id));
            select_all(
                ui,
                id,
                self.new
                    .as_deref()
                    .filter(|_| id == new_id())
                    .unwrap_or(&self.name.text),
            );
        }
        wish
    }

    fn key(&self, project: &Project, typed: &str) -> Key {
        (project.revision(), self.of, typed.to_owned())
    }

    fn outlook(
        &mut self,
        ctx: &Ctx<'_>,
        work: &Workspace,
        (what, typed): (&'static str, &str),
        edit: &Edit,
    ) -> Outlook {
        let key = self.key(&work.project, typed);
        self.outlooks.of(work, ctx.app.wake(), (what, key), edit)
    }

    /// The tags that a field offers for what is typed in it.
    fn offered(
        &mut self,
        project: &Project,
        what: &'static str,
        rows: &[Row],
        typed: &str,
        fit: impl Fn(&TagRow) -> bool,
    ) -> Arc<[usize]> {
        let key = self.key(project, typed);
        self.offers
            .get(what, key, || data::offered(rows, typed, fit).into())
    }

    fn form(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, wish: &mut Wish) {
        let Some(mut typed) = self.new.take() else {
            return;
        };
        heading(ui, "New tag");
        ui.add_space(space::XS);
        let edit = Edit::NewTag {
            path: typed.clone(),
            colour: None,
        };
        let outlook = self.outlook(ctx, work, ("new", &typed), &edit);
        let refused = match &outlook {
            Outlook::Refused(why) if !data::is_blank(&typed) => Some(why.as_str()),
            Outlook::Nothing => Some("There is a tag of this path already."),
            _ => None,
        };
        let field = Field::boxed(&mut typed, "Path of the new tag")
            .hint("actor/name")
            .id(new_id())
            .problem(refused.is_some())
            .blocked(ctx.locked())
            .show(ui);
        let help = "“/” stands between a tag and the one below it.";
        says(ui, refused, help);
        ui.add_space(space::XS);
        let reason = ctx.locked().or(refused);
        let reason = reason.or(data::is_blank(&typed).then_some("Type a name first."));
        let (mut make, mut cancel) = (false, field.event == FieldEvent::Left);
        ui.horizontal(|ui| {
            make = Button::primary("Create tag")
                .blocked(reason)
                .show(ui)
                .clicked();
            cancel |= Button::secondary("Cancel").show(ui).clicked();
        });
        let enter =
            field.response.lost_focus() && ui.input(|input| input.key_pressed(Pressed::Enter));
        if (make || enter) && reason.is_none() {
            wish.make = Some(typed);
        } else if !cancel {
            self.new = Some(typed);
        }
        ui.add_space(space::L);
        divider(ui);
        ui.add_space(space::L);
    }

    fn tag(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        rows: &[Row],
        row: &Row,
        tag: &Tag,
    ) {
        let (name, parent) = (tag.name(), data::parent(&tag.path));
        if self.of != Some(tag.id) {
            *self = Self {
                of: Some(tag.id),
                new: self.new.take(),
                focus: self.focus.take(),
                ..Self::default()
            };
        }
        self.name.follow(name);
        self.parent.follow(parent);
        self.description.follow(&tag.description);
        head(ui, ctx, work, row, tag);
        ui.add_space(space::L);
        self.name_and_place(ui, ctx, work, rows, tag);
        self.looks(ui, ctx, tag);
        ui.add_space(space::L);
        divider(ui);
        ui.add_space(space::L);
        self.steps(ui, ctx, work, rows, tag);
    }

    fn name_and_place(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        rows: &[Row],
        tag: &Tag,
    ) {
        let path = data::below(&self.parent.text, &self.name.text);
        let rename = Edit::RenameTag {
            tag: tag.id,
            path: path.clone(),
        };
        let outlook = self.outlook(ctx, work, ("rename", &path), &rename);
        let refused = match &outlook {
            Outlook::Refused(why) => Some(why.clone()),
            _ => None,
        };
        let mut keep = false;
        labelled(ui, "Name", |ui| {
            let field = Field::boxed(&mut self.name.text, "Name")
                .instead_of(tag.name())
                .id(name_id())
                .tall(height::FIELD_ROW)
                .problem(refused.is_some())
                .blocked(ctx.locked())
                .show(ui);
            keep |= field.event == FieldEvent::Kept;
        });
        let inside = format!("{}/", tag.path);
        let typed = self.parent.text.clone();
        let offered = self.offered(&work.project, "parent", rows, &typed, |other| {
            other.path != tag.path && !other.path.starts_with(&inside)
        });
        labelled(ui, "Below", |ui| {
            let suggestions = suggestions(ui, rows, &offered);
            let field = Field::boxed(&mut self.parent.text, "Below which tag")
                .instead_of(data::parent(&tag.path))
                .hint("Top level")
                .id(Id::unique("tag manager parent"))
                .tall(height::FIELD_ROW)
                .blocked(ctx.locked());
            let shown = completing(ui, field, &suggestions, true);
            keep |= shown.field.event == FieldEvent::Kept;
            if let Some(&at) = shown.taken.and_then(|taken| offered.get(taken)) {
                self.parent.text.clone_from(&rows[at].tag.path);
                keep = true;
            }
        });
        let mut always;
        let words = match &outlook {
            Outlook::Reaches(words) => words.as_str(),
            _ => {
                let key = self.key(&work.project, "");
                always = self
                    .words
                    .get("rename", key, || data::reach_words(&work.project, &rename));
                always = format!("Another name or place: {}", uncapital(&always));
                &always
            }
        };
        indented(ui, |ui| says(ui, refused.as_deref(), words));
        if keep {
            let path = data::below(&self.parent.text, &self.name.text);
            let edit = Edit::RenameTag { tag: tag.id, path };
            // A refusal shows at the field, so there is nothing to send then.
            if !matches!(data::outlook(&work.project, &edit), Outlook::Refused(_)) {
                ctx.edit(edit);
            }
        }
    }

    fn looks(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, tag: &Tag) {
        ui.add_space(space::XS);
        let set = |what, after: Tag, typing| {
            ctx.edit(Edit::Set {
                after: after.into(),
                what,
                typing,
            });
        };
        labelled(ui, "Colour", |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            for &colour in TagColour::ALL {
                let usable = ctx.locked().is_none();
                if swatch(ui, colour, colour == tag.colour, usable).clicked()
                    && colour != tag.colour
                {
                    set(
                        "colour",
                        Tag {
                            colour,
                            ..tag.clone()
                        },
                        false,
                    );
                }
            }
        });
        ui.add_space(space::XS);
        labelled(ui, "Use it for", |ui| {
            // A long one scrolls, so that what follows stays in sight.
            let scroll = ScrollArea::vertical().id_salt("description of a tag");
            let field = scroll.max_height(DESCRIPTION).show(ui, |ui| {
                Field::boxed(&mut self.description.text, "When to use the tag")
                    .hint("When to use it, and when not")
                    .rows(3)
                    .of_project()
                    .blocked(ctx.locked())
                    .show(ui)
            });
            let field = field.inner;
            if self.description.differs() && field.event != FieldEvent::None {
                let description = self.description.text.clone();
                set(
                    "description",
                    Tag {
                        description,
                        ..tag.clone()
                    },
                    true,
                );
            }
        });
    }

    fn steps(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, rows: &[Row], tag: &Tag) {
        let new = Button::secondary("New tag below")
            .icon(icons::PLUS)
            .blocked(ctx.locked());
        if new.show(ui).clicked() {
            self.add(&tag.path);
        }
        ui.add_space(space::L);
        self.merging(ui, ctx, work, rows, tag);
        ui.add_space(space::L);
        let delete = Edit::DeleteTag { tag: tag.id };
        let outlook = self.outlook(ctx, work, ("delete", ""), &delete);
        let button = Button::secondary("Delete tag")
            .icon(icons::DELETE)
            .tooltip("Undo brings it back")
            .blocked(ctx.locked());
        let button = button.show(ui);
        in_sight(&button);
        if button.clicked() {
            ctx.edit(delete);
        }
        if let Outlook::Reaches(words) = &outlook {
            says(ui, None, words);
        }
    }

    fn merging(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, rows: &[Row], tag: &Tag) {
        let typed = self.merge.clone();
        let offered = self.offered(&work.project, "merge", rows, &typed, |other| {
            other.id.is_some_and(|id| id != tag.id)
        });
        heading(ui, "Merge into another tag");
        ui.add_space(space::XXS);
        let suggestions = suggestions(ui, rows, &offered);
        let field = Field::boxed(&mut self.merge, "Merge into")
            .hint("The tag that stays")
            .id(Id::unique("tag manager merge"))
            .blocked(ctx.locked());
        let shown = completing(ui, field, &suggestions, true);
        in_sight(&shown.field.response);
        if let Some(&at) = shown.taken.and_then(|taken| offered.get(taken)) {
            self.merge.clone_from(&rows[at].tag.path);
        }
        let meant = offered.iter().map(|&at| &rows[at].tag);
        let into = meant.clone().find(|row| row.path == self.merge.trim());
        let Some(into) = into.and_then(|row| row.id) else {
            let is_unknown = !self.merge.trim().is_empty() && offered.is_empty();
            let refused = is_unknown.then_some("There is no other tag of this name.");
            let words = "This tag goes; its records bear the other one, and the tags below it move \
                         along.";
            says(ui, refused, words);
            return;
        };
        let merge = Edit::MergeTags {
            from: vec![tag.id],
            into,
        };
        let outlook = self.outlook(ctx, work, ("merge", &typed), &merge);
        match &outlook {
            Outlook::Reaches(words) => says(ui, None, words),
            Outlook::Refused(why) => says(ui, Some(why), ""),
            Outlook::Nothing => {}
        }
        ui.add_space(space::XS);
        let button = Button::primary("Merge tags")
            .icon(icons::MERGE)
            .blocked(ctx.locked());
        if button.show(ui).clicked() {
            ctx.send(Command::Select(vec![into.into()]));
            ctx.edit(merge);
        }
    }
}

/// What stands above the fields: sign, name, and how many records there are.
fn head(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, row: &Row, tag: &Tag) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let (rect, _) = ui.allocate_exact_size(vec2(11.0, Type::TITLE.line), Sense::hover());
        paint::tag_sign(
            ui.painter(),
            rect.center(),
            theme.tag(tag.colour as usize % TAG_COUNT),
        );
        label(ui, Type::TITLE, tag.name(), theme.text);
    });
    let records = super::list::records(row.tag.count);
    let Some(kind) = data::main_kind(&work.project, tag.id) else {
        label(ui, Type::SMALL, &records, theme.text3);
        return;
    };
    ui.horizontal(|ui| {
        let tip = format!("List the {} that bear it", kind.plural());
        if Link::new(&records)
            .kind(Type::SMALL)
            .tooltip(&tip)
            .show(ui)
            .clicked()
        {
            ctx.send(Command::Show(Pane::Table(kind)));
            ctx.send(Command::Search(field_term("tag", &tag.path)));
        }
        if row.tag.below > 0 {
            let below = format!(
                "and {} below",
                crate::model::Kind::Tag.counted(row.tag.below)
            );
            label(ui, Type::SMALL, &below, theme.text3);
        }
    });
}

/// A level that is no tag of its own.
fn level(ui: &mut Ui, ctx: &Ctx<'_>, row: &TagRow, wish: &mut Wish) {
    let theme = Theme::of(ui);
    label(ui, Type::TITLE, row.name(), theme.text);
    let words = format!(
        "“{}” is no tag of its own: it is only part of the paths of {} below it.",
        row.path,
        crate::model::Kind::Tag.counted(row.below)
    );
    label(ui, Type::BODY, &words, theme.text2);
    ui.add_space(space::M);
    let make = Button::secondary("Make it a tag").blocked(ctx.locked());
    if make.show(ui).clicked() {
        wish.make = Some(row.path.clone());
    }
}

fn suggestions<'a>(ui: &Ui, rows: &'a [Row], offered: &[usize]) -> Vec<Suggestion<'a>> {
    let theme = Theme::of(ui);
    let suggest = |&at: &usize| {
        let row = &rows[at].tag;
        Suggestion {
            sign: row.id.map(|_| theme.tag(row.colour as usize % TAG_COUNT)),
            ..Suggestion::new(&row.path)
        }
    };
    offered.iter().map(suggest).collect()
}

/// A colour with its sign, to choose.
fn swatch(ui: &mut Ui, colour: TagColour, chosen: bool, usable: bool) -> Response {
    let theme = Theme::of(ui);
    let sense = if usable {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(SWATCH, SWATCH), sense);
    let name = format!("Colour {}", colour.name());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, usable, chosen, &name));
    let fill = if chosen {
        theme.selectdim
    } else {
        paint::quiet_fill(ui, &response)
    };
    let border = chosen.then_some(theme.edge);
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, border);
    paint::tag_sign(
        ui.painter(),
        rect.center(),
        theme.tag(colour as usize % TAG_COUNT),
    );
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
    }
    tooltip(response, colour.name())
}

/// Scrolls to a control that the keyboard has come to.
fn in_sight(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// Small words under a field: why it is refused, or what it comes to.
fn says(ui: &mut Ui, refused: Option<&str>, words: &str) {
    let theme = Theme::of(ui);
    match refused {
        Some(why) => label(ui, Type::SMALL, why, theme.problem),
        None => label(ui, Type::SMALL, words, theme.text3),
    };
}

/// Under the values of labelled rows.
fn indented(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(crate::ui::widgets::VALUE_LEFT);
        ui.vertical(add);
    });
}

/// Selects what a field holds, so that typing replaces it; a path that waits for a name keeps its
/// beginning.
fn select_all(ui: &Ui, id: Id, text: &str) {
    use eframe::egui::text::{CCursor, CCursorRange};
    let mut state = eframe::egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    let start = if text.ends_with('/') {
        end
    } else {
        CCursor::new(0)
    };
    state
        .cursor
        .set_char_range(Some(CCursorRange::two(start, end)));
    eframe::egui::TextEdit::store_state(ui.ctx(), id, state);
}
