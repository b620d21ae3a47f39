//! What can be done about the chosen problem, as a small form where words are needed and as buttons.

use eframe::egui::Ui;

use super::data;
use crate::app::{Command, Pane, Workspace};
use crate::edit::Edit;
use crate::evidence::{Entry, Remedy, accounts, remedies};
use crate::model::{
    Choice as _, Claim, ClaimId, ClaimStatus, EventId, Kind, LinkId, Problem, Project, Record,
    RecordId, Source, SourceId,
};
use crate::ui::ctx::Ctx;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::space;
use crate::ui::views::reader::next_claim_is_on;
use crate::ui::widgets::{Button, Choice, Dropdown, Field, FieldEvent, labelled};

/// The ways out of one problem, with what was typed and chosen for them.
#[derive(Default)]
pub(super) struct Remedies {
    open: Option<Open>,
}

/// What is offered for a problem; made anew when another one is chosen or the project changes.
struct Open {
    problem: Problem,
    revision: u64,
    remedies: Vec<Remedy>,
    /// The values to choose from, where a field can be assessed.
    values: Vec<ToHold>,
    chosen: Option<usize>,
    reason: String,
}

/// A value that an account gives.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ToHold {
    claim: ClaimId,
    value: String,
    /// Who gives it.
    who: String,
}

impl Remedies {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, problem: &Problem) {
        let revision = work.project.revision();
        let before = self.open.take();
        let mut open = match before {
            Some(open) if open.problem == *problem && open.revision == revision => open,
            Some(open) if open.problem == *problem => open.anew(work),
            _ => Open::new(work, problem),
        };
        open.form(ui, ctx, work);
        open.buttons(ui, ctx, work);
        self.open = Some(open);
    }
}

impl Open {
    fn new(work: &Workspace, problem: &Problem) -> Self {
        let project = &work.project;
        let remedies = remedies(project, problem);
        let assess = remedies.iter().find_map(|remedy| match remedy {
            Remedy::Assess { event, field } => Some(to_hold(project, *event, field)),
            _ => None,
        });
        Self {
            problem: problem.clone(),
            revision: project.revision(),
            remedies,
            values: assess.unwrap_or_default(),
            chosen: None,
            reason: String::new(),
        }
    }

    /// The same problem in a project that changed: what was typed stays.
    fn anew(self, work: &Workspace) -> Self {
        let new = Self::new(work, &self.problem);
        let chosen = self.chosen.and_then(|at| self.values.get(at));
        Self {
            chosen: chosen.and_then(|value| new.values.iter().position(|other| other == value)),
            reason: self.reason,
            ..new
        }
    }

    /// What needs words: a reason, and for an assessment a value.
    fn form(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        let wanted = self
            .remedies
            .iter()
            .find(|remedy| matches!(remedy, Remedy::Assess { .. } | Remedy::AcceptValue(_)));
        match wanted.cloned() {
            Some(Remedy::Assess { event, field }) => {
                self.assess(ui, ctx, work, event, &field);
            }
            Some(Remedy::AcceptValue(claim)) => self.accept(ui, ctx, work, claim),
            _ => {}
        }
    }

    fn assess(
        &mut self,
        ui: &mut Ui,
        ctx: &Ctx<'_>,
        work: &Workspace,
        event: EventId,
        field: &str,
    ) {
        let choices: Vec<Choice<'_>> = self
            .values
            .iter()
            .map(|value| Choice {
                label: &value.value,
                detail: &value.who,
            })
            .collect();
        let picked = labelled(ui, "Value", |ui| {
            let name = format!("Value of {field}");
            let list = Dropdown::new(&name, self.chosen, &choices).unset("Choose a value");
            list.blocked(ctx.locked()).show(ui)
        });
        if picked.is_some() {
            self.chosen = picked;
        }
        let kept = self.reason_field(ui, ctx, "Say why you hold it to be right");
        ui.add_space(space::XS);
        let chosen = self.chosen.and_then(|at| self.values.get(at));
        let blocked = match chosen {
            None => Some("Choose a value first."),
            Some(_) => ctx.locked(),
        };
        let words = format!("Assess {field}");
        let button = Button::primary(&words)
            .icon(icons::ASSESSED)
            .blocked(blocked);
        let go = button.show(ui).clicked() || kept && blocked.is_none();
        if let Some(chosen) = chosen.filter(|_| go)
            && let Some(claim) = work.project.claims().get(chosen.claim)
        {
            ctx.edit(Edit::Assess {
                event,
                field: field.to_owned(),
                value: claim.value.clone(),
                reason: self.reason.trim().to_owned(),
                claim: Some(claim.id),
            });
        }
        ui.add_space(space::S);
    }

