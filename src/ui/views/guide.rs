//! The guide: what the program is for and how to use it, on one page.

use eframe::egui::{Role, Sense, Ui, WidgetInfo};

use super::View;
use super::page::page;
use crate::app::samples::Sample;
use crate::app::{Action, App, Command};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, Link, label};

/// The measure of the page: 58 to 72 characters.
const MEASURE: f32 = 560.0;

/// The guide.
#[derive(Default)]
pub struct GuideView;

/// A part of the guide: its title and its paragraphs.
type Part = (&'static str, &'static [&'static str]);

const PARTS: &[Part] = &[
    (
        "A project is one file",
        &[
            "It holds your sources with the texts you read, the events you work on, what the sources say about them, your notes, remarks and tags. Nothing outside the file is needed to read it.",
            "The file is plain text. It can be read without Annals, compared line by line, mailed, and kept for decades.",
        ],
    ),
    (
        "Sources and their texts",
        &[
            "A source is something that was published or said: an article, a paper, a statement. Its text lies in the project as a capture, a dated copy that changes only where you edit it. Paste a text or load it from a file; a newer capture stands beside the older ones and replaces none of them.",
            "A newer capture takes your remarks and claims along. The reader then lists what became of their words: exact, moved, with changed text, ambiguous, lost. You accept, choose a place, or put them back into the older capture; those that only moved can be accepted together. The count in the tool bar opens the list again. Edit text changes a capture itself, and what lies on it follows.",
        ],
    ),
    (
        "Reading and highlighting",
        &[
            "Open a source and select words with the mouse, or with Shift and the arrow keys. Then press H to highlight them, M to comment, Q to ask a question, T to tag, C to file what they claim. Your remarks stand in the margin, level with their words.",
            "A remark belongs to exactly the words you selected. If those words cannot be found any more, Annals says so. It never moves a remark to other words.",
        ],
    ),
    (
        "Tags",
        &[
            "A tag is a label with a place in a tree, such as actor/police. Select one record or many, press Ctrl+T, and type a few letters to find a tag, or a new path to make one.",
            "In the tag manager (Ctrl+7) you rename, move, merge and describe tags. Each of these is one step, whatever the number of records, and can be undone.",
        ],
    ),
    (
        "Dates",
        &[
            "Type a date as you would say it: 16 January 2024, mid-January 2024, 27 or 28 January 2024, before March 2019. What you typed is kept. Under the field stands how it was understood, with the earliest and the latest day that it can mean.",
            "No date is made more exact than it was said, and words that are not understood are kept as they are.",
        ],
    ),
    (
        "Claims",
        &[
            "A claim is what one source says about one field of one event: when it was, where, how many, who says so. The claims of a project are listed under Claims, and the list of events shows how many each has. Where sources differ, every version stays as it was said.",
            "Select the words and press C. The form proposes the event of the last claim, the field that the words speak of and the value that they give; Enter files the claim and the text has the keyboard again. A click elsewhere keeps what is half written, and C on the same words takes it up.",
            "Words that claim something are underlined. Where a claim is in conflict with another one the line is orange and the margin says with what. Click the words for who says so and why; Enter on a selected claim changes it.",
            "An event shows its claims by field, and a sign says how each stands to the others: = same, ≈ compatible, ≠ in conflict. Rest the pointer on a claim to read its words and why it has its sign. Behind “4 sources, 2 origins” stands who had it from whom. Below its claims, Assess says what you hold the field to be, and why; what you held before stays on record.",
            "The reliability of a source (A to F) and the credibility of a statement (1 to 6) stand side by side and are never multiplied: a reliable source can be wrong, and a poor one right.",
        ],
    ),
    (
        "Comparing what sources say",
        &[
            "Ctrl+8 shows the disagreements of the selected event: a row for each field, a column for each source, and at the right what you hold. A cell in conflict is filled. Choose a cell, and the strip below says what was claimed in which words and why it stands as it does. Open passage shows the words in the text, while the event stays beside it.",
            "Compare events shows all events by sources. The search box leaves the events that it finds, the filter those in conflict or still to be assessed; both are kept together as a saved view. Export writes what is shown as a picture, a table or a spreadsheet.",
            "Choose a day on the line above the cells, or beside the claims of an event, and only what was reported by then counts. A toll that rises from day to day then reads as a story, not as a contradiction.",
        ],
    ),
    (
        "Finding things",
        &[
            "The search box (Ctrl+K) filters the list while you type, in all texts of a record. A minus sign leaves out: -border. With tag:, type: and source: you ask for a tag, a kind of record, or what belongs to a source: tag:actor source:dawn. With reliability: and credibility: you ask for grades of sources and of claims: reliability:a-c credibility:1-3.",
            "Ctrl+P goes to any record and any command by its name.",
        ],
    ),
    (
        "Saving, undo, recovery",
        &[
            "Ctrl+S writes the file whole or not at all. What the file held before is kept as a version. If somebody else has changed it meanwhile, you are asked what to do.",
            "Ctrl+Z takes back step after step, and the menu names the step. Deleting, merging and renaming are steps like any other, so you can try things.",
            "What you delete also lies in the trash (Edit, Trash), in the project file, with its claims, remarks, links and tags. It can be restored from there at any time, after closing and opening too, until you empty the trash.",
            "Each step also goes to a journal within a second. If Annals or the computer stops, the next start offers to restore what was not saved, and Undo still takes it back step by step.",
        ],
    ),
    (
        "Without a mouse",
        &[
            "Tab goes from control to control. In a list the arrow keys select, with Shift several rows; Space adds a row, Enter opens it, Delete deletes what is selected.",
        ],
    ),
];

impl View for GuideView {
    fn title(&self, _app: &App) -> String {
        "Guide".to_owned()
    }

    fn icon(&self) -> Icon {
        icons::HELP
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, focused: bool) {
        page(ui, "guide", focused, MEASURE, |ui| {
            let theme = Theme::of(ui);
            title(ui, Type::HEADING_READ, "How to use Annals");
            ui.add_space(space::M);
            let about = "Annals is a notebook for people who read many accounts of the same events and must say what happened, who says so, and how sure they are.";
            label(ui, Type::READING, about, theme.text);
            ui.add_space(space::L);
            if Button::secondary("Open the sample Harbour fire")
                .icon(icons::SAMPLE)
                .tooltip("A short invented case that shows every feature; it opens as a copy")
                .show(ui)
                .clicked()
            {
                ctx.send(Command::OpenSample(Sample::HarbourFire));
            }
            for (name, paragraphs) in PARTS {
                ui.add_space(space::XXL);
                title(ui, Type::READING_STRONG, name);
                for (place, paragraph) in paragraphs.iter().enumerate() {
                    if place > 0 {
                        ui.add_space(space::M);
                    }
                    label(ui, Type::READING, paragraph, theme.text);
                }
            }
            ui.add_space(space::L);
            if Link::new("All keys on one page").show(ui).clicked() {
                ctx.act(Action::Shortcuts);
            }
        });
    }
}

/// A heading of the page.
fn title(ui: &mut Ui, kind: Type, words: &str) {
    let theme = Theme::of(ui);
    let galley = kind.wrapped(ui, words, theme.text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, theme.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
}
