//! What a source draws on and what draws on it, as a small drawing: rows on lines, with how they hang together
//! as words on the lines and the source that is shown between them.

use eframe::egui::{Align, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::accounts::{in_words, source_name};
use super::fields::remark;
use super::panel::Panel;
use super::rows::row_box;
use crate::evidence::{LineageBranch, More, cycles, lineage};
use crate::model::{Choice as _, LineageKind, Project, SourceId};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space, stroke};
use crate::ui::widgets::{label, paint, tooltip};

/// Sources that are drawn on each side until all are asked for.
const FEW: usize = 4;
/// One step to the right.
const STEP: f32 = 16.0;
/// From the edge to the first line.
const FIRST: f32 = 7.0;

/// The lineage of a source, as rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Kin {
    /// What it draws on.
    pub(super) up: Vec<KinRow>,
    /// What draws on it.
    pub(super) down: Vec<KinRow>,
    /// Sources that are not among the rows, as there are too many.
    pub(super) left_out: usize,
    /// That it stands in a ring, as a sentence; empty if it does not.
    pub(super) ring: String,
}

/// A source in the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KinRow {
    pub(super) source: SourceId,
    pub(super) name: String,
    /// "quotes", "quoted by".
    pub(super) how: &'static str,
    /// Why it does not go on from here, if it does not.
    pub(super) more: &'static str,
    pub(super) note: String,
    /// For each step down to this row, whether the line goes on below it.
    pub(super) goes_on: Vec<bool>,
}

impl KinRow {
    /// Whether it hangs on the source that is shown.
    fn is_near(&self) -> bool {
        self.goes_on.len() == 1
    }
}

impl Kin {
    pub(super) fn of(project: &Project, source: SourceId) -> Self {
        let tree = lineage(project, source);
        let mut kin = Self {
            left_out: tree.left_out,
            ring: ring_sentence(project, source),
            ..Self::default()
        };
        let mut path = Vec::new();
        put(project, &tree.draws_on, up, &mut path, &mut kin.up);
        put(project, &tree.drawn_on_by, down, &mut path, &mut kin.down);
        kin
    }

    /// "draws on 3, drawn on by 1".
    fn count(&self) -> String {
        let near = |rows: &[KinRow]| rows.iter().filter(|row| row.is_near()).count();
        match (near(&self.up), near(&self.down)) {
            (0, down) => format!("drawn on by {down}"),
            (up, 0) => format!("draws on {up}"),
            (up, down) => format!("draws on {up}, drawn on by {down}"),
        }
    }
}

fn up(kind: LineageKind) -> &'static str {
    kind.name()
}

fn down(kind: LineageKind) -> &'static str {
    match kind {
        LineageKind::Cites => "cited by",
        LineageKind::Quotes => "quoted by",
        LineageKind::Republishes => "republished by",
        LineageKind::SameWire => "same wire as",
    }
}

/// Rows for branches and what is beyond them; what makes dependent comes before what is only named.
fn put(
    project: &Project,
    branches: &[LineageBranch],
    how: fn(LineageKind) -> &'static str,
    goes_on: &mut Vec<bool>,
    rows: &mut Vec<KinRow>,
) {
    let mut branches: Vec<&LineageBranch> = branches.iter().collect();
    branches.sort_by_key(|branch| branch.kind == LineageKind::Cites);
    let last = branches.len().saturating_sub(1);
    for (place, branch) in branches.into_iter().enumerate() {
        goes_on.push(place < last);
        rows.push(KinRow {
            source: branch.source,
            name: source_name(project, branch.source),
            how: how(branch.kind),
            more: match branch.more {
                More::All => "",
                More::Ring => "closes a ring",
                More::Elsewhere => "drawn elsewhere",
                More::Cut => "goes on",
            },
            note: branch.note.clone(),
            goes_on: goes_on.clone(),
        });
        put(project, &branch.branches, how, goes_on, rows);
        goes_on.pop();
    }
}

/// "A ring: The paper draws on The wire and The wire on The paper. None of them can be the origin."
fn ring_sentence(project: &Project, source: SourceId) -> String {
    let Some(ring) = cycles(project, source) else {
        return String::new();
    };
    let names: Vec<String> = ring.iter().map(|&id| source_name(project, id)).collect();
    let next = names.iter().cycle().skip(1);
    let steps = names.iter().zip(next).enumerate();
    let steps = steps.map(|(place, (from, to))| match place {
        0 => format!("{from} draws on {to}"),
        _ => format!("{from} on {to}"),
    });
    let steps: Vec<String> = steps.collect();
    format!(
        "A ring: {}. Which of them came first is not known.",
        in_words(&steps)
    )
}

