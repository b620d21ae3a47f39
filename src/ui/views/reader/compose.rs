//! Writing a comment, a question or a tag where the words are.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Area, CornerRadius, Id, Key, Modifiers, Order, Rect, Ui, pos2, vec2};

use super::hand::Wanted;
use super::left::{self, Left};
use crate::edit::{Edit, normal_path};
use crate::model::{Capture, CaptureId, Motivation, Passage, Project, Target};
use crate::query::fold;
use crate::ui::ctx::Ctx;
use crate::ui::theme::{Theme, Tint, Type, space, stroke};
use crate::ui::widgets::{Button, Field, FieldEvent, Suggestion, completing, label};

/// Suggestions of tags that are listed.
const LISTED: usize = 8;

/// What is being written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Composer {
    what: Wanted,
    /// The capture that is read.
    pub(super) capture: CaptureId,
    /// The bytes of the words that it is about.
    pub(super) range: Range<usize>,
    /// The words.
    pub(super) exact: String,
    title: String,
    body: String,
    /// Whether the cursor was put into it.
    begun: bool,
    /// Whether it had the cursor in the frame before: egui takes the focus away at Escape.
    inside: bool,
}

/// What came of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It goes on.
    Not,
    /// It was filed or discarded.
    Done,
}

/// The edit that marks `range`, if there are words.
pub(super) fn annotate(
    capture: &Arc<Capture>,
    range: &Range<usize>,
    motivation: Motivation,
    title: &str,
    body: &str,
    tags: Vec<String>,
) -> Option<Edit> {
    let passage = Passage::of(capture, range.clone())?;
    Some(Edit::Annotate {
        target: Target::Passage(passage),
        motivation,
        title: title.trim().to_owned(),
        body: body.trim().to_owned(),
        tags,
    })
}

impl Composer {
    /// Begins to write about words.
    pub(super) fn new(what: Wanted, capture: &Capture, range: Range<usize>) -> Self {
        let exact = capture.text.get(range.clone()).unwrap_or_default();
        Self {
            what,
            capture: capture.id,
            exact: exact.to_owned(),
            range,
            title: String::new(),
            body: String::new(),
            begun: false,
            inside: false,
        }
    }

    /// The same before it was shown: the cursor is put into it again.
    fn afresh(&self) -> Self {
        Self {
            begun: false,
            inside: false,
            ..self.clone()
        }
    }

    /// Whether both write the same about the same words.
    pub(super) fn is_on_same(&self, other: &Self) -> bool {
        (self.what, self.capture, &self.range, &self.exact)
            == (other.what, other.capture, &other.range, &other.exact)
    }

