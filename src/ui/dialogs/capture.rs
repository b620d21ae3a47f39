//! The dialog that takes a text in as a capture of a source: a pasted one, or one that was read from a file.

use eframe::egui::{Align, Context, Event, Id, Layout, Ui, vec2};

use crate::app::{Answer, Command, LoadedText, Pane};
use crate::edit::{self, Edit};
use crate::model::{CaptureNature, Choice as _, Project, SourceId, When, captures_of};
use crate::store::FileLimits;
use crate::store::intake::{Intake, IntakeError, read_pasted};
use crate::ui::ctx::Ctx;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, space};
use crate::ui::widgets::{Button, Choice, Dropdown, Field, label, labelled, modal};

/// The width of the dialog.
const WIDTH: f32 = 640.0;
/// The height of the text.
const TALL: f32 = 260.0;
/// A text of more bytes than this is kept beside the field: editing it there would be slow.
const HELD: usize = 48 * 1024;

/// What was written into the dialog so far.
#[derive(Debug, Default)]
pub(super) struct CaptureDialog {
    source: Option<SourceId>,
    /// The name of the file that the text came from, and what reading it changed.
    file: Option<(String, Vec<String>)>,
    text: String,
    /// A long text, which is shown in short.
    held: Option<String>,
    nature: CaptureNature,
    taken: String,
    /// What the text reads as; `None` until it is looked at.
    read: Option<Result<Intake, IntakeError>>,
    /// What becomes of the passages of earlier captures; `None` until it is looked at.
    passages: Option<String>,
    begun: bool,
    limits: FileLimits,
}

impl CaptureDialog {
    /// Shows the dialog for a source until it is answered.
    pub(super) fn show(
        &mut self,
        egui: &Context,
        ctx: &Ctx<'_>,
        source: SourceId,
        loaded: Option<&LoadedText>,
    ) {
        if self.source != Some(source) {
            *self = Self::begin(ctx, source, loaded);
        }
        let id = Id::unique("annals new capture");
        let (done, left) = modal(egui, id, self.title(), WIDTH, |ui| self.ui(ui, ctx, source));
        if done || left {
            *self = Self::default();
            ctx.send(Command::Answer(Answer::Cancel));
        }
    }

    /// The dialog as it opens. What is read again is most likely the same sort of text as last time.
    fn begin(ctx: &Ctx<'_>, source: SourceId, loaded: Option<&LoadedText>) -> Self {
        let newest = ctx
            .work()
            .and_then(|work| captures_of(&work.project, source).into_iter().next());
        let mut dialog = Self {
            source: Some(source),
            nature: newest.map(|capture| capture.nature).unwrap_or_default(),
            limits: ctx.app.settings.limits,
            taken: jiff::Zoned::now().strftime("%-d %B %Y").to_string(),
            ..Self::default()
        };
        if let Some(loaded) = loaded {
            let text = loaded.intake.text.clone();
            dialog.file = Some((loaded.name.clone(), loaded.intake.changes.clone()));
            if text.len() > HELD {
                dialog.held = Some(text);
            } else {
                dialog.text = text;
            }
        }
        dialog
    }

