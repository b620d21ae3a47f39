//! A note: its Markdown to write and to read, and who links to it.

mod blocks;
mod data;
mod editor;
mod laid;
mod markdown;
mod outside;
mod preview;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{
    Align, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Rect, Role, ScrollArea, Sense,
    TextBuffer, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use jiff::tz::TimeZone;

use super::View;
use crate::app::{App, Command, Workspace};
use crate::edit::Edit;
use crate::model::{Note, NoteId, Stamp};
use crate::ui::copy::Copy;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::kept::Kept;
use crate::ui::theme::{Theme, Type, blend, height, space};
use crate::ui::widgets::whose_undo::{self, Stands};
use crate::ui::widgets::{Button, clear_of_notices, label, paint, tooltip};
use data::Backlink;
use editor::Editor;
use markdown::Address;
use outside::Outside;
use preview::Preview;

/// The least width at which text and preview stand side by side.
const SIDE_BY_SIDE: f32 = 760.0;
/// From the edge of the view to the text, and the width of the text.
const MARGIN: f32 = 36.0;
const MEASURE: f32 = 620.0;

/// A note in a tab.
pub struct NoteView {
    id: NoteId,
    mode: Option<Mode>,
    title: Copy,
    editor: Editor,
    preview: Preview,
    outside: Outside,
    words: Kept<String, String>,
    linked_from: Kept<u64, (Arc<[Backlink]>, usize)>,
    /// Put the cursor into the text.
    write: bool,
    /// Give the keyboard to the view.
    focus: bool,
}

/// What is shown of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Both,
    Read,
}

impl NoteView {
    /// A view of a note.
    #[must_use]
    pub fn new(id: NoteId) -> Self {
        Self {
            id,
            mode: None,
            title: Copy::default(),
            editor: Editor::default(),
            preview: Preview::default(),
            outside: Outside::default(),
            words: Kept::default(),
            linked_from: Kept::default(),
            write: false,
            focus: false,
        }
    }
}

impl View for NoteView {
    fn title(&self, app: &App) -> String {
        let label = app.work().map(|work| work.project.label(self.id.into()));
        label.unwrap_or_else(|| "Note".to_owned())
    }

    fn icon(&self) -> Icon {
        icons::NOTE
    }

    fn take_focus(&mut self) {
        self.focus = true;
    }

    fn is_alive(&self, app: &App) -> bool {
        let work = app.work();
        work.is_some_and(|work| work.project.notes().contains(self.id))
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, _focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        let Some(note) = work.project.notes().shared(self.id).cloned() else {
            return;
        };
        self.title.follow(&note.title);
        self.editor.follow(ui, &note);
        let room = ui.max_rect();
        let wide = room.width() >= SIDE_BY_SIDE;
        // An empty note is there to be written, any other one to be read first.
        let mode = *self.mode.get_or_insert(if note.text.trim().is_empty() {
            Mode::Both
        } else {
            Mode::Read
        });
        let shown = match mode {
            Mode::Both if !wide => Mode::Write,
            mode => mode,
        };
        if std::mem::take(&mut self.focus) {
            self.write |= shown != Mode::Read;
            if shown == Mode::Read {
                ui.memory_mut(|memory| memory.request_focus(page_id(&note)));
            }
        }
        let bar = Rect::from_min_size(room.min, vec2(room.width(), height::TOOL_BAR));
        self.tool_bar(ui, &note, bar, shown, wide);
        let below = Rect::from_min_max(pos2(room.left(), bar.bottom()), room.max);
        ui.scope_builder(UiBuilder::new().max_rect(below), |ui| match shown {
            Mode::Read => self.read(ui, ctx, work, &note, true),
            Mode::Write => self.write(ui, ctx, work, &note, true),
            Mode::Both => self.both(ui, ctx, work, &note),
        });
        if std::mem::take(&mut self.write) {
            ui.memory_mut(|memory| memory.request_focus(Editor::id(&note)));
        }
        self.outside.ui(ui);
    }
}

