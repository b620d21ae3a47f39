//! Who names whom: for every record, those that name it.
//!
//! What a file came with lies in sorted arrays, which take nine bytes a reference; what was changed since lies beside them, in
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
    /// None of these is in the arrays.
    added: BTreeSet<Referrer>,
    /// All of these are.
    gone: BTreeSet<Referrer>,
}

/// A record that names another, and as what it does. In order of its kind, then its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Referrer {
    /// The kind's number over the 60 bits of the id.
    from: u64,
    role: Role,
}

impl Referrer {
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
/// of [`Referrer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference(u128);

impl Reference {
    pub(super) fn new(to: u64, referrer: Referrer) -> Self {
        let referrer = u128::from(referrer.from) << ROLE_BITS | referrer.role as u128;
        Self(u128::from(to) << (u128::BITS - ID_BITS) | referrer)
    }

    /// The bits of who is named.
    pub(super) fn to(self) -> u64 {
        (self.0 >> (u128::BITS - ID_BITS)) as u64
    }

    pub(super) fn referrer(self) -> Referrer {
        let role = (self.0 as usize) & ((1 << ROLE_BITS) - 1);
        Referrer {
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
    /// Who names, as in [`Referrer`], and as what.
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
    fn of(references: Vec<Reference>) -> Self {
        let mut references = in_order(references);
        references.dedup();
        let (mut named, mut starts) = (Vec::new(), Vec::new());
        for (at, reference) in references.iter().enumerate() {
            if named.last() != Some(&reference.to()) {
                named.push(reference.to());
                starts.push(at as u32);
            }
        }
        starts.push(references.len() as u32);
        named.shrink_to_fit();
        starts.shrink_to_fit();
        let bits = (named.len() / TO_ONE_HEAD).max(1).ilog2();
        Self {
            heads: heads(named.iter().copied(), bits),
            bits,
            named,
            starts,
            from: references
                .iter()
                .map(|reference| reference.referrer().from)
                .collect(),
            roles: references
                .iter()
                .map(|reference| reference.referrer().role)
                .collect(),
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

    fn referrer(&self, at: usize) -> Option<Referrer> {
        let (from, role) = self.from.get(at).zip(self.roles.get(at))?;
        Some(Referrer {
            from: *from,
            role: *role,
        })
    }

    fn referrers(&self, range: Range<usize>) -> impl Iterator<Item = Referrer> + '_ {
        range.filter_map(|at| self.referrer(at))
    }

    /// The place of the first of these references that is not before `first`.
    fn place(&self, range: Range<usize>, first: Referrer) -> usize {
        let from = self.from.get(range.clone()).unwrap_or_default();
        let near = range.start + from.partition_point(|from| *from < first.from);
        let mut rest = near..range.end;
        // One record names another in few roles.
        let found = rest.find(|&at| self.referrer(at).is_some_and(|referrer| referrer >= first));
        found.unwrap_or(range.end)
    }

    fn has(&self, to: u64, referrer: Referrer) -> bool {
        let range = self.of_record(to);
        let place = self.place(range.clone(), referrer);
        range.contains(&place) && self.referrer(place) == Some(referrer)
    }

    /// The bits of each named record with those that name it, in order.
    fn all(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = Referrer> + '_)> + '_ {
        let named = self.named.iter().enumerate();
        named.map(|(nth, &to)| (to, self.referrers(self.of_nth(nth))))
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
fn in_order(mut references: Vec<Reference>) -> Vec<Reference> {
    if references.len() < 1 << (PART_BITS + 2) {
        references.sort_unstable();
        return references;
    }
    let mut ends = heads(references.iter().map(|reference| reference.to()), PART_BITS);
    let mut sorted = vec![Reference(0); references.len()];
    for reference in references {
        let end = &mut ends[head(reference.to(), PART_BITS)];
        sorted[*end as usize] = reference;
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
    pub(super) fn of_references(references: Vec<Reference>) -> Self {
        Self {
            read: Arc::new(Sorted::of(references)),
            changed: ShardMap::default(),
        }
    }

    /// The references of the file: the bits of each record named, with those that name it, in order.
    pub(super) fn read(
        &self,
    ) -> impl Iterator<Item = (u64, impl Iterator<Item = Referrer> + '_)> + '_ {
        self.read.all()
    }

    /// Who names the record with these bits, from `first` on.
    pub(super) fn of(
        &self,
        bits: u64,
        first: Referrer,
    ) -> impl Iterator<Item = (RecordId, Role)> + '_ {
        let read = self.read.of_record(bits);
        let read = self.read.place(read.clone(), first)..read.end;
        let changes = self.changed.get(&bits);
        let gone = move |referrer: &Referrer| {
            changes.is_some_and(|changes| changes.gone.contains(referrer))
        };
        let read = self.read.referrers(read);
        let mut read = read.filter(move |referrer| !gone(referrer)).peekable();
        let added = changes
            .into_iter()
            .flat_map(move |changes| changes.added.range(first..));
        let mut added = added.copied().peekable();
        let next = move || match (read.peek(), added.peek()) {
            (Some(old), Some(new)) if new < old => added.next(),
            (Some(_), _) => read.next(),
            (None, _) => added.next(),
        };
        std::iter::from_fn(next).map(Referrer::parts)
    }

    pub(super) fn count(&self, bits: u64) -> usize {
        let read = self.read.of_record(bits).len();
        let changes = self.changed.get(&bits);
        changes.map_or(read, |changes| {
            read + changes.added.len() - changes.gone.len()
        })
    }

    /// How often records of one kind name the record with these bits; as `role`, if that is given. Only then, and of what
    /// was changed since the file was read, all of them are looked at, a byte each.
    pub(super) fn count_of(&self, bits: u64, kind: Kind, role: Option<Role>) -> usize {
        let start = |kind: u64| Referrer {
            from: kind << ID_BITS,
            role: FIRST.role,
        };
        let (first, end) = (start(kind as u64), start(kind as u64 + 1));
        let all = self.read.of_record(bits);
        let place = |referrer| self.read.place(all.clone(), referrer);
        let read = place(first)..place(end);
        let is_meant = |other: &Role| role.is_none_or(|role| role == *other);
        let roles = self.read.roles.get(read.clone()).unwrap_or_default();
        let read = match role {
            None => read.len(),
            Some(_) => roles.iter().filter(|role| is_meant(role)).count(),
        };
        let count = |some: &BTreeSet<Referrer>| {
            let of_kind = some.range(first..end);
            of_kind.filter(|one| is_meant(&one.role)).count()
        };
        let changes = self.changed.get(&bits);
        changes.map_or(read, |changes| {
            read + count(&changes.added) - count(&changes.gone)
        })
    }

    pub(super) fn set(&mut self, to: u64, referrer: Referrer, on: bool) {
        let is_read = self.read.has(to, referrer);
        let changes = Arc::make_mut(self.changed.at(to));
        // What the file has can only go, and what it has not can only come.
        let set = if is_read {
            &mut changes.gone
        } else {
            &mut changes.added
        };
        if on == is_read {
            set.remove(&referrer);
        } else {
            set.insert(referrer);
        }
        if changes.added.is_empty() && changes.gone.is_empty() {
            self.changed.remove(&to);
        }
    }

    /// Puts what was changed into the sorted arrays, as if the references had been read so.
    pub(super) fn settle(&mut self) {
        let read = self.read.all();
        let read = read.flat_map(|(to, referrers)| {
            referrers.map(move |referrer| Reference::new(to, referrer))
        });
        let gone = |reference: &Reference| {
            let changes = self.changed.get(&reference.to());
            changes.is_some_and(|changes| changes.gone.contains(&reference.referrer()))
        };
        let mut references: Vec<Reference> = read.filter(|reference| !gone(reference)).collect();
        for (&to, changes) in self.changed.iter() {
            references.extend(
                changes
                    .added
                    .iter()
                    .map(|&referrer| Reference::new(to, referrer)),
            );
        }
        *self = Self::of_references(references);
    }

    /// The bits of all records that are or were named.
    fn known(&self) -> impl Iterator<Item = u64> + '_ {
        let read = self.read.named.iter().copied();
        read.chain(self.changed.iter().map(|(&bits, _)| bits))
    }
}

/// Comes before all others.
pub(super) const FIRST: Referrer = Referrer {
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
                let referrer = Referrer::new(RecordId::from_bits(kind, bits), role);
                let reference = Reference::new(bits, referrer);
                assert_eq!((reference.to(), reference.referrer()), (bits, referrer));
            }
        }
    }

    proptest! {
        #[test]
        fn many_references_are_put_in_order(seed: u64, few in any::<bool>(), len in 0..9_000_usize) {
            let hash = IdHash::default();
            let to = |number: usize| hash.hash_one(seed ^ number as u64) >> if few { 60 } else { 4 };
            let referrer = |number: usize| {
                let id = RecordId::from_bits(Kind::Claim, hash.hash_one(number));
                Referrer::new(id, Role::ALL[number % Role::ALL.len()])
            };
            let references: Vec<_> = (0..len).map(|number| Reference::new(to(number), referrer(number))).collect();
            let mut expected = references.clone();
            expected.sort_unstable();
            expected.dedup();
            let sorted = Sorted::of(references);
            let all = sorted.all();
            let all = all.flat_map(|(to, referrers)| referrers.map(move |referrer| Reference::new(to, referrer)));
            prop_assert_eq!(all.collect::<Vec<_>>(), expected.clone());
            for to in (0..len).step_by(97).map(to).chain([0, 5, u64::MAX >> 4]) {
                let of_record = expected.iter().copied().filter(|reference| reference.to() == to);
                let of_record: Vec<_> = of_record.map(Reference::referrer).collect();
                let referrers: Vec<_> = sorted.referrers(sorted.of_record(to)).collect();
                prop_assert_eq!(&referrers, &of_record);
                prop_assert!(of_record.iter().all(|&referrer| sorted.has(to, referrer)));
                for (at, &referrer) in of_record.iter().enumerate() {
                    let range = sorted.of_record(to);
                    prop_assert_eq!(sorted.place(range.clone(), referrer), range.start + at);
                }
            }
        }

        #[test]
        fn who_names_whom_is_kept_in_order_whatever_comes_and_goes(
            read in proptest::collection::vec(0..90_u64, 0..120),
            changes in proptest::collection::vec((0..90_u64, any::<bool>()), 0..200),
        ) {
            let referrer = |bits: u64| {
                let kind = Kind::ALL[bits as usize % 3];
                Referrer::new(RecordId::from_bits(kind, bits), Role::Remark)
            };
            let read: Vec<_> = read.into_iter().map(referrer).collect();
            let mut expected: BTreeSet<_> = read.iter().copied().collect();
            // Others before and after it, and one with the same first bits.
            let named = |to: u64| read.iter().map(move |&referrer| Reference::new(to, referrer));
            let all = [7, 6, 8, (1 << 60) - 1].into_iter().flat_map(named);
            let mut references = Backlinks::of_references(all.collect());
            for (bits, on) in changes {
                references.set(7, referrer(bits), on);
                if on {
                    expected.insert(referrer(bits));
                } else {
                    expected.remove(&referrer(bits));
                }
            }
            let found: Vec<_> = references.of(7, FIRST).collect();
            let all: Vec<_> = expected.iter().copied().map(Referrer::parts).collect();
            prop_assert_eq!(&found, &all);
            prop_assert_eq!(references.count(7), all.len());
            prop_assert!(found.is_sorted());
            let first = Referrer::new(RecordId::from_bits(Kind::Source, 0), Role::Tagged);
            let rest: Vec<_> = expected.range(first..).copied().map(Referrer::parts).collect();
            prop_assert_eq!(references.of(7, first).collect::<Vec<_>>(), rest);
            for &kind in Kind::ALL {
                let n_of_kind = all.iter().filter(|(id, _)| id.kind() == kind).count();
                let n_as = |role| references.count_of(7, kind, role);
                let counts = [n_as(None), n_as(Some(Role::Remark)), n_as(Some(Role::Tagged))];
                prop_assert_eq!(counts, [n_of_kind, n_of_kind, 0]);
            }
            let mut settled = references.clone();
            settled.settle();
            prop_assert_eq!(settled.changed.iter().count(), 0);
            prop_assert_eq!(settled.of(7, FIRST).collect::<Vec<_>>(), all);
            prop_assert!(settled == references);
        }
    }
}
