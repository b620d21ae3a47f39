//! The claims on an event by field, as rows: how they stand to each other, whom they go back to, and what
//! the field is held to be. Collected once for each state of the project and each chosen day.

use super::data::{ClaimRow, List, MOST_SORTED, claim_row, short_time};
use crate::evidence::matrix::Mark;
use crate::evidence::{
    Accounts, Against, Entry, FieldAccount, Origin, Sign, Standing, accounts, read_value_like,
    report_day, support,
};
use crate::model::date::Day;
use crate::model::{
    Assessment, AssessmentId, Claim, ClaimId, ClaimStatus, EventId, Project, RecordId, Role,
    Source, SourceId, Stamp, Value, capital,
};
use crate::query::value_text;

/// What is said of an event, by field.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ByField {
    pub(super) fields: Vec<FieldRows>,
    /// Claims of the event that were not reported by the chosen day.
    pub(super) not_yet: usize,
    /// Claims of which nobody knows when they were reported.
    pub(super) undated: usize,
    /// The days by which one claim or another was certainly reported, in order.
    pub(super) days: Vec<Day>,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldRows {
    /// As claims name it.
    pub(super) field: String,
    /// With a capital letter.
    pub(super) head: String,
    pub(super) standing: Standing,
    /// "4 sources, 2 origins"; empty where one source speaks.
    pub(super) support: String,
    /// Which sources count together, and why.
    pub(super) origins: Vec<OriginRow>,
    pub(super) claims: List<Account>,
    pub(super) held: Option<Held>,
}

/// Something that one or more of the sources go back to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OriginRow {
    /// The first of its roots, to be shown when the row is clicked.
    pub(super) root: Option<SourceId>,
    /// "Anadolu, through TRT World".
    pub(super) title: String,
    /// Why they are counted together, in sentences.
    pub(super) because: String,
}

/// A claim among those on its field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Account {
    pub(super) row: ClaimRow,
    /// Sign and reason.
    pub(super) entry: Entry,
    /// Why it does not count or is preferred, in a word or three.
    pub(super) word: &'static str,
    /// The words that it stands on, and how it stands to the others.
    pub(super) tip: String,
}

/// What the analyst holds the field to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) id: AssessmentId,
    pub(super) now: Decided,
    /// What was held before, the latest first.
    pub(super) earlier: Vec<Decided>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decided {
    pub(super) value: String,
    pub(super) reason: String,
    /// "30 Apr 2024"; empty if nobody knows.
    pub(super) when: String,
}

/// Collects what is said of `event`; with `until` only what was reported by that day. `today` decides
/// how times are written.
pub(super) fn collect(
    project: &Project,
    event: EventId,
    until: Option<Day>,
    today: Stamp,
) -> ByField {
    let Accounts {
        fields,
        not_yet,
        undated,
    } = accounts(project, event, until);
    ByField {
        fields: fields
            .iter()
            .map(|field| field_rows(project, field, today))
            .collect(),
        not_yet,
        undated,
        days: report_days(project, event),
    }
}

/// How a claim stands to the others on its field, as the page of the claim says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stands {
    pub(super) sign: Sign,
    /// "In conflict with TRT World: 3 girls".
    pub(super) words: String,
    /// What it was compared with.
    pub(super) against: Option<RecordId>,
    pub(super) because: String,
}

/// How the claim stands; nothing where its event has too many claims to compare.
pub(super) fn stands(project: &Project, claim: &Claim) -> Option<Stands> {
    let claims = project.backlinks(claim.event.into());
    let is_claim = |&(by, _): &(RecordId, Role)| matches!(by, RecordId::Claim(_));
    if claims.filter(is_claim).take(MOST_SORTED + 1).count() > MOST_SORTED {
        return None;
    }
    let accounts = accounts(project, claim.event, None);
    let mut entries = accounts.fields.iter().flat_map(|field| &field.entries);
    let entry = entries.find(|entry| entry.claim == claim.id)?;
    let (against, other) = match entry.against {
        Some(Against::Claim(other)) => {
            let other = project.claims().get(other)?;
            let value = value_text(project, &other.value);
            let source = source_name(project, other.source);
            (Some(other.id.into()), format!("{source}: {value}"))
        }
        Some(Against::Assessed(held)) => (Some(held.into()), "the assessed value".to_owned()),
        None => (None, String::new()),
    };
    let words = match entry.sign {
        Sign::Conflict => format!("In conflict with {other}"),
        Sign::Compatible => format!("Compatible with {other}"),
        Sign::Same => format!("Same as {other}"),
        Sign::NotComparable => format!("Not comparable with {other}"),
        Sign::Alone => "The only claim on this field".to_owned(),
    };
    Some(Stands {
        sign: entry.sign,
        words,
        against,
        because: entry.because.clone(),
    })
}

