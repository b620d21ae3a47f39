//! Who names whom: for every record, those that name it.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use super::hash::IdMap;
use super::kinds::{Kind, RecordId};
use super::refs::Role;

/// The most names that are kept in a list. Most records are named a few times, and a list takes a tenth of the room of a
/// tree; a tag may be named a hundred thousand times.
const MOST_LISTED: usize = 64;

/// By the bits of the record named: who names it, and as what. Of references to the same bits as records of different kinds
/// no difference is made.
#[derive(Debug, Default)]
pub(super) struct Backlinks(IdMap<Names>);

/// Who names one record, in order.
#[derive(Debug)]
enum Names {
    Listed(Vec<Name>),
    Tree(BTreeSet<Name>),
}

/// That a record names, and as what. In order of its kind, then its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// The kind's number over the 60 bits of the id.
    from: u64,
    role: Role,
}

impl Name {
    pub(super) fn new(from: RecordId, role: Role) -> Self {
        let from = (from.kind() as u64) << 60 | from.bits();
        Self { from, role }
    }

    pub(super) fn parts(self) -> (RecordId, Role) {
        // The number came from a kind, so there is one.
        let kind = Kind::ALL.get((self.from >> 60) as usize);
        let kind = kind.copied().unwrap_or(Kind::Unread);
        (RecordId::from_bits(kind, self.from), self.role)
    }
}

impl Names {
    fn len(&self) -> usize {
        match self {
            Self::Listed(names) => names.len(),
            Self::Tree(names) => names.len(),
        }
    }

    /// The names from `first` on.
    fn from(&self, first: Name) -> impl Iterator<Item = Name> + '_ {
        let (listed, tree) = match self {
            Self::Listed(names) => {
                let at = names.partition_point(|name| *name < first);
                (names.get(at..).unwrap_or_default(), None)
            }
            Self::Tree(names) => (&[][..], Some(names.range(first..))),
        };
        listed.iter().chain(tree.into_iter().flatten()).copied()
    }

    fn insert(&mut self, name: Name) {
        match self {
            Self::Tree(names) => {
                names.insert(name);
            }
            Self::Listed(names) => {
                if let Err(at) = names.binary_search(&name) {
                    names.insert(at, name);
                }
                if names.len() > MOST_LISTED {
                    *self = Self::Tree(names.iter().copied().collect());
                }
            }
        }
    }

    fn remove(&mut self, name: Name) {
        match self {
            Self::Tree(names) => {
                names.remove(&name);
            }
            Self::Listed(names) => {
                if let Ok(at) = names.binary_search(&name) {
                    names.remove(at);
                }
            }
        }
    }
}

impl Backlinks {
    /// Makes room for this many records that are named.
    pub(super) fn reserve(&mut self, count: usize) {
        self.0.reserve(count);
    }

    /// Who names the record with these bits, from `first` on.
    pub(super) fn of(&self, bits: u64, first: Name) -> impl Iterator<Item = (RecordId, Role)> + '_ {
        let names = self.0.get(&bits).into_iter();
        names
            .flat_map(move |names| names.from(first))
            .map(Name::parts)
    }

    pub(super) fn count(&self, bits: u64) -> usize {
        self.0.get(&bits).map_or(0, Names::len)
    }

    /// All records that are named, by their bits, with who names them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Name> + '_)> + '_ {
        let named = self.0.iter();
        named.map(|(&bits, names)| (bits, names.from(FIRST)))
    }

    pub(super) fn set(&mut self, to: u64, name: Name, on: bool) {
        match self.0.entry(to) {
            Entry::Occupied(mut names) => {
                if on {
                    names.get_mut().insert(name);
                } else {
                    names.get_mut().remove(name);
                    if names.get().len() == 0 {
                        names.remove();
                    }
                }
            }
            Entry::Vacant(place) => {
                if on {
                    place.insert(Names::Listed(vec![name]));
                }
            }
        }
    }

    /// As [`Backlinks::set`], without putting it into order: while a file is read. [`Backlinks::put_in_order`] must follow.
    pub(super) fn push(&mut self, to: u64, name: Name) {
        let names = self
            .0
            .entry(to)
            .or_insert_with(|| Names::Listed(Vec::new()));
        match names {
            Names::Listed(names) => names.push(name),
            Names::Tree(names) => {
                names.insert(name);
            }
        }
    }

    pub(super) fn put_in_order(&mut self) {
        for names in self.0.values_mut() {
            let Names::Listed(list) = names else {
                continue;
            };
            list.sort_unstable();
            list.dedup();
            if list.len() > MOST_LISTED {
                *names = Names::Tree(list.iter().copied().collect());
            }
        }
    }
}

/// Comes before all others.
pub(super) const FIRST: Name = Name {
    from: 0,
    role: Role::Tagged,
};

/// Equal if the same records are named by the same ones, however that is kept.
impl PartialEq for Backlinks {
    fn eq(&self, other: &Self) -> bool {
        let same = |(bits, names): (&u64, &Names)| {
            let others = other.0.get(bits);
            others.is_some_and(|others| names.from(FIRST).eq(others.from(FIRST)))
        };
        self.0.len() == other.0.len() && self.0.iter().all(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Also where a list becomes a tree and back.
        #[test]
        fn who_names_whom_is_kept_in_order_whatever_comes_and_goes(
            read in proptest::collection::vec(0..90_u64, 0..120),
            changes in proptest::collection::vec((0..90_u64, any::<bool>()), 0..200),
        ) {
            let name = |bits: u64| {
                let kind = Kind::ALL[bits as usize % 3];
                Name::new(RecordId::from_bits(kind, bits), Role::Remark)
            };
            let mut links = Backlinks::default();
            let mut expected = BTreeSet::new();
            for bits in read {
                links.push(7, name(bits));
                expected.insert(name(bits));
            }
            links.put_in_order();
            for (bits, on) in changes {
                links.set(7, name(bits), on);
                if on {
                    expected.insert(name(bits));
                } else {
                    expected.remove(&name(bits));
                }
            }
            let found: Vec<_> = links.of(7, FIRST).collect();
            let all: Vec<_> = expected.iter().copied().map(Name::parts).collect();
            prop_assert_eq!(&found, &all);
            prop_assert_eq!(links.count(7), all.len());
            prop_assert!(found.is_sorted());
            let first = Name::new(RecordId::from_bits(Kind::Source, 0), Role::Tagged);
            let rest: Vec<_> = expected.range(first..).copied().map(Name::parts).collect();
            prop_assert_eq!(links.of(7, first).collect::<Vec<_>>(), rest);
        }
    }
}
