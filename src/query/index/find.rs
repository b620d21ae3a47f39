//! Finding: which records have the words, by the texts as they were read and by what has changed since.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem::{self, Finder};

use super::SearchIndex;
use super::base::Base;
use super::delta::Entry;
use super::rows::Rows;
use super::unit::Group;
use super::words::Likely;
use crate::model::{Kind, Record, SourceId, Tables};
use crate::query::ResolvedQuery;

/// Records that were found up to which it is asked for further words in them alone.
const FEW: usize = 50_000;

/// Bytes of text that are read for the first rows before the list of words is asked: a tenth of a
/// millisecond.
const FIRST_BYTES: usize = 1 << 20;

/// What is looked for: folded, not empty, no space at its ends; and whether it must not be there.
type Wanted<'a> = (&'a str, bool);

/// The records that have the words of a query.
#[derive(Debug, Clone)]
pub struct Found {
    base: Arc<Base>,
    rows: Rows,
    /// The units that have no row of their own in the texts that were read, in the order of their rows
    /// after those.
    newer: Vec<(Group, u32)>,
}

impl Found {
    /// How many records of a kind there are.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.rows.count_in(&self.range(kind)) + self.newer_slots(kind).count()
    }

    /// The slots of the records of a kind, in order.
    pub fn slots(&self, kind: Kind) -> impl Iterator<Item = u32> + '_ {
        let range = self.range(kind);
        // A row is a slot of its table, and slots are counted in 32 bits.
        let rows = self
            .rows
            .iter_in(&range)
            .map(move |row| (row - range.start) as u32);
        rows.chain(self.newer_slots(kind))
    }

    fn range(&self, kind: Kind) -> Range<usize> {
        self.base.layout.rows(Group::Records(kind))
    }

    fn newer_slots(&self, kind: Kind) -> impl Iterator<Item = u32> + '_ {
        let first = self.base.layout.len();
        let newer = self.newer.iter().enumerate();
        let newer = newer
            .filter(move |(at, unit)| unit.0 == Group::Records(kind) && self.rows.has(first + at));
        newer.map(|(_, &(_, slot))| slot)
    }
}

/// The units that changed, with the rows that they have.
struct Changed<'a> {
    base: &'a Base,
    entries: Vec<(usize, Group, &'a Entry)>,
    newer: Vec<(Group, u32)>,
    /// Rows of sources that are gone.
    gone_sources: HashSet<usize>,
}

impl<'a> Changed<'a> {
    fn of(index: &'a SearchIndex) -> Self {
        let mut changed = Self {
            base: &index.base,
            entries: Vec::with_capacity(index.delta.len()),
            newer: Vec::new(),
            gone_sources: HashSet::new(),
        };
        for (group, slot, entry) in index.delta.iter() {
            let row = index.base.layout.row(group, slot).unwrap_or_else(|| {
                changed.newer.push((group, slot));
                index.base.layout.len() + changed.newer.len() - 1
            });
            if group == Group::Records(Kind::Source) && entry.record.is_none() {
                changed.gone_sources.insert(row);
            }
            changed.entries.push((row, group, entry));
        }
        changed
    }

    /// Rows of the texts that were read, and those after them.
    fn rows(&self) -> usize {
        self.base.layout.len() + self.newer.len()
    }

    fn row(&self, group: Group, slot: u32) -> Option<usize> {
        self.base.layout.row(group, slot).or_else(|| {
            let at = self.newer.binary_search(&(group, slot)).ok()?;
            Some(self.base.layout.len() + at)
        })
    }

    fn source_row(&self, tables: &Tables, source: SourceId) -> Option<usize> {
        self.row(Group::Records(Kind::Source), tables.sources().slot(source)?)
    }

    /// The rows of the records that there are.
    fn records(&self) -> Rows {
        let mut rows = self.base.records.clone();
        rows.grow(self.rows());
        for (row, group, entry) in &self.entries {
            if *group == Group::CaptureTexts {
                continue;
            }
            match entry.record {
                Some(_) => rows.insert(*row),
                None => rows.remove(*row),
            }
        }
        rows
    }

