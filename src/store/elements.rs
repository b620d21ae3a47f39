//! What stands where in the tables of a file, in few bytes: there may be millions of elements.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Span;
use crate::model::{Kind, RecordId, Snapshot, UnreadId};

/// What an element of a table's list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A record that could be read.
    Record(RecordId),
    /// One that could not.
    Unread(UnreadId),
}

impl Key {
    pub(super) fn id(self) -> RecordId {
        match self {
            Self::Record(id) => id,
            Self::Unread(id) => id.into(),
        }
    }
}

/// A span in 12 bytes: six for the start, six for the length.
#[derive(Debug, Clone, Copy)]
struct Packed([u8; 12]);

impl Packed {
    fn of(span: Span) -> Self {
        let mut bytes = [0; 12];
        let (start, len) = bytes.split_at_mut(6);
        start.copy_from_slice(&(span.start as u64).to_le_bytes()[..6]);
        len.copy_from_slice(&(span.len() as u64).to_le_bytes()[..6]);
        Self(bytes)
    }

    fn span(self) -> Span {
        let number = |six: &[u8]| {
            let mut bytes = [0; 8];
            bytes[..6].copy_from_slice(six);
            u64::from_le_bytes(bytes) as usize
        };
        let (start, len) = self.0.split_at(6);
        let start = number(start);
        Span::new(start, start + number(len))
    }
}

/// Which element is what.
#[derive(Debug, Clone)]
enum Keys {
    /// The records of the project in the order of its slots from the first on, and between them, by number, what could not
    /// be read.
    AsInProject(Vec<(usize, UnreadId)>),
    /// In another order.
    Listed(Vec<Key>),
}

/// The elements of a table's list, in order.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) kind: Kind,
    spans: Vec<Packed>,
    keys: Keys,
}

impl Table {
    /// One without elements.
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            spans: Vec::new(),
            keys: Keys::AsInProject(Vec::new()),
        }
    }

    /// Elements in any order; `project` has all of them.
    pub(super) fn listed(kind: Kind, elements: Vec<(Key, Span)>, project: &Snapshot) -> Self {
        let mut slot = 0;
        let is_in_order = elements.iter().all(|(key, _)| match key {
            Key::Record(id) => {
                slot += 1;
                project.slot(*id) == Some(slot - 1)
            }
            Key::Unread(_) => true,
        });
        let mut table = Self::new(kind);
        table.spans = elements.iter().map(|(_, span)| Packed::of(*span)).collect();
        let keys = elements.into_iter().map(|(key, _)| key);
        table.keys = if is_in_order {
            let unread = keys.enumerate().filter_map(|(number, key)| match key {
                Key::Unread(id) => Some((number, id)),
                Key::Record(_) => None,
            });
            Keys::AsInProject(unread.collect())
        } else {
            Keys::Listed(keys.collect())
        };
        table
    }

    /// Adds the record that takes the next slot of the project.
    pub(super) fn add_record(&mut self, span: Span) {
        self.spans.push(Packed::of(span));
    }

    /// Adds a record that could not be read.
    pub(super) fn add_unread(&mut self, id: UnreadId, span: Span) {
        if let Keys::AsInProject(unread) = &mut self.keys {
            unread.push((self.spans.len(), id));
        }
        self.spans.push(Packed::of(span));
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.spans.shrink_to_fit();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where the element with this number stands.
    pub(super) fn span(&self, number: usize) -> Option<Span> {
        self.spans.get(number).map(|packed| packed.span())
    }

    pub(super) fn spans(&self) -> impl DoubleEndedIterator<Item = Span> + ExactSizeIterator + '_ {
        self.spans.iter().map(|packed| packed.span())
    }

    /// What the element with this number is. `project` is the one that was read with it, here and below.
    pub(super) fn key(&self, number: usize, project: &Snapshot) -> Option<Key> {
        let unread = match &self.keys {
            Keys::Listed(keys) => return keys.get(number).copied(),
            Keys::AsInProject(unread) => unread,
        };
        let before = unread.partition_point(|(other, _)| *other < number);
        if let Some((_, id)) = unread.get(before).filter(|(other, _)| *other == number) {
            return Some(Key::Unread(*id));
        }
        if number >= self.len() {
            return None;
        }
        let slot = u32::try_from(number - before).ok()?;
        let record = project.at(self.kind, slot)?;
        Some(Key::Record(record.id()))
    }

    pub(super) fn keys<'a>(&'a self, project: &'a Snapshot) -> impl Iterator<Item = Key> + 'a {
        (0..self.len()).filter_map(|number| self.key(number, project))
    }

    /// What could not be read, with its numbers.
    pub(super) fn unread(&self) -> Box<dyn Iterator<Item = (usize, UnreadId)> + '_> {
        match &self.keys {
            Keys::AsInProject(unread) => Box::new(unread.iter().copied()),
            Keys::Listed(keys) => {
                let numbered = keys.iter().enumerate();
                Box::new(numbered.filter_map(|(number, key)| match key {
                    Key::Unread(id) => Some((number, *id)),
                    Key::Record(_) => None,
                }))
            }
        }
    }

    /// Gives records that could not be read other ids.
    pub(super) fn renumber(&mut self, renumbered: &dyn Fn(UnreadId) -> UnreadId) {
        match &mut self.keys {
            Keys::AsInProject(unread) => {
                for (_, id) in unread {
                    *id = renumbered(*id);
                }
            }
            Keys::Listed(keys) => {
                for key in keys {
                    if let Key::Unread(id) = key {
                        *id = renumbered(*id);
                    }
                }
            }
        }
    }
}

