//! The fields of a source.

use std::sync::Arc;

use eframe::egui::{OpenUrl, Ui};

use super::accounts::Decided;
use super::assess::{decided, fold};
use super::complete::Ask;
use super::data::{Data, long_time};
use super::fields::{Spec, row, shown};
use super::lists::Item;
use super::panel::Panel;
use super::pick::Picked;
use super::rows::{Leads, parting};
use crate::app::{Command, Pane};
use crate::model::{
    Choice as _, EarlierReliability, Kind, Lineage, PersonName, RecordId, Source, Stamp, uncapital,
};
use crate::query::field_term;
use crate::ui::icons;
use crate::ui::theme::{Type, space};
use crate::ui::widgets::{Answer, Button, Question};

/// A field of words: label, hint, what it is called in sentences, and where it lies in the record.
struct Words {
    label: &'static str,
    hint: &'static str,
    what: &'static str,
    ask: Option<Ask>,
    get: fn(&Source) -> &String,
    get_mut: fn(&mut Source) -> &mut String,
}

macro_rules! words {
    ($label:literal, $hint:literal, $what:literal, $ask:expr, $field:ident) => {
        Words {
            label: $label,
            hint: $hint,
            what: $what,
            ask: $ask,
            get: |s| &s.$field,
            get_mut: |s| &mut s.$field,
        }
    };
}

const SHORT_TITLE: Words = words!(
    "Short title",
    "Add a short title",
    "short title",
    None,
    short_title
);
const WHERE: &[Words] = &[
    words!(
        "In",
        "Add where it appeared",
        "container",
        Some(Ask::Containers),
        container
    ),
    words!(
        "Publisher",
        "Add a publisher",
        "publisher",
        Some(Ask::Publishers),
        publisher
    ),
];
const DETAILS: &[Words] = &[
    words!("DOI", "Add a DOI", "DOI", None, doi),
    words!("Volume", "Add a volume", "volume", None, volume),
    words!("Issue", "Add an issue", "issue", None, issue),
    words!("Pages", "Add pages", "pages", None, pages),
    words!(
        "Language",
        "Add a language",
        "language",
        Some(Ask::Languages),
        language
    ),
];

/// Works beyond which the lineage is closed at first.
const LONG_LINEAGE: usize = 4;