    /// Adds the captures, and their sources, whose texts are in `rows`.
    fn lift(&self, tables: &Tables, rows: &mut Rows) {
        let texts = self.base.layout.rows(Group::CaptureTexts);
        let captures = self.base.layout.rows(Group::Records(Kind::Capture)).start;
        let hits: Vec<usize> = rows.iter_in(&texts).map(|row| row - texts.start).collect();
        for capture in hits {
            rows.insert(captures + capture);
            match self.base.owner(capture) {
                Some(row) if !self.gone_sources.contains(&row) => rows.insert(row),
                Some(_) => self.lift_one(tables, capture as u32, rows),
                None => {}
            }
        }
        for &(capture, source) in self.base.orphans() {
            if rows.has(texts.start + capture as usize)
                && let Some(row) = self.source_row(tables, source)
            {
                rows.insert(row);
            }
        }
    }

    /// Adds the source of a capture, wherever it is now.
    fn lift_one(&self, tables: &Tables, capture: u32, rows: &mut Rows) {
        if let Some(capture) = tables.captures().at(capture)
            && let Some(row) = self.source_row(tables, capture.source)
        {
            rows.insert(row);
        }
    }

    /// The rows whose text decides which of `records` have a needle: their own, and those of the texts
    /// of captures.
    fn units(&self, records: &Rows) -> Rows {
        let mut units = records.clone();
        let texts = self.base.layout.rows(Group::CaptureTexts);
        let captures = self.base.layout.rows(Group::Records(Kind::Capture)).start;
        for capture in 0..texts.len() {
            let of_source = match self.base.owner(capture) {
                Some(row) => records.has(row) || self.gone_sources.contains(&row),
                None => true,
            };
            if of_source || records.has(captures + capture) {
                units.insert(texts.start + capture);
            }
        }
        units
    }

    /// The records that have the needle. If `within` is given, only of those; others may be left out.
    fn find(&self, tables: &Tables, needle: &str, within: Option<&Rows>) -> Rows {
        let within = within.map(|records| self.units(records));
        let mut rows = self.base.find(needle, within.as_ref());
        rows.grow(self.rows());
        for (row, _, _) in &self.entries {
            rows.remove(*row);
        }
        self.lift(tables, &mut rows);
        let finder = Finder::new(needle);
        for (row, group, entry) in &self.entries {
            if finder.find(entry.folded(*group).as_bytes()).is_none() {
                continue;
            }
            rows.insert(*row);
            if let (Group::CaptureTexts, Some(Record::Capture(capture))) = (group, &entry.record) {
                let slot = tables.captures().slot(capture.id);
                let own = slot.and_then(|slot| self.row(Group::Records(Kind::Capture), slot));
                let source = self.source_row(tables, capture.source);
                own.into_iter()
                    .chain(source)
                    .for_each(|row| rows.insert(row));
            }
        }
        rows
    }
}

impl SearchIndex {
    /// The records that have all words and phrases of the query and none that must not be there; what else
    /// the query asks for is left to others. `tables` are those of the revision that the index is of.
    #[must_use]
    pub fn find(&self, tables: &Tables, query: &ResolvedQuery) -> Found {
        self.find_wanted(tables, &in_order(query))
    }

    fn find_wanted(&self, tables: &Tables, wanted: &[Wanted<'_>]) -> Found {
        let changed = Changed::of(self);
        let mut found = changed.records();
        let mut is_first = true;
        for &(needle, excluded) in wanted {
            let few = !is_first && found.count() <= FEW;
            let rows = changed.find(tables, needle, few.then_some(&found));
            if excluded {
                found.leave_out(&rows);
            } else {
                found.keep(&rows);
            }
            is_first = false;
        }
        Found {
            base: Arc::clone(&self.base),
            rows: found,
            newer: changed.newer,
        }
    }

    /// The first `limit` slots of [`SearchIndex::find`], of one kind: much quicker where many are found.
    #[must_use]
    pub fn first(
        &self,
        tables: &Tables,
        query: &ResolvedQuery,
        kind: Kind,
        limit: usize,
    ) -> Vec<u32> {
        let wanted = in_order(query);
        // The texts of the captures of a source do not lie together, and what is only left out is in no list.
        let is_plain = !matches!(kind, Kind::Source | Kind::Capture)
            && wanted.first().is_some_and(|(_, excluded)| !excluded);
        let first = is_plain.then(|| First::new(self, &wanted, kind, limit));
        let slots = first.and_then(|first| first.read_on().or_else(|| first.by_words()));
        slots.unwrap_or_else(|| {
            let found = self.find_wanted(tables, &wanted);
            found.slots(kind).take(limit).collect()
        })
    }
}

/// The search for the first rows of a kind whose records have all their text in one row.
struct First<'a> {
    base: &'a Base,
    changed: Changed<'a>,
    /// The rows of the changed units of the kind that are found, in order.
    found: Vec<usize>,
    is_changed: HashSet<usize>,
    wanted: &'a [Wanted<'a>],
    range: Range<usize>,
    limit: usize,
}