/// What becomes of the elements of a table. All numbers are those before.
#[derive(Debug, Clone, Default)]
pub(super) struct KeyChanges {
    /// Elements that are written anew, and what they are then.
    pub(super) replaced: BTreeMap<usize, Key>,
    /// Elements that go.
    pub(super) removed: BTreeSet<usize>,
    /// Elements that come, each with the number of the one that it stands before; in order.
    pub(super) inserted: Vec<(usize, Key)>,
}

impl KeyChanges {
    /// How many elements there are of what were `count`.
    pub(super) fn count(&self, count: usize) -> usize {
        count + self.inserted.len() - self.removed.len()
    }

    /// Those that are written anew, with their numbers after the changes, in order.
    pub(super) fn fresh(&self) -> Vec<(usize, Key)> {
        let mut fresh = Vec::with_capacity(self.inserted.len() + self.replaced.len());
        let mut removed = self.removed.iter().peekable();
        let mut inserted = self.inserted.iter().peekable();
        let mut replaced = self.replaced.iter().peekable();
        let (mut n_removed, mut n_inserted) = (0, 0);
        loop {
            let comes = inserted.peek().map(|(before, _)| *before);
            let next = replaced.peek().map(|(number, _)| **number);
            let is_insertion = comes.is_some_and(|comes| next.is_none_or(|next| comes <= next));
            let found = if is_insertion {
                inserted.next().copied()
            } else {
                replaced.next().map(|(number, key)| (*number, *key))
            };
            let Some((number, key)) = found else {
                return fresh;
            };
            while removed.next_if(|gone| **gone < number).is_some() {
                n_removed += 1;
            }
            fresh.push((number + n_inserted - n_removed, key));
            n_inserted += usize::from(is_insertion);
        }
    }