/// What the claims of a source go back to: in words, and the list behind it.
pub(super) fn origins_of(project: &Project, claims: &[ClaimId]) -> (String, Vec<OriginRow>) {
    let told = claims.iter().filter_map(|id| project.claims().get(*id));
    let support = support(project, told);
    let words = match support.origins.len() {
        0 => String::new(),
        1 => "1 origin".to_owned(),
        n => format!("{n} origins"),
    };
    let rows = support.origins.iter();
    (words, rows.map(|one| origin_row(project, one)).collect())
}

fn report_days(project: &Project, event: EventId) -> Vec<Day> {
    let by = project.backlinks(event.into());
    let claims = by.filter_map(|(by, role)| match (by, role) {
        (RecordId::Claim(id), Role::OfEvent) => project.claims().get(id),
        _ => None,
    });
    let days = claims.filter_map(|claim| report_day(project, claim).latest.day());
    let mut days: Vec<Day> = days.collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn field_rows(project: &Project, field: &FieldAccount, today: Stamp) -> FieldRows {
    let entries: Vec<&Entry> = field.entries.iter().collect();
    let told = entries
        .iter()
        .filter_map(|entry| project.claims().get(entry.claim));
    let support = support(project, told);
    let words = match support.sources.len() {
        0 | 1 => String::new(),
        _ => support.words(),
    };
    FieldRows {
        field: field.field.clone(),
        head: capital(&field.field),
        standing: field.standing,
        support: words,
        origins: support
            .origins
            .iter()
            .map(|origin| origin_row(project, origin))
            .collect(),
        claims: List::of(&entries, |entry| account(project, entry)),
        held: field
            .assessment
            .and_then(|id| project.assessments().get(id))
            .map(|held| held_row(project, held, today)),
    }
}

fn origin_row(project: &Project, origin: &Origin) -> OriginRow {
    let names = |ids: &[SourceId]| {
        let names: Vec<String> = ids.iter().map(|&id| source_name(project, id)).collect();
        in_words(&names)
    };
    let through: Vec<SourceId> = origin
        .through
        .iter()
        .copied()
        .filter(|id| !origin.roots.contains(id))
        .collect();
    let roots = names(&origin.roots);
    OriginRow {
        root: origin.roots.first().copied(),
        title: if through.is_empty() {
            roots
        } else {
            format!("{roots}, through {}", names(&through))
        },
        because: origin.because.join(" "),
    }
}

/// "A", "A and B", "A, B and C".
pub(super) fn in_words(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn source_name(project: &Project, id: SourceId) -> String {
    let source = project.sources().get(id);
    source.map_or_else(|| project.label(id.into()), Source::short_name)
}

fn account(project: &Project, entry: &Entry) -> Option<Account> {
    let claim = project.claims().get(entry.claim)?;
    let mut row = claim_row(project, claim, true);
    if !claim.reported.is_empty() {
        row.second = format!("{} · reported {}", row.second, claim.reported.short());
    }
    Some(Account {
        tip: tip(claim, entry, &row),
        row,
        entry: entry.clone(),
        word: word(claim.status, entry.counts),
    })
}

fn word(status: ClaimStatus, counts: bool) -> &'static str {
    match status {
        ClaimStatus::SlipInSource => "slip in the source",
        ClaimStatus::Deprecated => "deprecated",
        ClaimStatus::Normal | ClaimStatus::Preferred if !counts => "replaced by a later report",
        ClaimStatus::Preferred => "preferred",
        ClaimStatus::Normal => "",
    }
}

/// Value and source in full, the words it stands on, and why it has its sign.
fn tip(claim: &Claim, entry: &Entry, row: &ClaimRow) -> String {
    /// Longer quotations are cut; the passage shows the rest.
    const MOST: usize = 400;
    let mut lines = Vec::new();
    if let Some(passage) = &claim.passage {
        let mut words: String = passage.exact().chars().take(MOST).collect();
        if words.len() < passage.exact().len() {
            words.push('…');
        }
        lines.push(format!("“{words}”"));
    }
    if row.value.chars().count() + row.second.chars().count() > 40 {
        lines.insert(0, format!("{}\n{}", row.value, row.second));
    }
    let why = claim.status_reason.trim();
    if !why.is_empty() {
        lines.push(why.to_owned());
    }
    if !entry.because.is_empty() {
        lines.push(entry.because.clone());
    }
    lines.join("\n")
}

fn held_row(project: &Project, held: &Assessment, today: Stamp) -> Held {
    let decided = |value: &Value, reason: &str, when: Option<Stamp>| Decided {
        value: value_text(project, value),
        reason: reason.trim().to_owned(),
        when: when.map_or_else(String::new, |when| short_time(when, today)),
    };
    let before = held.earlier.iter().rev();
    Held {
        id: held.id,
        now: decided(&held.value, &held.reason, held.decided),
        earlier: before
            .map(|one| decided(&one.value, &one.reason, one.decided))
            .collect(),
    }
}

/// Words for how the claims on a field stand together, with their sign.
pub(super) fn standing_words(standing: Standing) -> String {
    let mark = Mark::from(standing);
    let words = match standing {
        // It may be one of several that its source makes.
        Standing::Alone => "one claim",
        _ => mark.words(),
    };
    format!("{} {words}", mark.glyph()).trim_start().to_owned()
}

/// A value that claims of the field give, to be chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    pub(super) claim: ClaimId,
    pub(super) value: String,
    pub(super) sign: Sign,
    /// "TRT World", "TRT World and 2 more".
    pub(super) who: String,
}