impl<'a> First<'a> {
    fn new(index: &'a SearchIndex, wanted: &'a [Wanted<'a>], kind: Kind, limit: usize) -> Self {
        let group = Group::Records(kind);
        let mut first = Self {
            base: &index.base,
            range: index.base.layout.rows(group),
            changed: Changed::of(index),
            found: Vec::new(),
            is_changed: HashSet::new(),
            wanted,
            limit,
        };
        let changed = &first.changed.entries;
        first.is_changed = changed.iter().map(|entry| entry.0).collect();
        let of_kind = changed.iter().filter(|entry| entry.1 == group);
        let found = of_kind.filter(|entry| has_all(entry.2.folded(group), wanted));
        first.found = found.map(|entry| entry.0).collect();
        first.found.sort_unstable();
        first
    }

    /// The first slots if they are found by reading on a little; else `None`.
    fn read_on(&self) -> Option<Vec<u32>> {
        let (&(needle, _), others) = self.wanted.split_first()?;
        let arena = self.base.arena();
        let mut rows = Vec::new();
        let end = arena.read_on(
            &Finder::new(needle),
            self.range.clone(),
            FIRST_BYTES,
            &mut |row| {
                let is_found = !self.is_changed.contains(&row)
                    && (others.is_empty() || has_all(arena.text(row), others));
                if is_found {
                    rows.push(row);
                }
                rows.len() < self.limit
            },
        );
        // Those after where it stopped may not be the first.
        let before = self.found.iter().filter(|row| **row < end);
        rows.extend(before);
        (rows.len() >= self.limit).then(|| self.slots(rows))
    }

    /// The first slots by the list of words; `None` if there is none.
    fn by_words(&self) -> Option<Vec<u32>> {
        let mut likely: Option<Rows> = None;
        let mut unsure = Vec::new();
        for &(needle, excluded) in self.wanted {
            if excluded {
                unsure.push((needle, excluded));
                continue;
            }
            let Likely { mut rows, sure } = self.base.likely(needle, &self.range)?;
            if !sure {
                unsure.push((needle, excluded));
            }
            if let Some(before) = &likely {
                rows.keep(before);
            }
            likely = Some(rows);
        }
        let arena = self.base.arena();
        let likely = likely?;
        let rows = likely.iter_in(&self.range).filter(|row| {
            !self.is_changed.contains(row)
                && (unsure.is_empty() || has_all(arena.text(*row), &unsure))
        });
        let mut rows: Vec<usize> = rows.take(self.limit).collect();
        rows.extend(&self.found);
        Some(self.slots(rows))
    }

    /// The slots of the first of these rows.
    fn slots(&self, mut rows: Vec<usize>) -> Vec<u32> {
        rows.sort_unstable();
        rows.truncate(self.limit);
        let newer = self.base.layout.len();
        let slot = |row: usize| match row.checked_sub(newer) {
            Some(at) => self.changed.newer.get(at).map_or(0, |&(_, slot)| slot),
            // A row is a slot of its table, and slots are counted in 32 bits.
            None => (row - self.range.start) as u32,
        };
        rows.into_iter().map(slot).collect()
    }
}

/// Whether a text has all that is wanted and nothing that must not be there.
fn has_all(text: &str, wanted: &[Wanted<'_>]) -> bool {
    wanted.iter().all(|&(needle, excluded)| {
        memmem::find(text.as_bytes(), needle.as_bytes()).is_some() != excluded
    })
}

/// The words and phrases of a query in the order in which they are looked for: what is rare first, by its
/// length; what must not be there last.
fn in_order(query: &ResolvedQuery) -> Vec<Wanted<'_>> {
    let mut wanted: Vec<Wanted<'_>> = query.texts().collect();
    wanted.sort_by_key(|(needle, excluded)| (*excluded, usize::MAX - needle.len()));
    wanted
}
