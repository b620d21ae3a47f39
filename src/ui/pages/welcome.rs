//! The welcome page: what the program is for, recent projects, the samples.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Align, CornerRadius, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::samples::Sample;
use crate::app::{Action, Command, Pane};
use crate::model::{Kind, Stamp};
use crate::store;
use crate::ui::ctx::Ctx;
use crate::ui::dialogs::recover::summary;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, radius, space};
use crate::ui::widgets::{Button, Link, heading, label, paint, tooltip};

const LEFT: f32 = 320.0;
const RIGHT: f32 = 480.0;
const GAP: f32 = 72.0;
/// Recent projects that are shown.
const RECENT: usize = 5;

/// The welcome page's own state.
#[derive(Default)]
pub(in crate::ui) struct Welcome {
    /// Which recent files were there when last looked, and when that was: files are not asked for
    /// in every frame.
    there: Vec<(PathBuf, bool)>,
    looked: Option<u64>,
    /// What the samples hold, counted once.
    counts: Vec<String>,
}

/// Milliseconds after which the recent files are looked for again.
const LOOK_AGAIN_MILLIS: u64 = 3_000;

impl Welcome {
    pub(in crate::ui) fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let theme = Theme::of(ui);
        let room = ui.max_rect();
        ui.painter()
            .rect_filled(room, CornerRadius::ZERO, theme.surface);
        self.look(ctx);
        if self.counts.is_empty() {
            self.counts = Sample::ALL.iter().map(|sample| counts(*sample)).collect();
        }
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let both = LEFT + GAP + RIGHT;
            let two_columns = room.width() >= both + 2.0 * space::XL;
            let left = if two_columns {
                ((room.width() - both) / 2.0).floor()
            } else {
                space::XXL
            };
            let top = (room.height() * 0.166).round().max(space::XXL);
            let origin = ui.min_rect().min + vec2(left, top);
            let narrow = (room.width() - 2.0 * left).max(200.0);
            let wide = if two_columns {
                LEFT
            } else {
                narrow.min(LEFT + 100.0)
            };
            let start = column(ui, origin, wide, |ui| start_column(ui, ctx));
            let (origin, wide) = if two_columns {
                (
                    origin + vec2(LEFT + GAP + space::L, 12.0),
                    RIGHT - 2.0 * space::L,
                )
            } else {
                (pos2(origin.x, start + space::HH), narrow.min(RIGHT))
            };
            let end = column(ui, origin, wide, |ui| self.open_column(ui, ctx));
            // Air below the longer column, and no more: the columns have moved the cursor already.
            let bottom = pos2(origin.x, start.max(end) + space::HH);
            ui.expand_to_include_rect(eframe::egui::Rect::from_two_pos(origin, bottom));
        });
    }

    fn look(&mut self, ctx: &Ctx<'_>) {
        let now = ctx.app.now_millis();
        let recent = &ctx.app.settings.recent;
        let same = recent.len() == self.there.len()
            && recent
                .iter()
                .zip(&self.there)
                .all(|(recent, (path, _))| recent.path == *path);
        if same && self.looked.is_some_and(|at| now < at + LOOK_AGAIN_MILLIS) {
            return;
        }
        self.looked = Some(now);
        self.there = recent
            .iter()
            .map(|recent| (recent.path.clone(), recent.path.exists()))
            .collect();
    }

    fn open_column(&self, ui: &mut Ui, ctx: &Ctx<'_>) {
        let theme = Theme::of(ui);
        left_behind(ui, ctx);
        let recent = &ctx.app.settings.recent;
        if !recent.is_empty() {
            heading(ui, "Recent");
            ui.add_space(space::M);
            for recent in recent.iter().take(RECENT) {
                let there = self
                    .there
                    .iter()
                    .any(|(path, there)| *path == recent.path && *there);
                recent_row(ui, ctx, &recent.path, recent.opened, there);
            }
            ui.add_space(space::XXL);
        }
        heading(ui, "Samples");
        ui.add_space(space::M);
        for (sample, counts) in Sample::ALL.iter().zip(&self.counts) {
            let texts = [sample.about(), counts];
            let row = BigRow {
                icon: icons::SAMPLE,
                title: sample.name(),
                faint: false,
                texts: &texts,
                right: "",
            };
            if row.show(ui) {
                ctx.send(Command::OpenSample(*sample));
            }
        }
        ui.add_space(space::XL);
        label(
            ui,
            Type::SMALL,
            "A sample opens as a copy, so nothing in it can be spoiled.",
            theme.text3,
        );
    }
}

