//! Annotations on a record as a thread: remarks with their answers, resolved and opened again, edited in
//! place, and the field for the next one.

use eframe::egui::{Align, Key, Layout, Ui, vec2};

use super::data::{Data, Remark};
use super::fields::{RowDo, Spec, cut_label, with_buttons};
use super::panel::{NewRemark, Panel, State, Wish};
use super::rows::beside_bar;
use crate::edit::Edit;
use crate::model::{
    Annotation, AnnotationId, Choice as _, Kind, Motivation, RecordId, Resolution, Tables, Target,
    capital,
};
use crate::ui::icons;
use crate::ui::theme::{Theme, Tint, Type, space, width};
use crate::ui::widgets::{Button, Choice as Item, Dropdown, Field, FieldEvent, label};

/// Answers are moved in so often at most.
const DEEPEST: usize = 3;

/// The colour that a motivation has in the margin.
pub(super) fn tint_of(motivation: Motivation) -> Tint {
    match motivation {
        Motivation::Highlighting => Tint::Highlighting,
        Motivation::Commenting | Motivation::Describing | Motivation::Replying => Tint::Commenting,
        Motivation::Questioning => Tint::Questioning,
        Motivation::Assessing | Motivation::Moderating => Tint::Assessing,
        Motivation::Editing => Tint::Editing,
        Motivation::Linking
        | Motivation::Tagging
        | Motivation::Classifying
        | Motivation::Identifying
        | Motivation::Bookmarking => Tint::Linking,
    }
}

