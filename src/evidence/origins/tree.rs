//! What a source draws on and what draws on it, for drawing; and rings.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use super::lineages::{Edge, Lineages};
use crate::model::{LineageKind, SourceId};

/// How many steps away from the source the drawing goes.
const DEPTH: usize = 5;
/// How many branches a drawing has at most, each way.
const BRANCHES: usize = 100;

/// The surroundings of a source, for the drawing in its inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageTree {
    /// The source in the middle.
    pub source: SourceId,
    /// What it draws on.
    pub draws_on: Vec<LineageBranch>,
    /// What draws on it.
    pub drawn_on_by: Vec<LineageBranch>,
    /// How many branches were left out because there are too many to draw.
    pub left_out: usize,
}

/// A source in the drawing, one step further away than what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageBranch {
    /// The source.
    pub source: SourceId,
    /// In what way the one draws on the other.
    pub kind: LineageKind,
    /// Where that shows.
    pub note: String,
    /// Whether it goes on from here.
    pub more: More,
    /// What is one step further in the same direction.
    pub branches: Vec<LineageBranch>,
}

/// Whether a branch shows all that is beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum More {
    /// All is shown.
    All,
    /// It is the source in the middle or stands on the way to here: a ring closes.
    Ring,
    /// It stands elsewhere in the drawing, with what is beyond it.
    Elsewhere,
    /// The drawing ends here and the lineage does not.
    Cut,
}

/// What `source` draws on and what draws on it, five steps each way. Every source is drawn once with what
/// is beyond it, so that the drawing ends whatever the lineage is.
pub fn lineage<'a>(lineages: impl Into<Lineages<'a>>, source: SourceId) -> LineageTree {
    let lineages = lineages.into();
    let up = |source: SourceId| lineages.draws_on(source).collect::<Vec<_>>();
    let down = |source: SourceId| lineages.drawn_on_by(source);
    let mut upward = Walk::new(&up, |edge| edge.to);
    let draws_on = upward.branches(source);
    let mut downward = Walk::new(&down, |edge| edge.from);
    let drawn_on_by = downward.branches(source);
    LineageTree {
        source,
        draws_on,
        drawn_on_by,
        left_out: upward.left_out + downward.left_out,
    }
}

/// A walk in one direction.
struct Walk<'a, 'b> {
    edges: &'b dyn Fn(SourceId) -> Vec<Edge<'a>>,
    far: fn(&Edge) -> SourceId,
    path: Vec<SourceId>,
    seen: HashSet<SourceId>,
    count: usize,
    left_out: usize,
}

impl<'a, 'b> Walk<'a, 'b> {
    fn new(edges: &'b dyn Fn(SourceId) -> Vec<Edge<'a>>, far: fn(&Edge) -> SourceId) -> Self {
        Self {
            edges,
            far,
            path: Vec::new(),
            seen: HashSet::new(),
            count: 0,
            left_out: 0,
        }
    }

    fn branches(&mut self, source: SourceId) -> Vec<LineageBranch> {
        self.path.push(source);
        self.seen.insert(source);
        let edges = (self.edges)(source);
        let room = BRANCHES.saturating_sub(self.count).min(edges.len());
        self.left_out += edges.len() - room;
        self.count += room;
        let drawn = edges.get(..room).unwrap_or_default();
        let branches = drawn.iter().map(|edge| self.branch(edge)).collect();
        self.path.pop();
        branches
    }

    fn branch(&mut self, edge: &Edge) -> LineageBranch {
        let source = (self.far)(edge);
        let more = if self.path.contains(&source) {
            More::Ring
        } else if self.seen.contains(&source) {
            More::Elsewhere
        } else if self.path.len() == DEPTH && !(self.edges)(source).is_empty() {
            More::Cut
        } else {
            More::All
        };
        let branches = match more {
            More::All => self.branches(source),
            More::Ring | More::Elsewhere | More::Cut => Vec::new(),
        };
        LineageBranch {
            source,
            kind: edge.kind,
            note: edge.note.to_owned(),
            more,
            branches,
        }
    }
}

/// The shortest ring that `source` is in, beginning with it: each draws on the next and the last on the
/// first. Citing counts here, as two that name each other as authority are something to know of, though
/// only quoting and republishing make a ring one origin. The same agency story is no ring.
pub fn cycles<'a>(lineages: impl Into<Lineages<'a>>, source: SourceId) -> Option<Vec<SourceId>> {
    ring(&lineages.into(), source, &|kind| {
        kind != LineageKind::SameWire
    })
}

/// The shortest ring through `source` by edges of the kinds that `follow` says.
pub(super) fn ring(
    lineages: &Lineages,
    source: SourceId,
    follow: &dyn Fn(LineageKind) -> bool,
) -> Option<Vec<SourceId>> {
    let mut came_from: HashMap<SourceId, SourceId> = HashMap::new();
    let mut open = VecDeque::from([source]);
    while let Some(at) = open.pop_front() {
        for edge in lineages.draws_on(at).filter(|edge| follow(edge.kind)) {
            if edge.to == source {
                return Some(way(&came_from, source, at));
            }
            if let Entry::Vacant(free) = came_from.entry(edge.to) {
                free.insert(at);
                open.push_back(edge.to);
            }
        }
    }
    None
}

/// The way by which a search came from `source` to `last`.
fn way(came_from: &HashMap<SourceId, SourceId>, source: SourceId, last: SourceId) -> Vec<SourceId> {
    let mut way = vec![last];
    let mut at = last;
    while at != source {
        let Some(&before) = came_from.get(&at) else {
            break;
        };
        way.push(before);
        at = before;
    }
    way.reverse();
    way
}