    /// "a comment", to name it by.
    pub(super) fn noun_with_article(&self) -> &'static str {
        match self.what {
            Wanted::Question => "a question",
            Wanted::Tag => "a tag",
            Wanted::Comment | Wanted::Highlight | Wanted::Claim | Wanted::Copy => "a comment",
        }
    }

    /// Whether nothing would be lost by leaving.
    pub(super) fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.body.trim().is_empty()
    }

    /// Shows it in `place`: its left and top edges and its width; the rest follows.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        ctx: &Ctx<'_>,
        id: Id,
        place: Rect,
        view: Rect,
        capture: &Arc<Capture>,
    ) -> Written {
        let theme = Theme::of(ui);
        let shown = Area::new(id)
            .order(Order::Middle)
            .fixed_pos(pos2(place.left(), place.top()))
            .constrain_to(view)
            .show(ui.ctx(), |ui| {
                let frame = super::bar::frame(theme, space::M as i8).show(ui, |ui| {
                    ui.set_width(place.width() - 2.0 * space::M - 2.0);
                    ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                    if self.what == Wanted::Tag {
                        self.tag(ui, ctx, id, capture)
                    } else {
                        self.remark(ui, ctx, id, capture)
                    }
                });
                let tint = theme.tint(self.tint());
                let rect = frame.response.rect.shrink(1.0);
                let bar = Rect::from_min_size(
                    rect.min + vec2(0.0, space::M),
                    vec2(stroke::FOCUS, rect.height() - 2.0 * space::M),
                );
                ui.painter().rect_filled(bar, CornerRadius::ZERO, tint.bar);
                frame.inner
            });
        let draft = Left::Remark(self.afresh());
        if shown.inner == Written::Done || self.is_empty() {
            left::forget(ui.ctx(), &draft);
        } else {
            left::keep(ui.ctx(), draft, true);
        }
        shown.inner
    }

    fn tint(&self) -> Tint {
        match self.what {
            Wanted::Question => Tint::Questioning,
            Wanted::Comment => Tint::Commenting,
            Wanted::Tag | Wanted::Highlight | Wanted::Claim | Wanted::Copy => Tint::Highlighting,
        }
    }

    fn remark(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, id: Id, capture: &Arc<Capture>) -> Written {
        let (noun, motivation) = match self.what {
            Wanted::Question => ("question", Motivation::Questioning),
            _ => ("comment", Motivation::Commenting),
        };
        let (title_id, body_id) = (id.with("title"), id.with("body"));
        let has_focus = ui.memory(|m| m.has_focus(title_id) || m.has_focus(body_id));
        let inside = has_focus || self.inside;
        self.inside = has_focus;
        let leave = inside && pressed_alone(ui, Key::Escape);
        let enter = inside && pressed_alone(ui, Key::Enter);
        if ui.memory(|m| m.has_focus(body_id)) {
            new_lines(ui);
        }
        let name = format!("Title of the {noun}");
        Field::boxed(&mut self.title, &name)
            .id(title_id)
            .hint("Title, if it needs one")
            .show(ui);
        let name = format!("Text of the {noun}");
        let hint = format!("Write the {noun}");
        Field::boxed(&mut self.body, &name)
            .id(body_id)
            .hint(&hint)
            .rows(3)
            .show(ui);
        self.begin(ui, body_id);
        let empty = self.is_empty().then_some("Write something first.");
        let label = format!("Add {noun}");
        let (mut add, mut drop) = (enter && !self.is_empty(), leave);
        ui.horizontal(|ui| {
            let button = Button::primary(&label)
                .small()
                .tooltip("Enter; Shift and Enter begin a new line")
                .blocked(ctx.locked().or(empty));
            add |= button.show(ui).clicked();
            drop |= Button::quiet("Discard")
                .small()
                .tooltip("Escape")
                .show(ui)
                .clicked();
        });
        if add {
            self.file(ctx, capture, motivation, Vec::new())
        } else if drop {
            Written::Done
        } else {
            Written::Not
        }
    }

    fn tag(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, id: Id, capture: &Arc<Capture>) -> Written {
        let field = id.with("tag");
        let Some(work) = ctx.work() else {
            return Written::Done;
        };
        let found = suggestions(&work.project, &self.title);
        let theme = Theme::of(ui);
        let list: Vec<Suggestion<'_>> = found
            .iter()
            .map(|(path, colour, detail)| Suggestion {
                detail,
                sign: colour.map(|colour| theme.tag(colour)),
                ..Suggestion::new(path)
            })
            .collect();
        let begun = self.begun;
        let had = ui.memory(|m| m.has_focus(field));
        let answer = completing(
            ui,
            Field::boxed(&mut self.title, "Tag for the selected words")
                .id(field)
                .hint("Tag, as actor/irgc"),
            &list,
            true,
        );
        self.begin(ui, field);
        let taken = answer.taken.and_then(|place| found.get(place));
        let typed = match normal_path(&self.title) {
            Ok(path) => Some(path),
            Err(error) if !self.title.trim().is_empty() => {
                label(ui, Type::SMALL, &format!("{error}."), theme.problem);
                None
            }
            Err(_) => None,
        };
        if let Some((path, ..)) = taken {
            self.title.clone_from(path);
            return self.file_tag(ctx, capture, path.clone());
        }
        let enter = had && ui.input(|input| input.key_pressed(Key::Enter));
        match answer.field.event {
            FieldEvent::Left => Written::Done,
            FieldEvent::Kept | FieldEvent::None if enter => match typed {
                Some(path) => self.file_tag(ctx, capture, path),
                None => {
                    answer.field.response.request_focus();
                    Written::Not
                }
            },
            // Going elsewhere with nothing written is leaving.
            _ if begun && answer.field.response.lost_focus() && self.is_empty() => Written::Done,
            _ => Written::Not,
        }
    }

    fn file_tag(&mut self, ctx: &Ctx<'_>, capture: &Arc<Capture>, path: String) -> Written {
        self.title.clear();
        self.file(ctx, capture, Motivation::Highlighting, vec![path])
    }

    fn file(
        &mut self,
        ctx: &Ctx<'_>,
        capture: &Arc<Capture>,
        motivation: Motivation,
        tags: Vec<String>,
    ) -> Written {
        if ctx.locked().is_some() {
            return Written::Not;
        }
        let edit = annotate(
            capture,
            &self.range,
            motivation,
            &self.title,
            &self.body,
            tags,
        );
        if let Some(edit) = edit {
            ctx.edit(edit);
        }
        Written::Done
    }

    /// Puts the cursor into the field when it is shown for the first time.
    fn begin(&mut self, ui: &Ui, field: Id) {
        if !self.begun {
            self.begun = true;
            ui.memory_mut(|memory| memory.request_focus(field));
        }
    }
}

/// Whether a key was pressed without any other; takes it out of the input.
fn pressed_alone(ui: &Ui, key: Key) -> bool {
    let alone = ui.input(|input| input.modifiers.is_none());
    alone && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// Shift and Enter begin a new line: to the field that is Enter, since Enter alone files.
fn new_lines(ui: &Ui) {
    use eframe::egui::Event;
    ui.input_mut(|input| {
        for event in &mut input.events {
            if let Event::Key {
                key: Key::Enter,
                modifiers,
                ..
            } = event
                && modifiers.shift
            {
                *modifiers = Modifiers::NONE;
            }
        }
    });
}

/// Tags that what was typed may mean: path, colour, "new" for one that would be made.
fn suggestions(project: &Project, typed: &str) -> Vec<(String, Option<usize>, &'static str)> {
    let needle = fold(typed.trim());
    let mut tags: Vec<_> = project
        .tags()
        .iter()
        .filter_map(|tag| {
            let path = fold(&tag.path);
            let at = path.find(&needle)?;
            let starts = at == 0 || path[..at].ends_with('/');
            Some((!starts, tag.path.clone(), tag.colour as usize))
        })
        .collect();
    tags.sort();
    tags.truncate(LISTED);
    let mut found: Vec<_> = tags
        .into_iter()
        .map(|(_, path, colour)| (path, Some(colour), ""))
        .collect();
    if let Ok(path) = normal_path(typed)
        && !found.iter().any(|(other, ..)| *other == path)
    {
        found.push((path, None, "new tag"));
    }
    found
}
