//! What the inspector shows about a record beyond its own fields: who names it and as what. Collected
//! once for each state of the project.

use super::accounts::{self, ByField, OriginRow, Stands};
use super::by::By;
use super::lineage::Kin;
use crate::model::{
    AnchorState, Annotation, AnnotationId, CaptureId, Choice as _, Claim, ClaimId, Kind, LinkId,
    Motivation, Passage, Project, Record, RecordId, Resolution, Role, SourceId, Stamp, TagColour,
    TagId, WELL_KNOWN_FIELDS, capital, uncapital,
};
use crate::query::{TagCounts, value_text};

/// Rows of one list; of longer ones the rest is counted.
const MOST: usize = 60;
/// Rows of the list of records that name this one.
const MOST_NAMING: usize = 20;
/// Up to so many records are put in the order of the file; more stay in the order of their ids.
pub(super) const MOST_SORTED: usize = 4_000;
/// Answers to answers are followed this far down.
const DEPTH: usize = 12;

/// Everything about one record that other records say.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Data {
    /// Its tags by path.
    pub(super) tags: Vec<TagOn>,
    /// What needs a look, as sentences.
    pub(super) problems: Vec<String>,
    /// Remarks on it, with their answers.
    pub(super) thread: List<Remark>,
    /// How many remarks there are, not counting answers.
    pub(super) n_remarks: usize,
    /// Remarks, not counting answers, that still want something.
    pub(super) n_open: usize,
    /// Links from and to it.
    pub(super) links: List<LinkRow>,
    /// Other records that name it.
    pub(super) named_by: List<Row>,
    /// Records that it names in its text.
    pub(super) names: List<Row>,
    /// Claims on it, by field for events.
    pub(super) claims: List<ClaimRow>,
    /// How many sources they come from.
    pub(super) n_sources: usize,
    /// How they stand to each other, for events; nothing where there are too many to compare.
    pub(super) by_field: Option<ByField>,
    /// How it stands to the others on its field, for claims.
    pub(super) stands: Option<Stands>,
    /// What it says and its words do not, for claims.
    pub(super) missing: Option<String>,
    /// Its lineage, for sources.
    pub(super) kin: Kin,
    /// What its claims go back to, for sources: "3 origins", and which.
    pub(super) origins: (String, Vec<OriginRow>),
    /// Assessments of it.
    pub(super) assessments: List<Row>,
    /// How long its text is.
    pub(super) length: String,
    /// Copies of its text, oldest first.
    pub(super) captures: List<CaptureRow>,
}

/// The first rows of a list, and how many there are in all.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct List<T> {
    pub(super) rows: Vec<T>,
    pub(super) total: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            total: 0,
        }
    }
}

impl<T> List<T> {
    pub(super) fn of<I: Copy>(ids: &[I], make: impl FnMut(I) -> Option<T>) -> Self {
        Self::first(MOST, ids, make)
    }

    fn first<I: Copy>(most: usize, ids: &[I], make: impl FnMut(I) -> Option<T>) -> Self {
        Self {
            rows: ids.iter().copied().take(most).filter_map(make).collect(),
            total: ids.len(),
        }
    }

    /// As many more as these, which were not looked at.
    fn and(self, n_left: usize) -> Self {
        Self {
            total: self.total + n_left,
            ..self
        }
    }

    /// How many are not among the rows.
    pub(super) fn n_more(&self) -> usize {
        self.total.saturating_sub(self.rows.len())
    }
}

/// A tag on the record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TagOn {
    pub(super) id: TagId,
    pub(super) path: String,
    pub(super) name: String,
    pub(super) colour: TagColour,
}

/// A record that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: RecordId,
    /// How it names the record: "cites it".
    pub(super) how: &'static str,
    pub(super) title: String,
}

/// A link, read from the record's end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LinkRow {
    pub(super) link: LinkId,
    pub(super) relation: &'static str,
    pub(super) other: RecordId,
    pub(super) title: String,
    pub(super) note: String,
}

