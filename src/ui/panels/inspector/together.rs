//! Several records at once: what they share, and what can be done with all of them in one step.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use eframe::egui::{Ui, vec2};

use super::data::TagOn;
use super::fields::shown;
use super::head::second;
use super::panel::{Panel, State, Wish, tag_ink};
use super::pick::kind_icon;
use super::rows::parting;
use crate::app::jobs::{Polled, Task};
use crate::app::{Command, Selection};
use crate::edit::Edit;
use crate::model::date::Edtf;
use crate::model::{Choice as _, Kind, Record, RecordId, Tables, TagId, When, capital};
use crate::query::field_term;
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, space};
use crate::ui::widgets::{Button, Chip, heading, label};

/// Up to so many records are looked at within a frame; for more a job is started.
const AT_ONCE: usize = 4_000;
/// Tags on some of them that are shown.
const MOST_TAGS: usize = 24;
/// Different words of a field that are spelled out.
const MOST_WORDS: usize = 3;

/// What several records share.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Together {
    /// "3 events".
    pub(super) counted: String,
    /// The kind, if all are of one.
    pub(super) kind: Option<Kind>,
    /// Whether any of them bears tags.
    pub(super) takes_tags: bool,
    pub(super) on_all: Vec<TagOn>,
    pub(super) on_some: Vec<(TagOn, usize)>,
    /// Fields in words: "Kind" with "Strike 2, Attack 1".
    pub(super) fields: Vec<(&'static str, String)>,
}

/// What was collected last, and for which records.
#[derive(Default)]
pub(super) struct Cache {
    key: Option<(u64, usize, u64)>,
    found: Arc<Together>,
    task: Option<Task<Together>>,
}

impl Together {
    pub(super) fn collect(tables: &Tables, ids: &[RecordId]) -> Self {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut tags: HashMap<TagId, usize> = HashMap::new();
        let mut fields = Fields::default();
        let mut n_tagged = 0;
        for record in ids.iter().filter_map(|&id| tables.get(id)) {
            *counts.entry(record.id().kind()).or_default() += 1;
            if let Some(on) = record.tags() {
                n_tagged += 1;
                on.iter().for_each(|tag| *tags.entry(tag).or_default() += 1);
            }
            fields.add(tables, &record);
        }
        let kind = match counts.len() {
            1 => counts.keys().next().copied(),
            _ => None,
        };
        let mut both: Vec<(TagOn, usize)> = tags
            .into_iter()
            .filter_map(|(id, count)| Some((tag_on(tables, id)?, count)))
            .collect();
        both.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.path.cmp(&b.0.path)));
        let (on_all, on_some): (Vec<_>, Vec<_>) =
            both.into_iter().partition(|(_, count)| *count == n_tagged);
        Self {
            counted: match kind {
                Some(kind) => kind.counted(ids.len()),
                None => format!("{} records", ids.len()),
            },
            kind,
            takes_tags: n_tagged > 0,
            on_all: on_all.into_iter().map(|(tag, _)| tag).collect(),
            on_some,
            fields: fields.into_words(&counts, kind),
        }
    }
}

fn tag_on(tables: &Tables, id: TagId) -> Option<TagOn> {
    let tag = tables.tags().get(id)?;
    Some(TagOn {
        id,
        path: tag.path.clone(),
        name: tag.name().to_owned(),
        colour: tag.colour,
    })
}

/// Values of the fields that several records may share, counted.
#[derive(Default)]
struct Fields {
    words: BTreeMap<(usize, &'static str), HashMap<String, usize>>,
    first: Option<When>,
    last: Option<When>,
    places: HashMap<String, usize>,
}

impl Fields {
    fn add(&mut self, tables: &Tables, record: &Record) {
        match record {
            Record::Event(r) => {
                self.word(0, "Kind", &r.kind);
                self.when(&r.when);
                let place = &r.place;
                let tag = place.tag.and_then(|tag| tables.tags().get(tag));
                let name = match tag {
                    Some(tag) if place.name.is_empty() => tag.name(),
                    _ => &place.name,
                };
                if !name.is_empty() {
                    *self.places.entry(name.to_owned()).or_default() += 1;
                }
            }
            Record::Source(r) => {
                self.word(0, "Kind", r.kind.name());
                self.when(&r.issued);
                self.word(1, "In", &r.container);
                self.word(2, "Reliability", r.reliability.name());
            }
            Record::Claim(r) => {
                let source = tables.sources().get(r.source);
                let source = source.map_or_else(String::new, crate::model::Source::short_name);
                self.word(0, "Source", &source);
                self.word(1, "Event", &tables.label(r.event.into()));
                self.word(2, "Field", &r.field);
                self.word(3, "Credibility", r.credibility.name());
                self.word(4, "Status", r.status.name());
            }
            Record::Annotation(r) => {
                self.word(0, "Motivation", r.motivation.name());
                let state = match r.resolution {
                    crate::model::Resolution::Open => "open",
                    crate::model::Resolution::Resolved => "resolved",
                };
                self.word(1, "State", state);
            }
            Record::Capture(r) => {
                self.word(0, "Nature", r.nature.name());
                self.when(&r.taken);
            }
            _ => {}
        }
    }

