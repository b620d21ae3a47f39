//! The remarks beside the text.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{
    Align, CornerRadius, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::data::{Marks, Note, Sheet};
use super::geometry::{Beside, Columns};
use super::ink::icon_of;
use super::layout::{self, Margin, SHORT, Wish};
use super::typeset::Typeset;
use crate::model::{Choice as _, Project, RecordId};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, radius, space, stroke};
use crate::ui::widgets::{self, paint};

/// From the bar of a remark to its words.
const PADDING: f32 = space::M;
/// Rows of a remark that is not selected, and of one that is.
const ROWS: usize = 4;
const ROWS_SELECTED: usize = 16;
/// A remark where there is only room for an icon.
const ICON: f32 = 20.0;

/// What the placed remarks hold for.
type Key = (u64, u64, Option<RecordId>, u32, usize);

/// The remarks of a section, and where they stand.
#[derive(Debug, Default)]
struct Section {
    notes: Vec<Note>,
    margin: Margin,
}

/// The remarks as they were placed last, by section.
#[derive(Debug, Default)]
pub(super) struct Margins {
    key: Option<Key>,
    placed: HashMap<usize, Arc<Section>>,
}

/// What is needed to place and to draw remarks.
pub(super) struct Remarks<'a> {
    pub(super) project: &'a Project,
    pub(super) sheet: &'a Sheet,
    pub(super) marks: &'a Marks,
    pub(super) columns: Columns,
    pub(super) selected: Option<RecordId>,
    pub(super) raised: &'a [RecordId],
}

/// What happened in the margin.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// The remark under the pointer.
    pub(super) hovered: Option<RecordId>,
    /// The remark that was clicked.
    pub(super) clicked: Option<RecordId>,
}

impl Margins {
    /// Places the remarks of a section; heights count from the top of its first block.
    fn of(
        &mut self,
        ui: &Ui,
        section: usize,
        with: &Remarks<'_>,
        set: &Typeset,
        edition: u64,
    ) -> Arc<Section> {
        let key = (
            edition,
            set.edition,
            with.selected,
            with.columns.margin_wide.to_bits(),
            with.columns.beside as usize,
        );
        if self.key != Some(key) {
            self.key = Some(key);
            self.placed.clear();
        }
        let placed = self.placed.entry(section);
        Arc::clone(placed.or_insert_with(|| Arc::new(place(ui, section, with, set))))
    }

    /// Draws the remarks of a section whose first block is at the height `top`.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        section: usize,
        top: f32,
        with: &Remarks<'_>,
        set: &mut Typeset,
        edition: u64,
    ) -> Touched {
        let mut touched = Touched::default();
        if with.columns.beside == Beside::Nothing {
            return touched;
        }
        let placed = self.of(ui, section, with, set, edition);
        let Section { notes, margin } = placed.as_ref();
        let Some(blocks) = with.sheet.sections.get(section) else {
            return touched;
        };
        let left = ui.max_rect().left() + with.columns.margin;
        let clip = ui.clip_rect();
        for placed in &margin.shown {
            let Some(note) = notes.get(placed.wish) else {
                continue;
            };
            let rect = Rect::from_min_size(
                pos2(left, top + placed.top),
                vec2(with.columns.margin_wide, placed.tall),
            );
            if rect.bottom() < clip.top() - 8.0 || rect.top() > clip.bottom() + 8.0 {
                continue;
            }
            let response = show_note(ui, rect, note, placed.full, with);
            let record = note.record;
            if response.hovered() {
                touched.hovered = Some(record);
            }
            if response.clicked() {
                touched.clicked = Some(record);
            }
        }
        if let Some((count, below)) = margin.more {
            let hidden = hidden(margin, notes);
            let rect = Rect::from_min_size(
                pos2(left, top + below),
                vec2(with.columns.margin_wide, SHORT),
            );
            touched.clicked = show_more(ui, rect, section, count, &hidden).or(touched.clicked);
        }
        self.make_foot(section, margin, blocks.end, with, set);
        touched
    }

    /// The last section takes room below the text where its remarks need it.
    fn make_foot(
        &self,
        section: usize,
        margin: &Margin,
        end: usize,
        with: &Remarks<'_>,
        set: &mut Typeset,
    ) {
        if section + 1 < with.sheet.sections.len() {
            return;
        }
        let first = with.sheet.sections.get(section).map_or(0, |s| s.start);
        let lowest = margin.shown.last().map_or(0.0, |p| p.top + p.tall);
        let text = set.heights.top(end + 1) - set.heights.top(first + 1) - set.foot;
        set.foot = (f64::from(lowest + space::XXL) - text).max(f64::from(space::HH));
    }
}