impl Panel<'_> {
    pub(super) fn source(&mut self, ui: &mut Ui, source: &Arc<Source>, data: &Data) {
        let id = source.id;
        if let Some(kind) = self.choice(ui, "Kind", source.kind) {
            self.set(id, "kind", false, |s: &mut Source| s.kind = kind);
        }
        self.source_words(ui, source, &SHORT_TITLE);
        let authors = self.list(ui, ("Authors", "Author"), &source.authors, true, author_row);
        if let Some(authors) = authors {
            let typing = authors.typing;
            self.set(id, "authors", typing, |s: &mut Source| {
                s.authors = authors.items;
            });
        }
        for words in WHERE {
            self.source_words(ui, source, words);
        }
        if let Some(when) = self.date(ui, Spec::new("Issued", "Add a date"), &source.issued) {
            self.set(id, "date of issue", true, |s: &mut Source| s.issued = when);
        }
        if let Some(when) = self.date(ui, Spec::new("Accessed", "Add a date"), &source.accessed) {
            self.set(id, "date of access", true, |s: &mut Source| {
                s.accessed = when;
            });
        }
        self.address(ui, source);
        for words in DETAILS {
            self.source_words(ui, source, words);
        }
        let summary = Spec::new("Summary", "Add a summary");
        if let Some(summary) = self.paragraph(ui, summary, &source.summary) {
            self.set(id, "summary", true, |s: &mut Source| s.summary = summary);
        }
        parting(ui);
        ui.add_space(space::M);
        self.reliability(ui, source);
        parting(ui);
        self.captures(ui, source, data);
        self.kin(ui, id, &data.kin);
        self.lineage(ui, source);
        self.claims_of_source(ui, source, data);
    }

    fn source_words(&mut self, ui: &mut Ui, source: &Arc<Source>, words: &'static Words) {
        let spec = Spec::new(words.label, words.hint);
        let value = (words.get)(source);
        let typed = match words.ask {
            Some(ask) => self.words(ui, spec, ask, value),
            None => self.text(ui, spec, value),
        };
        if let Some(typed) = typed {
            self.set(source.id, words.what, true, |s: &mut Source| {
                *(words.get_mut)(s) = typed;
            });
        }
    }

    /// The address, and the way to open it: it is shown in full and asked about first.
    fn address(&mut self, ui: &mut Ui, source: &Arc<Source>) {
        let spec = Spec::new("URL", "Add an address");
        if let Some(url) = self.text(ui, spec, &source.url) {
            self.set(source.id, "URL", true, |s: &mut Source| s.url = url);
        }
        if source.url.trim().is_empty() {
            return;
        }
        let why_not = (!is_web(&source.url))
            .then_some("Only addresses that begin with http:// or https:// can be opened.");
        row(ui, "", |ui| {
            let button = Button::secondary("Open address")
                .small()
                .icon(icons::OUTSIDE)
                .blocked(why_not);
            if button.show(ui).clicked() {
                self.state.address = Some(source.url.trim().to_owned());
            }
            ui.add_space(space::XS);
        });
        let Some(address) = self.state.address.clone() else {
            return;
        };
        let question = Question {
            title: "Open this address in the browser?",
            body: &address,
            quiet: "Leave it",
            other: None,
            primary: "Open address",
        };
        match question.ask(ui.ctx(), self.field_id("open address")) {
            Some(Answer::Primary) => {
                ui.ctx().open_url(OpenUrl::new_tab(&address));
                self.state.address = None;
            }
            Some(_) => self.state.address = None,
            None => {}
        }
    }

    fn reliability(&mut self, ui: &mut Ui, source: &Arc<Source>) {
        let id = source.id;
        if let Some(letter) = self.choice(ui, "Reliability", source.reliability) {
            self.set(id, "reliability", false, |s: &mut Source| {
                s.reliability = letter;
            });
        }
        self.reason_of_reliability(ui, source);
        if source.earlier_reliability.is_empty() {
            return;
        }
        let key = self.field_id("earlier reliability");
        let is_open = self.state.details.contains(&key);
        let words = format!("{} earlier", source.earlier_reliability.len());
        let name = format!("Reliability: {words}");
        if fold(ui, &words, &name, is_open).clicked() && !self.state.details.remove(&key) {
            self.state.details.insert(key);
        }
        if is_open {
            for earlier in source.earlier_reliability.iter().rev() {
                let letter = earlier.reliability;
                let until = earlier.until.map(long_time);
                let before = Decided {
                    value: format!("{} ({})", letter.name(), letter.meaning()),
                    reason: earlier.reason.clone(),
                    when: until.map_or_else(String::new, |until| format!("until {until}")),
                };
                decided(ui, &before);
            }
        }
    }

    /// The reason of the letter. What stood there when somebody began to type goes into the history, once,
    /// in the same step as the letters.
    fn reason_of_reliability(&mut self, ui: &mut Ui, source: &Arc<Source>) {
        let id = source.id;
        let why = Spec::new("Reason", "Say why this letter").named("Reason of the reliability");
        let typed = self.paragraph(ui, why, &source.reliability_reason);
        let is_known = self.state.reason_start.as_ref().is_some_and(|s| s.0 == id);
        if typed.is_some() && !is_known {
            let now = Stamp::now();
            self.state.reason_start = Some((id, source.reliability_reason.clone(), now));
        }
        if let (Some(why), Some((_, start, at))) = (typed, self.state.reason_start.clone()) {
            self.set(id, "reason of the reliability", true, |s: &mut Source| {
                s.reliability_reason = why;
                keep_reason(s, &start, at);
            });
        }
        let field = self.field_id(why.key);
        if !ui.memory(|memory| memory.has_focus(field)) {
            self.state.reason_start = None;
        }
    }

    fn captures(&mut self, ui: &mut Ui, source: &Arc<Source>, data: &Data) {
        let count = data.captures.total.to_string();
        self.section(ui, "Captures", &count, true, |panel, ui| {
            for capture in &data.captures.rows {
                let row = Leads {
                    second: &capture.second,
                    ..Leads::new(capture.id.into(), "", &capture.title)
                };
                if panel.leads(ui, row) {
                    panel.reveal(capture.id.into());
                }
            }
            panel.rest_in_table(ui, data.captures.n_more(), Kind::Capture);
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                let paste = Button::secondary("Paste text")
                    .small()
                    .blocked(panel.locked);
                if paste.show(ui).clicked() {
                    panel.ctx.send(Command::PasteText(source.id));
                }
                let load = Button::quiet("Load a text file…")
                    .small()
                    .blocked(panel.locked);
                if load.show(ui).clicked() {
                    panel.ctx.send(Command::ImportText(source.id));
                }
            });
        });
    }

    fn lineage(&mut self, ui: &mut Ui, source: &Arc<Source>) {
        let count = source.lineage.len().to_string();
        // A long list of works would push everything below out of sight.
        let usual = (1..=LONG_LINEAGE).contains(&source.lineage.len());
        self.section(ui, "Draws on", &count, usual, |panel, ui| {
            let done = panel.list(
                ui,
                ("Sources", "Lineage"),
                &source.lineage,
                false,
                lineage_row,
            );
            if let Some(done) = done {
                let typing = done.typing;
                panel.set(source.id, "lineage", typing, |s: &mut Source| {
                    s.lineage = done.items;
                });
            }
        });
    }

    fn claims_of_source(&mut self, ui: &mut Ui, source: &Arc<Source>, data: &Data) {
        if data.claims.total == 0 {
            return;
        }
        let (origins, behind) = &data.origins;
        let count = match origins.as_str() {
            "" => data.claims.total.to_string(),
            origins => format!("{} from {origins}", data.claims.total),
        };
        self.section(ui, "Claims of it", &count, false, |panel, ui| {
            panel.origins_fold(ui, origins, behind);
            let mut event = "";
            for claim in &data.claims.rows {
                if claim.head != event {
                    if !event.is_empty() {
                        ui.add_space(space::XS);
                    }
                    event = &claim.head;
                    super::fields::cut_label(ui, Type::BODY_STRONG, event, ui.available_width());
                }
                if panel.claim_row(ui, claim) {
                    panel.select(claim.id.into());
                }
            }
            let count = data.claims.n_more();
            if count > 0 && panel.and_more(ui, count, "Show all claims of this source") {
                let term = field_term("source", &source.short_name());
                panel.ctx.send(Command::Search(term));
                panel.ctx.send(Command::Show(Pane::Table(Kind::Claim)));
            }
        });
    }
}