/// A claim in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ClaimRow {
    pub(super) id: ClaimId,
    /// The field, with a capital letter; for sources the event too.
    pub(super) head: String,
    pub(super) value: String,
    /// Source and authority, or field.
    pub(super) second: String,
    /// "B2".
    pub(super) grade: String,
    /// What the grade means.
    pub(super) meaning: String,
}

/// A capture in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CaptureRow {
    pub(super) id: CaptureId,
    pub(super) title: String,
    pub(super) second: String,
}

/// A remark with its answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Remark {
    pub(super) id: AnnotationId,
    pub(super) depth: usize,
    pub(super) motivation: Motivation,
    pub(super) is_open: bool,
    pub(super) n_replies: usize,
    pub(super) when: String,
}

impl Data {
    /// Collects what is shown about `record`; `today` decides how times are written. How many records bear a tag is
    /// known from `counts`.
    pub(super) fn collect(
        project: &Project,
        record: &Record,
        today: Stamp,
        counts: &TagCounts,
    ) -> Self {
        let id = record.id();
        let mut by = By::default();
        by.sort_in(project, id);
        let mut data = Self {
            tags: tags_of(project, record),
            links: links(project, id, &by.links).and(by.left.links),
            names: mentioned(project, record),
            ..Self::default()
        };
        data.thread = thread(project, &by.remarks, today).and(by.left.remarks);
        data.n_remarks = by.remarks.len() + by.left.remarks;
        let open = by.remarks.iter().filter(|&&id| is_open(project, id));
        // Of those that were not looked at, it is not known.
        data.n_open = open.count() + by.left.remarks;
        let named = by.others.as_slice();
        data.named_by = List::first(MOST_NAMING, named, |(id, how)| {
            let title = project.label(id);
            Some(Row { id, how, title })
        });
        data.named_by.total = match id {
            // What bears it may name it otherwise, too, and is counted once.
            RecordId::Tag(tag) if by.left.others > 0 => data.named_by.total.max(counts.of_tag(tag)),
            _ => data.named_by.total + by.left.others,
        };
        data.assessments = List::of(&by.assessments, |id| {
            let held = project.assessments().get(id)?;
            let title = format!(
                "{}: {}",
                capital(&held.field),
                value_text(project, &held.value)
            );
            Some(Row {
                id: id.into(),
                how: "",
                title,
            })
        })
        .and(by.left.assessments);
        data.captures = List::of(&by.captures, |id| capture_row(project, id)).and(by.left.captures);
        if let Record::Source(source) = record {
            data.kin = Kin::of(project, source.id);
            if by.left.claims == 0 {
                data.origins = accounts::origins_of(project, &by.claims);
            }
        }
        data.put_claims(project, id, by.claims, by.left.claims);
        match record {
            Record::Claim(claim) => {
                data.stands = accounts::stands(project, claim);
                data.missing = crate::evidence::missing_in_quote(project, claim);
            }
            Record::Note(note) => data.length = length(&note.text),
            Record::Capture(capture) => data.length = length(&capture.text),
            _ => {}
        }
        data
    }

    fn put_claims(
        &mut self,
        project: &Project,
        of: RecordId,
        mut claims: Vec<ClaimId>,
        n_left: usize,
    ) {
        if n_left == 0 {
            let mut sources: Vec<SourceId> = Vec::new();
            let find = |id: &ClaimId| project.claims().get(*id);
            sources.extend(claims.iter().filter_map(find).map(|claim| claim.source));
            sources.sort_unstable();
            sources.dedup();
            self.n_sources = sources.len();
            claims.sort_by_cached_key(|&id| {
                let claim = project.claims().get(id);
                let (field, event) =
                    claim.map_or(("", None), |c| (c.field.as_str(), Some(c.event)));
                match of {
                    RecordId::Event(_) => (
                        field_place(field),
                        field.to_owned(),
                        None,
                        slot(project, id),
                    ),
                    _ => (
                        0,
                        String::new(),
                        event.and_then(|e| project.slot(e.into())),
                        slot(project, id),
                    ),
                }
            });
        }
        let by_field = matches!(of, RecordId::Event(_));
        self.claims = List::of(&claims, |id| {
            let claim = project.claims().get(id)?;
            Some(claim_row(project, claim, by_field))
        })
        .and(n_left);
    }