fn notes_of(section: usize, with: &Remarks<'_>) -> Vec<Note> {
    let Some(blocks) = with.sheet.sections.get(section) else {
        return Vec::new();
    };
    let start = with.sheet.blocks.get(blocks.start);
    let end = with.sheet.blocks.get(blocks.end);
    let start = start.map_or(0, |block| block.bytes.start);
    let end = end.map_or(usize::MAX, |block| block.bytes.start);
    with.marks.notes_in(with.project, &(start..end))
}

fn place(ui: &Ui, section: usize, with: &Remarks<'_>, set: &Typeset) -> Section {
    let Some(blocks) = with.sheet.sections.get(section) else {
        return Section::default();
    };
    let top = set.top(blocks.start);
    let notes = notes_of(section, with);
    let wishes: Vec<Wish> = notes
        .iter()
        .map(|note| {
            let block = super::blocks::block_at(&with.sheet.blocks, note.at);
            let start = with.sheet.blocks.get(block).map_or(0, |b| b.bytes.start);
            let row = set.get(block).map_or((0.0, 26.0), |laid| {
                laid.lines
                    .extent(laid.lines.spot(note.at - start, false).line)
            });
            let selected = with.selected == Some(note.record);
            let (full, short) = if with.columns.beside == Beside::Icons {
                (ICON, ICON)
            } else {
                (height(ui, note, with), Type::SMALL.line)
            };
            let middle = (row.0 + row.1) / 2.0 - short / 2.0;
            Wish {
                level: (set.top(block) - top) as f32 + middle.floor(),
                full,
                short,
                selected,
            }
        })
        .collect();
    let last = section + 1 == with.sheet.sections.len();
    let end = if last {
        f32::INFINITY
    } else {
        (set.top(blocks.end) - top) as f32 - layout::GAP
    };
    let margin = layout::place(&wishes, end);
    Section { notes, margin }
}

fn body(ui: &Ui, note: &Note, with: &Remarks<'_>) -> Option<Arc<Galley>> {
    if note.body.is_empty() || note.resolved {
        return None;
    }
    let theme = Theme::of(ui);
    let wide = with.columns.margin_wide - stroke::FOCUS - PADDING;
    let mut job = Type::SMALL.job(&note.body, theme.text2, wide);
    let selected = with.selected == Some(note.record);
    job.wrap.max_rows = if selected { ROWS_SELECTED } else { ROWS };
    Some(ui.fonts_mut(|fonts| fonts.layout_job(job)))
}

fn height(ui: &Ui, note: &Note, with: &Remarks<'_>) -> f32 {
    Type::SMALL.line + body(ui, note, with).map_or(0.0, |body| body.size().y)
}

fn show_note(ui: &mut Ui, rect: Rect, note: &Note, full: bool, with: &Remarks<'_>) -> Response {
    let theme = Theme::of(ui);
    let record = note.record;
    let id = ui.scope_id().with(("remark", record));
    let response = ui.interact(rect.expand2(vec2(0.0, 3.0)), id, Sense::click());
    let selected = with.selected == Some(record);
    response.widget_info(|| {
        let kind = if note.contest {
            "In conflict"
        } else if matches!(record, RecordId::Claim(_)) {
            "Claim with changed words"
        } else {
            super::ink::noun_of(note.motivation)
        };
        let done = if note.resolved { ", resolved" } else { "" };
        let name = format!("{kind}: {}{done}", note.title);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name)
    });
    // The line of a claim has no bar: its fill reaches past the sign.
    let bar = if note.contest {
        -space::XS
    } else {
        stroke::FOCUS
    };
    let ground = Rect::from_min_max(
        pos2(rect.left() + bar, rect.top() - 3.0),
        pos2(rect.right() + space::XS, rect.bottom() + 3.0),
    );
    let corners = CornerRadius {
        ne: radius::CONTROL,
        se: radius::CONTROL,
        nw: 0,
        sw: 0,
    };
    let raised = response.hovered() || with.raised.contains(&record);
    if selected || raised {
        let fill = if selected { theme.select } else { theme.hover };
        ui.painter().rect_filled(ground, corners, fill);
    }
    if note.contest {
        paint_contest(ui, rect, note);
    } else if with.columns.beside == Beside::Icons {
        let ink = note.ink.bar(theme);
        icon_of(note.motivation).paint(ui, ui.painter(), rect.center(), icons::NORMAL, ink);
    } else {
        let bar = Rect::from_min_size(rect.min, vec2(stroke::FOCUS, rect.height()));
        ui.painter()
            .rect_filled(bar, CornerRadius::ZERO, note.ink.bar(theme));
        paint_words(ui, rect, note, full, with);
    }
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, rect.expand(1.0), radius::CONTROL);
    }
    tip(response, note, full, with)
}

