//! The window: the order of a frame, and where everything stands.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    self, Frame as Plane, Key, Margin, Modifiers, Panel, Rect, Stroke, Ui, UiBuilder,
    ViewportCommand,
};

use super::ctx::Ctx;
use super::dialogs::Dialogs;
use super::dropping::{self, Meaning};
use super::icons;
use super::in_order::InOrder;
use super::keys;
use super::pages::{not_opened, opening::OpeningPage, welcome::Welcome};
use super::palette::{Outcome, Palette};
use super::panels::inspector::Inspector;
use super::panels::navigator::Navigator;
use super::panels::top_bar::TopBar;
use super::panels::{notices, status_bar};
use super::picker::Waiting;
use super::tabs::Tabs;
use super::theme::{self, Theme, height, space, stroke, width};
use super::views::{self, View, reader};
use super::widgets::Button;
use crate::app::{Action, App, Command, Page, Pane, Request};
use crate::model::Kind;
use crate::store::settings::ThemeChoice;

/// The window with everything in it.
pub struct Window {
    app: App,
    tabs: Tabs,
    top_bar: TopBar,
    navigator: Navigator,
    inspector: Inspector,
    welcome: Welcome,
    opening: OpeningPage,
    dialogs: Dialogs,
    palette: Option<Palette>,
    /// A page of help, shown while no project is open.
    help: Option<(Pane, Box<dyn View>)>,
    dialog_waiting: Option<Waiting>,
    look: Option<Look>,
    in_order: InOrder,
    part: Part,
    /// Another project is shown: what is half written of the one before goes.
    is_reset: bool,
}

/// A part of the window that the keyboard can be given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Navigator,
    Centre,
    Inspector,
}

/// What the window's look was set to last.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    theme: ThemeChoice,
    zoom_percent: u32,
    title: String,
}

impl Window {
    /// A window over this state. `waiting` is the native picker's, if there is one.
    #[must_use]
    pub fn new(app: App, waiting: Option<Waiting>) -> Self {
        let mut window = Self {
            app,
            tabs: Tabs::default(),
            top_bar: TopBar::default(),
            navigator: Navigator::default(),
            inspector: Inspector::default(),
            welcome: Welcome::default(),
            opening: OpeningPage::default(),
            dialogs: Dialogs::default(),
            palette: None,
            help: None,
            dialog_waiting: waiting,
            look: None,
            in_order: InOrder::default(),
            part: Part::Inspector,
            is_reset: false,
        };
        window.show_first();
        window
    }