impl NoteView {
    fn tool_bar(&mut self, ui: &mut Ui, note: &Note, bar: Rect, shown: Mode, wide: bool) {
        let theme = Theme::of(ui);
        paint::hairline(
            ui.painter(),
            theme,
            bar.left(),
            bar.right(),
            bar.bottom() - 1.0,
        );
        let inside = bar.shrink2(vec2(space::XL, 0.0));
        let text = self.editor.text();
        let words = self
            .words
            .get("words", text.to_owned(), || data::words(text));
        let edited = data::edited(
            note.modified.or(note.created),
            Stamp::now(),
            &TimeZone::system(),
        );
        let left = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(left, |ui| {
            label(ui, Type::SMALL, &edited, theme.text2);
            label(ui, Type::SMALL, &words, theme.text3);
        });
        let right = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(right, |ui| {
            ui.spacing_mut().item_spacing.x = space::XXS;
            let writing = shown != Mode::Read;
            let pencil = Button::icon_only(icons::EDIT, "Write in this note").pressed(writing);
            if pencil.show(ui).clicked() {
                self.mode = Some(if writing { Mode::Read } else { Mode::Both });
                self.write = !writing;
            }
            ui.add_space(space::M);
            let narrow = (!wide).then_some("There is no room for both side by side.");
            let modes = [
                (Mode::Read, "Read", None),
                (Mode::Both, "Both", narrow),
                (Mode::Write, "Write", None),
            ];
            for (mode, name, blocked) in modes {
                let button = Button::quiet(name)
                    .small()
                    .pressed(shown == mode)
                    .blocked(blocked);
                if button.show(ui).clicked() {
                    self.mode = Some(mode);
                    self.write = mode != Mode::Read;
                }
            }
        });
    }

    /// The text as it reads, with who links to it.
    fn read(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        note: &Arc<Note>,
        titled: bool,
    ) {
        let by = self.page_keys(ui, note);
        let scroll = ScrollArea::vertical().id_salt(("read note", note.id.bits()));
        scroll.auto_shrink(false).show(ui, |ui| {
            if by != 0.0 {
                ui.scroll_with_delta(vec2(0.0, -by));
            }
            column(ui, |ui| {
                if titled {
                    self.title(ui, ctx, note);
                }
                if note.text.trim().is_empty() {
                    let hint = if titled {
                        "Nothing is written yet. Press Enter, or choose Write above."
                    } else {
                        "What you write reads so here."
                    };
                    label(ui, Type::BODY, hint, Theme::of(ui).text2);
                }
                let id = Id::unique(("preview of note", note.id.bits()));
                let text = self.editor.text().to_owned();
                if let Some(destination) = self.preview.ui(ui, &work.project, &text, id) {
                    self.follow_link(ui, ctx, work, &destination);
                }
                self.backlinks(ui, ctx, work);
            });
            clear_of_notices(ui);
        });
    }

