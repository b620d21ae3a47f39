//! The palette: go to any record, or do anything, by name.

use eframe::egui::{
    Align, Area, Context, CornerRadius, Id, Key, Modifiers, Order, Rect, Role, ScrollArea, Sense,
    Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::ctx::Ctx;
use super::icons::{self, Icon};
use super::theme::{Theme, Type, height, radius, space, stroke, width};
use super::widgets::{KeyCap, label, modal_frame, paint};
use crate::app::command::ACTIONS;
use crate::app::{Action, Command, Workspace};
use crate::model::{Kind, Record, RecordId};

/// Records looked through at each keystroke: enough for a large case, and still well inside a
/// frame. The search box has no such limit.
const RECORDS_SEEN: usize = 20_000;
/// Rows in each group.
const ROWS: usize = 6;

/// The palette while it is open.
#[derive(Default)]
pub(super) struct Palette {
    text: String,
    rows: Vec<Entry>,
    /// The text that the rows are for.
    rows_for: Option<String>,
    chosen: usize,
}

/// A row of the palette.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    group: &'static str,
    icon: Icon,
    label: String,
    /// Characters of the label that matched.
    matched: Vec<u32>,
    context: String,
    keys: &'static str,
    command: Command,
}

/// What became of the palette in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stays open.
    Open,
    /// It is to be closed.
    Closed,
}

impl Palette {
    pub(super) fn ui(&mut self, egui: &Context, ctx: &Ctx<'_>) -> Outcome {
        if self.rows_for.as_ref() != Some(&self.text) {
            self.rows = entries(ctx, &self.text);
            self.rows_for = Some(self.text.clone());
            self.chosen = 0;
        }
        let mut outcome = Outcome::Open;
        egui.input_mut(|input| {
            let last = self.rows.len().saturating_sub(1);
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = (self.chosen + 1).min(last);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                outcome = Outcome::Closed;
            }
        });
        let enter = egui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if enter && let Some(entry) = self.rows.get(self.chosen) {
            ctx.send(entry.command.clone());
            return Outcome::Closed;
        }
        let theme = Theme::of_ctx(egui);
        let screen = egui.content_rect();
        let scrim = Area::new(Id::unique("palette scrim"))
            .order(Order::Foreground)
            .fixed_pos(screen.min);
        let scrim = scrim.show(egui, |ui| {
            ui.painter()
                .rect_filled(screen, CornerRadius::ZERO, theme.scrim);
            ui.allocate_rect(screen, Sense::click()).clicked()
        });
        if scrim.inner {
            outcome = Outcome::Closed;
        }
        let wide = width::PALETTE.min(screen.width() - 2.0 * space::XL);
        let corner = pos2(
            (screen.center().x - wide / 2.0).round(),
            screen.top() + 88.0,
        );
        let high = (screen.height() - 88.0 - space::HH).min(460.0);
        Area::new(Id::unique("palette"))
            .order(Order::Tooltip)
            .fixed_pos(corner)
            .show(egui, |ui| {
                modal_frame(theme, 0.0).show(ui, |ui| {
                    ui.set_width(wide);
                    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                    self.line(ui);
                    ScrollArea::vertical().max_height(high).show(ui, |ui| {
                        if self.list(ui, ctx) {
                            outcome = Outcome::Closed;
                        }
                    });
                });
            });
        outcome
    }

    fn line(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
        let icon = pos2(rect.left() + space::XL + 9.0, rect.center().y);
        icons::SEARCH.paint(ui, ui.painter(), icon, 18.0, theme.text2);
        let cap = KeyCap::new("Esc");
        let cap = cap.paint(ui, rect.right() - space::XL, rect.center().y);
        let kind = Type {
            size: 16.0,
            line: 22.0,
            ..Type::BODY
        };
        let place = Rect::from_min_max(
            pos2(rect.left() + 46.0, rect.center().y - 12.0),
            pos2(cap.left() - space::M, rect.center().y + 12.0),
        );
        let id = Id::unique("palette text");
        let hint = kind.rich("Go to a record or do something", theme.text3);
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .font(kind.font())
            .text_color(theme.text)
            .hint_text(hint)
            .frame(eframe::egui::Frame::NONE)
            .desired_width(place.width());
        // Not `put`, which would let what follows begin under the text and not under the line.
        let shown = ui.new_child(UiBuilder::new().max_rect(place)).add(edit);
        shown.widget_info(|| {
            WidgetInfo::labeled(Role::TextInput, true, "Go to a record or do something")
        });
        shown.request_focus();
        paint::hairline(
            ui.painter(),
            theme,
            rect.left(),
            rect.right(),
            rect.bottom() - 1.0,
        );
    }

    fn list(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) -> bool {
        let theme = Theme::of(ui);
        ui.add_space(space::XS);
        if self.rows.is_empty() {
            ui.add_space(space::L);
            ui.horizontal(|ui| {
                ui.add_space(space::XL);
                label(ui, Type::BODY, "Nothing of this name.", theme.text2);
            });
            ui.add_space(space::XL);
            return false;
        }
        let mut done = false;
        let mut group = "";
        for (index, entry) in self.rows.iter().enumerate() {
            if entry.group != group {
                group = entry.group;
                ui.add_space(space::M);
                ui.horizontal(|ui| {
                    ui.add_space(space::XL);
                    label(ui, Type::SMALL_MEDIUM, group, theme.text2);
                });
                ui.add_space(space::XS);
            }
            let response = row(ui, entry, index == self.chosen);
            if index == self.chosen
                && ui.input(|i| i.key_pressed(Key::ArrowDown) || i.key_pressed(Key::ArrowUp))
            {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                ctx.send(entry.command.clone());
                done = true;
            }
        }
        ui.add_space(space::M);
        done
    }
}

