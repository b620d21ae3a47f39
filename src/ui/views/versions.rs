//! The page of versions: how unsaved work is kept safe, and what the file held before each save.

use std::path::PathBuf;

use eframe::egui::{Align, Id, Layout, Ui, vec2};

use super::View;
use super::page::page;
use crate::app::{App, Command, Workspace};
use crate::store::FileHash;
use crate::store::backup::{self, Backup};
use crate::store::settings::Autosave;
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Button, Choice, Dropdown, Segments, divider, heading, label, labelled};

const COLUMN: f32 = 640.0;
/// Milliseconds after which the folder of versions is read again.
const LOOK_AGAIN_MILLIS: u64 = 3_000;
/// Minutes between two saves that can be chosen.
const MINUTES: [u32; 7] = [1, 2, 5, 10, 15, 30, 60];
/// Megabytes for the versions of a project that can be chosen.
const ROOMS: [u32; 6] = [100, 500, 1 << 10, 5 << 10, 20 << 10, 100 << 10];
/// Lines of a comparison that are shown.
const LINES: usize = 200;

/// The page of versions.
#[derive(Default)]
pub struct VersionsView {
    listed: Option<Listed>,
}

/// The versions as they were when last looked.
struct Listed {
    path: PathBuf,
    hash: Option<FileHash>,
    at_millis: u64,
    versions: Vec<Backup>,
}

impl View for VersionsView {
    fn title(&self, _app: &App) -> String {
        "Versions".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::CLOCK
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        let Some(work) = ctx.work() else {
            return;
        };
        self.look(ctx.app, work);
        page(ui, "versions", focused, COLUMN, |ui| {
            autosave(ui, ctx);
            ui.add_space(space::XXL);
            heading(ui, "Versions");
            ui.add_space(space::S);
            let theme = Theme::of(ui);
            let about = "Each save keeps what the file held before: the first, the last 10, and the last of each day for 30 days.";
            label(ui, Type::BODY, about, theme.text2);
            ui.add_space(space::M);
            room(ui, ctx, self.listed.as_ref());
            ui.add_space(space::L);
            let versions = self.listed.as_ref().map(|listed| &listed.versions);
            match versions {
                Some(versions) if !versions.is_empty() => {
                    for version in versions {
                        one(ui, ctx, version);
                    }
                }
                _ => {
                    let none = match &work.path {
                        Some(_) => "None yet: the first save keeps the first.",
                        None => "Versions are kept of files. Save the project to a file first.",
                    };
                    label(ui, Type::BODY, none, theme.text3);
                }
            }
        });
    }
}

impl VersionsView {
    /// Reads the folder when the file was saved, and now and then: not in every frame.
    fn look(&mut self, app: &App, work: &Workspace) {
        let Some(path) = &work.path else {
            self.listed = None;
            return;
        };
        let now = app.now_millis();
        let fresh = |listed: &Listed| {
            listed.path == *path
                && listed.hash == work.file_hash()
                && now < listed.at_millis + LOOK_AGAIN_MILLIS
        };
        if self.listed.as_ref().is_some_and(fresh) {
            return;
        }
        self.listed = Some(Listed {
            path: path.clone(),
            hash: work.file_hash(),
            at_millis: now,
            versions: backup::list(path, app.folders()),
        });
    }
}

fn autosave(ui: &mut Ui, ctx: &Ctx<'_>) {
    let theme = Theme::of(ui);
    let settings = &ctx.app.settings;
    heading(ui, "Unsaved work");
    ui.add_space(space::M);
    let file = format!("Save every {} minutes", settings.autosave_minutes);
    let choices = [
        ("Keep nothing", "A crash costs what was not saved"),
        ("Keep a journal", "Each step is on the disk within a second"),
        (file.as_str(), "As the journal, and the file itself"),
    ];
    let all = [Autosave::Off, Autosave::Journal, Autosave::File];
    let chosen = all.iter().position(|one| *one == settings.autosave);
    let id = Id::unique("autosave");
    let segments = Segments::new(id, "Unsaved work", chosen.unwrap_or(1), &choices);
    if let Some(place) = segments.show(ui)
        && let Some(autosave) = all.get(place)
    {
        ctx.send(Command::SetAutosave(*autosave));
    }
    ui.add_space(space::M);
    let says = match settings.autosave {
        Autosave::Off => "A crash costs everything since the last save.",
        Autosave::Journal => {
            "Each step goes to a journal in your own folder within a second. After a crash the next start offers to restore it."
        }
        Autosave::File => {
            "Each step goes to a journal, and the file is saved by itself if it may be written and nothing is asked."
        }
    };
    label(ui, Type::BODY, says, theme.text2);
    if settings.autosave == Autosave::File {
        ui.add_space(space::M);
        let name = |minutes: u32| match minutes {
            1 => "every minute".to_owned(),
            _ => format!("every {minutes} minutes"),
        };
        labelled(ui, "Save", |ui| {
            if let Some(minutes) = choose(
                ui,
                "Save by itself",
                &MINUTES,
                settings.autosave_minutes,
                name,
            ) {
                ctx.send(Command::SetAutosaveMinutes(minutes));
            }
        });
    }
}

