//! The bar at the foot: saved or not, counts, jobs, problems.

use eframe::egui::{Align, CornerRadius, Layout, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use jiff::tz::TimeZone;

use crate::app::{Command, Pane, Workspace};
use crate::model::{Kind, Stamp};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, radius, space};
use crate::ui::widgets::{Link, label, paint, percent, progress, tooltip};

pub(in crate::ui) fn ui(ui: &mut Ui, ctx: &Ctx<'_>) {
    let theme = Theme::of(ui);
    let room = ui.max_rect();
    ui.spacing_mut().item_spacing.x = 0.0;
    let opening = ctx.app.opening();
    ui.horizontal_centered(|ui| match ctx.work() {
        // What is behind is not what is shown.
        _ if opening.is_some() => {}
        None => {
            ui.add_space(space::L);
            label(ui, Type::SMALL, "No project open", theme.text2);
        }
        Some(work) => {
            ui.add_space(space::L);
            saved(ui, work);
            ui.add_space(space::XL);
            label(ui, Type::SMALL, &counts(work), theme.text2);
        }
    });
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(room).layout(layout), |ui| {
        ui.add_space(space::L);
        match ctx.work() {
            Some(_) if opening.is_some() => {}
            // While the project is being checked a job says so; a count would say that this is all.
            Some(work) if work.is_checked() && work.n_problems() > 0 => problems(ui, ctx, work),
            Some(_) => {}
            None => {
                let version = format!("Annals {}", env!("CARGO_PKG_VERSION"));
                label(ui, Type::SMALL, &version, theme.text2);
            }
        }
        jobs(ui, ctx);
    });
}

/// Whether the project is saved, as the status bar says it.
pub(in crate::ui) fn saved_words(work: &Workspace) -> String {
    if work.read_only.is_some() {
        return "Read-only".to_owned();
    }
    match (work.is_dirty(), work.saved_at) {
        (true, _) => "Unsaved changes".to_owned(),
        (false, Some(at)) => saved_at(at, Stamp::now(), &TimeZone::system()),
        (false, None) if work.path.is_some() => "Saved".to_owned(),
        (false, None) => "Not saved in a file yet".to_owned(),
    }
}

/// "Saved at 14:36" for today, else with the day.
fn saved_at(at: Stamp, now: Stamp, zone: &TimeZone) -> String {
    let here = |stamp: Stamp| stamp.timestamp().to_zoned(zone.clone());
    let (at, now) = (here(at), here(now));
    if at.date() == now.date() {
        format!("Saved at {}", at.strftime("%H:%M"))
    } else {
        format!("Saved on {}", at.strftime("%-d %b %Y at %H:%M"))
    }
}

fn saved(ui: &mut Ui, work: &Workspace) {
    let theme = Theme::of(ui);
    let icon: Option<Icon> = if work.read_only.is_some() {
        Some(icons::LOCK)
    } else if work.is_dirty() {
        None
    } else if work.path.is_some() {
        Some(icons::TICK)
    } else {
        Some(icons::INFO)
    };
    let (rect, _) = ui.allocate_exact_size(vec2(icons::SMALL, icons::SMALL), Sense::hover());
    match icon {
        Some(icon) => icon.paint(ui, ui.painter(), rect.center(), icons::SMALL, theme.text2),
        None => {
            ui.painter().circle_filled(rect.center(), 4.0, theme.text2);
        }
    }
    ui.add_space(space::S);
    let shown = label(ui, Type::SMALL, &saved_words(work), theme.text2);
    let path = work.path.as_ref().map(|path| path.display().to_string());
    let tip = match (&work.read_only, path) {
        (Some(reason), _) => reason.clone(),
        (None, Some(path)) => path,
        (None, None) => "Save asks where to keep it.".to_owned(),
    };
    tooltip(shown, &tip);
}

fn counts(work: &Workspace) -> String {
    let kinds = [Kind::Event, Kind::Source, Kind::Claim];
    let parts = kinds.map(|kind| kind.counted(work.project.count(kind)));
    parts.join(", ")
}

fn problems(ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
    let theme = Theme::of(ui);
    let count = work.n_problems();
    let words = if count == 1 {
        "1 problem".to_owned()
    } else {
        format!("{count} problems")
    };
    let galley = Type::SMALL.line(ui, &words, theme.text2);
    let size = vec2(
        icons::SMALL + space::S + galley.size().x + 2.0 * space::XS,
        20.0,
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let fill = paint::quiet_fill(ui, &response);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    let centre = eframe::egui::pos2(
        rect.left() + space::XS + icons::SMALL / 2.0,
        rect.center().y,
    );
    icons::PROBLEM.paint(ui, ui.painter(), centre, icons::SMALL, theme.contested);
    let left = rect.left() + space::XS + icons::SMALL + space::S;
    paint::text_at(ui.painter(), left, rect, Align::Min, &galley);
    if response.has_focus() {
        paint::focus_inside(ui.painter(), theme, rect, radius::CONTROL);
    }
    if tooltip(response, "Show what needs a look (Ctrl+6)").clicked() {
        ctx.send(Command::Show(Pane::Problems));
    }
}

fn jobs(ui: &mut Ui, ctx: &Ctx<'_>) {
    let theme = Theme::of(ui);
    // One that has the page says there how it stands.
    let on_page = ctx.app.opening().map(|now| now.job);
    let jobs = ctx.app.jobs().into_iter();
    for job in jobs.filter(|job| Some(job.name.as_str()) != on_page) {
        ui.add_space(space::XL);
        if job.can_cancel {
            if Link::new("Cancel")
                .kind(Type::SMALL_MEDIUM)
                .show(ui)
                .clicked()
            {
                ctx.send(Command::CancelJob(job.name.clone()));
            }
            ui.add_space(space::M);
        }
        if job.share > 0.0 {
            label(ui, Type::SMALL, &percent(job.share), theme.text2);
            ui.add_space(space::M);
            progress(ui, &job.name, job.share);
            ui.add_space(space::M);
        }
        label(ui, Type::SMALL, &job.name, theme.text2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::from_timestamp(text.parse().unwrap())
    }

    #[test]
    fn a_file_of_another_day_is_not_taken_for_one_of_today() {
        let now = stamp("2024-04-30T12:05:00Z");
        let says = |at: &str| saved_at(stamp(at), now, &TimeZone::UTC);
        assert_eq!(says("2024-04-30T00:01:00Z"), "Saved at 00:01");
        assert_eq!(
            says("2024-04-29T23:59:00Z"),
            "Saved on 29 Apr 2024 at 23:59"
        );
    }
}