fn row(ui: &mut Ui, entry: &Entry, chosen: bool) -> eframe::egui::Response {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), height::PALETTE_ROW);
    let (outer, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &entry.label));
    let rect = outer.shrink2(vec2(space::M, 0.0));
    let fill = if chosen {
        theme.select
    } else {
        paint::quiet_fill(ui, &response)
    };
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    let icon = pos2(rect.left() + space::M + 8.0, rect.center().y);
    entry
        .icon
        .paint(ui, painter, icon, icons::NORMAL, theme.text2);
    let mut right = rect.right() - space::M;
    let keys = if chosen && entry.keys.is_empty() {
        "Enter"
    } else {
        entry.keys
    };
    if !keys.is_empty() {
        let keys = keys.replace('+', " ");
        right = KeyCap::new(&keys).paint(ui, right, rect.center().y).left() - space::M;
    }
    let left = rect.left() + 34.0;
    let name = matched_job(entry, theme, (right - left - 40.0).max(80.0));
    let name = ui.fonts_mut(|fonts| fonts.layout_job(name));
    let shown = paint::text_at(painter, left, rect, Align::Min, &name);
    // The matched letters are underlined, so that they stand out without colour or weight.
    for &at in &entry.matched {
        let start = name.pos_from_cursor(eframe::egui::text::CCursor::new(at as usize));
        let end = name.pos_from_cursor(eframe::egui::text::CCursor::new(at as usize + 1));
        let y = shown.bottom() - 1.0;
        let line = (shown.left() + start.left())..=(shown.left() + end.left());
        painter.hline(line, y, Stroke::new(stroke::MATCHED, theme.text));
    }
    let context_left = shown.right() + 10.0;
    if right - context_left > 40.0 && !entry.context.is_empty() {
        let context = Type::SMALL.cut(ui, &entry.context, theme.text3, right - context_left);
        paint::text_at(painter, context_left, rect, Align::Min, &context);
    }
    response
}

fn matched_job(entry: &Entry, theme: &Theme, wide: f32) -> eframe::egui::text::LayoutJob {
    let mut job = eframe::egui::text::LayoutJob::default();
    for (at, letter) in entry.label.chars().enumerate() {
        let hit = u32::try_from(at).is_ok_and(|at| entry.matched.contains(&at));
        let kind = if hit { Type::BODY_STRONG } else { Type::BODY };
        job.append(
            letter.encode_utf8(&mut [0; 4]),
            0.0,
            kind.format(theme.text),
        );
    }
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(wide);
    job
}

fn entries(ctx: &Ctx<'_>, text: &str) -> Vec<Entry> {
    let wanted = text.trim();
    let mut finder = Finder::new(wanted);
    let mut all = Vec::new();
    if let Some(work) = ctx.work()
        && !wanted.is_empty()
    {
        all.extend(finder.best(records(work)));
    }
    let actions = ACTIONS
        .iter()
        .filter(|row| row.action != Action::Palette && row.action.unavailable(ctx.app).is_none())
        .map(|row| Entry {
            group: "Do",
            icon: icons::CARET_RIGHT,
            label: row.action.label(ctx.app),
            matched: Vec::new(),
            context: row.hint.to_owned(),
            keys: row.shortcuts.first().copied().unwrap_or_default(),
            command: Command::Do(row.action),
        });
    all.extend(finder.best(actions));
    if !wanted.is_empty() && ctx.work().is_some() {
        all.push(Entry {
            group: "Search",
            icon: icons::SEARCH,
            label: format!("Find “{wanted}” in the list"),
            matched: Vec::new(),
            context: String::new(),
            keys: "",
            command: Command::Search(wanted.to_owned()),
        });
    }
    all
}

fn records(work: &Workspace) -> impl Iterator<Item = Entry> + '_ {
    let kinds = [
        (Kind::Event, icons::EVENT),
        (Kind::Source, icons::SOURCE),
        (Kind::Note, icons::NOTE),
        (Kind::Tag, icons::TAG),
        (Kind::Annotation, icons::ANNOTATION),
    ];
    let ids = kinds
        .into_iter()
        .flat_map(|(kind, icon)| work.project.ids(kind).map(move |id| (id, icon)));
    ids.take(RECORDS_SEEN).map(|(id, icon)| Entry {
        group: "Go to",
        icon,
        label: work.project.label(id),
        matched: Vec::new(),
        context: context(work, id),
        keys: "",
        command: Command::Reveal(id),
    })
}

fn context(work: &Workspace, id: RecordId) -> String {
    let kind = id.kind().singular();
    match work.project.get(id) {
        Some(Record::Event(event)) if !event.when.is_empty() => {
            format!("{kind}, {}", event.when.short())
        }
        Some(Record::Source(source)) if !source.container.is_empty() => source.container.clone(),
        _ => kind.to_owned(),
    }
}

/// Finds the best matches for a pattern.
struct Finder {
    matcher: Matcher,
    pattern: Pattern,
    empty: bool,
}

impl Finder {
    fn new(wanted: &str) -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            pattern: Pattern::parse(wanted, CaseMatching::Ignore, Normalization::Smart),
            empty: wanted.is_empty(),
        }
    }

    /// The best of the entries, best first, with the letters that matched.
    fn best(&mut self, entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
        if self.empty {
            return entries.collect();
        }
        let mut letters = Vec::new();
        let mut found: Vec<(u32, Entry)> = Vec::new();
        for mut entry in entries {
            let text = Utf32Str::new(&entry.label, &mut letters);
            let mut matched = Vec::new();
            if let Some(score) = self.pattern.indices(text, &mut self.matcher, &mut matched) {
                matched.sort_unstable();
                matched.dedup();
                entry.matched = matched;
                found.push((score, entry));
            }
        }
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.truncate(ROWS);
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}