    /// The state behind the window.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The state behind the window, to do something as the analyst would.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Whether a view waits for a job before it shows what was asked for.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.tabs.is_busy()
    }

    /// Lets the window be woken by jobs.
    pub fn wake_with(&mut self, egui: &egui::Context) {
        let egui = egui.clone();
        self.app.set_wake(Arc::new(move || egui.request_repaint()));
    }

    /// Draws a frame and does what the analyst did in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let egui = ui.ctx().clone();
        self.app.tick();
        self.take_requests();
        self.set_look(&egui);
        let mut commands = self.input(&egui);
        let ctx = Ctx::new(&self.app);
        let floating = {
            let mut parts = Parts {
                tabs: &mut self.tabs,
                top_bar: &mut self.top_bar,
                navigator: &mut self.navigator,
                inspector: &mut self.inspector,
                welcome: &mut self.welcome,
                opening: &mut self.opening,
                help: &mut self.help,
            };
            parts.draw(ui, &ctx)
        };
        notices::ui(&egui, floating, &ctx);
        self.dialogs.ui(&egui, &ctx);
        dropping::tell(&egui, &ctx, &self.tabs);
        if let Some(palette) = &mut self.palette
            && palette.ui(&egui, &ctx) == Outcome::Closed
        {
            self.palette = None;
        }
        commands.extend(ctx.into_commands());
        // First: what is done then may leave the project.
        commands.splice(0..0, self.half_written(&egui));
        let idle = commands.is_empty();
        for command in commands {
            self.handle(command);
        }
        if !idle {
            // What was done shows in the next frame, which must not wait for the next input.
            egui.request_repaint();
        }
        if let Some(millis) = self.app.next_change() {
            egui.request_repaint_after(Duration::from_millis(millis + 1));
        }
    }

    /// Tells the app what is half written, where that is something else than before.
    fn half_written(&mut self, egui: &egui::Context) -> Option<Command> {
        let tables = self.app.work().map(|work| &*work.project);
        if std::mem::take(&mut self.is_reset) {
            reader::forget_others(egui, tables);
            self.inspector.forget_others(tables);
        }
        let mut now = Vec::new();
        if let Some(tables) = tables {
            now = reader::half_written(egui, tables);
            now.extend(self.inspector.half_written(tables));
        }
        (now != self.app.half_written).then_some(Command::HalfWritten(now))
    }

    /// Does a command. Help pages stand alone while no project is open.
    fn handle(&mut self, command: Command) {
        self.app.handle(command);
        self.take_requests();
    }

    fn take_requests(&mut self) {
        let requests = self.app.take_requests();
        // What is shown gets the keyboard, unless a field of the inspector is to get it.
        let field = |request: &Request| {
            matches!(
                request,
                Request::FocusTags | Request::FocusComment | Request::FocusTitle
            )
        };
        let to_view = !requests.iter().any(field);
        for request in requests {
            match request {
                Request::Show(pane @ (Pane::Guide | Pane::Shortcuts))
                    if self.app.work().is_none() =>
                {
                    let view = views::open(&pane);
                    self.help = Some((pane, view));
                }
                Request::Show(pane) => {
                    self.tabs.show(pane);
                    if to_view {
                        self.part = Part::Centre;
                        self.tabs.take_focus();
                    }
                }
                Request::ScrollTo(record) => self.tabs.scroll_to(record),
                Request::Edit(record) => self.tabs.edit(record),
                Request::FocusSearch => self.top_bar.focus_search(),
                Request::FocusTags | Request::FocusComment | Request::FocusTitle => {
                    self.inspector.request(&request);
                }
                Request::NextPart => self.next_part(),
                Request::SelectAll if self.tabs.select_all() => {}
                Request::SelectAll => {
                    let rows = self.tabs.rows();
                    self.app.handle(Command::SelectMany(rows));
                }
                Request::CloseTab => self.tabs.close_focused(),
                Request::SplitRight => self.tabs.split_right(),
                Request::Palette => self.palette = Some(Palette::default()),
                Request::Reset => {
                    self.tabs.reset();
                    self.navigator.reset();
                    self.inspector.request(&request);
                    self.help = None;
                    self.is_reset = true;
                    self.show_first();
                    if let Some(rows) = self.opening.take_rows() {
                        self.tabs.show_first(rows);
                    }
                }
            }
        }
    }

    /// What a project shows first: its events, or its sources if it has no events yet.
    fn show_first(&mut self) {
        let Some(work) = self.app.work() else {
            return;
        };
        let only_sources = work.project.events().is_empty() && !work.project.sources().is_empty();
        let kind = if only_sources {
            Kind::Source
        } else {
            Kind::Event
        };
        self.tabs.show(Pane::Table(kind));
    }

    /// Gives the keyboard to the next part of the window: navigator, centre, inspector in turn.
    fn next_part(&mut self) {
        self.part = match self.part {
            Part::Navigator => Part::Centre,
            Part::Centre if self.app.settings.inspector => Part::Inspector,
            Part::Centre | Part::Inspector => Part::Navigator,
        };
        match self.part {
            Part::Navigator => self.navigator.take_focus(),
            Part::Centre => self.tabs.take_focus(),
            Part::Inspector => self.inspector.request(&Request::FocusTitle),
        }
    }

    fn set_look(&mut self, egui: &egui::Context) {
        let work = self.app.work();
        let title = match work {
            Some(work) => {
                let dirty = if work.is_dirty() { "• " } else { "" };
                let locked = if work.read_only.is_some() {
                    " (read-only)"
                } else {
                    ""
                };
                format!("{dirty}{}{locked} – Annals", work.file_name())
            }
            None => "Annals".to_owned(),
        };
        let look = Look {
            theme: self.app.settings.theme,
            zoom_percent: self.app.settings.zoom_percent,
            title,
        };
        if self.look.as_ref() == Some(&look) {
            return;
        }
        if self.look.is_none() {
            egui.options_mut(|options| {
                // Both keys are actions of ours: leaving asks first, the size is remembered.
                options.quit_shortcuts.clear();
                options.zoom_with_keyboard = false;
                // Where the desktop does not say.
                options.fallback_theme = egui::Theme::Light;
            });
            for dark in [false, true] {
                theme::apply(egui, dark);
            }
        }
        egui.set_theme(match look.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        egui.set_zoom_factor(look.zoom_percent as f32 / 100.0);
        egui.send_viewport_cmd(ViewportCommand::Title(look.title.clone()));
        self.look = Some(look);
    }

    /// What keys, dropped files and the window's own buttons ask for.
    fn input(&mut self, egui: &egui::Context) -> Vec<Command> {
        let mut commands = Vec::new();
        // The window's own closing and Ctrl+Q come here as one and the same.
        if egui.input(|input| input.viewport().close_requested()) && !self.app.is_leaving() {
            egui.send_viewport_cmd(ViewportCommand::CancelClose);
            if self.app.dialog.is_none() {
                commands.push(Command::Do(Action::Quit));
            }
        }
        if self.app.is_leaving() {
            egui.send_viewport_cmd(ViewportCommand::Close);
        }
        let dropped: Vec<PathBuf> = egui.input(|input| {
            let files = input.raw.dropped_files.iter();
            files.map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() {
            match dropping::meaning(&self.app, &self.tabs, &dropped) {
                Meaning::Done(_, command) => commands.push(command),
                Meaning::Refused(reason) => self.app.notices.failed(reason, None),
            }
        }
        if self.app.dialog.is_some() || self.palette.is_some() || self.app.is_blocked() {
            return commands;
        }
        if let Some(now) = self.app.opening() {
            // Keys are for what is shown, and that cannot be changed yet.
            let out = egui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            commands.extend(out.then(|| now.cancel()));
            return commands;
        }
        commands.extend(keys::pressed(egui).into_iter().map(Command::Do));
        if self.app.not_opened.is_some()
            && egui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
        {
            commands.push(Command::LeaveNotOpened);
        }
        if self.help.is_some() && egui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.help = None;
        }
        commands
    }
}

/// What is drawn with, borrowed apart from the state.
struct Parts<'a> {
    tabs: &'a mut Tabs,
    top_bar: &'a mut TopBar,
    navigator: &'a mut Navigator,
    inspector: &'a mut Inspector,
    welcome: &'a mut Welcome,
    opening: &'a mut OpeningPage,
    help: &'a mut Option<(Pane, Box<dyn View>)>,
}

