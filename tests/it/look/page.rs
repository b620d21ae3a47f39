//! The page of parts: every control with its states, laid out in four columns.

use annals::ui::icons;
use annals::ui::theme::{Theme, Tint, Type, shadow_high};
use annals::ui::widgets::{
    Button, Chip, Empty, Field, Lead, Link, Notice, Question, Row, SearchBox, SearchSays, label,
    paint, percent, progress,
};
use eframe::egui::{
    Align, Color32, CornerRadius, Id, Layout, Pos2, Rect, Ui, UiBuilder, pos2, vec2,
};

/// What the fields of the page hold.
pub(crate) struct Page {
    place: [String; 4],
    search: [String; 3],
    date: [String; 3],
}

impl Default for Page {
    fn default() -> Self {
        let place = || "Koh-e-Sabz, Panjgur".to_owned();
        Self {
            place: [place(), place(), "Koh-e-Sabz".to_owned(), String::new()],
            search: [
                String::new(),
                "tag:bla strike".to_owned(),
                "tga:bla".to_owned(),
            ],
            date: ["mid-January 2024", "December 2023", "16 Janury"].map(str::to_owned),
        }
    }
}

/// Shows `add` in a box of the page.
fn at<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let salt = (rect.min.x as i32, rect.min.y as i32);
    ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(salt), add)
        .inner
}

fn boxed(x: f32, y: f32, wide: f32, tall: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(wide, tall))
}

/// A heading of the page with its hairline.
fn heading(ui: &Ui, x: f32, y: f32, wide: f32, title: &str) {
    let theme = Theme::of(ui);
    let galley = Type::BODY_STRONG.line(ui, title, theme.text);
    ui.painter()
        .galley(pos2(x, y + 1.0), galley, Color32::WHITE);
    paint::hairline(ui.painter(), theme, x, x + wide, y + 25.0);
}

/// A line with its middle at a height.
fn line(ui: &Ui, x: f32, middle: f32, kind: Type, text: &str, colour: Color32) {
    let galley = kind.line(ui, text, colour);
    let row = Rect::from_center_size(Pos2::new(x, middle), vec2(0.0, kind.line));
    paint::text_at(ui.painter(), x, row, Align::Min, &galley);
}

/// The name of a state, left of the control.
fn state(ui: &Ui, x: f32, middle: f32, name: &str) {
    line(ui, x, middle, Type::SMALL, name, Theme::of(ui).text3);
}

impl Page {
    /// Lays out the page.
    pub(crate) fn show(&mut self, ui: &mut Ui) {
        rows(ui);
        buttons(ui);
        self.fields(ui);
        chips(ui);
        self.searches(ui);
        self.dates(ui);
        tints(ui);
        status(ui);
        notices(ui);
        empty(ui);
        modal(ui);
    }

    fn fields(&mut self, ui: &mut Ui) {
        heading(ui, 22.0, 435.0, 292.0, "Inspector field");
        for (i, name) in ["rest", "hover", "editing", "empty"]
            .into_iter()
            .enumerate()
        {
            let middle = 483.0 + 33.0 * i as f32;
            state(ui, 22.0, middle, name);
            at(ui, boxed(106.0, middle - 14.0, 208.0, 28.0), |ui| {
                Field::resting(&mut self.place[i], "Where")
                    .hint("Add a place")
                    .show(ui);
            });
        }
    }

    fn searches(&mut self, ui: &mut Ui) {
        heading(ui, 342.0, 148.0, 300.0, "Search box");
        let [rest, token, mistake] = &mut self.search;
        let tokens = std::array::from_ref(&(0..7));
        let found = SearchSays::Found("6 found");
        let wrong = SearchSays::Mistake("No field “tga”. tag?");
        for (i, (text, says, tokens)) in [
            (rest, SearchSays::Nothing, &[][..]),
            (token, found, &tokens[..]),
            (mistake, wrong, &[][..]),
        ]
        .into_iter()
        .enumerate()
        {
            at(
                ui,
                boxed(342.0, 182.0 + 38.0 * i as f32, 300.0, 30.0),
                |ui| {
                    SearchBox::new(text, Id::unique(("search", i)))
                        .hint("Search everything")
                        .key("Ctrl K")
                        .says(says)
                        .tokens(tokens)
                        .width(300.0)
                        .show(ui);
                },
            );
        }
    }