impl Panel<'_> {
    /// The drawing, in a section of its own.
    pub(super) fn kin(&mut self, ui: &mut Ui, source: SourceId, kin: &Kin) {
        if kin.up.is_empty() && kin.down.is_empty() {
            return;
        }
        self.section(ui, "Lineage", &kin.count(), true, |panel, ui| {
            if !kin.ring.is_empty() {
                ring(ui, &kin.ring);
            }
            panel.branches(ui, "Draws on", &kin.up, true);
            let name = source_name(panel.project, source);
            this_source(ui, &name, !kin.up.is_empty(), !kin.down.is_empty());
            panel.branches(ui, "Drawn on by", &kin.down, false);
            if kin.left_out > 0 {
                ui.add_space(space::XS);
                remark(ui, &format!("and {} more that are not drawn", kin.left_out));
            }
        });
    }

    /// The rows of one side, the first few until all are asked for. Those above hang on the source below
    /// them, those below on the one above.
    fn branches(&mut self, ui: &mut Ui, side: &str, rows: &[KinRow], above: bool) {
        let id = self.field_id(side);
        let near = rows.iter().filter(|row| row.is_near()).count();
        let is_whole = near <= FEW + 1 || self.state.details.contains(&id);
        let mut drawn = 0;
        for (place, row) in rows.iter().enumerate() {
            drawn += usize::from(row.is_near());
            if !is_whole && drawn > FEW {
                break;
            }
            if self.kin_row(ui, row, above, place == 0) {
                self.select(row.source.into());
            }
        }
        if !is_whole && self.rest_of_side(ui, near - FEW, above) {
            self.state.details.insert(id);
        }
    }

    /// "and 28 more" on the line; true when it was clicked.
    fn rest_of_side(&self, ui: &mut Ui, count: usize, above: bool) -> bool {
        let corner = ui.available_rect_before_wrap().min;
        let size = vec2(ui.available_width(), height::BUTTON_SMALL);
        half(ui, Rect::from_min_size(corner, size), FIRST, true, above);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(FIRST + space::S);
            self.and_more(ui, count, "Draw all of them")
        })
        .inner
    }

    /// A source on its line; true when it was clicked.
    fn kin_row(&self, ui: &mut Ui, row: &KinRow, above: bool, is_first: bool) -> bool {
        let name = [row.how, &row.name, row.more].join(" ");
        let (rect, response) = row_box(ui, height::FIELD_ROW, name.trim());
        let theme = Theme::of(ui);
        let own = row.goes_on.len() - 1;
        for (depth, &goes_on) in row.goes_on.iter().enumerate() {
            let x = FIRST + STEP * depth as f32;
            // The outermost line comes up from the source below, or down from the one above.
            let rises = above && depth == 0;
            if depth == own {
                half(ui, rect, x, !(rises && is_first), rises || goes_on);
                let corner = pos2(rect.left() + x, rect.center().y);
                let tick = Rect::from_min_size(corner, vec2(STEP - space::S, stroke::LINE));
                let square = CornerRadius::ZERO;
                ui.painter().rect_filled(tick, square, theme.edge);
            } else if rises || goes_on {
                half(ui, rect, x, true, true);
            }
        }
        let left = rect.left() + FIRST + STEP * row.goes_on.len() as f32;
        let how = Type::SMALL.cut(ui, row.how, theme.text3, (rect.right() - left) / 2.0);
        let end = paint::text_at(ui.painter(), left, rect, Align::Min, &how).right() + space::S;
        let more = Type::SMALL.line(ui, row.more, theme.text3);
        let kept = match row.more {
            "" => 0.0,
            _ => more.size().x + space::S,
        };
        let title = Type::BODY.cut(ui, &row.name, theme.text, rect.right() - end - kept);
        let end = paint::text_at(ui.painter(), end, rect, Align::Min, &title).right() + space::S;
        paint::text_at(ui.painter(), end, rect, Align::Min, &more);
        let whole = if title.elided { row.name.as_str() } else { "" };
        let tip = [whole, &row.note].join("\n");
        tooltip(response, tip.trim()).clicked()
    }
}

/// The source that is shown, between what it draws on and what draws on it.
fn this_source(ui: &mut Ui, name: &str, up: bool, down: bool) {
    let theme = Theme::of(ui);
    let size = vec2(ui.available_width(), height::FIELD_ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = format!("This source: {name}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    half(ui, rect, FIRST, up, down);
    let middle = pos2(rect.left() + FIRST + 0.5, rect.center().y + 0.5);
    ui.painter().circle_filled(middle, 4.0, theme.text);
    let left = rect.left() + FIRST + STEP - space::XS;
    let galley = Type::BODY_STRONG.cut(ui, name, theme.text, rect.right() - left);
    paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
    tooltip(response, if galley.elided { name } else { "" });
}

/// The line at `x` through a row: its upper half, its lower half.
fn half(ui: &Ui, rect: Rect, x: f32, upper: bool, lower: bool) {
    if !upper && !lower {
        return;
    }
    let middle = rect.center().y;
    let top = if upper { rect.top() } else { middle };
    let bottom = if lower {
        rect.bottom()
    } else {
        middle + stroke::LINE
    };
    let left = rect.left() + x;
    let line = Rect::from_min_max(pos2(left, top), pos2(left + stroke::LINE, bottom));
    ui.painter()
        .rect_filled(line, CornerRadius::ZERO, Theme::of(ui).edge);
}

fn ring(ui: &mut Ui, sentence: &str) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let (rect, _) = ui.allocate_exact_size(vec2(icons::SMALL, 16.0), Sense::hover());
        icons::PROBLEM.paint(ui, ui.painter(), rect.center(), icons::SMALL, theme.problem);
        label(ui, Type::SMALL, sentence, theme.text2);
    });
    ui.add_space(space::XS);
}
