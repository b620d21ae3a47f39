//! The controls that the page of parts does not show: trees, sections, labelled rows, choices, lists.

use annals::ui::icons;
use annals::ui::theme::{Theme, Type};
use annals::ui::widgets::virtual_list::{ListState, VirtualList};
use annals::ui::widgets::{
    Button, Chip, Choice, Dropdown, Field, FilterChip, Grade, Lead, Link, MenuItem, Row,
    Suggestion, Tick, Ticked, completing, divider, field_row, group_head, heading, label, labelled,
    menu, menu_bar, menu_line, paint, section,
};
use eframe::egui::{Align, Id, Rect, Ui, UiBuilder, pos2, vec2};

/// What the controls hold.
pub(crate) struct Controls {
    pub(crate) place: String,
    pub(crate) tag: String,
    pub(crate) note: String,
    pub(crate) open: bool,
    pub(crate) list: ListState,
    pub(crate) reliability: Option<usize>,
    pub(crate) log: Vec<String>,
}

impl Default for Controls {
    fn default() -> Self {
        Self {
            place: "Koh-e-Sabz, Panjgur, Balochistan".to_owned(),
            tag: String::new(),
            note: "Two origins agree; a July strike\nfits no later event.".to_owned(),
            open: true,
            list: ListState::default(),
            reliability: Some(1),
            log: Vec::new(),
        }
    }
}

/// The Admiralty letters, as an example of choices with descriptions.
pub(crate) const LETTERS: [Choice<'static>; 3] = [
    Choice {
        label: "A",
        detail: "Completely reliable",
    },
    Choice {
        label: "B",
        detail: "Usually reliable",
    },
    Choice {
        label: "C",
        detail: "Fairly reliable",
    },
];

fn at<R>(ui: &mut Ui, x: f32, y: f32, wide: f32, tall: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let rect = Rect::from_min_size(pos2(x, y), vec2(wide, tall));
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(rect)
            .id_salt((x as i32, y as i32)),
        add,
    )
    .inner
}

impl Controls {
    /// Lays the controls out.
    pub(crate) fn show(&mut self, ui: &mut Ui) {
        let log = &mut self.log;
        at(ui, 6.0, 6.0, 400.0, 32.0, |ui| bar(ui, log));
        at(ui, 8.0, 44.0, 200.0, 400.0, |ui| tree(ui, &mut self.log));
        at(ui, 240.0, 44.0, 312.0, 400.0, |ui| self.inspector(ui));
        at(ui, 590.0, 44.0, 400.0, 200.0, |ui| self.bars(ui));
        at(ui, 590.0, 260.0, 380.0, 180.0, |ui| self.rows(ui));
    }

