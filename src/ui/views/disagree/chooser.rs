//! The title of the tool bar: the event that is shown, with a list of others to show instead.

use eframe::egui::{
    Align, Key, Popup, PopupCloseBehavior, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::{Command, Pane, Workspace};
use crate::model::{EventId, Tables};
use crate::query::fold;
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{Field, FieldEvent, MenuItem, paint, tooltip};

/// Events that the list offers.
const MOST: usize = 10;
const WIDTH: f32 = 360.0;

/// The events found for a revision of the project and what was typed.
type Found = (u64, String, Vec<(EventId, String)>);

/// What is typed into the list, and what it found.
#[derive(Default)]
pub(super) struct Chooser {
    text: String,
    found: Option<Found>,
}

impl Chooser {
    /// Shows the title, cut at `room`.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        event: Option<EventId>,
        room: f32,
    ) {
        let theme = Theme::of(ui);
        let title = match event {
            Some(event) => work.project.label(event.into()),
            None => "All events".to_owned(),
        };
        let caret = space::S + icons::CARET;
        let galley = Type::BODY_STRONG.cut(ui, &title, theme.text, (room - caret).max(40.0));
        let size = vec2(galley.size().x.ceil() + caret, height::BUTTON_SMALL);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let name = format!("Event: {title}");
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        let around = rect.expand2(vec2(space::S, 0.0));
        let fill = paint::quiet_fill(ui, &response);
        paint::boxed(ui.painter(), around, radius::CONTROL, fill, None);
        if response.has_focus() {
            paint::focus_ring(ui.painter(), theme, around, radius::CONTROL);
        }
        paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &galley);
        let middle = pos2(rect.right() - icons::CARET / 2.0, rect.center().y);
        icons::CARET_DOWN.paint(ui, ui.painter(), middle, icons::CARET, theme.text2);
        let tip = if galley.elided {
            title.as_str()
        } else {
            "Choose another event"
        };
        let response = tooltip(response, tip);
        let opened = response.clicked();
        Popup::menu(&response)
            .gap(space::XS)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| self.list(ui, ctx, work, event, opened));
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        event: Option<EventId>,
        opened: bool,
    ) {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = space::XXS;
        let field = Field::boxed(&mut self.text, "Find an event").hint("Find an event");
        let field = field.show(ui);
        if opened {
            field.response.request_focus();
        }
        let enter =
            field.event == FieldEvent::Kept && ui.input(|input| input.key_pressed(Key::Enter));
        let found = self.found(work);
        let first = found.first().map(|(id, _)| *id);
        let mut taken = first.filter(|_| enter).map(Some);
        if found.is_empty() {
            let theme = Theme::of(ui);
            ui.label(Type::SMALL.rich("No event is called so.", theme.text3));
        }
        for (id, title) in &found {
            let current = event == Some(*id);
            let item = MenuItem::new(title).ticked(current);
            if item.show(ui).clicked() {
                taken = Some(Some(*id));
            }
        }
        if event.is_some()
            && MenuItem::new("All events")
                .icon(icons::COMPARE)
                .show(ui)
                .clicked()
        {
            taken = Some(None);
        }
        if let Some(event) = taken {
            ctx.send(Command::Show(Pane::Disagreements(event)));
            self.text.clear();
            ui.close();
        }
    }

    /// The first events whose titles hold what is typed.
    fn found(&mut self, work: &Workspace) -> Vec<(EventId, String)> {
        let revision = work.project.revision();
        let known = self.found.as_ref();
        if let Some((of, text, found)) = known
            && *of == revision
            && *text == self.text
        {
            return found.clone();
        }
        let found = find(&work.project, &self.text);
        self.found = Some((revision, self.text.clone(), found.clone()));
        found
    }
}

/// The first events whose titles hold the words, in the order of the file.
pub(super) fn find(tables: &Tables, typed: &str) -> Vec<(EventId, String)> {
    let wanted = fold(typed.trim());
    let titles = tables.events().iter();
    let titles = titles.filter(|event| wanted.is_empty() || fold(&event.title).contains(&wanted));
    let titles = titles.take(MOST);
    titles
        .map(|event| (event.id, tables.label(event.id.into())))
        .collect()
}