/// Puts the reason that stood there before into the history, or takes it out if it stands there again.
fn keep_reason(source: &mut Source, start: &str, at: Stamp) {
    let last = source.earlier_reliability.last();
    let is_back = source.reliability_reason == start;
    if is_back && last.is_some_and(|last| last.until == Some(at)) {
        source.earlier_reliability.pop();
    } else if !is_back && !start.trim().is_empty() && last.is_none_or(|last| last.reason != start) {
        source.earlier_reliability.push(EarlierReliability {
            reliability: source.reliability,
            reason: start.to_owned(),
            until: Some(at),
        });
    }
}

/// Whether an address is one of the web.
fn is_web(address: &str) -> bool {
    let address = address.trim().to_lowercase();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

fn author_row(
    panel: &mut Panel<'_>,
    ui: &mut Ui,
    name: &str,
    author: Option<&PersonName>,
) -> Item<PersonName> {
    let none = PersonName::default();
    let spec = Spec::new("", "Add an author").named(name);
    let read = |text: &str| Ok(PersonName::parse(text));
    let value = author.unwrap_or(&none);
    let done = panel.read_here(ui, spec, value, PersonName::editable, read);
    Item {
        value: done.value,
        is_gone: author.is_some() && done.text.trim().is_empty() && !done.response.has_focus(),
    }
}

fn lineage_row(
    panel: &mut Panel<'_>,
    ui: &mut Ui,
    name: &str,
    lineage: Option<&Lineage>,
) -> Item<Lineage> {
    let spec = Spec::new("", "Add a source").named(name);
    let current = lineage.map(|l| l.source.into());
    let picked = panel.record_here(ui, spec, &[Kind::Source], current);
    let picked = match picked.and_then(Picked::record) {
        Some(RecordId::Source(id)) => Some(id),
        _ => None,
    };
    let Some(lineage) = lineage else {
        let value = picked.map(|source| Lineage {
            source,
            kind: crate::model::LineageKind::default(),
            note: String::new(),
        });
        return Item {
            value,
            is_gone: false,
        };
    };
    let mut after = lineage.clone();
    if let Some(source) = picked {
        after.source = source;
    }
    let kind = format!("Kind of {}", uncapital(name));
    if let Some(kind) = panel.choice_here(ui, &kind, lineage.kind) {
        after.kind = kind;
    }
    let note = format!("Note on {}", uncapital(name));
    let spec = Spec::new("", "Say where that shows")
        .named(&note)
        .kind(Type::SMALL);
    if let Some(note) = panel.several_lines(ui, spec, &lineage.note) {
        after.note = note;
    }
    Item {
        value: (after != *lineage).then_some(after),
        is_gone: false,
    }
}

/// A line for what has no field of its own.
pub(super) fn stamp_row(ui: &mut Ui, name: &str, stamp: Option<crate::model::Stamp>) {
    if let Some(stamp) = stamp {
        shown(ui, name, &long_time(stamp));
    }
}