    /// What keys do while the page has the focus: how far they scroll. Enter begins to write.
    fn page_keys(&mut self, ui: &Ui, note: &Note) -> f32 {
        let room = ui.max_rect();
        let page = ui.interact(room, page_id(note), Sense::FOCUSABLE);
        let name = "Page of the note";
        page.widget_info(|| WidgetInfo::labeled(Role::Document, true, name));
        if !page.has_focus() {
            return 0.0;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(page.id, filter));
        let line = 2.0 * Type::READING.line;
        let steps = [
            (Key::ArrowDown, line),
            (Key::ArrowUp, -line),
            (Key::PageDown, room.height() - line),
            (Key::PageUp, line - room.height()),
            (Key::Home, -f32::from(u16::MAX) * line),
            (Key::End, f32::from(u16::MAX) * line),
        ];
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Enter) {
            self.mode = Some(Mode::Both);
            self.write = true;
        }
        let steps = steps.into_iter().filter(|&(key, _)| pressed(key));
        steps.map(|(_, by)| by).sum()
    }

    fn write(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        note: &Arc<Note>,
        titled: bool,
    ) {
        let scroll = ScrollArea::vertical().id_salt(("write note", note.id.bits()));
        let tall = ui.available_height();
        scroll.auto_shrink(false).show(ui, |ui| {
            column(ui, |ui| {
                if titled {
                    self.title(ui, ctx, note);
                }
                let least = (tall - 2.0 * space::XXL - 60.0).max(0.0);
                if self.editor.ui(ui, work, note, ctx.locked(), least) {
                    let text = self.editor.text().to_owned();
                    set(
                        ctx,
                        Note {
                            text,
                            ..note.as_ref().clone()
                        },
                        "text",
                    );
                }
            });
            clear_of_notices(ui);
        });
    }

    fn both(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, note: &Arc<Note>) {
        let theme = Theme::of(ui);
        let room = ui.max_rect();
        let middle = room.center().x.round();
        let (left, right) = room.split_left_right_at_x(middle);
        let line = eframe::egui::Stroke::new(1.0, theme.line);
        ui.painter().vline(middle + 0.5, room.y_range(), line);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            self.write(ui, ctx, work, note, true);
        });
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            self.read(ui, ctx, work, note, false);
        });
    }

    /// The title, to be changed in place.
    fn title(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, note: &Note) {
        let theme = Theme::of(ui);
        let id = title_id(note);
        let kind = Type::HEADING_READ;
        let mut layout = |ui: &Ui, buffer: &dyn TextBuffer, wrap: f32| {
            kind.wrapped(ui, buffer.as_str(), theme.text, wrap)
        };
        // Enter goes on to the text: a title has one line, however often it wraps.
        if ui.memory(|memory| memory.has_focus(id))
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
        {
            self.mode = self
                .mode
                .map(|mode| if mode == Mode::Read { Mode::Both } else { mode });
            self.write = true;
        }
        let edit = TextEdit::multiline(&mut self.title.text)
            .id(id)
            .frame(Frame::NONE)
            .font(kind.font())
            .hint_text(kind.rich("Name this note", theme.text3))
            .desired_width(f32::INFINITY)
            .desired_rows(1)
            .interactive(ctx.locked().is_none())
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            })
            .layouter(&mut layout);
        let response = ui.add(edit).accessible_name("Title of the note");
        whose_undo::mark(ui, &response, "", "", Stands::OfProject);
        if response.changed() {
            if self.title.text.contains(['\n', '\r']) {
                self.title.text = self.title.text.replace(['\n', '\r'], " ");
            }
            let title = self.title.text.clone();
            set(
                ctx,
                Note {
                    title,
                    ..note.clone()
                },
                "title",
            );
        }
        ui.add_space(space::M);
    }

    fn backlinks(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        let theme = Theme::of(ui);
        let (links, more) = self.linked_from.get("links", work.project.revision(), || {
            let (links, more) = data::linked_from(&work.project, self.id);
            (links.into(), more)
        });
        if links.is_empty() {
            return;
        }
        ui.add_space(space::XL);
        let heading = Type {
            face: Type::HEADING_READ.face,
            ..Type::SUBTITLE
        };
        label(ui, heading, "Linked from", theme.text);
        ui.add_space(space::XS);
        ui.spacing_mut().item_spacing.y = 0.0;
        for link in links.iter() {
            if backlink(ui, link) {
                ctx.send(Command::Reveal(link.record));
            }
        }
        if more > 0 {
            label(ui, Type::SMALL, &format!("and {more} more"), theme.text3);
        }
    }

    fn follow_link(&mut self, ui: &Ui, ctx: &Ctx<'_>, work: &Workspace, destination: &str) {
        match markdown::address(&work.project, destination) {
            Address::Record(record) => ctx.send(Command::Reveal(record)),
            Address::Missing => self.outside.say(
                ui,
                "There is no such record: it was deleted, or never was in this project.",
            ),
            Address::Outside(address) => self.outside.ask(ui, address, true),
            Address::Closed(address) => self.outside.ask(ui, address, false),
        }
    }
}

fn title_id(note: &Note) -> Id {
    Id::unique(("title of note", note.id.bits()))
}

fn page_id(note: &Note) -> Id {
    Id::unique(("page of note", note.id.bits()))
}

/// Sends the note as it is to be.
fn set(ctx: &Ctx<'_>, note: Note, what: &'static str) {
    ctx.edit(Edit::Set {
        after: note.into(),
        what,
        typing: true,
    });
}

/// The column of the text: away from the edges, and no wider than reads well.
fn column(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let room = ui.available_width();
    let side = MARGIN.min(room * 0.08);
    let wide = (room - 2.0 * side).min(MEASURE);
    let frame = Frame::new().inner_margin(Margin {
        left: side as i8,
        right: side as i8,
        top: space::XXL as i8,
        bottom: space::XXL as i8,
    });
    frame.show(ui, |ui| {
        ui.set_width(wide);
        ui.spacing_mut().item_spacing.y = 0.0;
        add(ui);
    });
}

/// A row of "Linked from"; says whether it was clicked.
fn backlink(ui: &mut Ui, link: &Backlink) -> bool {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), height::FIELD_ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &link.words));
    let fill = paint::quiet_fill(ui, &response);
    let box_ = rect.expand2(vec2(space::M, 0.0));
    paint::boxed(
        ui.painter(),
        box_,
        crate::ui::theme::radius::CONTROL,
        fill,
        None,
    );
    let ink = blend(theme.text2, theme.text, paint::hover(ui, &response));
    let galley = Type::SMALL.cut(ui, &link.words, ink, rect.width());
    let elided = galley.elided;
    paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, box_, crate::ui::theme::radius::CONTROL);
    }
    let clicked = response.clicked();
    if elided {
        tooltip(response, &link.words);
    }
    clicked
}