/// How much room the versions may take, and how much of it they do.
fn room(ui: &mut Ui, ctx: &Ctx<'_>, listed: Option<&Listed>) {
    let settings = &ctx.app.settings;
    let name = |megabytes: u32| bytes(u64::from(megabytes) << 20);
    labelled(ui, "Room", |ui| {
        let what = "Room for the versions of a project";
        if let Some(room) = choose(ui, what, &ROOMS, settings.versions_mb, name) {
            ctx.send(Command::SetVersionsRoom(room));
        }
        if let Some(listed) = listed.filter(|listed| !listed.versions.is_empty()) {
            let used = listed.versions.iter().map(|version| version.bytes).sum();
            ui.add_space(space::M);
            let words = format!("{} in use", bytes(used));
            label(ui, Type::SMALL, &words, Theme::of(ui).text3);
        }
    });
}

/// Lets one of the numbers be chosen, or `now` stay, which may be another. Gives the choice.
fn choose(
    ui: &mut Ui,
    what: &str,
    numbers: &[u32],
    now: u32,
    name: impl Fn(u32) -> String,
) -> Option<u32> {
    let mut numbers = numbers.to_vec();
    if !numbers.contains(&now) {
        numbers.push(now);
        numbers.sort_unstable();
    }
    let names: Vec<String> = numbers.iter().map(|&number| name(number)).collect();
    let choices: Vec<Choice<'_>> = names
        .iter()
        .map(|name| Choice {
            label: name,
            detail: "",
        })
        .collect();
    let chosen = numbers.iter().position(|&number| number == now);
    let picked = Dropdown::new(what, chosen, &choices).show(ui)?;
    numbers.get(picked).copied().filter(|&number| number != now)
}

fn one(ui: &mut Ui, ctx: &Ctx<'_>, version: &Backup) {
    let theme = Theme::of(ui);
    divider(ui);
    let size = vec2(ui.available_width(), height::TOOL_BAR);
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let named = |verb: &str| format!("{verb} the version of {}", version.made);
        let button = |ui: &mut Ui, word: &str, tip: &str, blocked: Option<&str>| {
            Button::secondary(word)
                .small()
                .name(&named(word))
                .tooltip(tip)
                .blocked(blocked)
                .show(ui)
                .clicked()
        };
        let back = "The project becomes what this version holds, as one step";
        if button(ui, "Restore", back, ctx.locked()) {
            ctx.send(Command::RestoreVersion(version.clone()));
        }
        if button(ui, "Compare", "What changed since", None) {
            ctx.send(Command::CompareVersion(version.clone()));
        }
        if button(ui, "Look at", "Opens by itself, read-only", None) {
            ctx.send(Command::LookAtVersion(version.clone()));
        }
        let size = vec2(ui.available_width(), height::TOOL_BAR);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            let made = Type::BODY_MEDIUM.line(ui, &version.made, theme.text);
            let width = made.size().x;
            let (rect, _) =
                ui.allocate_exact_size(vec2(width, height::TOOL_BAR), eframe::egui::Sense::hover());
            crate::ui::widgets::paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &made);
            label(ui, Type::SMALL, &bytes(version.bytes), theme.text3);
        });
    });
    let compared = ctx.app.compared_version();
    if let Some(compared) = compared.filter(|compared| compared.version == *version) {
        comparison(ui, ctx, compared);
    }
}

fn comparison(ui: &mut Ui, ctx: &Ctx<'_>, compared: &crate::app::versions::Compared) {
    let theme = Theme::of(ui);
    let now = ctx.work().map(|work| work.project.revision());
    if now != Some(compared.revision) {
        let text = "The project was changed after this was compared:";
        label(ui, Type::SMALL, text, theme.text3);
    }
    if compared.lines.is_empty() {
        label(ui, Type::BODY, "Nothing changed since.", theme.text2);
    }
    for line in compared.lines.iter().take(LINES) {
        label(ui, Type::BODY, line, theme.text);
    }
    let more = compared.lines.len().saturating_sub(LINES);
    if more > 0 {
        let text = format!("and {more} more");
        label(ui, Type::SMALL, &text, theme.text3);
    }
    ui.add_space(space::L);
}

/// "640 bytes", "41 KB", "1.9 GB": powers of 1024, as the limit counts.
fn bytes(count: u64) -> String {
    let units = [
        ("GB", (1_u64 << 30) as f64),
        ("MB", (1 << 20) as f64),
        ("KB", 1024.0),
    ];
    let count = count as f64;
    let unit = units.iter().find(|(_, size)| count >= *size);
    match unit {
        Some((name, size)) if count < 10.0 * size => {
            let tenths = (10.0 * count / size).round() / 10.0;
            format!("{tenths} {name}")
        }
        Some((name, size)) => format!("{:.0} {name}", count / size),
        None => format!("{count} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_two_figures_or_three() {
        let told = [640, 42_000, 1_990_000, 512 << 20, 5 << 30].map(bytes);
        assert_eq!(told, ["640 bytes", "41 KB", "1.9 MB", "512 MB", "5 GB"]);
    }
}
