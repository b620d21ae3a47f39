//! The columns of tables: which there are for each kind of record, and what their cells say.

use crate::model::{
    Actor, Annotation, Attribution, Choice as _, Claim, Kind, Place, Project, Record, RecordId,
    Resolution, Role, Stamp, Tables, TagId, TagSet, Target, Value, When,
};

/// Characters after which the words of a passage stand cut in a cell.
const QUOTE_CHARS: usize = 60;

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`name` says what each is called")]
pub enum Column {
    When,
    Title,
    Kind,
    Place,
    Tags,
    Claims,
    Issued,
    Container,
    Reliability,
    Captures,
    Event,
    Field,
    Value,
    Source,
    AttributedTo,
    Credibility,
    Reported,
    Created,
    Modified,
    Motivation,
    Target,
    Status,
    Decided,
    From,
    Relation,
    To,
    Remark,
    Description,
    Borne,
    Taken,
    Nature,
    Origin,
    Shows,
    Table,
    Error,
}

use Column as C;

/// The columns that a table of this kind has, in order.
#[must_use]
pub fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Event => &[C::When, C::Title, C::Kind, C::Place, C::Tags, C::Claims],
        Kind::Source => &[
            C::Title,
            C::Kind,
            C::Issued,
            C::Container,
            C::Reliability,
            C::Tags,
            C::Captures,
            C::Claims,
        ],
        Kind::Claim => &[
            C::Event,
            C::Field,
            C::Value,
            C::Source,
            C::AttributedTo,
            C::Reliability,
            C::Credibility,
            C::Reported,
        ],
        Kind::Note => &[C::Title, C::Modified, C::Tags],
        Kind::Annotation => &[C::Title, C::Motivation, C::Target, C::Status, C::Created],
        Kind::Link => &[C::From, C::Relation, C::To, C::Remark],
        Kind::Assessment => &[C::Event, C::Field, C::Value, C::Decided],
        Kind::Tag => &[C::Title, C::Description, C::Borne],
        Kind::Capture => &[C::Source, C::Taken, C::Nature, C::Origin],
        Kind::View => &[C::Title, C::Shows],
        Kind::Deletion => &[C::Title],
        Kind::Unread => &[C::Table, C::Error],
    }
}

impl Column {
    /// All columns.
    pub const ALL: &'static [Self] = &[
        C::When,
        C::Title,
        C::Kind,
        C::Place,
        C::Tags,
        C::Claims,
        C::Issued,
        C::Container,
        C::Reliability,
        C::Captures,
        C::Event,
        C::Field,
        C::Value,
        C::Source,
        C::AttributedTo,
        C::Credibility,
        C::Reported,
        C::Created,
        C::Modified,
        C::Motivation,
        C::Target,
        C::Status,
        C::Decided,
        C::From,
        C::Relation,
        C::To,
        C::Remark,
        C::Description,
        C::Borne,
        C::Taken,
        C::Nature,
        C::Origin,
        C::Shows,
        C::Table,
        C::Error,
    ];

    /// The name on screen, and the one that saved views use.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            C::When => ("When", "when"),
            C::Title => ("Title", "title"),
            C::Kind => ("Kind", "kind"),
            C::Place => ("Place", "place"),
            C::Tags => ("Tags", "tags"),
            C::Claims => ("Claims", "claims"),
            C::Issued => ("Issued", "issued"),
            C::Container => ("Published in", "container"),
            C::Reliability => ("Reliability", "reliability"),
            C::Captures => ("Captures", "captures"),
            C::Event => ("Event", "event"),
            C::Field => ("Field", "field"),
            C::Value => ("Value", "value"),
            C::Source => ("Source", "source"),
            C::AttributedTo => ("Attributed to", "attributed_to"),
            C::Credibility => ("Credibility", "credibility"),
            C::Reported => ("Reported", "reported"),
            C::Created => ("Created", "created"),
            C::Modified => ("Modified", "modified"),
            C::Motivation => ("Motivation", "motivation"),
            C::Target => ("About", "target"),
            C::Status => ("Status", "status"),
            C::Decided => ("Decided", "decided"),
            C::From => ("From", "from"),
            C::Relation => ("Relation", "relation"),
            C::To => ("To", "to"),
            C::Remark => ("Remark", "note"),
            C::Description => ("Description", "description"),
            C::Borne => ("Records", "records"),
            C::Taken => ("Taken", "taken"),
            C::Nature => ("Nature", "nature"),
            C::Origin => ("Origin", "origin"),
            C::Shows => ("Shows", "shows"),
            C::Table => ("Table", "table"),
            C::Error => ("What is wrong", "error"),
        }
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.names().0
    }

    /// The name in saved views.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.names().1
    }

    /// The column with this name in saved views.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.key() == key)
    }

    /// Whether its cells are figures, which stand at the right.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        matches!(self, C::Claims | C::Captures | C::Borne)
    }
}