    fn title(&self) -> &'static str {
        match self.file {
            Some(_) => "Add a text from a file",
            None => "Paste a text",
        }
    }

    fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, source: SourceId) -> bool {
        let theme = Theme::of(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        label(ui, Type::SUBTITLE, self.title(), theme.text);
        ui.add_space(space::XS);
        let name = ctx
            .work()
            .and_then(|work| work.project.sources().get(source))
            .map(crate::model::Source::short_name)
            .unwrap_or_default();
        let file = match &self.file {
            Some((file, _)) => format!("{file}, as a"),
            None => "A".to_owned(),
        };
        let about = format!(
            "{file} new capture of “{name}”. Captures that it has already stay as they are."
        );
        label(ui, Type::BODY, &about, theme.text2);
        ui.add_space(space::L);
        self.text(ui);
        self.says(ui);
        ui.add_space(space::L);
        self.fields(ui);
        self.tell_passages(ui, ctx, source);
        ui.add_space(space::XL);
        self.buttons(ui, ctx, source)
    }

    fn text(&mut self, ui: &mut Ui) {
        self.take_long_paste(ui);
        if let Some(held) = &self.held {
            let lines: Vec<&str> = held
                .lines()
                .filter(|l| !l.trim().is_empty())
                .take(4)
                .collect();
            let start: String = lines.join("\n").chars().take(400).collect();
            let theme = Theme::of(ui);
            label(ui, Type::BODY, &format!("{start}…"), theme.text2);
            ui.add_space(space::M);
            let words = held.split_whitespace().count();
            let size = format!("{words} words, too many to edit here.");
            label(ui, Type::SMALL, &size, theme.text3);
            ui.add_space(space::M);
            if Button::secondary("Take it out").small().show(ui).clicked() {
                self.held = None;
                self.read = None;
            }
            return;
        }
        let id = Id::unique("annals pasted text");
        let shown = Field::boxed(&mut self.text, "Text of the capture")
            .id(id)
            .hint("Paste the text here")
            .rows(12)
            .most(TALL)
            .show(ui);
        if shown.response.changed() {
            self.read = None;
        }
        if !self.begun {
            self.begun = true;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }

    /// Takes a long text before the field gets it.
    fn take_long_paste(&mut self, ui: &Ui) {
        let pasted = ui.input_mut(|input| {
            let place = input
                .events
                .iter()
                .position(|event| matches!(event, Event::Paste(text) if text.len() > HELD))?;
            Some(input.events.remove(place))
        });
        if let Some(Event::Paste(text)) = pasted {
            self.held = Some(text);
            self.read = None;
        }
    }

    fn read(&mut self) -> &Result<Intake, IntakeError> {
        let text = self.held.as_ref().unwrap_or(&self.text);
        self.read
            .get_or_insert_with(|| read_pasted(text, self.limits))
    }

    /// What is wrong with the text, or what will be changed in it.
    fn says(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let (words, colour) = match self.read() {
            // Nothing was pasted yet: that is no mistake.
            Err(IntakeError::Empty) => return,
            Err(error) => (error.to_string(), theme.problem),
            Ok(intake) => {
                let changes = intake.changes.clone();
                (self.changes(changes), theme.text2)
            }
        };
        if words.is_empty() {
            return;
        }
        ui.add_space(space::S);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let (rect, _) = ui.allocate_exact_size(
                vec2(icons::SMALL, Type::SMALL.line),
                eframe::egui::Sense::hover(),
            );
            let icon = if colour == theme.problem {
                icons::FAILURE
            } else {
                icons::INFO
            };
            icon.paint(ui, ui.painter(), rect.center(), icons::SMALL, colour);
            label(ui, Type::SMALL, &words, colour);
        });
    }

    fn fields(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let choices: Vec<Choice<'_>> = CaptureNature::ALL
            .iter()
            .map(|nature| Choice {
                label: nature.name(),
                detail: "",
            })
            .collect();
        let chosen = CaptureNature::ALL.iter().position(|n| *n == self.nature);
        labelled(ui, "What it is", |ui| {
            let picked = Dropdown::new("What the text is", chosen, &choices).show(ui);
            if let Some(nature) = picked.and_then(|place| CaptureNature::ALL.get(place)) {
                self.nature = *nature;
                self.passages = None;
            }
        });
        ui.add_space(space::S);
        labelled(ui, "Taken on", |ui| {
            let field = Field::boxed(&mut self.taken, "Day the text was taken")
                .width(220.0)
                .tall(height::BUTTON_SMALL)
                .show(ui);
            if field.response.changed() {
                self.passages = None;
            }
            if !self.taken.trim().is_empty() {
                let reading = When::read(&self.taken).reading();
                let colour = if reading.understood {
                    theme.text2
                } else {
                    theme.problem
                };
                ui.add_space(space::M);
                label(ui, Type::SMALL, &reading.sentence, colour);
            }
        });
    }

    /// What becomes of highlights and claims in the captures that the source has.
    fn tell_passages(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, source: SourceId) {
        let Some(work) = ctx.work() else { return };
        let taken = self.taken();
        let nature = self.nature;
        let words = self
            .passages
            .get_or_insert_with(|| passages(&work.project, source, nature, &taken));
        if !words.is_empty() {
            ui.add_space(space::M);
            label(ui, Type::SMALL, words, Theme::of(ui).text2);
        }
    }

    fn taken(&self) -> When {
        match self.taken.trim() {
            "" => When::default(),
            words => When::read(words),
        }
    }

    /// What was changed in the text: when the file was read, and since.
    fn changes(&self, since: Vec<String>) -> String {
        let of_file = self.file.iter().flat_map(|(_, changes)| changes.clone());
        of_file.chain(since).collect::<Vec<_>>().join(" ")
    }

    fn buttons(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, source: SourceId) -> bool {
        let wrong = match self.read() {
            Ok(_) => None,
            Err(IntakeError::Empty) => Some("Paste a text first."),
            Err(_) => Some("The text cannot be taken in as it is."),
        };
        let mut done = false;
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height::BUTTON),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let add = Button::primary("Add capture").blocked(ctx.locked().or(wrong));
                if add.show(ui).clicked() {
                    self.add(ctx, source);
                    done = true;
                }
                done |= Button::secondary("Cancel").show(ui).clicked();
            },
        );
        done
    }

    fn add(&mut self, ctx: &Ctx<'_>, source: SourceId) {
        let Ok(intake) = self.read() else { return };
        let (text, changes) = (intake.text.clone(), intake.changes.clone());
        let note = self.changes(changes);
        let origin = self.file.as_ref().map(|(name, _)| name.as_str());
        ctx.edit(Edit::AddCapture {
            source,
            text,
            taken: self.taken(),
            nature: self.nature,
            origin: origin.unwrap_or("pasted").to_owned(),
            note,
            carry: true,
        });
        ctx.send(Command::Show(Pane::Reader(source)));
    }
}

/// What becomes of the passages in the captures of a source if a text of this sort and day is added.
fn passages(project: &Project, source: SourceId, nature: CaptureNature, taken: &When) -> String {
    let n_in = |capture| project.with_passages_in(capture).count();
    if let Some(older) = edit::carried_from(project, source, nature, taken) {
        let of = older.taken.short();
        let of = if of.is_empty() {
            "the earlier capture".to_owned()
        } else {
            format!("the capture of {of}")
        };
        return match n_in(older.id) {
            0 => String::new(),
            1 => format!("The passage of {of} is looked for in this text and comes along."),
            n => format!("The {n} passages of {of} are looked for in this text and come along."),
        };
    }
    let captures = captures_of(project, source);
    let Some(older) = captures.iter().find(|capture| n_in(capture.id) > 0) else {
        return String::new();
    };
    if edit::takes_over(nature, older.nature) {
        "Passages stay in the captures that they are in: those are of a later day.".to_owned()
    } else {
        format!(
            "Passages stay in the captures that they are in: {} does not take over from {}.",
            nature.name(),
            older.nature.name()
        )
    }
}