    fn word(&mut self, place: usize, field: &'static str, word: &str) {
        if !word.is_empty() {
            let words = self.words.entry((place, field)).or_default();
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }

    fn when(&mut self, when: &When) {
        if when.bounds().is_none() {
            return;
        }
        let is_first = |first: &When| when.cmp_time(first).is_lt();
        if self.first.as_ref().is_none_or(is_first) {
            self.first = Some(when.clone());
        }
        // The last is the one that ends last: a day in January does not end after January.
        let ends = |when: &When| when.bounds().map(|bounds| bounds.sort_key().1);
        let is_last =
            |last: &When| (ends(when), when.cmp_time(last)) > (ends(last), Ordering::Equal);
        if self.last.as_ref().is_none_or(is_last) {
            self.last = Some(when.clone());
        }
    }

    fn into_words(
        self,
        counts: &BTreeMap<Kind, usize>,
        kind: Option<Kind>,
    ) -> Vec<(&'static str, String)> {
        if kind.is_none() {
            let counts = counts
                .iter()
                .map(|(kind, &count)| (capital(kind.plural()), count));
            let words: HashMap<String, usize> = counts.collect();
            return vec![("Kinds", counted_words(words, "kinds"))];
        }
        let mut fields = Vec::new();
        for ((place, field), words) in self.words {
            if place == 1 {
                put_when(&mut fields, &self.first, &self.last);
            }
            fields.push((field, counted_words(words, "different")));
        }
        put_when(&mut fields, &self.first, &self.last);
        match self.places.len() {
            0 => {}
            1 => fields.extend(self.places.into_keys().map(|place| ("Where", place))),
            n => fields.push(("Where", format!("{n} places"))),
        }
        fields
    }
}

fn put_when(fields: &mut Vec<(&'static str, String)>, first: &Option<When>, last: &Option<When>) {
    if fields.iter().any(|(field, _)| *field == "When") {
        return;
    }
    if let (Some(first), Some(last)) = (first, last) {
        let text = if first == last {
            first.short()
        } else {
            span(first, last)
        };
        fields.push(("When", text));
    }
}

/// "16 to 28 Jan 2024" for two days; where one of the dates is no single day both stand as they are, for
/// "1 to 16 January" would be two days that nobody gave.
pub(super) fn span(first: &When, last: &When) -> String {
    let day = |when: &When| Some(when.bounds()?.single()?.iso());
    match (day(first), day(last)) {
        (Some(from), Some(to)) => {
            let days = if from == to {
                from
            } else {
                format!("{from}/{to}")
            };
            let whole = When {
                edtf: Edtf::new(days),
                ..When::default()
            };
            whole.short()
        }
        _ => format!("{} to {}", first.short(), last.short()),
    }
}

/// "Strike 2, Attack 1", or how many there are.
fn counted_words(words: HashMap<String, usize>, noun: &str) -> String {
    let mut words: Vec<(String, usize)> = words.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    match words.as_slice() {
        [(one, _)] => one.clone(),
        many if many.len() > MOST_WORDS => format!("{} {noun}", many.len()),
        few => {
            let parts = few.iter().map(|(word, count)| format!("{word} {count}"));
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

impl Cache {
    /// A key of the selection that costs the same for any length.
    fn key(revision: u64, ids: &[RecordId]) -> (u64, usize, u64) {
        let mut hasher = DefaultHasher::new();
        let step = (ids.len() / 64).max(1);
        ids.iter().step_by(step).for_each(|id| id.hash(&mut hasher));
        ids.last().hash(&mut hasher);
        (revision, ids.len(), hasher.finish())
    }
}

impl Panel<'_> {
    fn together_data(&mut self, ids: &Selection) -> Arc<Together> {
        let key = Cache::key(self.project.revision(), ids);
        let cache = &mut self.state.together;
        if cache.key != Some(key) {
            cache.key = Some(key);
            if ids.len() <= AT_ONCE {
                cache.task = None;
                cache.found = Arc::new(Together::collect(self.project, ids));
            } else {
                let (snapshot, ids) = (self.project.snapshot(), ids.clone());
                let wake = self.ctx.app.wake();
                cache.task = Some(Task::spawn("Summary of the selection", wake, move |_| {
                    Together::collect(&snapshot, &ids)
                }));
            }
        }
        if let Some(task) = &cache.task {
            match task.poll() {
                Polled::Done(found) => {
                    cache.found = Arc::new(found);
                    cache.task = None;
                }
                Polled::Died => cache.task = None,
                Polled::Running => {}
            }
        }
        Arc::clone(&cache.found)
    }

    /// The inspector of several records.
    pub(super) fn together(&mut self, ui: &mut Ui, ids: &Selection) {
        let data = self.together_data(ids);
        let theme = Theme::of(ui);
        let icon = data.kind.map_or(icons::LIST, kind_icon);
        self.kind_row(ui, icon, &data.counted, None);
        ui.add_space(3.0);
        label(ui, Type::TITLE, "Edit together", theme.text);
        ui.add_space(space::XS);
        second(ui, "A change here is one step to undo.");
        parting(ui);
        ui.add_space(space::L);
        if data.takes_tags {
            self.tags_together(ui, ids, &data);
        }
        if !data.fields.is_empty() {
            heading(ui, "Fields");
            ui.add_space(space::XS);
            for (name, value) in &data.fields {
                shown(ui, name, value);
            }
            parting(ui);
            ui.add_space(space::L);
        }
        let delete = format!("Delete {}", data.counted);
        let button = Button::quiet(&delete)
            .icon(icons::DELETE)
            .ink()
            .tooltip("Undo brings them back")
            .blocked(self.locked);
        ui.horizontal(|ui| {
            ui.add_space(-space::M);
            if button.show(ui).clicked() {
                self.ctx.edit(Edit::Delete {
                    records: ids.to_shared(),
                });
            }
        });
    }

    fn tags_together(&mut self, ui: &mut Ui, ids: &Selection, data: &Together) {
        heading(ui, "Tags");
        if data.on_all.is_empty() && data.on_some.is_empty() {
            ui.add_space(space::XS);
            second(ui, "None of them has a tag.");
        }
        if !data.on_all.is_empty() {
            self.tags_on_all(ui, ids, data);
        }
        if !data.on_some.is_empty() {
            self.tags_on_some(ui, ids, data);
        }
        ui.add_space(space::M);
        if self.take_wish(Wish::Tags) {
            self.state.tag_focus = true;
        }
        self.tag_field(ui, ids, &data.on_all, false);
        ui.add_space(space::XS);
        parting(ui);
        ui.add_space(space::L);
    }

    fn tags_on_all(&mut self, ui: &mut Ui, ids: &Selection, data: &Together) {
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for tag in &data.on_all {
                let chip = Chip::new(&tag.name, Some(tag_ink(ui, tag.colour)));
                match self.lead_chip(ui, chip.tooltip(&tag.path)) {
                    Some(true) => self.ctx.edit(Edit::RemoveTag {
                        records: ids.to_shared(),
                        tag: tag.id,
                    }),
                    Some(false) => self.ctx.send(Command::Search(field_term("tag", &tag.path))),
                    None => {}
                }
            }
        });
    }

    fn tags_on_some(&mut self, ui: &mut Ui, ids: &Selection, data: &Together) {
        ui.add_space(if data.on_all.is_empty() {
            space::XS
        } else {
            space::S
        });
        second(ui, "On some of them");
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for (tag, count) in data.on_some.iter().take(MOST_TAGS) {
                let tip = format!("On {count} of {}; click to add it to all", data.counted);
                let chip = Chip::new(&tag.name, Some(tag_ink(ui, tag.colour)));
                let chip = chip.on_some(*count).tooltip(&tip);
                if chip.show(ui).response.clicked() && self.locked.is_none() {
                    self.ctx.edit(Edit::AddTag {
                        records: ids.to_shared(),
                        path: tag.path.clone(),
                    });
                }
            }
        });
        let more = data.on_some.len().saturating_sub(MOST_TAGS);
        if more > 0 {
            second(ui, &format!("and {more} more"));
        }
    }
}

impl State {
    /// Forgets what belongs to the record that was shown before.
    pub(super) fn leave(&mut self) {
        self.draft = None;
        self.tag_field = None;
        self.tag_focus = false;
        self.replies.retain(|_, text| !text.trim().is_empty());
        self.address = None;
        self.details.clear();
        self.known_by = None;
        self.picked = None;
        self.read = None;
        self.verdict = None;
        self.reason_start = None;
    }
}