    fn dates(&mut self, ui: &mut Ui) {
        heading(ui, 342.0, 307.0, 300.0, "Date field, with its reading");
        let theme = Theme::of(ui);
        let readings = [
            (
                "Some day from 11 to 20 January",
                "2024-01-11/2024-01-20",
                341.0,
            ),
            ("Any day of the month", "2023-12", 419.0),
            ("Kept as written, no date read. January?", "", 497.0),
        ];
        for (i, (reading, edtf, top)) in readings.into_iter().enumerate() {
            let problem = edtf.is_empty();
            at(ui, boxed(342.0, top, 300.0, 28.0), |ui| {
                Field::boxed(&mut self.date[i], "When")
                    .problem(problem)
                    .show(ui);
            });
            let (icon, ink, words) = if problem {
                (icons::FAILURE, theme.problem, theme.problem)
            } else {
                (icons::TICK, theme.text2, theme.text)
            };
            icon.paint(ui, ui.painter(), pos2(349.0, top + 41.0), icons::SMALL, ink);
            line(ui, 362.0, top + 41.0, Type::SMALL, reading, words);
            line(
                ui,
                362.0,
                top + 58.0,
                Type::CODE.with_line(16.0),
                edtf,
                theme.text2,
            );
        }
    }
}

fn rows(ui: &mut Ui) {
    heading(ui, 22.0, 19.0, 292.0, "Navigator row");
    let sign = Theme::of(ui).tag(4);
    let events = || Row::new("Events", Lead::Icon(icons::EVENT)).count("19");
    let border = Row::new("border", Lead::Sign(sign))
        .count("12")
        .drop_target(true);
    let rows = [
        ("rest", events()),
        ("hover", events()),
        ("current", events().current(true)),
        ("focus", events()),
        ("drop target", border),
    ];
    for (i, (name, row)) in rows.into_iter().enumerate() {
        let middle = 67.0 + 33.0 * i as f32;
        state(ui, 22.0, middle, name);
        at(ui, boxed(106.0, middle - 14.0, 188.0, 28.0), |ui| {
            row.show(ui)
        });
    }
}

fn buttons(ui: &mut Ui) {
    heading(ui, 22.0, 232.0, 292.0, "Button");
    for (i, name) in ["rest", "hover", "focus", "pressed", "disabled"]
        .into_iter()
        .enumerate()
    {
        let middle = 279.0 + 31.0 * i as f32;
        state(ui, 22.0, middle, name);
        let reason = (name == "disabled").then_some("Nothing is selected.");
        at(ui, boxed(106.0, middle - 14.0, 214.0, 28.0), |ui| {
            ui.horizontal(|ui| {
                Button::primary("Save").blocked(reason).show(ui);
                Button::secondary("Assess").blocked(reason).show(ui);
                Button::quiet("Columns").blocked(reason).show(ui);
            });
        });
    }
}

fn chips(ui: &mut Ui) {
    heading(ui, 342.0, 19.0, 300.0, "Tag chip: ten colours, ten signs");
    let theme = Theme::of(ui);
    let names = [
        "ochre", "teal", "violet", "rose", "leaf", "sky", "brick", "slate", "plum", "ink",
    ];
    for (row, places) in [0..5, 5..10].into_iter().enumerate() {
        at(
            ui,
            boxed(342.0, 53.0 + 26.0 * row as f32, 310.0, 20.0),
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.horizontal(|ui| {
                    for place in places {
                        Chip::new(names[place], Some(theme.tag(place))).show(ui);
                    }
                });
            },
        );
    }
    at(ui, boxed(342.0, 109.0, 320.0, 20.0), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.horizontal(|ui| {
            Chip::new("border", Some(theme.tag(4))).removable().show(ui);
            Chip::new("border", Some(theme.tag(4))).show(ui);
            Chip::new("bla", Some(theme.tag(0))).on_some(1).show(ui);
            Chip::new("diplomacy", Some(theme.tag(5)))
                .chosen(true)
                .show(ui);
        });
    });
}