/// What a cell says, before it is put into words or compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(String),
    When(&'a When),
    Stamp(Stamp),
    Value(&'a Value),
    /// One of a list, by its place in it.
    Choice(usize, &'static str),
    /// How many records name this one so.
    Count(Count),
}

/// Records of one kind that name another in one of some roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) by: Option<Kind>,
    pub(super) roles: &'static [Role],
}

/// What stands in the cell of `record` in the column `column`; empty where the kind has no such column.
/// Made for rows that are seen.
#[must_use]
pub fn cell_text(project: &Project, record: &Record, column: Column) -> String {
    match cell(project, record, column) {
        Cell::Empty => String::new(),
        Cell::Text(text) => text,
        Cell::When(when) => when.short(),
        Cell::Stamp(stamp) => stamp_text(stamp, &jiff::tz::TimeZone::system()),
        Cell::Value(value) => value_text(project, value),
        Cell::Choice(_, name) => name.to_owned(),
        Cell::Count(count) => count.in_project(project, record.id()).to_string(),
    }
}

impl Count {
    /// Whether a record of kind `by` that names another in `role` counts.
    pub(super) fn has(self, by: Kind, role: Role) -> bool {
        self.roles.contains(&role) && self.by.is_none_or(|kind| kind == by)
    }

    /// How many name the record.
    pub(super) fn in_project(self, project: &Project, id: RecordId) -> usize {
        let mut names: Vec<RecordId> = project
            .backlinks(id)
            .filter(|(by, role)| self.has(by.kind(), *role))
            .map(|(by, _)| by)
            .collect();
        // In order of record, so that one that names it in two roles stands twice in a row.
        names.dedup();
        names.len()
    }
}

/// The cell of `record` in the column `column`.
pub(super) fn cell<'a>(tables: &Tables, record: &'a Record, column: Column) -> Cell<'a> {
    let text = |text: &str| Cell::text(text.to_owned());
    match (record, column) {
        (Record::Event(event), C::When) => Cell::When(&event.when),
        (Record::Event(event), C::Kind) => text(&event.kind),
        (Record::Event(event), C::Place) => text(&place_text(tables, &event.place)),
        (Record::Event(_), C::Claims) => Cell::count(Kind::Claim, &[Role::OfEvent]),
        (Record::Source(source), C::Kind) => text(source.kind.name()),
        (Record::Source(source), C::Issued) => Cell::When(&source.issued),
        (Record::Source(source), C::Container) => text(&source.container),
        (Record::Source(source), C::Reliability) => Cell::choice(source.reliability),
        (Record::Source(_), C::Captures) => Cell::count(Kind::Capture, &[Role::OfSource]),
        (Record::Source(_), C::Claims) => Cell::count(Kind::Claim, &[Role::OfSource]),
        (Record::Claim(claim), _) => claim_cell(tables, claim, column),
        (Record::Annotation(annotation), _) => annotation_cell(tables, record, annotation, column),
        (Record::Note(note), C::Modified) => Cell::stamp(note.modified),
        (Record::Link(link), C::From) => text(&tables.label(link.from)),
        (Record::Link(link), C::Relation) => Cell::choice(link.relation),
        (Record::Link(link), C::To) => text(&tables.label(link.to)),
        (Record::Link(link), C::Remark) => text(&link.note),
        (Record::Assessment(held), C::Event) => text(&tables.label(held.event.into())),
        (Record::Assessment(held), C::Field) => text(&held.field),
        (Record::Assessment(held), C::Value) => Cell::Value(&held.value),
        (Record::Assessment(held), C::Decided) => Cell::stamp(held.decided),
        (Record::Tag(tag), C::Description) => text(&tag.description),
        (Record::Tag(_), C::Borne) => Cell::Count(Count {
            by: None,
            roles: &[Role::Tagged, Role::StandsFor],
        }),
        (Record::Capture(capture), C::Source) => text(&source_text(tables, capture.source)),
        (Record::Capture(capture), C::Taken) => Cell::When(&capture.taken),
        (Record::Capture(capture), C::Nature) => Cell::choice(capture.nature),
        (Record::Capture(capture), C::Origin) => text(&capture.origin),
        (Record::View(view), C::Shows) => text(view.shows.plural()),
        (Record::Unread(unread), C::Table) => text(unread.table.plural()),
        (Record::Unread(unread), C::Error) => text(&unread.error),
        (_, C::Title) => Cell::Text(tables.record_label(record)),
        (_, C::Tags) => tags_cell(tables, record.tags()),
        _ => Cell::Empty,
    }
}

impl Cell<'_> {
    fn text(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    const fn count(by: Kind, roles: &'static [Role]) -> Self {
        let by = Some(by);
        Self::Count(Count { by, roles })
    }

    fn choice<T: crate::model::Choice>(chosen: T) -> Self {
        let place = T::ALL.iter().position(|&choice| choice == chosen);
        Self::Choice(place.unwrap_or(T::ALL.len()), chosen.name())
    }

    fn stamp(stamp: Option<Stamp>) -> Self {
        stamp.map_or(Self::Empty, Self::Stamp)
    }
}