/// What a crash left behind and nobody has decided on.
fn left_behind(ui: &mut Ui, ctx: &Ctx<'_>) {
    let found = ctx.app.left_behind();
    if found.is_empty() {
        return;
    }
    heading(ui, "Not saved");
    ui.add_space(space::M);
    for found in found {
        let file = found.project.as_deref().map(store::file_name);
        let title = file.unwrap_or_else(|| found.title.clone());
        let title = if title.is_empty() {
            "A project without a file".to_owned()
        } else {
            title
        };
        let summary = summary(found);
        let row = BigRow {
            icon: icons::UNDO,
            title: &title,
            faint: false,
            texts: &[&summary],
            right: "Restore…",
        };
        if row.show(ui) {
            ctx.send(Command::OfferRecovery(found.journal.clone()));
        }
    }
    ui.add_space(space::XXL);
}

fn column(ui: &mut Ui, origin: eframe::egui::Pos2, wide: f32, add: impl FnOnce(&mut Ui)) -> f32 {
    let place = eframe::egui::Rect::from_min_size(origin, vec2(wide, f32::INFINITY));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(wide);
        add(ui);
        ui.min_rect().bottom()
    })
    .inner
}

fn start_column(ui: &mut Ui, ctx: &Ctx<'_>) {
    let theme = Theme::of(ui);
    label(ui, Type::DISPLAY, "Annals", theme.text);
    ui.add_space(10.0);
    let pitch = "Read many accounts of the same events, and say what happened, who says so, and how sure you are.";
    label(ui, PITCH, pitch, theme.text2);
    ui.add_space(26.0);
    let size = vec2(224.0, 36.0);
    let open = Button::primary("Open project")
        .icon(icons::OPEN)
        .key("Ctrl O")
        .size(size);
    if open.tooltip("Open a project file").show(ui).clicked() {
        ctx.act(Action::OpenProject);
    }
    ui.add_space(space::M);
    let new = Button::secondary("New project")
        .icon(icons::NEW)
        .key("Ctrl N")
        .size(size);
    if new.tooltip("Begin an empty project").show(ui).clicked() {
        ctx.act(Action::NewProject);
    }
    ui.add_space(28.0);
    let about = "A project is one text file. It can be read, compared and mailed without Annals, and nothing leaves this computer.";
    label(ui, Type::SMALL.with_line(18.0), about, theme.text2);
    ui.add_space(space::XXL);
    for (text, icon, pane) in [
        ("Read the guide", icons::SOURCE_OPEN, Pane::Guide),
        ("Keyboard shortcuts", icons::KEYBOARD, Pane::Shortcuts),
    ] {
        if Link::new(text)
            .kind(Type::BODY_MEDIUM)
            .icon(icon)
            .show(ui)
            .clicked()
        {
            ctx.send(Command::Show(pane));
        }
        ui.add_space(space::L);
    }
}

/// The sentence under the name: reading type, a little larger.
const PITCH: Type = Type {
    size: 17.0,
    ..Type::READING
};

fn recent_row(ui: &mut Ui, ctx: &Ctx<'_>, path: &Path, opened: Stamp, there: bool) {
    let name = store::file_name(path);
    let folder = path.parent().map(short_folder).unwrap_or_default();
    let texts = [folder.as_str()];
    let when = if there {
        day(opened)
    } else {
        "not found".to_owned()
    };
    let row = BigRow {
        icon: icons::FILE_TEXT,
        title: &name,
        faint: !there,
        texts: &texts,
        right: &when,
    };
    if there {
        if row.show(ui) {
            ctx.send(Command::OpenPath(path.to_owned()));
        }
        return;
    }
    row.show(ui);
    let corner = ui.min_rect().right_bottom();
    let place =
        eframe::egui::Rect::from_center_size(corner + vec2(space::XL, -25.0), vec2(28.0, 28.0));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let remove = format!("Take {name} off the list");
        if Button::icon_only(icons::CLOSE, &remove)
            .small()
            .show(ui)
            .clicked()
        {
            ctx.send(Command::ForgetRecent(path.to_owned()));
        }
    });
}