/// What is not to be seen of a remark is in its tooltip.
fn tip(response: Response, note: &Note, full: bool, with: &Remarks<'_>) -> Response {
    let icons = with.columns.beside == Beside::Icons;
    let hidden = icons || !full || note.resolved;
    if !hidden && note.body.chars().count() < 120 && note.title.chars().count() < 24 {
        return response;
    }
    let words = [note.title.as_str(), &note.body];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    let mut words = words.join("\n");
    if let Some((at, _)) = words.char_indices().nth(600) {
        words.truncate(at);
        words.push('…');
    }
    widgets::tooltip(response, &words)
}

/// The line of a claim that is in conflict: the sign and what the figures are.
fn paint_contest(ui: &Ui, rect: Rect, note: &Note) {
    let theme = Theme::of(ui);
    let row = Rect::from_min_size(rect.min, vec2(rect.width(), Type::SMALL.line));
    let words = format!("≠ {}", note.title);
    let words = Type::SMALL.cut(ui, &words, theme.contested, rect.width());
    paint::text_at(ui.painter(), rect.left(), row, Align::Min, &words);
}

fn paint_words(ui: &Ui, rect: Rect, note: &Note, full: bool, with: &Remarks<'_>) {
    let theme = Theme::of(ui);
    let row = Rect::from_min_size(rect.min, vec2(rect.width(), Type::SMALL.line));
    let mut left = rect.left() + stroke::FOCUS + PADDING;
    let aside = Type::TINY.line(ui, &note.aside, theme.text3);
    let aside = paint::text_at(ui.painter(), rect.right(), row, Align::Max, &aside);
    let mut right = aside.left();
    if !note.aside.is_empty() {
        right -= space::M;
    }
    if !note.state.is_empty() {
        let state = Type::TINY.line(ui, note.state, theme.text2);
        right = paint::text_at(ui.painter(), right, row, Align::Max, &state).left() - 2.0;
        let middle = pos2(right - icons::CARET / 2.0, row.center().y);
        icons::PROBLEM.paint(ui, ui.painter(), middle, icons::CARET, theme.text2);
        right -= icons::CARET + space::XS;
    }
    let (kind, ink) = if note.resolved {
        let middle = pos2(left + icons::CARET / 2.0, row.center().y);
        icons::TICK.paint(ui, ui.painter(), middle, icons::CARET, theme.text3);
        left += icons::CARET + space::XS;
        (Type::SMALL, theme.text3)
    } else {
        (Type::SMALL_STRONG, theme.text)
    };
    let title = kind.cut(ui, &note.title, ink, right - left);
    paint::text_at(ui.painter(), left, row, Align::Min, &title);
    if let Some(body) = body(ui, note, with).filter(|_| full) {
        let corner = pos2(rect.left() + stroke::FOCUS + PADDING, row.bottom());
        ui.painter().galley(corner, body, theme.text2);
    }
}

/// The remarks of a section that found no room: title and record.
fn hidden(margin: &Margin, notes: &[Note]) -> Vec<(String, RecordId)> {
    let hidden = notes.iter().enumerate().filter(|(place, _)| {
        let shown = |p: &layout::Placed| p.wish == *place;
        !margin.shown.iter().any(shown)
    });
    hidden
        .map(|(_, note)| {
            (
                if note.contest {
                    format!("≠ {}", note.title)
                } else if matches!(note.record, RecordId::Claim(_)) {
                    format!("Text changed: {}", note.title)
                } else {
                    format!("{}: {}", note.motivation.name(), note.title)
                },
                note.record,
            )
        })
        .collect()
}

/// Says how many remarks found no room; a click lists them.
fn show_more(
    ui: &mut Ui,
    rect: Rect,
    section: usize,
    count: usize,
    hidden: &[(String, RecordId)],
) -> Option<RecordId> {
    /// More rows than this are no menu.
    const LISTED: usize = 20;
    let theme = Theme::of(ui);
    let words = format!("{count} more here");
    let id = ui.scope_id().with(("more remarks", section));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &words));
    let ink = if response.hovered() {
        theme.text
    } else {
        theme.text3
    };
    let words = Type::SMALL.cut(ui, &words, ink, rect.width());
    paint::text_at(
        ui.painter(),
        rect.left() + stroke::FOCUS + PADDING,
        rect,
        Align::Min,
        &words,
    );
    if response.has_focus() {
        paint::focus_ring(ui.painter(), theme, rect, radius::CONTROL);
    }
    widgets::menu_under(&response, |ui| {
        let mut chosen = None;
        for (title, record) in hidden.iter().take(LISTED) {
            let short: String = title.chars().take(60).collect();
            if widgets::MenuItem::new(&short).flush().show(ui).clicked() {
                chosen = Some(*record);
            }
        }
        chosen
    })
    .flatten()
}