    fn accept(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace, claim: ClaimId) {
        self.reason_field(
            ui,
            ctx,
            "Say why the value holds, or how the source slipped",
        );
        ui.add_space(space::XS);
        let reason = self.reason.trim().to_owned();
        let blocked = if reason.is_empty() {
            Some("Give a reason first.")
        } else {
            ctx.locked()
        };
        let set = |what, change: &dyn Fn(&mut Claim)| {
            if let Some(claim) = work.project.claims().get(claim) {
                let mut after = claim.clone();
                change(&mut after);
                ctx.edit(Edit::Set {
                    after: after.into(),
                    what,
                    typing: false,
                });
            }
        };
        ui.horizontal_wrapped(|ui| {
            let accept = Button::primary("Accept value").icon(icons::TICK);
            let tip = "The value stays, and the reason with it";
            if accept.tooltip(tip).blocked(blocked).show(ui).clicked() {
                set("reason to accept the value", &|claim| {
                    claim.accepted_because = reason.clone().into();
                });
            }
            let slip = Button::secondary("Mark as slip").icon(icons::FLAG);
            let tip = ClaimStatus::SlipInSource.meaning();
            if slip.tooltip(tip).blocked(blocked).show(ui).clicked() {
                set("status", &|claim| {
                    claim.status = ClaimStatus::SlipInSource;
                    claim.status_reason = reason.clone().into();
                });
            }
        });
        ui.add_space(space::S);
    }

    /// Says whether the reason was ended with Enter.
    fn reason_field(&mut self, ui: &mut Ui, ctx: &Ctx<'_>, hint: &str) -> bool {
        labelled(ui, "Reason", |ui| {
            let field = Field::boxed(&mut self.reason, "Reason").hint(hint);
            let shown = field.blocked(ctx.locked()).show(ui);
            let enter = ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
            shown.event == FieldEvent::Kept && enter
        })
    }

    /// What needs no more than a click.
    fn buttons(&self, ui: &mut Ui, ctx: &Ctx<'_>, work: &Workspace) {
        ui.horizontal_wrapped(|ui| {
            for remedy in &self.remedies {
                if let Some(offer) = offer(&work.project, remedy) {
                    let button = Button::secondary(&offer.words).icon(offer.icon);
                    let blocked = ctx.locked().filter(|_| offer.edits());
                    let button = match offer.tip {
                        "" => button.blocked(blocked),
                        tip => button.tooltip(tip).blocked(blocked),
                    };
                    if button.show(ui).clicked() {
                        if let Remedy::FileClaim(event) = remedy {
                            next_claim_is_on(ui.ctx(), *event);
                        }
                        ctx.send(offer.command);
                    }
                }
            }
        });
    }
}

/// A remedy as a button.
struct Offer {
    words: String,
    icon: Icon,
    command: Command,
    tip: &'static str,
}

impl Offer {
    fn edits(&self) -> bool {
        matches!(self.command, Command::Edit(_) | Command::EditClaim(_))
    }
}