    /// Heads of the tooltip of problems, or nothing.
    pub(super) fn problem_line(&self) -> Option<String> {
        match self.problems.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [first, ..] => Some(format!("{} problems: {first}", self.problems.len())),
        }
    }
}

fn slot(project: &Project, id: ClaimId) -> Option<u32> {
    project.slot(id.into())
}

/// The place of a field among those that most cases speak of; others after them.
fn field_place(field: &str) -> usize {
    let place = WELL_KNOWN_FIELDS.iter().position(|&known| known == field);
    place.unwrap_or(WELL_KNOWN_FIELDS.len())
}

fn tags_of(project: &Project, record: &Record) -> Vec<TagOn> {
    let tags = record
        .tags()
        .into_iter()
        .flat_map(crate::model::TagSet::iter);
    let mut tags: Vec<TagOn> = tags.filter_map(|id| tag_on(project, id)).collect();
    tags.sort_by(|a, b| a.path.cmp(&b.path));
    tags
}

pub(super) fn tag_on(project: &Project, id: TagId) -> Option<TagOn> {
    let tag = project.tags().get(id)?;
    Some(TagOn {
        id,
        path: tag.path.clone(),
        name: tag.name().to_owned(),
        colour: tag.colour,
    })
}

fn links(project: &Project, of: RecordId, ids: &[LinkId]) -> List<LinkRow> {
    List::of(ids, |id| {
        let link = project.links().get(id)?;
        let (relation, other) = if link.from == of {
            (link.relation.name(), link.to)
        } else {
            (link.relation.inverse_name(), link.from)
        };
        Some(LinkRow {
            link: id,
            relation,
            other,
            title: project.label(other),
            note: link.note.clone(),
        })
    })
}

/// The records that the text of a note links to, each once.
fn mentioned(project: &Project, record: &Record) -> List<Row> {
    let mut ids: Vec<RecordId> = Vec::new();
    record.for_each_mention(&mut |bits| {
        ids.extend(project.find(bits).filter(|id| !ids.contains(id)));
    });
    List::of(&ids, |id| {
        Some(Row {
            id,
            how: "",
            title: project.label(id),
        })
    })
}

fn capture_row(project: &Project, id: CaptureId) -> Option<CaptureRow> {
    let capture = project.captures().get(id)?;
    let title = if capture.taken.is_empty() {
        "Undated capture".to_owned()
    } else {
        format!("Capture of {}", capture.taken.short())
    };
    let second = format!("{}, {}", capture.nature.name(), length(&capture.text));
    Some(CaptureRow { id, title, second })
}

/// How long a text is, roughly and without reading all of a very long one.
fn length(text: &str) -> String {
    /// Beyond so many bytes words are not counted one by one.
    const COUNTED: usize = 200_000;
    if text.len() > COUNTED {
        return format!("{} kB of text", text.len() / 1000);
    }
    match text.split_whitespace().count() {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    }
}

pub(super) fn claim_row(project: &Project, claim: &Claim, by_field: bool) -> ClaimRow {
    let source = project.sources().get(claim.source);
    let name = source.map_or_else(
        || project.label(claim.source.into()),
        crate::model::Source::short_name,
    );
    let said_by = project.authority(&claim.attributed_to);
    let second = match (by_field, said_by.is_empty()) {
        (true, true) => name,
        (true, false) => format!("{name} · {said_by}"),
        (false, true) => capital(&claim.field),
        (false, false) => format!("{} · {said_by}", capital(&claim.field)),
    };
    let (letter, letter_means) = source.map_or(("", ""), |s| {
        (s.reliability.name(), s.reliability.meaning())
    });
    let figure = claim.credibility;
    ClaimRow {
        id: claim.id,
        head: if by_field {
            capital(&claim.field)
        } else {
            project.label(claim.event.into())
        },
        value: value_text(project, &claim.value),
        second,
        grade: format!("{letter}{}", figure.name()),
        meaning: format!(
            "Source: {}. Statement: {}.",
            uncapital(letter_means),
            uncapital(figure.meaning())
        ),
    }
}

