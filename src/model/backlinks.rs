//! Who names whom: for every record, those that name it.
//!
//! What a file came with lies in one sorted array, which takes 16 bytes a reference; what was changed since lies beside it, in
//! sets for each record named. So a million records are taken in at the pace of a sort, and an edit costs the same however
//! often a record is named. Copies share both until one of them changes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::kinds::{Kind, RecordId};
use super::refs::Role;
use super::shard::ShardMap;

/// By the bits of the record named: who names it, and as what. Of references to the same bits as records of different kinds
/// no difference is made.
#[derive(Debug, Clone, Default)]
pub(super) struct Backlinks {
    read: Arc<Sorted>,
    /// By the bits of the record named.
    changed: ShardMap<u64, Arc<Changes>>,
}

/// How those that name a record differ from those of the file.
#[derive(Debug, Clone, Default)]
struct Changes {
    /// None of these is in the array.
    added: BTreeSet<Name>,
    /// All of these are.
    gone: BTreeSet<Name>,
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
        let from = (from.kind() as u64) << ID_BITS | from.bits();
        Self { from, role }
    }

    pub(super) fn role(self) -> Role {
        self.role
    }

    pub(super) fn parts(self) -> (RecordId, Role) {
        // The number came from a kind, so there is one.
        let kind = Kind::ALL.get((self.from >> ID_BITS) as usize);
        let kind = kind.copied().unwrap_or(Kind::Unread);
        (RecordId::from_bits(kind, self.from), self.role)
    }
}

/// Bits of an id.
const ID_BITS: u32 = 60;
/// Bits of the number of a role.
const ROLE_BITS: u32 = 4;

/// A reference as one number: 60 bits of who is named, 64 of who names, 4 of the role. In the order of the record named, then
/// of [`Name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link(u128);

impl Link {
    pub(super) fn new(to: u64, name: Name) -> Self {
        let name = u128::from(name.from) << ROLE_BITS | name.role as u128;
        Self(u128::from(to) << (u128::BITS - ID_BITS) | name)
    }

    /// The bits of who is named.
    pub(super) fn to(self) -> u64 {
        (self.0 >> (u128::BITS - ID_BITS)) as u64
    }

    pub(super) fn name(self) -> Name {
        let role = (self.0 as usize) & ((1 << ROLE_BITS) - 1);
        Name {
            from: (self.0 >> ROLE_BITS) as u64,
            // The number came from a role, so there is one.
            role: Role::ALL.get(role).copied().unwrap_or(Role::Mentions),
        }
    }
}

/// References in order, each once, those of a record together, with an index by the first bits of who is named: ids are random,
/// so that it leads to within a few places of the right one. Where they are not, searching by halves takes over.
#[derive(Debug, Default)]
struct Sorted {
    /// The bits of the records that are named, in order.
    named: Vec<u64>,
    /// Where the references to each of these start, and at last their number.
    starts: Vec<u32>,
    /// Who names, as in [`Name`], and as what.
    from: Vec<u64>,
    roles: Vec<Role>,
    /// Where the named records start whose first bits are the place in this list, and at last their number.
    heads: Vec<u32>,
    /// How many first bits.
    bits: u32,
}

/// Parts that references are thrown into before each part is sorted: few enough that all their ends stay at hand.
const PART_BITS: u32 = 10;
/// Named records for each entry of the index, about.
const TO_ONE_HEAD: usize = 4;

impl Sorted {
    fn of(links: Vec<Link>) -> Self {
        let mut links = in_order(links);
        links.dedup();
        let (mut named, mut starts) = (Vec::new(), Vec::new());
        for (at, link) in links.iter().enumerate() {
            if named.last() != Some(&link.to()) {
                named.push(link.to());
                starts.push(at as u32);
            }
        }
        starts.push(links.len() as u32);
        named.shrink_to_fit();
        starts.shrink_to_fit();
        let bits = (named.len() / TO_ONE_HEAD).max(1).ilog2();
        Self {
            heads: heads(named.iter().copied(), bits),
            bits,
            named,
            starts,
            from: links.iter().map(|link| link.name().from).collect(),
            roles: links.iter().map(|link| link.name().role).collect(),
        }
    }

    /// Where the references to the record with these bits are.
    fn of_record(&self, bits: u64) -> Range<usize> {
        let head = head(bits, self.bits);
        let start = |head: usize| self.heads.get(head).map_or(0, |at| *at as usize);
        let near = start(head)..start(head + 1);
        let found = self.named.get(near.clone()).unwrap_or_default();
        match found.binary_search(&bits) {
            Ok(at) => self.of_nth(near.start + at),
            Err(_) => 0..0,
        }
    }