fn claim_cell<'a>(tables: &Tables, claim: &'a Claim, column: Column) -> Cell<'a> {
    match column {
        C::Event => Cell::text(tables.label(claim.event.into())),
        C::Field => Cell::text(claim.field.clone().into()),
        C::Value => Cell::Value(&claim.value),
        C::Source => Cell::text(source_text(tables, claim.source)),
        C::AttributedTo => Cell::text(attribution_text(tables, &claim.attributed_to)),
        C::Reliability => {
            let letter = super::grade::claim_reliability(tables, claim);
            letter.map_or(Cell::Empty, Cell::choice)
        }
        C::Credibility => Cell::choice(claim.credibility),
        C::Reported => Cell::When(&claim.reported),
        C::Status => Cell::choice(claim.status),
        C::Created => Cell::stamp(claim.created),
        C::Tags => tags_cell(tables, Some(&claim.tags)),
        C::Title => Cell::text(format!(
            "{}: {}",
            claim.field,
            value_text(tables, &claim.value)
        )),
        _ => Cell::Empty,
    }
}

fn annotation_cell<'a>(
    tables: &Tables,
    record: &Record,
    annotation: &'a Annotation,
    column: Column,
) -> Cell<'a> {
    match column {
        C::Motivation => Cell::Text(annotation.motivation.name().to_owned()),
        C::Target => Cell::Text(target_text(tables, &annotation.target)),
        C::Status => match annotation.resolution {
            Resolution::Open => Cell::Choice(0, "open"),
            Resolution::Resolved => Cell::Choice(1, "resolved"),
        },
        C::Created => Cell::stamp(annotation.created),
        C::Modified => Cell::stamp(annotation.modified),
        C::Tags => tags_cell(tables, Some(&annotation.tags)),
        C::Title => Cell::Text(tables.record_label(record)),
        _ => Cell::Empty,
    }
}

/// The names of the tags, in order of their paths.
fn tags_cell<'a>(tables: &Tables, tags: Option<&TagSet>) -> Cell<'a> {
    let tags = tags.into_iter().flat_map(TagSet::iter);
    let mut tags: Vec<_> = tags.filter_map(|tag| tables.tags().get(tag)).collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    let names: Vec<&str> = tags.iter().map(|tag| tag.name()).collect();
    Cell::text(names.join(", "))
}

/// The value in a few words; a place or an actor that only a tag names is called by the tag.
#[must_use]
pub fn value_text(tables: &Tables, value: &Value) -> String {
    match value {
        Value::Place(place) => place_text(tables, place),
        Value::Actor(actor) => actor_text(tables, actor),
        other => other.short(),
    }
}

fn place_text(tables: &Tables, place: &Place) -> String {
    named(tables, &place.name, place.tag)
}

fn actor_text(tables: &Tables, actor: &Actor) -> String {
    let name = named(tables, &actor.name, actor.tag);
    if actor.role.is_empty() {
        name
    } else {
        format!("{name}, {}", actor.role)
    }
}

fn attribution_text(tables: &Tables, attribution: &Attribution) -> String {
    match attribution.source {
        Some(source) if attribution.name.is_empty() => source_text(tables, source),
        _ => named(tables, &attribution.name, attribution.tag),
    }
}

fn source_text(tables: &Tables, source: crate::model::SourceId) -> String {
    match tables.sources().get(source) {
        Some(source) => source.short_name(),
        None => tables.label(source.into()),
    }
}

/// The name, or if it is empty that of the tag.
fn named(tables: &Tables, name: &str, tag: Option<TagId>) -> String {
    let tag = tag.filter(|_| name.is_empty());
    match tag.and_then(|tag| tables.tags().get(tag)) {
        Some(tag) => tag.name().to_owned(),
        None => name.to_owned(),
    }
}

fn target_text(tables: &Tables, target: &Target) -> String {
    match target {
        Target::Record(id) => tables.label(*id),
        Target::Passage(passage) => {
            let line = passage.exact().lines().next().unwrap_or_default();
            let cut = line.char_indices().nth(QUOTE_CHARS);
            let quote = match cut.and_then(|(at, _)| line.get(..at)) {
                Some(start) => format!("“{start}…”"),
                // Words that are a quotation already need no second marks.
                None if line.starts_with('“') && line.ends_with('”') => line.to_owned(),
                None => format!("“{line}”"),
            };
            match tables.captures().get(passage.capture) {
                Some(capture) => format!("{}: {quote}", source_text(tables, capture.source)),
                None => quote,
            }
        }
    }
}

/// The moment on the reader's clock: "30 Apr 2024, 12:05".
pub(super) fn stamp_text(stamp: Stamp, zone: &jiff::tz::TimeZone) -> String {
    let there = stamp.timestamp().to_zoned(zone.clone());
    there.strftime("%-d %b %Y, %H:%M").to_string()
}
