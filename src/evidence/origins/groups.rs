//! Roots: what a source goes back to when it is followed as far up as it leads.
//!
//! Sources that depend on each other, in a ring or by the same agency story, are one group. A group that
//! depends on no other is a root.

use std::collections::{BTreeSet, HashMap};

use super::lineages::{Edge, Lineages};
use crate::model::SourceId;

/// Everything that some sources depend on, in groups.
pub(super) struct Groups<'a> {
    /// Every edge that was followed.
    pub(super) edges: Vec<Edge<'a>>,
    /// The group of each source.
    pub(super) group_of: HashMap<SourceId, usize>,
    /// The members of each group, in the order of the file.
    pub(super) members: Vec<Vec<SourceId>>,
    /// The roots that each group goes back to, itself if it is one; never empty.
    pub(super) roots: Vec<BTreeSet<usize>>,
}

impl<'a> Groups<'a> {
    /// Follows `sources` up to their roots.
    pub(super) fn above(lineages: &Lineages<'a>, sources: &[SourceId]) -> Self {
        let graph = Graph::above(lineages, sources);
        let (group_of_node, count) = graph.groups();
        let mut members = vec![Vec::new(); count];
        let mut out = vec![BTreeSet::new(); count];
        for (node, &group) in group_of_node.iter().enumerate() {
            members[group].push(graph.sources[node]);
            let others = graph.next[node].iter().map(|&next| group_of_node[next]);
            out[group].extend(others.filter(|&other| other != group));
        }
        for group in &mut members {
            group.sort_by_key(|&source| lineages.place(source));
        }
        // Groups are numbered so that every edge leads to a higher one.
        let mut roots = vec![BTreeSet::new(); count];
        for group in (0..count).rev() {
            let above: BTreeSet<usize> = out[group]
                .iter()
                .flat_map(|&other| roots[other].clone())
                .collect();
            roots[group] = if above.is_empty() {
                BTreeSet::from([group])
            } else {
                above
            };
        }
        let sources = graph.sources.iter().copied();
        Self {
            group_of: sources.zip(group_of_node).collect(),
            edges: graph.edges,
            members,
            roots,
        }
    }

    /// The group of a source that was followed.
    pub(super) fn group(&self, source: SourceId) -> Option<usize> {
        self.group_of.get(&source).copied()
    }

    /// The roots that a source goes back to; empty for one that was not followed.
    pub(super) fn roots_of(&self, source: SourceId) -> BTreeSet<usize> {
        let group = self.group(source);
        group.map_or_else(BTreeSet::new, |group| self.roots[group].clone())
    }
}

/// The sources numbered in the order in which they were met.
struct Graph<'a> {
    sources: Vec<SourceId>,
    edges: Vec<Edge<'a>>,
    next: Vec<Vec<usize>>,
    back: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn above(lineages: &Lineages<'a>, from: &[SourceId]) -> Self {
        let mut number: HashMap<SourceId, usize> = HashMap::new();
        let mut sources = Vec::new();
        let mut edges = Vec::new();
        let mut open = from.to_vec();
        while let Some(source) = open.pop() {
            if number.contains_key(&source) {
                continue;
            }
            number.insert(source, sources.len());
            sources.push(source);
            let above = lineages.depends_on(source);
            open.extend(above.iter().map(|edge| edge.to));
            edges.extend(above);
        }
        let mut next = vec![Vec::new(); sources.len()];
        let mut back = vec![Vec::new(); sources.len()];
        for edge in &edges {
            next[number[&edge.from]].push(number[&edge.to]);
            back[number[&edge.to]].push(number[&edge.from]);
        }
        Self {
            sources,
            edges,
            next,
            back,
        }
    }

    /// The strongly connected components after Kosaraju, without recursion: a chain may be long. Gives the
    /// group of each node, numbered along the edges, and how many groups there are.
    fn groups(&self) -> (Vec<usize>, usize) {
        let mut group = vec![usize::MAX; self.sources.len()];
        let mut count = 0;
        for start in self.by_end().into_iter().rev() {
            if group[start] != usize::MAX {
                continue;
            }
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                if group[node] == usize::MAX {
                    group[node] = count;
                    open.extend(&self.back[node]);
                }
            }
            count += 1;
        }
        (group, count)
    }

    /// The nodes in the order in which a walk in depth leaves them.
    fn by_end(&self) -> Vec<usize> {
        let mut seen = vec![false; self.sources.len()];
        let mut left = Vec::with_capacity(self.sources.len());
        for start in 0..self.sources.len() {
            let mut path = vec![(start, 0)];
            while let Some((node, step)) = path.pop() {
                if step == 0 {
                    if seen[node] {
                        continue;
                    }
                    seen[node] = true;
                }
                match self.next[node].get(step) {
                    Some(&next) => path.extend([(node, step + 1), (next, 0)]),
                    None => left.push(node),
                }
            }
        }
        left
    }
}