/// The folder with the home folder as `~`.
fn short_folder(folder: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match home
        .as_deref()
        .and_then(|home| folder.strip_prefix(home).ok())
    {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => rest.display().to_string(),
        None => folder.display().to_string(),
    }
}

/// "today, 14:36", "yesterday", "16 January 2024".
fn day(opened: Stamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let opened = opened.timestamp().to_zoned(zone.clone());
    let today = jiff::Timestamp::now().to_zoned(zone).date();
    if opened.date() == today {
        return opened.strftime("today, %H:%M").to_string();
    }
    if today
        .yesterday()
        .is_ok_and(|yesterday| yesterday == opened.date())
    {
        return "yesterday".to_owned();
    }
    opened.strftime("%-d %B %Y").to_string()
}

fn counts(sample: Sample) -> String {
    match store::read_text(sample.text().to_owned()) {
        Ok(opened) => [Kind::Event, Kind::Source, Kind::Claim]
            .map(|kind| kind.counted(opened.project.count(kind)))
            .join(", "),
        // The samples are part of the program, and a test opens them.
        Err(error) => error.headline(),
    }
}

/// A row with a title and lines under it, reaching 12 past the text on both sides.
struct BigRow<'a> {
    icon: Icon,
    title: &'a str,
    faint: bool,
    texts: &'a [&'a str],
    right: &'a str,
}

impl BigRow<'_> {
    fn show(&self, ui: &mut Ui) -> bool {
        let theme = Theme::of(ui);
        let wide = ui.available_width();
        let inside = wide - 30.0;
        let right = Type::SMALL.line(ui, self.right, theme.text3);
        let title_ink = if self.faint { theme.text3 } else { theme.text };
        let kind = if self.faint {
            Type::BODY
        } else {
            Type::BODY_MEDIUM
        };
        let title = kind.cut(
            ui,
            self.title,
            title_ink,
            inside - right.size().x - space::XL,
        );
        // What stands at the right is in the middle of the row, beside all of its lines.
        let beside = if self.right.is_empty() {
            inside
        } else {
            inside - right.size().x - space::XL
        };
        let texts: Vec<_> = self
            .texts
            .iter()
            .map(|text| Type::SMALL.wrapped(ui, text, theme.text2, beside))
            .collect();
        let texts_high: f32 = texts.iter().map(|text| text.size().y + 1.0).sum();
        let high = title.size().y + texts_high + 2.0 * space::M - 1.0;
        let (rect, _) = ui.allocate_exact_size(vec2(wide, high), Sense::hover());
        let reach = rect.expand2(vec2(space::L, 0.0));
        let response = ui.interact(
            reach,
            ui.scope_id().with(("row", self.title, self.right)),
            Sense::click(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.title));
        let painter = ui.painter();
        painter.rect_filled(
            reach,
            CornerRadius::same(radius::CONTROL),
            paint::quiet_fill(ui, &response),
        );
        if response.has_focus() {
            paint::focus_ring(painter, theme, reach, radius::CONTROL);
        }
        let mut at = rect.min + vec2(30.0, space::M);
        let icon = pos2(rect.left() + 9.0, at.y + title.size().y / 2.0 + 1.0);
        self.icon
            .paint(ui, painter, icon, icons::NORMAL, theme.text2);
        if !self.right.is_empty() {
            paint::text_at(painter, rect.right(), rect, Align::Max, &right);
        }
        let title_high = title.size().y;
        let cut = title.elided;
        painter.galley(at, title, title_ink);
        at.y += title_high;
        for text in texts {
            at.y += 1.0;
            let high = text.size().y;
            painter.galley(at, text, theme.text2);
            at.y += high;
        }
        let response = if cut {
            tooltip(response, self.title)
        } else {
            response
        };
        response.clicked()
    }
}
