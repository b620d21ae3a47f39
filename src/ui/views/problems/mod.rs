//! The problems of the project: what cannot be right or could not be read, by kind, and the way to put
//! each right.

mod data;
mod details;
mod muting;
mod remedies;

#[cfg(test)]
mod tests;

use eframe::egui::{
    Align, EventFilter, Id, Key, Layout, Modifiers, Rect, Role, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::View;
use crate::app::{App, Command, Workspace};
use crate::model::{Problem, ProblemClass, ProblemKind, RecordId, Stamp};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, blend, height, radius, space};
use crate::ui::widgets::virtual_list::{ListState, VirtualList, row_focus};
use crate::ui::widgets::{Choice, Dropdown, Empty, label, paint, percent, tooltip};
use data::{Collected, Line};
use details::Details;

/// The height of a row: message, and record with place.
const ROW: f32 = 48.0;
/// From this width of the view on the details stand beside the list.
const SIDE_BY_SIDE: f32 = 900.0;
/// The share of the list where they stand beside it.
const LIST: f32 = 0.46;

/// The list of problems.
#[derive(Default)]
pub struct ProblemsView {
    only: Option<ProblemKind>,
    /// The problem that is chosen.
    chosen: Option<Problem>,
    /// Where it stands among the problems listed, or stood last.
    chosen_at: usize,
    rows: Option<Rows>,
    list: ListState,
    details: Details,
    reveal: bool,
    /// Give the keyboard to the list.
    focus: bool,
}

/// What the rows depend on: not the project, most of whose changes change no problem.
#[derive(Debug, Clone, PartialEq)]
struct Depends {
    version: u64,
    /// How many are told; those of the file come and go with their records.
    told: (usize, usize),
    saved_at: Option<Stamp>,
    muted: Vec<String>,
    only: Option<ProblemKind>,
    checked: bool,
}

impl Depends {
    fn of(work: &Workspace, only: Option<ProblemKind>) -> Self {
        Self {
            version: work.problems.version(),
            told: (work.n_problems(), work.n_to_do()),
            saved_at: work.saved_at,
            muted: work.project.meta().muted_problems.clone(),
            only,
            checked: work.is_checked(),
        }
    }
}

/// The rows, kept until a problem changes or the file is written.
struct Rows {
    depends: Depends,
    collected: Collected,
    /// The kinds that are switched off, with how many problems each.
    muted: Vec<(ProblemKind, usize)>,
    lines: Vec<Line>,
    /// The lines that are problems.
    listed: Vec<usize>,
}

impl Rows {
    /// The problem at a place among those listed.
    fn problem(&self, at: usize) -> Option<&Problem> {
        match self.lines.get(*self.listed.get(at)?)? {
            Line::Problem(problem) => self.collected.problems.get(*problem),
            Line::ToDo(_) | Line::Head(..) | Line::More(..) => None,
        }
    }
}

impl View for ProblemsView {
    fn title(&self, _app: &App) -> String {
        "Problems".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::PROBLEM
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        self.collect(work);
        let Some(rows) = self.rows.take() else {
            return;
        };
        let room = ui.max_rect();
        let bar = Rect::from_min_size(room.min, vec2(room.width(), height::TOOL_BAR));
        let below = Rect::from_min_max(pos2(room.left(), bar.bottom()), room.max);
        if rows.collected.kinds.is_empty() && !work.is_checked() {
            checking(ui, ctx);
        } else if rows.collected.kinds.is_empty() && !rows.muted.is_empty() {
            self.tool_bar(ui, ctx, bar, &rows);
            let hidden = data::muted_words(&rows.muted);
            let lines = [hidden.as_str(), "Choose above what is to be told again."];
            let empty = Empty {
                icon: icons::DONE,
                title: "No problems of the kinds that are told",
                lines: &lines,
                button: None,
            };
            ui.scope_builder(UiBuilder::new().max_rect(below), |ui| empty.show(ui));
        } else if rows.collected.kinds.is_empty() {
            let empty = Empty {
                icon: icons::DONE,
                title: "No problems",
                lines: &[
                    "Checked: that every record reads and every reference leads somewhere, dates,",
                    "texts and passages, what sources and events say of each other, and tags.",
                ],
                button: None,
            };
            empty.show(ui);
        } else {
            self.tool_bar(ui, ctx, bar, &rows);
            let (list, side) = split(ui, below);
            ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
                self.list(ui, ctx, work, &rows, focused);
            });
            ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
                self.details.ui(ui, ctx, work, self.chosen.as_ref());
            });
        }
        self.rows = Some(rows);
    }

    fn take_focus(&mut self) {
        self.focus = true;
    }

    fn scroll_to(&mut self, app: &App, record: RecordId) {
        let Some(work) = app.work() else {
            return;
        };
        let mut told = work.file_problems().chain(work.told_of(record));
        let of_record = told.find(|problem| problem.record == Some(record));
        if let Some(problem) = of_record {
            if self.only.is_some_and(|only| only != problem.kind) {
                self.only = None;
            }
            self.chosen = Some(problem.clone());
            self.reveal = true;
        }
    }
}