fn tints(ui: &mut Ui) {
    heading(ui, 670.0, 362.0, 244.0, "Annotation fills by motivation");
    let theme = Theme::of(ui);
    let names = [
        "highlighting",
        "commenting",
        "questioning",
        "assessing",
        "editing",
        "linking",
    ];
    for (i, (tint, name)) in Tint::ALL.into_iter().zip(names).enumerate() {
        let (x, y) = (
            670.0 + 126.0 * (i % 2) as f32,
            396.0 + 30.0 * (i / 2) as f32,
        );
        let ink = theme.tint(tint);
        let fill = boxed(x, y, 35.0, 22.0);
        ui.painter().rect_filled(fill, CornerRadius::ZERO, ink.fill);
        ui.painter()
            .rect_filled(boxed(x, y, 2.0, 22.0), CornerRadius::ZERO, ink.bar);
        line(ui, x + 6.0, y + 11.0, Type::QUOTE, "abc", theme.text);
        line(ui, x + 43.0, y + 12.0, Type::SMALL, name, theme.text);
    }
}

fn status(ui: &mut Ui) {
    heading(ui, 670.0, 497.0, 244.0, "Status bar");
    let theme = Theme::of(ui);
    at(ui, boxed(670.0, 530.0, 244.0, 20.0), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label(ui, Type::SMALL, "Indexing", theme.text);
            progress(ui, "Indexing captures", 0.625);
            label(ui, Type::SMALL, &percent(0.625), theme.text);
            Link::new("Cancel").kind(Type::SMALL_MEDIUM).show(ui);
        });
    });
    icons::TICK.paint(
        ui,
        ui.painter(),
        pos2(677.0, 564.0),
        icons::SMALL,
        theme.text2,
    );
    line(ui, 690.0, 564.0, Type::SMALL, "Saved at 14:36", theme.text2);
    ui.painter()
        .circle_filled(pos2(674.0, 586.0), 3.5, theme.text2);
    line(
        ui,
        684.0,
        586.0,
        Type::SMALL,
        "Unsaved changes",
        theme.text2,
    );
}

fn notices(ui: &mut Ui) {
    heading(ui, 942.0, 236.0, 316.0, "Notice");
    at(ui, boxed(942.0, 270.0, 316.0, 140.0), |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let done = [("Deleted 3 events", false)];
        Notice {
            failure: false,
            words: &done,
            action: Some("Undo"),
            key: Some("Ctrl Z"),
        }
        .show(ui, true);
        let failed = [(
            "Not saved, the disk is full. Your work is in the journal.",
            false,
        )];
        Notice {
            failure: true,
            words: &failed,
            action: Some("Save elsewhere"),
            key: None,
        }
        .show(ui, true);
    });
}

fn empty(ui: &mut Ui) {
    heading(ui, 942.0, 409.0, 316.0, "Empty view");
    at(ui, boxed(942.0, 450.0, 316.0, 130.0), |ui| {
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            let lines = [
                "Select words in a source and press C",
                "to say what they claim about an event.",
            ];
            Empty {
                icon: icons::CLAIM,
                title: "No claims yet",
                lines: &lines,
                button: Some("Open a source"),
            }
            .column(ui)
        });
    });
}

fn modal(ui: &mut Ui) {
    heading(ui, 942.0, 598.0, 316.0, "Modal");
    let theme = Theme::of(ui);
    let card = boxed(942.0, 632.0, 316.0, 154.0);
    ui.painter()
        .add(shadow_high(theme).as_shape(card, CornerRadius::same(10)));
    paint::boxed(ui.painter(), card, 10, theme.surface, Some(theme.line));
    at(ui, card.shrink(17.0), |ui| {
        Question {
            title: "Merge 2 sources into one?",
            body: "“Panic Grips Koh-I-Sabz” keeps its title. 6 claims and 2 captures move to it. You can undo this.",
            quiet: "Keep both",
            other: None,
            primary: "Merge sources",
        }
        .show(ui)
    });
}