impl Parts<'_> {
    /// Draws all panels and gives the room above which notices float.
    fn draw(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) -> Rect {
        let theme = Theme::of(ui);
        let plane = |fill| Plane::new().fill(fill).inner_margin(Margin::ZERO);
        let counts = self.tabs.counts();
        if ctx.app.is_blocked() {
            // The window stays alive behind the desktop's dialog, but nothing can be changed.
            ui.disable();
        }
        let top = Panel::top("top bar")
            .exact_size(height::TOP_BAR)
            .resizable(false);
        let top = top.show_separator_line(false).frame(plane(theme.bg));
        let top = top
            .show(ui, |ui| {
                if ctx.app.opening().is_some() {
                    // It is about what is behind.
                    ui.disable();
                }
                self.top_bar.ui(ui, ctx, counts);
            })
            .response
            .rect;
        let foot = Panel::bottom("status bar")
            .exact_size(height::STATUS)
            .resizable(false);
        let foot = foot.show_separator_line(false).frame(plane(theme.bg));
        let foot = foot.show(ui, |ui| status_bar::ui(ui, ctx)).response.rect;
        let opening = ctx.app.opening();
        if opening.is_none() {
            // What was shown is not of what is opened next.
            self.opening.take_rows();
        }
        let centre = match &ctx.app.page {
            _ if let Some(now) = opening => self.opening.ui(ui, ctx, now),
            Page::Project(_) if ctx.app.not_opened.is_none() => self.project(ui, ctx),
            Page::Project(_) | Page::Welcome => self.page(ui, ctx),
        };
        let line = Stroke::new(stroke::LINE, theme.line);
        ui.painter().hline(top.x_range(), top.bottom() - 0.5, line);
        ui.painter().hline(foot.x_range(), foot.top() + 0.5, line);
        centre
    }

    fn page(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) -> Rect {
        let theme = Theme::of(ui);
        let plane = Plane::new().fill(theme.surface);
        egui::CentralPanel::default()
            .frame(plane)
            .show(ui, |ui| {
                let room = ui.max_rect();
                if let Some(page) = &ctx.app.not_opened {
                    not_opened::ui(ui, ctx, page);
                } else if let Some((_, view)) = self.help {
                    let bar =
                        Rect::from_min_size(room.min, egui::vec2(room.width(), height::TOOL_BAR));
                    let mut back = false;
                    ui.scope_builder(
                        UiBuilder::new().max_rect(bar.shrink2(egui::vec2(space::XL, 6.0))),
                        |ui| {
                            back = Button::quiet("Back")
                                .icon(icons::CARET_LEFT)
                                .key("Esc")
                                .show(ui)
                                .clicked();
                        },
                    );
                    let rest = Rect::from_min_max(egui::pos2(room.left(), bar.bottom()), room.max);
                    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| view.ui(ui, ctx, true));
                    if back {
                        *self.help = None;
                    }
                } else {
                    self.welcome.ui(ui, ctx);
                }
                room
            })
            .inner
    }

    fn project(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) -> Rect {
        let theme = Theme::of(ui);
        let wide = ui.ctx().content_rect().width();
        let settings = &ctx.app.settings;
        let several = ctx.work().is_some_and(|work| work.selection.len() > 1);
        if settings.navigator && wide >= width::FOLD_NAVIGATOR {
            let margin = Margin::symmetric(space::M as i8, space::S as i8);
            let panel = Panel::left("navigator")
                .exact_size(width::NAVIGATOR)
                .resizable(false);
            let panel = panel.show_separator_line(false);
            let panel = panel.frame(Plane::new().fill(theme.bg).inner_margin(margin));
            let shown = self.tabs.focused().cloned();
            panel.show(ui, |ui| self.navigator.ui(ui, ctx, shown.as_ref()));
        }
        if settings.inspector && wide >= width::FOLD_INSPECTOR {
            let inspector = match (several, wide >= width::WIDE_WINDOW) {
                (true, false) => width::INSPECTOR_SEVERAL,
                (_, true) => width::INSPECTOR_WIDE,
                (false, false) => width::INSPECTOR,
            };
            let panel = Panel::right("inspector")
                .exact_size(inspector)
                .resizable(false);
            let panel = panel.show_separator_line(false);
            let panel = panel.frame(Plane::new().fill(theme.raised).inner_margin(Margin::ZERO));
            panel.show(ui, |ui| {
                let room = ui.max_rect();
                let line = Stroke::new(stroke::LINE, theme.line);
                ui.painter().vline(room.left() + 0.5, room.y_range(), line);
                self.inspector.ui(ui, ctx);
            });
        }
        egui::CentralPanel::default()
            .frame(Plane::new().fill(theme.surface))
            .show(ui, |ui| {
                let room = ui.max_rect();
                self.tabs.ui(ui, ctx);
                let line = Stroke::new(stroke::LINE, theme.line);
                ui.painter().vline(room.left() + 0.5, room.y_range(), line);
                room
            })
            .inner
    }
}

impl eframe::App for Window {
    fn logic(&mut self, _egui: &egui::Context, _frame: &mut eframe::Frame) {
        // Runs while the window is hidden, too: jobs end and unsaved work is kept safe.
        self.app.tick();
    }

    fn raw_input_hook(&mut self, egui: &egui::Context, input: &mut egui::RawInput) {
        if self.in_order.hold_back(&mut input.events) {
            egui.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame(ui);
        if let Some(waiting) = &self.dialog_waiting {
            let wake = self.app.wake().clone();
            waiting.start(frame, &wake);
        }
    }
}