/// The button of a remedy; `None` for those that have a form or a place of their own.
fn offer(project: &Project, remedy: &Remedy) -> Option<Offer> {
    let make = |words: String, icon, command| {
        Some(Offer {
            words,
            icon,
            command,
            tip: match remedy {
                Remedy::FileClaim(_) => {
                    "Open one, select the words and press C: the form has this event filled in"
                }
                _ => "",
            },
        })
    };
    let edit = |edit| Command::Edit(Box::new(edit));
    match remedy {
        // The text is mended above, forms have buttons of their own, and the head of a kind hides it.
        Remedy::Mend(_)
        | Remedy::Assess { .. }
        | Remedy::AcceptValue(_)
        | Remedy::MarkSlip(_)
        | Remedy::Mute(_) => None,
        Remedy::Show(id) => make(
            show_words(project, *id),
            icons::ARROW_RIGHT,
            Command::Reveal(*id),
        ),
        Remedy::OpenPassage(id) => make(
            "Open passage".to_owned(),
            icons::ARROW_RIGHT,
            Command::Reveal(*id),
        ),
        Remedy::EditClaim(claim) => make(
            "Correct the claim".to_owned(),
            icons::EDIT,
            Command::EditClaim(*claim),
        ),
        Remedy::AcceptPassage(record) => make(
            "Accept the new words".to_owned(),
            icons::TICK,
            edit(Edit::AcceptPassage { record: *record }),
        ),
        Remedy::ChoosePassage {
            record,
            range,
            words,
        } => make(
            format!("Take {}", data::quoted(words)),
            icons::ANCHOR,
            edit(Edit::ChoosePassage {
                record: *record,
                range: range.clone(),
            }),
        ),
        Remedy::PutPassageBack(record) => make(
            "Put back into the older copy".to_owned(),
            icons::CAPTURE,
            edit(Edit::PutPassageBack { record: *record }),
        ),
        Remedy::OpenLineage(source) => make(
            format!("Show {}", short_name(project, *source)),
            icons::ARROW_RIGHT,
            Command::Reveal((*source).into()),
        ),
        Remedy::Compare(event) => make(
            "Show in Disagreements".to_owned(),
            icons::DISAGREEMENTS,
            Command::Show(Pane::Disagreements(Some(*event))),
        ),
        Remedy::FileClaim(_) => make(
            "Choose a source to quote".to_owned(),
            icons::CLAIM,
            Command::Show(Pane::Table(Kind::Source)),
        ),
        Remedy::MergeTags { from, into } => make(
            "Merge the two tags".to_owned(),
            icons::MERGE,
            edit(Edit::MergeTags {
                from: vec![*from],
                into: *into,
            }),
        ),
        Remedy::DeleteTag(tag) => make(
            "Delete tag".to_owned(),
            icons::DELETE,
            edit(Edit::DeleteTag { tag: *tag }),
        ),
        Remedy::TurnLink(link) => make(
            "Turn the link round".to_owned(),
            icons::SWAP,
            edit(turned(project, *link)?),
        ),
        Remedy::TakeOutOfLineage { source, draws_on } => make(
            format!(
                "Take {} out of {}",
                short_name(project, *draws_on),
                short_name(project, *source)
            ),
            icons::MINUS,
            edit(taken_out(project, *source, *draws_on)?),
        ),
    }
}

fn show_words(project: &Project, id: RecordId) -> String {
    match id {
        RecordId::Note(_) => "Open note".to_owned(),
        RecordId::Source(_) | RecordId::Capture(_) => "Open source".to_owned(),
        RecordId::Tag(_) => "Show in the tag manager".to_owned(),
        RecordId::Event(_) => format!("Show “{}”", project.label(id)),
        _ => "Show record".to_owned(),
    }
}

fn short_name(project: &Project, id: SourceId) -> String {
    let source = project.sources().get(id);
    source.map_or_else(|| "a missing source".to_owned(), Source::short_name)
}

/// The link from its other end.
fn turned(project: &Project, link: LinkId) -> Option<Edit> {
    let mut after = project.links().get(link)?.clone();
    std::mem::swap(&mut after.from, &mut after.to);
    Some(set(after.into(), "direction"))
}

/// The source without what it is said to draw on.
fn taken_out(project: &Project, source: SourceId, draws_on: SourceId) -> Option<Edit> {
    let mut after = project.sources().get(source)?.clone();
    after.lineage.retain(|edge| edge.source != draws_on);
    Some(set(after.into(), "lineage"))
}

fn set(after: Record, what: &'static str) -> Edit {
    Edit::Set {
        after,
        what,
        typing: false,
    }
}

/// The values that the accounts of a field give, each once with who gives it.
fn to_hold(project: &Project, event: EventId, field: &str) -> Vec<ToHold> {
    let fields = accounts(project, event, None).fields;
    let account = fields.into_iter().find(|account| account.field == field);
    let entries = account.map(|account| account.entries).unwrap_or_default();
    let mut values: Vec<ToHold> = Vec::new();
    for Entry { claim, source, .. } in entries.into_iter().filter(|entry| entry.counts) {
        let Some(claim) = project.claims().get(claim) else {
            continue;
        };
        let (value, who) = (claim.value.short(), short_name(project, source));
        match values.iter_mut().find(|known| known.value == value) {
            Some(known) if known.who.split("; ").any(|other| other == who) => {}
            Some(known) => known.who = format!("{}; {who}", known.who),
            None => values.push(ToHold {
                claim: claim.id,
                value,
                who,
            }),
        }
    }
    values
}
