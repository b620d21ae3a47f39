//! The count of support and the list behind it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::groups::Groups;
use super::lineages::{Edge, Lineages};
use super::tree::ring;
use crate::model::{Claim, ClaimStatus, LineageKind, SourceId};

/// Who says a thing, and what it goes back to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// Who published it, in the order of the file.
    pub sources: Vec<SourceId>,
    /// What they go back to: each is counted once, however many repeat it.
    pub origins: Vec<Origin>,
}

/// Something that one or more sources go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Where it comes from, as far as the project knows: one source; several when they carry the same
    /// agency story, stand in a ring, or when a source draws on all of them and is counted once.
    pub roots: Vec<SourceId>,
    /// The sources of the count that go back to it, in the order of the file. The root is among them where
    /// it speaks for itself.
    pub through: Vec<SourceId>,
    /// Why they are counted together, a sentence each; empty for a source that draws on none.
    pub because: Vec<String>,
}

impl Support {
    /// "4 sources, 2 origins".
    #[must_use]
    pub fn words(&self) -> String {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            _ => format!("{count} {noun}s"),
        };
        format!(
            "{}, {}",
            counted(self.sources.len(), "source"),
            counted(self.origins.len(), "origin")
        )
    }

    /// Whether all of it goes back to one origin.
    #[must_use]
    pub fn is_single_origin(&self) -> bool {
        self.origins.len() == 1
    }
}

/// Counts the sources of `claims` and what they go back to. Claims that are deprecated or slips do not
/// support anything and are left out. A claim attributed to another source of the project has its origin
/// there.
///
/// A source that draws on several is counted with one that is there already; several such sources that
/// share something, and nothing else, are counted once. So nothing that is added to the lineage can raise
/// the number of origins.
pub fn support<'a, 'c>(
    lineages: impl Into<Lineages<'a>>,
    claims: impl IntoIterator<Item = &'c Claim>,
) -> Support {
    let lineages = lineages.into();
    let voices: BTreeSet<Voice> = claims
        .into_iter()
        .filter(|claim| counts(claim))
        .map(|claim| Voice {
            source: claim.source,
            from: claim.attributed_to.source.unwrap_or(claim.source),
        })
        .collect();
    let mut sources: Vec<SourceId> = voices.iter().map(|voice| voice.source).collect();
    sort(&lineages, &mut sources);
    let froms: Vec<SourceId> = voices.iter().map(|voice| voice.from).collect();
    let groups = Groups::above(&lineages, &froms);
    let mut origins: Vec<Origin> = shared_roots(&groups, &froms)
        .into_iter()
        .map(|roots| origin(&lineages, &groups, &voices, &roots))
        .collect();
    origins.sort_by_cached_key(|origin| {
        let place = |sources: &[SourceId]| sources.first().map(|&first| lineages.place(first));
        (place(&origin.through), place(&origin.roots))
    });
    Support { sources, origins }
}

/// Whether a claim supports what it says.
fn counts(claim: &Claim) -> bool {
    match claim.status {
        ClaimStatus::Normal | ClaimStatus::Preferred => true,
        ClaimStatus::Deprecated | ClaimStatus::SlipInSource => false,
    }
}

/// A source that speaks, and whom it has it from: itself, or the source that it gives as authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Voice {
    source: SourceId,
    from: SourceId,
}

fn sort(lineages: &Lineages, sources: &mut Vec<SourceId>) {
    sources.sort_by_key(|&source| lineages.place(source));
    sources.dedup();
}

/// The roots of each origin. One root that a voice has alone is an origin, and takes all other voices that
/// have it too; the rest are joined where they share a root.
fn shared_roots(groups: &Groups, froms: &[SourceId]) -> Vec<BTreeSet<usize>> {
    let each: BTreeSet<BTreeSet<usize>> = froms.iter().map(|&from| groups.roots_of(from)).collect();
    let alone: BTreeSet<usize> = each
        .iter()
        .filter(|roots| roots.len() == 1)
        .flatten()
        .copied()
        .collect();
    let mut origins: Vec<BTreeSet<usize>> = alone.iter().map(|&root| [root].into()).collect();
    let mut joined: Vec<BTreeSet<usize>> = Vec::new();
    for roots in each.iter().filter(|roots| roots.is_disjoint(&alone)) {
        let mut all = roots.clone();
        joined.retain(|other| {
            let apart = other.is_disjoint(&all);
            if !apart {
                all.extend(other);
            }
            apart
        });
        joined.push(all);
    }
    origins.extend(joined);
    origins
}