fn is_open(project: &Project, id: AnnotationId) -> bool {
    let remark = project.annotations().get(id);
    remark.is_some_and(|r| r.resolution == Resolution::Open && r.motivation != Motivation::Replying)
}

fn thread(project: &Project, ids: &[AnnotationId], today: Stamp) -> List<Remark> {
    let mut rows = Vec::new();
    for &id in ids.iter().take(MOST) {
        put_remark(project, id, 0, today, &mut rows);
    }
    // Answers are rows, too: what counts as shown is whether any remark was left out.
    let n_left = ids.len().saturating_sub(MOST);
    List {
        total: rows.len() + n_left,
        rows,
    }
}

/// Puts the remark and, below it, its answers in the order in which they were made.
fn put_remark(
    project: &Project,
    id: AnnotationId,
    depth: usize,
    today: Stamp,
    rows: &mut Vec<Remark>,
) {
    let Some(remark) = project.annotations().get(id) else {
        return;
    };
    let (mut answers, n_replies) = answers(project, id);
    rows.push(Remark {
        id,
        depth,
        motivation: remark.motivation,
        is_open: remark.resolution == Resolution::Open,
        n_replies,
        when: when_made(remark, today),
    });
    answers.truncate(MOST);
    if depth < DEPTH && rows.len() < 4 * MOST {
        for answer in answers {
            put_remark(project, answer, depth + 1, today, rows);
        }
    }
}

/// The answers to a remark, of very many the first, and how many there are.
fn answers(project: &Project, id: AnnotationId) -> (Vec<AnnotationId>, usize) {
    let id = RecordId::from(id);
    let count = project.n_named_as(id, Kind::Annotation, Role::Remark);
    let by = project.named_by(id, Kind::Annotation);
    let mut answers: Vec<AnnotationId> = by
        .take(MOST_SORTED)
        .filter_map(|(by, role)| match (by, role) {
            (RecordId::Annotation(by), Role::Remark) => Some(by),
            _ => None,
        })
        .collect();
    answers.sort_by_cached_key(|&id| {
        let made = project.annotations().get(id).and_then(|a| a.created);
        (made, project.slot(id.into()))
    });
    (answers, count)
}

fn when_made(remark: &Annotation, today: Stamp) -> String {
    remark
        .created
        .map_or_else(String::new, |made| short_time(made, today))
}

/// "14:05" for today, "30 Apr 2024" for other days.
pub(super) fn short_time(stamp: Stamp, today: Stamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (then, now) = (
        stamp.timestamp().to_zoned(zone.clone()),
        today.timestamp().to_zoned(zone),
    );
    if then.date() == now.date() {
        then.strftime("%H:%M").to_string()
    } else {
        then.strftime("%-d %b %Y").to_string()
    }
}

/// "30 April 2024, 12:05".
pub(super) fn long_time(stamp: Stamp) -> String {
    let there = stamp.timestamp().to_zoned(jiff::tz::TimeZone::system());
    there.strftime("%-d %B %Y, %H:%M").to_string()
}

/// What became of a passage, where somebody has to look or may want to.
pub(super) fn anchor_words(passage: &Passage) -> &'static str {
    match passage.state {
        AnchorState::Exact => "",
        AnchorState::Moved => "moved",
        AnchorState::Changed => "text changed",
        AnchorState::Ambiguous => "several places fit",
        AnchorState::Lost => "lost",
    }
}