impl Panel<'_> {
    /// The section with all remarks on `on`. `usual` is whether it is open at first.
    pub(super) fn annotations(&mut self, ui: &mut Ui, on: RecordId, data: &Data, usual: bool) {
        if self.state.wish == Some(Wish::Comment) {
            self.state.sections.insert("Annotations", true);
        }
        let count = match (data.n_remarks, data.n_open) {
            (0, _) => String::new(),
            (total, 0) => format!("{total}, all resolved"),
            (total, open) if total == open => total.to_string(),
            (total, open) => format!("{total}, {open} open"),
        };
        let usual = usual || self.state.remarks.contains_key(&on);
        self.section(ui, "Annotations", &count, usual, |panel, ui| {
            let mut hidden_below = None;
            for remark in &data.thread.rows {
                // The answers of a folded remark are folded with it.
                if hidden_below.is_some_and(|depth| remark.depth > depth) {
                    continue;
                }
                let is_folded = panel.remark(ui, remark);
                hidden_below = is_folded.then_some(remark.depth);
            }
            panel.rest_in_table(ui, data.thread.n_more(), Kind::Annotation);
            panel.new_remark(ui, on);
        });
    }

    /// One remark; true when only its title shows.
    fn remark(&mut self, ui: &mut Ui, remark: &Remark) -> bool {
        let Some(annotation) = self.project.annotations().shared(remark.id).cloned() else {
            return false;
        };
        let theme = Theme::of(ui);
        let is_folded = !remark.is_open && !self.state.unfolded.contains(&remark.id);
        let bar = theme.tint(tint_of(remark.motivation)).bar;
        let indent = remark.depth.min(DEEPEST) as f32 * width::INDENT;
        ui.horizontal_top(|ui| {
            ui.add_space(indent);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                beside_bar(ui, bar, |ui| {
                    self.remark_head(ui, remark, &annotation);
                    if !is_folded {
                        self.remark_body(ui, remark, &annotation);
                    }
                });
            });
        });
        ui.add_space(space::S);
        is_folded
    }

    fn remark_head(&mut self, ui: &mut Ui, remark: &Remark, annotation: &Annotation) {
        let theme = Theme::of(ui);
        let title = title_of(annotation);
        let id = self.field_id(&format!("remark {}", remark.id));
        let buttons = &[RowDo::Follow, RowDo::Remove];
        let ((), done) = with_buttons(ui, id, &title, buttons, self.locked, |ui| {
            let size = vec2(ui.available_width(), 24.0);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                label(ui, Type::TINY, &remark.when, theme.text3);
                if !annotation.creator.is_empty() {
                    cut_label(ui, Type::TINY, &annotation.creator, 80.0);
                }
                let left = ui.available_width();
                let layout = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(vec2(left, 24.0), layout, |ui| {
                    if !remark.is_open {
                        self.fold_button(ui, remark, &title);
                    } else {
                        cut_label(ui, Type::SMALL_STRONG, &title, ui.available_width());
                    }
                });
            });
        });
        match done {
            Some(RowDo::Follow) => self.select(remark.id.into()),
            Some(RowDo::Remove) => self.ctx.edit(Edit::Delete {
                records: [remark.id.into()].into(),
            }),
            _ => {}
        }
    }

    /// The title of a resolved remark, which folds and unfolds it.
    fn fold_button(&mut self, ui: &mut Ui, remark: &Remark, title: &str) {
        let room = ui.available_width() - 3.0 * space::M - icons::SMALL;
        let galley = Type::SMALL_MEDIUM.cut(ui, title, Theme::of(ui).text3, room);
        let shown = if galley.elided {
            galley.text().chars().take(24).collect::<String>() + "…"
        } else {
            title.to_owned()
        };
        let button = Button::quiet(&shown)
            .icon(icons::TICK)
            .small()
            .name(title)
            .tooltip("Resolved; show or hide what it said");
        if button.show(ui).clicked() && !self.state.unfolded.remove(&remark.id) {
            self.state.unfolded.insert(remark.id);
        }
    }

    fn remark_body(&mut self, ui: &mut Ui, remark: &Remark, annotation: &Annotation) {
        let title = title_of(annotation);
        let key = format!("Text of {title} {}", remark.id);
        let name = format!("Text of {title}");
        let spec = Spec {
            key: &key,
            name: &name,
            ..Spec::new("", "Add what you want to say").kind(Type::SMALL)
        };
        if let Some(body) = self.several_lines(ui, spec, &annotation.body) {
            self.set(annotation.id, "remark", true, |a: &mut Annotation| {
                a.body = body;
            });
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(-space::M - 1.0);
            if remark.depth == 0 {
                self.resolve_button(ui, remark, &title);
            }
            let name = format!("Reply to {title}");
            let reply = Button::quiet("Reply")
                .small()
                .name(&name)
                .blocked(self.locked);
            if reply.show(ui).clicked() {
                self.state.replies.entry(remark.id).or_default();
                self.state.reply_focus = Some(remark.id);
            }
        });
        self.reply_field(ui, remark.id);
    }

    fn resolve_button(&self, ui: &mut Ui, remark: &Remark, title: &str) {
        let (verb, resolution) = if remark.is_open {
            ("Resolve", Resolution::Resolved)
        } else {
            ("Reopen", Resolution::Open)
        };
        let name = format!("{verb} {title}");
        let button = Button::quiet(verb).small().name(&name).blocked(self.locked);
        if button.show(ui).clicked() {
            self.ctx.edit(Edit::SetResolution {
                annotations: vec![remark.id],
                resolution,
            });
        }
    }

    fn reply_field(&mut self, ui: &mut Ui, to: AnnotationId) {
        let Some(mut text) = self.state.replies.get(&to).cloned() else {
            return;
        };
        let id = self.field_id(&format!("reply {to}"));
        let field = Field::boxed(&mut text, "Reply")
            .id(id)
            .hint("Write a reply")
            .kind(Type::SMALL)
            .grows()
            .most(160.0)
            .blocked(self.locked);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let shown = field.show(ui);
        if self.state.reply_focus == Some(to) {
            self.state.reply_focus = None;
            shown.response.request_focus();
        }
        let send = self.send_row(ui, focused, "Reply", "Send reply", &text);
        if send {
            self.ctx.edit(Edit::Reply { to, body: text });
            self.state.replies.remove(&to);
        } else if shown.event == FieldEvent::Left {
            self.state.replies.remove(&to);
        } else {
            self.state.replies.insert(to, text);
        }
    }

    /// The button that sends what was written, with its key; true when it is to be sent.
    fn send_row(&self, ui: &mut Ui, focused: bool, verb: &str, name: &str, text: &str) -> bool {
        let is_empty = text.trim().is_empty();
        if is_empty {
            return false;
        }
        ui.add_space(space::XS);
        let button = Button::secondary(verb).small().key("Ctrl+Enter").name(name);
        let clicked = button.blocked(self.locked).show(ui).clicked();
        ui.add_space(space::XS);
        let keys = focused && ui.input(|i| i.modifiers.command && i.key_pressed(Key::Enter));
        (clicked || keys) && self.locked.is_none()
    }

    /// The field for the next remark, with why it is made.
    fn new_remark(&mut self, ui: &mut Ui, on: RecordId) {
        let mut remark = self.state.remarks.get(&on).cloned().unwrap_or_default();
        let id = self.field_id("new remark");
        ui.add_space(space::XS);
        let field = Field::boxed(&mut remark.text, "Add an annotation")
            .id(id)
            .hint("Add an annotation")
            .grows()
            .most(160.0)
            .blocked(self.locked);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let shown = field.show(ui);
        if self.take_wish(Wish::Comment) {
            shown.response.request_focus();
        }
        let in_use = !remark.text.trim().is_empty();
        let mut send = false;
        if in_use {
            let name = format!("Motivation: {}", remark.motivation.meaning());
            let items: Vec<String> = Motivation::ALL.iter().map(|m| capital(m.name())).collect();
            let items: Vec<Item<'_>> = Motivation::ALL
                .iter()
                .zip(&items)
                .map(|(motivation, label)| Item {
                    label,
                    detail: motivation.meaning(),
                })
                .collect();
            let chosen = Motivation::ALL.iter().position(|&m| m == remark.motivation);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                send = self.send_row(ui, focused, "Add", "Add annotation", &remark.text);
                let dropdown = Dropdown::new("Motivation", chosen, &items)
                    .value()
                    .tooltip(&name);
                let picked = dropdown.blocked(self.locked).show(ui);
                if let Some(&motivation) = picked.and_then(|place| Motivation::ALL.get(place)) {
                    remark.motivation = motivation;
                }
            });
        }
        if send {
            self.ctx.edit(Edit::Annotate {
                target: Target::Record(on),
                motivation: remark.motivation,
                title: String::new(),
                body: std::mem::take(&mut remark.text),
                tags: Vec::new(),
            });
            remark = NewRemark::default();
        }
        if remark.text.is_empty() {
            self.state.remarks.remove(&on);
        } else {
            self.state.remarks.insert(on, remark);
        }
    }
}

impl State {
    /// What is half written of remarks and replies, each in words: "an annotation on “Strike”".
    pub(super) fn half_written(&self, tables: &Tables) -> Vec<String> {
        let written = |text: &str| !text.trim().is_empty();
        let remarks = self.remarks.iter();
        let remarks = remarks.filter(|(on, remark)| written(&remark.text) && tables.contains(**on));
        let remarks = remarks.map(|(&on, _)| format!("an annotation on “{}”", tables.label(on)));
        let replies = self.replies.iter().filter_map(|(&to, text)| {
            let to = tables.annotations().get(to)?;
            written(text).then(|| format!("a reply to “{}”", title_of(to)))
        });
        let mut all: Vec<String> = remarks.chain(replies).collect();
        all.sort_unstable();
        all
    }
}

/// What a remark is called: its title, or why it was made.
fn title_of(annotation: &Annotation) -> String {
    if annotation.title.trim().is_empty() {
        match annotation.motivation {
            Motivation::Replying => "Reply".to_owned(),
            other => capital(other.name()),
        }
    } else {
        annotation.title.clone()
    }
}