/// What is said while nobody knows yet what needs a look.
fn checking(ui: &mut Ui, ctx: &Ctx<'_>) {
    let so_far = match ctx.app.checked_share() {
        Some(share) => format!("{} of the project is checked.", percent(share)),
        None => "The check has not been done.".to_owned(),
    };
    let lines = [so_far.as_str(), "What needs a look is listed once all is."];
    let empty = Empty {
        icon: icons::PROBLEM,
        title: "Checking…",
        lines: &lines,
        button: None,
    };
    empty.show(ui);
}

/// The rooms of the list and of the details.
fn split(ui: &Ui, room: Rect) -> (Rect, Rect) {
    let theme = Theme::of(ui);
    if room.width() >= SIDE_BY_SIDE {
        let at = (room.left() + room.width() * LIST).round();
        let line = Stroke::new(1.0, theme.line);
        ui.painter().vline(at + 0.5, room.y_range(), line);
        room.split_left_right_at_x(at)
    } else {
        let at = (room.top() + room.height() * LIST).round();
        paint::hairline(ui.painter(), theme, room.left(), room.right(), at);
        room.split_top_bottom_at_y(at)
    }
}

impl ProblemsView {
    fn collect(&mut self, work: &Workspace) {
        let depends = Depends::of(work, self.only);
        if self
            .rows
            .as_ref()
            .is_some_and(|rows| rows.depends == depends)
        {
            return;
        }
        let mut collected = data::collect(work, self.only);
        if self.only.is_some() && collected.problems.is_empty() {
            self.only = None;
            collected = data::collect(work, None);
        }
        let lines = data::lines(&collected, self.only);
        let is_problem = |(_, line): &(usize, &Line)| matches!(line, Line::Problem(_));
        let listed: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(is_problem)
            .map(|(at, _)| at)
            .collect();
        let rows = Rows {
            depends: Depends::of(work, self.only),
            collected,
            muted: data::muted(work),
            lines,
            listed,
        };
        self.find_choice(&rows);
        self.rows = Some(rows);
    }

    /// Finds the chosen problem again, or chooses the one that took its place.
    fn find_choice(&mut self, rows: &Rows) {
        let of_chosen = |at: &usize| rows.problem(*at) == self.chosen.as_ref();
        let known = (0..rows.listed.len()).find(of_chosen);
        let last = rows.listed.len().saturating_sub(1);
        self.chosen_at = known.unwrap_or(self.chosen_at.min(last));
        self.chosen = rows.problem(self.chosen_at).cloned();
    }