    fn inspector(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        labelled(ui, "When", |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            label(ui, Type::BODY, "16 January 2024", theme.text);
            label(ui, Type::SMALL, "a day", theme.text3);
        });
        if field_row(
            ui,
            "Where",
            Field::resting(&mut self.place, "Where").hint("Add a place"),
        )
        .event
            == annals::ui::widgets::FieldEvent::Kept
        {
            self.log.push(format!("place kept: {}", self.place));
        }
        ui.add_space(8.0);
        divider(ui);
        section(ui, "Claims by field", "24 from 3 sources", &mut self.open);
        if self.open {
            labelled(ui, "Reliability", |ui| {
                let picked = Dropdown::new("Reliability", self.reliability, &LETTERS)
                    .unset("Not graded")
                    .show(ui);
                if let Some(picked) = picked {
                    self.reliability = Some(picked);
                    self.log.push(format!("picked {picked}"));
                }
                Grade::new("B2", "Usually reliable; probably true").show(ui);
            });
            ui.add_space(8.0);
            heading(ui, "Reason");
            ui.add_space(4.0);
            Field::boxed(&mut self.note, "Reason").rows(3).show(ui);
        }
        ui.add_space(8.0);
        section(ui, "Links", "5", &mut false);
        ui.add_space(8.0);
        let suggestions = [
            Suggestion {
                detail: "27",
                sign: Some(theme.tag(7)),
                ..Suggestion::new("actor")
            },
            Suggestion {
                detail: "12",
                sign: Some(theme.tag(4)),
                ..Suggestion::new("border")
            },
            Suggestion {
                detail: "6",
                sign: Some(theme.tag(0)),
                ..Suggestion::new("bla")
            },
        ];
        let field = Field::boxed(&mut self.tag, "Tag")
            .hint("Add a tag")
            .id(Id::unique("tag field"));
        let done = completing(ui, field, &suggestions, false);
        if let Some(taken) = done.taken {
            self.log.push(format!("took {}", suggestions[taken].label));
        }
    }

    fn bars(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            Button::secondary("Filter")
                .small()
                .icon(icons::FILTER)
                .show(ui);
            if (FilterChip {
                field: "When",
                relation: "from",
                value: "2023 to April 2024",
            })
            .show(ui)
            .removed
            {
                self.log.push("filter removed".to_owned());
            }
            FilterChip {
                field: "Has any claim",
                relation: "",
                value: "",
            }
            .show(ui);
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            Tick::new(true, "Keep the original").show(ui);
            Tick::new(Ticked::Some, "Some").show(ui);
            Tick::new(false, "None").show(ui);
            Tick::new(false, "Blocked")
                .blocked(Some("Nothing is selected."))
                .show(ui);
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            Link::new("Read the guide")
                .icon(icons::SOURCE_OPEN)
                .show(ui);
            Link::new("Assess").show(ui);
            if Chip::new("border", Some(Theme::of(ui).tag(4)))
                .removable()
                .show(ui)
                .removed
            {
                self.log.push("chip removed".to_owned());
            }
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            Button::primary("Open project")
                .icon(icons::OPEN)
                .key("Ctrl O")
                .size(vec2(224.0, 36.0))
                .show(ui);
            Button::icon_only(icons::UNDO, "Undo").show(ui);
            Button::icon_only(icons::REDO, "Redo")
                .blocked(Some("Nothing was undone."))
                .show(ui);
            Button::icon_only(icons::PANEL, "Hide the inspector")
                .pressed(true)
                .show(ui);
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            Dropdown::new(
                "Lanes by",
                Some(0),
                &[Choice {
                    label: "Kind",
                    detail: "",
                }],
            )
            .show(ui);
            Dropdown::new(
                "Capture",
                Some(0),
                &[Choice {
                    label: "Capture of 30 April 2024",
                    detail: "",
                }],
            )
            .quiet()
            .show(ui);
        });
    }

    fn rows(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        VirtualList::new("Numbers", 300_000_000, 30.0).show(ui, &mut self.list, |ui, row, rect| {
            let galley = Type::BODY.line(ui, &format!("Row {row}"), theme.text);
            paint::text_at(ui.painter(), rect.left() + 8.0, rect, Align::Min, &galley);
        });
    }
}

fn bar(ui: &mut Ui, log: &mut Vec<String>) {
    menu_bar(ui, |ui| {
        menu(ui, "File", |ui| {
            if MenuItem::new("New project")
                .icon(icons::NEW)
                .key(Some("Ctrl N"))
                .show(ui)
                .clicked()
            {
                log.push("new".to_owned());
            }
            MenuItem::new("Open project")
                .icon(icons::OPEN)
                .key(Some("Ctrl O"))
                .show(ui);
            menu_line(ui);
            MenuItem::new("Save")
                .icon(icons::SAVE)
                .key(Some("Ctrl S"))
                .blocked(Some("Nothing has changed."))
                .show(ui);
            MenuItem::new("Keep backups").ticked(true).show(ui);
        });
        menu(ui, "Edit", |ui| {
            MenuItem::new("Undo").key(Some("Ctrl Z")).show(ui)
        });
        menu(ui, "View", |ui| MenuItem::new("Zoom in").show(ui));
    });
}

fn tree(ui: &mut Ui, log: &mut Vec<String>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let theme = Theme::of(ui);
    Row::new("Sources", Lead::Icon(icons::SOURCE))
        .count("31")
        .current(true)
        .show(ui);
    Row::new("Claims", Lead::Icon(icons::CLAIM))
        .count("76")
        .show(ui);
    group_head(ui, "Tags");
    let actor = Row::new("actor", Lead::Sign(theme.tag(7)))
        .count("27")
        .tree(0, Some(true))
        .show(ui);
    if actor.toggled {
        log.push("actor toggled".to_owned());
    }
    Row::new("jaish-al-adl", Lead::Sign(theme.tag(2)))
        .count("9")
        .tree(1, None)
        .show(ui);
    Row::new("bla", Lead::Sign(theme.tag(0)))
        .count("6")
        .tree(1, None)
        .show(ui);
    Row::new("border", Lead::Sign(theme.tag(4)))
        .count("12")
        .tree(0, None)
        .selected(true)
        .show(ui);
    group_head(ui, "Saved views");
    Row::new(
        "A name that is much too long for its row",
        Lead::Icon(icons::TABLE),
    )
    .count("4")
    .show(ui);
}
