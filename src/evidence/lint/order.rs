//! Links between events against their dates: what comes of something does not come before it.

use super::words::{Told, subject};
use crate::evidence::{Verdict, compare};
use crate::model::date::Holds;
use crate::model::{Event, Kind, Link, Project, Record, RecordId, Relation, Role, Value, When};

/// Says what is wrong if the dates of two events do not allow the link between them. Only where no choice of
/// days is left: a date that says too little is no contradiction.
pub(super) fn effect_before_cause(project: &Project, record: &Record, link: &Link) -> Option<Told> {
    let (RecordId::Event(from), RecordId::Event(to)) = (link.from, link.to) else {
        return None;
    };
    let (from, to) = (project.events().get(from)?, project.events().get(to)?);
    let (first, then, so) = match link.relation {
        Relation::Causes => (from, to, "the effect comes before its cause"),
        Relation::RespondsTo => (to, from, "the answer comes before what it answers"),
        Relation::Follows => (to, from, "what follows comes before what it follows"),
        Relation::RelatedTo
        | Relation::PartOf
        | Relation::SameAs
        | Relation::Contradicts
        | Relation::Supports => return None,
    };
    let (first_when, then_when) = (held(project, first), held(project, then));
    if !is_certainly_before(project, &then_when, &first_when) {
        return None;
    }
    Some(Told::new(format!(
        "{}: {} is dated {} and {} {}, so {so}. The link or one of the dates is wrong, and whoever reads \
         the events in order is told the story backwards.",
        subject(project, record),
        name(first),
        first_when.short(),
        name(then),
        then_when.short(),
    )))
}

/// When the event was: as assessed, else as it is written down in it.
fn held(project: &Project, event: &Event) -> When {
    let named = project.named_by(event.id.into(), Kind::Assessment);
    let assessed = named.filter_map(|(by, role)| match (by, role) {
        (RecordId::Assessment(id), Role::OfEvent) => project.assessments().get(id),
        _ => None,
    });
    let dates = assessed.filter_map(|held| match &held.value {
        Value::When(when) if held.field.trim().eq_ignore_ascii_case("date") => Some(when),
        _ => None,
    });
    let mut read = dates.filter(|when| when.bounds().is_some());
    read.next().unwrap_or(&event.when).clone()
}

fn name(event: &Event) -> String {
    let title = event.title.trim();
    let title = if title.is_empty() {
        "Untitled event"
    } else {
        title
    };
    format!("“{title}”")
}

/// Whether every moment that `a` can mean lies before every moment that `b` can mean. Days that are told
/// apart only by the zones of their clocks are not.
fn is_certainly_before(project: &Project, a: &When, b: &When) -> bool {
    let (Some(first), Some(then)) = (a.bounds(), b.bounds()) else {
        return false;
    };
    let clock = |when: &When| when.edtf.clock().map(|clock| (clock.offset, clock.seconds));
    let by_clock = match (clock(a), clock(b)) {
        (Some((offset, first)), Some((other, then))) => {
            a.zone == b.zone && offset == other && first < then
        }
        _ => false,
    };
    let is_before = match first.single() {
        Some(day) if then.single() == Some(day) => by_clock,
        _ => first.before(&then) == Holds::Certain,
    };
    let values = (Value::When(a.clone()), Value::When(b.clone()));
    is_before && compare(project, "date", &values.0, &values.1).verdict == Verdict::Conflict
}