impl FieldRows {
    /// The values that its claims give, each once: those that count first.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let mut offers: Vec<(Offer, usize)> = Vec::new();
        let rows = &self.claims.rows;
        let counting = rows.iter().filter(|claim| claim.entry.counts);
        for claim in counting.chain(rows.iter().filter(|claim| !claim.entry.counts)) {
            let same = |offer: &&mut (Offer, usize)| offer.0.value == claim.row.value;
            if let Some((_, more)) = offers.iter_mut().find(same) {
                *more += 1;
                continue;
            }
            let who = claim.row.second.split(" · ").next().unwrap_or_default();
            let offer = Offer {
                claim: claim.row.id,
                value: claim.row.value.clone(),
                sign: claim.entry.sign,
                who: who.to_owned(),
            };
            offers.push((offer, 0));
        }
        let told = offers.into_iter().map(|(mut offer, more)| {
            if more > 0 {
                offer.who = format!("{} and {more} more", offer.who);
            }
            offer
        });
        told.collect()
    }
}

/// The value that is meant by what was typed for a field, and the claim that it is taken from: that of
/// the chosen claim or of one that says so, what is held already, what the words are read as, else the
/// words as the kind of value that the claims of the field have.
pub(super) fn meant(
    project: &Project,
    field: &FieldRows,
    typed: &str,
    chosen: Option<ClaimId>,
) -> (Value, Option<ClaimId>) {
    let typed = typed.trim();
    let offers = field.offers();
    let mut fitting = offers.iter().filter(|offer| offer.value == typed);
    let chosen = chosen.filter(|chosen| {
        let claim = project.claims().get(*chosen);
        claim.is_some_and(|claim| value_text(project, &claim.value) == typed)
    });
    let held = field.held.as_ref();
    let held = held.and_then(|held| project.assessments().get(held.id));
    if let Some(held) = held.filter(|held| value_text(project, &held.value) == typed)
        && chosen.is_none()
    {
        return (held.value.clone(), held.claim);
    }
    let taken = chosen.or_else(|| fitting.next().map(|offer| offer.claim));
    if let Some(claim) = taken.and_then(|id| project.claims().get(id)) {
        return (claim.value.clone(), Some(claim.id));
    }
    let first = offers.first().map(|offer| offer.claim);
    let like = first.and_then(|id| project.claims().get(id));
    let like = like.map(|claim| &claim.value);
    let value = read_value_like(like, &field.field, typed, project);
    (value, None)
}