    /// Where the references to the nth named record are.
    fn of_nth(&self, nth: usize) -> Range<usize> {
        let start = |nth: usize| self.starts.get(nth).map_or(0, |at| *at as usize);
        start(nth)..start(nth + 1)
    }

    fn name(&self, at: usize) -> Option<Name> {
        let (from, role) = self.from.get(at).zip(self.roles.get(at))?;
        Some(Name {
            from: *from,
            role: *role,
        })
    }

    fn names(&self, range: Range<usize>) -> impl Iterator<Item = Name> + '_ {
        range.filter_map(|at| self.name(at))
    }

    /// The place of the first of these references that is not before `first`.
    fn place(&self, range: Range<usize>, first: Name) -> usize {
        let from = self.from.get(range.clone()).unwrap_or_default();
        let near = range.start + from.partition_point(|from| *from < first.from);
        let mut rest = near..range.end;
        // One record names another in few roles.
        let found = rest.find(|&at| self.name(at).is_some_and(|name| name >= first));
        found.unwrap_or(range.end)
    }

    fn has(&self, to: u64, name: Name) -> bool {
        let range = self.of_record(to);
        let place = self.place(range.clone(), name);
        range.contains(&place) && self.name(place) == Some(name)
    }

    /// The bits of each named record with those that name it, in order.
    fn all(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Name> + '_)> + '_ {
        let named = self.named.iter().enumerate();
        named.map(|(nth, &to)| (to, self.names(self.of_nth(nth))))
    }
}

/// The first `first` bits of an id.
fn head(bits: u64, first: u32) -> usize {
    (bits >> (ID_BITS - first)) as usize
}

/// Where the ids with each value of their first bits start, in their order, and at last their number.
fn heads(ids: impl Iterator<Item = u64>, bits: u32) -> Vec<u32> {
    let mut heads = vec![0_u32; (1 << bits) + 1];
    for id in ids {
        heads[head(id, bits) + 1] += 1;
    }
    let mut sum = 0;
    for start in &mut heads {
        sum += *start;
        *start = sum;
    }
    heads
}

/// Sorts, first into parts by the first bits: faster than at once, as each part fits into a near cache.
fn in_order(mut links: Vec<Link>) -> Vec<Link> {
    if links.len() < 1 << (PART_BITS + 2) {
        links.sort_unstable();
        return links;
    }
    let mut ends = heads(links.iter().map(|link| link.to()), PART_BITS);
    let mut sorted = vec![Link(0); links.len()];
    for link in links {
        let end = &mut ends[head(link.to(), PART_BITS)];
        sorted[*end as usize] = link;
        *end += 1;
    }
    let mut rest = sorted.as_mut_slice();
    let mut start = 0;
    for end in ends {
        let (part, others) = rest.split_at_mut((end - start) as usize);
        part.sort_unstable();
        (rest, start) = (others, end);
    }
    sorted
}

impl Backlinks {
    /// Of the references of a file, in any order.
    pub(super) fn of_links(links: Vec<Link>) -> Self {
        Self {
            read: Arc::new(Sorted::of(links)),
            changed: ShardMap::default(),
        }
    }

    /// The references of the file: the bits of each record named, with those that name it, in order.
    pub(super) fn read(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Name> + '_)> + '_ {
        self.read.all()
    }

    /// Who names the record with these bits, from `first` on.
    pub(super) fn of(&self, bits: u64, first: Name) -> impl Iterator<Item = (RecordId, Role)> + '_ {
        let read = self.read.of_record(bits);
        let read = self.read.place(read.clone(), first)..read.end;
        let changes = self.changed.get(&bits);
        let gone = move |name: &Name| changes.is_some_and(|changes| changes.gone.contains(name));
        let read = self.read.names(read);
        let mut read = read.filter(move |name| !gone(name)).peekable();
        let added = changes
            .into_iter()
            .flat_map(move |changes| changes.added.range(first..));
        let mut added = added.copied().peekable();
        let next = move || match (read.peek(), added.peek()) {
            (Some(old), Some(new)) if new < old => added.next(),
            (Some(_), _) => read.next(),
            (None, _) => added.next(),
        };
        std::iter::from_fn(next).map(Name::parts)
    }

    pub(super) fn count(&self, bits: u64) -> usize {
        let read = self.read.of_record(bits).len();
        let changes = self.changed.get(&bits);
        changes.map_or(read, |changes| {
            read + changes.added.len() - changes.gone.len()
        })
    }

    pub(super) fn set(&mut self, to: u64, name: Name, on: bool) {
        let is_read = self.read.has(to, name);
        let changes = Arc::make_mut(self.changed.at(to));
        // What the file has can only go, and what it has not can only come.
        let set = if is_read {
            &mut changes.gone
        } else {
            &mut changes.added
        };
        if on == is_read {
            set.remove(&name);
        } else {
            set.insert(name);
        }
        if changes.added.is_empty() && changes.gone.is_empty() {
            self.changed.remove(&to);
        }
    }