    fn tool_bar(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, bar: Rect, rows: &Rows) {
        let theme = Theme::of(ui);
        paint::hairline(
            ui.painter(),
            theme,
            bar.left(),
            bar.right(),
            bar.bottom() - 1.0,
        );
        let kinds = &rows.collected.kinds;
        let all: usize = kinds.iter().map(|(_, count)| count).sum();
        let names: Vec<String> = std::iter::once(format!("All kinds ({all})"))
            .chain(
                kinds
                    .iter()
                    .map(|(kind, count)| format!("{} ({count})", kind.name())),
            )
            .collect();
        let choices: Vec<Choice<'_>> = names
            .iter()
            .map(|label| Choice { label, detail: "" })
            .collect();
        let chosen = self
            .only
            .and_then(|only| kinds.iter().position(|(kind, _)| *kind == only))
            .map_or(0, |at| at + 1);
        let inside = bar.shrink2(vec2(space::XL, 0.0));
        let builder = UiBuilder::new()
            .max_rect(inside)
            .layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(builder, |ui| {
            let picked = Dropdown::new("Kind of problem", Some(chosen), &choices).show(ui);
            if let Some(picked) = picked {
                let kind = picked.checked_sub(1).and_then(|at| kinds.get(at));
                self.only = kind.map(|(kind, _)| *kind);
                self.list = ListState::default();
            }
            muting::hidden(ui, ctx, &rows.muted);
            let words = if rows.depends.checked {
                rows.collected.words()
            } else {
                "Checking… Listed so far is what the file has".to_owned()
            };
            label(ui, Type::SMALL, &words, theme.text2);
            ui.add_space(space::M);
            let words = "Places are those of the file as it was last read or saved.";
            let wide = Type::SMALL.line(ui, words, theme.text3).size().x;
            if wide < ui.available_width() {
                label(ui, Type::SMALL, words, theme.text3);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, rows: &Rows, focused: bool) {
        let id = Id::unique("problem list");
        if std::mem::take(&mut self.reveal) {
            self.find_choice(rows);
            if let Some(&line) = rows.listed.get(self.chosen_at) {
                self.list.scroll_to_row(line as u64);
            }
        }
        let room = ui.max_rect();
        let lit = self.keys(ui, ctx, rows, id, room);
        let current = rows.listed.get(self.chosen_at).copied();
        let mut position = self.list;
        let mut chosen = None;
        let inside = room.shrink2(vec2(space::M, space::XS));
        ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            let list = VirtualList::new("Problems", rows.lines.len() as u64, ROW);
            list.show(ui, &mut position, |ui, row, rect| {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                match rows.lines.get(row) {
                    Some(Line::ToDo(count)) => to_do_head(ui, rect, *count),
                    Some(Line::More(kind, count)) => more(ui, rect, *kind, *count),
                    Some(Line::Head(kind, count)) => muting::head(ui, ctx, rect, *kind, *count),
                    Some(Line::Problem(at)) => {
                        let look = Look {
                            current: current == Some(row),
                            lit,
                            focused,
                        };
                        let problem = &rows.collected.problems[*at];
                        let response = show_row(ui, id.with(row), rect, work, problem, look);
                        if response.clicked() {
                            let at = rows.listed.binary_search(&row).unwrap_or_default();
                            chosen = Some((at, response.double_clicked()));
                        }
                    }
                    None => {}
                }
            });
        });
        self.list = position;
        if let Some((at, open)) = chosen {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.choose(ctx, rows, at, open);
        }
    }

    fn choose(&mut self, ctx: &Ctx<'_>, rows: &Rows, at: usize, open: bool) {
        let Some(problem) = rows.problem(at) else {
            return;
        };
        if let Some(record) = problem.record {
            ctx.send(if open {
                Command::Reveal(record)
            } else {
                Command::Select(vec![record])
            });
        }
        self.chosen = Some(problem.clone());
        self.chosen_at = at;
    }

    /// What keys do while the list has the focus; says whether it has.
    fn keys(&mut self, ui: &Ui, ctx: &Ctx<'_>, rows: &Rows, id: Id, room: Rect) -> bool {
        let list = ui.interact(room, id, Sense::FOCUSABLE);
        if std::mem::take(&mut self.focus) {
            list.request_focus();
        }
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Problem list"));
        if !list.has_focus() {
            return false;
        }
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = rows.listed.len().saturating_sub(1);
        let steps: [(Key, &dyn Fn(usize) -> usize); 6] = [
            (Key::ArrowDown, &|at| (at + 1).min(last)),
            (Key::ArrowUp, &|at| at.saturating_sub(1)),
            (Key::Home, &|_| 0),
            (Key::End, &|_| last),
            (Key::PageDown, &|at| (at + 8).min(last)),
            (Key::PageUp, &|at| at.saturating_sub(8)),
        ];
        for (key, step) in steps {
            if pressed(key) {
                self.choose(ctx, rows, step(self.chosen_at), false);
                self.reveal = true;
            }
        }
        if pressed(Key::Enter)
            && let Some(problem) = &self.chosen
        {
            if matches!(problem.record, Some(RecordId::Unread(_))) {
                self.details.edit();
            } else {
                self.choose(ctx, rows, self.chosen_at, true);
            }
        }
        true
    }
}

/// The head over what is not done yet.
fn to_do_head(ui: &Ui, rect: Rect, count: usize) {
    let theme = Theme::of(ui);
    let top = rect.top() + space::L;
    paint::hairline(ui.painter(), theme, rect.left(), rect.right(), top);
    let line = Rect::from_min_max(pos2(rect.left(), top), rect.max);
    let left = rect.left() + space::M;
    let title = Type::SMALL_MEDIUM.line(ui, ProblemClass::Unfinished.name(), theme.text3);
    let end = paint::text_at(ui.painter(), left, line, Align::Min, &title).right();
    let count = Type::SMALL.line(ui, &count.to_string(), theme.text3);
    paint::text_at(ui.painter(), end + space::M, line, Align::Min, &count);
    let response = ui.interact(rect, ui.scope_id().with("to do head"), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Heading, true, ProblemClass::Unfinished.name()));
}