/// The origin with these roots.
fn origin(
    lineages: &Lineages,
    groups: &Groups,
    voices: &BTreeSet<Voice>,
    roots: &BTreeSet<usize>,
) -> Origin {
    let with = |voice: &&Voice| !groups.roots_of(voice.from).is_disjoint(roots);
    let mine: Vec<Voice> = voices.iter().filter(with).copied().collect();
    let mut through: Vec<SourceId> = mine.iter().map(|voice| voice.source).collect();
    sort(lineages, &mut through);
    let members = roots.iter().flat_map(|&root| groups.members[root].clone());
    let mut root_sources: Vec<SourceId> = members.collect();
    sort(lineages, &mut root_sources);
    Origin {
        because: Because { lineages, groups }.sentences(&mine, roots),
        roots: root_sources,
        through,
    }
}

/// Makes the sentences that say why sources are counted together.
struct Because<'a, 'b> {
    lineages: &'b Lineages<'a>,
    groups: &'b Groups<'a>,
}

impl Because<'_, '_> {
    fn sentences(&self, voices: &[Voice], roots: &BTreeSet<usize>) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let mut by_place: Vec<&Voice> = voices.iter().filter(|v| v.source != v.from).collect();
        by_place.sort_by_key(|v| (self.lineages.place(v.source), self.lineages.place(v.from)));
        for voice in by_place {
            let (source, from) = (self.name(voice.source), self.name(voice.from));
            said.push(format!("{source} gives {from} as its authority."));
        }
        let followed = self.followed(voices, roots);
        let mut wires = HashSet::new();
        for edge in &followed {
            let pair = (edge.from.min(edge.to), edge.from.max(edge.to));
            if edge.kind != LineageKind::SameWire || wires.insert(pair) {
                said.push(self.edge(edge));
            }
        }
        said.extend(self.rings(&followed));
        said.extend(self.counted_elsewhere(voices, roots));
        let mut seen = HashSet::new();
        said.retain(|sentence| seen.insert(sentence.clone()));
        said
    }

    fn name(&self, source: SourceId) -> String {
        self.lineages.name(source)
    }

    /// The edges on the way from the voices to the roots, in the order of the file.
    fn followed(&self, voices: &[Voice], roots: &BTreeSet<usize>) -> Vec<Edge<'_>> {
        let leads = |source: SourceId| !self.groups.roots_of(source).is_disjoint(roots);
        let mut above: HashMap<SourceId, Vec<Edge>> = HashMap::new();
        for &edge in self.groups.edges.iter().filter(|edge| leads(edge.to)) {
            above.entry(edge.from).or_default().push(edge);
        }
        let mut open: Vec<SourceId> = voices.iter().map(|voice| voice.from).collect();
        let mut seen = HashSet::new();
        let mut followed = Vec::new();
        while let Some(source) = open.pop() {
            if seen.insert(source) {
                let edges = above.remove(&source).unwrap_or_default();
                open.extend(edges.iter().map(|edge| edge.to));
                followed.extend(edges);
            }
        }
        followed.sort_by_key(|e| (self.lineages.place(e.from), self.lineages.place(e.to)));
        followed
    }

    fn edge(&self, edge: &Edge) -> String {
        let (from, to) = (self.name(edge.from), self.name(edge.to));
        match edge.kind {
            LineageKind::SameWire => format!("{from} and {to} carry the same agency story."),
            kind => format!("{from} {} {to}.", crate::model::Choice::name(kind)),
        }
    }

    /// The rings among the edges that were followed, one a group.
    fn rings(&self, followed: &[Edge]) -> Vec<String> {
        let mut groups: BTreeMap<usize, String> = BTreeMap::new();
        for edge in followed.iter().filter(|e| e.kind != LineageKind::SameWire) {
            let Some(group) = self.groups.group(edge.from) else {
                continue;
            };
            if self.groups.group(edge.to) != Some(group) || groups.contains_key(&group) {
                continue;
            }
            let found = ring(self.lineages, edge.from, &|kind| {
                matches!(kind, LineageKind::Quotes | LineageKind::Republishes)
            });
            if let Some(found) = found {
                let names: Vec<String> = found.iter().map(|&source| self.name(source)).collect();
                let sentence = format!(
                    "{} draw on each other in a ring, which counts as one origin.",
                    listed(&names)
                );
                groups.insert(group, sentence);
            }
        }
        groups.into_values().collect()
    }

    /// Voices that draw on something else besides.
    fn counted_elsewhere(&self, voices: &[Voice], roots: &BTreeSet<usize>) -> Vec<String> {
        let mut froms: Vec<SourceId> = voices.iter().map(|voice| voice.from).collect();
        sort(self.lineages, &mut froms);
        let mut said = Vec::new();
        for from in froms {
            let other = self.groups.roots_of(from);
            let mut others: Vec<SourceId> = other
                .difference(roots)
                .flat_map(|&root| self.groups.members[root].clone())
                .collect();
            sort(self.lineages, &mut others);
            let names: Vec<String> = others.iter().map(|&source| self.name(source)).collect();
            if !names.is_empty() {
                said.push(format!(
                    "{} goes back to {} too and adds no origin of its own.",
                    self.name(from),
                    listed(&names)
                ));
            }
        }
        said
    }
}

/// "A", "A and B", "A, B and C".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
