//! Who draws on whom, in both directions.

use std::collections::HashMap;

use crate::model::{
    Kind, LineageKind, Project, RecordId, Role, Snapshot, Source, SourceId, Tables,
};

/// The lineage of the sources of a project, with the way back from a source to those that draw on it.
///
/// Made of a [`Project`] it costs nothing, as the project keeps who names whom; made of [`Tables`] or a
/// [`Snapshot`] it reads all sources once, so whoever asks often keeps one.
pub struct Lineages<'a> {
    tables: &'a Tables,
    back: Back<'a>,
}

enum Back<'a> {
    Kept(&'a Project),
    Read(HashMap<SourceId, Vec<SourceId>>),
}

/// One source drawing on another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'a> {
    /// The one that draws.
    pub(super) from: SourceId,
    /// The one that is drawn on.
    pub(super) to: SourceId,
    pub(super) kind: LineageKind,
    pub(super) note: &'a str,
}

impl<'a> From<&'a Project> for Lineages<'a> {
    fn from(project: &'a Project) -> Self {
        Self {
            tables: project,
            back: Back::Kept(project),
        }
    }
}

impl<'a> From<&'a Tables> for Lineages<'a> {
    fn from(tables: &'a Tables) -> Self {
        let mut back: HashMap<SourceId, Vec<SourceId>> = HashMap::new();
        for source in tables.sources().iter() {
            for lineage in &source.lineage {
                back.entry(lineage.source).or_default().push(source.id);
            }
        }
        for drawing in back.values_mut() {
            drawing.sort_unstable();
            drawing.dedup();
        }
        Self {
            tables,
            back: Back::Read(back),
        }
    }
}

impl<'a> From<&'a Snapshot> for Lineages<'a> {
    fn from(snapshot: &'a Snapshot) -> Self {
        Self::from(&snapshot.tables)
    }
}

impl<'a> Lineages<'a> {
    /// What `source` draws on, in the order in which it is written there. A source that is said to draw on
    /// itself says nothing by it.
    pub(super) fn draws_on(&self, source: SourceId) -> impl Iterator<Item = Edge<'a>> + 'a {
        let record = self.tables.sources().get(source);
        let lineage = record.map_or(&[][..], |record| record.lineage.as_slice());
        let edges = lineage.iter().map(move |lineage| Edge {
            from: source,
            to: lineage.source,
            kind: lineage.kind,
            note: &lineage.note,
        });
        edges.filter(|edge| edge.from != edge.to)
    }

    /// What draws on `source`, in the order of the file.
    pub(super) fn drawn_on_by(&self, source: SourceId) -> Vec<Edge<'a>> {
        let mut from: Vec<SourceId> = match &self.back {
            Back::Kept(project) => {
                // Its claims may be very many.
                let named = project.named_by(source.into(), Kind::Source);
                named
                    .filter_map(|(by, role)| match by {
                        RecordId::Source(by) if role == Role::DrawsOn => Some(by),
                        _ => None,
                    })
                    .collect()
            }
            Back::Read(back) => back.get(&source).cloned().unwrap_or_default(),
        };
        from.sort_by_key(|&source| self.place(source));
        let edges = from.into_iter().flat_map(|from| self.draws_on(from));
        edges.filter(|edge| edge.to == source).collect()
    }

    /// The edges that make `source` depend on others: what it quotes or republishes, and both ways those
    /// that carry the same agency story.
    pub(super) fn depends_on(&self, source: SourceId) -> Vec<Edge<'a>> {
        let own = self.draws_on(source);
        let mut edges: Vec<_> = own.filter(|e| e.kind != LineageKind::Cites).collect();
        for edge in self.drawn_on_by(source) {
            if edge.kind == LineageKind::SameWire {
                edges.push(Edge {
                    from: edge.to,
                    to: edge.from,
                    ..edge
                });
            }
        }
        edges
    }

    /// Where the source stands in the file; those that are missing come last.
    pub(super) fn place(&self, source: SourceId) -> (u32, SourceId) {
        let slot = self.tables.sources().slot(source);
        (slot.unwrap_or(u32::MAX), source)
    }

    /// What sentences call it.
    pub(super) fn name(&self, source: SourceId) -> String {
        let record = self.tables.sources().get(source);
        record.map_or_else(
            || format!("the missing source {source}"),
            Source::short_name,
        )
    }
}