    /// What the elements are after the changes, and whether they are written anew.
    pub(super) fn after<'a>(
        &'a self,
        before: &'a Table,
        project: &'a Snapshot,
    ) -> impl Iterator<Item = (Key, bool)> + 'a {
        let mut inserted = self.inserted.iter().peekable();
        let mut number = 0;
        std::iter::from_fn(move || {
            loop {
                if let Some((_, key)) = inserted.next_if(|(before, _)| *before <= number) {
                    return Some((*key, true));
                }
                let here = number;
                number += 1;
                if let Some(key) = self.replaced.get(&here) {
                    return Some((*key, true));
                }
                if !self.removed.contains(&here) {
                    return before.key(here, project).map(|key| (key, false));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, Id, Project, Record};
    use proptest::prelude::*;

    fn event(bits: u64) -> Key {
        Key::Record(Id::<Event>::from_bits(bits).into())
    }

    /// A table of events; `false`: an element that could not be read.
    fn table(elements: &[bool]) -> (Table, Project, Vec<Key>) {
        let mut table = Table::new(Kind::Event);
        let (mut records, mut keys) = (Vec::new(), Vec::new());
        for (bits, is_read) in (1..).zip(elements) {
            let span = Span::new(1 << 40, (1 << 40) + bits as usize);
            if *is_read {
                records.push(Record::from(Event::new(Id::from_bits(bits))));
                table.add_record(span);
                keys.push(event(bits));
            } else {
                table.add_unread(Id::from_bits(bits), span);
                keys.push(Key::Unread(Id::from_bits(bits)));
            }
        }
        let (project, _) = Project::load(crate::model::Meta::default(), records);
        (table, project, keys)
    }

    proptest! {
        #![proptest_config(crate::model::chance::cases(128))]
        #[test]
        fn a_table_tells_its_elements_before_and_after_changes(
            elements in prop::collection::vec(any::<bool>(), 0..12),
            removed in prop::collection::btree_set(0..12_usize, 0..4),
            replaced in prop::collection::btree_set(0..12_usize, 0..4),
            mut inserted in prop::collection::vec(0..13_usize, 0..5),
        ) {
            let (table, project, keys) = table(&elements);
            let project = project.snapshot();
            prop_assert_eq!(table.keys(&project).collect::<Vec<_>>(), keys.clone());
            let in_other_order = |keys: &[Key]| {
                let elements = keys.iter().rev().map(|key| (*key, Span::at(7))).collect();
                Table::listed(Kind::Event, elements, &project).keys(&project).collect::<Vec<_>>()
            };
            prop_assert_eq!(in_other_order(&keys), keys.iter().rev().copied().collect::<Vec<_>>());
            let renumbered = |id: UnreadId| UnreadId::from_bits(id.bits() + 500);
            let expected = keys.iter().map(|key| match key {
                Key::Unread(id) => Key::Unread(renumbered(*id)),
                Key::Record(_) => *key,
            });
            let expected: Vec<Key> = expected.collect();
            let listed = keys.iter().rev().map(|key| (*key, Span::at(7))).collect();
            let mut listed = Table::listed(Kind::Event, listed, &project);
            listed.renumber(&renumbered);
            prop_assert!(listed.keys(&project).eq(expected.iter().rev().copied()));
            let mut in_order = table.clone();
            in_order.renumber(&renumbered);
            prop_assert!(in_order.keys(&project).eq(expected));
            for number in 0..=keys.len() {
                prop_assert_eq!(table.key(number, &project), keys.get(number).copied());
                let span = keys.get(number).map(|_| Span::new(1 << 40, (1 << 40) + number + 1));
                prop_assert_eq!(table.span(number), span);
            }

            inserted.sort_unstable();
            let count = keys.len();
            let new = |number: usize| event(1_000 + number as u64);
            let changes = KeyChanges {
                removed: removed.iter().copied().filter(|at| *at < count).collect(),
                replaced: replaced.difference(&removed).filter(|at| **at < count).map(|at| (*at, new(*at))).collect(),
                inserted: inserted.iter().filter(|at| **at <= count).enumerate().map(|(n, at)| (*at, new(100 + n))).collect(),
            };
            let mut expected = Vec::new();
            for number in 0..=count {
                expected.extend(changes.inserted.iter().filter(|(at, _)| *at == number).map(|(_, key)| (*key, true)));
                if let Some(key) = changes.replaced.get(&number) {
                    expected.push((*key, true));
                } else if let Some(key) = keys.get(number).filter(|_| !changes.removed.contains(&number)) {
                    expected.push((*key, false));
                }
            }
            prop_assert_eq!(changes.after(&table, &project).collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(changes.count(count), expected.len());
            let fresh: Vec<_> = expected.iter().enumerate().filter(|(_, (_, fresh))| *fresh).map(|(at, (key, _))| (at, *key)).collect();
            prop_assert_eq!(changes.fresh(), fresh);
        }
    }
}