    /// Puts what was changed into the sorted array, as if the references had been read so.
    pub(super) fn settle(&mut self) {
        let read = self.read.all();
        let read = read.flat_map(|(to, names)| names.map(move |name| Link::new(to, name)));
        let gone = |link: &Link| {
            let changes = self.changed.get(&link.to());
            changes.is_some_and(|changes| changes.gone.contains(&link.name()))
        };
        let mut links: Vec<Link> = read.filter(|link| !gone(link)).collect();
        for (&to, changes) in self.changed.iter() {
            links.extend(changes.added.iter().map(|&name| Link::new(to, name)));
        }
        *self = Self::of_links(links);
    }

    /// The bits of all records that are or were named.
    fn known(&self) -> impl Iterator<Item = u64> + '_ {
        let read = self.read.named.iter().copied();
        read.chain(self.changed.iter().map(|(&bits, _)| bits))
    }
}

/// Comes before all others.
pub(super) const FIRST: Name = Name {
    from: 0,
    role: Role::Tagged,
};

/// Equal if the same records are named by the same ones, however that is kept. For tests.
impl PartialEq for Backlinks {
    fn eq(&self, other: &Self) -> bool {
        let same = |bits: u64| self.of(bits, FIRST).eq(other.of(bits, FIRST));
        self.known().all(same) && other.known().all(same)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::super::hash::IdHash;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_is_one_number_and_back() {
        for role in Role::ALL {
            for (kind, bits) in [(Kind::Tag, 0), (Kind::Unread, (1 << ID_BITS) - 1)] {
                let name = Name::new(RecordId::from_bits(kind, bits), role);
                let link = Link::new(bits, name);
                assert_eq!((link.to(), link.name()), (bits, name));
            }
        }
    }

    proptest! {
        #[test]
        fn many_references_are_put_in_order(seed: u64, few in any::<bool>(), len in 0..9_000_usize) {
            let hash = IdHash::default();
            let to = |number: usize| hash.hash_one(seed ^ number as u64) >> if few { 60 } else { 4 };
            let name = |number: usize| {
                let id = RecordId::from_bits(Kind::Claim, hash.hash_one(number));
                Name::new(id, Role::ALL[number % Role::ALL.len()])
            };
            let links: Vec<_> = (0..len).map(|number| Link::new(to(number), name(number))).collect();
            let mut expected = links.clone();
            expected.sort_unstable();
            expected.dedup();
            let sorted = Sorted::of(links);
            let all = sorted.all();
            let all = all.flat_map(|(to, names)| names.map(move |name| Link::new(to, name)));
            prop_assert_eq!(all.collect::<Vec<_>>(), expected.clone());
            for to in (0..len).step_by(97).map(to).chain([0, 5, u64::MAX >> 4]) {
                let of_record = expected.iter().copied().filter(|link| link.to() == to);
                let of_record: Vec<_> = of_record.map(Link::name).collect();
                let names: Vec<_> = sorted.names(sorted.of_record(to)).collect();
                prop_assert_eq!(&names, &of_record);
                prop_assert!(of_record.iter().all(|&name| sorted.has(to, name)));
                for (at, &name) in of_record.iter().enumerate() {
                    let range = sorted.of_record(to);
                    prop_assert_eq!(sorted.place(range.clone(), name), range.start + at);
                }
            }
        }

        #[test]
        fn who_names_whom_is_kept_in_order_whatever_comes_and_goes(
            read in proptest::collection::vec(0..90_u64, 0..120),
            changes in proptest::collection::vec((0..90_u64, any::<bool>()), 0..200),
        ) {
            let name = |bits: u64| {
                let kind = Kind::ALL[bits as usize % 3];
                Name::new(RecordId::from_bits(kind, bits), Role::Remark)
            };
            let read: Vec<_> = read.into_iter().map(name).collect();
            let mut expected: BTreeSet<_> = read.iter().copied().collect();
            // Others before and after it, and one with the same first bits.
            let named = |to: u64| read.iter().map(move |&name| Link::new(to, name));
            let all = [7, 6, 8, (1 << 60) - 1].into_iter().flat_map(named);
            let mut links = Backlinks::of_links(all.collect());
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
            let mut settled = links.clone();
            settled.settle();
            prop_assert_eq!(settled.changed.iter().count(), 0);
            prop_assert_eq!(settled.of(7, FIRST).collect::<Vec<_>>(), all);
            prop_assert!(settled == links);
        }
    }
}
