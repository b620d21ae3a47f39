//! Sources that draw on themselves, and who depends on whom when a lineage changes.

use std::collections::{BTreeSet, HashMap};

use super::words::{Told, listed, subject};
use crate::evidence::cycles;
use crate::model::{Kind, Lineage, LineageKind, Project, Record, RecordId, Role, Source, SourceId};

/// Says so if the source is said to draw on itself, at once or by way of others. A ring is told once: of the
/// source in it that stands first in the file.
pub(super) fn ring(
    project: &Project,
    record: &Record,
    source: &Source,
    suspects: Option<&BTreeSet<SourceId>>,
) -> Option<Told> {
    let subject = || subject(project, record);
    if draws_on_itself(project, source.id) {
        return Some(Told::new(format!(
            "{} is said to draw on itself, which says nothing. Another source may be meant.",
            subject()
        )));
    }
    if source.lineage.is_empty() || suspects.is_some_and(|known| !known.contains(&source.id)) {
        return None;
    }
    let ring = cycles(project, source.id)?;
    let place = |id: &SourceId| project.sources().slot(*id);
    if ring.iter().any(|other| place(other) < place(&source.id)) {
        return None;
    }
    let others = ring.iter().filter(|&&id| id != source.id);
    let names = others.filter_map(|&id| project.sources().get(id).map(Source::short_name));
    let names: Vec<String> = names.collect();
    Some(Told::new(format!(
        "{} draws on itself by way of {}. Which of them had it first cannot be told; one of them is \
         said to draw on the wrong source.",
        subject(),
        listed(&names)
    )))
}

/// Whether a source is said to draw on itself.
pub(super) fn draws_on_itself(project: &Project, id: SourceId) -> bool {
    let source = project.sources().get(id);
    source.is_some_and(|source| source.lineage.iter().any(|edge| edge.source == id))
}

/// Whether the edge can be part of a ring. The same agency story is said both ways.
fn leads_on(edge: &Lineage) -> bool {
    edge.kind != LineageKind::SameWire
}

/// The sources that can be in a ring, so that the others need not be followed: what is left when sources
/// that draw on nothing left, or that nothing left draws on, are taken away one after the other.
pub(super) fn suspects(project: &Project) -> BTreeSet<SourceId> {
    let mut above: HashMap<SourceId, Vec<SourceId>> = HashMap::new();
    let mut below: HashMap<SourceId, Vec<SourceId>> = HashMap::new();
    for source in project.sources().iter() {
        for edge in source.lineage.iter().filter(|edge| leads_on(edge)) {
            above.entry(source.id).or_default().push(edge.source);
            below.entry(edge.source).or_default().push(source.id);
        }
    }
    let mut left: BTreeSet<SourceId> = above.keys().copied().collect();
    left.retain(|id| below.contains_key(id));
    take_away(&mut left, &above, &below);
    take_away(&mut left, &below, &above);
    left
}

/// Takes away what leads to nothing that is left, and so on.
fn take_away(
    left: &mut BTreeSet<SourceId>,
    next: &HashMap<SourceId, Vec<SourceId>>,
    back: &HashMap<SourceId, Vec<SourceId>>,
) {
    let leads = |left: &BTreeSet<SourceId>, id: &SourceId| {
        let next = next.get(id).into_iter().flatten();
        next.filter(|id| left.contains(id)).count()
    };
    let mut ways: HashMap<SourceId, usize> = left.iter().map(|id| (*id, leads(left, id))).collect();
    let mut ends: Vec<SourceId> = left.iter().copied().filter(|id| ways[id] == 0).collect();
    while let Some(end) = ends.pop() {
        left.remove(&end);
        for source in back.get(&end).into_iter().flatten() {
            if let Some(count) = ways.get_mut(source).filter(|count| **count > 0) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*source);
                }
            }
        }
    }
}

/// Whether another lineage changes who is an origin: citing makes nobody dependent.
pub(super) fn depends_otherwise(before: &Source, after: &Source) -> bool {
    edges(before).ne(edges(after))
}

fn edges(source: &Source) -> impl Iterator<Item = (SourceId, LineageKind)> + '_ {
    source.lineage.iter().map(|edge| (edge.source, edge.kind))
}

/// The sources that have what they say from `source`, at whatever distance, and itself. `wires` are sources
/// that it carried the same agency story as, which may have changed.
pub(super) fn dependents(
    project: &Project,
    source: SourceId,
    wires: impl IntoIterator<Item = SourceId>,
) -> BTreeSet<SourceId> {
    let wired = |edge: &&Lineage| edge.kind == LineageKind::SameWire;
    let mut open = vec![source];
    open.extend(wires);
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        open.extend(drawing_on(project, id, |edge| {
            edge.kind != LineageKind::Cites
        }));
        if let Some(source) = project.sources().get(id) {
            open.extend(source.lineage.iter().filter(wired).map(|edge| edge.source));
        }
    }
    found
}

/// The sources that it carries the same agency story as.
pub(super) fn wires(source: &Source) -> impl Iterator<Item = SourceId> + '_ {
    let wired = edges(source).filter(|&(_, kind)| kind == LineageKind::SameWire);
    wired.map(|(id, _)| id)
}

/// The sources that draw on `source`, at whatever distance, itself left out unless it is in a ring.
pub(super) fn below(project: &Project, source: SourceId) -> BTreeSet<SourceId> {
    let mut open = drawing_on(project, source, leads_on);
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(drawing_on(project, id, leads_on));
        }
    }
    found
}

/// The sources that `source` draws on, at whatever distance.
pub(super) fn above(project: &Project, source: SourceId) -> BTreeSet<SourceId> {
    let mut open = vec![source];
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        let lineage = project.sources().get(id).into_iter();
        for edge in lineage.flat_map(|source| &source.lineage) {
            if leads_on(edge) && found.insert(edge.source) {
                open.push(edge.source);
            }
        }
    }
    found
}

fn drawing_on(
    project: &Project,
    source: SourceId,
    wanted: impl Fn(&Lineage) -> bool,
) -> Vec<SourceId> {
    let named = project.named_by(source.into(), Kind::Source);
    let sources = named.filter_map(|(by, role)| match (by, role) {
        (RecordId::Source(id), Role::DrawsOn) => project.sources().get(id),
        _ => None,
    });
    let draws = |by: &&Source| {
        let mut edges = by.lineage.iter();
        edges.any(|edge| edge.source == source && wanted(edge))
    };
    sources.filter(draws).map(|by| by.id).collect()
}