/// That there are more of a kind than are listed.
fn more(ui: &Ui, rect: Rect, kind: ProblemKind, count: usize) {
    let theme = Theme::of(ui);
    let words = format!("And {count} more. Choose the kind above to list them.");
    let left = rect.left() + space::M + icons::NORMAL + space::M;
    let galley = Type::SMALL.cut(ui, &words, theme.text3, rect.right() - space::M - left);
    paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
    let response = ui.interact(
        rect,
        ui.scope_id().with(("more problems", kind)),
        Sense::hover(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

/// The icon of a kind of problem.
fn icon(kind: ProblemKind) -> Icon {
    match kind {
        ProblemKind::UnreadableRecord => icons::FAILURE,
        ProblemKind::UnknownField => icons::HELP,
        ProblemKind::DanglingReference | ProblemKind::BrokenMention => icons::LINK_BROKEN,
        ProblemKind::DuplicateTag => icons::TAG,
        ProblemKind::UnreadableDate => icons::EVENT,
        ProblemKind::HashMismatch => icons::CAPTURE,
        ProblemKind::PassageMismatch | ProblemKind::PassageState => icons::ANCHOR,
        ProblemKind::QuoteWithoutValue => icons::CLAIM,
        ProblemKind::EffectBeforeCause => icons::EVENT,
        ProblemKind::LineageRing => icons::SOURCE,
        ProblemKind::OpenConflict => icons::DISAGREEMENTS,
        ProblemKind::UncitedEvent => icons::EVENT,
        ProblemKind::SingleOrigin | ProblemKind::SingleSource => icons::SOURCE,
        ProblemKind::UnreadCapture => icons::CAPTURE,
        ProblemKind::UnusedTag => icons::TAG,
    }
}

#[derive(Clone, Copy)]
struct Look {
    current: bool,
    lit: bool,
    focused: bool,
}

fn show_row(
    ui: &Ui,
    id: Id,
    rect: Rect,
    work: &Workspace,
    problem: &Problem,
    look: Look,
) -> eframe::egui::Response {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, id, Sense::CLICK);
    response
        .widget_info(|| WidgetInfo::selected(Role::ListItem, true, look.current, &problem.message));
    let fill = match (look.current, look.focused) {
        (true, true) => theme.select,
        (true, false) => theme.selectdim,
        (false, _) => {
            let clear = eframe::egui::Color32::TRANSPARENT;
            blend(clear, theme.hover, paint::hover(ui, &response))
        }
    };
    paint::boxed(ui.painter(), rect, radius::CONTROL, fill, None);
    let left = rect.left() + space::M;
    let failed = problem.kind == ProblemKind::UnreadableRecord;
    let ink = if failed { theme.problem } else { theme.text2 };
    let first = Rect::from_min_size(
        rect.min + vec2(0.0, 5.0),
        vec2(rect.width(), Type::BODY.line),
    );
    let middle = pos2(left + icons::NORMAL / 2.0, first.center().y);
    icon(problem.kind).paint(ui, ui.painter(), middle, icons::NORMAL, ink);
    let words = left + icons::NORMAL + space::M;
    let room = rect.right() - space::M - words;
    let message = data::first_sentence(&problem.message);
    let message = Type::BODY.cut(ui, message, theme.text, room);
    let is_cut = message.elided;
    paint::text_at(ui.painter(), words, first, Align::Min, &message);
    let second = first.translate(vec2(0.0, Type::BODY.line + 1.0));
    let line = Type::SMALL.cut(ui, &data::second_line(work, problem), theme.text3, room);
    paint::text_at(ui.painter(), words, second, Align::Min, &line);
    if look.current && look.lit {
        row_focus(ui, rect);
    }
    if is_cut {
        tooltip(response, &problem.message)
    } else {
        response
    }
}
